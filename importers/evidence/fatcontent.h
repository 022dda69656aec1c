// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"
#include "importers/evidence/fatfiles.h"

namespace ashiato
{

/// The content of a FAT or exFAT entry by its own clusters. What exFAT says was never written reads as zeros, whatever
/// the clusters hold. The volume outlives it. Errors: NotFound, NotStored (no first cluster), Encrypted; when read:
/// Damaged (its clusters end too early, or the image lacks them).
Result<std::unique_ptr<ByteSource>> openFatContent(const FatFiles &files, const FatEntry &entry);

} // namespace ashiato
