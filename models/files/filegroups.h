// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/files/fileselection.h"
#include "models/lens/countedgroups.h"

#include <vector>

namespace ashiato
{

/// What the rows hold of the value of a group; nothing for FileGrouping::Owner, which is no column.
QByteArray groupValue(const FileColumns &columns, quint32 row, FileGrouping by);

/// Takes the rows out, given in order of id, that are not in the groups. Not on the GUI thread. Errors: Cancelled, those of
/// reading.
Result<void> keepGroups(std::vector<quint32> &rows, const FileColumns &columns, CaseReader &reader, const std::vector<FileGroup> &groups,
                        const CancelFlag &cancel);

using FileGroupCounts = CountedGroups<FileGroup>;
/// The files of a selection by a value; each file is in one group, equal counts stand in order of value. Not on the GUI
/// thread. Errors: Cancelled, those of reading.
Result<FileGroupCounts> countGroups(const FileSelection &selection, CaseReader &reader, FileGrouping by, int most, const CancelFlag &cancel);

} // namespace ashiato
