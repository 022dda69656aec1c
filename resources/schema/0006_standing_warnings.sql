-- SPDX-License-Identifier: Apache-2.0
-- Warnings that still hold: times without a zone are told as long as nobody has told the zone of their exhibit.
CREATE VIEW standing_warning AS
SELECT w.* FROM warning w
WHERE NOT (w.code = 'zone_unknown' AND EXISTS (
    SELECT 1 FROM clock c WHERE c.evidence_id = w.evidence_id AND c.basis = 'local' AND c.zone_known));
