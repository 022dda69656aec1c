// SPDX-License-Identifier: Apache-2.0
// CaseReader: jobs and their units, coverage, warnings.
#include "models/casedb/casereader.h"

#include "models/casedb/casereader_p.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <tuple>

namespace ashiato
{

namespace
{

template <typename E> E fromId(const QString &id, QString (*name)(E), E fallback)
{
    for (int i = 0; i <= int(E::Last); ++i) {
        if (name(E(i)) == id)
            return E(i);
    }
    return fallback;
}

} // namespace

Result<std::vector<JobRow>> CaseReader::jobs()
{
    std::vector<JobRow> rows;
    auto done = d->each(
        "SELECT j.id, j.evidence_id, v.number, j.kind, j.state, j.priority, j.params, j.done, j.total, j.added_at,"
        " j.started_at, j.ended_at, j.error,"
        " (SELECT count(*) FROM job_unit u WHERE u.job_id = j.id AND u.state < 2),"
        " (SELECT count(*) FROM job_unit u WHERE u.job_id = j.id AND u.state = 2),"
        " (SELECT count(*) FROM job_unit u WHERE u.job_id = j.id AND u.state = 3),"
        " (SELECT count(*) FROM job_unit u WHERE u.job_id = j.id AND u.state = 4 AND (u.state > 2 OR u.skips <> '[]')),"
        " (SELECT coalesce(sum(json_array_length(u.skips)), 0) FROM job_unit u WHERE u.job_id = j.id"
        " AND (u.state > 2 OR u.skips <> '[]'))"
        " FROM job j JOIN evidence v ON v.id = j.evidence_id WHERE NOT v.removed ORDER BY j.id",
        [&](Statement &row) {
            JobRow job;
            job.id = row.integer(0);
            job.evidenceId = row.integer(1);
            job.evidence = row.text(2);
            job.kind = fromId(row.text(3), taskKindId, TaskKind::Walk);
            job.state = fromId(row.text(4), jobStateId, JobState::Failed);
            job.priority = int(row.integer(5));
            job.params = QJsonDocument::fromJson(row.blob(6)).object();
            job.done = row.integer(7);
            job.total = row.integer(8);
            job.addedAt = row.text(9);
            job.startedAt = row.text(10);
            job.endedAt = row.text(11);
            job.error = row.text(12);
            job.unitsOpen = row.integer(13);
            job.unitsDone = row.integer(14);
            job.unitsPoisoned = row.integer(15);
            job.unitsFailed = row.integer(16);
            job.skipped = row.integer(17);
            rows.push_back(job);
        });
    if (!done)
        return done.error();
    return rows;
}

/// Folders in a container, made by an earlier run of its listing: the rows that are still to come hang below them.
Result<void> CaseReader::knownFolders(const FileRow &container, UnitRequest &unit)
{
    const QString prefix = container.path() + u'/';
    return d->each("SELECT f.id, d.value || f.name FROM file f JOIN text d ON d.id = f.directory_id"
                   " WHERE f.evidence_id = ?1 AND f.id > ?2 AND f.access = ?3 AND f.kind = ?4"
                   " AND substr(d.value, 1, length(?5)) = ?5 ORDER BY f.id",
                   [&](Statement &select) {
                       select.bind(1, container.evidenceId).bind(2, container.id);
                       select.bind(3, qint64(AccessMethod::ArchiveMember)).bind(4, qint64(FileKind::Directory));
                       select.bindText(5, prefix);
                   },
                   [&](Statement &row) {
                       unit.knownFolderIds.push_back(row.integer(0));
                       unit.knownFolders.push_back(row.text(1).mid(prefix.size()));
                   });
}

/// Files beside it, live ones first; of several that differ in case alone the first.
Result<void> CaseReader::findCompanions(const FileRow &file, const std::vector<CompanionSpec> &wanted, UnitRequest &unit)
{
    for (const CompanionSpec &spec : wanted) {
        const QString name = QString(spec.pattern).replace(QLatin1StringView("{name}"), file.name);
        qint64 id = 0;
        auto done = d->each("SELECT f.id FROM file f WHERE f.parent_id = ?1 AND f.evidence_id = ?2 AND f.name = ?3 COLLATE NOCASE"
                            " AND f.kind = ?4 AND f.size > 0 AND f.access <> ?5 AND f.volume IS nullif(?6, 0)"
                            " ORDER BY f.flags & ?7 <> 0, f.id LIMIT 1",
                            [&](Statement &select) {
                                select.bind(1, file.parentId).bind(2, file.evidenceId).bindText(3, name);
                                select.bind(4, qint64(FileKind::File)).bind(5, qint64(AccessMethod::None)).bind(6, qint64(file.volume));
                                select.bind(7, qint64(kDeletedFileFlags));
                            },
                            [&](Statement &row) { id = row.integer(0); });
        if (!done)
            return done;
        if (id == 0)
            continue;
        const auto row = this->file(id);
        auto chain = locator(id);
        if (!row || !chain)
            return row ? chain.error() : row.error();
        unit.companions.push_back({spec.role, row->path(), std::move(*chain), row->size});
    }
    return {};
}

Result<std::vector<UnitRequest>> CaseReader::pendingUnits(qint64 jobId, int limit, const Companions &companions, bool isListing)
{
    QString kind;
    qint64 evidenceId = 0;
    bool newKey = false;
    auto done = d->each(
        "SELECT kind, evidence_id, params ->> '$.key' IS NOT NULL FROM job WHERE id = ?1",
        [&](Statement &select) { select.bind(1, jobId); },
        [&](Statement &row) {
            kind = row.text(0);
            evidenceId = row.integer(1);
            newKey = row.integer(2) != 0;
        });
    if (!done)
        return done.error();
    if (kind.isEmpty())
        return {ErrorCode::NotFound, QStringLiteral("job %1").arg(jobId)};
    std::vector<UnitRequest> units;
    const auto take = [&](Statement &row) {
        UnitRequest unit;
        unit.unit = quint64(row.integer(0));
        unit.importer = row.text(1);
        unit.position = row.integer(2);
        unit.ordinal = quint32(row.integer(3));
        for (const auto &skip : QJsonDocument::fromJson(row.blob(4)).array())
            unit.skips.push_back(skip.toInteger());
        units.push_back(std::move(unit));
    };
    const auto bind = [&](Statement &select) { select.bind(1, jobId).bind(2, qint64(limit)).bind(3, evidenceId); };
    // A walk's open directories are the rows of isWalkUnit() that have no mark of being listed.
    if (kind == taskKindId(TaskKind::Walk)) {
        done = d->each("SELECT f.id, NULL, coalesce(u.position, 0), coalesce(u.ordinal, 0), coalesce(u.skips, '[]')"
                       " FROM file f LEFT JOIN job_unit u ON u.job_id = ?1 AND u.unit = f.id"
                       " WHERE f.evidence_id = ?3 AND f.kind = 2 AND f.name_kind IN (0, 2, 8) AND f.access IN (1, 2)"
                       " AND f.flags & (16384 | 8) = 0 AND coalesce(u.state, 0) < 2" // FileLoop, FileRealloc
                       " ORDER BY f.id LIMIT ?2",
                       bind, take);
    } else {
        const QJsonArray notYet = isListing ? QJsonArray::fromStringList(companions.keys()) : QJsonArray();
        done = d->each("SELECT unit, importer, position, ordinal, skips FROM job_unit"
                       " WHERE job_id = ?1 AND state < 2 AND ?3 > 0 AND coalesce(importer, '') NOT IN (SELECT value FROM json_each(?4))"
                       " ORDER BY priority, unit LIMIT ?2",
                       [&](Statement &select) {
                           bind(select);
                           select.bindText(4, QString::fromUtf8(QJsonDocument(notYet).toJson(QJsonDocument::Compact)));
                       },
                       take);
    }
    if (!done)
        return done.error();
    for (UnitRequest &unit : units) {
        if (unit.unit == 0 || unit.unit >= kOrphanUnit)
            continue; // the whole evidence, or the orphans of a volume
        const auto row = file(qint64(unit.unit));
        if (!row)
            return row.error();
        auto chain = locator(row->id);
        if (!chain)
            return chain.error();
        unit.locator = std::move(*chain);
        unit.path = row->path();
        unit.volume = quint32(row->volume);
        unit.size = row->size;
        unit.modifiedNs = row->times[0];
        if (kind == taskKindId(TaskKind::Expand) && unit.position > 0) {
            if (auto folders = knownFolders(*row, unit); !folders)
                return folders.error();
        }
        if (const auto wanted = companions.constFind(unit.importer); wanted != companions.constEnd()) {
            if (auto found = findCompanions(*row, *wanted, unit); !found)
                return found.error();
        }
        if (newKey) {
            if (auto locked = lockedMembers(jobId, unit); !locked)
                return locked.error();
        }
    }
    return units;
}

/// What is closed in a container that another job has listed. Members of the containers in it are not its own.
Result<void> CaseReader::lockedMembers(qint64 jobId, UnitRequest &unit)
{
    auto done = d->each("SELECT 1 FROM job j JOIN job_unit u ON u.job_id = j.id AND u.unit = ?1"
                        " WHERE j.kind = 'expand' AND j.id < ?2 AND u.state >= 2 LIMIT 1",
                        [&](Statement &select) { select.bind(1, qint64(unit.unit)).bind(2, jobId); },
                        [&](Statement &) { unit.onlyLocked = true; });
    if (!done || !unit.onlyLocked)
        return done;
    return d->each("WITH RECURSIVE inside (id) AS (SELECT ?1 UNION ALL SELECT f.id FROM inside i JOIN file p ON p.id = i.id"
                   " JOIN file f ON f.parent_id = i.id WHERE p.id = ?1 OR p.flags & ?2 = 0)"
                   " SELECT f.access_index, f.id FROM inside i JOIN file f ON f.id = i.id"
                   " WHERE f.flags & ?3 AND f.access = ?4 ORDER BY f.id",
                   [&](Statement &select) {
                       select.bind(1, qint64(unit.unit)).bind(2, qint64(FileContainer));
                       select.bind(3, qint64(FileEncrypted)).bind(4, qint64(AccessMethod::ArchiveMember));
                   },
                   [&](Statement &row) {
                       unit.lockedMembers.push_back(row.integer(0));
                       unit.lockedIds.push_back(row.integer(1));
                   });
}

Result<std::vector<quint32>> CaseReader::doneOrphanVolumes(qint64 jobId)
{
    std::vector<quint32> volumes;
    auto done = d->each(
        "SELECT unit FROM job_unit WHERE job_id = ?1 AND unit >= ?2 AND state >= 2",
        [&](Statement &select) { select.bind(1, jobId).bind(2, qint64(kOrphanUnit)); },
        [&](Statement &row) { volumes.push_back(quint32(quint64(row.integer(0)) - kOrphanUnit)); });
    if (!done)
        return done.error();
    return volumes;
}

Result<bool> CaseReader::isUnitDone(qint64 jobId, quint64 unit)
{
    bool isDone = false;
    auto done = d->each(
        "SELECT 1 FROM job_unit WHERE job_id = ?1 AND unit = ?2 AND state = 2",
        [&](Statement &select) { select.bind(1, jobId).bind(2, qint64(unit)); }, [&](Statement &) { isDone = true; });
    return done ? Result<bool>(isDone) : Result<bool>(done.error());
}

Result<std::vector<WarningRow>> CaseReader::warnings(qint64 evidenceId, int limit)
{
    std::vector<WarningRow> rows;
    auto done = d->each(
        // A folder holds much that no format fits: that is said once for an exhibit, with the number of files.
        "SELECT min(w.id), w.evidence_id, CASE count(*) WHEN 1 THEN w.file_id END, v.number, w.importer,"
        " CASE count(*) WHEN 1 THEN coalesce(w.path, d.value || f.name) ELSE '/' END,"
        " CASE count(*) WHEN 1 THEN w.detail ELSE coalesce(w.path, d.value || f.name) END,"
        " w.code, w.severity, w.pos_offset, w.pos_length, sum(w.count) FROM standing_warning w"
        " LEFT JOIN evidence v ON v.id = w.evidence_id LEFT JOIN file f ON f.id = w.file_id"
        " LEFT JOIN text d ON d.id = f.directory_id"
        " WHERE (?1 = 0 OR w.evidence_id = ?1) AND NOT coalesce(v.removed, 0)"
        " GROUP BY CASE WHEN w.code = 'not_recognised' AND coalesce(w.importer, '') = '' THEN -w.evidence_id ELSE w.id END"
        " ORDER BY min(w.id) LIMIT ?2",
        [&](Statement &select) { select.bind(1, evidenceId).bind(2, qint64(limit)); },
        [&](Statement &row) {
            rows.push_back({row.integer(0), row.integer(1), row.integer(2), row.text(3), row.text(4), row.text(5),
                            row.text(6), errorFromId(row.text(7)), Severity(row.integer(8)), row.integer(9, -1),
                            row.integer(10, -1), row.integer(11)});
        });
    if (!done)
        return done.error();
    return rows;
}

namespace
{

/// A source that has instants and times without a zone is covered in two parts; where the zone is known they have one scale.
bool isRestOf(const CoverageRow &part, const CoverageRow &before)
{
    const auto source = [](const CoverageRow &row) {
        return std::tie(row.evidenceId, row.fileId, row.importer, row.version, row.format, row.encoding, row.host);
    };
    return part.clockId != before.clockId && part.fileId > 0 && part.bytes == 0 && source(part) == source(before)
           && part.zoneKnown && before.zoneKnown && part.firstNs != kNoTime && before.firstNs != kNoTime;
}

void addRest(CoverageRow &whole, const CoverageRow &part)
{
    whole.firstShownNs = std::min(whole.firstShownNs, part.firstShownNs);
    whole.lastShownNs = std::max(whole.lastShownNs, part.lastShownNs);
    whole.records += part.records;
    whole.recovered += part.recovered;
    whole.damaged += part.damaged;
    if (whole.zone != part.zone)
        whole.zone += whole.zone.isEmpty() ? part.zone : QStringLiteral(", ") + part.zone;
}

} // namespace

Result<std::vector<CoverageRow>> CaseReader::coverage(qint64 evidenceId)
{
    const auto known = clocks();
    if (!known)
        return known.error();
    std::vector<CoverageRow> rows;
    auto done = d->each(
        "SELECT c.id, c.evidence_id, c.file_id, v.number, coalesce(d.value, '') || f.name, c.importer, c.version,"
        " c.format, c.encoding, c.zone, c.host, c.clock_id, c.first_ns, c.last_ns, c.records, c.recovered, c.damaged,"
        " c.bytes, (SELECT r.locks FROM run r WHERE r.id = c.run_id) FROM coverage c JOIN evidence v ON v.id = c.evidence_id LEFT JOIN file f ON f.id = c.file_id"
        " LEFT JOIN text d ON d.id = f.directory_id WHERE (?1 = 0 OR c.evidence_id = ?1) AND NOT v.removed ORDER BY c.id",
        [&](Statement &select) { select.bind(1, evidenceId); },
        [&](Statement &row) {
            CoverageRow c;
            c.id = row.integer(0);
            c.evidenceId = row.integer(1);
            c.fileId = row.integer(2);
            QString *const texts[] = {&c.evidence, &c.path, &c.importer, &c.version, &c.format, &c.encoding, &c.zone, &c.host};
            int column = 3;
            for (QString *into : texts)
                *into = row.text(column++);
            c.clockId = qint32(row.integer(11));
            c.firstNs = row.integer(12, kNoTime);
            c.lastNs = row.integer(13, kNoTime);
            c.records = row.integer(14);
            c.recovered = row.integer(15);
            c.damaged = row.integer(16);
            c.bytes = row.integer(17);
            c.locks = row.text(18);
            c.firstShownNs = c.firstNs;
            c.lastShownNs = c.lastNs;
            for (const ClockRow &clock : *known) {
                if (clock.id != c.clockId)
                    continue;
                c.firstShownNs = shownTime(clock, c.firstNs);
                c.lastShownNs = shownTime(clock, c.lastNs);
                c.zoneKnown = clock.zoneKnown;
                if (clock.local)
                    c.zone = clock.zoneKnown ? clock.zone : QString();
            }
            if (rows.empty() || !isRestOf(c, rows.back()))
                rows.push_back(c);
            else
                addRest(rows.back(), c);
        });
    if (!done)
        return done.error();
    return rows;
}

} // namespace ashiato
