// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/shared/viewcontext.h"

#include <QTableView>

namespace ashiato
{

class FilterHeader;

/// A table with a FilterHeader whose first column stays in sight while one scrolls sideways. What stays is drawn over the
/// table only where the table is scrolled; mouse and keys work there as everywhere. GUI thread.
class FrozenTable : public QTableView
{
    Q_OBJECT

public:
    explicit FrozenTable(QWidget *parent = nullptr);

    FilterHeader *header() const { return m_header; }
    /// The column that stays: shown, first, and not to be moved. -1: none stays. After the model is set.
    void freeze(int column);
    int frozenColumn() const { return m_frozen; }
    /// Whether the column stands over others just now.
    bool isFrozenOver() const;
    /// The column stays as the action "View.FreezeColumn" says, which is kept in the settings.
    void freezeByAction(int column, const ViewContext &context);

    /// As QTableView; a cell comes out from under the column that stays, and going along that column scrolls nothing
    /// sideways.
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    void setModel(QAbstractItemModel *model) override;
    void setSelectionModel(QItemSelectionModel *selection) override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    /// Chooses no row: details tell of a row that the examiner went to, not of the first one that happened to be there.
    void focusInEvent(QFocusEvent *event) override;

private:
    class Pane;
    void place();

    FilterHeader *m_header = nullptr;
    Pane *m_pane = nullptr;
    int m_frozen = -1;
};

} // namespace ashiato
