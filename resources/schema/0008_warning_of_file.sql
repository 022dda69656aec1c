-- SPDX-License-Identifier: Apache-2.0
-- What was said of a file, without a look at all that was said: it no longer holds once the file is opened or hashed.
CREATE INDEX warning_file ON warning (file_id);
