// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/imagereader.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <memory>
#include <vector>

namespace ashiato
{

enum class FatKind { Fat12, Fat16, Fat32, ExFat };

/// Clusters that follow each other.
struct FatRun {
    quint32 first = 0;
    quint32 count = 0;
};

/// Why a chain of clusters ends.
enum class ChainEnd {
    Marked,     ///< By its end mark, or at the number of clusters asked for
    Free,       ///< At a cluster that is said to be free
    Bad,        ///< At a cluster that is marked as bad
    OutOfRange, ///< At a number that no cluster has
    Loop        ///< At a cluster that it has passed already
};

struct FatChain {
    std::vector<FatRun> runs;
    quint64 clusters = 0;
    ChainEnd end = ChainEnd::Marked;
};

/// Geometry, allocation table and clusters of a FAT12, FAT16, FAT32 or exFAT volume. Numbers of entries ("inodes") are
/// those of The Sleuth Kit: 2 the root, then one for each 32 bytes from the root area (FAT12, FAT16) or the first
/// cluster on, then $MBR, one for each FAT, and $OrphanFiles.
/// One thread; the image outlives it. Bytes that the image does not give are zeros. Sources: Microsoft, FAT32 File
/// System Specification 1.03; Microsoft, exFAT file system specification, sections 3 to 5.
class FatVolume
{
public:
    static constexpr quint64 kRootInode = 2;
    static constexpr quint64 kFirstInode = 3;
    static constexpr qint64 kEntrySize = 32;

    /// By a boot sector (512 bytes) that may be a copy of the volume's own. Null where it describes no such volume.
    static std::unique_ptr<FatVolume> open(ImageReader &image, qint64 offset, QByteArrayView boot);

    FatKind kind() const { return m_kind; }
    bool isExfat() const { return m_kind == FatKind::ExFat; }
    QByteArray name() const; ///< "fat12", "fat16", "fat32", "exfat"
    QByteArray label() const; ///< Of the boot sector; exFAT has none there
    qint64 offset() const { return m_offset; }
    ImageReader &image() const { return m_image; }
    qint64 sectorSize() const { return m_sector; }
    qint64 clusterSize() const { return m_cluster; }
    qint64 size() const { return m_sectors * m_sector; } ///< As the boot sector says
    quint32 lastCluster() const { return m_last; }
    int fats() const { return m_fats; }
    qint64 fatOffset(int copy) const { return (m_fatStart + copy * m_fatSectors) * m_sector; }
    qint64 fatSize() const { return m_fatSectors * m_sector; }
    bool mirrored() const { return m_mirrored; } ///< Every FAT is kept up to date

    bool isCluster(quint32 cluster) const { return cluster >= 2 && cluster <= m_last; }
    qint64 placeOf(quint32 cluster) const { return m_heap + qint64(cluster - 2) * m_cluster; }
    /// The root directory: bytes of FAT12 and FAT16 (cluster 0), or its first cluster.
    quint32 rootCluster() const { return m_rootCluster; }
    qint64 rootOffset() const { return m_rootOffset; }
    qint64 rootSize() const { return m_rootSize; }

    quint64 lastInode() const { return m_lastInode; }
    quint64 virtualInode(int number) const { return m_lastInode - quint64(m_fats) - 1 + quint64(number); } ///< 0: $MBR
    quint64 inodeAt(qint64 place) const { return quint64((place - m_inodeBase) / kEntrySize) + kFirstInode; }
    /// Where the entry of that number stands; -1 where it has none.
    qint64 placeOfInode(quint64 inode) const;

    /// Bytes of the volume. False where the image does not give all of them; what is missing is zero.
    bool read(qint64 place, char *into, qint64 size) const;
    /// What the table says follows a cluster; one of the marks below, or a number that may be out of range.
    quint32 next(quint32 cluster) const;
    static constexpr quint32 kFree = 0;
    static constexpr quint32 kEndMark = 0xffffffff;
    static constexpr quint32 kBadMark = 0xfffffff7;
    /// exFAT: by the bitmap; the others: whether the table says that it is not free. True where nothing tells.
    bool isAllocated(quint32 cluster) const;
    /// exFAT: where its bitmap lies; clusters: from its directory entry. Empty: none, and all clusters count as in use.
    void setBitmap(std::vector<FatRun> clusters) { m_bitmap = std::move(clusters); }
    bool hasAllocation() const { return !isExfat() || !m_bitmap.empty(); }

    /// The chain from a cluster on, at most so many clusters.
    FatChain chain(quint32 first, quint64 mostClusters) const;
    /// Clusters from first on that follow each other, as far as the volume goes.
    FatChain contiguous(quint32 first, quint64 clusters) const;

private:
    struct Page {
        qint64 number = -1;
        QByteArray bytes;
    };
    static constexpr qint64 kPage = 1 << 16;
    static constexpr int kPages = 16;

    FatVolume(ImageReader &image, qint64 offset) : m_image(image), m_offset(offset) {}
    bool parseFat(QByteArrayView boot);
    bool parseExfat(QByteArrayView boot);
    void finish();
    const char *tableBytes(qint64 at) const;
    const char *paged(std::vector<Page> &pages, qint64 at, const std::function<void(qint64, char *)> &load) const;

    ImageReader &m_image;
    const qint64 m_offset;
    FatKind m_kind = FatKind::Fat12;
    QByteArray m_label;
    qint64 m_sector = 512;
    qint64 m_cluster = 512;
    qint64 m_sectors = 0;
    qint64 m_fatStart = 0; ///< Sector
    qint64 m_fatSectors = 0;
    int m_fats = 1;
    int m_activeFat = 0;
    bool m_mirrored = true;
    qint64 m_heap = 0; ///< Byte of cluster 2
    qint64 m_inodeBase = 0;
    qint64 m_rootOffset = 0;
    qint64 m_rootSize = 0;
    quint32 m_rootCluster = 0;
    quint32 m_last = 1;
    quint64 m_lastInode = 0;
    std::vector<FatRun> m_bitmap;
    QByteArray m_table12; ///< The whole table of FAT12, whose entries cross every border
    mutable std::vector<Page> m_tablePages;
    mutable std::vector<Page> m_bitmapPages;
};

} // namespace ashiato
