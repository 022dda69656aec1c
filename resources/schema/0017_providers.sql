-- SPDX-License-Identifier: Apache-2.0
-- Provider and channel of event logs in columns of their own. Cases of before hold them in the details, and keep them
-- there: what the details say is what the digests in the journal stand for.
ALTER TABLE event ADD COLUMN provider_id INTEGER; -- text(id)
ALTER TABLE event ADD COLUMN channel_id INTEGER;  -- text(id)

CREATE TEMP TABLE told (id INTEGER PRIMARY KEY, provider TEXT, channel TEXT);
INSERT INTO told SELECT id, nullif(details ->> '$.Provider', ''), nullif(details ->> '$.Channel', '') FROM event
WHERE type_id IN (SELECT id FROM event_type WHERE name LIKE 'windows:evtx:%') AND json_valid(details);
CREATE TEMP TABLE named (value TEXT PRIMARY KEY, id INTEGER) WITHOUT ROWID;
INSERT INTO named SELECT value, (SELECT coalesce(max(id), 0) FROM text) + row_number() OVER ()
FROM (SELECT provider AS value FROM told WHERE provider IS NOT NULL UNION SELECT channel FROM told WHERE channel IS NOT NULL);
INSERT INTO text (id, value) SELECT id, value FROM named;
UPDATE event SET provider_id = (SELECT n.id FROM told t JOIN named n ON n.value = t.provider WHERE t.id = event.id),
    channel_id = (SELECT n.id FROM told t JOIN named n ON n.value = t.channel WHERE t.id = event.id)
WHERE id IN (SELECT id FROM told);
DROP TABLE told;
DROP TABLE named;
