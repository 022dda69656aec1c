// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"
#include "importers/evidence/imagereader.h"
#include "importers/recordsink.h"
#include "models/records/messages.h"

#include <memory>

namespace ashiato
{

class VolumeTable;

/// The volumes and file systems of an image through The Sleuth Kit: what EvidenceSource asks of an image's inside.
/// It is opened at the first use; the same image gives the same volume ids every time. One thread; the reader outlives
/// it.
///
/// The process's zone (TZ) is set to UTC: TSK turns the wall-clock digits of FAT into seconds by the C library, and
/// with UTC these seconds are the digits, whatever machine this is.
class FileSystemWalker
{
public:
    /// zoneKnown: the examiner named the zone of local times; otherwise rows of FAT say FileZoneUnknown.
    /// encoding: of FAT's short names; empty: nobody named it.
    explicit FileSystemWalker(ImageReader &reader, bool zoneKnown = false, const QString &encoding = {});
    ~FileSystemWalker();
    Q_DISABLE_COPY_MOVE(FileSystemWalker)

    /// As EvidenceSource::volumes(): one VolumeRecord a volume, the root row of each file system, warnings. Unit 0.
    Result<void> volumes(RecordSink &sink);

    /// As EvidenceSource::walk(). A unit is a directory; its positions: 0 opens it, n is its entry n - 1, and a
    /// checkpoint n says that entries 0 … n - 1 are done. $OrphanFiles is a unit as any other (isWalkUnit()), listed
    /// after all others of its volume; then begin and end of kOrphanUnit + volume are told.
    /// A unit given with number kOrphanUnit + volume is ignored. Content that was opened before is not to be read after
    /// a walk that was cancelled. Errors: Cancelled.
    Result<void> walk(const TaskRequest &request, RecordSink &sink);

    /// The content of a file, by a step with AccessMethod::FileSystem.
    Result<std::unique_ptr<ByteSource>> open(const LocatorStep &step);

private:
    VolumeTable &table();

    ImageReader &m_reader;
    const bool m_zoneKnown;
    const QString m_encoding;
    std::unique_ptr<VolumeTable> m_table;
};

} // namespace ashiato
