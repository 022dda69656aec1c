// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QByteArray>

#include <array>
#include <span>
#include <vector>

namespace ashiato
{

/// Types of the frames of the worker protocol. Control frames carry CBOR (messages.h), Batch carries encodeBatch().
enum class FrameType : quint16 {
    // worker -> host
    Hello = 1, Opened, Batch, Progress, TaskDone, Bytes, Probed, Picture,
    // host -> worker
    Open = 64, Task, Cancel, Pause, Resume, Read, Probe, DecodePicture, Quit,
};

/// The evidence's descriptors travel with Open frames. What does not fit one frame goes ahead in Open frames with an
/// empty payload; the one with a payload carries the rest and closes the list.

/// One frame: 12 bytes of header (u32 payload size, u16 type, u16 zero, u32 task), then the payload; little endian.
struct Frame {
    FrameType type = FrameType::Hello;
    quint32 task = 0; ///< The task or request that it belongs to.
    QByteArray payload;
};

inline constexpr quint32 kFrameHeaderSize = 12;
inline constexpr quint32 kMaxFramePayload = 96u << 20;

/// The header and payload as bytes.
QByteArray encodeFrame(const Frame &frame);

/// Cuts a byte stream into frames. The bytes are received into room(), so that a payload lies at once where it stays;
/// then arrived() is told how many came. A header that breaks a rule makes failed() true for good. Any thread, not
/// concurrently.
class FrameDecoder
{
public:
    /// What is missing of the header or of the payload: never empty.
    std::span<char> room();
    /// True where these bytes, at most those of room(), complete a frame.
    bool arrived(qsizetype count, Frame &frame);
    bool failed() const { return m_failed; }

private:
    bool headerArrived();

    std::array<char, kFrameHeaderSize> m_header{};
    Frame m_frame;
    qsizetype m_have = 0; ///< Of the header, or of the payload once m_inPayload
    bool m_inPayload = false;
    bool m_failed = false;
};

/// Blocking I/O on the worker's socket (descriptor 3), for the worker side. Descriptors travel with a frame
/// (SCM_RIGHTS, at most 250 a frame, sent beside the header). Errors: Io, Protocol, Truncated (the peer is gone).
inline constexpr size_t kMaxFrameDescriptors = 250; ///< The kernel's SCM_MAX_FD is 253
Result<void> writeFrame(int socket, const Frame &frame);
Result<Frame> readFrame(int socket, std::vector<int> *descriptors = nullptr);

/// Sends a frame whose header carries descriptors. The caller keeps and closes its own copies.
Result<void> writeFrameWithDescriptors(int socket, const Frame &frame, const std::vector<int> &descriptors);

} // namespace ashiato
