// SPDX-License-Identifier: Apache-2.0
// FilesView: how it is built, its columns and its words.
#include "views/files/filesview.h"

#include "models/casedb/case.h"
#include "views/files/filegrouppanel.h"
#include "views/shared/actionregistry.h"
#include "views/shared/caselook.h"
#include "views/shared/emptynote.h"
#include "views/shared/filterheader.h"
#include "views/shared/frozentable.h"
#include "views/shared/headerfit.h"
#include "views/shared/language.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{

const QString kColumnsKey = QStringLiteral("views/files/columns");

struct ColumnDefault {
    FileColumn column;
    int width;
    bool shown;
};
constexpr ColumnDefault kColumns[] = {
    {FileColumn::Name, 260, true},      {FileColumn::State, 120, true},    {FileColumn::Size, 110, true},
    {FileColumn::Modified, 232, true},  {FileColumn::Created, 232, true},  {FileColumn::Type, 130, true},
    {FileColumn::Path, 300, true},      {FileColumn::Tags, 110, true},     {FileColumn::Accessed, 232, false},
    {FileColumn::Changed, 232, false},  {FileColumn::Evidence, 70, false}, {FileColumn::Inode, 110, false},
    {FileColumn::Owner, 130, false},    {FileColumn::Md5, 250, false},     {FileColumn::Sha1, 300, false},
    {FileColumn::Sha256, 460, true}};

std::optional<FileGrouping> groupingOf(FileColumn column)
{
    switch (column) {
    case FileColumn::Name: return FileGrouping::Extension;
    case FileColumn::State: return FileGrouping::State;
    case FileColumn::Type: return FileGrouping::Type;
    case FileColumn::Evidence: return FileGrouping::Evidence;
    case FileColumn::Owner: return FileGrouping::Owner;
    default: return std::nullopt;
    }
}

} // namespace

void FilesView::makeBar(QVBoxLayout *column)
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(10, 6, 10, 6);
    bar->setSpacing(8);
    m_scope = new QComboBox(this);
    m_scope->setObjectName(QStringLiteral("fileScope"));
    m_parent = new QToolButton(this);
    m_parent->setObjectName(QStringLiteral("parentFolder"));
    m_place = new QLabel(this);
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("fileCount"));
    m_summary->setProperty("muted", true);
    bar->addWidget(m_scope);
    bar->addWidget(m_parent);
    bar->addWidget(m_place, 1);
    bar->addWidget(m_summary);
    column->addLayout(bar);
    m_unused = new QLabel(this);
    m_unused->setWordWrap(true);
    m_unused->setProperty("muted", true);
    m_unused->setContentsMargins(10, 0, 10, 6);
    m_unused->hide();
    column->addWidget(m_unused);
    connect(m_parent, &QToolButton::clicked, this, &FilesView::openParent);
    connect(m_scope, &QComboBox::activated, this, [this](int row) {
        m_question.scope = FileQuestion::Scope(m_scope->itemData(row).toInt());
        ask(currentId());
    });
}

void FilesView::makeTable()
{
    m_table = new FrozenTable(this);
    m_table->setObjectName(QStringLiteral("filesTable"));
    m_header = m_table->header();
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setAttribute(Qt::WA_InputMethodEnabled, false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->installEventFilter(this);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    m_empty = new EmptyNote(m_table->viewport(), QStringLiteral("filesEmpty"));
    connect(m_header, &QWidget::customContextMenuRequested, this, &FilesView::columnsMenu);
    connect(m_header, &FilterHeader::entered, this, &FilesView::applyField);
    connect(m_header, &FilterHeader::left, this, [this] { m_table->setFocus(Qt::OtherFocusReason); });
    m_header->setSortIndicator(int(FileColumn::Name), Qt::AscendingOrder);
    connect(m_header, &QHeaderView::sortIndicatorChanged, this, [this](int section, Qt::SortOrder order) {
        m_question.sortBy = FileColumn(section);
        m_question.order = order;
        ask(currentId());
    });
    connect(m_table, &QTableView::doubleClicked, this, &FilesView::open);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &FilesView::currentChanged);
    connect(m_table, &QTableView::clicked, this, &FilesView::currentChanged); // back to it from an item of another view
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_allMarked = false;
        Q_EMIT markedChanged();
    });
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint &at) {
        QMenu menu(this);
        for (const char *id : {"Row.Open", "Row.Source", "Row.Note", "Filter.Include", "Filter.Exclude", "Edit.Copy", "Edit.CopyCell"})
            menu.addAction(m_context.actions.action(id));
        menu.exec(m_table->viewport()->mapToGlobal(at));
    });
}

void FilesView::retranslate()
{
    m_model.setWording(wording());
    m_scope->clear();
    m_scope->addItem(tr("This folder"), int(FileQuestion::Scope::Folder));
    m_scope->addItem(tr("This folder and below"), int(FileQuestion::Scope::Below));
    m_scope->addItem(tr("All files under the filter"), int(FileQuestion::Scope::All));
    m_scope->setCurrentIndex(m_scope->findData(int(m_question.scope)));
    m_scope->setAccessibleName(tr("Which files are shown"));
    m_parent->setText(tr("Up"));
    m_parent->setToolTip(tr("Go to the folder above (Backspace)."));
    m_parent->setAccessibleName(m_parent->text());
    m_table->setAccessibleName(tr("Files"));
    m_header->retitle();
    fitTitles(m_header);
    if (QLineEdit *field = m_header->field(int(FileColumn::Size)))
        field->setPlaceholderText(tr(">10M"));
    refreshSummary();
    refreshChips();
}

void FilesView::restoreColumns()
{
    for (const ColumnDefault &column : kColumns) {
        m_header->resizeSection(int(column.column), column.width);
        m_header->setSectionHidden(int(column.column), !column.shown);
        m_header->moveSection(m_header->visualIndex(int(column.column)), int(&column - kColumns));
    }
    m_header->restoreState(look(m_context, kColumnsKey).toByteArray());
    m_header->setSortIndicator(int(m_question.sortBy), m_question.order);
    fitTitles(m_header);
    m_header->place();
    connect(m_header, &QHeaderView::sectionResized, this, &FilesView::saveColumns);
    connect(m_header, &QHeaderView::sectionMoved, this, &FilesView::saveColumns);
}

void FilesView::saveColumns() { keepLook(m_context, kColumnsKey, m_header->saveState()); }

void FilesView::columnsMenu(const QPoint &point)
{
    QMenu menu(this);
    const auto under = FileColumn(m_header->logicalIndexAt(point));
    if (const auto grouping = groupingOf(under)) {
        connect(menu.addAction(tr("Group by “%1”").arg(m_model.columnTitle(under))), &QAction::triggered, this,
                [this, by = *grouping] { m_groups->open(by); });
        menu.addSeparator();
    }
    for (const ColumnDefault &column : kColumns) {
        QAction *action = menu.addAction(m_model.columnTitle(column.column));
        action->setCheckable(true);
        action->setChecked(!m_header->isSectionHidden(int(column.column)));
        action->setEnabled(column.column != FileColumn::Name);
        connect(action, &QAction::toggled, this, [this, section = int(column.column)](bool shown) {
            m_header->setSectionHidden(section, !shown);
            m_header->place();
            saveColumns();
        });
    }
    menu.exec(m_header->mapToGlobal(point));
}

void FilesView::chooseColumns() { columnsMenu(QPoint(20, m_header->height())); }

} // namespace ashiato
