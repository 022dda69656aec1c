// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/tablerun.h"

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kReportEvery = 1 << 20;

TextEncoding encodingFor(ImportContext &context, const TableMapping &mapping)
{
    TextEncoding chosen = encodingFromName(context.encoding);
    if (chosen == TextEncoding::Detect)
        chosen = mapping.encoding;
    const auto head = context.source.window(0, 4 << 10);
    const TextEncoding seen = head ? unicodeByHead(*head) : TextEncoding::Detect;
    return chosen == TextEncoding::Detect || (chosen == TextEncoding::Utf16Le && seen != TextEncoding::Detect) ? seen : chosen;
}

} // namespace

TableRun::TableRun(Kind kind, TableMapping mapping, bool chosen, ImportContext &context)
    : m_kind(kind), m_mapping(std::move(mapping)), m_chosen(chosen), m_context(context), m_reader(context.source), m_tally(context)
{
    const TextEncoding encoding = encodingFor(context, m_mapping);
    m_decoder = LineDecoder(encoding);
    m_reader.setUnit(encoding == TextEncoding::Utf16Le     ? LineReader::Unit::Utf16Le
                         : encoding == TextEncoding::Utf16Be ? LineReader::Unit::Utf16Be
                                                             : LineReader::Unit::Byte);
    m_headerTaken = kind == Kind::Jsonl;
    m_reader.setLongest(kLongestRecord);
}

/// The text of a line; valid until the next one.
QByteArrayView TableRun::decodeLine(const RawLine &line, bool &escaped)
{
    qsizetype bad = 0;
    const QByteArrayView text = m_decoder.decode(line.bytes, m_reader.from(line), bad);
    escaped = bad > 0;
    if (!LineDecoder::withPlainMarks(text, m_lineText)) // delimiters part the columns here, blanks need no care
        return text;
    return viewOf(m_lineText);
}

/// One more line of the record.
void TableRun::appendLine(const RawLine &line, QByteArrayView text, bool escaped, Place &place)
{
    m_text += '\n';
    m_text.append(text.data(), size_t(text.size()));
    // NUL bytes within a quoted field are bytes of the row that are no text.
    place.escaped = place.escaped || escaped || line.zeros > 0;
    place.length = line.offset + line.bytes.size() - place.offset;
    place.next = line.next;
}

/// One record into m_text; a quoted cell may hold line ends, and JSON may be written on several lines.
Result<bool> TableRun::nextRecord(Place &place)
{
    if (m_passing) {
        const auto passed = passDamage(place);
        if (!passed || *passed)
            return passed;
    }
    m_text.clear();
    place = Place();
    RawLine line;
    const auto more = m_reader.next(line);
    if (!more || !*more)
        return more;
    const QByteArrayView text = line.tooLong ? QByteArrayView() : decodeLine(line, place.escaped);
    m_text.append(text.data(), size_t(text.size()));
    place.offset = line.offset;
    place.length = line.tooLong ? line.next - line.offset : line.bytes.size();
    place.next = line.next;
    place.zeros = line.zeros;
    if (line.tooLong)
        place.state = State::TooLong;
    // What stands before the header may hold any quote.
    if (line.tooLong || m_skipped < m_mapping.skipLines || m_mapping.isComment(viewOf(m_text)))
        return true;
    return m_kind == Kind::Jsonl ? restOfJson(place) : restOfCsv(place);
}

void TableRun::beginEvent(const Place &place)
{
    if (m_tally.replaying())
        m_replayed.clear();
    m_batch = m_tally.replaying() ? &m_replayed : &m_context.sink.batch();
    m_builder.begin(*m_batch);
    EventRecord &event = m_builder.event();
    event.fileId = m_context.fileId;
    event.offset = place.offset;
    event.length = place.length;
    event.severity = Severity::Info;
    const QByteArray fallback = m_kind == Kind::Csv ? "csv:row" : "jsonl:row";
    event.type = m_batch->strings.intern(QByteArrayView(m_mapping.type.isEmpty() ? fallback : m_mapping.type));
    if (m_mapping.flow)
        event.flags |= EventMakesFlow;
}

void TableRun::endEvent(const Place &place, QByteArrayView timeText)
{
    EventRecord &event = m_builder.event();
    for (const TableMapping::Constant &constant : m_mapping.constants) { // what the row says itself stands before them
        if (!m_builder.filled(constant.role))
            m_builder.put(constant.role, constant.key, constant.value);
    }
    Moment moment;
    const bool read = !m_mapping.isNull(timeText) && m_mapping.readTime(timeText, moment);
    if (read)
        m_builder.time(moment, !m_context.zone.isEmpty());
    else
        event.flags |= EventTimeInvalid;
    if (event.flags & EventTimeInvalid) {
        if (!timeText.isEmpty())
            m_builder.detail("\"time\":", timeText);
        m_tally.damaged(read && !moment.hasYear && !moment.isEpoch() ? ErrorCode::YearUnknown : ErrorCode::Damaged, timeText,
                        place.offset, place.length);
    }
    if (!m_builder.unreadable().isEmpty()) {
        event.flags |= EventDamaged;
        m_tally.damaged(ErrorCode::Damaged, m_builder.unreadable(), place.offset, place.length);
    }
    if (place.escaped) {
        event.flags |= EventDamaged;
        m_tally.damaged(ErrorCode::Encoding, viewOf(m_text), place.offset, place.length);
    }
    m_builder.finish();
    m_tally.count(event, m_builder.host());
}

Result<bool> TableRun::done(const Place &place)
{
    return m_tally.replaying() || m_context.sink.endRecord(place.next);
}

Result<void> TableRun::read()
{
    qint64 reported = 0;
    Place place;
    while (true) {
        const auto more = nextRecord(place);
        if (!more)
            return more.error();
        if (!*more)
            return {};
        m_position = place.next;
        m_tally.setReplaying(place.offset < m_context.position);
        m_tally.zeros(place.zeros, place.offset);
        Result<bool> going = true;
        if (m_skipped < m_mapping.skipLines) {
            ++m_skipped;
        } else if (!m_tally.replaying() && !m_context.sink.step(place.offset)) {
            m_tally.skipped(place.offset, place.length);
            going = done(place);
        } else if (place.state != State::Whole && (m_kind == Kind::Jsonl || m_text.empty())) {
            m_tally.damaged(place.state == State::TooLong ? ErrorCode::LimitExceeded : ErrorCode::Damaged, viewOf(m_text),
                            place.offset, place.length);
            going = done(place);
        } else if (viewOf(m_text).trimmed().isEmpty() || m_mapping.isComment(viewOf(m_text))) {
            continue;
        } else if (!m_headerTaken) {
            const auto header = takeHeader();
            if (!header)
                return header;
            if (!m_mapping.headerLine)
                going = csvRow(place);
            else if (place.state != State::Whole)
                m_tally.damaged(ErrorCode::Damaged, viewOf(m_text), place.offset, place.length);
        } else {
            going = m_kind == Kind::Csv ? csvRow(place) : jsonRow(place);
        }
        if (!going)
            return going.error();
        bool stop = !*going;
        if (place.next - reported >= kReportEvery) {
            reported = place.next;
            stop = !m_context.sink.advance(place.next, m_context.source.size(), m_context.path) || stop;
        }
        if (stop)
            return {ErrorCode::Cancelled};
    }
}

void TableRun::finish(const ImporterDescriptor &descriptor)
{
    const QString format = m_mapping.name.isEmpty() ? descriptor.id : descriptor.id + u' ' + m_mapping.name;
    tellOdd();
    m_tally.finish(descriptor, format, m_decoder.met() + (m_decoder.guessed() ? u"?"_s : QString()), m_position);
}

} // namespace ashiato
