// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/parallel.h"

namespace ashiato
{

Pair::Pair() : m_helper([this] { help(); }) {}

Pair::~Pair()
{
    {
        const std::lock_guard lock(m_mutex);
        m_quit = true;
    }
    m_wake.notify_all();
    m_helper.join();
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
