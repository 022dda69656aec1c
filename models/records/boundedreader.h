// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QtEndian>

namespace ashiato
{

/// Reads integers and byte ranges out of a buffer and never past its end.
/// After the first read past the end every further read gives zero or empty and failed() stays true, so that a parser
/// reads a whole structure and asks once. Does not own the bytes. Any thread, not concurrently.
class BoundedReader
{
public:
    explicit BoundedReader(QByteArrayView bytes) : m_bytes(bytes) {}

    qsizetype size() const { return m_bytes.size(); }
    qsizetype position() const { return m_position; }
    qsizetype remaining() const { return m_bytes.size() - m_position; }
    bool atEnd() const { return remaining() == 0; }
    bool failed() const { return m_failed; }

    /// Moves to an absolute byte offset; fails when it lies past the end.
    bool seek(qsizetype offset)
    {
        if (offset < 0 || offset > m_bytes.size()) {
            m_failed = true;
            return false;
        }
        m_position = offset;
        return true;
    }

    QByteArrayView bytes(qsizetype count)
    {
        if (m_failed || count < 0 || count > remaining()) {
            m_failed = true;
            return {};
        }
        const QByteArrayView part = m_bytes.sliced(m_position, count);
        m_position += count;
        return part;
    }
    void skip(qsizetype count) { bytes(count); }

    template <typename T> T little()
    {
        const QByteArrayView part = bytes(sizeof(T));
        return part.isEmpty() ? T{} : qFromLittleEndian<T>(part.data());
    }
    template <typename T> T big()
    {
        const QByteArrayView part = bytes(sizeof(T));
        return part.isEmpty() ? T{} : qFromBigEndian<T>(part.data());
    }
    quint8 u8() { return little<quint8>(); }
    quint16 u16() { return little<quint16>(); }
    quint32 u32() { return little<quint32>(); }
    quint64 u64() { return little<quint64>(); }

private:
    QByteArrayView m_bytes;
    qsizetype m_position = 0;
    bool m_failed = false;
};

} // namespace ashiato
