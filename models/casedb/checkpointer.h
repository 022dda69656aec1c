// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/connection.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace ashiato
{

/// Copies what was committed out of the WAL into case.sqlite, in a thread and on a connection of its own: neither the
/// writer nor an act that waits for its sync has to do that work. Source: SQLite, "Write-Ahead Logging", section 3.
/// committed() from the writer's thread, everything else from the thread that made it.
class Checkpointer
{
public:
    /// Takes over the checkpoints of writer, which must outlive it. Errors as Connection::open().
    static Result<std::unique_ptr<Checkpointer>> start(Connection &writer);
    ~Checkpointer(); ///< Waits for the checkpoint that runs
    Checkpointer(const Checkpointer &) = delete;
    Checkpointer &operator=(const Checkpointer &) = delete;

private:
    Checkpointer(Connection &writer, std::unique_ptr<Connection> own);
    static int committed(void *self, sqlite3 *writer, const char *database, int pagesInLog);
    void run();
    void checkpoint();

    Connection &m_writer;
    std::unique_ptr<Connection> m_own;
    int m_lastPages = 0; ///< Writer's thread: in the log when it was told last
    std::atomic<int> m_copied = 0; ///< Pages of the log that are in case.sqlite since the thread's last checkpoint
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_wanted = false;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace ashiato
