// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/connection.h"

#include <algorithm>

namespace ashiato
{

/// Inserts a known number of rows with as few statements as can be: blocks of kRowsPerStatement rows, the rest one by one.
/// Binding in blocks saves a sqlite3_step a row. Bound text is not copied: it must live until endRow() of the block's
/// last row. Values left out are NULL. Writer thread.
template <int Columns> class RowBlock
{
public:
    static constexpr int kRowsPerStatement = std::clamp(760 / Columns, 4, 32);

    /// into: "table (column, …)", a literal.
    RowBlock(Connection &connection, const char *into, size_t rows)
        : m_blockRows(rows / kRowsPerStatement * kRowsPerStatement),
          m_block(m_blockRows ? connection.blockStatement(into, Columns, kRowsPerStatement) : nullptr),
          m_single(m_blockRows < rows ? connection.blockStatement(into, Columns, 1) : nullptr)
    {
    }

    void beginRow()
    {
        const bool inBlock = m_row < m_blockRows;
        m_statement = inBlock ? m_block : m_single;
        m_base = inBlock ? int(m_row % kRowsPerStatement) * Columns + 1 : 1;
    }
    void integer(int column, qint64 value) { m_statement->bind(m_base + column, value); }
    void integerUnless(int column, qint64 value, qint64 unknown)
    {
        if (value != unknown)
            m_statement->bind(m_base + column, value);
    }
    void text(int column, QByteArrayView utf8) { m_statement->bindView(m_base + column, utf8); }
    /// An empty string rather than NULL.
    void textOrEmpty(int column, QByteArrayView utf8)
    {
        if (utf8.isEmpty())
            m_statement->bindEmpty(m_base + column);
        else
            m_statement->bindView(m_base + column, utf8);
    }
    bool endRow()
    {
        ++m_row;
        if (m_statement == m_block && m_row % kRowsPerStatement != 0)
            return true;
        m_result = m_statement->run();
        return m_result.ok();
    }
    const Result<void> &result() const { return m_result; }

private:
    size_t m_blockRows;
    size_t m_row = 0;
    Statement *m_block;
    Statement *m_single;
    Statement *m_statement = nullptr;
    int m_base = 1;
    Result<void> m_result;
};

} // namespace ashiato
