// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/batchdigest.h"

#include <algorithm>
#include <vector>

namespace ashiato
{

namespace
{

/// Writes the rows of one batch, as they will be in the case. The order of values is that of the columns in
/// exhibitdigest.cpp.
class BatchBytes
{
public:
    explicit BatchBytes(const RecordBatch &batch)
        : m_batch(batch), m_halves(batch.strings.count()), m_known(batch.strings.count()), m_utc(halfHash("utc")),
          m_local(halfHash("local")), m_missing(halfHashOfMissing(0))
    {
    }

    Sha256 hashOf(const EventRecord &event, quint64 contentHash);
    Sha256 hashOf(const FileRecord &file);

private:
    template <bool isFirst> void fields(const EventRecord &event);
    void unless(qint64 value, qint64 absent) { value == absent ? m_bytes.null() : m_bytes.integer(value); }
    void clock(TimeBasis basis) { m_bytes.reference(basis == TimeBasis::Local ? m_local : m_utc); }

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

    void text(StringRef ref)
    {
        const QByteArrayView text = m_batch.strings.view(ref);
        text.isEmpty() ? m_bytes.null() : m_bytes.text(text);
    }

    void type(StringRef ref);

    const RecordBatch &m_batch;
    RowBytes m_bytes;
    std::vector<HalfHash> m_halves; ///< By StringRef, where m_known says so
    std::vector<quint8> m_known;
    const HalfHash m_utc, m_local, m_missing;
};

/// The case keeps the mark of another meaning beside the name.
void BatchBytes::type(StringRef ref)
{
    QByteArrayView name = m_batch.strings.view(ref);
    if (name.isEmpty()) {
        m_bytes.reference(m_missing);
        return;
    }
    while (name.size() > 1 && name.endsWith(kOtherMeaning) && name.chopped(1).endsWith(kOtherMeaning))
        name.chop(1);
    m_bytes.reference(halfOf(ref, name));
}

Sha256 BatchBytes::hashOf(const EventRecord &event, quint64 contentHash)
{
    m_bytes.clear();
    unless(event.recordedNs, kNoTime);
    clock(event.basis);
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
    fields<true>(event);
    text(event.details);
    m_bytes.integer(qint64(contentHash));
    fields<false>(event);
    return sha256Of(m_bytes.view());
}

/// Of the first schema, or those that came later.
template <bool isFirst> void BatchBytes::fields(const EventRecord &event)
{
    forEachTyped([&](auto i) {
        if constexpr ((kTypedSpecs[i].since == 1) != isFirst)
            return;
        else if constexpr (kTypedSpecs[i].isText())
            reference(event.*kEventTexts[i]);
        else if constexpr (kTypedSpecs[i].shape == FieldShape::Port)
            unless(event.*kEventPorts[i], kTypedSpecs[i].none());
        else
            unless(event.*kEventNumbers[i], kTypedSpecs[i].none());
    });
}

Sha256 BatchBytes::hashOf(const FileRecord &file)
{
    m_bytes.clear();
    m_bytes.integer(qint64(file.id));
    unless(file.volume, 0);
    m_bytes.integer(qint64(file.parentId));
    const QByteArrayView directory = m_batch.strings.view(file.directory);
    m_bytes.reference(directory.isEmpty() ? m_missing : halfOf(file.directory, directory));
    m_bytes.text(m_batch.strings.view(file.name));
    m_bytes.integer(qint64(file.nameKind));
    m_bytes.integer(qint64(file.kind));
    m_bytes.integer(qint64(file.access));
    unless(qint64(file.accessIndex), 0);
    unless(file.size, kUnknown);
    m_bytes.integer(file.mode);
    reference(file.owner);
    reference(file.group);
    m_bytes.integer(qint64(file.inode));
    text(file.inodeText);
    unless(file.attributeType, 0);
    unless(file.attributeId, 0);
    unless(file.sequence, 0);
    for (const qint64 time : file.times)
        unless(time, kNoTime);
    for (const qint64 time : file.fnTimes)
        unless(time, kNoTime);
    for (const qint64 precision : file.precisionNs)
        m_bytes.integer(precision);
    clock(file.basis);
    m_bytes.integer(file.flags);
    text(file.linkTarget);
    text(file.contentType);
    for (int hash = 0; hash < 3; ++hash)
        m_bytes.null();
    return sha256Of(m_bytes.view());
}

} // namespace

HalfHash halfHash(QByteArrayView text)
{
    const Sha256 whole = sha256Of(text);
    HalfHash half;
    std::copy_n(whole.begin(), half.size(), half.begin());
    return half;
}

HalfHash halfHashOfMissing(qint64 id) { return halfHash(QByteArray("\0#", 2) + QByteArray::number(id)); }

BatchDigest BatchDigest::of(const RecordBatch &batch, const std::vector<quint64> &contentHashes)
{
    BatchDigest digest;
    if (batch.events.empty() && batch.files.empty())
        return digest;
    BatchBytes bytes(batch);
    for (size_t i = 0; i < batch.events.size(); ++i)
        digest.events.add(bytes.hashOf(batch.events[i], contentHashes[i]));
    for (const FileRecord &file : batch.files) {
        if (!file.known)
            digest.files.add(bytes.hashOf(file));
    }
    return digest;
}

} // namespace ashiato
