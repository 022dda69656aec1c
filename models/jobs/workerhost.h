// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/jobs/batchcheck.h"
#include "models/jobs/workerprocess.h"
#include "models/records/frame.h"
#include "models/records/messages.h"

#include <QObject>

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace ashiato
{

/// Takes the batches of a worker. Called on the worker's I/O thread with a batch that passed every check; may block
/// until there is room, which in the end makes the worker wait.
class BatchReceiver
{
public:
    virtual ~BatchReceiver() = default;
    virtual void receive(quint32 task, RecordBatch &&batch) = 0;
};

/// How a worker ended, and what it was at.
struct WorkerEnd {
    ErrorCode cause = ErrorCode::None; ///< None: it was asked to. Crashed, Hung, OutOfMemory, Protocol, NewerVersion
    QString detail;                    ///< "signal 11", "exit 0", the rule that a frame broke
    quint32 task = 0;                  ///< That it was running; 0: none
    bool unitKnown = false;
    quint64 unit = 0;      ///< Last unit it spoke of
    bool stepped = false;  ///< Careful mode: it was at position
    qint64 position = 0;
};

/// One worker process: starts it, talks the protocol, watches it, tells how it ended. What comes from the worker is
/// checked before anybody sees it; the first broken rule kills the worker. A killed worker costs nothing that was
/// committed, so every way out of trouble is to kill.
/// Lives in the thread that made it (which must outlive it); an I/O thread of its own does the reading and checking.
/// Signals come in the owner's thread, none after ended().
class WorkerHost : public QObject
{
    Q_OBJECT

public:
    explicit WorkerHost(const WorkerSettings &settings, QObject *parent = nullptr);
    ~WorkerHost() override; ///< Kills the worker

    /// Errors: NotFound, Io. Afterwards hello() or ended() comes.
    Result<void> start();
    /// Gives the evidence; takes ownership of the descriptors. opened() or ended() comes.
    void open(const OpenRequest &request, std::vector<int> descriptors);
    /// One task at a time; its batches go to receiver. taskDone() or ended() comes.
    void runTask(const TaskRequest &request, std::shared_ptr<BatchReceiver> receiver);
    void pause();
    void resume();
    /// taskDone() with Cancelled comes, or the worker is killed within 150 ms and ended() comes with Cancelled.
    void cancel();
    /// Its work was found wrong by somebody else (the writer refused a batch): ended() comes with Protocol.
    void condemn(const QString &rule);
    /// Asks it to go; ended() comes with None.
    void quit();

    // Requests of viewers; ids are the caller's.
    void read(quint32 id, const ReadRequest &request);
    void probe(quint32 id, const ProbeRequest &request);
    void decodePicture(quint32 id, const PictureRequest &request);

    qint64 processId() const { return m_process.id(); }

Q_SIGNALS:
    void hello(const ashiato::HelloMessage &message);
    void opened(const ashiato::OpenedMessage &message);
    void progress(quint32 task, const ashiato::ProgressMessage &message);
    void taskDone(quint32 task, const ashiato::TaskDoneMessage &message);
    void bytesRead(quint32 id, const ashiato::BytesMessage &message);
    void probed(quint32 id, const ashiato::ProbeMessage &message);
    void pictureDecoded(quint32 id, const ashiato::PictureMessage &message);
    void ended(const ashiato::WorkerEnd &end);

private:
    struct Awaited {
        FrameType type = FrameType::Hello;
        quint32 id = 0;
        bool operator==(const Awaited &) const = default;
    };
    struct Outgoing {
        QByteArray bytes;
        qsizetype sent = 0;
        std::vector<int> descriptors; // go with the first byte, then are closed
        std::shared_ptr<BatchCheck> check; // of a task frame
        std::shared_ptr<BatchReceiver> receiver;
        std::optional<Awaited> answer; // that it waits for
    };
    void enqueue(Outgoing item);
    void enqueueFrame(FrameType type, quint32 id, const QByteArray &payload,
                      std::optional<FrameType> answer = {});

    // I/O thread
    void serve();
    bool sendSome();
    bool receiveSome();
    bool handle(const Frame &frame);
    bool handleHello(const Frame &frame);
    bool handleBatch(const Frame &frame);
    bool handleProgress(const Frame &frame);
    template <typename Message, typename Signal> bool answer(const Frame &frame, Signal signal);
    bool refuse(ErrorCode cause, const QString &detail);
    void finish();
    template <typename Function> void post(Function function);

    WorkerSettings m_settings;
    WorkerProcess m_process;
    std::thread m_thread;
    int m_wake = -1; // eventfd
    quint32 m_task = 0; // owner's thread: the last task given

    std::mutex m_mutex;
    std::deque<Outgoing> m_outgoing; // guarded by m_mutex
    QString m_brokenRule;            // guarded by m_mutex; set: condemned
    std::atomic<bool> m_stop{false}; // kill, tell nobody
    std::atomic<bool> m_quitting{false};
    std::atomic<bool> m_paused{false};
    std::atomic<qint64> m_killAtMs{0}; // of a cancelled task; 0: none

    // I/O thread only
    FrameDecoder m_decoder;
    std::shared_ptr<BatchCheck> m_check;
    std::shared_ptr<BatchReceiver> m_receiver;
    std::vector<Awaited> m_awaited; // answers to come; while there is none silence is no hang
    bool m_greeted = false;
    WorkerEnd m_end;
};

} // namespace ashiato
