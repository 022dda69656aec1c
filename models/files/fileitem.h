// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/records/result.h"

namespace ashiato
{

class CaseReader;

/// A file as a table shows it: the row, its times through its clock, its tags.
struct FileItem {
    FileRow row;
    qint64 shownNs[4] = {kNoTime, kNoTime, kNoTime, kNoTime}; ///< modified, accessed, changed, created
    bool ambiguous[4] = {};
    bool localTime = false;
    bool zoneKnown = true;
    QList<qint64> tags;
    bool hasNote = false;
    QString rootTitle; ///< Of the root of a file system, which has no name of its own: its volume; else empty

    /// Its name as people read it, control characters made visible; of a root, what it is the root of.
    QString title() const;
};

/// Files by id with their times and tags. Not for the GUI thread, one row excepted. NotFound, and those of CaseReader.
Result<std::vector<FileItem>> readFileItems(CaseReader &reader, const QList<qint64> &ids);

/// A time of a file as people read it, in a display zone (IANA id, "UTC" or Lens::kSourceZone); times: 0 modified,
/// 1 accessed, 2 changed, 3 created. A wall-clock time of an unknown zone is marked with "?".
QString fileTimeText(const FileItem &item, int which, const QString &zone);

} // namespace ashiato
