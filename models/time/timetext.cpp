// SPDX-License-Identifier: Apache-2.0
#include "models/time/timetext.h"

#include "models/time/zones.h"

#include <QDate>
#include <QRegularExpression>

#include <cmath>

namespace ashiato
{

namespace
{

constexpr qint64 kNsPerSecond = 1'000'000'000;
constexpr qint64 kSecondsPerDay = 86'400;
const qint64 kEpochJulianDay = QDate(1970, 1, 1).toJulianDay();

struct Digits {
    qint64 seconds = 0; ///< Since 1970, floored
    qint64 fraction = 0;
};

Digits split(qint64 ns)
{
    Digits digits{ns / kNsPerSecond, ns % kNsPerSecond};
    if (digits.fraction < 0) { // C++ divides towards zero; a clock counts from below
        digits.fraction += kNsPerSecond;
        --digits.seconds;
    }
    return digits;
}

QString text(qint64 ns, qint64 precisionNs, int offsetMinutes, QChar between)
{
    const Digits digits = split(ns);
    const qint64 seconds = digits.seconds + qint64(offsetMinutes) * 60;
    qint64 day = seconds / kSecondsPerDay;
    qint64 ofDay = seconds % kSecondsPerDay;
    if (ofDay < 0) {
        ofDay += kSecondsPerDay;
        --day;
    }
    int year = 0, month = 0, dayOfMonth = 0;
    QDate::fromJulianDay(kEpochJulianDay + day).getDate(&year, &month, &dayOfMonth);
    QString out = QString::asprintf("%04d-%02d-%02d", year, month, dayOfMonth);
    out += between;
    out += QString::asprintf("%02d:%02d:%02d", int(ofDay / 3600), int(ofDay / 60 % 60), int(ofDay % 60));
    if (const int places = fractionDigits(precisionNs); places > 0) {
        out += u'.';
        out += QString::number(digits.fraction).rightJustified(9, u'0').left(places);
    }
    return out;
}

} // namespace

int fractionDigits(qint64 precisionNs)
{
    int digits = 9;
    for (qint64 step = 10; digits > 0 && precisionNs >= step; step *= 10)
        --digits;
    return digits;
}

QString timeText(qint64 ns, qint64 precisionNs, int offsetMinutes, bool zoneKnown)
{
    if (ns == kNoTime)
        return {};
    QString out = text(ns, precisionNs, offsetMinutes, u'T');
    if (!zoneKnown)
        return out;
    if (offsetMinutes == 0)
        return out + u'Z';
    return out + offsetText(offsetMinutes);
}

QString offsetText(int minutes)
{
    const int size = std::abs(minutes);
    return QString::asprintf("%c%02d:%02d", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

QString timeDisplay(qint64 ns, qint64 precisionNs, int offsetMinutes)
{
    return ns == kNoTime ? QString() : text(ns, precisionNs, offsetMinutes, u' ');
}

QString timeDisplay(qint64 ns, qint64 precisionNs, const QString &zone, bool zoneKnown)
{
    if (ns == kNoTime)
        return {};
    return zoneKnown ? timeDisplay(ns, precisionNs, zoneOffsetMinutes(zone, ns)) : timeDisplay(ns, precisionNs) + QStringLiteral(" ?");
}

Result<qint64> parseTime(const QString &text, const QString &zone)
{
    static const QRegularExpression form(QStringLiteral(
        "^(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?)?(Z|[+-]\\d{2}:?\\d{2})?$"));
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return {ErrorCode::Invalid, text};
    const auto number = [&](int group) { return match.captured(group).toInt(); };
    const QDate date(number(1), number(2), number(3));
    if (!date.isValid() || number(4) > 23 || number(5) > 59 || number(6) > 59)
        return {ErrorCode::Invalid, text};
    const qint64 seconds = (date.toJulianDay() - kEpochJulianDay) * kSecondsPerDay + number(4) * 3600 +
                           number(5) * 60 + number(6);
    const qint64 fraction = match.captured(7).leftJustified(9, u'0').toLongLong();
    // Below zero the whole seconds alone may lie past the first instant where seconds and fraction together do not.
    const bool before = seconds < 0;
    qint64 ns = 0;
    if (__builtin_mul_overflow(before ? seconds + 1 : seconds, kNsPerSecond, &ns) ||
        __builtin_add_overflow(ns, before ? fraction - kNsPerSecond : fraction, &ns) || ns == kNoTime)
        return {ErrorCode::LimitExceeded, text};
    const QString suffix = match.captured(8);
    if (suffix == u"Z" || (suffix.isEmpty() && zone.isEmpty()))
        return ns;
    const auto spans = localSpans(suffix.isEmpty() ? zone : suffix, 0);
    if (!spans)
        return {ErrorCode::ZoneUnknown, suffix.isEmpty() ? zone : suffix};
    return throughSpans(*spans, ns);
}

Result<qint64> parseDuration(const QString &text)
{
    static const QRegularExpression form(QStringLiteral(
        "^([+-])?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)(?:\\.(\\d{1,9}))?s)?(?:(\\d+)ms)?$"));
    static const QRegularExpression clock(QStringLiteral("^([+-])?(\\d+):(\\d{2}):(\\d{2})(?:\\.(\\d{1,9}))?$"));
    const QString trimmed = text.trimmed();
    const auto fractionOf = [](const QString &digits) { return digits.leftJustified(9, u'0').toLongLong(); };
    constexpr qint64 kMost = 100LL * 366 * kSecondsPerDay; // a clock a century off is a typing error
    qint64 seconds = 0, fraction = 0;
    bool negative = false;
    if (const auto match = clock.match(trimmed); match.hasMatch()) {
        if (match.capturedLength(2) > 9)
            return {ErrorCode::Invalid, text};
        seconds = match.captured(2).toLongLong() * 3600 + match.captured(3).toLongLong() * 60 +
                  match.captured(4).toLongLong();
        fraction = fractionOf(match.captured(5));
        negative = match.captured(1) == u"-";
    } else {
        const auto parts = form.match(trimmed);
        if (!parts.hasMatch() || trimmed.isEmpty() || !trimmed.back().isLetter())
            return {ErrorCode::Invalid, text};
        for (const int group : {2, 3, 4, 5, 7}) {
            if (parts.capturedLength(group) > 9)
                return {ErrorCode::Invalid, text};
        }
        seconds = parts.captured(2).toLongLong() * kSecondsPerDay + parts.captured(3).toLongLong() * 3600 +
                  parts.captured(4).toLongLong() * 60 + parts.captured(5).toLongLong();
        fraction = fractionOf(parts.captured(6)) + parts.captured(7).toLongLong() * 1'000'000;
        negative = parts.captured(1) == u"-";
    }
    if (seconds > kMost)
        return {ErrorCode::LimitExceeded, text};
    const qint64 ns = seconds * kNsPerSecond + fraction;
    return negative ? -ns : ns;
}

QString durationText(qint64 ns)
{
    if (ns == 0)
        return QStringLiteral("0s");
    const quint64 size = ns < 0 ? quint64(-(ns + 1)) + 1 : quint64(ns);
    const quint64 seconds = size / kNsPerSecond, fraction = size % kNsPerSecond;
    QString out = ns < 0 ? QStringLiteral("-") : QStringLiteral("+");
    if (seconds >= 86'400)
        out += QString::number(seconds / 86'400) + u'd';
    if (seconds / 3600 % 24)
        out += QString::number(seconds / 3600 % 24) + u'h';
    if (seconds / 60 % 60)
        out += QString::number(seconds / 60 % 60) + u'm';
    if (seconds % 60 || fraction) {
        out += QString::number(seconds % 60);
        if (fraction) {
            QString digits = QString::number(fraction).rightJustified(9, u'0');
            while (digits.endsWith(u'0'))
                digits.chop(1);
            out += u'.' + digits;
        }
        out += u's';
    }
    return out;
}

} // namespace ashiato
