// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/recordsink.h"

#include <QByteArray>
#include <QByteArrayView>

namespace ashiato
{

/// Event type ids of the times of one kind of file system.
struct FileTimeTypes {
    QByteArray standard; ///< Of FileRecord::times: "fs:ntfs:si", "fs:ext:time" …
    QByteArray name;     ///< Of FileRecord::fnTimes: "fs:ntfs:fn"; empty: has none
};

/// The types for a source: "ntfs", "fat" (also "fat12" …), "exfat", "ext" (also "ext4" …), "hfs", "apfs", "iso9660", "ufs",
/// "yaffs2", "folder", "zip", "tar" … : fs:<name without its digits>:time, and si / fn for ntfs.
FileTimeTypes fileTimeTypes(QByteArrayView source);

/// Adds to the sink's batch one event for each distinct time (and precision) of the file row, with the letters that
/// have it: first those of times, then those of fnTimes. The caller ends the record together with the file row.
/// fileId and subjectFileId are the file row; the ordinal is the first letter's index (4 more for fnTimes), so that
/// the event is the same one after a second reading.
void emitFileTimeEvents(const FileRecord &file, const FileTimeTypes &types, RecordSink &sink);

/// A time that nanoseconds since 1970 cannot hold, for the detail of a warning: in ISO 8601 as far as there is such a year,
/// else the number.
QString timeOutOfRange(qint64 secondsSince1970);

} // namespace ashiato
