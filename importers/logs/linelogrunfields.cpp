// SPDX-License-Identifier: Apache-2.0
// LineLogRun: the fields of a line into the columns of its event.
#include "importers/logs/codedtext.h"
#include "importers/logs/linelogrun.h"

#include <cstdio>
#include <cstdlib>

namespace ashiato
{

void LineLogRun::putFields(const Moment &moment)
{
    for (size_t i = 0; i < m_format.fields.size(); ++i) {
        const LogField &field = m_format.fields[i];
        QByteArrayView value = m_fields.values[i];
        if (value.isEmpty() || m_format.isNull(value))
            continue;
        if (field.role == Role::Time) {
            if (!timeIsTold(int(i), moment) || m_builder.event().recordedNs == kNoTime)
                m_builder.detail(field.key, value);
            continue;
        }
        if (!field.before.isEmpty()) {
            putInner(field, value);
            continue;
        }
        for (const auto &[code, meaning] : field.values) {
            if (value == QByteArrayView(code)) {
                value = meaning;
                break;
            }
        }
        m_builder.put(field.role, field.key, value, field.number);
        if (field.doubtful) {
            EventRecord &event = m_builder.event();
            event.flags |= EventDamaged;
            m_tally.damaged(ErrorCode::Damaged, value, event.offset, event.length);
        }
        if (decoded(field.decode, value))
            m_builder.detail(field.decodedKey, QByteArrayView(m_decoded.data(), qsizetype(m_decoded.size())));
    }
    for (const auto &[key, value] : m_fields.others) {
        if (!m_format.isNull(value))
            m_builder.detail(EventBuilder::jsonKey(key), value);
    }
    if (!m_fields.header.isEmpty())
        m_builder.detail("\"header\":", m_fields.header);
}

/// The text that a coded value stands for, into m_decoded; false where nothing in it is coded.
bool LineLogRun::decoded(LogField::Decode decode, QByteArrayView value)
{
    switch (decode) {
    case LogField::Decode::None: return false;
    case LogField::Decode::Percent: return percentDecoded(value, false, m_decoded);
    case LogField::Decode::Form: return percentDecoded(value, true, m_decoded);
    case LogField::Decode::Squid: return squidDecoded(value, m_decoded);
    }
    return false;
}

/// The whole value stays in the details, its inner part fills a column that nothing else fills.
void LineLogRun::putInner(const LogField &field, QByteArrayView value)
{
    m_builder.detail(field.key, value);
    const qsizetype begin = value.indexOf(field.before);
    const qsizetype end = begin < 0 ? -1 : value.indexOf(field.after, begin + field.before.size());
    if (end >= 0 && !m_builder.filled(field.role))
        m_builder.put(field.role, field.key, value.sliced(begin + field.before.size(), end - begin - field.before.size()));
}

/// A second time of the line without a year takes it from the first: it is the year that lies nearest behind it.
void LineLogRun::putOtherTime(const LogField &field, QByteArrayView value, const Moment &moment)
{
    Moment other;
    if (!field.pattern || moment.isEpoch() || !moment.hasYear || !field.pattern->parse(value, other) || other.isEpoch())
        return;
    constexpr qint64 kSlack = 86'400 * kSecondNs;
    if (!other.hasYear) {
        other.hasYear = true;
        other.year = moment.year;
        if (other.digitsNs() + kSlack < moment.digitsNs())
            ++other.year;
        if (!other.valid())
            return;
    }
    const int seconds = int(other.dayNs / kSecondNs);
    char text[48];
    int size = std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d", other.year, other.month, other.day, seconds / 3600,
                             seconds / 60 % 60, seconds % 60);
    if (moment.hasOffset) {
        const int minutes = std::abs(moment.offsetMinutes);
        size += std::snprintf(text + size, sizeof text - size_t(size), "%c%02d:%02d", moment.offsetMinutes < 0 ? '-' : '+', minutes / 60,
                              minutes % 60);
    }
    m_builder.detail("\"end\":", QByteArrayView(text, size));
}

void LineLogRun::applyRules()
{
    EventRecord &event = m_builder.event();
    const bool replaying = m_tally.replaying();
    StringPool &strings = (replaying ? m_replayed : m_context.sink.batch()).strings;
    for (const LogFormat::TypeRule &rule : m_format.types) {
        if (!LogFormat::fit(m_fields, rule.when))
            continue;
        event.type = strings.intern(QByteArrayView(rule.type));
        if (rule.flow)
            event.flags |= EventMakesFlow;
        break;
    }
    event.severity = Severity::Info;
    for (const LogFormat::SeverityRule &rule : m_format.severities) {
        if (LogFormat::fit(m_fields, rule.when)) {
            event.severity = rule.severity;
            break;
        }
    }
    // The source's own totals stay in the details where the columns hold what this row adds to them.
    if (m_format.sessions && (event.flags & EventMakesFlow)) {
        const qint64 out = event.bytesOut, in = event.bytesIn;
        if (m_sessions.apply(m_format, m_fields, event)) {
            m_builder.detailNumber(m_format.fields[size_t(m_format.sessions->out)].key, out);
            m_builder.detailNumber(m_format.fields[size_t(m_format.sessions->in)].key, in);
        }
    }
}

} // namespace ashiato
