// SPDX-License-Identifier: Apache-2.0
// What keys and menus do in the results of a search.
#include "models/lens/lens.h"
#include "views/search/searchview.h"
#include "views/shared/actionregistry.h"
#include "views/shared/heldkeys.h"
#include "views/shared/language.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>

namespace ashiato
{

void SearchView::onAction(const char *id, void (SearchView::*work)())
{
    connect(m_context.actions.action(id), &QAction::triggered, this, [this, work] {
        if (isVisible())
            m_current->keys->run([this, work] { (this->*work)(); });
    });
}

void SearchView::connectActions()
{
    onAction("Row.Open", &SearchView::open);
    onAction("Row.Source", &SearchView::source);
    onAction("Row.Note", &SearchView::note);
    onAction("Row.Down", &SearchView::down);
    onAction("Row.Up", &SearchView::up);
    onAction("Edit.Copy", &SearchView::copyRows);
    onAction("Edit.CopyCell", &SearchView::copyCell);
    onAction("Filter.Include", &SearchView::include);
    onAction("Filter.Exclude", &SearchView::exclude);
}

void SearchView::step(int rows)
{
    QTableView *table = m_current->table;
    const QModelIndex now = table->currentIndex();
    const int row = qBound(0, now.isValid() ? now.row() + rows : 0, table->model()->rowCount() - 1);
    if (table->model()->rowCount() > 0)
        table->setCurrentIndex(table->model()->index(row, now.isValid() ? now.column() : table->horizontalHeader()->logicalIndex(0)));
}

void SearchView::open()
{
    if (const qint64 id = currentId(*m_current))
        isInFiles() ? Q_EMIT fileWanted(id) : Q_EMIT eventWanted(id);
}

void SearchView::source()
{
    currentChanged(*m_current);
    Q_EMIT sourceWanted();
}

void SearchView::note()
{
    currentChanged(*m_current);
    Q_EMIT noteWanted();
}

void SearchView::narrow(bool exclude)
{
    const QModelIndex index = m_current->table->currentIndex();
    const int role = isInFiles() ? int(FileTableModel::FilterFieldRole) : int(EventTableModel::FilterFieldRole);
    const int raw = isInFiles() ? int(FileTableModel::RawValueRole) : int(EventTableModel::RawValueRole);
    const int field = index.isValid() ? index.data(role).toInt() : -1;
    const QString value = index.data(raw).toString();
    if (field >= 0 && !value.isEmpty())
        m_context.lens.addCondition({FilterField(field), {value}, exclude, {}, {}});
}

void SearchView::copyCell()
{
    const int raw = isInFiles() ? int(FileTableModel::RawValueRole) : int(EventTableModel::RawValueRole);
    if (const QModelIndex index = m_current->table->currentIndex(); index.isValid())
        QGuiApplication::clipboard()->setText(index.data(raw).toString());
}

} // namespace ashiato
