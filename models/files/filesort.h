// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/files/fileselection.h"

#include <vector>

namespace ashiato
{

/// Puts rows of the file columns, given in order of id, into the order of a column. What is not known (no time, no size,
/// no hash, nobody) stands last whichever way the column is turned; equal values stay in order of id. Owner, inode and
/// tags are no column of the cache and are read from the case. Not on the GUI thread. Errors: Cancelled, those of reading.
Result<void> sortFiles(std::vector<quint32> &rows, const FileColumns &columns, CaseReader &reader, FileColumn column,
                       Qt::SortOrder order, const CancelFlag &cancel);

} // namespace ashiato
