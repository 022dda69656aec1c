// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"
#include "models/records/result.h"

#include <QString>

namespace ashiato
{

/// "2026-10-14T00:42:55.8713304Z": as many digits as the precision carries (100 ns: 7, 1 ms: 3, 1 s and coarser: none).
/// offsetMinutes shifts the digits and is written instead of Z ("+09:00"). zoneKnown false: neither, for wall-clock
/// digits of a zone that nobody told. kNoTime gives an empty string. Any thread; never the zone of this machine.
QString timeText(qint64 ns, qint64 precisionNs, int offsetMinutes = 0, bool zoneKnown = true);

/// The same as people read it: "2026-10-14 09:42:55.871".
QString timeDisplay(qint64 ns, qint64 precisionNs, int offsetMinutes = 0);
/// The same in a display zone (IANA id or "UTC"). Wall-clock digits of a zone that nobody told stay what they are and are
/// marked with "?".
QString timeDisplay(qint64 ns, qint64 precisionNs, const QString &zone, bool zoneKnown);

/// A UTC offset: "+09:00", "-03:30".
QString offsetText(int minutes);

/// How many digits of a second a precision carries: 0 to 9.
int fractionDigits(qint64 precisionNs);

/// Reads "2026-10-14", "2026-10-14T09:42", "2026-10-14 09:42:55.871+09:00", "…Z". A time that names no zone is taken in
/// zone (IANA id, "+09:00", empty: UTC). Errors: Invalid, LimitExceeded (outside 1677-09-21 … 2262-04-11), ZoneUnknown.
Result<qint64> parseTime(const QString &text, const QString &zone = {});

/// A span of time with its sign as an examiner types it: "+3m12s", "-0.5s", "90s", "1h", "-00:03:12.5" to ns. Invalid.
Result<qint64> parseDuration(const QString &text);
QString durationText(qint64 ns); ///< "+3m12s", "-0.5s", "0s"

} // namespace ashiato
