// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/act.h"
#include "models/jobs/jobprogress.h"
#include "models/jobs/workerprocess.h"
#include "models/records/messages.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace ashiato
{

class Case;
class CaseReader;
class JobRunner;
class WorkerSession;

/// How the service works; workers and limits.
struct ImportOptions {
    WorkerSettings worker;
    int workers = 2;             ///< Importing at once (a viewer's comes on top)
    QStringList searchFolders;   ///< Where moved evidence is looked for, beside the case's own folder
    QStringList extraFormats;    ///< Log format definitions of the user (JSON)
    bool verify = true;          ///< Verify images once they are imported
    bool hashFiles = false;      ///< Hash all files once they are imported
};

/// Reads evidence into the case: makes the jobs of an evidence, runs them on workers in the order in which an examiner
/// needs them, starts broken workers again behind what broke them, and goes on where an earlier run stopped. What is
/// left to do stands in the case alone, so a killed process loses nothing and doubles nothing.
/// Lives in the thread that made it (GUI or main thread with an event loop), never blocks it; needs a writable case.
/// Signals come in that thread.
class ImportService : public QObject
{
    Q_OBJECT

public:
    ImportService(Case &openCase, const ImportOptions &options, QObject *parent = nullptr);
    ~ImportService() override; ///< Kills the workers; the case can go on from its last commit

    /// What evidence at path is, ready for Act::evidenceAdd(): kind, segments, size, fingerprint. Reads up to 3 MiB.
    /// Errors: NotFound (detail: path), Io.
    static Result<NewEvidence> describe(const QString &path);

    /// Makes the jobs of an evidence that has none, and runs what is pending or failed for a reason that can pass.
    void import(qint64 evidenceId);
    /// Runs everything that is pending, paused, was cut off or failed for a reason that can pass, of all evidence, and imports what is only registered. idle()
    /// comes when nothing is left.
    void resumeAll();
    /// Files and places that were left out since reading them ended the worker are read again, of all exhibits; of each once
    /// nothing of it is at work and it can be opened. Then as resumeAll() for these exhibits.
    void retrySkipped();
    /// Computes the hashes of an exhibit and compares them with the stored ones.
    void verify(qint64 evidenceId);
    /// Hashes these files and recognises their type (empty: all files of the evidence).
    void hash(qint64 evidenceId, const std::vector<qint64> &fileIds = {});
    /// Reads sources again (empty: all of the evidence). An import of them that runs is ended first: what it reads is read
    /// the old way. Comes by itself where encoding, mapping or format were changed, by whatever act.
    void readAgain(qint64 evidenceId, const std::vector<qint64> &fileIds = {});
    /// A password or recovery key; kept in memory for this session. Wakes jobs that wait for it, and tries it on the
    /// encrypted members of archives that are listed already.
    void setKey(qint64 evidenceId, const QString &key);

    void pause(qint64 jobId);  ///< The worker stays and waits
    void resume(qint64 jobId); ///< Also of a failed or cancelled job: tries again
    void cancel(qint64 jobId); ///< Ends within 200 ms; what was read stays
    /// Stops all workers at a checkpoint and marks their jobs paused; idle() comes, at the latest after a second.
    void stop();

    bool isBusy() const;
    const std::vector<JobProgress> &jobs() const { return m_jobs; } ///< All jobs of the case, in order of id
    /// Importers of the workers, for names and the field checklist; empty before the first worker said Hello.
    const std::vector<ImporterDescriptor> &importers() const { return m_importers; }

Q_SIGNALS:
    void jobsReset();                ///< jobs() has other rows
    void jobChanged(int row);        ///< At most 10 a second for each
    void importersKnown();
    void evidenceMoved(qint64 evidenceId, const QString &path); ///< Found again elsewhere; the case was told
    void evidenceFailed(qint64 evidenceId, const ashiato::Error &error); ///< NotFound (detail: path), Encrypted, HashMismatch …
    /// The case cannot be written (full disk …) or read: all workers are stopped; resumeAll() tries again, nothing was
    /// lost.
    void writingFailed(const ashiato::Error &error);
    void jobFinished(qint64 jobId, ashiato::JobState state);
    void idle(); ///< Nothing runs and nothing can run

private:
    struct Listed;
    void refresh();
    void takeList(Listed &listed);
    void refreshAfterWriting();
    void lookForFoundFiles();
    template <typename Make> void write(qint64 evidenceId, Make make);
    void takeRefusal(qint64 evidenceId, const Error &error, int attempt, std::function<void()> again);
    void takeRows(std::vector<JobRow> rows);
    void readWhatChanged(const QSet<qint64> &evidence);
    void wakePaused();
    void endRemoved();
    void takeHello(const HelloMessage &message);
    void takeWriteError(const Error &error);
    void setState(const JobRow &row, JobState state);
    void forgetSession(qint64 evidenceId);
    void rereadNow(qint64 evidenceId);
    void takeLook(qint64 evidenceId, const Result<void> &there);
    void retryNow(qint64 evidenceId);
    bool importRuns(qint64 evidenceId) const;
    void openLocked(qint64 evidenceId);
    void hashAll(qint64 evidenceId, bool isLast);
    void closeImport(qint64 evidenceId);
    int rowOf(qint64 jobId) const;
    JobRunner *runnerOf(qint64 jobId) const;

    void schedule();
    const JobRow *nextJob() const;
    bool canRun(const JobRow &row) const;
    bool moreToCome(const JobRow &job) const;
    void startRunner(const JobRow &row);
    bool isWarm(qint64 evidenceId) const;
    void keepSession(JobRunner *runner);
    std::unique_ptr<WorkerSession> takeSession(qint64 evidenceId);
    void finishRunner(JobRunner *runner, JobState state, const Error &error, bool evidenceIsBad);
    void followUp(const JobRow &job);
    bool closeImports(bool smallOnly);
    void checkIdle();
    bool sealEnded();

    Case &m_case;
    ImportOptions m_options;
    std::shared_ptr<CaseReader> m_reader; // asked on the pool, one question at a time
    std::vector<JobRow> m_rows;           // as the case says, in order of id
    std::vector<JobProgress> m_jobs;      // the same rows with what runs
    std::vector<JobRunner *> m_runners;
    struct IdleSession {
        qint64 evidenceId;
        std::unique_ptr<WorkerSession> session;
    };
    std::deque<IdleSession> m_sessions; // the oldest first; one an evidence, as many as may run
    std::vector<ImporterDescriptor> m_importers;
    QHash<qint64, QString> m_keys;  // by evidence; never stored
    QSet<qint64> m_keyCame;         // evidence whose archives were being listed when its key came
    QSet<qint64> m_lookingAt; // evidence that is looked for before its rows are given up
    QSet<qint64> m_away;      // evidence that was to be read again and could not be opened: its rows stay as they are
    QHash<qint64, Error> m_blocked; // evidence that cannot be opened at the moment
    QHash<qint64, int> m_epochs;    // how often what an evidence is opened with has changed
    QHash<qint64, std::vector<qint64>> m_rereads; // files to be read again, once the import of them has ended; empty: all
    QSet<qint64> m_retries;         // evidence whose skipped places are to be read again, once nothing of it is at work
    QSet<qint64> m_runAgain;        // jobs that were resumed while they were ending
    std::vector<std::function<void()>> m_kept; // what the case did not take; once more with resumeAll()
    int m_attempt = 0;              // resumeAll() was called so often
    int m_readFailures = 0;         // in a row
    QSet<qint64> m_toFollow;        // evidence that may be imported to its end now
    QSet<qint64> m_folders; ///< Evidence without bytes of its own: nothing to verify
    QSet<qint64> m_small;   ///< Evidence whose every job costs less than the start of a worker
    QSet<qint64> m_verified, m_hashed; // evidence whose last jobs were made
    QSet<qint64> m_rebind;
    bool m_active = false; // told to import
    bool m_writeFailed = false;
    bool m_stopping = false;
    bool m_resumePaused = false;
    bool m_refreshing = false, m_refreshAgain = false;
    int m_preparing = 0; // answers of writer or pool to come
    int m_writing = 0;   // changes of jobs that the case does not show yet; part of m_preparing
    bool m_wasBusy = false;
    bool m_sealsAsked = false; ///< Since it was busy last
};

} // namespace ashiato
