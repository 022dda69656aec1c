// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/frame.h"

#include <deque>

namespace ashiato
{

/// The worker's end of the socket: frames out, control frames in. While a task runs, look() takes what has arrived
/// without waiting: Cancel, Pause, Resume and Quit act at once, everything else waits until the task is done.
/// A host that is gone ends the process: nobody is left to work for. Worker's main thread.
class ControlChannel
{
public:
    explicit ControlChannel(int socket) : m_socket(socket) {}

    /// Waits for the next frame that is not a control frame of a running task.
    Frame next(std::vector<int> *descriptors = nullptr);
    /// Sends a frame; ends the process when the host is gone.
    void send(const Frame &frame);

    void beginTask(quint32 task);
    void endTask() { m_task = 0; }
    /// Takes what has arrived; stays here while paused. Gives false when the running task was cancelled.
    [[nodiscard]] bool look();
    bool cancelled() const { return m_cancelled; }

private:
    void takeOne();
    void handle(Frame frame);

    int m_socket;
    quint32 m_task = 0;
    bool m_cancelled = false;
    bool m_paused = false;
    std::deque<Frame> m_waiting; // requests that came during a task
};

} // namespace ashiato
