// SPDX-License-Identifier: Apache-2.0
#include "models/report/safetext.h"

#include <QChar>

namespace ashiato
{

namespace
{

/// Characters that change how their neighbours look, or do not show at all.
bool deceives(char32_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return c != '\n' && c != '\t';
    if (c == 0x00AD || c == 0x061C || c == 0x180E || c == 0xFEFF)
        return true;
    return (c >= 0x200B && c <= 0x200F && c != 0x200D) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

QString mark(char32_t c)
{
    return QStringLiteral("‹U+%1›").arg(QString::number(uint(c), 16).toUpper().rightJustified(4, u'0'));
}

} // namespace

QString printedText(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        char32_t c = unit.unicode();
        if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(unit, text[i + 1]);
            if (!deceives(c))
                out += unit;
            ++i;
        } else if (unit.isSurrogate()) {
            out += mark(c);
            continue;
        }
        out += deceives(c) ? mark(c) : QString(text[i]);
    }
    // A blank at the end of a name, or many before its extension, is how a name hides its end.
    if (out.endsWith(u' ') || out.endsWith(QChar(0x3000))) {
        const char32_t last = out.back().unicode();
        out.chop(1);
        out += mark(last);
    }
    return out;
}

QString htmlText(const QString &text)
{
    QString out = printedText(text).toHtmlEscaped();
    out.replace(u'\'', QStringLiteral("&#39;"));
    return out;
}

} // namespace ashiato
