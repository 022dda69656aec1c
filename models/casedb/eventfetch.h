// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/casedb/eventrow.h"
#include "models/casedb/sqlite/connection.h"

#include <QHash>

#include <optional>
#include <vector>

namespace ashiato
{

/// Fetches whole events by id. The rows of a page name the same hosts, accounts and files again and again: each value is
/// looked up once and shared (a join per row cost four times as much). Lives for one call, within one state of the case.
class EventFetch
{
public:
    /// clocks: of the case; outlives this.
    EventFetch(Connection &connection, const std::vector<ClockRow> &clocks);

    /// Rows in the order of ids; an id that no event has gives none.
    Result<std::vector<EventRow>> rows(const QList<qint64> &ids);

private:
    /// Values of one table by id.
    struct Values {
        const char *sql;
        QHash<qint64, QString> known = {};
    };
    struct Exhibit {
        QString number;
        qint64 hostAlias = 0;
    };

    EventRow read(const Statement &row);
    void readMarks(EventRow &event);
    void showTime(EventRow &event, qint64 clockId) const;
    Values &valuesOf(ValueTable table);
    QString value(Values &values, qint64 id);
    const Exhibit &exhibit(qint64 id);
    bool hasRows(const char *sql);
    /// Runs a SELECT with one parameter; false where there is no row.
    bool find(Statement &select, qint64 id);

    Connection &m_connection;
    QHash<qint64, const ClockRow *> m_clocks;
    QHash<qint64, Exhibit> m_exhibits;
    Values m_types, m_files, m_hosts, m_accounts, m_endpoints, m_texts;
    bool m_anyTag = false, m_anyNote = false, m_anySeen = false;
    std::optional<Error> m_error;
};

} // namespace ashiato
