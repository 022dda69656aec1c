// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/fatdirectory.h"
#include "importers/evidence/fatentry.h"
#include "importers/evidence/fatvolume.h"

#include <memory>
#include <optional>
#include <vector>

namespace ashiato
{

/// What a directory holds, and how far it could be read.
struct FatListing {
    FatRecords records;
    ChainEnd end = ChainEnd::Marked; ///< Of its clusters
    bool shortened = false;          ///< It has more clusters than a directory can have
    bool doubtful = false;           ///< It does not begin as a directory
    bool missing = false;            ///< The image does not give all of its bytes
};

/// The directories and files of a FAT or exFAT volume by their numbers (FatVolume). One thread; the image outlives it.
class FatFiles
{
public:
    explicit FatFiles(std::unique_ptr<FatVolume> volume);

    const FatVolume &volume() const { return *m_volume; }
    /// Names of the label record of exFAT's root, or the label of the boot sector.
    const QByteArray &label() const { return m_label; }
    /// exFAT without a bitmap that can be used: nothing tells which clusters are free.
    bool lacksBitmap() const { return !m_volume->hasAllocation(); }
    void setEncoding(const FatNameEncoding &encoding) { m_encoding = encoding; }
    const FatNameEncoding &encoding() const { return m_encoding; }

    FatEntry root() const;
    /// The entry of that number, without a name where it stands alone; none where there is no entry.
    /// deleted: one that is live by its mark alone.
    std::optional<FatEntry> entry(quint64 inode, bool deleted) const;
    FatListing list(const FatEntry &directory) const;

    /// The clusters of a file or directory, at most as many as its size needs. Of a deleted one a guess: those that
    /// follow its first one and are free.
    FatChain clusters(const FatEntry &entry) const;
    quint64 clustersFor(qint64 size) const;
    /// Size of an entry's content; of a FAT directory that of its clusters.
    qint64 sizeOf(const FatEntry &entry) const;
    /// Whether clusters of a deleted file are in use again.
    bool isReused(const FatEntry &entry) const;
    /// Whether the entry names a first cluster that there is not, or lacks one.
    bool hasBadStart(const FatEntry &entry) const;

    /// The entries of a free cluster that looks like one of a directory; number of its first record.
    std::vector<FatEntry> carve(quint32 cluster, const QByteArray &bytes) const;

private:
    static constexpr qint64 kChunk = 256 << 10;

    void findBitmap();
    std::unique_ptr<FatRecordReader> reader() const;
    void feed(FatRecordReader &reader, qint64 place, const QByteArray &bytes, FatTrust trust, bool &missing) const;
    void addVirtual(std::vector<FatEntry> &entries) const;
    std::optional<FatEntry> exfatEntry(quint64 inode) const;
    FatChain deletedClusters(const FatEntry &entry, quint64 wanted) const;
    bool isFree(const FatChain &chain) const;

    std::unique_ptr<FatVolume> m_volume;
    FatNameEncoding m_encoding;
    QByteArray m_label;
};

} // namespace ashiato
