// SPDX-License-Identifier: Apache-2.0
#include "models/wording/visibletext.h"

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr char32_t kFirstGaiji = 0xE000, kLastGaiji = 0xE757; // CP932 F040 to F9FC
constexpr char32_t kIdeographicSpace = 0x3000;

/// Characters that change how their neighbours look, or do not show at all. ZWJ (U+200D) is not one of them: emoji are
/// made with it; nor are variation selectors: they tell 葛󠄀 from 葛.
constexpr bool deceives(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x061C || c == 0x115F || c == 0x1160 || c == 0x180E ||
           (c >= 0x200B && c <= 0x200F && c != 0x200D) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0x3164 || c == 0xFEFF || c == 0xFFA0 || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

constexpr bool isLineEnd(char32_t c) { return c == '\n' || c == '\r' || c == '\t'; }
constexpr bool isBlank(char32_t c) { return c == ' ' || c == kIdeographicSpace || c == 0xA0; }

/// Most texts are as they should be, and this is asked for every cell that is painted.
bool isPlain(const QString &text)
{
    const auto isPlainUnit = [](QChar c) {
        const char16_t u = c.unicode();
        // U+DB40 begins the tags of plane 14; other pairs are what they seem to be.
        return !deceives(u) && !c.isSurrogate() && !(u >= kFirstGaiji && u <= kLastGaiji);
    };
    return std::all_of(text.begin(), text.end(), isPlainUnit) && (text.isEmpty() || !isBlank(text.back().unicode()));
}

QString codePoint(char32_t c)
{
    return QStringLiteral("[U+%1]").arg(QString::number(uint(c), 16).toUpper().rightJustified(4, u'0'));
}

/// CP932 has 188 user-defined characters under each lead byte from F0 on, without 7F as the second byte.
QString gaiji(char32_t c)
{
    const uint index = c - kFirstGaiji, lead = 0xF0 + index / 188, place = index % 188;
    const uint trail = 0x40 + place + (place >= 0x3F ? 1 : 0);
    return QStringLiteral("〔外字 %1〕").arg(QString::number(lead << 8 | trail, 16).toUpper());
}

} // namespace

QString visibleText(const QString &text, LineEnds lineEnds)
{
    if (isPlain(text))
        return text;
    QString visible;
    visible.reserve(text.size() + 16);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        const bool isPair = unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t c = isPair ? QChar::surrogateToUcs4(unit, text[i + 1]) : unit.unicode();
        if (isLineEnd(c) && lineEnds == LineEnds::Blank)
            visible += u' ';
        else if (c == '\r' && i + 1 < text.size() && text[i + 1] == u'\n')
            continue; // one line end
        else if (isLineEnd(c) && c != '\r')
            visible += unit;
        else if (deceives(c) || (unit.isSurrogate() && !isPair))
            visible += codePoint(c);
        else if (c >= kFirstGaiji && c <= kLastGaiji)
            visible += gaiji(c);
        else if (isPair)
            visible += text.mid(i, 2);
        else if (isBlank(c) && i + 1 == text.size())
            visible += codePoint(c); // a blank at its end is how a name hides that it is another
        else
            visible += unit;
        i += isPair;
    }
    return visible;
}

} // namespace ashiato
