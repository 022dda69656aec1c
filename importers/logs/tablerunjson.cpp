// SPDX-License-Identifier: Apache-2.0
// TableRun: lines of JSON as rows, and JSON in the cells of a table.
#include "importers/logs/tablerun.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// The line with numbers that a double cannot hold as they are written (an id of 20 digits, ns behind the point) as texts.
QByteArray withExactNumbers(QByteArrayView line)
{
    constexpr qsizetype kExactDigits = 15; // every decimal number of so many digits survives a double (IEEE 754)
    QByteArray out;
    qsizetype copied = 0;
    bool inText = false;
    for (qsizetype at = 0; at < line.size(); ++at) {
        if (line[at] == '"')
            inText = !inText;
        else if (inText && line[at] == '\\')
            ++at;
        if (inText || (line[at] != '-' && (line[at] < '0' || line[at] > '9')))
            continue;
        const qsizetype begin = at;
        while (at < line.size() && (QByteArrayView("+-.eE").contains(line[at]) || (line[at] >= '0' && line[at] <= '9')))
            ++at;
        const QByteArrayView number = line.sliced(begin, at - begin);
        qint64 whole = 0;
        if (number.size() > kExactDigits && !parseNumber(number, whole)) {
            out += line.sliced(copied, begin - copied);
            out += '"' + number.toByteArray() + '"';
            copied = at;
        }
        --at;
    }
    out += line.sliced(copied);
    return out;
}

/// The text as UTF-8, which has no half of a surrogate pair: one that stands alone is written as JSON writes it, \udc00.
QByteArray utf8Of(const QString &text)
{
    if (text.isValidUtf16())
        return text.toUtf8();
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool pair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (pair)
            out += text[i++];
        if (pair || !c.isSurrogate())
            out += text[i];
        else
            out += u"\\u"_s + QString::number(c.unicode(), 16);
    }
    return out.toUtf8();
}

/// An object, or the text of one: exports put whole records into a text (AuditData of Microsoft 365).
QJsonObject objectOf(const QJsonValue &value)
{
    if (!value.isString())
        return value.toObject();
    return QJsonDocument::fromJson(withExactNumbers(utf8Of(value.toString()))).object();
}

/// What a path of keys leads to: "user.name". A key that holds the whole path comes first.
QJsonValue valueAt(const QJsonObject &object, const QString &path)
{
    const auto whole = object.constFind(path);
    if (whole != object.constEnd())
        return *whole;
    const qsizetype dot = path.indexOf(u'.');
    return dot < 0 ? QJsonValue() : valueAt(objectOf(object.value(path.first(dot))), path.sliced(dot + 1));
}

} // namespace

/// Whether the value goes on behind this line. Only one that begins with a bracket alone may, as programs write it for the
/// eye: a record that is broken off within its line does not take the next ones with it.
bool TableRun::isOpenJson(QByteArrayView line, bool first)
{
    line = line.trimmed();
    if (first) {
        if (!m_spread || !(line == "[" || line == "{" || line == "[{"))
            return false;
        m_depth = 0;
        m_inText = false;
    }
    for (qsizetype at = 0; at < line.size(); ++at) {
        if (line[at] == '"')
            m_inText = !m_inText;
        else if (m_inText)
            at += line[at] == '\\' ? 1 : 0;
        else if (line[at] == '{' || line[at] == '[')
            ++m_depth;
        else if (line[at] == '}' || line[at] == ']')
            --m_depth;
    }
    return m_depth > 0;
}

/// A bracket that is never closed costs its own line alone.
Result<bool> TableRun::restOfJson(Place &place)
{
    const Place first = place;
    const size_t firstSize = m_text.size();
    RawLine line;
    bool open = isOpenJson(viewOf(m_text), true);
    while (open) {
        const auto more = m_reader.next(line);
        if (!more)
            return more.error();
        if (!*more || line.tooLong || qint64(m_text.size()) + line.bytes.size() > kLongestRecord) {
            place = first;
            place.state = State::Damaged;
            m_spread = false;
            m_text.resize(firstSize);
            m_reader.seek(first.next);
            return true;
        }
        bool escaped = false;
        const QByteArrayView text = decodeLine(line, escaped);
        open = isOpenJson(text, false);
        appendLine(line, text, escaped, place);
    }
    return true;
}

bool TableRun::bindCell(const TableMapping::Column &column)
{
    const qsizetype dot = column.name.indexOf('.');
    const auto found = dot < 0 ? m_header.end() : std::find(m_header.begin(), m_header.end(), column.name.first(dot));
    if (found == m_header.end() || column.role == Role::Time)
        return false;
    m_cells.push_back({size_t(found - m_header.begin()), column.name.sliced(dot + 1), &column});
    return true;
}

void TableRun::putCells(const Place &place)
{
    m_kept.clear();
    m_kept.reserve(m_cells.size());
    size_t parsed = m_header.size(); // several values come out of one cell
    QJsonObject object;
    for (const CellColumn &cell : m_cells) {
        const QByteArrayView text = cell.index < m_csv.count() ? m_csv.view(cell.index) : QByteArrayView();
        if (m_mapping.isNull(text))
            continue;
        if (cell.index != parsed) {
            const QJsonDocument document = QJsonDocument::fromJson(withExactNumbers(text));
            parsed = cell.index;
            object = document.object();
            if (!document.isObject()) {
                m_builder.event().flags |= EventDamaged;
                m_tally.damaged(ErrorCode::Damaged, text, place.offset, place.length);
            }
        }
        const QByteArrayView value = jsonText(valueAt(object, QString::fromUtf8(cell.path)));
        if (!m_mapping.isNull(value))
            m_builder.put(cell.column->role, EventBuilder::jsonKey(cell.column->name), value, cell.column->number);
    }
}

QByteArrayView TableRun::jsonText(const QJsonValue &value)
{
    if (value.isString())
        m_kept.push_back(utf8Of(value.toString()));
    else if (value.isBool())
        m_kept.push_back(value.toBool() ? "true" : "false");
    else if (value.isDouble()) // integers are kept exactly by Qt; a fraction is written with all its digits
        m_kept.push_back(value.toVariant().toString().toUtf8());
    else if (value.isArray())
        m_kept.push_back(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    else if (value.isObject())
        m_kept.push_back(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    else
        return {};
    return m_kept.back();
}

/// A line is a row, or holds an array of them: itself, or under the mapping's key.
Result<bool> TableRun::jsonRow(const Place &place)
{
    const QJsonDocument document = QJsonDocument::fromJson(withExactNumbers(viewOf(m_text)));
    QJsonObject around = document.object();
    QJsonValue rows = document.array();
    if (!document.isArray() && m_mapping.records.isEmpty())
        rows = document.isObject() ? QJsonArray{std::exchange(around, {})} : QJsonValue();
    else if (!document.isArray())
        rows = around.take(QString::fromUtf8(m_mapping.records));
    bool whole = rows.isArray();
    quint32 ordinal = 0;
    for (const QJsonValue &row : rows.toArray()) {
        if (row.isObject())
            jsonEvent(place, row.toObject(), around, ordinal++);
        else
            whole = false;
    }
    if (!whole)
        m_tally.damaged(ErrorCode::Damaged, viewOf(m_text), place.offset, place.length);
    return done(place);
}

/// around: what stands about the array that the row is in; it belongs to each of them.
void TableRun::jsonEvent(const Place &place, QJsonObject object, const QJsonObject &around, quint32 ordinal)
{
    m_kept.clear();
    m_kept.reserve(m_mapping.columns.size() + size_t(object.size() + around.size()) + 4);
    beginEvent(place);
    m_builder.event().ordinal = ordinal;
    // What is mapped leaves the details; a nested object stays whole.
    const auto value = [&](const QByteArray &path) {
        const QString key = QString::fromUtf8(path);
        return object.contains(key) ? object.take(key) : valueAt(object, key);
    };
    std::vector<QByteArray> timeColumns = m_mapping.timeColumns;
    if (timeColumns.empty() && m_mapping.columns.empty()) {
        for (const char *name : {"@timestamp", "timestamp", "time", "ts", "datetime"}) {
            if (object.contains(QLatin1String(name)) && timeColumns.empty())
                timeColumns.push_back(name);
        }
    }
    QByteArray time;
    for (const QByteArray &name : timeColumns) {
        time += time.isEmpty() ? "" : " ";
        time += jsonText(value(name));
    }
    for (const TableMapping::Column &column : m_mapping.columns) {
        if (column.role == Role::Time)
            continue;
        const QByteArrayView text = jsonText(value(column.name));
        if (!m_mapping.isNull(text))
            m_builder.put(column.role, EventBuilder::jsonKey(column.name), text, column.number);
    }
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QByteArrayView text = jsonText(*it);
        if (!m_mapping.isNull(text))
            m_builder.detail(EventBuilder::jsonKey(utf8Of(it.key())), text, it->isDouble());
    }
    for (auto it = around.begin(); it != around.end(); ++it) {
        const QByteArrayView text = jsonText(*it);
        if (!object.contains(it.key()) && !m_mapping.isNull(text))
            m_builder.detail(EventBuilder::jsonKey(utf8Of(it.key())), text, it->isDouble());
    }
    endEvent(place, time);
}

} // namespace ashiato
