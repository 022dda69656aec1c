// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/jobs/evidencefiles.h"
#include "models/jobs/workerhost.h"

#include <QFuture>
#include <QObject>

#include <memory>

namespace ashiato
{

/// The evidence that a session opens.
struct SessionTarget {
    QString location;      ///< Where it was last seen
    QString fingerprint;   ///< What it is known by; empty: whatever lies there
    QStringList segments;  ///< Names that it had when it was added; those gone are missing()
    QStringList searchFolders; ///< Where to look when it is not there
    bool takesOtherBytes = false; ///< Opens what lies there though it has another fingerprint: to say what differs
    OpenRequest request;   ///< Zone, encoding, key …; kind, name and segments are filled in
};

/// A worker that has one evidence open: finds the evidence (also when it has moved), starts the worker, gives it the
/// descriptors. Same thread rules as WorkerHost; looking at files happens on the thread pool.
/// After start() exactly one of ready(), failed() or ended() comes; after ready(), ended() may come once.
class WorkerSession : public QObject
{
    Q_OBJECT

public:
    explicit WorkerSession(const WorkerSettings &settings, QObject *parent = nullptr);
    ~WorkerSession() override;

    void start(const SessionTarget &target);

    bool isReady() const { return m_ready; }
    WorkerHost *host() const { return m_host.get(); }
    const OpenedMessage &opened() const { return m_opened; }
    const std::vector<ImporterDescriptor> &importers() const { return m_importers; }
    const QStringList &missing() const { return m_missing; }
    /// What is open has another fingerprint than the exhibit.
    bool hasOtherBytes() const { return m_hasOtherBytes; }
    /// Names that count on from the evidence and are no part of it.
    const QStringList &notJoined() const { return m_files.notJoined; }
    /// What has changed in the evidence since it was opened or since this was asked last. Looks at files on the thread pool.
    QFuture<std::vector<SegmentChange>> takeChanges();

Q_SIGNALS:
    void hello(const ashiato::HelloMessage &message);
    void moved(const QString &path);
    void ready();
    /// NotFound (detail: path), HashMismatch (something else lies there), Io, Encrypted, Unsupported …
    void failed(const ashiato::Error &error);
    void ended(const ashiato::WorkerEnd &end);

private:
    struct Found;
    static std::shared_ptr<Found> find(const SessionTarget &target);
    void open(const SessionTarget &target, Found &found);
    void fail(const SessionTarget &target, const Error &error);

    WorkerSettings m_settings;
    std::unique_ptr<WorkerHost> m_host;
    OpenedMessage m_opened;
    std::vector<ImporterDescriptor> m_importers;
    QStringList m_missing;
    EvidenceFiles m_files;
    std::shared_ptr<std::vector<SegmentState>> m_states; ///< Of one question at a time
    bool m_hasOtherBytes = false;
    bool m_ready = false;
};

} // namespace ashiato
