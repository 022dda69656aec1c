// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/importservice.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/jobs/async.h"
#include "models/jobs/evidencefiles.h"
#include "models/jobs/jobrunner.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

// Order of work of an evidence (the writer makes the import and expand jobs itself, with the rows that need them).
constexpr int kVolumesPriority = 10, kWalkPriority = 20, kVerifyPriority = 80, kHashPriority = 90;

int stage(TaskKind kind)
{
    switch (kind) {
    case TaskKind::Volumes: return 0;
    case TaskKind::Walk: return 1;
    case TaskKind::Import: return 2;
    case TaskKind::Expand: return 3;
    case TaskKind::Verify: return 4;
    case TaskKind::Hash: return 5;
    }
    return 6;
}

bool over(JobState state) { return state == JobState::Done || state == JobState::Failed || state == JobState::Cancelled; }

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
    progress.error.detail = row.error;
    if (row.state == JobState::Failed)
        progress.error.code = ErrorCode::Internal;
    return progress;
}

/// The files of an evidence that have content to hash.
std::vector<NewUnit> filesToHash(CaseReader &reader, qint64 evidenceId)
{
    std::vector<NewUnit> units;
    FileQuery query;
    query.evidenceId = evidenceId;
    query.limit = 10'000;
    for (;;) {
        auto files = reader.files(query);
        if (!files || files->empty())
            return units;
        for (const FileRow &file : *files) {
            const bool content = file.access != AccessMethod::None && file.kind != FileKind::Directory;
            if (content)
                units.push_back({quint64(file.id), {}, 50});
        }
        query.afterId = files->back().id;
    }
}

} // namespace

ImportService::ImportService(Case &openCase, const ImportOptions &options, QObject *parent)
    : QObject(parent), m_case(openCase), m_options(options)
{
    m_options.searchFolders << QFileInfo(m_case.path()).absolutePath();
    if (auto reader = m_case.reader())
        m_reader = *reader;
    connect(m_case.writer(), &CaseWriter::failed, this, &ImportService::takeWriteError);
    connect(m_case.writer(), &CaseWriter::batchRefused, this, [this](qint64 jobId, const Error &error) {
        if (JobRunner *runner = runnerOf(jobId))
            runner->condemnWorker(error.detail);
    });
    refresh();
}

ImportService::~ImportService() = default;

Result<NewEvidence> ImportService::describe(const QString &path)
{
    auto files = findEvidenceFiles(path);
    if (!files)
        return files.error();
    auto print = evidenceFingerprint(*files);
    if (!print)
        return print.error();
    NewEvidence evidence;
    evidence.kind = files->kind;
    evidence.name = files->name;
    evidence.location = files->location;
    evidence.segments = files->segments;
    evidence.storedSize = files->kind == EvidenceKind::Folder ? -1 : files->storedSize;
    evidence.fingerprint = *print;
    return evidence;
}

// --- what there is to do ---

void ImportService::import(qint64 evidenceId)
{
    m_active = true;
    m_stopping = false;
    m_blocked.remove(evidenceId);
    m_toMake.insert(evidenceId); // once the case was asked which jobs it has
    refreshAfterWriting();
}

void ImportService::resumeAll()
{
    m_active = true;
    m_stopping = false;
    m_blocked.clear();
    m_resumePaused = true;
    if (std::exchange(m_writeFailed, false))
        m_case.writer()->retry();
    for (JobRunner *runner : m_runners)
        runner->resume();
    refreshAfterWriting();
}

void ImportService::verify(qint64 evidenceId)
{
    m_active = true;
    m_case.writer()->createJob(evidenceId, TaskKind::Verify, kVerifyPriority);
    refreshAfterWriting();
}

void ImportService::hash(qint64 evidenceId, const std::vector<qint64> &fileIds)
{
    m_active = true;
    std::vector<NewUnit> units;
    for (const qint64 id : fileIds)
        units.push_back({quint64(id), {}, 10});
    if (!units.empty()) {
        m_case.writer()->createJob(evidenceId, TaskKind::Hash, kHashPriority, units);
        refreshAfterWriting();
        return;
    }
    auto reader = m_case.reader();
    if (!reader)
        return;
    ++m_preparing;
    whenReady(this, onPool([reader = *reader, evidenceId] { return filesToHash(*reader, evidenceId); }),
              [this, evidenceId](const std::vector<NewUnit> &all) {
                  --m_preparing;
                  m_case.writer()->createJob(evidenceId, TaskKind::Hash, kHashPriority, all);
                  refreshAfterWriting();
              });
}

void ImportService::readAgain(qint64 evidenceId, const std::vector<qint64> &fileIds)
{
    m_active = true;
    m_sessions.erase(evidenceId); // what it was opened with may have changed
    m_case.writer()->reread(evidenceId, fileIds);
    m_rebind.insert(evidenceId);
    refreshAfterWriting();
}

void ImportService::setKey(qint64 evidenceId, const QString &key)
{
    m_keys.insert(evidenceId, key);
    m_blocked.remove(evidenceId);
    m_sessions.erase(evidenceId);
    for (const JobRow &row : m_rows) {
        if (row.evidenceId == evidenceId && row.state == JobState::WaitingForKey)
            setState(row.id, JobState::Pending);
    }
    refreshAfterWriting();
}

void ImportService::pause(qint64 jobId)
{
    if (JobRunner *runner = runnerOf(jobId))
        runner->pause();
    else
        setState(jobId, JobState::Paused);
}

void ImportService::resume(qint64 jobId)
{
    m_active = true;
    if (JobRunner *runner = runnerOf(jobId)) {
        runner->resume();
        return;
    }
    if (const int row = rowOf(jobId); row >= 0)
        m_blocked.remove(m_rows[size_t(row)].evidenceId);
    setState(jobId, JobState::Pending);
}

void ImportService::cancel(qint64 jobId)
{
    if (JobRunner *runner = runnerOf(jobId))
        runner->end(JobState::Cancelled);
    else
        setState(jobId, JobState::Cancelled);
}

void ImportService::stop()
{
    m_stopping = true;
    for (JobRunner *runner : std::vector<JobRunner *>(m_runners))
        runner->end(JobState::Paused);
    m_wasBusy = true;
    checkIdle();
}

bool ImportService::isBusy() const { return !m_runners.empty() || m_refreshing || m_preparing > 0 || nextJob() != nullptr; }

void ImportService::setState(qint64 jobId, JobState state)
{
    m_case.writer()->setJobState(jobId, state);
    refreshAfterWriting();
}

// --- the list of jobs ---

void ImportService::refreshAfterWriting()
{
    m_wasBusy = true;
    ++m_preparing;
    ++m_writing;
    whenReady(this, m_case.writer()->flush(), [this](const Result<void> &) {
        --m_preparing;
        --m_writing;
        refresh();
    });
}

void ImportService::refresh()
{
    if (!m_reader)
        return;
    if (m_refreshing) {
        m_refreshAgain = true;
        return;
    }
    m_refreshing = true;
    whenReady(this, onPool([reader = m_reader] { return reader->jobs(); }), [this](const Result<std::vector<JobRow>> &rows) {
        m_refreshing = false;
        if (std::exchange(m_refreshAgain, false)) {
            refresh();
            return;
        }
        // An answer from before a change would start again what has just ended; the change brings its own answer.
        if (m_writing > 0)
            return;
        if (rows)
            takeRows(*rows);
        if (m_writing == 0)
            schedule();
    });
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
    if (std::exchange(m_resumePaused, false)) {
        for (JobRow &row : m_rows) {
            if (row.state == JobState::Paused && !runnerOf(row.id)) {
                row.state = JobState::Pending;
                setState(row.id, JobState::Pending); // and read again: an older answer may still say paused
            }
        }
    }
    for (JobRunner *runner : m_runners)
        runner->setMoreToCome(moreToCome(runner->job()));
    makeJobs();
}

/// The first jobs of evidence that has none.
void ImportService::makeJobs()
{
    for (const qint64 evidenceId : std::exchange(m_toMake, {})) {
        const bool known =
            std::any_of(m_rows.begin(), m_rows.end(), [&](const JobRow &row) { return row.evidenceId == evidenceId; });
        if (known)
            continue;
        CaseWriter *writer = m_case.writer();
        writer->createJob(evidenceId, TaskKind::Volumes, kVolumesPriority);
        writer->createJob(evidenceId, TaskKind::Walk, kWalkPriority);
        writer->setEvidenceState(evidenceId, u"importing"_s);
        refreshAfterWriting();
    }
}

/// Whether new units may still turn up for this job: its evidence is being listed.
bool ImportService::moreToCome(const JobRow &job) const
{
    if (m_stopping || job.kind != TaskKind::Import)
        return false;
    return std::any_of(m_runners.begin(), m_runners.end(), [&](const JobRunner *runner) {
        return runner->job().evidenceId == job.evidenceId && JobRunner::bringsFiles(runner->job().kind);
    });
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

// --- who runs what ---

bool ImportService::canRun(const JobRow &row) const
{
    const bool wants = row.state == JobState::Pending || row.state == JobState::Running;
    if (!wants || runnerOf(row.id) || m_blocked.contains(row.evidenceId))
        return false;
    for (const JobRunner *runner : m_runners) {
        const JobRow &other = runner->job();
        // Two jobs that give ids to new files would give the same ones.
        if (JobRunner::bringsFiles(row.kind) && JobRunner::bringsFiles(other.kind))
            return false;
        // Hashes last: nothing of this evidence may still be bringing what the examiner waits for.
        if (stage(row.kind) >= stage(TaskKind::Verify) && other.evidenceId == row.evidenceId)
            return false;
    }
    return std::none_of(m_rows.begin(), m_rows.end(), [&](const JobRow &other) {
        const bool before = other.evidenceId == row.evidenceId && stage(other.kind) < stage(row.kind) && !over(other.state);
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
        const auto urgency = [](const JobRow &r) { return std::tuple(stage(r.kind), r.priority, r.id); };
        if (!best || urgency(row) < urgency(*best))
            best = &row;
    }
    return best;
}

void ImportService::schedule()
{
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
        return;
    }
    RunnerSetup setup{m_options.worker, m_keys.value(row.evidenceId), m_options.searchFolders, m_options.extraFormats};
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
    std::unique_ptr<WorkerSession> session;
    if (const auto kept = m_sessions.find(row.evidenceId); kept != m_sessions.end()) {
        session = std::move(kept->second);
        m_sessions.erase(kept);
    }
    runner->start(std::move(session));
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
    m_runners.erase(std::find(m_runners.begin(), m_runners.end(), runner));
    // The next job of this evidence saves a start and an opening; nobody else is waiting for the memory.
    auto session = runner->takeSession();
    if (session && !m_stopping) {
        m_sessions.clear();
        m_sessions[job.evidenceId] = std::move(session);
    }
    runner->deleteLater();
    if (const int at = rowOf(job.id); at >= 0) {
        m_rows[size_t(at)].state = state;
        m_jobs[size_t(at)] = runner->progress();
        Q_EMIT jobChanged(at);
    }
    if (evidenceIsBad) {
        m_blocked.insert(job.evidenceId, error);
        m_case.writer()->setEvidenceState(job.evidenceId,
                                          state == JobState::WaitingForKey ? u"waiting_for_key"_s : u"failed"_s);
        Q_EMIT evidenceFailed(job.evidenceId, error);
    }
    Q_EMIT jobFinished(job.id, state);
    if (state == JobState::Done && !m_stopping)
        followUp(job);
    refreshAfterWriting();
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
bool ImportService::closeImports()
{
    bool made = false;
    for (const qint64 evidenceId : QSet<qint64>(m_toFollow)) {
        bool open = false, verifying = false, hashing = false;
        for (const JobRow &row : m_rows) {
            if (row.evidenceId != evidenceId)
                continue;
            open = open || (stage(row.kind) < stage(TaskKind::Verify) && !over(row.state));
            verifying = verifying || row.kind == TaskKind::Verify;
            hashing = hashing || row.kind == TaskKind::Hash;
        }
        if (open)
            continue;
        m_toFollow.remove(evidenceId);
        m_case.writer()->setEvidenceState(evidenceId, u"imported"_s);
        if (m_options.verify && !verifying && !m_folders.contains(evidenceId) && !m_verified.contains(evidenceId)) {
            m_verified.insert(evidenceId);
            m_case.writer()->createJob(evidenceId, TaskKind::Verify, kVerifyPriority);
            made = true;
        }
        if (m_options.hashFiles && !hashing) {
            hash(evidenceId);
            made = true;
        }
    }
    return made;
}

void ImportService::checkIdle()
{
    if (!m_runners.empty() || m_refreshing || m_preparing > 0 || nextJob())
        return;
    if (!m_stopping && !m_writeFailed && m_active && closeImports()) {
        refreshAfterWriting();
        return;
    }
    if (!std::exchange(m_wasBusy, false))
        return;
    m_sessions.clear();
    ++m_preparing; // idle means: in the case as well
    whenReady(this, m_case.writer()->flush(), [this](const Result<void> &) {
        --m_preparing;
        if (m_runners.empty() && !m_wasBusy)
            Q_EMIT idle();
    });
}

} // namespace ashiato
