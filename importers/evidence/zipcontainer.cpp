// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/zipcontainer.h"

#include "importers/evidence/archivecontainer.h"
#include "importers/evidence/gzipcontainer.h"
#include "importers/evidence/membernames.h"
#include "importers/evidence/names.h"
#include "importers/evidence/windowsource.h"
#include "importers/evidence/zipdecryption.h"
#include "importers/evidence/zipdirectory.h"
#include "importers/evidence/zipextra.h"
#include "importers/evidence/ziplocalscan.h"
#include "models/records/boundedreader.h"

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr qint64 kEndRecordSize = 22;
constexpr QByteArrayView kSpanningMark("PK\7\10", 4); // a zip that might have been split
constexpr qint64 kMaxComment = 65535;
constexpr qint64 kMaxDirectory = 256 << 20;
constexpr qint64 kLocalWindow = 512; // what a member's own header with its name and fields takes, nearly always

bool isUtf8(QByteArrayView bytes)
{
    bool damaged = false;
    escapedName(bytes, &damaged);
    return !damaged;
}

/// Whether bytes that are no UTF-8 are in a code page of DOS: Unix programs write what their users' terminals were set to.
bool inCodePage(const ZipEntry &entry, QByteArrayView name)
{
    const bool unixWriter = entry.madeBy == 3 || entry.madeBy == 19;
    return !unixWriter || std::all_of(name.begin(), name.end(), [](char c) { return quint8(c) < 0xa6 || quint8(c) == 0xe1; });
}

class ZipContainer : public Container
{
public:
    ZipContainer(const ContainerLimits &limits, const QString &password, const QString &encoding)
        : m_limits(limits), m_password(password), m_names(encoding)
    {
    }

    bool readDirectory(ByteSource &source);
    void take(std::unique_ptr<ByteSource> source) { m_source = std::move(source); }

    QByteArray format() const override { return "zip"; }
    Result<void> list(const std::function<bool(const MemberInfo &)> &visit) override;
    Result<std::unique_ptr<ByteSource>> open(quint64 index) override;
    std::vector<UnclaimedBytes> unclaimed() const override;
    std::vector<ContainerDamage> damaged() const override;
    bool hasPassword() const override { return !m_password.isEmpty(); }

private:
    Result<void> prepare();
    bool takeDirectory(ByteSource &source, qint64 begin, qint64 size, qint64 shift);
    void weighNames();
    ZipExtra extraOf(const ZipEntry &entry) const;
    QByteArray nameOf(const ZipEntry &entry, const ZipExtra &extra, bool *damaged) const;
    MemberInfo infoOf(quint64 index) const;

    const ContainerLimits m_limits;
    const QString m_password;
    MemberNames m_names;
    std::unique_ptr<ByteSource> m_source;
    ZipDirectory m_directory;
    std::optional<Error> m_scanError;
    bool m_hasDirectory = false;
    bool m_prepared = false;
    bool m_whole = true;
    qint64 m_before = 0; // bytes in front of the first member
    std::optional<UnclaimedBytes> m_behind;
};

bool ZipContainer::readDirectory(ByteSource &source)
{
    const qint64 total = source.size();
    const qint64 tailSize = std::min(total, kEndRecordSize + kMaxComment + 20);
    if (total < kEndRecordSize)
        return false;
    const auto tail = source.window(total - tailSize, tailSize);
    if (!tail || tail->size() < kEndRecordSize)
        return false;
    for (qsizetype at = tail->size() - kEndRecordSize; at >= 0; --at) {
        if (qFromLittleEndian<quint32>(tail->constData() + at) != kZipEndRecord)
            continue;
        BoundedReader end(QByteArrayView(*tail).sliced(at));
        end.skip(12);
        qint64 size = end.u32();
        qint64 offset = end.u32();
        qint64 behind = total - tailSize + at; // where the directory should end
        if (at >= 20 && qFromLittleEndian<quint32>(tail->constData() + at - 20) == kZipEndLocator64) {
            const auto where = qFromLittleEndian<qint64>(tail->constData() + at - 20 + 8);
            const auto record = where >= 0 && where < total ? source.window(where, 56) : Result<QByteArray>(QByteArray());
            if (record && record->size() == 56 && qFromLittleEndian<quint32>(record->constData()) == kZipEndRecord64) {
                size = qFromLittleEndian<qint64>(record->constData() + 40);
                offset = qFromLittleEndian<qint64>(record->constData() + 48);
                behind = where;
            }
        }
        if (size < 0 || offset < 0 || size > behind)
            continue;
        // Bytes before the archive (a self-extractor) shift every offset.
        if (!takeDirectory(source, behind - size, size, behind - size - offset))
            continue;
        const auto comment = qFromLittleEndian<quint16>(tail->constData() + at + 20);
        const auto rest = unclaimedBehind(source, total - tailSize + at + kEndRecordSize + comment);
        m_behind = rest ? *rest : std::nullopt;
        m_hasDirectory = true;
        return true;
    }
    return false;
}

bool ZipContainer::takeDirectory(ByteSource &source, qint64 begin, qint64 size, qint64 shift)
{
    m_directory = {};
    const auto bytes = source.window(begin, std::min(size, kMaxDirectory));
    if (shift < 0 || !bytes || bytes->size() != std::min(size, kMaxDirectory))
        return false;
    m_directory.readCentral(*bytes, 0, shift, m_limits.members);
    if (m_directory.entries.empty() && !bytes->isEmpty())
        return false;
    m_before = m_directory.entries.empty() ? shift : begin; // a self-extractor's offsets may count from the file's start
    for (const ZipEntry &entry : m_directory.entries)
        m_before = std::min(m_before, entry.localOffset);
    if (const auto head = source.window(0, 4); m_before == 4 && head && *head == kSpanningMark)
        m_before = 0;
    return true;
}

/// Before the first member is told or opened: where there is no directory, the members are looked for.
Result<void> ZipContainer::prepare()
{
    if (m_prepared)
        return m_scanError && m_scanError->code == ErrorCode::Cancelled ? Result<void>(*m_scanError) : Result<void>();
    if (m_hasDirectory) {
        m_directory.partMembers(*m_source);
    } else {
        ZipLocalScan scan(*m_source, m_limits, [this] { return alive(); });
        if (const auto done = scan.run(); !done) {
            if (done.error().code == ErrorCode::Cancelled)
                return done; // the next one begins anew
            m_scanError = done.error();
        }
        m_whole = scan.whole();
        m_directory = std::move(scan.directory());
    }
    weighNames();
    m_prepared = true;
    return {};
}

void ZipContainer::weighNames()
{
    for (const ZipEntry &entry : m_directory.entries) {
        if (!(entry.flags & kZipUtf8Flag))
            m_names.weigh(m_directory.name(entry));
    }
}

/// The fields of the directory and, of a source where that costs little or the directory says that there is more, of the
/// member's own header.
ZipExtra ZipContainer::extraOf(const ZipEntry &entry) const
{
    ZipExtra extra;
    const QByteArrayView name = m_directory.name(entry);
    extra.add(m_directory.extra(entry), name, !m_hasDirectory);
    if (!m_hasDirectory || entry.repeated || entry.localOffset < 0 || !(m_source->randomAccess() || extra.localTimes))
        return extra;
    const auto local = m_source->window(entry.localOffset, kLocalWindow);
    ZipEntry header;
    if (!local || !readZipLocalHeader(*local, header) || header.extraLength == 0)
        return extra;
    const qint64 at = kZipLocalHeaderSize + header.nameLength;
    if (at + header.extraLength <= local->size()) {
        extra.add(QByteArrayView(*local).sliced(at, header.extraLength), name, true);
    } else if (const auto area = m_source->window(entry.localOffset + at, header.extraLength)) {
        extra.add(*area, name, true);
    }
    return extra;
}

QByteArray ZipContainer::nameOf(const ZipEntry &entry, const ZipExtra &extra, bool *damaged) const
{
    const QByteArrayView stored = m_directory.name(entry);
    QByteArray name;
    if (!extra.unicodeName.isEmpty() && isUtf8(extra.unicodeName))
        name = extra.unicodeName;
    else if (entry.flags & kZipUtf8Flag)
        name = escapedName(stored, damaged);
    else
        name = m_names.decoded(stored, inCodePage(entry, stored), damaged);
    // Some Windows programs write "\" between folders. Only now: in CP932 it is also a second byte.
    if (entry.madeBy == 0 && !name.contains('/') && name.contains('\\') && !*damaged)
        name.replace('\\', '/');
    return name;
}

MemberInfo ZipContainer::infoOf(quint64 index) const
{
    const ZipEntry &entry = m_directory.entries[index];
    const ZipExtra extra = extraOf(entry);
    MemberInfo info;
    info.index = index;
    info.path = nameOf(entry, extra, &info.nameDamaged);
    info.size = entry.size;
    info.owner = extra.owner;
    info.group = extra.group;
    info.encrypted = entry.flags & kZipEncryptedFlag;
    const quint32 mode = entry.attributes >> 16;
    const bool unixMode = (entry.madeBy == 3 || entry.madeBy == 19) && mode != 0;
    if (unixMode)
        info.mode = mode & 07777;
    if (info.path.endsWith('/') || (entry.madeBy == 0 && (entry.attributes & 0x10)))
        info.kind = FileKind::Directory;
    else if (unixMode && (mode & 0170000) == 0120000)
        info.kind = FileKind::Symlink;
    if (entry.repeated)
        info.unreadable = true;
    if (entry.cut && entry.size == kUnknown)
        info.damage = {ErrorCode::Truncated, QString(), entry.storedSize};
    setZipTimes(extra, entry.dosDate, entry.dosTime, info);
    return info;
}

Result<void> ZipContainer::list(const std::function<bool(const MemberInfo &)> &visit)
{
    if (const auto ready = prepare(); !ready)
        return ready;
    qint64 total = 0;
    for (quint64 i = 0; i < m_directory.entries.size(); ++i) {
        total += std::clamp<qint64>(m_directory.entries[i].size, 0, m_limits.total);
        if (total > m_limits.total)
            return {ErrorCode::LimitExceeded, QString::number(total)};
        if (!visit(infoOf(i)))
            return ErrorCode::Cancelled;
    }
    if (m_directory.leftOut > 0)
        return {ErrorCode::LimitExceeded, QString::number(qint64(m_directory.entries.size()) + m_directory.leftOut)};
    if (m_scanError)
        return *m_scanError;
    if (!m_hasDirectory && !m_whole)
        return {ErrorCode::Truncated, QStringLiteral("central directory")};
    if (m_hasDirectory && m_directory.cut)
        return {ErrorCode::Damaged, QStringLiteral("central directory")};
    return {};
}

Result<std::unique_ptr<ByteSource>> ZipContainer::open(quint64 index)
{
    if (const auto ready = prepare(); !ready)
        return ready.error();
    if (index >= m_directory.entries.size())
        return {ErrorCode::NotFound, QString::number(index)};
    const ZipEntry &entry = m_directory.entries[index];
    if ((entry.flags & kZipEncryptedFlag) && m_password.isEmpty())
        return ErrorCode::Encrypted;
    if (entry.size > m_limits.member || (entry.size < 0 && entry.size != kUnknown))
        return {ErrorCode::LimitExceeded, QString::number(entry.size)};
    const auto header = m_source->window(std::max<qint64>(0, entry.localOffset), kZipLocalHeaderSize);
    if (!header)
        return header.error();
    ZipEntry local;
    if (entry.localOffset < 0 || entry.repeated || !readZipLocalHeader(*header, local))
        return {ErrorCode::Damaged, QStringLiteral("local header"), entry.localOffset};
    const qint64 start = entry.localOffset + kZipLocalHeaderSize + local.nameLength + local.extraLength;
    const qint64 stored = m_source->size() < 0 ? entry.storedSize
                                               : std::clamp<qint64>(m_source->size() - start, 0, entry.storedSize);
    if (entry.flags & kZipEncryptedFlag) {
        if (entry.size == kUnknown)
            return {ErrorCode::Truncated, QString(), stored};
        const EncryptedMember member{start,        stored,       entry.size,    entry.crc,    entry.flags,
                                     entry.method, entry.dosTime, entry.dosDate, extraOf(entry).aes};
        return openEncrypted(*m_source, member, m_password, m_limits, [this] { return alive(); });
    }
    const auto checked = [&entry](std::unique_ptr<ByteSource> content) -> std::unique_ptr<ByteSource> {
        if (entry.size == kUnknown)
            return content; // cut off before that was told
        return std::make_unique<CheckedSource>(std::move(content), entry.size, entry.crc);
    };
    if (entry.method == 0) {
        if (stored < entry.size)
            return {ErrorCode::Truncated, QString(), stored};
        return checked(std::make_unique<PartSource>(*m_source, start, entry.size == kUnknown ? stored : entry.size));
    }
    if (entry.method == 8) {
        auto part = std::make_unique<PartSource>(*m_source, start, stored);
        auto content = inflated(std::move(part), InflateSource::Wrapper::Raw, entry.size, m_limits);
        return std::unique_ptr<ByteSource>(std::make_unique<CachedSource>(checked(std::move(content))));
    }
    // Whatever else libarchive knows, read as an archive that begins with this member.
    const qint64 left = m_source->size() < 0 ? start - entry.localOffset + stored : m_source->size() - entry.localOffset;
    auto rest = std::make_unique<PartSource>(*m_source, entry.localOffset, left);
    auto content = openFirstMember(std::move(rest), entry.size, m_limits);
    if (!content)
        return content;
    return checked(std::move(*content));
}

std::vector<UnclaimedBytes> ZipContainer::unclaimed() const
{
    std::vector<UnclaimedBytes> bytes;
    if (m_before > 0)
        bytes.push_back({0, m_before});
    if (m_behind)
        bytes.push_back(*m_behind);
    return bytes;
}

std::vector<ContainerDamage> ZipContainer::damaged() const
{
    std::vector<ContainerDamage> damages;
    for (const UnclaimedBytes &gap : m_directory.gaps)
        damages.push_back({ErrorCode::Damaged, {}, gap.offset, gap.length, 1});
    if (m_directory.moreGaps > 0)
        damages.push_back({ErrorCode::Damaged, {}, kUnknown, kUnknown, m_directory.moreGaps});
    if (m_directory.repeated > 0)
        damages.push_back({ErrorCode::LimitExceeded, QStringLiteral("local header"), kUnknown, kUnknown, m_directory.repeated});
    return damages;
}

} // namespace

std::unique_ptr<Container> openZip(std::unique_ptr<ByteSource> &source, const ContainerLimits &limits,
                                   const QString &password, const QString &encoding)
{
    auto zip = std::make_unique<ZipContainer>(limits, password, encoding);
    if (!zip->readDirectory(*source))
        return nullptr;
    zip->take(std::move(source));
    return zip;
}

std::unique_ptr<Container> openZipWithoutDirectory(std::unique_ptr<ByteSource> source, const ContainerLimits &limits,
                                                   const QString &password, const QString &encoding)
{
    auto zip = std::make_unique<ZipContainer>(limits, password, encoding);
    zip->take(std::move(source));
    return zip;
}

} // namespace ashiato
