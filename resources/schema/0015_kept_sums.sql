-- The digests of an exhibit's events and files, added up as they are written (models/casedb/exhibitdigest.h): the count in 8
-- bytes and the sum in 32, little-endian. NULL: none were written yet; an empty blob: not known, to be computed from the rows.
ALTER TABLE evidence ADD COLUMN event_sum BLOB;
ALTER TABLE evidence ADD COLUMN file_sum BLOB;
UPDATE evidence SET event_sum = x'', file_sum = x'';
