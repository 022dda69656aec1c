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

char guessedDelimiter(QByteArrayView header)
{
    char best = ',';
    qsizetype most = 0;
    for (const char c : {',', '\t', ';', '|'}) {
        const qsizetype count = std::count(header.begin(), header.end(), c);
        if (count > most) {
            most = count;
            best = c;
        }
    }
    return best;
}

} // namespace

bool splitCsv(QByteArrayView text, char delimiter, std::vector<std::string> &fields, size_t &count)
{
    count = 0;
    qsizetype at = 0;
    const auto next = [&]() -> std::string & {
        if (count == fields.size())
            fields.emplace_back();
        fields[count].clear();
        return fields[count++];
    };
    while (true) { // the length of a record bounds its columns
        std::string &field = next();
        if (at < text.size() && text[at] == '"') {
            ++at;
            while (true) {
                const qsizetype quote = text.indexOf('"', at);
                if (quote < 0)
                    return false;
                field.append(text.data() + at, size_t(quote - at));
                at = quote + 1;
                if (at >= text.size() || text[at] != '"')
                    break;
                field += '"';
                ++at;
            }
        }
        qsizetype end = text.indexOf(delimiter, at);
        if (end < 0)
            end = text.size();
        field.append(text.data() + at, size_t(end - at));
        if (end == text.size())
            return true;
        at = end + 1;
    }
}

TableRun::TableRun(Kind kind, TableMapping mapping, bool chosen, ImportContext &context)
    : m_kind(kind), m_mapping(std::move(mapping)), m_chosen(chosen), m_context(context), m_reader(context.source), m_tally(context)
{
    const TextEncoding encoding = encodingFor(context, m_mapping);
    m_decoder = LineDecoder(encoding);
    m_reader.setUnit(encoding == TextEncoding::Utf16Le     ? LineReader::Unit::Utf16Le
                         : encoding == TextEncoding::Utf16Be ? LineReader::Unit::Utf16Be
                                                             : LineReader::Unit::Byte);
    m_headerTaken = kind == Kind::Jsonl;
    constexpr qint64 kLongestJson = 16 << 20; // services write a file of many records as one line
    if (kind == Kind::Jsonl)
        m_reader.setLongest(kLongestJson);
}

/// One record into m_text; a quoted field may hold line ends, and JSON may be written on several lines. A quote or a bracket
/// that is never closed costs its own line alone.
Result<bool> TableRun::nextRecord(Place &place, bool &damaged)
{
    constexpr size_t kLongestCsv = 64 << 10;
    constexpr int kMostLines = 200;
    const bool isJson = m_kind == Kind::Jsonl;
    const size_t longest = isJson ? size_t(m_reader.longest()) : kLongestCsv;
    damaged = false;
    m_text.clear();
    RawLine line;
    Place first;
    for (int lines = 0;; ++lines) {
        const auto more = m_reader.next(line);
        if (!more)
            return more.error();
        if (!*more && lines == 0)
            return false;
        const bool given_up = !*more || (!isJson && lines >= kMostLines) || m_text.size() > longest || (lines > 0 && line.tooLong);
        if (given_up) {
            place = first;
            damaged = true;
            m_spread = false;
            m_text.resize(std::min(m_text.find('\n'), m_text.size()));
            m_reader.seek(first.next);
            return true;
        }
        qsizetype escaped = 0;
        if (lines > 0)
            m_text += '\n';
        const QByteArrayView text = line.tooLong ? QByteArrayView() : m_decoder.decode(line.bytes, m_reader.from(line), escaped);
        std::string plain;
        if (LineDecoder::withPlainMarks(text, plain)) // commas part the columns here, blanks need no care
            m_text += plain;
        else
            m_text.append(text.data(), size_t(text.size()));
        if (lines == 0)
            first = {line.offset, line.bytes.size(), line.next, escaped > 0, line.zeros};
        // NUL bytes within a quoted field are bytes of the row that are no text.
        place.escaped = (lines > 0 && (place.escaped || line.zeros > 0)) || escaped > 0;
        place.zeros = first.zeros;
        place.offset = first.offset;
        place.length = line.offset + line.bytes.size() - first.offset;
        place.next = line.next;
        if (line.tooLong) {
            place.length = line.next - line.offset;
            damaged = true;
            return true;
        }
        if (lines == 0 && m_mapping.isComment(viewOf(m_text)))
            return true;
        if (isJson) {
            if (!isOpenJson(text, lines == 0))
                return true;
            continue;
        }
        if (!m_headerTaken && !m_mapping.delimiter && viewOf(m_text).trimmed().size() > 0)
            m_mapping.delimiter = guessedDelimiter(viewOf(m_text));
        if (splitCsv(viewOf(m_text), m_mapping.delimiter ? m_mapping.delimiter : ',', m_fields, m_fieldCount))
            return true;
    }
}

/// Binds the mapping to the columns of this file.
Result<void> TableRun::takeHeader()
{
    m_headerTaken = true;
    for (size_t i = 0; i < m_fieldCount; ++i) {
        const QByteArray number = '#' + QByteArray::number(i + 1);
        const QByteArray name = m_mapping.headerLine ? viewOf(m_fields[i]).trimmed().toByteArray() : QByteArray();
        m_titles.push_back(name);
        // The second column of a name has one of its own: neither its role nor its key takes the first one's place.
        const bool again = std::find(m_header.begin(), m_header.end(), name) != m_header.end();
        m_header.push_back(name.isEmpty() ? number : again ? name + ' ' + number : name);
        m_keys.push_back(EventBuilder::jsonKey(m_header.back()));
        m_columns.push_back(m_mapping.column(m_header.back(), int(i)));
    }
    for (const TableMapping::Column &column : m_mapping.columns) {
        if (std::find(m_columns.begin(), m_columns.end(), &column) == m_columns.end() && !bindCell(column))
            return {m_chosen ? ErrorCode::Invalid : ErrorCode::NotMine, u"column "_s + QString::fromUtf8(column.name)};
    }
    for (const QByteArray &name : m_mapping.timeColumns) {
        for (size_t i = 0; i < m_columns.size(); ++i) {
            if (m_columns[i] && m_columns[i]->name == name)
                m_timeIndexes.push_back(i);
        }
    }
    return {};
}

/// Without a mapping the first column that reads as a time is the time; a date and a clock time beside it are one.
void TableRun::guessTimeColumns()
{
    m_timeGuessed = true;
    if (!m_timeIndexes.empty() || !m_mapping.columns.empty())
        return;
    Moment moment, joined;
    for (size_t i = 0; i < m_fieldCount; ++i) {
        if (!parseFlexibleTime(viewOf(m_fields[i]), moment))
            continue;
        m_timeIndexes = {i};
        if (moment.precisionNs == kDayNs && i + 1 < m_fieldCount) {
            const std::string both = m_fields[i] + ' ' + m_fields[i + 1];
            if (parseFlexibleTime(viewOf(both), joined) && joined.precisionNs < kDayNs)
                m_timeIndexes.push_back(i + 1);
        }
        return;
    }
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

Result<bool> TableRun::csvRow(const Place &place)
{
    // More columns than the header names are accepted only where they are empty (a comma at the end of each line).
    bool fits = m_fieldCount >= m_header.size();
    for (size_t i = m_header.size(); i < m_fieldCount && fits; ++i)
        fits = m_fields[i].empty();
    if (!fits) {
        m_tally.damaged(ErrorCode::Damaged, viewOf(m_text), place.offset, place.length);
        return done(place);
    }
    bool again = m_mapping.headerLine > 0; // the header once more: joined files
    for (size_t i = 0; i < m_header.size() && again; ++i)
        again = viewOf(m_fields[i]).trimmed() == QByteArrayView(m_titles[i]);
    if (again)
        return true;
    if (!m_timeGuessed)
        guessTimeColumns();
    beginEvent(place);
    std::string time;
    for (const size_t index : m_timeIndexes) {
        time += time.empty() ? "" : " ";
        time += m_fields[index];
    }
    for (size_t i = 0; i < m_header.size(); ++i) {
        const bool isTime = std::find(m_timeIndexes.begin(), m_timeIndexes.end(), i) != m_timeIndexes.end();
        const QByteArrayView value = viewOf(m_fields[i]);
        if (isTime || m_mapping.isNull(value))
            continue;
        if (m_columns[i])
            m_builder.put(m_columns[i]->role, m_keys[i], value, m_columns[i]->number);
        else
            m_builder.detail(m_keys[i], value);
    }
    putCells(place);
    endEvent(place, viewOf(time));
    return done(place);
}

Result<void> TableRun::read()
{
    qint64 reported = 0;
    int skipped = 0;
    Place place;
    while (true) {
        bool damaged = false;
        const auto more = nextRecord(place, damaged);
        if (!more)
            return more.error();
        if (!*more)
            return {};
        m_position = place.next;
        m_tally.setReplaying(place.offset < m_context.position);
        m_tally.zeros(place.zeros, place.offset);
        Result<bool> going = true;
        if (skipped < m_mapping.skipLines) {
            ++skipped;
        } else if (!m_tally.replaying() && !m_context.sink.step(place.offset)) {
            m_tally.skipped(place.offset, place.length);
            going = done(place);
        } else if (damaged) {
            m_tally.damaged(place.length > m_reader.longest() ? ErrorCode::LimitExceeded : ErrorCode::Damaged, viewOf(m_text),
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
    m_tally.finish(descriptor, format, m_decoder.met() + (m_decoder.guessed() ? u"?"_s : QString()), m_position);
}

} // namespace ashiato
