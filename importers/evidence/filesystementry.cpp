// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystementry.h"

#include "importers/evidence/candidates.h"
#include "importers/evidence/filesystemkinds.h"
#include "importers/evidence/filesystemntfs.h"
#include "importers/evidence/names.h"
#include "importers/importer.h"

#include <charconv>
#include <cstring>
#include <exception>

namespace ashiato
{

namespace
{

constexpr qint64 kSecond = 1000000000;
constexpr quint64 kNtfsBadClusters = 8; // $BadClus
constexpr int kMostNamed = 1000;        // of what is wrong in one volume; the rows of the rest are marked alike

/// TSK gives 0 for a time that is not set.
qint64 nsFromTsk(time_t seconds, quint32 nanoseconds, qint64 &outOfRange)
{
    constexpr qint64 limit = std::numeric_limits<qint64>::max() / kSecond - 1;
    if (seconds == 0 && nanoseconds == 0)
        return kNoTime;
    if (seconds > limit || seconds < -limit) {
        outOfRange = seconds;
        return kNoTime;
    }
    return qint64(seconds) * kSecond + nanoseconds % kSecond;
}

/// The inode as fls prints it: "5", or with an attribute "5-144-1".
QByteArrayView inodeText(char (&buffer)[64], quint64 inode, const TSK_FS_ATTR *attribute)
{
    char *end = std::to_chars(buffer, buffer + 24, inode).ptr;
    if (attribute) {
        *end++ = '-';
        end = std::to_chars(end, end + 12, quint32(attribute->type)).ptr;
        *end++ = '-';
        end = std::to_chars(end, end + 8, quint32(attribute->id)).ptr;
    }
    return {buffer, end - buffer};
}

/// The attribute that is the file or the directory, not a stream of it.
bool isMainAttribute(const TSK_FS_ATTR &attribute, bool directory)
{
    if (directory)
        return attribute.type == TSK_FS_ATTR_TYPE_NTFS_IDXROOT && attribute.name &&
               std::strcmp(attribute.name, "$I30") == 0;
    return attribute.type == TSK_FS_ATTR_TYPE_NTFS_DATA && !attribute.name;
}

} // namespace

EntryRecorder::EntryRecorder(const Volume &volume, bool zoneKnown, RecordSink &sink)
    : m_volume(volume), m_sink(sink), m_types(fileTimeTypes(volume.fileSystem)), m_zoneKnown(zoneKnown)
{
    if (!volume.handle) // another reader's rows
        return;
    const TSK_FS_TYPE_ENUM type = volume.handle->ftype;
    m_ntfs = TSK_FS_TYPE_ISNTFS(type);
    m_fat = TSK_FS_TYPE_ISFAT(type);
    precisionOf(volume.handle.get(), m_precision);
    m_ext = ExtFileSystem::of(volume.handle.get());
    m_rock = IsoTree::of(volume.handle.get());
    if (type == TSK_FS_TYPE_ISO9660 && !m_rock)
        m_iso = std::make_unique<IsoDateReader>(volume.handle.get());
}

/// Everything that all rows of the entry share.
void EntryRecorder::describe(const TSK_FS_FILE *entry, const EntryPlace &place, FileRecord &row)
{
    m_outOfRange = 0;
    row.parentId = place.parentId;
    row.volume = m_volume.id;
    row.access = AccessMethod::FileSystem;
    row.basis = m_volume.basis;
    std::copy(std::begin(m_precision), std::end(m_precision), row.precisionNs);
    if (place.orphan)
        row.flags |= FileOrphan;
    if (row.basis == TimeBasis::Local && !m_zoneKnown)
        row.flags |= FileZoneUnknown;

    const bool nameDeleted = entry->name && (entry->name->flags & TSK_FS_NAME_FLAG_UNALLOC);
    if (nameDeleted)
        row.flags |= FileDeleted;
    if (entry->name) {
        row.inode = entry->name->meta_addr;
        row.nameKind = kindOfName(entry->name->type);
    }
    const TSK_FS_META *meta = entry->meta;
    if (!meta) {
        describeWithoutMeta(*entry, place, row);
        return;
    }
    if (!entry->name)
        row.inode = meta->addr;
    const MetaKind kind = kindOfMeta(meta->type);
    row.kind = kind.kind;
    row.mode = kind.mode | quint32(meta->mode);
    row.size = meta->size;
    row.sequence = meta->seq;
    row.times[0] = nsFromTsk(meta->mtime, meta->mtime_nano, m_outOfRange);
    row.times[1] = nsFromTsk(meta->atime, meta->atime_nano, m_outOfRange);
    row.times[2] = nsFromTsk(meta->ctime, meta->ctime_nano, m_outOfRange);
    row.times[3] = nsFromTsk(meta->crtime, meta->crtime_nano, m_outOfRange);
    if (meta->type != TSK_FS_META_TYPE_VIRT && meta->type != TSK_FS_META_TYPE_VIRT_DIR)
        correctFromDisk(meta->addr, row);
    ExtInode inode;
    // The bitmap of ext against the inode and its name: it alone makes no file a deleted one.
    const bool free = meta->flags & TSK_FS_META_FLAG_UNALLOC;
    const bool alive = free && m_ext && !nameDeleted && !place.orphan && m_ext->inodes().read(meta->addr, inode) && inode.isAlive();
    if (free && !alive)
        row.flags |= FileMetaDeleted;
    if (nameDeleted && (meta->flags & TSK_FS_META_FLAG_ALLOC))
        row.flags |= FileRealloc;
    if (meta->flags & TSK_FS_META_FLAG_COMP)
        row.flags |= FileCompressed;
    if (row.size == 0 && isPackedByMac(*entry))
        row.size = kUnknown; // it is told by a record that TSK does not understand
    if (place.loop && row.kind == FileKind::Directory)
        row.flags |= FileLoop;
    StringPool &strings = m_sink.batch().strings;
    if (meta->type == TSK_FS_META_TYPE_LNK && m_ext)
        row.linkTarget = strings.add(escapedName(m_ext->linkTarget(const_cast<TSK_FS_FILE *>(entry))));
    else if (meta->type == TSK_FS_META_TYPE_LNK && meta->link)
        row.linkTarget = strings.add(escapedName(QByteArrayView(meta->link)));
    if (!m_ntfs && !m_fat && meta->type != TSK_FS_META_TYPE_VIRT && meta->type != TSK_FS_META_TYPE_VIRT_DIR) {
        char digits[24];
        row.owner = strings.intern(QByteArrayView(digits, std::to_chars(digits, digits + 24, meta->uid).ptr - digits));
        row.group = strings.intern(QByteArrayView(digits, std::to_chars(digits, digits + 24, meta->gid).ptr - digits));
    }
}

void EntryRecorder::describeWithoutMeta(const TSK_FS_FILE &entry, const EntryPlace &place, FileRecord &row) const
{
    row.access = AccessMethod::None;
    if (place.reused && (row.flags & FileDeleted))
        row.flags |= FileRealloc;
    if (!place.damaged)
        return;
    row.flags |= FileMetaDamaged;
    // What lies in a directory of NTFS is told by the files themselves.
    if (m_ntfs && entry.name && row.nameKind == FileKind::Directory && !(row.flags & FileDeleted)) {
        row.kind = FileKind::Directory;
        row.access = AccessMethod::FileSystem;
        row.sequence = entry.name->meta_seq;
    }
}

/// What TSK does not tell of the inode.
void EntryRecorder::correctFromDisk(quint64 inode, FileRecord &row)
{
    if (const IsoRecord *record = m_rock ? m_rock->record(inode) : nullptr) {
        std::copy(std::begin(record->times), std::end(record->times), row.times);
        if (record->zones) {
            row.basis = TimeBasis::Utc;
            row.flags &= ~quint32(FileZoneUnknown);
        }
    }
    ExtInode found;
    if (m_ext && m_ext->inodes().read(inode, found)) {
        std::copy(std::begin(found.times), std::end(found.times), row.times);
        m_outOfRange = found.outOfRange;
        if (found.damaged) { // whatever it says may be another file's, or nobody's
            row.flags |= FileMetaDamaged;
            row.size = kUnknown;
            std::fill(std::begin(row.times), std::end(row.times), kNoTime);
        }
        if (found.flags & ExtInode::kEncrypted)
            row.flags |= FileEncrypted;
    }
    if (m_iso && m_iso->toUtc(inode, row.times)) {
        row.basis = TimeBasis::Utc;
        row.flags &= ~quint32(FileZoneUnknown);
    }
}

quint64 EntryRecorder::record(TSK_FS_FILE *entry, const EntryPlace &place)
{
    m_rows = 0;
    m_main = {};
    FileRecord row;
    describe(entry, place, row);
    if (m_ntfs && entry->meta) {
        recordNtfs(entry, place, row);
        return m_main.id;
    }
    if (TSK_FS_ISDOT(entry->name->name))
        return 0;
    if (leadsNowhere(*entry)) {
        recordDangling(*entry, row, place);
        return m_main.id;
    }
    if ((row.flags & FileMetaDeleted) && row.kind == FileKind::File && TSK_FS_TYPE_ISEXT(m_volume.handle->ftype)) {
        const TSK_FS_ATTR *content = tsk_fs_file_attr_get(entry);
        if (content && hasBlocksInUse(m_volume.handle.get(), content))
            row.flags |= FileBlocksReused;
    }
    char inode[64];
    row.inodeText = m_sink.batch().strings.add(inodeText(inode, row.inode, nullptr));
    addRow(row, QByteArrayView(entry->name->name), {}, place);
    if (entry->meta && row.access == AccessMethod::FileSystem && !(row.flags & (FileRealloc | FileMetaDamaged)))
        addAttributes(entry, row, place);
    return m_main.id;
}

/// Rows for what stands beside the content: extended attributes and resource forks, as the streams of NTFS.
void EntryRecorder::addAttributes(TSK_FS_FILE *entry, const FileRecord &row, const EntryPlace &place)
{
    FileRecord stream = row;
    stream.kind = FileKind::Stream;
    stream.linkTarget = 0;
    stream.flags &= ~quint32(FileCompressed | FileEncrypted | FileBlocksReused | FileLoop);
    if (m_ext) {
        addExtAttributes(stream, QByteArrayView(entry->name->name), place);
    } else if (TSK_FS_TYPE_ISHFS(entry->fs_info->ftype) || TSK_FS_TYPE_ISAPFS(entry->fs_info->ftype)) {
        try {
            addMacAttributes(entry, stream, place);
        } catch (const std::exception &failure) { // TSK's APFS code throws
            m_sink.warn(ErrorCode::Damaged, QString::fromUtf8(place.directory + m_name), QString::fromUtf8(failure.what()), kUnknown,
                        kUnknown, m_main.id);
        }
    }
}

void EntryRecorder::addExtAttributes(const FileRecord &row, QByteArrayView name, const EntryPlace &place)
{
    bool whole = true;
    const std::vector<ExtAttribute> attributes = m_ext->attributes(row.inode, whole);
    if (!whole)
        m_sink.warn(ErrorCode::Damaged, QString::fromUtf8(place.directory + m_name), QStringLiteral("extended attributes"), kUnknown,
                    kUnknown, m_main.id);
    for (size_t i = 0; i < attributes.size(); ++i) {
        if (attributes[i].isRoutine())
            continue;
        FileRecord one = row;
        one.attributeType = kExtendedAttribute;
        one.attributeId = quint32(i + 1);
        one.size = attributes[i].size;
        one.inodeText = m_sink.batch().strings.add(QByteArray::number(one.inode) + '-' + QByteArray::number(one.attributeType) + '-' +
                                                   QByteArray::number(one.attributeId));
        addRow(one, name, attributes[i].name, place);
    }
}

void EntryRecorder::addMacAttributes(TSK_FS_FILE *entry, const FileRecord &row, const EntryPlace &place)
{
    tsk_fs_file_attr_getsize(entry); // loads them where TSK has not
    tsk_error_reset();
    const bool packed = isPackedByMac(*entry); // then the resource fork is the content
    for (const TSK_FS_ATTR *attribute = entry->meta->attr ? entry->meta->attr->head : nullptr; attribute; attribute = attribute->next) {
        const bool fork = attribute->type == TSK_FS_ATTR_TYPE_HFS_RSRC && !packed && attribute->size > 0;
        const bool named = attribute->type == TSK_FS_ATTR_TYPE_HFS_EXT_ATTR && attribute->name;
        if (!(attribute->flags & TSK_FS_ATTR_INUSE) || !(fork || named))
            continue;
        FileRecord one = row;
        one.attributeType = quint32(attribute->type);
        one.attributeId = attribute->id;
        one.size = attribute->size;
        char inode[64];
        one.inodeText = m_sink.batch().strings.add(inodeText(inode, one.inode, attribute));
        addRow(one, QByteArrayView(entry->name->name), fork ? QByteArrayView("rsrc") : QByteArrayView(attribute->name), place);
    }
}

/// Whether a live name has no entry behind it: out of range, zeroed, or given back. FAT keeps entry and name together, and
/// NTFS tells the owner of a record by its sequence number.
bool EntryRecorder::leadsNowhere(const TSK_FS_FILE &entry) const
{
    if (m_fat || m_ntfs || !(entry.name->flags & TSK_FS_NAME_FLAG_ALLOC))
        return false;
    const TSK_FS_META *meta = entry.meta;
    if (!meta)
        return true;
    if (!m_ext || entry.name->type == TSK_FS_NAME_TYPE_VIRT || entry.name->type == TSK_FS_NAME_TYPE_VIRT_DIR)
        return false;
    ExtInode inode;
    if (!m_ext->inodes().read(meta->addr, inode) || inode.isEmpty())
        return true;
    return (meta->flags & TSK_FS_META_FLAG_UNALLOC) && !inode.isAlive();
}

void EntryRecorder::recordDangling(const TSK_FS_FILE &entry, FileRecord &row, const EntryPlace &place)
{
    m_outOfRange = 0;
    FileRecord bare;
    bare.parentId = row.parentId;
    bare.volume = row.volume;
    bare.basis = row.basis;
    bare.inode = entry.name->meta_addr;
    bare.nameKind = row.nameKind;
    bare.flags = (row.flags & FileOrphan) | FileDangling;
    char inode[64];
    bare.inodeText = m_sink.batch().strings.add(inodeText(inode, bare.inode, nullptr));
    addRow(bare, QByteArrayView(entry.name->name), {}, place);
    ++m_dangling;
    if (m_dangling <= kMostNamed)
        m_sink.warn(ErrorCode::Dangling, QString::fromUtf8(place.directory + m_name),
                    QStringLiteral("inode: ") + QString::number(bare.inode), kUnknown, kUnknown, m_main.id);
}

/// The attributes of an NTFS entry that say something about all of its streams.
struct EntryRecorder::NtfsFacts {
    NtfsStandardInformation standard;
    NtfsReparse reparse;
    const TSK_FS_ATTR *fileName = nullptr; ///< That of this name, of several hard links
    QByteArrayView descriptor;             ///< $SECURITY_DESCRIPTOR

    NtfsFacts(const TSK_FS_META &meta, const TSK_FS_NAME *name)
    {
        bool named = false;
        for (const TSK_FS_ATTR *attribute = meta.attr ? meta.attr->head : nullptr; attribute;
             attribute = attribute->next) {
            if (!(attribute->flags & TSK_FS_ATTR_INUSE))
                continue;
            if (attribute->type == TSK_FS_ATTR_TYPE_NTFS_SI && !standard.valid)
                standard = parseStandardInformation(residentBytes(attribute));
            else if (attribute->type == TSK_FS_ATTR_TYPE_NTFS_FNAME) {
                // Where none is this name's (its entry is a deleted one), the one that TSK takes the times from.
                const bool mine = !named && name && name->name &&
                                  isFileName(residentBytes(attribute), name->par_addr, QByteArrayView(name->name));
                if (mine || (!named && attribute->id == meta.time2.ntfs.fn_id))
                    fileName = attribute;
                named = named || mine;
            }
            else if (attribute->type == TSK_FS_ATTR_TYPE_NTFS_REPARSE)
                reparse = parseReparse(residentBytes(attribute));
            else if (attribute->type == TSK_FS_ATTR_TYPE_NTFS_SEC)
                descriptor = residentBytes(attribute);
        }
    }

    /// Flags of the unnamed data: where its content is.
    quint32 contentFlags(const TSK_FS_ATTR *data) const
    {
        if (reparse.tag == kReparseDeduplicated)
            return FileDeduplicated;
        if (reparse.tag == kReparseWof)
            return FileWofCompressed;
        return isNotBroughtDown(standard, reparse, hasHoles(data)) ? quint32(FileCloud) : 0;
    }
};

/// NTFS: a row for each data stream and each index root, as fls prints them.
void EntryRecorder::recordNtfs(TSK_FS_FILE *entry, const EntryPlace &place, FileRecord &row)
{
    const char *name = entry->name ? entry->name->name : "";
    const bool dot = TSK_FS_ISDOT(name);
    const TSK_FS_META &meta = *entry->meta;
    tsk_fs_file_attr_getsize(entry); // loads the attributes where TSK has not
    NtfsFacts facts(meta, entry->name);

    StringPool &strings = m_sink.batch().strings;
    // TSK keeps seconds in 32 bits; the attribute itself has all of the time.
    if (facts.standard.valid) {
        std::copy(std::begin(facts.standard.times), std::end(facts.standard.times), row.times);
        m_outOfRange = facts.standard.outOfRange;
    }
    if (facts.fileName && !parseFileNameTimes(residentBytes(facts.fileName), row.fnTimes, &m_outOfRange))
        facts.fileName = nullptr;
    const quint32 securityId = facts.standard.securityId;
    row.owner = strings.intern(
        QByteArrayView(securityId ? sidOf(entry, securityId) : ownerOfSecurityDescriptor(facts.descriptor)));
    if (facts.reparse.tag) {
        row.flags |= FileReparse;
        row.linkTarget = strings.add(escapedName(facts.reparse.target));
    }

    // Streams of a directory would stand at "." again; only the root has no other place for its own.
    if (dot && (name[1] == '.' || row.inode != m_volume.handle->root_inum))
        return;
    const auto isRow = [&](const TSK_FS_ATTR *attribute) {
        const bool data = attribute->type == TSK_FS_ATTR_TYPE_NTFS_DATA;
        const bool index = attribute->type == TSK_FS_ATTR_TYPE_NTFS_IDXROOT && !dot;
        return (attribute->flags & TSK_FS_ATTR_INUSE) && (data || index);
    };
    // The times of $FILE_NAME and all events stand at the file or directory itself, whatever order its attributes have.
    const TSK_FS_ATTR *main = nullptr;
    for (const TSK_FS_ATTR *attribute = meta.attr ? meta.attr->head : nullptr; attribute && !main;
         attribute = attribute->next) {
        if (isRow(attribute) && isMainAttribute(*attribute, meta.type == TSK_FS_META_TYPE_DIR))
            main = attribute;
    }
    if (main)
        addStream(row, main, facts, QByteArrayView(name), place);
    else if (meta.type == TSK_FS_META_TYPE_DIR && !dot)
        addPlain(row, facts, QByteArrayView(name), place);
    for (const TSK_FS_ATTR *attribute = meta.attr ? meta.attr->head : nullptr; attribute; attribute = attribute->next) {
        if (attribute != main && isRow(attribute))
            addStream(row, attribute, facts, QByteArrayView(name), place);
    }
    if (m_rows == 0 && !dot)
        addPlain(row, facts, QByteArrayView(name), place);
}

/// No data and no index: fls prints the $FILE_NAME line alone, or without one the plain entry.
void EntryRecorder::addPlain(FileRecord row, const NtfsFacts &facts, QByteArrayView name, const EntryPlace &place)
{
    if (facts.fileName) {
        row.flags |= FileSystemName;
        row.size = facts.fileName->size;
    }
    char inode[64];
    row.inodeText = m_sink.batch().strings.add(inodeText(inode, row.inode, facts.fileName));
    row.access = row.kind == FileKind::Directory ? AccessMethod::FileSystem : AccessMethod::None;
    addRow(row, name, {}, place);
}

/// A row for one data or index attribute.
void EntryRecorder::addStream(FileRecord row, const TSK_FS_ATTR *attribute, const NtfsFacts &facts, QByteArrayView name,
                              const EntryPlace &place)
{
    const bool data = attribute->type == TSK_FS_ATTR_TYPE_NTFS_DATA;
    QByteArrayView stream;
    if (attribute->name && (data || std::strcmp(attribute->name, "$I30") != 0))
        stream = QByteArrayView(attribute->name);
    row.attributeType = quint32(attribute->type);
    row.attributeId = attribute->id;
    row.size = attribute->size;
    char inode[64];
    row.inodeText = m_sink.batch().strings.add(inodeText(inode, row.inode, attribute));
    if (attribute->flags & TSK_FS_ATTR_COMP)
        row.flags |= FileCompressed;
    if (attribute->flags & TSK_FS_ATTR_SPARSE)
        row.flags |= FileSparse;
    if (attribute->flags & TSK_FS_ATTR_ENC)
        row.flags |= FileEncrypted;
    if (data && (row.flags & FileMetaDeleted) && hasBlocksInUse(m_volume.handle.get(), attribute))
        row.flags |= FileBlocksReused;
    // $BadClus:$Bad is a hole as large as its volume, with clusters in it where the disk has bad ones.
    if (row.inode == kNtfsBadClusters && !hasBlocks(attribute))
        row.access = AccessMethod::None;
    if (!stream.isNull())
        row.kind = FileKind::Stream;
    else if (data)
        row.flags |= facts.contentFlags(attribute);
    addRow(row, name, stream, place);
}

void EntryRecorder::addRow(FileRecord row, QByteArrayView name, QByteArrayView stream, const EntryPlace &place)
{
    bool damaged = false;
    m_name = escapedName(name, &damaged);
    if (!stream.isNull()) {
        m_name += ':';
        m_name += escapedName(stream, &damaged);
    }
    if (damaged)
        row.flags |= FileNameDamaged;
    if (m_outOfRange != 0)
        row.flags |= FileTimeInvalid;
    addNamed(row, place);
}

void EntryRecorder::addNamed(FileRecord row, const EntryPlace &place)
{
    RecordBatch &batch = m_sink.batch();
    row.id = m_sink.nextFileId();
    row.name = batch.strings.add(m_name);
    row.directory = batch.strings.intern(QByteArrayView(place.directory));
    const bool first = m_rows++ == 0;
    if (!first)
        std::fill(std::begin(row.fnTimes), std::end(row.fnTimes), kNoTime);
    chooseCandidate(row, place.directory, m_name, batch.strings, CandidateOf::Walk);
    batch.files.push_back(row);
    if (first)
        emitFileTimeEvents(row, m_types, m_sink);
    // The children of a directory hang below its index, not below a stream of it.
    if (first || (m_main.kind == FileKind::Stream && row.kind != FileKind::Stream))
        m_main = row;
    if (first && m_outOfRange != 0)
        warnOutOfRange(place);
}

void EntryRecorder::warnOutOfRange(const EntryPlace &place)
{
    if (++m_timesOut <= kMostNamed)
        m_sink.warn(ErrorCode::TimeInvalid, QString::fromUtf8(place.directory + m_name), timeOutOfRange(m_outOfRange),
                    kUnknown, kUnknown, m_main.id);
}

QByteArray EntryRecorder::sidOf(TSK_FS_FILE *entry, quint32 securityId)
{
    const auto known = m_sids.constFind(securityId);
    if (known != m_sids.constEnd())
        return *known;
    QByteArray sid;
    char *text = nullptr;
    if (tsk_fs_file_get_owner_sid(entry, &text) == 0 && text)
        sid = escapedName(QByteArrayView(text));
    else
        tsk_error_reset();
    free(text);
    m_sids.insert(securityId, sid);
    return sid;
}

quint64 EntryRecorder::recordRoot(TSK_FS_FILE *root)
{
    m_rows = 0;
    m_main = {};
    m_outOfRange = 0;
    EntryPlace place;
    place.directory = "/";
    FileRecord row;
    if (root) {
        describe(root, place, row);
    } else {
        row.volume = m_volume.id;
        row.basis = m_volume.basis;
        row.kind = FileKind::Directory;
        row.access = AccessMethod::FileSystem;
        row.inode = m_volume.rootInode();
        row.flags = FileUnreadable;
    }
    row.kind = row.nameKind = FileKind::Directory;
    char inode[64];
    row.inodeText = m_sink.batch().strings.add(inodeText(inode, row.inode, nullptr));
    addRow(row, m_volume.prefix.isEmpty() ? QByteArrayView() : QByteArrayView(m_volume.prefix).sliced(1), {}, place);
    return m_main.id;
}

quint64 EntryRecorder::recordVolumeRoot(FileRecord root)
{
    EntryPlace place;
    place.directory = "/";
    return recordRow(root, m_volume.prefix.isEmpty() ? QByteArrayView() : QByteArrayView(m_volume.prefix).sliced(1), place);
}

quint64 EntryRecorder::recordRow(FileRecord row, QByteArrayView shownName, const EntryPlace &place)
{
    m_rows = 0;
    m_main = {};
    m_name = shownName.toByteArray();
    char inode[64];
    row.inodeText = m_sink.batch().strings.add(inodeText(inode, row.inode, nullptr));
    addNamed(row, place);
    return m_main.id;
}

quint64 EntryRecorder::recordName(QByteArrayView name, quint64 inode, const EntryPlace &place)
{
    m_rows = 0;
    m_main = {};
    m_outOfRange = 0;
    FileRecord row;
    row.parentId = place.parentId;
    row.volume = m_volume.id;
    row.basis = m_volume.basis;
    row.inode = inode;
    row.flags = FileUnreadable | (place.orphan ? quint32(FileOrphan) : 0);
    char text[64];
    row.inodeText = m_sink.batch().strings.add(inodeText(text, inode, nullptr));
    addRow(row, name, {}, place);
    return m_main.id;
}

} // namespace ashiato
