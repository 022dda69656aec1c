// SPDX-License-Identifier: Apache-2.0
#include "models/time/zones.h"

#include "models/records/records.h"

#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <limits>
#include <optional>

namespace ashiato
{

namespace
{

constexpr qint64 kNsPerSecond = 1'000'000'000;
constexpr qint64 kFirst = std::numeric_limits<qint64>::min() + 1; // min() itself is kNoTime
constexpr qint64 kLast = std::numeric_limits<qint64>::max();

/// Seconds ahead of UTC of "+09:00", "+0900", "UTC", "Z", "JST"; nullopt for anything else.
std::optional<int> fixedOffset(const QString &zone)
{
    if (zone == u"UTC" || zone == u"Z")
        return 0;
    if (zone == u"JST") // names of the kind are many-valued (IST, CST); this one is not, and it is ours
        return 9 * 3600;
    static const QRegularExpression form(QStringLiteral("^(?:UTC)?([+-])(\\d{2}):?(\\d{2})$"));
    const auto match = form.match(zone);
    if (!match.hasMatch())
        return std::nullopt;
    const int hours = match.captured(2).toInt(), minutes = match.captured(3).toInt();
    if (hours > 23 || minutes > 59)
        return std::nullopt;
    const int seconds = hours * 3600 + minutes * 60;
    return match.captured(1) == u"-" ? -seconds : seconds;
}

qint64 clampedAdd(qint64 a, qint64 b)
{
    qint64 sum = 0;
    if (__builtin_add_overflow(a, b, &sum))
        return b < 0 ? kFirst : kLast;
    return std::max(sum, kFirst);
}

struct Period {
    qint64 fromUtcNs; ///< Start; kFirst for the first
    qint64 offsetNs;  ///< Ahead of UTC
};

qint64 offsetAt(const QTimeZone &zone, qint64 utcSeconds)
{
    return zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(utcSeconds, Qt::UTC));
}

/// The first second in (from, to] with another offset than from has; both ends are known to differ.
qint64 changeBetween(const QTimeZone &zone, qint64 from, qint64 to)
{
    const qint64 offset = offsetAt(zone, from);
    while (to - from > 1) {
        const qint64 middle = from + (to - from) / 2;
        (offsetAt(zone, middle) == offset ? from : to) = middle;
    }
    return to;
}

std::vector<Period> periods(const QTimeZone &zone)
{
    const qint64 start = QDateTime(QDate(1900, 1, 1), QTime(0, 0), Qt::UTC).toSecsSinceEpoch();
    const qint64 end = QDateTime(QDate(2101, 1, 1), QTime(0, 0), Qt::UTC).toSecsSinceEpoch();
    std::vector<Period> out{{kFirst, offsetAt(zone, start) * kNsPerSecond}};
    if (!zone.hasTransitions())
        return out;
    constexpr int kMost = 2000; // 200 years, at most a few changes each
    qint64 at = start;
    const auto add = [&](qint64 seconds) {
        at = seconds;
        const qint64 offsetNs = offsetAt(zone, at) * kNsPerSecond;
        if (offsetNs != out.back().offsetNs)
            out.push_back({at * kNsPerSecond, offsetNs});
    };
    for (int i = 0; i < kMost; ++i) {
        const auto next = zone.nextTransition(QDateTime::fromSecsSinceEpoch(at, Qt::UTC));
        if (!next.atUtc.isValid() || next.atUtc.toSecsSinceEpoch() >= end || next.atUtc.toSecsSinceEpoch() <= at)
            break;
        add(next.atUtc.toSecsSinceEpoch());
    }
    // The list of changes ends with 2037, the rule behind it does not: looked for a fortnight at a time.
    constexpr qint64 kStep = 14 * 86'400;
    for (qint64 from = at; from < end; from = std::min(from + kStep, end)) {
        const qint64 to = std::min(from + kStep, end);
        if (offsetAt(zone, from) != offsetAt(zone, to))
            add(changeBetween(zone, from, to));
    }
    return out;
}

} // namespace

bool isKnownZone(const QString &zone)
{
    return fixedOffset(zone).has_value() || (!zone.isEmpty() && QTimeZone::isTimeZoneIdAvailable(zone.toLatin1()) && QTimeZone(zone.toLatin1()).isValid());
}

std::vector<ClockSpan> utcSpans(qint64 skewNs) { return {{kFirst, kLast, skewNs, false}}; }

Result<std::vector<ClockSpan>> localSpans(const QString &zone, qint64 skewNs)
{
    if (zone.isEmpty())
        return utcSpans(skewNs);
    if (const auto seconds = fixedOffset(zone))
        return std::vector<ClockSpan>{{kFirst, kLast, skewNs - *seconds * kNsPerSecond, false}};
    if (!isKnownZone(zone))
        return {ErrorCode::Invalid, zone};
    const auto all = periods(QTimeZone(zone.toLatin1()));
    // A period holds the wall-clock times [from + its offset, next from + its offset). Where the clock goes back, two
    // periods hold the same times (they stood twice); where it goes forward, none does (they never stood). Both are
    // marked, and read with the offset before the change.
    std::vector<ClockSpan> out;
    const auto add = [&](qint64 from, qint64 to, qint64 offsetNs, bool ambiguous) {
        from = from == kFirst ? kFirst : clampedAdd(from, -skewNs);
        to = to == kLast ? kLast : clampedAdd(to, -skewNs);
        if (from < to)
            out.push_back({from, to, skewNs - offsetNs, ambiguous});
    };
    qint64 from = kFirst;
    for (size_t i = 0; i < all.size(); ++i) {
        const qint64 offsetNs = all[i].offsetNs;
        if (i + 1 == all.size()) {
            add(from, kLast, offsetNs, false);
            break;
        }
        const qint64 change = all[i + 1].fromUtcNs;
        const qint64 before = change + offsetNs, after = change + all[i + 1].offsetNs;
        const qint64 oddFrom = std::max(from, std::min(before, after)), oddTo = std::max(before, after);
        add(from, oddFrom, offsetNs, false);
        add(oddFrom, oddTo, offsetNs, true);
        from = std::max(from, oddTo);
    }
    return out;
}

qint64 throughSpans(const std::vector<ClockSpan> &spans, qint64 recordedNs, bool *ambiguous)
{
    if (ambiguous)
        *ambiguous = false;
    if (recordedNs == kNoTime)
        return kNoTime;
    const auto after = std::upper_bound(spans.begin(), spans.end(), recordedNs,
                                        [](qint64 ns, const ClockSpan &span) { return ns < span.fromNs; });
    if (after == spans.begin())
        return recordedNs;
    const ClockSpan &span = *std::prev(after);
    if (ambiguous)
        *ambiguous = span.ambiguous;
    return clampedAdd(recordedNs, span.offsetNs);
}

int zoneOffsetMinutes(const QString &zone, qint64 utcNs)
{
    if (const auto seconds = fixedOffset(zone))
        return *seconds / 60;
    if (!isKnownZone(zone) || utcNs == kNoTime)
        return 0;
    const qint64 seconds = utcNs / kNsPerSecond - (utcNs % kNsPerSecond < 0 ? 1 : 0);
    return QTimeZone(zone.toLatin1()).offsetFromUtc(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC)) / 60;
}

QStringList zoneList()
{
    QStringList names;
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds()) {
        const QString name = QString::fromLatin1(id);
        if (name.contains(u'/') && !name.startsWith(u"Etc/") && !name.startsWith(u"SystemV/"))
            names.append(name);
    }
    names.removeAll(QStringLiteral("Asia/Tokyo"));
    names.sort();
    names.prepend(QStringLiteral("UTC"));
    names.prepend(QStringLiteral("Asia/Tokyo"));
    return names;
}

} // namespace ashiato
