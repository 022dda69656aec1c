// SPDX-License-Identifier: Apache-2.0
#include "models/files/filetreemodel.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/lens/background.h"
#include "models/wording/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace ashiato
{

namespace
{
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(FileTree)
};
} // namespace

/// What one line of the tree is made of.
struct FileTreeModel::Entry {
    Node node = Node::Folder;
    qint64 evidenceId = 0;
    qint64 fileId = 0;
    int volume = 0;
    quint32 flags = 0;
    bool mayHaveChildren = false;
    Verification verification = Verification::Unverified;
    QString number, name, format, state, path, unsupported, label, location;

    bool isSame(const Entry &other) const
    {
        return node == other.node && evidenceId == other.evidenceId && fileId == other.fileId && volume == other.volume;
    }
};

struct FileTreeModel::Item {
    Entry entry;
    Item *parent = nullptr;
    Items children;
    bool isRead = false;
    bool isAsked = false;

    int row() const
    {
        const auto at = std::find_if(parent->children.begin(), parent->children.end(),
                                     [this](const std::unique_ptr<Item> &other) { return other.get() == this; });
        return int(at - parent->children.begin());
    }
};

FileTreeModel::FileTreeModel(Case &openCase, QObject *parent)
    : QAbstractItemModel(parent), m_case(openCase), m_root(std::make_unique<Item>())
{
    m_pool.setMaxThreadCount(1);
    m_root->isRead = true;
    askExhibits();
}

FileTreeModel::~FileTreeModel()
{
    m_pool.clear();
    m_pool.waitForDone();
}

FileTreeModel::Item *FileTreeModel::itemOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Item *>(index.internalPointer()) : m_root.get();
}

QModelIndex FileTreeModel::indexOf(const Item *item) const
{
    return item == m_root.get() ? QModelIndex() : createIndex(item->row(), 0, const_cast<Item *>(item));
}

FileTreeModel::Item *FileTreeModel::find(qint64 evidenceId, qint64 fileId, Item *below) const
{
    for (const auto &child : (below ? below : m_root.get())->children) {
        if (child->entry.evidenceId != evidenceId)
            continue;
        if (child->entry.fileId == fileId && (fileId != 0 || child->entry.node == Node::Exhibit))
            return child.get();
        if (fileId != 0) {
            if (Item *found = find(evidenceId, fileId, child.get()))
                return found;
        }
    }
    return nullptr;
}

QModelIndex FileTreeModel::exhibit(qint64 evidenceId) const
{
    const Item *item = find(evidenceId, 0);
    return item ? indexOf(item) : QModelIndex();
}

void FileTreeModel::refresh()
{
    askExhibits();
    for (const auto &child : m_root->children)
        refreshRead(child.get());
}

void FileTreeModel::refreshRead(Item *item)
{
    if (!item->isRead)
        return;
    askFolders(item);
    for (const auto &child : item->children)
        refreshRead(child.get());
}

void FileTreeModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
    // Volumes stand right below their exhibits.
    for (const auto &child : m_root->children) {
        if (!child->children.empty())
            Q_EMIT dataChanged(indexOf(child->children.front().get()), indexOf(child->children.back().get()));
    }
}

void FileTreeModel::askExhibits()
{
    if (std::exchange(m_root->isAsked, true))
        return;
    inBackground(
        m_pool, this,
        [openCase = &m_case] {
            std::vector<Entry> entries;
            const auto reader = openCase->reader();
            const auto rows = reader ? (*reader)->evidence() : reader.error();
            if (!rows)
                return entries;
            for (const EvidenceRow &row : *rows) {
                Entry entry;
                entry.node = Node::Exhibit;
                entry.evidenceId = row.id;
                entry.verification = row.verification;
                entry.number = row.number;
                entry.name = row.name;
                entry.format = row.format;
                entry.state = row.state;
                entry.location = row.location;
                entry.mayHaveChildren = true;
                entries.push_back(std::move(entry));
            }
            return entries;
        },
        [this](std::vector<Entry> &entries) {
            m_root->isAsked = false;
            merge(m_root.get(), std::move(entries));
            Q_EMIT exhibitsRead();
        });
}

std::vector<FileTreeModel::Entry> FileTreeModel::readFolders(Case &openCase, qint64 evidenceId, qint64 parentId)
{
    std::vector<Entry> entries;
    const auto opened = openCase.reader();
    if (!opened)
        return entries;
    CaseReader &reader = **opened;
    const auto rows = reader.children(evidenceId, parentId);
    if (!rows)
        return entries;
    const auto volumes = parentId == 0 ? reader.volumes(evidenceId) : Result<std::vector<VolumeRow>>(std::vector<VolumeRow>());
    QSet<int> shown;
    for (const FileRow &row : *rows) {
        const FileKind kind = row.kind == FileKind::Unknown || row.kind == FileKind::Undefined ? row.nameKind : row.kind;
        const bool isFolder = kind == FileKind::Directory || kind == FileKind::Virtual;
        if (!isFolder && row.childCount <= 0)
            continue;
        Entry entry;
        entry.node = isFolder ? Node::Folder : Node::Container;
        entry.evidenceId = evidenceId;
        entry.fileId = row.id;
        entry.name = row.name;
        entry.flags = row.flags;
        entry.path = row.path() + (row.path().endsWith(u'/') ? QString() : QStringLiteral("/"));
        entry.mayHaveChildren = row.childCount > 0;
        if (parentId == 0 && row.volume > 0 && volumes) {
            for (const VolumeRow &volume : *volumes) {
                if (volume.number != row.volume || (row.name != volume.prefix.mid(1)))
                    continue;
                entry.node = Node::Volume;
                entry.volume = volume.number;
                entry.format = volume.fileSystem;
                entry.label = volume.label;
                shown.insert(volume.number);
            }
        }
        entries.push_back(std::move(entry));
    }
    if (volumes) {
        // What is there but cannot be read is shown, never left out.
        for (const VolumeRow &volume : *volumes) {
            if (shown.contains(volume.number))
                continue;
            Entry entry;
            entry.node = Node::Volume;
            entry.evidenceId = evidenceId;
            entry.volume = volume.number;
            entry.format = volume.fileSystem;
            entry.label = volume.label.isEmpty() ? volume.description : volume.label;
            entry.unsupported = volume.unsupported;
            entries.push_back(std::move(entry));
        }
    }
    return entries;
}

void FileTreeModel::askFolders(Item *item)
{
    if (std::exchange(item->isAsked, true))
        return;
    const qint64 evidenceId = item->entry.evidenceId, fileId = item->entry.fileId;
    inBackground(
        m_pool, this, [openCase = &m_case, evidenceId, fileId] { return readFolders(*openCase, evidenceId, fileId); },
        [this, evidenceId, fileId](std::vector<Entry> &entries) {
            // Found again by what it is: it may be gone by now.
            Item *item = find(evidenceId, fileId);
            if (!item)
                return;
            item->isAsked = false;
            item->isRead = true;
            merge(item, std::move(entries));
        });
}

void FileTreeModel::merge(Item *item, std::vector<Entry> entries)
{
    const QModelIndex at = indexOf(item);
    Items &children = item->children;
    for (int row = int(children.size()) - 1; row >= 0; --row) {
        const Entry &old = children[size_t(row)]->entry;
        if (std::any_of(entries.begin(), entries.end(), [&old](const Entry &entry) { return entry.isSame(old); }))
            continue;
        beginRemoveRows(at, row, row);
        children.erase(children.begin() + row);
        endRemoveRows();
    }
    if (children.empty() && !entries.empty()) {
        beginInsertRows(at, 0, int(entries.size()) - 1);
        for (Entry &entry : entries) {
            children.push_back(std::make_unique<Item>());
            children.back()->entry = std::move(entry);
            children.back()->parent = item;
        }
        endInsertRows();
        return;
    }
    for (size_t row = 0; row < entries.size(); ++row) {
        if (row < children.size() && children[row]->entry.isSame(entries[row])) {
            children[row]->entry = std::move(entries[row]);
            continue;
        }
        beginInsertRows(at, int(row), int(row));
        auto child = std::make_unique<Item>();
        child->entry = std::move(entries[row]);
        child->parent = item;
        children.insert(children.begin() + qsizetype(row), std::move(child));
        endInsertRows();
    }
    // Those left over stood in another order and have just been inserted at their new place.
    if (children.size() > entries.size()) {
        beginRemoveRows(at, int(entries.size()), int(children.size()) - 1);
        children.resize(entries.size());
        endRemoveRows();
    }
    if (!children.empty())
        Q_EMIT dataChanged(index(0, 0, at), index(int(children.size()) - 1, 0, at));
}

QModelIndex FileTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Item *item = itemOf(parent);
    if (column != 0 || row < 0 || row >= int(item->children.size()))
        return {};
    return createIndex(row, 0, item->children[size_t(row)].get());
}

QModelIndex FileTreeModel::parent(const QModelIndex &child) const
{
    const Item *item = itemOf(child);
    return item == m_root.get() ? QModelIndex() : indexOf(item->parent);
}

int FileTreeModel::rowCount(const QModelIndex &parent) const { return int(itemOf(parent)->children.size()); }
int FileTreeModel::columnCount(const QModelIndex &) const { return 1; }

bool FileTreeModel::hasChildren(const QModelIndex &parent) const
{
    const Item *item = itemOf(parent);
    return !item->children.empty() || (item != m_root.get() && !item->isRead && item->entry.mayHaveChildren);
}

bool FileTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const Item *item = itemOf(parent);
    return item != m_root.get() && !item->isRead && !item->isAsked && item->entry.mayHaveChildren;
}

void FileTreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        askFolders(itemOf(parent));
}

QString volumeTitle(int number, const QString &format, const QString &label)
{
    QStringList parts = {Tr::tr("Volume %1").arg(number)};
    if (!format.isEmpty())
        parts.append(format);
    if (!label.isEmpty())
        parts.append(visibleText(label));
    return parts.join(QStringLiteral("  "));
}

QString FileTreeModel::text(const Item &item) const
{
    const Entry &entry = item.entry;
    if (entry.node == Node::Exhibit) {
        // A single file or a folder is what it is called; an image has a format.
        const bool isPlain = entry.format.isEmpty() || entry.format == QStringLiteral("file") || entry.format == QStringLiteral("folder");
        return isPlain ? QStringLiteral("%1  %2").arg(entry.number, visibleText(entry.name))
                                      : QStringLiteral("%1  %2 (%3)").arg(entry.number, visibleText(entry.name), entry.format);
    }
    if (entry.node != Node::Volume)
        return visibleText(entry.name);
    return volumeTitle(entry.volume, entry.unsupported.isEmpty() ? entry.format.toUpper() : entry.unsupported, entry.label);
}

QString FileTreeModel::tip(const Item &item) const
{
    const Entry &entry = item.entry;
    if (entry.node == Node::Exhibit)
        return visibleText(entry.location);
    if (!entry.unsupported.isEmpty())
        return Tr::tr("This volume (%1) is not read by this version.").arg(entry.unsupported);
    return visibleText(entry.path);
}

QVariant FileTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Item &item = *itemOf(index);
    const Entry &entry = item.entry;
    switch (role) {
    case Qt::DisplayRole: return text(item);
    case Qt::ToolTipRole: return tip(item);
    case NodeRole: return int(entry.node);
    case EvidenceIdRole: return entry.evidenceId;
    case FileIdRole: return entry.fileId;
    case VerificationRole: return entry.node == Node::Exhibit ? QVariant(int(entry.verification)) : QVariant();
    case FlagsRole: return entry.flags;
    case UnsupportedRole: return entry.unsupported;
    case StateRole: return entry.state;
    case FolderPathRole: return entry.path;
    default: return {};
    }
}

} // namespace ashiato
