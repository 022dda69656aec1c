-- SPDX-License-Identifier: Apache-2.0
-- What made two ends known to each other: traffic, or a record that names both (models/records/records.h, FlowKind).
ALTER TABLE flow ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
