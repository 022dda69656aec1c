-- SPDX-License-Identifier: Apache-2.0
-- What the worker of a run was locked by ("rlimit, landlock, seccomp"); NULL: an older version did not keep it.
ALTER TABLE run ADD COLUMN locks TEXT;
