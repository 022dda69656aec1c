// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/inflatesource.h"

#include "importers/evidence/windowsource.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr qint64 kFirstSpacing = 4 << 20;
constexpr size_t kMaxPoints = 1024;
constexpr qint64 kInput = 64 << 10;
constexpr qint64 kWindow = 32 << 10;
constexpr int kGzipTrailer = 8;
constexpr QByteArrayView kGzipMagic("\x1f\x8b", 2);

} // namespace

struct InflateSource::Stream {
    z_stream z = {};
    bool open = false;

    ~Stream() { close(); }
    void close()
    {
        if (open)
            inflateEnd(&z);
        open = false;
    }
    bool start(int windowBits)
    {
        close();
        z = {};
        open = inflateInit2(&z, windowBits) == Z_OK;
        return open;
    }
};

InflateSource::InflateSource(ByteSource &stored, Wrapper wrapper, qint64 size, const ContainerLimits &limits)
    : m_stored(stored), m_wrapper(wrapper), m_limits(limits), m_stream(std::make_unique<Stream>()), m_spacing(kFirstSpacing),
      m_size(size), m_window(size_t(kWindow))
{
}

InflateSource::~InflateSource() = default;

Result<void> InflateSource::restart()
{
    if (!m_stream->start(m_wrapper == Wrapper::Gzip ? 15 + 16 : -15))
        return ErrorCode::OutOfMemory;
    m_out = m_in = 0;
    m_ended = m_rawMember = false;
    return {};
}

Result<void> InflateSource::restore(const Point &point)
{
    if (!m_stream->start(-15))
        return ErrorCode::OutOfMemory;
    m_out = point.out;
    m_in = point.in;
    m_ended = false;
    m_rawMember = m_wrapper == Wrapper::Gzip;
    if (point.bits)
        inflatePrime(&m_stream->z, point.bits, point.bitByte >> (8 - point.bits));
    inflateSetDictionary(&m_stream->z, point.window.data(), uInt(point.window.size()));
    for (size_t i = 0; i < point.window.size(); ++i)
        m_window[size_t((point.out - qint64(point.window.size()) + qint64(i)) % kWindow)] = point.window[i];
    return {};
}

/// More input where there is none left; false at the end of the stored bytes.
Result<bool> InflateSource::fill()
{
    z_stream &z = m_stream->z;
    if (z.avail_in > 0)
        return true;
    m_input.resize(kInput);
    const auto got = m_stored.read(m_in, m_input.data(), kInput);
    if (!got)
        return got.error();
    m_in += *got;
    z.next_in = reinterpret_cast<Bytef *>(m_input.data());
    z.avail_in = uInt(*got);
    return *got > 0;
}

void InflateSource::keepPoint()
{
    const qint64 last = m_points.empty() ? 0 : m_points.back().out;
    if (m_out < last + m_spacing)
        return;
    const z_stream &z = m_stream->z;
    Point point;
    point.out = m_out;
    point.in = m_in - z.avail_in;
    point.bits = z.data_type & 7;
    if (point.bits)
        point.bitByte = quint8(reinterpret_cast<const char *>(z.next_in)[-1]);
    const qint64 length = std::min(m_out, kWindow);
    point.window.resize(size_t(length));
    for (qint64 i = 0; i < length; ++i)
        point.window[size_t(i)] = m_window[size_t((m_out - length + i) % kWindow)];
    m_points.push_back(std::move(point));
    if (m_points.size() >= kMaxPoints) {
        for (size_t i = 0; i * 2 + 1 < m_points.size(); ++i)
            m_points[i] = std::move(m_points[i * 2 + 1]);
        m_points.resize(m_points.size() / 2);
        m_spacing *= 2;
    }
}

/// Behind the end of a gzip member: whether another one follows. Anything else is for takeEnd().
Result<bool> InflateSource::nextMember()
{
    z_stream &z = m_stream->z;
    if (m_rawMember) {
        for (int skip = kGzipTrailer; skip > 0;) {
            const auto more = fill();
            if (!more || !*more)
                return more;
            const uInt part = std::min(uInt(skip), z.avail_in);
            z.next_in += part;
            z.avail_in -= part;
            skip -= int(part);
        }
    }
    const auto magic = m_stored.window(m_in - z.avail_in, kGzipMagic.size());
    if (!magic)
        return magic.error();
    if (*magic != kGzipMagic)
        return false;
    if (const auto more = fill(); !more || !*more)
        return more;
    const Bytef *next = z.next_in;
    const uInt left = z.avail_in;
    if (!m_stream->start(15 + 16))
        return ErrorCode::OutOfMemory;
    z.next_in = const_cast<Bytef *>(next);
    z.avail_in = left;
    m_rawMember = false;
    return true;
}

/// Once, when the decoded bytes are at their end: their size is known, and what is stored behind them.
Result<void> InflateSource::takeEnd()
{
    if (m_endTaken)
        return {};
    m_size = m_out;
    if (m_wrapper == Wrapper::Gzip) {
        const auto behind = unclaimedBehind(m_stored, m_in - m_stream->z.avail_in);
        if (!behind)
            return behind.error();
        m_unclaimed = *behind;
    }
    m_endTaken = true;
    return {};
}

/// Decodes up to size bytes at m_out; 0 at the end.
Result<qint64> InflateSource::decode(char *into, qint64 size)
{
    z_stream &z = m_stream->z;
    qint64 done = 0;
    while (done < size && !m_ended) {
        const auto more = fill();
        if (!more)
            return more.error();
        z.next_out = reinterpret_cast<Bytef *>(into + done);
        z.avail_out = uInt(std::min<qint64>(size - done, 1 << 20));
        const uInt before = z.avail_out;
        const int result = inflate(&z, Z_BLOCK);
        const qint64 produced = before - z.avail_out;
        for (qint64 i = std::max<qint64>(0, produced - kWindow); i < produced;) {
            const qint64 at = (m_out + i) % kWindow;
            const qint64 part = std::min(produced - i, kWindow - at);
            memcpy(m_window.data() + at, into + done + i, size_t(part));
            i += part;
        }
        m_out += produced;
        done += produced;
        const qint64 used = m_in - z.avail_in;
        if (m_out > m_limits.member || (m_out > m_limits.ratioFrom && m_out / m_limits.ratio > used))
            return {ErrorCode::LimitExceeded, QString::number(m_out), m_out};
        if (result == Z_STREAM_END) {
            const auto next = m_wrapper == Wrapper::Gzip ? nextMember() : Result<bool>(false);
            if (!next)
                return next.error();
            m_ended = !*next;
        } else if (result == Z_BUF_ERROR || (result == Z_OK && !*more && produced == 0)) {
            if (!*more)
                return done > 0 ? Result<qint64>(done) : Result<qint64>(ErrorCode::Truncated, QString(), m_out);
        } else if (result != Z_OK) {
            return done > 0 ? Result<qint64>(done)
                            : Result<qint64>(ErrorCode::Damaged, QString::fromLatin1(z.msg ? z.msg : ""), m_out);
        } else if ((z.data_type & 128) && !(z.data_type & 64)) {
            keepPoint();
        }
    }
    if (m_ended && done == 0) {
        if (const auto end = takeEnd(); !end)
            return end.error();
    }
    return done;
}

Result<void> InflateSource::seek(qint64 offset)
{
    const auto after = std::partition_point(m_points.begin(), m_points.end(),
                                            [&](const Point &point) { return point.out <= offset; });
    const Point *nearest = after == m_points.begin() ? nullptr : &*(after - 1);
    if (!m_stream->open || offset < m_out || (nearest && nearest->out > m_out)) {
        const auto ready = nearest ? restore(*nearest) : restart();
        if (!ready)
            return ready;
    }
    char skipped[16 << 10];
    while (m_out < offset) {
        const auto got = decode(skipped, std::min<qint64>(sizeof skipped, offset - m_out));
        if (!got)
            return got.error();
        if (*got == 0)
            break;
    }
    return {};
}

Result<qint64> InflateSource::read(qint64 offset, char *into, qint64 size)
{
    if (offset < 0 || size < 0)
        return ErrorCode::Invalid;
    if (offset != m_out || !m_stream->open) {
        if (const auto there = seek(offset); !there)
            return there.error();
    }
    if (offset != m_out)
        return qint64(0); // past the end
    return decode(into, size);
}

} // namespace ashiato
