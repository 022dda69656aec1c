// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/container.h"

namespace ashiato
{

/// A zip by its central directory (PKWARE APPNOTE 6.3, zip64 included), read by an own reader: members are opened
/// directly by their offset, and the stored bytes of names are at hand. Names without the UTF-8 flag and without a Unicode
/// path: see MemberNames; encoding: of the examiner. Members other than stored and deflated, and encrypted ones
/// with their password, are read through libarchive.
/// Gives nullptr where there is no usable central directory. Takes the source over only when it gives a container.
std::unique_ptr<Container> openZip(std::unique_ptr<ByteSource> &source, const ContainerLimits &limits,
                                   const QString &password = {}, const QString &encoding = {});

/// What is left of a zip without its directory, by the headers of its members (ZipLocalScan).
std::unique_ptr<Container> openZipWithoutDirectory(std::unique_ptr<ByteSource> source, const ContainerLimits &limits,
                                                   const QString &password = {}, const QString &encoding = {});

} // namespace ashiato
