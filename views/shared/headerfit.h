// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHeaderView>

namespace ashiato
{

/// Widens the columns whose title does not fit, as after a change of language; none becomes narrower.
inline void fitTitles(QHeaderView *header)
{
    for (int section = 0; section < header->count(); ++section) {
        const int needed = header->sectionSizeHint(section);
        if (!header->isSectionHidden(section) && header->sectionSize(section) < needed)
            header->resizeSection(section, needed);
    }
}

} // namespace ashiato
