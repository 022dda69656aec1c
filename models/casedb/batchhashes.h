// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/batchdigest.h"
#include "models/records/recordbatch.h"

#include <vector>

namespace ashiato
{

/// What can be computed of a batch without the case, beside the writer, which has enough to do.
/// Plain data; any thread, not concurrently.
class BatchHashes
{
public:
    BatchHashes() = default;
    explicit BatchHashes(const RecordBatch &batch);

    quint64 ofString(StringRef ref) const { return m_strings[ref]; } ///< hashBytes()
    /// Over what the event says, not where it stands: copies of one record share it.
    quint64 ofEvent(size_t index) const { return m_events[index]; }
    const BatchDigest &digest() const { return m_digest; } ///< Of the rows that events and files become
    static qsizetype bytesFor(const RecordBatch &batch) { return qsizetype((batch.strings.count() + batch.events.size()) * sizeof(quint64)); }

private:
    quint64 contentOf(const EventRecord &event) const;

    std::vector<quint64> m_strings; ///< By StringRef; of the empty one 0
    std::vector<quint64> m_events;
    BatchDigest m_digest;
};

} // namespace ashiato
