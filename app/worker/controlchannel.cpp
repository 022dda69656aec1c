// SPDX-License-Identifier: Apache-2.0
#include "app/worker/controlchannel.h"

#include "models/records/exitcodes.h"

#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

[[noreturn]] void leave(const Error &error)
{
    // _exit: destructors of half-used C libraries have nothing to save.
    ::_exit(error.code == ErrorCode::Truncated || error.code == ErrorCode::Io ? kExitHostGone : kExitProtocol);
}

bool readable(int socket, int timeoutMs)
{
    pollfd entry{socket, POLLIN, 0};
    int n = 0;
    do {
        n = ::poll(&entry, 1, timeoutMs);
    } while (n < 0 && errno == EINTR);
    return n > 0;
}

} // namespace

Frame ControlChannel::next(std::vector<int> *descriptors)
{
    if (!m_waiting.empty()) {
        Frame frame = std::move(m_waiting.front());
        m_waiting.pop_front();
        return frame;
    }
    auto frame = readFrame(m_socket, descriptors);
    if (!frame)
        leave(frame.error());
    return std::move(*frame);
}

void ControlChannel::send(const Frame &frame)
{
    if (auto sent = writeFrame(m_socket, frame); !sent)
        leave(sent.error());
}

void ControlChannel::beginTask(quint32 task)
{
    m_task = task;
    m_cancelled = false;
    m_paused = false;
}

bool ControlChannel::look()
{
    while (readable(m_socket, 0))
        takeOne();
    while (m_paused && !m_cancelled)
        takeOne();
    return !m_cancelled;
}

void ControlChannel::takeOne()
{
    auto frame = readFrame(m_socket);
    if (!frame)
        leave(frame.error());
    handle(std::move(*frame));
}

void ControlChannel::handle(Frame frame)
{
    switch (frame.type) {
    case FrameType::Cancel:
        m_cancelled = m_cancelled || frame.task == m_task;
        break;
    case FrameType::Pause:
        m_paused = true;
        break;
    case FrameType::Resume:
        m_paused = false;
        break;
    case FrameType::Quit:
        ::_exit(kExitDone);
    default:
        m_waiting.push_back(std::move(frame));
    }
}

} // namespace ashiato
