// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/imagereader.h"

#include <vector>

struct TSK_FS_INFO;

namespace ashiato
{

/// The sectors at which sessions of a disc begin whose tree is another one than that of the open file system of ISO 9660:
/// each session has volume descriptors of its own 16 sectors behind its start, and a reader of the disc follows one set.
/// They are looked for where no file lies, in a bounded number of bytes. Source: ECMA-119, 8.4; growisofs and genisoimage -M.
std::vector<qint64> otherIsoSessions(ImageReader &image, qint64 volumeOffset, qint64 volumeLength, const TSK_FS_INFO *fileSystem);

} // namespace ashiato
