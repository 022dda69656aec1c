// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/jobs/jobprogress.h"
#include "models/jobs/tasksize.h"
#include "models/jobs/workersession.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>

namespace ashiato
{

class Case;
class CaseReader;
class CaseReceiver;

/// What a runner needs beside its job.
struct RunnerSetup {
    WorkerSettings worker;
    QString key;
    int epoch = 0; ///< The service's count of what the evidence is opened with; a session of an older one is not kept
    QStringList searchFolders;
    QStringList extraFormats;
};

/// Runs one job to its end, on one worker after another if it must. Asks the case what is left, gives it to the worker,
/// and asks again. When a worker dies in a task, the first of its units that are left are tried once more, one by one and in careful
/// mode; the position that kills again is stepped over from then on and becomes a warning, and a unit that cannot be
/// stepped through is set aside. Owner's thread; finished() comes once and last.
class JobRunner : public QObject
{
    Q_OBJECT

public:
    JobRunner(Case &openCase, std::shared_ptr<CaseReader> reader, const JobRow &job, RunnerSetup setup,
              QObject *parent = nullptr);
    ~JobRunner() override;

    /// session: a worker that has this evidence open already, or nullptr.
    void start(std::unique_ptr<WorkerSession> session);
    void pause();
    void resume();
    /// Ends at the next checkpoint (or kills within 150 ms) as Cancelled, Paused, or Pending (to be run again).
    void end(JobState as);
    bool isEnding() const { return m_endAs.has_value(); }
    /// The writer refused what the worker sent in this stream (about unit; 0: about several): it is not to be trusted.
    void condemnWorker(quint64 stream, quint64 unit, const QString &rule);
    /// Ends without a word to the case (it cannot be written): kills the worker, finished() comes with Paused.
    void abandon(const Error &error);
    /// While true, a job without open units waits for more of them (its evidence is still being walked).
    void setMoreToCome(bool more);

    const JobRow &job() const { return m_job; }
    const RunnerSetup &setup() const { return m_setup; }
    const EvidenceRow &evidence() const { return m_evidence; } ///< As it was at the start
    const JobProgress &progress() const { return m_progress; }
    std::unique_ptr<WorkerSession> takeSession();

Q_SIGNALS:
    void hello(const ashiato::HelloMessage &message);
    void evidenceMoved(const QString &path);
    void progressed();
    /// evidenceIsBad: no job of this evidence can run now.
    void finished(ashiato::JobState state, const ashiato::Error &error, bool evidenceIsBad);

private:
    void openSession();
    void useSession();
    void leaveSession();
    void dropSession();
    void sessionReady();
    void sessionFailed(const Error &error);
    void workerEnded(const WorkerEnd &end);
    void blameUnit(const WorkerEnd &end);
    void restartLater();

    void nextTask();
    void askWhatIsLeft();
    void waitForMore();
    void runTask(TaskRequest request);
    void taskDone(const TaskDoneMessage &done);
    void taskLookedAt(const TaskDoneMessage &done);
    void taskStored(const TaskDoneMessage &done);
    bool takeFailedUnits(const TaskDoneMessage &done);
    void takeProgress(const ProgressMessage &message);
    void takeVerification(const QCborMap &result);
    void finish(JobState state, const Error &error = {ErrorCode::None, {}, -1}, bool evidenceIsBad = false);

    Case &m_case;
    std::shared_ptr<CaseReader> m_reader;
    JobRow m_job;
    RunnerSetup m_setup;
    EvidenceRow m_evidence;
    std::unique_ptr<WorkerSession> m_session;
    JobProgress m_progress;

    TaskRequest m_task;        // that the worker has, or had when it died
    std::shared_ptr<CaseReceiver> m_receiver; // of that task
    bool m_inTask = false;     // until what it brought is in the case
    bool m_hasChanged = false; // the evidence, while it was read
    bool m_said = false;       // the worker said that it has done it
    bool m_condemned = false;  // the writer refused some of it; the worker's end is to come
    quint64 m_refusedUnit = 0; // that what was refused was about; 0: several
    bool m_careful = false;
    TaskSize m_taskSize;
    qint64 m_taskBegun = 0;
    quint32 m_taskNumber = 0;
    Error m_unitFailure{ErrorCode::None, {}, -1}; // the first unit that failed for a reason that can pass
    int m_question = 0;        // what is left to do was asked so often; older answers are dropped
    std::optional<std::pair<quint64, qint64>> m_suspect; ///< Unit and position of the death before, if it is to blame
    int m_killsFromOutside = 0;
    int m_deaths = 0;          // in a row, without a unit done in between
    int m_restarts = 0;
    bool m_moreToCome = false;
    bool m_waiting = false;    // for more units
    std::optional<JobState> m_endAs;
    bool m_paused = false;
    bool m_finished = false;
    QTimer m_retry;

    struct Sample {
        qint64 ms, done;
    };
    std::deque<Sample> m_samples; // of the last seconds, for the rate
    QElapsedTimer m_clock;
    qint64 m_storedMs = 0;
    qint64 m_unitsDone = 0;
};

} // namespace ashiato
