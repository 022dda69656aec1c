// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/casereader.h"
#include "models/casedb/sqlite/connection.h"

#include <QDeadlineTimer>

#include <list>

namespace ashiato
{

struct CaseReader::Private {
    static Result<std::shared_ptr<CaseReader>> make(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> connection;
    std::list<Function> functions; ///< Stable addresses: SQLite holds them
    bool inSnapshot = false;
    QDeadlineTimer deadline{QDeadlineTimer::Forever};

    /// Runs a SELECT and gives each row to a function; the statement comes out of the cache (sql is a literal).
    template <typename Bind, typename Row> Result<void> each(const char *sql, Bind bind, Row row)
    {
        Statement &select = connection->statement(sql);
        return each(select, bind, row);
    }
    template <typename Bind, typename Row> Result<void> each(Statement &select, Bind bind, Row row)
    {
        bind(select);
        Statement::Step step = select.step();
        for (; step == Statement::Step::Row; step = select.step())
            row(select);
        if (step == Statement::Step::Failed) {
            const Error error = select.error();
            select.reset();
            return error;
        }
        select.reset();
        return {};
    }
    template <typename Row> Result<void> each(const char *sql, Row row)
    {
        return each(sql, [](Statement &) {}, row);
    }
};

struct SqlRows::Private {
    Statement statement;
    QStringList columns;
    std::optional<Error> error;
    bool atEnd = false;
};

} // namespace ashiato
