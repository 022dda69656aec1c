// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHeaderView>

namespace ashiato
{

inline constexpr int kSortArrow = 20; ///< Pixels of the mark of the sorted column, which the hint does not know

/// Widens the columns whose title does not fit, as after a change of language; none becomes narrower.
inline void fitTitles(QHeaderView *header)
{
    for (int section = 0; section < header->count(); ++section) {
        const int needed = header->sectionSizeHint(section) + kSortArrow;
        if (!header->isSectionHidden(section) && header->sectionSize(section) < needed)
            header->resizeSection(section, needed);
    }
}

} // namespace ashiato
