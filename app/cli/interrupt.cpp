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
std::atomic<std::atomic<bool> *> s_flag{nullptr}; // lock-free, so that a handler may use it
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<std::atomic<bool> *>::is_always_lock_free);

void onSignal(int number)
{
    if (s_requested) { // He means it.
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    s_requested = 1;
    if (std::atomic<bool> *flag = s_flag.load())
        flag->store(true);
    if (s_writeEnd < 0)
        return;
    const int saved = errno;
    const char byte = 0;
    if (::write(s_writeEnd, &byte, 1) < 0) {
        // The pipe is empty but for this byte; there is nothing that a handler could do.
    }
    errno = saved;
}

void takeSignals()
{
    s_requested = 0;
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : kSignals)
        sigaction(number, &action, nullptr);
}

void giveSignalsBack()
{
    for (const int number : kSignals)
        signal(number, SIG_DFL);
}

} // namespace

Interrupt::Interrupt(QObject *parent) : QObject(parent)
{
    if (::pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // Ctrl+C then ends the program; what was accepted is committed.
    s_writeEnd = m_pipe[1];
    auto *notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte;
        if (::read(m_pipe[0], &byte, 1) == 1)
            Q_EMIT requested();
    });
    takeSignals();
}

Interrupt::~Interrupt()
{
    giveSignalsBack();
    s_writeEnd = -1;
    for (const int end : m_pipe) {
        if (end >= 0)
            ::close(end);
    }
}

InterruptFlag::InterruptFlag() : m_flag(std::make_shared<std::atomic<bool>>(false))
{
    s_flag.store(m_flag.get());
    takeSignals();
}

InterruptFlag::~InterruptFlag()
{
    giveSignalsBack();
    s_flag.store(nullptr);
}

} // namespace ashiato
