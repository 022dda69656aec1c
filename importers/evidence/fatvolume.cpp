// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/fatvolume.h"

#include "importers/evidence/names.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr qint64 kMostTable12 = 4096 * 3 / 2 + 2;

template <typename T> T little(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<T>(bytes.data() + at);
}

bool isPowerOfTwo(qint64 value)
{
    return value > 0 && (value & (value - 1)) == 0;
}

} // namespace

std::unique_ptr<FatVolume> FatVolume::open(ImageReader &image, qint64 offset, QByteArrayView boot)
{
    if (boot.size() < 512 || little<quint16>(boot, 510) != 0xaa55)
        return nullptr;
    std::unique_ptr<FatVolume> volume(new FatVolume(image, offset));
    const bool exfat = boot.sliced(3, 8) == QByteArrayView("EXFAT   ");
    if (exfat ? !volume->parseExfat(boot) : !volume->parseFat(boot))
        return nullptr;
    volume->finish();
    return volume;
}

/// Bytes per sector at 11, sectors per cluster 13, reserved sectors 14, FATs 16, root entries 17, sectors 19 or 32,
/// sectors per FAT 22 or 36; FAT32: flags 40, root cluster 44; label at 43 or 71.
bool FatVolume::parseFat(QByteArrayView boot)
{
    m_sector = little<quint16>(boot, 11);
    const qint64 perCluster = quint8(boot[13]);
    m_fatStart = little<quint16>(boot, 14);
    m_fats = quint8(boot[16]);
    const qint64 rootEntries = little<quint16>(boot, 17);
    m_sectors = little<quint16>(boot, 19) ? little<quint16>(boot, 19) : little<quint32>(boot, 32);
    m_fatSectors = little<quint16>(boot, 22);
    if (!isPowerOfTwo(m_sector) || m_sector < 512 || m_sector > 4096 || !isPowerOfTwo(perCluster) || m_fatStart == 0 ||
        m_fats < 1 || m_fats > 8 || m_sectors == 0)
        return false;
    // What a FAT32 is follows from its layout: one of few clusters is no FAT16, whose fields it lacks.
    const bool fat32 = m_fatSectors == 0 && rootEntries == 0;
    if (fat32) {
        m_fatSectors = little<quint32>(boot, 36);
        m_rootCluster = little<quint32>(boot, 44) & 0x0fffffff;
        const quint16 flags = little<quint16>(boot, 40);
        m_mirrored = !(flags & 0x80);
        m_activeFat = m_mirrored ? 0 : std::min<int>(flags & 0x0f, m_fats - 1);
    }
    m_cluster = m_sector * perCluster;
    m_rootOffset = (m_fatStart + m_fats * m_fatSectors) * m_sector;
    m_rootSize = (rootEntries * kEntrySize + m_sector - 1) / m_sector * m_sector;
    m_heap = m_rootOffset + m_rootSize;
    m_inodeBase = m_rootOffset;
    const qint64 clusters = (m_sectors - m_heap / m_sector) / perCluster;
    if (m_fatSectors == 0 || clusters <= 0 || (!fat32 && rootEntries == 0))
        return false;
    m_kind = fat32 ? FatKind::Fat32 : clusters < 4085 ? FatKind::Fat12 : FatKind::Fat16;
    const qint64 bits = fat32 ? 32 : m_kind == FatKind::Fat16 ? 16 : 12;
    const qint64 described = m_fatSectors * m_sector * 8 / bits; // the first two describe no cluster
    if (described <= 2 || (!fat32 && clusters > 65524))
        return false;
    m_last = quint32(std::min({clusters + 1, described - 1, qint64(0x0ffffff6)}));
    m_label = boot.sliced(fat32 ? 71 : 43, 11).toByteArray();
    return true;
}

/// Sectors at 72 (64 bits), FAT 80 and its length 84, cluster heap 88, clusters 92, root cluster 96, flags 106, shifts
/// of the sector 108 and of the cluster 109, FATs 110.
bool FatVolume::parseExfat(QByteArrayView boot)
{
    const int sectorShift = quint8(boot[108]), clusterShift = quint8(boot[109]);
    if (sectorShift < 9 || sectorShift > 12 || clusterShift > 25 - sectorShift)
        return false;
    m_kind = FatKind::ExFat;
    m_sector = qint64(1) << sectorShift;
    m_cluster = m_sector << clusterShift;
    const quint64 sectors = little<quint64>(boot, 72);
    m_fatStart = little<quint32>(boot, 80);
    m_fatSectors = little<quint32>(boot, 84);
    m_heap = qint64(little<quint32>(boot, 88)) * m_sector;
    m_inodeBase = m_heap;
    const qint64 clusters = little<quint32>(boot, 92);
    m_rootCluster = little<quint32>(boot, 96);
    m_fats = quint8(boot[110]);
    m_mirrored = false; // a second one belongs to the second bitmap of TexFAT
    m_activeFat = m_fats == 2 && (quint8(boot[106]) & 1) ? 1 : 0;
    if (sectors == 0 || sectors > quint64(1) << 50 || m_fats < 1 || m_fats > 2 || m_fatStart == 0 || m_heap == 0 || clusters == 0)
        return false;
    m_sectors = qint64(sectors);
    const qint64 room = (m_sectors - m_heap / m_sector) / (m_cluster / m_sector);
    const qint64 last = std::min({clusters, room, qint64(0xfffffff5)}) + 1;
    if (last < 2 || m_rootCluster < 2 || m_rootCluster > last)
        return false;
    m_last = quint32(last);
    return true;
}

void FatVolume::finish()
{
    if (m_kind == FatKind::Fat12) {
        m_table12.resize(std::min<qint64>(fatSize(), kMostTable12));
        read(fatOffset(m_activeFat), m_table12.data(), m_table12.size());
    }
    // Entries can stand in every sector that the image gives.
    const qint64 there = std::clamp<qint64>((m_image.size() - m_offset) / m_sector, 0, m_sectors);
    const qint64 data = std::max<qint64>(there - m_inodeBase / m_sector, 0);
    m_lastInode = quint64(data * (m_sector / kEntrySize)) + kFirstInode - 1 + quint64(m_fats) + 2;
}

QByteArray FatVolume::name() const
{
    switch (m_kind) {
    case FatKind::Fat12:
        return "fat12";
    case FatKind::Fat16:
        return "fat16";
    case FatKind::Fat32:
        return "fat32";
    case FatKind::ExFat:
        return "exfat";
    }
    return {};
}

QByteArray FatVolume::label() const
{
    QByteArray label = m_label;
    if (const qsizetype end = label.indexOf('\0'); end >= 0)
        label.truncate(end);
    while (label.endsWith(' '))
        label.chop(1);
    return label == "NO NAME" ? QByteArray() : escapedName(label);
}

qint64 FatVolume::placeOfInode(quint64 inode) const
{
    if (inode < kFirstInode || inode >= virtualInode(0))
        return -1;
    return m_inodeBase + qint64(inode - kFirstInode) * kEntrySize;
}

bool FatVolume::read(qint64 place, char *into, qint64 size) const
{
    qint64 got = 0;
    if (place >= 0 && size > 0 && place <= std::numeric_limits<qint64>::max() - m_offset - size) {
        const auto done = m_image.read(m_offset + place, into, size, OnDamage::FillZeros);
        got = done ? std::clamp<qint64>(*done, 0, size) : 0;
    }
    std::memset(into + got, 0, size_t(size - got));
    return got == size;
}

const char *FatVolume::paged(std::vector<Page> &pages, qint64 at, const std::function<void(qint64, char *)> &load) const
{
    if (pages.empty())
        pages.resize(kPages);
    const qint64 number = at / kPage;
    Page &page = pages[size_t(number % kPages)];
    if (page.number != number) {
        page.bytes.resize(kPage);
        page.number = number;
        load(number * kPage, page.bytes.data());
    }
    return page.bytes.constData() + at % kPage;
}

const char *FatVolume::tableBytes(qint64 at) const
{
    return paged(m_tablePages, at, [this](qint64 from, char *into) {
        const qint64 size = std::min(kPage, fatSize() - from);
        const bool whole = read(fatOffset(m_activeFat) + from, into, size);
        // Where the image does not give the table, its copy does.
        if (m_mirrored && m_fats > 1 && (!whole || m_image.touchesBadRange(m_offset + fatOffset(0) + from, size)) &&
            !m_image.touchesBadRange(m_offset + fatOffset(1) + from, size))
            read(fatOffset(1) + from, into, size);
        std::memset(into + size, 0, size_t(kPage - size));
    });
}

quint32 FatVolume::next(quint32 cluster) const
{
    if (!isCluster(cluster))
        return kEndMark;
    const auto marked = [](quint32 value, quint32 most) {
        return value >= most - 7 ? kEndMark : value == most - 8 ? kBadMark : value;
    };
    switch (m_kind) {
    case FatKind::Fat12: {
        const qsizetype at = qsizetype(cluster) + cluster / 2;
        if (at + 2 > m_table12.size())
            return kEndMark;
        const quint16 pair = little<quint16>(m_table12, at);
        return marked(cluster % 2 ? pair >> 4 : pair & 0xfff, 0xfff);
    }
    case FatKind::Fat16:
        return marked(qFromLittleEndian<quint16>(tableBytes(qint64(cluster) * 2)), 0xffff);
    case FatKind::Fat32:
        return marked(qFromLittleEndian<quint32>(tableBytes(qint64(cluster) * 4)) & 0x0fffffff, 0x0fffffff);
    case FatKind::ExFat:
        return qint64(cluster) * 4 + 4 > fatSize() ? kEndMark : qFromLittleEndian<quint32>(tableBytes(qint64(cluster) * 4));
    }
    return kEndMark;
}

bool FatVolume::isAllocated(quint32 cluster) const
{
    if (!isCluster(cluster))
        return true;
    if (!isExfat())
        return next(cluster) != kFree;
    qint64 at = (cluster - 2) / 8;
    if (m_bitmap.empty())
        return true;
    const char *bits = paged(m_bitmapPages, at, [this](qint64 from, char *into) {
        std::memset(into, 0xff, size_t(kPage));
        qint64 begin = 0; // of the run, in the bitmap
        for (const FatRun &run : m_bitmap) {
            const qint64 end = begin + qint64(run.count) * m_cluster;
            const qint64 first = std::max(from, begin), last = std::min(from + kPage, end);
            if (first < last)
                read(placeOf(run.first) + first - begin, into + (first - from), last - first);
            begin = end;
        }
    });
    return quint8(*bits) >> ((cluster - 2) % 8) & 1;
}

FatChain FatVolume::chain(quint32 first, quint64 mostClusters) const
{
    FatChain chain;
    // Brent: the hare is compared with a tortoise that is set anew at each power of two.
    quint32 hare = first, tortoise = 0;
    quint64 power = 1, length = 0;
    while (chain.clusters < mostClusters) {
        if (!isCluster(hare)) {
            chain.end = hare == kEndMark ? ChainEnd::Marked
                        : hare == kFree  ? ChainEnd::Free
                        : hare == kBadMark ? ChainEnd::Bad
                                           : ChainEnd::OutOfRange;
            break;
        }
        if (hare == tortoise) {
            chain.end = ChainEnd::Loop;
            break;
        }
        if (length == power) {
            tortoise = hare;
            power *= 2;
            length = 0;
        }
        ++length;
        if (!chain.runs.empty() && chain.runs.back().first + chain.runs.back().count == hare)
            ++chain.runs.back().count;
        else
            chain.runs.push_back({hare, 1});
        ++chain.clusters;
        hare = next(hare);
    }
    if (chain.end != ChainEnd::Loop)
        return chain;
    // Each cluster once: those before the loop and its own.
    quint32 ahead = first, behind = first;
    for (quint64 i = 0; i < length; ++i)
        ahead = next(ahead);
    quint64 once = length;
    for (; ahead != behind; ++once) {
        ahead = next(ahead);
        behind = next(behind);
    }
    while (chain.clusters > once) {
        FatRun &last = chain.runs.back();
        const quint32 drop = quint32(std::min<quint64>(last.count, chain.clusters - once));
        last.count -= drop;
        chain.clusters -= drop;
        if (last.count == 0)
            chain.runs.pop_back();
    }
    return chain;
}

FatChain FatVolume::contiguous(quint32 first, quint64 clusters) const
{
    FatChain chain;
    if (!isCluster(first)) {
        chain.end = clusters ? ChainEnd::OutOfRange : ChainEnd::Marked;
        return chain;
    }
    chain.clusters = std::min<quint64>(clusters, quint64(m_last) - first + 1);
    if (chain.clusters)
        chain.runs.push_back({first, quint32(chain.clusters)});
    if (chain.clusters < clusters)
        chain.end = ChainEnd::OutOfRange;
    return chain;
}

} // namespace ashiato
