// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <functional>
#include <vector>

namespace ashiato
{

/// A piece of a file in order of its place there, with no gap to the piece before.
struct ExtRun {
    enum class Kind : quint8 {
        Data,
        Zeros,  ///< A hole, or blocks that were given to it and not written yet
        Damaged ///< What maps this part cannot be read
    };
    quint64 logical = 0;
    quint64 physical = 0; ///< Data alone
    quint64 blocks = 0;
    Kind kind = Kind::Zeros;
};

/// Gives the bytes of a block of the disk; false where it cannot be read.
using ExtBlockReader = std::function<bool(quint64 block, QByteArray &into)>;

/// The runs of the first `blocks` blocks of a file by the tree of extents in its inode (60 bytes). Every node is checked
/// (magic, depth of at most 5 that falls by one, entries, order, place on the disk) and visited once; what a node that
/// fails would map is Damaged. Source: https://docs.kernel.org/filesystems/ext4/ifork.html
std::vector<ExtRun> extentRuns(QByteArrayView root, quint64 blocks, quint64 blocksOfDisk, qint64 blockSize,
                               const ExtBlockReader &readBlock);

} // namespace ashiato
