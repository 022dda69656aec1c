// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemmft.h"

#include <tsk/libtsk.h>
#include <tsk/fs/tsk_ntfs.h>

#include <QtEndian>

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <unordered_map>

// Not in TSK's public headers, but exported by the library.
extern "C" {
TSK_WALK_RET_ENUM tsk_fs_load_file_action(TSK_FS_FILE *, TSK_OFF_T, TSK_DADDR_T, char *, size_t, TSK_FS_BLOCK_FLAG_ENUM,
                                          void *);
}

namespace ashiato
{

namespace
{

constexpr quint64 kMirrored = 4; // records that $MFTMirr holds
constexpr quint64 kVolumeRecord = 3, kBitmapRecord = 6;
constexpr size_t kMostParts = 4096;

/// What tsk_fs_load_file_action() fills (TSK_FS_LOAD_FILE).
struct LoadedFile {
    char *base;
    char *current;
    size_t total;
    size_t left;
};

struct MftState {
    bool opening = true;
    bool blind = false; ///< The bitmap is stood in for.
    std::vector<NtfsFault> faults; ///< By record number
    std::vector<quint64> mirrored;
    quint64 partsOf = 0;
    std::vector<NtfsMissingPart> parts;
    quint64 tornIn = 0; ///< Directory
    int tornBlocks = 0;
    bool standsIn = false;
    quint64 standInRecord = 0;
    quint16 standInSequence = 0;
};

std::mutex mutex;
std::unordered_map<const void *, std::unique_ptr<MftState>> states;
std::atomic<quint64> changes{0}; // of the table of states

/// The state of a volume; asked for each record, and nearly always the same one.
MftState *stateOf(const void *fileSystem, bool make)
{
    thread_local const void *last = nullptr;
    thread_local MftState *lastState = nullptr;
    thread_local quint64 lastChange = 0;
    if (!make && fileSystem == last && lastChange == changes.load(std::memory_order_acquire))
        return lastState;
    const std::lock_guard lock(mutex);
    if (make) {
        ++changes;
        states[fileSystem] = std::make_unique<MftState>();
    }
    const auto known = states.find(fileSystem);
    last = fileSystem;
    lastState = known == states.end() ? nullptr : known->second.get();
    lastChange = changes.load(std::memory_order_acquire);
    return lastState;
}

MftState *ntfsStateOf(const TSK_FS_INFO *fileSystem)
{
    return fileSystem && TSK_FS_TYPE_ISNTFS(fileSystem->ftype) ? stateOf(fileSystem, false) : nullptr;
}

void note(MftState &state, const TSK_FS_INFO &fileSystem, quint64 record, NtfsFault fault)
{
    // More records than the image has room for are only claimed.
    const quint64 most = quint64(fileSystem.img_info->size) / kNtfsStride;
    if (record >= most)
        return;
    if (record >= state.faults.size())
        state.faults.resize(size_t(std::min<quint64>(most, std::max(record + 1, record + record / 2))), NtfsFault::NotLooked);
    state.faults[size_t(record)] = fault;
}

bool readAt(NTFS_INFO *ntfs, qint64 offset, char *into, qsizetype size)
{
    TSK_FS_INFO *fileSystem = &ntfs->fs_info;
    return offset >= 0 && tsk_fs_read(fileSystem, offset, into, size_t(size)) == ssize_t(size);
}

bool isBehindTheEnd(const TSK_FS_INFO &fileSystem, qint64 end)
{
    return fileSystem.offset + end > fileSystem.img_info->size ||
           (fileSystem.last_block_act && quint64(end) > (fileSystem.last_block_act + 1) * fileSystem.block_size);
}

/// A part of a record that lies in one piece.
struct Piece {
    qint64 offset = 0;
    qint64 size = 0;
};

/// Where a record lies: in one piece, or in several where clusters are smaller than records. None: not known.
struct Pieces {
    std::array<Piece, 16> all; // records of 4 KiB and clusters of 512 bytes: 8
    size_t count = 0;
    const Piece *begin() const { return all.data(); }
    const Piece *end() const { return all.data() + count; }
    bool empty() const { return count == 0; }
};

Pieces piecesOf(NTFS_INFO *ntfs, quint64 record)
{
    const qint64 size = ntfs->mft_rsize_b;
    Pieces pieces;
    if (!ntfs->mft_data) { // $MFT itself is being opened
        pieces.all[pieces.count++] = {qint64(ntfs->root_mft_addr + record * quint64(size)), size};
        return pieces;
    }
    const quint64 cluster = ntfs->csize_b;
    quint64 from = record * quint64(size); // within $MFT
    qint64 left = size;
    constexpr int nowhere = TSK_FS_ATTR_RUN_FLAG_SPARSE | TSK_FS_ATTR_RUN_FLAG_FILLER;
    for (const TSK_FS_ATTR_RUN *run = ntfs->mft_data->nrd.run; run && left > 0; run = run->next) {
        const quint64 begin = run->offset * cluster, length = run->len * cluster;
        if (from < begin || from - begin >= length)
            continue;
        if ((run->flags & nowhere) || pieces.count == pieces.all.size())
            break;
        const qint64 here = qint64(std::min<quint64>(quint64(left), length - (from - begin)));
        pieces.all[pieces.count++] = {qint64(run->addr * cluster + (from - begin)), here};
        from += quint64(here);
        left -= here;
    }
    if (left > 0)
        pieces.count = 0;
    return pieces;
}

/// Reads the bytes of a record as they are. COR: the image does not have them; ERR: a read failed or was stopped.
TSK_RETVAL_ENUM readRecord(NTFS_INFO *ntfs, char *into, quint64 record)
{
    qint64 at = 0;
    const Pieces pieces = piecesOf(ntfs, record);
    for (const Piece &piece : pieces) {
        if (isBehindTheEnd(ntfs->fs_info, piece.offset + piece.size))
            return TSK_COR;
        if (!readAt(ntfs, piece.offset, into + at, piece.size))
            return TSK_ERR;
        at += piece.size;
    }
    return pieces.empty() ? TSK_COR : TSK_OK;
}

bool readFromMirror(NTFS_INFO *ntfs, char *into, quint64 record)
{
    const quint64 cluster = qFromLittleEndian<quint64>(ntfs->fs->mftm_clust);
    if (record >= kMirrored || cluster == 0 || cluster > ntfs->fs_info.last_block)
        return false;
    const qint64 at = qint64(cluster * ntfs->csize_b + record * ntfs->mft_rsize_b);
    if (isBehindTheEnd(ntfs->fs_info, at + ntfs->mft_rsize_b) || !readAt(ntfs, at, into, ntfs->mft_rsize_b)) {
        tsk_error_reset();
        return false;
    }
    return checkNtfsRecord(into, ntfs->mft_rsize_b, record) == NtfsFault::None;
}

/// Whether TSK will find in the record what it does not open a volume without.
bool opensVolume(const NTFS_INFO *ntfs, QByteArrayView bytes, quint64 record)
{
    return (record != kVolumeRecord || isNtfsVolume(bytes)) &&
           (record != kBitmapRecord || isNtfsBitmap(bytes, ntfs->fs_info.block_count));
}

/// What opens a volume that only lacks its version or its bitmap.
QByteArray standInWhileOpening(const NTFS_INFO *ntfs, quint64 record)
{
    if (record == kVolumeRecord)
        return plainNtfsVolume(ntfs->mft_rsize_b);
    if (record == kBitmapRecord)
        return blindNtfsBitmap(ntfs->mft_rsize_b, ntfs->fs_info.block_count, ntfs->csize_b);
    return {};
}

TSK_RETVAL_ENUM refuse(TSK_RETVAL_ENUM result, quint32 error, quint64 record, const char *why)
{
    tsk_error_reset();
    tsk_error_set_errno(error);
    tsk_error_set_errstr("record %llu of $MFT: %s", static_cast<unsigned long long>(record), why);
    return result;
}

TSK_RETVAL_ENUM lookUp(NTFS_INFO *ntfs, char *into, quint64 record)
{
    TSK_FS_INFO &fileSystem = ntfs->fs_info;
    if (!into || record < fileSystem.first_inum || record > fileSystem.last_inum - 1) // the last is the orphan folder's
        return refuse(TSK_ERR, TSK_ERR_FS_ARG, record, "number");
    if (!ntfs->mft_data && record > NTFS_LAST_DEFAULT_INO)
        return refuse(TSK_ERR, TSK_ERR_FS_ARG, record, "$MFT is not known yet");
    MftState *state = stateOf(ntfs, !ntfs->mft_data && record == 0);
    if (!state)
        return refuse(TSK_ERR, TSK_ERR_FS_ARG, record, "$MFT is not known yet");
    const qsizetype size = ntfs->mft_rsize_b;
    if (state->standsIn && state->standInRecord == record) {
        std::memcpy(into, emptyNtfsDirectory(size, state->standInSequence, ntfs->idx_rsize_b).constData(), size_t(size));
        return TSK_OK;
    }
    const TSK_RETVAL_ENUM read = readRecord(ntfs, into, record);
    if (read == TSK_ERR)
        return TSK_ERR;
    NtfsFault fault = read == TSK_OK ? checkNtfsRecord(into, size, record) : NtfsFault::Unreadable;
    if (fault != NtfsFault::None && readFromMirror(ntfs, into, record)) {
        if (std::find(state->mirrored.begin(), state->mirrored.end(), record) == state->mirrored.end())
            state->mirrored.push_back(record);
        fault = NtfsFault::None;
    }
    if (fault == NtfsFault::None && state->opening && !opensVolume(ntfs, {into, size}, record))
        fault = NtfsFault::Attributes;
    note(*state, fileSystem, record, fault);
    if (fault == NtfsFault::None)
        return TSK_OK;
    if (state->opening) {
        if (record == kBitmapRecord)
            state->blind = true;
        if (const QByteArray other = standInWhileOpening(ntfs, record); !other.isEmpty()) {
            std::memcpy(into, other.constData(), size_t(size));
            return TSK_OK;
        }
    }
    return refuse(TSK_COR, TSK_ERR_FS_INODE_COR, record, ntfsFaultName(fault));
}

/// Takes the extension records out of a list of attributes that are not this file's.
void checkList(NTFS_INFO *ntfs, MftState &state, const TSK_FS_META &file, const LoadedFile &list)
{
    QByteArray buffer(ntfs->mft_rsize_b, '\0');
    std::unordered_map<quint64, bool> known;
    const auto missing = [&](quint64 record, NtfsFault fault) {
        if (state.parts.size() < kMostParts)
            state.parts.push_back({record, fault});
    };
    state.partsOf = file.addr;
    state.parts.clear();
    const bool whole = filterNtfsAttributeList(list.base, qsizetype(list.total), [&](const NtfsListEntry &entry) {
        if (entry.record == file.addr)
            return true;
        const auto [place, first] = known.emplace(entry.record, false);
        if (!first)
            return place->second;
        NtfsFault fault = NtfsFault::Unreadable;
        if (lookUp(ntfs, buffer.data(), entry.record) == TSK_OK) {
            const NtfsRecordHead head = ntfsRecordHead(buffer);
            // NTFS raises the sequence of a record when it is freed, and the references to it stay as they were.
            const bool freed = file.flags & TSK_FS_META_FLAG_UNALLOC;
            const auto agree = [freed](quint32 now, quint32 reference) {
                return now == reference || (freed && now == reference + 1);
            };
            fault = head.base != file.addr || !agree(file.seq, head.baseSequence) ? NtfsFault::Base
                    : !agree(head.sequence, entry.sequence)                       ? NtfsFault::Sequence
                                                                                  : NtfsFault::None;
        } else if (const NtfsFault told = ntfsFaultOf(&ntfs->fs_info, entry.record); told > NtfsFault::None) {
            fault = told;
        }
        tsk_error_reset();
        if (fault != NtfsFault::None)
            missing(entry.record, fault);
        return place->second = fault == NtfsFault::None;
    });
    if (!whole)
        missing(0, NtfsFault::Attributes);
}

/// The bits of a directory's index blocks that are in use; empty: not known.
QByteArray blocksInUse(const TSK_FS_META &file)
{
    constexpr qsizetype most = 1 << 20;
    for (const TSK_FS_ATTR *attribute = file.attr ? file.attr->head : nullptr; attribute; attribute = attribute->next) {
        if (!(attribute->flags & TSK_FS_ATTR_INUSE) || attribute->type != TSK_FS_ATTR_TYPE_NTFS_BITMAP || !attribute->name ||
            std::strcmp(attribute->name, "$I30") != 0 || attribute->size <= 0)
            continue;
        QByteArray bits(qsizetype(std::min<qint64>(attribute->size, most)), '\0');
        const ssize_t got =
            tsk_fs_attr_read(attribute, 0, bits.data(), size_t(bits.size()), TSK_FS_FILE_READ_FLAG_NONE);
        tsk_error_reset();
        return got == bits.size() ? bits : QByteArray();
    }
    return {};
}

/// Zeros in place of index blocks that are torn: TSK would give up the directory at the first.
void checkIndex(const NTFS_INFO *ntfs, MftState &state, const TSK_FS_META &file, const LoadedFile &index)
{
    state.tornIn = file.addr;
    state.tornBlocks = 0;
    const size_t size = ntfs->idx_rsize_b;
    if (size < kNtfsStride)
        return;
    const QByteArray inUse = blocksInUse(file);
    for (size_t at = 0; at + size <= index.total; at += size) {
        const NtfsFault fault = checkNtfsIndexBlock({index.base + at, qsizetype(size)});
        if (fault == NtfsFault::None)
            continue;
        const size_t block = at / size;
        const bool used = size_t(inUse.size()) > block / 8 && (quint8(inUse[qsizetype(block / 8)]) >> block % 8 & 1);
        if (used || (inUse.isEmpty() && fault != NtfsFault::Empty))
            ++state.tornBlocks;
        std::memset(index.base + at, 0, size);
    }
}

} // namespace

void ntfsOpened(TSK_FS_INFO *fileSystem)
{
    if (MftState *state = ntfsStateOf(fileSystem))
        state->opening = false;
}

void ntfsClosed(TSK_FS_INFO *fileSystem)
{
    const std::lock_guard lock(mutex);
    ++changes;
    states.erase(fileSystem);
}

NtfsFault ntfsFaultOf(TSK_FS_INFO *fileSystem, quint64 record)
{
    const MftState *state = ntfsStateOf(fileSystem);
    return state && record < state->faults.size() ? state->faults[size_t(record)] : NtfsFault::NotLooked;
}

NtfsFault lookAtNtfsRecord(TSK_FS_INFO *fileSystem, quint64 record, NtfsRecordHead &head)
{
    if (!ntfsStateOf(fileSystem))
        return NtfsFault::NotLooked;
    auto *ntfs = reinterpret_cast<NTFS_INFO *>(fileSystem);
    QByteArray buffer(ntfs->mft_rsize_b, '\0');
    const bool good = lookUp(ntfs, buffer.data(), record) == TSK_OK;
    tsk_error_reset();
    if (good)
        head = ntfsRecordHead(buffer);
    return good ? NtfsFault::None : std::max(ntfsFaultOf(fileSystem, record), NtfsFault::Unreadable);
}

qint64 ntfsRecordOffset(TSK_FS_INFO *fileSystem, quint64 record)
{
    if (!ntfsStateOf(fileSystem))
        return -1;
    const Pieces pieces = piecesOf(reinterpret_cast<NTFS_INFO *>(fileSystem), record);
    return pieces.empty() ? -1 : pieces.begin()->offset;
}

std::vector<NtfsMissingPart> ntfsMissingParts(TSK_FS_INFO *fileSystem, quint64 record)
{
    const MftState *state = ntfsStateOf(fileSystem);
    return state && state->partsOf == record ? state->parts : std::vector<NtfsMissingPart>();
}

int ntfsTornIndexBlocks(TSK_FS_INFO *fileSystem, quint64 directory)
{
    const MftState *state = ntfsStateOf(fileSystem);
    return state && state->tornIn == directory ? state->tornBlocks : 0;
}

std::vector<quint64> ntfsRecordsFromMirror(TSK_FS_INFO *fileSystem)
{
    const MftState *state = ntfsStateOf(fileSystem);
    return state ? state->mirrored : std::vector<quint64>();
}

bool ntfsBitmapIsUnknown(TSK_FS_INFO *fileSystem)
{
    const MftState *state = ntfsStateOf(fileSystem);
    return state && state->blind;
}

NtfsDirectoryStandIn::NtfsDirectoryStandIn(TSK_FS_INFO *fileSystem, quint64 record, quint16 sequence)
    : m_fileSystem(fileSystem)
{
    if (MftState *state = ntfsStateOf(fileSystem)) {
        state->standsIn = true;
        state->standInRecord = record;
        state->standInSequence = sequence;
    }
}

NtfsDirectoryStandIn::~NtfsDirectoryStandIn()
{
    if (MftState *state = ntfsStateOf(m_fileSystem))
        state->standsIn = false;
}

} // namespace ashiato

/// As TSK's: reads a record of $MFT and removes the check values; but one that is not what it should be is refused.
extern "C" TSK_RETVAL_ENUM ntfs_dinode_lookup(NTFS_INFO *ntfs, char *into, TSK_INUM_T record)
try {
    return ashiato::lookUp(ntfs, into, record);
} catch (const std::bad_alloc &) {
    return TSK_ERR;
}

/// TSK's own, and what it loads of a list of attributes or of an index is checked.
extern "C" uint8_t tsk_fs_attr_walk(const TSK_FS_ATTR *attribute, TSK_FS_FILE_WALK_FLAG_ENUM flags,
                                    TSK_FS_FILE_WALK_CB action, void *context)
try {
    using Walk = decltype(&tsk_fs_attr_walk);
    static const auto original = reinterpret_cast<Walk>(dlsym(RTLD_NEXT, "tsk_fs_attr_walk"));
    const uint8_t failed = original(attribute, flags, action, context);
    const bool list = attribute && attribute->type == TSK_FS_ATTR_TYPE_NTFS_ATTRLIST;
    const bool index = attribute && attribute->type == TSK_FS_ATTR_TYPE_NTFS_IDXALLOC;
    if ((!list && !index) || action != tsk_fs_load_file_action || !attribute->fs_file || !attribute->fs_file->meta ||
        !TSK_FS_TYPE_ISNTFS(attribute->fs_file->fs_info->ftype))
        return failed;
    auto *ntfs = reinterpret_cast<NTFS_INFO *>(attribute->fs_file->fs_info);
    ashiato::MftState *state = ashiato::stateOf(ntfs, false);
    if (!state || ntfs->loading_the_MFT) // the records that its own list names are not all known yet
        return failed;
    auto *loaded = static_cast<ashiato::LoadedFile *>(context);
    if (failed || loaded->left > 0) {
        // What cannot be read is zeros, which are no entry; TSK would end its pass over all of $MFT.
        std::memset(loaded->current, 0, loaded->left);
        loaded->left = 0;
        tsk_error_reset();
    }
    if (list)
        ashiato::checkList(ntfs, *state, *attribute->fs_file->meta, *loaded);
    else
        ashiato::checkIndex(ntfs, *state, *attribute->fs_file->meta, *loaded);
    return 0;
} catch (const std::bad_alloc &) {
    return 1;
}
