// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/fold.h"

#include <algorithm>

namespace ashiato
{

namespace
{

bool isAscii(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return quint8(c) >= 0x80; });
}

/// CP932 and JIS X 0208 give the same character two code points; NFKC joins only some of the pairs.
char16_t joinTables(char16_t c)
{
    switch (c) {
    case 0x301C: return u'~';    // wave dash; its twin U+FF5E becomes ~ under NFKC
    case 0x2212: return u'-';    // minus sign; twin U+FF0D
    case 0x2016: return 0x2225;  // double vertical line; twin U+2225
    case 0x2015: return 0x2014;  // horizontal bar; twin U+2014
    default: return c;
    }
}

} // namespace

QString foldKey(const QString &value)
{
    // Case folding can leave what NFKC would compose anew (U+0345 and the like), hence twice.
    QString key = value.normalized(QString::NormalizationForm_KC).toCaseFolded();
    key.replace(QChar(0xDF), QStringLiteral("ss")); // Qt folds one character to one
    std::transform(key.begin(), key.end(), key.begin(), [](QChar c) { return QChar(joinTables(c.unicode())); });
    return key.normalized(QString::NormalizationForm_KC);
}

QByteArray foldKey(QByteArrayView utf8)
{
    if (!isAscii(utf8))
        return foldKey(QString::fromUtf8(utf8)).toUtf8();
    QByteArray key(utf8.size(), Qt::Uninitialized);
    std::transform(utf8.begin(), utf8.end(), key.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; });
    return key;
}

QString endpointKey(const QString &name)
{
    QString key = foldKey(name);
    if (key.size() > 1 && key.endsWith(u'.'))
        key.chop(1);
    return key;
}

} // namespace ashiato
