// SPDX-License-Identifier: Apache-2.0
// Sources: Microsoft, FAT32 File System Specification and exFAT file system specification; The Linux-NTFS Project, NTFS
// Documentation; docs.kernel.org/filesystems/ext4; FreeBSD, sys/ufs/ffs/fs.h; Apple, Technical Note TN1150; ECMA-119.
#include "importers/evidence/filesystemtraces.h"

#include "importers/evidence/extlayout.h"

#include <QtEndian>

#include <algorithm>

namespace ashiato
{

namespace
{

using Family = FileSystemTrace::Family;
using View = QByteArrayView;

constexpr qint64 kSector = 512;

template <typename T> T little(const QByteArray &bytes, qsizetype at) { return qFromLittleEndian<T>(bytes.constData() + at); }
template <typename T> T big(const QByteArray &bytes, qsizetype at) { return qFromBigEndian<T>(bytes.constData() + at); }

bool isPowerOfTwo(quint32 number) { return number != 0 && (number & (number - 1)) == 0; }

/// The volume that is looked at. Places count from its start.
class Looked
{
public:
    Looked(ImageReader &image, qint64 offset, qint64 length)
        : m_image(image), m_offset(offset), m_length(std::min(length, image.size() - offset))
    {
    }

    qint64 offset() const { return m_offset; }
    qint64 length() const { return m_length; }
    ImageReader &image() const { return m_image; }

    /// These bytes; zeros where they lie outside or cannot be read.
    QByteArray at(qint64 place, qsizetype size) const
    {
        QByteArray bytes(size, '\0');
        if (place >= 0 && place <= m_length - size)
            (void)m_image.read(m_offset + place, bytes.data(), size, OnDamage::FillZeros).ok();
        return bytes;
    }

private:
    ImageReader &m_image;
    qint64 m_offset, m_length;
};

bool endsLikeBootSector(const QByteArray &boot) { return boot.sliced(510, 2) == View("\x55\xaa", 2); }

// NTFS: the records of $MFT and of the root directory.

bool isNtfsBoot(const QByteArray &boot)
{
    return boot.sliced(3, 8) == "NTFS    " && isPowerOfTwo(little<quint16>(boot, 11)) && boot[13] != 0;
}

bool isNtfsSound(const Looked &volume, const QByteArray &boot)
{
    const quint32 sector = little<quint16>(boot, 11);
    const int perCluster = quint8(boot[13]), size = qint8(boot[64]);
    if (sector < 256 || sector > 4096 || (perCluster > 128 && perCluster < 244) || size < -16 || size == 0)
        return false;
    const qint64 cluster = qint64(sector) * (perCluster <= 128 ? perCluster : 1 << (256 - perCluster));
    const qint64 record = size > 0 ? size * cluster : qint64(1) << -size;
    const quint64 first = little<quint64>(boot, 48);
    if (first > quint64(volume.length() / cluster))
        return false;
    const auto isRecord = [&](int number, int flags) {
        const QByteArray head = volume.at(qint64(first) * cluster + number * record, 48);
        return head.startsWith("FILE") && (little<quint16>(head, 22) & flags) == flags;
    };
    return isRecord(0, 1) && isRecord(5, 3); // in use; a directory
}

// FAT: the media byte that the table repeats, and the root directory.

bool isFatBoot(const QByteArray &boot)
{
    const quint32 sector = little<quint16>(boot, 11);
    const int tables = quint8(boot[16]), media = quint8(boot[21]);
    return (boot[0] == '\xeb' || boot[0] == '\xe9') && endsLikeBootSector(boot) && isPowerOfTwo(sector) && sector >= 512 &&
           sector <= 4096 && isPowerOfTwo(quint8(boot[13])) && little<quint16>(boot, 14) != 0 && tables >= 1 && tables <= 4 &&
           (media == 0xf0 || media >= 0xf8);
}

bool isFatSound(const Looked &volume, const QByteArray &boot)
{
    const qint64 sector = little<quint16>(boot, 11);
    const qint64 table = little<quint16>(boot, 14) * sector;
    const quint32 shortSize = little<quint16>(boot, 22);
    const QByteArray first = volume.at(table, 4);
    const char media = boot[21];
    // FAT12 and FAT16 fill what is over the media byte of their first entry with ones, FAT32 but its upper four bits.
    if (first[0] != media || first[1] != '\xff' || (shortSize == 0 && (first[2] != '\xff' || (first[3] & 0x0f) != 0x0f)))
        return false;
    const qint64 size = shortSize ? shortSize : little<quint32>(boot, 36);
    qint64 root = table + quint8(boot[16]) * size * sector;
    if (shortSize == 0)
        root += (qint64(little<quint32>(boot, 44)) - 2) * quint8(boot[13]) * sector;
    const QByteArray entry = volume.at(root, 32);
    return root < volume.length() && (entry[0] == '\0' || (entry[11] & 0xc0) == 0);
}

bool isExFatBoot(const QByteArray &boot)
{
    return boot.sliced(3, 8) == "EXFAT   " && quint8(boot[108]) >= 9 && quint8(boot[108]) <= 12 &&
           quint8(boot[109]) <= 25 - quint8(boot[108]);
}

bool isExFatSound(const Looked &volume, const QByteArray &boot)
{
    const int sector = quint8(boot[108]), cluster = sector + quint8(boot[109]);
    const qint64 table = qint64(little<quint32>(boot, 80)) << sector;
    const qint64 root = (qint64(little<quint32>(boot, 88)) << sector) + ((qint64(little<quint32>(boot, 96)) - 2) << cluster);
    const int type = quint8(volume.at(root, 1)[0]) & 0x7f; // 01 bitmap, 02 upcase table, 03 label, 05 file
    return little<quint32>(volume.at(table, 4), 0) == 0xfffffff8 && type >= 1 && type <= 0x20;
}

// ext: the first group's descriptor leads to inode 2, a directory whose first entry is itself.

/// Of a directory's inode; -1 where it is not told so simply: content within the inode, a tree of extents.
qint64 firstExtBlock(const QByteArray &inode)
{
    constexpr quint32 kExtents = 0x80000, kInline = 0x10000000;
    const quint32 flags = little<quint32>(inode, 32);
    if (flags & kInline)
        return -1;
    if (!(flags & kExtents))
        return little<quint32>(inode, 40);
    if (little<quint16>(inode, 40) != 0xf30a)
        return 0;
    const bool isLeaf = little<quint16>(inode, 46) == 0;
    return isLeaf ? qint64(little<quint16>(inode, 58)) << 32 | little<quint32>(inode, 60) : -1;
}

bool isExtSound(const Looked &volume, const ExtLayout &layout)
{
    const bool skipsBoot = layout.blockSize == ExtLayout::kSuperblockAt;
    const QByteArray group = volume.at((skipsBoot ? 2 : 1) * layout.blockSize, 64);
    const qint64 table = little<quint32>(group, 8) | (layout.descriptorSize >= 64 ? qint64(little<quint32>(group, 40)) << 32 : 0);
    const qint64 inodeSize = little<quint32>(layout.superblock, 76) == 0 ? 128 : little<quint16>(layout.superblock, 88);
    if (table <= 0 || quint64(table) >= layout.blocks || table > volume.length() / layout.blockSize || inodeSize < 128)
        return false;
    const QByteArray root = volume.at(table * layout.blockSize + inodeSize, 128);
    if ((little<quint16>(root, 0) & 0xf000) != 0x4000 || little<quint16>(root, 26) == 0)
        return false;
    const qint64 block = firstExtBlock(root);
    if (block <= 0 || block > volume.length() / layout.blockSize)
        return block < 0; // the inode itself is evidence enough
    const QByteArray self = volume.at(block * layout.blockSize, 12);
    return little<quint32>(self, 0) == 2 && self[6] == 1 && self[8] == '.';
}

// UFS: the first cylinder group, and inode 2, a directory.

template <typename Read16, typename Read32> bool isUfsSound(const Looked &volume, const QByteArray &super, qint64 inodeSize, Read16 read16, Read32 read32)
{
    const qint64 group = read32(super, 12), inodes = read32(super, 16), fragment = read32(super, 52);
    if (fragment < 512 || fragment > 65536)
        return false;
    return read32(volume.at(group * fragment, 8), 4) == 0x090255 &&
           (read16(volume.at(inodes * fragment + 2 * inodeSize, 2), 0) & 0xf000) == 0x4000;
}

bool isHfsSound(const Looked &volume, const QByteArray &header)
{
    const quint32 block = big<quint32>(header, 40);
    if (!isPowerOfTwo(block) || block < 512 || block > 1 << 20)
        return false;
    constexpr qsizetype catalogExtent = 272 + 16;
    const QByteArray node = volume.at(qint64(big<quint32>(header, catalogExtent)) * block, 14);
    return node[8] == 1; // the header node of its B-tree
}

bool isIsoSound(const Looked &volume, const QByteArray &descriptor)
{
    const QByteArray root = volume.at(qint64(little<quint32>(descriptor, 158)) * 2048, 34);
    return descriptor[0] == 1 && descriptor[156] == 34 && quint8(root[0]) >= 34 && (root[25] & 2);
}

/// Gathers the traces of one volume.
class Search
{
public:
    Search(ImageReader &image, qint64 offset, qint64 length) : m_volume(image, offset, length) {}

    std::vector<FileSystemTrace> run()
    {
        bootSectors();
        iso();
        ext();
        ufs();
        hfs();
        std::stable_sort(m_found.begin(), m_found.end(), [](const FileSystemTrace &a, const FileSystemTrace &b) {
            return std::pair(!a.isSound, a.isBackup) < std::pair(!b.isSound, b.isBackup);
        });
        return std::move(m_found);
    }

private:
    void add(Family family, const char *name, qint64 place, bool isSound, bool isBackup = false)
    {
        m_found.push_back({family, name, m_volume.offset() + place, isBackup, isSound});
    }

    void bootSectors()
    {
        const QByteArray boot = m_volume.at(0, kSector);
        const qint64 last = m_volume.length() - kSector;
        const QByteArray ntfs = m_volume.at(last, kSector);
        constexpr qsizetype placesAt = 40, placesSize = 40; // number of sectors, places of $MFT, serial number
        const bool isNtfs = isNtfsBoot(boot) && isNtfsSound(m_volume, boot);
        if (isNtfsBoot(boot))
            add(Family::Ntfs, "ntfs", 0, isNtfs);
        if (isNtfsBoot(ntfs) && (!isNtfsBoot(boot) || ntfs.sliced(placesAt, placesSize) != boot.sliced(placesAt, placesSize)))
            add(Family::Ntfs, "ntfs", last, !isNtfs && isNtfsSound(m_volume, ntfs), true);

        const QByteArray exfat = m_volume.at(12 * kSector, kSector);
        constexpr qsizetype exfatSerialAt = 100;
        if (isExFatBoot(boot))
            add(Family::ExFat, "exfat", 0, isExFatSound(m_volume, boot));
        if (isExFatBoot(exfat) && (!isExFatBoot(boot) || exfat.sliced(exfatSerialAt, 4) != boot.sliced(exfatSerialAt, 4)))
            add(Family::ExFat, "exfat", 12 * kSector, !isExFatBoot(boot) && isExFatSound(m_volume, exfat), true);

        const QByteArray fat = m_volume.at(6 * kSector, kSector);
        constexpr qsizetype fatSerialAt = 67;
        const bool isFat = isFatBoot(boot) && !isNtfsBoot(boot) && !isExFatBoot(boot);
        const bool isCopy = isFatBoot(fat) && fat.sliced(82, 8) == "FAT32   ";
        if (isFat)
            add(Family::Fat, "fat", 0, isFatSound(m_volume, boot));
        if (isCopy && (!isFat || fat.sliced(fatSerialAt, 4) != boot.sliced(fatSerialAt, 4)))
            add(Family::Fat, "fat", 6 * kSector, !isFat && isFatSound(m_volume, fat), true);
    }

    void iso()
    {
        constexpr qint64 place = 16 * 2048;
        const QByteArray descriptor = m_volume.at(place, 190);
        if (descriptor.sliced(1, 5) == "CD001")
            add(Family::Iso, "iso9660", place, isIsoSound(m_volume, descriptor));
    }

    void ext()
    {
        constexpr qsizetype idAt = 104;
        const auto layout = ExtLayout::read(m_volume.image(), m_volume.offset());
        if (layout && m_volume.length() > 2 * ExtLayout::kSuperblockAt)
            add(Family::Ext, "ext", ExtLayout::kSuperblockAt, isExtSound(m_volume, *layout));
        const auto copy = ExtLayout::readBackup(m_volume.image(), m_volume.offset());
        if (copy && copy->groupOffset(1) < m_volume.length() &&
            (!layout || copy->superblock.sliced(idAt, 16) != layout->superblock.sliced(idAt, 16)))
            add(Family::Ext, "ext", copy->groupOffset(1), !layout && isExtSound(m_volume, *copy), true);
    }

    void ufs()
    {
        struct Place {
            const char *name;
            qint64 at;
            quint32 magic;
            qint64 inodeSize;
        };
        constexpr Place places[] = {
            {"ufs2", 65536, 0x19540119, 256}, {"ufs1", 8192, 0x00011954, 128}, {"ufs2", 8192, 0x19540119, 256}};
        for (const Place &place : places) {
            const QByteArray super = m_volume.at(place.at, 1376);
            if (little<quint32>(super, 1372) == place.magic) {
                add(Family::Ufs, place.name, place.at,
                    isUfsSound(m_volume, super, place.inodeSize, little<quint16>, little<quint32>));
            } else if (big<quint32>(super, 1372) == place.magic) {
                add(Family::Ufs, place.name, place.at,
                    isUfsSound(m_volume, super, place.inodeSize, big<quint16>, big<quint32>));
            }
        }
    }

    void hfs()
    {
        const QByteArray header = m_volume.at(1024, 512);
        if (header.startsWith(View("H+\0\4", 4)) || header.startsWith(View("HX\0\5", 4)))
            add(Family::Hfs, header[1] == '+' ? "hfs+" : "hfsx", 1024, isHfsSound(m_volume, header));
    }

    Looked m_volume;
    std::vector<FileSystemTrace> m_found;
};

} // namespace

std::vector<FileSystemTrace> fileSystemTraces(ImageReader &image, qint64 offset, qint64 length)
{
    return Search(image, offset, length).run();
}

} // namespace ashiato
