// SPDX-License-Identifier: Apache-2.0
// The part of the walk that lists FAT and exFAT by our own reader.
#include "importers/evidence/filesystemwalk.h"

#include <unordered_map>

namespace ashiato
{

namespace
{
constexpr qint64 kProgressEvery = 256;
}

/// Asked by what takes long between two rows.
bool FileSystemWalk::goesOn()
{
    m_stopped = m_stopped || !m_sink.advance(m_done, m_total, m_current);
    return !m_stopped;
}

Result<void> FileSystemWalk::listFat(VolumeState &state, const Unit &unit)
{
    const FatFiles &files = *state.volume->fat;
    const QString path = QString::fromUtf8(unit.path);
    const auto directory = fatEntryOf(files, unit.inode, unit.attributeId);
    if (!directory || !directory->isDirectory()) {
        m_sink.warn(ErrorCode::Damaged, path, {}, kUnknown, kUnknown, unit.id);
        return {};
    }
    const FatListing listing = files.list(*directory);
    if (unit.position == 0 && !directory->deleted)
        sayFatListing(*state.volume, listing, path, unit.id, m_sink);
    qint64 number = 0;
    for (const FatEntry &entry : listing.records.entries) {
        if (++number <= unit.position)
            continue;
        if (auto done = runFatEntry(state, unit, number, entry); !done)
            return done;
    }
    return {};
}

/// Numbers alone are kept, so that a volume full of remains needs little memory; the entries of a cluster are read again.
Result<void> FileSystemWalk::listFatOrphans(VolumeState &state, const Unit &unit)
{
    std::vector<quint64> orphans;
    if (!state.survey || !state.survey->findOrphans([this] { return goesOn(); }, orphans))
        return {ErrorCode::Cancelled};
    const FatFiles &files = *state.volume->fat;
    const FatVolume &volume = files.volume();
    std::unordered_map<quint64, FatEntry> inCluster;
    quint32 loaded = 0;
    for (qint64 i = unit.position; i < qint64(orphans.size()); ++i) {
        const quint64 inode = orphans[size_t(i)];
        const quint32 cluster = quint32((volume.placeOfInode(inode) - volume.placeOf(2)) / volume.clusterSize()) + 2;
        if (cluster != loaded) {
            // A long name or a set may begin in the cluster before, which was read together with this one.
            const quint32 first = volume.isCluster(cluster - 1) && !volume.isAllocated(cluster - 1) ? cluster - 1 : cluster;
            QByteArray bytes(qint64(cluster - first + 1) * volume.clusterSize(), '\0');
            volume.read(volume.placeOf(first), bytes.data(), bytes.size());
            inCluster.clear();
            for (FatEntry &entry : files.carve(first, bytes))
                inCluster.emplace(entry.inode, std::move(entry));
            loaded = cluster;
        }
        const auto found = inCluster.find(inode);
        if (found == inCluster.end())
            continue;
        found->second.orphan = true;
        if (auto done = runFatEntry(state, unit, i + 1, found->second); !done)
            return done;
    }
    return {};
}

/// One entry of a unit, with the marks that resuming rests on.
Result<void> FileSystemWalk::runFatEntry(VolumeState &state, const Unit &unit, qint64 number, const FatEntry &entry)
{
    if (step(unit, number)) {
        recordFatEntry(state, unit, entry);
    } else {
        FileRecord row;
        row.volume = state.volume->id;
        row.parentId = unit.id;
        row.basis = state.volume->basis;
        row.inode = entry.inode;
        row.flags = FileUnreadable | (unit.orphan ? quint32(FileOrphan) : 0);
        const quint64 id = state.recorder->recordRow(row, entry.name, {unit.id, unit.path, unit.orphan, false});
        m_sink.warn(ErrorCode::Crashed, QString::fromUtf8(unit.path + entry.name), {}, kUnknown, kUnknown, id);
    }
    if (!m_sink.endRecord(number))
        return {ErrorCode::Cancelled};
    if (++m_done % kProgressEvery == 0 && !m_sink.advance(m_done, m_total, m_current))
        return {ErrorCode::Cancelled};
    return {};
}

void FileSystemWalk::recordFatEntry(VolumeState &state, const Unit &unit, const FatEntry &entry)
{
    const bool orphans = entry.kind == FatEntryKind::OrphanFolder;
    EntryPlace place{unit.id, unit.path, unit.orphan, false};
    if (entry.isDirectory())
        place.loop = isLoop(state, unit, entry.inode, entry.name);
    FileRecord row = fatRow(*state.volume, entry, m_zoneKnown);
    row.parentId = unit.id;
    if (unit.orphan)
        row.flags |= FileOrphan;
    if (place.loop)
        row.flags |= FileLoop;
    const quint64 id = state.recorder->recordRow(row, entry.name, place);
    sayFatEntry(*state.volume, entry, QString::fromUtf8(unit.path + entry.name), id, m_sink);
    enter(state, unit, entry.name, orphans);
}

/// Needed for the orphans, and told with the last unit of the volume.
Result<void> FileSystemWalk::surveyFat(VolumeState &state)
{
    state.survey = std::make_unique<FatSurvey>(*state.volume->fat);
    if (!state.survey->run([this] { return goesOn(); }))
        return {ErrorCode::Cancelled};
    return {};
}

} // namespace ashiato
