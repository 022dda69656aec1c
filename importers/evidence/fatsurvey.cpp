// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/fatsurvey.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr quint32 kMostClusters = quint32(1) << 28; // 32 MiB of bits
constexpr qint64 kBlock = 1 << 20;
constexpr size_t kMostWaiting = 1 << 20;
constexpr quint32 kAskEvery = 1 << 16;
constexpr qint64 kTimesTheVolume = 2, kSmallVolume = 1 << 20; ///< How many clusters of files are followed

} // namespace

bool FatSurvey::run(const std::function<bool()> &alive)
{
    const FatVolume &volume = m_files.volume();
    m_balance.tooLarge = volume.lastCluster() > kMostClusters;
    m_left = kTimesTheVolume * qint64(volume.lastCluster()) + kSmallVolume;
    if (!m_balance.tooLarge) {
        m_claimed.assign(size_t(volume.lastCluster()) + 1, false);
        m_shared.assign(m_claimed.size(), false);
    }
    return claim(m_files.root(), alive) && walk(m_files.root(), true, m_named, alive) && countLost(alive) && compareTables(alive);
}

/// Everything below a directory, each directory once. live: it is one in use, whose files' clusters are counted.
bool FatSurvey::walk(const FatEntry &top, bool live, std::unordered_set<quint64> &numbers, const std::function<bool()> &alive)
{
    std::vector<FatEntry> waiting{top};
    std::unordered_set<quint32> entered; // by first cluster, so that a loop ends
    entered.insert(top.firstCluster);
    while (!waiting.empty()) {
        const FatEntry directory = std::move(waiting.back());
        waiting.pop_back();
        if (!alive())
            return false;
        FatListing listing = m_files.list(directory);
        for (FatEntry &entry : listing.records.entries) {
            if (entry.kind == FatEntryKind::Virtual || entry.kind == FatEntryKind::OrphanFolder)
                continue;
            if (entry.deleted)
                numbers.insert(entry.inode);
            else if (live && !claim(entry, alive))
                return false;
            m_balance.oemNames += live && entry.oemName;
            m_balance.invalidTimes += live && entry.timeInvalid;
            if (!entry.isDirectory() || !entry.firstCluster || !entered.insert(entry.firstCluster).second)
                continue;
            if (waiting.size() >= kMostWaiting) { // its files' clusters would count as nobody's
                m_balance.tooLarge = true;
                continue;
            }
            entry.name.clear();
            waiting.push_back(std::move(entry));
        }
    }
    return true;
}

bool FatSurvey::claim(const FatEntry &entry, const std::function<bool()> &alive)
{
    if (entry.kind == FatEntryKind::Label || m_balance.tooLarge)
        return true;
    const FatChain chain = m_files.clusters(entry);
    const bool exfat = m_files.volume().isExfat();
    if (entry.kind == FatEntryKind::File)
        m_balance.shortFiles += chain.clusters < m_files.clustersFor(entry.size);
    const bool asks = m_left / kAskEvery != (m_left - qint64(chain.clusters)) / kAskEvery;
    m_left -= qint64(chain.clusters);
    if (m_left < 0) {
        m_balance.tooLarge = true;
        return alive();
    }
    bool shares = false;
    for (const FatRun &run : chain.runs) {
        for (quint32 cluster = run.first; cluster < run.first + run.count; ++cluster) {
            if (m_claimed[cluster]) {
                if (!m_shared[cluster])
                    m_balance.firstShared = m_balance.sharedClusters++ == 0 ? cluster : m_balance.firstShared;
                m_shared[cluster] = true;
                shares = true;
            }
            m_claimed[cluster] = true;
            if (exfat && !m_files.lacksBitmap() && !m_files.volume().isAllocated(cluster))
                m_balance.firstFree = m_balance.freeClusters++ == 0 ? cluster : m_balance.firstFree;
        }
    }
    m_balance.sharingFiles += shares;
    return !asks || alive();
}

bool FatSurvey::countLost(const std::function<bool()> &alive)
{
    const FatVolume &volume = m_files.volume();
    if (m_balance.tooLarge || m_files.lacksBitmap())
        return true;
    for (quint32 cluster = 2; cluster <= volume.lastCluster(); ++cluster) {
        if (cluster % kAskEvery == 0 && !alive())
            return false;
        if (m_claimed[cluster] || !volume.isAllocated(cluster) || volume.next(cluster) == FatVolume::kBadMark)
            continue;
        m_balance.firstLost = m_balance.lostClusters++ == 0 ? cluster : m_balance.firstLost;
    }
    return true;
}

/// exFAT's second FAT belongs to a second bitmap and may differ.
bool FatSurvey::compareTables(const std::function<bool()> &alive)
{
    const FatVolume &volume = m_files.volume();
    if (volume.fats() < 2 || !volume.mirrored())
        return true;
    const qint64 unit = volume.kind() == FatKind::Fat32 ? 4 : volume.kind() == FatKind::Fat16 ? 2 : 1;
    const qint64 bits = volume.kind() == FatKind::Fat12 ? 12 : unit * 8;
    const qint64 used = std::min(volume.fatSize(), ((qint64(volume.lastCluster()) + 1) * bits + 7) / 8);
    QByteArray first(kBlock, '\0'), second(kBlock, '\0');
    for (qint64 at = 0; at < used; at += kBlock) {
        if (!alive())
            return false;
        const qint64 size = std::min(kBlock, used - at);
        const auto isBad = [&](int copy) {
            return volume.image().touchesBadRange(volume.offset() + volume.fatOffset(copy) + at, size);
        };
        if (!volume.read(volume.fatOffset(0) + at, first.data(), size) || !volume.read(volume.fatOffset(1) + at, second.data(), size) ||
            isBad(0) || isBad(1) || std::memcmp(first.constData(), second.constData(), size_t(size)) == 0)
            continue;
        // The first entries hold the medium's type and marks of a clean end, which not every driver keeps alike.
        qint64 from = at == 0 ? std::max<qint64>(2 * bits / 8, unit) : 0;
        for (; from + unit <= size; from += unit) {
            if (std::memcmp(first.constData() + from, second.constData() + from, size_t(unit)) != 0)
                m_balance.firstTableEntry = m_balance.tableEntries++ == 0 ? volume.fatOffset(0) + at + from : m_balance.firstTableEntry;
        }
    }
    return true;
}

bool FatSurvey::findOrphans(const std::function<bool()> &alive, std::vector<quint64> &orphans)
{
    const FatVolume &volume = m_files.volume();
    std::unordered_set<quint64> below; // what a directory among them lists
    QByteArray block;
    for (quint32 cluster = 2; cluster <= volume.lastCluster();) {
        if (cluster % kAskEvery == 0 && !alive())
            return false;
        if (volume.isAllocated(cluster)) {
            ++cluster;
            continue;
        }
        const quint32 most = quint32(std::max<qint64>(1, kBlock / volume.clusterSize()));
        quint32 count = 1;
        while (count < most && volume.isCluster(cluster + count) && !volume.isAllocated(cluster + count))
            ++count;
        if (volume.offset() + volume.placeOf(cluster) >= volume.image().size())
            break;
        block.resize(qint64(count) * volume.clusterSize());
        volume.read(volume.placeOf(cluster), block.data(), block.size());
        if (!alive())
            return false;
        for (const FatEntry &entry : m_files.carve(cluster, block)) {
            if (entry.kind == FatEntryKind::Label || m_named.count(entry.inode) || below.count(entry.inode))
                continue;
            orphans.push_back(entry.inode);
            if (entry.isDirectory() && !walk(entry, false, below, alive))
                return false;
        }
        cluster += count;
    }
    return true;
}

} // namespace ashiato
