// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/linereader.h"

#include "importers/gapsource.h"

#include <cstring>

namespace ashiato
{

namespace
{

constexpr qint64 kChunk = 1 << 20;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

} // namespace

SyslogFrame SyslogFrame::of(QByteArrayView text)
{
    constexpr qsizetype kMostDigits = 7, kPriorityDigits = 3;
    qsizetype at = 0, size = 0;
    while (at < text.size() && at < kMostDigits && isDigit(text[at]))
        size = size * 10 + (text[at++] - '0');
    if (at == 0 || text[0] == '0' || !text.sliced(at).startsWith(" <"))
        return {};
    qsizetype close = at + 2;
    while (close < text.size() && close < at + 2 + kPriorityDigits && isDigit(text[close]))
        ++close;
    if (close == at + 2 || close == text.size() || text[close] != '>' || size < close - at)
        return {};
    return {at + 1, at + 1 + size};
}

bool SyslogFrame::partsAll(QByteArrayView head)
{
    const SyslogFrame first = of(head);
    if (first.begin == 0)
        return false;
    if (first.end >= head.size()) // one message, or the head ends within it
        return !head.contains('\n') || head.indexOf('\n') >= first.end - 1;
    return of(head.sliced(first.end)).begin > 0;
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

/// Buffers so many bytes from the next unread one on, or what there is.
Result<bool> LineReader::fillTo(qint64 size)
{
    while (m_end - m_begin < size) {
        const auto more = fill();
        if (!more || !*more)
            return more;
    }
    return true;
}

/// Bytes from the next unread one on to the next frame or line end; from: where to begin looking. What a wrong size leaves.
qint64 LineReader::frameBorder(qint64 from) const
{
    const QByteArrayView text(m_buffer.data() + m_begin, m_end - m_begin);
    for (qint64 at = from; at < text.size(); ++at) {
        if (text[at] == '\n')
            return at;
        if (!isDigit(text[at]))
            continue;
        // Where digits of the message stand before those of the size, the frame that another follows is the right one.
        const SyslogFrame frame = SyslogFrame::of(text.sliced(at));
        const qint64 end = at + frame.end;
        if (frame.begin > 0 && (end >= text.size() || text[end] == '\n' || SyslogFrame::of(text.sliced(end)).begin > 0))
            return at;
    }
    return text.size();
}

Result<bool> LineReader::nextFrame(RawLine &line)
{
    constexpr qint64 kHeader = 16; // of the frame behind
    while (true) { // line ends between two frames
        const auto some = fillTo(1);
        if (!some)
            return some.error();
        if (m_begin == m_end) {
            line.offset = line.next = m_bufferOffset + m_begin;
            return line.zeros > 0;
        }
        if (m_buffer[size_t(m_begin)] != '\n' && m_buffer[size_t(m_begin)] != '\r')
            break;
        ++m_begin;
    }
    if (const auto head = fillTo(kHeader); !head)
        return head.error();
    SyslogFrame frame = SyslogFrame::of(QByteArrayView(m_buffer.data() + m_begin, m_end - m_begin));
    const qint64 wanted = frame.begin > 0 && frame.end <= m_longest ? frame.end + kHeader : m_longest;
    if (const auto whole = fillTo(wanted); !whole)
        return whole.error();
    const QByteArrayView text(m_buffer.data() + m_begin, m_end - m_begin);
    const bool ends = frame.begin > 0 && frame.end <= text.size()
        && (frame.end == text.size() || text[frame.end] == '\n' || SyslogFrame::of(text.sliced(frame.end)).begin > 0);
    line.terminated = ends;
    if (!ends) {
        if (const auto more = fillTo(m_longest); !more)
            return more.error();
        frame.end = frameBorder(frame.begin > 0 ? frame.begin : 1);
        line.tooLong = frame.end >= m_longest;
    }
    line.offset = m_bufferOffset + m_begin + frame.begin;
    line.bytes = line.tooLong ? QByteArrayView() : QByteArrayView(m_buffer.data() + m_begin + frame.begin, frame.end - frame.begin);
    while (!line.bytes.isEmpty() && (line.bytes.back() == '\n' || line.bytes.back() == '\r'))
        line.bytes.chop(1);
    m_begin += frame.end;
    line.next = m_bufferOffset + m_begin;
    return true;
}

Result<bool> LineReader::next(RawLine &line)
{
    const qint64 width = m_unit == Unit::Byte ? 1 : 2;
    line = RawLine();
    const auto zeros = skipZeros();
    if (!zeros)
        return zeros.error();
    line.zeros = *zeros;
    if (m_framed)
        return nextFrame(line);
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
