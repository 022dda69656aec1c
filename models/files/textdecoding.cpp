// SPDX-License-Identifier: Apache-2.0
#include "models/files/textdecoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace ashiato
{

namespace
{

/// The name that ICU knows an encoding by. CP932 is the code page of Windows, not the Shift_JIS of the standard.
const char *converterName(const QString &encoding)
{
    static constexpr std::array<std::pair<const char16_t *, const char *>, 7> kNames = {{{u"UTF-8", "UTF-8"},
                                                                                         {u"CP932", "ibm-943_P15A-2003"},
                                                                                         {u"EUC-JP", "euc-jp-2007"},
                                                                                         {u"ISO-2022-JP", "ISO-2022-JP"},
                                                                                         {u"UTF-16LE", "UTF-16LE"},
                                                                                         {u"UTF-16BE", "UTF-16BE"},
                                                                                         {u"Latin-1", "ISO-8859-1"}}};
    for (const auto &[name, converter] : kNames) {
        if (encoding == QStringView(name))
            return converter;
    }
    return "UTF-8";
}

struct Close {
    void operator()(UConverter *converter) const { ucnv_close(converter); }
};

bool isHidden(QChar c)
{
    const ushort u = c.unicode();
    return (u < 0x20 && u != '\n' && u != '\t') || u == 0x7f || (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
}

} // namespace

QStringList viewerEncodings()
{
    return {QStringLiteral("UTF-8"),    QStringLiteral("CP932"),    QStringLiteral("EUC-JP"), QStringLiteral("ISO-2022-JP"),
            QStringLiteral("UTF-16LE"), QStringLiteral("UTF-16BE"), QStringLiteral("Latin-1")};
}

QString decodedText(QByteArrayView bytes, const QString &encoding, qint64 *replaced)
{
    if (replaced)
        *replaced = 0;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, Close> converter(ucnv_open(converterName(encoding), &status));
    if (!converter || U_FAILURE(status))
        return {};
    // ICU's default callback puts U+FFFD in the place of what is not text.
    QString text(bytes.size() + 16, Qt::Uninitialized);
    const int32_t length = ucnv_toUChars(converter.get(), reinterpret_cast<UChar *>(text.data()), int32_t(text.size()),
                                         bytes.data(), int32_t(bytes.size()), &status);
    if (U_FAILURE(status))
        return {};
    text.truncate(length);
    if (text.startsWith(QChar(0xfeff)))
        text.remove(0, 1);
    if (replaced)
        *replaced = text.count(QChar(QChar::ReplacementCharacter));
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    for (QChar &c : text) {
        if (isHidden(c))
            c = c.unicode() < 0x20 ? QChar(0x2400 + c.unicode()) : QChar(0x2426);
    }
    return text;
}

QString guessEncoding(QByteArrayView bytes)
{
    const QByteArrayView head = bytes.first(qMin<qsizetype>(bytes.size(), 64 * 1024));
    if (head.startsWith("\xff\xfe"))
        return QStringLiteral("UTF-16LE");
    if (head.startsWith("\xfe\xff"))
        return QStringLiteral("UTF-16BE");
    qsizetype zerosEven = 0, zerosOdd = 0;
    for (qsizetype i = 0; i < head.size(); ++i)
        (i % 2 ? zerosOdd : zerosEven) += head[i] == '\0';
    if (zerosOdd > head.size() / 8 && zerosEven < zerosOdd / 4)
        return QStringLiteral("UTF-16LE");
    if (zerosEven > head.size() / 8 && zerosOdd < zerosEven / 4)
        return QStringLiteral("UTF-16BE");
    if (head.contains(QByteArrayView("\x1b$B")) || head.contains(QByteArrayView("\x1b$@")))
        return QStringLiteral("ISO-2022-JP");
    qint64 utf8 = 0, cp932 = 0, eucJp = 0;
    decodedText(head, QStringLiteral("UTF-8"), &utf8);
    if (utf8 <= 1) // the last character may be cut
        return QStringLiteral("UTF-8");
    // Almost any EUC-JP text is also CP932: a row of half-width katakana, which nobody writes at such length.
    const auto strangeness = [](const QString &text, qint64 errors) {
        return 10 * errors + std::count_if(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0xff61 && c.unicode() <= 0xff9f; });
    };
    const QString asCp932 = decodedText(head, QStringLiteral("CP932"), &cp932);
    const QString asEucJp = decodedText(head, QStringLiteral("EUC-JP"), &eucJp);
    cp932 = strangeness(asCp932, cp932);
    eucJp = strangeness(asEucJp, eucJp);
    utf8 *= 10;
    return eucJp < cp932 ? QStringLiteral("EUC-JP") : cp932 < utf8 ? QStringLiteral("CP932") : QStringLiteral("UTF-8");
}

} // namespace ashiato
