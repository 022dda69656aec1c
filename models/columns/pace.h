// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>

namespace ashiato
{

/// Keeps work that is done again and again beside something else to a fixed share of the time: behind a turn comes a
/// pause of kPause times its length. Wall time, so that a turn that had to wait for the processor or the disk makes
/// way for longer. One thread.
class Pace
{
public:
    static constexpr qint64 kPause = 7; ///< An eighth of the time at most

    void begin() { m_clock.start(); }
    void end()
    {
        m_turnMs = m_clock.isValid() ? m_clock.elapsed() : 0;
        m_clock.start();
    }
    /// Until the next turn may begin; 0 where it may at once.
    qint64 waitMs() const { return m_clock.isValid() ? qMax<qint64>(0, kPause * m_turnMs - m_clock.elapsed()) : 0; }
    qint64 turnMs() const { return m_turnMs; }

private:
    QElapsedTimer m_clock; ///< Since the turn began, or since it ended
    qint64 m_turnMs = 0;
};

} // namespace ashiato
