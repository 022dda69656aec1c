// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/extfilesystem.h"
#include "importers/evidence/filesystemraw.h"
#include "importers/evidence/filetimes.h"
#include "importers/evidence/isotree.h"
#include "importers/evidence/volumes.h"
#include "importers/recordsink.h"

#include <QByteArray>
#include <QHash>

#include <memory>

struct TSK_FS_ATTR;
struct TSK_FS_FILE;

namespace ashiato
{

/// Where an entry stands.
struct EntryPlace {
    quint64 parentId = 0;
    QByteArray directory; ///< Path of the parent with "/" at its end
    bool orphan = false;  ///< Below $OrphanFiles
    bool loop = false;    ///< The entry is a directory that is not to be entered
    bool damaged = false; ///< Its metadata entry cannot be read: nothing but the name is known
    bool reused = false;  ///< Its metadata entry belongs to another file now
};

/// Turns an entry of a TSK directory (name and metadata) into the file rows that `fls -r -p -m` lists for it: one, or
/// on NTFS one a data stream. The first row carries the $FILE_NAME times, and the file-time events are made of it
/// alone. One volume, one thread; strings go to the sink's batch.
class EntryRecorder
{
public:
    /// zoneKnown: whether the examiner named the zone of local times.
    EntryRecorder(const Volume &volume, bool zoneKnown, RecordSink &sink);

    /// The rows of one entry; the last call before RecordSink::endRecord(). Gives the id of the entry's main row (the
    /// directory itself rather than a stream of it), and 0 where fls prints nothing.
    quint64 record(TSK_FS_FILE *entry, const EntryPlace &place);
    /// The row of the root directory, named by the volume's prefix.
    quint64 recordRoot(TSK_FS_FILE *root);
    quint64 recordVolumeRoot(FileRecord root);
    /// A row of a name alone, for an entry whose metadata must not be touched again.
    quint64 recordName(QByteArrayView name, quint64 inode, const EntryPlace &place);
    /// The row of an entry that another reader than TSK gives (FAT, exFAT); the name as it is shown.
    quint64 recordRow(FileRecord row, QByteArrayView shownName, const EntryPlace &place);
    /// The main row of the last record(), to ask isWalkUnit().
    const FileRecord &mainRow() const { return m_main; }

private:
    struct NtfsFacts;

    void describe(const TSK_FS_FILE *entry, const EntryPlace &place, FileRecord &row);
    void describeWithoutMeta(const TSK_FS_FILE &entry, const EntryPlace &place, FileRecord &row) const;
    void correctFromDisk(quint64 inode, FileRecord &row);
    void warnOutOfRange(const EntryPlace &place);
    bool leadsNowhere(const TSK_FS_FILE &entry) const;
    void recordDangling(const TSK_FS_FILE &entry, FileRecord &row, const EntryPlace &place);
    void recordNtfs(TSK_FS_FILE *entry, const EntryPlace &place, FileRecord &row);
    void addStream(FileRecord row, const TSK_FS_ATTR *attribute, const NtfsFacts &facts, QByteArrayView name,
                   const EntryPlace &place);
    void addPlain(FileRecord row, const NtfsFacts &facts, QByteArrayView name, const EntryPlace &place);
    void addRow(FileRecord row, QByteArrayView name, QByteArrayView stream, const EntryPlace &place);
    void addAttributes(TSK_FS_FILE *entry, const FileRecord &row, const EntryPlace &place);
    void addExtAttributes(const FileRecord &row, QByteArrayView name, const EntryPlace &place);
    void addMacAttributes(TSK_FS_FILE *entry, const FileRecord &row, const EntryPlace &place);
    void addNamed(FileRecord row, const EntryPlace &place);
    QByteArray sidOf(TSK_FS_FILE *entry, quint32 securityId);

    const Volume &m_volume;
    RecordSink &m_sink;
    const FileTimeTypes m_types;
    QHash<quint32, QByteArray> m_sids; ///< NTFS security id -> SID
    QByteArray m_name;                 ///< Kept for its memory
    qint64 m_outOfRange = 0; ///< Seconds of a time of the entry that cannot be held; 0: none
    FileRecord m_main;
    int m_dangling = 0;
    int m_timesOut = 0;
    int m_rows = 0; ///< Of the entry being recorded
    qint64 m_precision[4] = {1, 1, 1, 1};
    ExtFileSystem *m_ext = nullptr;
    IsoTree *m_rock = nullptr; ///< A disc with Rock Ridge
    std::unique_ptr<IsoDateReader> m_iso;
    bool m_zoneKnown = false;
    bool m_ntfs = false;
    bool m_fat = false; ///< One that our own reader refuses
};

} // namespace ashiato
