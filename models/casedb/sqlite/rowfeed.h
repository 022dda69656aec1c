// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/statement.h"
#include "models/records/result.h"

#include <QByteArrayView>

#include <map>
#include <vector>

struct sqlite3;
struct sqlite3_context;

namespace ashiato
{

class Connection;

/// A value on its way into a row. Text is not copied: it must live until the row is inserted.
class Cell
{
public:
    Cell() = default; ///< NULL
    explicit Cell(qint64 value) : m_value(value), m_kind(Kind::Integer) {}
    explicit Cell(QByteArrayView utf8) : m_text(utf8.data()), m_value(utf8.size()), m_kind(Kind::Text) {}

    void giveTo(sqlite3_context *context) const;

private:
    enum class Kind : quint8 { Null, Integer, Text };
    const char *m_text = nullptr;
    qint64 m_value = 0; ///< Or the bytes of the text
    Kind m_kind = Kind::Null;
};

/// Rows in memory that SQLite reads as a table of its own (a virtual table), so that one INSERT … SELECT takes many of
/// them: binding them as parameters takes a third longer. Belongs to its connection and its thread.
class RowFeed
{
public:
    static constexpr int kMostColumns = 64;

    explicit RowFeed(Connection &connection);

    /// into: "table (column, …)", a literal: the statement is kept by its address. cells: row after row.
    /// A row that fails leaves those before it: the caller takes its savepoint or transaction back.
    Result<void> insert(const char *into, int columns, const std::vector<Cell> &cells, size_t rows);

private:
    struct Source {
        const Cell *cells = nullptr;
        size_t rows = 0;
        int columns = 0;
    };
    struct Module;

    Statement &statementFor(const char *into, int columns);

    Connection &m_connection;
    Source m_source;
    std::map<const char *, Statement> m_statements;
};

} // namespace ashiato
