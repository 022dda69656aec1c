// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/batchhashes.h"

#include "models/casedb/dictionary.h"

namespace ashiato
{

BatchHashes::BatchHashes(const RecordBatch &batch)
{
    m_strings.reserve(batch.strings.count());
    m_strings.push_back(0);
    for (StringRef ref = 1; ref < batch.strings.count(); ++ref)
        m_strings.push_back(hashBytes(batch.strings.view(ref)));
    m_events.reserve(batch.events.size());
    for (const EventRecord &event : batch.events)
        m_events.push_back(contentOf(event));
    m_digest = BatchDigest::of(batch, m_events);
}

quint64 BatchHashes::contentOf(const EventRecord &event) const
{
    quint64 content = hashMix(ofString(event.type), quint64(event.recordedNs));
    for (const StringRef ref : {event.host, event.account, event.source, event.destination, event.protocol, event.domain,
                                event.url, event.process, event.path, event.hash, event.action, event.details})
        content = hashMix(content, ofString(ref));
    for (const qint64 value : {event.status, event.bytesOut, event.bytesIn,
                               qint64(event.sourcePort) << 32 | qint64(event.destinationPort) << 16 | event.macb})
        content = hashMix(content, quint64(value));
    return content;
}

} // namespace ashiato
