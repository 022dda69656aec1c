// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/linereader.h"

#include "importers/gapsource.h"

#include <cstring>

namespace ashiato
{

namespace
{
constexpr qint64 kChunk = 1 << 20;
}

LineReader::LineReader(ByteSource &source) : m_source(source), m_gaps(dynamic_cast<const GapSource *>(&source)) {}

/// The zeros in place of what cannot be read are neither text nor zeros that the file holds: what stands before and behind
/// them up to the next line end is one line that nobody can read.
void LineReader::markGap(RawLine &line) const
{
    const qint64 begin = line.offset - line.zeros;
    if (!m_gaps || !m_gaps->hasGap(begin, line.next - begin))
        return;
    line.offset = begin;
    line.zeros = 0;
    line.bytes = {};
    line.unreadable = line.tooLong = true;
}

void LineReader::seek(qint64 offset)
{
    if (offset >= m_bufferOffset && offset <= m_bufferOffset + m_end) {
        m_begin = offset - m_bufferOffset;
        return;
    }
    m_bufferOffset = offset;
    m_begin = m_end = 0;
    m_atEnd = false;
}

Result<bool> LineReader::fill()
{
    if (m_atEnd)
        return false;
    if (m_buffer.empty())
        m_buffer.resize(size_t(qMin(m_longest, kMaxLine) + 2 * kChunk));
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, size_t(m_end - m_begin));
        m_bufferOffset += m_begin;
        m_end -= m_begin;
        m_begin = 0;
    }
    // Room for the longest line is taken only where there is one.
    if (qint64(m_buffer.size()) - m_end < kChunk)
        m_buffer.resize(size_t(qMin(m_longest + 2 * kChunk, 2 * qint64(m_buffer.size()))));
    const auto got = m_source.read(m_bufferOffset + m_end, m_buffer.data() + m_end, qMin(kChunk, qint64(m_buffer.size()) - m_end));
    if (!got)
        return got.error();
    m_end += *got;
    m_atEnd = *got == 0;
    return !m_atEnd;
}

/// Index of the line feed's first byte at or after begin; -1 where none is buffered.
qint64 LineReader::findEnd(qint64 begin) const
{
    const char *data = m_buffer.data();
    qint64 at = begin;
    while (at < m_end) {
        const void *hit = std::memchr(data + at, '\n', size_t(m_end - at));
        if (!hit)
            return -1;
        const qint64 index = static_cast<const char *>(hit) - data;
        if (m_unit == Unit::Byte)
            return index;
        // A UTF-16 line feed stands on a unit border: the parity is that of the line's begin.
        const bool even = (index - m_begin) % 2 == 0;
        if (m_unit == Unit::Utf16Le && even && index + 1 < m_end && data[index + 1] == 0)
            return index;
        if (m_unit == Unit::Utf16Be && !even && data[index - 1] == 0)
            return index - 1;
        at = index + 1;
    }
    return -1;
}

/// Number of NUL bytes at the next line's begin; they are stepped over, however many. In UTF-16 they are half characters.
Result<qint64> LineReader::skipZeros()
{
    qint64 zeros = 0;
    while (m_unit == Unit::Byte) {
        const qint64 begin = m_begin;
        while (m_begin < m_end && m_buffer[size_t(m_begin)] == 0)
            ++m_begin;
        zeros += m_begin - begin;
        if (m_begin < m_end)
            break;
        const auto more = fill();
        if (!more)
            return more.error();
        if (!*more)
            break;
    }
    return zeros;
}

Result<bool> LineReader::next(RawLine &line)
{
    const qint64 width = m_unit == Unit::Byte ? 1 : 2;
    line = RawLine();
    const auto zeros = skipZeros();
    if (!zeros)
        return zeros.error();
    line.zeros = *zeros;
    qint64 searched = 0; // bytes after m_begin that hold no line feed; m_begin may move in the buffer
    while (true) {
        const qint64 end = findEnd(m_begin + searched);
        const qint64 length = (end >= 0 ? end : m_end) - m_begin;
        if (end >= 0 || length > m_longest || m_atEnd) {
            if (end < 0 && length == 0 && !line.tooLong && line.zeros == 0)
                return false;
            if (!line.tooLong) {
                line.offset = m_bufferOffset + m_begin;
                line.terminated = end >= 0;
                line.bytes = QByteArrayView(m_buffer.data() + m_begin, length);
            }
            if (end < 0 && !m_atEnd) { // too long: let its bytes go and look for its end
                line.tooLong = true;
                line.bytes = {};
                m_begin = m_end - (m_end - m_begin) % width;
                searched = 0;
                const auto more = fill();
                if (!more)
                    return more.error();
                continue;
            }
            line.tooLong = line.tooLong || length > m_longest;
            line.terminated = end >= 0;
            m_begin = end >= 0 ? end + width : m_end;
            line.next = m_bufferOffset + m_begin;
            break;
        }
        // A UTF-16 line feed may be cut in two by the buffer's end.
        searched = qMax<qint64>(0, (m_end - m_begin) - (m_end - m_begin) % width - (width - 1));
        const auto more = fill();
        if (!more)
            return more.error();
    }
    markGap(line);
    const qint64 size = line.bytes.size();
    if (m_unit == Unit::Byte && size > 0 && line.bytes.back() == '\r')
        line.bytes.chop(1);
    else if (m_unit == Unit::Utf16Le && size > 1 && line.bytes[size - 2] == '\r' && line.bytes[size - 1] == 0)
        line.bytes.chop(2);
    else if (m_unit == Unit::Utf16Be && size > 1 && line.bytes[size - 2] == 0 && line.bytes[size - 1] == '\r')
        line.bytes.chop(2);
    return true;
}

QByteArrayView LineReader::from(const RawLine &line) const
{
    const qint64 begin = line.offset - m_bufferOffset;
    if (begin < 0 || begin > m_end)
        return line.bytes;
    return QByteArrayView(m_buffer.data() + begin, m_end - begin);
}

} // namespace ashiato
