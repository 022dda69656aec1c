// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/casedb/sqlite/connection.h"
#include "models/records/result.h"

#include <QHash>
#include <QJsonArray>

namespace ashiato
{

/// What a tag, note or claim holds on to: canonical JSON arrays of values that reading the evidence again gives anew,
/// never a time, never a row id.
///   file in a file system  ["f", evidence uid, volume offset, inode, sequence, attribute type, attribute id, path]
///   file of a folder       ["p", evidence uid, path]
///   member of a container  ["m", identity of the container, path in it, index]
///   event                  ["e", identity of its file, importer, position, type, ordinal, macb]
///   flow                   ["w", identity of its file, source, port, destination, port, protocol, account]
///   endpoint               ["n", value]
/// Any thread, the one of its connection. Remembers files: make a new one after files changed.
class IdentityMaker
{
public:
    explicit IdentityMaker(Connection &connection) : m_connection(connection) {}

    /// Errors: NotFound, and those of SQLite.
    Result<QByteArray> of(TargetKind kind, qint64 id);
    Result<QJsonArray> ofFile(qint64 fileId);

    /// The SELECT that eventIdentity() reads, to be followed by a WHERE; columns are its own business.
    static constexpr const char *kEventSelect =
        "SELECT e.id, e.file_id, e.subject_file_id, r.importer, e.pos_offset, e.record_number, t.name, e.ordinal, e.macb,"
        " e.flags, e.evidence_id FROM event e LEFT JOIN run r ON r.id = e.run_id"
        " LEFT JOIN event_type t ON t.id = e.type_id WHERE ";
    Result<QByteArray> eventIdentity(Statement &row);

private:
    Result<QByteArray> ofFlow(qint64 id);
    Result<QString> evidenceUid(qint64 evidenceId);

    Connection &m_connection;
    QHash<qint64, QJsonArray> m_files;
};

QByteArray canonicalJson(const QJsonArray &array);
/// Keys in order of code units, no blanks: QJsonObject keeps its keys sorted.
QByteArray canonicalJson(const QJsonObject &object);

} // namespace ashiato
