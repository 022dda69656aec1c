// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/imagereader.h"

#include <QByteArray>

#include <optional>

struct TSK_FS_INFO;

namespace ashiato
{

class FileSystemImage;

/// What the superblock of an ext2/3/4 file system says of places on its disk, as far as The Sleuth Kit 4.11 does not
/// look at it itself. Source: https://docs.kernel.org/filesystems/ext4/ (super block, block groups, meta block groups).
struct ExtLayout {
    static constexpr qint64 kSuperblockAt = 1024; ///< From the start of the volume
    static constexpr qint64 kSuperblockSize = 1024;

    /// Which of the copies of a block of group descriptors.
    enum class Copy { Primary, Backup };

    QByteArray superblock;
    qint64 blockSize = 0;
    quint64 blocks = 0;
    quint32 firstDataBlock = 0;
    quint32 blocksPerGroup = 0;
    quint32 descriptorSize = 0;
    quint32 groups = 0;
    quint32 firstMetaBlock = 0; ///< Blocks of descriptors from this number on lie in their groups (META_BG)
    bool metaGroups = false;
    bool bigAlloc = false; ///< Blocks are given out in clusters

    /// Nothing where these bytes are no superblock that holds together.
    static std::optional<ExtLayout> parse(const QByteArray &superblock);
    /// That of the volume at offset.
    static std::optional<ExtLayout> read(ImageReader &image, qint64 volumeOffset);
    /// Of the copy of the superblock in group 1, where mke2fs puts one whatever its options, for each block size.
    static std::optional<ExtLayout> readBackup(ImageReader &image, qint64 volumeOffset);

    /// Bytes from the start of the volume.
    qint64 groupOffset(quint32 group) const;
    /// The whole table of group descriptors, one behind the other as TSK expects it; zeros for what cannot be read.
    QByteArray descriptors(ImageReader &image, qint64 volumeOffset, Copy copy) const;

private:
    bool hasSuperblock(quint32 group) const;
    qint64 descriptorBlockOffset(quint32 number, Copy copy) const;
};

/// Makes TSK see this superblock. Call it before the file system is opened.
void overlaySuperblock(FileSystemImage &image, qint64 volumeOffset, const ExtLayout &layout);
/// Makes an open ext file system find its group descriptors in this table, which it sees behind the last block of the
/// volume. The image is one that only this file system reads.
void overlayDescriptors(FileSystemImage &image, TSK_FS_INFO *fileSystem, const QByteArray &descriptors);
/// Bytes from the start of the volume to where an open ext file system finds its group descriptors.
qint64 descriptorsOffset(const TSK_FS_INFO *fileSystem);

} // namespace ashiato
