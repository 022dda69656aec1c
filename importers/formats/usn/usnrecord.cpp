// SPDX-License-Identifier: Apache-2.0
#include "importers/formats/usn/usnrecord.h"

#include "importers/common/windowstypes.h"

#include <QtEndian>

#include <span>

namespace ashiato
{

namespace
{

struct Bit {
    quint32 value;
    const char *name;
};

constexpr Bit kReasons[] = {
    {0x1, "DATA_OVERWRITE"}, {0x2, "DATA_EXTEND"}, {0x4, "DATA_TRUNCATION"}, {0x10, "NAMED_DATA_OVERWRITE"}, {0x20, "NAMED_DATA_EXTEND"},
    {0x40, "NAMED_DATA_TRUNCATION"}, {0x100, "FILE_CREATE"}, {0x200, "FILE_DELETE"}, {0x400, "EA_CHANGE"}, {0x800, "SECURITY_CHANGE"},
    {0x1000, "RENAME_OLD_NAME"}, {0x2000, "RENAME_NEW_NAME"}, {0x4000, "INDEXABLE_CHANGE"}, {0x8000, "BASIC_INFO_CHANGE"},
    {0x10000, "HARD_LINK_CHANGE"}, {0x20000, "COMPRESSION_CHANGE"}, {0x40000, "ENCRYPTION_CHANGE"}, {0x80000, "OBJECT_ID_CHANGE"},
    {0x100000, "REPARSE_POINT_CHANGE"}, {0x200000, "STREAM_CHANGE"}, {0x400000, "TRANSACTED_CHANGE"}, {0x800000, "INTEGRITY_CHANGE"},
    {0x1000000, "DESIRED_STORAGE_CLASS_CHANGE"}, {0x80000000, "CLOSE"}};

constexpr Bit kSources[] = {{0x1, "DATA_MANAGEMENT"}, {0x2, "AUXILIARY_DATA"}, {0x4, "REPLICATION_MANAGEMENT"}, {0x8, "CLIENT_REPLICATION_MANAGEMENT"}};

constexpr Bit kAttributes[] = {
    {0x1, "READONLY"}, {0x2, "HIDDEN"}, {0x4, "SYSTEM"}, {0x10, "DIRECTORY"}, {0x20, "ARCHIVE"}, {0x40, "DEVICE"}, {0x80, "NORMAL"},
    {0x100, "TEMPORARY"}, {0x200, "SPARSE_FILE"}, {0x400, "REPARSE_POINT"}, {0x800, "COMPRESSED"}, {0x1000, "OFFLINE"},
    {0x2000, "NOT_CONTENT_INDEXED"}, {0x4000, "ENCRYPTED"}, {0x8000, "INTEGRITY_STREAM"}, {0x10000, "VIRTUAL"}, {0x20000, "NO_SCRUB_DATA"},
    {0x40000, "RECALL_ON_OPEN"}, {0x80000, "PINNED"}, {0x100000, "UNPINNED"}, {0x400000, "RECALL_ON_DATA_ACCESS"}};

QByteArray bitsText(quint32 value, std::span<const Bit> bits)
{
    QByteArray text;
    for (const Bit &bit : bits) {
        if (value & bit.value)
            text += (text.isEmpty() ? "" : "|") + QByteArray(bit.name);
        value &= ~bit.value;
    }
    if (value)
        text += (text.isEmpty() ? "0x" : "|0x") + QByteArray::number(value, 16);
    return text;
}

template <typename T> T at(QByteArrayView bytes, qsizetype offset) { return qFromLittleEndian<T>(bytes.data() + offset); }

/// V2: 48 bits of record and 16 of sequence. V3: the same in the low half, where the high one is zero.
UsnFile fileAt(QByteArrayView bytes, qsizetype offset, bool isWide)
{
    UsnFile file;
    file.low = at<quint64>(bytes, offset);
    file.high = isWide ? at<quint64>(bytes, offset + 8) : 0;
    file.isWide = file.high != 0;
    file.record = file.low & 0xffff'ffff'ffffULL;
    file.sequence = quint16(file.low >> 48);
    return file;
}

} // namespace

QByteArray UsnFile::text() const
{
    if (isWide)
        return QByteArray::number(high, 16).rightJustified(16, '0') + QByteArray::number(low, 16).rightJustified(16, '0');
    return QByteArray::number(record) + '-' + QByteArray::number(sequence);
}

std::optional<UsnRecord> UsnRecord::read(QByteArrayView bytes, qint64 position)
{
    if (bytes.size() < qsizetype(kUsnSmallest))
        return std::nullopt;
    UsnRecord record;
    record.length = at<quint32>(bytes, 0);
    record.major = at<quint16>(bytes, 4);
    const quint16 minor = at<quint16>(bytes, 6);
    const qint64 leftOfPage = kUsnPage - position % kUsnPage;
    if (record.length < kUsnSmallest || record.length % 8 != 0 || record.length > leftOfPage || record.length > quint64(bytes.size()))
        return std::nullopt;
    if (record.major < 2 || record.major > 4 || minor != 0)
        return std::nullopt;
    const bool isWide = record.major > 2;
    qsizetype next = 8;
    record.file = fileAt(bytes, next, isWide);
    next += isWide ? 16 : 8;
    record.parent = fileAt(bytes, next, isWide);
    next += isWide ? 16 : 8;
    record.usn = at<qint64>(bytes, next);
    if (record.usn < 0)
        return std::nullopt;
    next += 8;
    if (record.major == 4) {
        record.reason = at<quint32>(bytes, next);
        record.source = at<quint32>(bytes, next + 4);
        return record;
    }
    const qsizetype head = next + 28;
    if (record.length < quint64(head))
        return std::nullopt;
    record.time = at<quint64>(bytes, next);
    record.reason = at<quint32>(bytes, next + 8);
    record.source = at<quint32>(bytes, next + 12);
    record.attributes = at<quint32>(bytes, next + 20);
    const quint16 nameBytes = at<quint16>(bytes, next + 24), nameAt = at<quint16>(bytes, next + 26);
    record.nameDamaged = nameBytes == 0 || nameBytes % 2 != 0 || nameAt < head || quint32(nameAt) + nameBytes > record.length;
    if (!record.nameDamaged)
        record.name = utf16Text(bytes.sliced(nameAt, nameBytes));
    return record;
}

QByteArray usnReasonText(quint32 reason) { return bitsText(reason, kReasons); }
QByteArray usnSourceText(quint32 source) { return bitsText(source, kSources); }
QByteArray fileAttributesText(quint32 attributes) { return bitsText(attributes, kAttributes); }

} // namespace ashiato
