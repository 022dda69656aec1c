// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/statement.h"
#include "models/records/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <unordered_map>

struct sqlite3;

namespace ashiato
{

class RowFeed;

/// A connection to case.sqlite. One thread at a time; interrupt() from any.
class Connection
{
public:
    enum class Mode {
        Create,    ///< Read and write; made where it is missing
        Write,     ///< Read and write
        Read,      ///< Read-only, beside a living writer
        Immutable, ///< Read-only, and nobody writes: no lock, no -wal, no -shm
    };

    /// A link in place of the file is not followed. Errors: NotFound, ReadOnly, Io, Damaged.
    static Result<std::unique_ptr<Connection>> open(const QString &path, Mode mode);
    /// An empty database that nobody else sees.
    static Result<std::unique_ptr<Connection>> inMemory();
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    sqlite3 *handle() const { return m_handle; }
    QString path() const; ///< Of the database; empty in memory
    bool isImmutable() const { return m_immutable; }
    void interrupt();
    int changes() const; ///< Rows that the last statement inserted, changed or deleted
    bool inTransaction() const;

    /// Runs statements without rows or parameters.
    Result<void> execute(const char *sql);
    /// A statement of its own.
    Statement prepare(QByteArrayView sql) { return Statement(*this, sql, false); }
    /// A statement out of the cache, reset. sql must be a literal or live as long: the cache keys by its address.
    Statement &statement(const char *sql);
    /// Inserts many rows at a time; see RowBlock.
    RowFeed &rowFeed();
    /// The first column of the first row; 0 where there is no row.
    Result<qint64> integer(const char *sql);
    /// The first column of a PRAGMA's or SELECT's first row.
    Result<QString> text(const char *sql);

    Error lastError() const;
    /// A result code as an Error: full disk, locked, damaged … with SQLite's message as detail.
    Error errorOf(int rc) const;

private:
    explicit Connection(sqlite3 *handle);
    static Result<std::unique_ptr<Connection>> opened(const QByteArray &uri, int flags, const QString &path);

    sqlite3 *m_handle = nullptr;
    bool m_immutable = false;
    std::unordered_map<const char *, Statement> m_cache;
    std::unique_ptr<RowFeed> m_feed;
};

} // namespace ashiato
