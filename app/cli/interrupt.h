// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <atomic>
#include <memory>

namespace ashiato
{

/// Ctrl+C (and SIGTERM, SIGHUP) as a signal of the event loop: a handler may only write a byte to a pipe, and a notifier
/// reads it there. The second one within a command ends the program at once. One at a time; main thread.
class Interrupt : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override; ///< Gives the signals their old meaning

Q_SIGNALS:
    void requested();

private:
    int m_pipe[2] = {-1, -1};
};

/// The same for work without an event loop: a flag that queries look at. One at a time; main thread.
class InterruptFlag
{
public:
    InterruptFlag();
    ~InterruptFlag(); ///< Gives the signals their old meaning
    InterruptFlag(const InterruptFlag &) = delete;
    InterruptFlag &operator=(const InterruptFlag &) = delete;

    const std::shared_ptr<std::atomic<bool>> &flag() const { return m_flag; }

private:
    std::shared_ptr<std::atomic<bool>> m_flag;
};

} // namespace ashiato
