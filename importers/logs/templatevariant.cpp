// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/logvariants.h"

#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

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

class TemplateVariant : public VariantOfFormat
{
public:
    using VariantOfFormat::VariantOfFormat;

    struct Step {
        enum class Kind : quint8 { Literal, Blank, Plain, Enclosed, Quoted, MaybeQuoted, Timed, Rest } kind;
        char c = 0; ///< Literal: itself; field: the byte that ends it (0: blank or the end)
        int field = -1;
        char after = 0; ///< Field in quotes: what stands behind the closing one (0: the end of the line)
        bool mayBeEmpty = false;
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
                const qsizetype quote = closingQuote(text, 1, escaped, {step.after});
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
            return end > 0 || step.mayBeEmpty ? end : -1;
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
            const qsizetype quote = closingQuote(text, 0, escaped, {step.after});
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
        if (mark == '?' || mark == '*' || mark == '~')
            name.chop(1);
        const auto byteAt = [&](qsizetype place) { return place < bytes.size() ? bytes[place] : '\0'; };
        // Without the quotes that stand in the template a field may be quoted: then its own end stands behind them.
        Step step{Step::Kind::Plain, byteAt(close + 1), format.indexOf(name), byteAt(close + (mark == '?' ? 1 : 2)), mark == '~'};
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

} // namespace ashiato
