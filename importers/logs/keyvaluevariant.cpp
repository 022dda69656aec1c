// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/logvariants.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace ashiato
{

namespace
{

/// Place of the quote that ends an RFC 4180 field whose opening quote stands before `at`; -1: none.
qsizetype csvClose(QByteArrayView line, qsizetype at)
{
    while (true) {
        const qsizetype quote = line.indexOf('"', at);
        if (quote < 0 || quote + 1 == line.size() || line[quote + 1] != '"')
            return quote;
        at = quote + 2;
    }
}

class KeyValueVariant : public VariantOfFormat
{
public:
    KeyValueVariant(const LogFormat &format, const QJsonObject &definition) : VariantOfFormat(format), m_names(namesFrom(definition))
    {
        for (size_t i = 0; i < format.fields.size(); ++i)
            m_indexes.emplace(std::string_view(format.fields[i].name.constData(), size_t(format.fields[i].name.size())), int(i));
        const QJsonValue keys = definition[u"keyValue"];
        for (const QJsonValue &key : keys.isArray() ? keys.toArray() : QJsonArray{keys}) {
            if (const QByteArray name = key.toString().toUtf8(); !name.isEmpty() && m_required.size() < kMostRequired)
                m_required.push_back(name);
        }
    }

    bool split(QByteArrayView line, LogFields &fields) const override
    {
        line = trimBlanks(line);
        clear(fields);
        // An export that took the whole line for one CSV field: the quotes come off, and the doubled ones are single again.
        if (line.startsWith('"') && csvClose(line, 1) == line.size() - 1)
            line = trimBlanks(unescaped(line.sliced(1, line.size() - 2), fields, '"'));
        qsizetype at = priority(line);
        fields.header = line.first(at);
        quint32 missing = (1u << m_required.size()) - 1; // of the keys that every line has
        bool first = true;
        qsizetype ahead = 0;
        for (size_t place = 0; at < line.size(); ++place) {
            QByteArrayView key, value;
            switch (takePair(line, at, key, value, fields, ahead)) {
            case Taken::Broken: return false;
            case Taken::Nothing:
                // Before the first key stands a syslog header; behind it, nothing that is no pair is stepped over.
                if (!first)
                    return false;
                while (at < line.size() && !isBlank(line[at]))
                    ++at;
                while (at < line.size() && isBlank(line[at]))
                    ++at;
                fields.header = trimBlanks(line.first(at));
                continue;
            case Taken::Pair: break;
            }
            first = false;
            for (size_t i = 0; missing && i < m_required.size(); ++i) {
                if (key == QByteArrayView(m_required[i]))
                    missing &= ~(1u << i);
            }
            if (m_names.empty() || !storeNamed(m_names, key, value, fields)) {
                store(fieldOf(place, key), key, value, fields);
            }
            while (at < line.size() && (isBlank(line[at]) || line[at] == ','))
                ++at;
        }
        return !missing && !first;
    }

private:
    static constexpr size_t kMostRequired = 16;

    enum class Taken { Pair, Nothing, Broken };

    /// The field of a key that is the line's pair number `place`. Lines of one kind have their keys in one order, so the key is
    /// nearly always one that was met there before; lines of two kinds may take turns.
    int fieldOf(size_t place, QByteArrayView key) const
    {
        constexpr size_t kMostPlaces = 256;
        const std::string_view text(key.data(), size_t(key.size()));
        const size_t here = std::min(place, kMostPlaces);
        while (m_met.size() <= here)
            m_met.emplace_back();
        Met &met = m_met[here];
        for (const auto &[name, field] : met.keys) {
            if (text == name)
                return field;
        }
        const auto found = m_indexes.find(text);
        auto &[name, field] = met.keys[met.next];
        met.next = (met.next + 1) % met.keys.size();
        name.assign(text);
        field = found == m_indexes.end() ? -1 : found->second;
        return field;
    }

    /// Length of a syslog priority "<189>", which stands before the first key without a blank.
    static qsizetype priority(QByteArrayView line)
    {
        const qsizetype close = line.startsWith('<') ? line.first(qMin<qsizetype>(line.size(), 6)).indexOf('>') : -1;
        return close + 1;
    }

    static bool isKeyByte(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    }

    /// Size of the key at the text's begin, if an equals sign follows; 0: there is none.
    static qsizetype keySize(QByteArrayView text)
    {
        qsizetype size = 0;
        while (size < text.size() && isKeyByte(text[size]))
            ++size;
        return size < text.size() && text[size] == '=' ? size : 0;
    }

    /// One pair; `at` moves behind it, and stays where there is none.
    /// ahead: size of the key there, where the pair before had to look at it; 0: unknown.
    static Taken takePair(QByteArrayView line, qsizetype &at, QByteArrayView &key, QByteArrayView &value, LogFields &fields,
                          qsizetype &ahead)
    {
        if (line[at] == '"')
            return takeQuotedPair(line, at, key, value, fields);
        const qsizetype size = ahead > 0 ? std::exchange(ahead, 0) : keySize(line.sliced(at));
        if (size == 0)
            return Taken::Nothing;
        key = line.sliced(at, size);
        at += size + 1;
        takeValue(line, at, value, fields, ahead);
        return Taken::Pair;
    }

    /// A value that no quote ends: syslog over UDP cuts long lines off, and nothing stands behind what is cut.
    static void takeRest(QByteArrayView line, qsizetype &at, qsizetype begin, QByteArrayView &value, LogFields &fields)
    {
        value = line.sliced(begin);
        at = line.size();
        fields.cut = true;
    }

    /// "key=value" and "key=""value""": each pair a CSV field, as FortiAnalyzer exports them.
    static Taken takeQuotedPair(QByteArrayView line, qsizetype &at, QByteArrayView &key, QByteArrayView &value, LogFields &fields)
    {
        const qsizetype size = keySize(line.sliced(at + 1));
        if (size == 0)
            return Taken::Nothing;
        key = line.sliced(at + 1, size);
        const qsizetype close = csvClose(line, at + 1);
        if (close < 0) {
            takeRest(line, at, at + size + 2, value, fields);
            return Taken::Pair;
        }
        value = line.sliced(at + size + 2, close - at - size - 2);
        if (value.contains('"'))
            value = unescaped(value, fields, '"');
        if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
            value = value.sliced(1, value.size() - 2);
        at = close + 1;
        return at == line.size() || isBlank(line[at]) || line[at] == ',' ? Taken::Pair : Taken::Broken;
    }

    /// Place of the quote that closes a value. One behind a backslash is a part of it, unless the value ends with that backslash:
    /// then the next pair or nothing follows, and the quotes behind backslashes do not come in pairs.
    static qsizetype closeOf(QByteArrayView line, qsizetype at, bool &escaped)
    {
        const qsizetype close = closingQuote(line, at, escaped, {' ', ',', '\0'});
        if (!escaped)
            return close;
        const qsizetype end = close < 0 ? line.size() : close;
        bool odd = false;
        for (qsizetype quote = line.indexOf('"', at); quote >= 0 && quote < end; quote = line.indexOf('"', quote + 1)) {
            qsizetype slashes = 0;
            while (quote - slashes > at && line[quote - slashes - 1] == '\\')
                ++slashes;
            if (slashes % 2 == 0)
                continue;
            odd = !odd;
            qsizetype next = quote + 1;
            while (next < line.size() && (isBlank(line[next]) || line[next] == ','))
                ++next;
            if (odd && (next == line.size() || (next > quote + 1 && keySize(line.sliced(next)) > 0))) {
                escaped = quote > line.indexOf('"', at);
                return quote;
            }
        }
        return close;
    }

    /// An unquoted value goes on behind a blank where no key follows ("itime=2026-11-14 02:13:44"). One word at the line's end
    /// that could be a key is one that was cut off. ahead: size of the key behind it, where one was looked at.
    static void takeWords(QByteArrayView line, qsizetype start, qsizetype &at, QByteArrayView &value, LogFields &fields,
                          qsizetype &ahead)
    {
        while (at > start && at < line.size() && isBlank(line[at])) {
            qsizetype next = at;
            while (next < line.size() && isBlank(line[next]))
                ++next;
            if (next == line.size() || line[next] == '"')
                return;
            ahead = keySize(line.sliced(next));
            if (ahead > 0)
                return;
            qsizetype end = next, key = next;
            while (end < line.size() && !isBlank(line[end]) && line[end] != ',')
                ++end;
            while (key < end && isKeyByte(line[key]))
                ++key;
            if (end == next)
                return;
            if (end == line.size() && key == end && (line[next] < '0' || line[next] > '9')) {
                fields.others.emplace_back("cut", line.sliced(next));
                fields.cut = true;
                at = line.size();
                return;
            }
            at = end;
            value = line.sliced(start, at - start);
        }
    }

    static void takeValue(QByteArrayView line, qsizetype &at, QByteArrayView &value, LogFields &fields, qsizetype &ahead)
    {
        if (at < line.size() && line[at] == '"') {
            // An export that quoted the line again doubles every quote: a=""b"".
            const bool doubled = line.sliced(at).startsWith("\"\"") && at + 2 < line.size() && !isBlank(line[at + 2])
                && line[at + 2] != ',';
            if (doubled) {
                const qsizetype close = line.indexOf("\"\"", at + 2);
                if (close < 0)
                    return takeRest(line, at, at + 2, value, fields);
                value = line.sliced(at + 2, close - at - 2);
                at = close + 2;
                return;
            }
            bool escaped = false;
            const qsizetype close = closeOf(line, at + 1, escaped);
            if (close < 0)
                return takeRest(line, at, at + 1, value, fields);
            value = line.sliced(at + 1, close - at - 1);
            at = close + 1;
            // A stray quote at the end of the line: "close"" has one too many.
            if (at == line.size() && value.endsWith('"') && !value.endsWith("\\\"") && std::count(value.begin(), value.end(), '"') % 2 != 0)
                value.chop(1);
            if (escaped)
                value = unescaped(value, fields);
            return;
        }
        const qsizetype start = at;
        while (at < line.size() && !isBlank(line[at]) && line[at] != ',')
            ++at;
        value = line.sliced(start, at - start);
        takeWords(line, start, at, value, fields, ahead);
        if (value.endsWith('"')) { // a stray one, for no quote begins the value
            const qsizetype quote = value.indexOf('"');
            while (value.endsWith('"') && (quote == value.size() - 1 || at == line.size()))
                value.chop(1);
        }
    }

    std::unordered_map<std::string_view, int> m_indexes;
    /// The last keys met at one place of a line. No key is empty.
    struct Met {
        std::array<std::pair<std::string, int>, 3> keys;
        size_t next = 0;
    };
    mutable std::vector<Met> m_met; ///< Scratch; importers run in one thread
    Names m_names;
    std::vector<QByteArray> m_required;
};

} // namespace

std::unique_ptr<LogVariant> makeKeyValueVariant(const LogFormat &format, const QJsonObject &definition)
{
    return std::make_unique<KeyValueVariant>(format, definition);
}

} // namespace ashiato
