// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/connection.h"

namespace ashiato
{

/// A transaction that is rolled back unless it was committed. Stack only, same thread as the connection.
class Transaction
{
public:
    explicit Transaction(Connection &connection) : m_connection(connection), m_begun(connection.execute("BEGIN IMMEDIATE"))
    {
    }
    ~Transaction() { rollback(); }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    /// Whether BEGIN succeeded (Locked, ReadOnly …).
    const Result<void> &begun() const { return m_begun; }

    Result<void> commit()
    {
        if (!m_begun)
            return m_begun;
        auto done = m_connection.execute("COMMIT");
        if (!done)
            rollback();
        return done;
    }

    void rollback()
    {
        // SQLite itself rolls back on some errors (full disk); asking again would only be an error of its own.
        if (m_connection.inTransaction())
            (void)m_connection.execute("ROLLBACK");
    }

private:
    Connection &m_connection;
    Result<void> m_begun;
};

} // namespace ashiato
