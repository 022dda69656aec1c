// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/identity.h"

#include <QJsonDocument>

namespace ashiato
{

namespace
{

constexpr qsizetype kFilesRemembered = 50'000;
constexpr int kDeepestNesting = 64; // directories inside archives inside images; a loop in the table ends here

/// Numbers of 64 bits do not all fit the doubles of other JSON readers: as text.
QJsonValue wide(qint64 value) { return QString::number(value); }

} // namespace

QByteArray canonicalJson(const QJsonArray &array) { return QJsonDocument(array).toJson(QJsonDocument::Compact); }
QByteArray canonicalJson(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

Result<QString> IdentityMaker::evidenceUid(qint64 evidenceId)
{
    Statement &find = m_connection.statement("SELECT uid FROM evidence WHERE id = ?1");
    find.bind(1, evidenceId);
    const Statement::Step step = find.step();
    if (step == Statement::Step::Failed)
        return find.error();
    const QString uid = step == Statement::Step::Row ? find.text(0) : QString();
    find.reset();
    return uid;
}

Result<QJsonArray> IdentityMaker::ofFile(qint64 fileId)
{
    if (const auto known = m_files.constFind(fileId); known != m_files.constEnd())
        return *known;
    Statement &find = m_connection.statement(
        "SELECT f.evidence_id, f.access, f.access_index, f.parent_id, v.byte_offset, f.inode, f.sequence,"
        " f.attribute_type, f.attribute_id, coalesce(d.value, '') || f.name"
        " FROM file f LEFT JOIN text d ON d.id = f.directory_id"
        " LEFT JOIN volume v ON v.evidence_id = f.evidence_id AND v.number = f.volume WHERE f.id = ?1");
    find.bind(1, fileId);
    const Statement::Step step = find.step();
    if (step == Statement::Step::Failed)
        return find.error();
    if (step == Statement::Step::Done)
        return {ErrorCode::NotFound, QStringLiteral("file %1").arg(fileId)};
    const qint64 evidenceId = find.integer(0), index = find.integer(2);
    const auto access = AccessMethod(find.integer(1));
    qint64 container = find.integer(3);
    QJsonArray numbers{wide(find.integer(4)), wide(find.integer(5)), find.integer(6), find.integer(7), find.integer(8)};
    const QString path = find.text(9);
    find.reset();

    QJsonArray identity;
    if (access == AccessMethod::ArchiveMember || access == AccessMethod::Compressed) {
        // The container is the nearest ancestor with content; folders inside an archive are members too.
        for (int depth = 0; container != 0 && depth < kDeepestNesting; ++depth) {
            Statement &up = m_connection.statement(
                "SELECT f.parent_id, f.flags, coalesce(d.value, '') || f.name FROM file f"
                " LEFT JOIN text d ON d.id = f.directory_id WHERE f.id = ?1");
            up.bind(1, container);
            if (up.step() != Statement::Step::Row)
                break;
            const bool isContainer = up.integer(1) & FileContainer;
            const qint64 above = up.integer(0);
            const QString outer = up.text(2);
            up.reset();
            if (!isContainer) {
                container = above;
                continue;
            }
            const auto parent = ofFile(container);
            if (!parent)
                return parent;
            const QString inner = path.startsWith(outer) ? path.mid(outer.size()) : path;
            identity = {QStringLiteral("m"), *parent, inner, wide(index)};
            break;
        }
    }
    if (identity.isEmpty()) {
        const auto uid = evidenceUid(evidenceId);
        if (!uid)
            return uid.error();
        if (access == AccessMethod::FileSystem) {
            identity = {QStringLiteral("f"), *uid};
            for (const auto &number : std::as_const(numbers))
                identity.append(number);
            identity.append(path);
        } else {
            identity = {QStringLiteral("p"), *uid, path};
        }
    }
    if (m_files.size() >= kFilesRemembered)
        m_files.clear();
    m_files.insert(fileId, identity);
    return identity;
}

Result<QByteArray> IdentityMaker::eventIdentity(Statement &row)
{
    const qint64 flags = row.integer(9);
    const qint64 own = row.integer(1), subject = row.integer(2);
    const qint64 fileId = flags & EventFileTime && subject ? subject : own ? own : subject;
    QJsonValue position;
    if (!row.isNull(4))
        position = wide(row.integer(4));
    else if (!row.isNull(5))
        position = QString(u'#' + QString::number(row.integer(5)));
    const QString importer = row.text(3), type = row.text(6);
    const qint64 ordinal = row.integer(7), evidenceId = row.integer(10);
    QString letters;
    for (int bit = 0; bit < 4; ++bit) {
        if (row.integer(8) & (1 << bit))
            letters += flags & EventFnTime ? QLatin1Char("macb"[bit]) : QLatin1Char("MACB"[bit]);
    }
    QJsonArray file;
    if (fileId != 0) {
        const auto identity = ofFile(fileId);
        if (!identity)
            return identity.error();
        file = *identity;
    } else {
        const auto uid = evidenceUid(evidenceId);
        if (!uid)
            return uid.error();
        file = {QStringLiteral("p"), *uid, QString()};
    }
    return canonicalJson(QJsonArray{QStringLiteral("e"), file, importer, position, type, ordinal, letters});
}

Result<QByteArray> IdentityMaker::ofFlow(qint64 id)
{
    Statement &find = m_connection.statement(
        "SELECT w.file_id, s.value, w.source_port, d.value, w.destination_port, p.value, a.value FROM flow w"
        " LEFT JOIN endpoint s ON s.id = w.source_id LEFT JOIN endpoint d ON d.id = w.destination_id"
        " LEFT JOIN text p ON p.id = w.protocol_id LEFT JOIN account a ON a.id = w.account_id WHERE w.id = ?1");
    find.bind(1, id);
    const Statement::Step step = find.step();
    if (step == Statement::Step::Failed)
        return find.error();
    if (step == Statement::Step::Done)
        return {ErrorCode::NotFound, QStringLiteral("flow %1").arg(id)};
    const qint64 fileId = find.integer(0);
    QJsonArray rest{find.text(1), find.integer(2), find.text(3), find.integer(4), find.text(5), find.text(6)};
    find.reset();
    QJsonArray identity{QStringLiteral("w"), QJsonArray()};
    if (fileId != 0) {
        const auto file = ofFile(fileId);
        if (!file)
            return file.error();
        identity[1] = *file;
    }
    for (const auto &value : std::as_const(rest))
        identity.append(value);
    return canonicalJson(identity);
}

Result<QByteArray> IdentityMaker::of(TargetKind kind, qint64 id)
{
    switch (kind) {
    case TargetKind::File: {
        const auto identity = ofFile(id);
        return identity ? Result<QByteArray>(canonicalJson(*identity)) : Result<QByteArray>(identity.error());
    }
    case TargetKind::Flow: return ofFlow(id);
    case TargetKind::Endpoint: {
        Statement &find = m_connection.statement("SELECT value FROM endpoint WHERE id = ?1");
        find.bind(1, id);
        if (find.step() != Statement::Step::Row)
            return {ErrorCode::NotFound, QStringLiteral("endpoint %1").arg(id)};
        const QString value = find.text(0);
        find.reset();
        return canonicalJson(QJsonArray{QStringLiteral("n"), value});
    }
    case TargetKind::Event: break;
    }
    static const QByteArray sql = QByteArray(kEventSelect) + "e.id = ?1";
    Statement &find = m_connection.statement(sql.constData());
    find.bind(1, id);
    const Statement::Step step = find.step();
    if (step == Statement::Step::Failed)
        return find.error();
    if (step == Statement::Step::Done)
        return {ErrorCode::NotFound, QStringLiteral("event %1").arg(id)};
    auto identity = eventIdentity(find);
    find.reset();
    return identity;
}

} // namespace ashiato
