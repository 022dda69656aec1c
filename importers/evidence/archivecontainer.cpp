// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/archivecontainer.h"

#include "importers/evidence/japanesetext.h"
#include "importers/evidence/names.h"
#include "importers/evidence/windowsource.h"

#include <archive.h>
#include <archive_entry.h>

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr qint64 kBuffer = 256 << 10;
constexpr qint64 kAliveEvery = 4 << 20;
constexpr qint64 kMeasureBelow = 64 << 20; // a gz of up to this size is decoded once to know its content's size

QByteArray withoutEnding(const QByteArray &name)
{
    const qsizetype dot = name.lastIndexOf('.');
    if (dot > 0)
        return name.first(dot);
    return name.isEmpty() ? QByteArray("content") : name;
}

/// libarchive over a ByteSource: one pass through the members.
class ArchiveStream
{
public:
    ArchiveStream(ByteSource &source, qint64 start, const std::function<bool()> &alive)
        : m_source(source), m_start(start), m_position(start), m_alive(alive), m_archive(archive_read_new())
    {
    }
    ~ArchiveStream() { archive_read_free(m_archive); }
    ArchiveStream(const ArchiveStream &) = delete;
    ArchiveStream &operator=(const ArchiveStream &) = delete;

    Result<void> open(bool onlyRaw);
    /// The next member's header: false at the end.
    Result<bool> next();
    Result<qint64> read(char *into, qint64 size);

    archive *handle() const { return m_archive; }
    archive_entry *entry() const { return m_entry; }
    qint64 number() const { return m_number; } ///< Of the current member, from 0
    qint64 headerPosition() const { return m_start + archive_read_header_position(m_archive); }
    bool compressed() const { return archive_filter_count(m_archive) > 1; }
    bool raw() const { return archive_format(m_archive) == ARCHIVE_FORMAT_RAW; }
    qint64 storedBytes() const { return archive_filter_bytes(m_archive, -1); }
    Error error(ErrorCode code) const;
    quint64 reader = 0; ///< Number of the member source that reads the current member; 0: none
    qint64 offset = 0;           ///< In the current member

private:
    static la_ssize_t readCallback(archive *, void *self, const void **buffer);
    static la_int64_t seekCallback(archive *, void *self, la_int64_t offset, int whence);
    static la_int64_t skipCallback(archive *, void *self, la_int64_t request);

    ByteSource &m_source;
    const qint64 m_start;
    qint64 m_position;
    qint64 m_untilAlive = kAliveEvery;
    const std::function<bool()> m_alive;
    bool m_stopped = false;
    Error m_sourceError{ErrorCode::None, {}, -1};
    archive *m_archive;
    archive_entry *m_entry = nullptr; // belongs to m_archive
    qint64 m_number = -1;
    QByteArray m_buffer;
};

la_ssize_t ArchiveStream::readCallback(archive *handle, void *self, const void **buffer)
{
    auto *stream = static_cast<ArchiveStream *>(self);
    stream->m_buffer.resize(kBuffer);
    stream->m_untilAlive -= kBuffer;
    if (stream->m_untilAlive < 0) {
        stream->m_untilAlive = kAliveEvery;
        if (stream->m_alive && !stream->m_alive()) {
            stream->m_stopped = true;
            archive_set_error(handle, ECANCELED, "stopped");
            return ARCHIVE_FATAL;
        }
    }
    const auto got = stream->m_source.read(stream->m_position, stream->m_buffer.data(), kBuffer);
    if (!got) {
        stream->m_sourceError = got.error();
        archive_set_error(handle, EIO, "read");
        return ARCHIVE_FATAL;
    }
    stream->m_position += *got;
    *buffer = stream->m_buffer.constData();
    return *got;
}

la_int64_t ArchiveStream::seekCallback(archive *, void *self, la_int64_t offset, int whence)
{
    auto *stream = static_cast<ArchiveStream *>(self);
    const qint64 size = stream->m_source.size();
    if (size < 0)
        return ARCHIVE_FATAL;
    const qint64 from = whence == SEEK_SET ? stream->m_start : whence == SEEK_CUR ? stream->m_position : size;
    stream->m_position = std::clamp(from + offset, stream->m_start, size);
    return stream->m_position - stream->m_start;
}

la_int64_t ArchiveStream::skipCallback(archive *, void *self, la_int64_t request)
{
    auto *stream = static_cast<ArchiveStream *>(self);
    const qint64 size = stream->m_source.size();
    if (size < 0 || !stream->m_source.randomAccess())
        return 0; // reading is as good
    const qint64 step = std::clamp<qint64>(size - stream->m_position, 0, request);
    stream->m_position += step;
    return step;
}

Error ArchiveStream::error(ErrorCode code) const
{
    if (m_stopped)
        return {ErrorCode::Cancelled, {}, -1};
    if (m_sourceError.code != ErrorCode::None)
        return m_sourceError;
    if (archive_read_has_encrypted_entries(m_archive) == 1)
        code = ErrorCode::Encrypted;
    const char *text = archive_error_string(m_archive);
    if (text && strstr(text, "runcated"))
        code = ErrorCode::Truncated;
    return {code, QString::fromUtf8(text ? text : ""), -1};
}

Result<void> ArchiveStream::open(bool onlyRaw)
{
    archive_read_support_filter_gzip(m_archive);
    archive_read_support_filter_bzip2(m_archive);
    archive_read_support_filter_xz(m_archive);
    archive_read_support_filter_lzma(m_archive);
    archive_read_support_filter_zstd(m_archive);
    archive_read_support_filter_lz4(m_archive);
    archive_read_support_filter_compress(m_archive);
    if (!onlyRaw) {
        archive_read_support_format_tar(m_archive);
        archive_read_support_format_7zip(m_archive);
        archive_read_support_format_zip_streamable(m_archive);
        archive_read_support_format_rar(m_archive);
        archive_read_support_format_rar5(m_archive);
        archive_read_support_format_cab(m_archive);
        archive_read_support_format_cpio(m_archive);
    }
    archive_read_support_format_raw(m_archive);
    archive_read_set_read_callback(m_archive, readCallback);
    archive_read_set_seek_callback(m_archive, seekCallback);
    archive_read_set_skip_callback(m_archive, skipCallback);
    archive_read_set_callback_data(m_archive, this);
    if (archive_read_open1(m_archive) != ARCHIVE_OK)
        return error(ErrorCode::Damaged);
    return {};
}

Result<bool> ArchiveStream::next()
{
    reader = 0;
    offset = 0;
    for (;;) {
        const int result = archive_read_next_header(m_archive, &m_entry);
        if (result == ARCHIVE_RETRY)
            continue;
        if (result == ARCHIVE_EOF)
            return false;
        if (result < ARCHIVE_WARN)
            return error(ErrorCode::Damaged);
        ++m_number;
        return true;
    }
}

Result<qint64> ArchiveStream::read(char *into, qint64 size)
{
    for (;;) {
        const la_ssize_t got = archive_read_data(m_archive, into, size_t(size));
        if (got == ARCHIVE_RETRY)
            continue;
        if (got == ARCHIVE_WARN)
            return error(ErrorCode::Damaged);
        if (got < 0)
            return error(archive_entry_is_data_encrypted(m_entry) ? ErrorCode::Encrypted : ErrorCode::Damaged);
        offset += got;
        return qint64(got);
    }
}

class ArchiveContainer;

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

private:
    ArchiveContainer &m_container;
    const quint64 m_index;
    const quint64 m_number; // as ArchiveStream::reader
    qint64 m_size;
    const ContainerLimits m_limits;
};

class ArchiveContainer : public Container
{
public:
    ArchiveContainer(std::unique_ptr<ByteSource> source, const QByteArray &name, const ContainerLimits &limits)
        : m_source(std::move(source)), m_name(name), m_limits(limits)
    {
    }

    Result<void> start();
    QByteArray format() const override { return m_format; }
    bool single() const override { return m_single; }
    Result<void> list(const std::function<bool(const MemberInfo &)> &visit) override;
    Result<std::unique_ptr<ByteSource>> open(quint64 index) override;

    /// The stream, standing in the data of a member not further than at offset, for that reader.
    Result<ArchiveStream *> streamAt(quint64 index, qint64 offset, quint64 reader);

private:
    Result<std::unique_ptr<ArchiveStream>> newStream(qint64 from);
    Result<void> moveTo(quint64 index);
    MemberInfo infoOf(const ArchiveStream &stream) const;
    bool byPosition() const { return m_format == "tar"; }

    const std::unique_ptr<ByteSource> m_source;
    const QByteArray m_name;
    const ContainerLimits m_limits;
    QByteArray m_format;
    bool m_single = false;
    bool m_onlyRaw = false;
    std::unique_ptr<ArchiveStream> m_stream;
    quint64 m_readers = 0;
};

Result<std::unique_ptr<ArchiveStream>> ArchiveContainer::newStream(qint64 from)
{
    auto stream = std::make_unique<ArchiveStream>(*m_source, from, [this] { return alive(); });
    if (auto opened = stream->open(m_onlyRaw); !opened)
        return opened.error();
    return stream;
}

/// Looks at the first member, which is when libarchive knows the format.
Result<void> ArchiveContainer::start()
{
    auto stream = newStream(0);
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
        {ARCHIVE_FORMAT_RAR_V5, "rar"}, {ARCHIVE_FORMAT_CAB, "cab"}, {ARCHIVE_FORMAT_CPIO, "cpio"}};
    for (const auto &[code, name] : formats) {
        if ((archive_format(handle) & ARCHIVE_FORMAT_BASE_MASK) == code)
            m_format = name;
    }
    static const std::pair<int, const char *> filters[] = {
        {ARCHIVE_FILTER_GZIP, "gz"}, {ARCHIVE_FILTER_BZIP2, "bz2"}, {ARCHIVE_FILTER_XZ, "xz"}, {ARCHIVE_FILTER_LZMA, "lzma"},
        {ARCHIVE_FILTER_ZSTD, "zst"}, {ARCHIVE_FILTER_LZ4, "lz4"}, {ARCHIVE_FILTER_COMPRESS, "Z"}};
    for (const auto &[code, name] : filters) {
        if ((*stream)->compressed() && archive_filter_code(handle, 0) == code)
            m_format += m_format.isEmpty() ? QByteArray(name) : '.' + QByteArray(name);
    }
    if (m_format.isEmpty())
        return ErrorCode::NotMine;
    return {};
}

MemberInfo ArchiveContainer::infoOf(const ArchiveStream &stream) const
{
    archive_entry *entry = stream.entry();
    MemberInfo info;
    info.index = byPosition() ? quint64(stream.headerPosition()) : quint64(stream.number());
    if (m_single) {
        info.path = withoutEnding(m_name);
        return info;
    }
    const auto text = [](const char *stored, bool *damaged) {
        const QByteArrayView bytes(stored ? stored : "");
        bool broken = false;
        QByteArray name = escapedName(bytes, &broken);
        if (broken) {
            if (const auto japanese = decodeCp932(bytes))
                return japanese->toUtf8();
            *damaged = true;
        }
        return name;
    };
    info.path = text(archive_entry_pathname(entry), &info.nameDamaged);
    info.linkTarget = text(archive_entry_symlink(entry), &info.nameDamaged);
    if (info.linkTarget.isEmpty())
        info.linkTarget = text(archive_entry_hardlink(entry), &info.nameDamaged);
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
    info.precisionNs = 1'000'000'000;
    const auto time = [&](int i, bool set, qint64 seconds, qint64 nanoseconds) {
        if (!set || seconds > 9'000'000'000 || seconds < -9'000'000'000)
            return;
        info.times[i] = seconds * 1'000'000'000 + nanoseconds;
        if (nanoseconds != 0)
            info.precisionNs = nanoseconds % 100 == 0 ? 100 : 1;
    };
    time(0, archive_entry_mtime_is_set(entry), archive_entry_mtime(entry), archive_entry_mtime_nsec(entry));
    time(1, archive_entry_atime_is_set(entry), archive_entry_atime(entry), archive_entry_atime_nsec(entry));
    time(2, archive_entry_ctime_is_set(entry), archive_entry_ctime(entry), archive_entry_ctime_nsec(entry));
    time(3, archive_entry_birthtime_is_set(entry), archive_entry_birthtime(entry), archive_entry_birthtime_nsec(entry));
    return info;
}

Result<void> ArchiveContainer::list(const std::function<bool(const MemberInfo &)> &visit)
{
    auto stream = newStream(0);
    if (!stream)
        return stream.error();
    quint64 members = 0;
    qint64 total = 0;
    for (;;) {
        const auto more = (*stream)->next();
        if (!more)
            return more.error();
        if (!*more)
            return {};
        const MemberInfo info = infoOf(**stream);
        total += std::max<qint64>(0, info.size);
        if (++members > m_limits.members)
            return {ErrorCode::LimitExceeded, QString::number(members)};
        if (info.size > m_limits.total || total > m_limits.total)
            return {ErrorCode::LimitExceeded, QString::number(total)};
        if (!visit(info))
            return ErrorCode::Cancelled;
    }
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
        auto stream = newStream(byPosition() ? qint64(index) : 0);
        if (!stream)
            return stream.error();
        m_stream = std::move(*stream);
    }
    const qint64 steps = byPosition() ? 0 : qint64(index);
    while (m_stream->number() < steps) {
        const auto more = m_stream->next();
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
    if (info.encrypted)
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
            return qint64(0);
    }
    const auto got = (*stream)->read(into, size);
    const qint64 out = (*stream)->offset;
    if (got && (out > m_limits.member || (out > m_limits.ratioFrom && out / m_limits.ratio > (*stream)->storedBytes())))
        return {ErrorCode::LimitExceeded, QString::number(out), out};
    if (got && *got == 0 && m_size == kUnknown)
        m_size = out;
    return got;
}

/// A source that owns what it reads from.
template <typename Reader> class Owning : public ByteSource
{
public:
    Owning(std::unique_ptr<ByteSource> stored, std::unique_ptr<Reader> reader)
        : m_stored(std::move(stored)), m_reader(std::move(reader))
    {
    }
    qint64 size() const override { return m_reader->size(); }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override { return m_reader->read(offset, into, size); }
    bool randomAccess() const override { return false; }

private:
    std::unique_ptr<ByteSource> m_stored;
    std::unique_ptr<Reader> m_reader; // reads from m_stored
};

class GzipContainer : public Container
{
public:
    GzipContainer(std::unique_ptr<ByteSource> source, const QByteArray &name, const ContainerLimits &limits)
        : m_source(std::move(source)), m_name(name), m_limits(limits)
    {
    }
    QByteArray format() const override { return "gz"; }
    bool single() const override { return true; }

    Result<void> list(const std::function<bool(const MemberInfo &)> &visit) override
    {
        MemberInfo info;
        info.path = withoutEnding(m_name);
        info.precisionNs = 1'000'000'000;
        const auto header = m_source->window(0, 8);
        if (header && header->size() == 8) {
            const auto seconds = qFromLittleEndian<quint32>(header->constData() + 4);
            if (seconds != 0)
                info.times[0] = qint64(seconds) * 1'000'000'000;
        }
        // The size at the end of the file is modulo 4 GiB and of the last member alone: it proves nothing.
        Error failed{ErrorCode::None, {}, -1};
        if (m_source->size() >= 0 && m_source->size() <= kMeasureBelow) {
            auto size = measure();
            if (size)
                info.size = *size;
            else
                failed = size.error();
        }
        if (failed.code == ErrorCode::Cancelled)
            return failed;
        if (!visit(info))
            return ErrorCode::Cancelled;
        return failed.code == ErrorCode::None ? Result<void>() : Result<void>(failed);
    }
    Result<std::unique_ptr<ByteSource>> open(quint64 index) override
    {
        if (index != 0)
            return {ErrorCode::NotFound, QString::number(index)};
        auto reader = std::make_unique<InflateSource>(*m_source, InflateSource::Wrapper::Gzip,
                                                      InflateSource::Expected{m_size, false, 0}, m_limits);
        return std::unique_ptr<ByteSource>(std::make_unique<CachedSource>(std::move(reader)));
    }

private:
    Result<qint64> measure()
    {
        InflateSource reader(*m_source, InflateSource::Wrapper::Gzip, {}, m_limits);
        QByteArray part(1 << 20, Qt::Uninitialized);
        for (qint64 size = 0;;) {
            const auto got = reader.read(size, part.data(), part.size());
            if (!got)
                return got.error();
            if (*got == 0) {
                m_size = size;
                return size;
            }
            size += *got;
            if (size % (16 << 20) < part.size() && !alive())
                return ErrorCode::Cancelled;
        }
    }

    const std::unique_ptr<ByteSource> m_source;
    const QByteArray m_name;
    const ContainerLimits m_limits;
    qint64 m_size = kUnknown;
};

} // namespace

Result<std::unique_ptr<Container>> openArchive(std::unique_ptr<ByteSource> source, const QByteArray &name,
                                               const ContainerLimits &limits)
{
    auto container = std::make_unique<ArchiveContainer>(std::move(source), name, limits);
    if (auto started = container->start(); !started)
        return started.error();
    return std::unique_ptr<Container>(std::move(container));
}

std::unique_ptr<Container> openGzip(std::unique_ptr<ByteSource> source, const QByteArray &name, const ContainerLimits &limits)
{
    return std::make_unique<GzipContainer>(std::move(source), name, limits);
}

std::unique_ptr<ByteSource> inflateMember(std::unique_ptr<ByteSource> stored, const InflateSource::Expected &expected,
                                          const ContainerLimits &limits)
{
    auto reader = std::make_unique<InflateSource>(*stored, InflateSource::Wrapper::Raw, expected, limits);
    auto cached = std::make_unique<CachedSource>(std::move(reader));
    return std::make_unique<Owning<CachedSource>>(std::move(stored), std::move(cached));
}

Result<std::unique_ptr<ByteSource>> openFirstMember(std::unique_ptr<ByteSource> source, qint64 size,
                                                    const ContainerLimits &limits)
{
    class FirstMember : public ByteSource
    {
    public:
        FirstMember(std::unique_ptr<Container> container, std::unique_ptr<ByteSource> member, qint64 size)
            : m_container(std::move(container)), m_member(std::move(member)), m_size(size)
        {
        }
        qint64 size() const override { return m_size; }
        Result<qint64> read(qint64 offset, char *into, qint64 size) override { return m_member->read(offset, into, size); }
        bool randomAccess() const override { return false; }

    private:
        std::unique_ptr<Container> m_container;
        std::unique_ptr<ByteSource> m_member;
        qint64 m_size;
    };
    auto container = openArchive(std::move(source), {}, limits);
    if (!container)
        return container.error();
    auto member = (*container)->open(0);
    if (!member)
        return member.error();
    return std::unique_ptr<ByteSource>(std::make_unique<FirstMember>(std::move(*container), std::move(*member), size));
}

} // namespace ashiato
