// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/messages.h"
#include "models/records/recordbatch.h"

#include <QSet>

namespace ashiato
{

/// What a worker may say about one task, beyond what decodeBatch() checks: its new file ids lie in the range that the
/// task gave it, its marks name units of the task, its rows name files that the task is about. One thread.
class BatchCheck
{
public:
    explicit BatchCheck(const TaskRequest &request);

    quint32 task() const { return m_task; }
    /// Protocol, with the rule that was broken as the detail.
    Result<void> check(const RecordBatch &batch);

private:
    bool unitOk(quint64 unit) const;
    bool fileOk(quint64 fileId) const;

    quint32 m_task;
    TaskKind m_kind;
    quint64 m_firstFileId;
    quint64 m_nextFileId; // ids come in rising order
    QSet<quint64> m_units;
    QSet<quint64> m_locked; // rows that it may tell anew
};

} // namespace ashiato
