// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/windowsource.h"

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr qint64 kBlock = 256 << 10;
constexpr size_t kBlocks = 64;

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

} // namespace ashiato
