// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/importservice.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/jobs/async.h"
#include "models/jobs/evidencefiles.h"
#include "models/jobs/jobrules.h"
#include "models/jobs/jobrunner.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

// Order of work of an evidence (the writer makes the jobs before these itself).
constexpr int kVerifyPriority = 80, kHashPriority = 90;

/// The files of an evidence that have content to hash.
Result<std::vector<NewUnit>> filesToHash(CaseReader &reader, qint64 evidenceId)
{
    std::vector<NewUnit> units;
    FileQuery query;
    query.evidenceId = evidenceId;
    query.limit = 10'000;
    for (;;) {
        auto files = reader.files(query);
        if (!files)
            return files.error();
        if (files->empty())
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
    connect(m_case.writer(), &CaseWriter::failed, this, &ImportService::takeWriteError);
    connect(m_case.writer(), &CaseWriter::batchRefused, this, [this](qint64 jobId, quint64 stream, quint64 unit, const Error &error) {
        if (JobRunner *runner = runnerOf(jobId))
            runner->condemnWorker(stream, unit, error.detail);
    });
    connect(m_case.writer(), &CaseWriter::committed, this, &ImportService::lookForFoundFiles);
    // An exhibit that is taken out of the case, or put back: its jobs with it. One that is to be read otherwise: again.
    connect(m_case.writer(), &CaseWriter::acted, this, [this](qint64, const QString &kind, ActWay way) {
        if (kind == u"evidence.remove" || kind == u"evidence.set" || (way != ActWay::Done && kind.startsWith(u"evidence.")))
            refreshAfterWriting();
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
    write(evidenceId, [this, evidenceId] { return m_case.writer()->beginImport(evidenceId); });
}

void ImportService::resumeAll()
{
    m_active = true;
    m_stopping = false;
    m_blocked.clear();
    m_resumePaused = true;
    ++m_attempt;
    if (std::exchange(m_writeFailed, false))
        m_case.writer()->retry();
    for (JobRunner *runner : m_runners) {
        runner->resume();
        if (runner->isEnding())
            m_runAgain.insert(runner->job().id);
    }
    for (const auto &again : std::exchange(m_kept, {}))
        again();
    write(0, [this] { return m_case.writer()->tryAgain(0); });
}

void ImportService::verify(qint64 evidenceId)
{
    m_active = true;
    m_verified.insert(evidenceId);
    write(evidenceId, [this, evidenceId] { return m_case.writer()->createJob(evidenceId, TaskKind::Verify, kVerifyPriority); });
}

void ImportService::hash(qint64 evidenceId, const std::vector<qint64> &fileIds)
{
    m_active = true;
    if (fileIds.empty()) {
        hashAll(evidenceId, false);
        return;
    }
    std::vector<NewUnit> units;
    for (const qint64 id : fileIds)
        units.push_back({quint64(id), {}, 10});
    write(evidenceId, [=, this] { return m_case.writer()->createJob(evidenceId, TaskKind::Hash, kHashPriority, units); });
}

/// isLast: with the job made, the evidence is imported.
void ImportService::hashAll(qint64 evidenceId, bool isLast)
{
    m_hashed.insert(evidenceId);
    const auto list = [opened = m_case.reader(), evidenceId]() -> Result<std::vector<NewUnit>> {
        return opened ? filesToHash(**opened, evidenceId) : Result<std::vector<NewUnit>>(opened.error());
    };
    m_wasBusy = true;
    ++m_preparing;
    whenReady(this, onPool(list), [this, evidenceId, isLast](const Result<std::vector<NewUnit>> &all) {
        --m_preparing;
        if (!all) { // some of the files would look like all of them
            takeRefusal(evidenceId, all.error(), m_attempt, [=, this] { hashAll(evidenceId, isLast); });
            refresh();
            return;
        }
        write(evidenceId, [this, evidenceId, units = *all] {
            return m_case.writer()->createJob(evidenceId, TaskKind::Hash, kHashPriority, units);
        });
        if (isLast)
            closeImport(evidenceId);
    });
}

void ImportService::closeImport(qint64 evidenceId)
{
    write(evidenceId, [this, evidenceId] { return m_case.writer()->closeImport(evidenceId); });
}

void ImportService::readAgain(qint64 evidenceId, const std::vector<qint64> &fileIds)
{
    m_active = true;
    m_away.remove(evidenceId);
    forgetSession(evidenceId);
    const auto waiting = m_rereads.find(evidenceId);
    if (waiting == m_rereads.end())
        m_rereads.insert(evidenceId, fileIds);
    else if (fileIds.empty() || waiting->empty())
        waiting->clear();
    else
        waiting->insert(waiting->end(), fileIds.begin(), fileIds.end());
    m_rebind.insert(evidenceId);
    for (JobRunner *runner : std::vector<JobRunner *>(m_runners)) {
        if (runner->job().evidenceId == evidenceId && runner->job().kind == TaskKind::Import && !runner->isEnding())
            runner->end(JobState::Pending);
    }
    rereadNow(evidenceId);
}

bool ImportService::importRuns(qint64 evidenceId) const
{
    return std::any_of(m_runners.begin(), m_runners.end(), [&](const JobRunner *runner) {
        return runner->job().evidenceId == evidenceId && runner->job().kind == TaskKind::Import;
    });
}

/// Unless an import of the evidence still runs: its last batches would stand beside the new ones. What was read is given up
/// only when the evidence can be opened; until then its rows stay, and the case knows that they are to be read again.
void ImportService::rereadNow(qint64 evidenceId)
{
    if (importRuns(evidenceId) || !m_rereads.contains(evidenceId) || m_lookingAt.contains(evidenceId))
        return;
    m_lookingAt.insert(evidenceId);
    ++m_preparing;
    m_wasBusy = true;
    const auto look = [openCase = &m_case, evidenceId, folders = m_options.searchFolders]() -> Result<void> {
        const auto reader = openCase->reader();
        if (!reader)
            return reader.error();
        const auto exhibits = (*reader)->evidence();
        if (!exhibits)
            return exhibits.error();
        const auto row = std::find_if(exhibits->begin(), exhibits->end(), [&](const EvidenceRow &one) { return one.id == evidenceId; });
        if (row == exhibits->end())
            return ErrorCode::NotFound;
        return canBeOpened(row->location, row->fingerprint, folders);
    };
    whenReady(this, onPool(look), [this, evidenceId](const Result<void> &there) { takeLook(evidenceId, there); });
}

void ImportService::takeLook(qint64 evidenceId, const Result<void> &there)
{
    --m_preparing;
    m_lookingAt.remove(evidenceId);
    if (there && importRuns(evidenceId))
        return; // its end comes here again
    if (!there) {
        m_rereads.remove(evidenceId);
        m_rebind.remove(evidenceId);
        m_away.insert(evidenceId);
        Q_EMIT evidenceFailed(evidenceId, there.error());
        schedule();
        return;
    }
    write(evidenceId, [this, evidenceId, files = m_rereads.take(evidenceId)] {
        return m_case.writer()->reread(evidenceId, files);
    });
}

/// Unless something of the evidence is at work: its last batches would stand beside the new ones.
void ImportService::retryNow(qint64 evidenceId)
{
    const bool works = std::any_of(m_runners.begin(), m_runners.end(),
                                   [&](const JobRunner *runner) { return runner->job().evidenceId == evidenceId; });
    if (works || m_stopping || !m_retries.remove(evidenceId))
        return;
    m_rebind.insert(evidenceId);
    m_toFollow.insert(evidenceId);
    write(evidenceId, [this, evidenceId] { return m_case.writer()->retrySkipped(evidenceId); });
}

/// What the evidence is opened with has changed.
void ImportService::forgetSession(qint64 evidenceId)
{
    takeSession(evidenceId).reset();
    ++m_epochs[evidenceId];
}

void ImportService::setKey(qint64 evidenceId, const QString &key)
{
    m_keys.insert(evidenceId, key);
    m_blocked.remove(evidenceId);
    forgetSession(evidenceId);
    for (const JobRow &row : m_rows) {
        if (row.evidenceId == evidenceId && row.state == JobState::WaitingForKey)
            setState(row, JobState::Pending);
        if (row.evidenceId == evidenceId && row.kind == TaskKind::Expand && !over(row.state))
            m_keyCame.insert(evidenceId);
    }
    m_active = true;
    openLocked(evidenceId);
}

void ImportService::openLocked(qint64 evidenceId)
{
    write(evidenceId, [this, evidenceId] { return m_case.writer()->openLocked(evidenceId); });
}

void ImportService::pause(qint64 jobId)
{
    if (JobRunner *runner = runnerOf(jobId))
        runner->pause();
    else if (const int row = rowOf(jobId); row >= 0 && !over(m_rows[size_t(row)].state))
        setState(m_rows[size_t(row)], JobState::Paused);
}

void ImportService::resume(qint64 jobId)
{
    m_active = true;
    if (JobRunner *runner = runnerOf(jobId)) {
        runner->resume();
        if (runner->isEnding())
            m_runAgain.insert(jobId);
        return;
    }
    const int row = rowOf(jobId);
    if (row < 0 || m_rows[size_t(row)].state == JobState::Done)
        return;
    m_blocked.remove(m_rows[size_t(row)].evidenceId);
    setState(m_rows[size_t(row)], JobState::Pending);
}

void ImportService::cancel(qint64 jobId)
{
    m_runAgain.remove(jobId);
    if (JobRunner *runner = runnerOf(jobId))
        runner->end(JobState::Cancelled);
    else if (const int row = rowOf(jobId); row >= 0 && !over(m_rows[size_t(row)].state))
        setState(m_rows[size_t(row)], JobState::Cancelled);
}

void ImportService::stop()
{
    m_stopping = true;
    m_resumePaused = false;
    m_runAgain.clear();
    for (JobRunner *runner : std::vector<JobRunner *>(m_runners))
        runner->end(JobState::Paused);
    m_wasBusy = true;
    checkIdle();
}

bool ImportService::isBusy() const { return !m_runners.empty() || m_refreshing || m_preparing > 0 || nextJob() != nullptr; }

void ImportService::setState(const JobRow &row, JobState state)
{
    write(row.evidenceId, [this, id = row.id, state] { return m_case.writer()->setJobState(id, state); });
}

/// The writer makes the jobs of files that a walk has found, with the rows of these files. Event logs are read while the
/// rest of a large image is still being listed: a commit is the moment to look, where a worker is free.
void ImportService::lookForFoundFiles()
{
    const bool listing = std::any_of(m_runners.begin(), m_runners.end(),
                                     [](const JobRunner *runner) { return bringsFiles(runner->job().kind); });
    if (listing && !m_stopping && int(m_runners.size()) < m_options.workers)
        refresh();
}

// --- what the case is told ---

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

/// An order to the case, and the list of jobs after it.
template <typename Make> void ImportService::write(qint64 evidenceId, Make make)
{
    m_wasBusy = true;
    ++m_preparing;
    ++m_writing;
    whenReady(this, make(), [this, evidenceId, make, attempt = m_attempt](const auto &done) {
        --m_preparing;
        --m_writing;
        if (!done)
            takeRefusal(evidenceId, done.error(), attempt, [this, evidenceId, make] { write(evidenceId, make); });
        refresh();
    });
}

/// The case did not do what it was asked to.
void ImportService::takeRefusal(qint64 evidenceId, const Error &error, int attempt, std::function<void()> again)
{
    if (error.code == ErrorCode::Cancelled) // the case is being closed
        return;
    if (error.code == ErrorCode::NotFound || error.code == ErrorCode::Invalid) {
        // Asking again would change nothing. NotFound: nothing was imported of what is to be read again.
        if (error.code == ErrorCode::Invalid)
            Q_EMIT evidenceFailed(evidenceId, error);
        return;
    }
    if (attempt != m_attempt) { // resumeAll() came between
        again();
        return;
    }
    m_kept.push_back(std::move(again));
    takeWriteError(error);
}

} // namespace ashiato
