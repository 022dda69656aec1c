// SPDX-License-Identifier: Apache-2.0
#include "models/lens/grouplist.h"

namespace ashiato
{

int GroupList::rowOf(const QString &wanted) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (key(row) == wanted)
            return row;
    }
    return -1;
}

int GroupList::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant GroupList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    switch (role) {
    case Qt::DisplayRole: return index.column() == Count ? countText(index.row()) : valueText(index.row());
    case Qt::TextAlignmentRole: return int((index.column() == Count ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case ShareRole: return double(countOf(index.row())) / double(countOf(0));
    case ChosenRole: return isChosen(index.row());
    default: return {};
    }
}

} // namespace ashiato
