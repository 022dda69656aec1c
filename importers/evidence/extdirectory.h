// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <vector>

namespace ashiato
{

/// A name in a block of an ext2/3/4 directory. Source: https://docs.kernel.org/filesystems/ext4/directory.html
struct ExtName {
    quint32 inode = 0;
    quint8 type = 0; ///< EXT4_FT_…; 0: not said
    bool deleted = false; ///< It stands in what a live entry leaves over, or has no inode
    QByteArrayView name; ///< Into the block
};

struct ExtDirectoryFormat {
    quint64 inodes = 0; ///< Of the file system: what a deleted entry may lead to
    bool typed = true;  ///< Entries hold a type beside their length
    bool sums = false;  ///< Blocks end in a checksum that begins with seed
    quint32 seed = 0;
};

/// The names of a block in the order of their places. A live entry stands whatever inode it names. False where entries
/// do not lead from one to the next up to the block's end, or the checksum does not fit: what can be told from the rest
/// is given all the same.
bool parseExtDirectory(QByteArrayView block, const ExtDirectoryFormat &format, std::vector<ExtName> &names);

} // namespace ashiato
