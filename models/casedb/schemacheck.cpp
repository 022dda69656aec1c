// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/schemacheck.h"

#include "models/casedb/migrations.h"

#include <QMap>

#include <mutex>

namespace ashiato
{

namespace
{

/// Type and name, and the words that made it.
using Schema = QMap<std::pair<QString, QString>, QString>;

Result<Schema> schemaOf(Connection &connection)
{
    Schema schema;
    Statement all = connection.prepare("SELECT type, name, sql FROM sqlite_schema");
    Statement::Step step = all.step();
    for (; step == Statement::Step::Row; step = all.step()) {
        const QString type = all.text(0), name = all.text(1);
        // Triggers and views of that name cannot be SQLite's own.
        if (name.startsWith(u"sqlite_") && (type == u"table" || type == u"index"))
            continue;
        schema.insert({type, name}, all.text(2));
    }
    if (step == Statement::Step::Failed)
        return all.error();
    return schema;
}

/// What the migrations up to a version make; made once for each.
Result<Schema> schemaOfVersion(int version)
{
    static std::mutex mutex;
    static QMap<int, Schema> known;
    const std::lock_guard lock(mutex);
    if (const auto found = known.constFind(version); found != known.constEnd())
        return *found;
    auto memory = Connection::inMemory();
    if (!memory)
        return memory.error();
    std::vector<Migration> steps;
    for (const Migration &step : migrations()) {
        if (step.number <= version)
            steps.push_back(step);
    }
    if (auto done = migrate(**memory, steps); !done)
        return done.error();
    auto schema = schemaOf(**memory);
    if (schema)
        known.insert(version, *schema);
    return schema;
}

} // namespace

Result<std::vector<SchemaDifference>> compareSchema(Connection &connection)
{
    const auto version = connection.integer("PRAGMA user_version");
    if (!version)
        return version.error();
    const auto ours = schemaOfVersion(int(*version));
    const auto found = schemaOf(connection);
    if (!ours || !found)
        return ours ? found.error() : ours.error();
    using What = SchemaDifference::What;
    std::vector<SchemaDifference> differences;
    for (auto it = found->constBegin(); it != found->constEnd(); ++it) {
        const auto own = ours->constFind(it.key());
        if (own == ours->constEnd())
            differences.push_back({What::Foreign, it.key().first, it.key().second});
        else if (*own != *it)
            differences.push_back({What::Changed, it.key().first, it.key().second});
    }
    for (auto it = ours->constBegin(); it != ours->constEnd(); ++it) {
        if (!found->contains(it.key()))
            differences.push_back({What::Missing, it.key().first, it.key().second});
    }
    return differences;
}

} // namespace ashiato
