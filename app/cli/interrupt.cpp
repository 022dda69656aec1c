// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupt.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace ashiato
{
namespace
{

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};
volatile sig_atomic_t s_writeEnd = -1;
volatile sig_atomic_t s_requested = 0;

void onSignal(int number)
{
    if (s_requested) { // He means it.
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    s_requested = 1;
    const int saved = errno;
    const char byte = 0;
    if (::write(s_writeEnd, &byte, 1) < 0) {
        // The pipe is empty but for this byte; there is nothing that a handler could do.
    }
    errno = saved;
}

} // namespace

Interrupt::Interrupt(QObject *parent) : QObject(parent)
{
    if (::pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // Ctrl+C then ends the program; what was accepted is committed.
    s_writeEnd = m_pipe[1];
    s_requested = 0;
    auto *notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte;
        if (::read(m_pipe[0], &byte, 1) == 1)
            Q_EMIT requested();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : kSignals)
        sigaction(number, &action, nullptr);
}

Interrupt::~Interrupt()
{
    for (const int number : kSignals)
        signal(number, SIG_DFL);
    s_writeEnd = -1;
    for (const int end : m_pipe) {
        if (end >= 0)
            ::close(end);
    }
}

bool Interrupt::wasRequested() { return s_requested != 0; }

} // namespace ashiato
