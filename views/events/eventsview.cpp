// SPDX-License-Identifier: Apache-2.0
#include "views/events/eventsview.h"

#include "models/casedb/casereader.h"
#include "models/columns/columnstore.h"
#include "models/lens/lens.h"
#include "models/query/lensquery.h"
#include "models/timeline/eventtablemodel.h"
#include "views/events/eventdelegate.h"
#include "views/events/grouppanel.h"
#include "views/shared/actionregistry.h"
#include "views/shared/emptynote.h"
#include "views/shared/filterheader.h"
#include "views/shared/frozentable.h"
#include "views/shared/headerfit.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/shared/wordingof.h"

#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace ashiato
{

namespace
{
constexpr int kGroupsWidth = 260; // pixels, at first
}

EventsView::EventsView(const ViewContext &context, EventTableModel &model, LensQuery &query, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(model), m_query(query)
{
    setObjectName(QStringLiteral("eventsView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    makeTable();
    m_groups = new GroupPanel(m_context, m_query, this);
    column->addWidget(m_groups->besideTable(m_table, QStringLiteral("eventsSplit"), kGroupsWidth));
    connect(m_groups, &GroupPanel::left, this, [this] { m_table->setFocus(Qt::OtherFocusReason); });
    setFocusProxy(m_table);
    m_empty = new EmptyNote(m_table->viewport(), QStringLiteral("eventsEmpty"));
    connectActions();
    connect(&m_query, &LensQuery::selectionChanged, this, &EventsView::selectionChanged);
    connect(&m_query, &LensQuery::busyChanged, this, &EventsView::refreshEmpty);
    connect(&m_context.lens, &Lens::filterChanged, this, &EventsView::showFilterInHeader);
    connect(&m_context.theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    restoreColumns();
    connect(&m_context.lens, &Lens::displayZoneChanged, this, &EventsView::fitTimes);
    fitTimes();
    m_table->freezeByAction(int(EventColumn::Time), m_context);
    refreshTags();
    retranslate();
}

void EventsView::makeTable()
{
    m_table = new FrozenTable(this);
    m_table->setObjectName(QStringLiteral("eventsTable"));
    m_header = m_table->header();
    m_table->setModel(&m_model);
    m_delegate = new EventDelegate(m_context, m_table);
    m_table->setItemDelegate(m_delegate);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
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
    connect(m_table, &QTableView::clicked, this, &EventsView::currentChanged); // back to it from an item of another view
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_allMarked = false;
        Q_EMIT markedChanged();
    });
    m_header->setSortIndicator(int(EventColumn::Time), Qt::AscendingOrder);
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
    if (m_query.isSameQuestion())
        growRows();
    else
        showOtherRows();
    m_delegate->setTags(m_context.columns->marks()->tags);
    refreshEmpty();
}

/// The case has grown: the current row and the marked ones stay those of their events, and what is read stays where it
/// is on the screen.
void EventsView::growRows()
{
    const QModelIndex current = m_table->currentIndex();
    const int top = m_table->rowAt(0), bottom = m_table->rowAt(m_table->viewport()->height() - 1);
    const bool inSight = current.isValid() && current.row() >= top && (bottom < 0 || current.row() <= bottom);
    // Who looks at the head of the table sees what comes there.
    const bool atHead = !inSight && top <= 0;
    const QPersistentModelIndex anchor(atHead ? QModelIndex() : m_model.index(inSight ? current.row() : top, 0));
    const int offset = anchor.row() - top;
    const QPersistentModelIndex next(current.isValid() ? m_model.index(current.row() + 1, 0) : QModelIndex());
    const int row = current.row();

    // Everything is marked as a whole: an index a row would cost seconds.
    if (m_allMarked) {
        const QSignalBlocker quiet(m_table->selectionModel());
        m_table->selectionModel()->clearSelection();
    }
    m_model.growSelection(m_query.selection());
    m_table->doItemsLayout();
    if (anchor.isValid())
        m_table->verticalScrollBar()->setValue(anchor.row() - offset);
    if (row >= 0 && !m_table->currentIndex().isValid())
        m_resumeRow = next.isValid() ? next.row() : row;
    if (m_allMarked)
        selectAllRows();
}

void EventsView::showOtherRows()
{
    const QModelIndex current = m_table->currentIndex();
    const Focus focus = m_context.lens.focus();
    const qint64 before = currentId();
    const qint64 kept = focus.kind == ItemKind::Event ? focus.id : before;
    const int offset = current.isValid() ? current.row() - m_table->rowAt(0) : 0;
    const int column = qMax(0, current.column());
    const bool stoodTogether = m_table->verticalScrollBar()->maximum() == 0; // no place to come back to: all were in sight
    m_resumeRow = 0;
    m_model.setSelection(m_query.selection());
    m_table->doItemsLayout(); // else the bar ends where the rows before did
    const int place = kept ? m_model.placeOf(kept) : -1;
    if (place >= 0) {
        const QSignalBlocker quiet(m_table->selectionModel());
        if (kept == before && !stoodTogether) {
            m_table->setCurrentIndex(m_model.index(place, column));
            m_table->verticalScrollBar()->setValue(qMax(0, place - qBound(0, offset, 40)));
        } else {
            showInContext(place, column);
        }
        m_table->viewport()->update(); // the selection said nothing
    } else {
        m_table->scrollToTop(); // how far one had scrolled was said of other rows
    }
    // "All" was said of the rows that are gone.
    m_allMarked = false;
    Q_EMIT markedChanged();
}

/// Marks every row; the caller says what that means.
void EventsView::selectAllRows()
{
    const QSignalBlocker quiet(m_table->selectionModel());
    m_table->selectionModel()->select(QItemSelection(m_model.index(0, 0), m_model.index(m_model.rowCount() - 1, 0)),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->viewport()->update();
    m_allMarked = true;
    Q_EMIT markedChanged();
}

void EventsView::currentChanged()
{
    if (const qint64 id = currentId())
        m_context.lens.setFocus({ItemKind::Event, id});
}

void EventsView::refreshTags()
{
    if (const auto tags = m_context.reader->tags())
        m_delegate->setTags(*tags);
}

void EventsView::refreshEmpty()
{
    if (m_model.rowCount() > 0)
        m_empty->say({});
    else if (m_query.isBusy() || m_query.isBuilding())
        m_empty->say(tr("Looking…"));
    else if (m_model.selection().total() == 0)
        m_empty->say(tr("No events yet.\nDrop evidence on the window, or press Ctrl+I."));
    else if (m_context.lens.filter().isEmpty())
        m_empty->say(tr("There are events made from file times alone, and they are hidden.\nPress F to show them."));
    else
        m_empty->say(tr("No event meets the conditions.\nPress Alt+Left to go back, or Ctrl+Shift+X to remove all conditions."));
}

void EventsView::retranslate()
{
    m_model.setWording(wordingOf(m_context));
    m_table->setAccessibleName(tr("Events"));
    m_header->setAccessibleName(tr("Columns of the events"));
    m_header->retitle();
    fitTitles(m_header);
    refreshEmpty();
}

bool EventsView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize) {
        refreshEmpty();
        fitMessage();
    }
    return QWidget::eventFilter(watched, event);
}

void EventsView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ashiato
