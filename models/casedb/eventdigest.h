// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/rowbytes.h"
#include "models/casedb/setdigest.h"
#include "models/records/recordbatch.h"

namespace ashiato
{

HalfHash halfHash(QByteArrayView text);
/// Of a reference that leads to nothing: stands for the number itself, and differs from every text's.
HalfHash halfHashOfMissing(qint64 id);

/// The digest that the events of a batch will have as rows (exhibitdigest.h), before they are: an import need not read back
/// what it wrote. contentHashes: by index of the event. Any thread.
SetDigest digestEvents(const RecordBatch &batch, const std::vector<quint64> &contentHashes);

} // namespace ashiato
