// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/yearresolver.h"

namespace ashiato
{

bool YearResolver::turns(const Moment &moment)
{
    constexpr int kFall = 6; // months
    const int last = m_lastMonth;
    if (last == 0 || moment.month >= last) {
        // An old line behind a new year's first ones (December after January) belongs to the year before.
        if (last == 0 || moment.month - last < kFall)
            m_lastMonth = moment.month;
        return false;
    }
    if (last - moment.month < kFall)
        return false;
    m_lastMonth = moment.month;
    return true;
}

void YearResolver::look(const Moment &moment)
{
    m_turns += turns(moment);
    if (moment.month == 2 && moment.day == 29 && (m_leapTurns.empty() || m_leapTurns.back() != m_turns))
        m_leapTurns.push_back(m_turns);
    m_last = moment;
}

bool YearResolver::settle(qint64 modifiedNs)
{
    if (modifiedNs == kNoTime || m_lastMonth == 0)
        return false;
    constexpr int kTries = 40; // covers the leap year gap around 2100
    constexpr int kEarliest = 1980;
    // A day of slack: the file's time may be UTC and the lines local.
    Moment last = m_last;
    last.month = m_lastMonth;
    if (m_last.month != m_lastMonth)
        last.day = 1;
    last.hasYear = true;
    last.year = 1970 + int(modifiedNs / kDayNs / 365) + 1;
    while (last.year > kEarliest && last.digitsNs() > modifiedNs + kDayNs)
        --last.year;
    for (int i = 0; i < kTries; ++i) {
        m_firstYear = last.year - i - m_turns;
        bool fits = true;
        for (const int turn : m_leapTurns)
            fits = fits && isLeapYear(m_firstYear + turn);
        if (fits) {
            m_settled = true;
            m_turns = 0;
            m_lastMonth = 0;
            return true;
        }
    }
    return false;
}

void YearResolver::resolve(Moment &moment)
{
    if (!m_settled)
        return;
    const int before = m_lastMonth;
    m_turns += turns(moment);
    const bool late = before != 0 && moment.month - before >= 6; // a December line after January
    moment.year = m_firstYear + m_turns - (late ? 1 : 0);
    moment.hasYear = true;
    moment.doubtful = true;
}

} // namespace ashiato
