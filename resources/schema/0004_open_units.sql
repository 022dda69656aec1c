-- SPDX-License-Identifier: Apache-2.0
-- The next units of a job, without a look at those that are done: a job of many small files asks for them often.
CREATE INDEX job_unit_open ON job_unit (job_id, priority, unit) WHERE state < 2;
-- What one job has said of a file is not said again by another (BatchWriter::putWarnings).
CREATE INDEX warning_path ON warning (path);
