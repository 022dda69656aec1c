// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/fatfiles.h"

#include <functional>
#include <unordered_set>
#include <vector>

namespace ashiato
{

/// What a volume's allocation says against what its directories list.
struct FatBalance {
    qint64 lostClusters = 0;     ///< In use, but no file's
    qint64 firstLost = 0;
    qint64 sharedClusters = 0;   ///< Of more than one file
    qint64 firstShared = 0;
    qint64 sharingFiles = 0;
    qint64 shortFiles = 0;       ///< Fewer clusters than their size needs
    qint64 freeClusters = 0;     ///< exFAT: a file's, but free by the bitmap
    qint64 firstFree = 0;
    qint64 tableEntries = 0;     ///< That differ between the two FATs
    qint64 firstTableEntry = 0;  ///< Its byte in the volume
    qint64 oemNames = 0;         ///< Short names read as CP932 though nobody named the encoding
    qint64 invalidTimes = 0;     ///< Entries with a time that cannot be
    bool tooLarge = false;       ///< Too much to be kept count of: what no file has is not known, the rest is a part
};

/// One walk through all directories of a volume: which numbers its names lead to, and which clusters its files have.
/// Memory: two bits a cluster, and a number a deleted entry. Effort: files of a sound volume have no cluster twice, so that
/// those of a made-up one are followed a few times the size of the volume and no further. One thread.
class FatSurvey
{
public:
    explicit FatSurvey(const FatFiles &files) : m_files(files) {}

    /// alive() is asked now and then; false: stopped, and nothing is to be used.
    bool run(const std::function<bool()> &alive);
    const FatBalance &balance() const { return m_balance; }

    /// The numbers of entries in free clusters that no name leads to, in the order of the disk; what stands below one of
    /// them that is a directory is not among them. False: stopped.
    bool findOrphans(const std::function<bool()> &alive, std::vector<quint64> &orphans);

private:
    /// False: stopped.
    bool claim(const FatEntry &entry, const std::function<bool()> &alive);
    bool walk(const FatEntry &top, bool live, std::unordered_set<quint64> &numbers, const std::function<bool()> &alive);
    bool countLost(const std::function<bool()> &alive);
    bool compareTables(const std::function<bool()> &alive);

    const FatFiles &m_files;
    FatBalance m_balance;
    std::vector<bool> m_claimed, m_shared;
    qint64 m_left = 0; ///< Clusters that may still be followed
    std::unordered_set<quint64> m_named; ///< Deleted entries that a name leads to
};

} // namespace ashiato
