// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace ashiato
{

/// How many units the next task of a job gets. Asking the case and answering cost about as much as a few hundred tiny
/// files, so a task grows while tasks are short; behind a dead worker the first units are tried one by one. A value.
class TaskSize
{
public:
    static constexpr qsizetype kFew = 32; ///< Few enough that a dead worker leaves few to try one by one
    static constexpr qsizetype kMost = 4096;
    static constexpr qint64 kShortMs = 500;

    qsizetype units() const { return isAlone() ? 1 : m_units; }
    bool isAlone() const { return m_alone > 0; }

    /// A task of so many units was done in ms. moreToCome: a walk still brings files, of which the urgent ones are not to
    /// wait behind a long task.
    void done(qsizetype units, qint64 ms, bool moreToCome)
    {
        const bool isFull = units == m_units;
        m_alone = std::max<qsizetype>(0, m_alone - units);
        m_careful = std::max<qsizetype>(0, m_careful - units);
        if (moreToCome)
            m_units = kFew;
        else if (ms > kShortMs)
            m_units = std::max(m_units / 2, kFew);
        else if (isFull && m_careful == 0)
            m_units = std::min(m_units * 2, kMost);
    }
    /// The worker died in a task of so many units.
    void died(qsizetype units)
    {
        m_units = kFew;
        m_careful = units;
        m_alone = std::min(units, kFew);
    }

private:
    qsizetype m_units = kFew;
    qsizetype m_alone = 0;   // units still to be tried one by one
    qsizetype m_careful = 0; // units until a task may grow again
};

} // namespace ashiato
