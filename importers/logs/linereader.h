// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"

#include <QByteArrayView>

#include <vector>

namespace ashiato
{

class GapSource;

/// One line as it lies in the file, without its terminator (LF or CR LF).
struct RawLine {
    QByteArrayView bytes; ///< Valid until the next call.
    qint64 offset = 0;
    qint64 next = 0;      ///< Where the following line begins.
    bool terminated = true; ///< False for a last line that the file ends within.
    bool tooLong = false;   ///< bytes holds only the beginning.
    bool unreadable = false; ///< A part of it could not be read (GapSource); tooLong as well, and bytes is empty.
    qint64 zeros = 0;       ///< NUL bytes stepped over before offset: what a crash or a log cut while open leaves behind.
};

/// Syslog over TCP parts its messages by their sizes ("202 <189>1 2026-…", RFC 6587 3.4.1), and what stores them so writes no
/// line ends: where the frame that begins the text begins and ends. Nothing where the text begins with none.
struct SyslogFrame {
    qsizetype begin = 0; ///< Of the message, behind its size; 0: there is no frame
    qsizetype end = 0;

    static SyslogFrame of(QByteArrayView text);
    /// Whether a file with this head is a sequence of frames that no line ends part.
    static bool partsAll(QByteArrayView head);
};

/// Cuts a byte source into lines through a bounded buffer; a line over the longest allowed is stepped over, not kept.
/// One thread.
class LineReader
{
public:
    static constexpr qint64 kMaxLine = 1 << 20;
    /// In which units a line end is looked for.
    enum class Unit { Byte, Utf16Le, Utf16Be };

    /// Of a GapSource the lines that a gap cuts are told from whole ones.
    explicit LineReader(ByteSource &source);

    void setUnit(Unit unit) { m_unit = unit; }
    /// Whether messages are parted by their sizes instead of by line ends (see SyslogFrame).
    void setFramed(bool framed) { m_framed = framed; }
    /// Bytes of the longest line that is kept; before the first read.
    void setLongest(qint64 bytes) { m_longest = bytes; }
    qint64 longest() const { return m_longest; }
    void seek(qint64 offset);
    /// False at the end. Errors are those of the source. NUL bytes at the end of the file come with an empty line.
    Result<bool> next(RawLine &line);
    /// What is buffered from the given line on: a look ahead for guesses, never more than the buffer.
    QByteArrayView from(const RawLine &line) const;

private:
    Result<bool> fill();
    Result<bool> fillTo(qint64 size);
    Result<bool> nextFrame(RawLine &line);
    qint64 frameBorder(qint64 from) const;
    Result<qint64> skipZeros();
    qint64 findEnd(qint64 begin) const;

    void markGap(RawLine &line) const;

    ByteSource &m_source;
    const GapSource *m_gaps; ///< The source where it is one
    std::vector<char> m_buffer;
    qint64 m_bufferOffset = 0; ///< Offset in the source of m_buffer[0]
    qint64 m_begin = 0;        ///< Next unread byte in the buffer
    qint64 m_end = 0;
    bool m_atEnd = false;
    bool m_framed = false;
    Unit m_unit = Unit::Byte;
    qint64 m_longest = kMaxLine;
};

} // namespace ashiato
