// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/checkpointer.h"

#include <sqlite3.h>

namespace ashiato
{

namespace
{

// An act waits until all of the WAL is on the disk; the checkpoint's sync before it leaves little to wait for.
constexpr int kPagesACheckpoint = 2048; // 16 MiB
// The log starts again from its beginning when all of it was copied between two commits. While rows are written without
// a pause that never happens by itself: then the writer copies the end, once the thread has left little of it.
constexpr int kLongLog = 32'768; // 256 MiB
// A reader that stays long, or a disk that does not follow, must not let it grow without end.
constexpr int kLongestLog = 2 * kLongLog;

} // namespace

Result<std::unique_ptr<Checkpointer>> Checkpointer::start(Connection &writer)
{
    const QString file = QString::fromUtf8(sqlite3_db_filename(writer.handle(), "main"));
    auto own = Connection::open(file, Connection::Mode::Write);
    if (!own)
        return own.error();
    // A connection that has read nothing yet does not know of the WAL, and its checkpoints do nothing.
    if (auto read = (*own)->integer("SELECT count(*) FROM sqlite_schema"); !read)
        return read.error();
    return std::unique_ptr<Checkpointer>(new Checkpointer(writer, std::move(*own)));
}

Checkpointer::Checkpointer(Connection &writer, std::unique_ptr<Connection> own) : m_writer(writer), m_own(std::move(own))
{
    sqlite3_wal_hook(m_writer.handle(), committed, this); // in place of SQLite's own
    m_thread = std::thread([this] { run(); });
}

Checkpointer::~Checkpointer()
{
    sqlite3_wal_hook(m_writer.handle(), nullptr, nullptr);
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

int Checkpointer::committed(void *self, sqlite3 *writer, const char *database, int pagesInLog)
{
    auto *me = static_cast<Checkpointer *>(self);
    const bool littleLeft = pagesInLog - me->m_copied < kPagesACheckpoint;
    if (pagesInLog >= kLongestLog || (pagesInLog >= kLongLog && littleLeft)) {
        me->m_lastPages = pagesInLog;
        sqlite3_wal_checkpoint_v2(writer, database, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        return SQLITE_OK; // a checkpoint that failed is made up for by the next; the commit stands
    }
    if (pagesInLog < me->m_lastPages)
        me->m_lastPages = me->m_copied = 0; // it started again
    if (pagesInLog - me->m_lastPages < kPagesACheckpoint)
        return SQLITE_OK;
    me->m_lastPages = pagesInLog;
    {
        const std::lock_guard lock(me->m_mutex);
        me->m_wanted = true;
    }
    me->m_wake.notify_one();
    return SQLITE_OK;
}

void Checkpointer::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_wanted || m_stopping; });
        if (m_stopping)
            return;
        m_wanted = false;
        lock.unlock();
        checkpoint();
        lock.lock();
    }
}

void Checkpointer::checkpoint()
{
    // What it cannot copy for a reader's sake stays for the next one. Errors show where they count: in a commit.
    int inLog = 0, copied = 0;
    sqlite3_wal_checkpoint_v2(m_own->handle(), "main", SQLITE_CHECKPOINT_PASSIVE, &inLog, &copied);
    // SQLite itself syncs case.sqlite only when the whole log is copied: then the writer, and an act behind it, would
    // wait for all of it.
    sqlite3_file *file = nullptr;
    if (sqlite3_file_control(m_own->handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK && file->pMethods)
        file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
    m_copied = copied;
}

} // namespace ashiato
