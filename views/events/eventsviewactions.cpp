// SPDX-License-Identifier: Apache-2.0
// What keys and menus do in the table of events.
#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/jobs/async.h"
#include "models/lens/lens.h"
#include "models/query/lensquery.h"
#include "models/timeline/citation.h"
#include "models/timeline/eventtablemodel.h"
#include "views/events/eventsview.h"
#include "views/events/grouppanel.h"
#include "views/shared/actionregistry.h"
#include "views/shared/filterheader.h"
#include "views/shared/frozentable.h"
#include "views/shared/language.h"
#include "views/shared/nothingtonarrow.h"
#include "views/shared/wordingof.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr int kCopiedRows = 100'000;

} // namespace

bool EventsView::active() const { return isVisible(); }

void EventsView::onAction(const char *id, void (EventsView::*work)())
{
    connect(m_context.actions.action(id), &QAction::triggered, this, [this, work] {
        if (active())
            (this->*work)();
    });
}

void EventsView::connectActions()
{
    onAction("Filter.Include", &EventsView::include);
    onAction("Filter.Exclude", &EventsView::exclude);
    onAction("Filter.Around", &EventsView::around);
    onAction("Row.Open", &EventsView::open);
    onAction("Row.Source", &EventsView::source);
    onAction("Row.Seen", &EventsView::markSeen);
    onAction("Row.NextUnseen", &EventsView::nextUnseen);
    onAction("Row.Note", &EventsView::note);
    onAction("Row.Down", &EventsView::down);
    onAction("Row.Up", &EventsView::up);
    onAction("Edit.Copy", &EventsView::copyRows);
    onAction("Edit.CopyCell", &EventsView::copyCell);
    onAction("Edit.CopyCitation", &EventsView::copyCitation);
    onAction("Edit.SelectAll", &EventsView::markAll);
    onAction("Edit.Find", &EventsView::find);
    onAction("View.Columns", &EventsView::chooseColumns);
    onAction("View.GroupBy", &EventsView::group);
    connect(m_context.actions.action("Filter.FileTimes"), &QAction::toggled, &m_query, &LensQuery::showFileTimes);
}

void EventsView::narrow(bool exclude)
{
    const QModelIndex current = m_table->currentIndex();
    const EventRow *row = m_model.rowNow(current.row());
    const int field = current.data(EventTableModel::FilterFieldRole).toInt();
    const QString value = current.data(EventTableModel::RawValueRole).toString();
    const bool isField = field >= 0 && EventColumn(current.column()) != EventColumn::Tags;
    if (!row || !isField || value.isEmpty()) {
        Q_EMIT told(nothingToNarrow(current, isField));
        return;
    }
    Condition condition{FilterField(field), {value}, exclude, {}, {}};
    // The sentence is made for reading; the type is what can be asked for.
    if (EventColumn(current.column()) == EventColumn::Message) {
        condition.field = FilterField::Type;
        condition.values = {row->type};
    }
    m_context.lens.addCondition(condition);
}

void EventsView::include()
{
    if (m_groups->isWorkedIn())
        m_groups->include();
    else
        narrow(false);
}

void EventsView::exclude()
{
    if (m_groups->isWorkedIn())
        m_groups->exclude();
    else
        narrow(true);
}

void EventsView::group() { m_groups->toggle(); }

void EventsView::around()
{
    const EventRow *row = m_model.rowNow(m_table->currentIndex().row());
    if (m_context.lens.isAround() || (row && row->shownNs != kNoTime))
        m_context.lens.toggleAround(row ? row->shownNs : 0);
}

void EventsView::open()
{
    if (m_groups->isWorkedIn()) {
        m_groups->include();
        return;
    }
    if (const qint64 id = currentId())
        Q_EMIT openWanted(id);
}

void EventsView::source()
{
    if (const qint64 id = currentId())
        Q_EMIT sourceWanted(id);
}

void EventsView::note()
{
    if (const qint64 id = currentId())
        Q_EMIT noteWanted(id);
}

void EventsView::markSeen()
{
    const qint64 id = currentId();
    if (id && m_context.writer)
        m_context.writer->setSeen(TargetKind::Event, {id}, true);
    step(1);
}

void EventsView::nextUnseen()
{
    for (int row = m_table->currentIndex().row() + 1; row < m_model.rowCount(); ++row) {
        const EventRow *event = m_model.row(row);
        if (!event || !event->seen) { // a row that is not here yet counts as unread
            m_table->setCurrentIndex(m_model.index(row, qMax(0, m_table->currentIndex().column())));
            return;
        }
    }
}

void EventsView::step(int rows)
{
    if (m_groups->isWorkedIn()) {
        m_groups->step(rows);
        return;
    }
    const QModelIndex current = m_table->currentIndex();
    const int wanted = current.isValid() ? current.row() + rows : m_resumeRow + (rows > 0 ? rows - 1 : rows);
    if (m_model.rowCount() > 0)
        m_table->setCurrentIndex(m_model.index(qBound(0, wanted, m_model.rowCount() - 1), qMax(0, current.column())));
}

void EventsView::copyRows()
{
    const QList<qint64> ids = chosenIds();
    if (ids.size() > kCopiedRows) {
        Q_EMIT told([&language = m_context.language] {
            return tr("More than %1 rows are not copied at once. Mark fewer.").arg(language.locale().toString(kCopiedRows));
        });
        return;
    }
    QList<EventColumn> columns;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int logical = m_header->logicalIndex(visual);
        if (!m_header->isSectionHidden(logical))
            columns.append(EventColumn(logical));
    }
    // Rows that are not on the screen are read first: what is copied is whole.
    const auto future = onPool([openCase = &m_context.openCase, ids] {
        const auto reader = openCase->reader();
        return reader ? (*reader)->events(ids) : Result<std::vector<EventRow>>(reader.error());
    });
    whenReady(this, future, [this, columns](const Result<std::vector<EventRow>> &rows) {
        if (!rows) {
            Q_EMIT told([] { return tr("The rows could not be read and were not copied."); });
            return;
        }
        const auto line = [&columns](const auto &cell) {
            QStringList cells;
            for (const EventColumn column : columns)
                cells.append(QString(cell(column)).replace(u'\t', u' '));
            return cells.join(u'\t');
        };
        QStringList lines = {line([this](EventColumn column) { return m_model.columnTitle(column); })};
        for (const EventRow &row : *rows)
            lines.append(line([this, &row](EventColumn column) { return m_model.text(row, column); }));
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
        Q_EMIT told([count = int(rows->size())] { return tr("%n row(s) copied.", nullptr, count); });
    });
}

/// What is marked, in the order of the table; one more than can be copied says that it is too much.
QList<qint64> EventsView::chosenIds() const
{
    QItemSelection ranges = m_table->selectionModel()->selection();
    if (m_allMarked)
        ranges = QItemSelection(m_model.index(0, 0), m_model.index(m_model.rowCount() - 1, 0));
    std::sort(ranges.begin(), ranges.end(), [](const auto &a, const auto &b) { return a.top() < b.top(); });
    QList<qint64> ids;
    int next = 0; // ranges of single cells may tell a row twice
    for (const QItemSelectionRange &range : ranges) {
        for (int row = std::max(next, range.top()); row <= range.bottom() && ids.size() <= kCopiedRows; ++row)
            ids.append(m_model.eventId(row));
        next = std::max(next, range.bottom() + 1);
    }
    return ids;
}

void EventsView::copyCell()
{
    m_model.rowNow(m_table->currentIndex().row());
    QGuiApplication::clipboard()->setText(m_table->currentIndex().data(EventTableModel::RawValueRole).toString());
}

void EventsView::copyCitation()
{
    const EventRow *row = m_model.rowNow(m_table->currentIndex().row());
    if (!row)
        return;
    const Wording words = wordingOf(m_context);
    QGuiApplication::clipboard()->setText(u'[' + citationText(*row, words) + u']');
}

void EventsView::markAll()
{
    // Marking ten million rows one by one takes seconds; the filter says the same.
    selectAllRows();
}

void EventsView::find() { m_header->focusField(int(EventColumn::Message)); }

/// A row that one goes to stands in the middle: what came before it belongs to it.
void EventsView::showInContext(int row, int column)
{
    m_table->setCurrentIndex(m_model.index(row, column));
    const int sideways = m_table->horizontalScrollBar()->value();
    m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::PositionAtCenter);
    // Rows above and below are what is looked for; the columns stay where they are, if the cell is among them.
    m_table->horizontalScrollBar()->setValue(sideways);
    m_table->scrollTo(m_table->currentIndex());
}

void EventsView::goToEvent(qint64 eventId)
{
    m_context.lens.setFocus({ItemKind::Event, eventId});
    if (const int place = m_model.placeOf(eventId); place >= 0)
        showInContext(place, qMax(0, m_table->currentIndex().column()));
    else
        m_context.lens.clearFilter(); // the row of the focus is the current one when the answer has come
}

void EventsView::goToTime(qint64 ns)
{
    // Only an order by time has a place for a time.
    m_header->setSortIndicator(int(EventColumn::Time), Qt::AscendingOrder);
    const EventSelection &rows = m_model.selection();
    qint64 low = 0, high = rows.count();
    while (low < high) {
        const qint64 middle = (low + high) / 2;
        if (rows.value(middle, EventField::Time) < ns)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < rows.count())
        showInContext(int(low), int(EventColumn::Time));
}

} // namespace ashiato
