// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"
#include "importers/evidence/container.h"

#include <memory>
#include <vector>

namespace ashiato
{

/// The decoded bytes of a gzip file (RFC 1952; members one behind the other are one content, as gunzip has it) or of a
/// raw deflate stream of a zip. Going back or far ahead starts at the nearest seek point: one each 4 MiB of output, further
/// apart in very long streams (at most 1,024 points of 32 KiB). The checksums of a gzip are checked by a reader that goes
/// from the start to the end. Borrows its source. Errors: Damaged, Truncated, LimitExceeded.
class InflateSource : public ByteSource
{
public:
    enum class Wrapper { Gzip, Raw };
    /// size: of the decoded bytes, where it is known.
    InflateSource(ByteSource &stored, Wrapper wrapper, qint64 size, const ContainerLimits &limits);
    ~InflateSource() override;

    qint64 size() const override { return m_size; }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override;
    bool randomAccess() const override { return false; }
    std::optional<UnclaimedBytes> unclaimed() const override { return m_unclaimed; }

private:
    struct Stream;
    struct Point {
        qint64 out = 0;
        qint64 in = 0;
        int bits = 0;
        quint8 bitByte = 0;
        std::vector<quint8> window;
    };

    Result<void> seek(qint64 offset);
    Result<void> restart();
    Result<void> restore(const Point &point);
    Result<qint64> decode(char *into, qint64 size);
    Result<bool> nextMember();
    Result<bool> fill();
    void keepPoint();
    Result<void> takeEnd();

    ByteSource &m_stored;
    const Wrapper m_wrapper;
    const ContainerLimits m_limits;
    std::unique_ptr<Stream> m_stream;
    std::vector<Point> m_points;
    qint64 m_spacing;
    qint64 m_size;
    qint64 m_out = 0;       // decoded bytes so far
    qint64 m_in = 0;        // stored bytes taken into the input buffer so far
    bool m_ended = false;
    bool m_rawMember = false; // restored inside a gzip member: its trailer is ours to skip
    bool m_endTaken = false;
    std::optional<UnclaimedBytes> m_unclaimed;
    QByteArray m_input;
    std::vector<quint8> m_window; // the last 32 KiB of output, as a ring at m_out
};

} // namespace ashiato
