// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/fatrows.h"

#include <sys/stat.h>

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kSecond = 1000000000;
constexpr quint32 kBehindEnd = 1; ///< FileRecord::attributeId

/// As The Sleuth Kit makes a mode of the attributes.
quint32 modeOf(const FatEntry &entry, bool exfat)
{
    if (entry.kind == FatEntryKind::Virtual || entry.kind == FatEntryKind::OrphanFolder || entry.inode == FatVolume::kRootInode)
        return 0;
    const bool plain = !exfat || entry.kind == FatEntryKind::File || entry.kind == FatEntryKind::Directory;
    const quint32 write = plain && !(entry.attributes & kFatHidden) ? S_IWUSR | S_IWGRP | S_IWOTH : 0;
    const quint32 read = plain && !(entry.attributes & kFatReadOnly) ? S_IRUSR | S_IRGRP | S_IROTH : 0;
    return read | write | S_IXUSR | S_IXGRP | S_IXOTH;
}

void setKind(const FatEntry &entry, FileRecord &row)
{
    switch (entry.kind) {
    case FatEntryKind::Directory:
        row.kind = row.nameKind = FileKind::Directory;
        row.mode |= S_IFDIR;
        break;
    case FatEntryKind::Virtual:
        row.kind = row.nameKind = FileKind::Virtual;
        break;
    case FatEntryKind::OrphanFolder:
        row.kind = FileKind::Directory;
        row.nameKind = FileKind::Virtual;
        break;
    default:
        row.kind = row.nameKind = FileKind::File;
        row.mode |= S_IFREG;
    }
    if (entry.orphan)
        row.nameKind = FileKind::Unknown;
}

void setPrecision(bool exfat, FileRecord &row)
{
    const qint64 fat[4] = {2 * kSecond, 86400 * kSecond, 2 * kSecond, kSecond / 100};
    const qint64 extended[4] = {kSecond / 100, 2 * kSecond, 2 * kSecond, kSecond / 100};
    std::copy_n(exfat ? extended : fat, 4, row.precisionNs);
}

} // namespace

FileRecord fatRow(const Volume &volume, const FatEntry &entry, bool zoneKnown)
{
    const FatFiles &files = *volume.fat;
    FileRecord row;
    row.volume = volume.id;
    row.access = AccessMethod::FileSystem;
    row.basis = entry.utc ? TimeBasis::Utc : volume.basis;
    row.inode = entry.inode;
    row.size = entry.sizeUnknown ? kUnknown : files.sizeOf(entry);
    row.mode = modeOf(entry, files.volume().isExfat());
    setKind(entry, row);
    setPrecision(files.volume().isExfat(), row);
    std::copy(std::begin(entry.times), std::end(entry.times), row.times);
    if (row.basis == TimeBasis::Local && !zoneKnown)
        row.flags |= FileZoneUnknown;
    if (entry.deleted) {
        row.flags |= FileDeleted | FileMetaDeleted;
        const FatVolume &fat = files.volume();
        const qint64 place = fat.placeOfInode(entry.inode), heap = fat.placeOf(2);
        if (entry.liveMark && (place < heap || fat.isAllocated(quint32((place - heap) / fat.clusterSize()) + 2)))
            row.attributeId = kBehindEnd;
    }
    if (entry.orphan)
        row.flags |= FileOrphan;
    if (entry.nameDamaged)
        row.flags |= FileNameDamaged;
    if (entry.timeInvalid)
        row.flags |= FileTimeInvalid;
    if (entry.isEncrypted())
        row.flags |= FileEncrypted;
    if (entry.sizeUnknown)
        row.flags |= FileMetaDamaged | FileUnreadable;
    if (files.hasBadStart(entry))
        row.flags |= FileUnreadable;
    if (entry.validSize >= 0)
        row.flags |= FileSparse; // what was never written reads as zeros
    if (files.isReused(entry))
        row.flags |= FileBlocksReused;
    return row;
}

void sayFatEntry(const Volume &volume, const FatEntry &entry, const QString &path, quint64 fileId, RecordSink &sink)
{
    if (entry.deleted)
        return;
    const FatVolume &fat = volume.fat->volume();
    const qint64 place = volume.offset + std::max<qint64>(fat.placeOfInode(entry.inode), 0);
    if (entry.damaged)
        sink.warn(ErrorCode::Damaged, path, entry.sizeUnknown ? u"exfat: entry set incomplete"_s : u"exfat: entry set checksum"_s,
                  place, kUnknown, fileId);
    if (volume.fat->hasBadStart(entry))
        sink.warn(ErrorCode::Damaged, path, u"first cluster %1"_s.arg(entry.firstCluster), place, kUnknown, fileId);
    if (entry.validSize >= 0)
        sink.warn(ErrorCode::NotStored, path, u"never written"_s, entry.validSize, entry.size - entry.validSize, fileId);
}

void sayFatListing(const Volume &volume, const FatListing &listing, const QString &path, quint64 fileId, RecordSink &sink)
{
    const FatVolume &fat = volume.fat->volume();
    const auto placeOf = [&](quint64 inode) { return volume.offset + std::max<qint64>(fat.placeOfInode(inode), 0); };
    if (listing.records.unreadable)
        sink.warn(ErrorCode::Damaged, path, u"directory records"_s, placeOf(listing.records.firstUnreadable), kUnknown, fileId,
                  listing.records.unreadable);
    if (listing.missing)
        sink.warn(ErrorCode::Damaged, path, u"image"_s, kUnknown, kUnknown, fileId);
    if (listing.doubtful)
        sink.warn(ErrorCode::Damaged, path, u"no directory at its first cluster"_s, kUnknown, kUnknown, fileId);
    if (listing.shortened)
        sink.warn(ErrorCode::LimitExceeded, path, u"directory size"_s, kUnknown, kUnknown, fileId);
    else if (listing.end != ChainEnd::Marked)
        sink.warn(ErrorCode::Damaged, path, u"cluster chain of the directory"_s, kUnknown, kUnknown, fileId);
}

void sayFatBalance(const Volume &volume, const FatBalance &balance, RecordSink &sink)
{
    const FatVolume &fat = volume.fat->volume();
    const QString path = QString::fromUtf8(volume.path());
    const auto say = [&](ErrorCode code, const QString &detail, qint64 count, qint64 place) {
        if (count > 0)
            sink.warn(code, path, detail, place < 0 ? kUnknown : volume.offset + place, kUnknown, 0, count);
    };
    const auto cluster = [&fat](qint64 number) { return fat.placeOf(quint32(number)); };
    say(ErrorCode::Incomplete, u"clusters in use without a file"_s, balance.lostClusters, cluster(balance.firstLost));
    say(ErrorCode::Damaged, u"clusters of more than one file"_s, balance.sharedClusters, cluster(balance.firstShared));
    say(ErrorCode::Damaged, u"files that share clusters"_s, balance.sharingFiles, -1);
    say(ErrorCode::Damaged, u"files with fewer clusters than their size"_s, balance.shortFiles, -1);
    say(ErrorCode::Damaged, u"clusters of files that are marked as free"_s, balance.freeClusters, cluster(balance.firstFree));
    say(ErrorCode::CopiesDiffer, u"file allocation tables"_s, balance.tableEntries, balance.firstTableEntry);
    say(ErrorCode::TimeInvalid, u"entries"_s, balance.invalidTimes, -1);
    if (!volume.fat->encoding().chosen)
        say(ErrorCode::Encoding, u"short names read as CP932"_s, balance.oemNames, -1);
    if (volume.fat->lacksBitmap())
        sink.warn(ErrorCode::Missing, path, u"exfat: allocation bitmap"_s, volume.offset);
    if (balance.tooLarge)
        sink.warn(ErrorCode::LimitExceeded, path, u"clusters: %1"_s.arg(fat.lastCluster()), volume.offset);
}

std::optional<FatEntry> fatEntryOf(const FatFiles &files, quint64 inode, quint32 attributeId)
{
    return files.entry(inode, attributeId == kBehindEnd);
}

quint64 fatDirectoryNamed(const FatFiles &files, quint64 inode, const QByteArray &shownName)
{
    const auto directory = files.entry(inode, false);
    if (!directory || !directory->isDirectory())
        return 0;
    for (const FatEntry &entry : files.list(*directory).records.entries) {
        if (entry.isDirectory() && entry.name == shownName)
            return entry.inode;
    }
    return 0;
}

} // namespace ashiato
