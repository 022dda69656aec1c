// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/evidencebase.h"
#include "importers/evidence/filesystemwalker.h"
#include "importers/evidence/imagereader.h"

namespace ashiato
{

/// A disk image as evidence: its bytes through an ImageReader, its volumes and files through a FileSystemWalker.
class DiskImageSource : public EvidenceBase
{
public:
    DiskImageSource(const OpenRequest &request, std::vector<int> descriptors, std::unique_ptr<ImageReader> reader);

    Result<void> volumes(RecordSink &sink) override;
    Result<void> walk(const TaskRequest &request, RecordSink &sink) override;
    Result<QCborMap> verify(RecordSink &sink) override;
    Result<std::unique_ptr<ByteSource>> openRaw() override;

protected:
    Result<std::unique_ptr<ByteSource>> openFirst(const LocatorStep &step) override;

private:
    Result<QCborMap> findBadRanges(RecordSink &sink);
    QCborMap withBadRanges(QCborMap result, RecordSink &sink);

    std::unique_ptr<ImageReader> m_reader;
    FileSystemWalker m_walker;
};

} // namespace ashiato
