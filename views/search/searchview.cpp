// SPDX-License-Identifier: Apache-2.0
#include "views/search/searchview.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/jobs/async.h"
#include "models/lens/lens.h"
#include "views/events/eventdelegate.h"
#include "views/files/filecopy.h"
#include "views/files/filedelegate.h"
#include "views/shared/actionregistry.h"
#include "views/shared/headerfit.h"
#include "views/shared/heldkeys.h"
#include "views/shared/theme.h"
#include "views/shared/wordingof.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{

constexpr qsizetype kTitleLength = 24;
constexpr int kCopiedRows = 10'000;

template <typename Column> struct Shown {
    Column column;
    int width;
};
constexpr Shown<EventColumn> kEventColumns[] = {{EventColumn::Time, 205}, {EventColumn::Kind, 118}, {EventColumn::Message, 420},
                                                {EventColumn::Host, 96},  {EventColumn::Account, 110}, {EventColumn::Tags, 110},
                                                {EventColumn::Path, 240}};
constexpr Shown<FileColumn> kFileColumns[] = {{FileColumn::Name, 260},     {FileColumn::State, 120}, {FileColumn::Size, 110},
                                              {FileColumn::Modified, 232}, {FileColumn::Tags, 110},  {FileColumn::Path, 320}};

template <typename Column, size_t Size> void arrange(QHeaderView *header, const Shown<Column> (&columns)[Size])
{
    for (int section = 0; section < header->count(); ++section)
        header->hideSection(section);
    int visual = 0;
    for (const Shown<Column> &shown : columns) {
        header->showSection(int(shown.column));
        header->moveSection(header->visualIndex(int(shown.column)), visual++);
        header->resizeSection(int(shown.column), shown.width);
    }
    header->setStretchLastSection(true);
}

} // namespace

SearchView::SearchView(const ViewContext &context, TagController &tags, const QString &text, QWidget *parent)
    : QWidget(parent), m_context(context), m_tags(tags), m_text(text), m_search(context.openCase, context.columns),
      m_eventModel(context.openCase, context.columns), m_fileModel(context.openCase, context.columns)
{
    setObjectName(QStringLiteral("searchView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeBar(column);
    auto *parts = new QSplitter(Qt::Vertical, this);
    parts->setChildrenCollapsible(false);
    parts->addWidget(makePart(m_events, m_eventModel, "resultEvents"));
    parts->addWidget(makePart(m_files, m_fileModel, "resultFiles"));
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    column->addWidget(parts, 1);
    makeEvents();
    makeFiles();
    connectActions();
    connect(&tags, &TagController::changed, this, [this] {
        m_eventModel.marksChanged();
        m_fileModel.marksChanged();
    });
    connect(&m_context.lens, &Lens::displayZoneChanged, &m_eventModel, &EventTableModel::setDisplayZone);
    connect(&m_context.lens, &Lens::displayZoneChanged, &m_fileModel, &FileTableModel::setDisplayZone);
    for (QTableView *table : {m_events.table, m_files.table})
        connect(&m_context.theme, &Theme::changed, table->viewport(), qOverload<>(&QWidget::update));
    m_eventModel.setDisplayZone(m_context.lens.displayZone());
    m_fileModel.setDisplayZone(m_context.lens.displayZone());
    retranslate();
    ask();
}

SearchView::~SearchView() = default;

void SearchView::makeBar(QVBoxLayout *column)
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(10, 6, 10, 6);
    bar->setSpacing(8);
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("searchTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_filter = new QToolButton(this);
    m_filter->setObjectName(QStringLiteral("searchAsFilter"));
    m_filter->setProperty("chip", true);
    bar->addWidget(m_title, 1);
    bar->addWidget(m_filter);
    column->addLayout(bar);
    connect(m_filter, &QToolButton::clicked, this, &SearchView::useAsFilter);
}

QWidget *SearchView::makePart(Part &part, QAbstractItemModel &model, const char *name)
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    part.heading = new QLabel(box);
    part.heading->setObjectName(QString::fromLatin1(name) + QStringLiteral("Count"));
    part.heading->setProperty("heading", true);
    part.heading->setContentsMargins(10, 6, 10, 4);
    column->addWidget(part.heading);
    part.table = new QTableView(box);
    part.table->setObjectName(QString::fromLatin1(name));
    part.table->setModel(&model);
    part.table->setSelectionBehavior(QAbstractItemView::SelectRows);
    part.table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    part.table->setShowGrid(false);
    part.table->setAlternatingRowColors(true);
    part.table->setWordWrap(false);
    part.table->setTabKeyNavigation(false);
    part.table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    part.table->setAttribute(Qt::WA_InputMethodEnabled, false);
    part.table->verticalHeader()->hide();
    part.table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    part.table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    part.table->horizontalHeader()->setSectionsClickable(true);
    part.table->horizontalHeader()->setSortIndicatorShown(true);
    part.table->horizontalHeader()->setHighlightSections(false);
    keepTitlesWhole(part.table->horizontalHeader());
    part.table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    part.table->installEventFilter(this);
    column->addWidget(part.table, 1);
    connect(part.table, &QTableView::doubleClicked, this, &SearchView::open);
    connect(part.table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this, &part] { currentChanged(part); });
    return box;
}

void SearchView::makeEvents()
{
    m_delegate = new EventDelegate(m_context, m_events.table);
    m_delegate->setNeedles({m_text});
    m_events.table->setItemDelegate(m_delegate);
    m_events.keys = new HeldKeys(*m_events.table, m_context.actions, [this] { return m_search.isBusy(); });
    QHeaderView *header = m_events.table->horizontalHeader();
    arrange(header, kEventColumns);
    header->setSortIndicator(int(m_sortBy), m_order);
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this](int section, Qt::SortOrder order) {
        m_sortBy = EventColumn(section);
        m_order = order;
        ask();
    });
    const auto tagsKnown = [this] {
        m_delegate->setTags(m_tags.tags());
        m_events.table->viewport()->update();
    };
    connect(&m_tags, &TagController::tagsChanged, this, tagsKnown);
    tagsKnown();
    connect(&m_search, &EventSearch::foundChanged, this, &SearchView::eventsFound);
    connect(&m_search, &EventSearch::busyChanged, this, [this](bool busy) {
        refreshWords();
        if (!busy)
            m_events.keys->release();
    });
}

void SearchView::makeFiles()
{
    auto *delegate = new FileDelegate(m_context, m_tags, m_files.table);
    delegate->setNeedles({{m_text}, {m_text}, {m_text}});
    m_files.table->setItemDelegate(delegate);
    m_files.keys = new HeldKeys(*m_files.table, m_context.actions, [this] { return m_fileModel.isBusy(); });
    QHeaderView *header = m_files.table->horizontalHeader();
    arrange(header, kFileColumns);
    header->setSortIndicator(int(FileColumn::Name), Qt::AscendingOrder);
    connect(header, &QHeaderView::sortIndicatorChanged, &m_fileModel, &FileTableModel::sort);
    connect(&m_tags, &TagController::tagsChanged, m_files.table->viewport(), qOverload<>(&QWidget::update));
    connect(&m_fileModel, &FileTableModel::selectionChanged, this, &SearchView::filesFound);
    connect(&m_fileModel, &FileTableModel::busyChanged, this, [this](bool busy) {
        refreshWords();
        if (!busy)
            m_files.keys->release();
    });
    connect(&m_fileModel, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_files.keptId = currentId(m_files); });
}

void SearchView::refresh()
{
    ask();
    m_fileModel.refresh(currentId(m_files));
}

void SearchView::ask()
{
    Filter filter;
    filter.add({FilterField::Text, {m_text}, false, {}, {}});
    if (m_fileModel.question().filter.isEmpty()) {
        FileQuestion question;
        question.filter = filter;
        m_fileModel.setQuestion(question);
    }
    filter.add({FilterField::FileTimes, {QStringLiteral("hide")}, false, {}, {}});
    m_search.ask(filter, m_sortBy, m_order);
}

void SearchView::eventsFound()
{
    m_events.keptId = currentId(m_events);
    m_eventModel.setSelection(m_search.found());
    restore(m_events, m_events.keptId ? m_eventModel.placeOf(m_events.keptId) : -1);
}

void SearchView::filesFound() { restore(m_files, m_files.keptId ? m_fileModel.selection().placeOf(m_files.keptId) : -1); }

/// The row that was current is so again; at first it is the first one, so that keys have a row.
void SearchView::restore(Part &part, qint64 place)
{
    const int rows = part.table->model()->rowCount();
    // Keys go to where something was found.
    if (rows > 0 && &part != m_current && m_current->table->model()->rowCount() == 0 && !m_search.isBusy()) {
        const bool hadFocus = m_current->table->hasFocus();
        m_current = &part;
        setFocusProxy(part.table);
        if (hadFocus)
            part.table->setFocus(Qt::OtherFocusReason);
    }
    const bool isSame = place >= 0;
    if (rows > 0) {
        const QScopedValueRollback<bool> quiet(m_isRestoring, isSame || &part != m_current || !isVisible());
        part.table->setCurrentIndex(part.table->model()->index(int(qMax<qint64>(0, place)), part.table->horizontalHeader()->logicalIndex(0)));
    }
    refreshWords();
    part.keys->release();
}

qint64 SearchView::idOf(const Part &part, int row) const { return &part == &m_files ? m_fileModel.fileId(row) : m_eventModel.eventId(row); }

qint64 SearchView::currentId(const Part &part) const
{
    const QModelIndex current = part.table->currentIndex();
    return current.isValid() ? idOf(part, current.row()) : 0;
}

void SearchView::currentChanged(const Part &part)
{
    const qint64 id = currentId(part);
    if (id && !m_isRestoring)
        m_context.lens.setFocus({&part == &m_files ? ItemKind::File : ItemKind::Event, id});
}

TagTargets SearchView::targets() const
{
    TagTargets targets;
    targets.kind = isInFiles() ? TargetKind::File : TargetKind::Event;
    for (const QItemSelectionRange &range : m_current->table->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            targets.ids.push_back(idOf(*m_current, row));
    }
    return targets;
}

void SearchView::useAsFilter() { m_context.lens.addCondition({FilterField::Text, {m_text}, false, {}, {}}); }

void SearchView::copyRows()
{
    const TagTargets marked = targets();
    if (marked.ids.size() > kCopiedRows) {
        Q_EMIT told([&language = m_context.language] {
            return tr("More than %1 rows are not copied at once. Mark fewer.").arg(language.locale().toString(kCopiedRows));
        });
        return;
    }
    // Rows that are not on the screen are read first: what is copied is whole.
    const QList<qint64> ids(marked.ids.begin(), marked.ids.end());
    const auto copied = [this](const QString &text, size_t rows) {
        QGuiApplication::clipboard()->setText(text);
        Q_EMIT told([rows] { return tr("%n row(s) copied.", nullptr, int(rows)); });
    };
    const auto unread = [this] { Q_EMIT told([] { return tr("The rows could not be read and were not copied."); }); };
    if (isInFiles()) {
        whenReady(this, onPool([openCase = &m_context.openCase, ids] {
            const auto reader = openCase->reader();
            return reader ? readFileItems(**reader, ids) : Result<std::vector<FileItem>>(reader.error());
        }), [this, copied, unread](const Result<std::vector<FileItem>> &items) {
            QList<FileColumn> columns;
            for (const auto &shown : kFileColumns)
                columns.append(shown.column);
            items ? copied(fileRowsText(m_fileModel, *items, columns, m_context.lens.displayZone()), items->size()) : unread();
        });
        return;
    }
    whenReady(this, onPool([openCase = &m_context.openCase, ids] {
        const auto reader = openCase->reader();
        return reader ? (*reader)->events(ids) : Result<std::vector<EventRow>>(reader.error());
    }), [this, copied, unread](const Result<std::vector<EventRow>> &rows) {
        if (!rows)
            return unread();
        const Wording words = wordingOf(m_context);
        QStringList titles;
        for (const EventColumn column : {EventColumn::Time, EventColumn::Type, EventColumn::Message, EventColumn::Host, EventColumn::Account,
                                         EventColumn::Evidence, EventColumn::Path})
            titles.append(m_eventModel.columnTitle(column));
        QStringList lines = {titles.join(u'\t') + u'\t' + tr("Zone: %1").arg(m_context.lens.displayZone())};
        for (const EventRow &row : *rows) {
            QStringList cells = {m_eventModel.timeText(row), row.type,     words.eventSentence(eventFieldsOf(row)),
                                 row.host,                   row.account,  row.evidence, row.path};
            for (QString &cell : cells)
                cell.replace(u'\t', u' ').replace(u'\n', u' ');
            lines.append(cells.join(u'\t'));
        }
        copied(lines.join(u'\n'), rows->size());
    });
}

QString SearchView::title() const
{
    const QString text = m_text.size() > kTitleLength ? m_text.left(kTitleLength - 1) + u'…' : m_text;
    const qint64 count = m_search.found().count() + m_fileModel.selection().count();
    return isBusy() ? QStringLiteral("%1 (…)").arg(text) : QStringLiteral("%1 (%2)").arg(text, m_context.language.locale().toString(count));
}

void SearchView::retranslate()
{
    const Wording words = wordingOf(m_context);
    m_eventModel.setWording(words);
    m_fileModel.setWording(words);
    m_filter->setText(tr("Use as a condition"));
    m_filter->setToolTip(tr("Show only what holds this text in all views."));
    m_filter->setAccessibleName(m_filter->text());
    m_events.table->setAccessibleName(tr("Events that were found"));
    m_files.table->setAccessibleName(tr("Files that were found"));
    for (QTableView *table : {m_events.table, m_files.table}) {
        table->horizontalHeader()->setAccessibleName(tr("Columns"));
        fitTitles(table->horizontalHeader());
    }
    refreshWords();
}

void SearchView::refreshWords()
{
    const QLocale locale = m_context.language.locale();
    const auto count = [&](bool busy, qint64 rows) { return busy ? tr("searching…") : locale.toString(rows); };
    //: Heading of a list of results and how many there are: "Events  712"
    m_events.heading->setText(tr("Events  %1").arg(count(m_search.isBusy(), m_search.found().count())));
    m_events.heading->setToolTip(tr("Without the events made from file times: their files stand below."));
    m_files.heading->setText(tr("Files  %1").arg(count(m_fileModel.isBusy(), m_fileModel.selection().count())));
    m_files.heading->setToolTip(tr("Files with the text in their path, their type or a hash."));
    const bool nothing = !m_search.isBusy() && !m_fileModel.isBusy() && m_search.found().count() == 0 && m_fileModel.selection().count() == 0;
    m_title->setText((nothing ? tr("Nothing in the case holds “%1”. Search for a part of it, or close this tab.")
                              : tr("Results for “%1” in the whole case"))
                         .arg(m_text));
    setWindowTitle(title());
}

void SearchView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SearchView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!std::exchange(m_wasShown, true))
        setFocusProxy(m_current->table);
}

bool SearchView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn) {
        m_current = watched == m_files.table ? &m_files : &m_events;
        setFocusProxy(m_current->table);
        currentChanged(*m_current);
    } else if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_search.cancel();
        m_fileModel.cancel();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ashiato
