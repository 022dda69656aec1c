// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/error.h"

#include <QString>

#include <memory>
#include <unordered_map>
#include <vector>

struct TSK_FS_INFO;

namespace ashiato
{

class ExtInodes;

/// Which inodes of a file system the live names of its tree lead to, and how many names: two sets that are kept while
/// directories are listed, by groups of inodes that are met. One thread.
class ExtNames
{
public:
    /// Whether the entries of a directory are to be counted: a name leads to it, and they have not been yet. It is
    /// marked as counted.
    bool enter(quint64 directory, bool root);
    /// An entry of such a directory. "." and ".." count as links, and lead to nothing new.
    void add(quint64 inode, bool dot);
    bool isNamed(quint64 inode) const;
    /// kMany: that many or more.
    int links(quint64 inode) const;

    static constexpr int kMany = 63;

private:
    static constexpr quint64 kPage = 4096;
    quint8 *byteOf(quint64 inode);
    quint8 valueOf(quint64 inode) const;

    std::unordered_map<quint64, std::unique_ptr<quint8[]>> m_pages; ///< By inode / kPage
};

/// What an ext file system promises (bitmaps, counts of its groups, checksums) against what its tree leads to.
struct ExtCensus {
    quint64 inUse = 0;     ///< By the bitmaps, without the reserved ones
    quint64 lost = 0;      ///< Of them with content and links, and no name
    quint64 unlinked = 0;  ///< Of them with content and without links: deleted while open
    quint64 empty = 0;     ///< Of them without content
    quint64 notMarked = 0; ///< In the tree and whole, but free by the bitmap
    quint64 wrongLinks = 0;
    quint64 wrongSums = 0;
    quint64 wrongBitmaps = 0;
    quint64 wrongDescriptors = 0;
    quint64 unreadableGroups = 0; ///< Their table of inodes is not to be found
    quint64 freeInodes[2] = {};   ///< By the descriptors, by the bitmaps
    quint64 directories[2] = {};  ///< By the descriptors, found
    quint64 freeBlocks[2] = {};   ///< By the descriptors, by the bitmaps
    bool journalOpen = false;     ///< Its journal holds what was not written to its place yet
    std::vector<quint64> unnamed; ///< Inodes in use that no name leads to

    struct Difference {
        ErrorCode code = ErrorCode::Incomplete;
        QString detail;
        qint64 count = 1;
    };
    /// One a kind; empty where all is as promised.
    std::vector<Difference> differences() const;
};

ExtCensus takeExtCensus(TSK_FS_INFO *fileSystem, const ExtInodes &inodes, const ExtNames &names);

} // namespace ashiato
