// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"
#include "importers/evidence/volumes.h"
#include "models/records/messages.h"

namespace ashiato
{

/// Opens the content of a file of a volume: its default attribute, or the one that the step names. The volume and the
/// image outlive the source. What TSK would give as zeros although the content is elsewhere is refused.
/// Errors: NotFound (no such entry, or it belongs to another file now), NotStored, Encrypted, Unsupported, Damaged.
Result<std::unique_ptr<ByteSource>> openFileContent(const Volume &volume, ImageReader &image, const LocatorStep &step);

} // namespace ashiato
