-- SPDX-License-Identifier: Apache-2.0
-- What is deleted and set loose when a source is read again, without a look at all rows for each source.
CREATE INDEX coverage_file ON coverage (file_id);
CREATE INDEX tagging_removed_target ON tagging_removed (target, target_id);
