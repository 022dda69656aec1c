// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/logs/moment.h"

#include <vector>

namespace ashiato
{

/// Gives years to the lines of a log that writes none. The lines stand in order, the oldest or the newest first; the newest
/// is not later than the file's own time; from December to January is a new year; 29 February must fall on a leap year.
/// First every line is look()ed at, then settle(), then the same lines again through resolve(). One thread.
class YearResolver
{
public:
    void look(const Moment &moment);
    /// modifiedNs: the file's time; false where it is unknown or no year fits: then times stay without a year.
    bool settle(qint64 modifiedNs);
    void resolve(Moment &moment);

private:
    /// Counts the turns of the year as the lines pass. For the newest first the months are mirrored, and the years go down.
    struct Turns {
        int count = 0;
        int lastMonth = 0;
        std::vector<int> ofLeapDays; ///< Turns before each 29 February

        void look(int month, bool leapDay);
        /// Turns up to this line, one less for a line of the year before; a little disorder is no new year.
        int of(int month);
    };

    static int mirrored(int month) { return 13 - month; }

    Turns m_oldestFirst, m_newestFirst;
    Moment m_first, m_last;
    qint64 m_drift = 0; ///< Seconds that the lines went on, those that they went back taken off
    bool m_any = false;
    bool m_backwards = false;
    int m_firstYear = 0;
    bool m_settled = false;
};

} // namespace ashiato
