// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/container.h"

namespace ashiato
{

/// An archive through libarchive (tar, 7z, rar, cab, cpio, ar, lha, xar, warc; each also compressed by gzip, bzip2, xz,
/// lzma, lzip, zstd, lz4, compress, or within an rpm), or the single content of such a file. Members are read forward and their blocks
/// cached (CachedSource); asking for members in the order of their indexes costs one pass. An uncompressed tar is opened
/// at the member itself (its index is the byte offset of its header). Behind a damaged header of a tar it goes on with the
/// next sound one. No outside program is ever run. encoding: of the examiner, for names; first: where it begins (a tar
/// whose first header is damaged).
Result<std::unique_ptr<Container>> openArchive(std::unique_ptr<ByteSource> source, const QByteArray &name,
                                               const ContainerLimits &limits, const QString &encoding = {},
                                               qint64 first = 0);

/// The content of the first member of what begins at the source's start (a zip member of a rare method, or an encrypted
/// one: with a password its checksum is the caller's to check).
Result<std::unique_ptr<ByteSource>> openFirstMember(std::unique_ptr<ByteSource> source, qint64 size,
                                                    const ContainerLimits &limits, const QByteArray &password = {});

} // namespace ashiato
