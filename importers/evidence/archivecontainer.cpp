// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/archivecontainer.h"

#include "importers/evidence/archiveend.h"
#include "importers/evidence/archivestream.h"
#include "importers/evidence/filetimes.h"
#include "importers/evidence/gzipcontainer.h"
#include "importers/evidence/linktargets.h"
#include "importers/evidence/membernames.h"
#include "importers/evidence/names.h"
#include "importers/evidence/tarheader.h"
#include "importers/evidence/windowsource.h"

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

class ArchiveContainer;

constexpr size_t kMostDamages = 100; // places of a tar, told one by one and read past

/// The bytes of one member, read forward. Members of a container share its one stream; who reads after another has
/// moved it starts again.
class ArchiveMember : public ByteSource
{
public:
    ArchiveMember(ArchiveContainer &container, quint64 index, quint64 number, qint64 size, const ContainerLimits &limits)
        : m_container(container), m_index(index), m_number(number), m_size(size), m_limits(limits)
    {
    }
    qint64 size() const override { return m_size; }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override;
    bool randomAccess() const override { return false; }
    std::optional<UnclaimedBytes> unclaimed() const override { return m_unclaimed; }

private:
    Result<qint64> zeros(qint64 offset, char *into, qint64 size, qint64 storedBytes) const;
    bool tooMuch(qint64 decoded, qint64 storedBytes) const
    {
        return decoded > m_limits.member || (decoded > m_limits.ratioFrom && decoded / m_limits.ratio > storedBytes);
    }

    ArchiveContainer &m_container;
    const quint64 m_index;
    const quint64 m_number; // as ArchiveStream::reader
    qint64 m_size;
    const ContainerLimits m_limits;
    std::optional<UnclaimedBytes> m_unclaimed;
};

/// A member together with the container that it reads from.
class OwningMember : public ByteSource
{
public:
    OwningMember(std::unique_ptr<Container> container, std::unique_ptr<ByteSource> member, qint64 size)
        : m_container(std::move(container)), m_member(std::move(member)), m_size(size)
    {
    }
    qint64 size() const override { return m_size; }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override { return m_member->read(offset, into, size); }
    bool randomAccess() const override { return false; }
    std::optional<UnclaimedBytes> unclaimed() const override { return m_member->unclaimed(); }

private:
    std::unique_ptr<Container> m_container;
    std::unique_ptr<ByteSource> m_member;
    const qint64 m_size;
};

class ArchiveContainer : public Container
{
public:
    ArchiveContainer(std::unique_ptr<ByteSource> source, const QByteArray &name, const ContainerLimits &limits,
                     const QByteArray &password = {}, const QString &encoding = {}, qint64 first = 0)
        : m_source(std::move(source)), m_name(name), m_limits(limits), m_password(password), m_encoding(encoding), m_first(first)
    {
    }

    Result<void> start();
    QByteArray format() const override
    {
        return m_filter.isEmpty() || m_format.isEmpty() ? m_format + m_filter : m_format + '.' + m_filter;
    }
    bool single() const override { return m_single; }
    Result<void> list(const std::function<bool(const MemberInfo &)> &visit) override;
    Result<std::unique_ptr<ByteSource>> open(quint64 index) override;
    std::vector<UnclaimedBytes> unclaimed() const override { return m_unclaimed; }
    std::vector<ContainerDamage> damaged() const override { return m_damages; }
    bool isTar() const { return m_format == "tar"; }

    /// What stands in the file behind its compressed content, which that stream has read to its end.
    Result<std::optional<UnclaimedBytes>> unclaimedBehindContent(const ArchiveStream &stream);
    /// The stream, standing in the data of a member not further than at offset, for that reader.
    Result<ArchiveStream *> streamAt(quint64 index, qint64 offset, quint64 reader);

private:
    Result<std::unique_ptr<ArchiveStream>> newStream(qint64 from);
    Result<bool> next(std::unique_ptr<ArchiveStream> &stream, std::vector<ContainerDamage> &damages);
    Result<void> moveTo(quint64 index);
    Result<void> decompress();
    Result<void> findUnclaimed(const ArchiveStream &stream);
    MemberInfo infoOf(const ArchiveStream &stream) const;
    void setTimes(archive_entry *entry, MemberInfo &info) const;
    void setName(archive_entry *entry, MemberInfo &info, MemberNames &names) const;
    bool byPosition() const { return m_format == "tar" && m_filter.isEmpty(); }

    std::unique_ptr<ByteSource> m_source; // of a compressed archive: the decoded bytes
    const QByteArray m_name;
    const ContainerLimits m_limits;
    const QByteArray m_password;
    const QString m_encoding;
    const qint64 m_first;
    QByteArray m_format;
    QByteArray m_filter;
    bool m_single = false;
    bool m_onlyRaw = false;
    std::unique_ptr<ArchiveStream> m_stream;
    quint64 m_readers = 0;
    std::vector<UnclaimedBytes> m_unclaimed;
    std::vector<ContainerDamage> m_damages;
};

Result<std::unique_ptr<ArchiveStream>> ArchiveContainer::newStream(qint64 from)
{
    auto stream = std::make_unique<ArchiveStream>(*m_source, from, [this] { return alive(); });
    stream->setPassword(m_password);
    if (auto opened = stream->open(m_onlyRaw); !opened)
        return opened.error();
    return stream;
}

/// Looks at the first member, which is when libarchive knows the format.
Result<void> ArchiveContainer::start()
{
    auto stream = newStream(m_first);
    if (!stream)
        return stream.error();
    const auto first = (*stream)->next();
    if (!first && first.error().code != ErrorCode::Encrypted)
        return first.error();
    if (first && !*first && (*stream)->compressed() && !m_onlyRaw) {
        m_onlyRaw = true; // content that begins with zeros is no empty tar: a disk image, say
        return start();
    }
    archive *handle = (*stream)->handle();
    m_single = (*stream)->raw();
    if (m_single && !(*stream)->compressed())
        return ErrorCode::NotMine; // "raw" takes anything
    static const std::pair<int, const char *> formats[] = {
        {ARCHIVE_FORMAT_TAR, "tar"}, {ARCHIVE_FORMAT_7ZIP, "7z"},   {ARCHIVE_FORMAT_ZIP, "zip"},  {ARCHIVE_FORMAT_RAR, "rar"},
        {ARCHIVE_FORMAT_RAR_V5, "rar"}, {ARCHIVE_FORMAT_CAB, "cab"}, {ARCHIVE_FORMAT_CPIO, "cpio"},
        {ARCHIVE_FORMAT_AR, "ar"},   {ARCHIVE_FORMAT_LHA, "lha"}, {ARCHIVE_FORMAT_XAR, "xar"}, {ARCHIVE_FORMAT_WARC, "warc"}};
    for (const auto &[code, name] : formats) {
        if ((archive_format(handle) & ARCHIVE_FORMAT_BASE_MASK) == code)
            m_format = name;
    }
    static const std::pair<int, const char *> filters[] = {
        {ARCHIVE_FILTER_GZIP, "gz"}, {ARCHIVE_FILTER_BZIP2, "bz2"}, {ARCHIVE_FILTER_XZ, "xz"}, {ARCHIVE_FILTER_LZMA, "lzma"},
        {ARCHIVE_FILTER_ZSTD, "zst"}, {ARCHIVE_FILTER_LZ4, "lz4"}, {ARCHIVE_FILTER_COMPRESS, "Z"},
        {ARCHIVE_FILTER_LZIP, "lz"}, {ARCHIVE_FILTER_RPM, "rpm"}};
    const int outermost = archive_filter_count(handle) - 2; // below it is the file itself
    for (const auto &[code, name] : filters) {
        if ((*stream)->compressed() && archive_filter_code(handle, outermost) == code)
            m_filter = name;
    }
    if (m_format.isEmpty() && m_filter.isEmpty())
        return ErrorCode::NotMine;
    return m_single || m_filter.isEmpty() ? Result<void>() : decompress();
}

/// A compressed archive is an archive in a compressed file: libarchive leaves the file where the archive ends, and neither
/// looks at the checksum there nor at what stands behind.
Result<void> ArchiveContainer::decompress()
{
    if (m_filter == "gz") {
        m_source = inflated(std::move(m_source), InflateSource::Wrapper::Gzip, kUnknown, m_limits);
        return {};
    }
    auto file = std::make_unique<ArchiveContainer>(std::move(m_source), m_name, m_limits);
    file->m_onlyRaw = true;
    if (auto started = file->start(); !started)
        return started;
    auto content = file->open(0);
    if (!content)
        return content.error();
    m_source = std::make_unique<OwningMember>(std::move(file), std::move(*content), kUnknown);
    return {};
}

MemberInfo ArchiveContainer::infoOf(const ArchiveStream &stream) const
{
    archive_entry *entry = stream.entry();
    MemberInfo info;
    info.index = byPosition() ? quint64(stream.headerPosition()) : quint64(stream.number());
    if (m_single) {
        info.path = contentName(m_name);
        return info;
    }
    info.owner = QByteArray::number(qint64(archive_entry_uid(entry)));
    info.group = QByteArray::number(qint64(archive_entry_gid(entry)));
    info.mode = quint32(archive_entry_perm(entry)) & 07777;
    if (archive_entry_size_is_set(entry))
        info.size = archive_entry_size(entry);
    info.encrypted = archive_entry_is_encrypted(entry);
    switch (archive_entry_filetype(entry)) {
    case AE_IFDIR: info.kind = FileKind::Directory; break;
    case AE_IFLNK: info.kind = FileKind::Symlink; break;
    case AE_IFCHR:
    case AE_IFBLK: info.kind = FileKind::Device; break;
    case AE_IFIFO: info.kind = FileKind::Pipe; break;
    case AE_IFSOCK: info.kind = FileKind::Socket; break;
    default: info.kind = FileKind::File; break;
    }
    // A hard link of a tar is a name of a member before it; cpio repeats the content.
    info.hardLink = archive_entry_hardlink(entry) && info.size <= 0;
    info.hasContent = (info.kind == FileKind::File && !info.hardLink) || info.kind == FileKind::Directory;
    setTimes(entry, info);
    return info;
}

void ArchiveContainer::setTimes(archive_entry *entry, MemberInfo &info) const
{
    constexpr qint64 kSecond = 1'000'000'000, kMostSeconds = std::numeric_limits<qint64>::max() / kSecond - 1;
    info.precisionNs = kSecond;
    const auto time = [&](int i, bool set, qint64 seconds, qint64 nanoseconds) {
        if (!set)
            return;
        if (seconds > kMostSeconds || seconds < -kMostSeconds) {
            info.invalidTime = timeOutOfRange(seconds);
            return;
        }
        info.times[i] = seconds * kSecond + nanoseconds;
        if (nanoseconds != 0)
            info.precisionNs = nanoseconds % 100 == 0 ? 100 : 1;
    };
    time(0, archive_entry_mtime_is_set(entry), archive_entry_mtime(entry), archive_entry_mtime_nsec(entry));
    time(1, archive_entry_atime_is_set(entry), archive_entry_atime(entry), archive_entry_atime_nsec(entry));
    time(2, archive_entry_ctime_is_set(entry), archive_entry_ctime(entry), archive_entry_ctime_nsec(entry));
    time(3, archive_entry_birthtime_is_set(entry), archive_entry_birthtime(entry), archive_entry_birthtime_nsec(entry));
}

void ArchiveContainer::setName(archive_entry *entry, MemberInfo &info, MemberNames &names) const
{
    const bool dos = m_format == "cab" || m_format == "rar" || m_format == "7z" || m_format == "lha";
    const auto text = [&](const char *stored) {
        const QByteArrayView bytes(stored ? stored : "");
        names.weigh(bytes);
        return names.decoded(bytes, dos, &info.nameDamaged);
    };
    info.path = text(archive_entry_pathname(entry));
    const char *target = archive_entry_symlink(entry);
    info.linkTarget = text(target ? target : archive_entry_hardlink(entry));
}

/// The next member. A tar goes on behind a damaged header with the next sound one.
Result<bool> ArchiveContainer::next(std::unique_ptr<ArchiveStream> &stream, std::vector<ContainerDamage> &damages)
{
    for (;;) {
        const auto more = stream->next();
        if (more || !isTar() || more.error().code != ErrorCode::Damaged || damages.size() >= kMostDamages)
            return more;
        const qint64 at = stream->headerPosition();
        const auto behind = tarHeaderBehind(*m_source, at, [this] { return alive(); });
        if (!behind)
            return behind.error();
        if (*behind < 0)
            return more;
        const auto damaged = m_source->window(at, kTarBlock);
        const QByteArray name = damaged ? escapedName(tarHeaderName(*damaged)) : QByteArray();
        damages.push_back({ErrorCode::Damaged, QString::fromUtf8(name), at, *behind - at, 1});
        auto again = newStream(*behind);
        if (!again)
            return again.error();
        (*again)->setNumber(stream->number());
        stream = std::move(*again);
    }
}

Result<void> ArchiveContainer::list(const std::function<bool(const MemberInfo &)> &visit)
{
    auto stream = newStream(m_first);
    if (!stream)
        return stream.error();
    m_damages.clear();
    if (m_first > 0)
        m_damages.push_back({ErrorCode::Damaged, {}, 0, m_first, 1});
    MemberNames names(m_encoding);
    LinkTargets targets;
    quint64 members = 0;
    qint64 total = 0;
    for (;;) {
        const auto more = next(*stream, m_damages);
        if (!more)
            return more.error();
        if (!*more)
            return findUnclaimed(**stream);
        MemberInfo info = infoOf(**stream);
        if (!m_single)
            setName((*stream)->entry(), info, names);
        total += std::max<qint64>(0, info.size);
        if (++members > m_limits.members)
            return {ErrorCode::LimitExceeded, QString::number(members)};
        if (info.size > m_limits.total || total > m_limits.total)
            return {ErrorCode::LimitExceeded, QString::number(total)};
        if (isTar())
            targets.resolve(info);
        if (!visit(info))
            return ErrorCode::Cancelled;
    }
}

/// Looks behind the end of the archive, at which that stream stands, and to the end of a compressed file around it.
Result<void> ArchiveContainer::findUnclaimed(const ArchiveStream &stream)
{
    m_unclaimed.clear();
    // A tar ends behind its two blocks of zeros.
    const Result<qint64> end = isTar() ? Result<qint64>(stream.position()) : archiveEnd(*m_source, m_format);
    if (!end)
        return end.error();
    if (*end < 0)
        return {};
    const auto behind = unclaimedBehind(*m_source, *end);
    if (!behind)
        return behind.error();
    if (*behind) {
        m_unclaimed.push_back(**behind);
        m_unclaimed.back().decoded = !m_filter.isEmpty();
    }
    if (const auto bytes = m_source->unclaimed())
        m_unclaimed.push_back(*bytes);
    return {};
}

Result<std::optional<UnclaimedBytes>> ArchiveContainer::unclaimedBehindContent(const ArchiveStream &stream)
{
    return m_single ? unclaimedBehind(*m_source, stream.storedBytes()) : std::optional<UnclaimedBytes>();
}

/// Puts the stream behind the header of a member, none of its data read.
Result<void> ArchiveContainer::moveTo(quint64 index)
{
    const bool past = !m_stream || m_stream->number() > qint64(index)
        || (m_stream->number() == qint64(index) && m_stream->offset > 0);
    if (byPosition() && index >= quint64(std::max<qint64>(m_source->size(), 0)))
        return {ErrorCode::NotFound, QString::number(index)};
    if (byPosition() || past) {
        m_stream.reset();
        auto stream = newStream(byPosition() ? qint64(index) : m_first);
        if (!stream)
            return stream.error();
        m_stream = std::move(*stream);
    }
    const qint64 steps = byPosition() ? 0 : qint64(index);
    std::vector<ContainerDamage> damages; // the listing tells them
    while (m_stream->number() < steps) {
        const auto more = next(m_stream, damages);
        if (more && *more)
            continue;
        m_stream.reset();
        return more ? Result<void>(ErrorCode::NotFound, QString::number(index)) : Result<void>(more.error());
    }
    return {};
}

Result<ArchiveStream *> ArchiveContainer::streamAt(quint64 index, qint64 offset, quint64 reader)
{
    if (!m_stream || m_stream->reader != reader || m_stream->offset > offset) {
        if (auto moved = moveTo(index); !moved)
            return moved.error();
        m_stream->reader = reader;
    }
    return m_stream.get();
}

Result<std::unique_ptr<ByteSource>> ArchiveContainer::open(quint64 index)
{
    // The header is read now, so that what cannot be opened is said now.
    if (auto moved = moveTo(index); !moved)
        return moved.error();
    const MemberInfo info = infoOf(*m_stream);
    if (info.encrypted && m_password.isEmpty())
        return ErrorCode::Encrypted;
    if (info.size > m_limits.member)
        return {ErrorCode::LimitExceeded, QString::number(info.size)};
    const quint64 reader = ++m_readers;
    m_stream->reader = reader;
    return std::unique_ptr<ByteSource>(std::make_unique<CachedSource>(
        std::make_unique<ArchiveMember>(*this, index, reader, info.size, m_limits)));
}

Result<qint64> ArchiveMember::read(qint64 offset, char *into, qint64 size)
{
    auto stream = m_container.streamAt(m_index, offset, m_number);
    if (!stream)
        return stream.error();
    char skipped[16 << 10];
    while ((*stream)->offset < offset) {
        const auto got = (*stream)->read(skipped, std::min<qint64>(sizeof skipped, offset - (*stream)->offset));
        if (!got)
            return got.error();
        if (*got == 0)
            return zeros(offset, into, size, (*stream)->storedBytes());
    }
    const auto got = (*stream)->read(into, size);
    const qint64 out = (*stream)->offset;
    if (got && tooMuch(out, (*stream)->storedBytes()))
        return {ErrorCode::LimitExceeded, QString::number(out), out};
    if (got && *got == 0 && size > 0 && offset < m_size)
        return zeros(offset, into, size, (*stream)->storedBytes());
    if (got && *got == 0 && m_size == kUnknown) {
        const auto behind = m_container.unclaimedBehindContent(**stream);
        if (!behind)
            return behind.error();
        m_unclaimed = *behind;
        m_size = out;
    }
    return got;
}

/// A sparse file of a tar ends with a hole, or is nothing else: libarchive stops at the last byte that is stored.
Result<qint64> ArchiveMember::zeros(qint64 offset, char *into, qint64 size, qint64 storedBytes) const
{
    if (!m_container.isTar() || m_size == kUnknown)
        return qint64(0);
    const qint64 part = std::clamp<qint64>(m_size - offset, 0, size);
    if (tooMuch(offset + part, storedBytes))
        return {ErrorCode::LimitExceeded, QString::number(offset + part), offset};
    memset(into, 0, size_t(part));
    return part;
}

} // namespace

Result<std::unique_ptr<Container>> openArchive(std::unique_ptr<ByteSource> source, const QByteArray &name,
                                               const ContainerLimits &limits, const QString &encoding, qint64 first)
{
    auto container = std::make_unique<ArchiveContainer>(std::move(source), name, limits, QByteArray(), encoding, first);
    if (auto started = container->start(); !started)
        return started.error();
    return std::unique_ptr<Container>(std::move(container));
}

Result<std::unique_ptr<ByteSource>> openFirstMember(std::unique_ptr<ByteSource> source, qint64 size,
                                                    const ContainerLimits &limits, const QByteArray &password)
{
    auto container = std::make_unique<ArchiveContainer>(std::move(source), QByteArray(), limits, password);
    if (auto started = container->start(); !started)
        return started.error();
    auto member = container->open(0);
    if (!member)
        return member.error();
    return std::unique_ptr<ByteSource>(std::make_unique<OwningMember>(std::move(container), std::move(*member), size));
}

} // namespace ashiato
