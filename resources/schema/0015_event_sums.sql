-- The digest of an exhibit's events, added up as they are written (models/casedb/exhibitdigest.h): the count in 8 bytes and the
-- sum in 32, little-endian. NULL: none were written yet; an empty blob: not known, to be computed from the rows.
ALTER TABLE evidence ADD COLUMN event_sum BLOB;
UPDATE evidence SET event_sum = x'';
