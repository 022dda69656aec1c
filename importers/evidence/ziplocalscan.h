// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/zipdirectory.h"

namespace ashiato
{

/// The members of a zip by their own headers, one behind the other: of a file that was cut off before its directory, or
/// whose directory is lost. A member that was written as a stream ends where a descriptor stands that gives the distance
/// as its size (APPNOTE 4.3.9, with and without its signature, zip64 too); where none does, at the next header that can be
/// one, or at the end of the file. What is left of a directory behind them adds what only it tells.
class ZipLocalScan
{
public:
    /// alive: asked now and then; false stops.
    ZipLocalScan(ByteSource &source, const ContainerLimits &limits, const std::function<bool()> &alive);

    /// Errors: the source's, Cancelled. What was found before stands in directory().
    Result<void> run();
    ZipDirectory &directory() { return m_directory; }
    /// The directory and its end are there behind the members, and tell all of them.
    bool whole() const { return m_whole; }

private:
    struct End {
        qint64 stored = 0; ///< Bytes of the content
        qint64 next = 0;   ///< Where the next header is to be
        qint64 size = kUnknown;
        quint32 crc = 0;
        bool found = false;
    };

    Result<bool> member();
    Result<End> endOf(qint64 start, const ZipEntry &entry);
    Result<End> searchEnd(qint64 start);
    bool descriptor(QByteArrayView bytes, qsizetype at, qint64 distance, End &end) const;
    Result<qint64> nextHeader(qint64 from, qint64 until);
    bool mayBeHeader(qint64 offset);
    void readDirectory();
    void addGap(qint64 from, qint64 to);

    ByteSource &m_source;
    const ContainerLimits m_limits;
    const std::function<bool()> m_alive;
    ZipDirectory m_directory;
    qint64 m_at = 0;
    qint64 m_searched = 0; // bytes, by all searches together
    bool m_whole = false;
};

} // namespace ashiato
