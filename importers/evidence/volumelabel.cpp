// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/volumelabel.h"

#include "importers/evidence/filesystemkinds.h"
#include "importers/evidence/filesystemntfs.h"
#include "importers/evidence/names.h"

#include <algorithm>

namespace ashiato
{

namespace
{

/// Bytes of a fixed-width label field: cut at the first NUL, trailing spaces off.
QByteArray fixedLabel(TSK_FS_INFO *fileSystem, qint64 offset, int width)
{
    QByteArray bytes(width, '\0');
    if (tsk_fs_read(fileSystem, offset, bytes.data(), size_t(width)) != width)
        return {};
    if (const qsizetype end = bytes.indexOf('\0'); end >= 0)
        bytes.truncate(end);
    while (bytes.endsWith(' '))
        bytes.chop(1);
    return escapedName(bytes);
}

QByteArray ntfsLabel(TSK_FS_INFO *fileSystem)
{
    TSK_FS_FILE *file = tsk_fs_file_open_meta(fileSystem, nullptr, 3); // $Volume
    if (!file)
        return {};
    const TSK_FS_ATTR *name = tsk_fs_file_attr_get_type(file, TSK_FS_ATTR_TYPE_NTFS_VNAME, 0, 0);
    const QByteArray label = escapedName(utf8FromUtf16(residentBytes(name)));
    tsk_fs_file_close(file);
    return label;
}

} // namespace

QByteArray fileSystemName(const TSK_FS_INFO &fileSystem)
{
    if (fileSystem.ftype == TSK_FS_TYPE_HFS)
        return "hfs+";
    if (fileSystem.ftype == TSK_FS_TYPE_HFS_LEGACY)
        return "hfs";
    const char *name = tsk_fs_type_toname(fileSystem.ftype);
    return name ? QByteArray(name) : QByteArray("unknown");
}

QByteArray volumeLabel(TSK_FS_INFO *fileSystem)
{
    switch (fileSystem->ftype) {
    case TSK_FS_TYPE_NTFS:
        return ntfsLabel(fileSystem);
    case TSK_FS_TYPE_EXT2:
    case TSK_FS_TYPE_EXT3:
    case TSK_FS_TYPE_EXT4:
        return fixedLabel(fileSystem, 1024 + 120, 16);
    case TSK_FS_TYPE_ISO9660:
        return fixedLabel(fileSystem, 32768 + 40, 32);
    default:
        return {};
    }
}

} // namespace ashiato
