// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QString>

namespace ashiato
{

/// One line on standard error that tells how far it is, rewritten at most ten times a second; nothing at all where
/// standard error is no terminal. Main thread.
class ProgressLine
{
public:
    explicit ProgressLine(bool quiet);
    ~ProgressLine() { clear(); }

    /// done and total in bytes or items; total 0: not known.
    void show(const QString &what, qint64 done, qint64 total, bool bytes);
    /// Takes the line away, so that another message can stand there.
    void clear();

private:
    bool m_visible;
    bool m_drawn = false;
    QElapsedTimer m_sinceDrawn;
    // The rate is taken over the last while, so that it follows a change of work.
    QElapsedTimer m_window;
    qint64 m_windowDone = 0;
    double m_rate = 0;
};

/// "3.2 GiB", "512 B"
QString bytesText(qint64 bytes);
/// "1 h 04 min", "12 s"
QString remainingText(qint64 seconds);

} // namespace ashiato
