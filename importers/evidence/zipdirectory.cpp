// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/zipdirectory.h"

#include "importers/evidence/zipextra.h"
#include "models/records/boundedreader.h"

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr qint64 kMostOffset = qint64(1) << 60; // sums of two stay numbers

bool isHeaderAt(ByteSource &source, qint64 offset)
{
    const auto head = source.window(offset, 4);
    return head && head->size() == 4 && qFromLittleEndian<quint32>(head->constData()) == kZipLocalHeader;
}

} // namespace

bool readZipLocalHeader(QByteArrayView header, ZipEntry &entry)
{
    BoundedReader reader(header);
    if (header.size() < kZipLocalHeaderSize || reader.u32() != kZipLocalHeader)
        return false;
    reader.skip(2);
    entry.flags = reader.u16();
    entry.method = reader.u16();
    entry.dosTime = reader.u16();
    entry.dosDate = reader.u16();
    entry.crc = reader.u32();
    entry.storedSize = reader.u32();
    entry.size = reader.u32();
    entry.nameLength = reader.u16();
    entry.extraLength = reader.u16();
    return true;
}

qint64 ZipDirectory::readCentral(const QByteArray &central, qint64 at, qint64 shift, quint64 mostMembers)
{
    bytes = central;
    BoundedReader reader(bytes);
    reader.seek(at);
    while (reader.remaining() >= 46) {
        const qint64 begin = reader.position();
        if (reader.u32() != kZipCentralHeader) {
            cut = !entries.empty();
            return begin;
        }
        ZipEntry entry;
        reader.skip(1);
        entry.madeBy = reader.u8();
        reader.skip(2);
        entry.flags = reader.u16();
        entry.method = reader.u16();
        entry.dosTime = reader.u16();
        entry.dosDate = reader.u16();
        entry.crc = reader.u32();
        entry.storedSize = reader.u32();
        entry.size = reader.u32();
        entry.nameLength = reader.u16();
        entry.extraLength = reader.u16();
        const quint16 commentLength = reader.u16();
        reader.skip(4);
        entry.attributes = reader.u32();
        entry.localOffset = reader.u32();
        entry.nameAt = reader.position();
        reader.skip(qsizetype(entry.nameLength) + entry.extraLength + commentLength);
        if (reader.failed()) {
            cut = true;
            return bytes.size();
        }
        readZip64(extra(entry), &entry.size, &entry.storedSize, &entry.localOffset);
        entry.localOffset = std::clamp<qint64>(entry.localOffset, -1, kMostOffset) + shift;
        entry.storedSize = std::clamp<qint64>(entry.storedSize, 0, kMostOffset);
        if (entries.size() < mostMembers)
            entries.push_back(entry);
        else
            ++leftOut;
    }
    return reader.position();
}

void ZipDirectory::partMembers(ByteSource &source)
{
    std::vector<quint32> order(entries.size());
    for (size_t i = 0; i < order.size(); ++i)
        order[i] = quint32(i);
    std::stable_sort(order.begin(), order.end(),
                     [this](quint32 a, quint32 b) { return entries[a].localOffset < entries[b].localOffset; });
    ZipEntry *last = nullptr;
    for (const quint32 index : order) {
        ZipEntry &entry = entries[index];
        if (entry.localOffset < 0)
            continue;
        if (last && last->localOffset == entry.localOffset) {
            entry.repeated = true;
            ++repeated;
            continue;
        }
        const qint64 start = last ? last->localOffset + kZipLocalHeaderSize + last->nameLength : 0;
        // Where no header stands it is the other entry's place that is wrong.
        if (last && start + last->storedSize > entry.localOffset && isHeaderAt(source, entry.localOffset))
            last->storedSize = std::max<qint64>(0, entry.localOffset - start);
        last = &entry;
    }
}

} // namespace ashiato
