// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/ntfsrecord.h"

#include <QString>

#include <vector>

struct TSK_FS_INFO;

namespace ashiato
{

// The Sleuth Kit 4.11 takes records of $MFT on trust: it does not look at their signature, number or sequence, keeps the
// attributes of the file before where one cannot be read, takes extension records whose sequence is another, gives up a
// directory at its first torn index block, and a volume at a torn record of $MFT, $Volume or $Bitmap.
// filesystemmft.cpp defines ntfs_dinode_lookup() and tsk_fs_attr_walk() anew, as filesystemdirectory.cpp does with
// others: whatever record TSK uses, and whatever list of attributes or index it loads, was checked there first.
// One thread at a time uses a volume; several volumes may be used at the same time.

/// After TSK has opened a file system: records that were stood in for to open it are what they are from now on.
void ntfsOpened(TSK_FS_INFO *fileSystem);
/// Before TSK closes it.
void ntfsClosed(TSK_FS_INFO *fileSystem);

/// What was found out about a record. NotLooked where nobody has read it yet, and for other file systems.
NtfsFault ntfsFaultOf(TSK_FS_INFO *fileSystem, quint64 record);
/// Reads and checks a record. The head is set where the fault is None.
NtfsFault lookAtNtfsRecord(TSK_FS_INFO *fileSystem, quint64 record, NtfsRecordHead &head);
/// Where a record begins, from the start of the volume; -1 where $MFT does not say.
qint64 ntfsRecordOffset(TSK_FS_INFO *fileSystem, quint64 record);

/// Extension records that a file lacks: what they hold is not told.
struct NtfsMissingPart {
    quint64 record = 0; ///< 0: the list of attributes itself is damaged
    NtfsFault fault = NtfsFault::None;
};
/// Those of the file that TSK read last, which is this one; none otherwise.
std::vector<NtfsMissingPart> ntfsMissingParts(TSK_FS_INFO *fileSystem, quint64 record);

/// Torn index blocks of a directory, where it is the one with an index that TSK opened last. Their entries are left out.
int ntfsTornIndexBlocks(TSK_FS_INFO *fileSystem, quint64 directory);

/// Records that were read from their copy in $MFTMirr.
std::vector<quint64> ntfsRecordsFromMirror(TSK_FS_INFO *fileSystem);

/// Whether $Bitmap cannot be read: which clusters are in use is not known, whatever TSK says.
bool ntfsBitmapIsUnknown(TSK_FS_INFO *fileSystem);

/// While it lives, the record of one directory is stood in for by an index without entries: TSK then lists the files that
/// name it as their parent with this sequence.
class NtfsDirectoryStandIn
{
public:
    NtfsDirectoryStandIn(TSK_FS_INFO *fileSystem, quint64 record, quint16 sequence);
    ~NtfsDirectoryStandIn();
    Q_DISABLE_COPY_MOVE(NtfsDirectoryStandIn)

private:
    TSK_FS_INFO *m_fileSystem;
};

} // namespace ashiato
