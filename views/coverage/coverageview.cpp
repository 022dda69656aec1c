// SPDX-License-Identifier: Apache-2.0
#include "views/coverage/coverageview.h"

#include "models/casedb/casewriter.h"
#include "models/coverage/coveragemodel.h"
#include "models/coverage/gapmodel.h"
#include "models/lens/lens.h"
#include "models/time/timetext.h"
#include "views/coverage/coveragedelegates.h"
#include "views/shared/actionregistry.h"
#include "views/shared/caselook.h"
#include "views/shared/emptynote.h"
#include "views/shared/headerfit.h"
#include "views/shared/icons.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/shared/wordingof.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{

const QString kSplitterKey = QStringLiteral("views/coverage/splitter");
const QString kSourcesKey = QStringLiteral("views/coverage/sources");
const QString kGapsKey = QStringLiteral("views/coverage/gaps");
constexpr int kSourceWidths[CoverageModel::ColumnCount] = {72, 180, 150, 160, 150, 150, 100, 116, 108};
constexpr int kGapWidths[GapModel::ColumnCount] = {140, 110, 80, 600, 80};
constexpr GapKind kKinds[] = {GapKind::NotExamined, GapKind::NotReadable, GapKind::Doubtful};

QLabel *label(QWidget *parent, const char *property, const QString &name)
{
    auto *made = new QLabel(parent);
    made->setObjectName(name);
    made->setTextFormat(Qt::PlainText);
    made->setProperty(property, true);
    return made;
}

} // namespace

CoverageView::CoverageView(const ViewContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_query(new CoverageQuery(context.openCase, this)),
      m_sources(new CoverageModel(wordingOf(context), this)), m_gaps(new GapModel(wordingOf(context), this))
{
    setObjectName(QStringLiteral("coverageView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(makeUpper());
    m_splitter->addWidget(makeLower());
    column->addWidget(m_splitter);
    setFocusProxy(m_sourceTable);
    m_sources->setDisplayZone(m_context.lens.displayZone());
    connectAll();
    restoreState();
    retranslate();
}

QTableView *CoverageView::makeTable(QAbstractItemModel *model, const QString &name, int lines)
{
    auto *table = new QTableView(this);
    table->setObjectName(name);
    table->setModel(model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setAttribute(Qt::WA_InputMethodEnabled, false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().lineSpacing() * lines + 9);
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionsMovable(true);
    keepTitlesWhole(table->horizontalHeader());
    return table;
}

QWidget *CoverageView::makeUpper()
{
    auto *upper = new QWidget(this);
    auto *column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(10, 8, 10, 6);
    m_sourcesTitle = label(upper, "heading", QStringLiteral("coverageSourcesTitle"));
    m_span = label(upper, "muted", QStringLiteral("coverageSpan"));
    row->addWidget(m_sourcesTitle);
    row->addStretch(1);
    row->addWidget(m_span);
    column->addLayout(row);
    m_sourceTable = makeTable(m_sources, QStringLiteral("coverageSources"), 1);
    m_delegate = new CoverageDelegate(m_context, m_sourceTable);
    m_sourceTable->setItemDelegate(m_delegate);
    QHeaderView *header = m_sourceTable->horizontalHeader();
    // Above the title: beside it, it would lie on titles that stand at the right.
    header->setStyleSheet(QStringLiteral("QHeaderView::up-arrow, QHeaderView::down-arrow { subcontrol-position: top center; width: 12px; height: 8px; }"));
    header->setSortIndicator(CoverageModel::First, Qt::AscendingOrder);
    m_sourceTable->setSortingEnabled(true);
    for (int i = 0; i < CoverageModel::ColumnCount; ++i)
        m_sourceTable->setColumnWidth(i, kSourceWidths[i]);
    header->setSectionResizeMode(CoverageModel::Span, QHeaderView::Stretch);
    column->addWidget(m_sourceTable, 1);
    m_noSources = new EmptyNote(m_sourceTable->viewport(), QStringLiteral("coverageNoSources"));
    return upper;
}

QWidget *CoverageView::makeLower()
{
    auto *lower = new QWidget(this);
    auto *column = new QVBoxLayout(lower);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(10, 8, 10, 6);
    m_gapsTitle = label(lower, "heading", QStringLiteral("coverageGapsTitle"));
    row->addWidget(m_gapsTitle);
    row->addSpacing(12);
    for (const GapKind kind : kKinds) {
        auto *button = new QToolButton(lower);
        button->setObjectName(QStringLiteral("coverageKind%1").arg(int(kind)));
        button->setCheckable(true);
        button->setChecked(true);
        connect(button, &QToolButton::toggled, this, [this, kind](bool shown) {
            m_gaps->setShown(kind, shown);
            refreshText();
        });
        m_kinds[size_t(kind)] = button;
        row->addWidget(button);
    }
    row->addStretch(1);
    m_filter = new QLineEdit(lower);
    m_filter->setObjectName(QStringLiteral("coverageFilter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(220);
    row->addWidget(m_filter);
    column->addLayout(row);
    m_gapTable = makeTable(m_gaps, QStringLiteral("coverageGaps"), 2);
    m_gapTable->setItemDelegate(new GapDelegate(m_context, m_gapTable));
    for (int i = 0; i < GapModel::ColumnCount; ++i)
        m_gapTable->setColumnWidth(i, kGapWidths[i]);
    m_gapTable->horizontalHeader()->setSectionResizeMode(GapModel::Sentence, QHeaderView::Stretch);
    column->addWidget(m_gapTable, 1);
    m_noGaps = new EmptyNote(m_gapTable->viewport(), QStringLiteral("coverageNoGaps"));
    m_note = label(lower, "muted", QStringLiteral("coverageNote"));
    m_note->setWordWrap(true);
    m_note->setContentsMargins(10, 6, 10, 6);
    column->addWidget(m_note);
    return lower;
}

void CoverageView::connectAll()
{
    connect(m_query, &CoverageQuery::loaded, this, &CoverageView::take);
    connect(m_query, &CoverageQuery::failed, this, [this](const Error &error) {
        m_failure = wordingOf(m_context).errorSentence(error);
        refreshText();
    });
    if (m_context.writer) {
        // From the writer's thread, many a second during an import.
        connect(m_context.writer, &CaseWriter::committed, this, [this] {
            if (isVisible())
                m_query->refreshSoon();
            else
                m_stale = true;
        });
    }
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_gaps->setFilter(text);
        refreshText();
    });
    connect(&m_context.lens, &Lens::displayZoneChanged, this, [this](const QString &zone) {
        m_sources->setDisplayZone(zone);
        refreshText();
    });
    connect(&m_context.theme, &Theme::changed, this, [this] {
        m_sourceTable->viewport()->update();
        m_gapTable->viewport()->update();
    });
    const auto onAction = [this](const char *id, auto work) {
        connect(m_context.actions.action(id), &QAction::triggered, this, [this, work] {
            if (isVisible())
                work();
        });
    };
    onAction("Edit.Copy", [this] { copyRow(); });
    onAction("Edit.Find", [this] { m_filter->setFocus(Qt::ShortcutFocusReason); });
    connect(m_splitter, &QSplitter::splitterMoved, this, &CoverageView::saveState);
    for (const QTableView *table : {m_sourceTable, m_gapTable}) {
        connect(table->horizontalHeader(), &QHeaderView::sectionMoved, this, &CoverageView::saveState);
        connect(table->horizontalHeader(), &QHeaderView::sectionResized, this, &CoverageView::saveState);
    }
}

void CoverageView::restoreState()
{
    const QByteArray splitter = look(m_context, kSplitterKey).toByteArray();
    if (splitter.isEmpty() || !m_splitter->restoreState(splitter))
        m_splitter->setSizes({340, 340});
    const QSignalBlocker first(m_sourceTable->horizontalHeader()), second(m_gapTable->horizontalHeader());
    m_sourceTable->horizontalHeader()->restoreState(look(m_context, kSourcesKey).toByteArray());
    m_gapTable->horizontalHeader()->restoreState(look(m_context, kGapsKey).toByteArray());
    m_sources->sort(m_sourceTable->horizontalHeader()->sortIndicatorSection(), m_sourceTable->horizontalHeader()->sortIndicatorOrder());
}

void CoverageView::saveState()
{
    if (!isVisible())
        return; // the first layout is nobody's choice
    keepLook(m_context, kSplitterKey, m_splitter->saveState());
    keepLook(m_context, kSourcesKey, m_sourceTable->horizontalHeader()->saveState());
    keepLook(m_context, kGapsKey, m_gapTable->horizontalHeader()->saveState());
}

void CoverageView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_stale, false))
        m_query->refresh();
}

void CoverageView::take(const CoverageData &data)
{
    m_failure.clear();
    m_loaded = true;
    m_cut = data.cut;
    // Rows keep their place on the screen while an import adds others.
    const int row = m_gapTable->currentIndex().row();
    m_sources->setRows(data.sources);
    m_gaps->setGaps(data.gaps);
    m_delegate->setSpan(m_sources->span());
    if (row >= 0 && row < m_gaps->rowCount())
        m_gapTable->setCurrentIndex(m_gaps->index(row, 0));
    refreshText();
}

void CoverageView::copyRow()
{
    const QTableView *table = m_gapTable->hasFocus() ? m_gapTable : m_sourceTable;
    QStringList cells;
    for (int column = 0; column < table->model()->columnCount(); ++column) {
        const QModelIndex cell = table->currentIndex().siblingAtColumn(column);
        cells.append(cell.data(table == m_sourceTable ? Qt::AccessibleTextRole : Qt::DisplayRole).toString());
    }
    if (table->currentIndex().isValid())
        QApplication::clipboard()->setText(cells.join(u'\t'));
}

void CoverageView::refreshText()
{
    const Wording words = wordingOf(m_context);
    const auto [first, last] = m_sources->spanText();
    m_span->setText(first.isEmpty() ? QString() : tr("Whole span of the bars: %1 to %2").arg(first, last));
    for (const GapKind kind : kKinds) {
        m_kinds[size_t(kind)]->setText(QStringLiteral("%1  %2").arg(GapModel::kindText(kind), words.number(m_gaps->total(kind))));
    }
    QStringList note;
    if (!m_failure.isEmpty())
        note.append(m_failure);
    else if (!m_loaded)
        note.append(tr("Looking…"));
    if (m_cut)
        note.append(tr("Only the first %1 warnings are listed; the case holds more.").arg(words.number(kMostWarnings)));
    note.append(tr("What was looked for and is absent is not part of this list."));
    m_note->setText(note.join(u' '));
    const bool known = m_loaded && m_failure.isEmpty();
    qint64 gaps = 0;
    for (const GapKind kind : kKinds)
        gaps += m_gaps->total(kind);
    const bool nothing = m_sources->rowCount() == 0 && gaps == 0;
    m_noSources->say(known && nothing
                         ? tr("Nothing has been imported yet. Drop evidence on the window, or press Ctrl+I.")
                         : QString());
    m_noGaps->say(!known || nothing || m_gaps->rowCount() > 0 ? QString()
                  : gaps == 0                                 ? tr("So far, nothing was found that could not be read.")
                                                              : tr("Nothing in this list meets the filter."));
}

void CoverageView::retranslate()
{
    m_sources->setWording(wordingOf(m_context));
    m_gaps->setWording(wordingOf(m_context));
    fitTitles(m_sourceTable->horizontalHeader());
    fitTitles(m_gapTable->horizontalHeader());
    m_sourcesTitle->setText(tr("What was read"));
    m_gapsTitle->setText(tr("What was not read"));
    m_sourceTable->setAccessibleName(m_sourcesTitle->text());
    m_gapTable->setAccessibleName(m_gapsTitle->text());
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter what was not read"));
    const QString tips[] = {tr("Nobody looked yet: jobs that are not at their end, exhibits that were not imported."),
                            tr("It was looked at and could not be read, or not all of it."),
                            tr("It was read, and what it says is open to doubt: no time zone, no year, another hash value.")};
    for (const GapKind kind : kKinds)
        m_kinds[size_t(kind)]->setToolTip(tips[size_t(kind)]);
    refreshText();
}

void CoverageView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ashiato
