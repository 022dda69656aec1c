// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/archiveend.h"

#include "models/records/boundedreader.h"
#include "models/records/records.h"

namespace ashiato
{

namespace
{

constexpr int kMostBlocks = 1'000'000; // of a rar: two for a member
constexpr qint64 kMostBytes = 1ll << 60; // sums of two stay numbers

Result<qint64> end7z(ByteSource &source)
{
    constexpr qint64 kHeader = 32; // signature, version, CRC-32; offset, size and CRC-32 of the header at the end
    const auto head = source.window(0, kHeader);
    if (!head)
        return head.error();
    BoundedReader reader(*head);
    reader.skip(12);
    const quint64 offset = reader.u64(), size = reader.u64();
    return reader.failed() || offset > quint64(kMostBytes) || size > quint64(kMostBytes) ? kUnknown : kHeader + qint64(offset) + qint64(size);
}

Result<qint64> endCab(ByteSource &source)
{
    const auto head = source.window(0, 52);
    if (!head)
        return head.error();
    BoundedReader reader(*head);
    reader.skip(8);
    const quint32 size = reader.u32();
    reader.seek(30);
    const bool reserved = reader.u16() & 4;
    if (reader.failed())
        return kUnknown;
    reader.seek(36);
    const bool maySign = reserved && reader.u16() >= 20;
    reader.seek(44); // a signature stands behind the cabinet, and its place in the area for applications
    const quint32 signedFrom = reader.u32(), signedBytes = reader.u32();
    return maySign && !reader.failed() && signedFrom == size ? qint64(size) + signedBytes : qint64(size);
}

/// A block of RAR 4: CRC-16, type, flags, size of its header; data behind it.
Result<qint64> endRar4(ByteSource &source)
{
    constexpr quint8 kEnd = 0x7b, kFile = 0x74, kService = 0x7a;
    constexpr quint16 kHasData = 0x8000, kLarge = 0x100;
    qint64 at = 7;
    for (int i = 0; i < kMostBlocks; ++i) {
        const auto block = source.window(at, 36);
        if (!block)
            return block.error();
        BoundedReader reader(*block);
        reader.skip(2);
        const quint8 type = reader.u8();
        const quint16 flags = reader.u16(), size = reader.u16();
        if (reader.failed() || size < 7)
            return kUnknown;
        quint64 data = (flags & kHasData) ? reader.u32() : 0;
        if ((type == kFile || type == kService) && (flags & kLarge)) {
            reader.seek(32);
            data |= quint64(reader.u32()) << 32;
        }
        if (reader.failed() || data > quint64(kMostBytes) || at > kMostBytes)
            return kUnknown;
        at += size + qint64(data);
        if (type == kEnd)
            return at;
    }
    return kUnknown;
}

/// Seven bits a byte, lowest first; the highest bit says that another follows.
quint64 variableNumber(BoundedReader &reader)
{
    quint64 number = 0;
    for (int shift = 0; shift < 63; shift += 7) {
        const quint8 byte = reader.u8();
        number |= quint64(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            break;
    }
    return number;
}

/// A block of RAR 5: CRC-32, size of the header that follows: type, flags, size of the extra area, size of the data.
Result<qint64> endRar5(ByteSource &source)
{
    constexpr quint64 kEnd = 5, kHasExtra = 1, kHasData = 2, kMostHeader = 2 << 20;
    qint64 at = 8;
    for (int i = 0; i < kMostBlocks; ++i) {
        const auto block = source.window(at, 40);
        if (!block)
            return block.error();
        BoundedReader reader(*block);
        reader.skip(4);
        const quint64 header = variableNumber(reader);
        const qint64 begin = reader.position();
        const quint64 type = variableNumber(reader), flags = variableNumber(reader);
        if (flags & kHasExtra)
            variableNumber(reader);
        const quint64 data = (flags & kHasData) ? variableNumber(reader) : 0;
        if (reader.failed() || header == 0 || header > kMostHeader || data > quint64(kMostBytes) || at > kMostBytes)
            return kUnknown;
        at += begin + qint64(header) + qint64(data);
        if (type == kEnd)
            return at;
    }
    return kUnknown;
}

} // namespace

Result<qint64> archiveEnd(ByteSource &source, const QByteArray &format)
{
    if (format == "7z")
        return end7z(source);
    if (format == "cab")
        return endCab(source);
    if (format != "rar")
        return kUnknown;
    const auto head = source.window(0, 8);
    if (!head)
        return head.error();
    if (head->startsWith(QByteArrayView("Rar!\x1a\x07\x01\x00", 8)))
        return endRar5(source);
    return head->startsWith(QByteArrayView("Rar!\x1a\x07\x00", 7)) ? endRar4(source) : Result<qint64>(kUnknown);
}

} // namespace ashiato
