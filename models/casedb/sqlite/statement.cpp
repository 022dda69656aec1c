// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/sqlite/statement.h"

#include "models/casedb/sqlite/connection.h"

#include <sqlite3.h>

#include <utility>

namespace ashiato
{

Statement::Statement(Connection &connection, QByteArrayView sql, bool persistent) : m_connection(&connection)
{
    const unsigned flags = persistent ? SQLITE_PREPARE_PERSISTENT : 0;
    const char *rest = nullptr;
    if (sqlite3_prepare_v3(connection.handle(), sql.data(), int(sql.size()), flags, &m_handle, &rest) != SQLITE_OK)
        m_error = connection.lastError();
    else if (!m_handle) // only blanks and comments
        m_error = {ErrorCode::Invalid, QString::fromUtf8(sql), -1};
    m_hasRest = rest && !QByteArrayView(rest, sql.data() + sql.size() - rest).trimmed().isEmpty();
}

Statement::Statement(Statement &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr)), m_handle(std::exchange(other.m_handle, nullptr)),
      m_error(std::move(other.m_error)), m_bindFailed(other.m_bindFailed),
      m_hasRest(other.m_hasRest)
{
}

Statement &Statement::operator=(Statement &&other) noexcept
{
    if (this != &other) {
        finalize();
        m_connection = std::exchange(other.m_connection, nullptr);
        m_handle = std::exchange(other.m_handle, nullptr);
        m_error = std::move(other.m_error);
        m_bindFailed = other.m_bindFailed;
        m_hasRest = other.m_hasRest;
    }
    return *this;
}

Statement::~Statement() { finalize(); }

void Statement::finalize()
{
    sqlite3_finalize(m_handle); // its return repeats the error of the last step
    m_handle = nullptr;
}

bool Statement::isReadOnly() const { return m_handle && sqlite3_stmt_readonly(m_handle); }

void Statement::reset()
{
    if (!m_handle)
        return;
    sqlite3_reset(m_handle); // its return repeats the error of the last step
    sqlite3_clear_bindings(m_handle);
    m_bindFailed = false;
    m_error.code = ErrorCode::None;
}

void Statement::noteBind(int rc)
{
    if (rc == SQLITE_OK || m_bindFailed || !m_handle)
        return;
    m_bindFailed = true;
    m_error = m_connection->errorOf(rc);
}

Statement &Statement::bind(int parameter, qint64 value)
{
    noteBind(sqlite3_bind_int64(m_handle, parameter, value));
    return *this;
}
Statement &Statement::bind(int parameter, double value)
{
    noteBind(sqlite3_bind_double(m_handle, parameter, value));
    return *this;
}
Statement &Statement::bind(int parameter, const QString &value)
{
    return value.isEmpty() ? bindNull(parameter) : bindText(parameter, value);
}
Statement &Statement::bindText(int parameter, const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    noteBind(sqlite3_bind_text64(m_handle, parameter, utf8.constData(), sqlite3_uint64(utf8.size()), SQLITE_TRANSIENT,
                                 SQLITE_UTF8));
    return *this;
}
Statement &Statement::bindView(int parameter, QByteArrayView utf8)
{
    if (utf8.isEmpty())
        return bindNull(parameter);
    noteBind(sqlite3_bind_text64(m_handle, parameter, utf8.data(), sqlite3_uint64(utf8.size()), SQLITE_STATIC,
                                 SQLITE_UTF8));
    return *this;
}
Statement &Statement::bindBlob(int parameter, QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return bindNull(parameter);
    noteBind(sqlite3_bind_blob64(m_handle, parameter, bytes.data(), sqlite3_uint64(bytes.size()), SQLITE_TRANSIENT));
    return *this;
}
Statement &Statement::bindNull(int parameter)
{
    noteBind(sqlite3_bind_null(m_handle, parameter));
    return *this;
}
Statement &Statement::bindUnless(int parameter, qint64 value, qint64 unknown)
{
    return value == unknown ? bindNull(parameter) : bind(parameter, value);
}

Statement::Step Statement::step()
{
    if (!m_handle || m_bindFailed)
        return Step::Failed;
    switch (sqlite3_step(m_handle)) {
    case SQLITE_ROW: return Step::Row;
    case SQLITE_DONE: return Step::Done;
    default: m_error = m_connection->lastError(); return Step::Failed;
    }
}

Result<void> Statement::run()
{
    Step result = step();
    while (result == Step::Row)
        result = step();
    if (result == Step::Failed) {
        const Error error = m_error;
        reset();
        return error;
    }
    reset();
    return {};
}

int Statement::columnCount() const { return sqlite3_column_count(m_handle); }
QString Statement::columnName(int column) const { return QString::fromUtf8(sqlite3_column_name(m_handle, column)); }
int Statement::columnType(int column) const { return sqlite3_column_type(m_handle, column); }
bool Statement::isNull(int column) const { return columnType(column) == SQLITE_NULL; }
qint64 Statement::integer(int column, qint64 ifNull) const
{
    // NULL reads as 0: the type is asked for only where that makes a difference (a scan of all events reads 30 columns).
    const qint64 value = sqlite3_column_int64(m_handle, column);
    return value != 0 || ifNull == 0 || !isNull(column) ? value : ifNull;
}
double Statement::real(int column) const { return sqlite3_column_double(m_handle, column); }
QString Statement::text(int column) const { return QString::fromUtf8(view(column)); }
QByteArrayView Statement::view(int column) const
{
    // The pointer first: it may convert the value, and the size is that of the converted one.
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_handle, column));
    return bytes ? QByteArrayView(bytes, sqlite3_column_bytes(m_handle, column)) : QByteArrayView();
}
QByteArray Statement::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_handle, column));
    return bytes ? QByteArray(bytes, sqlite3_column_bytes(m_handle, column)) : QByteArray();
}

} // namespace ashiato
