// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QtEndian>

#include <array>
#include <bit>
#include <cstring>
#include <vector>

namespace ashiato
{

/// The first half of the SHA-256 of a text: what stands for a reference to it in a row's bytes.
using HalfHash = std::array<quint8, 16>;

/// The bytes of a row from which its digest is made, value by value; exhibitdigest.h has the form. Keeps its memory from
/// row to row. One thread at a time.
class RowBytes
{
public:
    void clear() { m_used = 0; }
    void null() { put('\0', nullptr, 0); }
    void integer(qint64 value) { number('\1', quint64(value)); }
    void real(double value) { number('\2', std::bit_cast<quint64>(value)); }
    void text(QByteArrayView value) { sized('\3', value); }
    void blob(QByteArrayView value) { sized('\4', value); }
    void reference(const HalfHash &half) { put('\5', half.data(), half.size()); }
    QByteArrayView view() const { return QByteArrayView(m_bytes.data(), qsizetype(m_used)); }

private:
    void put(char kind, const void *data, size_t size)
    {
        if (m_used + size + 1 > m_bytes.size())
            m_bytes.resize((m_used + size + 1) * 2);
        m_bytes[m_used] = kind;
        if (size > 0)
            std::memcpy(m_bytes.data() + m_used + 1, data, size);
        m_used += size + 1;
    }
    void number(char kind, quint64 value)
    {
        quint64 little = qToLittleEndian(value);
        put(kind, &little, sizeof little);
    }
    void sized(char kind, QByteArrayView value)
    {
        number(kind, quint64(value.size()));
        if (m_used + size_t(value.size()) > m_bytes.size())
            m_bytes.resize((m_used + size_t(value.size())) * 2);
        if (!value.isEmpty())
            std::memcpy(m_bytes.data() + m_used, value.data(), size_t(value.size()));
        m_used += size_t(value.size());
    }

    std::vector<char> m_bytes = std::vector<char>(1024);
    size_t m_used = 0;
};

} // namespace ashiato
