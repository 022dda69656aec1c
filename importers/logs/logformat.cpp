// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/logformat.h"

#include "importers/logs/logvariants.h"
#include "models/records/severity.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

bool LogCondition::fits(QByteArrayView value) const
{
    for (const Text &t : texts) {
        bool fit = false;
        if (t.openBegin && t.openEnd)
            fit = value.contains(t.text);
        else if (t.openBegin)
            fit = value.endsWith(t.text);
        else if (t.openEnd)
            fit = value.startsWith(t.text);
        else
            fit = value == QByteArrayView(t.text);
        if (fit)
            return true;
    }
    return false;
}

int LogFormat::indexOf(QByteArrayView name) const
{
    for (size_t i = 0; i < fields.size(); ++i) {
        if (name == QByteArrayView(fields[i].name))
            return int(i);
    }
    return -1;
}

bool LogFormat::isComment(QByteArrayView line) const
{
    for (const QByteArray &comment : comments) {
        if (line.startsWith(comment))
            return true;
    }
    return false;
}

namespace
{

/// Where a message may begin behind a syslog header, in the order of likelihood: RFC 5424 with or without structured data,
/// behind the tag's colon (RFC 3164), a closing bracket, the priority alone, and behind each of the first words of a line that
/// begins as such headers do.
class HeaderEnds
{
public:
    explicit HeaderEnds(QByteArrayView line) : m_line(line.first(std::min(line.size(), kLongest)))
    {
        const qsizetype close = m_line.startsWith('<') ? m_line.indexOf('>') : -1;
        const qsizetype behind = close > 0 && close <= kPriority ? close + 1 : 0;
        if (behind > 0 && m_line.sliced(behind).startsWith("1 "))
            add(structured(behind));
        add(m_line.indexOf(": ") + 1); // -1 + 1: none
        add(m_line.indexOf("] ") + 1);
        add(behind);
        const QByteArrayView rest = m_line.sliced(behind);
        if (behind == 0 && monthByName(rest.first(std::min<qsizetype>(3, rest.size()))) == 0 && !rest.startsWith("20"))
            return;
        qsizetype at = behind;
        for (int word = 0; word < kMostWords; ++word) {
            at = m_line.indexOf(' ', at) + 1;
            if (at == 0)
                break;
            add(at);
        }
    }

    int count() const { return m_count; }
    qsizetype operator[](int index) const { return m_ends[size_t(index)]; }

private:
    static constexpr qsizetype kLongest = 512, kPriority = 4;
    static constexpr int kMostWords = 8;

    void add(qsizetype end)
    {
        const auto known = m_ends.begin() + m_count;
        if (end > 0 && m_count < int(m_ends.size()) && std::find(m_ends.begin(), known, end) == known)
            m_ends[size_t(m_count++)] = end;
    }

    /// Behind "1 time host app process id" and the structured data: "-" or "[id name="value"]…"; 0: there is none.
    qsizetype structured(qsizetype at) const
    {
        constexpr int kFields = 6;
        for (int i = 0; i < kFields; ++i) {
            at = m_line.indexOf(' ', at) + 1;
            if (at == 0)
                return 0;
        }
        const QByteArrayView rest = m_line.sliced(at);
        if (rest.startsWith("- "))
            return at + 2;
        if (!rest.startsWith('['))
            return 0;
        const qsizetype close = m_line.indexOf("] ", at);
        return close < 0 ? 0 : close + 2;
    }

    QByteArrayView m_line;
    std::array<qsizetype, 4 + kMostWords> m_ends{};
    int m_count = 0;
};

} // namespace

int LogFormat::split(QByteArrayView line, LogFields &values, int &hint) const
{
    // A priority stands before the first field without a blank, which would take it in.
    const int plain = syslog && line.startsWith('<') ? -1 : splitPlain(line, values, hint);
    if (plain >= 0 || !syslog)
        return plain;
    const HeaderEnds ends(line);
    for (int i = 0; i < ends.count(); ++i) {
        const int behind = splitPlain(line.sliced(ends[i]), values, hint);
        if (behind < 0)
            continue;
        values.header = trimBlanks(line.first(ends[i]));
        return behind;
    }
    return -1;
}

bool LogFormat::fit(const LogFields &values, const std::vector<LogCondition> &conditions)
{
    return std::all_of(conditions.begin(), conditions.end(), [&](const LogCondition &condition) {
        return condition.fits(values.values[size_t(condition.field)]);
    });
}

int LogFormat::splitPlain(QByteArrayView line, LogFields &values, int &hint) const
{
    const auto fits = [&](int index) {
        const LogVariant &variant = *variants[size_t(index)];
        return variant.split(line, values) && fit(values, variant.when);
    };
    if (fits(hint))
        return hint;
    for (int index = 0; index < int(variants.size()); ++index) {
        if (index == hint || !fits(index))
            continue;
        if (!isDoubtful(values))
            hint = index;
        return index;
    }
    return -1;
}

bool LogFormat::isDoubtful(const LogFields &values) const
{
    for (size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].doubtful && !values.values[i].isEmpty())
            return true;
    }
    return false;
}

namespace
{

/// Reads a definition; the first mistake is kept with the key it stands at.
class Reader
{
public:
    Reader(const QJsonObject &json, LogFormat &format) : m_json(json), m_format(format) {}

    Result<void> read()
    {
        readDescriptor();
        readFields();
        readVariants();
        readTimes();
        readRules();
        readSessions();
        if (!m_error.isEmpty())
            return {ErrorCode::Invalid, m_error};
        return {};
    }

private:
    void fail(const QString &what)
    {
        if (m_error.isEmpty())
            m_error = what;
    }

    static std::vector<QByteArray> texts(const QJsonValue &value)
    {
        std::vector<QByteArray> result;
        if (value.isString())
            result.push_back(value.toString().toUtf8());
        for (const QJsonValue &item : value.toArray())
            result.push_back(item.toString().toUtf8());
        return result;
    }

    static QStringList names(const QJsonValue &value)
    {
        QStringList result;
        for (const QByteArray &text : texts(value))
            result.append(QString::fromUtf8(text));
        return result;
    }

    int field(const QString &name)
    {
        const int index = m_format.indexOf(name.toUtf8());
        if (index < 0)
            fail(u"unknown field: "_s + name);
        return index;
    }

    void readDescriptor()
    {
        ImporterDescriptor &descriptor = m_format.descriptor;
        descriptor.id = m_json[u"id"].toString();
        descriptor.version = m_json[u"version"].toString(u"1"_s);
        descriptor.title = m_json[u"title"].toString();
        descriptor.fileNames = names(m_json[u"fileNames"]);
        descriptor.priority = m_json[u"priority"].toInt(80);
        descriptor.localTime = m_json[u"localTime"].toBool();
        descriptor.requiredFields = names(m_json[u"required"]);
        for (const QByteArray &null : texts(m_json[u"null"])) {
            if (!null.isEmpty()) // the empty text means nothing anyway
                m_format.nulls.push_back(null);
        }
        m_format.headerTime = m_json[u"headerTime"].toBool();
        m_format.syslog = m_json[u"syslog"].toBool();
        m_format.comments = texts(m_json[u"comments"]);
        m_format.samples = m_json[u"samples"].toArray();
        if (descriptor.id.isEmpty() || descriptor.title.isEmpty())
            fail(u"id and title are needed"_s);
    }

    void readFields()
    {
        for (const QJsonValue &value : m_json[u"fields"].toArray()) {
            const QJsonObject object = value.toObject();
            LogField field;
            field.name = object[u"name"].toString().toUtf8();
            field.key = EventBuilder::jsonKey(field.name);
            field.decodedKey = EventBuilder::jsonKey(field.name + "_decoded");
            const QString role = object[u"role"].toString(u"details"_s);
            field.role = roleFromName(role);
            field.number = object[u"number"].toBool();
            field.end = object[u"end"].toBool();
            field.doubtful = object[u"doubtful"].toBool();
            const QString decode = object[u"decode"].toString();
            field.decode = decode == u"percent"_s ? LogField::Decode::Percent
                : decode == u"form"_s             ? LogField::Decode::Form
                : decode == u"squid"_s            ? LogField::Decode::Squid
                                                  : LogField::Decode::None;
            if (field.role == Role::None || field.name.isEmpty())
                fail(u"role: "_s + role);
            if (object.contains(u"pattern")) {
                auto pattern = TimePattern::compile(object[u"pattern"].toString());
                if (pattern)
                    field.pattern = std::move(*pattern);
                else
                    fail(pattern.error().detail);
            }
            const std::vector<QByteArray> between = texts(object[u"between"]);
            if (between.size() == 2) {
                field.before = between[0];
                field.after = between[1];
            } else if (!between.empty()) {
                fail(u"between: two texts are needed"_s);
            }
            const QJsonObject map = object[u"values"].toObject();
            for (auto it = map.begin(); it != map.end(); ++it)
                field.values.emplace_back(it.key().toUtf8(), it.value().toString().toUtf8());
            m_format.fields.push_back(std::move(field));
        }
    }

    void readVariants()
    {
        for (const QJsonValue &value : m_json[u"variants"].toArray()) {
            const QJsonObject object = value.toObject();
            if (object.contains(u"keyValue"))
                m_format.variants.push_back(makeKeyValueVariant(m_format, object));
            else if (object.contains(u"cef"))
                m_format.variants.push_back(makeCefVariant(m_format, object[u"cef"].toObject()));
            else
                add(object.contains(u"regex") ? compileRegex(object[u"regex"].toString(), m_format)
                                              : compileTemplate(object[u"template"].toString(), m_format));
            if (m_format.variants.empty())
                continue;
            m_format.variants.back()->name = object[u"name"].toString();
            m_format.variants.back()->isShort = object[u"short"].toBool();
            m_format.variants.back()->when = conditions(object[u"when"]);
        }
        if (m_format.variants.empty())
            fail(u"no variants"_s);
    }

    void add(Result<std::unique_ptr<LogVariant>> variant)
    {
        if (variant)
            m_format.variants.push_back(std::move(*variant));
        else
            fail(variant.error().detail);
    }

    void readTimes()
    {
        for (const QJsonValue &value : m_json[u"time"].toArray()) {
            const QJsonObject object = value.toObject();
            LogFormat::TimeSource source;
            for (const QString &name : names(object[u"fields"]))
                source.fields.push_back(field(name));
            auto pattern = TimePattern::compile(object[u"pattern"].toString());
            if (!pattern) {
                fail(pattern.error().detail);
                continue;
            }
            source.pattern = std::move(*pattern);
            m_format.times.push_back(std::move(source));
        }
        if (m_json.contains(u"offset"))
            m_format.offsetField = field(m_json[u"offset"].toString());
    }

    std::vector<LogCondition> conditions(const QJsonValue &value)
    {
        std::vector<LogCondition> result;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            LogCondition condition;
            condition.field = field(it.key());
            for (QByteArray text : texts(it.value())) {
                LogCondition::Text entry;
                entry.openBegin = text.startsWith('*');
                entry.openEnd = text.size() > 1 && text.endsWith('*');
                if (entry.openBegin)
                    text.remove(0, 1);
                if (entry.openEnd)
                    text.chop(1);
                entry.text = text;
                condition.texts.push_back(std::move(entry));
            }
            result.push_back(std::move(condition));
        }
        return result;
    }

    void readRules()
    {
        for (const QJsonValue &value : m_json[u"events"].toArray()) {
            const QJsonObject object = value.toObject();
            LogFormat::TypeRule rule;
            rule.when = conditions(object[u"when"]);
            rule.type = object[u"type"].toString().toUtf8();
            rule.flow = object[u"flow"].toBool();
            m_format.descriptor.eventTypes.append(QString::fromUtf8(rule.type));
            m_format.types.push_back(std::move(rule));
        }
        for (const QJsonValue &value : m_json[u"severity"].toArray()) {
            const QJsonObject object = value.toObject();
            const QString name = object[u"is"].toString();
            const auto severity = severityFromId(name == u"none" ? QString() : name);
            if (!severity || name.isEmpty())
                fail(u"severity: "_s + name);
            m_format.severities.push_back({conditions(object[u"when"]), severity.value_or(Severity::None)});
        }
        if (m_format.types.empty() || !m_format.types.back().when.empty())
            fail(u"the last of events must fit every line (no when)"_s);
    }

    void readSessions()
    {
        if (!m_json.contains(u"sessions"))
            return;
        const QJsonObject object = m_json[u"sessions"].toObject();
        LogFormat::Sessions sessions;
        for (const QString &name : names(object[u"key"]))
            sessions.key.push_back(field(name));
        sessions.interim = conditions(object[u"interim"]);
        sessions.out = field(object[u"out"].toString());
        sessions.in = field(object[u"in"].toString());
        sessions.outDelta = field(object[u"outDelta"].toString());
        sessions.inDelta = field(object[u"inDelta"].toString());
        m_format.sessions = std::move(sessions);
    }

    const QJsonObject &m_json;
    LogFormat &m_format;
    QString m_error;
};

} // namespace

Result<std::shared_ptr<const LogFormat>> LogFormat::parse(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return {ErrorCode::Invalid, error.errorString(), error.offset};
    const QJsonObject object = document.object();
    auto format = std::make_shared<LogFormat>();
    const auto read = Reader(object, *format).read();
    if (!read)
        return {ErrorCode::Invalid, format->descriptor.id + u": "_s + read.error().detail};
    return std::shared_ptr<const LogFormat>(std::move(format));
}

} // namespace ashiato
