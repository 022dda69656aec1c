// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/logs/moment.h"
#include "models/records/result.h"

#include <vector>

namespace ashiato
{

/// A compiled time pattern: "epoch", "auto" (parseFlexibleTime), "excel" (parseExcelDays), or strftime letters:
/// %Y %y %m %b %d %e %H %I %M %S %f (fraction with its point, may be absent) %z %p (AM/PM, 午前/午後) %%.
/// A blank stands for one or more blanks, so "Sep  9" fits "%b %e". Constant data after compile(); any thread.
class TimePattern
{
public:
    static Result<TimePattern> compile(const QString &pattern);

    /// Reads a time at the start of text; consumed tells how far it reaches. False where it does not fit.
    bool parse(QByteArrayView text, Moment &moment, qsizetype &consumed) const;
    /// The same for a text that is the time and nothing else.
    bool parse(QByteArrayView text, Moment &moment) const
    {
        qsizetype consumed = 0;
        return parse(text, moment, consumed) && consumed == text.size();
    }
    /// Whether its text can hold blanks: such a field ends where the pattern ends.
    bool hasBlanks() const { return m_hasBlanks; }
    bool hasYear() const { return m_hasYear; }

private:
    enum class Kind : quint8 { Strftime, Epoch, Flexible, Excel };

    bool step(char letter, QByteArrayView text, qsizetype &at, Moment &moment, int &hour, int &half) const;

    Kind m_kind = Kind::Strftime;
    std::vector<std::pair<char, bool>> m_steps; ///< A literal, or (true) a letter
    bool m_hasBlanks = false;
    bool m_hasYear = false;
};

} // namespace ashiato
