// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/casewriter.h"
#include "models/casedb/exhibitdigest.h"
#include "models/casedb/sqlite/connection.h"

namespace ashiato
{

/// Jobs, their units, and what workers find out about evidence. Inside the caller's transaction. Writer thread.
class JobWriter
{
public:
    explicit JobWriter(Connection &connection) : m_connection(connection) {}

    Result<qint64> createJob(qint64 evidenceId, TaskKind kind, int priority, const std::vector<NewUnit> &units,
                             const QJsonObject &params);
    Result<void> beginImport(qint64 evidenceId);
    Result<qint64> tryAgain(qint64 evidenceId);
    Result<qint64> openLocked(qint64 evidenceId);
    Result<void> addUnits(qint64 jobId, const std::vector<NewUnit> &units);
    Result<void> setJobState(qint64 jobId, JobState state, const Error &error);
    Result<void> setJobProgress(qint64 jobId, qint64 done, qint64 total);
    Result<void> markPoisoned(qint64 jobId, quint64 unit, qint64 position, const Error &cause);
    Result<void> markFailed(qint64 jobId, quint64 unit, const Error &cause);
    Result<void> addSkip(qint64 jobId, quint64 unit, qint64 position, const Error &cause);
    Result<void> setOpened(qint64 evidenceId, const OpenedMessage &opened);
    Result<void> closeImport(qint64 evidenceId);
    /// Gives what the exhibit is after it: Mismatch, where its first hashes were others.
    Result<VerificationResult> setVerification(qint64 evidenceId, const VerificationResult &found);
    Result<void> addWarning(qint64 evidenceId, qint64 jobId, qint64 fileId, const QString &importer, ErrorCode code,
                            Severity severity, const QString &path, const QString &detail, qint64 offset);
    Result<void> setSeen(TargetKind target, const std::vector<qint64> &ids, bool seen);
    Result<void> setNetworkPositions(const std::vector<std::pair<QString, QPointF>> &positions);

private:
    Result<void> openFailedUnits(qint64 jobId);
    Result<void> settleStateOf(qint64 jobId);
    Result<void> endVerification(qint64 jobId);
    Result<void> unsealOf(qint64 jobId, SealPart part);
    Result<void> warnAboutUnit(qint64 jobId, quint64 unit, qint64 position, const Error &cause);

    Connection &m_connection;
};

/// Writes down the state of an exhibit as it follows from its jobs (exhibit_state); closing: its import was brought to its
/// end, until when it is importing at best. Inside the caller's transaction.
Result<void> settleState(Connection &connection, qint64 evidenceId, bool closing = false);

/// Notes that the evidence is, or is about to be, read with the encoding, mapping and format that it has now.
Result<void> setReadAsWanted(Connection &connection, qint64 evidenceId);

/// Reading a source again, and binding by identity what stood on its rows. Inside the caller's transaction.
class RereadWriter
{
public:
    explicit RereadWriter(Connection &connection) : m_connection(connection) {}

    Result<qint64> reread(qint64 evidenceId, const std::vector<qint64> &fileIds);
    /// Opens what was left out (CaseWriter::retrySkipped()); a list of the jobs that it belongs to.
    Result<SkippedAgain> forgetSkips(qint64 evidenceId);
    Result<std::vector<Unbound>> rebind(qint64 evidenceId);
    /// Whether anything waits for rebind().
    Result<bool> needsRebind();

private:
    /// What reading a source writes.
    static constexpr quint32 kReadParts =
        sealBit(SealPart::Events) | sealBit(SealPart::Flows) | sealBit(SealPart::Facts) | sealBit(SealPart::Coverage) | sealBit(SealPart::Warnings);

    struct SkippedUnit;
    Result<std::vector<SkippedUnit>> skippedUnits(qint64 evidenceId);
    Result<void> openSkipped(const SkippedUnit &unit);
    Result<void> keepIdsUnique();
    Result<void> clearUnit(qint64 jobId, qint64 unit, qint64 firstEvent, qint64 lastEvent);
    /// Gives the rows of these identities (0: not there) to what waits for them.
    Result<void> bind(const QHash<QByteArray, qint64> &found);

    Connection &m_connection;
};

} // namespace ashiato
