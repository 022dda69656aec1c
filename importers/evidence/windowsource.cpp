// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/windowsource.h"

#include "models/records/records.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr qint64 kBlock = 256 << 10;
constexpr size_t kBlocks = 64;

bool isPadding(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == 0; });
}

} // namespace

Result<qint64> PartSource::read(qint64 offset, char *into, qint64 size)
{
    if (offset < 0 || size < 0)
        return ErrorCode::Invalid;
    size = std::clamp<qint64>(m_size - offset, 0, size);
    if (size == 0)
        return qint64(0);
    return m_whole.read(m_start + offset, into, size);
}

const CachedSource::Block &CachedSource::block(qint64 number)
{
    const auto known = std::find_if(m_blocks.begin(), m_blocks.end(), [&](const Block &b) { return b.number == number; });
    if (known != m_blocks.end()) {
        m_blocks.splice(m_blocks.begin(), m_blocks, known);
        return m_blocks.front();
    }
    Block block;
    if (m_blocks.size() >= kBlocks) {
        block = std::move(m_blocks.back()); // its memory is used again
        m_blocks.pop_back();
    }
    block.number = number;
    block.failed = false;
    block.bytes.resize(kBlock);
    qint64 filled = 0;
    while (filled < kBlock) {
        const auto got = m_forward->read(number * kBlock + filled, block.bytes.data() + filled, kBlock - filled);
        if (!got) {
            block.failed = true;
            block.error = got.error();
            break;
        }
        if (*got == 0)
            break;
        filled += *got;
    }
    block.bytes.truncate(qsizetype(filled));
    m_blocks.push_front(std::move(block));
    return m_blocks.front();
}

Result<qint64> CachedSource::read(qint64 offset, char *into, qint64 size)
{
    if (offset < 0 || size < 0)
        return ErrorCode::Invalid;
    qint64 done = 0;
    while (done < size) {
        const Block &here = block((offset + done) / kBlock);
        const qint64 within = (offset + done) % kBlock;
        const qint64 part = std::min<qint64>(size - done, here.bytes.size() - within);
        if (part > 0) {
            memcpy(into + done, here.bytes.constData() + within, size_t(part));
            done += part;
        }
        if (part > 0 && within + part == kBlock)
            continue;
        if (part <= 0 || done < size) { // the end, or an error behind the last byte
            if (done == 0 && here.failed)
                return here.error;
            break;
        }
    }
    return done;
}

Result<qint64> CheckedSource::read(qint64 offset, char *into, qint64 size)
{
    const auto got = m_content->read(offset, into, size);
    if (!got)
        return got;
    if (offset <= m_checked && offset + *got > m_checked) {
        m_crc = libdeflate_crc32(m_crc, into + (m_checked - offset), size_t(offset + *got - m_checked));
        m_checked = offset + *got;
    }
    if (size > 0 && *got == 0 && offset == m_checked) { // read from the start to the end
        if (m_checked != m_size)
            return {ErrorCode::Damaged, QStringLiteral("size"), m_checked};
        if (m_expected && m_crc != *m_expected)
            return {ErrorCode::Damaged, QStringLiteral("CRC-32"), m_checked};
    }
    return got;
}

Result<std::optional<UnclaimedBytes>> unclaimedBehind(ByteSource &source, qint64 from)
{
    QByteArray part(kBlock, Qt::Uninitialized);
    bool padding = true;
    qint64 end = from;
    for (;;) {
        // Of a source that knows its size the rest need not be read once one byte of it has shown what it is.
        if (!padding && source.size() != kUnknown) {
            end = std::max(end, source.size());
            break;
        }
        const auto got = source.read(end, part.data(), part.size());
        if (!got)
            return got.error();
        if (*got == 0)
            break;
        padding = padding && isPadding(QByteArrayView(part).first(*got));
        end += *got;
    }
    return padding ? std::optional<UnclaimedBytes>() : UnclaimedBytes{from, end - from};
}

} // namespace ashiato
