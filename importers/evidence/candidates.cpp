// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/candidates.h"

#include "importers/evidence/container.h"
#include "importers/importer.h"

#include <algorithm>

namespace ashiato
{

void chooseCandidate(FileRecord &file, QByteArrayView directory, QByteArrayView name, StringPool &strings, CandidateOf origin)
{
    constexpr quint32 notHere = FileRealloc | FileEncrypted | FileDeduplicated | FileWofCompressed | FileCloud;
    const bool isStream = file.kind == FileKind::Stream;
    if ((file.kind != FileKind::File && !isStream) || file.access == AccessMethod::None || (file.flags & notHere))
        return;
    // Of a compressed member the size may be unknown; of a file on a disk that says that its entry is damaged.
    if (file.size == 0 || (file.size < 0 && file.access == AccessMethod::FileSystem))
        return;
    // A container's bytes are for no importer ("access.log.1.gz"): its members are candidates of their own.
    if (!isStream && isContainerName(name, file.size, origin == CandidateOf::HandedOver)) {
        file.flags |= FileContainer;
        return;
    }
    if (const Importer *importer = importerForPath(directory, QString::fromUtf8(name), isStream)) {
        const ImporterDescriptor &descriptor = importer->descriptor();
        file.importer = strings.intern(descriptor.id);
        file.importerPriority = qint8(std::clamp(descriptor.priority, 0, 127));
    }
}

} // namespace ashiato
