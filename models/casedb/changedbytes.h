// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/connection.h"

namespace ashiato
{

/// SHA-256 in hex, computed first and computed now, and when; an empty time: not known.
struct TwoHashes {
    QString first, firstAt, later, laterAt;
};

/// Warns that an exhibit (fileId 0) or a file no longer has the bytes that were hashed first: both values and both times.
/// The same change is said once. Inside the caller's transaction; writer thread.
Result<void> warnOfChangedBytes(Connection &connection, qint64 evidenceId, qint64 fileId, const QString &path,
                                const TwoHashes &hashes);

/// Keeps what was computed now for a file whose first hashes were others, beside them, and warns. jobId: the job that
/// computed it. Hashes are raw bytes.
Result<void> keepChangedFile(Connection &connection, qint64 evidenceId, qint64 fileId, qint64 jobId, QByteArrayView md5,
                             QByteArrayView sha1, QByteArrayView sha256);

} // namespace ashiato
