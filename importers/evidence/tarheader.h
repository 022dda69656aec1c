// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"

#include <functional>

namespace ashiato
{

inline constexpr qsizetype kTarBlock = 512;

/// A tar header by its sum (bytes 148–155, octal, counted as blanks). "ustar" alone is not in old ones.
bool isTarHeader(QByteArrayView block);

/// Whether a block says that it is a header, whatever its sum.
bool hasTarMagic(QByteArrayView block);

/// The name in a block that was a header, up to its first zero; empty where it can be none.
QByteArray tarHeaderName(QByteArrayView block);

/// Where the next sound header stands behind a damaged one at that offset: where its own size leads, if that is one, else
/// the first block that is one. kUnknown: none. alive is asked now and then; false: Cancelled. Errors: the source's.
Result<qint64> tarHeaderBehind(ByteSource &source, qint64 offset, const std::function<bool()> &alive);

} // namespace ashiato
