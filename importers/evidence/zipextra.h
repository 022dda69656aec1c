// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/container.h"

namespace ashiato
{

/// What the extra fields of a zip member say (APPNOTE 4.5, and extrafld.txt of Info-ZIP): times, the name in Unicode, the
/// encryption of WinZip, owners. Those of the directory and of the member's own header are put together: Unix times stand
/// in the directory only in part. In order of index: modified, accessed, changed (always kNoTime), created.
struct ZipExtra {
    qint64 ntfsTimes[4] = {kNoTime, kNoTime, kNoTime, kNoTime}; ///< 100 ns, UTC
    qint64 unixTimes[4] = {kNoTime, kNoTime, kNoTime, kNoTime}; ///< 1 s, UTC
    QByteArray unicodeName; ///< Where its checksum is that of the stored name; else it belongs to an older one
    QByteArray aes;         ///< Field 0x9901
    QByteArray owner;
    QByteArray group;
    quint64 invalidTime = 0; ///< A FILETIME that nanoseconds since 1970 cannot hold
    bool localTimes = false; ///< The directory's field says that the member's header holds more times than it

    /// Adds what a field area tells and is not known yet. local: of the member's own header.
    void add(QByteArrayView area, QByteArrayView storedName, bool local);
};

/// The sizes and the place that the zip64 field tells for those which are 0xffffffff. null: not stored there.
void readZip64(QByteArrayView area, qint64 *size, qint64 *storedSize, qint64 *localOffset);

/// Digits of a DOS time as if they were UTC; kNoTime where there is none.
qint64 nsFromDosTime(quint16 date, quint16 time);

/// The best times there are: NTFS, else Unix, else DOS of the writer's wall clock.
void setZipTimes(const ZipExtra &extra, quint16 dosDate, quint16 dosTime, MemberInfo &info);

} // namespace ashiato
