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
    // The fields of the first schema always count, so that what old cases hold stays comparable; later ones where they are.
    const auto first = [](const EventFieldSpec &spec) { return spec.since == 1; };
    forEachTyped([&](auto i) {
        if constexpr (kTypedSpecs[i].isText() && first(kTypedSpecs[i]))
            content = hashMix(content, ofString(event.*kEventTexts[i]));
    });
    content = hashMix(content, ofString(event.details));
    quint64 ports = 0;
    forEachTyped([&](auto i) {
        if constexpr (!first(kTypedSpecs[i]))
            return;
        else if constexpr (kTypedSpecs[i].shape == FieldShape::Port)
            ports = (ports | event.*kEventPorts[i]) << 16;
        else if constexpr (!kTypedSpecs[i].isText())
            content = hashMix(content, quint64(event.*kEventNumbers[i]));
    });
    content = hashMix(content, ports | event.macb);
    forEachTyped([&](auto i) {
        if constexpr (first(kTypedSpecs[i]))
            return;
        quint64 value = 0;
        if constexpr (kTypedSpecs[i].isText())
            value = ofString(event.*kEventTexts[i]);
        else if constexpr (kTypedSpecs[i].shape == FieldShape::Port)
            value = event.*kEventPorts[i];
        else
            value = quint64(event.*kEventNumbers[i] + 1);
        if (value != 0)
            content = hashMix(hashMix(content, i), value);
    });
    return content;
}

} // namespace ashiato
