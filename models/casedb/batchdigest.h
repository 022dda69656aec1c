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

/// The digests that the rows of a batch will have in the case (exhibitdigest.h), before they are there: an import need not
/// read back what it wrote.
struct BatchDigest {
    SetDigest events, files; ///< Files: without those that have a row already

    /// contentHashes: by index of the event. Any thread.
    static BatchDigest of(const RecordBatch &batch, const std::vector<quint64> &contentHashes);
};

} // namespace ashiato
