// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/container.h"

namespace ashiato
{

/// A zip by its central directory (PKWARE APPNOTE 6.3, zip64 included), read by an own reader: members are opened
/// directly by their offset, and the stored bytes of names are at hand. Names without the UTF-8 flag are UTF-8 where all
/// of them are that, else CP932. Members other than stored and deflated, and encrypted ones
/// with their password, are read through libarchive.
/// Gives nullptr where there is no usable central directory. Takes the source over only when it gives a container.
std::unique_ptr<Container> openZip(std::unique_ptr<ByteSource> &source, const ContainerLimits &limits,
                                   const QString &password = {});

/// Times of a member from its local header at offset, where there is no directory to take them from. False where no
/// header stands there.
bool zipHeaderTimes(ByteSource &source, qint64 offset, MemberInfo &info);

} // namespace ashiato
