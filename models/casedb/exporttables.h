// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

namespace ashiato
{

/// A table of the export and the question that gives its rows.
struct ExportTable {
    QString name;   ///< File name without its end
    QString select; ///< For CaseReader::sql()
};

/// The case as tables without row ids, random uids, runs, places and dates of the import: what the evidence and the examiner
/// say. Rows are wholly ordered, so that two cases of the same evidence give the same bytes however they were read
/// (straight, resumed after a kill, read again).
const std::vector<ExportTable> &exportTables();

} // namespace ashiato
