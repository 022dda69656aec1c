// SPDX-License-Identifier: Apache-2.0
#include "views/files/filesview.h"

#include "models/casedb/casereader.h"
#include "models/lens/lens.h"
#include "views/files/filedelegate.h"
#include "views/files/filefields.h"
#include "views/shared/actionregistry.h"
#include "views/shared/conditiontext.h"
#include "views/shared/emptynote.h"
#include "views/shared/filterheader.h"
#include "views/shared/frozentable.h"
#include "views/shared/heldkeys.h"
#include "views/shared/icons.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/shared/wordingof.h"
#include "views/tags/tagcontroller.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <limits>

namespace ashiato
{

/// With the slash at its end, which the root of a file system has already.
QString FilesView::folderPath(const FileRow &row) { return row.path().endsWith(u'/') ? row.path() : row.path() + u'/'; }

FilesView::FilesView(const ViewContext &context, FileTableModel &model, TagController &tags, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(model)
{
    setObjectName(QStringLiteral("filesView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeBar(column);
    makeTable();
    makeGroups(column);
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
            refreshChips();
            m_keys->release();
        }
        refreshSummary();
    });
    // Keys may wait for a row that is not on the screen yet.
    connect(&m_model, &FileTableModel::pageArrived, m_keys, &HeldKeys::release);
}

Wording FilesView::wording() const
{
    return wordingOf(m_context);
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
    refreshChips();
    refreshNeedles();
    m_wantedId = wanted;
    m_isAsking = true;
    m_model.setQuestion(m_question, wanted == kFirstRow ? 0 : wanted);
    refreshSummary();
}

/// What was looked for, where it can stand.
void FilesView::refreshNeedles()
{
    FileDelegate::Needles needles{{m_question.nameContains}, {m_question.pathContains}, {m_question.contents}};
    for (const Filter::Group &group : m_question.scope == FileQuestion::Scope::All ? m_question.filter.groups : std::vector<Filter::Group>()) {
        for (const Condition &condition : group) {
            const bool isText = condition.field == FilterField::Text;
            if (condition.negated)
                continue;
            if (isText || condition.field == FilterField::Path) {
                needles.name += condition.values;
                needles.path += condition.values;
            }
            if (isText || condition.field == FilterField::Hash)
                needles.contents += condition.values;
        }
    }
    for (QStringList *list : {&needles.name, &needles.path, &needles.contents})
        list->removeAll(QString());
    m_delegate->setNeedles(needles);
    m_table->viewport()->update();
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
    m_empty->say(!isEmpty                 ? QString()
                 : selection.total() == 0 ? tr("No files yet. They appear while evidence is imported.")
                 : isAll                  ? tr("No file fulfils the conditions. Remove one above, or clear a field under the titles.")
                                          : tr("Nothing here fulfils the conditions. Choose another folder, or “%1”.")
                                                .arg(tr("All files under the filter")));
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
