-- SPDX-License-Identifier: Apache-2.0
-- md5, sha1 and sha256 of an exhibit, and of a file, are those that were computed first and never change. What a later
-- reading computed stands beside them where it differs: the bytes are no longer the ones that were imported.
ALTER TABLE evidence ADD COLUMN hashed_at TEXT; -- when the first ones were computed
ALTER TABLE evidence ADD COLUMN later_md5 TEXT;
ALTER TABLE evidence ADD COLUMN later_sha1 TEXT;
ALTER TABLE evidence ADD COLUMN later_sha256 TEXT; -- of the verification at verified_at
UPDATE evidence SET hashed_at = verified_at WHERE sha256 IS NOT NULL;
CREATE TABLE changed_file (
    file_id INTEGER PRIMARY KEY, evidence_id INTEGER NOT NULL, at TEXT NOT NULL, md5 BLOB, sha1 BLOB, sha256 BLOB);
