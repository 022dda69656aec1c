// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/jobwriter.h"

#include "models/casedb/identity.h"

#include <QHash>

#include <QSet>

#include <array>

namespace ashiato
{

namespace
{

/// Rows that hold on to events and flows by identity.
constexpr const char *kBound[] = {"tagging", "tagging_removed", "note", "claim_evidence"};

} // namespace

Result<qint64> RereadWriter::reread(qint64 evidenceId, const std::vector<qint64> &fileIds)
{
    struct Unit {
        qint64 job, unit, first, last;
    };
    std::vector<Unit> units;
    const QSet<qint64> wanted(fileIds.begin(), fileIds.end());
    Statement &find = m_connection.statement(
        "SELECT u.job_id, u.unit, u.first_event, u.last_event FROM job j JOIN job_unit u ON u.job_id = j.id"
        " WHERE j.evidence_id = ?1 AND j.kind = 'import' ORDER BY u.job_id, u.unit");
    find.bind(1, evidenceId);
    Statement::Step step = find.step();
    for (; step == Statement::Step::Row; step = find.step()) {
        if (wanted.isEmpty() || wanted.contains(find.integer(1)))
            units.push_back({find.integer(0), find.integer(1), find.integer(2), find.integer(3)});
    }
    if (step == Statement::Step::Failed)
        return find.error();
    find.reset();
    if (wanted.isEmpty()) {
        if (auto done = setReadAsWanted(m_connection, evidenceId); !done)
            return done.error();
        if (units.empty())
            return qint64(0); // an image without logs: there is nothing that an encoding would change
    }
    if (units.empty())
        return {ErrorCode::NotFound, QStringLiteral("evidence %1").arg(evidenceId)};
    if (auto done = keepIdsUnique(); !done)
        return done.error();
    if (auto done = unseal(m_connection, evidenceId, kReadParts); !done)
        return done.error();
    if (auto done = forgetSum(m_connection, evidenceId, SealPart::Events); !done)
        return done.error();
    for (const Unit &unit : units) {
        if (auto done = clearUnit(unit.job, unit.unit, unit.first, unit.last); !done)
            return done.error();
    }
    Statement &wake = m_connection.statement("UPDATE job SET state = 'pending', ended_at = NULL, error = NULL WHERE id = ?1");
    wake.bind(1, units.back().job);
    if (auto done = wake.run(); !done)
        return done.error();
    return units.back().job;
}

/// Ids of deleted rows are not given again: what holds on to one would point at a stranger.
Result<void> RereadWriter::keepIdsUnique()
{
    return m_connection.execute("INSERT INTO case_info (key, value) SELECT 'last_event', coalesce(max(id), 0) FROM event WHERE true"
                                " ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value);"
                                "UPDATE case_info SET value = value + 1 WHERE key = 'generation'");
}

Result<void> RereadWriter::clearUnit(qint64 jobId, qint64 unit, qint64 firstEvent, qint64 lastEvent)
{
    const auto run = [&](QByteArray sql) -> Result<void> {
        Statement statement = m_connection.prepare(sql);
        for (int parameter = 1; parameter <= 4; ++parameter) {
            if (sql.contains('?' + QByteArray::number(parameter)))
                statement.bind(parameter, std::array<qint64, 4>{jobId, unit, firstEvent, lastEvent}[size_t(parameter - 1)]);
        }
        return statement.run();
    };
    const QByteArray events = "(SELECT id FROM event WHERE id BETWEEN ?3 AND ?4 AND file_id = ?2)";
    std::vector<QByteArray> steps;
    for (const char *table : kBound) {
        const QByteArray name(table);
        steps.push_back("UPDATE " + name + " SET target_id = NULL WHERE target = 'event' AND target_id IN " + events);
        steps.push_back("UPDATE " + name + " SET target_id = NULL WHERE target = 'flow' AND target_id IN"
                                           " (SELECT id FROM flow WHERE file_id = ?2)");
    }
    steps.push_back("DELETE FROM seen WHERE target = 'event' AND target_id IN " + events);
    steps.push_back("DELETE FROM event WHERE id BETWEEN ?3 AND ?4 AND file_id = ?2");
    steps.push_back("DELETE FROM flow WHERE file_id = ?2");
    steps.push_back("DELETE FROM fact WHERE file_id = ?2");
    steps.push_back("DELETE FROM coverage WHERE file_id = ?2");
    steps.push_back("DELETE FROM warning WHERE job_id = ?1 AND file_id = ?2");
    steps.push_back("UPDATE job_unit SET state = 0, position = 0, ordinal = 0, attempts = 0, skips = '[]',"
                    " first_event = NULL, last_event = NULL, makes_flow = 0 WHERE job_id = ?1 AND unit = ?2");
    for (const QByteArray &sql : steps) {
        if (auto done = run(sql); !done)
            return done;
    }
    return {};
}

Result<bool> RereadWriter::needsRebind()
{
    const auto waiting = m_connection.integer("SELECT EXISTS (SELECT 1 FROM tagging WHERE target_id IS NULL) OR"
                                              " EXISTS (SELECT 1 FROM note WHERE target_id IS NULL)");
    return waiting ? Result<bool>(*waiting != 0) : Result<bool>(waiting.error());
}

/// One statement a table, by a temporary table of what was found: nothing in the bound tables leads from an identity alone
/// to its rows, so that a statement an identity would look at all of them every time.
Result<void> RereadWriter::bind(const QHash<QByteArray, qint64> &found)
{
    if (auto done = m_connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS found_again (identity TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;"
            "DELETE FROM temp.found_again");
        !done)
        return done;
    Statement insert = m_connection.prepare("INSERT INTO temp.found_again (identity, id) VALUES (?1, ?2)");
    for (auto it = found.constBegin(); it != found.constEnd(); ++it) {
        if (*it == 0)
            continue;
        insert.bindView(1, it.key()).bind(2, *it);
        if (auto done = insert.run(); !done)
            return done;
    }
    for (const char *table : kBound) {
        const QByteArray name(table);
        if (auto done = m_connection.execute(("UPDATE " + name + " SET target_id = b.id FROM temp.found_again b"
                                              " WHERE " + name + ".target_id IS NULL AND b.identity = " + name + ".identity")
                                                 .constData());
            !done)
            return done;
    }
    return m_connection.execute("DELETE FROM temp.found_again");
}

Result<std::vector<Unbound>> RereadWriter::rebind(qint64 evidenceId)
{
    // Every identity that waits, then one pass over the rows of the evidence's sources that may bear it.
    QHash<QByteArray, qint64> waiting; // 0: not found yet
    for (const char *table : kBound) {
        Statement find = m_connection.prepare("SELECT identity FROM " + QByteArray(table) + " WHERE target_id IS NULL");
        Statement::Step step = find.step();
        for (; step == Statement::Step::Row; step = find.step())
            waiting.insert(find.blob(0), 0);
        if (step == Statement::Step::Failed)
            return find.error();
    }
    if (waiting.isEmpty())
        return std::vector<Unbound>();
    IdentityMaker maker(m_connection);
    const auto take = [&waiting](const QByteArray &identity, qint64 id) {
        const auto found = waiting.find(identity);
        if (found != waiting.end() && *found == 0) // of two equal ones the first: their bytes cannot be told apart
            *found = id;
    };
    Statement events = m_connection.prepare(
        QByteArray(IdentityMaker::kEventSelect) +
        "e.evidence_id = ?1 AND e.file_id IN (SELECT u.unit FROM job j JOIN job_unit u ON u.job_id = j.id"
        " WHERE j.evidence_id = ?1 AND j.kind = 'import')");
    events.bind(1, evidenceId);
    Statement::Step step = events.step();
    for (; step == Statement::Step::Row; step = events.step()) {
        const auto identity = maker.eventIdentity(events);
        if (!identity)
            return identity.error();
        take(*identity, events.integer(0));
    }
    if (step == Statement::Step::Failed)
        return events.error();
    Statement flows = m_connection.prepare("SELECT id FROM flow WHERE evidence_id = ?1");
    flows.bind(1, evidenceId);
    for (step = flows.step(); step == Statement::Step::Row; step = flows.step()) {
        const auto identity = maker.of(TargetKind::Flow, flows.integer(0));
        if (!identity)
            return identity.error();
        take(*identity, flows.integer(0));
    }
    if (step == Statement::Step::Failed)
        return flows.error();
    if (auto done = bind(waiting); !done)
        return done.error();
    std::vector<Unbound> unbound;
    for (const bool note : {false, true}) {
        Statement left = m_connection.prepare(note ? "SELECT target, id, identity FROM note WHERE target_id IS NULL"
                                                   : "SELECT target, id, identity FROM tagging WHERE target_id IS NULL");
        for (step = left.step(); step == Statement::Step::Row; step = left.step())
            unbound.push_back({targetFromId(left.text(0)).value_or(TargetKind::Event), note, left.integer(1), left.blob(2)});
        if (step == Statement::Step::Failed)
            return left.error();
    }
    return unbound;
}

} // namespace ashiato
