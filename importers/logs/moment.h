// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <QByteArrayView>

namespace ashiato
{

/// A time as a text gives it: civil digits or an epoch number, and what the text says about its zone.
struct Moment {
    int year = 0;
    int month = 1;
    int day = 1;
    qint64 dayNs = 0;         ///< Within the day; may be over 24 h ("24:10" is ten past midnight of the next day).
    qint64 precisionNs = 1'000'000'000;
    qint64 epochNs = kNoTime; ///< Set for epoch numbers; the civil digits are unused then.
    int offsetMinutes = 0;
    bool hasYear = false;
    bool hasOffset = false;   ///< The text gives a UTC offset.
    bool doubtful = false;    ///< The year had to be interpreted (an era year after the era's end).

    bool isEpoch() const { return epochNs != kNoTime; }
    /// Whether the digits are a date (29 February only where the year allows it or is not there).
    bool valid() const;
    /// ns since 1970 of the digits (as if UTC), or the instant where the offset or an epoch is known; kNoTime where it
    /// lies outside of 1677–2262 or the year is missing.
    qint64 ns() const;
    /// The civil digits as ns since 1970, offset not applied.
    qint64 digitsNs() const;
    TimeBasis basis() const { return isEpoch() ? TimeBasis::Utc : hasOffset ? TimeBasis::Offset : TimeBasis::Local; }
};

inline constexpr qint64 kSecondNs = 1'000'000'000;
inline constexpr qint64 kDayNs = 86'400 * kSecondNs;

bool isLeapYear(int year);
int daysOfMonth(int year, int month);
/// Days since 1970-01-01 in the proleptic Gregorian calendar.
qint64 daysFromCivil(int year, int month, int day);
/// The other way: sets year, month and day.
void civilFromDays(qint64 days, Moment &moment);

/// "+0900", "+09:00", "+9", "Z", "UTC", "GMT", "JST", "UTC+9". False where it is none of them.
bool parseOffset(QByteArrayView text, int &minutes);
/// "1794590024000000000", "1545950726", "1386543323.000": seconds, ms, µs or ns by the number of digits.
bool parseEpoch(QByteArrayView text, Moment &moment);
/// "134390060240000000": 100 ns since 1601 as Windows counts (FILETIME), from 1980 to 2099. As ns since 1970 such a number
/// would be of 1973 or 1974.
bool parseFileTime(QByteArrayView text, Moment &moment);
/// "46340.0928": days since 30 December 1899 as spreadsheets store a time that lost its format; wall-clock time, from
/// 1 March 1900 on (before, Excel counts a day that never was).
bool parseExcelDays(QByteArrayView text, Moment &moment);
/// 1–12 by an English month name of three letters or in full; 0 where it is none.
int monthByName(QByteArrayView text);

/// Reads a time without being told its form: ISO 8601, 2026/11/14 2:13, 14/Nov/2026:02:13:44 +0900, 午後 2:13:44,
/// 24:10, R8.11.14, 令和元年5月1日, 2時13分, numbers since 1970 or 1601, 20261114021344. UTF-8. False where it is not one of them or could
/// mean two days (03/04/2026: needs a pattern).
bool parseFlexibleTime(QByteArrayView text, Moment &moment);

} // namespace ashiato
