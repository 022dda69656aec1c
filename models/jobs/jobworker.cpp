// SPDX-License-Identifier: Apache-2.0
// JobRunner: the worker that it runs on, from the opening of the evidence to its end, and what its deaths mean.
#include "models/jobs/jobrunner.h"

#include "models/casedb/case.h"
#include "models/casedb/casewriter.h"
#include "models/jobs/casereceiver.h"
#include "models/jobs/jobrules.h"

#include <algorithm>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

const QString kKilled = u"signal 9"_s;
constexpr size_t kSkipsAUnit = 8;
constexpr int kDeathsInARow = 3; // outside a unit: while opening, or where no unit is to blame
constexpr int kRestarts = 150;
constexpr int kKillsFromOutside = 30; // of a job: by the system for want of memory, or by a person
/// What a worker on this kernel should have locked itself by and has not.
QStringList missingLocks(const QStringList &held)
{
    QStringList missing{u"rlimit"_s, u"landlock"_s};
#ifndef ASHIATO_SANITIZED // the sanitizers need calls that seccomp would refuse
    missing << u"seccomp"_s;
#endif
    missing.removeIf([&held](const QString &lock) { return held.contains(lock); });
    return missing;
}

constexpr int kBackoffMs = 50, kLongestBackoffMs = 5000;

} // namespace

void JobRunner::openSession()
{
    m_session = std::make_unique<WorkerSession>(m_setup.worker);
    useSession();
    SessionTarget target;
    target.location = m_evidence.location;
    target.fingerprint = m_evidence.fingerprint;
    target.segments = m_evidence.segments;
    target.searchFolders = m_setup.searchFolders;
    target.takesOtherBytes = m_job.kind == TaskKind::Verify;
    target.request.zone = m_evidence.zone;
    target.request.encoding = m_evidence.encoding;
    target.request.host = m_evidence.host;
    target.request.mapping = m_evidence.mapping;
    target.request.format = m_evidence.chosenFormat;
    target.request.extraFormats = m_setup.extraFormats;
    target.request.password = m_setup.key;
    m_session->start(target);
}

void JobRunner::useSession()
{
    WorkerSession *session = m_session.get();
    connect(session, &WorkerSession::hello, this, &JobRunner::hello);
    connect(session, &WorkerSession::moved, this, [this](const QString &path) {
        m_evidence.location = path;
        Q_EMIT evidenceMoved(path);
    });
    connect(session, &WorkerSession::ready, this, &JobRunner::sessionReady);
    connect(session, &WorkerSession::failed, this, &JobRunner::sessionFailed);
    connect(session, &WorkerSession::ended, this, &JobRunner::workerEnded);
    if (session->isReady()) {
        connect(session->host(), &WorkerHost::progress, this, [this](quint32, const ProgressMessage &m) { takeProgress(m); });
        connect(session->host(), &WorkerHost::taskDone, this, [this](quint32, const TaskDoneMessage &m) { taskDone(m); });
    }
}

/// Hears no more of the worker, and answers of the case to what was asked for it are dropped: an answer now would take
/// the next worker's place in m_retry.
void JobRunner::leaveSession()
{
    ++m_question;
    if (!m_session)
        return;
    m_session->disconnect(this);
    if (m_session->host())
        m_session->host()->disconnect(this);
}

void JobRunner::dropSession()
{
    leaveSession();
    if (m_receiver)
        m_receiver->close(); // the next worker begins behind what is in the case now
    if (m_session)
        m_session.release()->deleteLater(); // we may be inside one of its signals
}

std::unique_ptr<WorkerSession> JobRunner::takeSession()
{
    if (!m_session || !m_session->isReady() || m_session->hasOtherBytes())
        return nullptr;
    leaveSession();
    return std::move(m_session);
}

void JobRunner::sessionReady()
{
    CaseWriter *writer = m_case.writer();
    WorkerHost *host = m_session->host();
    connect(host, &WorkerHost::progress, this, [this](quint32, const ProgressMessage &m) { takeProgress(m); });
    connect(host, &WorkerHost::taskDone, this, [this](quint32, const TaskDoneMessage &m) { taskDone(m); });
    if (m_job.kind == TaskKind::Volumes && m_taskNumber == 0) {
        writer->setOpened(m_job.evidenceId, m_session->opened());
        for (const QString &lock : missingLocks(m_session->opened().locks))
            writer->addWarning(m_job.evidenceId, 0, u"filesystem"_s, ErrorCode::Unlocked, Severity::Low, m_evidence.location, lock);
        for (const QString &name : m_session->missing())
            writer->addWarning(m_job.evidenceId, 0, u"filesystem"_s, ErrorCode::Missing, Severity::High,
                               m_evidence.location, name);
        for (const QString &name : m_session->notJoined())
            writer->addWarning(m_job.evidenceId, 0, u"filesystem"_s, ErrorCode::Assumed, Severity::High, m_evidence.location,
                               u"not a part of it: "_s + name);
    }
    if (m_endAs)
        finish(*m_endAs);
    else
        nextTask();
}

void JobRunner::sessionFailed(const Error &error)
{
    if (m_endAs)
        finish(*m_endAs);
    else
        finish(error.code == ErrorCode::Encrypted ? JobState::WaitingForKey : JobState::Failed, error, true);
}

void JobRunner::workerEnded(const WorkerEnd &end)
{
    dropSession();
    if (m_endAs) {
        finish(*m_endAs);
        return;
    }
    const Error cause{end.cause, end.detail, -1};
    ++m_deaths;
    m_progress.restarts = ++m_restarts;
    if (end.cause == ErrorCode::NewerVersion || m_restarts > kRestarts) {
        finish(JobState::Failed, cause, end.cause == ErrorCode::NewerVersion);
        return;
    }
    // A worker that died before it saw the task, or behind its end, has no unit of it to blame.
    m_said = false;
    const bool condemned = std::exchange(m_condemned, false);
    const bool inTask = std::exchange(m_inTask, false) && (end.task != 0 || condemned);
    const quint64 refused = std::exchange(m_refusedUnit, 0);
    if (end.cause == ErrorCode::Crashed && end.detail == kKilled && !condemned) {
        // No parser sends itself this signal: nothing that was being read is to blame, and nothing is left out.
        if (++m_killsFromOutside > kKillsFromOutside) {
            finish(JobState::Failed, cause, true);
            return;
        }
        restartLater();
        return;
    }
    if (inTask && !m_careful) {
        m_careful = true;
        m_taskSize.died(qsizetype(m_task.units.size()));
    } else if (inTask && hasUnits(m_job.kind)) {
        blameUnit(end);
    } else if (inTask && m_job.kind == TaskKind::Walk && condemned && refused != 0) {
        // The worker may be several directories further on; the batch says whose it was.
        WorkerEnd there = end;
        there.unit = refused;
        there.unitKnown = true;
        there.stepped = false;
        blameUnit(there);
    } else if (inTask && m_job.kind == TaskKind::Walk && end.unitKnown && !condemned) {
        blameUnit(end);
    } else if (m_deaths >= kDeathsInARow) {
        m_case.writer()->addWarning(m_job.evidenceId, 0, u"filesystem"_s, end.cause, Severity::High, m_evidence.location,
                                    end.detail);
        finish(JobState::Failed, cause, !inTask);
        return;
    }
    restartLater();
}

/// Steps over the place, or sets the unit aside, where it killed before. A first death there may be chance: memory that
/// others took, say. What made the host end the worker itself would come again.
void JobRunner::blameUnit(const WorkerEnd &end)
{
    const Error cause{end.cause, end.detail, end.stepped ? end.position : -1};
    CaseWriter *writer = m_case.writer();
    const quint64 unit = end.unitKnown || m_task.units.empty() ? end.unit : m_task.units.front().unit;
    const std::pair place(unit, cause.offset);
    if ((end.cause == ErrorCode::Crashed || end.cause == ErrorCode::OutOfMemory) && std::exchange(m_suspect, place) != place)
        return;
    m_suspect.reset();
    const auto given = std::find_if(m_task.units.begin(), m_task.units.end(),
                                    [&](const UnitRequest &request) { return request.unit == unit; });
    const std::vector<qint64> skips = given == m_task.units.end() ? std::vector<qint64>() : given->skips;
    const bool again = std::find(skips.begin(), skips.end(), end.position) != skips.end();
    if (end.stepped && !again && skips.size() < kSkipsAUnit)
        writer->addSkip(m_job.id, unit, end.position, cause);
    else
        writer->markPoisoned(m_job.id, unit, end.stepped ? end.position : 0, cause);
    m_deaths = 0; // it gets on: what killed it is out of the way
}

void JobRunner::restartLater()
{
    Q_EMIT progressed();
    const int wait = std::min(kLongestBackoffMs, kBackoffMs << std::min(m_deaths, 7));
    m_retry.disconnect();
    connect(&m_retry, &QTimer::timeout, this, &JobRunner::openSession);
    m_retry.start(wait);
}

} // namespace ashiato
