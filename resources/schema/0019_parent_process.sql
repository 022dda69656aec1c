-- SPDX-License-Identifier: Apache-2.0
-- The process that started another one, in a column of its own. Cases of before hold it in the details, and keep it there.
ALTER TABLE event ADD COLUMN parent_process_id INTEGER; -- text(id)

CREATE TEMP TABLE told (id INTEGER PRIMARY KEY, parent TEXT);
INSERT INTO told SELECT id, coalesce(nullif(details ->> '$.ParentProcessName', ''), nullif(details ->> '$.ParentImage', '')) FROM event
WHERE type_id IN (SELECT id FROM event_type WHERE name LIKE 'windows:evtx:%') AND json_valid(details);
CREATE TEMP TABLE named (value TEXT PRIMARY KEY, id INTEGER) WITHOUT ROWID;
INSERT INTO named SELECT value, (SELECT coalesce(max(id), 0) FROM text) + row_number() OVER ()
FROM (SELECT DISTINCT parent AS value FROM told WHERE parent IS NOT NULL);
INSERT INTO text (id, value) SELECT id, value FROM named;
UPDATE event SET parent_process_id = (SELECT n.id FROM told t JOIN named n ON n.value = t.parent WHERE t.id = event.id)
WHERE id IN (SELECT id FROM told WHERE parent IS NOT NULL);
DROP TABLE told;
DROP TABLE named;
