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

/// No column becomes narrower than its title from now on, by the mouse or by a longer title (another time zone). The last
/// one takes the room that is left. Once for a header, when its model is set.
inline void keepTitlesWhole(QHeaderView *header)
{
    QObject::connect(header, &QHeaderView::sectionResized, header, [header](int section, int, int size) {
        const int needed = header->sectionSizeHint(section) + kSortArrow;
        const bool isStretched = header->stretchLastSection() && header->visualIndex(section) == header->count() - 1;
        const bool isFree = header->sectionResizeMode(section) == QHeaderView::Interactive && !header->isSectionHidden(section);
        if (size > 0 && size < needed && isFree && !isStretched)
            header->resizeSection(section, needed);
    });
    QObject::connect(header->model(), &QAbstractItemModel::headerDataChanged, header, [header] { fitTitles(header); });
}

} // namespace ashiato
