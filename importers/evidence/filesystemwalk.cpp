// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemwalk.h"

#include "importers/evidence/extfilesystem.h"
#include "importers/evidence/filesystemdirectory.h"
#include "importers/evidence/filesystemmft.h"
#include "importers/evidence/isotree.h"
#include "importers/evidence/names.h"

#include <tsk/libtsk.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <utility>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

// A tree that is deeper or longer, or a directory that is reached more often, is a damaged one.
constexpr int kMaxDepth = 1024;
constexpr qsizetype kMaxPath = 65536;
constexpr int kMaxEntered = 32;
constexpr qint64 kProgressEvery = 256;

struct DirectoryCloser {
    void operator()(TSK_FS_DIR *directory) const { tsk_fs_dir_close(directory); }
};
using DirectoryHandle = std::unique_ptr<TSK_FS_DIR, DirectoryCloser>;

QString ntfsDetail(quint64 record, NtfsFault fault)
{
    return QStringLiteral("$MFT record, %1: %2").arg(QLatin1StringView(ntfsFaultName(fault))).arg(record);
}

/// Inode of the directory of that name in a directory; 0: none.
quint64 directoryNamed(const Volume &volume, quint64 inode, const QByteArray &escaped)
{
    if (inode == 0)
        return 0;
    if (volume.fat)
        return fatDirectoryNamed(*volume.fat, inode, escaped);
    TSK_FS_INFO *fileSystem = volume.handle.get();
    const DirectoryHandle directory(tsk_fs_dir_open_meta(fileSystem, inode));
    for (size_t i = 0; directory && i < directory->names_used; ++i) {
        const TSK_FS_NAME &name = directory->names[i];
        if (name.name && TSK_FS_IS_DIR_NAME(name.type) && escapedName(QByteArrayView(name.name)) == escaped)
            return name.meta_addr;
    }
    tsk_error_reset();
    return 0;
}

} // namespace

/// One TSK file handle for all entries of an NTFS directory: metadata is loaded into the same memory again and again.
/// Nothing of an entry is left for the next: where metadata cannot be loaded there is none.
class FileSystemWalk::EntryLoader
{
public:
    explicit EntryLoader(TSK_FS_INFO *fileSystem)
        : m_fileSystem(fileSystem), m_ntfs(TSK_FS_TYPE_ISNTFS(fileSystem->ftype))
    {
    }
    ~EntryLoader() { close(); }
    Q_DISABLE_COPY_MOVE(EntryLoader)

    /// The entry with its metadata where it has some, as tsk_fs_dir_walk() gives it to its callback.
    TSK_FS_FILE *load(TSK_FS_NAME *name)
    {
        if (!m_file) {
            // tsk_fs_file_close() frees it.
            m_file = static_cast<TSK_FS_FILE *>(calloc(1, sizeof(TSK_FS_FILE)));
            Q_CHECK_PTR(m_file);
            m_file->tag = TSK_FS_FILE_TAG;
            m_file->fs_info = m_fileSystem;
        }
        m_fault = {};
        m_file->name = name;
        m_file->meta = std::exchange(m_spare, nullptr);
        const bool hasMeta = name->meta_addr != 0 || (name->flags & TSK_FS_NAME_FLAG_ALLOC);
        if (!hasMeta) {
            m_spare = std::exchange(m_file->meta, nullptr);
            return m_file;
        }
        const bool failed = m_fileSystem->file_add_meta(m_fileSystem, m_file, name->meta_addr);
        if (failed)
            m_fault = {true, false, takeTskError()};
        else if (m_ntfs && (!m_file->meta || m_file->meta->addr != name->meta_addr)) // TSK compares the sequence
            m_fault = {true, false, {}};
        if (m_fault.any) {
            explain(*name);
            // What TSK leaves in it is nothing, a part, or the attributes of the entry before.
            m_spare = std::exchange(m_file->meta, nullptr);
        }
        return m_file;
    }
    const EntryFault &fault() const { return m_fault; }
    /// After the entry was used: keeps its memory for the next one.
    void release()
    {
        if (!m_file)
            return;
        m_file->name = nullptr; // belongs to the directory
        // exFAT's code gives up the memory of attributes that are there already; the others gain little.
        if (!m_ntfs || m_fault.any)
            close();
        else if (m_file->meta)
            m_spare = std::exchange(m_file->meta, nullptr);
    }

private:
    void explain(const TSK_FS_NAME &name)
    {
        if (!m_ntfs)
            return;
        NtfsRecordHead head;
        NtfsFault fault = lookAtNtfsRecord(m_fileSystem, name.meta_addr, head);
        if (fault == NtfsFault::None) {
            const quint32 raised = head.inUse() ? 0 : 1; // when it was freed
            const bool same = head.sequence == quint16(name.meta_seq + raised);
            fault = same ? NtfsFault::Attributes : NtfsFault::Sequence;
            m_fault.reused = !same && (name.flags & TSK_FS_NAME_FLAG_UNALLOC);
        }
        m_fault.detail = ntfsDetail(name.meta_addr, fault);
    }
    void close()
    {
        if (!m_file)
            return;
        m_file->name = nullptr;
        if (!m_file->meta)
            m_file->meta = std::exchange(m_spare, nullptr);
        tsk_fs_file_close(m_file);
        m_file = nullptr;
    }

    TSK_FS_INFO *m_fileSystem;
    const bool m_ntfs;
    TSK_FS_FILE *m_file = nullptr;
    TSK_FS_META *m_spare = nullptr;
    EntryFault m_fault;
};

FileSystemWalk::FileSystemWalk(VolumeTable &table, bool zoneKnown, const TaskRequest &request, RecordSink &sink)
    : m_table(table), m_zoneKnown(zoneKnown), m_request(request), m_sink(sink)
{
}

FileSystemWalk::~FileSystemWalk()
{
    m_table.setAlive({});
}

FileSystemWalk::VolumeState *FileSystemWalk::state(quint32 id)
{
    const auto known = m_states.find(id);
    if (known != m_states.end())
        return &known->second;
    Volume *volume = m_table.byId(id);
    if (!volume || !volume->isReadable())
        return nullptr;
    VolumeState &state = m_states[id];
    state.volume = volume;
    state.recorder = std::make_unique<EntryRecorder>(*volume, m_zoneKnown, m_sink);
    return &state;
}

void FileSystemWalk::take(const UnitRequest &request)
{
    if (request.unit >= kOrphanUnit || request.locator.empty())
        return;
    const LocatorStep &place = request.locator.back();
    VolumeState *state = this->state(place.volume ? place.volume : request.volume);
    if (!state) {
        m_sink.warn(ErrorCode::NotFound, request.path, {}, kUnknown, kUnknown, request.unit);
        return;
    }
    Unit unit;
    unit.id = request.unit;
    unit.inode = place.inode;
    unit.attributeId = place.attributeId;
    unit.position = request.position;
    unit.sequence = place.sequence;
    unit.path = request.path.toUtf8();
    if (!unit.path.endsWith('/'))
        unit.path += '/';
    unit.skips = request.skips;
    const QByteArray orphans = state->volume->prefix + "/$OrphanFiles/";
    unit.orphan = unit.path.startsWith(orphans);
    if (unit.inode == state->volume->orphanInode() && unit.path == orphans) {
        state->orphans = std::move(unit);
        return;
    }
    if (unit.inode == state->volume->rootInode() && unit.position == 0 && unit.skips.empty() &&
        unit.path == state->volume->prefix + '/')
        state->wholeTree = true;
    state->stack.push_back(std::move(unit));
}

Result<void> FileSystemWalk::run()
{
    // The unit given first is worked on first, and the top of a stack is its end.
    for (auto unit = m_request.units.rbegin(); unit != m_request.units.rend(); ++unit)
        take(*unit);
    for (auto &[id, state] : m_states) {
        const TSK_FS_INFO *fileSystem = state.volume->handle.get();
        m_total += qint64(state.volume->lastInode() - (fileSystem ? fileSystem->first_inum : FatVolume::kRootInode));
    }
    // A long call of TSK is progress too, and can be cancelled.
    m_table.setAlive([this] {
        if (!m_recording) // a row is made whole
            m_stopped = m_stopped || !m_sink.advance(m_done, m_total, m_current);
        return !m_stopped;
    });
    for (auto &[id, state] : m_states) {
        if (auto done = runVolume(state); !done)
            return done;
    }
    return {};
}

Result<void> FileSystemWalk::runVolume(VolumeState &state)
{
    if (auto done = runStack(state); !done)
        return done;
    const quint32 volume = state.volume->id;
    const auto &doneVolumes = m_request.doneVolumes;
    if (m_request.doneOrphans || std::find(doneVolumes.begin(), doneVolumes.end(), volume) != doneVolumes.end())
        return {};
    if (state.volume->fat) {
        if (auto done = surveyFat(state); !done)
            return done;
    }
    ExtFileSystem *ext = ExtFileSystem::of(state.volume->handle.get());
    if (ext && state.wholeTree)
        ext->setTreeListed();
    if (state.orphans.id) {
        presetNamedInodes(state);
        state.stack.push_back(std::move(state.orphans));
        if (auto done = runStack(state); !done)
            return done;
    }
    m_sink.beginUnit(kOrphanUnit + volume);
    if (ext) {
        const ExtCensus &census = ext->census();
        if (m_stopped)
            return {ErrorCode::Cancelled};
        for (const ExtCensus::Difference &one : census.differences())
            m_sink.warn(one.code, QString::fromUtf8(state.volume->path()), one.detail, kUnknown, kUnknown, 0, one.count);
    }
    compareWithPromises(state);
    if (m_stopped)
        return {ErrorCode::Cancelled};
    if (state.survey)
        sayFatBalance(*state.volume, state.survey->balance(), m_sink);
    if (!m_sink.endRecord(1))
        return {ErrorCode::Cancelled};
    m_sink.endUnit();
    return {};
}

Result<void> FileSystemWalk::runStack(VolumeState &state)
{
    while (!state.stack.empty()) {
        const Unit unit = std::move(state.stack.back());
        state.stack.pop_back();
        m_found.clear();
        if (auto done = runUnit(state, unit); !done)
            return done;
        std::move(m_found.rbegin(), m_found.rend(), std::back_inserter(state.stack));
    }
    return {};
}

bool FileSystemWalk::step(const Unit &unit, qint64 position)
{
    return m_sink.step(position) && std::find(unit.skips.begin(), unit.skips.end(), position) == unit.skips.end();
}

Result<void> FileSystemWalk::runUnit(VolumeState &state, const Unit &given)
{
    Unit unit = given;
    if (unit.chain < 0)
        unit.chain = chainForUnit(state, unit);
    ++state.entered[unit.inode];
    m_current = QString::fromUtf8(unit.path);
    m_sink.beginUnit(unit.id);
    if (!step(unit, 0)) {
        state.wholeTree = false;
        m_sink.warn(ErrorCode::Crashed, QString::fromUtf8(unit.path), {}, kUnknown, kUnknown, unit.id);
    } else {
        try {
            if (auto done = listDirectory(state, unit); !done)
                return done;
        } catch (const std::exception &failure) { // TSK's APFS code throws
            m_sink.warn(ErrorCode::Damaged, QString::fromUtf8(unit.path), QString::fromUtf8(failure.what()), kUnknown,
                        kUnknown, unit.id);
        }
    }
    tsk_error_reset();
    m_sink.endUnit();
    return {};
}

Result<void> FileSystemWalk::listDirectory(VolumeState &state, const Unit &unit)
{
    if (state.volume->fat)
        return unit.inode == state.volume->orphanInode() ? listFatOrphans(state, unit) : listFat(state, unit);
    const DirectoryHandle directory{openDirectory(state, unit)};
    if (m_stopped)
        return {ErrorCode::Cancelled};
    ExtFileSystem *ext = ExtFileSystem::of(state.volume->handle.get());
    const auto damage = ext ? ext->takeDamage() : std::vector<ExtDamage>();
    for (const ExtDamage &one : unit.position == 0 ? damage : std::vector<ExtDamage>()) {
        const qint64 offset = one.offset == kUnknown ? kUnknown : state.volume->offset + one.offset;
        m_sink.warn(ErrorCode::Damaged, QString::fromUtf8(unit.path),
                    one.part == ExtDamage::Part::Inode ? u"directory inode"_s : u"directory block"_s, offset, one.length, unit.id);
    }
    if (const int torn = ntfsTornIndexBlocks(state.volume->handle.get(), unit.inode); torn > 0 && unit.position == 0)
        m_sink.warn(ErrorCode::Damaged, QString::fromUtf8(unit.path), u"$I30 index blocks"_s, kUnknown,
                    kUnknown, unit.id, torn);
    IsoTree *disc = unit.position == 0 ? IsoTree::of(state.volume->handle.get()) : nullptr;
    for (const IsoTree::Damage &one : disc ? disc->damage(unit.inode) : std::vector<IsoTree::Damage>())
        m_sink.warn(ErrorCode::Damaged, QString::fromUtf8(unit.path), u"directory records"_s, state.volume->offset + one.offset, one.length,
                    unit.id);
    if (disc && disc->isCut() && unit.inode == state.volume->handle->root_inum)
        m_sink.warn(ErrorCode::LimitExceeded, QString::fromUtf8(unit.path), u"directory records"_s, kUnknown, kUnknown, unit.id);
    if (directory) {
        warnOfShadowStores(state, unit, directory.get());
        if (auto done = runEntries(state, unit, directory.get()); !done)
            return done;
        return listLostRecords(state, unit, qint64(tsk_fs_dir_getsize(directory.get())));
    }
    m_sink.warn(ErrorCode::Damaged, QString::fromUtf8(unit.path), takeTskError(), kUnknown, kUnknown, unit.id);
    return {};
}

/// Where the record of a directory of NTFS is damaged or another's, or its index makes no sense, the files that name it
/// as their parent are what it holds.
TSK_FS_DIR *FileSystemWalk::openDirectory(const VolumeState &state, const Unit &unit)
{
    TSK_FS_INFO *fileSystem = state.volume->handle.get();
    if (!TSK_FS_TYPE_ISNTFS(fileSystem->ftype) || unit.inode == TSK_FS_ORPHANDIR_INUM(fileSystem))
        return tsk_fs_dir_open_meta(fileSystem, unit.inode);
    constexpr quint16 rootSequence = 5;
    NtfsRecordHead head;
    const NtfsFault fault = lookAtNtfsRecord(fileSystem, unit.inode, head);
    quint16 sequence = quint16(unit.sequence);
    if (sequence == 0)
        sequence = fault == NtfsFault::None ? head.sequence : unit.inode == fileSystem->root_inum ? rootSequence : 0;
    if (fault == NtfsFault::None && head.sequence == sequence) {
        if (TSK_FS_DIR *directory = tsk_fs_dir_open_meta(fileSystem, unit.inode); directory || m_stopped || !head.inUse())
            return directory;
        m_sink.warn(ErrorCode::Damaged, QString::fromUtf8(unit.path), takeTskError(), kUnknown, kUnknown, unit.id);
    }
    const NtfsDirectoryStandIn standIn(fileSystem, unit.inode, sequence);
    return tsk_fs_dir_open_meta(fileSystem, unit.inode);
}

Result<void> FileSystemWalk::runEntries(VolumeState &state, const Unit &unit, TSK_FS_DIR *directory)
{
    EntryLoader loader(directory->fs_info);
    const qint64 count = qint64(tsk_fs_dir_getsize(directory));
    for (qint64 i = unit.position; i < count; ++i) {
        TSK_FS_NAME *name = &directory->names[i];
        if (!name->name)
            continue;
        if (step(unit, i + 1)) {
            TSK_FS_FILE *entry = loader.load(name);
            if (m_stopped) // what was loaded may be a part
                return {ErrorCode::Cancelled};
            m_recording = true;
            recordEntry(state, unit, entry, loader.fault());
            m_recording = false;
            loader.release();
        } else {
            state.wholeTree = false;
            const QString path = QString::fromUtf8(unit.path + escapedName(QByteArrayView(name->name)));
            const quint64 id = state.recorder->recordName(QByteArrayView(name->name), name->meta_addr,
                                                          {unit.id, unit.path, unit.orphan, false, false, false});
            m_sink.warn(ErrorCode::Crashed, path, {}, kUnknown, kUnknown, id);
        }
        if (!m_sink.endRecord(i + 1))
            return {ErrorCode::Cancelled};
        if (++m_done % kProgressEvery == 0 && !m_sink.advance(m_done, m_total, m_current))
            return {ErrorCode::Cancelled};
    }
    return {};
}

void FileSystemWalk::recordEntry(VolumeState &state, const Unit &unit, TSK_FS_FILE *entry, const EntryFault &fault)
{
    const TSK_FS_META *meta = entry->meta;
    noteListed(state, *entry);
    if (meta && (meta->flags & TSK_FS_META_FLAG_UNALLOC) && !unit.orphan)
        state.deletedInodes.push_back(meta->addr);

    const bool orphans = entry->name->type == TSK_FS_NAME_TYPE_VIRT_DIR &&
                         entry->name->meta_addr == TSK_FS_ORPHANDIR_INUM(entry->fs_info);
    EntryPlace place{unit.id, unit.path, unit.orphan, false, fault.any && !fault.reused, fault.reused};
    const QByteArray name = escapedName(QByteArrayView(entry->name->name));
    if (meta && TSK_FS_IS_DIR_META(meta->type) && !orphans && !TSK_FS_ISDOT(entry->name->name))
        place.loop = isLoop(state, unit, entry->name->meta_addr, name);
    if (!state.recorder->record(entry, place))
        return;
    warnOfRecord(state, unit, entry, fault);
    enter(state, unit, name, orphans);
}

/// Makes a unit of the entry that was recorded last, where it is a directory.
void FileSystemWalk::enter(VolumeState &state, const Unit &unit, const QByteArray &shownName, bool orphans)
{
    const FileRecord &row = state.recorder->mainRow();
    if (!isWalkUnit(row))
        return;
    Unit found;
    found.id = row.id;
    found.inode = row.inode;
    found.sequence = row.sequence;
    found.attributeId = row.attributeId;
    found.path = unit.path + shownName + '/';
    found.orphan = unit.orphan || orphans;
    found.chain = int(state.chain.size());
    state.chain.push_back({row.inode, unit.chain, state.chain[size_t(unit.chain)].depth + 1});
    if (orphans)
        state.orphans = std::move(found);
    else
        m_found.push_back(std::move(found));
}

/// Says which record is the reason that a file is told in part, or by its name alone.
void FileSystemWalk::warnOfRecord(const VolumeState &state, const Unit &unit, const TSK_FS_FILE *entry,
                                  const EntryFault &fault)
{
    TSK_FS_INFO *fileSystem = state.volume->handle.get();
    const quint64 row = state.recorder->mainRow().id;
    const auto path = [&] { return QString::fromUtf8(unit.path + escapedName(QByteArrayView(entry->name->name))); };
    const auto offsetOf = [&](quint64 record) {
        const qint64 offset = ntfsRecordOffset(fileSystem, record);
        return offset < 0 ? kUnknown : state.volume->offset + offset;
    };
    if (fault.any && !fault.reused && !(state.recorder->mainRow().flags & FileDangling))
        m_sink.warn(ErrorCode::Damaged, path(), fault.detail, offsetOf(entry->name->meta_addr), kUnknown, row);
    // The list of a deleted file leads to records that others have by now.
    if (!entry->meta || (entry->meta->flags & TSK_FS_META_FLAG_UNALLOC))
        return;
    for (const NtfsMissingPart &part : ntfsMissingParts(fileSystem, entry->meta->addr))
        m_sink.warn(ErrorCode::Damaged, path(),
                    part.record ? ntfsDetail(part.record, part.fault) : u"$ATTRIBUTE_LIST"_s,
                    offsetOf(part.record ? part.record : entry->meta->addr), kUnknown, row);
}

bool FileSystemWalk::isLoop(const VolumeState &state, const Unit &parent, quint64 inode, const QByteArray &shownName)
{
    const auto path = [&] { return QString::fromUtf8(parent.path + shownName); };
    for (int link = parent.chain; link >= 0; link = state.chain[size_t(link)].parent) {
        if (state.chain[size_t(link)].inode == inode) {
            m_sink.warn(ErrorCode::Damaged, path(), QStringLiteral("loop: inode ") + QString::number(inode));
            return true;
        }
    }
    const auto entered = state.entered.find(inode);
    if (state.chain[size_t(parent.chain)].depth < kMaxDepth && parent.path.size() < kMaxPath &&
        (entered == state.entered.end() || entered->second < kMaxEntered))
        return false;
    m_sink.warn(ErrorCode::LimitExceeded, path(), QString::number(inode));
    return true;
}

/// The way from the root to a unit that the task gave, so that a loop through what was listed earlier is seen. The
/// root itself is not part of it (TSK does not count it either).
int FileSystemWalk::chainForUnit(VolumeState &state, const Unit &unit)
{
    const Volume &volume = *state.volume;
    if (state.chain.empty())
        state.chain.push_back({0, -1, 0});
    int chain = 0;
    quint64 inode = volume.rootInode(); // 0: not known
    qsizetype from = state.volume->prefix.size() + 1;
    while (from < unit.path.size()) {
        const qsizetype slash = unit.path.indexOf('/', from);
        if (slash < 0)
            break;
        const QByteArray above = unit.path.left(slash + 1);
        const auto known = state.chainOfPath.find(above);
        if (known != state.chainOfPath.end()) {
            chain = known->second;
            inode = state.chain[size_t(chain)].inode;
        } else {
            const bool last = slash + 1 == unit.path.size();
            inode = last          ? unit.inode
                    : unit.orphan ? 0
                                  : directoryNamed(volume, inode, unit.path.sliced(from, slash - from));
            state.chain.push_back({inode, chain, state.chain[size_t(chain)].depth + 1});
            chain = int(state.chain.size()) - 1;
            state.chainOfPath.emplace(above, chain);
        }
        from = slash + 1;
    }
    return chain;
}

/// TSK looks for orphans among the inodes that no name leads to, and walks the whole tree for these names unless it has
/// them. This walk has just seen them all.
void FileSystemWalk::presetNamedInodes(VolumeState &state)
{
    TSK_FS_INFO *fileSystem = state.volume->handle.get();
    // Only where TSK's calls reach our functions too: a list is made and read by the same ones.
    if (!fileSystem || !state.wholeTree || fileSystem->list_inum_named || indexedDirectoryAdds() == 0)
        return;
    for (const quint64 inode : state.deletedInodes)
        tsk_list_add(&fileSystem->list_inum_named, inode);
    // A list without an entry would count as not made; the orphan folder itself is never an orphan.
    tsk_list_add(&fileSystem->list_inum_named, TSK_FS_ORPHANDIR_INUM(fileSystem));
}

} // namespace ashiato
