// SPDX-License-Identifier: Apache-2.0
#include "app/cli/textwidth.h"

#include <unicode/uchar.h>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

int characterWidth(char32_t character)
{
    if (character < 0x300)
        return 1;
    switch (u_charType(UChar32(character))) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
        return 0;
    default:
        break;
    }
    const int width = u_getIntPropertyValue(UChar32(character), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

bool isDangerous(QChar character)
{
    const char16_t c = character.unicode();
    return c < 0x20 || (c >= 0x7f && c < 0xa0)                                    // C0, DEL, C1
           || c == 0x061c || c == 0x200e || c == 0x200f                           // ALM, LRM, RLM
           || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);       // separators, embeddings, isolates
}

} // namespace

int textWidth(QStringView text)
{
    int width = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t character = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            character = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        width += characterWidth(character);
    }
    return width;
}

QString terminalText(QStringView text)
{
    QString visible;
    visible.reserve(text.size());
    for (const QChar character : text) {
        if (!isDangerous(character))
            visible += character;
        else if (character == u'\n')
            visible += QStringView(u"\\n");
        else if (character == u'\r')
            visible += QStringView(u"\\r");
        else if (character == u'\t')
            visible += QStringView(u"\\t");
        else if (character.unicode() < 0x100)
            visible += u"\\x"_s + QString::number(character.unicode(), 16).rightJustified(2, u'0');
        else
            visible += u"\\u"_s + QString::number(character.unicode(), 16).rightJustified(4, u'0');
    }
    return visible;
}

} // namespace ashiato
