// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/logvariants.h"

#include <algorithm>
#include <cstring>

namespace ashiato
{

QByteArrayView trimBlanks(QByteArrayView line)
{
    while (!line.isEmpty() && isBlank(line.front()))
        line = line.sliced(1);
    while (!line.isEmpty() && isBlank(line.back()))
        line.chop(1);
    return line;
}

qsizetype closingQuote(QByteArrayView line, qsizetype at, bool &escaped, std::initializer_list<char> after)
{
    const auto follows = [&](qsizetype place) {
        const char next = place < line.size() ? line[place] : '\0';
        return std::any_of(after.begin(), after.end(), [&](char c) { return c == ' ' ? isBlank(next) : c == next; });
    };
    escaped = false;
    while (at < line.size()) {
        const void *hit = std::memchr(line.data() + at, '"', size_t(line.size() - at));
        if (!hit)
            return -1;
        const qsizetype quote = static_cast<const char *>(hit) - line.data();
        qsizetype backslashes = 0;
        while (quote - backslashes > at && line[quote - backslashes - 1] == '\\')
            ++backslashes;
        if (backslashes % 2 == 0 && follows(quote + 1))
            return quote;
        escaped = escaped || backslashes % 2 != 0;
        at = quote + 1;
    }
    return -1;
}

QByteArrayView unescaped(QByteArrayView text, LogFields &fields, char mark)
{
    std::string &out = fields.kept.emplace_back();
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == mark && at + 1 < text.size() && (text[at + 1] == '"' || text[at + 1] == mark))
            ++at;
        out += text[at];
    }
    return QByteArrayView(out.data(), qsizetype(out.size()));
}

void VariantOfFormat::clear(LogFields &fields) const
{
    fields.values.assign(m_format->fields.size(), {});
    fields.others.clear();
    if (!fields.kept.empty())
        fields.kept.clear();
    fields.header = {};
    fields.cut = false;
}

VariantOfFormat::Names VariantOfFormat::namesFrom(const QJsonObject &definition)
{
    Names names;
    const QJsonObject object = definition[u"names"].toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        names.emplace(it.key().toStdString(), it.value().toString().toUtf8());
    return names;
}

bool VariantOfFormat::storeNamed(const Names &names, QByteArrayView key, QByteArrayView value, LogFields &fields) const
{
    const auto named = names.find(std::string_view(key.data(), size_t(key.size())));
    if (named == names.end())
        return false;
    const int field = m_format->indexOf(named->second);
    const bool told = field >= 0 && !fields.values[size_t(field)].isNull(); // then it keeps the source's name for it
    store(told ? -1 : field, told ? key : QByteArrayView(named->second), value, fields);
    return true;
}

void VariantOfFormat::store(int field, QByteArrayView key, QByteArrayView value, LogFields &fields) const
{
    if (field >= 0 && fields.values[size_t(field)].isNull())
        fields.values[size_t(field)] = value;
    else
        fields.others.emplace_back(key, value);
}

} // namespace ashiato
