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
constexpr quint32 kSmallest = kEvtxRecordHeaderSize + 4; // of a record: its head, and its size again
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

/// The head of a record: signature, size as stored, id and time.
bool headAt(QByteArrayView chunk, qsizetype offset, EvtxRecordPlace &place)
{
    if (offset + kEvtxRecordHeaderSize > chunk.size()
        || std::memcmp(chunk.data() + offset, kRecordSignature, sizeof kRecordSignature) != 0)
        return false;
    place = {};
    place.offset = quint32(offset);
    place.size = u32At(chunk, offset + 4);
    place.id = qFromLittleEndian<quint64>(chunk.data() + offset + 8);
    place.written = qFromLittleEndian<quint64>(chunk.data() + offset + 16);
    return true;
}

/// The record at offset when its signature, size and repeated size agree.
bool recordAt(QByteArrayView chunk, qsizetype offset, EvtxRecordPlace &place)
{
    return headAt(chunk, offset, place) && place.size >= kSmallest && qsizetype(place.size) <= chunk.size() - offset
        && u32At(chunk, offset + place.size - 4) == place.size;
}

bool hasFragment(QByteArrayView chunk, qsizetype record)
{
    return record + kSmallest <= chunk.size()
        && std::memcmp(chunk.data() + record + kEvtxRecordHeaderSize, kFragmentHeader, sizeof kFragmentHeader) == 0;
}

/// The first whole record at or behind from that fits, in the bytes of chunk; its size where there is none.
template <typename Fits> qsizetype findRecord(QByteArrayView chunk, qsizetype from, EvtxRecordPlace &place, Fits fits)
{
    for (qsizetype at = from; at + kSmallest <= chunk.size(); ++at) {
        const void *found = std::memchr(chunk.data() + at, '*', size_t(chunk.size() - at));
        if (!found)
            break;
        at = static_cast<const char *>(found) - chunk.data();
        if (recordAt(chunk, at, place) && fits(place))
            return at;
    }
    return chunk.size();
}

/// What stands in [from, chunk.size()) and belongs to no chain.
void recover(QByteArrayView chunk, qsizetype from, EvtxChunkScan &scan)
{
    EvtxRecordPlace place;
    const auto begins = [chunk](const EvtxRecordPlace &found) { return hasFragment(chunk, found.offset); };
    for (qsizetype at = findRecord(chunk, from, place, begins); at < chunk.size();
         at = findRecord(chunk, at + place.size, place, begins)) {
        place.recovered = true;
        scan.records.push_back(place);
    }
}

/// Follows the chain of live records up to the free space.
class LiveChain
{
public:
    /// live: the chunk up to its free space.
    LiveChain(QByteArrayView live, EvtxChunkScan &scan) : m_live(live), m_scan(scan), m_mostId(qFromLittleEndian<quint64>(live.data() + 32)) {}

    void follow()
    {
        EvtxRecordPlace place;
        for (qsizetype at = kChunkHeaderSize; at < m_live.size();) {
            if (recordAt(m_live, at, place)) {
                m_scan.records.push_back(place);
                m_lastId = place.id;
                at += place.size;
            } else {
                at = stepOver(at);
            }
        }
    }
    quint64 lastId() const { return m_lastId; }

private:
    /// Whether an id goes on with the numbering; the first one of a chunk whose header holds none may be any.
    bool continues(quint64 id) const { return id > m_lastId && (m_mostId < m_lastId || id <= m_mostId); }

    /// Where the chain goes on behind the break at this offset.
    qsizetype stepOver(qsizetype at)
    {
        EvtxRecordPlace torn, next;
        const bool isTorn = headAt(m_live, at, torn) && continues(torn.id);
        const quint64 before = isTorn ? torn.id : m_lastId;
        const qsizetype to = findRecord(m_live, at + 1, next, [this, before](const EvtxRecordPlace &place) {
            return place.id > before && continues(place.id);
        });
        if (isTorn) {
            const bool fits = torn.size >= kSmallest && torn.size <= to - at;
            torn.torn = true;
            torn.size = fits ? torn.size : quint32(to - at);
            m_scan.records.push_back(torn);
            m_lastId = torn.id;
        } else {
            m_scan.broken.push_back({quint32(at), quint32(to - at)});
        }
        recover(m_live.first(to), isTorn ? at + torn.size : at, m_scan);
        return to;
    }

    QByteArrayView m_live;
    EvtxChunkScan &m_scan;
    quint64 m_mostId;
    quint64 m_lastId = 0;
};

/// The record that was being written when the machine stopped: behind the free space, with the next id and no end.
qsizetype takeUnfinished(QByteArrayView chunk, qsizetype at, quint64 lastId, EvtxChunkScan &scan)
{
    EvtxRecordPlace place, next;
    if (lastId == 0 || recordAt(chunk, at, place) || !headAt(chunk, at, place) || place.id != lastId + 1 || !hasFragment(chunk, at))
        return at;
    const qsizetype to = findRecord(chunk, at + 1, next, [chunk](const EvtxRecordPlace &found) { return hasFragment(chunk, found.offset); });
    if (place.size < kSmallest || place.size > to - at)
        place.size = quint32(to - at);
    place.recovered = place.torn = true;
    scan.records.push_back(place);
    return at + place.size;
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
    const qsizetype end = std::clamp<qsizetype>(free, kChunkHeaderSize, chunk.size());
    LiveChain chain(chunk.first(end), scan);
    chain.follow();
    recover(chunk, takeUnfinished(chunk, end, chain.lastId(), scan), scan);
    std::sort(scan.records.begin(), scan.records.end(),
              [](const EvtxRecordPlace &a, const EvtxRecordPlace &b) { return a.offset < b.offset; });
    return scan;
}

} // namespace ashiato
