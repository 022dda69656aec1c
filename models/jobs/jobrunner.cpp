// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/jobrunner.h"

#include "models/casedb/act.h"
#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/jobs/async.h"
#include "models/jobs/casereceiver.h"
#include "models/jobs/jobrules.h"
#include "models/jobs/remainingwork.h"
#include "models/records/passing.h"

#include <QCborArray>

#include <algorithm>
#include <atomic>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

constexpr int kWalkUnitsATask = 100'000;
constexpr int kMoreUnitsMs = 100;
std::atomic<quint64> lastStream{0};
constexpr qint64 kRateMs = 5000, kStoreMs = 2000;

} // namespace

JobRunner::JobRunner(Case &openCase, std::shared_ptr<CaseReader> reader, const JobRow &job, RunnerSetup setup,
                     QObject *parent)
    : QObject(parent), m_case(openCase), m_reader(std::move(reader)), m_job(job), m_setup(std::move(setup))
{
    m_progress.jobId = job.id;
    m_progress.evidenceId = job.evidenceId;
    m_progress.evidence = job.evidence;
    m_progress.kind = job.kind;
    m_progress.state = JobState::Running;
    m_progress.skipped = job.unitsPoisoned + job.skipped;
    m_unitsDone = job.unitsDone + job.unitsPoisoned;
    m_retry.setSingleShot(true);
    m_clock.start();
}

JobRunner::~JobRunner() = default;

void JobRunner::start(std::unique_ptr<WorkerSession> session)
{
    m_case.writer()->setJobState(m_job.id, JobState::Running);
    whenReady(this, onPool([reader = m_reader, id = m_job.evidenceId] { return reader->evidenceById(id); }),
              [this, kept = std::make_shared<std::unique_ptr<WorkerSession>>(std::move(session))](const Result<EvidenceRow> &row) {
                  if (m_finished) // ended or given up in the meantime
                      return;
                  if (!row) {
                      finish(JobState::Failed, row.error());
                      return;
                  }
                  m_evidence = *row;
                  if (m_job.kind == TaskKind::Verify)
                      m_case.writer()->setVerification(m_job.evidenceId, {Verification::Verifying, {}, {}, {}, {}});
                  m_session = std::move(*kept);
                  if (m_session && m_session->isReady()) {
                      useSession();
                      nextTask();
                  } else {
                      openSession();
                  }
              });
}

// --- its work ---

void JobRunner::nextTask()
{
    m_waiting = false;
    const int question = ++m_question;
    whenReady(this, m_case.writer()->flush(), [this, question](const Result<void> &flushed) {
        if (question != m_question)
            return;
        if (flushed)
            askWhatIsLeft();
        else
            finish(JobState::Failed, flushed.error());
    });
}

void JobRunner::askWhatIsLeft()
{
    const int question = ++m_question;
    const int limit = m_job.kind == TaskKind::Walk ? kWalkUnitsATask : int(m_taskSize.units());
    whenReady(this,
              onPool([reader = m_reader, id = m_job.id, kind = m_job.kind, limit, importers = m_session->importers(), listing = m_moreToCome] {
                  return remainingWork(*reader, id, kind, limit, importers, listing);
              }),
              [this, question](const RemainingWork &left) {
                  if (question != m_question)
                      return;
                  if (left.error.code != ErrorCode::None)
                      finish(JobState::Failed, left.error);
                  else if (left.nothing)
                      finish(JobState::Done);
                  else if (left.waits && !m_endAs)
                      waitForMore();
                  else
                      runTask(left.task);
              });
}

void JobRunner::waitForMore()
{
    m_waiting = true;
    m_retry.disconnect();
    connect(&m_retry, &QTimer::timeout, this, &JobRunner::nextTask);
    m_retry.start(kMoreUnitsMs);
}

void JobRunner::runTask(TaskRequest request)
{
    if (m_endAs) {
        finish(*m_endAs);
        return;
    }
    if (hasUnits(m_job.kind) && request.units.empty()) {
        if (!m_moreToCome) {
            finish(JobState::Done);
            return;
        }
        waitForMore();
        return;
    }
    if (m_said && hasUnits(m_job.kind) && sameUnits(request.units, m_task.units)) {
        // It said that it was through with them, and marked none: it would say so for ever.
        m_case.writer()->markPoisoned(m_job.id, request.units.front().unit, 0, {ErrorCode::Protocol, u"no mark"_s, -1});
        m_said = false;
        nextTask();
        return;
    }
    m_said = false;
    m_careful = m_careful && (m_taskSize.isAlone() || !hasUnits(m_job.kind));
    request.careful = m_careful;
    request.task = ++m_taskNumber;
    m_task = request;
    m_inTask = true;
    m_taskBegun = m_clock.elapsed();
    BatchContext context;
    context.evidenceId = m_job.evidenceId;
    context.jobId = m_job.id;
    context.importer = m_job.kind == TaskKind::Import ? QString() : u"filesystem"_s;
    context.locks = m_session->opened().locks.join(u", "_s);
    context.stream = ++lastStream;
    m_receiver = std::make_shared<CaseReceiver>(*m_case.writer(), context);
    m_session->host()->runTask(request, m_receiver);
    if (m_paused)
        m_session->host()->pause();
}

void JobRunner::taskDone(const TaskDoneMessage &done)
{
    if (done.error == ErrorCode::Cancelled) {
        finish(m_endAs.value_or(JobState::Cancelled));
        return;
    }
    const int asked = ++m_question;
    whenReady(this, m_session->takeChanges(), [this, asked, done](const std::vector<SegmentChange> &changes) {
        if (asked != m_question || m_condemned)
            return;
        m_hasChanged = m_hasChanged || !changes.empty();
        for (const SegmentChange &change : changes)
            m_case.writer()->addWarning(m_job.evidenceId, 0, u"filesystem"_s, ErrorCode::Changed, Severity::Critical, change.path,
                                        change.detail, change.offset);
        taskLookedAt(done);
    });
}

/// What was read is known to be of evidence that stayed as it was, or not to be.
void JobRunner::taskLookedAt(const TaskDoneMessage &done)
{
    if (done.error != ErrorCode::None) {
        finish(JobState::Failed, {done.error, done.detail, -1});
        return;
    }
    // Done is what the case has: the writer may still refuse the last batch, or the disk be full.
    const int question = ++m_question;
    whenReady(this, m_case.writer()->flush(), [this, question, done](const Result<void> &flushed) {
        if (question != m_question || m_condemned)
            return; // the worker's end has come, or will
        if (flushed)
            taskStored(done);
        else
            finish(JobState::Failed, flushed.error());
    });
}

void JobRunner::taskStored(const TaskDoneMessage &done)
{
    m_inTask = false;
    m_said = true;
    m_deaths = 0;
    const bool someFailed = takeFailedUnits(done);
    const auto units = qsizetype(m_task.units.size());
    m_unitsDone += units;
    m_taskSize.done(units, m_clock.elapsed() - m_taskBegun, m_moreToCome);
    if (m_job.kind == TaskKind::Verify)
        takeVerification(done.result);
    if (!hasUnits(m_job.kind))
        finish(JobState::Done);
    else if (m_endAs)
        finish(*m_endAs);
    else if (someFailed)
        nextTask(); // once the case has it
    else
        askWhatIsLeft();
}

/// They are left for another time, and the job is not done without them.
bool JobRunner::takeFailedUnits(const TaskDoneMessage &done)
{
    const bool walks = m_job.kind == TaskKind::Walk;
    bool some = false;
    for (const QCborValue &entry : done.result.value(QLatin1String(kFailedUnits)).toArray()) {
        const auto unit = quint64(entry.toArray().at(0).toInteger());
        const auto code = ErrorCode(entry.toArray().at(1).toInteger());
        const bool given = std::any_of(m_task.units.begin(), m_task.units.end(),
                                       [unit](const UnitRequest &request) { return request.unit == unit; });
        if ((code != ErrorCode::Io && code != ErrorCode::NotFound) || unit == 0 || unit >= kOrphanUnit || !(given || walks))
            continue;
        const Error cause{code, {}, -1};
        m_case.writer()->markFailed(m_job.id, unit, cause);
        some = true;
        if (m_unitFailure.code == ErrorCode::None)
            m_unitFailure = cause;
    }
    return some;
}

void JobRunner::takeVerification(const QCborMap &result)
{
    VerificationResult verified;
    verified.md5 = result.value("md5"_L1).toByteArray();
    verified.sha1 = result.value("sha1"_L1).toByteArray();
    verified.sha256 = result.value("sha256"_L1).toByteArray();
    verified.badRanges = result.value("badRanges"_L1).toArray().toJsonArray();
    const OpenedMessage &stored = m_session->opened();
    const bool some = !stored.storedMd5.isEmpty() || !stored.storedSha1.isEmpty();
    const bool same = (stored.storedMd5.isEmpty() || stored.storedMd5 == verified.md5) &&
                      (stored.storedSha1.isEmpty() || stored.storedSha1 == verified.sha1);
    if (m_hasChanged) { // a hash of bytes that never stood there together
        verified.md5.clear();
        verified.sha1.clear();
        verified.sha256.clear();
    }
    verified.state = m_hasChanged                    ? Verification::Unreadable
                     : !verified.badRanges.isEmpty() ? Verification::Unreadable
                     : !some                       ? Verification::Computed
                     : same                        ? Verification::Match
                                                   : Verification::Mismatch;
    verified.otherBytes = m_session->hasOtherBytes();
    m_case.writer()->setVerification(m_job.evidenceId, verified);
    if (!same && !m_hasChanged)
        m_case.writer()->addWarning(m_job.evidenceId, 0, u"filesystem"_s, ErrorCode::HashMismatch, Severity::Critical,
                                    m_evidence.location, QString::fromLatin1(verified.md5.toHex()));
}

void JobRunner::takeProgress(const ProgressMessage &message)
{
    const bool units = m_job.kind == TaskKind::Import || m_job.kind == TaskKind::Expand || m_job.kind == TaskKind::Hash;
    const qint64 allUnits = m_job.unitsOpen + m_job.unitsDone + m_job.unitsPoisoned;
    const bool byUnit = units && allUnits > 1;
    m_progress.bytes = !byUnit && message.bytes && m_job.kind != TaskKind::Walk && m_job.kind != TaskKind::Volumes;
    m_progress.done = byUnit ? std::min(m_unitsDone, allUnits) : message.done;
    m_progress.total = byUnit ? allUnits : message.total;
    m_progress.current = message.current;
    m_progress.warnings = message.warnings;

    const qint64 now = m_clock.elapsed();
    if (!m_samples.empty() && m_progress.done < m_samples.back().done)
        m_samples.clear(); // another file, or begun again
    m_samples.push_back({now, m_progress.done});
    while (m_samples.size() > 2 && now - m_samples.front().ms > kRateMs)
        m_samples.pop_front();
    const qint64 span = now - m_samples.front().ms;
    m_progress.rate = span > 0 ? double(m_progress.done - m_samples.front().done) * 1000 / double(span) : 0;
    const bool known = m_progress.rate > 0 && m_progress.total > m_progress.done;
    m_progress.secondsLeft = known ? qint64(double(m_progress.total - m_progress.done) / m_progress.rate) : -1;
    if (now - m_storedMs >= kStoreMs) {
        m_storedMs = now;
        m_case.writer()->setJobProgress(m_job.id, m_progress.done, m_progress.total);
    }
    Q_EMIT progressed();
}

// --- from outside ---

void JobRunner::pause()
{
    if (std::exchange(m_paused, true) || m_finished)
        return;
    m_progress.state = JobState::Paused;
    if (m_session && m_session->isReady() && m_inTask)
        m_session->host()->pause();
    m_case.writer()->setJobState(m_job.id, JobState::Paused);
    Q_EMIT progressed();
}

void JobRunner::resume()
{
    if (!std::exchange(m_paused, false) || m_finished)
        return;
    m_progress.state = JobState::Running;
    m_samples.clear();
    if (m_session && m_session->isReady() && m_inTask)
        m_session->host()->resume();
    m_case.writer()->setJobState(m_job.id, JobState::Running);
    Q_EMIT progressed();
}

void JobRunner::end(JobState as)
{
    if (m_finished)
        return;
    m_endAs = as;
    if (m_inTask && m_session && m_session->isReady())
        m_session->host()->cancel();
    else
        finish(as); // waiting, asking, or opening, which may take long
}

void JobRunner::condemnWorker(quint64 stream, quint64 unit, const QString &rule)
{
    // Of a worker that is gone already: its units have no mark and are asked for again.
    if (m_finished || !m_session || !m_session->host() || !m_receiver || m_receiver->stream() != stream)
        return;
    if (!std::exchange(m_condemned, true))
        m_refusedUnit = unit;
    m_session->host()->condemn(rule);
}

void JobRunner::abandon(const Error &error)
{
    if (std::exchange(m_finished, true))
        return;
    m_retry.stop();
    dropSession();
    m_progress.state = JobState::Paused;
    m_progress.error = error;
    QMetaObject::invokeMethod(this, [this, error] { Q_EMIT finished(JobState::Paused, error, false); }, Qt::QueuedConnection);
}

void JobRunner::setMoreToCome(bool more) { m_moreToCome = more; }

void JobRunner::finish(JobState state, const Error &given, bool evidenceIsBad)
{
    if (std::exchange(m_finished, true))
        return;
    const bool lacks = state == JobState::Done && m_unitFailure.code != ErrorCode::None;
    const Error error = lacks ? m_unitFailure : given;
    if (lacks)
        state = JobState::Failed;
    m_retry.stop();
    leaveSession();
    if (m_receiver)
        m_receiver->close();
    m_progress.state = state;
    m_progress.error = error;
    m_progress.secondsLeft = -1;
    if (state == JobState::Done && m_progress.total > 0)
        m_progress.done = m_progress.total; // the last progress frame is up to 100 ms old
    CaseWriter *writer = m_case.writer();
    writer->setJobProgress(m_job.id, m_progress.done, m_progress.total);
    whenReady(this, writer->setJobState(m_job.id, state, error), [this, state, error, evidenceIsBad](const Result<void> &stored) {
        Q_EMIT finished(stored ? state : JobState::Failed, stored ? error : stored.error(), evidenceIsBad);
    });
}

} // namespace ashiato
