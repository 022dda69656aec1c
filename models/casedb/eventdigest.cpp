// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/eventdigest.h"

#include <algorithm>
#include <vector>

namespace ashiato
{

namespace
{

/// Writes the rows of one batch, as they will stand in the case. The order of values is that of SealPart::Events.
class EventBytes
{
public:
    explicit EventBytes(const RecordBatch &batch)
        : m_batch(batch), m_halves(batch.strings.count()), m_known(batch.strings.count()), m_utc(halfHash("utc")),
          m_local(halfHash("local")), m_noType(halfHashOfMissing(0))
    {
    }

    Sha256 hashOf(const EventRecord &event, quint64 contentHash)
    {
        m_bytes.clear();
        unless(event.recordedNs, kNoTime);
        m_bytes.reference(event.basis == TimeBasis::Local ? m_local : m_utc);
        m_bytes.integer(event.precisionNs);
        event.basis == TimeBasis::Offset ? m_bytes.integer(event.offsetMinutes) : m_bytes.null();
        type(event.type);
        m_bytes.integer(qint64(event.severity));
        m_bytes.integer(event.flags);
        unless(event.macb, 0);
        unless(qint64(event.fileId), 0);
        unless(qint64(event.subjectFileId), 0);
        unless(event.offset, kUnknown);
        unless(event.length, kUnknown);
        unless(event.recordNumber, kUnknown);
        unless(event.ordinal, 0);
        reference(event.host);
        reference(event.account);
        reference(event.source);
        unless(event.sourcePort, 0);
        reference(event.destination);
        unless(event.destinationPort, 0);
        for (const StringRef text : {event.protocol, event.domain, event.url, event.process, event.path, event.hash, event.action})
            reference(text);
        unless(event.status, kUnknown);
        unless(event.bytesOut, kUnknown);
        unless(event.bytesIn, kUnknown);
        const QByteArrayView details = m_batch.strings.view(event.details);
        details.isEmpty() ? m_bytes.null() : m_bytes.text(details);
        m_bytes.integer(qint64(contentHash));
        return sha256Of(m_bytes.view());
    }

private:
    void unless(qint64 value, qint64 absent) { value == absent ? m_bytes.null() : m_bytes.integer(value); }

    const HalfHash &halfOf(StringRef ref, QByteArrayView text)
    {
        if (!m_known[ref]) {
            m_halves[ref] = halfHash(text);
            m_known[ref] = true;
        }
        return m_halves[ref];
    }

    void reference(StringRef ref)
    {
        const QByteArrayView text = m_batch.strings.view(ref);
        text.isEmpty() ? m_bytes.null() : m_bytes.reference(halfOf(ref, text));
    }

    /// The case keeps the mark of another meaning beside the name.
    void type(StringRef ref)
    {
        QByteArrayView name = m_batch.strings.view(ref);
        if (name.isEmpty()) {
            m_bytes.reference(m_noType);
            return;
        }
        while (name.size() > 1 && name.endsWith(kOtherMeaning) && name.chopped(1).endsWith(kOtherMeaning))
            name.chop(1);
        m_bytes.reference(halfOf(ref, name));
    }

    const RecordBatch &m_batch;
    RowBytes m_bytes;
    std::vector<HalfHash> m_halves; ///< By StringRef, where m_known says so
    std::vector<quint8> m_known;
    const HalfHash m_utc, m_local, m_noType;
};

} // namespace

HalfHash halfHash(QByteArrayView text)
{
    const Sha256 whole = sha256Of(text);
    HalfHash half;
    std::copy_n(whole.begin(), half.size(), half.begin());
    return half;
}

HalfHash halfHashOfMissing(qint64 id) { return halfHash(QByteArray("\0#", 2) + QByteArray::number(id)); }

SetDigest digestEvents(const RecordBatch &batch, const std::vector<quint64> &contentHashes)
{
    SetDigest sum;
    if (batch.events.empty())
        return sum;
    EventBytes bytes(batch);
    for (size_t i = 0; i < batch.events.size(); ++i)
        sum.add(bytes.hashOf(batch.events[i], contentHashes[i]));
    return sum;
}

} // namespace ashiato
