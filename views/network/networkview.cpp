// SPDX-License-Identifier: Apache-2.0
#include "views/network/networkview.h"

#include "models/casedb/casewriter.h"
#include "models/lens/lens.h"
#include "models/network/flowtablemodel.h"
#include "models/network/networkquery.h"
#include "models/query/lensquery.h"
#include "views/network/flowdelegate.h"
#include "views/network/networkcanvas.h"
#include "views/network/networksummary.h"
#include "views/shared/actionregistry.h"
#include "views/shared/actqueue.h"
#include "views/shared/caselook.h"
#include "views/shared/emptynote.h"
#include "views/shared/headerfit.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/shared/wordingof.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace ashiato
{

namespace
{

const QString kSplitterKey = QStringLiteral("views/network/splitter");
const QString kColumnsKey = QStringLiteral("views/network/columns");
constexpr int kWidths[FlowTableModel::ColumnCount] = {128, 190, 92, 120, 84, 100, 84, 150, 148, 120};

} // namespace

NetworkView::NetworkView(const ViewContext &context, LensQuery &query, QWidget *parent)
    : QWidget(parent), m_context(context), m_query(query), m_network(new NetworkQuery(context.openCase, this)),
      m_model(new FlowTableModel(wordingOf(context), this))
{
    setObjectName(QStringLiteral("networkView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_canvas = new NetworkCanvas(m_context.theme, m_splitter);
    auto *lower = new QWidget(m_splitter);
    auto *lowerColumn = new QVBoxLayout(lower);
    lowerColumn->setContentsMargins(0, 0, 0, 0);
    lowerColumn->setSpacing(0);
    m_summary = new QLabel(lower);
    m_summary->setObjectName(QStringLiteral("networkSummary"));
    m_summary->setTextFormat(Qt::PlainText); // evidence text
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_summary->setContentsMargins(10, 6, 10, 6);
    m_summary->setWordWrap(true);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 8, 0);
    line->addWidget(m_summary, 1);
    makeKinds(lower);
    line->addWidget(m_kinds);
    lowerColumn->addLayout(line);
    makeTable();
    lowerColumn->addWidget(m_table, 1);
    m_splitter->addWidget(m_canvas);
    m_splitter->addWidget(lower);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    column->addWidget(m_splitter);
    setFocusProxy(m_canvas);
    m_empty = new EmptyNote(m_canvas, QStringLiteral("networkEmpty"));
    connectAll();
    restoreState();
    m_model->setDisplayZone(m_context.lens.displayZone());
    retranslate();
}

/// Which kinds of connections are drawn and listed: logons of event logs beside the traffic of a proxy, or one alone.
void NetworkView::makeKinds(QWidget *parent)
{
    m_kinds = new QToolButton(parent);
    m_kinds->setObjectName(QStringLiteral("flowKinds"));
    m_kinds->setPopupMode(QToolButton::InstantPopup);
    m_kinds->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto *menu = new QMenu(m_kinds);
    for (int kind = 0; kind <= int(FlowKind::Last); ++kind) {
        QAction *action = menu->addAction(QString());
        action->setCheckable(true);
        action->setChecked(true);
        connect(action, &QAction::toggled, this, &NetworkView::takeKinds);
        m_kindActions.push_back(action);
    }
    m_kinds->setMenu(menu);
}

void NetworkView::takeKinds()
{
    quint32 kinds = 0;
    for (size_t kind = 0; kind < m_kindActions.size(); ++kind) {
        if (m_kindActions[kind]->isChecked())
            kinds |= bitOf(FlowKind(kind));
    }
    m_network->showKinds(kinds);
    refreshKinds();
}

void NetworkView::refreshKinds()
{
    const Wording words = wordingOf(m_context);
    QStringList shown;
    for (size_t kind = 0; kind < m_kindActions.size(); ++kind) {
        m_kindActions[kind]->setText(words.flowKind(FlowKind(kind)));
        if (m_kindActions[kind]->isChecked())
            shown.append(m_kindActions[kind]->text());
    }
    const bool all = shown.size() == qsizetype(m_kindActions.size());
    m_kinds->setText(all ? tr("All kinds") : shown.isEmpty() ? tr("No kind") : shown.join(QStringLiteral(" · ")));
    m_kinds->setToolTip(tr("Kinds of connections that are drawn and listed"));
    m_kinds->setAccessibleName(m_kinds->toolTip());
}

void NetworkView::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("flowTable"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new FlowDelegate(m_context, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setAttribute(Qt::WA_InputMethodEnabled, false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    // Above the title: beside it, it would lie on titles that stand at the right.
    header->setStyleSheet(QStringLiteral("QHeaderView::up-arrow, QHeaderView::down-arrow { subcontrol-position: top center; width: 12px; height: 8px; }"));
    header->setSortIndicator(FlowTableModel::Total, Qt::DescendingOrder);
    for (int i = 0; i < FlowTableModel::ColumnCount; ++i)
        m_table->setColumnWidth(i, kWidths[i]);
    header->setStretchLastSection(true);
    keepTitlesWhole(header);
    m_table->installEventFilter(this);
}

void NetworkView::connectAll()
{
    connect(&m_query, &LensQuery::selectionChanged, this, [this] {
        m_stale = true;
        if (isVisible())
            ask();
    });
    connect(&m_query, &LensQuery::busyChanged, this, &NetworkView::refreshText);
    connect(m_network, &NetworkQuery::changed, this, [this] {
        m_failure.clear();
        m_canvas->setGraph(m_network->graph());
        takeFlows();
    });
    connect(m_network, &NetworkQuery::sorted, this, &NetworkView::takeFlows);
    connect(m_network, &NetworkQuery::busyChanged, this, &NetworkView::refreshText);
    connect(m_network, &NetworkQuery::failed, this, [this](const Error &error) {
        m_failure = wordingOf(m_context).errorSentence(error);
        refreshText();
    });
    connect(m_canvas, &NetworkCanvas::pickedChanged, this, &NetworkView::canvasPicked);
    connect(m_canvas, &NetworkCanvas::opened, this, &NetworkView::open);
    connect(m_canvas, &NetworkCanvas::nodeMoved, this, [this](const QString &node, const QPointF &position) {
        m_network->place(node, position);
        if (m_context.acts)
            m_context.acts->act(Act::networkPlace({{node, position}}));
    });
    connect(m_network, &NetworkQuery::arranged, this, [this](const auto &places) {
        if (m_context.acts)
            m_context.acts->act(Act::networkArrange(places));
    });
    if (m_context.writer) {
        connect(m_context.writer, &CaseWriter::acted, this, [this](qint64, const QString &kind, ActWay way) {
            if (way == ActWay::Done || !kind.startsWith(u"network."))
                return;
            m_network->forgetPlaces();
            m_stale = true;
            if (isVisible())
                ask();
        });
    }
    connect(m_canvas, &NetworkCanvas::toolTipWanted, this, [this](const QPoint &at, const NetworkPick &pick) {
        const QString text = pick.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(NetworkSummary(*m_canvas, m_model->flows(), wordingOf(m_context)).ofPick(pick).toHtmlEscaped());
        QToolTip::showText(at, text, m_canvas);
    });
    m_canvas->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &NetworkView::rowPicked);
    connect(m_table, &QTableView::clicked, this, &NetworkView::rowPicked);
    connect(m_table, &QTableView::doubleClicked, this, &NetworkView::open);
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, [this](int section, Qt::SortOrder order) {
        m_network->sort(FlowTableModel::sortColumn(section), order);
        saveState();
    });
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this, &NetworkView::saveState);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionMoved, this, &NetworkView::saveState);
    connect(m_splitter, &QSplitter::splitterMoved, this, &NetworkView::saveState);
    for (QWidget *widget : {static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_canvas)}) {
        widget->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(widget, &QWidget::customContextMenuRequested, this, [this, widget](const QPoint &at) {
            QMenu menu(this);
            for (const char *id : {"Row.Open", "Filter.Include", "Filter.Exclude", "Edit.CopyCell"})
                menu.addAction(m_context.actions.action(id));
            if (widget == m_canvas) {
                menu.addSeparator();
                menu.addAction(m_context.actions.action("View.Arrange"));
            }
            menu.exec(widget->mapToGlobal(at));
        });
    }
    const auto onAction = [this](const char *id, auto work) {
        connect(m_context.actions.action(id), &QAction::triggered, this, [this, work] {
            if (isVisible())
                work();
        });
    };
    onAction("Filter.Include", [this] { narrow(false); });
    onAction("Filter.Exclude", [this] { narrow(true); });
    onAction("Row.Open", [this] { open(); });
    onAction("Edit.CopyCell", [this] {
        if (m_tableLast)
            QApplication::clipboard()->setText(m_table->currentIndex().data(FlowTableModel::RawValueRole).toString());
        else if (const int node = m_canvas->picked().node; node >= 0)
            QApplication::clipboard()->setText(m_canvas->graph().nodes[size_t(node)].name);
    });
    onAction("View.Arrange", [this] {
        m_canvas->fitNext();
        m_network->arrangeAnew();
    });
    m_context.actions.action("View.Arrange")->setEnabled(false); // there is no graph to be seen
    connect(&m_context.lens, &Lens::displayZoneChanged, m_model, &FlowTableModel::setDisplayZone);
    connect(&m_context.theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
}

void NetworkView::restoreState()
{
    const QByteArray splitter = look(m_context, kSplitterKey).toByteArray();
    if (splitter.isEmpty() || !m_splitter->restoreState(splitter))
        m_splitter->setSizes({480, 260});
    const QSignalBlocker quiet(m_table->horizontalHeader());
    m_table->horizontalHeader()->restoreState(look(m_context, kColumnsKey).toByteArray());
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_network->sort(FlowTableModel::sortColumn(m_table->horizontalHeader()->sortIndicatorSection()),
                    m_table->horizontalHeader()->sortIndicatorOrder());
}

void NetworkView::saveState()
{
    keepLook(m_context, kSplitterKey, m_splitter->saveState());
    keepLook(m_context, kColumnsKey, m_table->horizontalHeader()->saveState());
}

void NetworkView::ask()
{
    m_stale = false;
    const bool all = std::all_of(m_kindActions.begin(), m_kindActions.end(), [](const QAction *kind) { return kind->isChecked(); });
    m_network->ask(m_query.selection(), m_query.effectiveFilter(), all && m_query.isWholeCase() && !m_query.isBuilding());
}

void NetworkView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_context.actions.action("View.Arrange")->setEnabled(true);
    if (m_stale)
        ask();
}

void NetworkView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_context.actions.action("View.Arrange")->setEnabled(false);
}

void NetworkView::takeFlows()
{
    // The row that is read stays the current one where the lens still holds it.
    const FlowSum *before = m_model->flow(m_table->currentIndex().row());
    const bool hadRow = before != nullptr;
    const FlowSum kept = hadRow ? *before : FlowSum{};
    const int column = qMax(0, m_table->currentIndex().column());
    const auto flows = m_network->flows();
    m_model->setFlows(flows);
    if (hadRow) {
        const auto same = std::find_if(flows->flows.begin(), flows->flows.end(), [&](const FlowSum &flow) {
            return flow.sourceId == kept.sourceId && flow.destinationId == kept.destinationId && flow.port == kept.port &&
                   flow.protocolId == kept.protocolId && flow.kind == kept.kind;
        });
        const QSignalBlocker quiet(m_table->selectionModel());
        if (same != flows->flows.end())
            m_table->setCurrentIndex(m_model->index(int(same - flows->flows.begin()), column));
    }
    mark(m_canvas->picked());
}

void NetworkView::mark(const NetworkPick &pick)
{
    const NetworkGraph &graph = m_canvas->graph();
    const auto id = [&](int node) { return graph.nodes[size_t(node)].endpointId; };
    if (pick.edge >= 0) {
        const NetworkEdge &edge = graph.edges[size_t(pick.edge)];
        m_model->setPicked(id(edge.from), id(edge.to));
    } else {
        m_model->setPicked(pick.node >= 0 ? id(pick.node) : 0, 0);
    }
    refreshText();
}

void NetworkView::canvasPicked()
{
    m_tableLast = false;
    const NetworkPick pick = m_canvas->picked();
    mark(pick);
    if (const int row = m_model->firstRelated(); row >= 0)
        m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtTop);
    if (pick.node >= 0 && !m_canvas->graph().nodes[size_t(pick.node)].others)
        m_context.lens.setFocus({ItemKind::Endpoint, m_canvas->graph().nodes[size_t(pick.node)].endpointId});
}

void NetworkView::rowPicked()
{
    const FlowSum *flow = m_model->flow(m_table->currentIndex().row());
    if (!flow)
        return;
    m_tableLast = true;
    m_canvas->setPicked({-1, m_canvas->edgeOf(flow->sourceId, flow->destinationId)});
    m_model->setPicked(flow->sourceId, flow->destinationId);
    refreshText();
}

QString NetworkView::summary() const
{
    const NetworkPick pick = m_canvas->picked();
    const FlowSum *row = m_tableLast ? m_model->flow(m_table->currentIndex().row()) : nullptr;
    const NetworkSummary words(*m_canvas, m_model->flows(), wordingOf(m_context));
    if (row && pick.isEmpty()) // its endpoints are among the others, or not told
        return words.ofFlow(*row);
    return pick.isEmpty() ? words.ofAll() : words.ofPick(pick);
}

void NetworkView::refreshText()
{
    const bool empty = m_model->rowCount() == 0;
    const QString text = summary();
    m_summary->setText(empty ? QString() : text);
    m_summary->setVisible(!empty);
    const bool some = std::any_of(m_kindActions.begin(), m_kindActions.end(), [](const QAction *kind) { return !kind->isChecked(); });
    m_kinds->setVisible(!empty || some);
    m_canvas->setAccessibleDescription(empty ? QString() : text);
    if (!m_failure.isEmpty())
        m_empty->say(m_failure);
    else if (!m_canvas->graph().nodes.empty())
        m_empty->say({});
    else if (m_query.isBusy() || m_query.isBuilding() || m_network->isBusy() || m_stale)
        m_empty->say(tr("Looking…"));
    else if (!empty)
        m_empty->say(tr("The records name one end of the connections alone: there is no graph to draw."));
    else if (some)
        m_empty->say(tr("No connection is of the kinds that are chosen below."));
    else if (m_context.lens.filter().isEmpty())
        m_empty->say(tr("No connections yet.\nImport a proxy or firewall log, or event logs: drop them on the window, or press Ctrl+I."));
    else
        m_empty->say(tr("No connection meets the conditions.\nPress Alt+Left to go back, or Ctrl+Shift+X to remove all conditions."));
}

void NetworkView::retranslate()
{
    m_model->setWording(wordingOf(m_context));
    m_canvas->setAccessibleName(tr("Graph of connections"));
    m_canvas->update();
    m_table->setAccessibleName(tr("Connections"));
    fitTitles(m_table->horizontalHeader());
    refreshKinds();
    refreshText();
}

bool NetworkView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        m_tableLast = watched == m_table;
    return QWidget::eventFilter(watched, event);
}

void NetworkView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ashiato
