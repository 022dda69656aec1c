// SPDX-License-Identifier: Apache-2.0
#include "models/records/frame.h"

#include "models/records/boundedreader.h"

#include <cerrno>
#include <cstring>
#include <utility>
#include <sys/socket.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

bool knownType(quint16 type)
{
    return (type >= quint16(FrameType::Hello) && type <= quint16(FrameType::Picture)) ||
           (type >= quint16(FrameType::Open) && type <= quint16(FrameType::Quit));
}

QByteArray header(const Frame &frame)
{
    QByteArray out(kFrameHeaderSize, '\0');
    qToLittleEndian(quint32(frame.payload.size()), out.data());
    qToLittleEndian(quint16(frame.type), out.data() + 4);
    qToLittleEndian(frame.task, out.data() + 8);
    return out;
}

/// False where the header breaks a rule.
bool parseHeader(QByteArrayView bytes, Frame &frame, quint32 &size)
{
    BoundedReader in(bytes);
    size = in.u32();
    const quint16 type = in.u16();
    const quint16 zero = in.u16();
    frame.task = in.u32();
    frame.type = FrameType(type);
    return !in.failed() && size <= kMaxFramePayload && zero == 0 && knownType(type);
}

Error ioError(const char *what) { return {ErrorCode::Io, QString::fromLatin1(what) + u' ' + QString::number(errno)}; }

Result<void> writeAll(int socket, const char *data, size_t size)
{
    while (size > 0) {
        const ssize_t n = ::send(socket, data, size, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return ioError("send");
        data += n;
        size -= size_t(n);
    }
    return {};
}

/// Reads exactly size bytes and takes descriptors that come with them.
Result<void> readAll(int socket, char *data, size_t size, std::vector<int> *descriptors)
{
    while (size > 0) {
        iovec io{data, size};
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * kMaxFrameDescriptors)];
        msghdr message{};
        message.msg_iov = &io;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof(control);
        const ssize_t n = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return ioError("recvmsg");
        for (cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
            if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
                continue;
            const size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
            for (size_t i = 0; i < count; ++i) {
                int fd = -1;
                std::memcpy(&fd, CMSG_DATA(c) + i * sizeof(int), sizeof(int));
                if (descriptors)
                    descriptors->push_back(fd);
                else
                    ::close(fd);
            }
        }
        if (n == 0)
            return {ErrorCode::Truncated, QStringLiteral("socket")};
        data += n;
        size -= size_t(n);
    }
    return {};
}

} // namespace

QByteArray encodeFrame(const Frame &frame) { return header(frame) + frame.payload; }

std::span<char> FrameDecoder::room()
{
    const std::span<char> whole = m_inPayload ? std::span<char>(m_frame.payload.data(), size_t(m_frame.payload.size()))
                                              : std::span<char>(m_header);
    return whole.subspan(size_t(m_have));
}

bool FrameDecoder::headerArrived()
{
    quint32 size = 0;
    if (!parseHeader(QByteArrayView(m_header.data(), qsizetype(m_header.size())), m_frame, size)) {
        m_failed = true;
        return false;
    }
    m_frame.payload = QByteArray(qsizetype(size), Qt::Uninitialized);
    m_inPayload = size > 0;
    return !m_inPayload;
}

bool FrameDecoder::arrived(qsizetype count, Frame &frame)
{
    m_have += count;
    if (m_failed || !room().empty())
        return false;
    m_have = 0;
    if (!m_inPayload && !headerArrived())
        return false;
    m_inPayload = false;
    frame = std::exchange(m_frame, {});
    return true;
}

Result<void> writeFrame(int socket, const Frame &frame)
{
    const QByteArray head = header(frame);
    if (auto sent = writeAll(socket, head.constData(), size_t(head.size())); !sent)
        return sent;
    return writeAll(socket, frame.payload.constData(), size_t(frame.payload.size()));
}

Result<void> writeFrameWithDescriptors(int socket, const Frame &frame, const std::vector<int> &descriptors)
{
    if (descriptors.empty())
        return writeFrame(socket, frame);
    if (descriptors.size() > kMaxFrameDescriptors)
        return {ErrorCode::LimitExceeded, QStringLiteral("descriptors")};
    QByteArray head = header(frame);
    iovec io{head.data(), size_t(head.size())};
    std::vector<char> control(CMSG_SPACE(sizeof(int) * descriptors.size()), 0);
    msghdr message{};
    message.msg_iov = &io;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr *c = CMSG_FIRSTHDR(&message);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int) * descriptors.size());
    std::memcpy(CMSG_DATA(c), descriptors.data(), sizeof(int) * descriptors.size());
    ssize_t n = 0;
    do {
        n = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (n < 0 && errno == EINTR);
    if (n <= 0)
        return ioError("sendmsg");
    if (auto rest = writeAll(socket, head.constData() + n, size_t(head.size() - n)); !rest)
        return rest;
    return writeAll(socket, frame.payload.constData(), size_t(frame.payload.size()));
}

Result<Frame> readFrame(int socket, std::vector<int> *descriptors)
{
    QByteArray head(kFrameHeaderSize, '\0');
    if (auto got = readAll(socket, head.data(), size_t(head.size()), descriptors); !got)
        return got.error();
    Frame frame;
    quint32 size = 0;
    if (!parseHeader(head, frame, size))
        return {ErrorCode::Protocol, QStringLiteral("frame header")};
    frame.payload.resize(qsizetype(size));
    if (auto got = readAll(socket, frame.payload.data(), size, descriptors); !got)
        return got.error();
    return frame;
}

} // namespace ashiato
