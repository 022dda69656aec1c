// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/worker/controlchannel.h"
#include "importers/recordsink.h"
#include "models/records/messages.h"

#include <QCborArray>
#include <QHash>

#include <array>

namespace ashiato
{

/// The worker's RecordSink: fills batches and sends them to the host, each closed by a checkpoint of the open unit.
/// A batch goes out at 20,000 rows, 4 MiB or 200 ms, whichever comes first, and only between records, so that the host
/// never holds half a record. Volumes go out whole at the end: their unit has no place to go on from. Control frames are looked at every 10 ms. Worker's main thread.
class FrameSink : public RecordSink
{
public:
    FrameSink(ControlChannel &channel, const TaskRequest &request);

    RecordBatch &batch() override { return m_batch; }
    void beginUnit(quint64 unit) override;
    bool endRecord(qint64 position, quint32 ordinal) override;
    void endUnit() override;
    void failUnit(const Error &error) override;
    bool step(qint64 position) override;
    bool advance(qint64 done, qint64 total, const QString &current) override;
    void warn(ErrorCode code, const QString &path, const QString &detail, qint64 offset, qint64 length, quint64 fileId,
              qint64 count) override;
    quint64 nextFileId() override { return m_nextFileId++; }

    /// Stamped on warnings and on coverage rows that name no importer.
    void setImporter(const QString &id, const QString &version);
    /// Where a resumed unit goes on, for the marks before its first record.
    void setStart(qint64 position, quint32 ordinal);
    /// Units that failed for a reason that can pass, as TaskDoneMessage tells them.
    const QCborArray &failedUnits() const { return m_failedUnits; }
    bool unitOpen() const { return m_unitOpen; }
    bool cancelled() const { return m_channel.cancelled(); }
    quint64 peekFileId() const { return m_nextFileId; }

    /// Drops what was added after the last endRecord(): the open record of a cancelled task.
    void dropOpenRecord();
    /// Sends what is there.
    void flush();

private:
    using Sizes = std::array<size_t, RecordBatch::kKinds>; // in the order of RecordBatch::forEach()
    Sizes sizes() const;
    bool full() const;
    /// Control frames, at most every 10 ms.
    bool lookNow(qint64 nowMs);
    void sendProgress(bool step);
    void checkpoint(MarkKind kind);
    void nameCoverage();

    ControlChannel &m_channel;
    quint32 m_task;
    bool m_careful;
    bool m_whole = false;  // nothing is sent before the end
    QHash<quint64, std::vector<qint64>> m_skips;
    const std::vector<qint64> *m_unitSkips = nullptr;
    RecordBatch m_batch;
    QCborArray m_failedUnits;
    Sizes m_complete{}; // rows that belong to complete records
    quint64 m_nextFileId;
    QByteArray m_importer, m_version;

    quint64 m_unit = 0;
    bool m_unitOpen = false;
    bool m_marked = true; // the last mark says all that is in the batch
    qint64 m_position = 0;
    quint32 m_ordinal = 0;

    ProgressMessage m_progress;
    qint64 m_sentBatchMs, m_sentProgressMs = 0, m_lookedMs = 0;
};

} // namespace ashiato
