// SPDX-License-Identifier: Apache-2.0
#include "models/lens/filter.h"

#include "models/time/timetext.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// Of those that are no declared field.
constexpr std::array kFrameIds{"time", "evidence", "type", "kind", "severity", "address", "port", "tag", "text", "filetimes", "seen", "flag"};
static_assert(kFrameIds.size() == size_t(kFirstTypedFilter));

bool isEnd(QChar c) { return c.isSpace() || c == u'|'; }

/// ISO 8601 in UTC with no more digits than the value needs.
QString isoText(qint64 ns)
{
    qint64 precision = 1;
    while (precision < 1'000'000'000 && ns % (precision * 10) == 0)
        precision *= 10;
    return timeText(ns, precision);
}

/// A value as the text form holds it.
QString quoted(const QString &value)
{
    const bool plain = !value.isEmpty() && !value.startsWith(u'"') &&
                       std::none_of(value.begin(), value.end(), [](QChar c) { return isEnd(c) || c == u','; });
    if (plain)
        return value;
    QString text = value;
    return u'"' + text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"';
}

QString timeText(const Condition &condition)
{
    const QString from = condition.fromNs ? isoText(*condition.fromNs) : QString();
    const QString to = condition.toNs ? isoText(*condition.toNs) : QString();
    // Excluded spans and the open one need both ends in one word; others read better apart.
    if (condition.negated || (from.isEmpty() && to.isEmpty()))
        return u"time:"_s + from + u".."_s + to;
    return (from.isEmpty() ? QString() : u"from:"_s + from) + (from.isEmpty() || to.isEmpty() ? QString() : u" "_s) +
           (to.isEmpty() ? QString() : u"to:"_s + to);
}

/// Two positive spans side by side are one: their intersection.
void mergeSpan(Filter::Group &group, const Condition &condition)
{
    for (Condition &old : group) {
        if (old.field != FilterField::Time || old.negated)
            continue;
        if (condition.fromNs)
            old.fromNs = old.fromNs ? std::max(*old.fromNs, *condition.fromNs) : condition.fromNs;
        if (condition.toNs)
            old.toNs = old.toNs ? std::min(*old.toNs, *condition.toNs) : condition.toNs;
        return;
    }
    group.push_back(condition);
}

/// Reads the text form from left to right.
class Parser
{
public:
    Parser(const QString &text, const QString &zone) : m_text(text), m_zone(zone) {}

    Result<Filter> run()
    {
        Filter filter;
        Filter::Group group;
        for (;;) {
            skipBlanks();
            const bool end = m_at == m_text.size();
            if (end || m_text[m_at] == u'|') {
                if (group.empty() && !(end && filter.groups.empty()))
                    return Error{ErrorCode::Invalid, u"|"_s, m_at};
                if (!group.empty())
                    filter.groups.push_back(std::move(group));
                group.clear();
                if (end)
                    return filter;
                ++m_at;
                if (skipBlanks(); m_at == m_text.size())
                    return Error{ErrorCode::Invalid, u"|"_s, m_at};
                continue;
            }
            if (const auto read = readCondition(group); !read)
                return read.error();
        }
    }

private:
    void skipBlanks()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }

    Result<void> readCondition(Filter::Group &group)
    {
        const qsizetype start = m_at;
        Condition condition;
        if (m_text[m_at] == u'-' && m_at + 1 < m_text.size() && !isEnd(m_text[m_at + 1])) {
            condition.negated = true;
            ++m_at;
        }
        QString name;
        if (m_text[m_at] != u'"') {
            qsizetype colon = m_at;
            while (colon < m_text.size() && m_text[colon].isLetter())
                ++colon;
            if (colon > m_at && colon < m_text.size() && m_text[colon] == u':') {
                name = m_text.mid(m_at, colon - m_at).toLower();
                m_at = colon + 1;
            }
        }
        if (name == u"from" || name == u"to" || name == u"time")
            return readTime(name, condition, group, start);
        if (!name.isEmpty()) {
            const auto field = filterFieldFromId(name);
            if (!field)
                return {ErrorCode::Invalid, name, start};
            condition.field = *field;
        }
        do {
            const auto value = readValue();
            if (!value)
                return value.error();
            if (!condition.values.contains(*value))
                condition.values.append(*value);
        } while (m_at < m_text.size() && m_text[m_at] == u',' && ++m_at);
        if (std::find(group.begin(), group.end(), condition) == group.end())
            group.push_back(condition);
        return {};
    }

    Result<void> readTime(const QString &name, Condition condition, Filter::Group &group, qsizetype start)
    {
        const auto value = readValue();
        if (!value)
            return value.error();
        if (value->isEmpty())
            return {ErrorCode::Invalid, name, start};
        condition.field = FilterField::Time;
        QString from = name == u"from" ? *value : QString();
        QString to = name == u"to" ? *value : QString();
        if (name == u"time") {
            const qsizetype dots = value->indexOf(u".."_s);
            if (dots < 0)
                return {ErrorCode::Invalid, *value, start};
            from = value->left(dots);
            to = value->mid(dots + 2);
        }
        for (const auto &[text, end] : {std::pair{from, &condition.fromNs}, std::pair{to, &condition.toNs}}) {
            if (text.isEmpty())
                continue;
            const auto ns = parseTime(text, m_zone);
            if (!ns)
                return {ErrorCode::Invalid, text, start};
            *end = *ns;
        }
        if (condition.negated) {
            if (std::find(group.begin(), group.end(), condition) == group.end())
                group.push_back(condition);
        } else {
            mergeSpan(group, condition);
        }
        return {};
    }

    Result<QString> readValue()
    {
        const qsizetype start = m_at;
        if (m_at < m_text.size() && m_text[m_at] == u'"') {
            QString value;
            for (++m_at; m_at < m_text.size(); ++m_at) {
                if (m_text[m_at] == u'"') {
                    ++m_at;
                    if (m_at < m_text.size() && !isEnd(m_text[m_at]) && m_text[m_at] != u',')
                        return Error{ErrorCode::Invalid, m_text.mid(start, m_at - start), start};
                    return value;
                }
                if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
                    ++m_at;
                value += m_text[m_at];
            }
            return Error{ErrorCode::Invalid, m_text.mid(start), start}; // the quote is never closed
        }
        while (m_at < m_text.size() && !isEnd(m_text[m_at]) && m_text[m_at] != u',')
            ++m_at;
        if (m_at == start)
            return Error{ErrorCode::Invalid, m_text.mid(start, 1), start};
        return m_text.mid(start, m_at - start);
    }

    const QString &m_text;
    const QString &m_zone;
    qsizetype m_at = 0;
};

Result<Condition> conditionFromJson(const QJsonObject &json)
{
    Condition condition;
    const auto field = filterFieldFromId(json.value(u"field"_s).toString());
    if (!field)
        return Error{ErrorCode::Invalid, json.value(u"field"_s).toString()};
    condition.field = *field;
    condition.negated = json.value(u"not"_s).toBool();
    if (*field == FilterField::Time) {
        for (const auto &[key, end] : {std::pair{u"from"_s, &condition.fromNs}, std::pair{u"to"_s, &condition.toNs}}) {
            if (!json.contains(key))
                continue;
            const auto ns = parseTime(json.value(key).toString());
            if (!ns)
                return Error{ErrorCode::Invalid, key};
            *end = *ns;
        }
        return condition;
    }
    const QJsonArray values = json.value(u"values"_s).toArray();
    for (const QJsonValue &value : values) {
        if (!value.isString())
            return Error{ErrorCode::Invalid, u"values"_s};
        condition.values.append(value.toString());
    }
    if (condition.values.isEmpty())
        return Error{ErrorCode::Invalid, u"values"_s};
    return condition;
}

} // namespace

bool Filter::isEmpty() const
{
    return groups.empty() || std::any_of(groups.begin(), groups.end(), [](const Group &group) { return group.empty(); });
}

void Filter::add(const Condition &condition)
{
    if (isEmpty())
        groups.assign(1, {});
    for (Group &group : groups) {
        if (condition.field == FilterField::Time && !condition.negated)
            std::erase_if(group, [](const Condition &c) { return c.field == FilterField::Time && !c.negated; });
        if (std::find(group.begin(), group.end(), condition) == group.end())
            group.push_back(condition);
    }
}

void Filter::remove(const Condition &condition)
{
    for (Group &group : groups)
        std::erase(group, condition);
    std::erase_if(groups, [](const Group &group) { return group.empty(); });
}

QString conditionText(const Condition &condition)
{
    const QString sign = condition.negated ? u"-"_s : QString();
    if (condition.field == FilterField::Time)
        return sign + timeText(condition);
    QStringList values;
    for (const QString &value : condition.values)
        values.append(quoted(value));
    return sign + filterFieldId(condition.field) + u':' + values.join(u',');
}

QString Filter::toText() const
{
    if (isEmpty())
        return {};
    QStringList alternatives;
    for (const Group &group : groups) {
        QStringList words;
        for (const Condition &condition : group)
            words.append(conditionText(condition));
        alternatives.append(words.join(u' '));
    }
    return alternatives.join(u" | "_s);
}

Result<Filter> Filter::fromText(const QString &text, const QString &zone) { return Parser(text, zone).run(); }

QJsonObject Filter::toJson() const
{
    QJsonArray alternatives;
    for (const Group &group : isEmpty() ? std::vector<Group>() : groups) {
        QJsonArray conditions;
        for (const Condition &condition : group) {
            QJsonObject object{{u"field"_s, filterFieldId(condition.field)}};
            if (condition.negated)
                object.insert(u"not"_s, true);
            if (condition.fromNs)
                object.insert(u"from"_s, isoText(*condition.fromNs));
            if (condition.toNs)
                object.insert(u"to"_s, isoText(*condition.toNs));
            if (condition.field != FilterField::Time)
                object.insert(u"values"_s, QJsonArray::fromStringList(condition.values));
            conditions.append(object);
        }
        alternatives.append(conditions);
    }
    return {{u"groups"_s, alternatives}};
}

Result<Filter> Filter::fromJson(const QJsonObject &json)
{
    Filter filter;
    if (!json.value(u"groups"_s).isArray())
        return Error{ErrorCode::Invalid, u"groups"_s};
    const QJsonArray groups = json.value(u"groups"_s).toArray();
    for (const QJsonValue &value : groups) {
        Group group;
        const QJsonArray conditions = value.toArray();
        for (const QJsonValue &entry : conditions) {
            const auto condition = conditionFromJson(entry.toObject());
            if (!condition)
                return condition.error();
            group.push_back(*condition);
        }
        if (group.empty())
            return Error{ErrorCode::Invalid, u"groups"_s};
        filter.groups.push_back(std::move(group));
    }
    return filter;
}

QString filterFieldId(FilterField field)
{
    const auto typed = typedFieldOf(field);
    return QString::fromLatin1(typed ? specOf(*typed).id : kFrameIds[size_t(field)]);
}

std::optional<FilterField> filterFieldFromId(const QString &id)
{
    for (int i = 0; i < int(FilterField::Count); ++i) {
        if (id.compare(filterFieldId(FilterField(i)), Qt::CaseInsensitive) == 0)
            return FilterField(i);
    }
    return std::nullopt;
}

} // namespace ashiato
