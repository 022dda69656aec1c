// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/changes.h"

#include <QHash>
#include <QVariant>
#include <QStringList>

#include <algorithm>

namespace ashiato
{

namespace
{

struct Table {
    QByteArray key;
    QStringList columns;
    bool alsoWithoutActs = false; ///< Rows come by themselves, too: an act taken back sets what was there before it
};

/// What acts may touch.
const QHash<QString, Table> &tables()
{
    static const QHash<QString, Table> all{
        {QStringLiteral("case_info"), {"key", {QStringLiteral("value")}}},
        {QStringLiteral("tag"),
         {"id", QStringLiteral("uid name name_en colour key severity removed").split(u' ')}},
        {QStringLiteral("note"),
         {"id", QStringLiteral("target target_id identity text act_id at examiner_id").split(u' ')}},
        {QStringLiteral("evidence"),
         {"id", QStringLiteral("uid number kind name location segments format size stored_size fingerprint "
                               "host_alias_id zone encoding mapping chosen_format skew_ns received_at received_from "
                               "received_by maker serial place_kept note added_at removed")
                    .split(u' ')}},
        {QStringLiteral("host"), {"id", QStringLiteral("name folded note").split(u' ')}},
        {QStringLiteral("host_alias"), {"id", {QStringLiteral("host_id")}}},
        {QStringLiteral("account"), {"id", {QStringLiteral("same_as")}}},
        {QStringLiteral("saved_lens"), {"id", QStringLiteral("name lens removed").split(u' ')}},
        {QStringLiteral("finding"), {"id", QStringLiteral("chapter position text grade").split(u' ')}},
        {QStringLiteral("network_position"), {"node", {QStringLiteral("x"), QStringLiteral("y")}, true}},
    };
    return all;
}

void bindJson(Statement &statement, int parameter, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String: statement.bindText(parameter, value.toString()); break;
    case QJsonValue::Bool: statement.bind(parameter, qint64(value.toBool())); break;
    case QJsonValue::Double:
        // Whole numbers of 64 bits come through QJsonValue whole; only a fraction is a real.
        if (const QVariant number = value.toVariant(); number.typeId() == QMetaType::LongLong)
            statement.bind(parameter, number.toLongLong());
        else
            statement.bind(parameter, value.toDouble());
        break;
    default: statement.bindNull(parameter);
    }
}

bool columnsKnown(const Table &table, const QJsonValue &row)
{
    const QStringList keys = row.toObject().keys();
    return std::all_of(keys.begin(), keys.end(), [&](const QString &key) { return table.columns.contains(key); });
}

} // namespace

QJsonObject Change::toJson() const
{
    return {{QStringLiteral("table"), table},
            {QStringLiteral("id"), id},
            {QStringLiteral("before"), before},
            {QStringLiteral("after"), after}};
}

Result<Change> Change::fromJson(const QJsonValue &json)
{
    const QJsonObject object = json.toObject();
    Change change{object.value(u"table").toString(), object.value(u"id"), object.value(u"before"),
                  object.value(u"after")};
    const auto table = tables().constFind(change.table);
    if (table == tables().constEnd() || !columnsKnown(*table, change.before) || !columnsKnown(*table, change.after))
        return {ErrorCode::Damaged, QStringLiteral("journal: ") + change.table};
    return change;
}

Result<QJsonValue> readRow(Connection &connection, const QString &table, const QJsonValue &id,
                           const QStringList &columns)
{
    const QByteArray sql = "SELECT " + columns.join(u',').toUtf8() + " FROM " + table.toUtf8() + " WHERE " +
                           tables().value(table).key + " = ?1";
    Statement find = connection.prepare(sql);
    bindJson(find, 1, id);
    switch (find.step()) {
    case Statement::Step::Failed: return find.error();
    case Statement::Step::Done: return QJsonValue();
    case Statement::Step::Row: break;
    }
    QJsonObject row;
    for (int i = 0; i < columns.size(); ++i) {
        QJsonValue value;
        switch (find.columnType(i)) {
        case 1: value = find.integer(i); break; // SQLITE_INTEGER
        case 2: value = find.real(i); break;    // SQLITE_FLOAT
        case 5: break;                          // SQLITE_NULL
        default: value = find.text(i);
        }
        row.insert(columns[i], value);
    }
    return QJsonValue(row);
}

Result<qint64> applyChange(Connection &connection, const Change &change)
{
    const Table table = tables().value(change.table);
    const QByteArray name = change.table.toUtf8();
    if (change.after.isNull()) {
        Statement erase = connection.prepare("DELETE FROM " + name + " WHERE " + table.key + " = ?1");
        bindJson(erase, 1, change.id);
        auto done = erase.run();
        return done ? Result<qint64>(qint64(0)) : Result<qint64>(done.error());
    }
    const QJsonObject row = change.after.toObject();
    const QStringList columns = row.keys();
    QByteArray sql;
    if (change.before.isNull()) {
        sql = QByteArray(table.alsoWithoutActs ? "INSERT OR REPLACE INTO " : "INSERT INTO ") + name + " (" + columns.join(u',').toUtf8() +
              ',' + table.key + ") VALUES (" +
              QByteArray("?,").repeated(columns.size()) + "?) RETURNING rowid";
        if (table.key != "id") // the others have no rowid
            sql.replace("RETURNING rowid", "RETURNING 0");
    } else {
        QStringList settings;
        for (const QString &column : columns)
            settings.append(column + QStringLiteral(" = ?"));
        sql = "UPDATE " + name + " SET " + settings.join(u',').toUtf8() + " WHERE " + table.key + " = ? RETURNING 0";
    }
    Statement set = connection.prepare(sql);
    int parameter = 1;
    for (const QString &column : columns)
        bindJson(set, parameter++, row.value(column));
    bindJson(set, parameter, change.id);
    if (set.step() != Statement::Step::Row)
        return set.error().code == ErrorCode::None ? Result<qint64>(ErrorCode::NotFound, change.table)
                                                   : Result<qint64>(set.error());
    const qint64 id = set.integer(0);
    if (auto done = set.run(); !done)
        return done.error();
    return id;
}

} // namespace ashiato
