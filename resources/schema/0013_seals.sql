-- SPDX-License-Identifier: Apache-2.0
-- When an import ends, the journal gets digests of the exhibit's rows (exhibitdigest.h).
ALTER TABLE evidence ADD COLUMN unsealed INTEGER NOT NULL DEFAULT 127; -- parts (bits) written since the journal's last digests
ALTER TABLE evidence ADD COLUMN writes INTEGER NOT NULL DEFAULT 0;     -- raised by whatever writes rows of the exhibit
ALTER TABLE evidence ADD COLUMN first_event INTEGER;                   -- ids of its events lie in between (others may, too)
ALTER TABLE evidence ADD COLUMN last_event INTEGER;
UPDATE evidence SET first_event = 1, last_event = (SELECT max(id) FROM event) WHERE id IN (SELECT evidence_id FROM job);
