// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"

#include <list>
#include <memory>

namespace ashiato
{

/// A part of another source. Borrows it.
class PartSource : public ByteSource
{
public:
    PartSource(ByteSource &whole, qint64 start, qint64 size) : m_whole(whole), m_start(start), m_size(size) {}

    qint64 size() const override { return m_size; }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override;
    bool randomAccess() const override { return m_whole.randomAccess(); }

private:
    ByteSource &m_whole;
    const qint64 m_start;
    const qint64 m_size;
};

/// Blocks of a source that is expensive to go back in, kept in memory (16 MiB): a reader that jumps about in a compressed
/// member does not decode it again at every jump. Bytes before an error are given, and the error when they are asked for
/// again.
class CachedSource : public ByteSource
{
public:
    explicit CachedSource(std::unique_ptr<ByteSource> forward) : m_forward(std::move(forward)) {}

    qint64 size() const override { return m_forward->size(); }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override;
    bool randomAccess() const override { return false; }
    std::optional<UnclaimedBytes> unclaimed() const override { return m_forward->unclaimed(); }

private:
    struct Block {
        qint64 number = -1;
        QByteArray bytes;
        bool failed = false;
        Error error;
    };
    const Block &block(qint64 number);

    std::unique_ptr<ByteSource> m_forward;
    std::list<Block> m_blocks; // the latest used in front
};

/// A source whose size and CRC-32 (where there is one) are told beside it (a zip's directory). A reader that goes from the start to the end
/// gets Damaged behind the last byte where they differ; what was given before stands.
class CheckedSource : public ByteSource
{
public:
    CheckedSource(std::unique_ptr<ByteSource> content, qint64 size, std::optional<quint32> crc)
        : m_content(std::move(content)), m_size(size), m_expected(crc)
    {
    }
    qint64 size() const override { return m_size; }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override;
    bool randomAccess() const override { return m_content->randomAccess(); }

private:
    const std::unique_ptr<ByteSource> m_content;
    const qint64 m_size;
    const std::optional<quint32> m_expected;
    quint32 m_crc = 0;   // of the first m_checked bytes
    qint64 m_checked = 0;
};

/// The bytes from there to the end of the source, where one of them is no padding (zero).
/// Errors: the source's.
Result<std::optional<UnclaimedBytes>> unclaimedBehind(ByteSource &source, qint64 from);

} // namespace ashiato
