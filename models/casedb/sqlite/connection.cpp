// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/sqlite/connection.h"

#include "models/casedb/sqlite/rowfeed.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <sqlite3.h>

#include <cerrno>

namespace ashiato
{

namespace
{

constexpr int kBusyTimeoutMs = 10'000;

ErrorCode codeOf(int rc, int systemError)
{
    switch (rc & 0xff) {
    case SQLITE_FULL: return ErrorCode::DiskFull;
    case SQLITE_IOERR:
        // A quota and a file size limit come as I/O errors; to the examiner they are a full disk.
        return systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG ? ErrorCode::DiskFull
                                                                                      : ErrorCode::Io;
    case SQLITE_READONLY: return ErrorCode::ReadOnly;
    case SQLITE_CANTOPEN: return systemError == EROFS || systemError == EACCES ? ErrorCode::ReadOnly : ErrorCode::Io;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorCode::Damaged;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH: return ErrorCode::Invalid;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::Locked;
    case SQLITE_INTERRUPT: return ErrorCode::Cancelled;
    case SQLITE_NOMEM: return ErrorCode::OutOfMemory;
    case SQLITE_TOOBIG: return ErrorCode::LimitExceeded;
    case SQLITE_PERM: return ErrorCode::ReadOnly;
    case SQLITE_AUTH: return ErrorCode::Invalid;
    default: return ErrorCode::Internal;
    }
}

/// errno of the last failed call on the WAL or journal, or on the database file. sqlite3_system_errno() alone tells what
/// errno has become after SQLite tidied up.
int systemErrorOf(sqlite3 *handle)
{
    int number = 0;
    sqlite3_file *journal = nullptr;
    if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal) == SQLITE_OK && journal &&
        journal->pMethods)
        journal->pMethods->xFileControl(journal, SQLITE_FCNTL_LAST_ERRNO, &number);
    if (number == 0)
        sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &number);
    return number ? number : sqlite3_system_errno(handle);
}

QByteArray uriOf(const QString &path, Connection::Mode mode)
{
    // Links above the case folder are the user's own and are followed here; SQLITE_OPEN_NOFOLLOW refuses the rest.
    const QFileInfo about(path);
    const QString folder = QFileInfo(about.absolutePath()).canonicalFilePath();
    const QString place = folder.isEmpty() ? about.absoluteFilePath() : folder + u'/' + about.fileName();
    QByteArray uri = "file:" + QUrl::toPercentEncoding(place, "/");
    switch (mode) {
    case Connection::Mode::Create: return uri + "?mode=rwc";
    case Connection::Mode::Write: return uri + "?mode=rw";
    case Connection::Mode::Read: return uri + "?mode=ro";
    case Connection::Mode::Immutable: return uri + "?mode=ro&immutable=1";
    }
    return uri;
}

} // namespace

Result<std::unique_ptr<Connection>> Connection::open(const QString &path, Mode mode)
{
    if (mode != Mode::Create && !QFile::exists(path))
        return {ErrorCode::NotFound, path};
    const int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW |
                      (mode == Mode::Create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                       : mode == Mode::Write ? SQLITE_OPEN_READWRITE
                                             : SQLITE_OPEN_READONLY);
    auto connection = opened(uriOf(path, mode), flags, path);
    if (connection)
        (*connection)->m_immutable = mode == Mode::Immutable;
    return connection;
}

Result<std::unique_ptr<Connection>> Connection::inMemory()
{
    return opened(":memory:", SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, {});
}

Result<std::unique_ptr<Connection>> Connection::opened(const QByteArray &uri, int flags, const QString &path)
{
    sqlite3 *handle = nullptr;
    const int rc = sqlite3_open_v2(uri.constData(), &handle, flags, nullptr);
    std::unique_ptr<Connection> connection(new Connection(handle));
    if (rc != SQLITE_OK || !handle) {
        Error error = handle ? connection->lastError() : Error{ErrorCode::OutOfMemory, path, -1};
        error.detail = path;
        return error;
    }
    sqlite3_busy_timeout(handle, kBusyTimeoutMs);
    // A case may come from anybody: views and triggers in it may not run functions with side effects.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    return connection;
}

Connection::Connection(sqlite3 *handle) : m_handle(handle) {}

Connection::~Connection()
{
    m_cache.clear();
    m_feed.reset();
    sqlite3_close_v2(m_handle);
}

QString Connection::path() const { return QFile::decodeName(sqlite3_db_filename(m_handle, "main")); }

void Connection::interrupt() { sqlite3_interrupt(m_handle); }

int Connection::changes() const { return sqlite3_changes(m_handle); }

bool Connection::inTransaction() const { return !sqlite3_get_autocommit(m_handle); }

Result<void> Connection::execute(const char *sql)
{
    if (sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return lastError();
    return {};
}

Statement &Connection::statement(const char *sql)
{
    const auto found = m_cache.find(sql);
    if (found != m_cache.end() && found->second.isValid()) {
        found->second.reset();
        return found->second;
    }
    return m_cache.insert_or_assign(sql, Statement(*this, QByteArrayView(sql, qsizetype(qstrlen(sql))), true))
        .first->second;
}

RowFeed &Connection::rowFeed()
{
    if (!m_feed)
        m_feed = std::make_unique<RowFeed>(*this);
    return *m_feed;
}

Result<qint64> Connection::integer(const char *sql)
{
    Statement one = prepare(QByteArrayView(sql, qsizetype(qstrlen(sql))));
    switch (one.step()) {
    case Statement::Step::Row: return one.integer(0);
    case Statement::Step::Done: return qint64(0);
    case Statement::Step::Failed: break;
    }
    return one.error();
}

Result<QString> Connection::text(const char *sql)
{
    Statement one = prepare(QByteArrayView(sql, qsizetype(qstrlen(sql))));
    switch (one.step()) {
    case Statement::Step::Row: return one.text(0);
    case Statement::Step::Done: return QString();
    case Statement::Step::Failed: break;
    }
    return one.error();
}

Error Connection::lastError() const
{
    Error error = errorOf(sqlite3_extended_errcode(m_handle));
    error.detail = QString::fromUtf8(sqlite3_errmsg(m_handle));
    return error;
}

Error Connection::errorOf(int rc) const
{
    return {codeOf(rc, (rc & 0xff) == SQLITE_IOERR ? systemErrorOf(m_handle) : sqlite3_system_errno(m_handle)), QString::fromUtf8(sqlite3_errstr(rc)), -1};
}

} // namespace ashiato
