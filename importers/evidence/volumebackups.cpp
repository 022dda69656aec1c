// SPDX-License-Identifier: Apache-2.0
// File systems that TSK opens only when it is shown something else than what stands at their head: a copy of a damaged
// boot sector or superblock, or a layout that it knows. Each has an image of its own, so that what TSK sees elsewhere
// stays as it is.
#include "importers/evidence/extlayout.h"
#include "importers/evidence/volumes.h"

#include <QtEndian>

#include <tsk/libtsk.h>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

bool VolumeTable::openFromBackup(FileSystemImage &image, Volume &volume)
{
    using Family = FileSystemTrace::Family;
    for (const Family family : {Family::Ntfs, Family::Fat, Family::ExFat, Family::Ext}) {
        if (openFromBackup(image, volume, family))
            return true;
    }
    return false;
}

/// NTFS keeps a copy of its boot sector in the volume's last sector, FAT32 in sector 6, exFAT in sector 12; ext one of
/// its superblock in group 1. A copy that is equal to what stands at the head has nothing to give.
bool VolumeTable::openFromBackup(FileSystemImage &image, Volume &volume, FileSystemTrace::Family family)
{
    struct Copy {
        FileSystemTrace::Family family;
        qint64 offset;
        qsizetype magicAt;
        QByteArrayView magic;
        TSK_FS_TYPE_ENUM type;
    };
    using Family = FileSystemTrace::Family;
    const qint64 end = std::min(volume.length, m_reader.size() - volume.offset);
    const Copy copies[] = {{Family::Ntfs, end - 512, 3, "NTFS    ", TSK_FS_TYPE_NTFS_DETECT},
                           {Family::Fat, 6 * 512, 82, "FAT32   ", TSK_FS_TYPE_FAT_DETECT},
                           {Family::ExFat, 12 * 512, 3, "EXFAT   ", TSK_FS_TYPE_FAT_DETECT}};
    for (const Copy &copy : copies) {
        QByteArray sector(512, '\0'), head(512, '\0');
        if (copy.family != family || copy.offset <= 0)
            continue;
        const auto got = m_reader.read(volume.offset + copy.offset, sector.data(), sector.size());
        if (!got || *got != sector.size() || QByteArrayView(sector).sliced(copy.magicAt, 8) != copy.magic)
            continue;
        if (const auto first = m_reader.read(volume.offset, head.data(), head.size()); first && head == sector)
            continue;
        auto patched = std::make_unique<FileSystemImage>(m_reader, image.handle()->sector_size);
        patched->overlay(volume.offset, sector);
        FileSystemHandle handle(tsk_fs_open_img(patched->handle(), volume.offset, copy.type));
        tsk_error_reset();
        if (!handle)
            continue;
        m_warnings.push_back({ErrorCode::Damaged, 0, u"boot sector damaged, backup read"_s, volume.offset, 512});
        adopt(std::move(volume), std::move(handle));
        m_images.push_back(std::move(patched));
        return true;
    }
    if (family != Family::Ext)
        return false;
    const auto layout = ExtLayout::readBackup(m_reader, volume.offset);
    if (!layout || !openExt(image, volume, *layout, ExtLayout::Copy::Backup))
        return false;
    m_warnings.push_back({ErrorCode::Damaged, 0,
                          u"ext: superblock damaged, backup at %1 read"_s.arg(m_volumes.back().offset +
                                                                              layout->groupOffset(1)),
                          m_volumes.back().offset + ExtLayout::kSuperblockAt, ExtLayout::kSuperblockSize});
    return true;
}

/// META_BG, whose group descriptors TSK looks for in the wrong places, and bigalloc, which it refuses.
bool VolumeTable::addUncommonExt(FileSystemImage &image, const Partition &partition)
{
    const auto layout = ExtLayout::read(m_reader, partition.offset);
    if (!layout || !(layout->metaGroups || layout->bigAlloc))
        return false;
    Volume volume = volumeOf(partition);
    return openExt(image, volume, *layout, ExtLayout::Copy::Primary);
}

/// ISO 9660:1999 repeats its tree in an enhanced volume descriptor (a supplementary one of version 2), in which TSK goes
/// round for ever; shown a boot record there, which it passes over, it reads the primary tree. The descriptors of a later
/// session that were written over the first ones count blocks from that session's start, so that TSK takes their own tree
/// for one beyond the end; it is shown the size of the disc.
bool VolumeTable::addEnhancedIso(FileSystemImage &image, const Partition &partition)
{
    constexpr qint64 sector = 2048;
    constexpr int first = 16, most = 64;
    auto patched = std::make_unique<FileSystemImage>(m_reader, image.handle()->sector_size);
    bool patches = false;
    const qint64 there = std::min(partition.length, m_reader.size() - partition.offset) / sector;
    for (int number = first; number < first + most; ++number) {
        QByteArray head(190, '\0');
        const qint64 offset = partition.offset + number * sector;
        const auto got = m_reader.read(offset, head.data(), head.size());
        if (!got || *got != head.size() || head.sliced(1, 5) != "CD001" || head[0] == '\xff')
            break;
        if (head[0] == 2 && head[6] == 2) {
            patched->overlay(offset, QByteArray(1, '\0'));
            patches = true;
        }
        const auto blocks = qFromLittleEndian<quint32>(head.constData() + 80), root = qFromLittleEndian<quint32>(head.constData() + 158);
        if ((head[0] == 1 || head[0] == 2) && root >= blocks && root < there) {
            QByteArray size(8, '\0');
            qToLittleEndian(quint32(there), size.data());
            qToBigEndian(quint32(there), size.data() + 4);
            patched->overlay(offset + 80, size);
            patches = true;
        }
    }
    if (!patches)
        return false;
    FileSystemHandle handle(tsk_fs_open_img(patched->handle(), partition.offset, TSK_FS_TYPE_ISO9660));
    tsk_error_reset();
    if (!handle)
        return false;
    adopt(volumeOf(partition), std::move(handle));
    m_images.push_back(std::move(patched));
    return true;
}

bool VolumeTable::openExt(FileSystemImage &image, Volume &volume, const ExtLayout &layout, ExtLayout::Copy copy)
{
    const qint64 offset = volume.offset;
    auto patched = std::make_unique<FileSystemImage>(m_reader, image.handle()->sector_size);
    overlaySuperblock(*patched, offset, layout);
    FileSystemHandle handle(tsk_fs_open_img(patched->handle(), offset, TSK_FS_TYPE_EXT_DETECT));
    tsk_error_reset();
    if (!handle)
        return false;
    TSK_FS_INFO *fileSystem = handle.get();
    adopt(std::move(volume), std::move(handle));
    overlayDescriptors(*patched, fileSystem, layout.descriptors(m_reader, offset, copy));
    m_images.push_back(std::move(patched));
    return true;
}

} // namespace ashiato
