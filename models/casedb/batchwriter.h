// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/batchhashes.h"
#include "models/casedb/casewriter.h"
#include "models/casedb/dictionary.h"
#include "models/casedb/flowsum.h"
#include "models/casedb/sqlite/connection.h"

#include <QHash>

#include <unordered_map>

namespace ashiato
{

/// Turns a batch into rows: the hot path of the case. Called inside a transaction; the caller takes it back on an error
/// and calls reload(), since memory may then know ids that the case does not. Writer thread.
class BatchWriter
{
public:
    explicit BatchWriter(Connection &connection);

    /// Reads the dictionaries and counters; at the start and after a rollback.
    Result<void> reload();
    void setImporterVersions(const QHash<QString, QString> &versions) { m_versions = versions; }

    /// Errors: Damaged (ids that exist already …), Invalid (no such evidence), and those of SQLite.
    Result<void> apply(const RecordBatch &batch, const BatchHashes &hashes, const BatchContext &context);

    /// The id of a host alias, for the evidence's own host.
    Result<qint64> hostAlias(const QString &name);

private:
    struct Clocks {
        qint64 utc = 0, local = 0;
        qint64 of(TimeBasis basis) const { return basis == TimeBasis::Local ? local : utc; }
    };
    struct UnitRange {
        qint64 firstEvent = 0, lastEvent = 0;
        bool makesFlow = false;
    };
    struct Job {
        TaskKind kind = TaskKind::Walk;
        qint64 wholeRun = 0;
        QHash<quint64, qint64> unitRuns;
        /// Of units that were read from their start by this writer: their rows need no second look.
        std::unordered_map<quint64, FlowSums> flows;
    };

    QByteArrayView view(StringRef ref) const { return m_batch->strings.view(ref); }
    qint64 textId(StringRef ref);
    Result<void> uniqueId(UniqueDictionary &dictionary, std::vector<qint64> &ids, StringRef ref, qint64 &id);

    qint64 valueId(ValueTable table, StringRef ref, Result<void> &found);

    Result<Clocks> clocksOf(qint64 evidenceId);
    Result<Job *> jobOf(qint64 jobId);
    Result<qint64> runOf(Job &job, quint64 unit);
    Result<qint64> insertRun(quint64 unit, QString importer);

    Result<void> clearUnfinishedVolumes();
    Result<void> putVolumes();
    Result<void> putFiles();
    Result<void> putOpened(const FileRecord &file);
    Result<void> putUnitsOf(const FileRecord &file);
    Result<qint64> jobForUnits(TaskKind kind);
    Result<void> putEvents();
    Result<void> putEvent(class EventRows &rows, size_t index, qint64 runId);
    Result<void> beginLiveFlows();
    quint32 writtenParts() const;
    Result<void> putEventRange(qint64 first, qint64 last);
    Result<void> putUnitRanges();
    Result<void> putFlows();
    Result<void> putFacts();
    Result<void> putHashes();
    Result<void> putWarnings();
    Result<void> putCoverage();
    Result<void> putMarks();
    Result<void> sumFlowsOf(quint64 unit);

    Connection &m_connection;
    UniqueDictionary m_hosts, m_accounts, m_endpoints, m_types;
    TextTableWriter m_texts;
    qint64 m_nextEvent = 1;
    std::unordered_map<qint64, Clocks> m_clocks;
    std::unordered_map<qint64, Job> m_jobs;
    QHash<QString, QString> m_versions;

    // Of the batch being applied.
    const RecordBatch *m_batch = nullptr;
    const BatchHashes *m_hashes = nullptr;
    FlowSums *m_flows = nullptr; ///< Of the unit of the events being put; nullptr: summed from the rows later
    BatchContext m_context;
    Clocks m_now;
    Job *m_job = nullptr;
    std::vector<qint64> m_textIds, m_hostIds, m_accountIds, m_endpointIds, m_typeIds;
    std::unordered_map<quint64, UnitRange> m_ranges;
};

} // namespace ashiato
