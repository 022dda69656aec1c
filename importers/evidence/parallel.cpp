// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/parallel.h"

#include <condition_variable>
#include <thread>
#include <vector>

namespace ashiato
{

namespace
{

/// One piece of work, and whether it is done.
class Task
{
public:
    explicit Task(std::function<void()> work) : m_work(std::move(work)) {}
    void run()
    {
        m_work();
        const std::lock_guard lock(m_mutex);
        m_done = true;
        m_changed.notify_all();
    }
    void wait()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_done; });
    }

private:
    std::function<void()> m_work;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_done = false;
};

/// Threads that last as long as the process, as a locked worker can neither make nor replace one.
class Helpers
{
public:
    explicit Helpers(int count) : m_idle(count)
    {
        for (int i = 0; i < count; ++i)
            std::thread([this] { serve(); }).detach();
        // Each has begun before the process is locked: a thread makes system calls of its own when it starts.
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this, count] { return m_begun == count; });
    }

    bool take(std::shared_ptr<Task> task)
    {
        const std::lock_guard lock(m_mutex);
        if (m_idle == 0)
            return false;
        --m_idle;
        m_tasks.push_back(std::move(task));
        m_wake.notify_all();
        return true;
    }

private:
    void serve()
    {
        std::unique_lock lock(m_mutex);
        ++m_begun;
        m_wake.notify_all();
        for (;;) {
            m_wake.wait(lock, [this] { return !m_tasks.empty(); });
            const std::shared_ptr<Task> task = std::move(m_tasks.back());
            m_tasks.pop_back();
            lock.unlock();
            task->run();
            lock.lock();
            ++m_idle;
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<std::shared_ptr<Task>> m_tasks; // never more than there are idle threads
    int m_idle;
    int m_begun = 0;
};

Helpers *madeHelpers = nullptr; // never destroyed: its threads end with the process

class PooledHelper : public Helper
{
public:
    explicit PooledHelper(std::shared_ptr<Task> task) : m_task(std::move(task)) {}
    void join() override { m_task->wait(); }

private:
    std::shared_ptr<Task> m_task;
};

class OwnHelper : public Helper
{
public:
    explicit OwnHelper(std::function<void()> work) : m_thread(std::move(work)) {}
    void join() override { m_thread.join(); }

private:
    std::thread m_thread;
};

} // namespace

void makeHelpers(int count)
{
    if (!madeHelpers)
        madeHelpers = new Helpers(count);
}

std::unique_ptr<Helper> startHelper(std::function<void()> work)
{
    if (!madeHelpers)
        return std::make_unique<OwnHelper>(std::move(work));
    auto task = std::make_shared<Task>(std::move(work));
    if (!madeHelpers->take(task))
        return nullptr;
    return std::make_unique<PooledHelper>(std::move(task));
}

Pair::Pair() : m_helper(startHelper([this] { help(); })) {}

Pair::~Pair()
{
    {
        const std::lock_guard lock(m_mutex);
        m_quit = true;
    }
    m_wake.notify_all();
    if (m_helper)
        m_helper->join();
}

void Pair::takeTurns(std::unique_lock<std::mutex> &lock)
{
    ++m_running;
    while (m_next < m_count) {
        const int mine = m_next++;
        const auto &work = *m_work;
        lock.unlock();
        work(mine);
        lock.lock();
    }
    --m_running;
}

void Pair::run(int count, const std::function<void(int)> &work)
{
    if (count == 1) {
        work(0);
        return;
    }
    std::unique_lock lock(m_mutex);
    m_work = &work;
    m_next = 0;
    m_count = count;
    m_wake.notify_one();
    takeTurns(lock);
    m_done.wait(lock, [this] { return m_running == 0; });
    m_work = nullptr;
}

void Pair::help()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_quit || m_next < m_count; });
        if (m_quit)
            return;
        takeTurns(lock);
        if (m_running == 0)
            m_done.notify_one();
    }
}

} // namespace ashiato
