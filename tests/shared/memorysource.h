// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"

#include <cstring>

namespace ashiato
{

/// Bytes in memory as a source, for tests. readCap: most bytes of one read, to put borders anywhere.
class MemorySource : public ByteSource
{
public:
    explicit MemorySource(QByteArray bytes, qint64 readCap = 1 << 30) : m_bytes(std::move(bytes)), m_readCap(readCap) {}

    qint64 size() const override { return m_bytes.size(); }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override
    {
        const qint64 got = qMax<qint64>(0, qMin(qMin(size, m_readCap), m_bytes.size() - offset));
        if (got > 0)
            std::memcpy(into, m_bytes.constData() + offset, size_t(got));
        return got;
    }

private:
    QByteArray m_bytes;
    qint64 m_readCap;
};

} // namespace ashiato
