// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

namespace ashiato
{

enum class ImageSignature {
    None,
    Ewf,        ///< E01, SMART
    Ewf2,       ///< Ex01
    DiskLike,   ///< Begins like a disk, a volume or a file system
    Unsupported ///< A known image format that is not read; name says which
};

/// What an image's first bytes (at least 70 KiB where there are as many) and its last 512 say. name: "VMDK", "L01" ….
ImageSignature imageSignature(QByteArrayView head, QByteArrayView tail, QString *name = nullptr);

} // namespace ashiato
