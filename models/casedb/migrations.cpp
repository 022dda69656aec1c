// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/migrations.h"

#include "models/casedb/sqlite/transaction.h"
#include "models/records/eventfields.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

static void initSchemaResource() { Q_INIT_RESOURCE(schema); } // outside of any namespace, as the macro wants

namespace ashiato
{

namespace
{

constexpr int kApplicationId = 0x41534849; // "ASHI": file(1) and sqlite3 tell a case by it

std::vector<Migration> load()
{
    initSchemaResource();
    std::vector<Migration> steps;
    const QDir folder(QStringLiteral(":/schema"));
    for (const QString &name : folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            steps.push_back({name.left(4).toInt(), name.mid(5, name.size() - 9), file.readAll()});
    }
    return steps;
}

/// A declared field as the readable view shows it.
QByteArray viewColumn(const EventFieldSpec &spec)
{
    const QByteArray column(spec.column), name(spec.csv);
    switch (spec.table) {
    case ValueTable::HostAlias: return "(SELECT value FROM host_alias WHERE id = e." + column + ") AS " + name;
    case ValueTable::Account: return "(SELECT value FROM account WHERE id = e." + column + ") AS " + name;
    case ValueTable::Endpoint: return "(SELECT value FROM endpoint WHERE id = e." + column + ") AS " + name;
    case ValueTable::Text: return "(SELECT value FROM text WHERE id = e." + column + ") AS " + name;
    case ValueTable::None: break;
    }
    return "e." + column + " AS " + name;
}

/// A moment as it is shown, in SQL: the time that the clock's zone and skew give, cut to the digits of its precision.
QString timeExpression(const QString &ns, const QString &clock, const QString &precision)
{
    return QStringLiteral(
               "(SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')"
               " || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END"
               " || CASE WHEN known THEN 'Z' ELSE '' END"
               " FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known"
               " FROM (SELECT @ns + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = @clock AND s.from_ns <= @ns"
               " ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,"
               " coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= @precision ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,"
               " coalesce((SELECT c.zone_known FROM clock c WHERE c.id = @clock), 1) AS known)) WHERE ns IS NOT NULL)")
        .replace(QStringLiteral("@ns"), ns)
        .replace(QStringLiteral("@clock"), clock)
        .replace(QStringLiteral("@precision"), precision);
}

/// What makes the readable views of this version.
QByteArray readableViews()
{
    initSchemaResource();
    QFile file(QStringLiteral(":/schema/views.sql.in"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray fields, later;
    for (const EventFieldSpec &spec : kTypedSpecs) {
        if (spec.field == EventField::Host || spec.field == EventField::Account) // names of hosts and accounts are resolved
            continue;
        if (spec.since == 1)
            fields += "       " + viewColumn(spec) + ",\n";
        else
            later += ",\n       " + viewColumn(spec);
    }
    QString text = QString::fromUtf8(file.readAll().replace("@fields@\n", fields).replace("@later@", later));
    static const QRegularExpression time(QStringLiteral("@time\\(([^,()]+), ([^,()]+), ([^,()]+)\\)@"));
    for (auto match = time.match(text); match.hasMatch(); match = time.match(text))
        text.replace(match.capturedStart(), match.capturedLength(), timeExpression(match.captured(1), match.captured(2), match.captured(3)));
    return text.toUtf8();
}

Result<int> versionOf(Connection &connection, int newest)
{
    const auto version = connection.integer("PRAGMA user_version");
    if (!version)
        return version.error();
    if (*version > newest)
        return {ErrorCode::NewerVersion, QString::number(*version)};
    return int(*version);
}

} // namespace

const std::vector<Migration> &migrations()
{
    static const std::vector<Migration> steps = load();
    return steps;
}

Result<void> migrate(Connection &connection, const std::vector<Migration> &steps)
{
    const int newest = steps.empty() ? 0 : steps.back().number;
    const auto version = versionOf(connection, newest);
    if (!version)
        return version.error();
    for (const Migration &step : steps) {
        if (step.number <= *version)
            continue;
        Transaction transaction(connection);
        if (!transaction.begun())
            return transaction.begun();
        if (auto done = connection.execute(step.sql.constData()); !done)
            return done;
        if (step.number == migrations().back().number) {
            if (auto done = connection.execute(readableViews().constData()); !done)
                return done;
        }
        const QByteArray mark = "PRAGMA user_version = " + QByteArray::number(step.number) +
                                "; PRAGMA application_id = " + QByteArray::number(kApplicationId);
        if (auto done = connection.execute(mark.constData()); !done)
            return done;
        if (auto done = transaction.commit(); !done)
            return done;
    }
    return {};
}

Result<void> checkVersion(Connection &connection, const std::vector<Migration> &steps)
{
    const int newest = steps.empty() ? 0 : steps.back().number;
    const auto version = versionOf(connection, newest);
    if (!version)
        return version.error();
    if (*version == 0)
        return {ErrorCode::Damaged, QStringLiteral("case.sqlite")};
    if (*version < newest)
        return {ErrorCode::OlderVersion, QStringLiteral("schema %1 < %2").arg(*version).arg(newest)};
    return {};
}

} // namespace ashiato
