// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"

namespace ashiato
{

/// Where an archive ends by its own account: 7z by the place of its header, cab by its size (and that of its signature),
/// rar (4 and 5) by the block that ends it. kUnknown where the format does not tell, or the bytes do not. Offsets in
/// source, at whose begin the archive stands. Formats: 7zFormat.txt, MS-CAB 2.1, technote.txt of RAR 4 and RAR 5.
/// Errors: those of source. One thread.
Result<qint64> archiveEnd(ByteSource &source, const QByteArray &format);

} // namespace ashiato
