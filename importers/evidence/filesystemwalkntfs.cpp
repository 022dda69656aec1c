// SPDX-License-Identifier: Apache-2.0
// What $MFT of NTFS promises, compared with what the walk listed.
#include "importers/evidence/filesystemwalk.h"

#include "importers/evidence/filesystemmft.h"
#include "importers/evidence/names.h"
#include "importers/evidence/ntfsaccount.h"

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr quint64 kFirstUserRecord = 24;
constexpr size_t kMostLost = 1000000;

struct FileCloser {
    void operator()(TSK_FS_FILE *file) const { tsk_fs_file_close(file); }
};
using FileHandle = std::unique_ptr<TSK_FS_FILE, FileCloser>;

FileHandle openRecord(TSK_FS_INFO *fileSystem, quint64 record)
{
    FileHandle file(tsk_fs_file_open_meta(fileSystem, nullptr, record));
    tsk_error_reset();
    return file && file->meta ? std::move(file) : FileHandle();
}

/// Whether a name's directory is there, so that the file is listed where that is.
bool parentIsThere(TSK_FS_INFO *fileSystem, const TSK_FS_META_NAME_LIST &name)
{
    NtfsRecordHead head;
    return lookAtNtfsRecord(fileSystem, name.par_inode, head) == NtfsFault::None && head.inUse() && head.isDirectory() &&
           head.sequence == name.par_seq;
}

} // namespace

void FileSystemWalk::noteListed(VolumeState &state, const TSK_FS_FILE &entry)
{
    const quint64 record = entry.name->meta_addr;
    if (!state.wholeTree || !TSK_FS_TYPE_ISNTFS(entry.fs_info->ftype) || record >= entry.fs_info->last_inum ||
        record > quint64(entry.fs_info->img_info->size) / kNtfsStride)
        return;
    if (record >= state.listed.size())
        state.listed.resize(size_t(record + record / 2 + 64));
    if (entry.meta)
        state.listed[size_t(record)] = true;
}

/// Base records in use that no name led to, and whose directory is none that will be listed.
std::vector<quint64> FileSystemWalk::lostRecords(VolumeState &state)
{
    TSK_FS_INFO *fileSystem = state.volume->handle.get();
    std::vector<quint64> lost;
    const quint64 end = std::min<quint64>(fileSystem->last_inum, quint64(fileSystem->img_info->size) / kNtfsStride);
    for (quint64 record = 0; record < end && lost.size() < kMostLost && !m_stopped; ++record) {
        if ((record < state.listed.size() && state.listed[size_t(record)]) || record == fileSystem->root_inum)
            continue;
        NtfsRecordHead head;
        if (lookAtNtfsRecord(fileSystem, record, head) != NtfsFault::None || !head.inUse() || head.base != 0)
            continue;
        const FileHandle file = openRecord(fileSystem, record);
        const TSK_FS_META_NAME_LIST *name = file ? file->meta->name2 : nullptr;
        if (!file || (!name && record < kFirstUserRecord))
            continue;
        bool isThere = false;
        for (; name && !isThere; name = name->next)
            isThere = parentIsThere(fileSystem, *name);
        if (!isThere)
            lost.push_back(record);
    }
    return lost;
}

/// In the folder of orphans also what is in use, although no directory holds it: it is no deleted file.
Result<void> FileSystemWalk::listLostRecords(VolumeState &state, Unit unit, qint64 position)
{
    TSK_FS_INFO *fileSystem = state.volume->handle.get();
    if (!state.wholeTree || !TSK_FS_TYPE_ISNTFS(fileSystem->ftype) || unit.inode != TSK_FS_ORPHANDIR_INUM(fileSystem) ||
        unit.position != 0)
        return {};
    unit.orphan = false;
    const std::vector<quint64> lost = lostRecords(state);
    for (const quint64 record : lost) {
        const FileHandle file = openRecord(fileSystem, record);
        if (m_stopped)
            return {ErrorCode::Cancelled};
        if (!file || !step(unit, ++position))
            continue;
        QByteArray text = file->meta->name2 ? QByteArray(file->meta->name2->name) : QByteArray();
        if (text.isEmpty())
            text = "OrphanFile-" + QByteArray::number(record);
        TSK_FS_NAME name{};
        name.tag = TSK_FS_NAME_TAG;
        name.name = text.data();
        name.name_size = size_t(text.size());
        name.meta_addr = record;
        name.meta_seq = file->meta->seq;
        name.type = file->meta->type == TSK_FS_META_TYPE_DIR ? TSK_FS_NAME_TYPE_DIR : TSK_FS_NAME_TYPE_REG;
        name.flags = TSK_FS_NAME_FLAG_ALLOC;
        file->name = &name;
        m_recording = true;
        recordEntry(state, unit, file.get(), {});
        m_recording = false;
        file->name = nullptr; // not TSK's to free
        if (!m_sink.endRecord(position))
            return {ErrorCode::Cancelled};
    }
    if (!lost.empty())
        m_sink.warn(ErrorCode::Incomplete, QString::fromUtf8(unit.path),
                    QStringLiteral("$MFT records in use and in no directory: ") + firstRecords(lost, lost.size()),
                    kUnknown, kUnknown, unit.id, qint64(lost.size()));
    return {};
}

void FileSystemWalk::compareWithPromises(VolumeState &state)
{
    TSK_FS_INFO *fileSystem = state.volume->handle.get();
    if (!fileSystem) // FAT and exFAT have an account of their own
        return;
    const NtfsAccount account = accountOfNtfs(fileSystem);
    if (m_stopped || account.damaged == 0)
        return;
    const qint64 offset = ntfsRecordOffset(fileSystem, account.first.front());
    m_sink.warn(ErrorCode::Incomplete, QString::fromUtf8(state.volume->path()), account.detail(),
                offset < 0 ? kUnknown : state.volume->offset + offset, kUnknown, 0, qint64(account.damaged));
}

/// Where the catalogue of shadow copies is gone, their stores may still be there.
void FileSystemWalk::warnOfShadowStores(const VolumeState &state, const Unit &unit, const TSK_FS_DIR *directory)
{
    TSK_FS_INFO *fileSystem = state.volume->handle.get();
    if (unit.position != 0 || !TSK_FS_TYPE_ISNTFS(fileSystem->ftype) || !unit.path.endsWith("/System Volume Information/"))
        return;
    qint64 stores = 0;
    for (size_t i = 0; i < directory->names_used; ++i) {
        const TSK_FS_NAME &name = directory->names[i];
        stores += name.name && (name.flags & TSK_FS_NAME_FLAG_ALLOC) && isShadowStore(QByteArrayView(name.name));
    }
    if (stores > 0 && shadowCopiesOf(fileSystem) < 0)
        m_sink.warn(ErrorCode::ShadowCopies, QString::fromUtf8(unit.path), {}, kUnknown, kUnknown, unit.id, stores);
}

} // namespace ashiato
