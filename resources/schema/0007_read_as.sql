-- SPDX-License-Identifier: Apache-2.0
-- What an exhibit was read with: encoding, mapping and format. Where the examiner has changed one of them since, by
-- whatever act, its sources are to be read again. NULL: not read yet.
ALTER TABLE evidence ADD COLUMN read_as TEXT;
CREATE VIEW wanted_reading AS
SELECT id AS evidence_id, coalesce(encoding, '') || char(31) || coalesce(mapping, '') || char(31) || coalesce(chosen_format, '') AS read_as
FROM evidence;
UPDATE evidence SET read_as = (SELECT w.read_as FROM wanted_reading w WHERE w.evidence_id = evidence.id)
WHERE id IN (SELECT evidence_id FROM job);
