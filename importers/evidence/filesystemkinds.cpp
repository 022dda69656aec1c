// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemkinds.h"

#include "importers/evidence/filesystemmft.h"

#include <QtEndian>

#include <sys/stat.h>

#include <algorithm>

namespace ashiato
{

namespace
{
constexpr qint64 kSecond = 1000000000;
}

FileKind kindOfName(TSK_FS_NAME_TYPE_ENUM type)
{
    switch (type) {
    case TSK_FS_NAME_TYPE_FIFO:
        return FileKind::Pipe;
    case TSK_FS_NAME_TYPE_CHR:
    case TSK_FS_NAME_TYPE_BLK:
        return FileKind::Device;
    case TSK_FS_NAME_TYPE_DIR:
        return FileKind::Directory;
    case TSK_FS_NAME_TYPE_REG:
        return FileKind::File;
    case TSK_FS_NAME_TYPE_LNK:
        return FileKind::Symlink;
    case TSK_FS_NAME_TYPE_SOCK:
        return FileKind::Socket;
    case TSK_FS_NAME_TYPE_SHAD:
        return FileKind::Shadow;
    case TSK_FS_NAME_TYPE_WHT:
        return FileKind::Whiteout;
    case TSK_FS_NAME_TYPE_VIRT:
    case TSK_FS_NAME_TYPE_VIRT_DIR:
        return FileKind::Virtual;
    default:
        return FileKind::Unknown;
    }
}

MetaKind kindOfMeta(TSK_FS_META_TYPE_ENUM type)
{
    switch (type) {
    case TSK_FS_META_TYPE_REG:
        return {FileKind::File, S_IFREG};
    case TSK_FS_META_TYPE_DIR:
        return {FileKind::Directory, S_IFDIR};
    case TSK_FS_META_TYPE_FIFO:
        return {FileKind::Pipe, S_IFIFO};
    case TSK_FS_META_TYPE_CHR:
        return {FileKind::Device, S_IFCHR};
    case TSK_FS_META_TYPE_BLK:
        return {FileKind::Device, S_IFBLK};
    case TSK_FS_META_TYPE_LNK:
        return {FileKind::Symlink, S_IFLNK};
    case TSK_FS_META_TYPE_SHAD:
        return {FileKind::Shadow, 0};
    case TSK_FS_META_TYPE_SOCK:
        return {FileKind::Socket, S_IFSOCK};
    case TSK_FS_META_TYPE_WHT:
        return {FileKind::Whiteout, 0};
    case TSK_FS_META_TYPE_VIRT:
        return {FileKind::Virtual, 0};
    case TSK_FS_META_TYPE_VIRT_DIR:
        return {FileKind::Directory, 0};
    default:
        return {FileKind::Undefined, 0};
    }
}

void precisionOf(TSK_FS_INFO *fileSystem, qint64 (&precision)[4])
{
    const auto all = [&precision](qint64 ns) {
        for (qint64 &one : precision)
            one = ns;
    };
    switch (fileSystem->ftype) {
    case TSK_FS_TYPE_NTFS:
        all(100);
        break;
    case TSK_FS_TYPE_EXT2:
    case TSK_FS_TYPE_EXT3:
    case TSK_FS_TYPE_EXT4: {
        // Inodes of more than 128 bytes have room for nanoseconds (s_inode_size at 88 of the superblock).
        quint8 size[2] = {};
        tsk_fs_read(fileSystem, 1024 + 88, reinterpret_cast<char *>(size), 2);
        all(qFromLittleEndian<quint16>(size) > 128 ? 1 : kSecond);
        break;
    }
    case TSK_FS_TYPE_APFS:
    case TSK_FS_TYPE_FFS2:
        all(1);
        break;
    default:
        all(kSecond);
    }
}

QByteArrayView residentBytes(const TSK_FS_ATTR *attribute)
{
    if (!attribute || !(attribute->flags & TSK_FS_ATTR_RES) || !attribute->rd.buf || attribute->size < 0 ||
        quint64(attribute->size) > attribute->rd.buf_size)
        return {};
    return {reinterpret_cast<const char *>(attribute->rd.buf), qsizetype(attribute->size)};
}

bool hasHoles(const TSK_FS_ATTR *attribute)
{
    if (!(attribute->flags & TSK_FS_ATTR_NONRES) || attribute->size <= 0)
        return false;
    for (const TSK_FS_ATTR_RUN *run = attribute->nrd.run; run; run = run->next) {
        if (run->flags & TSK_FS_ATTR_RUN_FLAG_SPARSE)
            return true;
    }
    return attribute->nrd.run == nullptr;
}

bool hasBlocks(const TSK_FS_ATTR *attribute)
{
    constexpr int none = TSK_FS_ATTR_RUN_FLAG_SPARSE | TSK_FS_ATTR_RUN_FLAG_FILLER;
    const TSK_FS_ATTR_RUN *run = attribute->flags & TSK_FS_ATTR_NONRES ? attribute->nrd.run : nullptr;
    while (run && (run->flags & none))
        run = run->next;
    return run != nullptr;
}

bool hasBlocksInUse(TSK_FS_INFO *fileSystem, const TSK_FS_ATTR *attribute)
{
    constexpr quint64 kMostLooks = 4096; // sizes and runs of a deleted file may say anything
    if (!(attribute->flags & TSK_FS_ATTR_NONRES) || ntfsBitmapIsUnknown(fileSystem))
        return false;
    const auto isBlock = [fileSystem](quint64 block) { return block <= fileSystem->last_block_act; };
    quint64 blocks = 0;
    for (const TSK_FS_ATTR_RUN *run = attribute->nrd.run; run; run = run->next)
        blocks += run->len;
    const quint64 step = std::max<quint64>(1, blocks / kMostLooks);
    quint64 looks = 0;
    for (const TSK_FS_ATTR_RUN *run = attribute->nrd.run; run && looks < 2 * kMostLooks; run = run->next) {
        ++looks; // of a run without blocks as well
        if (run->flags & (TSK_FS_ATTR_RUN_FLAG_SPARSE | TSK_FS_ATTR_RUN_FLAG_FILLER))
            continue;
        for (quint64 at = 0; at < run->len && isBlock(run->addr + at) && looks < 2 * kMostLooks; at += step, ++looks) {
            if (fileSystem->block_getflags(fileSystem, run->addr + at) & TSK_FS_BLOCK_FLAG_ALLOC)
                return true;
        }
    }
    return false;
}

bool isPackedByMac(const TSK_FS_FILE &file)
{
    const TSK_FS_TYPE_ENUM type = file.fs_info->ftype;
    return (TSK_FS_TYPE_ISHFS(type) || TSK_FS_TYPE_ISAPFS(type)) && file.meta && (file.meta->flags & TSK_FS_META_FLAG_COMP);
}

} // namespace ashiato
