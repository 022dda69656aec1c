// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"
#include "importers/recordsink.h"
#include "models/records/messages.h"

namespace ashiato
{

/// What is to be said once a content has been read, by an importer or for its hashes: a member whose checksum differs
/// (Damaged; a reader that knows the size stops before it shows), and bytes of the compressed file that belong to nothing.
/// Looks at the end only where the reader went there in order.
Result<void> checkContentEnd(ByteSource &content, const UnitRequest &unit, RecordSink &sink);

/// The warning about such bytes. path: of the file that holds them; fileId: its row, 0 where it is not known.
void warnUnclaimed(const UnclaimedBytes &bytes, const QString &path, RecordSink &sink, quint64 fileId);

} // namespace ashiato
