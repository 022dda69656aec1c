// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystementry.h"

#include "importers/evidence/container.h"
#include "importers/evidence/filesystemntfs.h"
#include "importers/evidence/names.h"
#include "importers/importer.h"

#include <tsk/libtsk.h>

#include <QtEndian>

#include <sys/stat.h>

#include <charconv>

namespace ashiato
{

namespace
{

constexpr qint64 kSecond = 1000000000;

/// TSK gives 0 for a time that is not set.
qint64 nsFromTsk(time_t seconds, quint32 nanoseconds)
{
    constexpr qint64 limit = std::numeric_limits<qint64>::max() / kSecond - 1;
    if ((seconds == 0 && nanoseconds == 0) || seconds > limit || seconds < -limit)
        return kNoTime;
    return qint64(seconds) * kSecond + nanoseconds % kSecond;
}

FileKind kindOfName(TSK_FS_NAME_TYPE_ENUM type)
{
    switch (type) {
    case TSK_FS_NAME_TYPE_FIFO: return FileKind::Pipe;
    case TSK_FS_NAME_TYPE_CHR:
    case TSK_FS_NAME_TYPE_BLK: return FileKind::Device;
    case TSK_FS_NAME_TYPE_DIR: return FileKind::Directory;
    case TSK_FS_NAME_TYPE_REG: return FileKind::File;
    case TSK_FS_NAME_TYPE_LNK: return FileKind::Symlink;
    case TSK_FS_NAME_TYPE_SOCK: return FileKind::Socket;
    case TSK_FS_NAME_TYPE_SHAD: return FileKind::Shadow;
    case TSK_FS_NAME_TYPE_WHT: return FileKind::Whiteout;
    case TSK_FS_NAME_TYPE_VIRT:
    case TSK_FS_NAME_TYPE_VIRT_DIR: return FileKind::Virtual;
    default: return FileKind::Unknown;
    }
}

struct MetaKind {
    FileKind kind;
    quint32 mode;
};

MetaKind kindOfMeta(TSK_FS_META_TYPE_ENUM type)
{
    switch (type) {
    case TSK_FS_META_TYPE_REG: return {FileKind::File, S_IFREG};
    case TSK_FS_META_TYPE_DIR: return {FileKind::Directory, S_IFDIR};
    case TSK_FS_META_TYPE_FIFO: return {FileKind::Pipe, S_IFIFO};
    case TSK_FS_META_TYPE_CHR: return {FileKind::Device, S_IFCHR};
    case TSK_FS_META_TYPE_BLK: return {FileKind::Device, S_IFBLK};
    case TSK_FS_META_TYPE_LNK: return {FileKind::Symlink, S_IFLNK};
    case TSK_FS_META_TYPE_SHAD: return {FileKind::Shadow, 0};
    case TSK_FS_META_TYPE_SOCK: return {FileKind::Socket, S_IFSOCK};
    case TSK_FS_META_TYPE_WHT: return {FileKind::Whiteout, 0};
    case TSK_FS_META_TYPE_VIRT: return {FileKind::Virtual, 0};
    case TSK_FS_META_TYPE_VIRT_DIR: return {FileKind::Directory, 0};
    default: return {FileKind::Undefined, 0};
    }
}

QByteArrayView residentBytes(const TSK_FS_ATTR *attribute)
{
    if (!(attribute->flags & TSK_FS_ATTR_RES) || !attribute->rd.buf || attribute->size < 0 ||
        quint64(attribute->size) > attribute->rd.buf_size)
        return {};
    return {reinterpret_cast<const char *>(attribute->rd.buf), qsizetype(attribute->size)};
}

/// Whether TSK would give zeros for a part of a non-resident attribute because nothing is allocated there.
bool hasHoles(const TSK_FS_ATTR *attribute)
{
    if (!(attribute->flags & TSK_FS_ATTR_NONRES) || attribute->size <= 0)
        return false;
    for (const TSK_FS_ATTR_RUN *run = attribute->nrd.run; run; run = run->next) {
        if (run->flags & TSK_FS_ATTR_RUN_FLAG_SPARSE)
            return true;
    }
    return attribute->nrd.run == nullptr;
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

/// The step of each time, in FileRecord's order.
void precisionOf(TSK_FS_INFO *fileSystem, qint64 (&precision)[4])
{
    const auto all = [&precision](qint64 ns) {
        for (qint64 &one : precision)
            one = ns;
    };
    switch (fileSystem->ftype) {
    case TSK_FS_TYPE_NTFS: all(100); break;
    case TSK_FS_TYPE_EXFAT:
        precision[0] = precision[3] = kSecond / 100;
        precision[1] = precision[2] = 2 * kSecond;
        break;
    case TSK_FS_TYPE_FAT12:
    case TSK_FS_TYPE_FAT16:
    case TSK_FS_TYPE_FAT32:
        precision[0] = precision[2] = 2 * kSecond;
        precision[1] = 86400 * kSecond;
        precision[3] = kSecond / 100;
        break;
    case TSK_FS_TYPE_EXT2:
    case TSK_FS_TYPE_EXT3:
    case TSK_FS_TYPE_EXT4: {
        // Inodes of more than 128 bytes have room for nanoseconds (s_inode_size at 88 of the superblock).
        quint8 size[2] = {};
        tsk_fs_read(fileSystem, 1024 + 88, reinterpret_cast<char *>(size), 2);
        all(qFromLittleEndian<quint16>(size) > 128 ? 1 : kSecond);
        break;
    }
    case TSK_FS_TYPE_APFS:
    case TSK_FS_TYPE_FFS2: all(1); break;
    default: all(kSecond);
    }
}

} // namespace

EntryRecorder::EntryRecorder(const Volume &volume, bool zoneKnown, RecordSink &sink)
    : m_volume(volume), m_sink(sink), m_types(fileTimeTypes(volume.fileSystem)), m_zoneKnown(zoneKnown)
{
    const TSK_FS_TYPE_ENUM type = volume.handle->ftype;
    m_ntfs = TSK_FS_TYPE_ISNTFS(type);
    m_fat = TSK_FS_TYPE_ISFAT(type);
    precisionOf(volume.handle.get(), m_precision);
    if (TSK_FS_TYPE_ISEXT(type))
        m_ext = std::make_unique<ExtInodeReader>(volume.handle.get());
    if (type == TSK_FS_TYPE_EXFAT)
        m_exfat = std::make_unique<ExfatEntryReader>(volume.handle.get());
}

/// Everything that all rows of the entry share.
void EntryRecorder::describe(const TSK_FS_FILE *entry, const EntryPlace &place, FileRecord &row)
{
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
        row.access = AccessMethod::None;
        return;
    }
    if (!entry->name)
        row.inode = meta->addr;
    const MetaKind kind = kindOfMeta(meta->type);
    row.kind = kind.kind;
    row.mode = kind.mode | quint32(meta->mode);
    row.size = meta->size;
    row.sequence = meta->seq;
    row.times[0] = nsFromTsk(meta->mtime, meta->mtime_nano);
    row.times[1] = nsFromTsk(meta->atime, meta->atime_nano);
    row.times[2] = nsFromTsk(meta->ctime, meta->ctime_nano);
    row.times[3] = nsFromTsk(meta->crtime, meta->crtime_nano);
    if (meta->type != TSK_FS_META_TYPE_VIRT && meta->type != TSK_FS_META_TYPE_VIRT_DIR)
        correctFromDisk(meta->addr, meta->mtime, row);
    if (meta->flags & TSK_FS_META_FLAG_UNALLOC)
        row.flags |= FileMetaDeleted;
    if (nameDeleted && (meta->flags & TSK_FS_META_FLAG_ALLOC))
        row.flags |= FileRealloc;
    if (meta->flags & TSK_FS_META_FLAG_COMP)
        row.flags |= FileCompressed;
    if (place.loop && row.kind == FileKind::Directory)
        row.flags |= FileLoop;
    StringPool &strings = m_sink.batch().strings;
    if (meta->type == TSK_FS_META_TYPE_LNK && meta->link)
        row.linkTarget = strings.add(escapedName(QByteArrayView(meta->link)));
    if (!m_ntfs && !m_fat && meta->type != TSK_FS_META_TYPE_VIRT && meta->type != TSK_FS_META_TYPE_VIRT_DIR) {
        char digits[24];
        row.owner = strings.intern(QByteArrayView(digits, std::to_chars(digits, digits + 24, meta->uid).ptr - digits));
        row.group = strings.intern(QByteArrayView(digits, std::to_chars(digits, digits + 24, meta->gid).ptr - digits));
    }
}

/// What TSK does not tell of the inode.
void EntryRecorder::correctFromDisk(quint64 inode, qint64 modifiedSeconds, FileRecord &row) const
{
    ExtInode found;
    if (m_ext && m_ext->read(inode, modifiedSeconds, found)) {
        std::copy(std::begin(found.times), std::end(found.times), row.times);
        if (found.encrypted)
            row.flags |= FileEncrypted;
    }
    if (m_exfat && m_exfat->toUtc(inode, row.times)) {
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
    char inode[64];
    row.inodeText = m_sink.batch().strings.add(inodeText(inode, row.inode, nullptr));
    addRow(row, QByteArrayView(entry->name->name), {}, place);
    return m_main.id;
}

/// NTFS: a row for each data stream and each index root, as fls prints them.
void EntryRecorder::recordNtfs(TSK_FS_FILE *entry, const EntryPlace &place, FileRecord &row)
{
    const char *entryName = entry->name ? entry->name->name : "";
    const bool dot = TSK_FS_ISDOT(entryName);
    const bool dotDot = dot && entryName[1] == '.';
    const TSK_FS_META &meta = *entry->meta;
    // Asks TSK to load the attributes where it has not.
    const bool loaded = tsk_fs_file_attr_getsize(entry) > 0 && meta.attr;

    NtfsStandardInformation standard;
    NtfsReparse reparse;
    const TSK_FS_ATTR *nameAttribute = nullptr;
    QByteArrayView descriptor;
    for (const TSK_FS_ATTR *attribute = loaded ? meta.attr->head : nullptr; attribute; attribute = attribute->next) {
        if (!(attribute->flags & TSK_FS_ATTR_INUSE))
            continue;
        if (attribute->type == TSK_FS_ATTR_TYPE_NTFS_SI && !standard.valid)
            standard = parseStandardInformation(residentBytes(attribute));
        else if (attribute->type == TSK_FS_ATTR_TYPE_NTFS_FNAME && attribute->id == meta.time2.ntfs.fn_id)
            nameAttribute = attribute;
        else if (attribute->type == TSK_FS_ATTR_TYPE_NTFS_REPARSE)
            reparse = parseReparse(residentBytes(attribute));
        else if (attribute->type == TSK_FS_ATTR_TYPE_NTFS_SEC)
            descriptor = residentBytes(attribute);
    }

    StringPool &strings = m_sink.batch().strings;
    // TSK keeps seconds in 32 bits; the attribute itself has all of the time.
    if (standard.valid)
        std::copy(std::begin(standard.times), std::end(standard.times), row.times);
    if (nameAttribute && !parseFileNameTimes(residentBytes(nameAttribute), row.fnTimes))
        nameAttribute = nullptr;
    const QByteArray sid = standard.securityId ? sidOf(entry, standard.securityId) : ownerOfSecurityDescriptor(descriptor);
    row.owner = strings.intern(QByteArrayView(sid));
    if (reparse.tag) {
        row.flags |= FileReparse;
        row.linkTarget = strings.add(reparse.target);
    }

    char inode[64];
    for (const TSK_FS_ATTR *attribute = loaded ? meta.attr->head : nullptr; attribute; attribute = attribute->next) {
        if (!(attribute->flags & TSK_FS_ATTR_INUSE))
            continue;
        const bool data = attribute->type == TSK_FS_ATTR_TYPE_NTFS_DATA;
        const bool index = attribute->type == TSK_FS_ATTR_TYPE_NTFS_IDXROOT;
        if (!(data || index) || (index && dot) || (dotDot && meta.type == TSK_FS_META_TYPE_DIR))
            continue;
        const QByteArrayView streamName = attribute->name ? QByteArrayView(attribute->name) : QByteArrayView();
        const bool stream = attribute->name && !(index && streamName == QByteArrayView("$I30"));
        FileRecord one = row;
        one.attributeType = quint32(attribute->type);
        one.attributeId = attribute->id;
        one.size = attribute->size;
        one.inodeText = strings.add(inodeText(inode, row.inode, attribute));
        if (attribute->flags & TSK_FS_ATTR_COMP)
            one.flags |= FileCompressed;
        if (attribute->flags & TSK_FS_ATTR_SPARSE)
            one.flags |= FileSparse;
        if (attribute->flags & TSK_FS_ATTR_ENC)
            one.flags |= FileEncrypted;
        if (stream) {
            one.kind = FileKind::Stream;
        } else if (data && reparse.tag == kReparseDeduplicated) {
            one.flags |= FileDeduplicated;
        } else if (data && reparse.tag == kReparseWof) {
            one.flags |= FileWofCompressed;
        } else if (data && isCloudReparse(reparse.tag)) {
            // A file that was brought down keeps the tag and has all of its bytes.
            if ((standard.dosFlags & (kDosOffline | kDosRecallOnOpen | kDosRecallOnDataAccess)) || hasHoles(attribute))
                one.flags |= FileCloud;
        }
        addRow(one, QByteArrayView(entryName), stream ? streamName : QByteArrayView(), place);
    }
    if (m_rows > 0 || dot)
        return;
    // No data and no index: fls prints the $FILE_NAME line alone, or without one the plain entry.
    if (nameAttribute) {
        row.flags |= FileSystemName;
        row.size = nameAttribute->size;
    }
    row.inodeText = strings.add(inodeText(inode, row.inode, nameAttribute));
    row.access = row.kind == FileKind::Directory ? AccessMethod::FileSystem : AccessMethod::None;
    addRow(row, QByteArrayView(entryName), {}, place);
}

void EntryRecorder::addRow(FileRecord row, QByteArrayView name, QByteArrayView stream, const EntryPlace &place)
{
    bool damaged = false;
    RecordBatch &batch = m_sink.batch();
    m_name = escapedName(name, &damaged);
    if (!stream.isNull()) {
        m_name += ':';
        m_name += escapedName(stream, &damaged);
    }
    if (damaged)
        row.flags |= FileNameDamaged;
    row.id = m_sink.nextFileId();
    row.name = batch.strings.add(m_name);
    row.directory = batch.strings.intern(QByteArrayView(place.directory));
    const bool first = m_rows++ == 0;
    if (!first)
        std::fill(std::begin(row.fnTimes), std::end(row.fnTimes), kNoTime);
    if (row.kind == FileKind::File && row.access != AccessMethod::None)
        chooseImporter(row, m_name);
    batch.files.push_back(row);
    if (first)
        emitFileTimeEvents(row, m_types, m_sink);
    // The children of a directory hang below its index, not below a stream of it.
    if (first || (m_main.kind == FileKind::Stream && row.kind != FileKind::Stream))
        m_main = row;
}

void EntryRecorder::chooseImporter(FileRecord &row, QByteArrayView name) const
{
    constexpr quint32 notHere = FileRealloc | FileEncrypted | FileDeduplicated | FileWofCompressed | FileCloud;
    if (row.size <= 0 || (row.flags & notHere))
        return;
    // A container's bytes are for no importer ("access.log.1.gz"): its members are candidates of their own.
    if (isContainerName(name, row.size)) {
        row.flags |= FileContainer;
    } else if (const Importer *importer = importerForName(QString::fromUtf8(name))) {
        const ImporterDescriptor &descriptor = importer->descriptor();
        row.importer = m_sink.batch().strings.intern(descriptor.id);
        row.importerPriority = qint8(std::clamp(descriptor.priority, 0, 127));
    }
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
        row.inode = m_volume.handle->root_inum;
        row.flags = FileUnreadable;
    }
    row.kind = row.nameKind = FileKind::Directory;
    char inode[64];
    row.inodeText = m_sink.batch().strings.add(inodeText(inode, row.inode, nullptr));
    addRow(row, m_volume.prefix.isEmpty() ? QByteArrayView() : QByteArrayView(m_volume.prefix).sliced(1), {}, place);
    return m_main.id;
}

quint64 EntryRecorder::recordName(QByteArrayView name, quint64 inode, const EntryPlace &place)
{
    m_rows = 0;
    m_main = {};
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
