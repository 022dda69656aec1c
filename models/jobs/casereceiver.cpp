// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/casereceiver.h"

namespace ashiato
{

void CaseReceiver::receive(quint32, RecordBatch &&batch)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed || m_writer.submit(std::move(batch), m_context))
            return;
    }
    m_writer.waitForRoom();
}

void CaseReceiver::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
}

} // namespace ashiato
