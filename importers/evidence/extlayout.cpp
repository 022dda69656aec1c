// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/extlayout.h"

#include "importers/evidence/filesystemimage.h"

#include <QtEndian>

#include <tsk/libtsk.h>

#include <tsk/fs/tsk_ext2fs.h>

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr quint16 kMagic = 0xef53;
constexpr quint32 kCompatSparseSuper2 = 0x200;
constexpr quint32 kIncompatMetaGroups = 0x10;
constexpr quint32 kIncompat64Bit = 0x80;
constexpr quint32 kRoCompatSparseSuper = 0x1;
constexpr quint32 kRoCompatBigAlloc = 0x200;
constexpr quint32 kMaxGroups = 1 << 24; // 64 PiB at 4 KiB a block
constexpr qint64 kMaxDescriptorSize = 1024; // EXT4_MAX_DESC_SIZE, fs/ext4/ext4.h of Linux
constexpr quint64 kMaxDescriptors = 64 << 20; // bytes; 128 TiB at 4 KiB a block, and no forged superblock asks for more
constexpr int kBlockSizes = 7;          // 1 KiB … 64 KiB

template <typename T> T field(const QByteArray &superblock, qsizetype offset)
{
    return qFromLittleEndian<T>(superblock.constData() + offset);
}

bool isPowerOf(quint32 number, quint32 base)
{
    quint64 power = base;
    while (power < number)
        power *= base;
    return power == number;
}

std::optional<ExtLayout> readAt(ImageReader &image, qint64 offset)
{
    QByteArray bytes(ExtLayout::kSuperblockSize, '\0');
    const auto got = image.read(offset, bytes.data(), bytes.size());
    return got && *got == bytes.size() ? ExtLayout::parse(bytes) : std::nullopt;
}

} // namespace

std::optional<ExtLayout> ExtLayout::parse(const QByteArray &superblock)
{
    if (superblock.size() < kSuperblockSize || field<quint16>(superblock, 56) != kMagic)
        return std::nullopt;
    const quint32 logBlockSize = field<quint32>(superblock, 24);
    if (logBlockSize >= kBlockSizes)
        return std::nullopt;
    ExtLayout layout;
    layout.superblock = superblock.first(kSuperblockSize);
    layout.blockSize = kSuperblockSize << logBlockSize;
    layout.firstDataBlock = field<quint32>(superblock, 20);
    layout.blocksPerGroup = field<quint32>(superblock, 32);
    const quint32 incompatible = field<quint32>(superblock, 96);
    const bool wide = incompatible & kIncompat64Bit;
    layout.blocks = field<quint32>(superblock, 4) | (wide ? quint64(field<quint32>(superblock, 336)) << 32 : 0);
    layout.descriptorSize = wide ? field<quint16>(superblock, 254) : 32;
    layout.metaGroups = incompatible & kIncompatMetaGroups;
    layout.firstMetaBlock = field<quint32>(superblock, 260);
    layout.bigAlloc = field<quint32>(superblock, 100) & kRoCompatBigAlloc;
    if (layout.blocksPerGroup == 0 || layout.blocks <= layout.firstDataBlock || layout.firstDataBlock > 1 ||
        layout.descriptorSize < 32 || layout.descriptorSize > std::min<qint64>(layout.blockSize, kMaxDescriptorSize))
        return std::nullopt;
    const quint64 groups = (layout.blocks - layout.firstDataBlock + layout.blocksPerGroup - 1) / layout.blocksPerGroup;
    if (groups > kMaxGroups || groups * quint64(layout.descriptorSize) > kMaxDescriptors)
        return std::nullopt;
    layout.groups = quint32(groups);
    return layout;
}

std::optional<ExtLayout> ExtLayout::read(ImageReader &image, qint64 volumeOffset)
{
    return readAt(image, volumeOffset + kSuperblockAt);
}

std::optional<ExtLayout> ExtLayout::readBackup(ImageReader &image, qint64 volumeOffset)
{
    for (int log = 0; log < kBlockSizes; ++log) {
        const qint64 blockSize = kSuperblockSize << log;
        const qint64 first = log == 0 ? 1 : 0; // a block of 1 KiB before the superblock's
        const qint64 offset = (first + 8 * blockSize) * blockSize; // as many blocks as a block has bits
        const auto layout = readAt(image, volumeOffset + offset);
        if (layout && layout->groupOffset(1) == offset && field<quint16>(layout->superblock, 90) == 1)
            return layout;
    }
    return std::nullopt;
}

qint64 ExtLayout::groupOffset(quint32 group) const
{
    return (qint64(firstDataBlock) + qint64(group) * blocksPerGroup) * blockSize;
}

bool ExtLayout::hasSuperblock(quint32 group) const
{
    if (group == 0)
        return true;
    if (field<quint32>(superblock, 92) & kCompatSparseSuper2)
        return field<quint32>(superblock, 588) == group || field<quint32>(superblock, 592) == group;
    if (!(field<quint32>(superblock, 100) & kRoCompatSparseSuper))
        return true;
    return group == 1 || isPowerOf(group, 3) || isPowerOf(group, 5) || isPowerOf(group, 7);
}

qint64 ExtLayout::descriptorBlockOffset(quint32 number, Copy copy) const
{
    const quint32 backup = copy == Copy::Backup ? 1 : 0;
    const bool inGroup = metaGroups && number >= firstMetaBlock;
    const quint32 group = (inGroup ? number * quint32(blockSize / descriptorSize) : 0) + backup;
    qint64 offset = groupOffset(group) + (hasSuperblock(group) ? blockSize : 0);
    if (group == 0 && blockSize == kSuperblockAt && firstDataBlock == 0) // bigalloc: the boot block is one of group 0
        offset += blockSize;
    return inGroup ? offset : offset + qint64(number) * blockSize;
}

QByteArray ExtLayout::descriptors(ImageReader &image, qint64 volumeOffset, Copy copy) const
{
    const qint64 perBlock = blockSize / descriptorSize;
    const qint64 count = (qint64(groups) + perBlock - 1) / perBlock;
    QByteArray table(qsizetype(count * blockSize), '\0');
    for (qint64 number = 0; number < count; ++number) {
        const qint64 offset = volumeOffset + descriptorBlockOffset(quint32(number), copy);
        (void)image.read(offset, table.data() + number * blockSize, blockSize, OnDamage::FillZeros).ok();
    }
    return table;
}

void overlaySuperblock(FileSystemImage &image, qint64 volumeOffset, const ExtLayout &layout)
{
    // With clusters (bigalloc) the size of a fragment is that of a cluster, which TSK refuses; it reads all that is in
    // use by blocks, and only its lists of free blocks, which nobody asks for here, go by clusters.
    QByteArray bytes = layout.superblock;
    bytes.replace(28, 4, bytes.sliced(24, 4));
    image.overlay(volumeOffset + ExtLayout::kSuperblockAt, bytes);
}

void overlayDescriptors(FileSystemImage &image, TSK_FS_INFO *fileSystem, const QByteArray &descriptors)
{
    const qint64 blockSize = fileSystem->block_size;
    const qint64 offset = qint64(fileSystem->last_block_act + 1) * blockSize;
    image.overlay(fileSystem->offset + offset, descriptors);
    fileSystem->last_block_act += TSK_DADDR_T((descriptors.size() + blockSize - 1) / blockSize);
    reinterpret_cast<EXT2FS_INFO *>(fileSystem)->groups_offset = offset;
}

qint64 descriptorsOffset(const TSK_FS_INFO *fileSystem)
{
    return reinterpret_cast<const EXT2FS_INFO *>(fileSystem)->groups_offset;
}

} // namespace ashiato
