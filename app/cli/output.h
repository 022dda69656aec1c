// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace ashiato
{

/// A buffered way to a descriptor that counts a reader who left (`| head`) as an end, not as an error.
/// One thread. Does not own the descriptor.
class Output
{
public:
    explicit Output(int descriptor) : m_descriptor(descriptor) { m_buffer.reserve(kFull + 4096); }
    ~Output() { flush(); }
    Output(const Output &) = delete;
    Output &operator=(const Output &) = delete;

    /// Append here, then call flushIfFull() once a row: no copy between a row and the buffer.
    QByteArray &buffer() { return m_buffer; }
    void write(QByteArrayView bytes)
    {
        m_buffer.append(bytes);
        flushIfFull();
    }
    void flushIfFull()
    {
        if (m_buffer.size() >= kFull)
            flush();
    }
    /// False where nothing more can be written: see readerGone() and systemError().
    bool flush();

    bool usable() const { return !m_readerGone && m_error == 0; }
    bool readerGone() const { return m_readerGone; } ///< The other end of the pipe is closed.
    int systemError() const { return m_error; }      ///< errno of a failed write (a full disk, say), else 0
    bool isTerminal() const;

private:
    static constexpr qsizetype kFull = 64 * 1024;

    int m_descriptor;
    int m_error = 0;
    bool m_readerGone = false;
    QByteArray m_buffer;
};

} // namespace ashiato
