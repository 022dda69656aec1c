// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/memberrows.h"

#include "importers/contentend.h"

namespace ashiato
{

namespace
{

constexpr quint64 kNoMember = std::numeric_limits<qint64>::max();
constexpr int kMaxParts = 256;
constexpr qsizetype kMaxPath = 32 << 10;

struct CleanPath {
    QByteArray path;
    bool shortened = false; ///< A hostile path: of its folders, those next to the name are left, or none
};

/// "./a//b/" -> "a/b". ".." stays as it is written: nothing is ever unpacked to a place on disk, and it tells a story.
CleanPath cleanPath(const QByteArray &stored)
{
    QList<QByteArray> parts;
    for (const QByteArray &part : stored.split('/')) {
        if (!part.isEmpty() && part != ".")
            parts += part;
    }
    const bool deep = parts.size() > kMaxParts;
    if (deep)
        parts = parts.mid(parts.size() - kMaxParts);
    QByteArray path = parts.join('/');
    if (path.size() <= kMaxPath)
        return {path, deep};
    const QByteArray &name = parts.last();
    qsizetype end = std::min(name.size(), kMaxPath);
    while (end > 0 && end < name.size() && (name[end] & 0xC0) == 0x80)
        --end; // not within a character
    return {name.first(end), true};
}

} // namespace

RowBudget RowBudget::ofFile(qint64 size)
{
    constexpr qint64 kLeastRows = 50'000, kBytesARow = 2, kNameBytesARow = 400, kMostCounted = 5'000'000;
    const qint64 rows = kLeastRows + std::max<qint64>(0, size) / kBytesARow;
    return {rows, rows * kNameBytesARow, kMostCounted};
}

MemberRows::MemberRows(Container &container, const UnitRequest &unit, bool zoneKnown, RowBudget &budget, RecordSink &sink,
                       Candidate candidate)
    : m_container(container), m_unit(unit), m_zoneKnown(zoneKnown), m_budget(budget), m_sink(sink),
      m_candidate(std::move(candidate)), m_types(fileTimeTypes(container.format().split('.').first())), m_root(unit.path.toUtf8() + '/')
{
    const size_t known = std::min(size_t(unit.knownFolders.size()), unit.knownFolderIds.size());
    for (size_t i = 0; i < known; ++i)
        m_folders.insert(unit.knownFolders[qsizetype(i)].toUtf8(), quint64(unit.knownFolderIds[i]));
    for (size_t i = 0; i < std::min(unit.lockedMembers.size(), unit.lockedIds.size()); ++i)
        m_locked.insert(quint64(unit.lockedMembers[i]), quint64(unit.lockedIds[i]));
}

Result<void> MemberRows::emitAll()
{
    m_container.setAlive([this] { return m_sink.advance(m_count, 0, m_unit.path); });
    auto listed = m_container.list([this](const MemberInfo &member) { return emitMember(member); });
    m_container.setAlive({});
    if (m_unit.onlyLocked) // the listing has said all else
        return m_cancelled ? Result<void>(ErrorCode::Cancelled) : Result<void>();
    if (m_cancelled)
        return ErrorCode::Cancelled;
    for (const UnclaimedBytes &bytes : m_container.unclaimed())
        warnUnclaimed(bytes, m_unit.path, m_sink, m_unit.unit);
    warnDamages();
    if (m_leftOut > 0) // said already, with the number
        return listed.ok() || listed.error().code == ErrorCode::Cancelled ? Result<void>() : listed;
    return listed;
}

void MemberRows::warnDamages()
{
    for (const ContainerDamage &damage : m_container.damaged())
        m_sink.warn(damage.code, m_unit.path, damage.detail, damage.offset, damage.length, m_unit.unit, damage.count);
    if (m_leftOut > 0)
        m_sink.warn(ErrorCode::LimitExceeded, m_unit.path, QString::number(m_count - m_leftOut), kUnknown, kUnknown,
                    m_unit.unit, m_leftOut);
}

/// A member over the budget is counted alone; false where even that would take too long.
bool MemberRows::leaveOut()
{
    ++m_leftOut;
    --m_budget.counted;
    m_cancelled = m_leftOut % 4096 == 0 && !m_sink.advance(m_count, 0, m_unit.path);
    return !m_cancelled && m_budget.counted > 0;
}

bool MemberRows::emitMember(const MemberInfo &member)
{
    const qint64 position = m_count++;
    if (position < m_unit.position)
        return true;
    if (m_unit.onlyLocked && !m_locked.contains(member.index)) {
        m_cancelled = m_count % 64 == 0 && !m_sink.advance(m_count, 0, m_unit.path);
        return !m_cancelled;
    }
    if (m_budget.spent() && !m_unit.onlyLocked)
        return leaveOut();
    auto [path, shortened] = cleanPath(member.path);
    if (path.isEmpty()) {
        if (member.kind == FileKind::Directory)
            return true; // "./" is the container itself
        path = '#' + QByteArray::number(member.index);
    }
    if (!m_sink.step(position))
        m_sink.warn(ErrorCode::Crashed, QString::fromUtf8(m_root + path), {}, kUnknown, kUnknown, m_unit.unit);
    else if (!emitContent(member, path, shortened))
        return false;
    m_cancelled = !m_sink.endRecord(position + 1)
        || (m_count % 64 == 0 && !m_sink.advance(m_count, 0, QString::fromUtf8(m_root + path)));
    return !m_cancelled;
}

/// The row of a member and what is wrong with it; false: cancelled.
bool MemberRows::emitContent(const MemberInfo &member, const QByteArray &path, bool shortened)
{
    const bool decrypted = member.encrypted && passwordOpens(member);
    if (m_cancelled)
        return false;
    if (m_unit.onlyLocked) { // the listing has said all else
        if (decrypted)
            emitOpened(member, path);
        return true;
    }
    const quint64 id = emitRow(member, path, decrypted);
    if (member.encrypted && !decrypted)
        m_sink.warn(ErrorCode::Encrypted, QString::fromUtf8(m_root + path), {}, kUnknown, kUnknown, id);
    if (shortened)
        m_sink.warn(ErrorCode::LimitExceeded, QString::fromUtf8(m_root + path), QString::number(member.path.size()), kUnknown, kUnknown, id);
    if (!member.invalidTime.isEmpty())
        m_sink.warn(ErrorCode::TimeInvalid, QString::fromUtf8(m_root + path), member.invalidTime, kUnknown, kUnknown, id);
    if (member.hardLink && !member.hasContent)
        m_sink.warn(ErrorCode::Dangling, QString::fromUtf8(m_root + path), QString::fromUtf8(member.linkTarget), kUnknown, kUnknown, id);
    const Error &damage = member.damage;
    if (damage.code != ErrorCode::None)
        m_sink.warn(damage.code, QString::fromUtf8(m_root + path), damage.detail, damage.offset, kUnknown, id);
    return true;
}

/// Whether the content of an encrypted member can be read; a folder has none to try.
bool MemberRows::passwordOpens(const MemberInfo &member)
{
    if (!m_container.hasPassword() || member.kind == FileKind::Directory)
        return false;
    const auto opened = m_container.open(member.index);
    m_cancelled = !opened && opened.error().code == ErrorCode::Cancelled;
    return opened.ok();
}

/// The row of a folder in the container, made where no member told it.
quint64 MemberRows::folderId(const QByteArray &path)
{
    if (path.isEmpty())
        return m_unit.unit;
    if (const auto known = m_folders.constFind(path); known != m_folders.constEnd())
        return *known;
    const qsizetype slash = path.lastIndexOf('/');
    const QByteArray parent = slash < 0 ? QByteArray() : path.first(slash);
    FileRecord file;
    file.parentId = folderId(parent);
    file.id = m_sink.nextFileId();
    StringPool &strings = m_sink.batch().strings;
    file.name = strings.add(QByteArrayView(path).sliced(slash + 1));
    file.directory = strings.intern(QByteArrayView(parent.isEmpty() ? m_root : m_root + parent + '/'));
    file.kind = FileKind::Directory;
    file.nameKind = FileKind::Virtual;
    file.access = AccessMethod::ArchiveMember; // what is in a container says so, folders too
    file.accessIndex = kNoMember;
    m_sink.batch().files.push_back(file);
    m_budget.charge(m_root.size() + path.size());
    m_folders.insert(path, file.id);
    return file.id;
}

quint64 MemberRows::emitRow(const MemberInfo &member, const QByteArray &path, bool decrypted)
{
    const qsizetype slash = path.lastIndexOf('/');
    const QByteArray parent = slash < 0 ? QByteArray() : path.first(slash);
    FileRecord file;
    file.parentId = folderId(parent);
    file.id = m_sink.nextFileId();
    StringPool &strings = m_sink.batch().strings;
    file.directory = strings.intern(QByteArrayView(parent.isEmpty() ? m_root : m_root + parent + '/'));
    file.linkTarget = strings.intern(QByteArrayView(member.linkTarget));
    file.owner = strings.intern(QByteArrayView(member.owner));
    file.group = strings.intern(QByteArrayView(member.group));
    file.kind = member.kind;
    file.nameKind = FileKind::Member;
    file.mode = member.mode;
    file.size = member.size;
    std::copy(member.times, member.times + 4, file.times);
    std::fill(file.precisionNs, file.precisionNs + 4, member.precisionNs);
    file.basis = member.basis;
    if (member.basis == TimeBasis::Local && !m_zoneKnown)
        file.flags |= FileZoneUnknown;
    if (member.nameDamaged)
        file.flags |= FileNameDamaged;
    if (!member.invalidTime.isEmpty())
        file.flags |= FileTimeInvalid;
    if (member.hardLink && !member.hasContent)
        file.flags |= FileDangling;
    setContent(file, member, path, decrypted);
    if (member.kind == FileKind::Directory)
        m_folders.insert(path, file.id);
    m_budget.charge(member.kind == FileKind::Directory ? m_root.size() + path.size() : path.size() - slash);
    m_sink.batch().files.push_back(file);
    emitFileTimeEvents(file, m_types, m_sink);
    return file.id;
}

/// A member that was closed when the container was listed: what its row did not have is who may read it.
void MemberRows::emitOpened(const MemberInfo &member, const QByteArray &path)
{
    FileRecord file;
    file.id = m_locked.value(member.index);
    file.known = 1;
    file.kind = member.kind;
    file.size = member.size;
    setContent(file, member, path, true);
    m_sink.batch().files.push_back(file);
}

/// Name, the way to the content, and whether an importer or another listing is to look at it.
void MemberRows::setContent(FileRecord &file, const MemberInfo &member, QByteArrayView path, bool decrypted)
{
    StringPool &strings = m_sink.batch().strings;
    const QByteArrayView name = path.sliced(path.lastIndexOf('/') + 1);
    file.name = strings.add(name);
    if (member.encrypted && !decrypted)
        file.flags |= FileEncrypted;
    file.decrypted = decrypted;
    file.accessIndex = member.index;
    file.access = m_container.single() ? AccessMethod::Compressed : AccessMethod::ArchiveMember;
    if (!member.hasContent || member.unreadable)
        file.access = AccessMethod::None;
    else if (!member.hardLink) // what the other name's content tells is not told twice
        m_candidate(file, name, strings);
    if (member.unreadable)
        file.flags |= FileUnreadable;
    if (tooDeep() && (file.flags & FileContainer)) {
        file.flags &= ~quint32(FileContainer);
        m_sink.warn(ErrorCode::LimitExceeded, QString::fromUtf8(m_root) + QString::fromUtf8(path),
                    QString::number(kMaxContainerDepth), kUnknown, kUnknown, file.id);
    }
}

} // namespace ashiato
