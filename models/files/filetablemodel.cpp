// SPDX-License-Identifier: Apache-2.0
#include "models/files/filetablemodel.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/lens/background.h"
#include "models/lens/lens.h"
#include "models/time/timetext.h"

#include <limits>

namespace ashiato
{

namespace
{

constexpr int kPageRows = 128;
constexpr int kPagesKept = 64;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(FileTable)
};

int timeOf(FileColumn column)
{
    return column >= FileColumn::Modified && column <= FileColumn::Created ? int(column) - int(FileColumn::Modified) : -1;
}

QList<qint64> pageIds(const FileSelection &selection, int page)
{
    QList<qint64> ids;
    for (qint64 place = qint64(page) * kPageRows; place < qMin<qint64>(selection.count(), qint64(page + 1) * kPageRows); ++place)
        ids.append(selection.fileId(place));
    return ids;
}

/// A row for each id: a place keeps its row even where the case gave none for it.
std::vector<FileItem> readPage(const FileReading &reading, CaseReader &reader, const QList<qint64> &ids)
{
    std::vector<FileItem> placed(size_t(ids.size()));
    if (auto got = reading.items(reader, ids)) {
        for (FileItem &row : *got)
            placed[size_t(ids.indexOf(row.row.id))] = std::move(row);
    }
    return placed;
}

} // namespace

/// What the background gives for a question.
struct FileTableModel::Answer {
    FileSelection selection;
    QHash<int, Page> pages; ///< Those that will be looked at first
};

FileTableModel::FileTableModel(Case &openCase, std::shared_ptr<ColumnStore> columns, QObject *parent, FileReading reading)
    : QAbstractTableModel(parent), m_case(openCase), m_columns(std::move(columns)),
      m_reading(std::make_shared<const FileReading>(std::move(reading))), m_pages(kPagesKept)
{
    m_fetches.setMaxThreadCount(1);
    m_questions.setMaxThreadCount(1);
    m_merge.setSingleShot(true);
    m_merge.setInterval(0);
    connect(&m_merge, &QTimer::timeout, this, [this] { fetch(); });
}

FileTableModel::~FileTableModel()
{
    cancel();
    m_fetches.clear();
    m_fetches.waitForDone();
    m_questions.clear();
    m_questions.waitForDone();
}

void FileTableModel::cancel() { raiseFlag(m_cancel); }

void FileTableModel::setQuestion(const FileQuestion &question, qint64 lookedAt)
{
    m_question = question;
    ask(lookedAt);
}

void FileTableModel::refresh(qint64 lookedAt) { ask(lookedAt); }

void FileTableModel::sort(int column, Qt::SortOrder order)
{
    const auto by = FileColumn(column);
    if (column < 0 || column >= columnCount() || (by == m_question.sortBy && order == m_question.order))
        return;
    m_question.sortBy = by;
    m_question.order = order;
    ask(0);
}

void FileTableModel::ask(qint64 lookedAt)
{
    cancel();
    m_cancel = newFlag();
    const bool wasBusy = isBusy();
    const quint64 number = ++m_asked;
    if (!wasBusy)
        Q_EMIT busyChanged(true);
    const auto work = [openCase = &m_case, columns = m_columns, reading = m_reading, question = m_question, cancel = m_cancel,
                       lookedAt]() -> Result<Answer> {
        const auto reader = openCase->reader();
        if (!reader)
            return reader.error();
        auto selection = reading->select(*columns, **reader, question, cancel);
        if (!selection)
            return selection.error();
        Answer answer;
        answer.selection = std::move(*selection);
        const int place = lookedAt ? int(qMax<qint64>(0, answer.selection.placeOf(lookedAt))) : 0;
        // The row and what may stand above and below it on the screen.
        for (const int near : {place - kPageRows / 2, place + kPageRows / 2}) {
            const int page = qMax(0, near) / kPageRows;
            if (!answer.pages.contains(page) && page * kPageRows < answer.selection.count())
                answer.pages.insert(page, readPage(*reading, **reader, pageIds(answer.selection, page)));
        }
        return answer;
    };
    inBackground(m_questions, this, work, [this, number](Result<Answer> &answer) {
        if (number != m_asked)
            return; // a newer question is on its way
        m_answered = number;
        if (answer) {
            taken(*answer);
        } else if (answer.error().code == ErrorCode::Cancelled) {
            m_question = m_shown;
        } else {
            Q_EMIT failed(answer.error());
        }
        Q_EMIT busyChanged(false);
    });
}

void FileTableModel::taken(Answer &answer)
{
    beginResetModel();
    m_selection = std::move(answer.selection);
    m_shown = m_question;
    m_pages.clear();
    m_wanted.clear();
    m_waiting.clear();
    for (auto page = answer.pages.begin(); page != answer.pages.end(); ++page)
        m_pages.insert(page.key(), new Page(std::move(*page)));
    ++m_generation;
    endResetModel();
    Q_EMIT selectionChanged();
}

void FileTableModel::marksChanged()
{
    ++m_generation;
    // What is under way would come with the old marks and is not taken: it is asked for again.
    m_wanted += std::exchange(m_waiting, {});
    for (const int page : m_pages.keys())
        m_wanted.insert(page);
    if (!m_wanted.isEmpty())
        m_merge.start();
}

void FileTableModel::setWording(const Wording &wording)
{
    m_wording = std::make_unique<Wording>(wording);
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void FileTableModel::setDisplayZone(const QString &zone)
{
    m_zone = zone;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const FileItem *FileTableModel::item(int place) const
{
    const int page = place / kPageRows;
    if (const Page *rows = m_pages.object(page)) {
        const size_t within = size_t(place % kPageRows);
        return within < rows->size() ? &(*rows)[within] : nullptr;
    }
    if (!m_waiting.contains(page)) {
        m_wanted.insert(page);
        m_merge.start();
    }
    return nullptr;
}

void FileTableModel::fetch() const
{
    const QSet<int> wanted = std::exchange(m_wanted, {});
    auto *self = const_cast<FileTableModel *>(this);
    for (const int page : wanted) {
        m_waiting.insert(page);
        inBackground(
            m_fetches, self,
            [openCase = &m_case, reading = m_reading, ids = pageIds(m_selection, page)] {
                const auto reader = openCase->reader();
                return reader ? readPage(*reading, **reader, ids) : Page(size_t(ids.size()));
            },
            [self, page, generation = m_generation](Page &rows) { self->take(generation, page, std::move(rows)); });
    }
}

void FileTableModel::take(quint64 generation, int page, Page rows)
{
    if (generation != m_generation)
        return;
    m_waiting.remove(page);
    m_pages.insert(page, new Page(std::move(rows)));
    const int first = page * kPageRows, last = qMin(rowCount(), first + kPageRows) - 1;
    if (last < first)
        return;
    Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
    Q_EMIT pageArrived(first, last);
}

int FileTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(qMin<qint64>(m_selection.count(), std::numeric_limits<int>::max()));
}

int FileTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(FileColumn::Count); }

QString FileTableModel::text(const FileItem &item, FileColumn column) const
{
    const FileRow &row = item.row;
    if (const int time = timeOf(column); time >= 0)
        return fileTimeText(item, time, m_zone);
    switch (column) {
    case FileColumn::Name: return item.title();
    case FileColumn::State: return m_wording->fileFlags(row.flags).join(QStringLiteral(", "));
    case FileColumn::Size: return row.size < 0 ? QString() : m_wording->number(row.size);
    case FileColumn::Type: return row.contentType;
    case FileColumn::Path: return visibleText(row.path());
    case FileColumn::Evidence: return row.evidence;
    case FileColumn::Inode: return row.inodeText.isEmpty() ? row.inode ? QString::number(row.inode) : QString() : row.inodeText;
    case FileColumn::Owner: return visibleText(row.owner);
    case FileColumn::Md5: return QString::fromLatin1(row.md5.toHex());
    case FileColumn::Sha1: return QString::fromLatin1(row.sha1.toHex());
    case FileColumn::Sha256: return QString::fromLatin1(row.sha256.toHex());
    default: return {};
    }
}

QString FileTableModel::rawText(const FileItem &item, FileColumn column) const
{
    const FileRow &row = item.row;
    if (const int time = timeOf(column); time >= 0)
        return timeText(row.times[time], row.precisionNs[time], 0, !item.localTime);
    switch (column) {
    case FileColumn::Name: return row.name;
    case FileColumn::Path: return row.path();
    case FileColumn::Size: return row.size < 0 ? QString() : QString::number(row.size);
    case FileColumn::State: return QString::number(row.flags);
    case FileColumn::Owner: return row.owner;
    default: return text(item, column);
    }
}

QVariant FileTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid) || !m_wording)
        return {};
    const auto column = FileColumn(index.column());
    switch (role) {
    case FileIdRole: return m_selection.fileId(index.row());
    case Qt::TextAlignmentRole:
        return int((column == FileColumn::Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case FilterFieldRole:
        switch (column) {
        case FileColumn::Name:
        case FileColumn::Path: return int(FilterField::Path);
        case FileColumn::Evidence: return int(FilterField::Evidence);
        case FileColumn::Md5:
        case FileColumn::Sha1:
        case FileColumn::Sha256: return int(FilterField::Hash);
        default: return -1;
        }
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case LoadingRole:
    case FlagsRole:
    case KindRole:
    case IsFolderRole:
    case TagsRole:
    case RawValueRole: break;
    default: return {};
    }
    const FileItem *found = item(index.row());
    if (role == LoadingRole)
        return found == nullptr;
    if (!found)
        return {};
    const FileRow &row = found->row;
    const FileKind kind = row.kind == FileKind::Unknown || row.kind == FileKind::Undefined ? row.nameKind : row.kind;
    switch (role) {
    case FlagsRole: return row.flags;
    case KindRole: return int(kind);
    case IsFolderRole: return kind == FileKind::Directory || kind == FileKind::Virtual || (row.flags & FileContainer) != 0;
    case TagsRole: {
        QVariantList tags;
        for (const qint64 tag : found->tags)
            tags.append(tag);
        return tags;
    }
    case RawValueRole: return rawText(*found, column);
    case Qt::ToolTipRole:
        return column == FileColumn::Size && row.size >= 0
                   ? QStringLiteral("%1 (%2)").arg(m_wording->bytes(row.size), m_wording->exactBytes(row.size))
                   : text(*found, column);
    default: return text(*found, column);
    }
}

QString FileTableModel::columnTitle(FileColumn column) const
{
    switch (column) {
    case FileColumn::Name: return Tr::tr("Name");
    case FileColumn::State: return Tr::tr("State");
    case FileColumn::Size: return Tr::tr("Size (bytes)");
    case FileColumn::Modified: return Tr::tr("Modified (M)");
    case FileColumn::Accessed: return Tr::tr("Accessed (A)");
    case FileColumn::Changed: return Tr::tr("Entry changed (C)");
    case FileColumn::Created: return Tr::tr("Created (B)");
    case FileColumn::Type: return Tr::tr("Type by content");
    case FileColumn::Path: return Tr::tr("Path");
    case FileColumn::Evidence: return Tr::tr("Exhibit");
    case FileColumn::Inode: return Tr::tr("Inode");
    case FileColumn::Owner: return Tr::tr("Owner");
    case FileColumn::Md5: return QStringLiteral("MD5");
    case FileColumn::Sha1: return QStringLiteral("SHA-1");
    case FileColumn::Sha256: return QStringLiteral("SHA-256");
    case FileColumn::Tags: return Tr::tr("Tags");
    case FileColumn::Count: break;
    }
    return {};
}

QVariant FileTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole && FileColumn(section) == FileColumn::Size)
        return int(Qt::AlignRight | Qt::AlignTop); // above its figures
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const QString title = columnTitle(FileColumn(section));
    if (timeOf(FileColumn(section)) < 0)
        return title;
    const QString zone = m_zone == QStringLiteral("Asia/Tokyo") ? QStringLiteral("JST")
                         : m_zone == Lens::kSourceZone          ? Tr::tr("as recorded")
                                                                : m_zone;
    //: A time column and its zone: "Modified (M), JST"
    return Tr::tr("%1, %2").arg(title, zone);
}

} // namespace ashiato
