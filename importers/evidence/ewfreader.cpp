// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/ewfreader.h"

#include "importers/evidence/ewfheader.h"

#include <QCborArray>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr qint64 kCacheBytes = 64 << 20;
constexpr qint64 kReadAheadBytes = 1 << 20;
constexpr qsizetype kMemoBytes = 512;

/// What a thread decoded last from a very short stream: runs of equal chunks (wiped or unused space) are stored as the
/// same few bytes again and again, and copying is ten times as fast as inflating.
struct Memo {
    QByteArray stored;
    std::vector<char> bytes;
};

} // namespace

Result<std::unique_ptr<ImageReader>> EwfReader::open(const std::vector<int> &descriptors, const QStringList &segmentNames)
{
    auto layout = readEwfLayout(descriptors, segmentNames);
    if (!layout)
        return layout.error();
    std::unique_ptr<EwfReader> reader(new EwfReader(std::move(layout).value()));
    reader->placeGroups();
    reader->describe(segmentNames);
    return std::unique_ptr<ImageReader>(std::move(reader));
}

EwfReader::EwfReader(EwfLayout layout) : m_layout(std::move(layout)), m_index(m_layout)
{
    const EwfVolume &volume = m_layout.volume;
    m_chunkSize = qint64(volume.chunkSize());
    m_info.size = volume.sectorCount > 0 ? qint64(volume.sectorCount * volume.bytesPerSector)
                                         : qint64(volume.chunkCount) * m_chunkSize;
    m_chunkCount = (m_info.size + m_chunkSize - 1) / m_chunkSize;
    m_slots.resize(size_t(std::max<qint64>(8, kCacheBytes / m_chunkSize)));
    for (int i = 0; i < int(m_slots.size()); ++i) {
        m_slots[size_t(i)] = std::make_unique<Slot>();
        m_slots[size_t(i)]->place = m_recent.insert(m_recent.end(), i);
    }
}

/// Numbers the chunks. Chunks carry no numbers, so those behind one gap are counted from the end of the image, and those
/// between two gaps have no known place.
void EwfReader::placeGroups()
{
    auto &groups = m_layout.groups;
    const auto hasGap = [](const EwfChunkGroup &group) { return group.gapBefore; };
    const auto firstGap = std::find_if(groups.begin(), groups.end(), hasGap);
    qint64 chunk = 0;
    for (auto it = groups.begin(); it != firstGap; ++it) {
        it->firstChunk = chunk;
        chunk += it->count;
        m_order.push_back(&*it);
    }
    if (firstGap != groups.end()) {
        auto lastGap = groups.end();
        qint64 tail = 0;
        if (!m_layout.gapAtEnd) {
            do {
                --lastGap;
                tail += lastGap->count;
            } while (!lastGap->gapBefore);
        }
        if (m_layout.gapAtEnd || chunk + tail > m_chunkCount) {
            lastGap = groups.end();
            tail = 0;
        }
        for (auto it = firstGap; it != lastGap; ++it)
            m_info.warnings.push_back({ErrorCode::Missing, m_layout.segments[it->segment].name, QStringLiteral("chunks"),
                                       it->firstOffset, it->dataEnd - it->firstOffset});
        const qint64 start = m_chunkCount - tail;
        addBadRange(chunk * m_chunkSize, std::min(start * m_chunkSize, m_info.size) - chunk * m_chunkSize,
                    ErrorCode::Missing);
        chunk = start;
        for (auto it = lastGap; it != groups.end(); ++it) {
            it->firstChunk = chunk;
            chunk += it->count;
            m_order.push_back(&*it);
        }
    }
    if (chunk < m_chunkCount)
        addBadRange(chunk * m_chunkSize, m_info.size - chunk * m_chunkSize,
                    m_layout.gapAtEnd ? ErrorCode::Truncated : ErrorCode::Missing);
}

void EwfReader::describe(const QStringList &segmentNames)
{
    m_info.format = m_layout.smart ? QStringLiteral("EWF (SMART)") : QStringLiteral("E01");
    if (segmentNames.size() > 1)
        m_info.format.prepend(QStringLiteral("split "));
    m_info.sectorSize = int(m_layout.volume.bytesPerSector);
    m_info.chunkSize = int(m_chunkSize);
    for (const EwfSegment &segment : m_layout.segments)
        m_info.storedSize += segment.size;
    m_info.acquisition = ewfAcquisition(m_layout.header, m_layout.header2);
    QCborArray errors;
    for (const auto &range : m_layout.readErrors)
        errors.append(QCborArray{range[0] * m_info.sectorSize, range[1] * m_info.sectorSize});
    if (!errors.isEmpty())
        m_info.acquisition.insert(QStringLiteral("readErrors"), errors);
    m_info.storedMd5 = m_layout.md5;
    m_info.storedSha1 = m_layout.sha1;
    m_info.warnings.insert(m_info.warnings.begin(), m_layout.warnings.begin(), m_layout.warnings.end());
    // Said once for the whole set, where the last segment asks for another one that is not there.
    if (m_layout.wantsNext) {
        const EwfSegment &last = m_layout.segments.back();
        m_info.warnings.push_back({ErrorCode::Missing, last.name, QString::number(last.number + 1), -1, -1});
    }
}

qint64 EwfReader::chunkLength(qint64 chunk) const
{
    return std::min(m_chunkSize, m_info.size - chunk * m_chunkSize);
}

const EwfChunkGroup *EwfReader::groupOf(qint64 chunk) const
{
    auto it = std::partition_point(m_order.begin(), m_order.end(),
                                   [&](const EwfChunkGroup *group) { return group->firstChunk <= chunk; });
    if (it == m_order.begin())
        return nullptr;
    const EwfChunkGroup *group = *--it;
    return chunk - group->firstChunk < group->count ? group : nullptr;
}

ErrorCode EwfReader::missingCode(qint64 chunk) const
{
    for (const BadRange &range : badRanges()) {
        if (range.offset <= chunk * m_chunkSize && chunk * m_chunkSize < range.offset + range.length)
            return range.code;
    }
    return ErrorCode::Missing;
}

/// Decodes one chunk into chunkSize bytes; zeros there and an entry in badRanges() where that fails. Any thread.
ErrorCode EwfReader::decodeChunk(qint64 chunk, char *into)
{
    const qint64 wanted = chunkLength(chunk);
    const EwfChunkGroup *group = groupOf(chunk);
    const ErrorCode error = group ? decodeStored(*group, chunk - group->firstChunk, wanted, into) : missingCode(chunk);
    if (error != ErrorCode::None) {
        memset(into, 0, size_t(wanted));
        addBadRange(chunk * m_chunkSize, wanted, error);
    }
    return error;
}

/// Any thread.
ErrorCode EwfReader::decodeStored(const EwfChunkGroup &group, qint64 index, qint64 wanted, char *into)
{
    const auto place = m_index.placeOf(group, index);
    if (!place)
        return place.error().code;
    // A damaged neighbour in the table must not cost this chunk: its stream ends by itself.
    const qint64 most = m_chunkSize + m_chunkSize / 64 + 64;
    qint64 end = place->end;
    if (end <= place->offset || end - place->offset > most)
        end = place->offset + (place->compressed ? most : m_chunkSize + 4);
    const EwfSegment &segment = m_layout.segments[group.segment];
    end = std::min(end, segment.size);

    thread_local QByteArray stored;
    thread_local Memo memo;
    stored.resize(qsizetype(std::max<qint64>(0, end - place->offset)));
    const auto got = readFully(segment.descriptor, place->offset, stored.data(), stored.size());
    if (!got)
        return ErrorCode::Io;
    if (place->compressed && stored == memo.stored && qint64(memo.bytes.size()) >= wanted) {
        memcpy(into, memo.bytes.data(), size_t(wanted));
        return ErrorCode::None;
    }
    const ErrorCode error = decodeEwfChunk(QByteArrayView(stored).first(qsizetype(*got)), place->compressed, m_chunkSize,
                                           wanted, into);
    if (error == ErrorCode::None && place->compressed && stored.size() <= kMemoBytes) {
        memo.stored = stored;
        memo.stored.detach(); // the buffer is used again
        memo.bytes.assign(into, into + wanted);
    }
    return error;
}

int EwfReader::freeSlot()
{
    const int index = m_recent.back();
    Slot &slot = *m_slots[size_t(index)];
    m_slotOfChunk.remove(slot.chunk);
    slot.chunk = -1;
    if (slot.bytes.empty())
        slot.bytes.resize(size_t(m_chunkSize));
    m_recent.splice(m_recent.begin(), m_recent, slot.place);
    return index;
}

EwfReader::Slot &EwfReader::slotOf(qint64 chunk, bool sequential)
{
    if (const auto found = m_slotOfChunk.constFind(chunk); found != m_slotOfChunk.constEnd()) {
        Slot &slot = *m_slots[size_t(*found)];
        m_recent.splice(m_recent.begin(), m_recent, slot.place);
        return slot;
    }
    qint64 count = 1;
    if (sequential) {
        count = std::clamp<qint64>(kReadAheadBytes / m_chunkSize, 2, qint64(m_slots.size()) / 2);
        count = std::min(count, m_chunkCount - chunk);
    }
    std::vector<Slot *> batch;
    for (qint64 i = 0; i < count; ++i) {
        if (i > 0 && m_slotOfChunk.contains(chunk + i))
            break;
        const int index = freeSlot();
        Slot *slot = m_slots[size_t(index)].get();
        slot->chunk = chunk + i;
        m_slotOfChunk.insert(chunk + i, index);
        batch.push_back(slot);
    }
    m_pair.run(int(batch.size()), [&](int i) {
        Slot &slot = *batch[size_t(i)];
        slot.error = decodeChunk(slot.chunk, slot.bytes.data());
    });
    return *batch.front();
}

Result<qint64> EwfReader::read(qint64 offset, char *into, qint64 size, OnDamage onDamage)
{
    if (offset < 0 || size < 0)
        return ErrorCode::Invalid;
    size = std::min(size, m_info.size - offset);
    qint64 done = 0;
    while (done < size) {
        const qint64 chunk = (offset + done) / m_chunkSize;
        const qint64 within = (offset + done) % m_chunkSize;
        const qint64 part = std::min(size - done, chunkLength(chunk) - within);
        const bool sequential = chunk == m_nextSequential || size - done > m_chunkSize;
        const Slot &slot = slotOf(chunk, sequential);
        m_nextSequential = chunk + 1;
        if (slot.error != ErrorCode::None && onDamage == OnDamage::Fail)
            return {slot.error, QString(), offset + done};
        memcpy(into + done, slot.bytes.data() + within, size_t(part));
        done += part;
    }
    return std::max<qint64>(done, 0);
}

Result<void> EwfReader::decodeInto(qint64 offset, char *into, qint64 size)
{
    if (offset < 0 || size < 0 || offset + size > m_info.size)
        return ErrorCode::Invalid;
    std::vector<char> whole;
    for (qint64 done = 0; done < size;) {
        const qint64 chunk = (offset + done) / m_chunkSize;
        const qint64 within = (offset + done) % m_chunkSize;
        const qint64 part = std::min(size - done, chunkLength(chunk) - within);
        if (within == 0 && size - done >= m_chunkSize) {
            decodeChunk(chunk, into + done); // errors are in badRanges()
        } else {
            whole.resize(size_t(m_chunkSize));
            decodeChunk(chunk, whole.data());
            memcpy(into + done, whole.data() + within, size_t(part));
        }
        done += part;
    }
    return {};
}

} // namespace ashiato
