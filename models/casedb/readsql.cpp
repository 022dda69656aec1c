// SPDX-License-Identifier: Apache-2.0
// CaseReader: free questions in SQL, with what they may do, and functions and views for them.
#include "models/casedb/casereader.h"

#include "models/casedb/casereader_p.h"

#include <sqlite3.h>

namespace ashiato
{

namespace
{

/// What a free question may do: look. Everything that is not named here is refused.
int authorize(void *, int action, const char *, const char *detail, const char *, const char *)
{
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_FUNCTION:
        return detail && qstricmp(detail, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    default: return SQLITE_DENY;
    }
}

int authorizeTempViews(void *user, int action, const char *first, const char *second, const char *database, const char *view)
{
    switch (action) {
    case SQLITE_CREATE_TEMP_VIEW: return SQLITE_OK;
    case SQLITE_INSERT: // the row that describes the view
    case SQLITE_UPDATE:
        return first && (qstrcmp(first, "sqlite_temp_master") == 0 || qstrcmp(first, "sqlite_temp_schema") == 0) ? SQLITE_OK : SQLITE_DENY;
    default: return authorize(user, action, first, second, database, view);
    }
}

/// Sets an authorizer for as long as a statement is prepared.
class Authorizer
{
public:
    using Function = int (*)(void *, int, const char *, const char *, const char *, const char *);
    Authorizer(Connection &connection, Function function) : m_handle(connection.handle())
    {
        sqlite3_set_authorizer(m_handle, function, nullptr);
    }
    ~Authorizer() { sqlite3_set_authorizer(m_handle, nullptr, nullptr); }
    Authorizer(const Authorizer &) = delete;
    Authorizer &operator=(const Authorizer &) = delete;

private:
    sqlite3 *m_handle;
};

QVariant valueOf(sqlite3_value *value)
{
    switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER: return qlonglong(sqlite3_value_int64(value));
    case SQLITE_FLOAT: return sqlite3_value_double(value);
    case SQLITE_TEXT: {
        const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(value));
        return QString::fromUtf8(text, sqlite3_value_bytes(value));
    }
    case SQLITE_BLOB: {
        const auto *bytes = static_cast<const char *>(sqlite3_value_blob(value));
        return QByteArray(bytes, sqlite3_value_bytes(value));
    }
    default: return {};
    }
}

void callFunction(sqlite3_context *context, int count, sqlite3_value **values)
{
    const auto *function = static_cast<const CaseReader::Function *>(sqlite3_user_data(context));
    std::vector<QVariant> arguments;
    for (int i = 0; i < count; ++i)
        arguments.push_back(valueOf(values[i]));
    const QVariant result = (*function)(arguments);
    switch (result.typeId()) {
    case QMetaType::UnknownType: sqlite3_result_null(context); break;
    case QMetaType::Int:
    case QMetaType::LongLong:
    case QMetaType::Bool: sqlite3_result_int64(context, result.toLongLong()); break;
    case QMetaType::Double: sqlite3_result_double(context, result.toDouble()); break;
    default: {
        const QByteArray text = result.toString().toUtf8();
        sqlite3_result_text64(context, text.constData(), sqlite3_uint64(text.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    }
}

} // namespace

Result<SqlRows> CaseReader::sql(const QString &select)
{
    SqlRows rows;
    const QByteArray text = select.toUtf8();
    {
        const Authorizer authorizer(*d->connection, authorize);
        rows.d->statement = d->connection->prepare(text);
    }
    if (!rows.d->statement.isValid()) {
        Error error = rows.d->statement.error();
        if (error.code == ErrorCode::Internal) // a slip in the SQL
            error.code = ErrorCode::Invalid;
        return error;
    }
    if (rows.d->statement.hasRest())
        return {ErrorCode::Invalid, QStringLiteral("more than one statement")};
    if (!rows.d->statement.isReadOnly() || rows.d->statement.columnCount() == 0)
        return {ErrorCode::Invalid, QStringLiteral("not a SELECT")};
    for (int i = 0; i < rows.d->statement.columnCount(); ++i)
        rows.d->columns.append(rows.d->statement.columnName(i));
    return rows;
}

void CaseReader::setBounds(std::chrono::seconds time, qint64 memoryBytes)
{
    constexpr int kSteps = 10'000; // of SQLite's machine between two looks at the clock: well below a millisecond
    constexpr int kLongestValue = 64 << 20;
    d->deadline.setRemainingTime(time);
    sqlite3_progress_handler(d->connection->handle(), kSteps,
                             [](void *deadline) { return int(static_cast<QDeadlineTimer *>(deadline)->hasExpired()); }, &d->deadline);
    sqlite3_limit(d->connection->handle(), SQLITE_LIMIT_LENGTH, kLongestValue);
    sqlite3_hard_heap_limit64(memoryBytes);
}

Result<void> CaseReader::registerFunction(const QString &name, int arguments, Function function)
{
    d->functions.push_back(std::move(function));
    const int rc = sqlite3_create_function_v2(d->connection->handle(), name.toUtf8().constData(), arguments,
                                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                              &d->functions.back(), callFunction, nullptr, nullptr, nullptr);
    return rc == SQLITE_OK ? Result<void>() : Result<void>(d->connection->errorOf(rc));
}

Result<void> CaseReader::createTempViews(const QString &statements)
{
    if (auto open = d->connection->execute("PRAGMA query_only = OFF"); !open)
        return open;
    Result<void> done;
    {
        const Authorizer authorizer(*d->connection, authorizeTempViews);
        done = d->connection->execute(statements.toUtf8().constData());
    }
    auto closed = d->connection->execute("PRAGMA query_only = ON");
    return done ? closed : done;
}

SqlRows::SqlRows() : d(std::make_unique<Private>()) {}
SqlRows::SqlRows(SqlRows &&) noexcept = default;
SqlRows &SqlRows::operator=(SqlRows &&) noexcept = default;
SqlRows::~SqlRows() = default;

const QStringList &SqlRows::columns() const { return d->columns; }
const std::optional<Error> &SqlRows::error() const { return d->error; }

bool SqlRows::next()
{
    if (d->atEnd)
        return false;
    switch (d->statement.step()) {
    case Statement::Step::Row: return true;
    case Statement::Step::Done: break;
    case Statement::Step::Failed: d->error = d->statement.error(); break;
    }
    d->atEnd = true;
    return false;
}

bool SqlRows::isNull(int column) const { return d->statement.isNull(column); }

QString SqlRows::text(int column) const
{
    if (d->statement.columnType(column) == SQLITE_BLOB)
        return QString::fromLatin1(d->statement.blob(column).toHex());
    return d->statement.text(column);
}

QByteArrayView SqlRows::utf8(int column) const { return d->statement.view(column); }

QVariant SqlRows::value(int column) const
{
    switch (d->statement.columnType(column)) {
    case SQLITE_INTEGER: return qlonglong(d->statement.integer(column));
    case SQLITE_FLOAT: return d->statement.real(column);
    case SQLITE_TEXT: return d->statement.text(column);
    case SQLITE_BLOB: return d->statement.blob(column);
    default: return {};
    }
}

} // namespace ashiato
