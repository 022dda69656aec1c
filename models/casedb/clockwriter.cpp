// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/clockwriter.h"

#include "models/time/zones.h"

namespace ashiato
{

namespace
{

Result<void> rebuildClock(Connection &connection, qint64 evidenceId, const QString &basis, const QString &zone,
                          bool zoneKnown, const std::vector<ClockSpan> &spans)
{
    Statement &upsert = connection.statement(
        "INSERT INTO clock (evidence_id, basis, zone, zone_known) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (evidence_id, basis) DO UPDATE SET zone = excluded.zone, zone_known = excluded.zone_known,"
        " revision = revision + 1 RETURNING id");
    upsert.bind(1, evidenceId).bindText(2, basis).bind(3, zone).bind(4, qint64(zoneKnown));
    if (upsert.step() != Statement::Step::Row)
        return upsert.error();
    const qint64 clockId = upsert.integer(0);
    if (auto done = upsert.run(); !done)
        return done;
    Statement &clear = connection.statement("DELETE FROM clock_span WHERE clock_id = ?1");
    clear.bind(1, clockId);
    if (auto done = clear.run(); !done)
        return done;
    for (const ClockSpan &span : spans) {
        Statement &insert = connection.statement(
            "INSERT INTO clock_span (clock_id, from_ns, to_ns, offset_ns, ambiguous) VALUES (?1, ?2, ?3, ?4, ?5)");
        insert.bind(1, clockId).bind(2, span.fromNs).bind(3, span.toNs).bind(4, span.offsetNs);
        insert.bind(5, qint64(span.ambiguous));
        if (auto done = insert.run(); !done)
            return done;
    }
    return {};
}

} // namespace

Result<void> rebuildClocks(Connection &connection, qint64 evidenceId)
{
    Statement &find = connection.statement("SELECT zone, skew_ns FROM evidence WHERE id = ?1");
    find.bind(1, evidenceId);
    const Statement::Step step = find.step();
    if (step == Statement::Step::Failed)
        return find.error();
    if (step == Statement::Step::Done)
        return {ErrorCode::NotFound, QStringLiteral("evidence %1").arg(evidenceId)};
    const QString zone = find.text(0);
    const qint64 skewNs = find.integer(1);
    find.reset();
    const auto local = localSpans(zone, skewNs);
    if (!local)
        return local.error();
    if (auto done = rebuildClock(connection, evidenceId, QStringLiteral("utc"), QStringLiteral("UTC"), true,
                                 utcSpans(skewNs));
        !done)
        return done;
    return rebuildClock(connection, evidenceId, QStringLiteral("local"), zone, !zone.isEmpty(), *local);
}

} // namespace ashiato
