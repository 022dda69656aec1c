// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/workerhost.h"

#include <QMetaObject>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

constexpr int kCancelGraceMs = 150;
constexpr int kEndGraceMs = 1000;
constexpr int kIdleMs = 3'600'000; // nothing awaited: only the socket or the owner end the wait

qint64 nowMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void closeAll(std::vector<int> &descriptors)
{
    for (const int descriptor : descriptors)
        ::close(descriptor);
    descriptors.clear();
}

} // namespace

WorkerHost::WorkerHost(const WorkerSettings &settings, QObject *parent) : QObject(parent), m_settings(settings) {}

WorkerHost::~WorkerHost()
{
    m_stop = true;
    if (m_wake >= 0)
        ::eventfd_write(m_wake, 1);
    if (m_thread.joinable())
        m_thread.join();
    for (Outgoing &item : m_outgoing)
        closeAll(item.descriptors);
    if (m_wake >= 0)
        ::close(m_wake);
}

Result<void> WorkerHost::start()
{
    if (auto started = m_process.start(m_settings); !started)
        return started;
    ::fcntl(m_process.socket(), F_SETFL, O_NONBLOCK);
    m_wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    m_awaited = {{FrameType::Hello, 0}};
    m_thread = std::thread([this] { serve(); });
    return {};
}

void WorkerHost::open(const OpenRequest &request, std::vector<int> descriptors)
{
    const QByteArray payload = encode(request);
    size_t from = 0;
    while (descriptors.size() - from > kMaxFrameDescriptors) { // what one frame cannot carry goes ahead
        Outgoing ahead;
        ahead.bytes = encodeFrame({FrameType::Open, 0, {}});
        ahead.descriptors.assign(descriptors.begin() + qsizetype(from),
                                 descriptors.begin() + qsizetype(from + kMaxFrameDescriptors));
        enqueue(std::move(ahead));
        from += kMaxFrameDescriptors;
    }
    Outgoing item;
    item.bytes = encodeFrame({FrameType::Open, 0, payload});
    item.descriptors.assign(descriptors.begin() + qsizetype(from), descriptors.end());
    item.answer = Awaited{FrameType::Opened, 0};
    enqueue(std::move(item));
}

void WorkerHost::runTask(const TaskRequest &request, std::shared_ptr<BatchReceiver> receiver)
{
    m_paused = false;
    m_killAtMs = 0;
    m_task = request.task;
    Outgoing item;
    item.bytes = encodeFrame({FrameType::Task, request.task, encode(request)});
    item.check = std::make_shared<BatchCheck>(request);
    item.receiver = std::move(receiver);
    item.answer = Awaited{FrameType::TaskDone, request.task};
    enqueue(std::move(item));
}

void WorkerHost::pause()
{
    m_paused = true;
    enqueueFrame(FrameType::Pause, 0, {});
}

void WorkerHost::resume()
{
    m_paused = false;
    enqueueFrame(FrameType::Resume, 0, {});
}

void WorkerHost::cancel()
{
    m_killAtMs = nowMs() + kCancelGraceMs;
    enqueueFrame(FrameType::Cancel, m_task, {});
}

void WorkerHost::condemn(const QString &rule)
{
    {
        const std::lock_guard lock(m_mutex);
        m_brokenRule = rule.isEmpty() ? u"batch"_s : rule;
    }
    if (m_wake >= 0)
        ::eventfd_write(m_wake, 1);
}

void WorkerHost::quit()
{
    m_quitting = true;
    enqueueFrame(FrameType::Quit, 0, {});
}

void WorkerHost::read(quint32 id, const ReadRequest &request) { enqueueFrame(FrameType::Read, id, encode(request), FrameType::Bytes); }
void WorkerHost::probe(quint32 id, const ProbeRequest &request) { enqueueFrame(FrameType::Probe, id, encode(request), FrameType::Probed); }
void WorkerHost::decodePicture(quint32 id, const PictureRequest &request)
{
    enqueueFrame(FrameType::DecodePicture, id, encode(request), FrameType::Picture);
}

void WorkerHost::enqueueFrame(FrameType type, quint32 id, const QByteArray &payload, std::optional<FrameType> answer)
{
    Outgoing item;
    item.bytes = encodeFrame({type, id, payload});
    if (answer)
        item.answer = Awaited{*answer, id};
    enqueue(std::move(item));
}

void WorkerHost::enqueue(Outgoing item)
{
    {
        const std::lock_guard lock(m_mutex);
        m_outgoing.push_back(std::move(item));
    }
    if (m_wake >= 0)
        ::eventfd_write(m_wake, 1);
}

// --- the I/O thread ---

template <typename Function> void WorkerHost::post(Function function)
{
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
}

void WorkerHost::serve()
{
    qint64 heardMs = nowMs(); // time in which nobody waited for the worker does not count
    while (!m_stop) {
        pollfd entries[2] = {{m_process.socket(), POLLIN, 0}, {m_wake, POLLIN, 0}};
        QString broken;
        {
            const std::lock_guard lock(m_mutex);
            broken = m_brokenRule;
            if (!m_outgoing.empty())
                entries[0].events |= POLLOUT;
        }
        if (!broken.isEmpty()) {
            refuse(ErrorCode::Protocol, broken);
            break;
        }
        const bool watched = !m_awaited.empty() && !m_paused;
        qint64 deadline = watched ? heardMs + m_settings.hangMs : nowMs() + kIdleMs;
        const qint64 killAt = m_killAtMs;
        if (killAt > 0)
            deadline = std::min(deadline, killAt);
        const int ready = ::poll(entries, 2, int(std::max<qint64>(0, deadline - nowMs())));
        if (!watched)
            heardMs = nowMs();
        if (ready < 0 && errno != EINTR) {
            refuse(ErrorCode::Io, u"poll"_s);
            break;
        }
        if (entries[1].revents & POLLIN) {
            eventfd_t ignored;
            ::eventfd_read(m_wake, &ignored);
        }
        if ((entries[0].revents & POLLOUT) && !sendSome())
            break;
        if (entries[0].revents & (POLLIN | POLLHUP | POLLERR)) {
            if (!receiveSome())
                break;
            heardMs = nowMs();
        }
        if (m_killAtMs > 0 && nowMs() >= m_killAtMs) {
            m_killAtMs = 0;
            if (m_check) {
                refuse(ErrorCode::Cancelled, {});
                break;
            }
        }
        if (watched && ready == 0 && nowMs() - heardMs >= m_settings.hangMs) {
            refuse(ErrorCode::Hung, QString::number(m_settings.hangMs));
            break;
        }
    }
    finish();
}

/// Writes what the socket takes; false when the worker is gone.
bool WorkerHost::sendSome()
{
    const std::lock_guard lock(m_mutex);
    while (!m_outgoing.empty()) {
        Outgoing &item = m_outgoing.front();
        if (item.sent == 0) {
            if (item.check) {
                m_check = item.check;
                m_receiver = item.receiver;
            }
            if (item.answer)
                m_awaited.push_back(*item.answer);
        }
        if (!item.descriptors.empty()) {
            // Descriptors leave in one blocking message: it happens at the start, to a worker that waits for it.
            ::fcntl(m_process.socket(), F_SETFL, 0);
            Frame frame{FrameType::Open, 0, item.bytes.mid(kFrameHeaderSize)};
            const auto sent = writeFrameWithDescriptors(m_process.socket(), frame, item.descriptors);
            ::fcntl(m_process.socket(), F_SETFL, O_NONBLOCK);
            closeAll(item.descriptors);
            if (!sent)
                return false;
            m_outgoing.pop_front();
            continue;
        }
        const ssize_t n = ::send(m_process.socket(), item.bytes.constData() + item.sent,
                                 size_t(item.bytes.size() - item.sent), MSG_NOSIGNAL);
        if (n < 0)
            return errno == EAGAIN || errno == EINTR;
        item.sent += n;
        if (item.sent == item.bytes.size())
            m_outgoing.pop_front();
    }
    return true;
}

bool WorkerHost::receiveSome()
{
    const std::span<char> room = m_decoder.room();
    const ssize_t n = ::recv(m_process.socket(), room.data(), room.size(), 0);
    if (n < 0)
        return errno == EAGAIN || errno == EINTR;
    if (n == 0)
        return false;
    Frame frame;
    if (m_decoder.arrived(n, frame))
        return handle(frame);
    return m_decoder.failed() ? refuse(ErrorCode::Protocol, u"frame"_s) : true;
}

bool WorkerHost::handle(const Frame &frame)
{
    if (!m_greeted && frame.type != FrameType::Hello)
        return refuse(ErrorCode::Protocol, u"hello"_s);
    switch (frame.type) {
    case FrameType::Hello:
        return handleHello(frame);
    case FrameType::Opened:
        return answer<OpenedMessage>(frame, [this](quint32, const OpenedMessage &m) { Q_EMIT opened(m); });
    case FrameType::Batch:
        return handleBatch(frame);
    case FrameType::Progress:
        return handleProgress(frame);
    case FrameType::TaskDone:
        if (!m_check || m_check->task() != frame.task)
            return refuse(ErrorCode::Protocol, u"task"_s);
        m_check.reset();
        m_receiver.reset();
        m_killAtMs = 0;
        m_end.unitKnown = m_end.stepped = false;
        return answer<TaskDoneMessage>(frame, [this](quint32 id, const TaskDoneMessage &m) { Q_EMIT taskDone(id, m); });
    case FrameType::Bytes:
        return answer<BytesMessage>(frame, [this](quint32 id, const BytesMessage &m) { Q_EMIT bytesRead(id, m); });
    case FrameType::Probed:
        return answer<ProbeMessage>(frame, [this](quint32 id, const ProbeMessage &m) { Q_EMIT probed(id, m); });
    case FrameType::Picture:
        return answer<PictureMessage>(frame, [this](quint32 id, const PictureMessage &m) { Q_EMIT pictureDecoded(id, m); });
    default:
        return refuse(ErrorCode::Protocol, u"frame type"_s);
    }
}

template <typename Message, typename Signal> bool WorkerHost::answer(const Frame &frame, Signal signal)
{
    // Another answer than one that was asked for would leave that one waited for without end.
    const auto asked = std::find(m_awaited.begin(), m_awaited.end(), Awaited{frame.type, frame.task});
    if (asked == m_awaited.end())
        return refuse(ErrorCode::Protocol, u"answer"_s);
    auto message = decode<Message>(frame.payload);
    if (!message)
        return refuse(ErrorCode::Protocol, message.error().detail);
    if constexpr (std::is_same_v<Message, PictureMessage>) {
        const bool fits = message->width >= 0 && message->height >= 0 && message->width <= 4096 &&
                          message->height <= 4096 &&
                          message->pixels.size() == qsizetype(message->width) * message->height * 4;
        if (!fits)
            return refuse(ErrorCode::Protocol, u"picture"_s);
    }
    m_awaited.erase(asked);
    post([signal, id = frame.task, message = std::move(*message)] { signal(id, message); });
    return true;
}

bool WorkerHost::handleHello(const Frame &frame)
{
    auto message = decode<HelloMessage>(frame.payload);
    if (!message || m_greeted)
        return refuse(ErrorCode::Protocol, u"hello"_s);
    if (message->protocol != kProtocolVersion || message->layout != layoutFingerprint())
        return refuse(ErrorCode::NewerVersion, message->version);
    m_greeted = true;
    std::erase(m_awaited, Awaited{FrameType::Hello, 0});
    post([this, message = std::move(*message)] { Q_EMIT hello(message); });
    return true;
}

bool WorkerHost::handleBatch(const Frame &frame)
{
    if (!m_check || m_check->task() != frame.task)
        return refuse(ErrorCode::Protocol, u"task"_s);
    RecordBatch batch;
    if (auto decoded = decodeBatch(frame.payload, batch); !decoded)
        return refuse(decoded.error().code, decoded.error().detail);
    if (auto checked = m_check->check(batch); !checked)
        return refuse(checked.error().code, checked.error().detail);
    if (!batch.marks.empty()) {
        const UnitMark &last = batch.marks.back();
        m_end.stepped = m_end.stepped && m_end.unit == last.unit && last.kind != MarkKind::Done;
        m_end.unitKnown = last.kind != MarkKind::Done;
        m_end.unit = last.unit;
    }
    if (m_receiver)
        m_receiver->receive(frame.task, std::move(batch));
    return true;
}

bool WorkerHost::handleProgress(const Frame &frame)
{
    auto message = decode<ProgressMessage>(frame.payload);
    if (!message)
        return refuse(ErrorCode::Protocol, message.error().detail);
    if (!m_check || m_check->task() != frame.task)
        return refuse(ErrorCode::Protocol, u"task"_s);
    if (!m_end.unitKnown || m_end.unit != message->unit)
        m_end.stepped = false;
    m_end.unitKnown = true;
    m_end.unit = message->unit;
    if (message->step) {
        m_end.stepped = true;
        m_end.position = message->position;
        return true; // thousands a second; for the watch alone
    }
    post([this, id = frame.task, message = std::move(*message)] { Q_EMIT progress(id, message); });
    return true;
}

/// Says why the worker has to go; gives false for the caller to hand on.
bool WorkerHost::refuse(ErrorCode cause, const QString &detail)
{
    m_end.cause = cause;
    m_end.detail = detail;
    m_process.kill();
    return false;
}

void WorkerHost::finish()
{
    if (m_stop)
        m_process.kill();
    const Error how = m_process.reap(kEndGraceMs);
    if (m_end.cause == ErrorCode::None && !m_quitting) {
        m_end.cause = how.code;
        m_end.detail = how.detail;
    }
    m_end.task = m_check ? m_check->task() : 0;
    if (!m_stop)
        post([this, end = m_end] { Q_EMIT ended(end); });
}

} // namespace ashiato
