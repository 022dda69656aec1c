// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/archivestream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr qint64 kBuffer = 256 << 10;
constexpr qint64 kAliveEvery = 4 << 20;
constexpr int kMostRetries = 16; // of one call that gives nothing: libarchive may say "try again" for ever

} // namespace

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
    const char *text = archive_error_string(m_archive);
    // libarchive 3.6 has no format to ask before it has opened one, and asks it all the same.
    if (m_opened && archive_read_has_encrypted_entries(m_archive) == 1 && (!m_hasPassword || (text && strstr(text, "assphrase"))))
        code = ErrorCode::Encrypted;
    if (text && strstr(text, "runcated"))
        code = ErrorCode::Truncated;
    return {code, QString::fromUtf8(text ? text : ""), -1};
}

void ArchiveStream::setPassword(const QByteArray &password)
{
    if (password.isEmpty())
        return;
    m_hasPassword = true;
    archive_read_add_passphrase(m_archive, password.constData());
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
    archive_read_support_filter_lzip(m_archive);
    archive_read_support_filter_rpm(m_archive);
    if (!onlyRaw) {
        archive_read_support_format_tar(m_archive);
        archive_read_support_format_7zip(m_archive);
        archive_read_support_format_zip_streamable(m_archive);
        archive_read_support_format_rar(m_archive);
        archive_read_support_format_rar5(m_archive);
        archive_read_support_format_cab(m_archive);
        archive_read_support_format_cpio(m_archive);
        archive_read_support_format_ar(m_archive);
        archive_read_support_format_lha(m_archive);
        archive_read_support_format_xar(m_archive);
        archive_read_support_format_warc(m_archive);
    }
    archive_read_support_format_raw(m_archive);
    if (m_hasPassword)
        archive_read_set_format_option(m_archive, "zip", "ignorecrc32", "1");
    archive_read_set_read_callback(m_archive, readCallback);
    archive_read_set_seek_callback(m_archive, seekCallback);
    archive_read_set_skip_callback(m_archive, skipCallback);
    archive_read_set_callback_data(m_archive, this);
    if (archive_read_open1(m_archive) != ARCHIVE_OK)
        return error(ErrorCode::Damaged);
    m_opened = true;
    return {};
}

Result<bool> ArchiveStream::next()
{
    reader = 0;
    offset = 0;
    for (int tries = 0;; ++tries) {
        const int result = archive_read_next_header(m_archive, &m_entry);
        // A tar's reader would step over blocks until one looks like a header, and say nothing of it.
        const bool tar = (archive_format(m_archive) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_TAR;
        if (result == ARCHIVE_RETRY && !tar && tries < kMostRetries)
            continue;
        if (result == ARCHIVE_EOF)
            return false;
        if (result < ARCHIVE_WARN || result == ARCHIVE_RETRY)
            return error(ErrorCode::Damaged);
        ++m_number;
        return true;
    }
}

Result<qint64> ArchiveStream::read(char *into, qint64 size)
{
    for (int tries = 0;; ++tries) {
        const la_ssize_t got = archive_read_data(m_archive, into, size_t(size));
        if (got == ARCHIVE_RETRY && tries < kMostRetries)
            continue;
        if (got == ARCHIVE_WARN || got == ARCHIVE_RETRY)
            return error(ErrorCode::Damaged);
        if (got < 0)
            return error(archive_entry_is_data_encrypted(m_entry) && !m_hasPassword ? ErrorCode::Encrypted : ErrorCode::Damaged);
        offset += got;
        return qint64(got);
    }
}

} // namespace ashiato
