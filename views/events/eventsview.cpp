// SPDX-License-Identifier: Apache-2.0
#include "views/events/eventsview.h"

#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/lens/lens.h"
#include "models/query/lensquery.h"
#include "models/time/timetext.h"
#include "models/timeline/citation.h"
#include "models/timeline/eventtablemodel.h"
#include "views/events/eventdelegate.h"
#include "views/shared/actionregistry.h"
#include "views/shared/filterheader.h"
#include "views/shared/headerfit.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace ashiato
{

namespace
{

const QString kColumnsKey = QStringLiteral("views/events/columns");
constexpr int kCopiedRows = 100'000;

struct ColumnDefault {
    EventColumn column;
    int width;
    bool shown;
};
constexpr ColumnDefault kColumns[] = {
    {EventColumn::Time, 205, true},     {EventColumn::Kind, 118, true},      {EventColumn::Message, 360, true},
    {EventColumn::Host, 96, true},      {EventColumn::Account, 110, true},  {EventColumn::Path, 200, true},
    {EventColumn::Tags, 120, true},     {EventColumn::Type, 150, false},    {EventColumn::Severity, 80, false},
    {EventColumn::Source, 130, false},  {EventColumn::Destination, 150, false}, {EventColumn::Evidence, 70, false},
    {EventColumn::Position, 130, false}, {EventColumn::Status, 70, false},  {EventColumn::BytesOut, 100, false},
    {EventColumn::BytesIn, 100, false}, {EventColumn::Url, 260, false},     {EventColumn::Domain, 150, false},
    {EventColumn::Process, 200, false}, {EventColumn::Action, 100, false}};

} // namespace

EventsView::EventsView(const ViewContext &context, EventTableModel &model, LensQuery &query, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(model), m_query(query)
{
    setObjectName(QStringLiteral("eventsView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    makeTable();
    column->addWidget(m_table);
    setFocusProxy(m_table);
    m_empty = new QLabel(m_table->viewport());
    m_empty->setObjectName(QStringLiteral("eventsEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("muted", true);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    connectActions();
    connect(&m_query, &LensQuery::selectionChanged, this, &EventsView::selectionChanged);
    connect(&m_query, &LensQuery::busyChanged, this, &EventsView::refreshEmpty);
    connect(&m_context.lens, &Lens::filterChanged, this, &EventsView::showFilterInHeader);
    connect(&m_context.theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    restoreColumns();
    refreshTags();
    retranslate();
}

void EventsView::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("eventsTable"));
    m_header = new FilterHeader(m_table);
    m_table->setHorizontalHeader(m_header);
    m_table->setModel(&m_model);
    m_delegate = new EventDelegate(m_context, m_table);
    m_table->setItemDelegate(m_delegate);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    // Keys act at once: an input method never starts here.
    m_table->setAttribute(Qt::WA_InputMethodEnabled, false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_header, &QWidget::customContextMenuRequested, this, &EventsView::columnsMenu);
    connect(m_header, &FilterHeader::entered, this, &EventsView::applyHeaderFilter);
    connect(m_header, &FilterHeader::left, this, [this] { m_table->setFocus(Qt::OtherFocusReason); });
    connect(m_header, &QHeaderView::sortIndicatorChanged, this, [this](int section, Qt::SortOrder order) {
        m_query.sort(EventColumn(section), order);
    });
    connect(m_table, &QTableView::doubleClicked, this, &EventsView::open);
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint &at) {
        QMenu menu(this);
        for (const char *id : {"Filter.Include", "Filter.Exclude", "Filter.Around", "Row.Source", "Row.Note", "Edit.Copy",
                               "Edit.CopyCell", "Edit.CopyCitation"})
            menu.addAction(m_context.actions.action(id));
        menu.exec(m_table->viewport()->mapToGlobal(at));
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &EventsView::currentChanged);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_allMarked = false;
        Q_EMIT markedChanged();
    });
    m_header->setSortIndicator(int(EventColumn::Time), Qt::AscendingOrder);
}

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
    connect(m_context.actions.action("Filter.FileTimes"), &QAction::toggled, &m_query, &LensQuery::showFileTimes);
}

qint64 EventsView::currentId() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_model.eventId(current.row()) : 0;
}

std::vector<qint64> EventsView::markedIds() const
{
    std::vector<qint64> ids;
    if (m_allMarked)
        return ids;
    for (const QItemSelectionRange &range : m_table->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            ids.push_back(m_model.eventId(row));
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

void EventsView::selectionChanged()
{
    // The row that is read stays where it is on the screen when others come in above it.
    const QModelIndex current = m_table->currentIndex();
    const Focus focus = m_context.lens.focus();
    m_keptId = focus.kind == ItemKind::Event ? focus.id : currentId();
    m_keptOffset = current.isValid() ? current.row() - m_table->rowAt(0) : 0;
    const int column = qMax(0, current.column());
    m_model.setSelection(m_query.selection());
    refreshTags();
    const int place = m_keptId ? m_model.placeOf(m_keptId) : -1;
    if (place >= 0) {
        const QSignalBlocker quiet(m_table->selectionModel());
        m_table->setCurrentIndex(m_model.index(place, column));
        m_table->verticalScrollBar()->setValue(qMax(0, place - qBound(0, m_keptOffset, 40)));
    }
    refreshEmpty();
}

void EventsView::currentChanged()
{
    if (const qint64 id = currentId())
        m_context.lens.setFocus({ItemKind::Event, id});
}

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
        filter.add({wanted, {text}, false, {}, {}});
    m_context.lens.setFilter(filter);
    m_table->setFocus(Qt::OtherFocusReason);
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
            for (const ColumnDefault &column : kColumns) {
                const int field = m_model.headerData(int(column.column), Qt::Horizontal, EventTableModel::FilterFieldRole).toInt();
                if (field == int(condition.field) && column.shown && condition.values.size() == 1)
                    texts.insert(int(column.column), condition.values.first());
            }
        }
    }
    m_delegate->setNeedles(needles);
    for (const ColumnDefault &column : kColumns)
        m_header->setFieldText(int(column.column), texts.value(int(column.column)));
    m_context.actions.action("Filter.Around")->setChecked(m_context.lens.isAround());
}

void EventsView::narrow(bool exclude)
{
    const QModelIndex current = m_table->currentIndex();
    const int field = current.data(EventTableModel::FilterFieldRole).toInt();
    const QString value = current.data(EventTableModel::RawValueRole).toString();
    if (!current.isValid() || field < 0 || value.isEmpty() || EventColumn(current.column()) == EventColumn::Tags)
        return;
    Condition condition{FilterField(field), {value}, exclude, {}, {}};
    // The sentence is made for reading; the type is what can be asked for.
    if (EventColumn(current.column()) == EventColumn::Message) {
        condition.field = FilterField::Type;
        const EventRow *row = m_model.row(current.row());
        if (!row)
            return;
        condition.values = {row->type};
    }
    m_context.lens.addCondition(condition);
}

void EventsView::around()
{
    const qint64 ns = m_table->currentIndex().data(EventTableModel::ShownNsRole).toLongLong();
    if (m_context.lens.isAround() || (m_table->currentIndex().isValid() && ns != kNoTime))
        m_context.lens.toggleAround(ns);
}

void EventsView::open()
{
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
    const int row = qBound(0, m_table->currentIndex().row() + rows, m_model.rowCount() - 1);
    if (m_model.rowCount() > 0)
        m_table->setCurrentIndex(m_model.index(row, qMax(0, m_table->currentIndex().column())));
}

void EventsView::copyRows()
{
    QList<int> columns;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int logical = m_header->logicalIndex(visual);
        if (!m_header->isSectionHidden(logical))
            columns.append(logical);
    }
    QStringList head;
    for (const int column : columns)
        head.append(m_model.columnTitle(EventColumn(column)));
    QStringList lines = {head.join(u'\t')};
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex &row : rows.mid(0, kCopiedRows)) {
        QStringList cells;
        for (const int column : columns)
            cells.append(row.siblingAtColumn(column).data(Qt::DisplayRole).toString().replace(u'\t', u' '));
        lines.append(cells.join(u'\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void EventsView::copyCell()
{
    QGuiApplication::clipboard()->setText(m_table->currentIndex().data(EventTableModel::RawValueRole).toString());
}

void EventsView::copyCitation()
{
    const EventRow *row = m_model.row(m_table->currentIndex().row());
    if (!row)
        return;
    const Wording words(m_context.catalogue, m_context.language.locale().language());
    QGuiApplication::clipboard()->setText(u'[' + citationText(*row, words) + u']');
}

void EventsView::markAll()
{
    // Marking ten million rows one by one takes seconds; the filter says the same.
    const QModelIndex current = m_table->currentIndex();
    m_table->selectionModel()->select(QItemSelection(m_model.index(0, 0), m_model.index(m_model.rowCount() - 1, 0)),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    m_allMarked = true;
    Q_EMIT markedChanged();
}

void EventsView::find() { m_header->focusField(int(EventColumn::Message)); }

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
        m_table->setCurrentIndex(m_model.index(int(low), 0));
}

void EventsView::columnsMenu(const QPoint &at)
{
    QMenu menu(this);
    for (const ColumnDefault &column : kColumns) {
        QAction *item = menu.addAction(m_model.columnTitle(column.column));
        item->setCheckable(true);
        item->setChecked(!m_header->isSectionHidden(int(column.column)));
        connect(item, &QAction::toggled, this, [this, column](bool shown) {
            m_header->setSectionHidden(int(column.column), !shown);
            if (shown && m_header->sectionSize(int(column.column)) < 40)
                m_header->resizeSection(int(column.column), column.width);
            saveColumns();
        });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Reset columns")), &QAction::triggered, this, [this] {
        m_context.settings.remove(kColumnsKey);
        restoreColumns();
    });
    menu.exec(m_header->mapToGlobal(at));
}

void EventsView::chooseColumns() { columnsMenu(QPoint(20, m_header->height())); }

void EventsView::restoreColumns()
{
    const QByteArray stored = m_context.settings.value(kColumnsKey).toByteArray();
    if (stored.isEmpty() || !m_header->restoreState(stored)) {
        int visual = 0;
        for (const ColumnDefault &column : kColumns) {
            m_header->moveSection(m_header->visualIndex(int(column.column)), visual++);
            m_header->resizeSection(int(column.column), column.width);
            m_header->setSectionHidden(int(column.column), !column.shown);
        }
    }
    QList<int> fields;
    for (const ColumnDefault &column : kColumns) {
        if (m_model.headerData(int(column.column), Qt::Horizontal, EventTableModel::FilterFieldRole).toInt() >= 0)
            fields.append(int(column.column));
    }
    m_header->setFields(fields);
    m_header->setStretchLastSection(true);
    connect(m_header, &QHeaderView::sectionResized, this, &EventsView::saveColumns, Qt::UniqueConnection);
    connect(m_header, &QHeaderView::sectionMoved, this, &EventsView::saveColumns, Qt::UniqueConnection);
}

void EventsView::saveColumns() { m_context.settings.setValue(kColumnsKey, m_header->saveState()); }

void EventsView::refreshTags()
{
    if (const auto tags = m_context.reader->tags())
        m_delegate->setTags(*tags);
}

void EventsView::refreshEmpty()
{
    const bool empty = m_model.rowCount() == 0;
    m_empty->setVisible(empty);
    if (!empty)
        return;
    if (m_query.isBusy() || m_query.isBuilding())
        m_empty->setText(tr("Looking…"));
    else if (m_model.selection().total() == 0)
        m_empty->setText(tr("No events yet.\nDrop evidence on the window, or press Ctrl+I."));
    else if (m_context.lens.filter().isEmpty())
        m_empty->setText(tr("There are events made from file times alone, and they are hidden.\nPress F to show them."));
    else
        m_empty->setText(tr("No event meets the conditions.\nPress Alt+Left to go back, or Ctrl+Shift+X to remove all conditions."));
    m_empty->setGeometry(m_table->viewport()->rect());
}

void EventsView::retranslate()
{
    m_model.setWording(Wording(m_context.catalogue, m_context.language.locale().language()));
    m_table->setAccessibleName(tr("Events"));
    m_header->setAccessibleName(tr("Columns of the events"));
    m_header->retitle();
    fitTitles(m_header);
    refreshEmpty();
}

bool EventsView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        refreshEmpty();
    return QWidget::eventFilter(watched, event);
}

void EventsView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ashiato
