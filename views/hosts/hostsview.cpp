// SPDX-License-Identifier: Apache-2.0
#include "views/hosts/hostsview.h"

#include "models/casedb/act.h"
#include "models/hosts/hostmodel.h"
#include "models/lens/lens.h"
#include "views/hosts/hostproposalbar.h"
#include "views/shared/actionregistry.h"
#include "views/shared/actqueue.h"
#include "views/shared/caselook.h"
#include "views/shared/emptynote.h"
#include "views/shared/formdialog.h"
#include "views/shared/headerfit.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/shared/wordingof.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{

const QString kSplitterKey = QStringLiteral("views/hosts/splitter");
const QString kHostsKey = QStringLiteral("views/hosts/hosts");
const QString kFactsKey = QStringLiteral("views/hosts/facts");
constexpr int kHostWidths[HostModel::ColumnCount] = {160, 220, 240, 150, 90, 100, 120, 100};
constexpr int kFactWidths[FactModel::ColumnCount] = {190, 220, 150, 260, 180, 300};

QLabel *label(QWidget *parent, const char *property, const QString &name)
{
    auto *made = new QLabel(parent);
    made->setObjectName(name);
    made->setTextFormat(Qt::PlainText);
    made->setProperty(property, true);
    return made;
}

QHBoxLayout *titleRow(QLabel *left, QLabel *right)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(10, 8, 10, 6);
    row->addWidget(left);
    row->addStretch(1);
    if (right)
        row->addWidget(right);
    return row;
}

} // namespace

HostsView::HostsView(const ViewContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_query(new HostQuery(context.openCase, context.columns, this)),
      m_hosts(new HostModel(wordingOf(context), this)), m_facts(new FactModel(wordingOf(context), this))
{
    setObjectName(QStringLiteral("hostsView"));
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);

    auto *upper = new QWidget(m_splitter);
    auto *above = new QVBoxLayout(upper);
    above->setContentsMargins(0, 0, 0, 0);
    above->setSpacing(0);
    m_title = label(upper, "heading", QStringLiteral("hostsTitle"));
    m_nameless = label(upper, "muted", QStringLiteral("hostsNameless"));
    above->addLayout(titleRow(m_title, m_nameless));
    m_proposals = new HostProposalBar(upper);
    above->addWidget(m_proposals);
    m_table = makeTable(m_hosts, QStringLiteral("hostsTable"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->horizontalHeader()->setSortIndicator(HostModel::Host, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    for (int i = 0; i < HostModel::ColumnCount; ++i)
        m_table->setColumnWidth(i, kHostWidths[i]);
    m_table->horizontalHeader()->setSectionResizeMode(HostModel::OtherNames, QHeaderView::Stretch);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    for (const char *id : {"Filter.Include", "Filter.Exclude", "Host.Join", "Host.Split", "Edit.Copy"})
        m_table->addAction(m_context.actions.action(id));
    above->addWidget(m_table, 1);
    m_empty = new EmptyNote(m_table->viewport(), QStringLiteral("hostsEmpty"));

    auto *lower = new QWidget(m_splitter);
    auto *below = new QVBoxLayout(lower);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(0);
    m_factsTitle = label(lower, "heading", QStringLiteral("factsTitle"));
    below->addLayout(titleRow(m_factsTitle, nullptr));
    m_factTable = makeTable(m_facts, QStringLiteral("factsTable"));
    m_factTable->setSelectionMode(QAbstractItemView::SingleSelection);
    for (int i = 0; i < FactModel::ColumnCount; ++i)
        m_factTable->setColumnWidth(i, kFactWidths[i]);
    m_factTable->horizontalHeader()->setSectionResizeMode(FactModel::Value, QHeaderView::Stretch);
    below->addWidget(m_factTable, 1);
    m_noFacts = new EmptyNote(m_factTable->viewport(), QStringLiteral("factsEmpty"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    setFocusProxy(m_table);
    m_facts->setDisplayZone(m_context.lens.displayZone());
    connectAll();
    restoreState();
    retranslate();
}

QTableView *HostsView::makeTable(QAbstractItemModel *model, const QString &name)
{
    auto *table = new QTableView(this);
    table->setObjectName(name);
    table->setModel(model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setAttribute(Qt::WA_InputMethodEnabled, false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().lineSpacing() + 9);
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionsMovable(true);
    keepTitlesWhole(table->horizontalHeader());
    return table;
}

void HostsView::connectAll()
{
    connect(m_query, &HostQuery::loaded, this, &HostsView::take);
    connect(m_query, &HostQuery::failed, this, [this](const Error &error) {
        m_failure = wordingOf(m_context).errorSentence(error);
        refreshText();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HostsView::showFacts);
    connect(m_table, &QTableView::doubleClicked, this, [this] { narrow(false); });
    connect(m_proposals, &HostProposalBar::joinWanted, this, [this](const QString &name, const std::vector<qint64> &aliases) {
        if (m_context.acts)
            m_context.acts->act(Act::hostJoin(name, aliases));
    });
    connect(&m_context.lens, &Lens::displayZoneChanged, this, [this](const QString &zone) { m_facts->setDisplayZone(zone); });
    const auto onAction = [this](const char *id, auto work) {
        connect(m_context.actions.action(id), &QAction::triggered, this, [this, work] {
            if (isVisible())
                work();
        });
    };
    onAction("Filter.Include", [this] { narrow(false); });
    onAction("Filter.Exclude", [this] { narrow(true); });
    onAction("Row.Open", [this] { narrow(false); });
    onAction("Host.Join", [this] { join(); });
    onAction("Host.Split", [this] { split(); });
    onAction("Edit.Copy", [this] { copyRows(); });
    connect(m_splitter, &QSplitter::splitterMoved, this, &HostsView::saveState);
    for (const QTableView *table : {m_table, m_factTable}) {
        connect(table->horizontalHeader(), &QHeaderView::sectionMoved, this, &HostsView::saveState);
        connect(table->horizontalHeader(), &QHeaderView::sectionResized, this, &HostsView::saveState);
    }
}

void HostsView::restoreState()
{
    const QByteArray splitter = look(m_context, kSplitterKey).toByteArray();
    if (splitter.isEmpty() || !m_splitter->restoreState(splitter))
        m_splitter->setSizes({340, 300});
    const QSignalBlocker first(m_table->horizontalHeader()), second(m_factTable->horizontalHeader());
    m_table->horizontalHeader()->restoreState(look(m_context, kHostsKey).toByteArray());
    m_factTable->horizontalHeader()->restoreState(look(m_context, kFactsKey).toByteArray());
    m_hosts->sort(m_table->horizontalHeader()->sortIndicatorSection(), m_table->horizontalHeader()->sortIndicatorOrder());
}

void HostsView::saveState()
{
    if (!isVisible())
        return; // the first layout is nobody's choice
    keepLook(m_context, kSplitterKey, m_splitter->saveState());
    keepLook(m_context, kHostsKey, m_table->horizontalHeader()->saveState());
    keepLook(m_context, kFactsKey, m_factTable->horizontalHeader()->saveState());
}

void HostsView::refresh()
{
    if (isVisible())
        m_query->refreshSoon();
    else
        m_stale = true;
}

void HostsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_stale, false))
        m_query->refresh();
}

void HostsView::take(const HostList &list)
{
    m_failure.clear();
    m_loaded = true;
    m_namelessEvents = list.nameless;
    const HostRow *current = m_hosts->host(m_table->currentIndex().row());
    const QString name = current ? current->name : QString();
    m_proposals->setList(list, m_context.acts != nullptr);
    m_hosts->setHosts(list.hosts);
    const int row = std::max(0, m_hosts->rowOf(name));
    if (m_hosts->rowCount() > 0)
        m_table->setCurrentIndex(m_hosts->index(row, 0));
    showFacts();
    refreshText();
}

void HostsView::showFacts()
{
    const HostRow *host = m_hosts->host(m_table->currentIndex().row());
    m_facts->setFacts(host ? host->facts : std::vector<FactRow>());
    refreshText();
}

std::vector<int> HostsView::chosenRows() const
{
    std::vector<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.push_back(index.row());
    if (rows.empty() && m_table->currentIndex().isValid())
        rows.push_back(m_table->currentIndex().row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

void HostsView::narrow(bool exclude)
{
    QStringList names;
    for (const int row : chosenRows())
        names.append(m_hosts->host(row)->name);
    if (names.isEmpty())
        return;
    m_context.lens.addCondition({FilterField::Host, names, exclude, {}, {}});
    Q_EMIT eventsWanted();
}

/// The name is asked for: none of the recorded ones need be what the client calls the machine.
void HostsView::join()
{
    std::vector<qint64> aliases;
    QStringList names;
    for (const int row : chosenRows()) {
        const HostRow *host = m_hosts->host(row);
        names.append(host->name);
        for (const HostAliasRow &alias : host->aliases)
            aliases.push_back(alias.id);
    }
    if (names.size() < 2 || !m_context.acts)
        return;
    const QString kName = QStringLiteral("name");
    FormDialog dialog(tr("Join hosts"), tr("The chosen names become one machine. Records keep the names that they have, and undo parts them again."),
                      tr("Join"), this);
    dialog.addLine(kName, tr("Name of the machine"), names.front());
    dialog.check = [&] { return dialog.value(kName).isEmpty() ? tr("The machine needs a name.") : QString(); };
    if (dialog.exec() == QDialog::Accepted)
        m_context.acts->act(Act::hostJoin(dialog.value(kName), aliases));
}

void HostsView::split()
{
    std::vector<qint64> aliases;
    for (const int row : chosenRows()) {
        const HostRow *host = m_hosts->host(row);
        for (const HostAliasRow &alias : host->aliases) {
            if (host->hostId != 0)
                aliases.push_back(alias.id);
        }
    }
    if (!aliases.empty() && m_context.acts)
        m_context.acts->act(Act::hostSplit(aliases));
}

void HostsView::copyRows()
{
    const QTableView *table = m_factTable->hasFocus() ? m_factTable : m_table;
    QStringList lines;
    QModelIndexList rows = table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex &row : std::as_const(rows)) {
        QStringList cells;
        for (int column = 0; column < table->model()->columnCount(); ++column)
            cells.append(row.siblingAtColumn(column).data().toString());
        lines.append(cells.join(u'\t'));
    }
    if (!lines.isEmpty())
        QApplication::clipboard()->setText(lines.join(u'\n'));
}

void HostsView::refreshText()
{
    const HostRow *host = m_hosts->host(m_table->currentIndex().row());
    m_factsTitle->setText(host ? tr("Facts about %1").arg(m_hosts->index(m_table->currentIndex().row(), HostModel::Host).data().toString()) : tr("Facts"));
    m_nameless->setText(m_namelessEvents > 0 ? tr("Events that name no host: %1").arg(wordingOf(m_context).number(m_namelessEvents)) : QString());
    m_empty->say(!m_failure.isEmpty()         ? m_failure
                 : !m_loaded                  ? tr("Looking…")
                 : m_hosts->rowCount() == 0   ? tr("No evidence names a host yet. Event logs and registry hives do; an exhibit can be given one, too.")
                                              : QString());
    m_noFacts->say(host && m_facts->rowCount() == 0 ? tr("Nothing was read that tells more of this machine. Registry hives do.") : QString());
}

void HostsView::retranslate()
{
    m_hosts->setWording(wordingOf(m_context));
    m_facts->setWording(wordingOf(m_context));
    fitTitles(m_table->horizontalHeader());
    fitTitles(m_factTable->horizontalHeader());
    m_title->setText(tr("Hosts"));
    m_table->setAccessibleName(m_title->text());
    m_factTable->setAccessibleName(tr("Facts"));
    refreshText();
}

void HostsView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ashiato
