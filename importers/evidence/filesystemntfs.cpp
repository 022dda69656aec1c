// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemntfs.h"

#include "importers/common/windowstypes.h"

#include "models/records/boundedreader.h"

#include <tsk/libtsk.h>

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

/// The character at a place of UTF-16LE text, and the place behind it; an unpaired surrogate stands for itself.
quint32 nextUtf16(QByteArrayView utf16, qsizetype &at)
{
    const auto unit = [&](qsizetype i) { return qFromLittleEndian<quint16>(utf16.data() + i); };
    const quint32 first = unit(at);
    at += 2;
    if (first < 0xd800 || first > 0xdbff || at + 1 >= utf16.size())
        return first;
    const quint32 second = unit(at);
    if (second < 0xdc00 || second > 0xdfff)
        return first;
    at += 2;
    return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
}

/// Up to four bytes. A surrogate becomes the three bytes that its number would have, which is no valid UTF-8:
/// escapedName() shows them.
char *putUtf8(char *to, quint32 character)
{
    const auto put = [&to](quint32 byte) { *to++ = char(byte); };
    if (character < 0x80) {
        put(character);
        return to;
    }
    if (character < 0x800) {
        put(0xc0 | character >> 6);
    } else {
        if (character < 0x10000) {
            put(0xe0 | character >> 12);
        } else {
            put(0xf0 | character >> 18);
            put(0x80 | (character >> 12 & 0x3f));
        }
        put(0x80 | (character >> 6 & 0x3f));
    }
    put(0x80 | (character & 0x3f));
    return to;
}

} // namespace

namespace
{

/// The same, telling of a time that is out of range how many seconds since 1970 it is.
qint64 heldTime(quint64 fileTime, qint64 *outOfRange)
{
    constexpr quint64 ticks = 10'000'000; // of a second
    constexpr qint64 epoch = 11'644'473'600;
    const qint64 time = fileTimeNs(fileTime);
    if (time == kNoTime && fileTime != 0 && outOfRange)
        *outOfRange = qint64(fileTime / ticks) - epoch;
    return time;
}

} // namespace

NtfsStandardInformation parseStandardInformation(QByteArrayView attribute)
{
    NtfsStandardInformation info;
    BoundedReader in(attribute);
    info.times[3] = heldTime(in.u64(), &info.outOfRange);
    info.times[0] = heldTime(in.u64(), &info.outOfRange);
    info.times[2] = heldTime(in.u64(), &info.outOfRange);
    info.times[1] = heldTime(in.u64(), &info.outOfRange);
    info.dosFlags = in.u32();
    info.valid = !in.failed();
    if (attribute.size() >= 72 && in.seek(52))
        info.securityId = in.u32();
    return info;
}

bool parseFileNameTimes(QByteArrayView attribute, qint64 (&times)[4], qint64 *outOfRange)
{
    BoundedReader in(attribute);
    in.skip(8);
    const qint64 created = heldTime(in.u64(), outOfRange);
    const qint64 modified = heldTime(in.u64(), outOfRange);
    const qint64 changed = heldTime(in.u64(), outOfRange);
    const qint64 accessed = heldTime(in.u64(), outOfRange);
    if (in.failed())
        return false;
    times[0] = modified;
    times[1] = accessed;
    times[2] = changed;
    times[3] = created;
    return true;
}

bool isFileName(QByteArrayView attribute, quint64 directory, QByteArrayView name)
{
    BoundedReader in(attribute);
    const quint64 parent = in.u64() & 0xffffffffffff;
    in.skip(56);
    const quint8 length = in.u8();
    in.skip(1); // namespace
    return !in.failed() && parent == directory && utf8FromUtf16(in.bytes(qsizetype(length) * 2)) == name;
}

NtfsReparse parseReparse(QByteArrayView attribute)
{
    NtfsReparse reparse;
    BoundedReader in(attribute);
    reparse.tag = in.u32();
    in.skip(4); // length of the data, reserved
    if (reparse.tag != kReparseSymlink && reparse.tag != kReparseMountPoint)
        return reparse;
    const quint16 substituteOffset = in.u16(), substituteLength = in.u16();
    const quint16 printOffset = in.u16(), printLength = in.u16();
    if (reparse.tag == kReparseSymlink)
        in.skip(4); // flags
    if (in.failed())
        return reparse;
    // The print name is what a user sees; mount points made by programs often have only the other one.
    const qsizetype names = in.position();
    const quint16 offset = printLength ? printOffset : substituteOffset;
    const quint16 length = printLength ? printLength : substituteLength;
    if (in.seek(names + offset))
        reparse.target = utf8FromUtf16(in.bytes(length));
    return reparse;
}

bool isNotBroughtDown(const NtfsStandardInformation &standard, const NtfsReparse &reparse, bool holes)
{
    constexpr quint32 offline = 0x1000, recallOnOpen = 0x40000, recallOnDataAccess = 0x400000; // DOS flags
    return isCloudReparse(reparse.tag) &&
           (holes || (standard.dosFlags & (offline | recallOnOpen | recallOnDataAccess)));
}

QByteArray ownerOfSecurityDescriptor(QByteArrayView descriptor)
{
    BoundedReader in(descriptor);
    const quint8 revision = in.u8();
    in.skip(3);
    const quint32 owner = in.u32();
    if (in.failed() || revision != 1 || owner == 0 || owner >= quint32(descriptor.size()))
        return {};
    return sidText(descriptor.sliced(qsizetype(owner)));
}

QByteArray utf8FromUtf16(QByteArrayView utf16)
{
    QByteArray text(utf16.size() / 2 * 3, Qt::Uninitialized);
    char *end = text.data();
    for (qsizetype i = 0; i + 1 < utf16.size();)
        end = putUtf8(end, nextUtf16(utf16, i));
    text.truncate(end - text.data());
    return text;
}

} // namespace ashiato

/// As TSK's lenient conversion, which loses the character behind an unpaired surrogate: this one keeps both. All names
/// that TSK makes of UTF-16 come through here. Gives 0 (done) or 2 (no room).
extern "C" int tsk_UTF16toUTF8(TSK_ENDIAN_ENUM endian, const uint16_t **from, const uint16_t *fromEnd, uint8_t **to,
                               uint8_t *toEnd, int)
{
    constexpr int done = 0, noRoom = 2;
    const bool swapped = endian == TSK_BIG_ENDIAN;
    while (*from < fromEnd) {
        const auto *first = reinterpret_cast<const uint8_t *>(*from);
        if (first[swapped ? 0 : 1] == 0 && first[swapped ? 1 : 0] < 0x80) { // most of them
            if (*to == toEnd)
                return noRoom;
            *(*to)++ = first[swapped ? 1 : 0];
            ++*from;
            continue;
        }
        const qsizetype left = std::min<qsizetype>(fromEnd - *from, 2);
        char units[4];
        for (qsizetype i = 0; i < left; ++i) {
            const auto *unit = reinterpret_cast<const char *>(*from + i);
            units[2 * i] = unit[swapped ? 1 : 0];
            units[2 * i + 1] = unit[swapped ? 0 : 1];
        }
        qsizetype used = 0;
        char bytes[4];
        const char *end = ashiato::putUtf8(bytes, ashiato::nextUtf16({units, 2 * left}, used));
        if (end - bytes > toEnd - *to)
            return noRoom;
        std::memcpy(*to, bytes, size_t(end - bytes));
        *to += end - bytes;
        *from += used / 2;
    }
    return done;
}
