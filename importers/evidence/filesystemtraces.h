// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/imagereader.h"

#include <QByteArray>

#include <vector>

namespace ashiato
{

/// A file system that a volume shows, alive or left over from before it was formatted anew.
struct FileSystemTrace {
    enum class Family { Ntfs, Fat, ExFat, Ext, Ufs, Hfs, Iso };

    Family family = Family::Ntfs;
    QByteArray name;       ///< "ntfs", "fat", "exfat", "ext", "ufs1", "ufs2", "hfs+", "iso9660"
    qint64 offset = 0;     ///< In the image: of the boot sector or superblock that shows it
    bool isBackup = false; ///< Only a copy of it is left
    bool isSound = false;  ///< What its head names is there as well: the root directory, the first records
};

/// All file systems of the kinds that TSK reads which the volume at [offset, offset + length) shows, the most likely living
/// one first: one whose structures hold together before one of which only the head is left, a head before its copy. Where
/// several hold together, boot sectors go before superblocks: making NTFS or FAT leaves a superblock behind it as it is,
/// while mke2fs and its like clear the boot sector.
std::vector<FileSystemTrace> fileSystemTraces(ImageReader &image, qint64 offset, qint64 length);

} // namespace ashiato
