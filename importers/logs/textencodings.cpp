// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/textencodings.h"

#include "importers/logs/japanesetables.h"

#include <QChar>

#include <cstring>

namespace ashiato
{

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

/// What the bytes stand for, or 0: then they are escaped. Returns how many were.
qsizetype appendOrEscape(char32_t character, const quint8 *bytes, int length, std::string &out)
{
    if (character) {
        appendCodePoint(character, out);
        return 0;
    }
    for (int i = 0; i < length; ++i)
        appendEscaped(bytes[i], out);
    return length;
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
        escaped += appendOrEscape(character, p, length, out);
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
        escaped += appendOrEscape(character, p, length, out);
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

} // namespace

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

} // namespace ashiato
