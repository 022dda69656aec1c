// SPDX-License-Identifier: Apache-2.0
#include "views/files/filesview.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/jobs/async.h"
#include "models/lens/lens.h"
#include "views/files/filedelegate.h"
#include "views/shared/actionregistry.h"
#include "views/shared/chipsbar.h"
#include "views/shared/filterheader.h"
#include "views/shared/headerfit.h"
#include "views/shared/icons.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/tags/tagcontroller.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSettings>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{

const QString kColumnsKey = QStringLiteral("views/files/columns");
constexpr size_t kCopiedRows = 100'000;

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

/// ">10M", "<4k", "1000-2000", "123" as sizes in bytes; false where it is none of these.
bool sizesFromText(const QString &text, std::optional<qint64> &least, std::optional<qint64> &most)
{
    static const QRegularExpression kForm(QStringLiteral("^\\s*([<>]?)\\s*(\\d+)\\s*([kKmMgG]?)(?:i?[bB])?\\s*(?:-\\s*(\\d+)\\s*([kKmMgG]?)(?:i?[bB])?\\s*)?$"));
    const QRegularExpressionMatch match = kForm.match(text);
    if (!match.hasMatch())
        return false;
    const auto bytes = [](const QString &digits, const QString &unit) {
        const QString units = QStringLiteral("KMG");
        const int power = unit.isEmpty() ? 0 : int(units.indexOf(unit.toUpper())) + 1;
        return digits.toLongLong() << (10 * power);
    };
    const qint64 first = bytes(match.captured(2), match.captured(3));
    if (match.captured(1) == QStringLiteral("<")) {
        most = first - 1;
    } else {
        least = first + (match.captured(1) == QStringLiteral(">") ? 1 : 0);
        if (!match.captured(4).isEmpty())
            most = bytes(match.captured(4), match.captured(5));
        else if (match.captured(1).isEmpty())
            most = first;
    }
    return true;
}

/// With the slash at its end, which the root of a file system has already.
QString folderPath(const FileRow &row) { return row.path().endsWith(u'/') ? row.path() : row.path() + u'/'; }

} // namespace

FilesView::FilesView(const ViewContext &context, FileTableModel &model, TagController &tags, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(model)
{
    setObjectName(QStringLiteral("filesView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeBar(column);
    makeTable(column);
    m_delegate = new FileDelegate(m_context, tags, this);
    m_table->setItemDelegate(m_delegate);
    setFocusProxy(m_table);
    connectActions();
    connect(&m_model, &FileTableModel::selectionChanged, this, &FilesView::answered);
    connect(&m_model, &FileTableModel::busyChanged, this, &FilesView::refreshSummary);
    connect(&m_context.lens, &Lens::filterChanged, this, [this] {
        if (m_question.scope == FileQuestion::Scope::All)
            ask();
    });
    connect(&tags, &TagController::changed, &m_model, &FileTableModel::marksChanged);
    connect(&tags, &TagController::tagsChanged, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(&m_context.lens, &Lens::displayZoneChanged, &m_model, &FileTableModel::setDisplayZone);
    connect(&m_context.theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    m_model.setDisplayZone(m_context.lens.displayZone());
    retranslate();
    m_header->setFields({int(FileColumn::Name), int(FileColumn::State), int(FileColumn::Size), int(FileColumn::Path),
                         int(FileColumn::Type), int(FileColumn::Md5), int(FileColumn::Sha1), int(FileColumn::Sha256)});
    restoreColumns();
    ask();
}

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
        ask();
    });
}

void FilesView::makeTable(QVBoxLayout *column)
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("filesTable"));
    m_header = new FilterHeader(m_table);
    m_table->setHorizontalHeader(m_header);
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setAttribute(Qt::WA_InputMethodEnabled, false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->installEventFilter(this);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    column->addWidget(m_table, 1);
    m_empty = new QLabel(m_table);
    m_empty->setObjectName(QStringLiteral("filesEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("muted", true);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(m_header, &QWidget::customContextMenuRequested, this, &FilesView::columnsMenu);
    connect(m_header, &FilterHeader::entered, this, &FilesView::applyField);
    connect(m_header, &FilterHeader::left, this, [this] { m_table->setFocus(Qt::OtherFocusReason); });
    m_header->setSortIndicator(int(FileColumn::Name), Qt::AscendingOrder);
    connect(m_header, &QHeaderView::sortIndicatorChanged, this, [this](int section, Qt::SortOrder order) {
        if (!isSortable(FileColumn(section))) {
            m_header->setSortIndicator(int(m_question.sortBy), m_question.order);
            return;
        }
        m_question.sortBy = FileColumn(section);
        m_question.order = order;
        m_model.sort(section, order);
    });
    connect(m_table, &QTableView::doubleClicked, this, &FilesView::open);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &FilesView::currentChanged);
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

void FilesView::onAction(const char *id, void (FilesView::*work)())
{
    connect(m_context.actions.action(id), &QAction::triggered, this, [this, work] {
        if (isVisible())
            (this->*work)();
    });
}

void FilesView::connectActions()
{
    onAction("Row.Open", &FilesView::open);
    onAction("Row.Source", &FilesView::source);
    onAction("Row.Note", &FilesView::note);
    onAction("Row.Down", &FilesView::down);
    onAction("Row.Up", &FilesView::up);
    onAction("Edit.Find", &FilesView::find);
    onAction("Edit.Copy", &FilesView::copyRows);
    onAction("Edit.CopyCell", &FilesView::copyCell);
    onAction("Edit.SelectAll", &FilesView::markAll);
    onAction("Filter.Include", &FilesView::include);
    onAction("Filter.Exclude", &FilesView::exclude);
}

void FilesView::retranslate()
{
    m_model.setWording(Wording(m_context.catalogue, m_context.language.isJapanese() ? QLocale::Japanese : QLocale::English));
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
}

void FilesView::showFolder(qint64 evidenceId, qint64 fileId, const QString &path)
{
    m_question.evidenceId = evidenceId;
    m_question.folderId = fileId;
    m_question.folderPath = path;
    if (m_question.scope == FileQuestion::Scope::All)
        m_question.scope = FileQuestion::Scope::Folder;
    ask();
}

void FilesView::showAll()
{
    m_question.scope = FileQuestion::Scope::All;
    ask();
}

void FilesView::ask()
{
    m_question.filter = m_context.lens.filter();
    m_scope->setCurrentIndex(m_scope->findData(int(m_question.scope)));
    m_keptId = currentId();
    m_model.setQuestion(m_question);
    refreshSummary();
}

void FilesView::applyField(int column, const QString &text)
{
    switch (FileColumn(column)) {
    case FileColumn::Name: m_question.nameContains = text; break;
    case FileColumn::Path: m_question.pathContains = text; break;
    case FileColumn::Type:
    case FileColumn::Md5:
    case FileColumn::Sha1:
    case FileColumn::Sha256: m_question.contents = text; break;
    case FileColumn::Size:
        m_question.minSize.reset();
        m_question.maxSize.reset();
        if (!text.isEmpty() && !sizesFromText(text, m_question.minSize, m_question.maxSize)) {
            m_summary->setText(tr("A size is written like >10M, <4K or 1000-2000."));
            return;
        }
        break;
    case FileColumn::State: {
        // What is typed is looked for in the words of the states; all bits whose word holds it.
        m_question.flagsAny = 0;
        const Wording words(m_context.catalogue, m_context.language.isJapanese() ? QLocale::Japanese : QLocale::English);
        for (quint32 bit = 1; !text.isEmpty() && bit < FileAllFlags; bit <<= 1) {
            if (words.fileFlags(bit).join(u' ').contains(text, Qt::CaseInsensitive))
                m_question.flagsAny |= bit;
        }
        if (!text.isEmpty() && m_question.flagsAny == 0) {
            m_summary->setText(tr("No state is called “%1”.").arg(text));
            return;
        }
        break;
    }
    default: return;
    }
    ask();
}

void FilesView::answered()
{
    const qint64 place = m_keptId ? m_model.selection().placeOf(m_keptId) : -1;
    if (place >= 0 && place < m_model.rowCount())
        m_table->setCurrentIndex(m_model.index(int(place), 0));
    refreshSummary();
}

void FilesView::refreshSummary()
{
    const QLocale locale = m_context.language.locale();
    const FileSelection &selection = m_model.selection();
    m_summary->setText(m_model.isBusy() ? tr("searching…")
                                        : tr("%1 of %2 files, %3").arg(locale.toString(selection.count()), locale.toString(selection.total()),
                                                                       locale.formattedDataSize(selection.bytes(), 1, QLocale::DataSizeIecFormat)));
    const bool isAll = m_question.scope == FileQuestion::Scope::All;
    m_parent->setVisible(!isAll);
    m_parent->setEnabled(m_question.folderId != 0);
    const QString place = isAll ? QString() : visibleText(m_question.folderPath);
    m_place->setText(m_place->fontMetrics().elidedText(place, Qt::ElideMiddle, qMax(80, m_place->width())));
    m_place->setToolTip(place);
    QStringList unused;
    if (isAll) {
        for (const Filter::Group &group : m_question.filter.groups) {
            for (const Condition &condition : group) {
                if (!unusedFields(Filter{{{condition}}}).empty())
                    unused.append(conditionText(condition, m_context));
            }
        }
    }
    m_unused->setText(tr("Not applied, for files do not have it: %1").arg(unused.join(QStringLiteral(" · "))));
    m_unused->setVisible(!unused.isEmpty());
    const bool isEmpty = m_model.rowCount() == 0 && !m_model.isBusy();
    m_empty->setText(selection.total() == 0 ? tr("No files yet. They appear while evidence is imported.")
                     : isAll               ? tr("No file fulfils the conditions. Remove one above, or clear a field under the titles.")
                                           : tr("Nothing here fulfils the conditions. Choose another folder, or “%1”.")
                                                 .arg(tr("All files under the filter")));
    m_empty->setVisible(isEmpty);
    m_empty->setGeometry(m_table->rect().adjusted(40, m_header->height(), -40, 0));
}

std::vector<qint64> FilesView::markedIds() const
{
    std::vector<qint64> ids;
    if (m_allMarked) {
        for (qint64 place = 0; place < m_model.selection().count(); ++place)
            ids.push_back(m_model.selection().fileId(place));
        return ids;
    }
    // Ranges, not rows: a marked range of a million rows is one entry.
    for (const QItemSelectionRange &range : m_table->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            ids.push_back(m_model.fileId(row));
    }
    return ids;
}

qint64 FilesView::currentId() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? m_model.fileId(index.row()) : 0;
}

void FilesView::currentChanged()
{
    if (const qint64 id = currentId())
        m_context.lens.setFocus({ItemKind::File, id});
}

void FilesView::step(int rows)
{
    const QModelIndex now = m_table->currentIndex();
    const int row = qBound(0, (now.isValid() ? now.row() + rows : 0), m_model.rowCount() - 1);
    if (m_model.rowCount() > 0)
        m_table->setCurrentIndex(m_model.index(row, now.isValid() ? now.column() : 0));
}

void FilesView::open()
{
    const QModelIndex index = m_table->currentIndex();
    const FileItem *item = index.isValid() ? m_model.item(index.row()) : nullptr;
    if (!item)
        return;
    if (index.data(FileTableModel::IsFolderRole).toBool()) {
        m_question.scope = FileQuestion::Scope::Folder;
        showFolder(item->row.evidenceId, item->row.id, folderPath(item->row));
    } else {
        Q_EMIT sourceWanted(item->row.id);
    }
}

void FilesView::openParent()
{
    if (m_question.folderId == 0)
        return;
    const auto folder = m_context.reader->file(m_question.folderId);
    if (!folder)
        return;
    const qint64 came = m_question.folderId;
    const auto parent = folder->parentId ? m_context.reader->file(folder->parentId) : folder;
    showFolder(folder->evidenceId, folder->parentId, folder->parentId && parent ? folderPath(*parent) : QString());
    m_keptId = came; // the folder that was left is the current row
}

void FilesView::source()
{
    if (const qint64 id = currentId())
        Q_EMIT sourceWanted(id);
}

void FilesView::note()
{
    if (const qint64 id = currentId())
        Q_EMIT noteWanted(id);
}

void FilesView::find() { m_header->focusField(int(FileColumn::Name)); }

void FilesView::markAll()
{
    // Ids come from the list itself, so nothing is fetched; selectAll() is one range.
    m_table->selectAll();
    m_allMarked = true;
    Q_EMIT markedChanged();
}

void FilesView::narrow(bool exclude)
{
    const QModelIndex index = m_table->currentIndex();
    const int field = index.isValid() ? index.data(FileTableModel::FilterFieldRole).toInt() : -1;
    const QString value = index.data(FileTableModel::RawValueRole).toString();
    if (field < 0 || value.isEmpty())
        return;
    m_question.scope = FileQuestion::Scope::All;
    m_context.lens.addCondition({FilterField(field), {value}, exclude});
    ask();
}

void FilesView::copyCell()
{
    const QModelIndex index = m_table->currentIndex();
    if (index.isValid())
        QGuiApplication::clipboard()->setText(index.data(FileTableModel::RawValueRole).toString());
}

void FilesView::copyRows()
{
    std::vector<qint64> marked = markedIds();
    if (marked.size() > kCopiedRows) {
        m_summary->setText(tr("More than %1 rows are not copied at once. Mark fewer.").arg(m_context.language.locale().toString(qint64(kCopiedRows))));
        return;
    }
    // Rows that are not on the screen have to be read first.
    const auto future = onPool([openCase = &m_context.openCase, ids = QList<qint64>(marked.begin(), marked.end())] {
        const auto reader = openCase->reader();
        return reader ? readFileItems(**reader, ids) : Result<std::vector<FileItem>>(reader.error());
    });
    whenReady(this, future, [this](const Result<std::vector<FileItem>> &items) {
        if (!items) {
            m_summary->setText(tr("The rows could not be read and were not copied."));
            return;
        }
        QList<FileColumn> columns;
        QStringList titles;
        for (int visual = 0; visual < m_header->count(); ++visual) {
            const int column = m_header->logicalIndex(visual);
            if (m_header->isSectionHidden(column) || column == int(FileColumn::Tags))
                continue;
            columns.append(FileColumn(column));
            titles.append(m_model.columnTitle(FileColumn(column)));
        }
        QStringList lines = {titles.join(u'\t') + u'\t' + tr("Zone: %1").arg(m_context.lens.displayZone())};
        for (const FileItem &item : *items) {
            QStringList cells;
            for (const FileColumn column : columns)
                cells.append(m_model.text(item, column).replace(u'\t', u' '));
            lines.append(cells.join(u'\t'));
        }
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
        m_summary->setText(tr("%n row(s) copied.", nullptr, int(items->size())));
    });
}

void FilesView::restoreColumns()
{
    for (const ColumnDefault &column : kColumns) {
        m_header->resizeSection(int(column.column), column.width);
        m_header->setSectionHidden(int(column.column), !column.shown);
        m_header->moveSection(m_header->visualIndex(int(column.column)), int(&column - kColumns));
    }
    m_header->restoreState(m_context.settings.value(kColumnsKey).toByteArray());
    m_header->setSortIndicator(int(m_question.sortBy), m_question.order);
    fitTitles(m_header);
    m_header->place();
}

void FilesView::saveColumns() { m_context.settings.setValue(kColumnsKey, m_header->saveState()); }

void FilesView::columnsMenu(const QPoint &point)
{
    QMenu menu(this);
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

bool FilesView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Backspace: openParent(); return true;
        case Qt::Key_Escape: m_model.cancel(); return false;
        default: break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FilesView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void FilesView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refreshSummary();
}

} // namespace ashiato
