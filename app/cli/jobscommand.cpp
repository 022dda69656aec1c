// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/importrun.h"

#include "models/casedb/casewriter.h"
#include "models/jobs/jobrules.h"

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

int listJobs(Invocation &call)
{
    const Result<OpenedCase> opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<std::vector<JobRow>> jobs = opened->reader->jobs();
    if (!jobs)
        return call.fail(u"The jobs could not be read."_s, jobs.error());
    const auto rows = call.rows({u"id"_s, u"evidence"_s, u"kind"_s, u"state"_s, u"done"_s, u"total"_s, u"units_done"_s,
                                 u"units_open"_s, u"units_poisoned"_s, u"units_failed"_s, u"skipped"_s, u"started"_s, u"ended"_s, u"error"_s});
    for (const JobRow &job : *jobs) {
        rows->number(job.id);
        rows->text(job.evidence);
        rows->text(taskKindId(job.kind));
        rows->text(jobStateId(job.state));
        for (const qint64 number : {job.done, job.total, job.unitsDone, job.unitsOpen, job.unitsPoisoned, job.unitsFailed, job.skipped})
            rows->number(number);
        for (const QString &text : {job.startedAt, job.endedAt, job.error})
            rows->textOrUnknown(text);
        rows->endRow();
    }
    rows->finish();
    return call.finish();
}

/// The ids behind an option: numbers of jobs that are there, or "all".
Result<std::vector<qint64>> jobIds(const Invocation &call, const QString &option, const std::vector<JobRow> &jobs)
{
    std::vector<qint64> ids;
    for (const QString &word : call.values(option)) {
        if (word == "all"_L1) {
            for (const JobRow &job : jobs)
                ids.push_back(job.id);
            continue;
        }
        bool isNumber = false;
        const qint64 id = word.toLongLong(&isNumber);
        if (!isNumber)
            return {ErrorCode::Invalid, u"--%1 “%2” is no job; expected its number, or all."_s.arg(option, word)};
        if (std::none_of(jobs.begin(), jobs.end(), [id](const JobRow &job) { return job.id == id; }))
            return {ErrorCode::NotFound, u"job “%1”"_s.arg(word)};
        ids.push_back(id);
    }
    return ids;
}


int runJobs(Invocation &call)
{
    if (!call.isSet(u"pause"_s) && !call.isSet(u"resume"_s) && !call.isSet(u"cancel"_s))
        return listJobs(call);
    Result<OpenedCase> opened = openCase(call, CaseMode::ReadWrite);
    if (!opened)
        return call.fail(u"The jobs could not be changed."_s, opened.error());
    const Result<std::vector<JobRow>> jobs = opened->reader->jobs();
    if (!jobs)
        return call.fail(u"The jobs could not be read."_s, jobs.error());
    for (const auto &[option, state] : {std::pair{u"pause"_s, JobState::Paused}, std::pair{u"cancel"_s, JobState::Cancelled}}) {
        const Result<std::vector<qint64>> ids = jobIds(call, option, *jobs);
        if (!ids)
            return call.refuse(u"The jobs could not be changed."_s, ids.error());
        for (const JobRow &job : *jobs) {
            if (over(job.state) || std::find(ids->begin(), ids->end(), job.id) == ids->end())
                continue;
            if (const Result<void> set = waitFor(opened->file->writer()->setJobState(job.id, state)); !set)
                return call.fail(u"The jobs could not be changed."_s, set.error());
        }
    }
    const Result<std::vector<qint64>> resumed = jobIds(call, u"resume"_s, *jobs);
    if (!resumed)
        return call.fail(u"The jobs could not be changed."_s, resumed.error());
    if (resumed->empty())
        return call.finish();
    ImportRun import(call, *opened);
    std::vector<qint64> evidence;
    for (const JobRow &job : *jobs) {
        if (std::find(resumed->begin(), resumed->end(), job.id) != resumed->end())
            evidence.push_back(job.evidenceId);
    }
    import.expectWhole(evidence);
    return import.run([&](ImportService &service) {
        for (const qint64 id : *resumed)
            service.resume(id);
    });
}

} // namespace

Command jobsCommand()
{
    Command command{"jobs", "Lists the jobs of the case, or pauses, resumes and cancels them.", "CASE"};
    command.groups = Command::RowOptions;
    command.options = {{u"pause"_s, u"Sets a job aside until it is resumed; all: every one."_s, u"ID"_s},
                       {u"resume"_s, u"Goes on with a job, a failed or cancelled one too."_s, u"ID"_s},
                       {u"cancel"_s, u"Gives a job up; what was read stays."_s, u"ID"_s}};
    command.description = "While a window or another command has the case open, pause there: the case has one writer.";
    command.run = runJobs;
    return command;
}

} // namespace ashiato
