-- SPDX-License-Identifier: Apache-2.0
-- A flow of which no record told how many bytes went is not one of 0 bytes: the two are NULL where they are unknown.
-- What earlier versions wrote as 0 may have been either, and becomes unknown.
CREATE TEMP TABLE old_flow AS SELECT * FROM flow;
DROP TABLE flow;
CREATE TABLE flow (
    id INTEGER PRIMARY KEY, evidence_id INTEGER NOT NULL, file_id INTEGER, clock_id INTEGER,
    first_ns INTEGER, last_ns INTEGER, source_id INTEGER, source_port INTEGER, destination_id INTEGER, destination_port INTEGER,
    protocol_id INTEGER, account_id INTEGER, precision_ns INTEGER NOT NULL DEFAULT 1,
    bytes_out INTEGER, bytes_in INTEGER,   -- of the records that tell; from the source's side
    count INTEGER NOT NULL, pos_offset INTEGER,
    aggregated INTEGER NOT NULL DEFAULT 0, -- 1: summed from the events of file_id, 0: the source itself tells it
    run_id INTEGER);
INSERT INTO flow SELECT id, evidence_id, file_id, clock_id, first_ns, last_ns, source_id, source_port, destination_id, destination_port,
    protocol_id, account_id, precision_ns, nullif(bytes_out, 0), nullif(bytes_in, 0), count, pos_offset, aggregated, run_id FROM old_flow;
DROP TABLE old_flow;
CREATE INDEX flow_file ON flow (file_id);
