// SPDX-License-Identifier: Apache-2.0
// ImportService: the list of jobs as the case has it, with what runs of it.
#include "models/jobs/importservice.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/jobs/async.h"
#include "models/jobs/jobrunner.h"

#include <QTimer>

#include <algorithm>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

constexpr int kReadAgainMs = 200, kReadTries = 5;

JobProgress progressOf(const JobRow &row)
{
    JobProgress progress;
    progress.jobId = row.id;
    progress.evidenceId = row.evidenceId;
    progress.evidence = row.evidence;
    progress.kind = row.kind;
    progress.state = row.state == JobState::Running ? JobState::Pending : row.state; // nobody of us runs it
    progress.done = row.done;
    progress.total = row.total;
    progress.bytes = row.kind == TaskKind::Verify;
    progress.skipped = row.unitsPoisoned + row.skipped;
    if (!row.error.isEmpty()) { // as JobWriter::setJobState() writes it: the code, and what it says behind a blank
        progress.error.code = errorFromId(row.error.section(u' ', 0, 0));
        progress.error.detail = row.error.section(u' ', 1);
    }
    return progress;
}

} // namespace

/// An answer of the case.
struct ImportService::Listed {
    Result<std::vector<JobRow>> jobs{std::vector<JobRow>()};
    QSet<qint64> importing; ///< Evidence that was not imported to its end
    QSet<qint64> registered; ///< Evidence that has no jobs yet
    QSet<qint64> folders;
    QSet<qint64> readOtherwise; ///< Evidence whose encoding, mapping or format is another since it was read

    void takeEvidence(CaseReader &reader)
    {
        const auto rows = reader.evidence();
        if (!rows) {
            jobs = rows.error();
            return;
        }
        for (const EvidenceRow &row : *rows) {
            if (row.state == u"importing" || row.state == u"incomplete")
                importing.insert(row.id);
            else if (row.state == u"registered")
                registered.insert(row.id);
            if (row.kind == EvidenceKind::Folder)
                folders.insert(row.id);
        }
    }
};

void ImportService::refresh()
{
    if (m_refreshing) {
        m_refreshAgain = true;
        return;
    }
    m_refreshing = true;
    if (!m_reader) {
        if (auto opened = m_case.reader()) {
            m_reader = *opened;
        } else {
            Listed nothing;
            nothing.jobs = opened.error();
            takeList(nothing);
            return;
        }
    }
    const auto ask = [withEvidence = m_resumePaused, reader = m_reader] {
        auto listed = std::make_shared<Listed>();
        listed->jobs = reader->jobs();
        if (const auto otherwise = reader->readOtherwise())
            listed->readOtherwise = *otherwise;
        if (withEvidence && listed->jobs)
            listed->takeEvidence(*reader);
        return listed;
    };
    whenReady(this, onPool(ask), [this](const std::shared_ptr<Listed> &listed) { takeList(*listed); });
}

void ImportService::takeList(Listed &listed)
{
    if (!listed.jobs && ++m_readFailures < kReadTries) {
        QTimer::singleShot(kReadAgainMs, this, [this] {
            m_refreshing = false;
            refresh();
        });
        return;
    }
    m_refreshing = false;
    if (std::exchange(m_refreshAgain, false)) {
        refresh();
        return;
    }
    // An answer from before a change would start again what has just ended; the change brings its own answer.
    if (m_writing > 0)
        return;
    m_readFailures = 0;
    if (listed.jobs) {
        m_folders.unite(listed.folders);
        m_toFollow.unite(listed.importing);
        takeRows(std::move(*listed.jobs));
        readWhatChanged(listed.readOtherwise);
        for (const qint64 evidenceId : listed.registered)
            import(evidenceId);
    } else {
        takeWriteError(listed.jobs.error());
    }
    if (m_writing == 0)
        schedule();
}

/// Encoding, mapping or format were changed, or a change of them taken back.
void ImportService::readWhatChanged(const QSet<qint64> &evidence)
{
    for (const qint64 evidenceId : evidence) {
        if (m_active && !m_stopping && !m_writeFailed && !m_rereads.contains(evidenceId) && !m_away.contains(evidenceId))
            readAgain(evidenceId);
    }
}

void ImportService::takeRows(std::vector<JobRow> rows)
{
    std::sort(rows.begin(), rows.end(), [](const JobRow &a, const JobRow &b) { return a.id < b.id; });
    const bool same = rows.size() == m_rows.size() &&
                      std::equal(rows.begin(), rows.end(), m_rows.begin(),
                                 [](const JobRow &a, const JobRow &b) { return a.id == b.id; });
    m_rows = std::move(rows);
    if (!same)
        m_jobs.resize(m_rows.size());
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const JobRunner *runner = runnerOf(m_rows[i].id);
        m_jobs[i] = runner ? runner->progress() : progressOf(m_rows[i]);
        if (same)
            Q_EMIT jobChanged(int(i));
    }
    if (!same)
        Q_EMIT jobsReset();
    if (std::exchange(m_resumePaused, false))
        wakePaused();
    endRemoved();
    for (JobRunner *runner : m_runners)
        runner->setMoreToCome(moreToCome(runner->job()));
}

void ImportService::wakePaused()
{
    for (JobRow &row : m_rows) {
        if (row.state == JobState::Paused && !runnerOf(row.id)) {
            row.state = JobState::Pending;
            setState(row, JobState::Pending); // and read again: an older answer may still say paused
        }
    }
}

/// Jobs that the case lists no more are those of an exhibit that was taken out. It may be put back: they are to be run
/// then.
void ImportService::endRemoved()
{
    for (JobRunner *runner : std::vector<JobRunner *>(m_runners)) {
        if (rowOf(runner->job().id) < 0 && !runner->isEnding())
            runner->end(JobState::Pending);
    }
}

int ImportService::rowOf(qint64 jobId) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const JobRow &row) { return row.id == jobId; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

JobRunner *ImportService::runnerOf(qint64 jobId) const
{
    const auto found = std::find_if(m_runners.begin(), m_runners.end(),
                                    [&](const JobRunner *runner) { return runner->job().id == jobId; });
    return found == m_runners.end() ? nullptr : *found;
}

} // namespace ashiato
