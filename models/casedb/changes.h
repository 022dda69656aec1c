// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/connection.h"
#include "models/records/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

#include <vector>

namespace ashiato
{

/// A row before and after an act; null where it did not or does not exist. The journal keeps it, so that undo and redo
/// set exactly what was there.
struct Change {
    QString table;
    QJsonValue id;
    QJsonValue before;
    QJsonValue after;

    QJsonObject toJson() const;
    /// Errors: Damaged, where it names a table or column that acts do not touch: a journal may come from anybody.
    static Result<Change> fromJson(const QJsonValue &json);
    Change reversed() const { return {table, id, after, before}; }
};

/// Reads the columns of a row that a change is going to set; null where the row does not exist.
Result<QJsonValue> readRow(Connection &connection, const QString &table, const QJsonValue &id,
                           const QStringList &columns);

/// Sets the row to `after`. Gives the row id (of an inserted row too).
Result<qint64> applyChange(Connection &connection, const Change &change);

} // namespace ashiato
