// SPDX-License-Identifier: Apache-2.0
#include "views/shared/frozentable.h"

#include "views/shared/actionregistry.h"
#include "views/shared/filterheader.h"
#include "views/shared/frozencover.h"
#include "views/shared/settingskeys.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QSettings>

namespace ashiato
{

/// The cells of the column that stays, drawn by the table's own delegate over what is scrolled beneath.
class FrozenTable::Pane : public FrozenCover
{
public:
    explicit Pane(FrozenTable &table) : FrozenCover(table, *table.viewport(), QStringLiteral("frozenColumn")), m_table(table) {}

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPainter painter(this);
        painter.fillRect(event->rect(), m_table.palette().base());
        const QAbstractItemModel *model = m_table.model();
        const int top = m_table.rowAt(event->rect().top());
        for (int row = top; row >= 0 && row < model->rowCount(); ++row) {
            const QRect cell(0, m_table.rowViewportPosition(row), width(), m_table.rowHeight(row));
            if (cell.top() > event->rect().bottom())
                break;
            paintCell(painter, model->index(row, m_table.frozenColumn()), cell);
        }
        drawEdge(painter);
    }

    int shift() const override { return m_table.columnViewportPosition(m_table.frozenColumn()); }

private:
    void paintCell(QPainter &painter, const QModelIndex &index, const QRect &rect) const
    {
        QStyleOptionViewItem option;
        m_table.initViewItemOption(&option);
        option.rect = rect;
        if (m_table.alternatingRowColors() && index.row() % 2)
            option.features |= QStyleOptionViewItem::Alternate;
        if (m_table.selectionModel()->isSelected(index))
            option.state |= QStyle::State_Selected;
        if (m_table.hasFocus() && m_table.currentIndex() == index)
            option.state |= QStyle::State_HasFocus;
        m_table.style()->drawPrimitive(QStyle::PE_PanelItemViewRow, &option, &painter, &m_table);
        m_table.itemDelegateForIndex(index)->paint(&painter, option, index);
    }

    FrozenTable &m_table;
};

FrozenTable::FrozenTable(QWidget *parent) : QTableView(parent), m_header(new FilterHeader(this)), m_pane(new Pane(*this))
{
    setHorizontalHeader(m_header);
    setHorizontalScrollMode(ScrollPerPixel);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, &FrozenTable::place);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_pane, qOverload<>(&QWidget::update));
    connect(m_header, &QHeaderView::sectionResized, this, &FrozenTable::place);
    connect(m_header, &QHeaderView::geometriesChanged, this, &FrozenTable::place);
}

void FrozenTable::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    const auto update = qOverload<>(&QWidget::update);
    connect(model, &QAbstractItemModel::dataChanged, m_pane, update);
    connect(model, &QAbstractItemModel::layoutChanged, m_pane, update);
    connect(model, &QAbstractItemModel::modelReset, m_pane, update);
    connect(model, &QAbstractItemModel::rowsInserted, m_pane, update);
    connect(model, &QAbstractItemModel::rowsRemoved, m_pane, update);
}

void FrozenTable::setSelectionModel(QItemSelectionModel *selection)
{
    QTableView::setSelectionModel(selection);
    connect(selection, &QItemSelectionModel::selectionChanged, m_pane, qOverload<>(&QWidget::update));
    connect(selection, &QItemSelectionModel::currentChanged, m_pane, qOverload<>(&QWidget::update));
}

void FrozenTable::freeze(int column)
{
    m_frozen = column;
    if (column >= 0) {
        m_header->setSectionHidden(column, false);
        m_header->moveSection(m_header->visualIndex(column), 0);
    }
    m_header->setFirstSectionMovable(column < 0);
    m_header->freeze(column);
    place();
}

void FrozenTable::freezeByAction(int column, const ViewContext &context)
{
    QAction *action = context.actions.action("View.FreezeColumn");
    action->setChecked(context.settings.value(settings::kFreezeColumn, true).toBool());
    connect(action, &QAction::toggled, this, [this, column, &stored = context.settings](bool on) {
        stored.setValue(settings::kFreezeColumn, on);
        freeze(on ? column : -1);
    });
    freeze(action->isChecked() ? column : -1);
}

bool FrozenTable::isFrozenOver() const { return m_frozen >= 0 && horizontalScrollBar()->value() > 0; }

void FrozenTable::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event); // QAbstractItemView's makes the first row current
    viewport()->update();
    m_pane->update();
}

void FrozenTable::place()
{
    m_pane->setVisible(isFrozenOver());
    if (!isFrozenOver())
        return;
    const QRect room = viewport()->geometry();
    m_pane->setGeometry(room.left(), room.top(), qMin(columnWidth(m_frozen), room.width()), room.height());
    m_pane->raise();
    m_pane->update();
}

void FrozenTable::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    const int before = horizontalScrollBar()->value();
    QTableView::scrollTo(index, hint);
    if (m_frozen < 0 || !index.isValid())
        return;
    if (index.column() == m_frozen) {
        horizontalScrollBar()->setValue(before);
        return;
    }
    const int hidden = columnWidth(m_frozen) - columnViewportPosition(index.column());
    if (hidden > 0)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - hidden);
}

void FrozenTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    place();
}

} // namespace ashiato
