// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/extextents.h"

#include <QtEndian>

#include <algorithm>
#include <unordered_set>

namespace ashiato
{

namespace
{

constexpr quint16 kMagic = 0xf30a;
constexpr int kMaxDepth = 5; // EXT4_MAX_EXTENT_DEPTH, fs/ext4/ext4_extents.h of Linux
constexpr qsizetype kEntrySize = 12; // header, index and extent alike
constexpr quint32 kMaxWritten = 32768; // an extent of more blocks is one of that many fewer that is not written yet

template <typename T> T little(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<T>(bytes.data() + at);
}

class Reader
{
public:
    Reader(quint64 blocks, quint64 blocksOfDisk, const ExtBlockReader &readBlock)
        : m_blocks(blocks), m_blocksOfDisk(blocksOfDisk), m_readBlock(readBlock)
    {
    }

    std::vector<ExtRun> read(QByteArrayView root)
    {
        const int depth = root.size() >= kEntrySize ? little<quint16>(root, 6) : kMaxDepth + 1;
        if (depth > kMaxDepth || !node(root, depth, 0, m_blocks))
            add({0, 0, m_blocks, ExtRun::Kind::Damaged});
        fill(m_blocks, ExtRun::Kind::Zeros);
        return std::move(m_runs);
    }

private:
    /// Of a node that maps [from, to): false, and nothing added, where it is none.
    bool node(QByteArrayView bytes, int depth, quint64 from, quint64 to)
    {
        if (bytes.size() < kEntrySize || little<quint16>(bytes, 0) != kMagic || little<quint16>(bytes, 6) != depth)
            return false;
        const qsizetype entries = little<quint16>(bytes, 2);
        if (entries > little<quint16>(bytes, 4) || entries > bytes.size() / kEntrySize - 1)
            return false;
        for (qsizetype entry = 1; entry <= entries; ++entry) {
            const QByteArrayView one = bytes.sliced(entry * kEntrySize, kEntrySize);
            const quint64 begin = little<quint32>(one, 0);
            if (begin < from || begin >= to) { // beyond the size: kept there (EOFBLOCKS) or damage; neither is content
                if (begin < m_blocks && begin < to)
                    m_disorder = true;
                continue;
            }
            if (depth == 0) {
                extent(one, begin, to);
                continue;
            }
            const quint64 end =
                entry < entries ? std::min<quint64>(to, little<quint32>(bytes, (entry + 1) * kEntrySize)) : to;
            const quint64 block = little<quint32>(one, 4) | quint64(little<quint16>(one, 8)) << 32;
            index(block, depth, begin, std::max(begin, end));
        }
        return true;
    }

    void index(quint64 block, int depth, quint64 begin, quint64 end)
    {
        QByteArray child;
        const bool fresh = block != 0 && block < m_blocksOfDisk && m_seen.insert(block).second;
        if (!fresh || !m_readBlock(block, child) || !node(child, depth - 1, begin, end))
            add({begin, 0, end - begin, ExtRun::Kind::Damaged});
    }

    void extent(QByteArrayView one, quint64 begin, quint64 to)
    {
        const quint32 stored = little<quint16>(one, 4);
        const bool written = stored <= kMaxWritten;
        const quint64 length = std::min<quint64>(written ? stored : stored - kMaxWritten, to - begin);
        const quint64 block = little<quint32>(one, 8) | quint64(little<quint16>(one, 6)) << 32;
        const bool there = block != 0 && block < m_blocksOfDisk && length <= m_blocksOfDisk - block;
        add({begin, block, length, !there ? ExtRun::Kind::Damaged : written ? ExtRun::Kind::Data : ExtRun::Kind::Zeros});
    }

    void add(ExtRun run)
    {
        const quint64 end = std::min(run.logical + run.blocks, m_blocks);
        if (end <= m_next)
            return; // what was mapped first stays
        fill(std::min(run.logical, m_blocks), ExtRun::Kind::Zeros);
        if (run.logical < m_next) {
            run.physical += m_next - run.logical;
            run.logical = m_next;
        }
        run.blocks = end - run.logical;
        if (run.blocks == 0)
            return;
        if (run.kind != ExtRun::Kind::Data)
            run.physical = 0;
        m_runs.push_back(run);
        m_next = end;
    }

    void fill(quint64 to, ExtRun::Kind kind)
    {
        if (to <= m_next)
            return;
        m_runs.push_back({m_next, 0, to - m_next, m_disorder ? ExtRun::Kind::Damaged : kind});
        m_next = to;
    }

    const quint64 m_blocks;
    const quint64 m_blocksOfDisk;
    const ExtBlockReader &m_readBlock;
    std::vector<ExtRun> m_runs;
    std::unordered_set<quint64> m_seen;
    quint64 m_next = 0;
    bool m_disorder = false; ///< An entry lies before what maps it: what is not mapped is no hole for sure
};

} // namespace

std::vector<ExtRun> extentRuns(QByteArrayView root, quint64 blocks, quint64 blocksOfDisk, qint64 blockSize,
                               const ExtBlockReader &readBlock)
{
    const auto reads = [&](quint64 block, QByteArray &into) { return readBlock(block, into) && into.size() == blockSize; };
    return Reader(blocks, blocksOfDisk, reads).read(root);
}

} // namespace ashiato
