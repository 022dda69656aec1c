-- SPDX-License-Identifier: Apache-2.0
-- The state of an exhibit follows from its jobs and their units alone: nothing is imported of which a job or a unit
-- failed, was given up, or was set aside. evidence.state is this view, and 'importing' until the import was brought to
-- its end (its verification and hashes ordered). job_unit.state 4: failed for a reason that can pass (its file was away).
CREATE INDEX job_unit_left ON job_unit (job_id) WHERE state > 2 OR skips <> '[]';
CREATE VIEW exhibit_state AS
SELECT v.id AS evidence_id, CASE
    WHEN NOT EXISTS (SELECT 1 FROM job j WHERE j.evidence_id = v.id AND j.kind IN ('volumes', 'walk', 'import', 'expand')) THEN 'registered'
    WHEN EXISTS (SELECT 1 FROM job j WHERE j.evidence_id = v.id AND j.state = 'waiting_for_key') THEN 'waiting_for_key'
    WHEN EXISTS (SELECT 1 FROM job j WHERE j.evidence_id = v.id AND j.kind IN ('volumes', 'walk', 'import', 'expand') AND j.state = 'running') THEN 'importing'
    WHEN EXISTS (SELECT 1 FROM job j WHERE j.evidence_id = v.id AND j.kind = 'volumes' AND j.state = 'failed') THEN 'failed'
    WHEN EXISTS (SELECT 1 FROM job j WHERE j.evidence_id = v.id AND j.kind <> 'verify' AND j.state = 'failed') THEN 'incomplete'
    WHEN EXISTS (SELECT 1 FROM job j WHERE j.evidence_id = v.id AND j.kind IN ('volumes', 'walk', 'import', 'expand') AND j.state IN ('pending', 'paused')) THEN 'importing'
    WHEN EXISTS (SELECT 1 FROM job j WHERE j.evidence_id = v.id AND j.kind IN ('volumes', 'walk', 'import', 'expand') AND j.state = 'cancelled') THEN 'incomplete'
    WHEN EXISTS (SELECT 1 FROM job j JOIN job_unit u ON u.job_id = j.id WHERE j.evidence_id = v.id AND (u.state > 2 OR u.skips <> '[]')) THEN 'incomplete'
    ELSE 'imported' END AS state
FROM evidence v;
UPDATE evidence SET state = (SELECT s.state FROM exhibit_state s WHERE s.evidence_id = evidence.id)
WHERE state = 'imported';
