// SPDX-License-Identifier: Apache-2.0
#include "app/worker/worker.h"

#include "app/worker/sandbox.h"
#include "app/worker/taskrunner.h"
#include "importers/importer.h"
#include "models/records/exitcodes.h"
#include "models/records/recordbatch.h"

#include <new>
#include <sys/stat.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

constexpr size_t kMaxSegments = 20'000; // E01 names end at .ZZZ long before
constexpr int kSpareDescriptors = 64;

bool isFolder(int descriptor)
{
    struct stat info = {};
    return ::fstat(descriptor, &info) == 0 && S_ISDIR(info.st_mode);
}

} // namespace

int Worker::run()
{
    std::set_new_handler([] { ::_exit(kExitMemory); });
    (void)!::nice(m_options.niceness); // on top of the host's own
    sayHello();
    if (!openAndLock())
        return kExitProtocol;
    for (;;)
        answer(m_channel.next());
}

void Worker::sayHello()
{
    HelloMessage hello;
    hello.layout = layoutFingerprint();
    hello.version = QStringLiteral(ASHIATO_VERSION);
    for (const auto &importer : importers())
        hello.importers.push_back(importer->descriptor());
    m_channel.send({FrameType::Hello, 0, encode(hello)});
}

bool Worker::openAndLock()
{
    std::vector<int> descriptors;
    Frame frame;
    do {
        frame = m_channel.next(&descriptors);
        if (frame.type == FrameType::Quit)
            ::_exit(kExitDone);
        if (frame.type != FrameType::Open || descriptors.size() > kMaxSegments)
            return false;
    } while (frame.payload.isEmpty());
    auto request = decode<OpenRequest>(frame.payload);
    if (!request)
        return false;
    m_request = std::move(*request);

    warmUpEvidenceLibraries();
    if (m_options.viewer)
        loadPictureDecoders();

    // The lock comes before the first byte of evidence: headers of images are hostile too. What the worker was given to
    // read it may open again by /proc/self/fd, since libewf does that; nothing else.
    SandboxRules rules;
    rules.memoryBytes = m_options.memoryBytes;
    rules.descriptors = int(descriptors.size()) * 2 + kSpareDescriptors;
    rules.makeThreads = makeEvidenceThreads;
    for (const int descriptor : descriptors)
        (isFolder(descriptor) ? rules.readableFolders : rules.readableFiles).push_back(descriptor);
    QStringList locks = limitResources(rules);
    auto locked = lockProcess(rules);
    if (!locked)
        ::_exit(kExitLock);
    locks += *locked;

    OpenedMessage opened;
    auto source = openEvidence(m_request, std::move(descriptors));
    if (source) {
        m_source = std::move(*source);
        m_files = std::make_unique<FileRequests>(*m_source, m_request);
        opened = m_source->opened();
    } else {
        opened.error = source.error().code;
        opened.detail = source.error().detail;
    }
    opened.locks = locks;
    m_channel.send({FrameType::Opened, 0, encode(opened)});
    return true;
}

void Worker::answer(const Frame &frame)
{
    const auto orQuit = [](auto &message) {
        if (!message)
            ::_exit(kExitProtocol);
    };
    if (frame.type == FrameType::Quit)
        ::_exit(kExitDone);
    if (frame.type == FrameType::Cancel || frame.type == FrameType::Pause || frame.type == FrameType::Resume)
        return; // for a task that is over
    if (!m_source)
        ::_exit(kExitProtocol);

    switch (frame.type) {
    case FrameType::Task: {
        auto request = decode<TaskRequest>(frame.payload);
        orQuit(request);
        const TaskDoneMessage done = TaskRunner(*m_source, m_request, m_channel).run(*request);
        m_channel.send({FrameType::TaskDone, frame.task, encode(done)});
        break;
    }
    case FrameType::Read: {
        auto request = decode<ReadRequest>(frame.payload);
        orQuit(request);
        m_channel.send({FrameType::Bytes, frame.task, encode(m_files->read(*request))});
        break;
    }
    case FrameType::Probe: {
        auto request = decode<ProbeRequest>(frame.payload);
        orQuit(request);
        m_channel.send({FrameType::Probed, frame.task, encode(m_files->probe(*request))});
        break;
    }
    case FrameType::DecodePicture: {
        auto request = decode<PictureRequest>(frame.payload);
        orQuit(request);
        m_channel.send({FrameType::Picture, frame.task, encode(m_files->picture(*request))});
        break;
    }
    default:
        ::_exit(kExitProtocol);
    }
}

} // namespace ashiato
