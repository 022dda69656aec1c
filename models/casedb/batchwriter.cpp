// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/batchwriter.h"

#include "models/casedb/changedbytes.h"
#include "models/casedb/exhibitdigest.h"

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr UniqueDictionary::Sql kHosts{"SELECT value, id FROM host_alias", "SELECT id FROM host_alias WHERE value = ?1",
                                       "INSERT INTO host_alias (id, value, folded) VALUES (?1, ?2, ?3)", true};
constexpr UniqueDictionary::Sql kAccounts{"SELECT value, id FROM account", "SELECT id FROM account WHERE value = ?1",
                                          "INSERT INTO account (id, value, folded) VALUES (?1, ?2, ?3)", true};
constexpr UniqueDictionary::Sql kEndpoints{"SELECT value, id FROM endpoint", "SELECT id FROM endpoint WHERE value = ?1",
                                           "INSERT INTO endpoint (id, value, folded) VALUES (?1, ?2, ?3)", true};
// The mark of kOtherMeaning is a column there.
constexpr UniqueDictionary::Sql kTypes{
    "SELECT name || iif(other_meaning, char(31), ''), id FROM event_type",
    "SELECT id FROM event_type WHERE name = rtrim(?1, char(31)) AND other_meaning = (substr(?1, -1) = char(31))",
    "INSERT INTO event_type (id, name, other_meaning) VALUES (?1, rtrim(?2, char(31)), substr(?2, -1) = char(31))", false};

} // namespace

BatchWriter::BatchWriter(Connection &connection)
    : m_connection(connection), m_hosts(connection, kHosts), m_accounts(connection, kAccounts),
      m_endpoints(connection, kEndpoints), m_types(connection, kTypes), m_texts(connection)
{
}

Result<void> BatchWriter::reload()
{
    m_clocks.clear();
    m_jobs.clear();
    for (UniqueDictionary *dictionary : {&m_hosts, &m_accounts, &m_endpoints, &m_types}) {
        if (auto done = dictionary->load(); !done)
            return done;
    }
    if (auto done = m_texts.load(); !done)
        return done;
    const auto most = m_connection.integer("SELECT max(coalesce((SELECT max(id) FROM event), 0),"
                                           " coalesce((SELECT value FROM case_info WHERE key = 'last_event'), 0))");
    if (!most)
        return most.error();
    m_nextEvent = *most + 1;
    return {};
}

Result<void> BatchWriter::apply(const RecordBatch &batch, const BatchHashes &hashes, const BatchContext &context)
{
    m_batch = &batch;
    m_hashes = &hashes;
    m_context = context;
    m_ranges.clear();
    for (auto *ids : {&m_textIds, &m_hostIds, &m_accountIds, &m_endpointIds, &m_typeIds})
        ids->assign(batch.strings.count(), 0);
    const auto clocks = clocksOf(context.evidenceId);
    if (!clocks)
        return clocks.error();
    m_now = *clocks;
    const auto job = jobOf(context.jobId);
    if (!job)
        return job.error();
    m_job = *job;
    if (auto done = unseal(m_connection, context.evidenceId, writtenParts()); !done)
        return done;
    if (auto done = clearUnfinishedVolumes(); !done)
        return done;
    if (auto done = beginLiveFlows(); !done)
        return done;
    // Rows before marks: a mark says that what it covers is in the case.
    for (const auto put : {&BatchWriter::putVolumes, &BatchWriter::putFiles, &BatchWriter::putEvents,
                           &BatchWriter::putFlows, &BatchWriter::putFacts, &BatchWriter::putHashes, &BatchWriter::putWarnings,
                           &BatchWriter::putCoverage}) {
        if (auto done = (this->*put)(); !done)
            return done;
    }
    if (auto done = m_texts.flush(); !done)
        return done;
    return putMarks();
}

/// What the batch may change, by what it holds and by its job: marks sum flows, a file that is opened loses its warning.
quint32 BatchWriter::writtenParts() const
{
    quint32 parts = sealBit(SealPart::Warnings);
    if (!m_batch->events.empty())
        parts |= sealBit(SealPart::Events);
    if (!m_batch->files.empty() || !m_batch->hashes.empty() || m_job->kind == TaskKind::Volumes)
        parts |= sealBit(SealPart::Files);
    if (m_job->kind == TaskKind::Import || !m_batch->flows.empty())
        parts |= sealBit(SealPart::Flows);
    if (!m_batch->facts.empty())
        parts |= sealBit(SealPart::Facts);
    if (!m_batch->coverage.empty())
        parts |= sealBit(SealPart::Coverage);
    if (m_job->kind == TaskKind::Volumes)
        parts |= sealBit(SealPart::Volumes);
    return parts;
}

Result<qint64> BatchWriter::hostAlias(const QString &name)
{
    const QByteArray utf8 = name.toUtf8();
    return m_hosts.idOf(utf8, hashBytes(utf8));
}

qint64 BatchWriter::textId(StringRef ref)
{
    if (ref == 0)
        return 0;
    qint64 &id = m_textIds[ref];
    if (id == 0)
        id = m_texts.idOf(view(ref), m_hashes->ofString(ref));
    return id;
}

Result<void> BatchWriter::uniqueId(UniqueDictionary &dictionary, std::vector<qint64> &ids, StringRef ref, qint64 &id)
{
    id = ref == 0 ? 0 : ids[ref];
    if (ref == 0 || id != 0)
        return {};
    auto found = dictionary.idOf(view(ref), m_hashes->ofString(ref));
    if (!found)
        return found.error();
    id = ids[ref] = *found;
    return {};
}

Result<BatchWriter::Clocks> BatchWriter::clocksOf(qint64 evidenceId)
{
    const auto known = m_clocks.find(evidenceId);
    if (known != m_clocks.end())
        return known->second;
    Clocks clocks;
    Statement &find = m_connection.statement("SELECT id, basis FROM clock WHERE evidence_id = ?1");
    find.bind(1, evidenceId);
    Statement::Step step = find.step();
    for (; step == Statement::Step::Row; step = find.step())
        (find.view(1) == "local" ? clocks.local : clocks.utc) = find.integer(0);
    if (step == Statement::Step::Failed)
        return find.error();
    find.reset();
    if (clocks.utc == 0 || clocks.local == 0)
        return {ErrorCode::Invalid, QStringLiteral("evidence %1").arg(evidenceId)};
    m_clocks.emplace(evidenceId, clocks);
    return clocks;
}

Result<BatchWriter::Job *> BatchWriter::jobOf(qint64 jobId)
{
    const auto known = m_jobs.find(jobId);
    if (known != m_jobs.end())
        return &known->second;
    Statement &find = m_connection.statement("SELECT kind FROM job WHERE id = ?1 AND evidence_id = ?2");
    find.bind(1, jobId).bind(2, m_context.evidenceId);
    const Statement::Step step = find.step();
    if (step == Statement::Step::Failed)
        return find.error();
    if (step == Statement::Step::Done)
        return {ErrorCode::Invalid, QStringLiteral("job %1").arg(jobId)};
    Job job;
    const QString kind = find.text(0);
    find.reset();
    for (int i = 0; i <= int(TaskKind::Last); ++i) {
        if (taskKindId(TaskKind(i)) == kind)
            job.kind = TaskKind(i);
    }
    return &m_jobs.emplace(jobId, std::move(job)).first->second;
}

Result<qint64> BatchWriter::insertRun(quint64 unit, QString importer)
{
    if (importer.isNull())
        importer = QLatin1String("");
    const QString tool = QStringLiteral("ashiato " ASHIATO_VERSION);
    Statement &find = m_connection.statement("SELECT id FROM run WHERE job_id = ?1 AND unit = ?2");
    // One row and no RETURNING: needs no savepoint of SQLite's own, see RowFeed.
    Statement &insert = m_connection.statement(
        "INSERT INTO run (job_id, unit, importer, version, tool, locks) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    Statement &resume = m_connection.statement("UPDATE run SET tool = ?3, locks = ?4 WHERE job_id = ?1 AND unit = ?2");
    const auto idNow = [&]() -> Result<qint64> {
        find.bind(1, m_context.jobId).bind(2, qint64(unit));
        const Statement::Step step = find.step();
        const qint64 id = step == Statement::Step::Row ? find.integer(0) : 0;
        if (step == Statement::Step::Failed)
            return find.error();
        find.reset();
        return id;
    };
    const auto known = idNow();
    if (!known)
        return known;
    if (*known != 0) {
        resume.bind(1, m_context.jobId).bind(2, qint64(unit)).bindText(3, tool).bindText(4, m_context.locks);
        const auto done = resume.run();
        return done ? known : Result<qint64>(done.error());
    }
    insert.bind(1, m_context.jobId).bind(2, qint64(unit)).bindText(3, importer);
    insert.bindText(4, m_context.version.isEmpty() ? m_versions.value(importer) : m_context.version);
    insert.bindText(5, tool).bindText(6, m_context.locks);
    if (auto done = insert.run(); !done)
        return done.error();
    return idNow();
}

Result<qint64> BatchWriter::runOf(Job &job, quint64 unit)
{
    if (job.kind != TaskKind::Import || unit == 0) {
        if (job.wholeRun == 0) {
            const auto id = insertRun(0, m_context.importer.isEmpty() ? QStringLiteral("filesystem") : m_context.importer);
            if (!id)
                return id;
            job.wholeRun = *id;
        }
        return job.wholeRun;
    }
    const auto known = job.unitRuns.constFind(unit);
    if (known != job.unitRuns.constEnd())
        return *known;
    QString importer = m_context.importer;
    if (importer.isEmpty()) {
        Statement &find = m_connection.statement("SELECT importer FROM job_unit WHERE job_id = ?1 AND unit = ?2");
        find.bind(1, m_context.jobId).bind(2, qint64(unit));
        if (find.step() == Statement::Step::Row)
            importer = find.text(0);
        find.reset();
    }
    const auto id = insertRun(unit, importer);
    if (id)
        job.unitRuns.insert(unit, *id);
    return id;
}

Result<void> BatchWriter::clearUnfinishedVolumes()
{
    const bool begins = std::any_of(m_batch->marks.begin(), m_batch->marks.end(),
                                    [](const UnitMark &mark) { return mark.kind == MarkKind::Begin; });
    if (m_job->kind != TaskKind::Volumes || !begins)
        return {};
    const auto run = runOf(*m_job, 0);
    if (!run)
        return run.error();
    // A volumes job that was cut off before its Done mark says everything again, under other file ids. Nothing can hang
    // on its rows yet: the walk waits for it.
    int deleted = 0;
    for (const char *sql :
         {"DELETE FROM volume WHERE evidence_id = ?1 AND NOT EXISTS (SELECT 1 FROM job_unit WHERE job_id = ?2 AND state = 2)"
          " AND ?3 > 0",
          "DELETE FROM file WHERE run_id = ?3 AND evidence_id = ?1"
          " AND NOT EXISTS (SELECT 1 FROM job_unit WHERE job_id = ?2 AND state = 2)",
          "DELETE FROM warning WHERE job_id = ?2 AND evidence_id = ?1 AND ?3 > 0"
          " AND NOT EXISTS (SELECT 1 FROM job_unit WHERE job_id = ?2 AND state = 2)"}) {
        Statement &clear = m_connection.statement(sql);
        clear.bind(1, m_context.evidenceId).bind(2, m_context.jobId).bind(3, *run);
        if (auto done = clear.run(); !done)
            return done;
        deleted += m_connection.changes();
    }
    return deleted > 0 ? forgetSum(m_connection, m_context.evidenceId, SealPart::Files) : Result<void>();
}

Result<void> BatchWriter::putVolumes()
{
    for (const VolumeRecord &volume : m_batch->volumes) {
        Statement &insert = m_connection.statement(
            "INSERT INTO volume (evidence_id, number, byte_offset, byte_length, scheme, description, file_system, label,"
            " prefix, block_size, root_inode, last_inode, unsupported) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
            " ?11, ?12, ?13)");
        insert.bind(1, m_context.evidenceId).bind(2, qint64(volume.id)).bind(3, volume.offset).bind(4, volume.length);
        insert.bindView(5, view(volume.scheme)).bindView(6, view(volume.description));
        insert.bindView(7, view(volume.fileSystem)).bindView(8, view(volume.label));
        insert.bindText(9, m_batch->strings.text(volume.prefix)).bind(10, qint64(volume.blockSize));
        insert.bind(11, qint64(volume.rootInode)).bind(12, qint64(volume.lastInode));
        insert.bindView(13, view(volume.unsupported));
        if (auto done = insert.run(); !done)
            return done;
    }
    return {};
}

Result<void> BatchWriter::putHashes()
{
    if (m_batch->hashes.empty())
        return {};
    if (auto done = forgetSum(m_connection, m_context.evidenceId, SealPart::Files); !done)
        return done;
    for (const HashRecord &hash : m_batch->hashes) {
        if (hash.flags & HashComputed) { // what kept an earlier try from its hash is over (a key came, the disk is back)
            Statement &said = m_connection.statement(
                "DELETE FROM warning WHERE evidence_id = ?2 AND file_id = ?1"
                " AND EXISTS (SELECT 1 FROM file WHERE id = ?1 AND flags & ?3)"
                " AND job_id IN (SELECT id FROM job WHERE evidence_id = ?2 AND kind = 'hash' AND id <> ?4)");
            said.bind(1, qint64(hash.fileId)).bind(2, m_context.evidenceId).bind(3, qint64(FileUnreadable)).bind(4, m_context.jobId);
            if (auto done = said.run(); !done)
                return done;
        }
        // The first hashes stay: later ones are held against them.
        Statement &update = m_connection.statement(
            "UPDATE file SET md5 = coalesce(md5, ?3), sha1 = coalesce(sha1, ?4), sha256 = coalesce(sha256, ?5),"
            " content_type = coalesce(?6, content_type), flags = (flags & ~?8) | ?7 WHERE id = ?1 AND evidence_id = ?2"
            " RETURNING ?5 IS NOT NULL AND sha256 <> ?5");
        update.bind(1, qint64(hash.fileId)).bind(2, m_context.evidenceId);
        const auto bytes = [](const quint8 *data, qsizetype size) {
            return QByteArrayView(reinterpret_cast<const char *>(data), size);
        };
        if (hash.flags & HashComputed)
            update.bindBlob(3, bytes(hash.md5, 16)).bindBlob(4, bytes(hash.sha1, 20)).bindBlob(5, bytes(hash.sha256, 32));
        update.bindView(6, view(hash.contentType));
        update.bind(7, qint64(hash.flags & HashUnreadable ? quint32(FileUnreadable) : 0));
        update.bind(8, qint64(hash.flags & HashComputed ? quint32(FileUnreadable) : 0));
        const Statement::Step step = update.step();
        const bool changed = step == Statement::Step::Row && update.integer(0) != 0;
        if (step == Statement::Step::Failed)
            return update.error();
        if (auto done = update.run(); !done)
            return done;
        if (changed) {
            if (auto done = keepChangedFile(m_connection, m_context.evidenceId, qint64(hash.fileId), m_context.jobId,
                                            bytes(hash.md5, 16), bytes(hash.sha1, 20), bytes(hash.sha256, 32));
                !done)
                return done;
        } else if (hash.flags & HashComputed) {
            Statement &same = m_connection.statement("DELETE FROM changed_file WHERE file_id = ?1");
            same.bind(1, qint64(hash.fileId));
            if (auto done = same.run(); !done)
                return done;
        }
    }
    return {};
}

Result<void> BatchWriter::putWarnings()
{
    for (const WarningRecord &warning : m_batch->warnings) {
        // Listing, importing and hashing a file meet the same damage: the first of them says it.
        Statement &insert = m_connection.statement(
            "INSERT INTO warning (evidence_id, job_id, file_id, importer, code, severity, path, pos_offset, pos_length,"
            " detail, count, run_id) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12 WHERE NOT EXISTS"
            " (SELECT 1 FROM warning WHERE path = ?7 AND evidence_id = ?1 AND job_id <> ?2 AND code = ?5"
            " AND pos_offset IS ?8 AND detail IS ?10)");
        const auto run = runOf(*m_job, warning.fileId);
        if (!run)
            return run.error();
        insert.bind(1, m_context.evidenceId).bind(2, m_context.jobId).bindUnless(3, qint64(warning.fileId), 0);
        insert.bindView(4, view(warning.importer)).bindText(5, errorCodeId(ErrorCode(warning.code)));
        insert.bind(6, qint64(warning.severity)).bindView(7, view(warning.path));
        insert.bindUnless(8, warning.offset, kUnknown).bindUnless(9, warning.length, kUnknown);
        insert.bindView(10, view(warning.detail)).bind(11, warning.count).bind(12, *run);
        if (auto done = insert.run(); !done)
            return done;
    }
    return {};
}

Result<void> BatchWriter::putCoverage()
{
    for (const CoverageRecord &coverage : m_batch->coverage) {
        const auto run = runOf(*m_job, coverage.fileId);
        if (!run)
            return run.error();
        // Only now is it sure which importer read it.
        if (m_job->kind == TaskKind::Import && coverage.fileId != 0) {
            Statement &name = m_connection.statement("UPDATE run SET importer = ?2, version = ?3 WHERE id = ?1");
            name.bind(1, *run).bindText(2, m_batch->strings.text(coverage.importer));
            name.bindText(3, m_batch->strings.text(coverage.version));
            if (auto done = name.run(); !done)
                return done;
        }
        Statement &insert = m_connection.statement(
            "INSERT INTO coverage (evidence_id, file_id, importer, version, format, encoding, zone, host, clock_id,"
            " first_ns, last_ns, records, recovered, damaged, bytes, run_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)");
        insert.bind(1, m_context.evidenceId).bindUnless(2, qint64(coverage.fileId), 0);
        insert.bindText(3, m_batch->strings.text(coverage.importer)).bindView(4, view(coverage.version));
        insert.bindView(5, view(coverage.format)).bindView(6, view(coverage.encoding));
        insert.bindView(7, view(coverage.zone)).bindView(8, view(coverage.host)).bind(9, m_now.of(coverage.basis));
        insert.bindUnless(10, coverage.firstNs, kNoTime).bindUnless(11, coverage.lastNs, kNoTime);
        insert.bind(12, coverage.records).bind(13, coverage.recovered).bind(14, coverage.damaged);
        insert.bind(15, coverage.bytes).bind(16, *run);
        if (auto done = insert.run(); !done)
            return done;
    }
    return {};
}

Result<void> BatchWriter::putMarks()
{
    for (const UnitMark &mark : m_batch->marks) {
        Statement &upsert = m_connection.statement(
            "INSERT INTO job_unit (job_id, unit, state, position, ordinal) VALUES (?1, ?2, ?3, ?4, ?5)"
            " ON CONFLICT (job_id, unit) DO UPDATE SET state = max(excluded.state, CASE state WHEN 3 THEN 3 ELSE 0 END),"
            " position = CASE excluded.state WHEN 1 THEN max(position, excluded.position) ELSE position END,"
            " ordinal = CASE WHEN excluded.position >= position THEN excluded.ordinal ELSE ordinal END");
        upsert.bind(1, m_context.jobId).bind(2, qint64(mark.unit));
        upsert.bind(3, qint64(mark.kind == MarkKind::Done ? 2 : 1)).bind(4, mark.position).bind(5, qint64(mark.ordinal));
        if (auto done = upsert.run(); !done)
            return done;
    }
    if (auto done = putUnitRanges(); !done)
        return done;
    if (m_job->kind != TaskKind::Import)
        return {};
    for (const UnitMark &mark : m_batch->marks) {
        if (mark.kind != MarkKind::Done)
            continue;
        if (auto done = sumFlowsOf(mark.unit); !done)
            return done;
    }
    return {};
}

Result<void> BatchWriter::putEventRange(qint64 first, qint64 last)
{
    Statement &update = m_connection.statement(
        "UPDATE evidence SET first_event = min(coalesce(first_event, ?2), ?2), last_event = max(coalesce(last_event, ?3), ?3)"
        " WHERE id = ?1");
    update.bind(1, m_context.evidenceId).bind(2, first).bind(3, last);
    return update.run();
}

Result<void> BatchWriter::putUnitRanges()
{
    for (const auto &[unit, range] : m_ranges) {
        Statement &update = m_connection.statement(
            "UPDATE job_unit SET first_event = min(coalesce(first_event, ?3), ?3), last_event = ?4,"
            " makes_flow = max(makes_flow, ?5) WHERE job_id = ?1 AND unit = ?2");
        update.bind(1, m_context.jobId).bind(2, qint64(unit)).bind(3, range.firstEvent).bind(4, range.lastEvent);
        update.bind(5, qint64(range.makesFlow));
        if (auto done = update.run(); !done)
            return done;
    }
    return {};
}

} // namespace ashiato
