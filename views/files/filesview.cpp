// SPDX-License-Identifier: Apache-2.0
#include "views/files/filesview.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/jobs/async.h"
#include "models/lens/lens.h"
#include "views/files/filedelegate.h"
#include "views/files/filecopy.h"
#include "views/files/filefields.h"
#include "views/shared/actionregistry.h"
#include "views/shared/conditiontext.h"
#include "views/shared/filterheader.h"
#include "views/shared/frozentable.h"
#include "views/shared/heldkeys.h"
#include "views/shared/icons.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/tags/tagcontroller.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <limits>

namespace ashiato
{

namespace
{

constexpr size_t kCopiedRows = 100'000;
constexpr qint64 kFirstRow = -1; // wanted as the current row, whichever it is

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
    m_keys = new HeldKeys(*m_table, m_context.actions, [this] { return isReading(); });
    connectActions();
    connectModel();
    connect(&m_context.lens, &Lens::filterChanged, this, [this] {
        if (m_question.scope == FileQuestion::Scope::All)
            ask(currentId());
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
    m_table->freezeByAction(int(FileColumn::Name), m_context);
    ask(0);
}

void FilesView::connectModel()
{
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, &FilesView::keepPlace);
    connect(&m_model, &FileTableModel::selectionChanged, this, &FilesView::answered);
    connect(&m_model, &FileTableModel::busyChanged, this, [this](bool busy) {
        if (!busy) {
            if (std::exchange(m_isAsking, false)) // stopped or failed: the rows that are here stay
                m_question = m_model.question();
            m_keys->release();
        }
        refreshSummary();
    });
    // Keys may wait for a row that is not on the screen yet.
    connect(&m_model, &FileTableModel::pageArrived, m_keys, &HeldKeys::release);
}

void FilesView::onAction(const char *id, void (FilesView::*work)())
{
    connect(m_context.actions.action(id), &QAction::triggered, this, [this, work] {
        if (isVisible())
            m_keys->run([this, work] { (this->*work)(); });
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

Wording FilesView::wording() const
{
    return Wording(m_context.catalogue, m_context.language.isJapanese() ? QLocale::Japanese : QLocale::English);
}

void FilesView::showFolder(qint64 evidenceId, qint64 fileId, const QString &path) { go(evidenceId, fileId, path, 0); }

void FilesView::showFile(qint64 fileId)
{
    const auto file = m_context.reader->file(fileId);
    if (!file)
        return;
    const auto parent = file->parentId ? m_context.reader->file(file->parentId) : file;
    FileQuestion question;
    question.scope = FileQuestion::Scope::Folder;
    question.sortBy = m_question.sortBy;
    question.order = m_question.order;
    m_question = question;
    for (int column = 0; column < m_header->count(); ++column)
        m_header->setFieldText(column, {});
    go(file->evidenceId, file->parentId, file->parentId && parent ? folderPath(*parent) : QString(), fileId);
}

void FilesView::go(qint64 evidenceId, qint64 folderId, const QString &path, qint64 wanted)
{
    m_question.evidenceId = evidenceId;
    m_question.folderId = folderId;
    m_question.folderPath = path;
    if (m_question.scope == FileQuestion::Scope::All)
        m_question.scope = FileQuestion::Scope::Folder;
    ask(wanted);
}

void FilesView::showAll()
{
    m_question.scope = FileQuestion::Scope::All;
    ask(currentId());
}

void FilesView::ask(qint64 wanted)
{
    m_question.filter = m_context.lens.filter();
    m_scope->setCurrentIndex(m_scope->findData(int(m_question.scope)));
    m_wantedId = wanted;
    m_isAsking = true;
    m_model.setQuestion(m_question, wanted == kFirstRow ? 0 : wanted);
    refreshSummary();
}

bool FilesView::isReading() const
{
    const QModelIndex current = m_table->currentIndex();
    return m_isAsking || (current.isValid() && !m_model.item(current.row()));
}

void FilesView::applyField(int column, const QString &text)
{
    if (const QString fault = applyFileField(m_question, FileColumn(column), text, wording()); !fault.isEmpty())
        m_summary->setText(fault);
    else
        ask(currentId());
}

void FilesView::keepPlace()
{
    const QModelIndex current = m_table->currentIndex();
    m_kept = {currentId(), current.isValid() ? current.column() : 0, current.isValid() ? m_table->rowViewportPosition(current.row()) : -1, {}, m_allMarked};
    if (m_allMarked)
        return;
    const std::vector<qint64> marked = markedIds();
    if (marked.size() > 1 || (marked.size() == 1 && marked.front() != m_kept.id))
        m_kept.marked = QSet<qint64>(marked.begin(), marked.end());
}

/// The list was read again: what was marked stays marked, wherever it stands now.
void FilesView::restoreMarks()
{
    if (m_kept.all) {
        markAll();
        return;
    }
    if (m_kept.marked.isEmpty())
        return;
    QItemSelection rows;
    const int count = m_model.rowCount();
    for (int row = 0, first = -1; row <= count; ++row) {
        const bool isMarked = row < count && m_kept.marked.contains(m_model.fileId(row));
        if (isMarked && first < 0)
            first = row;
        if (!isMarked && first >= 0) {
            rows.append(QItemSelectionRange(m_model.index(first, 0), m_model.index(row - 1, m_model.columnCount() - 1)));
            first = -1;
        }
    }
    m_table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
}

void FilesView::answered()
{
    // Asked for by the examiner: the row that was wanted; read again because the case has grown: the row that is read,
    // where it stands on the screen.
    const bool wasAsked = std::exchange(m_isAsking, false);
    const qint64 id = wasAsked ? m_wantedId : m_kept.id;
    const qint64 place = id == kFirstRow ? 0 : id ? m_model.selection().placeOf(id) : -1;
    if (place >= 0 && place < m_model.rowCount()) {
        const QScopedValueRollback<bool> quiet(m_isRestoring, id == m_kept.id);
        m_table->setCurrentIndex(m_model.index(int(place), m_kept.column));
        const int height = m_table->rowHeight(int(place));
        if (id == m_kept.id && m_kept.y >= 0 && m_kept.y < m_table->viewport()->height() && height > 0)
            m_table->verticalScrollBar()->setValue(int(place) - m_kept.y / height);
    }
    if (!wasAsked)
        restoreMarks();
    refreshSummary();
    m_keys->release();
}

void FilesView::refreshSummary()
{
    const QLocale locale = m_context.language.locale();
    const FileSelection &selection = m_model.selection();
    m_summary->setText(m_model.isBusy() ? tr("searching…")
                                        : tr("%1 of %2 file(s), %3", nullptr, int(qMin<qint64>(selection.total(), std::numeric_limits<int>::max()))).arg(locale.toString(selection.count()), locale.toString(selection.total()),
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
    if (m_isRestoring)
        return; // the same row at another place
    if (const qint64 id = currentId())
        m_context.lens.setFocus({ItemKind::File, id});
}

void FilesView::step(int rows)
{
    const QModelIndex now = m_table->currentIndex();
    const int row = qBound(0, now.isValid() ? now.row() + rows : rows > 1 ? rows : 0, m_model.rowCount() - 1);
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
        go(item->row.evidenceId, item->row.id, folderPath(item->row), kFirstRow);
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
    const auto parent = folder->parentId ? m_context.reader->file(folder->parentId) : folder;
    // The folder that was left is the current row.
    go(folder->evidenceId, folder->parentId, folder->parentId && parent ? folderPath(*parent) : QString(), folder->id);
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
    ask(currentId());
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
        for (int visual = 0; visual < m_header->count(); ++visual) {
            const int column = m_header->logicalIndex(visual);
            if (!m_header->isSectionHidden(column))
                columns.append(FileColumn(column));
        }
        QGuiApplication::clipboard()->setText(fileRowsText(m_model, *items, columns, m_context.lens.displayZone()));
        m_summary->setText(tr("%n row(s) copied.", nullptr, int(items->size())));
    });
}

bool FilesView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Backspace: openParent(); return true;
        // The ends of the list, as file managers have it; a table would go to the ends of the line.
        case Qt::Key_Home: step(-m_model.rowCount()); return true;
        case Qt::Key_End: step(m_model.rowCount()); return true;
        case Qt::Key_Escape:
            m_keys->clear();
            m_model.cancel();
            return false;
        default: break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FilesView::hideEvent(QHideEvent *event)
{
    m_keys->clear(); // they meant what was to be seen here
    QWidget::hideEvent(event);
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
