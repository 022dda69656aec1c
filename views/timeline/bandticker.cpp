// SPDX-License-Identifier: Apache-2.0
#include "views/timeline/bandticker.h"

#include "models/time/timetext.h"
#include "models/time/zones.h"

#include <cmath>

namespace ashiato
{

namespace
{
constexpr double kMinute = 60, kHour = 3600, kDay = 86400;
const double kSteps[] = {1e-6,        1e-5,        1e-4,       1e-3,       1e-2,       0.1,         0.5,         1,
                         2,           5,           10,         30,         kMinute,    2 * kMinute, 5 * kMinute, 10 * kMinute,
                         30 * kMinute, kHour,      2 * kHour,  3 * kHour,  6 * kHour,  12 * kHour,  kDay,        2 * kDay,
                         7 * kDay,    14 * kDay,   30 * kDay,  90 * kDay,  182 * kDay, 365 * kDay,  730 * kDay,  1825 * kDay,
                         3650 * kDay, 7300 * kDay};
} // namespace

void BandTicker::set(qint64 baseNs, const QString &zone)
{
    m_baseNs = baseNs;
    m_zone = zone;
}

double BandTicker::getTickStep(const QCPRange &range)
{
    m_span = range.size();
    const double wanted = range.size() / qMax(2, tickCount());
    for (const double step : kSteps) {
        if (step >= wanted) {
            m_step = step;
            return step;
        }
    }
    m_step = kSteps[std::size(kSteps) - 1];
    return m_step;
}

QVector<double> BandTicker::createTickVector(double tickStep, const QCPRange &range)
{
    // Round in the wall clock of the zone: midnight there, not in UTC.
    const qint64 shift = qint64(zoneOffsetMinutes(m_zone, ns(range.lower))) * 60;
    const double wall = double(m_baseNs) / 1e9 + double(shift);
    QVector<double> ticks;
    for (double at = std::ceil((range.lower + wall) / tickStep) * tickStep; at <= range.upper + wall; at += tickStep)
        ticks.append(at - wall);
    return ticks;
}

QString BandTicker::getTickLabel(double tick, const QLocale &, QChar, int)
{
    const qint64 at = ns(tick + 1e-9);
    const qint64 precision = m_step >= 1 ? 1'000'000'000 : m_step >= 1e-3 ? 1'000'000 : 1'000;
    const QString text = timeDisplay(at, precision, zoneOffsetMinutes(m_zone, at)); // 2026-10-14 09:42:55
    if (m_step >= 365 * kDay)
        return text.left(4);
    if (m_step >= 28 * kDay)
        return text.left(7);
    if (m_step >= kDay)
        return m_span > 300 * kDay ? text.left(10) : text.mid(5, 5);
    if (m_step >= kMinute)
        return text.mid(5, 11);
    return text.mid(11);
}

} // namespace ashiato
