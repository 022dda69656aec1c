// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/evidencereader.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/jobs/workersession.h"

#include <QFileInfo>
#include <QMetaObject>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

constexpr int kAttempts = 2; // a request that kills two workers is answered with the cause
constexpr int kViewerHangMs = 10'000;

FileLocator wholeFile()
{
    LocatorStep step;
    step.access = AccessMethod::Whole;
    return {step};
}

} // namespace

EvidenceReader::EvidenceReader(Case &openCase, const WorkerSettings &settings, QObject *parent)
    : QObject(parent), m_case(openCase), m_settings(settings)
{
    m_settings.viewer = true;
    m_settings.niceness = 0; // the examiner is waiting
    m_settings.hangMs = std::min(m_settings.hangMs, kViewerHangMs);
    if (auto reader = m_case.reader())
        m_reader = *reader;
}

EvidenceReader::~EvidenceReader() = default;

EvidenceReader::Generation EvidenceReader::read(qint64 fileId, qint64 offset, qint64 size)
{
    Request request;
    request.read.offset = offset;
    request.read.size = size;
    request.fileId = fileId;
    return add(std::move(request));
}

EvidenceReader::Generation EvidenceReader::readRaw(qint64 evidenceId, qint64 offset, qint64 size)
{
    Request request;
    request.evidenceId = evidenceId;
    request.read.raw = true;
    request.read.offset = offset;
    request.read.size = size;
    return add(std::move(request));
}

EvidenceReader::Generation EvidenceReader::picture(qint64 fileId, int maxEdge)
{
    Request request;
    request.kind = Kind::Picture;
    request.picture.maxEdge = maxEdge;
    request.fileId = fileId;
    return add(std::move(request));
}

EvidenceReader::Generation EvidenceReader::probe(const QString &path, const ProbeOptions &options)
{
    Request request;
    request.kind = Kind::Probe;
    request.path = path;
    request.probe.path = QFileInfo(path).fileName();
    request.probe.locator = wholeFile();
    request.probe.zone = options.zone;
    request.probe.encoding = options.encoding;
    request.probe.host = options.host;
    request.probe.format = options.format;
    request.probe.mapping = options.mapping;
    request.probe.extraFormats = options.extraFormats;
    return add(std::move(request));
}

void EvidenceReader::forget(Generation generation)
{
    if (generation != m_sent)
        m_requests.erase(generation);
    else
        m_forgotten = true;
}

void EvidenceReader::setKey(qint64 evidenceId, const QString &key)
{
    m_keys.insert(evidenceId, key);
    if (m_sessionEvidence == evidenceId)
        dropSession();
    Q_EMIT keyGiven(evidenceId);
}

EvidenceReader::Generation EvidenceReader::add(Request request)
{
    const Generation generation = ++m_last;
    m_requests.emplace(generation, std::move(request));
    // Later, so that the caller has its number before an answer can come.
    QMetaObject::invokeMethod(this, &EvidenceReader::pump, Qt::QueuedConnection);
    return generation;
}

/// Fills in where the file's bytes are.
Result<void> EvidenceReader::locate(Request &request)
{
    if (request.fileId == 0)
        return {};
    if (!m_reader)
        return {ErrorCode::Io};
    auto file = m_reader->file(request.fileId);
    if (!file)
        return file.error();
    auto locator = m_reader->locator(request.fileId);
    if (!locator)
        return locator.error();
    request.evidenceId = file->evidenceId;
    request.read.locator = *locator;
    request.picture.locator = *locator;
    request.fileId = 0; // located
    return {};
}

/// Gives the worker the next request; one at a time, so that a death has one to blame.
void EvidenceReader::pump()
{
    while (m_sent == 0 && !m_requests.empty()) {
        const Generation generation = m_requests.begin()->first;
        Request &request = m_requests.begin()->second;
        if (auto located = locate(request); !located) {
            answer(generation, located.error());
            continue;
        }
        const bool fits = m_session && m_sessionEvidence == request.evidenceId && m_sessionPath == request.path;
        if (!fits) {
            if (auto started = startSession(request); !started)
                answer(generation, started.error());
            else
                return;
            continue;
        }
        if (!m_session->isReady())
            return;
        m_sent = generation;
        send(generation, request);
    }
}

Result<void> EvidenceReader::startSession(const Request &request)
{
    dropSession();
    SessionTarget target;
    if (request.evidenceId > 0) {
        auto evidence = m_reader ? m_reader->evidenceById(request.evidenceId) : Result<EvidenceRow>(ErrorCode::Io);
        if (!evidence)
            return evidence.error();
        target.location = evidence->location;
        target.fingerprint = evidence->fingerprint;
        target.segments = evidence->segments;
        target.searchFolders << QFileInfo(m_case.path()).absolutePath();
        target.request.zone = evidence->zone;
        target.request.encoding = evidence->encoding;
        target.request.password = m_keys.value(request.evidenceId);
    } else {
        target.location = request.path;
    }
    m_sessionEvidence = request.evidenceId;
    m_sessionPath = request.path;
    m_session = std::make_unique<WorkerSession>(m_settings);
    WorkerSession *session = m_session.get();
    connect(session, &WorkerSession::ready, this, [this, session] {
        connect(session->host(), &WorkerHost::bytesRead, this, [this](quint32 id, const BytesMessage &m) {
            finish(id, [&] { Q_EMIT bytesRead(id, m); });
        });
        connect(session->host(), &WorkerHost::pictureDecoded, this, [this](quint32 id, const PictureMessage &m) {
            finish(id, [&] { Q_EMIT pictureDecoded(id, m); });
        });
        connect(session->host(), &WorkerHost::probed, this, [this](quint32 id, const ProbeMessage &m) {
            finish(id, [&] { Q_EMIT probed(id, m); });
        });
        pump();
    });
    connect(session, &WorkerSession::failed, this, &EvidenceReader::failSession);
    connect(session, &WorkerSession::ended, this, [this](const WorkerEnd &end) {
        dropSession();
        if (m_requests.empty())
            return;
        const auto blamed = m_sent ? m_requests.find(m_sent) : m_requests.begin();
        m_sent = 0;
        if (blamed != m_requests.end() && ++blamed->second.attempts >= kAttempts)
            answer(blamed->first, {end.cause, end.detail, -1});
        pump();
    });
    session->start(target);
    return {};
}

void EvidenceReader::send(Generation generation, const Request &request)
{
    WorkerHost *host = m_session->host();
    switch (request.kind) {
    case Kind::Bytes:
        host->read(generation, request.read);
        break;
    case Kind::Picture:
        host->decodePicture(generation, request.picture);
        break;
    case Kind::Probe:
        host->probe(generation, request.probe);
        break;
    }
}

template <typename Tell> void EvidenceReader::finish(Generation generation, Tell tell)
{
    if (generation != m_sent)
        return;
    m_sent = 0;
    m_requests.erase(generation);
    if (!std::exchange(m_forgotten, false))
        tell();
    pump();
}

/// Answers a request with an error in its own kind of message.
void EvidenceReader::answer(Generation generation, const Error &error)
{
    const auto found = m_requests.find(generation);
    if (found == m_requests.end())
        return;
    const Request request = std::move(found->second);
    m_requests.erase(found);
    if (std::exchange(m_forgotten, false))
        return;
    const auto failure = [&](auto message) {
        message.error = error.code;
        if constexpr (requires { message.detail; })
            message.detail = error.detail;
        return message;
    };
    switch (request.kind) {
    case Kind::Bytes: {
        BytesMessage message = failure(BytesMessage{});
        message.offset = request.read.offset;
        Q_EMIT bytesRead(generation, message);
        break;
    }
    case Kind::Picture:
        Q_EMIT pictureDecoded(generation, failure(PictureMessage{}));
        break;
    case Kind::Probe:
        Q_EMIT probed(generation, failure(ProbeMessage{}));
        break;
    }
}

/// The evidence cannot be opened: everything that waits for it is answered so.
void EvidenceReader::failSession(const Error &error)
{
    const qint64 evidence = m_sessionEvidence;
    const QString path = m_sessionPath;
    dropSession();
    m_sent = 0;
    std::vector<Generation> waiting;
    for (const auto &[generation, request] : m_requests) {
        if (request.fileId == 0 && request.evidenceId == evidence && request.path == path)
            waiting.push_back(generation);
    }
    for (const Generation generation : waiting)
        answer(generation, error);
    pump();
}

void EvidenceReader::dropSession()
{
    if (!m_session)
        return;
    m_session->disconnect(this);
    if (m_session->host())
        m_session->host()->disconnect(this);
    m_session.release()->deleteLater(); // we may be inside one of its signals
    m_sessionEvidence = 0;
    m_sessionPath.clear();
    m_sent = 0;
}

} // namespace ashiato
