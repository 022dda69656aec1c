// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/moment.h"

#include <QByteArray>

#include <cstring>

namespace ashiato
{

bool isLeapYear(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int daysOfMonth(int year, int month)
{
    static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeapYear(year) ? 29 : kDays[month - 1];
}

qint64 daysFromCivil(int year, int month, int day)
{
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, eras are 400 years.
    const int y = month <= 2 ? year - 1 : year;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int yearOfEra = y - era * 400;
    const int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return qint64(era) * 146097 + dayOfEra - 719468;
}

void civilFromDays(qint64 days, Moment &moment)
{
    // The same source as daysFromCivil.
    const qint64 z = days + 719468;
    const qint64 era = (z >= 0 ? z : z - 146096) / 146097;
    const int dayOfEra = int(z - era * 146097);
    const int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const int shifted = (5 * dayOfYear + 2) / 153;
    moment.day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    moment.month = shifted + (shifted < 10 ? 3 : -9);
    moment.year = yearOfEra + int(era) * 400 + (moment.month <= 2);
}

bool Moment::valid() const
{
    if (isEpoch())
        return true;
    constexpr int kLeap = 2000;
    return month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(hasYear ? year : kLeap, month) && dayNs >= 0
        && dayNs < 30 * 3600 * kSecondNs && offsetMinutes > -24 * 60 && offsetMinutes < 24 * 60;
}

qint64 Moment::digitsNs() const
{
    // int64 ns reach from 1677-09-21 to 2262-04-11; a day of margin leaves room for offsets.
    if (!hasYear || year < 1678 || year > 2261)
        return kNoTime;
    return daysFromCivil(year, month, day) * kDayNs + dayNs;
}

qint64 Moment::ns() const
{
    if (isEpoch())
        return epochNs;
    const qint64 digits = digitsNs();
    return digits == kNoTime || !hasOffset ? digits : digits - offsetMinutes * 60 * kSecondNs;
}

namespace
{
bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool equalsIgnoringCase(QByteArrayView a, const char *lower)
{
    const auto size = qsizetype(std::strlen(lower));
    if (a.size() != size)
        return false;
    for (qsizetype i = 0; i < size; ++i) {
        const char c = a[i] >= 'A' && a[i] <= 'Z' ? char(a[i] + 32) : a[i];
        if (c != lower[i])
            return false;
    }
    return true;
}
} // namespace

bool parseOffset(QByteArrayView text, int &minutes)
{
    minutes = 0;
    if (equalsIgnoringCase(text, "jst")) {
        minutes = 9 * 60;
        return true;
    }
    if (text.size() >= 3 && (equalsIgnoringCase(text.first(3), "utc") || equalsIgnoringCase(text.first(3), "gmt")))
        text = text.sliced(3);
    else if (text.size() == 1 && (text[0] == 'Z' || text[0] == 'z'))
        return true;
    else if (text.isEmpty())
        return false;
    if (text.isEmpty())
        return true; // "UTC"
    const int sign = text[0] == '-' ? -1 : text[0] == '+' ? 1 : 0;
    if (!sign)
        return false;
    int digits[4] = {};
    int count = 0;
    qsizetype colon = -1;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] == ':' && colon < 0 && i > 1)
            colon = i;
        else if (isDigit(text[i]) && count < 4)
            digits[count++] = text[i] - '0';
        else
            return false;
    }
    int hours = 0, rest = 0;
    if (count == 1 || (count == 2 && colon < 0))
        hours = count == 1 ? digits[0] : digits[0] * 10 + digits[1];
    else if (count == 3) // "+9:30", "+930"
        hours = digits[0], rest = digits[1] * 10 + digits[2];
    else if (count == 4)
        hours = digits[0] * 10 + digits[1], rest = digits[2] * 10 + digits[3];
    else
        return false;
    if (hours > 15 || rest > 59)
        return false;
    minutes = sign * (hours * 60 + rest);
    return true;
}

bool parseEpoch(QByteArrayView text, Moment &moment)
{
    constexpr qint64 kMaxSeconds = 9'214'646'400; // 2262-01-01
    quint64 whole = 0; // 19 digits fit
    qsizetype at = 0;
    while (at < text.size() && isDigit(text[at]) && at < 19)
        whole = whole * 10 + quint64(text[at++] - '0');
    const qsizetype digits = at;
    if (digits == 0)
        return false;
    const qint64 unit = digits <= 11 ? kSecondNs : digits <= 14 ? 1'000'000 : digits <= 17 ? 1'000 : 1;
    // Zero is what a clock says that was never set, or a field that was never filled: no time.
    if (whole == 0 || whole > quint64(kMaxSeconds) * quint64(kSecondNs / unit))
        return false;
    qint64 ns = qint64(whole) * unit;
    qint64 precision = unit;
    if (at < text.size() && text[at] == '.' && unit == kSecondNs) {
        qint64 step = unit;
        for (++at; at < text.size() && isDigit(text[at]); ++at) {
            step /= 10;
            ns += (text[at] - '0') * step;
            precision = qMax<qint64>(step, 1);
        }
    }
    if (at != text.size())
        return false;
    moment = Moment();
    moment.epochNs = ns;
    moment.precisionNs = precision;
    return true;
}

bool parseFileTime(QByteArrayView text, Moment &moment)
{
    constexpr qint64 kTicksTo1970 = 116'444'736'000'000'000, kFrom = 119'600'064'000'000'000, kTo = 157'469'184'000'000'000;
    qint64 ticks = 0;
    for (const char c : text) {
        if (!isDigit(c) || ticks >= kTo)
            return false;
        ticks = ticks * 10 + (c - '0');
    }
    if (ticks < kFrom || ticks >= kTo)
        return false;
    moment = Moment();
    moment.epochNs = (ticks - kTicksTo1970) * 100;
    moment.precisionNs = 100;
    return true;
}

bool parseExcelDays(QByteArrayView text, Moment &moment)
{
    constexpr qint64 kFirst = 61, kLast = 132'000; // 1900-03-01, 2261
    constexpr qint64 kMillisecond = 1'000'000;
    bool ok = false;
    const double value = text.toByteArray().toDouble(&ok);
    const auto days = qint64(value);
    if (!ok || days < kFirst || days > kLast)
        return false;
    moment = Moment();
    civilFromDays(days + daysFromCivil(1899, 12, 30), moment);
    moment.hasYear = true;
    // Milliseconds are what a double of this size still holds; a whole second is written as its nearest fraction.
    moment.dayNs = qRound64((value - double(days)) * 86'400'000) * kMillisecond;
    moment.precisionNs = !text.contains('.') ? kDayNs : moment.dayNs % kSecondNs ? kMillisecond : kSecondNs;
    return moment.valid();
}

int monthByName(QByteArrayView text)
{
    static const char *const kNames[] = {"january", "february", "march",     "april",   "may",      "june",
                                         "july",    "august",   "september", "october", "november", "december"};
    for (int month = 1; month <= 12; ++month) {
        const char short_[4] = {kNames[month - 1][0], kNames[month - 1][1], kNames[month - 1][2], 0};
        if (equalsIgnoringCase(text, short_) || equalsIgnoringCase(text, kNames[month - 1]))
            return month;
    }
    return 0;
}

} // namespace ashiato
