// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"

#include <QAbstractItemModel>
#include <QThreadPool>

#include <memory>
#include <vector>

namespace ashiato
{

class Case;

/// A volume as it is called in the tree and the list: "Volume 2  NTFS  System".
QString volumeTitle(int number, const QString &format, const QString &label);

/// Exhibits, their volumes and their folders as a tree; files stand in FileTableModel. A folder is read when it is opened
/// (canFetchMore), off the GUI thread; refresh() brings what is open up to date while an import goes on, by inserting and
/// removing single rows, so that nothing that is open closes. Gives meaning, not looks: the view chooses icon and colour.
/// GUI thread.
class FileTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Node : quint8 { Exhibit, Volume, Folder, Container };
    enum Role {
        NodeRole = Qt::UserRole, ///< Node as int
        EvidenceIdRole,          ///< qint64
        FileIdRole,              ///< qint64, 0 for exhibits and for volumes that cannot be read
        VerificationRole,        ///< Verification as int, exhibits only
        FlagsRole,               ///< FileFlag
        UnsupportedRole,         ///< What the volume is that cannot be read; empty: readable
        StateRole,               ///< "registered", "importing", … of an exhibit
        FolderPathRole,          ///< Path of a folder with '/' at its end; empty for exhibits
    };

    explicit FileTreeModel(Case &openCase, QObject *parent = nullptr);
    ~FileTreeModel() override;

    /// Reads the exhibits, and every folder that has been read before, again.
    void refresh();
    /// Node of an exhibit; invalid where it is not there (yet).
    QModelIndex exhibit(qint64 evidenceId) const;
    /// The language of "Volume 2" has changed.
    void retranslate();

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// The exhibits have been read (again).
    void exhibitsRead();

private:
    struct Item;
    struct Entry;
    using Items = std::vector<std::unique_ptr<Item>>;

    Item *itemOf(const QModelIndex &index) const;
    QModelIndex indexOf(const Item *item) const;
    Item *find(qint64 evidenceId, qint64 fileId, Item *below = nullptr) const;
    void askExhibits();
    void askFolders(Item *item);
    void refreshRead(Item *item);
    /// Makes the children of an item those of entries, by single insertions, changes and removals.
    void merge(Item *item, std::vector<Entry> entries);
    static std::vector<Entry> readFolders(Case &openCase, qint64 evidenceId, qint64 parentId);
    QString text(const Item &item) const;
    QString tip(const Item &item) const;

    Case &m_case;
    std::unique_ptr<Item> m_root;
    QThreadPool m_pool;
};

} // namespace ashiato
