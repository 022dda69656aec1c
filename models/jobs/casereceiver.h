// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/casewriter.h"
#include "models/jobs/workerhost.h"

#include <mutex>

namespace ashiato
{

/// Hands the batches of one task to the writer and waits while its queue is full. Closed, it takes no more: the worker
/// may be dead for us while its last batches are still being read. receive() on the worker's I/O thread, the rest on any.
class CaseReceiver : public BatchReceiver
{
public:
    CaseReceiver(CaseWriter &writer, BatchContext context) : m_writer(writer), m_context(std::move(context)) {}
    void receive(quint32 task, RecordBatch &&batch) override;
    void close();
    quint64 stream() const { return m_context.stream; }

private:
    CaseWriter &m_writer;
    const BatchContext m_context;
    std::mutex m_mutex;
    bool m_closed = false; // guarded by m_mutex
};

} // namespace ashiato
