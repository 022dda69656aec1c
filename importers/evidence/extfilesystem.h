// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/extattributes.h"
#include "importers/evidence/extcensus.h"
#include "importers/evidence/extinodes.h"

#include <functional>
#include <memory>
#include <vector>

struct TSK_FS_FILE;
struct TSK_FS_INFO;

namespace ashiato
{

struct ExtName;

/// A part of a directory that does not hold together.
struct ExtDamage {
    enum class Part { Inode, Block };
    Part part = Part::Block;
    qint64 offset = kUnknown; ///< In the volume; unknown where no block is known
    qint64 length = kUnknown;
};

/// Our own readers of ext2/3/4 in the place of some of The Sleuth Kit's (4.11), under an open file system of it: trees of
/// extents of any depth, and directories whose entries are listed even where the inode that they name does not exist.
/// TSK keeps the rest. It belongs to the file system that it is attached to and ends with it. One thread.
class ExtFileSystem
{
public:
    /// Puts the readers into a file system of TSK; nothing where it is none of ext.
    static void attach(TSK_FS_INFO *fileSystem);
    /// That of a file system; null where none is attached.
    static ExtFileSystem *of(TSK_FS_INFO *fileSystem);
    ~ExtFileSystem();
    Q_DISABLE_COPY_MOVE(ExtFileSystem)

    const ExtInodes &inodes();
    /// Where a symbolic link leads: TSK knows it where it stands in the inode or in plain blocks, not in extents. Empty
    /// where it cannot be read.
    QByteArray linkTarget(TSK_FS_FILE *link);
    /// The extended attributes of an inode, those of its block of them behind those within it. `whole` is false where an
    /// entry leads out of its place.
    std::vector<ExtAttribute> attributes(quint64 inode, bool &whole);
    /// The value of one; false where it cannot be read.
    bool attributeValue(const ExtAttribute &attribute, QByteArray &into);
    /// What was wrong with the directory that was opened last, a few of it.
    std::vector<ExtDamage> takeDamage();

    /// Says that every directory of the tree was listed since this was attached: the census need not walk it again.
    void setTreeListed() { m_treeListed = true; }
    /// What is promised against what the tree leads to; taken once, at the first call. The inodes in use that no name
    /// leads to are listed in $OrphanFiles, beside those deleted ones that TSK finds.
    const ExtCensus &census();

private:
    struct Hooks;
    explicit ExtFileSystem(TSK_FS_INFO *fileSystem);

    TSK_FS_INFO *m_fileSystem;
    std::unique_ptr<Hooks> m_hooks; ///< TSK's own functions
    std::unique_ptr<ExtInodes> m_inodes;
    std::vector<ExtDamage> m_damage;
    ExtNames m_names;
    std::unique_ptr<ExtCensus> m_census;
    std::vector<quint64> m_lost; ///< Of the unnamed those that no other one holds
    bool m_treeListed = false;

    bool counts(quint64 directory);
    void listTree();
    void findLost();
    void forEachLive(quint64 directory, const std::function<void(const ExtName &)> &onName);

    friend struct ExtHooks;
};

} // namespace ashiato
