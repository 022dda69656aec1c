// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

struct TSK_FS_INFO;

namespace ashiato
{

/// "ntfs", "fat16", "exfat", "ext4", "hfs+", "iso9660" …
QByteArray fileSystemName(const TSK_FS_INFO &fileSystem);

/// The name that a file system gives itself, where it has a place for one that is read here (NTFS, ext, ISO 9660); FAT
/// and exFAT: FatFiles.
QByteArray volumeLabel(TSK_FS_INFO *fileSystem);

} // namespace ashiato
