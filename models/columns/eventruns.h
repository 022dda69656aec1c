// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/casedb/eventrow.h"
#include "models/columns/eventcolumns.h"

#include <QHash>

#include <atomic>

namespace ashiato
{

/// Recorded to shown time for many rows: remembers the span that the last row of each clock fell into. One thread.
class ClockTable
{
public:
    explicit ClockTable(const std::vector<ClockRow> &clocks);
    qint64 shown(qint32 clockId, qint64 recordedNs);
    /// The flags of an event as its clock has them now.
    quint32 flags(qint32 clockId, quint32 flags) const;

private:
    struct Clock {
        ClockRow row;
        size_t last = 0;
    };
    std::vector<Clock> m_clocks; ///< By id
};

/// Rows as they come from the case, in memory, until they are sorted and written as a segment. One thread.
class EventRun
{
public:
    EventRun();
    void add(const EventScanRow &row, ClockTable &clocks);
    quint32 rows() const { return quint32(m_columns[0].size()); }
    /// Enough for a segment of its own: bounds the memory of a build, whatever the case holds.
    bool isFull() const { return rows() >= 4 * kChunkRows || m_detailBytes > (qint64(64) << 20); }
    Result<void> write(const QString &path) const;

private:
    std::array<std::vector<qint64>, size_t(kEventFields)> m_columns;
    std::vector<QByteArray> m_details; ///< Raw JSON, each once
    QHash<QByteArray, qint64> m_detailNumbers;
    qint64 m_detailBytes = 0;
};

/// Merges segments into one file in order. Cancelled, Io, DiskFull, Damaged.
Result<void> mergeEventFiles(const std::vector<std::shared_ptr<const ColumnFile>> &files, const QString &path,
                             const std::atomic<bool> *cancel);

} // namespace ashiato
