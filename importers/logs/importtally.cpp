// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/importtally.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

void ImportTally::damaged(ErrorCode code, QByteArrayView detail, qint64 offset, qint64 length)
{
    constexpr qsizetype kLongestDetail = 200;
    ++m_damaged;
    Kind &kind = m_kinds[code];
    ++kind.count;
    if (kind.count > kListed) {
        if (kind.firstBeyond == kUnknown)
            kind.firstBeyond = offset;
        return;
    }
    if (m_replaying)
        return;
    QString text = QString::fromUtf8(detail.first(qMin(detail.size(), kLongestDetail)));
    if (detail.size() > kLongestDetail) {
        while (text.endsWith(QChar::ReplacementCharacter)) // a character cut in two
            text.chop(1);
        text += u'…';
    }
    m_context.sink.warn(code, m_context.path, text, offset, length, m_context.fileId);
}

void ImportTally::zeros(qint64 count, qint64 offset)
{
    if (count > 0)
        damaged(ErrorCode::Damaged, "NUL × " + QByteArray::number(count), offset - count, count);
}

void ImportTally::count(const EventRecord &event, QByteArrayView host)
{
    ++m_records;
    if (event.recordedNs != kNoTime) {
        Span &span = event.basis == TimeBasis::Local ? m_local : m_instants;
        ++span.records;
        if (span.firstNs == kNoTime || event.recordedNs < span.firstNs)
            span.firstNs = event.recordedNs;
        if (span.lastNs == kNoTime || event.recordedNs > span.lastNs)
            span.lastNs = event.recordedNs;
        m_utc = m_utc || event.basis == TimeBasis::Utc;
        if (event.basis == TimeBasis::Offset) {
            m_manyOffsets = m_manyOffsets || (m_offset != kNoOffset && m_offset != event.offsetMinutes);
            m_offset = event.offsetMinutes;
        }
    }
    if (event.flags & EventZoneUnknown) {
        ++m_zoneless;
        if (m_firstZoneless == kUnknown)
            m_firstZoneless = event.offset;
    }
    if (m_host.isEmpty() && !host.isEmpty())
        m_host = host.toByteArray();
}

void ImportTally::finish(const ImporterDescriptor &descriptor, const QString &format, const QString &encoding, qint64 bytes,
                         const QString &zone)
{
    RecordSink &sink = m_context.sink;
    for (const auto &[code, kind] : m_kinds) {
        if (kind.count > kListed)
            sink.warn(code, m_context.path, {}, kind.firstBeyond, kUnknown, m_context.fileId, kind.count - kListed);
    }
    if (m_zoneless > 0)
        sink.warn(ErrorCode::ZoneUnknown, m_context.path, {}, m_firstZoneless, kUnknown, m_context.fileId, m_zoneless);

    RecordBatch &batch = sink.batch();
    CoverageRecord coverage;
    coverage.fileId = m_context.fileId;
    coverage.damaged = m_damaged;
    coverage.bytes = bytes;
    coverage.importer = batch.strings.intern(descriptor.id);
    coverage.version = batch.strings.intern(descriptor.version);
    coverage.format = batch.strings.intern(format);
    coverage.encoding = batch.strings.intern(encoding);
    coverage.host = batch.strings.intern(QString::fromUtf8(m_host));
    coverage.records = m_records - m_local.records;
    const bool isLocal = m_local.records > 0, isMixed = isLocal && m_instants.records > 0;
    if (!isLocal || isMixed) {
        const bool oneOffset = m_offset != kNoOffset && !m_manyOffsets;
        const QString offset = u"%1%2:%3"_s.arg(m_offset < 0 ? u"-"_s : u"+"_s)
                                   .arg(qAbs(m_offset) / 60, 2, 10, QChar(u'0'))
                                   .arg(qAbs(m_offset) % 60, 2, 10, QChar(u'0'));
        cover(coverage, m_instants, m_utc || m_offset == kNoOffset ? TimeBasis::Utc : TimeBasis::Offset,
              !zone.isEmpty() ? zone : oneOffset ? offset : m_utc ? u"UTC"_s : QString());
    }
    if (isLocal) {
        coverage.records = isMixed ? m_local.records : m_records;
        if (isMixed) // told with the other part
            coverage.damaged = coverage.bytes = 0;
        cover(coverage, m_local, TimeBasis::Local, zone.isEmpty() ? m_context.zone : zone);
    }
}

void ImportTally::cover(CoverageRecord coverage, const Span &span, TimeBasis basis, const QString &zone)
{
    coverage.firstNs = span.firstNs;
    coverage.lastNs = span.lastNs;
    coverage.basis = basis;
    coverage.zone = m_context.sink.batch().strings.intern(zone);
    m_context.sink.batch().coverage.push_back(coverage);
}

} // namespace ashiato
