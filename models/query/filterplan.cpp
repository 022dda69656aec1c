// SPDX-License-Identifier: Apache-2.0
#include "models/query/filterplan.h"

#include "models/query/filtercompiler.h"
#include "models/records/eventflags.h"

#include <cstring>

namespace ashiato
{

namespace
{

/// Sets a bit for every value that the predicate holds. Bytes first, bits after: compilers turn the inner loop into
/// vector instructions, and a multiplication packs eight bytes of 0 or 1 into eight bits.
template <typename T, typename Predicate>
void setBits(const T *values, quint32 count, quint64 *bits, const Predicate &holds)
{
    for (quint32 first = 0; first < count; first += 64) {
        alignas(64) quint8 bytes[64] = {};
        const quint32 size = qMin(64u, count - first);
        if (size == 64) {
            for (quint32 i = 0; i < 64; ++i)
                bytes[i] = holds(values[first + i]) ? 1 : 0;
        } else {
            for (quint32 i = 0; i < size; ++i)
                bytes[i] = holds(values[first + i]) ? 1 : 0;
        }
        quint64 word = 0;
        for (int eight = 0; eight < 8; ++eight) {
            quint64 packed = 0;
            std::memcpy(&packed, bytes + 8 * eight, 8);
            word |= ((packed * 0x0102040810204080ull) >> 56) << (8 * eight);
        }
        bits[first / 64] |= word;
    }
}

void setRange(ChunkBits &bits, quint32 first, quint32 last)
{
    for (quint32 i = first; i < last;) {
        if (i % 64 == 0 && last - i >= 64) {
            bits[i / 64] = ~quint64(0);
            i += 64;
        } else {
            bits[i / 64] |= quint64(1) << (i % 64);
            ++i;
        }
    }
}

void setMembers(const ChunkColumn &column, quint32 rows, const IdSet &ids, ChunkBits &bits)
{
    if (ids.isEmpty() || ids.greatest() < column.base || ids.least() > column.max)
        return;
    if (column.constant()) {
        if (ids.contains(column.base))
            setRange(bits, 0, rows);
        return;
    }
    const auto run = [&]<typename T>(const T *values) {
        if (ids.least() == ids.greatest()) {
            const T wanted = T(quint64(ids.least()) - quint64(column.base));
            setBits(values, rows, bits.data(), [wanted](T value) { return value == wanted; });
        } else if constexpr (sizeof(T) == 1) {
            std::array<bool, 256> table{};
            for (size_t i = 0; i < table.size(); ++i)
                table[i] = ids.contains(qint64(quint64(column.base) + i));
            setBits(values, rows, bits.data(), [&table](T value) { return table[value]; });
        } else if (const quint64 *const words = ids.words()) {
            // One comparison for both ends: what lies below the least member wraps around to a large number.
            const quint64 shift = quint64(column.base) - quint64(ids.least()), span = ids.span();
            setBits(values, rows, bits.data(), [words, shift, span](T value) {
                const quint64 place = quint64(value) + shift;
                return place < span && ((words[place / 64] >> (place % 64)) & 1);
            });
        } else {
            setBits(values, rows, bits.data(),
                    [&](T value) { return ids.contains(qint64(quint64(column.base) + value)); });
        }
    };
    switch (column.width) {
    case 1: run(column.data); break;
    case 2: run(reinterpret_cast<const quint16 *>(column.data)); break;
    case 4: run(reinterpret_cast<const quint32 *>(column.data)); break;
    default: run(reinterpret_cast<const quint64 *>(column.data)); break;
    }
}

/// The numbers of the strings of a chunk that hold a text.
IdSet stringsWith(const ChunkStrings &strings, const QByteArray &needle)
{
    IdSet found;
    const char *at = strings.bytes.data();
    const char *const end = at + strings.bytes.size();
    while (at < end) {
        const auto *hit = static_cast<const char *>(memmem(at, size_t(end - at), needle.constData(), size_t(needle.size())));
        if (!hit)
            break;
        const quint32 offset = quint32(hit - strings.bytes.data());
        const quint32 number = quint32(std::lower_bound(strings.ends, strings.ends + strings.count, offset) - strings.ends);
        if (number >= strings.count)
            break;
        found.add(qint64(number) + 1);
        at = strings.bytes.data() + strings.ends[number] + 1;
    }
    found.seal();
    return found;
}

} // namespace

Result<FilterPlan> FilterPlan::make(const Filter &filter, std::shared_ptr<const EventColumns> columns,
                                    std::shared_ptr<const EventMarks> marks, const CancelFlag &cancel)
{
    FilterPlan plan;
    Compiler compiler(*columns, *marks, cancel);
    IdSet removed;
    for (const EvidenceRow &row : columns->evidence) {
        if (row.removed)
            removed.add(row.id);
    }
    removed.seal();
    plan.m_removed = std::make_shared<const IdSet>(std::move(removed));
    plan.m_everything = filter.isEmpty() && plan.m_removed->isEmpty();
    if (!filter.isEmpty()) {
        for (const Filter::Group &group : filter.groups) {
            Group conjuncts;
            for (const Condition &condition : group) {
                auto conjunct = compiler.compile(condition);
                if (!conjunct)
                    return conjunct.error();
                conjuncts.push_back(std::move(*conjunct));
            }
            plan.m_groups.push_back(std::move(conjuncts));
        }
    }
    plan.m_columns = std::move(columns);
    return plan;
}

void FilterPlan::evaluate(const Conjunct &conjunct, size_t segment, quint32 chunk, ChunkBits &bits) const
{
    const ColumnFile &file = m_columns->segments[segment]->file();
    const quint32 rows = file.chunkRows(chunk);
    bits.fill(0);
    if (conjunct.always)
        setRange(bits, 0, rows);
    if (conjunct.time) {
        const auto [first, last] = *conjunct.time;
        const qint64 least = file.minimum(chunk, int(EventField::Time));
        const qint64 most = file.maximum(chunk, int(EventField::Time));
        if (first <= least && most <= last) {
            setRange(bits, 0, rows);
        } else if (first <= most && least <= last) {
            const quint32 start = chunk * kChunkRows;
            const quint32 begin = qMax(file.lowerBound(int(EventField::Time), first), start);
            const quint32 end = last == std::numeric_limits<qint64>::max()
                                    ? start + rows
                                    : qMin(file.lowerBound(int(EventField::Time), last + 1), start + rows);
            if (begin < end)
                setRange(bits, begin - start, end - start);
        }
    }
    for (const SetTest &test : conjunct.sets) {
        if (test.complement) {
            ChunkBits members{}, all{};
            setMembers(file.column(chunk, int(test.field)), rows, *test.ids, members);
            setRange(all, 0, rows);
            for (size_t i = 0; i < bits.size(); ++i)
                bits[i] |= all[i] & ~members[i];
            continue;
        }
        // The zone map alone tells of most chunks that nothing is there.
        if (!test.ids->isEmpty() && test.ids->greatest() >= file.minimum(chunk, int(test.field)) &&
            test.ids->least() <= file.maximum(chunk, int(test.field)))
            setMembers(file.column(chunk, int(test.field)), rows, *test.ids, bits);
    }
    if (conjunct.fileTimes) {
        const ChunkColumn flags = file.column(chunk, int(EventField::Flags));
        for (quint32 i = 0; i < rows; ++i) {
            if (bool(quint64(flags.value(i)) & EventFileTime) == *conjunct.fileTimes)
                bits[i / 64] |= quint64(1) << (i % 64);
        }
    }
    if (conjunct.flags != 0 || conjunct.unflagged) {
        const ChunkColumn flags = file.column(chunk, int(EventField::Flags));
        for (quint32 i = 0; i < rows; ++i) {
            const quint32 held = quint32(flags.value(i)) & allToldFlags();
            if ((held & conjunct.flags) != 0 || (conjunct.unflagged && held == 0))
                bits[i / 64] |= quint64(1) << (i % 64);
        }
    }
    for (const DetailsTest &test : conjunct.details) {
        if (file.maximum(chunk, int(EventField::Details)) == 0)
            continue;
        const IdSet numbers = stringsWith(file.strings(chunk), test.needle);
        setMembers(file.column(chunk, int(EventField::Details)), rows, numbers, bits);
    }
    if (conjunct.negated) {
        for (quint64 &word : bits)
            word = ~word;
    }
}

void FilterPlan::evaluate(size_t segment, quint32 chunk, ChunkBits &bits) const
{
    const ColumnFile &file = m_columns->segments[segment]->file();
    const quint32 rows = file.chunkRows(chunk);
    ChunkBits all{}, one;
    setRange(all, 0, rows);
    bits.fill(0);
    if (m_groups.empty())
        bits = all;
    for (const Group &group : m_groups) {
        ChunkBits held = all;
        for (const Conjunct &conjunct : group) {
            evaluate(conjunct, segment, chunk, one);
            quint64 any = 0;
            for (size_t i = 0; i < held.size(); ++i)
                any |= held[i] &= one[i];
            if (any == 0)
                break;
        }
        for (size_t i = 0; i < bits.size(); ++i)
            bits[i] |= held[i];
    }
    if (!m_removed->isEmpty()) {
        one.fill(0);
        setMembers(file.column(chunk, int(EventField::Evidence)), rows, *m_removed, one);
        for (size_t i = 0; i < bits.size(); ++i)
            bits[i] &= ~one[i];
    }
}

} // namespace ashiato
