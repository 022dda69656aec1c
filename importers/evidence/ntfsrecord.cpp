// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/ntfsrecord.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr quint32 kAttributeList = 0x20, kFileNameType = 0x30, kVolumeInformation = 0x70, kData = 0x80, kIndexRoot = 0x90;
constexpr quint32 kEndOfAttributes = 0xffffffff;
constexpr qsizetype kRecordHead = 42;        // the smallest head, that of NTFS 3.0
constexpr qsizetype kRecordNumberAt = 44;    // only in the head of NTFS 3.1, which is 48 bytes long
constexpr qsizetype kIndexHead = 24;         // before the list of entries
constexpr qsizetype kListEntryHead = 26;

template <typename T> T little(const char *bytes)
{
    return qFromLittleEndian<T>(bytes);
}

template <typename T> void put(QByteArray &bytes, qsizetype at, T value)
{
    qToLittleEndian<T>(value, bytes.data() + at);
}

quint64 record48(const char *bytes)
{
    return little<quint64>(bytes) & 0xffffffffffff;
}

bool isZero(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte == 0; });
}

/// Whether each stride ends with the check value. The array of the bytes in place of which it stands follows it.
bool fits(QByteArrayView bytes)
{
    const qsizetype at = little<quint16>(bytes.data() + 4);
    const qsizetype count = little<quint16>(bytes.data() + 6);
    if (bytes.size() % kNtfsStride != 0 || count != bytes.size() / kNtfsStride + 1 || at < kIndexHead ||
        at + 2 * count > kNtfsStride - 2)
        return false;
    const quint16 expected = little<quint16>(bytes.data() + at);
    for (qsizetype end = kNtfsStride; end <= bytes.size(); end += kNtfsStride) {
        if (little<quint16>(bytes.data() + end - 2) != expected)
            return false;
    }
    return true;
}

NtfsFault checkSigned(QByteArrayView bytes, QByteArrayView signature)
{
    if (!bytes.startsWith(signature)) {
        if (bytes.startsWith("BAAD"))
            return NtfsFault::Marked;
        return isZero(bytes) ? NtfsFault::Empty : NtfsFault::Signature;
    }
    return fits(bytes) ? NtfsFault::None : NtfsFault::FixUp;
}

/// The attribute at a place of a record, and the place of the next; empty at the end mark and where there is none.
QByteArrayView nextAttribute(QByteArrayView record, qsizetype &at)
{
    if (at + 8 > record.size() || little<quint32>(record.data() + at) == kEndOfAttributes)
        return {};
    const qsizetype length = little<quint32>(record.data() + at + 4);
    if (length < 16 || length > record.size() - at)
        return {};
    const QByteArrayView attribute = record.sliced(at, length);
    at += length;
    return attribute;
}

/// Whether the attributes follow each other up to their end mark. Of two lists TSK would end its pass over $MFT.
bool attributesAreUsable(QByteArrayView record)
{
    qsizetype at = little<quint16>(record.data() + 20);
    if (at < kRecordHead)
        return false;
    int lists = 0;
    for (QByteArrayView attribute = nextAttribute(record, at); !attribute.isEmpty(); attribute = nextAttribute(record, at))
        lists += little<quint32>(attribute.data()) == kAttributeList;
    return lists <= 1 && at + 4 <= record.size() && little<quint32>(record.data() + at) == kEndOfAttributes;
}

QByteArray record(qsizetype size, quint16 sequence, quint16 flags, const QByteArray &attribute)
{
    constexpr qsizetype first = 56;
    QByteArray bytes(size, '\0');
    std::memcpy(bytes.data(), "FILE", 4);
    put<quint16>(bytes, 16, sequence);
    put<quint16>(bytes, 18, 1);
    put<quint16>(bytes, 20, quint16(first));
    put<quint16>(bytes, 22, flags);
    put<quint32>(bytes, 24, quint32(first + attribute.size() + 8));
    put<quint32>(bytes, 28, quint32(size));
    std::memcpy(bytes.data() + first, attribute.constData(), size_t(attribute.size()));
    put<quint32>(bytes, first + attribute.size(), kEndOfAttributes);
    return bytes;
}

QByteArray residentAttribute(quint32 type, const QByteArray &name16, const QByteArray &content)
{
    const qsizetype contentAt = (24 + name16.size() + 7) / 8 * 8;
    QByteArray bytes((contentAt + content.size() + 7) / 8 * 8, '\0');
    put<quint32>(bytes, 0, type);
    put<quint32>(bytes, 4, quint32(bytes.size()));
    bytes[9] = char(name16.size() / 2);
    put<quint16>(bytes, 10, 24);
    put<quint32>(bytes, 16, quint32(content.size()));
    put<quint16>(bytes, 20, quint16(contentAt));
    std::memcpy(bytes.data() + 24, name16.constData(), size_t(name16.size()));
    std::memcpy(bytes.data() + contentAt, content.constData(), size_t(content.size()));
    return bytes;
}

} // namespace

const char *ntfsFaultName(NtfsFault fault)
{
    switch (fault) {
    case NtfsFault::Unreadable:
        return "not in the image";
    case NtfsFault::Empty:
        return "empty";
    case NtfsFault::Marked:
        return "BAAD";
    case NtfsFault::Signature:
        return "signature";
    case NtfsFault::FixUp:
        return "update sequence";
    case NtfsFault::Other:
        return "record number";
    case NtfsFault::Sequence:
        return "sequence number";
    case NtfsFault::Base:
        return "base record";
    case NtfsFault::Attributes:
        return "attributes";
    case NtfsFault::NotLooked:
    case NtfsFault::None:
        break;
    }
    return "";
}

NtfsRecordHead ntfsRecordHead(QByteArrayView record)
{
    NtfsRecordHead head;
    if (record.size() < kRecordHead)
        return head;
    head.sequence = little<quint16>(record.data() + 16);
    head.flags = little<quint16>(record.data() + 22);
    head.base = record48(record.data() + 32);
    head.baseSequence = little<quint16>(record.data() + 38);
    return head;
}

NtfsFault checkNtfsRecord(char *record, qsizetype size, quint64 number)
{
    if (size < kNtfsStride)
        return NtfsFault::Signature;
    if (const NtfsFault fault = checkSigned({record, size}, "FILE"); fault != NtfsFault::None)
        return fault;
    const qsizetype check = little<quint16>(record + 4);
    const quint32 said = little<quint32>(record + kRecordNumberAt);
    // Some tools leave it 0.
    if (check >= kRecordNumberAt + 4 && said != 0 && said != quint32(number))
        return NtfsFault::Other;
    for (qsizetype stride = 0; stride < size / kNtfsStride; ++stride)
        std::memcpy(record + (stride + 1) * kNtfsStride - 2, record + check + 2 + 2 * stride, 2);
    return attributesAreUsable({record, size}) ? NtfsFault::None : NtfsFault::Attributes;
}

NtfsFault checkNtfsIndexBlock(QByteArrayView block)
{
    if (block.size() < kNtfsStride)
        return NtfsFault::Signature;
    if (const NtfsFault fault = checkSigned(block, "INDX"); fault != NtfsFault::None)
        return fault;
    const qint64 first = little<quint32>(block.data() + kIndexHead), used = little<quint32>(block.data() + kIndexHead + 4);
    return first <= used && kIndexHead + used <= block.size() ? NtfsFault::None : NtfsFault::Attributes;
}

bool filterNtfsAttributeList(char *list, qsizetype size, const std::function<bool(const NtfsListEntry &)> &keep)
{
    qsizetype from = 0, to = 0;
    while (from + kListEntryHead <= size) {
        const char *at = list + from;
        const qsizetype length = little<quint16>(at + 4);
        if (length < kListEntryHead || length > size - from || kListEntryHead + 2 * qsizetype(quint8(at[6])) > length)
            break;
        if (keep({little<quint32>(at), record48(at + 16), little<quint16>(at + 22)})) {
            std::memmove(list + to, at, size_t(length));
            to += length;
        }
        from += length;
    }
    std::memset(list + to, 0, size_t(size - to));
    return from == size;
}

QByteArrayView ntfsAttribute(QByteArrayView record, quint32 type)
{
    qsizetype at = record.size() < kRecordHead ? record.size() : qsizetype(little<quint16>(record.data() + 20));
    QByteArrayView attribute = nextAttribute(record, at);
    while (!attribute.isEmpty() && little<quint32>(attribute.data()) != type)
        attribute = nextAttribute(record, at);
    return attribute;
}

bool isNtfsVolume(QByteArrayView record)
{
    const QByteArrayView attribute = ntfsAttribute(record, kVolumeInformation);
    if (attribute.size() < 24 || attribute[8] != 0)
        return false;
    const qsizetype at = little<quint16>(attribute.data() + 20);
    if (little<quint32>(attribute.data() + 16) < 12 || at + 12 > attribute.size())
        return false;
    const int version = attribute[at + 8] * 100 + attribute[at + 9];
    return version == 102 || version == 300 || version == 301;
}

bool isNtfsBitmap(QByteArrayView record, quint64 clusters)
{
    const QByteArrayView attribute = ntfsAttribute(record, kData);
    if (attribute.size() < 64 || attribute[8] != 1)
        return false;
    qsizetype at = little<quint16>(attribute.data() + 32);
    qint64 place = 0;
    int runs = 0;
    for (; at < attribute.size() && attribute[at] != 0; ++runs) {
        const int lengthBytes = attribute[at] & 15, placeBytes = quint8(attribute[at]) >> 4;
        if (lengthBytes == 0 || lengthBytes > 8 || placeBytes == 0 || placeBytes > 8 ||
            at + 1 + lengthBytes + placeBytes > attribute.size())
            return false;
        quint64 length = 0, step = 0;
        for (int i = lengthBytes; i > 0; --i)
            length = length << 8 | quint8(attribute[at + i]);
        for (int i = placeBytes; i > 0; --i)
            step = step << 8 | quint8(attribute[at + lengthBytes + i]);
        const int unused = 64 - 8 * placeBytes; // the step has a sign
        place = qint64(quint64(place) + quint64(qint64(step << unused) >> unused));
        if (place <= 0 || quint64(place) >= clusters || length == 0 || length > clusters - quint64(place))
            return false;
        at += 1 + lengthBytes + placeBytes;
    }
    return runs > 0;
}

QByteArray emptyNtfsDirectory(qsizetype size, quint16 sequence, quint32 indexBlockSize)
{
    QByteArray root(48, '\0');
    put<quint32>(root, 0, kFileNameType);
    put<quint32>(root, 4, 1); // sorted as file names
    put<quint32>(root, 8, indexBlockSize);
    put<quint32>(root, 16, 16); // first entry, from here
    put<quint32>(root, 20, 32);
    put<quint32>(root, 24, 32);
    put<quint16>(root, 40, 16); // the entry that ends the list
    put<quint32>(root, 44, 2);
    const QByteArray name("$\0I\0" "3\0" "0\0", 8);
    return record(size, sequence, 3, residentAttribute(kIndexRoot, name, root));
}

QByteArray plainNtfsVolume(qsizetype size)
{
    QByteArray version(12, '\0');
    version[8] = 3;
    version[9] = 1;
    return record(size, 3, 1, residentAttribute(kVolumeInformation, {}, version));
}

QByteArray blindNtfsBitmap(qsizetype size, quint64 clusters, quint32 clusterSize)
{
    const quint64 bytes = (clusters + 7) / 8;
    const quint64 run = (bytes + clusterSize - 1) / clusterSize;
    QByteArray attribute(80, '\0');
    put<quint32>(attribute, 0, kData);
    put<quint32>(attribute, 4, quint32(attribute.size()));
    attribute[8] = 1; // not resident
    put<quint64>(attribute, 24, run - 1);
    put<quint16>(attribute, 32, 64);
    put<quint64>(attribute, 40, run * clusterSize);
    put<quint64>(attribute, 48, bytes);
    put<quint64>(attribute, 56, bytes);
    attribute[64] = 0x18; // one run: eight bytes of length, one of place
    put<quint64>(attribute, 65, run);
    attribute[73] = 1; // cluster 1: TSK takes 0 for a place that was not found
    return record(size, 6, 1, attribute);
}

} // namespace ashiato
