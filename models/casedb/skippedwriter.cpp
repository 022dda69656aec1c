// SPDX-License-Identifier: Apache-2.0
// RereadWriter: what was left out since reading it ended the worker, tried again.
#include "models/casedb/jobwriter.h"

#include <algorithm>

namespace ashiato
{

struct RereadWriter::SkippedUnit {
    qint64 job, unit, firstEvent, lastEvent, places;
    QString kind, path;
    bool stopped; ///< Given up, with nothing stepped over before
    bool lists;   ///< A list of files, and not of a file system
    bool told;    ///< That list has rows
    bool asleep;  ///< Its job is over

    bool isSource() const { return kind == u"import" || kind == u"hash"; }
    /// Can be tried without saying twice what was said.
    bool again() const { return isSource() || (lists && (stopped || !told)); }
};

/// A source and a file to hash are read from their beginning. A list of files goes on where it stopped: what it has listed
/// would stand twice. One that is at its end is made again only where it told nothing, and of a file system never: what it
/// lacked was looked for everywhere else by then, and listed as lost.
Result<std::vector<RereadWriter::SkippedUnit>> RereadWriter::skippedUnits(qint64 evidenceId)
{
    Statement find = m_connection.prepare(
        "SELECT j.id, u.unit, u.first_event, u.last_event, max(json_array_length(u.skips) + (u.state = 3), 1), j.kind,"
        " coalesce(coalesce(d.value, '') || f.name, ''),"
        " u.state = 3 AND u.skips = '[]', j.kind = 'expand' OR (j.kind = 'walk' AND f.access IS ?2),"
        " EXISTS (SELECT 1 FROM file c WHERE c.parent_id = u.unit), j.state IN ('done', 'failed')"
        " FROM job j JOIN job_unit u ON u.job_id = j.id AND (u.state > 2 OR u.skips <> '[]')"
        " LEFT JOIN file f ON f.id = u.unit LEFT JOIN text d ON d.id = f.directory_id"
        " WHERE j.evidence_id = ?1 AND j.state <> 'cancelled' AND (u.state = 3 OR u.skips <> '[]') ORDER BY j.id, u.unit");
    find.bind(1, evidenceId).bind(2, qint64(AccessMethod::FolderPath));
    std::vector<SkippedUnit> units;
    Statement::Step step = find.step();
    for (; step == Statement::Step::Row; step = find.step())
        units.push_back({find.integer(0), find.integer(1), find.integer(2), find.integer(3), find.integer(4), find.text(5), find.text(6),
                         find.integer(7) != 0, find.integer(8) != 0, find.integer(9) != 0, find.integer(10) != 0});
    return step == Statement::Step::Failed ? Result<std::vector<SkippedUnit>>(find.error()) : units;
}

Result<SkippedAgain> RereadWriter::forgetSkips(qint64 evidenceId)
{
    constexpr qsizetype kListed = 100;
    const auto units = skippedUnits(evidenceId);
    if (!units)
        return units.error();
    SkippedAgain again;
    for (const SkippedUnit &unit : *units)
        (unit.again() ? again.places : again.left) += unit.places;
    if (again.places == 0)
        return again;
    if (auto done = keepIdsUnique(); !done)
        return done.error();
    if (auto done = unseal(m_connection, evidenceId, kReadParts); !done)
        return done.error();
    if (auto done = forgetSum(m_connection, evidenceId, SealPart::Events); !done)
        return done.error();
    for (const SkippedUnit &unit : *units) {
        if (!unit.again())
            continue;
        if (auto done = unit.kind == u"import" ? clearUnit(unit.job, unit.unit, unit.firstEvent, unit.lastEvent) : openSkipped(unit); !done)
            return done.error();
        if (again.paths.size() < kListed)
            again.paths.append(unit.path);
        if (unit.asleep && std::find(again.jobs.begin(), again.jobs.end(), unit.job) == again.jobs.end())
            again.jobs.push_back(unit.job);
    }
    return again;
}

Result<void> RereadWriter::openSkipped(const SkippedUnit &unit)
{
    // What a list that goes on said on its way still holds; what the program said of the unit itself bears no run.
    const bool goesOn = unit.told && !unit.isSource();
    for (const char *sql : {"DELETE FROM warning WHERE job_id = ?1 AND file_id = ?2 AND (run_id IS NULL OR NOT ?3)",
                            "UPDATE job_unit SET skips = '[]', attempts = 0, state = iif(?3, position > 0, 0),"
                            " position = iif(?3, position, 0), ordinal = iif(?3, ordinal, 0) WHERE job_id = ?1 AND unit = ?2"}) {
        Statement statement = m_connection.prepare(sql);
        statement.bind(1, unit.job).bind(2, unit.unit).bind(3, qint64(goesOn));
        if (auto done = statement.run(); !done)
            return done;
    }
    return {};
}

} // namespace ashiato
