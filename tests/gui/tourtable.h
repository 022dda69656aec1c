// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/timeline/eventtablemodel.h"

#include <QTableView>

namespace ashiato::tour
{

/// The address of the sample's story; so many lines of its logs name it.
inline const QString kAddress = QStringLiteral("203.0.113.66");

/// The stored value of a cell of the event table.
inline QString raw(QTableView *table, int row, EventColumn column)
{
    return table->model()->index(row, int(column)).data(EventTableModel::RawValueRole).toString();
}

/// Whether the row has been read from the case.
inline bool isHere(QTableView *table, int row) { return !table->model()->index(row, 0).data(EventTableModel::LoadingRole).toBool(); }

} // namespace ashiato::tour
