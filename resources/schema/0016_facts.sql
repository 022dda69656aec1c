-- What is true and has no time of its own: names, accounts, autostarts, programs, devices. Each with the bytes that say it.
-- kind: "host:name", "account:local", "autostart:run" … (resources/words.json); since/until: where the source gives them.
UPDATE evidence SET unsealed = unsealed | 128;
CREATE TABLE fact (
    id INTEGER PRIMARY KEY, evidence_id INTEGER NOT NULL, file_id INTEGER, kind TEXT NOT NULL, host_alias_id INTEGER, -- NULL host: the machine of its volume
    subject_id INTEGER, name_id INTEGER, value_id INTEGER, -- text(id)
    details TEXT, since_ns INTEGER, until_ns INTEGER, precision_ns INTEGER NOT NULL DEFAULT 1, clock_id INTEGER,
    severity INTEGER NOT NULL DEFAULT 0, flags INTEGER NOT NULL DEFAULT 0,
    pos_offset INTEGER, pos_length INTEGER, record_number INTEGER, ordinal INTEGER, run_id INTEGER);
CREATE INDEX fact_file ON fact (file_id);
CREATE INDEX fact_kind ON fact (evidence_id, kind);

-- host: the record's own; else what the registry of the same volume calls the machine; else the exhibit's.
CREATE VIEW v_fact AS
SELECT w.id AS id,
       (SELECT coalesce(h.name, a.value) FROM host_alias a LEFT JOIN host h ON h.id = a.host_id
        WHERE a.id = coalesce(w.host_alias_id,
            (SELECT n.host_alias_id FROM fact n JOIN file nf ON nf.id = n.file_id WHERE n.evidence_id = w.evidence_id AND n.kind = 'host:name'
             AND n.host_alias_id IS NOT NULL AND nf.volume IS (SELECT volume FROM file WHERE id = w.file_id) ORDER BY n.id LIMIT 1),
            (SELECT v.host_alias_id FROM evidence v WHERE v.id = w.evidence_id))) AS host,
       w.kind AS kind, (SELECT value FROM text WHERE id = w.subject_id) AS subject, (SELECT value FROM text WHERE id = w.name_id) AS name,
       (SELECT value FROM text WHERE id = w.value_id) AS value,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT w.since_ns + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = w.clock_id AND s.from_ns <= w.since_ns
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= w.precision_ns ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = w.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS since,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT w.until_ns + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = w.clock_id AND s.from_ns <= w.until_ns
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= w.precision_ns ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = w.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS until,
       (SELECT v.number FROM evidence v WHERE v.id = w.evidence_id) AS evidence,
       (SELECT coalesce(d.value, '') || f.name FROM file f LEFT JOIN text d ON d.id = f.directory_id WHERE f.id = w.file_id) AS path,
       CASE WHEN w.pos_offset IS NOT NULL AND (w.pos_length IS NOT NULL OR w.record_number IS NULL)
            THEN w.pos_offset || coalesce('+' || w.pos_length, '')
            ELSE '#' || w.record_number END AS position,
       w.details AS details,
       nullif(rtrim(CASE WHEN w.flags & 1 THEN 'recovered;' ELSE '' END || CASE WHEN w.flags & 4 THEN 'damaged;' ELSE '' END, ';'), '') AS flags
FROM fact w WHERE w.evidence_id NOT IN (SELECT id FROM evidence WHERE removed);
