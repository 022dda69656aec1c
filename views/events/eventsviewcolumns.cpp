// SPDX-License-Identifier: Apache-2.0
// The columns of the table of events: which are shown, and the fields that filter by them.
#include "models/lens/lens.h"
#include "models/timeline/eventtablemodel.h"
#include "views/events/eventdelegate.h"
#include "views/events/eventsview.h"
#include "views/events/grouppanel.h"
#include "views/shared/actionregistry.h"
#include "views/shared/caselook.h"
#include "views/shared/conditiontext.h"
#include "views/shared/filterheader.h"
#include "views/shared/frozentable.h"

#include <QMenu>
#include <QScopedValueRollback>

namespace ashiato
{

namespace
{

const QString kColumnsKey = QStringLiteral("views/events/columns2"); // 2: columns have other places than before
const QString kCountKey = QStringLiteral("views/events/columns2/count");

struct ColumnDefault {
    EventColumn column;
    int width;
    bool shown;
};

/// Those that are shown at first in their order, then the others in the order of their declaration.
const std::vector<ColumnDefault> &columnDefaults()
{
    static const std::vector<ColumnDefault> defaults = [] {
        std::vector<ColumnDefault> list{
            {EventColumn::Time, 205, true},      {EventColumn::Kind, 118, true},     {EventColumn::Message, 360, true},
            {EventColumn::Host, 96, true},       {EventColumn::Account, 110, true},  {EventColumn::Path, 200, true},
            {EventColumn::Tags, 120, true},      {EventColumn::Type, 150, false},    {EventColumn::Severity, 80, false},
            {EventColumn::Evidence, 70, false},  {EventColumn::Position, 130, false}, {EventColumn::Url, 260, false}};
        for (int column = 0; column < int(EventColumn::Count); ++column) {
            const auto isListed = [column](const ColumnDefault &known) { return int(known.column) == column; };
            if (std::any_of(list.begin(), list.end(), isListed))
                continue;
            const auto field = typedFieldOf(EventColumn(column));
            list.push_back({EventColumn(column), field && !specOf(*field).isText() ? 100 : 150, false});
        }
        return list;
    }();
    return defaults;
}

} // namespace

void EventsView::applyHeaderFilter(int column, const QString &text)
{
    const int field = m_model.headerData(column, Qt::Horizontal, EventTableModel::FilterFieldRole).toInt();
    Filter filter = m_context.lens.filter();
    const auto wanted = EventColumn(column) == EventColumn::Message || field < 0 ? FilterField::Text : FilterField(field);
    // The field of a column stands for one condition: what it said before goes.
    const Filter before = filter;
    for (const Filter::Group &group : before.groups) {
        for (const Condition &condition : group) {
            if (condition.field == wanted && !condition.negated)
                filter.remove(condition);
        }
    }
    if (!text.isEmpty())
        filter.add({wanted, typedValues(wanted, text, m_context), false, {}, {}});
    m_context.lens.setFilter(filter);
}

void EventsView::showFilterInHeader()
{
    QHash<int, QString> texts;
    QStringList needles;
    const Filter &filter = m_context.lens.filter();
    for (const Filter::Group &group : filter.groups) {
        for (const Condition &condition : group) {
            if (condition.negated)
                continue;
            if (condition.field == FilterField::Text || condition.field == FilterField::Path || condition.field == FilterField::Url)
                needles += condition.values;
            for (const ColumnDefault &column : columnDefaults()) {
                const int field = m_model.headerData(int(column.column), Qt::Horizontal, EventTableModel::FilterFieldRole).toInt();
                if (field != int(condition.field) || condition.values.isEmpty())
                    continue;
                const bool isNamed = condition.field == FilterField::Kind || condition.field == FilterField::Severity ||
                                     condition.field == FilterField::Flag;
                if (isNamed || condition.values.size() == 1)
                    texts.insert(int(column.column), isNamed ? conditionValue(condition, m_context) : condition.values.first());
            }
        }
    }
    m_delegate->setNeedles(needles);
    for (const ColumnDefault &column : columnDefaults())
        m_header->setFieldText(int(column.column), texts.value(int(column.column)));
    m_context.actions.action("Filter.Around")->setChecked(m_context.lens.isAround());
}

void EventsView::columnsMenu(const QPoint &at)
{
    QMenu menu(this);
    const int under = m_header->logicalIndexAt(at);
    const int field = under < 0 ? -1 : m_model.headerData(under, Qt::Horizontal, EventTableModel::FilterFieldRole).toInt();
    const auto grouped = EventColumn(under) == EventColumn::Time ? FilterField::Time : FilterField(field);
    if (under >= 0 && (field >= 0 || grouped == FilterField::Time) && canGroupBy(grouped)) {
        connect(menu.addAction(tr("Group by “%1”").arg(m_model.columnTitle(EventColumn(under)))), &QAction::triggered, this,
                [this, grouped] { m_groups->open(grouped); });
        menu.addSeparator();
    }
    for (const ColumnDefault &column : columnDefaults()) {
        QAction *item = menu.addAction(m_model.columnTitle(column.column));
        item->setCheckable(true);
        item->setChecked(!m_header->isSectionHidden(int(column.column)));
        item->setEnabled(int(column.column) != m_table->frozenColumn());
        connect(item, &QAction::toggled, this, [this, column](bool shown) {
            m_header->setSectionHidden(int(column.column), !shown);
            if (shown && m_header->sectionSize(int(column.column)) < 40)
                m_header->resizeSection(int(column.column), column.width);
        });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Reset columns")), &QAction::triggered, this, [this] {
        forgetLook(m_context, kColumnsKey);
        restoreColumns();
        fitMessage();
        m_table->freeze(m_table->frozenColumn());
    });
    menu.exec(m_header->mapToGlobal(at));
}

/// What happened is what one reads: it has all the room that the others leave, until the examiner chooses widths.
void EventsView::fitMessage()
{
    if (m_ownColumns)
        return;
    int least = 0, others = 0;
    for (const ColumnDefault &column : columnDefaults()) {
        if (column.column == EventColumn::Message)
            least = column.width;
        else if (!m_header->isSectionHidden(int(column.column)))
            others += column.column == EventColumn::Time ? m_header->sectionSize(int(column.column)) : column.width;
    }
    const QScopedValueRollback<bool> fitting(m_isFitting, true);
    m_header->resizeSection(int(EventColumn::Message), qMax(least, m_table->viewport()->width() - others));
}

void EventsView::fitTimes()
{
    const QScopedValueRollback<bool> fitting(m_isFitting, true);
    const bool recorded = m_context.lens.displayZone() == Lens::kSourceZone;
    const int column = int(EventColumn::Time), now = m_header->sectionSize(column), wide = m_delegate->recordedTimeWidth();
    if (recorded && now < wide) {
        m_timeWidth = now;
        m_header->resizeSection(column, wide);
    } else if (!recorded && m_timeWidth > 0) {
        if (now == wide) // else the examiner has chosen another
            m_header->resizeSection(column, m_timeWidth);
        m_timeWidth = 0;
    }
    fitMessage();
}

void EventsView::chooseColumns() { columnsMenu(QPoint(20, m_header->height())); }

void EventsView::restoreColumns()
{
    const QScopedValueRollback<bool> fitting(m_isFitting, true);
    const QByteArray stored = look(m_context, kColumnsKey).toByteArray();
    m_ownColumns = !stored.isEmpty() && m_header->restoreState(stored);
    // Columns that came with a newer version are not among those that the examiner chose.
    for (int column = look(m_context, kCountKey).toInt(); m_ownColumns && column < m_header->count(); ++column)
        m_header->setSectionHidden(column, true);
    if (!m_ownColumns) {
        int visual = 0;
        for (const ColumnDefault &column : columnDefaults()) {
            m_header->moveSection(m_header->visualIndex(int(column.column)), visual++);
            m_header->resizeSection(int(column.column), column.width);
            m_header->setSectionHidden(int(column.column), !column.shown);
        }
    }
    QList<int> fields;
    for (const ColumnDefault &column : columnDefaults()) {
        if (m_model.headerData(int(column.column), Qt::Horizontal, EventTableModel::FilterFieldRole).toInt() >= 0)
            fields.append(int(column.column));
    }
    m_header->setFields(fields);
    m_header->setStretchLastSection(true);
    connect(m_header, &QHeaderView::sectionResized, this, &EventsView::columnResized, Qt::UniqueConnection);
    connect(m_header, &QHeaderView::sectionMoved, this, &EventsView::saveColumns, Qt::UniqueConnection);
}

/// The last column takes what is left of the room, which is nobody's choice.
void EventsView::columnResized(int column)
{
    int last = m_header->count() - 1;
    while (last > 0 && m_header->isSectionHidden(m_header->logicalIndex(last)))
        --last;
    if (m_ownColumns || column != m_header->logicalIndex(last))
        saveColumns();
}

/// As the examiner has chosen them.
void EventsView::saveColumns()
{
    if (m_isFitting)
        return;
    m_ownColumns = true;
    keepLook(m_context, kColumnsKey, m_header->saveState());
    keepLook(m_context, kCountKey, m_header->count());
}

} // namespace ashiato
