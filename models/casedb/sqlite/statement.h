// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QByteArrayView>
#include <QString>

struct sqlite3_stmt;

namespace ashiato
{

class Connection;

/// A prepared statement. A failed preparation or binding is kept and comes out of the next step(), so that callers bind
/// in a row and ask once. Columns count from 0, parameters from 1. Belongs to its connection and its thread.
class Statement
{
public:
    enum class Step { Row, Done, Failed };

    Statement() = default;
    Statement(Connection &connection, QByteArrayView sql, bool persistent);
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;
    ~Statement();

    bool isValid() const { return m_handle != nullptr; }
    bool isReadOnly() const;
    /// Whether more SQL follows the statement.
    bool hasRest() const { return m_hasRest; }
    /// Ready for new values; all parameters are NULL again.
    void reset();

    Statement &bind(int parameter, qint64 value);
    Statement &bind(int parameter, double value);
    /// NULL where the string is empty: "unknown" has one form in the case.
    Statement &bind(int parameter, const QString &value);
    Statement &bindText(int parameter, const QString &value); ///< '' where empty
    /// UTF-8 that outlives the next step or reset (not copied). NULL where empty.
    Statement &bindView(int parameter, QByteArrayView utf8);
    Statement &bindBlob(int parameter, QByteArrayView bytes); ///< Copied; NULL where empty
    Statement &bindNull(int parameter);
    /// NULL where the value is the one that stands for "unknown".
    Statement &bindUnless(int parameter, qint64 value, qint64 unknown);

    Step step();
    /// For statements without rows: steps to the end and resets.
    Result<void> run();
    /// Error of the last step() that gave Failed.
    const Error &error() const { return m_error; }

    int columnCount() const;
    QString columnName(int column) const;
    int columnType(int column) const; ///< SQLITE_INTEGER …
    bool isNull(int column) const;
    qint64 integer(int column, qint64 ifNull = 0) const;
    double real(int column) const;
    QString text(int column) const;
    QByteArrayView view(int column) const; ///< Valid until the next step or reset
    QByteArray blob(int column) const;

private:
    friend class Connection;
    void finalize();
    void noteBind(int rc);

    Connection *m_connection = nullptr;
    sqlite3_stmt *m_handle = nullptr;
    Error m_error{ErrorCode::None, {}, -1};
    bool m_bindFailed = false;
    bool m_hasRest = false;
};

} // namespace ashiato
