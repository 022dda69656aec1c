// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <tsk/libtsk.h>

#include <QByteArrayView>

namespace ashiato
{

// TSK's words in ours. For the files of the walk that include TSK.

/// FileRecord::attributeType of an extended attribute of any file system, as TSK numbers those of HFS+ and APFS.
inline constexpr quint32 kExtendedAttribute = TSK_FS_ATTR_TYPE_HFS_EXT_ATTR;

FileKind kindOfName(TSK_FS_NAME_TYPE_ENUM type);

/// Kind of a metadata entry, and the bits of its POSIX mode that tell the type.
struct MetaKind {
    FileKind kind = FileKind::Undefined;
    quint32 mode = 0;
};
MetaKind kindOfMeta(TSK_FS_META_TYPE_ENUM type);

/// The step of each time that a file system stores, in FileRecord's order.
void precisionOf(TSK_FS_INFO *fileSystem, qint64 (&precision)[4]);

/// The bytes of a resident attribute; empty for others and for null.
QByteArrayView residentBytes(const TSK_FS_ATTR *attribute);

/// Whether TSK would give zeros for a part of a non-resident attribute because nothing is allocated there.
bool hasHoles(const TSK_FS_ATTR *attribute);
/// Whether a block of the disk belongs to it.
bool hasBlocks(const TSK_FS_ATTR *attribute);
/// Whether a block that a deleted file names belongs to another one now. For NTFS and ext: what TSK gives of other file
/// systems names no such blocks. Of a large file some thousand blocks are looked at, spread over all of it.
bool hasBlocksInUse(TSK_FS_INFO *fileSystem, const TSK_FS_ATTR *attribute);

/// Whether the content of a file lies where its forks are not: HFS+ and APFS keep what macOS has compressed in the attribute
/// com.apple.decmpfs or in blocks of the resource fork. Source: xnu, bsd/sys/decmpfs.h.
bool isPackedByMac(const TSK_FS_FILE &file);

} // namespace ashiato
