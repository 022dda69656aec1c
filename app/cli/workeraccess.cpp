// SPDX-License-Identifier: Apache-2.0
#include "app/cli/workeraccess.h"

#include "models/jobs/workersession.h"

#include <QEventLoop>
#include <QFileInfo>
#include <QTemporaryFile>
#include <QTimer>

#include <functional>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// Opens the file in a worker and lets use talk to it until the loop quits; an error where it cannot be opened.
Result<void> withWorker(const SessionTarget &target, const std::function<void(WorkerSession &, QEventLoop &)> &use)
{
    QEventLoop loop;
    std::optional<Error> error;
    WorkerSettings settings;
    settings.niceness = 0;
    WorkerSession session(settings);
    QObject::connect(&session, &WorkerSession::ready, &loop, [&] { use(session, loop); });
    QObject::connect(&session, &WorkerSession::failed, &loop, [&](const Error &reason) {
        error = reason;
        loop.quit();
    });
    QObject::connect(&session, &WorkerSession::ended, &loop, [&](const WorkerEnd &end) {
        error = Error{end.cause == ErrorCode::None ? ErrorCode::Crashed : end.cause, end.detail, -1};
        loop.quit();
    });
    QTimer::singleShot(0, &session, [&] { session.start(target); });
    loop.exec();
    if (error)
        return *error;
    return {};
}

} // namespace

Result<ProbeMessage> probeFile(const QString &path, const ProbeOptions &options)
{
    SessionTarget target;
    target.location = QFileInfo(path).absoluteFilePath();
    target.request.zone = options.zone;
    target.request.encoding = options.encoding;
    target.request.host = options.host;
    target.request.format = options.format;
    target.request.mapping = options.mapping;
    target.request.extraFormats = options.extraFormats;
    ProbeMessage answer;
    const Result<void> done = withWorker(target, [&](WorkerSession &session, QEventLoop &loop) {
        QObject::connect(session.host(), &WorkerHost::probed, &loop, [&](quint32, const ProbeMessage &message) {
            answer = message;
            loop.quit();
        });
        ProbeRequest request;
        request.path = QFileInfo(path).fileName();
        request.zone = options.zone;
        request.encoding = options.encoding;
        request.host = options.host;
        request.format = options.format;
        request.mapping = options.mapping;
        request.extraFormats = options.extraFormats;
        session.host()->probe(1, request);
    });
    if (!done)
        return done.error();
    if (answer.error != ErrorCode::None)
        return answer.error;
    return answer;
}

QStringList workerLocks()
{
    // The locks close when evidence is open, so it gets a byte to open.
    QTemporaryFile file;
    if (!file.open() || file.write("\n") != 1 || !file.flush())
        return {};
    SessionTarget target;
    target.location = file.fileName();
    QStringList locks;
    const Result<void> done = withWorker(target, [&](WorkerSession &session, QEventLoop &loop) {
        locks = session.opened().locks;
        loop.quit();
    });
    return done ? locks : QStringList();
}

} // namespace ashiato
