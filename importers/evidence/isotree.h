// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/isorecords.h"

#include <QHash>

#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

struct TSK_FS_INFO;

namespace ashiato
{

/// The tree of a disc with Rock Ridge (names, modes, times, links, relocated directories), read by ourselves in the place
/// of The Sleuth Kit's (4.11), which shows the short names. It is attached to an open file system of TSK and ends with it;
/// its inodes are numbered behind those that TSK gave, in the order in which the tree is met. One thread.
class IsoTree
{
public:
    /// A part of a directory that is no record.
    struct Damage {
        qint64 offset = 0; ///< In the volume
        qint64 length = 0;
    };

    /// Reads the tree and puts it into the file system where the disc has Rock Ridge; nothing elsewhere.
    static void attach(TSK_FS_INFO *fileSystem);
    /// That of a file system; null where none is attached.
    static IsoTree *of(TSK_FS_INFO *fileSystem);
    ~IsoTree();
    Q_DISABLE_COPY_MOVE(IsoTree)

    /// What is known of an inode; null for those that TSK numbered.
    const IsoRecord *record(quint64 inode) const;
    std::vector<Damage> damage(quint64 directory) const;
    /// Whether directories were left out because there are too many.
    bool isCut() const { return m_cut; }

private:
    friend struct IsoHooks;
    struct Hooks;
    struct Node {
        IsoRecord record;
        std::vector<quint32> children;
        bool leadsAround = false; ///< A directory that was met before
    };

    explicit IsoTree(TSK_FS_INFO *fileSystem);
    bool build();
    bool read(qint64 offset, qint64 size, QByteArray &into) const;
    void list(quint32 directory, IsoRecord::Extent extent);
    void add(quint32 parent, IsoRecord record);
    quint64 inodeOf(quint32 node) const { return m_firstInode + node; }
    quint32 nodeOf(quint64 inode) const;

    TSK_FS_INFO *m_fileSystem;
    std::unique_ptr<Hooks> m_hooks;
    qint64 m_blockSize = 0;
    int m_skip = -1;
    quint64 m_firstInode = 0;
    std::vector<Node> m_nodes; ///< The first is the root
    std::vector<std::pair<quint32, quint32>> m_waiting; ///< Directory and the block of its content
    std::vector<std::pair<quint32, IsoRecord>> m_moved; ///< Parents and directories that another place leads to
    std::unordered_set<quint32> m_met;                  ///< Blocks of directories
    std::unordered_map<quint32, std::vector<Damage>> m_damage;
    bool m_rock = false;
    bool m_cut = false;
};

} // namespace ashiato
