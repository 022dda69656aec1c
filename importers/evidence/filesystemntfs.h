// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <QByteArray>
#include <QByteArrayView>

namespace ashiato
{

/// $STANDARD_INFORMATION: offsets 0 created, 8 modified, 16 changed, 24 accessed, 32 DOS flags, 52 security id (long
/// form).
struct NtfsStandardInformation {
    qint64 times[4] = {kNoTime, kNoTime, kNoTime, kNoTime}; ///< Order of FileRecord::times
    qint64 outOfRange = 0; ///< Seconds since 1970 of a time that nanoseconds cannot hold; 0: none
    quint32 dosFlags = 0;
    quint32 securityId = 0; ///< 0: not given (the 48-byte form)
    bool valid = false;
};
NtfsStandardInformation parseStandardInformation(QByteArrayView attribute);

/// The four times of a $FILE_NAME attribute: offsets 8 created, 16 modified, 24 changed, 32 accessed.
/// False where the attribute is too short. outOfRange: as NtfsStandardInformation, set where there is such a time.
bool parseFileNameTimes(QByteArrayView attribute, qint64 (&times)[4], qint64 *outOfRange = nullptr);

/// Whether a $FILE_NAME attribute is that of a name (UTF-8) in a directory: offsets 0 the directory's record number (48
/// bits), 64 length of the name in UTF-16 units, 66 the name.
bool isFileName(QByteArrayView attribute, quint64 directory, QByteArrayView name);

inline constexpr quint32 kReparseDeduplicated = 0x80000013;
inline constexpr quint32 kReparseWof = 0x80000017;
inline constexpr quint32 kReparseMountPoint = 0xA0000003;
inline constexpr quint32 kReparseSymlink = 0xA000000C;
/// IO_REPARSE_TAG_CLOUD and its variants _1 … _F (0x9000r01A).
inline constexpr bool isCloudReparse(quint32 tag)
{
    return (tag & 0xffff0fff) == 0x9000001A;
}

/// $REPARSE_POINT: tag, and the target of a symbolic link or mount point (UTF-8; empty for other tags).
struct NtfsReparse {
    quint32 tag = 0;
    QByteArray target;
};
NtfsReparse parseReparse(QByteArrayView attribute);

/// Whether a file with a cloud tag lacks bytes on the disk. One that was brought down keeps its tag and has them all.
/// holes: whether a part of its data is not allocated.
bool isNotBroughtDown(const NtfsStandardInformation &standard, const NtfsReparse &reparse, bool holes);

/// Owner of a self-relative security descriptor (attribute $SECURITY_DESCRIPTOR).
QByteArray ownerOfSecurityDescriptor(QByteArrayView descriptor);

/// UTF-16LE bytes as UTF-8. An unpaired surrogate becomes the three bytes that its number would have (D800: ED A0 80),
/// which are no valid UTF-8: escapedName() shows them, and TSK's own conversion is replaced by the same.
QByteArray utf8FromUtf16(QByteArrayView utf16);

} // namespace ashiato
