// SPDX-License-Identifier: Apache-2.0
#include "importers/windows/evtxchunk.h"

#include "models/records/boundedreader.h"

#include <algorithm>
#include <cstring>
#include <zlib.h>

namespace ashiato
{

namespace
{

constexpr qsizetype kChunkHeaderSize = 512;
constexpr quint32 kNoChecksumsFlag = 4;
constexpr char kRecordSignature[4] = {'*', '*', '\0', '\0'};
constexpr char kFragmentHeader[4] = {0x0f, 0x01, 0x01, 0x00};

quint32 crc(QByteArrayView bytes, quint32 before = 0)
{
    return quint32(crc32(before, reinterpret_cast<const Bytef *>(bytes.data()), uInt(bytes.size())));
}

quint32 u32At(QByteArrayView bytes, qsizetype offset)
{
    return qFromLittleEndian<quint32>(bytes.data() + offset);
}

/// The record at offset when its signature, size and repeated size agree.
bool recordAt(QByteArrayView chunk, qsizetype offset, EvtxRecordPlace &place)
{
    constexpr quint32 kSmallest = kEvtxRecordHeaderSize + 4;
    if (offset + kEvtxRecordHeaderSize > chunk.size()
        || std::memcmp(chunk.data() + offset, kRecordSignature, sizeof kRecordSignature) != 0)
        return false;
    place.offset = quint32(offset);
    place.size = u32At(chunk, offset + 4);
    if (place.size < kSmallest || qsizetype(place.size) > chunk.size() - offset
        || u32At(chunk, offset + place.size - 4) != place.size)
        return false;
    place.id = qFromLittleEndian<quint64>(chunk.data() + offset + 8);
    place.written = qFromLittleEndian<quint64>(chunk.data() + offset + 16);
    return true;
}

void recover(QByteArrayView chunk, qsizetype from, EvtxChunkScan &scan)
{
    qsizetype at = from;
    while (at + kEvtxRecordHeaderSize + 4 <= chunk.size()) {
        const void *found = std::memchr(chunk.data() + at, '*', size_t(chunk.size() - at));
        if (!found)
            return;
        at = static_cast<const char *>(found) - chunk.data();
        EvtxRecordPlace place;
        const bool isRecord = recordAt(chunk, at, place)
            && std::memcmp(chunk.data() + at + kEvtxRecordHeaderSize, kFragmentHeader, sizeof kFragmentHeader) == 0;
        if (!isRecord) {
            ++at;
            continue;
        }
        place.recovered = true;
        scan.records.push_back(place);
        at += place.size;
    }
}

} // namespace

EvtxFileHeader readEvtxFileHeader(QByteArrayView head)
{
    constexpr qsizetype kUsed = 128;
    EvtxFileHeader header;
    if (head.size() < kUsed || std::memcmp(head.data(), kEvtxFileSignature, sizeof kEvtxFileSignature) != 0)
        return header;
    header.valid = true;
    BoundedReader reader(head);
    reader.seek(16);
    header.lastChunk = reader.u64();
    reader.seek(36);
    header.minor = reader.u16();
    header.major = reader.u16();
    reader.seek(120);
    const quint32 flags = reader.u32(), stored = reader.u32();
    header.dirty = flags & 1;
    header.checksumGood = (flags & kNoChecksumsFlag) || crc(head.first(120)) == stored;
    return header;
}

EvtxChunkScan scanEvtxChunk(QByteArrayView chunk)
{
    EvtxChunkScan scan;
    const bool hasHeader = chunk.size() >= kChunkHeaderSize
        && std::memcmp(chunk.data(), kEvtxChunkSignature, sizeof kEvtxChunkSignature) == 0;
    if (!hasHeader) {
        const bool zeros = std::all_of(chunk.begin(), chunk.end(), [](char byte) { return byte == '\0'; });
        scan.state = zeros ? EvtxChunkState::Empty : EvtxChunkState::NoSignature;
        if (!zeros)
            recover(chunk, 0, scan);
        return scan;
    }
    scan.state = EvtxChunkState::Good;
    const quint32 free = u32At(chunk, 48);
    const bool checked = !(u32At(chunk, 120) & kNoChecksumsFlag);
    if (checked) {
        const quint32 headerCrc = crc(chunk.sliced(128, kChunkHeaderSize - 128), crc(chunk.first(120)));
        scan.headerChecksumGood = headerCrc == u32At(chunk, 124);
        scan.recordsChecksumGood = free >= kChunkHeaderSize && free <= chunk.size()
            && crc(chunk.sliced(kChunkHeaderSize, free - kChunkHeaderSize)) == u32At(chunk, 52);
    }
    qsizetype at = kChunkHeaderSize;
    EvtxRecordPlace place;
    while (at < qsizetype(free) && recordAt(chunk, at, place)) {
        scan.records.push_back(place);
        at += place.size;
    }
    scan.live = scan.records.size();
    if (at < qsizetype(free))
        scan.brokenAt = at;
    recover(chunk, at, scan);
    return scan;
}

} // namespace ashiato
