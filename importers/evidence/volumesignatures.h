// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/imagereader.h"

#include <QByteArray>

#include <vector>

namespace ashiato
{

/// What stands at a place of an image, told by its magic bytes.
struct VolumeSignature {
    QByteArray name;                         ///< "bitlocker", "luks", "lvm2", "xfs" …; empty: nothing known
    ErrorCode code = ErrorCode::Unsupported; ///< Encrypted, Unsupported, or Damaged: a file system that TSK reads
    bool certain = false;                    ///< Holds even where TSK believes in a file system.
};

/// Looks at the volume at [offset, offset + length) of the image. length may be up to the end of the image.
VolumeSignature volumeSignature(ImageReader &image, qint64 offset, qint64 length);

/// A file system that is not read, by its magic bytes.
struct UnreadFileSystem {
    QByteArray name;
    qint64 offset = 0; ///< In the image: of the magic bytes
};

/// All of them at [offset, offset + length) whose magic is long enough to be no chance: beside one that is read they are
/// left over from before the volume was formatted anew, or a second view of it.
std::vector<UnreadFileSystem> unreadFileSystems(ImageReader &image, qint64 offset, qint64 length);

} // namespace ashiato
