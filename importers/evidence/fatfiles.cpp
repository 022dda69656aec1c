// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/fatfiles.h"

#include "importers/evidence/exfatdirectory.h"

#include <algorithm>

namespace ashiato
{

namespace
{

// The formats' own limits are 2 MiB (FAT) and 256 MiB (exFAT); a larger directory is a damaged one.
constexpr qint64 kMostFatDirectory = 64 << 20;
constexpr qint64 kMostExfatDirectory = 256 << 20;
constexpr quint64 kMostLooks = 4096; ///< Clusters of a deleted file that are looked at

constexpr qint64 kRecord = FatVolume::kEntrySize;

bool isLongNamePiece(const char *record)
{
    return (record[11] & 0x0f) == 0x0f && (quint8(record[0]) <= 0x54 || quint8(record[0]) == 0xe5);
}

/// A quick look at the first record of a sector: nearly all free sectors end here.
bool mayBegin(const char *record, bool exfat)
{
    const uchar type = uchar(record[0] & 0x7f);
    if (exfat)
        return type == 0x05 || type == 0x40 || type == 0x41;
    return record[0] != 0 && (!(record[11] & 0xc0) || isLongNamePiece(record));
}

} // namespace

FatFiles::FatFiles(std::unique_ptr<FatVolume> volume) : m_volume(std::move(volume))
{
    m_label = m_volume->label();
    if (m_volume->isExfat())
        findBitmap();
}

/// A longer bitmap than the clusters need is no fault; a shorter one leaves clusters that count as in use.
void FatFiles::findBitmap()
{
    ExfatDirectoryReader records;
    bool missing = false;
    const FatChain root = m_volume->chain(m_volume->rootCluster(), clustersFor(kMostExfatDirectory));
    for (const FatRun &run : root.runs) {
        QByteArray bytes(std::min<qint64>(m_volume->clusterSize(), kChunk), '\0');
        m_volume->read(m_volume->placeOf(run.first), bytes.data(), bytes.size());
        feed(records, m_volume->placeOf(run.first), bytes, FatTrust::Live, missing);
        if (!records.bitmaps().empty())
            break; // it stands among the first records
    }
    records.flush();
    for (const FatEntry &entry : records.records().entries) {
        if (entry.kind == FatEntryKind::Label && entry.name.endsWith(" (Volume Label Entry)") && m_label.isEmpty() &&
            !entry.name.startsWith("$EMPTY_VOLUME_LABEL"))
            m_label = entry.name.chopped(21);
    }
    if (records.bitmaps().empty())
        return;
    const ExfatBitmap bitmap = records.bitmaps().front();
    const quint64 needed = clustersFor((qint64(m_volume->lastCluster()) - 1 + 7) / 8);
    const quint64 wanted = std::min(needed, clustersFor(bitmap.size));
    FatChain chain = m_volume->chain(bitmap.firstCluster, wanted);
    if (chain.clusters < wanted)
        chain = m_volume->contiguous(bitmap.firstCluster, wanted);
    m_volume->setBitmap(std::move(chain.runs));
}

quint64 FatFiles::clustersFor(qint64 size) const
{
    return size <= 0 ? 0 : quint64((size - 1) / m_volume->clusterSize()) + 1;
}

FatEntry FatFiles::root() const
{
    FatEntry root;
    root.inode = FatVolume::kRootInode;
    root.kind = FatEntryKind::Directory;
    root.firstCluster = m_volume->rootCluster();
    return root;
}

std::unique_ptr<FatRecordReader> FatFiles::reader() const
{
    if (m_volume->isExfat())
        return std::make_unique<ExfatDirectoryReader>();
    return std::make_unique<FatDirectoryReader>(*m_volume, m_encoding);
}

/// Records that the image does not give are left out: zeros would mean the end of the directory.
void FatFiles::feed(FatRecordReader &reader, qint64 place, const QByteArray &bytes, FatTrust trust, bool &missing) const
{
    const ImageReader &image = m_volume->image();
    const qint64 inImage = m_volume->offset() + place;
    const auto isMissing = [&image](qint64 at, qint64 size) {
        return at < 0 || at + size > image.size() || image.touchesBadRange(at, size);
    };
    const bool some = isMissing(inImage, bytes.size());
    missing = missing || some;
    for (qint64 at = 0; at + kRecord <= bytes.size(); at += kRecord) {
        if (some && isMissing(inImage + at, kRecord))
            reader.flush();
        else
            reader.add(bytes.constData() + at, m_volume->inodeAt(place + at), trust);
    }
}

FatListing FatFiles::list(const FatEntry &directory) const
{
    FatListing listing;
    const std::unique_ptr<FatRecordReader> records = reader();
    const bool isRoot = directory.inode == FatVolume::kRootInode;
    FatTrust trust = directory.deleted ? FatTrust::Strict : FatTrust::Live;
    QByteArray bytes;
    if (isRoot && m_volume->rootSize() > 0) {
        bytes.resize(m_volume->rootSize());
        m_volume->read(m_volume->rootOffset(), bytes.data(), bytes.size());
        feed(*records, m_volume->rootOffset(), bytes, trust, listing.missing);
    }
    const FatChain chain = clusters(directory);
    listing.end = chain.end;
    listing.shortened = chain.clusters >= clustersFor(m_volume->isExfat() ? kMostExfatDirectory : kMostFatDirectory);
    bool first = !isRoot && !m_volume->isExfat() && trust == FatTrust::Live;
    for (const FatRun &run : chain.runs) {
        const qint64 end = m_volume->placeOf(run.first) + qint64(run.count) * m_volume->clusterSize();
        for (qint64 place = m_volume->placeOf(run.first); place < end; place += bytes.size()) {
            bytes.resize(std::min(kChunk, end - place));
            m_volume->read(place, bytes.data(), bytes.size());
            // A directory whose clusters became another file's is none: it begins with itself otherwise.
            if (first && !m_volume->image().touchesBadRange(m_volume->offset() + place, kRecord) && !bytes.startsWith(".          ")) {
                listing.doubtful = true;
                trust = FatTrust::Doubtful;
            }
            first = false;
            feed(*records, place, bytes, trust, listing.missing);
        }
    }
    records->flush();
    listing.records = std::move(records->records());
    if (isRoot)
        addVirtual(listing.records.entries);
    return listing;
}

void FatFiles::addVirtual(std::vector<FatEntry> &entries) const
{
    const int tables = m_volume->fats() == 2 ? 2 : 1;
    for (int number = 0; number <= tables; ++number)
        entries.push_back(*entry(m_volume->virtualInode(number), false));
    entries.push_back(*entry(m_volume->lastInode(), false));
}

std::optional<FatEntry> FatFiles::entry(quint64 inode, bool deleted) const
{
    if (inode == FatVolume::kRootInode)
        return root();
    FatEntry entry;
    entry.inode = inode;
    if (inode == m_volume->lastInode()) {
        entry.kind = FatEntryKind::OrphanFolder;
        entry.name = "$OrphanFiles";
        return entry;
    }
    if (inode >= m_volume->virtualInode(0) && inode < m_volume->lastInode()) {
        const int number = int(inode - m_volume->virtualInode(0));
        entry.kind = FatEntryKind::Virtual;
        entry.name = number == 0 ? QByteArray("$MBR") : "$FAT" + QByteArray::number(number);
        entry.place = number == 0 ? 0 : m_volume->fatOffset(number - 1);
        entry.size = number == 0 ? 512 : m_volume->fatSize();
        return entry;
    }
    const qint64 place = m_volume->placeOfInode(inode);
    char record[kRecord];
    if (place < 0 || !m_volume->read(place, record, kRecord) || record[0] == 0)
        return std::nullopt;
    if (m_volume->isExfat()) {
        const auto found = exfatEntry(inode);
        if (!found)
            return std::nullopt;
        entry = *found;
    } else if ((record[11] & 0x0f) == 0x0f) {
        return std::nullopt;
    } else {
        entry = FatDirectoryReader::facts(record, inode, m_volume->kind());
    }
    const qint64 heap = m_volume->placeOf(2);
    const bool inFree = place >= heap && m_volume->hasAllocation() && !m_volume->isAllocated(quint32((place - heap) / m_volume->clusterSize()) + 2);
    entry.deleted = entry.deleted || deleted || inFree;
    return entry;
}

/// A set goes on in the next cluster of its directory, which is the one that follows or the one that the table names;
/// the checksum tells which.
std::optional<FatEntry> FatFiles::exfatEntry(quint64 inode) const
{
    const qint64 place = m_volume->placeOfInode(inode);
    const qint64 heap = m_volume->placeOf(2), clusterSize = m_volume->clusterSize();
    const quint32 cluster = quint32((place - heap) / clusterSize) + 2;
    const qint64 left = m_volume->placeOf(cluster) + clusterSize - place;
    std::optional<FatEntry> best;
    for (const quint32 following : {cluster + 1, m_volume->next(cluster)}) {
        ExfatDirectoryReader records;
        char record[kRecord];
        qint64 at = 0;
        for (int i = 0; i < 256; ++i, at += kRecord) {
            const qint64 from = at < left ? place + at : m_volume->placeOf(following) + at - left;
            if ((at >= left && !m_volume->isCluster(following)) || !m_volume->read(from, record, kRecord) ||
                (i > 0 && !(record[0] & 0x40)))
                break;
            records.add(record, inode, FatTrust::Live);
            if (!records.records().entries.empty())
                break;
        }
        records.flush();
        if (records.records().entries.empty())
            continue;
        if (!best || !records.records().entries.front().damaged)
            best = records.records().entries.front();
        if (!best->damaged || at < left)
            break;
    }
    return best;
}

bool FatFiles::hasBadStart(const FatEntry &entry) const
{
    if (entry.kind == FatEntryKind::Label || entry.kind == FatEntryKind::Virtual || entry.kind == FatEntryKind::OrphanFolder ||
        entry.inode == FatVolume::kRootInode)
        return false;
    const bool needed = entry.size > 0 || (entry.isDirectory() && !m_volume->isExfat());
    return needed && !m_volume->isCluster(entry.firstCluster);
}

FatChain FatFiles::clusters(const FatEntry &entry) const
{
    const bool exfat = m_volume->isExfat();
    quint64 wanted = clustersFor(entry.size);
    if (entry.isDirectory()) {
        const quint64 most = clustersFor(exfat ? kMostExfatDirectory : kMostFatDirectory);
        const bool told = exfat && entry.inode != FatVolume::kRootInode;
        wanted = told ? std::min(wanted, most) : most;
    }
    if (entry.kind == FatEntryKind::Label || entry.kind == FatEntryKind::Virtual || entry.firstCluster == 0 || wanted == 0)
        return {};
    if (entry.deleted)
        return deletedClusters(entry, entry.isDirectory() && !exfat ? 1 : wanted);
    if (entry.contiguous)
        return m_volume->contiguous(entry.firstCluster, wanted);
    return m_volume->chain(entry.firstCluster, wanted);
}

bool FatFiles::isFree(const FatChain &chain) const
{
    for (const FatRun &run : chain.runs) {
        for (quint32 i = 0; i < run.count; ++i) {
            if (m_volume->isAllocated(run.first + i))
                return false;
        }
    }
    return true;
}

FatChain FatFiles::deletedClusters(const FatEntry &entry, quint64 wanted) const
{
    const quint32 first = entry.firstCluster;
    if (!m_volume->isCluster(first))
        return m_volume->contiguous(first, wanted);
    if (m_volume->isExfat() && !entry.contiguous) { // deleting leaves the table as it was
        FatChain chain = m_volume->chain(first, wanted);
        if (chain.clusters == wanted && isFree(chain))
            return chain;
    }
    if (m_volume->isAllocated(first)) // what was there is gone; a directory would list another's entries
        return entry.isDirectory() ? FatChain{} : m_volume->contiguous(first, wanted);
    if (entry.contiguous)
        return m_volume->contiguous(first, wanted);
    FatChain chain;
    quint32 cluster = first;
    for (; chain.clusters < wanted && m_volume->isCluster(cluster); ++cluster) {
        if (m_volume->isAllocated(cluster))
            continue;
        if (!chain.runs.empty() && chain.runs.back().first + chain.runs.back().count == cluster)
            ++chain.runs.back().count;
        else
            chain.runs.push_back({cluster, 1});
        ++chain.clusters;
    }
    if (chain.clusters < wanted)
        chain.end = ChainEnd::OutOfRange;
    return chain;
}

qint64 FatFiles::sizeOf(const FatEntry &entry) const
{
    if (entry.inode == FatVolume::kRootInode && m_volume->rootSize() > 0)
        return m_volume->rootSize();
    const bool byClusters = entry.isDirectory() && (!m_volume->isExfat() || entry.inode == FatVolume::kRootInode);
    return byClusters ? qint64(clusters(entry).clusters) * m_volume->clusterSize() : entry.size;
}

bool FatFiles::isReused(const FatEntry &entry) const
{
    if (!entry.deleted || entry.kind != FatEntryKind::File || entry.size == 0 || !m_volume->hasAllocation() ||
        !m_volume->isCluster(entry.firstCluster))
        return false;
    if (m_volume->isAllocated(entry.firstCluster))
        return true;
    if (!entry.contiguous)
        return false; // of the others only a guess is known
    const quint64 clusters = m_volume->contiguous(entry.firstCluster, clustersFor(entry.size)).clusters;
    const quint64 step = std::max<quint64>(1, clusters / kMostLooks);
    for (quint64 i = 0; i < clusters; i += step) {
        if (m_volume->isAllocated(entry.firstCluster + quint32(i)))
            return true;
    }
    return false;
}

std::vector<FatEntry> FatFiles::carve(quint32 cluster, const QByteArray &bytes) const
{
    // By sectors, each of which must begin with an entry: files hold bytes that look like one now and then.
    const std::unique_ptr<FatRecordReader> records = reader();
    const qint64 place = m_volume->placeOf(cluster), sector = m_volume->sectorSize();
    std::vector<FatEntry> found;
    bool missing = false;
    for (qint64 at = 0; at + sector <= bytes.size(); at += sector) {
        const char *head = bytes.constData() + at;
        if (!mayBegin(head, m_volume->isExfat())) {
            records->flush();
            continue;
        }
        const size_t before = records->records().entries.size();
        feed(*records, place + at, bytes.sliced(at, kRecord), FatTrust::Strict, missing);
        const bool begins = m_volume->isExfat() || records->records().entries.size() > before || head[0] == '.' || isLongNamePiece(head);
        if (begins)
            feed(*records, place + at + kRecord, bytes.sliced(at + kRecord, sector - kRecord), FatTrust::Strict, missing);
        else
            records->flush();
    }
    records->flush();
    return std::move(records->records().entries);
}

} // namespace ashiato
