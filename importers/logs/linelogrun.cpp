// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/linelogrun.h"
#include "importers/logs/logvariants.h"

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kHeadBytes = 64 << 10;
constexpr qint64 kReportEvery = 1 << 20; ///< Bytes between two reports of progress

TextEncoding chosenEncoding(ImportContext &context)
{
    const TextEncoding chosen = encodingFromName(context.encoding);
    const auto head = context.source.window(0, kHeadBytes);
    const TextEncoding seen = head ? unicodeByHead(*head) : TextEncoding::Detect;
    return chosen == TextEncoding::Detect || (chosen == TextEncoding::Utf16Le && seen != TextEncoding::Detect) ? seen : chosen;
}

} // namespace

LineLogRun::LineLogRun(const LogFormat &format, ImportContext &context)
    : m_format(format), m_context(context), m_reader(context.source), m_decoder(TextEncoding::Detect), m_tally(context)
{
    const TextEncoding encoding = chosenEncoding(context);
    m_decoder = LineDecoder(encoding);
    m_reader.setUnit(encoding == TextEncoding::Utf16Le     ? LineReader::Unit::Utf16Le
                         : encoding == TextEncoding::Utf16Be ? LineReader::Unit::Utf16Be
                                                             : LineReader::Unit::Byte);
    const auto head = context.source.window(0, kHeadBytes);
    m_reader.setFramed(head && encoding != TextEncoding::Utf16Le && encoding != TextEncoding::Utf16Be && SyslogFrame::partsAll(*head));
}

QString LineLogRun::encoding() const
{
    return m_decoder.met() + (m_decoder.guessed() ? u"?"_s : QString());
}

/// Reads what follows the first line without a year, and goes back to it.
Result<void> LineLogRun::lookAtYears(qint64 from)
{
    m_yearsLooked = true;
    m_reader.seek(from);
    RawLine line;
    while (true) {
        const auto more = m_reader.next(line);
        if (!more)
            return more.error();
        if (!*more)
            break;
        qsizetype escaped = 0;
        Moment moment;
        const QByteArrayView text = line.tooLong ? QByteArrayView() : m_decoder.decode(line.bytes, m_reader.from(line), escaped);
        if (!text.isEmpty() && m_format.split(text, m_fields, m_hint) >= 0 && findTime(moment) && !moment.hasYear)
            m_years.look(moment);
    }
    m_years.settle(m_context.fileModifiedNs);
    m_reader.seek(from);
    return {};
}

Result<void> LineLogRun::read()
{
    qint64 reported = 0;
    RawLine line;
    while (true) {
        const auto more = m_reader.next(line);
        if (!more)
            return more.error();
        if (!*more)
            return {};
        m_position = line.next;
        m_tally.setReplaying(line.offset < m_context.position);
        const auto going = readLine(line);
        if (!going)
            return going.error();
        if (m_yearsWanted) {
            m_yearsWanted = false;
            if (const auto looked = lookAtYears(line.offset); !looked)
                return looked;
            continue;
        }
        bool stop = !*going;
        if (line.next - reported >= kReportEvery) {
            reported = line.next;
            stop = !m_context.sink.advance(line.next, m_context.source.size(), m_context.path) || stop;
        }
        if (stop)
            return {ErrorCode::Cancelled};
    }
}

/// False where the sink says stop.
Result<bool> LineLogRun::readLine(const RawLine &line)
{
    const qint64 length = line.next - line.offset;
    const bool replaying = m_tally.replaying();
    m_tally.zeros(line.zeros, line.offset);
    if (!replaying && !m_context.sink.step(line.offset)) {
        m_tally.skipped(line.offset, length);
        return m_context.sink.endRecord(line.next);
    }
    if (line.tooLong) {
        m_tally.damaged(line.unreadable ? ErrorCode::Damaged : ErrorCode::LimitExceeded, QByteArray::number(length), line.offset, length);
        return replaying || m_context.sink.endRecord(line.next);
    }
    qsizetype escaped = 0;
    const QByteArrayView text = m_decoder.decode(line.bytes, m_reader.from(line), escaped);
    if (text.trimmed().isEmpty() || m_format.isComment(text))
        return true;
    const Outcome outcome = emitEvent(line, text, escaped > 0);
    m_yearsWanted = outcome == Outcome::YearsWanted;
    if (m_yearsWanted)
        return true;
    if (outcome == Outcome::Damaged)
        m_tally.damaged(line.terminated ? ErrorCode::Damaged : ErrorCode::Truncated, text, line.offset, line.bytes.size());
    else if (escaped > 0)
        m_tally.damaged(ErrorCode::Encoding, text, line.offset, line.bytes.size());
    return replaying || m_context.sink.endRecord(line.next);
}

/// False where a field of the source is missing or does not read as its pattern says.
bool LineLogRun::readTime(const LogFormat::TimeSource &source, Moment &moment) const
{
    const QByteArrayView first = m_fields.values[size_t(source.fields.front())];
    if (source.fields.size() == 1)
        return !first.isEmpty() && source.pattern.parse(first, moment);
    QByteArray joined;
    for (const int field : source.fields) {
        const QByteArrayView part = m_fields.values[size_t(field)];
        if (part.isEmpty())
            return false;
        joined += (joined.isEmpty() ? "" : " ");
        joined += part;
    }
    return source.pattern.parse(joined, moment);
}

/// The first time source that reads.
bool LineLogRun::findTime(Moment &moment)
{
    m_usedTime = nullptr;
    for (const LogFormat::TimeSource &source : m_format.times) {
        if (!readTime(source, moment))
            continue;
        m_usedTime = &source;
        if (m_format.offsetField < 0)
            return true;
        const QByteArrayView offset = m_fields.values[size_t(m_format.offsetField)];
        if (offset != QByteArrayView(m_offsetText)) {
            m_offsetText = offset.toByteArray();
            m_offsetValid = parseOffset(offset, m_offsetMinutes);
        }
        if (m_offsetValid && !offset.isEmpty()) {
            moment.hasOffset = true;
            moment.offsetMinutes = m_offsetMinutes;
        }
        return true;
    }
    return m_format.headerTime && headerTime(moment);
}

/// What a sender puts in front of a line: "<189>Feb 12 10:31:04 host" (RFC 3164), or with an ISO 8601 time (RFC 5424).
bool LineLogRun::headerTime(Moment &moment) const
{
    static const TimePattern kDated = *TimePattern::compile(u"%b %e %Y %H:%M:%S"_s);
    static const TimePattern kUndated = *TimePattern::compile(u"%b %e %H:%M:%S"_s);
    QByteArrayView text = m_fields.header;
    if (text.startsWith('<'))
        text = trimBlanks(text.sliced(text.indexOf('>') + 1));
    if (text.startsWith("1 "))
        text = text.sliced(2);
    qsizetype consumed = 0;
    for (const TimePattern *pattern : {&kDated, &kUndated}) {
        if (pattern->parse(text, moment, consumed) && (consumed == text.size() || isBlank(text[consumed]) || text[consumed] == ':'))
            return true;
    }
    const qsizetype end = text.indexOf(' ');
    return text.startsWith("20") && parseFlexibleTime(text.first(end < 0 ? text.size() : end), moment) && moment.precisionNs < kDayNs;
}

/// Whether the columns already tell what this time field says: it was used, or agrees with the one that was. What
/// contradicts, and what could not be read, stays in the details.
bool LineLogRun::timeIsTold(int field, const Moment &moment) const
{
    constexpr qint64 kAgreement = 2 * kSecondNs; // the line is written a moment after its event
    if (!m_usedTime)
        return false;
    if (field == m_format.offsetField)
        return moment.hasOffset;
    for (const LogFormat::TimeSource &source : m_format.times) {
        if (std::find(source.fields.begin(), source.fields.end(), field) == source.fields.end())
            continue;
        Moment other;
        if (&source == m_usedTime)
            return true;
        if (moment.hasOffset && readTime(source, other)) {
            other.hasOffset = other.hasOffset || !other.isEpoch();
            other.offsetMinutes = moment.offsetMinutes;
            const auto [earlier, later] = std::minmax({other.ns(), moment.ns()}); // times of forged lines lie centuries apart
            return earlier != kNoTime && quint64(later) - quint64(earlier) <= quint64(kAgreement);
        }
    }
    return false;
}

void LineLogRun::plainMarks()
{
    std::string plain;
    const auto replace = [&](QByteArrayView &value) {
        if (LineDecoder::withPlainMarks(value, plain)) {
            const std::string &kept = m_fields.kept.emplace_back(plain);
            value = QByteArrayView(kept.data(), qsizetype(kept.size()));
        }
    };
    for (QByteArrayView &value : m_fields.values)
        replace(value);
    for (auto &[key, value] : m_fields.others)
        replace(value);
}

LineLogRun::Outcome LineLogRun::emitEvent(const RawLine &line, QByteArrayView text, bool escaped)
{
    const int variant = m_format.split(text, m_fields, m_hint);
    if (variant < 0)
        return Outcome::Damaged;
    // Only decoded lines can hold the marks; text is the line itself for all others.
    if (text.data() != line.bytes.data())
        plainMarks();
    Moment moment;
    const bool timed = findTime(moment);
    if (timed && !moment.isEpoch() && !moment.hasYear) {
        if (!m_yearsLooked)
            return Outcome::YearsWanted;
        m_years.resolve(moment);
    }
    // The last line of a file may be cut off where a shorter form of it ends.
    m_fields.cut = m_fields.cut || (!line.terminated && m_format.variants[size_t(variant)]->isShort);
    m_variantsMet |= 1u << quint32(qMin(variant, 31));

    const bool replaying = m_tally.replaying();
    if (replaying)
        m_replayed.clear();
    RecordBatch &batch = replaying ? m_replayed : m_context.sink.batch();
    m_builder.begin(batch);
    EventRecord &event = m_builder.event();
    event.fileId = m_context.fileId;
    event.offset = line.offset;
    event.length = line.bytes.size();
    if (timed)
        m_builder.time(moment, !m_context.zone.isEmpty());
    else
        event.flags |= EventTimeInvalid;
    if (timed && moment.isEpoch() && moment.hasOffset) {
        // An instant, and the offset that the device itself shows it in.
        event.basis = TimeBasis::Offset;
        event.offsetMinutes = qint16(moment.offsetMinutes);
    }
    if (escaped)
        event.flags |= EventDamaged;
    if (m_fields.cut) {
        event.flags |= EventDamaged;
        m_tally.damaged(ErrorCode::Truncated, text, line.offset, event.length);
    }
    if (event.recordedNs == kNoTime) {
        const LogFormat::TimeSource *source = m_usedTime ? m_usedTime : m_format.times.data();
        const QByteArrayView told = timed && !m_usedTime ? m_fields.header : m_fields.values[size_t(source->fields.front())];
        m_tally.damaged(timed ? ErrorCode::YearUnknown : ErrorCode::Damaged, told, line.offset, event.length);
    }
    putFields(moment);
    for (const LogField &field : m_format.fields) {
        const QByteArrayView value = m_fields.values[size_t(&field - m_format.fields.data())];
        if (field.end && !value.isEmpty() && timed)
            putOtherTime(field, value, moment);
    }
    applyRules();
    if (!m_builder.unreadable().isEmpty()) {
        event.flags |= EventDamaged;
        m_tally.damaged(ErrorCode::Damaged, m_builder.unreadable(), line.offset, event.length);
    }
    m_builder.finish();
    m_tally.count(event, m_builder.host());
    return Outcome::Event;
}

void LineLogRun::finish()
{
    QString format = m_format.descriptor.id;
    QStringList names;
    for (size_t i = 0; i < m_format.variants.size(); ++i) {
        if ((m_variantsMet & (1u << quint32(qMin<size_t>(i, 31)))) && !names.contains(m_format.variants[i]->name))
            names.append(m_format.variants[i]->name);
    }
    if (!names.isEmpty())
        format += u' ' + names.join(u" + "_s);
    m_tally.finish(m_format.descriptor, format.trimmed(), encoding(), m_position);
}

} // namespace ashiato
