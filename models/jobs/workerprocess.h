// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QString>

#include <sys/types.h>

namespace ashiato
{

/// How a worker is started and how long it may be silent.
struct WorkerSettings {
    QString program;             ///< Empty: ASHIATO_WORKER, else beside this executable
    qint64 memoryMib = 3072;     ///< Address space; 0: no limit
    int niceness = 10;           ///< More than the host's; importing gives way to the window and to viewers
    bool viewer = false;         ///< Answers viewers: decoders of pictures are loaded
    int hangMs = 30'000;         ///< No frame for so long while it has work: hung
};

/// A worker process and the host's end of its socket. The process dies with the thread that started it (the kernel sees
/// to that), so start it from a thread that lives as long as the work. Not thread-safe.
class WorkerProcess
{
public:
    WorkerProcess() = default;
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess &) = delete;
    WorkerProcess &operator=(const WorkerProcess &) = delete;

    /// The worker has its socket as descriptor 3, /dev/null as 0 and 1, and no other descriptor of this process.
    /// Errors: NotFound (no such program), Io.
    Result<void> start(const WorkerSettings &settings);

    int socket() const { return m_socket; }
    pid_t id() const { return m_pid; }

    /// How it ended, as a cause: None for an end that was asked for, Crashed, OutOfMemory, Protocol. Waits for it
    /// (at most graceMs, then kills it).
    Error reap(int graceMs);
    /// At once; reap() still has to be called. Any thread.
    void kill() const;

private:
    pid_t m_pid = -1;
    int m_socket = -1;
};

/// Path of the worker program for these settings.
QString workerProgram(const WorkerSettings &settings);

} // namespace ashiato
