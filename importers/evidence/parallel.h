// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace ashiato
{

/// Makes the threads that startHelper() uses from then on. A worker calls it before it locks itself, since a locked one can
/// make none: what parses evidence has these threads and no more. Once a process, from its only thread.
void makeHelpers(int count);

/// Work that goes on beside the caller's.
class Helper
{
public:
    virtual ~Helper() = default;
    virtual void join() = 0; ///< Returns when the work is done; called once.
};

/// Starts work on a thread of its own, which must not throw; null when the threads of makeHelpers() are all at work: the
/// caller does it alone then. Any thread.
std::unique_ptr<Helper> startHelper(std::function<void()> work);

/// The calling thread and one helper work through the numbers 0 … count - 1. One caller at a time.
class Pair
{
public:
    Pair();
    ~Pair();
    Pair(const Pair &) = delete;
    Pair &operator=(const Pair &) = delete;

    /// Calls work(i) for each i, on either thread, and returns when all are done. work must not throw.
    void run(int count, const std::function<void(int)> &work);

private:
    void help();
    void takeTurns(std::unique_lock<std::mutex> &lock);

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_done;
    const std::function<void(int)> *m_work = nullptr;
    int m_next = 0;
    int m_count = 0;
    int m_running = 0;
    bool m_quit = false;
    std::unique_ptr<Helper> m_helper; // last: it uses the others; null: the caller works alone
};

} // namespace ashiato
