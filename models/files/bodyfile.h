// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <QByteArray>
#include <QString>

namespace ashiato
{

/// What a line of a bodyfile says of one file row.
struct BodyfileRow {
    QByteArray md5; ///< Raw bytes; empty: not hashed
    QString path;   ///< Whole path with its leading "/"
    QString linkTarget;
    QString inodeText; ///< "5-144-1"
    QString owner;     ///< uid; what is not a number is printed as 0
    QString group;
    qint64 size = kUnknown;
    quint32 mode = 0;  ///< POSIX mode bits with the file type
    quint32 flags = 0; ///< FileFlag
    FileKind nameKind = FileKind::Unknown;
    FileKind kind = FileKind::Unknown;
    qint64 times[4] = {kNoTime, kNoTime, kNoTime, kNoTime};   ///< Order of FileRecord::times
    qint64 fnTimes[4] = {kNoTime, kNoTime, kNoTime, kNoTime}; ///< All kNoTime: no $FILE_NAME line
};

/// The lines of a file row in the bodyfile format of The Sleuth Kit 3 and later, each with "\n":
/// MD5|name|inode|mode|uid|gid|size|atime|mtime|ctime|crtime, times in whole seconds, 0 where there is none. A row with
/// $FILE_NAME times gives the line of these first. As `fls -m` prints them, but: the $FILE_NAME line names no attribute
/// number ("5-48"), and the size on it is that of an attribute with this row's name.
/// Source: https://wiki.sleuthkit.org/index.php?title=Body_file
QByteArray bodyfileLines(const BodyfileRow &row);

} // namespace ashiato
