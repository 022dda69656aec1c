// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/volumelabel.h"

#include "importers/evidence/filesystemkinds.h"
#include "importers/evidence/filesystemntfs.h"
#include "importers/evidence/names.h"

#include <QtEndian>

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

/// The entry of type 0x83 in the root directory's first cluster: its number of characters, then up to 11 of them.
/// Source: Microsoft, exFAT file system specification, 3.1 and 7.3.
QByteArray exfatLabel(TSK_FS_INFO *fileSystem)
{
    constexpr qint64 kEntry = 32, kMostCharacters = 11, kSearched = 64 << 10;
    char boot[112];
    if (tsk_fs_read(fileSystem, 0, boot, sizeof boot) != sizeof boot || quint8(boot[108]) < 9 || quint8(boot[108]) > 12
        || quint8(boot[109]) > 25 - quint8(boot[108]))
        return {};
    const qint64 cluster = qint64(1) << (quint8(boot[108]) + quint8(boot[109]));
    const qint64 heap = qint64(qFromLittleEndian<quint32>(boot + 88)) << quint8(boot[108]);
    const qint64 root = heap + (qint64(qFromLittleEndian<quint32>(boot + 96)) - 2) * cluster;
    char entry[kEntry] = {1};
    for (qint64 at = 0; at < std::min(cluster, kSearched) && entry[0] != 0; at += kEntry) {
        if (root < heap || tsk_fs_read(fileSystem, root + at, entry, kEntry) != kEntry)
            return {};
        if (quint8(entry[0]) == 0x83)
            return escapedName(
                utf8FromUtf16(QByteArrayView(entry + 2, std::min<qint64>(quint8(entry[1]), kMostCharacters) * 2)));
    }
    return {};
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
    QByteArray label;
    switch (fileSystem->ftype) {
    case TSK_FS_TYPE_NTFS:
        return ntfsLabel(fileSystem);
    case TSK_FS_TYPE_FAT12:
    case TSK_FS_TYPE_FAT16:
        label = fixedLabel(fileSystem, 43, 11);
        break;
    case TSK_FS_TYPE_FAT32:
        label = fixedLabel(fileSystem, 71, 11);
        break;
    case TSK_FS_TYPE_EXFAT:
        return exfatLabel(fileSystem);
    case TSK_FS_TYPE_EXT2:
    case TSK_FS_TYPE_EXT3:
    case TSK_FS_TYPE_EXT4:
        return fixedLabel(fileSystem, 1024 + 120, 16);
    case TSK_FS_TYPE_ISO9660:
        return fixedLabel(fileSystem, 32768 + 40, 32);
    default:
        return {};
    }
    return label == "NO NAME" ? QByteArray() : label;
}

} // namespace ashiato
