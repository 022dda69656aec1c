// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/logs/moment.h"

#include <vector>

namespace ashiato
{

/// Gives years to the lines of a log that writes none. The lines stand in order, the last one is not later than the
/// file's own time; a fall from December to January is a new year; 29 February must fall on a leap year.
/// First every line is look()ed at, then settle(), then the same lines again through resolve(). One thread.
class YearResolver
{
public:
    void look(const Moment &moment);
    /// modifiedNs: the file's time; false where it is unknown or no year fits: then times stay without a year.
    bool settle(qint64 modifiedNs);
    void resolve(Moment &moment);

private:
    /// A little disorder is no new year: parallel writers, a clock set back.
    bool turns(const Moment &moment);

    int m_turns = 0;
    int m_lastMonth = 0;
    Moment m_last;
    std::vector<int> m_leapTurns; ///< Turns before each 29 February
    int m_firstYear = 0;
    bool m_settled = false;
};

} // namespace ashiato
