// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/act.h"
#include "models/casedb/caserows.h"
#include "models/records/recordbatch.h"
#include "models/records/result.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QPointF>

#include <functional>
#include <memory>
#include <vector>

namespace ashiato
{

class Case;

/// Where a batch comes from.
struct BatchContext {
    qint64 evidenceId = 0;
    qint64 jobId = 0;
    QString importer; ///< "filesystem" for walks; the importer's id; empty: of the unit
    QString version;
    quint64 stream = 0; ///< Of one worker's task: what follows a refused batch of it is left out too; 0: none
    QString locks = {}; ///< Of the worker that reads: "rlimit, landlock, seccomp"
};

/// A unit to be worked on: a directory, a file, a container.
struct NewUnit {
    quint64 unit = 0;
    QString importer;
    int priority = 50;
};

/// What verifying an exhibit gave (raw bytes).
struct VerificationResult {
    Verification state = Verification::Unverified;
    QByteArray md5, sha1, sha256;
    QJsonArray badRanges; ///< [[offset, length], …]
    bool otherBytes = false; ///< The exhibit's fingerprint is another one: none of these hashes are of what was imported
};

/// What reading a source again left without its row.
struct Unbound {
    TargetKind target = TargetKind::Event;
    bool note = false; ///< Else a tagging
    qint64 id = 0;     ///< Of the tagging or note
    QByteArray identity;
};

/// What was left out since reading it ended the worker, and is to be tried again.
struct SkippedAgain {
    qint64 places = 0;        ///< That are tried again
    qint64 left = 0;          ///< In lists of files that cannot be made twice: they stay left out
    QStringList paths;        ///< Of the first of them
    std::vector<qint64> jobs; ///< That have open units now
};

/// The only way into the case: one thread, one writable connection, a bounded queue. Batches and orders keep their order;
/// acts go ahead of them: the open batch transaction is ended, the act is committed with synchronous=FULL, and only then
/// its future is ready. All functions may be called from any thread; futures become ready on the writer's thread.
/// Signals come from the writer's thread.
class CaseWriter : public QObject
{
    Q_OBJECT

public:
    ~CaseWriter() override;

    // --- records ---
    /// Queues a batch; it is applied whole, together with its marks, or not at all. False: the queue is full, stop
    /// reading from the worker until drained(). The batch itself is taken in any case.
    bool submit(RecordBatch &&batch, const BatchContext &context);
    bool hasRoom() const;
    /// Blocks until the queue has room (for threads that may wait).
    void waitForRoom();
    /// Ready when everything queued before it is committed; the first error since the last flush.
    QFuture<Result<void>> flush();

    // --- acts ---
    QFuture<Result<ActDone>> act(const Act &act);
    /// Takes back the last act that is not taken back; entry 0 where there is none.
    QFuture<Result<ActDone>> undo();
    QFuture<Result<ActDone>> redo();
    void setExaminer(const QString &name);
    /// Versions of the importers (importer id to version), for the runs that name none.
    void setImporterVersions(const QHash<QString, QString> &versions);
    /// After failed(): tries again with everything that was kept back.
    void retry();

    // --- jobs (in order with batches) ---
    QFuture<Result<qint64>> createJob(qint64 evidenceId, TaskKind kind, int priority,
                                      const std::vector<NewUnit> &units = {}, const QJsonObject &params = {});
    /// The first jobs of an evidence, all of them or none; where it has jobs already, tryAgain().
    QFuture<Result<void>> beginImport(qint64 evidenceId);
    /// What failed for a reason that can pass (models/records/passing.h) is pending again, of this evidence (0: of all).
    /// Gives how many jobs.
    QFuture<Result<qint64>> tryAgain(qint64 evidenceId);
    /// A job that tries a password on the encrypted members of the evidence's archives; 0 where there are none.
    QFuture<Result<qint64>> openLocked(qint64 evidenceId);
    QFuture<Result<void>> addUnits(qint64 jobId, const std::vector<NewUnit> &units);
    /// A verification that failed or was cancelled leaves its evidence as it stood before.
    QFuture<Result<void>> setJobState(qint64 jobId, JobState state, const Error &error = {ErrorCode::None, {}, -1});
    QFuture<Result<void>> setJobProgress(qint64 jobId, qint64 done, qint64 total);
    /// Sets the unit aside for good and says so with a warning.
    QFuture<Result<void>> markPoisoned(qint64 jobId, quint64 unit, qint64 position, const Error &cause);
    /// The unit failed for a reason that can pass: says so with a warning until its job is pending again, and is then read
    /// from where it stopped.
    QFuture<Result<void>> markFailed(qint64 jobId, quint64 unit, const Error &cause);
    /// The position is stepped over from now on; the unit stays open.
    QFuture<Result<void>> addSkip(qint64 jobId, quint64 unit, qint64 position, const Error &cause);

    // --- facts about evidence (in order with batches) ---
    QFuture<Result<void>> setOpened(qint64 evidenceId, const OpenedMessage &opened);
    /// Everything of the evidence is over, and what comes behind is ordered: its state is now what its jobs came to.
    QFuture<Result<void>> closeImport(qint64 evidenceId);
    QFuture<Result<void>> setVerification(qint64 evidenceId, const VerificationResult &result);
    QFuture<Result<void>> addWarning(qint64 evidenceId, qint64 fileId, const QString &importer, ErrorCode code,
                                     Severity severity, const QString &path, const QString &detail, qint64 offset = -1);

    /// Deletes what was read from these files (empty: all of the evidence's imports) and opens their import units anew;
    /// tags and notes keep their identity and bind again when the import job is done. Gives the job; 0 where the evidence
    /// has no imports.
    QFuture<Result<qint64>> reread(qint64 evidenceId, const std::vector<qint64> &fileIds = {});
    /// Files, folders and places in them that were left out since reading them ended the worker are read again, from the
    /// file's beginning; what was said of them is forgotten. In lists of files: where nothing would be listed twice. An act
    /// in the journal. Nothing of the evidence may be at work.
    QFuture<Result<SkippedAgain>> retrySkipped(qint64 evidenceId);
    /// Binds tags, notes and claims of an evidence by identity; lists what does not bind.
    QFuture<Result<std::vector<Unbound>>> rebind(qint64 evidenceId);

    // --- small things that are not acts ---
    QFuture<Result<void>> setSeen(TargetKind target, const std::vector<qint64> &ids, bool seen);
    /// Where nodes found their place by themselves; where the examiner puts them is an act.
    QFuture<Result<void>> setNetworkPositions(const std::vector<std::pair<QString, QPointF>> &positions);

Q_SIGNALS:
    void committed(qint64 revision);
    /// An act, an undo or a redo was accepted.
    void acted(qint64 entry, const QString &kind, ashiato::ActWay way);
    /// The queue has room again after submit() said no.
    void drained();
    /// A batch broke a rule (ids that exist already …) and was left out whole, and so is everything behind it in its
    /// stream: the worker that sent it is not to be trusted. unit: that all of the batch is about; 0: several, or none.
    void batchRefused(qint64 jobId, quint64 stream, quint64 unit, const ashiato::Error &error);
    /// A commit failed (full disk …): what was queued is kept back and every later call fails until retry().
    void failed(const ashiato::Error &error);

private:
    friend class Case;
    struct Private;
    explicit CaseWriter(std::unique_ptr<Private> priv);
    std::unique_ptr<Private> d;
};

} // namespace ashiato
