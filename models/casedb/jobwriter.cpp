// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/jobwriter.h"

#include "models/casedb/changedbytes.h"
#include "models/casedb/exhibitdigest.h"
#include "models/casedb/identity.h"
#include "models/records/passing.h"

#include <QCborValue>
#include <QDateTime>

namespace ashiato
{

namespace
{

// Order of work of an evidence; the batches make the import and expand jobs, with the rows that need them.
constexpr int kVolumesPriority = 10, kWalkPriority = 20, kExpandPriority = 20;

QString now() { return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs); }

QString hex(const QByteArray &bytes) { return QString::fromLatin1(bytes.toHex()); }

} // namespace

Result<qint64> JobWriter::createJob(qint64 evidenceId, TaskKind kind, int priority, const std::vector<NewUnit> &units,
                                    const QJsonObject &params)
{
    Statement &insert = m_connection.statement(
        "INSERT INTO job (evidence_id, kind, priority, params, added_at) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id");
    insert.bind(1, evidenceId).bindText(2, taskKindId(kind)).bind(3, qint64(priority));
    insert.bindText(4, QString::fromUtf8(canonicalJson(params))).bindText(5, now());
    if (insert.step() != Statement::Step::Row)
        return insert.error();
    const qint64 id = insert.integer(0);
    if (auto done = insert.run(); !done)
        return done.error();
    if (auto done = addUnits(id, units); !done)
        return done.error();
    const auto settled = settleState(m_connection, evidenceId);
    return settled ? Result<qint64>(id) : Result<qint64>(settled.error());
}

Result<void> JobWriter::beginImport(qint64 evidenceId)
{
    Statement &find = m_connection.statement("SELECT 1 FROM job WHERE evidence_id = ?1");
    find.bind(1, evidenceId);
    const Statement::Step step = find.step();
    find.reset();
    if (step == Statement::Step::Failed)
        return find.error();
    if (step == Statement::Step::Row) {
        const auto again = tryAgain(evidenceId);
        return again ? Result<void>() : Result<void>(again.error());
    }
    // One without the other would be an evidence whose files are never listed.
    for (const auto &[kind, priority] : {std::pair(TaskKind::Volumes, kVolumesPriority), std::pair(TaskKind::Walk, kWalkPriority)}) {
        if (auto made = createJob(evidenceId, kind, priority, {}, {}); !made)
            return made.error();
    }
    return setReadAsWanted(m_connection, evidenceId);
}

Result<qint64> JobWriter::tryAgain(qint64 evidenceId)
{
    std::vector<qint64> jobs;
    Statement find = m_connection.prepare("SELECT j.id, j.error FROM job j JOIN evidence v ON v.id = j.evidence_id"
                                          " WHERE j.state = 'failed' AND (?1 = 0 OR v.id = ?1) AND NOT v.removed ORDER BY j.id");
    find.bind(1, evidenceId);
    Statement::Step step = find.step();
    for (; step == Statement::Step::Row; step = find.step()) {
        if (canPass(errorFromId(find.text(1).section(u' ', 0, 0))))
            jobs.push_back(find.integer(0));
    }
    if (step == Statement::Step::Failed)
        return find.error();
    for (const qint64 job : jobs) {
        if (auto done = setJobState(job, JobState::Pending, {ErrorCode::None, {}, -1}); !done)
            return done.error();
    }
    return qint64(jobs.size());
}

/// Units that failed for a reason that can pass go on where they stopped; what was said of their end no longer holds.
Result<void> JobWriter::openFailedUnits(qint64 jobId)
{
    for (const char *sql :
         {"DELETE FROM warning WHERE job_id = ?1 AND code IN ('io', 'not_found') AND pos_offset IS NULL AND file_id IN"
          " (SELECT unit FROM job_unit WHERE job_id = ?1 AND state = 4)",
          "UPDATE job_unit SET state = position > 0 WHERE job_id = ?1 AND state = 4"}) {
        Statement &statement = m_connection.statement(sql);
        statement.bind(1, jobId);
        if (auto done = statement.run(); !done)
            return done;
    }
    return unsealOf(jobId, SealPart::Warnings);
}

Result<void> settleState(Connection &connection, qint64 evidenceId, bool closing)
{
    Statement &update = connection.statement(
        "UPDATE evidence SET state = (SELECT iif(s.state = 'imported' AND evidence.state IN ('registered', 'importing')"
        " AND NOT ?2, 'importing', s.state) FROM exhibit_state s WHERE s.evidence_id = ?1) WHERE id = ?1");
    update.bind(1, evidenceId).bind(2, qint64(closing));
    return update.run();
}

Result<void> JobWriter::settleStateOf(qint64 jobId)
{
    Statement &find = m_connection.statement("SELECT evidence_id FROM job WHERE id = ?1");
    find.bind(1, jobId);
    const Statement::Step step = find.step();
    if (step == Statement::Step::Failed)
        return find.error();
    const qint64 evidenceId = step == Statement::Step::Row ? find.integer(0) : 0;
    find.reset();
    return evidenceId == 0 ? Result<void>() : settleState(m_connection, evidenceId);
}

Result<void> setReadAsWanted(Connection &connection, qint64 evidenceId)
{
    Statement &update = connection.statement(
        "UPDATE evidence SET read_as = (SELECT w.read_as FROM wanted_reading w WHERE w.evidence_id = ?1) WHERE id = ?1");
    update.bind(1, evidenceId);
    return update.run();
}

Result<qint64> JobWriter::openLocked(qint64 evidenceId)
{
    // The containers of the members that are closed: up from each to the nearest. One whose listing is not at its end goes
    // on there, or its rows would stand twice.
    Statement find = m_connection.prepare(
        "WITH RECURSIVE up (id) AS (SELECT parent_id FROM file WHERE evidence_id = ?1 AND flags & ?2 AND access = ?3"
        " UNION SELECT f.parent_id FROM file f JOIN up ON f.id = up.id WHERE f.flags & ?4 = 0)"
        " SELECT f.id FROM file f JOIN up ON f.id = up.id WHERE f.flags & ?4 AND EXISTS (SELECT 1 FROM job j JOIN job_unit u"
        " ON u.job_id = j.id AND u.unit = f.id WHERE j.evidence_id = ?1 AND j.kind = 'expand' AND u.state >= 2) ORDER BY f.id");
    find.bind(1, evidenceId).bind(2, qint64(FileEncrypted)).bind(3, qint64(AccessMethod::ArchiveMember));
    find.bind(4, qint64(FileContainer));
    std::vector<NewUnit> units;
    Statement::Step step = find.step();
    for (; step == Statement::Step::Row; step = find.step())
        units.push_back({quint64(find.integer(0)), {}, 50});
    if (step == Statement::Step::Failed)
        return find.error();
    if (units.empty())
        return qint64(0);
    return createJob(evidenceId, TaskKind::Expand, kExpandPriority, units, {{QStringLiteral("key"), QStringLiteral("password")}});
}

Result<void> JobWriter::addUnits(qint64 jobId, const std::vector<NewUnit> &units)
{
    for (const NewUnit &unit : units) {
        Statement &insert = m_connection.statement(
            "INSERT INTO job_unit (job_id, unit, importer, priority) VALUES (?1, ?2, ?3, ?4)"
            " ON CONFLICT (job_id, unit) DO NOTHING");
        insert.bind(1, jobId).bind(2, qint64(unit.unit)).bind(3, unit.importer).bind(4, qint64(unit.priority));
        if (auto done = insert.run(); !done)
            return done;
    }
    return {};
}

Result<void> JobWriter::setJobState(qint64 jobId, JobState state, const Error &error)
{
    if (state == JobState::Done) {
        // A walk that went by while the list of volumes was cancelled or had failed has seen nothing of them.
        Statement &walkAgain = m_connection.statement(
            "UPDATE job SET state = 'pending', ended_at = NULL WHERE kind = 'walk' AND state = 'done' AND evidence_id ="
            " (SELECT evidence_id FROM job WHERE id = ?1 AND kind = 'volumes' AND state <> 'done')");
        walkAgain.bind(1, jobId);
        if (auto done = walkAgain.run(); !done)
            return done;
    }
    if (state == JobState::Pending) {
        if (auto done = openFailedUnits(jobId); !done)
            return done;
    }
    Statement &update = m_connection.statement(
        // Units that came after the job saw none left: it is not done. Nor is one of which a unit failed.
        "WITH now (state) AS (SELECT CASE WHEN ?2 = 'done' AND kind IN ('import', 'expand', 'hash') AND EXISTS"
        " (SELECT 1 FROM job_unit WHERE job_id = ?1 AND state < 2) THEN 'pending' WHEN ?2 = 'done' AND EXISTS"
        " (SELECT 1 FROM job_unit WHERE job_id = ?1 AND state = 4) THEN 'failed' ELSE ?2 END FROM job WHERE id = ?1)"
        " UPDATE job SET error = iif(now.state = 'failed', coalesce(?3, error, 'io'), ?3), state = now.state,"
        " started_at = CASE WHEN now.state = 'running' THEN coalesce(started_at, ?4) ELSE started_at END,"
        " ended_at = CASE WHEN now.state IN ('done', 'failed', 'cancelled') THEN ?4 END FROM now WHERE id = ?1");
    QString text;
    if (error.code != ErrorCode::None)
        text = error.detail.isEmpty() ? errorCodeId(error.code) : errorCodeId(error.code) + u' ' + error.detail;
    update.bind(1, jobId).bindText(2, jobStateId(state)).bind(3, text).bindText(4, now());
    if (auto done = update.run(); !done)
        return done;
    if (auto done = settleStateOf(jobId); !done)
        return done;
    const bool brokenOff = state == JobState::Failed || state == JobState::Cancelled;
    if (!brokenOff)
        return {};
    if (auto done = endVerification(jobId); !done || state != JobState::Failed || error.code != ErrorCode::HashMismatch)
        return done;
    // Other bytes lie at the place of the exhibit: told by their ends already, before all of them were read.
    Statement &other = m_connection.statement(
        "UPDATE evidence SET verification = 'mismatch', verified_at = ?2 WHERE id = (SELECT evidence_id FROM job"
        " WHERE id = ?1 AND kind = 'verify')");
    other.bind(1, jobId).bindText(2, now());
    return other.run();
}

/// A verification that was broken off, here or in a process that is gone: what an earlier one found stands again.
Result<void> JobWriter::endVerification(qint64 jobId)
{
    Statement &update = m_connection.statement(
        "UPDATE evidence SET verification = CASE WHEN verified_at IS NULL THEN ?2 WHEN bad_ranges <> '[]' THEN ?3"
        " WHEN later_sha256 IS NOT NULL THEN ?6"
        " WHEN stored_md5 IS NULL AND stored_sha1 IS NULL THEN ?4"
        " WHEN coalesce(stored_md5 = md5, 1) AND coalesce(stored_sha1 = sha1, 1) THEN ?5 ELSE ?6 END"
        " WHERE verification = ?7 AND id = (SELECT evidence_id FROM job WHERE id = ?1 AND kind = 'verify')");
    update.bind(1, jobId);
    int parameter = 2;
    for (const Verification v : {Verification::Unverified, Verification::Unreadable, Verification::Computed,
                                 Verification::Match, Verification::Mismatch, Verification::Verifying})
        update.bindText(parameter++, verificationId(v));
    if (auto done = update.run(); !done)
        return done;
    return unsealOf(jobId, SealPart::Evidence);
}

Result<void> JobWriter::unsealOf(qint64 jobId, SealPart part)
{
    Statement &find = m_connection.statement("SELECT evidence_id FROM job WHERE id = ?1");
    find.bind(1, jobId);
    const qint64 evidenceId = find.step() == Statement::Step::Row ? find.integer(0) : 0;
    find.reset();
    return unseal(m_connection, evidenceId, sealBit(part));
}

Result<void> JobWriter::setJobProgress(qint64 jobId, qint64 done, qint64 total)
{
    Statement &update = m_connection.statement("UPDATE job SET done = ?2, total = ?3 WHERE id = ?1");
    update.bind(1, jobId).bind(2, done).bind(3, total);
    return update.run();
}

Result<void> JobWriter::warnAboutUnit(qint64 jobId, quint64 unit, qint64 position, const Error &cause)
{
    Statement &insert = m_connection.statement(
        "INSERT INTO warning (evidence_id, job_id, file_id, importer, code, severity, path, pos_offset, detail)"
        " SELECT j.evidence_id, j.id, f.id, coalesce(u.importer, iif(j.kind = 'walk', 'filesystem', NULL)), ?4, ?5,"
        " coalesce(coalesce(d.value, '') || f.name, v.prefix || '/$OrphanFiles'), ?3, ?6 FROM job j"
        " LEFT JOIN job_unit u ON u.job_id = j.id AND u.unit = ?2 LEFT JOIN file f ON f.id = ?2"
        " LEFT JOIN text d ON d.id = f.directory_id"
        " LEFT JOIN volume v ON v.evidence_id = j.evidence_id AND v.number = ?2 - ?7 WHERE j.id = ?1");
    insert.bind(1, jobId).bind(2, qint64(unit)).bindUnless(3, position, kUnknown).bindText(4, errorCodeId(cause.code));
    insert.bind(5, qint64(Severity::High)).bind(6, cause.detail).bind(7, qint64(kOrphanUnit));
    if (auto done = insert.run(); !done)
        return done;
    return unsealOf(jobId, SealPart::Warnings);
}

Result<void> JobWriter::markPoisoned(qint64 jobId, quint64 unit, qint64 position, const Error &cause)
{
    Statement &upsert = m_connection.statement(
        "INSERT INTO job_unit (job_id, unit, state) VALUES (?1, ?2, 3)"
        " ON CONFLICT (job_id, unit) DO UPDATE SET state = 3");
    upsert.bind(1, jobId).bind(2, qint64(unit));
    if (auto done = upsert.run(); !done)
        return done;
    if (auto done = warnAboutUnit(jobId, unit, position, cause); !done)
        return done;
    return settleStateOf(jobId);
}

Result<void> JobWriter::markFailed(qint64 jobId, quint64 unit, const Error &cause)
{
    Statement &upsert = m_connection.statement(
        "INSERT INTO job_unit (job_id, unit, state) VALUES (?1, ?2, 4)"
        " ON CONFLICT (job_id, unit) DO UPDATE SET state = 4 WHERE state < 2");
    upsert.bind(1, jobId).bind(2, qint64(unit));
    if (auto done = upsert.run(); !done)
        return done;
    if (auto done = warnAboutUnit(jobId, unit, kUnknown, cause); !done)
        return done;
    return settleStateOf(jobId);
}

Result<void> JobWriter::addSkip(qint64 jobId, quint64 unit, qint64 position, const Error &cause)
{
    Statement &update = m_connection.statement(
        "INSERT INTO job_unit (job_id, unit, state, skips) VALUES (?1, ?2, 1, json_array(?3))"
        " ON CONFLICT (job_id, unit) DO UPDATE SET skips = json_insert(skips, '$[#]', ?3)");
    update.bind(1, jobId).bind(2, qint64(unit)).bind(3, position);
    if (auto done = update.run(); !done)
        return done;
    if (auto done = warnAboutUnit(jobId, unit, position, cause); !done)
        return done;
    return settleStateOf(jobId);
}

Result<void> JobWriter::setOpened(qint64 evidenceId, const OpenedMessage &opened)
{
    Statement &update = m_connection.statement(
        "UPDATE evidence SET kind = ?2, format = ?3, size = ?4, stored_size = ?5, sector_size = ?6, acquisition = ?7,"
        " stored_md5 = ?8, stored_sha1 = ?9 WHERE id = ?1 AND (kind, format, size, stored_size, sector_size, acquisition,"
        " stored_md5, stored_sha1) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id");
    update.bind(1, evidenceId).bindText(2, evidenceKindId(opened.kind)).bind(3, opened.format);
    update.bind(4, opened.mediaSize).bind(5, opened.storedSize).bind(6, qint64(opened.sectorSize));
    update.bindText(7, QString::fromUtf8(canonicalJson(opened.acquisition.toJsonObject())));
    update.bind(8, hex(opened.storedMd5)).bind(9, hex(opened.storedSha1));
    const Statement::Step step = update.step(); // opening it again tells the same
    if (step == Statement::Step::Failed)
        return update.error();
    update.reset();
    return step == Statement::Step::Row ? unseal(m_connection, evidenceId, sealBit(SealPart::Evidence)) : Result<void>();
}

Result<void> JobWriter::closeImport(qint64 evidenceId) { return settleState(m_connection, evidenceId, true); }

/// The hashes that were computed first stay; later ones are held against them, whatever the exhibit itself stores.
Result<VerificationResult> JobWriter::setVerification(qint64 evidenceId, const VerificationResult &found)
{
    VerificationResult result = found;
    const QString at = now();
    Statement &first = m_connection.statement("SELECT sha256, hashed_at, location FROM evidence WHERE id = ?1");
    first.bind(1, evidenceId);
    if (first.step() != Statement::Step::Row)
        return {ErrorCode::NotFound, QStringLiteral("evidence %1").arg(evidenceId)};
    const QString known = first.text(0), knownAt = first.text(1), location = first.text(2), later = hex(found.sha256);
    first.reset();
    const bool whole = !later.isEmpty() && found.badRanges.isEmpty();
    const bool changed = whole && (known.isEmpty() ? found.otherBytes : known != later);
    if (changed || found.otherBytes)
        result.state = Verification::Mismatch;
    if (result.state != Verification::Verifying) {
        Statement &update = m_connection.statement(
            "UPDATE evidence SET bad_ranges = ?2, verified_at = CASE WHEN ?3 IS NOT NULL OR ?4 THEN ?5 ELSE verified_at END,"
            " later_md5 = NULL, later_sha1 = NULL, later_sha256 = NULL WHERE id = ?1");
        update.bind(1, evidenceId).bindText(2, QString::fromUtf8(canonicalJson(result.badRanges))).bind(3, later);
        update.bind(4, qint64(result.state == Verification::Unreadable)).bindText(5, at);
        if (auto done = update.run(); !done)
            return done.error();
    }
    if (whole && (changed || known.isEmpty())) {
        Statement &hashes = m_connection.statement(
            changed ? "UPDATE evidence SET later_md5 = ?2, later_sha1 = ?3, later_sha256 = ?4 WHERE id = ?1"
                    : "UPDATE evidence SET md5 = ?2, sha1 = ?3, sha256 = ?4, hashed_at = ?5 WHERE id = ?1");
        hashes.bind(1, evidenceId).bind(2, hex(found.md5)).bind(3, hex(found.sha1)).bind(4, later);
        if (!changed)
            hashes.bindText(5, at);
        if (auto done = hashes.run(); !done)
            return done.error();
    }
    Statement &state = m_connection.statement("UPDATE evidence SET verification = ?2 WHERE id = ?1");
    state.bind(1, evidenceId).bindText(2, verificationId(result.state));
    if (auto done = state.run(); !done)
        return done.error();
    if (auto done = unseal(m_connection, evidenceId, sealBit(SealPart::Evidence)); !done)
        return done.error();
    if (changed) {
        if (auto done = warnOfChangedBytes(m_connection, evidenceId, 0, location, {known, knownAt, later, at}); !done)
            return done.error();
    }
    return result;
}

Result<void> JobWriter::addWarning(qint64 evidenceId, qint64 jobId, qint64 fileId, const QString &importer,
                                   ErrorCode code, Severity severity, const QString &path, const QString &detail,
                                   qint64 offset)
{
    Statement &insert = m_connection.statement(
        "INSERT INTO warning (evidence_id, job_id, file_id, importer, code, severity, path, detail, pos_offset)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    insert.bindUnless(1, evidenceId, 0).bindUnless(2, jobId, 0).bindUnless(3, fileId, 0).bind(4, importer);
    insert.bindText(5, errorCodeId(code)).bind(6, qint64(severity)).bind(7, path).bind(8, detail);
    insert.bindUnless(9, offset, kUnknown);
    if (auto done = insert.run(); !done)
        return done;
    return unseal(m_connection, evidenceId, sealBit(SealPart::Warnings));
}

Result<void> JobWriter::setSeen(TargetKind target, const std::vector<qint64> &ids, bool seen)
{
    for (const qint64 id : ids) {
        Statement &statement =
            seen ? m_connection.statement("INSERT INTO seen (target, target_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
                 : m_connection.statement("DELETE FROM seen WHERE target = ?1 AND target_id = ?2");
        statement.bindText(1, targetId(target)).bind(2, id);
        if (auto done = statement.run(); !done)
            return done;
    }
    return {};
}

Result<void> JobWriter::setNetworkPositions(const std::vector<std::pair<QString, QPointF>> &positions)
{
    for (const auto &[node, point] : positions) {
        Statement &insert = m_connection.statement(
            "INSERT INTO network_position (node, x, y) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (node) DO UPDATE SET x = excluded.x, y = excluded.y");
        insert.bindText(1, node).bind(2, point.x()).bind(3, point.y());
        if (auto done = insert.run(); !done)
            return done;
    }
    return {};
}

} // namespace ashiato
