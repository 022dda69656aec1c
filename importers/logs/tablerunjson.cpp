// SPDX-License-Identifier: Apache-2.0
// TableRun: a line of JSON as a row.
#include "importers/logs/tablerun.h"

#include <QJsonArray>
#include <QJsonDocument>

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

} // namespace

QByteArrayView TableRun::jsonText(const QJsonValue &value)
{
    if (value.isString())
        m_kept.push_back(value.toString().toUtf8());
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

Result<bool> TableRun::jsonRow(const Place &place)
{
    const QByteArray exact = withExactNumbers(viewOf(m_text));
    const QJsonDocument document = QJsonDocument::fromJson(exact);
    if (!document.isObject()) {
        m_tally.damaged(ErrorCode::Damaged, viewOf(m_text), place.offset, place.length);
        return done(place);
    }
    QJsonObject object = document.object();
    m_kept.clear();
    m_kept.reserve(m_mapping.columns.size() + size_t(object.size()) + 4);
    beginEvent(place);
    // A mapped key may lead into objects: "user.name". What is mapped leaves the details; a nested object stays whole.
    const auto value = [&](const QByteArray &path) {
        const QStringList steps = QString::fromUtf8(path).split(u'.');
        if (object.contains(QString::fromUtf8(path)))
            return object.take(QString::fromUtf8(path));
        QJsonValue found = object.value(steps.first());
        for (qsizetype i = 1; i < steps.size(); ++i)
            found = found.toObject().value(steps[i]);
        return found;
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
            m_builder.detail(EventBuilder::jsonKey(it.key().toUtf8()), text, it->isDouble());
    }
    endEvent(place, time);
    return done(place);
}

} // namespace ashiato
