// SPDX-License-Identifier: Apache-2.0
#include "importers/formats/regf/hivelog.h"

#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr qsizetype kSector = 512;
constexpr qint64 kMostHive = qint64(2) << 30;

quint32 u32(QByteArrayView bytes, qsizetype at) { return qFromLittleEndian<quint32>(bytes.data() + at); }
quint64 u64(QByteArrayView bytes, qsizetype at) { return qFromLittleEndian<quint64>(bytes.data() + at); }

/// One "HvLE" entry.
struct Entry {
    int log = 0;
    qsizetype offset = 0;
    quint32 size = 0, sequence = 0, binsSize = 0, pages = 0;
};

/// Nothing where none begins there, or what begins there is not whole.
std::optional<Entry> entryAt(QByteArrayView log, qsizetype offset, bool &refused)
{
    constexpr qsizetype kHeader = 40;
    if (offset + kHeader > log.size() || !log.sliced(offset).startsWith("HvLE"))
        return {};
    Entry entry;
    entry.offset = offset;
    entry.size = u32(log, offset + 4);
    entry.sequence = u32(log, offset + 12);
    entry.binsSize = u32(log, offset + 16);
    entry.pages = u32(log, offset + 20);
    const bool sizeOk = entry.size >= kSector && entry.size % kSector == 0 && qsizetype(entry.size) <= log.size() - offset
                        && kHeader + qint64(entry.pages) * 8 <= qint64(entry.size) && entry.binsSize % 4096 == 0;
    if (!sizeOk) {
        refused = true;
        return {};
    }
    const QByteArrayView whole = log.sliced(offset, entry.size);
    // The second is of the header without itself, the first of everything behind it.
    if (marvin32(whole.first(32)) != u64(whole, 32) || marvin32(whole.sliced(kHeader)) != u64(whole, 24)) {
        refused = true;
        return {};
    }
    return entry;
}

std::vector<Entry> entriesOf(QByteArrayView log, int number, qint64 &refused)
{
    std::vector<Entry> entries;
    bool bad = false;
    for (qsizetype at = kSector;;) {
        auto entry = entryAt(log, at, bad);
        if (!entry)
            break;
        entry->log = number;
        at += entry->size;
        entries.push_back(*entry);
    }
    refused += bad ? 1 : 0;
    return entries;
}

class Replay
{
public:
    Replay(QByteArray &hive, const std::vector<QByteArray> &logs) : m_hive(hive), m_logs(logs) { m_result.entries.resize(logs.size()); }

    HiveReplay run()
    {
        const auto base = HiveBaseBlock::read(m_hive);
        m_result.wanted = base && base->isDirty();
        if (!m_result.wanted) {
            m_result.complete = base.has_value();
            return std::move(m_result);
        }
        if (!applyEntries(*base))
            applyDirtySectors(*base);
        return std::move(m_result);
    }

private:
    bool put(qint64 hiveOffset, QByteArrayView bytes, int log, qint64 logOffset)
    {
        if (hiveOffset < kHiveBaseBlock || hiveOffset + bytes.size() > kMostHive)
            return false;
        if (hiveOffset + bytes.size() > m_hive.size())
            m_hive.resize(hiveOffset + bytes.size(), '\0');
        std::memcpy(m_hive.data() + hiveOffset, bytes.data(), size_t(bytes.size()));
        m_result.pages.push_back({hiveOffset, bytes.size(), log, logOffset});
        return true;
    }

    /// Whether there were logs of this form. Of a hive whose base block is damaged the one of the newer log stands in.
    bool applyEntries(HiveBaseBlock base)
    {
        std::vector<Entry> all;
        bool found = false;
        std::optional<HiveBaseBlock> newest;
        for (size_t i = 0; i < m_logs.size(); ++i) {
            const auto block = HiveBaseBlock::read(m_logs[i]);
            if (!block || !block->checksumValid || (block->type != 6 && block->type != 1 && block->type != 2))
                continue;
            const auto entries = entriesOf(m_logs[i], int(i), m_result.refused);
            found |= !entries.empty();
            if (!entries.empty() && (!newest || block->primarySequence > newest->primarySequence))
                newest = block;
            all.insert(all.end(), entries.begin(), entries.end());
        }
        if (!found)
            return false;
        quint32 next = base.secondarySequence;
        if (!base.checksumValid) { // nothing that it says holds
            next = newest->secondarySequence;
            std::memcpy(m_hive.data(), logWith(*newest).data(), kSector);
        }
        std::stable_sort(all.begin(), all.end(), [](const Entry &a, const Entry &b) { return a.sequence < b.sequence; });
        for (const Entry &entry : all) {
            if (entry.sequence < next)
                continue;
            if (entry.sequence != next || !applyEntry(entry))
                break;
            ++next;
        }
        m_result.complete = !m_result.pages.empty();
        return true;
    }

    QByteArrayView logWith(const HiveBaseBlock &block) const
    {
        for (const QByteArray &log : m_logs) {
            if (const auto own = HiveBaseBlock::read(log); own && own->checksumValid && own->primarySequence == block.primarySequence)
                return log;
        }
        return m_logs.front();
    }

    bool applyEntry(const Entry &entry)
    {
        constexpr qsizetype kHeader = 40;
        const QByteArrayView log = m_logs[size_t(entry.log)];
        qsizetype from = entry.offset + kHeader + qsizetype(entry.pages) * 8;
        const qsizetype end = entry.offset + qsizetype(entry.size);
        for (quint32 i = 0; i < entry.pages; ++i) {
            const quint32 offset = u32(log, entry.offset + kHeader + qsizetype(i) * 8);
            const quint32 size = u32(log, entry.offset + kHeader + qsizetype(i) * 8 + 4);
            if (qint64(size) > end - from || !put(Hive::fileOffset(offset), log.sliced(from, size), entry.log, from)) {
                ++m_result.refused;
                return false;
            }
            from += size;
        }
        ++m_result.entries[size_t(entry.log)];
        return true;
    }

    /// Old logs: a bitmap of 512-byte sectors of the bins, and behind it, at the next sector, the sectors that are set.
    void applyDirtySectors(const HiveBaseBlock &base)
    {
        for (size_t i = 0; i < m_logs.size(); ++i) {
            const QByteArrayView log = m_logs[i];
            const auto block = HiveBaseBlock::read(log);
            if (!block || !block->checksumValid || log.size() < kSector + 4 || !log.sliced(kSector).startsWith("DIRT"))
                continue;
            if (base.checksumValid && block->primarySequence < base.secondarySequence)
                continue; // of an earlier time
            const qsizetype bitmap = kSector + 4, bytes = qsizetype(block->binsSize / kSector / 8);
            qsizetype from = (bitmap + bytes + kSector - 1) / kSector * kSector;
            if (bitmap + bytes > log.size()) {
                ++m_result.refused;
                continue;
            }
            bool whole = true;
            for (qsizetype sector = 0; sector < bytes * 8 && whole; ++sector) {
                if (!(quint8(log[bitmap + sector / 8]) >> (sector % 8) & 1))
                    continue;
                whole = from + kSector <= log.size() && put(kHiveBaseBlock + sector * kSector, log.sliced(from, kSector), int(i), from);
                from += kSector;
            }
            if (!base.checksumValid)
                std::memcpy(m_hive.data(), log.data(), kSector);
            m_result.refused += whole ? 0 : 1;
            m_result.entries[i] = 1;
            m_result.complete = whole;
            return;
        }
    }

    QByteArray &m_hive;
    const std::vector<QByteArray> &m_logs;
    HiveReplay m_result;
};

} // namespace

const HiveReplay::Page *HiveReplay::pageAt(qint64 hiveOffset) const
{
    const auto page = std::find_if(pages.rbegin(), pages.rend(), [&](const Page &one) {
        return hiveOffset >= one.hiveOffset && hiveOffset < one.hiveOffset + one.length;
    });
    return page == pages.rend() ? nullptr : &*page;
}

HiveReplay replayLogs(QByteArray &hive, const std::vector<QByteArray> &logs) { return Replay(hive, logs).run(); }

quint64 marvin32(QByteArrayView bytes, quint64 seed)
{
    auto low = quint32(seed), high = quint32(seed >> 32);
    const auto mix = [&](quint32 value) {
        low += value;
        high ^= low;
        low = std::rotl(low, 20) + high;
        high = std::rotl(high, 9) ^ low;
        low = std::rotl(low, 27) + high;
        high = std::rotl(high, 19);
    };
    qsizetype at = 0;
    for (; at + 4 <= bytes.size(); at += 4)
        mix(u32(bytes, at));
    quint32 last = 0x80;
    for (qsizetype i = bytes.size() - 1; i >= at; --i)
        last = last << 8 | quint8(bytes[i]);
    mix(last);
    mix(0);
    return quint64(high) << 32 | low;
}

} // namespace ashiato
