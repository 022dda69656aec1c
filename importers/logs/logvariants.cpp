// SPDX-License-Identifier: Apache-2.0
// The three shapes of a line: template, key=value, regular expression.
#include "importers/logs/logformat.h"

#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

bool isBlank(char c) { return c == ' ' || c == '\t'; }

/// Place of the first blank or stop byte; the size where there is none.
qsizetype fieldEnd(QByteArrayView text, char stop)
{
    const char *p = text.data();
    const qsizetype size = text.size();
    qsizetype at = 0;
#ifdef __SSE2__
    const __m128i blank = _mm_set1_epi8(' '), tab = _mm_set1_epi8('\t'), other = _mm_set1_epi8(stop);
    for (; at + 16 <= size; at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p + at));
        const __m128i hits = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, blank), _mm_cmpeq_epi8(bytes, tab)),
                                          _mm_cmpeq_epi8(bytes, other));
        if (const int mask = _mm_movemask_epi8(hits))
            return at + __builtin_ctz(unsigned(mask));
    }
#endif
    while (at < size && p[at] != stop && !isBlank(p[at]))
        ++at;
    return at;
}

QByteArrayView trimBlanks(QByteArrayView line)
{
    while (!line.isEmpty() && isBlank(line.front()))
        line = line.sliced(1);
    while (!line.isEmpty() && isBlank(line.back()))
        line.chop(1);
    return line;
}

/// Place of the quote that closes a text begun before `at`; a quote behind a backslash does not. -1: none.
qsizetype closingQuote(QByteArrayView line, qsizetype at, bool &escaped)
{
    escaped = false;
    while (at < line.size()) {
        const void *hit = std::memchr(line.data() + at, '"', size_t(line.size() - at));
        if (!hit)
            return -1;
        const qsizetype quote = static_cast<const char *>(hit) - line.data();
        qsizetype backslashes = 0;
        while (quote - backslashes > at && line[quote - backslashes - 1] == '\\')
            ++backslashes;
        if (backslashes % 2 == 0)
            return quote;
        escaped = true;
        at = quote + 1;
    }
    return -1;
}

QByteArrayView unescaped(QByteArrayView text, LogFields &fields)
{
    std::string &out = fields.kept.emplace_back();
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == '"' || text[at + 1] == '\\'))
            ++at;
        out += text[at];
    }
    return QByteArrayView(out.data(), qsizetype(out.size()));
}

/// What the three share.
class VariantOfFormat : public LogVariant
{
public:
    explicit VariantOfFormat(const LogFormat &format) : m_format(&format) {}

protected:
    void clear(LogFields &fields) const
    {
        fields.values.assign(m_format->fields.size(), {});
        fields.others.clear();
        if (!fields.kept.empty())
            fields.kept.clear();
        fields.header = {};
    }

    const LogFormat *m_format;
};

class TemplateVariant : public VariantOfFormat
{
public:
    using VariantOfFormat::VariantOfFormat;

    struct Step {
        enum class Kind : quint8 { Literal, Blank, Plain, Enclosed, Quoted, MaybeQuoted, Timed, Rest } kind;
        char c = 0; ///< Literal: itself; field: the byte that ends it (0: blank or the end)
        int field = -1;
    };

    bool split(QByteArrayView line, LogFields &fields) const override
    {
        line = trimBlanks(line);
        clear(fields);
        const char *const begin = line.data();
        const char *const end = begin + line.size();
        const char *p = begin;
        for (const Step &step : m_steps) {
            switch (step.kind) {
            case Step::Kind::Literal:
                if (p == end || *p != step.c)
                    return false;
                ++p;
                break;
            case Step::Kind::Blank: {
                const char *const start = p;
                while (p < end && isBlank(*p))
                    ++p;
                if (p == start)
                    return false;
                break;
            }
            default: {
                const qsizetype taken = take(step, QByteArrayView(p, end - p), fields);
                if (taken < 0)
                    return false;
                p += taken;
            }
            }
        }
        return p == end;
    }

    std::vector<Step> m_steps;

private:
    /// Bytes that the field takes at the start of text; -1: it does not fit.
    qsizetype take(const Step &step, QByteArrayView text, LogFields &fields) const
    {
        QByteArrayView &value = fields.values[size_t(step.field)];
        switch (step.kind) {
        case Step::Kind::MaybeQuoted:
            if (!text.isEmpty() && text[0] == '"') {
                bool escaped = false;
                const qsizetype quote = closingQuote(text, 1, escaped);
                if (quote < 0)
                    return -1;
                value = text.sliced(1, quote - 1);
                if (escaped)
                    value = unescaped(value, fields);
                return quote + 1;
            }
            [[fallthrough]];
        case Step::Kind::Plain: {
            const qsizetype end = fieldEnd(text, step.c);
            value = QByteArrayView(text.data(), end);
            return end > 0 ? end : -1;
        }
        case Step::Kind::Enclosed: {
            const void *hit = std::memchr(text.data(), step.c, size_t(text.size()));
            if (!hit)
                return -1;
            value = text.first(static_cast<const char *>(hit) - text.data());
            return value.size();
        }
        case Step::Kind::Quoted: {
            bool escaped = false;
            const qsizetype quote = closingQuote(text, 0, escaped);
            if (quote < 0)
                return -1;
            value = text.first(quote);
            if (escaped)
                value = unescaped(value, fields);
            return quote;
        }
        case Step::Kind::Timed: {
            Moment moment;
            qsizetype consumed = 0;
            if (!m_format->fields[size_t(step.field)].pattern->parse(text, moment, consumed))
                return -1;
            value = text.first(consumed);
            return consumed;
        }
        case Step::Kind::Rest: value = text; return text.size();
        case Step::Kind::Literal:
        case Step::Kind::Blank: break;
        }
        return -1;
    }
};

class KeyValueVariant : public VariantOfFormat
{
public:
    KeyValueVariant(const LogFormat &format, const QByteArray &requiredKey) : VariantOfFormat(format)
    {
        for (size_t i = 0; i < format.fields.size(); ++i)
            m_indexes.emplace(std::string_view(format.fields[i].name.constData(), size_t(format.fields[i].name.size())), int(i));
        m_required = requiredKey;
    }

    bool split(QByteArrayView line, LogFields &fields) const override
    {
        line = trimBlanks(line);
        clear(fields);
        qsizetype at = priority(line);
        fields.header = line.first(at);
        bool required = m_required.isEmpty();
        bool first = true;
        while (at < line.size()) {
            const qsizetype start = at;
            while (at < line.size() && isKeyByte(line[at]))
                ++at;
            if (at == start || at == line.size() || line[at] != '=') {
                // Before the first key stands a syslog header; behind it, nothing that is no pair is stepped over.
                if (!first)
                    return false;
                while (at < line.size() && !isBlank(line[at]))
                    ++at;
                while (at < line.size() && isBlank(line[at]))
                    ++at;
                fields.header = trimBlanks(line.first(at));
                continue;
            }
            first = false;
            const QByteArrayView key = line.sliced(start, at - start);
            QByteArrayView value;
            if (!takeValue(line, ++at, value, fields))
                return false;
            required = required || key == QByteArrayView(m_required);
            const auto found = m_indexes.find(std::string_view(key.data(), size_t(key.size())));
            if (found == m_indexes.end())
                fields.others.emplace_back(key, value);
            else if (fields.values[size_t(found->second)].isNull())
                fields.values[size_t(found->second)] = value;
            else
                fields.others.emplace_back(key, value); // a second value is kept, too
            while (at < line.size() && (isBlank(line[at]) || line[at] == ','))
                ++at;
        }
        return required && !first;
    }

private:
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

    static bool takeValue(QByteArrayView line, qsizetype &at, QByteArrayView &value, LogFields &fields)
    {
        if (at < line.size() && line[at] == '"') {
            // An export that quoted the line again doubles every quote: a=""b"".
            const bool doubled = line.sliced(at).startsWith("\"\"") && at + 2 < line.size() && !isBlank(line[at + 2])
                && line[at + 2] != ',';
            if (doubled) {
                const qsizetype close = line.indexOf("\"\"", at + 2);
                if (close < 0)
                    return false;
                value = line.sliced(at + 2, close - at - 2);
                at = close + 2;
                return true;
            }
            bool escaped = false;
            const qsizetype close = closingQuote(line, at + 1, escaped);
            if (close < 0)
                return false;
            value = line.sliced(at + 1, close - at - 1);
            if (escaped)
                value = unescaped(value, fields);
            at = close + 1;
            return at == line.size() || isBlank(line[at]) || line[at] == ',';
        }
        const qsizetype start = at;
        while (at < line.size() && !isBlank(line[at]) && line[at] != ',')
            ++at;
        value = line.sliced(start, at - start);
        return true;
    }

    std::unordered_map<std::string_view, int> m_indexes;
    QByteArray m_required;
};

class RegexVariant : public VariantOfFormat
{
public:
    RegexVariant(const LogFormat &format, pcre2_code *code) : VariantOfFormat(format), m_code(code)
    {
        constexpr quint32 kMatchLimit = 100'000; // hostile lines end here instead of never
        m_context = pcre2_match_context_create(nullptr);
        pcre2_set_match_limit(m_context, kMatchLimit);
        m_match = pcre2_match_data_create_from_pattern(code, nullptr);
        for (size_t i = 0; i < format.fields.size(); ++i) {
            const int group = pcre2_substring_number_from_name(code, PCRE2_SPTR(format.fields[i].name.constData()));
            if (group > 0)
                m_groups.emplace_back(size_t(i), size_t(group));
        }
    }
    ~RegexVariant() override
    {
        pcre2_match_data_free(m_match);
        pcre2_match_context_free(m_context);
        pcre2_code_free(m_code);
    }

    bool split(QByteArrayView line, LogFields &fields) const override
    {
        line = trimBlanks(line);
        clear(fields);
        if (pcre2_match(m_code, PCRE2_SPTR(line.data()), size_t(line.size()), 0, PCRE2_NO_UTF_CHECK, m_match, m_context) < 1)
            return false;
        const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(m_match);
        for (const auto &[field, group] : m_groups) {
            if (ends[2 * group] != PCRE2_UNSET)
                fields.values[field] = line.sliced(qsizetype(ends[2 * group]), qsizetype(ends[2 * group + 1] - ends[2 * group]));
        }
        return true;
    }

private:
    pcre2_code *m_code;
    pcre2_match_context *m_context = nullptr;
    pcre2_match_data *m_match = nullptr; ///< Scratch; importers run in one thread
    std::vector<std::pair<size_t, size_t>> m_groups;
};

/// What encloses a field: then blanks may stand in it.
char closingOf(char open)
{
    switch (open) {
    case '[': return ']';
    case '(': return ')';
    case '<': return '>';
    case '"': return '"';
    default: return 0;
    }
}

} // namespace

Result<std::unique_ptr<LogVariant>> compileTemplate(const QString &text, const LogFormat &format)
{
    using Step = TemplateVariant::Step;
    auto variant = std::make_unique<TemplateVariant>(format);
    const QByteArray bytes = text.toUtf8();
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        if (bytes[at] != '{') {
            variant->m_steps.push_back({isBlank(bytes[at]) ? Step::Kind::Blank : Step::Kind::Literal, bytes[at], -1});
            continue;
        }
        const qsizetype close = bytes.indexOf('}', at);
        if (close < 0)
            return {ErrorCode::Invalid, u"template: } is missing"_s, at};
        QByteArray name = bytes.sliced(at + 1, close - at - 1);
        const char mark = name.isEmpty() ? '\0' : name.back();
        if (mark == '?' || mark == '*')
            name.chop(1);
        Step step{Step::Kind::Plain, close + 1 < bytes.size() ? bytes[close + 1] : '\0', format.indexOf(name)};
        if (step.field < 0)
            return {ErrorCode::Invalid, u"template: unknown field "_s + QString::fromUtf8(name), at};
        if (step.c == '{')
            return {ErrorCode::Invalid, u"template: two fields without anything between"_s, at};
        const auto &pattern = format.fields[size_t(step.field)].pattern;
        const char open = at > 0 ? bytes[at - 1] : '\0';
        if (mark == '*')
            step.kind = Step::Kind::Rest;
        else if (mark == '?')
            step.kind = Step::Kind::MaybeQuoted;
        else if (pattern && pattern->hasBlanks())
            step.kind = Step::Kind::Timed;
        else if (open == '"' && step.c == '"')
            step.kind = Step::Kind::Quoted;
        else if (step.c != '\0' && closingOf(open) == step.c)
            step.kind = Step::Kind::Enclosed;
        variant->m_steps.push_back(step);
        at = close;
    }
    return std::unique_ptr<LogVariant>(std::move(variant));
}

std::unique_ptr<LogVariant> makeKeyValueVariant(const LogFormat &format, const QByteArray &requiredKey)
{
    return std::make_unique<KeyValueVariant>(format, requiredKey);
}

Result<std::unique_ptr<LogVariant>> compileRegex(const QString &pattern, const LogFormat &format)
{
    const QByteArray bytes = pattern.toUtf8();
    int error = 0;
    PCRE2_SIZE place = 0;
    pcre2_code *code = pcre2_compile(PCRE2_SPTR(bytes.constData()), size_t(bytes.size()),
                                     PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED, &error, &place, nullptr);
    if (!code)
        return {ErrorCode::Invalid, u"regex"_s, qint64(place)};
    // Where the JIT is forbidden (a locked worker without executable memory) the interpreter does the same.
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    return std::unique_ptr<LogVariant>(std::make_unique<RegexVariant>(format, code));
}

} // namespace ashiato
