// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace ashiato
{

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
    std::thread m_helper; // last: it uses the others
};

} // namespace ashiato
