// SPDX-License-Identifier: Apache-2.0
// TableRun: records of CSV, their bounds and their cells.
#include "importers/logs/tablerun.h"

#include <algorithm>
#include <utility>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

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

/// The number of a column that is named "#6"; 0: the name is another.
size_t columnNumber(QByteArrayView name)
{
    qint64 number = 0;
    const bool numbered = name.startsWith('#') && parseNumber(name.sliced(1), number) && number > 0;
    return numbered ? size_t(std::min<qint64>(number, qint64(CsvSplitter::kMostCells) + 1)) : 0;
}

} // namespace

/// The lines that a quoted cell goes on over. A quote that is never closed, or closed where text follows, was none: see
/// damagedCsv(). So is one that would make one cell of several lines each of which is a row itself.
Result<bool> TableRun::restOfCsv(Place &place)
{
    constexpr int kFewRows = 3;
    if (!m_headerTaken && !viewOf(m_text).trimmed().isEmpty()) {
        if (!m_mapping.delimiter)
            m_mapping.delimiter = guessedDelimiter(viewOf(m_text));
        m_csv.setDelimiter(m_mapping.delimiter);
        m_probe.setDelimiter(m_mapping.delimiter);
    }
    m_csv.begin();
    if (m_csv.take(viewOf(m_text))) {
        if (m_csv.oddAt() >= 0 && m_headerTaken) {
            place.state = State::Damaged;
            splitPlainly(m_csv.oddAt());
        }
        return true;
    }
    const Place first = place;
    const size_t firstSize = m_text.size();
    RawLine line;
    int rows = 0;
    bool allRows = true, closed = false, over = false;
    while (!closed && !m_csv.oddlySpread()) {
        const auto more = m_reader.next(line);
        if (!more)
            return more.error();
        if (!*more)
            break;
        over = line.tooLong || line.next - place.offset > std::min(kLongestRecord, m_credit);
        if (over)
            break;
        bool escaped = false;
        const QByteArrayView text = decodeLine(line, escaped);
        allRows = allRows && isLikeRow(text);
        rows += allRows;
        appendLine(line, text, escaped, place);
        closed = m_csv.take(viewOf(m_text));
    }
    if (closed && !m_csv.oddlySpread() && !(allRows && rows >= kFewRows))
        return true;
    m_credit -= place.next - first.next;
    place = first;
    place.state = over ? State::TooLong : State::Damaged;
    m_text.resize(firstSize);
    m_reader.seek(first.next);
    return damagedCsv(place);
}

/// The record of a quote that does not end ends before the next line that looks like a row, and reading goes on there: a
/// stray quote costs nothing but its own line, and no line out of a text that is cut off is taken for a row.
Result<bool> TableRun::damagedCsv(Place &place)
{
    const size_t firstSize = m_text.size();
    RawLine line;
    while (true) {
        const auto more = m_reader.next(line);
        if (!more)
            return more.error();
        if (!*more)
            break;
        bool escaped = false;
        const QByteArrayView text = line.tooLong ? QByteArrayView() : decodeLine(line, escaped);
        const bool isRow = !line.tooLong && isLikeRow(text);
        m_passing = !isRow && (line.tooLong || qint64(m_text.size()) + text.size() > kLongestRecord);
        if (isRow || m_passing) {
            m_reader.seek(line.offset - line.zeros);
            break;
        }
        appendLine(line, text, escaped, place);
    }
    m_csv.begin();
    m_csv.take(viewOf(m_text));
    if (m_text.size() == firstSize)
        splitPlainly(m_csv.oddAt() >= 0 ? m_csv.oddAt() : m_csv.openedAt());
    return true;
}

/// Splits the line once more without the quote at this place, which seems to be a stray one. Where the line has not the
/// cells of a row then, it stays as it was.
void TableRun::splitPlainly(qsizetype quote)
{
    m_csv.begin(quote);
    if (m_csv.take(viewOf(m_text)) && m_csv.count() == (m_usual ? m_usual : m_header.size()))
        return;
    m_csv.begin();
    m_csv.take(viewOf(m_text));
}

/// What is left of a damage too long to be kept, up to the next line that looks like a row; false where there is nothing.
Result<bool> TableRun::passDamage(Place &place)
{
    RawLine line;
    m_passing = false;
    bool any = false;
    m_text.clear();
    while (!m_passing) {
        const auto more = m_reader.next(line);
        if (!more)
            return more.error();
        if (!*more)
            break;
        bool escaped = false;
        if (!line.tooLong && isLikeRow(decodeLine(line, escaped))) {
            m_reader.seek(line.offset - line.zeros);
            break;
        }
        if (!any)
            place = Place{line.offset, 0, 0, false, line.zeros, State::TooLong};
        any = true;
        place.length = line.next - place.offset;
        place.next = line.next;
        m_passing = place.length > kLongestRecord; // the rest with the next call: progress is told between
    }
    return any;
}

/// Whether a line is a row for itself: as many cells as rows have, and a time where the time stands.
bool TableRun::isLikeRow(QByteArrayView line)
{
    if (line.trimmed().isEmpty())
        return false;
    if (!m_headerTaken)
        return true;
    m_probe.begin();
    const bool closed = m_probe.take(line);
    const size_t count = m_probe.count(), usual = std::max(m_usual, m_header.size());
    if (closed ? count != m_usual && count != m_header.size() : count > usual || count < 2)
        return false;
    if (m_timeIndexes.empty())
        return true;
    Moment moment;
    const std::string time = timeOf(m_probe);
    return !time.empty() && m_mapping.readTime(viewOf(time), moment);
}

/// Binds the mapping to the columns of this file.
Result<void> TableRun::takeHeader()
{
    m_headerTaken = true;
    for (size_t i = 0; i < m_csv.count(); ++i) {
        const QByteArray number = '#' + QByteArray::number(i + 1);
        const QByteArray name = m_mapping.headerLine ? m_csv.view(i).trimmed().toByteArray() : QByteArray();
        m_titles.push_back(name);
        // The second column of a name has one of its own: neither its role nor its key takes the first one's place.
        const bool again = std::find(m_header.begin(), m_header.end(), name) != m_header.end();
        m_header.push_back(name.isEmpty() ? number : again ? name + ' ' + number : name);
        m_keys.push_back(EventBuilder::jsonKey(m_header.back()));
        m_columns.push_back(m_mapping.column(m_header.back(), int(i)));
    }
    for (const TableMapping::Column &column : m_mapping.columns) {
        if (std::find(m_columns.begin(), m_columns.end(), &column) != m_columns.end() || bindCell(column))
            continue;
        const size_t further = columnNumber(column.name);
        if (further <= m_header.size())
            return {m_chosen ? ErrorCode::Invalid : ErrorCode::NotMine, u"column "_s + QString::fromUtf8(column.name)};
        m_needed = std::max(m_needed, further);
    }
    for (const QByteArray &name : m_mapping.timeColumns) {
        for (size_t i = 0; i < m_columns.size(); ++i) {
            if (m_columns[i] && m_columns[i]->name == name)
                m_timeIndexes.push_back(i);
        }
        if (const size_t further = columnNumber(name); further > m_header.size())
            m_timeIndexes.push_back(further - 1);
    }
    return {};
}

/// A mapping may name columns that the header does not; whether they are there the first row tells.
Result<void> TableRun::bindFurther()
{
    const size_t needed = std::exchange(m_needed, 0);
    if (m_csv.count() >= needed)
        return {};
    return {m_chosen ? ErrorCode::Invalid : ErrorCode::NotMine, u"column #"_s + QString::number(needed)};
}

/// Names of cells beyond the header: "#6" like those of a column without a name.
void TableRun::nameFurther(size_t count)
{
    while (m_columns.size() < count) {
        QByteArray name = '#' + QByteArray::number(m_columns.size() + 1);
        m_columns.push_back(m_mapping.column(name, -1));
        if (std::find(m_header.begin(), m_header.end(), name) != m_header.end())
            name += ' ' + name;
        m_keys.push_back(EventBuilder::jsonKey(name));
    }
}

/// Without a mapping the first column that reads as a time is the time; a date and a clock time beside it are one.
void TableRun::guessTimeColumns()
{
    constexpr int kMostGuesses = 20; // the first rows may have no time of their own
    if (!m_timeIndexes.empty() || !m_mapping.columns.empty() || m_timeGuesses >= kMostGuesses)
        return;
    ++m_timeGuesses;
    Moment moment, joined;
    for (size_t i = 0; i < m_csv.count(); ++i) {
        if (!parseFlexibleTime(m_csv.view(i), moment))
            continue;
        m_timeIndexes = {i};
        if (moment.precisionNs == kDayNs && i + 1 < m_csv.count()) {
            const std::string both = m_csv.cell(i) + ' ' + m_csv.cell(i + 1);
            if (parseFlexibleTime(viewOf(both), joined) && joined.precisionNs < kDayNs)
                m_timeIndexes.push_back(i + 1);
        }
        return;
    }
}

std::string TableRun::timeOf(const CsvSplitter &row) const
{
    std::string time;
    for (const size_t index : m_timeIndexes) {
        if (index >= row.count() || row.cell(index).empty())
            continue;
        if (!time.empty())
            time += ' ';
        time += row.cell(index);
    }
    return time;
}

/// The header once more: joined files.
bool TableRun::isHeaderAgain() const
{
    if (m_mapping.headerLine <= 0 || m_csv.count() < m_header.size())
        return false;
    for (size_t i = 0; i < m_header.size(); ++i) {
        if (m_csv.view(i).trimmed() != QByteArrayView(m_titles[i]))
            return false;
    }
    return true;
}

Result<bool> TableRun::csvRow(const Place &place)
{
    if (m_needed > 0) {
        if (const auto bound = bindFurther(); !bound)
            return bound.error();
    }
    const size_t count = m_csv.count();
    if (place.state == State::Whole) {
        if (isHeaderAgain())
            return true;
        m_usual = count;
    }
    guessTimeColumns();
    nameFurther(count);
    beginEvent(place);
    const std::string time = timeOf(m_csv);
    bool further = false;
    putRow(further);
    putCells(place);
    if (place.state == State::Whole)
        countOdd(further, place.offset);
    if (place.state != State::Whole || m_csv.cut()) {
        m_builder.event().flags |= EventDamaged;
        m_tally.damaged(place.state == State::Damaged ? ErrorCode::Damaged : ErrorCode::LimitExceeded, viewOf(m_text), place.offset,
                        place.length);
    }
    endEvent(place, viewOf(time));
    return done(place);
}

/// further: whether there are cells beyond the header; a comma at the end of each line makes none.
void TableRun::putRow(bool &further)
{
    for (size_t i = 0; i < m_csv.count(); ++i) {
        const bool isTime = std::find(m_timeIndexes.begin(), m_timeIndexes.end(), i) != m_timeIndexes.end();
        const QByteArrayView value = m_csv.view(i);
        further = further || (i >= m_header.size() && !value.isEmpty());
        if (isTime || m_mapping.isNull(value))
            continue;
        if (m_columns[i])
            m_builder.put(m_columns[i]->role, m_keys[i], value, m_columns[i]->number);
        else
            m_builder.detail(m_keys[i], value);
    }
}

void TableRun::countOdd(bool further, qint64 offset)
{
    if (!further && m_csv.count() >= m_header.size())
        return;
    OddRows &rows = further ? m_more : m_fewer;
    if (rows.count++ == 0) {
        rows.offset = offset;
        rows.cells = m_csv.count();
    }
}

/// One warning a kind: "6 > 5", cells of the first such row and of the header.
void TableRun::tellOdd()
{
    for (const auto &[rows, sign] : {std::pair(m_more, QChar(u'>')), std::pair(m_fewer, QChar(u'<'))}) {
        if (rows.count > 0)
            m_context.sink.warn(ErrorCode::CellsDiffer, m_context.path, u"%1 %2 %3"_s.arg(rows.cells).arg(sign).arg(m_header.size()),
                                rows.offset, kUnknown, m_context.fileId, rows.count);
    }
}

} // namespace ashiato
