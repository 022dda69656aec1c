// SPDX-License-Identifier: Apache-2.0
#include "app/cli/casestatus.h"

#include "app/cli/messages.h"
#include "app/cli/workeraccess.h"

#include "models/jobs/jobrules.h"

#include "models/records/severity.h"
#include "models/time/timetext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

QJsonValue orNull(const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }
QJsonValue orNull(qint64 number) { return number < 0 ? QJsonValue() : QJsonValue(number); }

QJsonObject evidenceJson(const EvidenceRow &row, qint64 warnings)
{
    QJsonObject custody;
    const std::pair<QString, QString> fields[] = {
        {u"received_at"_s, row.receivedAt}, {u"received_from"_s, row.receivedFrom}, {u"received_by"_s, row.receivedBy},
        {u"maker"_s, row.maker}, {u"serial"_s, row.serial}, {u"place_kept"_s, row.placeKept}, {u"note"_s, row.note}};
    for (const auto &[key, value] : fields)
        custody.insert(key, orNull(value));
    return {{u"number"_s, row.number},
            {u"name"_s, row.name},
            {u"kind"_s, evidenceKindId(row.kind)},
            {u"format"_s, orNull(row.format)},
            {u"location"_s, row.location},
            {u"segments"_s, QJsonArray::fromStringList(row.segments)},
            {u"size"_s, orNull(row.size)},
            {u"stored_size"_s, orNull(row.storedSize)},
            {u"state"_s, row.state},
            {u"host"_s, orNull(row.host)},
            {u"zone"_s, orNull(row.zone)},
            {u"skew"_s, durationText(row.skewNs)},
            {u"encoding"_s, orNull(row.encoding)},
            {u"stored_md5"_s, orNull(row.storedMd5)},
            {u"stored_sha1"_s, orNull(row.storedSha1)},
            {u"md5"_s, orNull(row.md5)},
            {u"sha1"_s, orNull(row.sha1)},
            {u"sha256"_s, orNull(row.sha256)},
            {u"hashed_at"_s, orNull(row.hashedAt)},
            {u"later_md5"_s, orNull(row.laterMd5)},
            {u"later_sha1"_s, orNull(row.laterSha1)},
            {u"later_sha256"_s, orNull(row.laterSha256)},
            {u"verification"_s, verificationId(row.verification)},
            {u"verified_at"_s, orNull(row.verifiedAt)},
            {u"bad_ranges"_s, row.badRanges},
            {u"acquisition"_s, row.acquisition},
            {u"custody"_s, custody},
            {u"added_at"_s, row.addedAt},
            {u"warnings"_s, warnings}};
}

QJsonObject warningJson(const WarningRow &row)
{
    return {{u"evidence"_s, orNull(row.evidence)}, {u"importer"_s, orNull(row.importer)},
            {u"code"_s, errorCodeId(row.code)},    {u"severity"_s, orNull(severityId(row.severity))},
            {u"path"_s, orNull(row.path)},         {u"offset"_s, orNull(row.offset)},
            {u"length"_s, orNull(row.length)},     {u"detail"_s, orNull(row.detail)},
            {u"count"_s, row.count}};
}

QJsonObject coverageJson(const CoverageRow &row)
{
    return {{u"evidence"_s, row.evidence},       {u"path"_s, orNull(row.path)},
            {u"importer"_s, row.importer},       {u"version"_s, orNull(row.version)},
            {u"format"_s, orNull(row.format)},   {u"encoding"_s, orNull(row.encoding)},
            {u"zone"_s, orNull(row.zone)},       {u"host"_s, orNull(row.host)},
            {u"first"_s, orNull(timeText(row.firstShownNs, 1'000'000'000, 0, row.zoneKnown))},
            {u"last"_s, orNull(timeText(row.lastShownNs, 1'000'000'000, 0, row.zoneKnown))},
            {u"records"_s, row.records},         {u"recovered"_s, row.recovered},
            {u"damaged"_s, row.damaged},         {u"bytes"_s, orNull(row.bytes)},
            {u"locks"_s, orNull(row.locks)}};
}

QJsonObject jobJson(const JobRow &row)
{
    return {{u"id"_s, row.id},
            {u"evidence"_s, row.evidence},
            {u"kind"_s, taskKindId(row.kind)},
            {u"state"_s, jobStateId(row.state)},
            {u"done"_s, row.done},
            {u"total"_s, row.total},
            {u"units_open"_s, row.unitsOpen},
            {u"units_done"_s, row.unitsDone},
            {u"units_poisoned"_s, row.unitsPoisoned},
            {u"units_failed"_s, row.unitsFailed},
            {u"skipped"_s, row.skipped},
            {u"tried_again"_s, waitsForAnotherTry(row)},
            {u"added_at"_s, orNull(row.addedAt)},
            {u"started_at"_s, orNull(row.startedAt)},
            {u"ended_at"_s, orNull(row.endedAt)},
            {u"error"_s, orNull(row.error)}};
}

Result<QMap<QString, qint64>> countUnreadable(CaseReader &reader)
{
    static const std::pair<QString, quint32> kFlags[] = {
        {u"encrypted"_s, FileEncrypted}, {u"deduplicated"_s, FileDeduplicated}, {u"wof_compressed"_s, FileWofCompressed},
        {u"cloud"_s, FileCloud},         {u"unreadable"_s, FileUnreadable}};
    QStringList sums;
    for (const auto &[name, flag] : kFlags)
        sums.append(u"coalesce(sum(flags & %1 <> 0), 0)"_s.arg(flag));
    Result<SqlRows> rows = reader.sql(u"SELECT "_s + sums.join(u", "_s)
                                      + u" FROM file WHERE evidence_id NOT IN (SELECT id FROM evidence WHERE removed)"_s);
    if (!rows)
        return rows.error();
    QMap<QString, qint64> counts;
    if (rows->next()) {
        for (int i = 0; i < int(std::size(kFlags)); ++i)
            counts.insert(kFlags[i].first, rows->value(i).toLongLong());
    }
    if (rows->error())
        return *rows->error();
    return counts;
}

/// Stores a result's value; remembers the first error.
class Take
{
public:
    template <typename T, typename U> void operator()(T &target, Result<U> result)
    {
        if (result)
            target = std::move(*result);
        else if (!m_error)
            m_error = result.error();
    }
    const std::optional<Error> &error() const { return m_error; }

private:
    std::optional<Error> m_error;
};

} // namespace

Result<CaseStatus> CaseStatus::read(const OpenedCase &opened)
{
    CaseReader &reader = *opened.reader;
    CaseStatus status;
    status.place = opened.file->path();
    if (const Result<void> held = reader.beginSnapshot(); !held)
        return held.error();
    Take take;
    take(status.info, reader.info());
    take(status.examiners, reader.examiners());
    take(status.evidence, reader.evidence());
    take(status.types, reader.countsByType());
    // One line a type: scripts count by it.
    for (auto it = status.types.begin(); it != status.types.end(); ++it) {
        if (const auto next = std::next(it); next != status.types.end() && next->type == it->type) {
            it->count += next->count;
            status.types.erase(next);
        }
    }
    take(status.events, reader.eventCount());
    take(status.files, reader.fileCount());
    take(status.warnings, reader.warnings());
    take(status.volumes, reader.volumes(0));
    take(status.coverage, reader.coverage());
    take(status.jobs, reader.jobs());
    take(status.toBeReadAgain, reader.readOtherwise());
    take(status.journalHead, reader.journalHead());
    take(status.unreadableFiles, countUnreadable(reader));
    const auto one = [&reader](const QString &select) -> Result<qint64> {
        Result<SqlRows> rows = reader.sql(select);
        if (!rows)
            return rows.error();
        return rows->next() ? rows->value(0).toLongLong() : qint64(0);
    };
    take(status.flows, one(u"SELECT count(*) FROM v_flow"_s));
    take(status.journalEntries, one(u"SELECT count(*) FROM journal"_s));
    reader.endSnapshot();
    if (take.error())
        return *take.error();
    status.workerLocks = ashiato::workerLocks();
    return status;
}

bool isLeft(const JobRow &job)
{
    return job.state == JobState::Failed || job.state == JobState::WaitingForKey || job.unitsFailed > 0 ||
           job.unitsPoisoned > 0 || job.skipped > 0;
}

QString whatIsLeft(const EvidenceRow &evidence, const std::vector<JobRow> &jobs, bool toBeReadAgain)
{
    qint64 failed = 0, units = 0, skipped = 0;
    bool waits = false, again = false;
    for (const JobRow &job : jobs) {
        if (job.evidenceId != evidence.id || job.kind == TaskKind::Verify)
            continue;
        failed += job.state == JobState::Failed ? 1 : 0;
        units += job.unitsFailed;
        skipped += job.unitsPoisoned + job.skipped;
        waits = waits || job.state == JobState::WaitingForKey;
        again = again || waitsForAnotherTry(job);
    }
    QStringList parts;
    if (toBeReadAgain)
        parts.append(u"it is to be read again with what was set, and its rows are those of before until `ashiato-cli import` can open it"_s);
    if (waits)
        parts.append(u"it waits for a password (`--password-file`)"_s);
    if (failed > 0)
        parts.append(counted(failed, u"job failed"_s, u"jobs failed"_s) +
                     (again ? u", `ashiato-cli import` tries again"_s : u", `ashiato-cli jobs` says why"_s));
    if (units > 0)
        parts.append(counted(units, u"file could not be read"_s, u"files could not be read"_s));
    if (skipped > 0)
        parts.append(counted(skipped, u"place was skipped since it ended the worker"_s, u"places were skipped since they ended the worker"_s) +
                     u", `ashiato-cli import --retry-skipped` tries again"_s);
    return parts.join(u"; "_s);
}

qint64 CaseStatus::warningsOf(qint64 evidenceId) const
{
    qint64 count = 0;
    for (const WarningRow &warning : warnings)
        count += warning.evidenceId == evidenceId ? warning.count : 0;
    return count;
}

qint64 CaseStatus::warningCount() const
{
    qint64 count = 0;
    for (const WarningRow &warning : warnings)
        count += warning.count;
    return count;
}

std::vector<JobRow> CaseStatus::unfinishedJobs() const
{
    std::vector<JobRow> unfinished;
    std::copy_if(jobs.begin(), jobs.end(), std::back_inserter(unfinished), [](const JobRow &job) {
        return waitsForAnotherTry(job) || job.state == JobState::Pending || job.state == JobState::Running || job.state == JobState::Paused
               || job.state == JobState::WaitingForKey;
    });
    return unfinished;
}

QJsonObject CaseStatus::toJson() const
{
    QJsonArray evidenceList, warningList, notRead, coverageList, jobList;
    for (const EvidenceRow &row : evidence)
    {
        QJsonObject exhibit = evidenceJson(row, warningsOf(row.id));
        if (toBeReadAgain.contains(row.id) && row.state == "imported"_L1)
            exhibit.insert(u"state"_s, u"incomplete"_s);
        evidenceList.append(exhibit);
    }
    for (const WarningRow &row : warnings) {
        warningList.append(warningJson(row));
        if (const ErrorGap gap = errorGap(row.code); gap == ErrorGap::NotReadable || gap == ErrorGap::NotExamined)
            notRead.append(warningJson(row));
    }
    for (const CoverageRow &row : coverage)
        coverageList.append(coverageJson(row));
    for (const JobRow &row : jobs)
        jobList.append(jobJson(row));
    QJsonObject types, unreadable;
    for (const TypeCount &type : this->types)
        types.insert(type.type, type.count);
    for (auto it = unreadableFiles.begin(); it != unreadableFiles.end(); ++it)
        unreadable.insert(it.key(), it.value());
    return {{u"case"_s, QJsonObject{{u"name"_s, info.name}, {u"number"_s, orNull(info.number)}, {u"client"_s, orNull(info.client)},
                                    {u"zone"_s, orNull(info.zone)}, {u"language"_s, orNull(info.language)},
                                    {u"created"_s, info.created}, {u"uid"_s, info.uid}, {u"place"_s, place},
                                    {u"examiners"_s, QJsonArray::fromStringList(examiners)}}},
            {u"evidence"_s, evidenceList},
            {u"counts"_s, QJsonObject{{u"files"_s, files}, {u"events"_s, events}, {u"flows"_s, flows}, {u"types"_s, types}}},
            {u"warnings"_s, warningList},
            {u"warning_count"_s, warningCount()},
            {u"not_read"_s, notRead},
            {u"unreadable_files"_s, unreadable},
            {u"coverage"_s, coverageList},
            {u"jobs"_s, jobList},
            {u"journal"_s, QJsonObject{{u"entries"_s, journalEntries}, {u"head"_s, journalHead}}},
            {u"worker"_s, QJsonObject{{u"locks"_s, QJsonArray::fromStringList(workerLocks)}}}};
}

} // namespace ashiato
