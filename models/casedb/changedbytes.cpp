// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/changedbytes.h"

#include "models/casedb/exhibitdigest.h"
#include "models/records/records.h"

#include <QDateTime>

namespace ashiato
{

Result<void> warnOfChangedBytes(Connection &connection, qint64 evidenceId, qint64 fileId, const QString &path,
                                const TwoHashes &hashes)
{
    const QString values = QStringLiteral("SHA-256 %1 → %2").arg(hashes.first, hashes.later);
    Statement &insert = connection.statement(
        "INSERT INTO warning (evidence_id, file_id, importer, code, severity, path, detail)"
        " SELECT ?1, ?2, 'hash', ?3, ?4, ?5, ?6 WHERE NOT EXISTS (SELECT 1 FROM warning WHERE path = ?5"
        " AND evidence_id = ?1 AND code = ?3 AND substr(detail, 1, length(?7)) = ?7)");
    insert.bind(1, evidenceId).bindUnless(2, fileId, 0).bindText(3, errorCodeId(ErrorCode::HashMismatch));
    insert.bind(4, qint64(Severity::Critical)).bindText(5, path);
    insert.bindText(6, QStringLiteral("%1 (%2 → %3)").arg(values, hashes.firstAt.isEmpty() ? QStringLiteral("?") : hashes.firstAt, hashes.laterAt));
    insert.bindText(7, values);
    if (auto done = insert.run(); !done)
        return done;
    return unseal(connection, evidenceId, sealBit(SealPart::Warnings));
}

Result<void> keepChangedFile(Connection &connection, qint64 evidenceId, qint64 fileId, qint64 jobId, QByteArrayView md5,
                             QByteArrayView sha1, QByteArrayView sha256)
{
    // Files have no time of their hashing of their own: it is that of the job that made it.
    Statement &find = connection.statement(
        "SELECT lower(hex(f.sha256)), coalesce(d.value, '') || f.name, (SELECT min(j.ended_at) FROM job j JOIN job_unit u"
        " ON u.job_id = j.id AND u.unit = f.id WHERE j.evidence_id = ?2 AND j.kind = 'hash' AND j.id <> ?3)"
        " FROM file f LEFT JOIN text d ON d.id = f.directory_id WHERE f.id = ?1");
    find.bind(1, fileId).bind(2, evidenceId).bind(3, jobId);
    if (find.step() != Statement::Step::Row)
        return {ErrorCode::NotFound, QStringLiteral("file %1").arg(fileId)};
    const QString first = find.text(0), path = find.text(1), firstAt = find.text(2);
    find.reset();
    const QString at = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    Statement &keep = connection.statement("INSERT OR REPLACE INTO changed_file (file_id, evidence_id, at, md5, sha1, sha256)"
                                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    keep.bind(1, fileId).bind(2, evidenceId).bindText(3, at).bindBlob(4, md5).bindBlob(5, sha1).bindBlob(6, sha256);
    if (auto done = keep.run(); !done)
        return done;
    return warnOfChangedBytes(connection, evidenceId, fileId, path,
                              {first, firstAt, QString::fromLatin1(sha256.toByteArray().toHex()), at});
}

} // namespace ashiato
