// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/worker/controlchannel.h"
#include "app/worker/filerequests.h"
#include "importers/evidence/evidencesource.h"
#include "models/records/messages.h"

namespace ashiato
{

/// What the command line of a worker says; the host writes it.
struct WorkerOptions {
    qint64 memoryBytes = 0; ///< Address space; 0: no limit
    int niceness = 0;
    bool viewer = false; ///< Answers viewers: loads picture decoders too
};

/// The worker process: says Hello, takes the evidence, locks itself, answers tasks and requests until its host is gone.
/// Its socket is descriptor 3. One thread (evidence may start more of its own after the lock).
class Worker
{
public:
    Worker(int socket, const WorkerOptions &options) : m_channel(socket), m_options(options) {}

    /// Does not come back but for errors of the start; gives an exit code.
    int run();

private:
    void sayHello();
    /// Takes the Open frames and locks the process; false where the host broke the protocol.
    bool openAndLock();
    void answer(const Frame &frame);

    ControlChannel m_channel;
    WorkerOptions m_options;
    OpenRequest m_request;
    std::unique_ptr<EvidenceSource> m_source;
    std::unique_ptr<FileRequests> m_files;
};

} // namespace ashiato
