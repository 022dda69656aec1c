// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/tablemapping.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

QStringList texts(const QJsonValue &value)
{
    QStringList result;
    if (value.isString())
        result.append(value.toString());
    for (const QJsonValue &item : value.toArray())
        result.append(item.toString());
    return result;
}

/// "columns": {"日時": "time", "bytes": {"role": "bytesIn"}, "#4": "account"}
Result<void> readColumns(const QJsonObject &columns, TableMapping &mapping)
{
    for (auto it = columns.begin(); it != columns.end(); ++it) {
        TableMapping::Column column;
        column.name = it.key().toUtf8();
        const QString role = it->isObject() ? (*it)[u"role"].toString(u"details"_s) : it->toString();
        column.role = roleFromName(role);
        column.number = (*it)[u"number"].toBool();
        if (column.role == Role::None)
            return {ErrorCode::Invalid, u"mapping: role "_s + role};
        if (column.role == Role::Time)
            mapping.timeColumns.push_back(column.name);
        mapping.columns.push_back(column);
    }
    return {};
}

Result<void> readTimeRule(const QJsonObject &time, TableMapping &mapping)
{
    if (time.contains(u"columns")) {
        mapping.timeColumns.clear();
        for (const QString &name : texts(time[u"columns"])) {
            mapping.timeColumns.push_back(name.toUtf8());
            if (!mapping.column(name.toUtf8(), -1))
                mapping.columns.push_back({name.toUtf8(), Role::Time, false});
        }
    }
    QStringList patterns = texts(time[u"pattern"]);
    if (patterns.isEmpty())
        patterns = {u"auto"_s};
    for (const QString &text : patterns) {
        auto pattern = TimePattern::compile(text);
        if (!pattern)
            return pattern.error();
        mapping.timePatterns.push_back(std::move(*pattern));
    }
    return {};
}

} // namespace

Result<TableMapping> TableMapping::parse(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return {ErrorCode::Invalid, u"mapping: "_s + error.errorString(), error.offset};
    const QJsonObject object = document.object();
    TableMapping mapping;
    mapping.format = object[u"format"].toString();
    mapping.name = object[u"name"].toString();
    const QString delimiter = object[u"delimiter"].toString();
    mapping.delimiter = delimiter.isEmpty() ? '\0' : delimiter[0].toLatin1();
    mapping.headerLine = object[u"header"].isBool() ? object[u"header"].toBool() : object[u"header"].toInt(1);
    mapping.skipLines = object[u"skipLines"].toInt();
    mapping.encoding = encodingFromName(object[u"encoding"].toString());
    const QJsonObject type = object[u"type"].toObject();
    mapping.type = (type.isEmpty() ? object[u"type"].toString() : type[u"id"].toString()).toUtf8();
    mapping.flow = object[u"flow"].toBool();
    for (const QString &null : texts(object[u"null"]))
        mapping.nulls.push_back(null.toUtf8());
    for (const QString &comment : texts(object[u"comments"])) {
        if (!comment.isEmpty()) // the empty text begins every line
            mapping.comments.push_back(comment.toUtf8());
    }
    mapping.records = object[u"records"].toString().toUtf8();
    const auto columns = readColumns(object[u"columns"].toObject(), mapping);
    if (!columns)
        return columns.error();
    const auto time = readTimeRule(object[u"time"].toObject(), mapping);
    if (!time)
        return time.error();
    const QJsonObject constants = object[u"constants"].toObject();
    for (auto it = constants.begin(); it != constants.end(); ++it) {
        const Role role = roleFromName(it.key());
        mapping.constants.push_back({role == Role::None ? Role::Details : role, EventBuilder::jsonKey(it.key().toUtf8()),
                                     it->toVariant().toString().toUtf8()});
    }
    // Only what needs no zone data: the evidence's own zone handles the rest, with its changes of clock.
    const QString zone = object[u"zone"].toString();
    int minutes = 0;
    if (zone == u"Asia/Tokyo"_s || zone == u"Japan"_s)
        mapping.offsetMinutes = 9 * 60;
    else if (parseOffset(zone.toUtf8(), minutes))
        mapping.offsetMinutes = minutes;
    else if (!zone.isEmpty())
        return {ErrorCode::Invalid, u"mapping: zone "_s + zone};
    return mapping;
}

const TableMapping::Column *TableMapping::column(QByteArrayView name, int index) const
{
    const QByteArray number = '#' + QByteArray::number(index + 1);
    for (const Column &column : columns) {
        if (name == QByteArrayView(column.name) || (index >= 0 && column.name == number))
            return &column;
    }
    return nullptr;
}

bool TableMapping::isNull(QByteArrayView value) const
{
    for (const QByteArray &null : nulls) {
        if (value == QByteArrayView(null))
            return true;
    }
    return value.isEmpty();
}

bool TableMapping::isComment(QByteArrayView line) const
{
    for (const QByteArray &comment : comments) {
        if (line.startsWith(comment))
            return true;
    }
    return false;
}

bool TableMapping::readTime(QByteArrayView text, Moment &moment) const
{
    for (const TimePattern &pattern : timePatterns) {
        if (!pattern.parse(text, moment))
            continue;
        if (!moment.isEpoch() && !moment.hasOffset && offsetMinutes) {
            moment.hasOffset = true;
            moment.offsetMinutes = *offsetMinutes;
        }
        return true;
    }
    return false;
}

MappingKind mappingKind(const QByteArray &mapping)
{
    const QJsonDocument json = QJsonDocument::fromJson(mapping);
    if (json.isObject())
        return json.object().contains(u"variants") ? MappingKind::LogFormat : MappingKind::Table;
    return squidLogFormats(mapping).isEmpty() ? MappingKind::Table : MappingKind::SquidConfiguration;
}

QStringList squidLogFormats(const QByteArray &configuration)
{
    static const QRegularExpression declares(u"^[ \\t]*logformat[ \\t]+[^\\s#]+[ \\t]+[^\\r\\n]+"_s, QRegularExpression::MultilineOption);
    QStringList lines;
    for (const QRegularExpressionMatch &match : declares.globalMatch(QString::fromUtf8(configuration)))
        lines.append(match.captured().trimmed());
    return lines;
}

} // namespace ashiato
