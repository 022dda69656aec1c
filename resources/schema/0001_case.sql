-- SPDX-License-Identifier: Apache-2.0
-- The case. Compact tables hold codes and values, never sentences; the views at the end are for people.
-- Times are int64 ns since 1970. recorded_ns is what the source wrote and is never changed; what is shown is
-- recorded_ns + the offset of the clock's span that holds it (clock_span), so a correction rewrites no event.

CREATE TABLE case_info (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
-- keys: uid, name, number, client, zone, language, created, tool, revision (raised by every commit), generation (raised
-- when events were deleted or their host changed: a cache starts anew)

CREATE TABLE examiner (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

CREATE TABLE host (id INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL, note TEXT);
CREATE TABLE host_alias (
    id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE, folded TEXT NOT NULL, kind TEXT NOT NULL DEFAULT 'name',
    host_id INTEGER REFERENCES host(id), valid_from_ns INTEGER, valid_to_ns INTEGER);
CREATE TABLE account (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE, folded TEXT NOT NULL, same_as INTEGER REFERENCES account(id));
CREATE TABLE endpoint (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE, folded TEXT NOT NULL);
-- Values that repeat: paths, URLs, processes … A value may stand more than once (the writer's memory of it is bounded).
CREATE TABLE text (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
-- other_meaning: another provider's records under the same id; what is known of the type does not hold for them.
CREATE TABLE event_type (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, other_meaning INTEGER NOT NULL DEFAULT 0, UNIQUE (name, other_meaning)
);

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,               -- random; identities rest on it
    number TEXT NOT NULL UNIQUE,            -- E-01
    kind TEXT NOT NULL,                     -- image, file, folder
    name TEXT NOT NULL,
    location TEXT NOT NULL,                 -- absolute path where it was last seen (first segment)
    segments TEXT NOT NULL DEFAULT '[]',    -- JSON: names and sizes
    format TEXT,                            -- E01, raw, split raw, zip, evtx …
    size INTEGER,                           -- bytes of the decoded image or file
    stored_size INTEGER,
    sector_size INTEGER,
    fingerprint TEXT,                       -- SHA-256 over size, first, middle and last MiB: to find moved evidence
    acquisition TEXT NOT NULL DEFAULT '{}', -- JSON: header of the E01
    stored_md5 TEXT, stored_sha1 TEXT,
    md5 TEXT, sha1 TEXT, sha256 TEXT,
    verification TEXT NOT NULL DEFAULT 'unverified', -- unverified, verifying, match, mismatch, computed (nothing stored), unreadable
    verified_at TEXT,
    bad_ranges TEXT NOT NULL DEFAULT '[]',  -- JSON: [[offset, length], …]
    host_alias_id INTEGER REFERENCES host_alias(id), -- the host of its events that name none
    zone TEXT, encoding TEXT, mapping TEXT, chosen_format TEXT,
    skew_ns INTEGER NOT NULL DEFAULT 0,     -- added to what its clock recorded
    key_kind TEXT,                          -- which kind of key opened it; never the key
    received_at TEXT, received_from TEXT, received_by TEXT, maker TEXT, serial TEXT, place_kept TEXT, note TEXT,
    added_at TEXT NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'registered' -- registered, importing, imported, failed, waiting_for_key
);

-- Two clocks an evidence: what it records in UTC, and what it records as local time.
CREATE TABLE clock (
    id INTEGER PRIMARY KEY, evidence_id INTEGER NOT NULL REFERENCES evidence(id), basis TEXT NOT NULL, -- utc, local
    zone TEXT, zone_known INTEGER NOT NULL DEFAULT 1, revision INTEGER NOT NULL DEFAULT 1, UNIQUE (evidence_id, basis));
-- Recorded times in [from_ns, to_ns) are shown as recorded + offset_ns; ambiguous: they stood twice on the clock, or never.
CREATE TABLE clock_span (
    clock_id INTEGER NOT NULL REFERENCES clock(id), from_ns INTEGER NOT NULL, to_ns INTEGER NOT NULL,
    offset_ns INTEGER NOT NULL, ambiguous INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (clock_id, from_ns)) WITHOUT ROWID;

CREATE TABLE volume (
    id INTEGER PRIMARY KEY, evidence_id INTEGER NOT NULL REFERENCES evidence(id), number INTEGER NOT NULL,
    byte_offset INTEGER NOT NULL, byte_length INTEGER NOT NULL, scheme TEXT, description TEXT, file_system TEXT, label TEXT,
    prefix TEXT NOT NULL DEFAULT '', block_size INTEGER, root_inode INTEGER, last_inode INTEGER, unsupported TEXT,
    UNIQUE (evidence_id, number));

CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    evidence_id INTEGER NOT NULL, volume INTEGER, parent_id INTEGER,
    directory_id INTEGER NOT NULL, -- text(id), 0 for none: path of the parent, ends with /
    name TEXT NOT NULL,
    name_kind INTEGER, kind INTEGER, access INTEGER, access_index INTEGER,
    size INTEGER, mode INTEGER, owner_id INTEGER, group_id INTEGER, -- text(id)
    inode INTEGER, inode_text TEXT, attribute_type INTEGER, attribute_id INTEGER, sequence INTEGER,
    modified INTEGER, accessed INTEGER, changed INTEGER, created INTEGER,           -- recorded ns
    fn_modified INTEGER, fn_accessed INTEGER, fn_changed INTEGER, fn_created INTEGER,
    precision_modified INTEGER, precision_accessed INTEGER, precision_changed INTEGER, precision_created INTEGER,
    clock_id INTEGER,
    flags INTEGER NOT NULL DEFAULT 0, link_target TEXT, content_type TEXT,
    md5 BLOB, sha1 BLOB, sha256 BLOB, run_id INTEGER);
-- The walk lists directory by directory, so that this index grows nearly at its end.
CREATE INDEX file_parent ON file (parent_id);

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    recorded_ns INTEGER, clock_id INTEGER, precision_ns INTEGER NOT NULL, offset_minutes INTEGER, -- NULL offset: not written
    type_id INTEGER NOT NULL, severity INTEGER NOT NULL, flags INTEGER NOT NULL, macb INTEGER,
    evidence_id INTEGER NOT NULL, file_id INTEGER, subject_file_id INTEGER,
    pos_offset INTEGER, pos_length INTEGER, record_number INTEGER, ordinal INTEGER,
    host_alias_id INTEGER, account_id INTEGER, source_id INTEGER, source_port INTEGER,
    destination_id INTEGER, destination_port INTEGER,
    protocol_id INTEGER, domain_id INTEGER, url_id INTEGER, process_id INTEGER, path_id INTEGER, hash_id INTEGER, action_id INTEGER, -- text(id)
    status INTEGER, bytes_out INTEGER, bytes_in INTEGER,
    details TEXT, content_hash INTEGER, run_id INTEGER);

CREATE TABLE flow (
    id INTEGER PRIMARY KEY, evidence_id INTEGER NOT NULL, file_id INTEGER, clock_id INTEGER,
    first_ns INTEGER, last_ns INTEGER, source_id INTEGER, source_port INTEGER, destination_id INTEGER, destination_port INTEGER,
    protocol_id INTEGER, account_id INTEGER, precision_ns INTEGER NOT NULL DEFAULT 1, bytes_out INTEGER NOT NULL, bytes_in INTEGER NOT NULL, count INTEGER NOT NULL,
    pos_offset INTEGER,
    aggregated INTEGER NOT NULL DEFAULT 0, -- 1: summed from the events of file_id, 0: the source itself tells it
    run_id INTEGER);
CREATE INDEX flow_file ON flow (file_id);

CREATE TABLE tag (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_en TEXT, colour TEXT NOT NULL, key TEXT, severity INTEGER NOT NULL DEFAULT 0, removed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE tagging (
    id INTEGER PRIMARY KEY AUTOINCREMENT, tag_id INTEGER NOT NULL REFERENCES tag(id),
    target TEXT NOT NULL,          -- event, file, flow, endpoint
    target_id INTEGER,             -- row id now; NULL where it no longer binds
    identity TEXT NOT NULL,        -- canonical JSON (DESIGN: identity); never time, never a row id
    act_id INTEGER NOT NULL, at TEXT NOT NULL, examiner_id INTEGER);
CREATE UNIQUE INDEX tagging_once ON tagging (tag_id, target, identity);
CREATE INDEX tagging_target ON tagging (target, target_id);
-- What an act took away (or the undoing of an act); given_back: the act is undone at the moment.
CREATE TABLE tagging_removed (
    removed_act INTEGER NOT NULL, id INTEGER NOT NULL, tag_id INTEGER NOT NULL, target TEXT NOT NULL, target_id INTEGER,
    identity TEXT NOT NULL, act_id INTEGER NOT NULL, at TEXT NOT NULL, examiner_id INTEGER,
    given_back INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (removed_act, id)) WITHOUT ROWID;
CREATE INDEX tagging_act ON tagging (act_id);
CREATE TABLE note (
    id INTEGER PRIMARY KEY, target TEXT NOT NULL, target_id INTEGER, identity TEXT NOT NULL, text TEXT NOT NULL,
    act_id INTEGER NOT NULL, at TEXT NOT NULL, examiner_id INTEGER, UNIQUE (target, identity));
CREATE INDEX note_target ON note (target, target_id);
CREATE TABLE seen (target TEXT NOT NULL, target_id INTEGER NOT NULL, PRIMARY KEY (target, target_id)) WITHOUT ROWID;
CREATE TABLE saved_lens (id INTEGER PRIMARY KEY, name TEXT NOT NULL, lens TEXT NOT NULL, removed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE finding (id INTEGER PRIMARY KEY, chapter TEXT NOT NULL, position INTEGER, text TEXT NOT NULL, grade TEXT);
CREATE TABLE claim (id INTEGER PRIMARY KEY, finding_id INTEGER NOT NULL REFERENCES finding(id), text TEXT NOT NULL, grade TEXT);
CREATE TABLE claim_evidence (id INTEGER PRIMARY KEY, claim_id INTEGER NOT NULL REFERENCES claim(id), target TEXT NOT NULL, target_id INTEGER, identity TEXT NOT NULL, contrary INTEGER NOT NULL DEFAULT 0);
CREATE TABLE network_position (node TEXT PRIMARY KEY, x REAL NOT NULL, y REAL NOT NULL) WITHOUT ROWID;

CREATE TABLE job (
    id INTEGER PRIMARY KEY, evidence_id INTEGER NOT NULL REFERENCES evidence(id), kind TEXT NOT NULL, -- volumes, walk, import, verify, hash, expand
    state TEXT NOT NULL DEFAULT 'pending',  -- pending, running, paused, done, failed, cancelled, waiting_for_key
    priority INTEGER NOT NULL DEFAULT 50, params TEXT NOT NULL DEFAULT '{}', done INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0,
    added_at TEXT NOT NULL, started_at TEXT, ended_at TEXT, error TEXT);
-- Who read it: a unit of an import is a run of its own, since only reading tells its importer; unit 0: the whole job.
CREATE TABLE run (
    id INTEGER PRIMARY KEY, job_id INTEGER NOT NULL, unit INTEGER NOT NULL DEFAULT 0, importer TEXT NOT NULL,
    version TEXT NOT NULL, tool TEXT NOT NULL, UNIQUE (job_id, unit));
-- A unit of a job: a directory, a file, the orphans of a volume. state: 0 open, 1 begun, 2 done, 3 poisoned.
CREATE TABLE job_unit (
    job_id INTEGER NOT NULL, unit INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0,
    ordinal INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, importer TEXT, priority INTEGER NOT NULL DEFAULT 50,
    skips TEXT NOT NULL DEFAULT '[]',
    first_event INTEGER, last_event INTEGER, -- ids of its events lie in between (others may too)
    makes_flow INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (job_id, unit)) WITHOUT ROWID;

CREATE TABLE coverage (
    id INTEGER PRIMARY KEY, evidence_id INTEGER NOT NULL, file_id INTEGER, importer TEXT NOT NULL, version TEXT, format TEXT, encoding TEXT, zone TEXT, host TEXT,
    clock_id INTEGER, first_ns INTEGER, last_ns INTEGER, records INTEGER NOT NULL, recovered INTEGER NOT NULL, damaged INTEGER NOT NULL, bytes INTEGER, run_id INTEGER);
CREATE TABLE warning (
    id INTEGER PRIMARY KEY, evidence_id INTEGER, job_id INTEGER, file_id INTEGER, importer TEXT, code TEXT NOT NULL, severity INTEGER NOT NULL,
    path TEXT, pos_offset INTEGER, pos_length INTEGER, detail TEXT, count INTEGER NOT NULL DEFAULT 1, run_id INTEGER);

-- Every act of the examiner, in order. hash = SHA-256(previous hash || canonical JSON of the entry), lower-case hex.
CREATE TABLE journal (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, examiner TEXT NOT NULL, act TEXT NOT NULL, -- tag.add, note.set, evidence.add …
    payload TEXT NOT NULL, undoes INTEGER, previous TEXT NOT NULL, hash TEXT NOT NULL);
