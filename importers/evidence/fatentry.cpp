// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/fatentry.h"

#include "importers/evidence/names.h"

#include <QDate>

namespace ashiato
{

namespace
{

constexpr qint64 kSecond = 1000000000;

/// UTF-16 as UTF-8, where a surrogate without its other half becomes the three bytes that UTF-8 forbids, so that
/// escapedName() shows it.
QByteArray generalisedUtf8(const char16_t *units, qsizetype count)
{
    QByteArray text;
    text.reserve(count * 3);
    for (qsizetype i = 0; i < count; ++i) {
        char32_t c = units[i];
        if (QChar::isHighSurrogate(c) && i + 1 < count && QChar::isLowSurrogate(units[i + 1])) {
            c = QChar::surrogateToUcs4(units[i], units[i + 1]);
            ++i;
        }
        if (c < 0x80) {
            text += char(c);
        } else if (c < 0x800) {
            text += char(0xc0 | c >> 6);
            text += char(0x80 | (c & 0x3f));
        } else if (c < 0x10000) {
            text += char(0xe0 | c >> 12);
            text += char(0x80 | (c >> 6 & 0x3f));
            text += char(0x80 | (c & 0x3f));
        } else {
            text += char(0xf0 | c >> 18);
            text += char(0x80 | (c >> 12 & 0x3f));
            text += char(0x80 | (c >> 6 & 0x3f));
            text += char(0x80 | (c & 0x3f));
        }
    }
    return text;
}

} // namespace

qint64 dosTime(quint16 date, quint16 time, quint8 increment, bool &invalid)
{
    if (date == 0)
        return kNoTime;
    const QDate day(1980 + (date >> 9), date >> 5 & 15, date & 31);
    const int hour = time >> 11, minute = time >> 5 & 63, second = (time & 31) * 2;
    if (!day.isValid() || hour > 23 || minute > 59 || second > 58) {
        invalid = true;
        return kNoTime;
    }
    if (increment > 199) {
        invalid = true;
        increment = 0;
    }
    const qint64 days = day.toJulianDay() - 2440588; // 1970-01-01
    return (days * 86400 + hour * 3600 + minute * 60 + second) * kSecond + increment * (kSecond / 100);
}

QByteArray shownUtf16(const char16_t *units, qsizetype count, bool &damaged)
{
    qsizetype length = 0;
    while (length < count && units[length] != 0)
        ++length;
    QByteArray name = escapedName(generalisedUtf8(units, length), &damaged);
    if (name.contains('/')) { // no name can hold it: a path would read as another one
        name.replace('/', "\\x2F");
        damaged = true;
    }
    if (name == "." || name == "..") {
        name.replace('.', "\\x2E");
        damaged = true;
    }
    return name;
}

} // namespace ashiato
