// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"

#include <QString>

namespace ashiato
{

/// What a file within an exhibit is that no importer reads, by its first and last bytes: a disk image ("E01", "VHDX",
/// "raw" …) or an archive whose name did not say so ("zip", "cpio" …). Empty: neither. Documents that are zips inside are
/// no archives. Nothing is said of what cannot be read: who read it before has said that. One thread.
QString nestedKind(ByteSource &content);

} // namespace ashiato
