// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemntfs.h"

#include "models/records/boundedreader.h"

#include <QString>

namespace ashiato
{

qint64 nsFromFileTime(quint64 fileTime)
{
    constexpr qint64 epoch = 116444736000000000; // 1970 in FILETIME
    constexpr qint64 limit = std::numeric_limits<qint64>::max() / 100;
    if (fileTime == 0 || fileTime > quint64(std::numeric_limits<qint64>::max()))
        return kNoTime;
    const qint64 ticks = qint64(fileTime) - epoch;
    return ticks > limit || ticks < -limit ? kNoTime : ticks * 100;
}

NtfsStandardInformation parseStandardInformation(QByteArrayView attribute)
{
    NtfsStandardInformation info;
    BoundedReader in(attribute);
    info.times[3] = nsFromFileTime(in.u64());
    info.times[0] = nsFromFileTime(in.u64());
    info.times[2] = nsFromFileTime(in.u64());
    info.times[1] = nsFromFileTime(in.u64());
    info.dosFlags = in.u32();
    info.valid = !in.failed();
    if (attribute.size() >= 72 && in.seek(52))
        info.securityId = in.u32();
    return info;
}

bool parseFileNameTimes(QByteArrayView attribute, qint64 (&times)[4])
{
    BoundedReader in(attribute);
    in.skip(8);
    const qint64 created = nsFromFileTime(in.u64());
    const qint64 modified = nsFromFileTime(in.u64());
    const qint64 changed = nsFromFileTime(in.u64());
    const qint64 accessed = nsFromFileTime(in.u64());
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

QByteArray sidText(QByteArrayView sid)
{
    BoundedReader in(sid);
    const quint8 revision = in.u8(), count = in.u8();
    quint64 authority = 0;
    for (int i = 0; i < 6; ++i)
        authority = authority << 8 | in.u8();
    if (in.failed() || revision != 1 || count > 15)
        return {};
    QByteArray text = "S-1-" + QByteArray::number(authority);
    for (int i = 0; i < count; ++i)
        text += '-' + QByteArray::number(in.u32());
    return in.failed() ? QByteArray() : text;
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
    QString text(utf16.size() / 2, Qt::Uninitialized);
    for (qsizetype i = 0; i < text.size(); ++i)
        text[i] = QChar(qFromLittleEndian<quint16>(utf16.data() + 2 * i));
    return text.toUtf8();
}

} // namespace ashiato
