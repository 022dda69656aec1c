// SPDX-License-Identifier: Apache-2.0
// ImportService: which jobs run, on which workers, and what comes of their ends.
#include "models/jobs/importservice.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/jobs/async.h"
#include "models/jobs/jobrules.h"
#include "models/jobs/jobrunner.h"

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kSmallEvidence = 16 << 20;

} // namespace

/// Whether new units may still turn up for this job: its evidence is being listed.
bool ImportService::moreToCome(const JobRow &job) const
{
    if (m_stopping || job.kind != TaskKind::Import)
        return false;
    return std::any_of(m_runners.begin(), m_runners.end(), [&](const JobRunner *runner) {
        return runner->job().evidenceId == job.evidenceId && bringsFiles(runner->job().kind);
    });
}

bool ImportService::canRun(const JobRow &row) const
{
    const bool wants = row.state == JobState::Pending || row.state == JobState::Running;
    if (!wants || runnerOf(row.id) || m_blocked.contains(row.evidenceId))
        return false;
    if ((row.kind == TaskKind::Import && m_rereads.contains(row.evidenceId)) || m_retries.contains(row.evidenceId))
        return false;
    for (const JobRunner *runner : m_runners) {
        const JobRow &other = runner->job();
        // Two jobs that give ids to new files would give the same ones.
        if (bringsFiles(row.kind) && bringsFiles(other.kind))
            return false;
        // Hashes last: nothing of this evidence may still be bringing what the examiner waits for.
        if (stage(row.kind) >= stage(TaskKind::Verify) && other.evidenceId == row.evidenceId)
            return false;
    }
    return std::none_of(m_rows.begin(), m_rows.end(), [&](const JobRow &other) {
        const bool open = !over(other.state) || (other.kind == TaskKind::Volumes && waitsForAnotherTry(other));
        const bool before = other.evidenceId == row.evidenceId && stage(other.kind) < stage(row.kind) && open;
        // Files are imported while the walk goes on; everything else waits for the stages before it.
        const bool matters = row.kind == TaskKind::Import ? other.kind == TaskKind::Volumes
                             : row.kind == TaskKind::Expand ? stage(other.kind) <= stage(TaskKind::Walk)
                                                            : true;
        return before && matters;
    });
}

const JobRow *ImportService::nextJob() const
{
    if (!m_active || m_stopping || m_writeFailed)
        return nullptr;
    const JobRow *best = nullptr;
    for (const JobRow &row : m_rows) {
        if (!canRun(row))
            continue;
        // One after another, hundreds of small files would cost a worker's start for each of their jobs.
        const auto urgency = [this](const JobRow &r) {
            return std::tuple(!isWarm(r.evidenceId), stage(r.kind), r.priority, r.id);
        };
        if (!best || urgency(row) < urgency(*best))
            best = &row;
    }
    return best;
}

void ImportService::schedule()
{
    closeImports(true); // their last jobs find the worker still there
    while (int(m_runners.size()) < m_options.workers) {
        const JobRow *row = nextJob();
        if (!row)
            break;
        startRunner(*row);
    }
    checkIdle();
}

void ImportService::startRunner(const JobRow &row)
{
    auto reader = m_case.reader();
    if (!reader) {
        m_blocked.insert(row.evidenceId, reader.error());
        Q_EMIT evidenceFailed(row.evidenceId, reader.error());
        return;
    }
    RunnerSetup setup{m_options.worker, m_keys.value(row.evidenceId), m_epochs.value(row.evidenceId),
                      m_options.searchFolders, m_options.extraFormats};
    auto *runner = new JobRunner(m_case, *reader, row, std::move(setup), this);
    m_runners.push_back(runner);
    m_wasBusy = true;
    connect(runner, &JobRunner::hello, this, &ImportService::takeHello);
    connect(runner, &JobRunner::evidenceMoved, this, [this, id = row.evidenceId](const QString &path) {
        m_case.writer()->act(Act::evidenceSet(id, {{u"location"_s, path}}));
        Q_EMIT evidenceMoved(id, path);
    });
    connect(runner, &JobRunner::progressed, this, [this, runner] {
        if (const int at = rowOf(runner->job().id); at >= 0) {
            m_jobs[size_t(at)] = runner->progress();
            Q_EMIT jobChanged(at);
        }
    });
    connect(runner, &JobRunner::finished, this, [this, runner](JobState state, const Error &error, bool evidenceIsBad) {
        finishRunner(runner, state, error, evidenceIsBad);
    });
    for (JobRunner *other : m_runners)
        other->setMoreToCome(moreToCome(other->job()));
    runner->start(takeSession(row.evidenceId));
    if (const int at = rowOf(row.id); at >= 0) {
        m_jobs[size_t(at)] = runner->progress();
        Q_EMIT jobChanged(at);
    }
}

void ImportService::takeHello(const HelloMessage &message)
{
    if (!m_importers.empty())
        return;
    m_importers = message.importers;
    QHash<QString, QString> versions;
    for (const ImporterDescriptor &importer : m_importers)
        versions.insert(importer.id, importer.version);
    m_case.writer()->setImporterVersions(versions);
    Q_EMIT importersKnown();
}

/// What was queued is kept back by the writer; what the workers would add could only be kept back too.
void ImportService::takeWriteError(const Error &error)
{
    if (std::exchange(m_writeFailed, true))
        return;
    for (JobRunner *runner : std::vector<JobRunner *>(m_runners))
        runner->abandon(error);
    Q_EMIT writingFailed(error);
}

void ImportService::finishRunner(JobRunner *runner, JobState state, const Error &error, bool evidenceIsBad)
{
    const JobRow job = runner->job();
    if (runner->evidence().kind == EvidenceKind::Folder)
        m_folders.insert(job.evidenceId);
    else if (runner->evidence().storedSize >= 0 && runner->evidence().storedSize <= kSmallEvidence)
        m_small.insert(job.evidenceId);
    m_runners.erase(std::find(m_runners.begin(), m_runners.end(), runner));
    keepSession(runner);
    runner->deleteLater();
    if (const int at = rowOf(job.id); at >= 0) {
        m_rows[size_t(at)].state = state;
        m_rows[size_t(at)].error = error.code == ErrorCode::None ? QString() : errorCodeId(error.code);
        m_jobs[size_t(at)] = runner->progress();
        Q_EMIT jobChanged(at);
    }
    const bool newKey = state == JobState::WaitingForKey && m_keys.value(job.evidenceId) != runner->setup().key;
    // What it had listed before the key came was listed without it.
    if (job.kind == TaskKind::Expand && state == JobState::Done && !m_stopping && m_keyCame.remove(job.evidenceId))
        openLocked(job.evidenceId);
    if (newKey || (m_runAgain.remove(job.id) && (state == JobState::Paused || state == JobState::Cancelled)))
        setState(job, JobState::Pending);
    else if (evidenceIsBad) {
        m_blocked.insert(job.evidenceId, error);
        Q_EMIT evidenceFailed(job.evidenceId, error);
    }
    Q_EMIT jobFinished(job.id, state);
    if (state == JobState::Done && !m_stopping)
        followUp(job);
    rereadNow(job.evidenceId);
    retryNow(job.evidenceId);
    refreshAfterWriting();
}

/// Small evidence whose worker waits for its next job.
bool ImportService::isWarm(qint64 evidenceId) const
{
    return m_small.contains(evidenceId) &&
           std::any_of(m_sessions.begin(), m_sessions.end(), [&](const IdleSession &idle) { return idle.evidenceId == evidenceId; });
}

std::unique_ptr<WorkerSession> ImportService::takeSession(qint64 evidenceId)
{
    const auto kept = std::find_if(m_sessions.begin(), m_sessions.end(),
                                   [&](const IdleSession &idle) { return idle.evidenceId == evidenceId; });
    if (kept == m_sessions.end())
        return nullptr;
    auto session = std::move(kept->session);
    m_sessions.erase(kept);
    return session;
}

/// The next job of this evidence saves a start and an opening.
void ImportService::keepSession(JobRunner *runner)
{
    const qint64 evidenceId = runner->job().evidenceId;
    auto session = runner->takeSession();
    if (!session || m_stopping || runner->setup().epoch != m_epochs.value(evidenceId))
        return;
    takeSession(evidenceId).reset();
    m_sessions.push_back({evidenceId, std::move(session)});
    while (int(m_sessions.size()) > m_options.workers)
        m_sessions.pop_front();
}

/// What comes when a job is done: the evidence is imported; then its verification and hashes.
void ImportService::followUp(const JobRow &job)
{
    if (job.kind == TaskKind::Import && m_rebind.remove(job.evidenceId))
        m_case.writer()->rebind(job.evidenceId);
    if (stage(job.kind) >= stage(TaskKind::Verify))
        return;
    m_toFollow.insert(job.evidenceId);
}

/// Evidence whose stages are all over: says so and makes the jobs that come last. Gives whether it made any.
bool ImportService::closeImports(bool smallOnly)
{
    bool made = false;
    if (m_stopping || m_writeFailed || !m_active)
        return made;
    for (const qint64 evidenceId : QSet<qint64>(m_toFollow)) {
        if (smallOnly && !m_small.contains(evidenceId))
            continue;
        bool open = false, some = false, verifying = false, hashing = false;
        for (const JobRow &row : m_rows) {
            if (row.evidenceId != evidenceId)
                continue;
            some = some || row.state == JobState::Done;
            open = open || (stage(row.kind) < stage(TaskKind::Verify) && (!over(row.state) || waitsForAnotherTry(row)));
            verifying = verifying || row.kind == TaskKind::Verify;
            hashing = hashing || row.kind == TaskKind::Hash;
        }
        if (open)
            continue;
        m_toFollow.remove(evidenceId);
        if (!some)
            continue;
        // Its state comes last: a process that was killed before it comes here again.
        if (m_options.verify && !verifying && !m_folders.contains(evidenceId) && !m_verified.contains(evidenceId))
            verify(evidenceId);
        if (m_options.hashFiles && !hashing && !m_hashed.contains(evidenceId))
            hashAll(evidenceId, true);
        else
            closeImport(evidenceId);
        made = true;
    }
    return made;
}

void ImportService::checkIdle()
{
    if (!m_runners.empty() || m_refreshing || m_preparing > 0 || nextJob())
        return;
    if (closeImports(false))
        return;
    if (m_wasBusy && sealEnded())
        return;
    if (!std::exchange(m_wasBusy, false))
        return;
    m_sealsAsked = false;
    m_sessions.clear();
    ++m_preparing; // idle means: in the case as well
    whenReady(this, m_case.writer()->flush(), [this](const Result<void> &) {
        --m_preparing;
        if (m_runners.empty() && !m_wasBusy)
            Q_EMIT idle();
    });
}

} // namespace ashiato
