// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/textdecoder.h"

#include <QHash>
#include <QStringList>

#include <cstring>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

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
