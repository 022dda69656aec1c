// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/workersession.h"

#include "models/jobs/async.h"

#include <QFileInfo>

#include <unistd.h>

namespace ashiato
{

/// Descriptors are closed with it where nobody took them.
struct WorkerSession::Found {
    EvidenceFiles files;
    QStringList missing;
    std::vector<int> descriptors;
    bool moved = false;
    bool otherBytes = false;
    Error error{ErrorCode::None, {}, -1};

    Found() = default;
    Found(const Found &) = delete;
    Found &operator=(const Found &) = delete;
    ~Found()
    {
        for (const int descriptor : descriptors)
            ::close(descriptor);
    }
};

WorkerSession::WorkerSession(const WorkerSettings &settings, QObject *parent) : QObject(parent), m_settings(settings) {}

WorkerSession::~WorkerSession() = default;

void WorkerSession::start(const SessionTarget &target)
{
    whenReady(this, onPool([target] { return find(target); }), [this, target](const std::shared_ptr<Found> &found) {
        if (found->error.code != ErrorCode::None) {
            Q_EMIT failed(found->error);
            return;
        }
        if (found->moved)
            Q_EMIT moved(found->files.location);
        open(target, *found);
    });
}

std::shared_ptr<WorkerSession::Found> WorkerSession::find(const SessionTarget &target)
{
    auto found = std::make_shared<Found>();
    const auto search = [&] {
        const QString path =
            findMovedEvidence(QFileInfo(target.location).fileName(), target.fingerprint, target.searchFolders);
        return target.fingerprint.isEmpty() ? QString() : path;
    };
    auto files = findEvidenceFiles(target.location);
    if (!files) {
        const QString path = search();
        if (path.isEmpty()) {
            found->error = files.error();
            return found;
        }
        files = findEvidenceFiles(path);
        found->moved = true;
        if (!files) {
            found->error = files.error();
            return found;
        }
    }
    found->files = *files;
    // A folder is not known by what is in it: it may be a collection that still grows.
    if (!found->moved && !target.fingerprint.isEmpty() && files->kind != EvidenceKind::Folder) {
        const auto print = evidenceFingerprint(*files);
        const bool complete = files->segments.size() >= target.segments.size(); // a lost segment changes it too
        if (!print) {
            found->error = print.error();
            return found;
        }
        found->otherBytes = *print != target.fingerprint && complete;
        if (found->otherBytes && !target.takesOtherBytes) {
            found->error = {ErrorCode::HashMismatch, target.location, -1};
            return found;
        }
    }
    for (const QStringList &names : {target.segments, found->files.missing}) {
        for (const QString &name : names) {
            if (!found->files.segments.contains(name) && !found->missing.contains(name))
                found->missing << name;
        }
    }
    auto descriptors = openEvidenceFiles(found->files);
    if (descriptors)
        found->descriptors = std::move(*descriptors);
    else
        found->error = descriptors.error();
    return found;
}

QFuture<std::vector<SegmentChange>> WorkerSession::takeChanges()
{
    return onPool([files = m_files, states = m_states] {
        return states ? segmentChanges(files, *states) : std::vector<SegmentChange>();
    });
}

void WorkerSession::open(const SessionTarget &target, Found &found)
{
    m_missing = found.missing;
    m_hasOtherBytes = found.otherBytes;
    m_files = found.files;
    m_states = std::make_shared<std::vector<SegmentState>>(segmentStates(found.descriptors));
    m_host = std::make_unique<WorkerHost>(m_settings);
    connect(m_host.get(), &WorkerHost::hello, this, [this](const HelloMessage &message) {
        m_importers = message.importers;
        Q_EMIT hello(message);
    });
    connect(m_host.get(), &WorkerHost::ended, this, [this](const WorkerEnd &end) {
        m_ready = false;
        Q_EMIT ended(end);
    });
    connect(m_host.get(), &WorkerHost::opened, this, [this, target](const OpenedMessage &message) {
        m_opened = message;
        if (message.error != ErrorCode::None) {
            fail(target, {message.error, message.detail, -1});
            return;
        }
        m_ready = true;
        Q_EMIT ready();
    });
    if (auto started = m_host->start(); !started) {
        fail(target, started.error());
        return;
    }
    OpenRequest request = target.request;
    request.kind = found.files.kind;
    request.name = found.files.name;
    request.segmentNames = found.files.segments;
    request.folderPath = found.files.kind == EvidenceKind::Folder ? found.files.location : QString();
    m_host->open(request, std::exchange(found.descriptors, {}));
}

/// Other bytes that cannot even be opened are other bytes.
void WorkerSession::fail(const SessionTarget &target, const Error &error)
{
    Q_EMIT failed(m_hasOtherBytes ? Error{ErrorCode::HashMismatch, target.location, -1} : error);
}

} // namespace ashiato
