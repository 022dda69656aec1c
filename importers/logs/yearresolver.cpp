// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/yearresolver.h"

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr int kFall = 6; ///< Months: a greater step is one over the turn of the year

/// Seconds since the year began, in a year of months with 31 days each.
qint64 withinYear(const Moment &moment)
{
    return (qint64(moment.month - 1) * 31 + moment.day - 1) * 86'400 + moment.dayNs / kSecondNs;
}

} // namespace

int YearResolver::Turns::of(int month)
{
    if (lastMonth == 0 || month >= lastMonth) {
        // An old line behind a new year's first ones (December after January) belongs to the year before.
        if (lastMonth != 0 && month - lastMonth >= kFall)
            return count - 1;
        lastMonth = month;
        return count;
    }
    if (lastMonth - month >= kFall) {
        lastMonth = month;
        ++count;
    }
    return count;
}

void YearResolver::Turns::look(int month, bool leapDay)
{
    const int turn = of(month);
    if (leapDay && (ofLeapDays.empty() || ofLeapDays.back() != turn))
        ofLeapDays.push_back(turn);
}

void YearResolver::look(const Moment &moment)
{
    constexpr qint64 kYear = qint64(12) * 31 * 86'400;
    if (!m_any)
        m_first = moment;
    else if (const qint64 step = (withinYear(moment) - withinYear(m_last) + kYear) % kYear; step > kYear / 2)
        m_drift += step - kYear;
    else
        m_drift += step;
    m_any = true;
    m_last = moment;
    const bool leapDay = moment.month == 2 && moment.day == 29;
    m_oldestFirst.look(moment.month, leapDay);
    m_newestFirst.look(mirrored(moment.month), leapDay);
}

bool YearResolver::settle(qint64 modifiedNs)
{
    if (modifiedNs == kNoTime || !m_any)
        return false;
    constexpr int kTries = 40; // covers the leap year gap around 2100
    constexpr int kEarliest = 1980;
    m_backwards = m_drift < 0;
    Turns &turns = m_backwards ? m_newestFirst : m_oldestFirst;
    Moment last = m_backwards ? m_first : m_last;
    if (!m_backwards && turns.lastMonth != m_last.month) {
        last.month = turns.lastMonth;
        last.day = 1;
    }
    last.hasYear = true;
    last.year = 1970 + int(modifiedNs / kDayNs / 365) + 1;
    // A day of slack: the file's time may be UTC and the lines local.
    while (last.year > kEarliest && last.digitsNs() > modifiedNs + kDayNs)
        --last.year;
    for (int i = 0; i < kTries; ++i) {
        m_firstYear = last.year - i - (m_backwards ? 0 : turns.count);
        m_settled = std::all_of(turns.ofLeapDays.begin(), turns.ofLeapDays.end(), [&](int turn) {
            return isLeapYear(m_firstYear + (m_backwards ? -turn : turn));
        });
        if (m_settled) {
            turns = Turns();
            return true;
        }
    }
    return false;
}

void YearResolver::resolve(Moment &moment)
{
    if (!m_settled)
        return;
    moment.year = m_firstYear + (m_backwards ? -m_newestFirst.of(mirrored(moment.month)) : m_oldestFirst.of(moment.month));
    moment.hasYear = true;
    moment.doubtful = true;
}

} // namespace ashiato
