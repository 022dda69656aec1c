// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/migrations.h"

#include "models/casedb/sqlite/transaction.h"

#include <QDir>
#include <QFile>

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
