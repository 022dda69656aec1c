// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/imagereader.h"

#include <QByteArrayView>

#include <array>
#include <limits>
#include <vector>

namespace ashiato
{

// The Expert Witness Compression Format, version 1 (EnCase 1–7, FTK Imager, linen, SMART), little endian.
// Source: "Expert Witness Compression Format specification" of the libewf project, and images of ewfacquire.
//
// A segment: 13 bytes of signature, then a chain of sections. A section descriptor, 76 bytes:
//    0  16  type, zero padded: header header2 volume disk data sectors table table2 digest hash error2 next done …
//   16   8  offset of the next section in this segment
//   24   8  size of this section with its descriptor (0 for next and done of some writers)
//   32  40  padding
//   72   4  Adler-32 of the first 72 bytes

inline constexpr qint64 kEwfSegmentHeader = 13;
inline constexpr qint64 kEwfDescriptor = 76;

/// Where a segment lies and what it says about itself.
struct EwfSegment {
    int descriptor = -1;
    QString name;
    qint64 size = 0;
    quint32 number = 0; ///< 1, 2, … as its header says
};

/// Chunks that follow each other in one segment, found by one table (or by looking at the data itself). The entries stay
/// in the segment and are read when they are needed (EwfChunkIndex): an image of 1 TB has 130 MB of them.
struct EwfChunkGroup {
    quint32 segment = 0;          ///< Index into the segments
    qint64 base = 0;              ///< Added to every offset
    qint64 firstOffset = 0;       ///< Where the first chunk lies
    qint64 dataEnd = 0;           ///< Where the last chunk ends at the latest
    qint64 firstChunk = 0;        ///< Set when all groups are known
    qint64 count = 0;             ///< Chunks
    qint64 listOffset = 0;        ///< Where the entries stand in the segment; only where `found` is empty
    qint64 overflowFrom = kNever; ///< From this entry on bit 31 belongs to the offset (EnCase 6.7 past 2 GiB)
    std::vector<quint32> found;   ///< Entries of a group without a usable table
    bool gapBefore = false;       ///< An unknown number of chunks is missing before it

    static constexpr qint64 kNever = std::numeric_limits<qint64>::max();

    /// Bit 31 of a stored entry says compressed, the rest is the offset from base.
    qint64 offsetOf(qint64 index, quint32 entry) const
    {
        return base + (index >= overflowFrom ? entry : entry & 0x7fffffffu);
    }
    bool compressed(qint64 index, quint32 entry) const { return index < overflowFrom && (entry & 0x80000000u); }
};

struct EwfVolume {
    quint32 chunkCount = 0;
    quint32 sectorsPerChunk = 0;
    quint32 bytesPerSector = 0;
    quint64 sectorCount = 0;
    bool checksumGood = false;

    quint64 chunkSize() const { return quint64(sectorsPerChunk) * bytesPerSector; }
    bool plausible() const;
};

/// Everything that the section chains of a set of segments say.
struct EwfLayout {
    std::vector<EwfSegment> segments; ///< In the order of their numbers
    std::vector<EwfChunkGroup> groups;
    EwfVolume volume;
    QByteArray header;  ///< Inflated text of the header section (8 bit)
    QByteArray header2; ///< Inflated text of header2 (UTF-16)
    QByteArray md5;
    QByteArray sha1;
    std::vector<std::array<qint64, 2>> readErrors; ///< error2: first sector, sectors
    bool gapAtEnd = false;  ///< The last segment, or the end of it, is not there
    bool wantsNext = false; ///< The last segment says that another one follows
    bool logical = false;  ///< L01: files, not a disk
    bool smart = false;
    std::vector<ImageWarning> warnings;
};

/// Reads the section chains. A broken chain is taken up again at the next valid descriptor; a sectors section without
/// a usable table is read through to find its chunks. Errors: Damaged (no volume), Unsupported.
Result<EwfLayout> readEwfLayout(const std::vector<int> &descriptors, const QStringList &segmentNames);

/// Adler-32 as RFC 1950 has it; so far: the sum of what went before.
quint32 adler32(QByteArrayView bytes, quint32 soFar = 1);

/// The content of a zlib stream of at most `most` bytes; empty where it does not inflate. Any thread.
QByteArray inflated(QByteArrayView stored, qint64 most);

/// Reads up to size bytes, going on after short reads; fewer at the end of the file. Error: Io.
Result<qint64> readFully(int descriptor, qint64 offset, char *into, qint64 size);

/// Decodes one chunk of at most chunkSize bytes out of its stored bytes, which may be followed by others.
/// wanted: bytes that belong to the image (fewer than chunkSize in the last chunk). consumed: stored bytes used.
/// Any thread. Errors as code: Damaged, Truncated.
ErrorCode decodeEwfChunk(QByteArrayView stored, bool compressed, qint64 chunkSize, qint64 wanted, char *into,
                         qint64 *consumed = nullptr);

} // namespace ashiato
