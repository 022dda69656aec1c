// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/sqlite/rowfeed.h"

#include "models/casedb/sqlite/connection.h"

#include <sqlite3.h>

#include <new>

namespace ashiato
{

void Cell::giveTo(sqlite3_context *context) const
{
    switch (m_kind) {
    case Kind::Null: break; // what SQLite assumes
    case Kind::Integer: sqlite3_result_int64(context, m_value); break;
    case Kind::Text:
        sqlite3_result_text64(context, m_text, sqlite3_uint64(m_value), SQLITE_STATIC, SQLITE_UTF8);
        break;
    }
}

/// The functions by which SQLite reads the rows: https://www.sqlite.org/vtab.html. The table has no xCreate: it stands
/// under its module's name in this connection alone, and never in the case's schema.
struct RowFeed::Module {
    struct Table : sqlite3_vtab {
        const Source *source = nullptr;
    };
    struct Cursor : sqlite3_vtab_cursor {
        const Cell *row = nullptr;
        size_t left = 0;
    };
    static const Source &sourceOf(sqlite3_vtab_cursor *cursor) { return *static_cast<Table *>(cursor->pVtab)->source; }

    static int connect(sqlite3 *database, void *source, int, const char *const *, sqlite3_vtab **table, char **)
    {
        QByteArray sql = "CREATE TABLE x (c0";
        for (int i = 1; i < kMostColumns; ++i)
            sql += ", c" + QByteArray::number(i);
        const int rc = sqlite3_declare_vtab(database, (sql + ')').constData());
        if (rc != SQLITE_OK)
            return rc;
        auto *made = new (std::nothrow) Table;
        *table = made;
        if (!made)
            return SQLITE_NOMEM;
        made->source = static_cast<const Source *>(source);
        return SQLITE_OK;
    }
    static int disconnect(sqlite3_vtab *table)
    {
        delete static_cast<Table *>(table);
        return SQLITE_OK;
    }
    static int bestIndex(sqlite3_vtab *, sqlite3_index_info *) { return SQLITE_OK; }
    static int open(sqlite3_vtab *, sqlite3_vtab_cursor **cursor)
    {
        *cursor = new (std::nothrow) Cursor;
        return *cursor ? SQLITE_OK : SQLITE_NOMEM;
    }
    static int close(sqlite3_vtab_cursor *cursor)
    {
        delete static_cast<Cursor *>(cursor);
        return SQLITE_OK;
    }
    static int filter(sqlite3_vtab_cursor *cursor, int, const char *, int, sqlite3_value **)
    {
        auto *at = static_cast<Cursor *>(cursor);
        at->row = sourceOf(cursor).cells;
        at->left = sourceOf(cursor).rows;
        return SQLITE_OK;
    }
    static int next(sqlite3_vtab_cursor *cursor)
    {
        auto *at = static_cast<Cursor *>(cursor);
        at->row += sourceOf(cursor).columns;
        --at->left;
        return SQLITE_OK;
    }
    static int eof(sqlite3_vtab_cursor *cursor) { return static_cast<Cursor *>(cursor)->left == 0; }
    static int column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int index)
    {
        static_cast<Cursor *>(cursor)->row[index].giveTo(context);
        return SQLITE_OK;
    }
    static int rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
    {
        *id = sqlite3_int64(static_cast<Cursor *>(cursor)->left);
        return SQLITE_OK;
    }

    static const sqlite3_module kFunctions;
};

const sqlite3_module RowFeed::Module::kFunctions = [] {
    sqlite3_module functions{};
    functions.xConnect = connect;
    functions.xBestIndex = bestIndex;
    functions.xDisconnect = disconnect;
    functions.xOpen = open;
    functions.xClose = close;
    functions.xFilter = filter;
    functions.xNext = next;
    functions.xEof = eof;
    functions.xColumn = column;
    functions.xRowid = rowid;
    return functions;
}();

RowFeed::RowFeed(Connection &connection) : m_connection(connection)
{
    // Where this fails the statements do: there is no such table.
    sqlite3_create_module_v2(connection.handle(), "row_feed", &Module::kFunctions, &m_source, nullptr);
}

Statement &RowFeed::statementFor(const char *into, int columns)
{
    Statement &statement = m_statements[into];
    if (statement.isValid()) {
        statement.reset();
        return statement;
    }
    // OR FAIL: SQLite then needs no savepoint of its own a statement, whose end walks all pages that the caller's savepoint
    // holds.
    QByteArray sql = "INSERT OR FAIL INTO " + QByteArray(into) + " SELECT c0";
    for (int i = 1; i < columns; ++i)
        sql += ", c" + QByteArray::number(i);
    statement = Statement(m_connection, sql + " FROM row_feed", true);
    return statement;
}

Result<void> RowFeed::insert(const char *into, int columns, const std::vector<Cell> &cells, size_t rows)
{
    m_source = {cells.data(), rows, columns};
    auto done = statementFor(into, columns).run();
    m_source = {};
    return done;
}

} // namespace ashiato
