// SPDX-License-Identifier: Apache-2.0
// Where the chunks of an image lie: EwfLayoutReader's tables, and what stands in for them.
#include "importers/evidence/ewflayoutreader.h"

#include <QtEndian>

#include <algorithm>

namespace ashiato
{

/// table: u32 entries, 4 padding, u64 base offset (0 in old ones), 4 padding, u32 sum of these 20; then u32 entries and
/// their sum (none in SMART, where the chunks follow).
void EwfLayoutReader::readTable(const EwfSection &section)
{
    const QByteArray head = bytesAt(section.data(), std::min<qint64>(section.dataSize(), 24));
    if (head.size() < 24)
        return;
    bool good = qFromLittleEndian<quint32>(head.data() + 20) == adler32(QByteArrayView(head).first(20));
    qint64 count = qFromLittleEndian<quint32>(head.data());
    const qint64 fits = (section.dataSize() - 24) / 4;
    if (count > fits) {
        good = false;
        count = fits;
    }
    EwfChunkGroup group;
    group.segment = m_segment;
    group.base = qFromLittleEndian<qint64>(head.data() + 8);
    if (group.base < 0 || group.base > segment().size) {
        good = false;
        group.base = 0;
    }
    group.listOffset = section.data() + 24;
    const bool summed = readList(group, count);
    const bool inside = group.count > 0 && group.firstOffset >= section.data();
    if (inside)
        group.dataEnd = section.next;
    else if (m_haveSectors)
        group.dataEnd = m_sectors.next;
    else
        group.dataEnd = section.offset;
    good &= inside || summed;
    if (!good)
        warn(ErrorCode::Damaged, QString::fromLatin1(section.type), section.offset);

    const bool second = section.type == "table2";
    if (m_haveTable && !second)
        closeSectors();
    if (group.count == 0 || (second && m_haveTable && (m_tableGood || !good)))
        return;
    if (second && !m_haveTable && !m_haveSectors)
        return; // a copy of a table that was read
    m_table = std::move(group);
    m_tableGood = good;
    m_haveTable = true;
}

/// Looks once through the `most` entries of a table, in windows: how many there are, where the first chunk lies, whether
/// bit 31 becomes a part of the offsets. Gives whether the sum behind them is right.
bool EwfLayoutReader::readList(EwfChunkGroup &group, qint64 most) const
{
    constexpr qint64 kWindow = 64 << 10; // entries
    const qint64 chunkSize = qint64(m_layout.volume.chunkSize());
    quint32 sum = adler32({});
    quint32 previous = 0;
    while (group.count < most) {
        const QByteArray window = bytesAt(group.listOffset + group.count * 4, std::min(kWindow, most - group.count) * 4);
        const qint64 entries = window.size() / 4;
        for (qint64 i = 0; i < entries; ++i) {
            const quint32 entry = qFromLittleEndian<quint32>(window.data() + i * 4);
            const qint64 before = previous & 0x7fffffffu;
            // Offsets rise; where they would pass 2 GiB EnCase 6.7 goes on in bit 31 and stores no compressed chunks there.
            if (group.overflowFrom == EwfChunkGroup::kNever && group.count + i > 0 && (entry & 0x7fffffffu) < before
                && before + chunkSize + 4 > 0x7fffffffll)
                group.overflowFrom = group.count + i;
            if (group.count + i == 0)
                group.firstOffset = group.offsetOf(0, entry);
            previous = entry;
        }
        sum = adler32(QByteArrayView(window).first(entries * 4), sum);
        group.count += entries;
        if (entries == 0)
            return false;
    }
    const QByteArray stored = bytesAt(group.listOffset + most * 4, 4);
    return stored.size() == 4 && qFromLittleEndian<quint32>(stored.data()) == sum;
}

/// The group of chunks that was being read is complete. Its table counts; where that is damaged or not there, its data.
void EwfLayoutReader::closeSectors()
{
    bool whole = true;
    if (m_haveSectors && !(m_haveTable && m_tableGood)) {
        EwfChunkGroup found;
        whole = recoverSectors(m_sectors, found);
        if (whole || found.count > m_table.count) {
            m_table = std::move(found);
            m_haveTable = m_table.count > 0;
        } else if (m_haveTable) {
            whole = true; // the table, with its sum wrong, knows of more chunks
        }
    }
    if (m_haveTable)
        addGroup(std::move(m_table));
    m_gap |= !whole;
    m_table = {};
    m_haveTable = false;
    m_haveSectors = false;
}

void EwfLayoutReader::addGroup(EwfChunkGroup group)
{
    group.gapBefore = m_gap;
    m_gap = false;
    m_layout.groups.push_back(std::move(group));
}

/// Chunks lie one behind the other: a stored one is told by its Adler-32, a compressed one by inflating to a whole chunk.
/// Gives false where chunks may be missing at the end of the group.
bool EwfLayoutReader::recoverSectors(const EwfSection &section, EwfChunkGroup &group)
{
    const qint64 chunkSize = qint64(m_layout.volume.chunkSize());
    if (!m_layout.volume.plausible())
        return false;
    if (!m_haveTable)
        warn(ErrorCode::Missing, QStringLiteral("table"), section.offset);
    group.segment = m_segment;
    group.base = group.firstOffset = section.data();
    group.dataEnd = section.next;
    QByteArray chunk(qsizetype(chunkSize), Qt::Uninitialized);
    QByteArray window;
    qint64 windowAt = 0;
    qint64 offset = section.data();
    while (offset < section.next && offset - group.base < 0x7fffffff) {
        const qint64 want = std::min(chunkSize + chunkSize / 64 + 64, section.next - offset);
        if (offset < windowAt || offset + want > windowAt + window.size()) {
            window = bytesAt(offset, std::min<qint64>(std::max<qint64>(want, 4 << 20), section.next - offset));
            windowAt = offset;
        }
        const QByteArrayView stored = QByteArrayView(window).sliced(offset - windowAt);
        qint64 used = 0;
        quint32 entry = quint32(offset - group.base);
        if (stored.size() >= chunkSize + 4
            && decodeEwfChunk(stored.first(chunkSize + 4), false, chunkSize, chunkSize, chunk.data()) == ErrorCode::None) {
            used = chunkSize + 4;
        } else if (decodeEwfChunk(stored, true, chunkSize, 1, chunk.data(), &used) == ErrorCode::None) {
            entry |= 0x80000000u;
        } else {
            break;
        }
        group.found.push_back(entry);
        offset += used;
    }
    group.count = qint64(group.found.size());
    group.dataEnd = offset;
    return offset == section.next && section.next < segment().size;
}

} // namespace ashiato
