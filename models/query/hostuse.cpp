// SPDX-License-Identifier: Apache-2.0
#include "models/query/hostuse.h"

#include "models/query/parallel.h"

#include <map>

namespace ashiato
{

namespace
{

using Key = std::tuple<qint64, qint64, qint64>;

void widen(HostUse &use, qint64 events, qint64 firstNs, qint64 lastNs)
{
    use.events += events;
    if (firstNs != kNoTime && (use.firstNs == kNoTime || firstNs < use.firstNs))
        use.firstNs = firstNs;
    if (lastNs != kNoTime && (use.lastNs == kNoTime || lastNs > use.lastNs))
        use.lastNs = lastNs;
}

} // namespace

Result<std::vector<HostUse>> hostUse(const EventSelection &selection, const CancelFlag &cancel)
{
    std::vector<HostUse> all;
    if (!selection.columns())
        return all;
    const EventColumns &columns = *selection.columns();
    std::array<std::map<Key, HostUse>, 2> sums;
    const bool whole = forEachChunk(columns, cancel, [&](size_t place, quint32 chunk, int thread) {
        const ColumnFile &file = columns.segments[place]->file();
        const quint64 *bits = selection.chunkBits(place, chunk);
        const ChunkColumn host = file.column(chunk, int(EventField::Host)), evidence = file.column(chunk, int(EventField::Evidence));
        const ChunkColumn in = file.column(chunk, int(EventField::File)), flags = file.column(chunk, int(EventField::Flags));
        const ChunkColumn time = file.column(chunk, int(EventField::Time));
        Key last{-1, -1, -1};
        HostUse *use = nullptr; // neighbours in time are often of one file
        for (quint32 i = 0; i < file.chunkRows(chunk); ++i) {
            if (bits && !((bits[i / 64] >> (i % 64)) & 1))
                continue;
            const Key key{host.value(i), evidence.value(i), flags.value(i) & EventFileTime ? 0 : in.value(i)};
            if (!use || key != last)
                use = &sums[size_t(thread)][last = key];
            widen(*use, 1, time.value(i), time.value(i));
        }
    });
    if (!whole)
        return Error{ErrorCode::Cancelled, {}, -1};
    if (columns.isDamaged())
        return ErrorCode::Damaged;
    for (const auto &[key, use] : sums[1])
        widen(sums[0][key], use.events, use.firstNs, use.lastNs);
    for (const auto &[key, use] : sums[0]) {
        all.push_back(use);
        std::tie(all.back().aliasId, all.back().evidenceId, all.back().fileId) = key;
    }
    return all;
}

} // namespace ashiato
