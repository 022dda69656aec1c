// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/eventquery.h"

#include <vector>

namespace ashiato
{

/// The rows that are set in the bits of each segment (null: all), in order of (time, evidence, position, id).
Result<std::vector<quint32>> rowsInTimeOrder(const EventColumns &columns, const std::vector<std::vector<quint64>> *bits,
                                             qint64 count, const CancelFlag &cancel);

/// Sorts rows that stand in time order by a column; rows of equal value keep their order. Texts sort by their folded
/// form, empty first; descending turns values around, and ties still go from early to late.
Result<void> sortRows(const EventColumns &columns, const EventMarks &marks, EventColumn by, Qt::SortOrder order,
                      std::vector<quint32> &rows, const CancelFlag &cancel);

} // namespace ashiato
