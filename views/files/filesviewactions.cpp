// SPDX-License-Identifier: Apache-2.0
// What keys and menus do in the list of files.
#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/jobs/async.h"
#include "models/lens/lens.h"
#include "views/files/filecopy.h"
#include "views/files/filegrouppanel.h"
#include "views/files/filesview.h"
#include "views/shared/actionregistry.h"
#include "views/shared/filterheader.h"
#include "views/shared/frozentable.h"
#include "views/shared/heldkeys.h"
#include "views/shared/language.h"
#include "views/shared/nothingtonarrow.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>

namespace ashiato
{

namespace
{

constexpr size_t kCopiedRows = 100'000;

} // namespace

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
    onAction("Filter.Clear", &FilesView::ungroup);
    onAction("View.GroupBy", &FilesView::group);
    onAction("View.Columns", &FilesView::chooseColumns);
}

void FilesView::step(int rows)
{
    if (m_groups->isWorkedIn()) {
        m_groups->step(rows);
        return;
    }
    const QModelIndex now = m_table->currentIndex();
    const int row = qBound(0, now.isValid() ? now.row() + rows : rows > 1 ? rows : 0, m_model.rowCount() - 1);
    if (m_model.rowCount() > 0)
        m_table->setCurrentIndex(m_model.index(row, now.isValid() ? now.column() : 0));
}

void FilesView::open()
{
    if (m_groups->isWorkedIn()) {
        m_groups->include();
        return;
    }
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

void FilesView::include()
{
    if (m_groups->isWorkedIn())
        m_groups->include();
    else
        narrow(false);
}

void FilesView::exclude()
{
    if (m_groups->isWorkedIn())
        m_groups->exclude();
    else
        narrow(true);
}

void FilesView::narrow(bool exclude)
{
    const QModelIndex index = m_table->currentIndex();
    const int field = index.isValid() ? index.data(FileTableModel::FilterFieldRole).toInt() : -1;
    const QString value = index.data(FileTableModel::RawValueRole).toString();
    if (field < 0 || value.isEmpty()) {
        Q_EMIT told(nothingToNarrow(index, field >= 0));
        return;
    }
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

} // namespace ashiato
