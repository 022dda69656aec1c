// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/worker/framesink.h"
#include "importers/evidence/evidencesource.h"
#include "importers/importer.h"

namespace ashiato
{

/// Runs one task of the host on the open evidence and says how it ended. Worker's main thread.
class TaskRunner
{
public:
    TaskRunner(EvidenceSource &source, const OpenRequest &opened, ControlChannel &channel)
        : m_source(source), m_opened(opened), m_channel(channel)
    {
    }

    TaskDoneMessage run(const TaskRequest &request);

private:
    Result<void> dispatch(const TaskRequest &request, FrameSink &sink, TaskDoneMessage &done);
    Result<void> importUnits(const TaskRequest &request, FrameSink &sink);
    Result<void> importUnit(const UnitRequest &unit, FrameSink &sink);
    bool mayPass(const UnitRequest &unit, const Error &error) const;
    Result<void> notRead(ByteSource &content, const QString &detail) const;
    Result<void> runImporter(const Importer &importer, ImportContext &context, FrameSink &sink);

    EvidenceSource &m_source;
    const OpenRequest &m_opened;
    ControlChannel &m_channel;
};

} // namespace ashiato
