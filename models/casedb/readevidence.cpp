// SPDX-License-Identifier: Apache-2.0
// CaseReader: evidence, volumes, clocks, files and the way to their bytes.
#include "models/casedb/casereader.h"

#include "models/casedb/casereader_p.h"
#include "models/casedb/fold.h"

#include <QCollator>
#include <QJsonDocument>

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr const char *kEvidence =
    "SELECT v.id, v.uid, v.number, v.kind, v.name, v.location, v.segments, v.format, v.size, v.stored_size,"
    " v.sector_size, v.fingerprint, v.acquisition, v.stored_md5, v.stored_sha1, v.md5, v.sha1, v.sha256, v.verification,"
    " v.verified_at, v.bad_ranges, coalesce(a.host_id, 0), coalesce(h.name, a.value), v.zone, v.encoding, v.mapping,"
    " v.chosen_format, v.skew_ns, v.key_kind, v.received_at, v.received_from, v.received_by, v.maker, v.serial,"
    " v.place_kept, v.note, v.added_at, v.removed, v.state, v.hashed_at, v.later_md5, v.later_sha1, v.later_sha256 FROM evidence v"
    " LEFT JOIN host_alias a ON a.id = v.host_alias_id LEFT JOIN host h ON h.id = a.host_id"
    " WHERE (?1 OR NOT v.removed) AND (?2 = 0 OR v.id = ?2) ORDER BY v.id";

EvidenceRow evidenceRow(const Statement &row)
{
    EvidenceRow e;
    e.id = row.integer(0);
    e.uid = row.text(1);
    e.number = row.text(2);
    const QString kind = row.text(3);
    for (int i = 0; i <= int(EvidenceKind::Last); ++i) {
        if (evidenceKindId(EvidenceKind(i)) == kind)
            e.kind = EvidenceKind(i);
    }
    e.name = row.text(4);
    e.location = row.text(5);
    for (const auto &segment : QJsonDocument::fromJson(row.blob(6)).array())
        e.segments.append(segment.toString());
    e.format = row.text(7);
    e.size = row.integer(8, -1);
    e.storedSize = row.integer(9, -1);
    e.sectorSize = int(row.integer(10));
    e.fingerprint = row.text(11);
    e.acquisition = QJsonDocument::fromJson(row.blob(12)).object();
    e.storedMd5 = row.text(13);
    e.storedSha1 = row.text(14);
    e.md5 = row.text(15);
    e.sha1 = row.text(16);
    e.sha256 = row.text(17);
    const QString verification = row.text(18);
    for (int i = 0; i <= int(Verification::Last); ++i) {
        if (verificationId(Verification(i)) == verification)
            e.verification = Verification(i);
    }
    e.verifiedAt = row.text(19);
    e.badRanges = QJsonDocument::fromJson(row.blob(20)).array();
    e.hostId = row.integer(21);
    e.host = row.text(22);
    e.zone = row.text(23);
    e.encoding = row.text(24);
    e.mapping = row.blob(25);
    e.chosenFormat = row.text(26);
    e.skewNs = row.integer(27);
    QString *const rest[] = {&e.keyKind, &e.receivedAt, &e.receivedFrom, &e.receivedBy, &e.maker,
                             &e.serial,  &e.placeKept,  &e.note,         &e.addedAt};
    int column = 28;
    for (QString *into : rest)
        *into = row.text(column++);
    e.removed = row.integer(37) != 0;
    e.state = row.text(38);
    e.hashedAt = row.text(39);
    e.laterMd5 = row.text(40);
    e.laterSha1 = row.text(41);
    e.laterSha256 = row.text(42);
    return e;
}

#define FILE_COLUMNS                                                                                                   \
    "SELECT f.id, f.parent_id, f.evidence_id, v.number, f.volume, coalesce(d.value, ''), f.name, f.kind, f.name_kind,"  \
    " f.access, f.access_index, f.inode, f.size, f.mode, f.flags, f.attribute_type, f.attribute_id, f.sequence,"        \
    " f.inode_text, o.value, g.value, f.link_target, f.content_type, f.modified, f.accessed, f.changed, f.created,"     \
    " f.fn_modified, f.fn_accessed, f.fn_changed, f.fn_created, f.precision_modified, f.precision_accessed,"            \
    " f.precision_changed, f.precision_created, f.clock_id, f.md5, f.sha1, f.sha256"
#define FILE_TABLES                                                                                                    \
    " FROM file f JOIN evidence v ON v.id = f.evidence_id LEFT JOIN text d ON d.id = f.directory_id"                    \
    " LEFT JOIN text o ON o.id = f.owner_id LEFT JOIN text g ON g.id = f.group_id"

FileRow fileRow(const Statement &row)
{
    FileRow f;
    f.id = row.integer(0);
    f.parentId = row.integer(1);
    f.evidenceId = row.integer(2);
    f.evidence = row.text(3);
    f.volume = int(row.integer(4));
    f.directory = row.text(5);
    f.name = row.text(6);
    f.kind = FileKind(row.integer(7));
    f.nameKind = FileKind(row.integer(8));
    f.access = AccessMethod(row.integer(9));
    f.accessIndex = quint64(row.integer(10));
    f.inode = quint64(row.integer(11));
    f.size = row.integer(12, -1);
    f.mode = quint32(row.integer(13));
    f.flags = quint32(row.integer(14));
    f.attributeType = quint32(row.integer(15));
    f.attributeId = quint32(row.integer(16));
    f.sequence = quint32(row.integer(17));
    f.inodeText = row.text(18);
    f.owner = row.text(19);
    f.group = row.text(20);
    f.linkTarget = row.text(21);
    f.contentType = row.text(22);
    for (int i = 0; i < 4; ++i) {
        f.times[i] = row.integer(23 + i, kNoTime);
        f.fnTimes[i] = row.integer(27 + i, kNoTime);
        f.precisionNs[i] = row.integer(31 + i, 1);
    }
    f.clockId = qint32(row.integer(35));
    f.md5 = row.blob(36);
    f.sha1 = row.blob(37);
    f.sha256 = row.blob(38);
    return f;
}

bool isInContainer(const FileRow &file)
{
    return file.access == AccessMethod::ArchiveMember || file.access == AccessMethod::Compressed;
}

} // namespace

Result<std::vector<EvidenceRow>> CaseReader::evidence(bool withRemoved)
{
    std::vector<EvidenceRow> rows;
    auto done = d->each(
        kEvidence, [&](Statement &select) { select.bind(1, qint64(withRemoved)).bind(2, qint64(0)); },
        [&](Statement &row) { rows.push_back(evidenceRow(row)); });
    if (!done)
        return done.error();
    return rows;
}

Result<EvidenceRow> CaseReader::evidenceById(qint64 id)
{
    std::optional<EvidenceRow> found;
    auto done = d->each(
        kEvidence, [&](Statement &select) { select.bind(1, qint64(1)).bind(2, id == 0 ? qint64(-1) : id); },
        [&](Statement &row) { found = evidenceRow(row); });
    if (!done)
        return done.error();
    if (!found)
        return {ErrorCode::NotFound, QStringLiteral("evidence %1").arg(id)};
    return *found;
}

Result<std::vector<VolumeRow>> CaseReader::volumes(qint64 evidenceId)
{
    std::vector<VolumeRow> rows;
    auto done = d->each(
        "SELECT id, evidence_id, number, byte_offset, byte_length, scheme, description, file_system, label, prefix,"
        " unsupported, block_size, root_inode, last_inode FROM volume WHERE ?1 = 0 OR evidence_id = ?1"
        " ORDER BY evidence_id, number",
        [&](Statement &select) { select.bind(1, evidenceId); },
        [&](Statement &row) {
            rows.push_back({row.integer(0), row.integer(1), int(row.integer(2)), row.integer(3), row.integer(4),
                            row.text(5), row.text(6), row.text(7), row.text(8), row.text(9), row.text(10),
                            int(row.integer(11)), quint64(row.integer(12)), quint64(row.integer(13))});
        });
    if (!done)
        return done.error();
    return rows;
}

Result<std::vector<ClockRow>> CaseReader::clocks()
{
    std::vector<ClockRow> rows;
    auto done = d->each("SELECT c.id, c.evidence_id, c.basis, c.zone, c.zone_known, c.revision, s.from_ns, s.to_ns,"
                        " s.offset_ns, s.ambiguous FROM clock c LEFT JOIN clock_span s ON s.clock_id = c.id"
                        " ORDER BY c.id, s.from_ns",
                        [&](Statement &row) {
                            const auto id = qint32(row.integer(0));
                            if (rows.empty() || rows.back().id != id)
                                rows.push_back({id, row.integer(1), row.text(2) == u"local", row.text(3),
                                                row.integer(4) != 0, row.integer(5), {}});
                            if (!row.isNull(6))
                                rows.back().spans.push_back(
                                    {row.integer(6), row.integer(7), row.integer(8), row.integer(9) != 0});
                        });
    if (!done)
        return done.error();
    return rows;
}

Result<std::vector<FileRow>> CaseReader::children(qint64 evidenceId, qint64 parentId)
{
    std::vector<FileRow> rows;
    auto done = d->each(
        FILE_COLUMNS ", (SELECT count(*) FROM file c WHERE c.parent_id = f.id)" FILE_TABLES
                     " WHERE f.parent_id = ?1 AND (?2 = 0 OR f.evidence_id = ?2)",
        [&](Statement &select) { select.bind(1, parentId).bind(2, evidenceId); },
        [&](Statement &row) {
            rows.push_back(fileRow(row));
            rows.back().childCount = row.integer(39);
        });
    if (!done)
        return done.error();
    // By name as people read it, numbers by value; equal names (deleted ones) by id.
    QCollator order(QLocale(QLocale::C));
    order.setNumericMode(true);
    order.setCaseSensitivity(Qt::CaseInsensitive);
    std::stable_sort(rows.begin(), rows.end(), [&](const FileRow &a, const FileRow &b) {
        const int c = order.compare(a.name, b.name);
        return c != 0 ? c < 0 : a.id < b.id;
    });
    return rows;
}

Result<std::vector<FileRow>> CaseReader::files(const FileQuery &query)
{
    std::vector<FileRow> rows;
    const QByteArray needle = foldKey(query.pathContains.toUtf8());
    qint64 after = query.afterId;
    // The path is folded here, so that the comparison is the one of every other search.
    Statement select = d->connection->prepare(FILE_COLUMNS FILE_TABLES
                                              " WHERE f.id > ?1 AND (?2 = 0 OR f.evidence_id = ?2) AND NOT v.removed"
                                              " ORDER BY f.id");
    select.bind(1, after).bind(2, query.evidenceId);
    Statement::Step step = select.step();
    for (; step == Statement::Step::Row; step = select.step()) {
        if (!needle.isEmpty()) {
            const QByteArray path = select.view(5).toByteArray() + select.view(6).toByteArray();
            if (!foldKey(QByteArrayView(path)).contains(needle))
                continue;
        }
        rows.push_back(fileRow(select));
        if (query.limit >= 0 && rows.size() >= size_t(query.limit))
            return rows;
    }
    if (step == Statement::Step::Failed)
        return select.error();
    return rows;
}

Result<std::vector<FileRow>> CaseReader::filesByIds(const QList<qint64> &ids)
{
    std::vector<FileRow> rows;
    for (const qint64 id : ids) {
        auto found = file(id);
        if (!found)
            return found.error();
        rows.push_back(std::move(*found));
    }
    return rows;
}

Result<FileRow> CaseReader::file(qint64 id)
{
    std::optional<FileRow> found;
    auto done = d->each(
        FILE_COLUMNS FILE_TABLES " WHERE f.id = ?1", [&](Statement &select) { select.bind(1, id); },
        [&](Statement &row) { found = fileRow(row); });
    if (!done)
        return done.error();
    if (!found)
        return {ErrorCode::NotFound, QStringLiteral("file %1").arg(id)};
    return *found;
}

Result<qint64> CaseReader::fileCount(qint64 evidenceId)
{
    qint64 count = 0;
    auto done = d->each(
        "SELECT count(*) FROM file WHERE ?1 = 0 OR evidence_id = ?1",
        [&](Statement &select) { select.bind(1, evidenceId); }, [&](Statement &row) { count = row.integer(0); });
    return done ? Result<qint64>(count) : Result<qint64>(done.error());
}

Result<FileRow> CaseReader::fileByPath(qint64 evidenceId, const QString &path)
{
    std::optional<FileRow> found;
    // Live names before deleted ones: what a path means is what the system would open.
    auto done = d->each(
        FILE_COLUMNS FILE_TABLES " WHERE (?1 = 0 OR f.evidence_id = ?1) AND NOT v.removed"
                                 " AND f.name = substr(?2, -length(f.name)) AND coalesce(d.value, '') || f.name = ?2"
                                 " ORDER BY f.flags & 7 <> 0, f.id LIMIT 1",
        [&](Statement &select) { select.bind(1, evidenceId).bindText(2, path); },
        [&](Statement &row) { found = fileRow(row); });
    if (!done)
        return done.error();
    if (!found)
        return {ErrorCode::NotFound, path};
    return *found;
}

Result<FileLocator> CaseReader::locator(qint64 fileId)
{
    FileLocator chain;
    auto current = file(fileId);
    while (current) {
        const FileRow row = *current;
        LocatorStep step;
        step.access = row.access;
        step.memberIndex = row.accessIndex;
        if (!isInContainer(row)) {
            step.volume = quint32(row.volume);
            step.inode = row.inode;
            step.attributeType = row.attributeType;
            step.attributeId = row.attributeId;
            step.sequence = row.sequence;
            if (row.access == AccessMethod::FolderPath)
                step.path = row.path().startsWith(u'/') ? row.path().mid(1) : row.path();
            auto done = d->each(
                "SELECT byte_offset FROM volume WHERE evidence_id = ?1 AND number = ?2",
                [&](Statement &select) { select.bind(1, row.evidenceId).bind(2, qint64(row.volume)); },
                [&](Statement &volume) { step.volumeOffset = volume.integer(0); });
            if (!done)
                return done.error();
            chain.insert(chain.begin(), step);
            return chain;
        }
        if (chain.size() >= size_t(kMaxContainerDepth))
            return {ErrorCode::LimitExceeded, row.path()};
        // Up to the container: folders inside an archive are rows of their own on the way, with no content (access None).
        current = file(row.parentId);
        for (int depth = 0; current && !(current->flags & FileContainer) && current->parentId > 0; ++depth) {
            if (depth > 1000)
                return {ErrorCode::Damaged, row.path()};
            current = file(current->parentId);
        }
        if (!current)
            return current.error();
        step.path = row.path().startsWith(current->path()) ? row.path().mid(current->path().size()) : row.name;
        while (step.path.startsWith(u'/'))
            step.path.remove(0, 1);
        chain.insert(chain.begin(), step);
    }
    return current.error();
}

Result<void> CaseReader::scanFileOwners(const std::function<bool(const FileOwnerRow &)> &row)
{
    Statement select = d->connection->prepare(
        "SELECT f.id, f.inode, f.inode_text, t.value FROM file f LEFT JOIN text t ON t.id = f.owner_id ORDER BY f.id");
    Statement::Step step = select.step();
    for (; step == Statement::Step::Row; step = select.step()) {
        if (!row({select.integer(0), quint64(select.integer(1)), select.view(2).toByteArray(), select.view(3).toByteArray()}))
            return {};
    }
    return step == Statement::Step::Failed ? Result<void>(select.error()) : Result<void>();
}

Result<QSet<qint64>> CaseReader::readOtherwise()
{
    QSet<qint64> ids;
    auto done = d->each("SELECT v.id FROM evidence v JOIN wanted_reading w ON w.evidence_id = v.id"
                        " WHERE NOT v.removed AND v.read_as <> w.read_as",
                        [](Statement &) {}, [&](Statement &row) { ids.insert(row.integer(0)); });
    return done ? Result<QSet<qint64>>(std::move(ids)) : Result<QSet<qint64>>(done.error());
}

Result<qint64> CaseReader::encryptedMembers(qint64 evidenceId)
{
    qint64 count = 0;
    auto done = d->each("SELECT count(*) FROM file WHERE flags & ?2 AND access = ?3 AND (?1 = 0 OR evidence_id = ?1)"
                        " AND evidence_id NOT IN (SELECT id FROM evidence WHERE removed)",
                        [&](Statement &select) {
                            select.bind(1, evidenceId).bind(2, qint64(FileEncrypted));
                            select.bind(3, qint64(AccessMethod::ArchiveMember));
                        },
                        [&](Statement &row) { count = row.integer(0); });
    return done ? Result<qint64>(count) : Result<qint64>(done.error());
}

Result<qint64> CaseReader::maxFileId() { return d->connection->integer("SELECT max(id) FROM file"); }

} // namespace ashiato
