// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/imagereader.h"

#include <QByteArray>

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

} // namespace ashiato
