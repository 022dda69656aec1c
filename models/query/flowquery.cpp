// SPDX-License-Identifier: Apache-2.0
#include "models/query/flowquery.h"

#include "models/query/parallel.h"

#include <algorithm>
#include <bit>
#include <string>
#include <tuple>
#include <unordered_map>

namespace ashiato
{

namespace
{

struct Key {
    qint64 source, destination, protocol;
    int port;
    FlowKind kind;
    bool operator==(const Key &) const = default;
};

struct KeyHash {
    size_t operator()(const Key &key) const
    {
        quint64 hash = quint64(key.source) * 0x9e3779b97f4a7c15ull;
        hash = (hash ^ quint64(key.destination)) * 0xbf58476d1ce4e5b9ull;
        hash = (hash ^ quint64(key.protocol) ^ (quint64(key.port) << 40) ^ (quint64(key.kind) << 60)) * 0x94d049bb133111ebull;
        return size_t(hash ^ (hash >> 31));
    }
};

using Sums = std::unordered_map<Key, FlowSum, KeyHash>;

/// Of two ends at one instant the one whose zone is known stands: the other may lie hours away.
void widen(FlowSum &sum, const FlowSum &part)
{
    if (part.firstNs == kNoTime)
        return;
    const bool isFirst = sum.firstNs == kNoTime;
    if (isFirst || std::pair(part.firstNs, !part.firstZoneKnown) < std::pair(sum.firstNs, !sum.firstZoneKnown)) {
        sum.firstNs = part.firstNs;
        sum.firstZoneKnown = part.firstZoneKnown;
    }
    if (isFirst || std::pair(part.lastNs, part.lastZoneKnown) > std::pair(sum.lastNs, sum.lastZoneKnown)) {
        sum.lastNs = part.lastNs;
        sum.lastZoneKnown = part.lastZoneKnown;
    }
}

void add(FlowSum &sum, const FlowSum &part)
{
    sum.bytesOut = addKnown(sum.bytesOut, part.bytesOut);
    sum.bytesIn = addKnown(sum.bytesIn, part.bytesIn);
    sum.count += part.count;
    widen(sum, part);
}

/// The first of the ids whose names are those of one host.
class OneHost
{
public:
    explicit OneHost(const TextDictionary &endpoints) : m_endpoints(endpoints) {}

    qint64 of(qint64 id)
    {
        if (id == 0)
            return 0;
        const auto [known, isNew] = m_ids.try_emplace(id, id);
        if (isNew) {
            QByteArrayView name = m_endpoints.folded(id);
            if (name.size() > 1 && name.endsWith('.'))
                name.chop(1);
            known->second = m_first.try_emplace(std::string(name.data(), size_t(name.size())), id).first->second;
        }
        return known->second;
    }

private:
    const TextDictionary &m_endpoints;
    std::unordered_map<qint64, qint64> m_ids;
    std::unordered_map<std::string, qint64> m_first;
};

FlowSum sumOf(const FlowRow &row)
{
    FlowSum sum;
    sum.bytesOut = row.bytesOut;
    sum.bytesIn = row.bytesIn;
    sum.count = row.count;
    sum.firstNs = row.firstNs;
    sum.lastNs = row.lastNs;
    sum.firstZoneKnown = sum.lastZoneKnown = row.zoneKnown;
    return sum;
}

} // namespace

Result<FlowSelection> flowsOf(const EventSelection &selection, const std::vector<FlowRow> &told, quint32 kinds, const CancelFlag &cancel)
{
    FlowSelection result;
    result.columns = selection.sharedColumns();
    if (!result.columns)
        return result;
    const EventColumns &columns = *result.columns;
    std::array<Sums, 2> parts;
    const bool whole = forEachChunk(columns, cancel, [&](size_t segment, quint32 chunk, int thread) {
        const ColumnFile &file = columns.segments[segment]->file();
        const auto column = [&](EventField field) { return file.column(chunk, int(field)); };
        const ChunkColumn flags = column(EventField::Flags);
        if (flags.constant() && !(quint64(flags.base) & EventMakesFlow))
            return;
        const ChunkColumn source = column(EventField::Source), destination = column(EventField::Destination);
        const ChunkColumn port = column(EventField::DestinationPort), protocol = column(EventField::Protocol);
        const ChunkColumn out = column(EventField::BytesOut), in = column(EventField::BytesIn);
        const ChunkColumn time = column(EventField::Time);
        const quint64 *bits = selection.chunkBits(segment, chunk);
        for (quint32 i = 0; i < file.chunkRows(chunk); ++i) {
            const quint64 flag = quint64(flags.value(i));
            if ((bits && !((bits[i / 64] >> (i % 64)) & 1)) || !(flag & EventMakesFlow))
                continue;
            const FlowKind kind = flowKindOf(quint32(flag));
            if (!(kinds & bitOf(kind)))
                continue;
            FlowSum row;
            row.bytesOut = out.value(i);
            row.bytesIn = in.value(i);
            row.count = 1;
            row.firstNs = row.lastNs = time.value(i);
            row.firstZoneKnown = row.lastZoneKnown = !(flag & EventZoneUnknown);
            add(parts[size_t(thread)][{source.value(i), destination.value(i), protocol.value(i), int(port.value(i)), kind}], row);
        }
    });
    if (!whole)
        return Error{ErrorCode::Cancelled, {}, -1};
    if (columns.isDamaged() || !columns.endpoints.isSound())
        return ErrorCode::Damaged;
    for (const auto &[key, part] : parts[1])
        add(parts[0][key], part);
    for (const FlowRow &row : told) {
        if (kinds & bitOf(row.kind))
            add(parts[0][{row.sourceId, row.destinationId, row.protocolId, row.destinationPort, row.kind}], sumOf(row));
    }
    // In the order of their ids: which spelling of a name stands for it must not depend on chance.
    std::vector<std::pair<Key, FlowSum>> sums(parts[0].begin(), parts[0].end());
    std::sort(sums.begin(), sums.end(), [](const auto &a, const auto &b) {
        return std::tuple(a.first.source, a.first.destination) < std::tuple(b.first.source, b.first.destination);
    });
    OneHost host(columns.endpoints);
    Sums joined;
    for (auto &[key, part] : sums) {
        key.source = host.of(key.source);
        key.destination = host.of(key.destination);
        add(joined[key], part);
    }
    result.flows.reserve(joined.size());
    for (const auto &[key, part] : joined) {
        FlowSum sum = part;
        sum.sourceId = key.source;
        sum.destinationId = key.destination;
        sum.protocolId = key.protocol;
        sum.port = key.port;
        sum.kind = key.kind;
        result.flows.push_back(sum);
    }
    std::sort(result.flows.begin(), result.flows.end(), [](const FlowSum &a, const FlowSum &b) {
        return std::tuple(-a.bytes(), a.sourceId, a.destinationId, a.port, a.protocolId, a.kind) <
               std::tuple(-b.bytes(), b.sourceId, b.destinationId, b.port, b.protocolId, b.kind);
    });
    return result;
}

void sortFlows(FlowSelection &selection, FlowColumn by, Qt::SortOrder order)
{
    const EventColumns *columns = selection.columns.get();
    const auto sortBy = [&](const auto &keyOf) {
        std::stable_sort(selection.flows.begin(), selection.flows.end(), [&](const FlowSum &a, const FlowSum &b) {
            return order == Qt::AscendingOrder ? keyOf(a) < keyOf(b) : keyOf(b) < keyOf(a);
        });
    };
    const auto text = [](const TextDictionary &dictionary, qint64 id) {
        const QByteArrayView view = dictionary.folded(id);
        return std::string_view(view.data(), size_t(view.size()));
    };
    switch (by) {
    case FlowColumn::Source: sortBy([&](const FlowSum &f) { return text(columns->endpoints, f.sourceId); }); break;
    case FlowColumn::Destination: sortBy([&](const FlowSum &f) { return text(columns->endpoints, f.destinationId); }); break;
    case FlowColumn::Protocol: sortBy([&](const FlowSum &f) { return text(columns->texts, f.protocolId); }); break;
    case FlowColumn::Kind: sortBy([](const FlowSum &f) { return int(f.kind); }); break;
    case FlowColumn::Port: sortBy([](const FlowSum &f) { return f.port; }); break;
    case FlowColumn::BytesOut: sortBy([](const FlowSum &f) { return f.bytesOut; }); break;
    case FlowColumn::BytesIn: sortBy([](const FlowSum &f) { return f.bytesIn; }); break;
    case FlowColumn::Events: sortBy([](const FlowSum &f) { return f.count; }); break;
    case FlowColumn::First: sortBy([](const FlowSum &f) { return f.firstNs; }); break;
    case FlowColumn::Last: sortBy([](const FlowSum &f) { return f.lastNs; }); break;
    case FlowColumn::Bytes:
    case FlowColumn::Count: sortBy([](const FlowSum &f) { return f.bytes(); }); break;
    }
}

} // namespace ashiato
