// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/evidencesource.h"
#include "models/records/messages.h"

#include <deque>

namespace ashiato
{

/// Answers what viewers and the import dialog ask of a file: bytes, a preview, a picture as plain pixels.
/// Keeps the last few files open, since viewers read one window after the other. Worker's main thread.
class FileRequests
{
public:
    FileRequests(EvidenceSource &source, const OpenRequest &opened) : m_source(source), m_opened(opened) {}

    BytesMessage read(const ReadRequest &request);
    ProbeMessage probe(const ProbeRequest &request);
    PictureMessage picture(const PictureRequest &request);

private:
    Result<ByteSource *> open(const FileLocator &locator, bool raw);

    struct OpenFile {
        QByteArray key;
        std::unique_ptr<ByteSource> bytes;
    };
    EvidenceSource &m_source;
    const OpenRequest &m_opened;
    std::deque<OpenFile> m_files; // newest first
};

/// Loads the decoders of the picture formats that viewers may show, before the worker locks itself.
void loadPictureDecoders();

} // namespace ashiato
