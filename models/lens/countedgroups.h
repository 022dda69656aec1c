// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <vector>

namespace ashiato
{

/// The rows of a selection that have one value.
template <typename Value> struct CountedGroup {
    Value value;
    qint64 count = 0;
};

/// How many rows of a selection have which value.
template <typename Value> struct CountedGroups {
    std::vector<CountedGroup<Value>> groups; ///< Most rows first; none is empty
    qint64 values = 0;                       ///< How many groups there are, also where only the first are here
};

/// Brings groups into order, equal counts as they stood, and keeps the `most` largest.
template <typename Value> CountedGroups<Value> largestGroups(std::vector<CountedGroup<Value>> groups, int most)
{
    std::stable_sort(groups.begin(), groups.end(), [](const auto &a, const auto &b) { return a.count > b.count; });
    CountedGroups<Value> largest;
    largest.values = qint64(groups.size());
    groups.resize(qMin(groups.size(), size_t(qMax(0, most))));
    largest.groups = std::move(groups);
    return largest;
}

} // namespace ashiato
