// SPDX-License-Identifier: Apache-2.0
#include "views/navigation/navigationpanel.h"

#include "models/casedb/act.h"
#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/casedb/fold.h"
#include "models/files/filetreemodel.h"
#include "models/jobs/async.h"
#include "models/lens/lens.h"
#include "models/wording/wording.h"
#include "views/navigation/exhibitdelegate.h"
#include "views/navigation/navigationlists.h"
#include "views/shared/actionregistry.h"
#include "views/shared/actqueue.h"
#include "views/shared/icons.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/tags/tagcontroller.h"
#include "views/tags/tagpill.h"

#include <QEvent>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace ashiato
{

namespace
{

constexpr int kSoonMs = 1000; // several commits of an import are one look

} // namespace

NavigationPanel::NavigationPanel(const ViewContext &context, FileTreeModel &files, TagController &tags, QWidget *parent)
    : QWidget(parent), m_context(context), m_files(files), m_tags(tags)
{
    makeWidgets();
    connectLists();
    retranslate();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        m_files.refresh();
        readCase();
    });
    if (m_context.writer) {
        // From the writer's thread: queued.
        connect(m_context.writer, &CaseWriter::committed, this, &NavigationPanel::refresh);
        connect(m_context.writer, &CaseWriter::acted, this, &NavigationPanel::readCase);
    }
    connect(&m_tags, &TagController::tagsChanged, this, &NavigationPanel::fillTags);
    connect(&m_context.lens, &Lens::filterChanged, this, &NavigationPanel::markNarrowed);
    connect(&m_context.theme, &Theme::changed, this, &NavigationPanel::readCase);
    fillTags();
    readCase();
}

QLabel *NavigationPanel::addHeading(QVBoxLayout *column)
{
    auto *label = new QLabel(this);
    label->setProperty("heading", true);
    label->setContentsMargins(6, 10, 6, 2);
    column->addWidget(label);
    return label;
}

void NavigationPanel::makeWidgets()
{
    setMinimumWidth(190);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(4, 0, 4, 6);
    column->setSpacing(0);
    const auto hint = [this, column] {
        auto *label = new QLabel(this);
        label->setWordWrap(true);
        label->setProperty("muted", true);
        label->setContentsMargins(6, 2, 6, 4);
        column->addWidget(label);
        label->hide();
        return label;
    };
    m_evidenceTitle = addHeading(column);
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("exhibits"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(14);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setItemDelegate(new ExhibitDelegate(m_context, m_tree));
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setModel(&m_files);
    // What is free is below the tree, or below the words that stand for it.
    auto *room = new QVBoxLayout;
    room->addWidget(m_tree, 1);
    m_noEvidence = hint();
    room->addWidget(m_noEvidence);
    room->addStretch();
    column->addLayout(room, 1);
    m_hostTitle = addHeading(column);
    m_hosts = new CountedList(m_context.theme, 7, this);
    m_hosts->setObjectName(QStringLiteral("hosts"));
    column->addWidget(m_hosts);
    m_noHosts = hint();
    m_tagTitle = addHeading(column);
    m_tagList = new CountedList(m_context.theme, 9, this);
    m_tagList->setObjectName(QStringLiteral("tags"));
    column->addWidget(m_tagList);
    m_usual = new QPushButton(this);
    m_usual->setObjectName(QStringLiteral("usualTags"));
    column->addWidget(m_usual);
    m_lensTitle = addHeading(column);
    m_lenses = new CountedList(m_context.theme, 6, this);
    m_lenses->setObjectName(QStringLiteral("savedFilters"));
    column->addWidget(m_lenses);
    m_noLenses = hint();
}

void NavigationPanel::connectLists()
{
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (index.isValid())
            Q_EMIT folderChosen(index.data(FileTreeModel::EvidenceIdRole).toLongLong(),
                                index.data(FileTreeModel::FileIdRole).toLongLong(),
                                index.data(FileTreeModel::FolderPathRole).toString());
    });
    const auto narrowToExhibit = [this](const QModelIndex &index) {
        if (index.data(FileTreeModel::NodeRole).toInt() != int(FileTreeModel::Node::Exhibit))
            return;
        const auto row = m_context.reader->evidenceById(index.data(FileTreeModel::EvidenceIdRole).toLongLong());
        if (row)
            narrow(FilterField::Evidence, row->number);
    };
    connect(m_tree, &QTreeView::clicked, this, narrowToExhibit);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &NavigationPanel::exhibitMenu);
    connect(&m_files, &FileTreeModel::exhibitsRead, this, [this] {
        const bool any = m_files.rowCount() > 0;
        m_noEvidence->setVisible(!any);
        m_tree->setVisible(any);
        if (m_files.rowCount() == 1 && !m_tree->currentIndex().isValid())
            m_tree->expand(m_files.index(0, 0));
    });
    connect(m_hosts, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) {
        narrow(FilterField::Host, item->data(CountedList::kValueRole).toString());
    });
    connect(m_tagList, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) {
        narrow(FilterField::Tag, item->data(CountedList::kValueRole).toString());
    });
    connect(m_lenses, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) {
        const auto filter = Filter::fromJson(QJsonDocument::fromJson(item->data(CountedList::kValueRole).toByteArray()).object());
        if (filter)
            m_context.lens.setFilter(*filter);
    });
    connect(m_lenses, &QListWidget::customContextMenuRequested, this, &NavigationPanel::lensMenu);
    connect(m_tagList, &QListWidget::customContextMenuRequested, this, [this](const QPoint &point) {
        QMenu menu(this);
        menu.addAction(m_context.actions.action("Tag.Edit"));
        menu.exec(m_tagList->viewport()->mapToGlobal(point));
    });
    connect(m_usual, &QPushButton::clicked, &m_tags, &TagController::createUsualTags);
}

void NavigationPanel::retranslate()
{
    m_evidenceTitle->setText(tr("Exhibits"));
    m_hostTitle->setText(tr("Hosts"));
    m_tagTitle->setText(tr("Tags"));
    m_lensTitle->setText(tr("Saved filters"));
    m_noEvidence->setText(tr("No evidence yet. Drop images, logs or folders on the window."));
    m_noHosts->setText(tr("Hosts appear with the events that name them."));
    m_noLenses->setText(tr("None. Keep the present filter with %1.")
                            .arg(m_context.actions.action("Filter.Save")->shortcut().toString(QKeySequence::NativeText)));
    m_usual->setText(tr("Make the usual tags"));
    m_usual->setToolTip(tr("Entry, execution, persistence, lateral movement, exfiltration on the keys 1 to 5."));
    m_usual->setAccessibleName(m_usual->text());
    m_tree->setAccessibleName(m_evidenceTitle->text());
    m_hosts->setAccessibleName(m_hostTitle->text());
    m_tagList->setAccessibleName(m_tagTitle->text());
    m_lenses->setAccessibleName(m_lensTitle->text());
}

void NavigationPanel::refresh()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void NavigationPanel::readCase()
{
    if (std::exchange(m_reading, true)) {
        refresh();
        return;
    }
    struct Answer {
        std::vector<HostAliasRow> hosts;
        std::vector<SavedLensRow> lenses;
    };
    const auto future = onPool([openCase = &m_context.openCase] {
        Answer answer;
        if (const auto reader = openCase->reader()) {
            if (auto hosts = (*reader)->hostAliases())
                answer.hosts = std::move(*hosts);
            if (auto lenses = (*reader)->savedLenses())
                answer.lenses = std::move(*lenses);
        }
        return answer;
    });
    whenReady(this, future, [this](const Answer &answer) {
        m_reading = false;
        const QColor muted = m_context.theme.colours().muted;
        // One line a host: aliases that were joined stand under the name of their host, and are named beside it.
        std::map<QString, std::pair<QString, QStringList>> hosts;
        for (const HostAliasRow &alias : answer.hosts) {
            const QString name = alias.hostId ? alias.host : alias.value;
            if (name.isEmpty())
                continue;
            auto &line = hosts[foldKey(name)];
            line.first = name;
            if (alias.value != name)
                line.second.append(alias.value);
        }
        m_hosts->clear();
        for (const auto &[key, line] : hosts) {
            auto *item = new QListWidgetItem(icon(QStringLiteral("host"), muted), visibleText(line.first), m_hosts);
            item->setData(CountedList::kValueRole, line.first);
            item->setToolTip(line.second.isEmpty() ? visibleText(line.first)
                                                   : tr("%1, also %2").arg(line.first, line.second.join(QStringLiteral(", "))));
        }
        m_hosts->setVisible(!hosts.empty());
        m_noHosts->setVisible(hosts.empty());
        m_hosts->fit();
        m_lenses->clear();
        for (const SavedLensRow &lens : answer.lenses) {
            auto *item = new QListWidgetItem(icon(QStringLiteral("star"), muted), lens.name, m_lenses);
            item->setData(CountedList::kValueRole, lens.lens);
            item->setData(Qt::UserRole + 10, lens.id);
            if (const auto filter = Filter::fromJson(QJsonDocument::fromJson(lens.lens).object()))
                item->setToolTip(filter->toText());
        }
        m_lenses->setVisible(!answer.lenses.empty());
        m_noLenses->setVisible(answer.lenses.empty());
        m_lenses->fit();
        markNarrowed();
    });
}

void NavigationPanel::fillTags()
{
    m_tagList->clear();
    for (const TagRow &tag : m_tags.tags()) {
        const QString name = tagName(tag, m_context.language);
        auto *item = new QListWidgetItem(tagIcon(tag), tag.key.isEmpty() ? name : QStringLiteral("%1 %2").arg(tag.key, name), m_tagList);
        item->setData(CountedList::kValueRole, tag.name);
        item->setData(CountedList::kCountRole, tag.count);
        item->setToolTip(tag.key.isEmpty() ? name : tr("%1: key %2").arg(name, tag.key));
    }
    const bool any = !m_tags.tags().empty();
    m_tagList->setVisible(any);
    m_usual->setVisible(!any && m_context.writer != nullptr);
    m_tagList->fit();
    markNarrowed();
}

void NavigationPanel::markNarrowed()
{
    const Filter &filter = m_context.lens.filter();
    const auto holds = [&filter](FilterField field, const QString &value) {
        return std::any_of(filter.groups.begin(), filter.groups.end(), [&](const Filter::Group &group) {
            return std::any_of(group.begin(), group.end(), [&](const Condition &condition) {
                return condition.field == field && !condition.negated && condition.values.contains(value);
            });
        });
    };
    const std::pair<CountedList *, FilterField> lists[] = {{m_hosts, FilterField::Host}, {m_tagList, FilterField::Tag}};
    for (const auto &[list, field] : lists) {
        for (int row = 0; row < list->count(); ++row)
            list->item(row)->setSelected(holds(field, list->item(row)->data(CountedList::kValueRole).toString()));
    }
}

void NavigationPanel::narrow(FilterField field, const QString &value)
{
    Filter filter = m_context.lens.filter();
    const Condition wanted{field, {value}};
    bool was = false;
    std::vector<Condition> others;
    for (const Filter::Group &group : filter.groups) {
        for (const Condition &condition : group) {
            if (condition == wanted)
                was = true;
            if (condition.field == field && !condition.negated)
                others.push_back(condition);
        }
    }
    for (const Condition &other : others)
        filter.remove(other);
    if (!was)
        filter.add(wanted);
    m_context.lens.setFilter(filter);
    markNarrowed(); // also where the lens did not change: a click has moved the selection of the list
}

qint64 NavigationPanel::currentEvidence() const
{
    const QModelIndex index = m_tree->currentIndex();
    return m_tree->selectionModel()->isSelected(index) ? index.data(FileTreeModel::EvidenceIdRole).toLongLong() : 0;
}

void NavigationPanel::exhibitMenu(const QPoint &point)
{
    const QModelIndex index = m_tree->indexAt(point);
    if (!index.isValid())
        return;
    const qint64 evidenceId = index.data(FileTreeModel::EvidenceIdRole).toLongLong();
    QMenu menu(this);
    const auto add = [&](const char *id, void (NavigationPanel::*wanted)(qint64)) {
        const QAction *action = m_context.actions.action(id);
        QAction *entry = menu.addAction(action->icon(), action->text());
        entry->setEnabled(m_context.writer != nullptr);
        connect(entry, &QAction::triggered, this, [this, wanted, evidenceId] { Q_EMIT(this->*wanted)(evidenceId); });
    };
    add("Case.Custody", &NavigationPanel::custodyWanted);
    add("Case.Clock", &NavigationPanel::clockWanted);
    add("Case.Password", &NavigationPanel::passwordWanted);
    menu.addSeparator();
    add("Case.Verify", &NavigationPanel::verifyWanted);
    add("Case.Hash", &NavigationPanel::hashWanted);
    menu.exec(m_tree->viewport()->mapToGlobal(point));
}

void NavigationPanel::lensMenu(const QPoint &point)
{
    const QListWidgetItem *item = m_lenses->itemAt(point);
    if (!item || !m_context.writer)
        return;
    const qint64 id = item->data(Qt::UserRole + 10).toLongLong();
    QMenu menu(this);
    connect(menu.addAction(icon(QStringLiteral("cancel")), tr("Remove this saved filter")), &QAction::triggered, this,
            [this, id] { m_context.acts->act(Act::lensRemove(id)); });
    menu.exec(m_lenses->viewport()->mapToGlobal(point));
}

void NavigationPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        m_files.retranslate();
        fillTags();
    }
    QWidget::changeEvent(event);
}

} // namespace ashiato
