// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/jobs/workerprocess.h"
#include "models/records/messages.h"

#include <QHash>
#include <QObject>

#include <map>
#include <memory>

namespace ashiato
{

class Case;
class CaseReader;
class WorkerSession;

/// What the import dialog may try on a file before it is imported.
struct ProbeOptions {
    QString zone, encoding, host, format;
    QByteArray mapping;
    QStringList extraFormats;
};

/// Bytes, previews and pictures for viewers, out of a worker process of their own, so that a broken file costs a viewer
/// one answer. Every request gets a generation number at once and exactly one answer later; a viewer drops answers with
/// an older number than its last. The worker is started on demand, again after a crash, and let go when another evidence
/// is asked for. GUI thread (needs an event loop); signals come there.
class EvidenceReader : public QObject
{
    Q_OBJECT

public:
    using Generation = quint32;

    EvidenceReader(Case &openCase, const WorkerSettings &settings, QObject *parent = nullptr);
    ~EvidenceReader() override;

    /// At most 1 MiB of a file's decoded content.
    Generation read(qint64 fileId, qint64 offset, qint64 size);
    /// The same of the exhibit itself: the decoded image.
    Generation readRaw(qint64 evidenceId, qint64 offset, qint64 size);
    /// The picture that a file holds, made smaller where an edge is longer than maxEdge.
    Generation picture(qint64 fileId, int maxEdge = 4096);
    /// What a file on this machine would be read as; it need not be evidence of the case.
    Generation probe(const QString &path, const ProbeOptions &options = {});
    /// Makes the requests of a viewer that is gone do nothing; no answer comes.
    void forget(Generation generation);

    /// For encrypted evidence; in memory only.
    void setKey(qint64 evidenceId, const QString &key);

Q_SIGNALS:
    void bytesRead(quint32 generation, const ashiato::BytesMessage &message);
    void pictureDecoded(quint32 generation, const ashiato::PictureMessage &message);
    void probed(quint32 generation, const ashiato::ProbeMessage &message);
    void keyGiven(qint64 evidenceId);

private:
    enum class Kind { Bytes, Picture, Probe };
    struct Request {
        Kind kind = Kind::Bytes;
        qint64 fileId = 0;     // still to be located
        qint64 evidenceId = 0; // 0: the file at path
        QString path;
        ReadRequest read;
        PictureRequest picture;
        ProbeRequest probe;
        int attempts = 0;
    };
    Generation add(Request request);
    Result<void> locate(Request &request);
    void pump();
    Result<void> startSession(const Request &request);
    void dropSession();
    void failSession(const Error &error);
    void send(Generation generation, const Request &request);
    template <typename Tell> void finish(Generation generation, Tell tell);
    void answer(Generation generation, const Error &error);

    Case &m_case;
    WorkerSettings m_settings;
    std::shared_ptr<CaseReader> m_reader; // single rows by id only
    std::unique_ptr<WorkerSession> m_session;
    qint64 m_sessionEvidence = 0;
    QString m_sessionPath;
    Generation m_last = 0;
    Generation m_sent = 0; // the one that the worker has; 0: none
    bool m_forgotten = false; // nobody wants the answer to m_sent
    std::map<Generation, Request> m_requests; // in order
    QHash<qint64, QString> m_keys;
};

} // namespace ashiato
