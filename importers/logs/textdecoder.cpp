// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/textdecoder.h"

#include "importers/logs/japanesetables.h"

#include <QHash>
#include <QStringList>

#include <cstring>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

void appendCodePoint(char32_t c, std::string &out)
{
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        out += char(0xC0 | (c >> 6));
        out += char(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += char(0xE0 | (c >> 12));
        out += char(0x80 | ((c >> 6) & 0x3F));
        out += char(0x80 | (c & 0x3F));
    } else {
        out += char(0xF0 | (c >> 18));
        out += char(0x80 | ((c >> 12) & 0x3F));
        out += char(0x80 | ((c >> 6) & 0x3F));
        out += char(0x80 | (c & 0x3F));
    }
}

void appendEscaped(quint8 byte, std::string &out)
{
    static const char digits[] = "0123456789ABCDEF";
    out += "\\x";
    out += digits[byte >> 4];
    out += digits[byte & 15];
}

/// Length of the well-formed UTF-8 sequence at p (no overlong forms, no surrogates); 0 where there is none.
int utf8Length(const quint8 *p, const quint8 *end)
{
    const auto tail = [&](int i, quint8 low = 0x80, quint8 high = 0xBF) { return p + i < end && p[i] >= low && p[i] <= high; };
    const quint8 c = *p;
    if (c < 0x80)
        return 1;
    if (c >= 0xC2 && c <= 0xDF)
        return tail(1) ? 2 : 0;
    if (c >= 0xE0 && c <= 0xEF)
        return tail(1, c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF) && tail(2) ? 3 : 0;
    if (c >= 0xF0 && c <= 0xF4)
        return tail(1, c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF) && tail(2) && tail(3) ? 4 : 0;
    return 0;
}

struct Utf8Count {
    qsizetype pairs = 0;  ///< Two-byte sequences
    qsizetype longer = 0; ///< Three and four bytes: hardly ever valid by accident
    qsizetype invalid = 0; ///< Runs of bytes that are none
};

Utf8Count countUtf8(QByteArrayView bytes)
{
    Utf8Count count;
    const auto *p = reinterpret_cast<const quint8 *>(bytes.data());
    const quint8 *end = p + bytes.size();
    bool valid = true;
    while (p < end) {
        const int length = utf8Length(p, end);
        count.pairs += length == 2;
        count.longer += length > 2;
        count.invalid += length == 0 && valid;
        valid = length > 0;
        p += qMax(1, length);
    }
    return count;
}

/// Nothing but 7-bit bytes without NUL and ESC: the text as it is, whatever the encoding.
bool isPlain(QByteArrayView bytes)
{
    constexpr quint64 kHigh = 0x8080808080808080u;
    constexpr quint64 kOnes = 0x0101010101010101u;
    constexpr quint64 kEscapes = 0x1B1B1B1B1B1B1B1Bu;
    const char *p = bytes.data();
    const char *end = p + bytes.size();
    quint64 bad = 0;
    for (; end - p >= 8; p += 8) {
        quint64 word;
        std::memcpy(&word, p, 8);
        const quint64 escape = word ^ kEscapes;
        bad |= (word | ((word - kOnes) & ~word) | ((escape - kOnes) & ~escape)) & kHigh;
    }
    for (; p < end; ++p)
        bad |= quint64(quint8(*p) >= 0x80 || *p == 0 || *p == 0x1B);
    return bad == 0;
}

qsizetype appendUtf8(QByteArrayView bytes, std::string &out)
{
    qsizetype escaped = 0;
    const auto *p = reinterpret_cast<const quint8 *>(bytes.data());
    const quint8 *end = p + bytes.size();
    while (p < end) {
        const int length = *p == 0 ? 0 : utf8Length(p, end);
        if (length > 0) {
            out.append(reinterpret_cast<const char *>(p), size_t(length));
            p += length;
        } else {
            appendEscaped(*p++, out);
            ++escaped;
        }
    }
    return escaped;
}

bool isCp932Lead(quint8 byte) { return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC); }
bool isCp932Trail(quint8 byte) { return byte >= 0x40 && byte <= 0xFC && byte != 0x7F; }
constexpr char16_t kHalfKana = 0xFF61; ///< Of JIS X 0201 A1

qsizetype appendCp932(QByteArrayView bytes, std::string &out, const char *blank)
{
    const JapaneseTables &tables = JapaneseTables::instance();
    qsizetype escaped = 0;
    const auto *p = reinterpret_cast<const quint8 *>(bytes.data());
    const quint8 *end = p + bytes.size();
    while (p < end) {
        const quint8 c = *p;
        if (c != 0 && c < 0x80) {
            out += char(c);
            ++p;
        } else if (c >= 0xA1 && c <= 0xDF) {
            appendCodePoint(char32_t(kHalfKana + (c - 0xA1)), out);
            ++p;
        } else if (isCp932Lead(c) && p + 1 < end && isCp932Trail(p[1])) {
            const char16_t character = tables.cp932(c, p[1]);
            if (c >= 0xF0 && c <= 0xF9) { // user-defined: the glyph exists only on the machine that wrote it
                out += "〔外字";
                out += blank;
                static const char digits[] = "0123456789ABCDEF";
                for (const quint8 byte : {c, p[1]}) {
                    out += digits[byte >> 4];
                    out += digits[byte & 15];
                }
                out += "〕";
            } else if (character) {
                appendCodePoint(character, out);
            } else {
                appendEscaped(c, out);
                appendEscaped(p[1], out);
                escaped += 2;
            }
            p += 2;
        } else {
            appendEscaped(c, out);
            ++escaped;
            ++p;
        }
    }
    return escaped;
}

qsizetype appendEucJp(QByteArrayView bytes, std::string &out)
{
    const JapaneseTables &tables = JapaneseTables::instance();
    const auto high = [](quint8 byte) { return byte >= 0xA1 && byte <= 0xFE; };
    qsizetype escaped = 0;
    const auto *p = reinterpret_cast<const quint8 *>(bytes.data());
    const quint8 *end = p + bytes.size();
    while (p < end) {
        char32_t character = 0;
        int length = 1;
        if (*p < 0x80) {
            character = *p;
        } else if (*p == 0x8E && p + 1 < end && p[1] >= 0xA1 && p[1] <= 0xDF) {
            character = char32_t(kHalfKana + (p[1] - 0xA1));
            length = 2;
        } else if (*p == 0x8F && p + 2 < end && high(p[1]) && high(p[2])) {
            character = tables.eucJp3(p[1], p[2]);
            length = 3;
        } else if (high(*p) && p + 1 < end && high(p[1])) {
            character = tables.eucJp(*p, p[1]);
            length = 2;
        }
        if (character) {
            appendCodePoint(character, out);
        } else {
            for (int i = 0; i < length; ++i)
                appendEscaped(p[i], out);
            escaped += length;
        }
        p += length;
    }
    return escaped;
}

/// RFC 1468 with the half-width kana (ESC ( I) and JIS X 0212 (ESC $ ( D) that are met in the field. A line starts in ASCII.
qsizetype appendIso2022Jp(QByteArrayView bytes, std::string &out)
{
    enum class Set { Ascii, Kana, Jis208, Jis212 };
    struct Escape {
        const char *text;
        Set set;
    };
    static constexpr Escape kEscapes[] = {{"\x1B(B", Set::Ascii},  {"\x1B(J", Set::Ascii},  {"\x1B(I", Set::Kana},
                                          {"\x1B$@", Set::Jis208}, {"\x1B$B", Set::Jis208}, {"\x1B$(D", Set::Jis212}};
    const JapaneseTables &tables = JapaneseTables::instance();
    Set set = Set::Ascii;
    qsizetype escaped = 0;
    const auto *p = reinterpret_cast<const quint8 *>(bytes.data());
    const quint8 *end = p + bytes.size();
    while (p < end) {
        bool shifted = false;
        for (const Escape &escape : kEscapes) {
            const auto length = qsizetype(std::strlen(escape.text));
            if (*p == 0x1B && end - p >= length && std::memcmp(p, escape.text, size_t(length)) == 0) {
                set = escape.set;
                p += length;
                shifted = true;
                break;
            }
        }
        if (shifted)
            continue;
        const bool printable = *p >= 0x21 && *p <= 0x7E;
        char32_t character = 0;
        int length = 1;
        if (*p == 0x1B) {
            character = 0; // an escape of another set, or one that the line ends within
        } else if (set == Set::Ascii || !printable) {
            character = *p < 0x80 ? *p : 0;
        } else if (set == Set::Kana) {
            character = *p <= 0x5F ? char32_t(kHalfKana + (*p - 0x21)) : 0;
        } else if (p + 1 < end && p[1] >= 0x21 && p[1] <= 0x7E) {
            const quint8 first = *p | 0x80, second = p[1] | 0x80;
            character = set == Set::Jis208 ? tables.eucJp(first, second) : tables.eucJp3(first, second);
            length = 2;
        }
        if (character) {
            appendCodePoint(character, out);
        } else {
            for (int i = 0; i < length; ++i)
                appendEscaped(p[i], out);
            escaped += length;
        }
        p += length;
    }
    return escaped;
}

qsizetype appendUtf16(QByteArrayView bytes, bool bigEndian, std::string &out)
{
    qsizetype escaped = 0;
    const auto *p = reinterpret_cast<const quint8 *>(bytes.data());
    const qsizetype size = bytes.size();
    const auto unit = [&](qsizetype at) -> char16_t {
        return bigEndian ? char16_t(p[at] << 8 | p[at + 1]) : char16_t(p[at + 1] << 8 | p[at]);
    };
    qsizetype at = 0;
    while (at < size) {
        if (at + 1 >= size) {
            appendEscaped(p[at++], out);
            ++escaped;
            break;
        }
        const char16_t first = unit(at);
        if (QChar::isHighSurrogate(first) && at + 3 < size && QChar::isLowSurrogate(unit(at + 2))) {
            appendCodePoint(QChar::surrogateToUcs4(first, unit(at + 2)), out);
            at += 4;
        } else if (QChar::isSurrogate(first) || first == 0) {
            appendEscaped(p[at], out);
            appendEscaped(p[at + 1], out);
            escaped += 2;
            at += 2;
        } else {
            if (first != 0xFEFF)
                appendCodePoint(first, out);
            at += 2;
        }
    }
    return escaped;
}

/// How much a text looks Japanese: full-width kana most, half-width kana (what EUC-JP becomes in CP932) against.
qsizetype japaneseScore(QByteArrayView sample, TextEncoding encoding)
{
    std::string text;
    const qsizetype escaped = appendDecoded(sample, encoding, text);
    qsizetype score = -20 * escaped;
    const QString decoded = QString::fromUtf8(text.data(), qsizetype(text.size()));
    for (const QChar c : decoded) {
        const char16_t u = c.unicode();
        if (u >= 0x3041 && u <= 0x30FE)
            score += 3;
        else if (u >= 0x4E00 && u <= 0x9FFF)
            score += 1;
        else if (u >= 0xFF61 && u <= 0xFF9F)
            score -= 1;
    }
    return score;
}

TextEncoding legacyOf(QByteArrayView ahead)
{
    constexpr qsizetype kSample = 64 << 10;
    // Only the bytes that tell: whole lines that are not ASCII and not UTF-8.
    std::string sample;
    qsizetype at = 0;
    const QByteArrayView window = ahead.first(qMin(ahead.size(), kSample));
    while (at < window.size()) {
        const void *hit = std::memchr(window.data() + at, '\n', size_t(window.size() - at));
        const qsizetype end = hit ? static_cast<const char *>(hit) - window.data() : window.size();
        const QByteArrayView line = window.sliced(at, end - at);
        const bool whole = hit || window.size() == ahead.size();
        if (whole && !isPlain(line) && countUtf8(line).invalid > 0)
            sample.append(line.data(), size_t(line.size()));
        at = end + 1;
    }
    const QByteArrayView view(sample.data(), qsizetype(sample.size()));
    return japaneseScore(view, TextEncoding::EucJp) > japaneseScore(view, TextEncoding::Cp932) ? TextEncoding::EucJp
                                                                                              : TextEncoding::Cp932;
}

bool hasJisEscape(QByteArrayView raw)
{
    const qsizetype at = raw.indexOf('\x1B');
    return at >= 0 && at + 2 < raw.size() && (raw[at + 1] == '$' || raw[at + 1] == '(');
}

constexpr char kNoBreakSpace[] = "\xC2\xA0";
constexpr char kMarkBegin[] = "〔外字\xC2\xA0";

constexpr char kBom[] = "\xEF\xBB\xBF";

} // namespace

QString encodingName(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Detect: return {};
    case TextEncoding::Ascii: return u"ASCII"_s;
    case TextEncoding::Utf8: return u"UTF-8"_s;
    case TextEncoding::Cp932: return u"CP932"_s;
    case TextEncoding::EucJp: return u"EUC-JP"_s;
    case TextEncoding::Iso2022Jp: return u"ISO-2022-JP"_s;
    case TextEncoding::Utf16Le: return u"UTF-16LE"_s;
    case TextEncoding::Utf16Be: return u"UTF-16BE"_s;
    }
    return {};
}

TextEncoding encodingFromName(const QString &name)
{
    QString key;
    for (const QChar c : name.toLower()) {
        if (c.isLetterOrNumber())
            key += c;
    }
    static const QHash<QString, TextEncoding> names = {
        {u"ascii"_s, TextEncoding::Utf8},       {u"usascii"_s, TextEncoding::Utf8},     {u"utf8"_s, TextEncoding::Utf8},
        {u"cp932"_s, TextEncoding::Cp932},      {u"windows932"_s, TextEncoding::Cp932}, {u"ms932"_s, TextEncoding::Cp932},
        {u"windows31j"_s, TextEncoding::Cp932}, {u"shiftjis"_s, TextEncoding::Cp932},   {u"sjis"_s, TextEncoding::Cp932},
        {u"eucjp"_s, TextEncoding::EucJp},      {u"eucjpms"_s, TextEncoding::EucJp},    {u"iso2022jp"_s, TextEncoding::Iso2022Jp},
        {u"jis"_s, TextEncoding::Iso2022Jp},    {u"utf16"_s, TextEncoding::Utf16Le},    {u"utf16le"_s, TextEncoding::Utf16Le},
        {u"utf16be"_s, TextEncoding::Utf16Be}};
    return names.value(key, TextEncoding::Detect);
}

TextEncoding unicodeByHead(QByteArrayView head)
{
    if (head.startsWith("\xFF\xFE"))
        return TextEncoding::Utf16Le;
    if (head.startsWith("\xFE\xFF"))
        return TextEncoding::Utf16Be;
    // ASCII in UTF-16: nearly every other byte is zero, and none of the others.
    const qsizetype size = qMin<qsizetype>(head.size(), 512) & ~qsizetype(1);
    qsizetype even = 0, odd = 0;
    for (qsizetype at = 0; at < size; at += 2) {
        even += head[at] == 0;
        odd += head[at + 1] == 0;
    }
    if (size >= 16 && even == 0 && odd * 10 > size / 2 * 7)
        return TextEncoding::Utf16Le;
    if (size >= 16 && odd == 0 && even * 10 > size / 2 * 7)
        return TextEncoding::Utf16Be;
    return TextEncoding::Detect;
}

qsizetype appendDecoded(QByteArrayView bytes, TextEncoding encoding, std::string &out)
{
    switch (encoding) {
    case TextEncoding::Cp932: return appendCp932(bytes, out, " ");
    case TextEncoding::EucJp: return appendEucJp(bytes, out);
    case TextEncoding::Iso2022Jp: return appendIso2022Jp(bytes, out);
    case TextEncoding::Utf16Le: return appendUtf16(bytes, false, out);
    case TextEncoding::Utf16Be: return appendUtf16(bytes, true, out);
    case TextEncoding::Detect:
    case TextEncoding::Ascii:
    case TextEncoding::Utf8: break;
    }
    return appendUtf8(bytes, out);
}

TextEncoding LineDecoder::encodingOf(QByteArrayView raw, QByteArrayView ahead)
{
    if (m_chosen != TextEncoding::Detect)
        return m_chosen;
    if (hasJisEscape(raw))
        return TextEncoding::Iso2022Jp;
    const Utf8Count count = countUtf8(raw);
    if (count.invalid == 0 && count.pairs + count.longer == 0)
        return TextEncoding::Ascii; // NUL or a lone ESC in ASCII text
    if (count.invalid == 0 && (count.longer > 0 || m_legacy == TextEncoding::Detect)) {
        m_sureUtf8 = m_sureUtf8 || count.longer > 0;
        m_guessed = m_guessed || (count.longer == 0 && !m_sureUtf8);
        return TextEncoding::Utf8;
    }
    // Three-byte sequences do not come by accident: a broken line of UTF-8 is not a line of CP932.
    if (count.longer > count.invalid)
        return TextEncoding::Utf8;
    if (m_legacy == TextEncoding::Detect) {
        m_legacy = legacyOf(ahead);
        m_guessed = true;
    }
    return m_legacy;
}

QByteArrayView LineDecoder::decode(QByteArrayView raw, QByteArrayView ahead, qsizetype &escaped)
{
    escaped = 0;
    const bool wide = m_chosen == TextEncoding::Utf16Le || m_chosen == TextEncoding::Utf16Be;
    if (!wide && raw.startsWith(kBom)) {
        raw = raw.sliced(3); // also in the middle: joined files
        m_met |= 1u << quint32(TextEncoding::Utf8);
        m_sureUtf8 = true;
    }
    if (!wide && isPlain(raw))
        return raw;
    const TextEncoding encoding = encodingOf(raw, ahead);
    m_met |= 1u << quint32(encoding);
    m_scratch.clear();
    // The mark of a user-defined character holds a blank, which must not part columns: see withPlainMarks().
    escaped = encoding == TextEncoding::Cp932 ? appendCp932(raw, m_scratch, kNoBreakSpace)
                                              : appendDecoded(raw, encoding, m_scratch);
    return QByteArrayView(m_scratch.data(), qsizetype(m_scratch.size()));
}

bool LineDecoder::withPlainMarks(QByteArrayView value, std::string &out)
{
    qsizetype at = value.indexOf(kMarkBegin);
    if (at < 0)
        return false;
    constexpr qsizetype kMark = sizeof kMarkBegin - 1, kBlank = sizeof kNoBreakSpace - 1;
    qsizetype done = 0;
    out.clear();
    for (; at >= 0; at = value.indexOf(kMarkBegin, done)) {
        out.append(value.data() + done, size_t(at + kMark - kBlank - done));
        out += ' ';
        done = at + kMark;
    }
    out.append(value.data() + done, size_t(value.size() - done));
    return true;
}

QString LineDecoder::met() const
{
    if (m_chosen != TextEncoding::Detect)
        return encodingName(m_chosen);
    QStringList names;
    for (const TextEncoding encoding : {TextEncoding::Utf8, TextEncoding::Cp932, TextEncoding::EucJp, TextEncoding::Iso2022Jp}) {
        if (m_met & (1u << quint32(encoding)))
            names.append(encodingName(encoding));
    }
    return names.isEmpty() ? encodingName(TextEncoding::Ascii) : names.join(u" + "_s);
}

} // namespace ashiato
