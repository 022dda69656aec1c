// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/connection.h"
#include "models/casedb/sqlite/rowfeed.h"

#include <algorithm>

namespace ashiato
{

/// Inserts a known number of rows in blocks of kRowsPerStatement. Text is not copied: it must live until endRow() of the
/// block's last row. Values left out are NULL. Writer thread.
template <int Columns> class RowBlock
{
    static_assert(Columns <= RowFeed::kMostColumns);

public:
    static constexpr size_t kRowsPerStatement = 64;

    /// into: "table (column, …)", a literal.
    RowBlock(Connection &connection, const char *into, size_t rows)
        : m_connection(connection), m_into(into), m_rowsLeft(rows), m_cells(std::min(rows, kRowsPerStatement) * Columns)
    {
    }

    void beginRow()
    {
        m_row = m_cells.data() + m_filled * Columns;
        std::fill(m_row, m_row + Columns, Cell());
    }
    void integer(int column, qint64 value) { m_row[column] = Cell(value); }
    void integerUnless(int column, qint64 value, qint64 unknown)
    {
        if (value != unknown)
            m_row[column] = Cell(value);
    }
    void text(int column, QByteArrayView utf8)
    {
        if (!utf8.isEmpty())
            m_row[column] = Cell(utf8);
    }
    /// An empty string rather than NULL.
    void textOrEmpty(int column, QByteArrayView utf8) { m_row[column] = Cell(utf8.isEmpty() ? QByteArrayView("") : utf8); }
    bool endRow()
    {
        ++m_filled;
        --m_rowsLeft;
        if (m_filled < kRowsPerStatement && m_rowsLeft > 0)
            return true;
        m_result = m_connection.rowFeed().insert(m_into, Columns, m_cells, m_filled);
        m_filled = 0;
        return m_result.ok();
    }
    const Result<void> &result() const { return m_result; }

private:
    Connection &m_connection;
    const char *m_into;
    size_t m_rowsLeft;
    size_t m_filled = 0;
    std::vector<Cell> m_cells;
    Cell *m_row = nullptr;
    Result<void> m_result;
};

} // namespace ashiato
