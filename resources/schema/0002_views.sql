-- SPDX-License-Identifier: Apache-2.0
-- The views for people and their tools: plain SQL that any SQLite reads. Times are text, as many digits as the source's
-- precision carries, with Z; without Z where the zone of a wall-clock time is not known. Unknown is NULL.
-- Every column is an expression of its own, so that a query pays only for the columns that it names: count(*) and
-- GROUP BY touch the events alone. The dates of strftime end with the year 9999, those of int64 ns with 2262.

-- Digits of a second that a precision carries.
CREATE TABLE precision_digits (step_ns INTEGER PRIMARY KEY, digits INTEGER NOT NULL);
INSERT INTO precision_digits VALUES (1, 9), (10, 8), (100, 7), (1000, 6), (10000, 5), (100000, 4), (1000000, 3),
    (10000000, 2), (100000000, 1), (1000000000, 0);

CREATE VIEW v_event AS
SELECT e.id AS id,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT e.recorded_ns + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = e.clock_id AND s.from_ns <= e.recorded_ns
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= e.precision_ns ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = e.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS time,
       (SELECT t.name FROM event_type t WHERE t.id = e.type_id) AS type,
       CASE e.severity WHEN 1 THEN 'info' WHEN 2 THEN 'low' WHEN 3 THEN 'medium' WHEN 4 THEN 'high' WHEN 5 THEN 'critical' END AS severity,
       (SELECT v.number FROM evidence v WHERE v.id = e.evidence_id) AS evidence,
       (SELECT coalesce(d.value, '') || f.name FROM file f LEFT JOIN text d ON d.id = f.directory_id
        WHERE f.id = CASE WHEN e.flags & 32 THEN coalesce(e.subject_file_id, e.file_id) ELSE e.file_id END) AS path,
       CASE WHEN e.pos_offset IS NOT NULL AND (e.pos_length IS NOT NULL OR e.record_number IS NULL)
            THEN e.pos_offset || coalesce('+' || e.pos_length, '')
            ELSE '#' || e.record_number END AS position,
       (SELECT coalesce(h.name, a.value) FROM host_alias a LEFT JOIN host h ON h.id = a.host_id
        WHERE a.id = coalesce(e.host_alias_id, (SELECT v.host_alias_id FROM evidence v WHERE v.id = e.evidence_id))) AS host,
       (SELECT coalesce((SELECT b.value FROM account b WHERE b.id = a.same_as), a.value) FROM account a WHERE a.id = e.account_id) AS account,
       trim(coalesce((SELECT value FROM text WHERE id = e.action_id) || ' ', '')
         || coalesce((SELECT value FROM text WHERE id = e.url_id) || ' ', (SELECT value FROM text WHERE id = e.domain_id) || ' ', '')
         || coalesce((SELECT value FROM text WHERE id = e.process_id) || ' ', '')
         || coalesce((SELECT value FROM text WHERE id = e.path_id) || ' ', '')
         || CASE WHEN e.flags & 32 THEN CASE WHEN e.flags & 128
                THEN CASE WHEN e.macb & 1 THEN 'm' ELSE '.' END || CASE WHEN e.macb & 2 THEN 'a' ELSE '.' END
                  || CASE WHEN e.macb & 4 THEN 'c' ELSE '.' END || CASE WHEN e.macb & 8 THEN 'b' ELSE '.' END
                ELSE CASE WHEN e.macb & 1 THEN 'M' ELSE '.' END || CASE WHEN e.macb & 2 THEN 'A' ELSE '.' END
                  || CASE WHEN e.macb & 4 THEN 'C' ELSE '.' END || CASE WHEN e.macb & 8 THEN 'B' ELSE '.' END END ELSE '' END
         || coalesce(e.status, '')) AS message,
       (SELECT group_concat(name, ';') FROM (SELECT t.name FROM tagging g JOIN tag t ON t.id = g.tag_id
        WHERE g.target = 'event' AND g.target_id = e.id ORDER BY t.id)) AS tags,
       (SELECT value FROM endpoint WHERE id = e.source_id) AS source, e.source_port AS source_port,
       (SELECT value FROM endpoint WHERE id = e.destination_id) AS destination, e.destination_port AS destination_port,
       (SELECT value FROM text WHERE id = e.protocol_id) AS protocol,
       (SELECT value FROM text WHERE id = e.domain_id) AS domain,
       (SELECT value FROM text WHERE id = e.url_id) AS url,
       (SELECT value FROM text WHERE id = e.process_id) AS process,
       (SELECT value FROM text WHERE id = e.path_id) AS named_path,
       (SELECT value FROM text WHERE id = e.hash_id) AS hash,
       (SELECT value FROM text WHERE id = e.action_id) AS action,
       e.status AS status, e.bytes_out AS bytes_out, e.bytes_in AS bytes_in, e.details AS details,
       nullif(rtrim(CASE WHEN e.flags & 1 THEN 'recovered;' ELSE '' END || CASE WHEN e.flags & 2 THEN 'year_derived;' ELSE '' END
         || CASE WHEN e.flags & 4 THEN 'damaged;' ELSE '' END
         || CASE WHEN e.recorded_ns IS NOT NULL AND (SELECT c.zone_known FROM clock c WHERE c.id = e.clock_id) = 0 THEN 'zone_unknown;' ELSE '' END
         || CASE WHEN (SELECT s.ambiguous FROM clock_span s WHERE s.clock_id = e.clock_id AND s.from_ns <= e.recorded_ns
                       ORDER BY s.from_ns DESC LIMIT 1) THEN 'time_ambiguous;' ELSE '' END
         || CASE WHEN e.flags & 16 THEN 'time_invalid;' ELSE '' END || CASE WHEN e.flags & 32 THEN 'file_time;' ELSE '' END
         || CASE WHEN e.flags & 128 THEN 'fn_time;' ELSE '' END || CASE WHEN e.flags & 256 THEN 'deleted_file;' ELSE '' END, ';'), '') AS flags,
       e.record_number AS record, e.content_hash AS content_hash
FROM event e
WHERE e.evidence_id NOT IN (SELECT id FROM evidence WHERE removed);

CREATE VIEW v_file AS
SELECT f.id AS id,
       (SELECT v.number FROM evidence v WHERE v.id = f.evidence_id) AS evidence,
       coalesce((SELECT d.value FROM text d WHERE d.id = f.directory_id), '') || f.name AS path,
       f.size AS size,
       f.flags & 7 <> 0 AS deleted, -- the name or its entry is unallocated, or no name leads to it
       CASE CASE WHEN f.kind IN (0, 12) THEN f.name_kind ELSE f.kind END
         WHEN 1 THEN 'file' WHEN 2 THEN 'directory' WHEN 3 THEN 'symlink' WHEN 4 THEN 'stream' WHEN 5 THEN 'device' WHEN 6 THEN 'pipe' WHEN 7 THEN 'socket' WHEN 8 THEN 'virtual' WHEN 9 THEN 'member' WHEN 10 THEN 'whiteout' WHEN 11 THEN 'shadow' WHEN 12 THEN 'undefined' END AS type,
       coalesce(f.inode_text, f.inode) AS inode,
       (SELECT value FROM text WHERE id = f.owner_id) AS owner,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.modified + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.modified
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= f.precision_modified ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS modified,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.accessed + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.accessed
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= f.precision_accessed ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS accessed,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.changed + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.changed
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= f.precision_changed ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS changed,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.created + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.created
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= f.precision_created ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS created,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.fn_modified + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.fn_modified
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= 100 ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS fn_modified,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.fn_accessed + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.fn_accessed
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= 100 ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS fn_accessed,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.fn_changed + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.fn_changed
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= 100 ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS fn_changed,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.fn_created + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.fn_created
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= 100 ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS fn_created,
       nullif(lower(hex(f.md5)), '') AS md5, nullif(lower(hex(f.sha1)), '') AS sha1, nullif(lower(hex(f.sha256)), '') AS sha256,
       nullif(rtrim(CASE WHEN f.flags & 1 THEN 'deleted;' ELSE '' END
         || CASE WHEN f.flags & 2 THEN 'meta_deleted;' ELSE '' END
         || CASE WHEN f.flags & 4 THEN 'orphan;' ELSE '' END
         || CASE WHEN f.flags & 8 THEN 'reallocated;' ELSE '' END
         || CASE WHEN f.flags & 16 THEN 'compressed;' ELSE '' END
         || CASE WHEN f.flags & 32 THEN 'sparse;' ELSE '' END
         || CASE WHEN f.flags & 64 THEN 'encrypted;' ELSE '' END
         || CASE WHEN f.flags & 128 THEN 'deduplicated;' ELSE '' END
         || CASE WHEN f.flags & 256 THEN 'wof_compressed;' ELSE '' END
         || CASE WHEN f.flags & 512 THEN 'cloud;' ELSE '' END
         || CASE WHEN f.flags & 1024 THEN 'unreadable;' ELSE '' END
         || CASE WHEN f.flags & 2048 THEN 'container;' ELSE '' END
         || CASE WHEN f.flags & 4096 THEN 'reparse;' ELSE '' END
         || CASE WHEN f.flags & 16384 THEN 'loop;' ELSE '' END
         || CASE WHEN f.flags & 32768 THEN 'name_damaged;' ELSE '' END, ';'), '') AS flags,
       f.mode AS mode, (SELECT value FROM text WHERE id = f.group_id) AS group_owner, f.link_target AS link_target, f.content_type AS content_type,
       (SELECT group_concat(name, ';') FROM (SELECT t.name FROM tagging g JOIN tag t ON t.id = g.tag_id
        WHERE g.target = 'file' AND g.target_id = f.id ORDER BY t.id)) AS tags
FROM file f
WHERE f.evidence_id NOT IN (SELECT id FROM evidence WHERE removed);

CREATE VIEW v_flow AS
SELECT w.id AS id,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT w.first_ns + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = w.clock_id AND s.from_ns <= w.first_ns
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= w.precision_ns ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = w.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS first,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT w.last_ns + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = w.clock_id AND s.from_ns <= w.last_ns
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= w.precision_ns ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = w.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS last,
       (SELECT value FROM endpoint WHERE id = w.source_id) AS source,
       (SELECT value FROM endpoint WHERE id = w.destination_id) AS destination,
       w.destination_port AS port,
       (SELECT value FROM text WHERE id = w.protocol_id) AS protocol,
       w.bytes_out AS bytes_out, w.bytes_in AS bytes_in, w.count AS count,
       (SELECT v.number FROM evidence v WHERE v.id = w.evidence_id) AS evidence,
       (SELECT coalesce(d.value, '') || f.name FROM file f LEFT JOIN text d ON d.id = f.directory_id WHERE f.id = w.file_id) AS path,
       (SELECT value FROM account WHERE id = w.account_id) AS account,
       w.source_port AS source_port, w.pos_offset AS position
FROM flow w
WHERE w.evidence_id NOT IN (SELECT id FROM evidence WHERE removed);

CREATE VIEW v_tagging AS
SELECT g.id AS id, t.name AS tag, g.target AS target, g.target_id AS target_id,
       CASE g.target WHEN 'event' THEN (SELECT time FROM v_event WHERE id = g.target_id)
                     WHEN 'flow' THEN (SELECT first FROM v_flow WHERE id = g.target_id) END AS time,
       CASE g.target WHEN 'event' THEN (SELECT type FROM v_event WHERE id = g.target_id) END AS type,
       CASE g.target WHEN 'event' THEN (SELECT evidence FROM v_event WHERE id = g.target_id)
                     WHEN 'file' THEN (SELECT evidence FROM v_file WHERE id = g.target_id)
                     WHEN 'flow' THEN (SELECT evidence FROM v_flow WHERE id = g.target_id) END AS evidence,
       CASE g.target WHEN 'event' THEN (SELECT path FROM v_event WHERE id = g.target_id)
                     WHEN 'file' THEN (SELECT path FROM v_file WHERE id = g.target_id)
                     WHEN 'flow' THEN (SELECT path FROM v_flow WHERE id = g.target_id)
                     WHEN 'endpoint' THEN (SELECT value FROM endpoint WHERE id = g.target_id) END AS path,
       CASE g.target WHEN 'event' THEN (SELECT position FROM v_event WHERE id = g.target_id) END AS position,
       (SELECT n.text FROM note n WHERE n.target = g.target AND n.target_id = g.target_id) AS note,
       g.at AS at, (SELECT x.name FROM examiner x WHERE x.id = g.examiner_id) AS examiner, g.identity AS identity
FROM tagging g JOIN tag t ON t.id = g.tag_id;
