// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"
#include "importers/recordsink.h"
#include "models/records/messages.h"

#include <memory>
#include <vector>

namespace ashiato
{

/// FileRecord::importer and UnitRequest::importer where no name tells the importer: the content is looked at.
inline constexpr char kRecogniseImporter[] = "recognise";

/// One piece of evidence, opened read-only: an image with volumes, a file, a folder.
/// The worker's tasks (app/worker) call it; importers see only the ByteSource of a file. One thread, except where noted.
class EvidenceSource
{
public:
    virtual ~EvidenceSource() = default;

    virtual const OpenedMessage &opened() const = 0;

    /// Emits VolumeRecords, the root rows (root directory of each file system, or the file row of the evidence itself)
    /// and warnings for what is not recognised or is known and not readable. Unit 0.
    virtual Result<void> volumes(RecordSink &sink) = 0;
    /// Lists the directories of request.units and everything below them, one unit a directory, then the orphans of each
    /// volume as units kOrphanUnit + volume. File-time events are emitted with their file rows.
    virtual Result<void> walk(const TaskRequest &request, RecordSink &sink) = 0;
    /// Emits the members of container files as file rows (units: the containers).
    virtual Result<void> expand(const TaskRequest &request, RecordSink &sink) = 0;
    /// Hashes the whole decoded image or file (MD5, SHA-1, SHA-256 in one pass over the data, chunks inflated on two
    /// threads) and tells unreadable ranges. Result keys as TaskDoneMessage::result says.
    virtual Result<QCborMap> verify(RecordSink &sink) = 0;
    /// Hashes files and recognises their type by content (units: the files).
    virtual Result<void> hash(const TaskRequest &request, RecordSink &sink) = 0;

    /// The content of a file. Errors: NotFound, Encrypted, NotStored, Unsupported, Damaged, LimitExceeded.
    virtual Result<std::unique_ptr<ByteSource>> open(const FileLocator &locator) = 0;
    /// The decoded image or file itself.
    virtual Result<std::unique_ptr<ByteSource>> openRaw() = 0;
};

/// Opens what the host sent. Takes ownership of the descriptors (closed with the source, also on failure).
Result<std::unique_ptr<EvidenceSource>> openEvidence(const OpenRequest &request, std::vector<int> descriptors);

/// Loads what must be loaded before the worker locks itself: the magic database, ICU converters, library tables.
void warmUpEvidenceLibraries();

/// Makes the threads that reading and hashing use beside the caller's, while the process may still make some.
void makeEvidenceThreads();

} // namespace ashiato
