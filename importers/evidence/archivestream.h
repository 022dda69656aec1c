// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"

#include <archive.h>
#include <archive_entry.h>

#include <functional>

namespace ashiato
{

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

    /// For the encrypted members of a zip, as it was written. Their checksums are the caller's to check. Before open().
    void setPassword(const QByteArray &password);
    Result<void> open(bool onlyRaw);
    /// The next member's header: false at the end. Damaged where the bytes there are no header.
    Result<bool> next();
    Result<qint64> read(char *into, qint64 size);

    archive *handle() const { return m_archive; }
    archive_entry *entry() const { return m_entry; }
    qint64 number() const { return m_number; } ///< Of the current member, from 0
    /// Where the stream begins behind members that others have read: the number of the last of them.
    void setNumber(qint64 number) { m_number = number; }
    qint64 headerPosition() const { return m_start + archive_read_header_position(m_archive); }
    bool compressed() const { return archive_filter_count(m_archive) > 1; }
    bool raw() const { return archive_format(m_archive) == ARCHIVE_FORMAT_RAW; }
    /// Where it stands in the source, of an archive that is not compressed.
    qint64 position() const { return m_start + storedBytes(); }
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
    qint64 m_untilAlive = 0;
    const std::function<bool()> m_alive;
    bool m_stopped = false;
    bool m_hasPassword = false;
    bool m_opened = false;
    Error m_sourceError{ErrorCode::None, {}, -1};
    archive *m_archive;
    archive_entry *m_entry = nullptr; // belongs to m_archive
    qint64 m_number = -1;
    QByteArray m_buffer;
};

} // namespace ashiato
