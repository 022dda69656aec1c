// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/shared/language.h"

#include <QCoreApplication>
#include <QModelIndex>

namespace ashiato
{

/// Why "only this value" and "not this value" do nothing with a cell of a table: in the window's language when it is asked.
inline Sentence nothingToNarrow(const QModelIndex &cell, bool columnHasField)
{
    struct Tr {
        Q_DECLARE_TR_FUNCTIONS(Narrowing)
    };
    if (!cell.isValid())
        return [] { return Tr::tr("Choose a cell first: its value becomes the condition."); };
    if (!columnHasField)
        return [] { return Tr::tr("Values of this column cannot be a condition. Choose a cell of another column."); };
    return [] { return Tr::tr("The cell is empty. There is no value to narrow to."); };
}

} // namespace ashiato
