// SPDX-License-Identifier: Apache-2.0
#include "models/query/eventquery.h"

#include "models/casedb/casereader.h"
#include "models/query/filterplan.h"
#include "models/query/groupcounts.h"
#include "models/query/parallel.h"
#include "models/query/rowsort.h"
#include "models/query/topvalues.h"

#include <bit>
#include <limits>
#include <unordered_map>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

quint32 popcount(const ChunkBits &bits)
{
    quint32 count = 0;
    for (quint64 word : bits)
        count += quint32(std::popcount(word));
    return count;
}

/// Bits of a segment before a row.
qint64 countBefore(const std::vector<quint64> &bits, quint32 row)
{
    qint64 count = 0;
    for (size_t i = 0; i < row / 64; ++i)
        count += std::popcount(bits[i]);
    if (row % 64 != 0)
        count += std::popcount(bits[row / 64] & ((quint64(1) << (row % 64)) - 1));
    return count;
}

Result<void> checked(const EventColumns &columns)
{
    return columns.isDamaged() ? Result<void>(ErrorCode::Damaged) : Result<void>();
}

qint64 widthOf(qint64 fromNs, qint64 toNs, int buckets)
{
    const quint64 span = quint64(toNs) - quint64(fromNs);
    return qint64(qMax<quint64>(1, span / quint64(buckets) + (span % quint64(buckets) != 0)));
}

} // namespace

EventQuery::EventQuery(std::shared_ptr<const ColumnStore> columns, std::shared_ptr<CaseReader> reader)
    : m_columns(std::move(columns)), m_reader(std::move(reader))
{
}

EventQuery::~EventQuery() = default;

Result<EventSelection> EventQuery::filtered(const Filter &filter, const CancelFlag &cancel)
{
    EventSelection selection;
    selection.m_columns = m_columns->events();
    const EventColumns &columns = *selection.m_columns;
    const auto plan = FilterPlan::make(filter, selection.m_columns, m_columns->marks(), cancel);
    if (!plan)
        return plan.error();
    for (const auto &segment : columns.segments)
        selection.m_total += segment->rows();
    selection.m_all = plan->holdsEverything();
    auto bits = std::make_shared<EventSelection::Bits>();
    if (selection.m_all) {
        selection.m_count = selection.m_total;
    } else {
        for (const auto &segment : columns.segments)
            bits->emplace_back((size_t(segment->rows()) + 63) / 64);
        std::array<qint64, 2> counts{};
        const bool whole = forEachChunk(columns, cancel, [&](size_t segment, quint32 chunk, int thread) {
            ChunkBits chunkBits;
            plan->evaluate(segment, chunk, chunkBits);
            counts[size_t(thread)] += popcount(chunkBits);
            const size_t words = (columns.segments[segment]->file().chunkRows(chunk) + 63) / 64;
            std::copy_n(chunkBits.begin(), words, (*bits)[segment].begin() + qsizetype(chunk) * (kChunkRows / 64));
        });
        if (!whole)
            return Error{ErrorCode::Cancelled, {}, -1};
        selection.m_count = counts[0] + counts[1];
    }
    for (size_t i = 0; i < columns.segments.size(); ++i) {
        const quint32 timed = columns.segments[i]->file().lowerBound(int(EventField::Time), kNoTime + 1);
        selection.m_untimed += selection.m_all ? qint64(timed) : countBefore((*bits)[i], timed);
    }
    selection.m_bits = std::move(bits);
    if (const auto sound = checked(columns); !sound)
        return sound.error();
    return selection;
}

Result<EventSelection> EventQuery::select(const Filter &filter, EventColumn sortBy, Qt::SortOrder order,
                                          const CancelFlag &cancel)
{
    auto selection = filtered(filter, cancel);
    if (!selection)
        return selection;
    const EventColumns &columns = *selection->m_columns;
    const bool asTheyStand = sortBy == EventColumn::Time && order == Qt::AscendingOrder && selection->m_all &&
                             columns.segments.size() <= 1;
    if (asTheyStand)
        return selection;
    std::vector<quint32> sorted;
    if (selection->m_all && columns.segments.size() <= 1) {
        sorted.resize(columns.rows);
        for (quint32 i = 0; i < columns.rows; ++i)
            sorted[i] = i;
    } else {
        auto rows = rowsInTimeOrder(columns, selection->m_all ? nullptr : selection->m_bits.get(), selection->m_count, cancel);
        if (!rows)
            return rows.error();
        sorted = std::move(*rows);
    }
    if (auto done = sortRows(columns, *m_columns->marks(), sortBy, order, sorted, cancel); !done)
        return done.error();
    selection->m_rows = std::make_shared<const std::vector<quint32>>(std::move(sorted));
    if (const auto sound = checked(columns); !sound)
        return sound.error();
    return selection;
}

Result<qint64> EventQuery::count(const Filter &filter, const CancelFlag &cancel)
{
    const auto selection = filtered(filter, cancel);
    if (!selection)
        return selection.error();
    return selection->count();
}

Result<Histogram> EventQuery::histogram(const EventSelection &selection, qint64 fromNs, qint64 toNs, int buckets,
                                        const CancelFlag &cancel)
{
    Histogram result;
    result.fromNs = fromNs;
    result.buckets = qMax(1, buckets);
    result.kinds = kEventKinds;
    result.counts.assign(size_t(result.buckets) * size_t(kEventKinds), 0);
    if (toNs <= fromNs || fromNs == kNoTime || !selection.m_columns)
        return result;
    result.bucketNs = widthOf(fromNs, toNs, result.buckets);
    const EventColumns &columns = *selection.m_columns;
    const quint64 width = quint64(result.bucketNs);

    if (selection.m_all) {
        for (const auto &segment : columns.segments) {
            auto before = segment->kindsBefore(segment->file().lowerBound(int(EventField::Time), fromNs), columns.kindOfType);
            for (int bucket = 0; bucket < result.buckets; ++bucket) {
                const quint64 step = width * quint64(bucket + 1);
                const qint64 end = step >= quint64(toNs) - quint64(fromNs) ? toNs : qint64(quint64(fromNs) + step);
                const auto after = segment->kindsBefore(segment->file().lowerBound(int(EventField::Time), end), columns.kindOfType);
                for (size_t kind = 0; kind < size_t(kEventKinds); ++kind)
                    result.counts[size_t(bucket) * size_t(kEventKinds) + kind] += after[kind] - before[kind];
                before = after;
                if (end == toNs)
                    break;
            }
        }
    } else {
        std::array<std::vector<quint32>, 2> sums{result.counts, result.counts};
        const bool whole = forEachChunk(columns, cancel, [&](size_t place, quint32 chunk, int thread) {
            const ColumnFile &file = columns.segments[place]->file();
            if (file.maximum(chunk, int(EventField::Time)) < fromNs || file.minimum(chunk, int(EventField::Time)) >= toNs)
                return;
            const ChunkColumn times = file.column(chunk, int(EventField::Time));
            const ChunkColumn types = file.column(chunk, int(EventField::Type));
            const quint64 *words = selection.chunkBits(place, chunk);
            // Rows stand in order of time: the bucket is looked for again only where its end is passed.
            quint64 bucket = 0;
            qint64 bucketEnd = fromNs;
            for (quint32 i = 0; i < (file.chunkRows(chunk) + 63) / 64; ++i) {
                for (quint64 word = words[i]; word != 0; word &= word - 1) {
                    const quint32 row = i * 64 + quint32(std::countr_zero(word));
                    const qint64 time = times.value(row);
                    if (time < fromNs)
                        continue;
                    if (time >= toNs)
                        return;
                    if (time >= bucketEnd) {
                        bucket = (quint64(time) - quint64(fromNs)) / width;
                        const quint64 end = (bucket + 1) * width;
                        bucketEnd = end >= quint64(toNs) - quint64(fromNs) ? toNs : qint64(quint64(fromNs) + end);
                    }
                    ++sums[size_t(thread)][size_t(bucket) * size_t(kEventKinds) + columns.kind(types.value(row))];
                }
            }
        });
        if (!whole)
            return Error{ErrorCode::Cancelled, {}, -1};
        for (size_t i = 0; i < result.counts.size(); ++i)
            result.counts[i] = sums[0][i] + sums[1][i];
    }
    if (const auto sound = checked(columns); !sound)
        return sound.error();
    return result;
}

std::optional<std::pair<qint64, qint64>> EventQuery::span(const EventSelection &selection) const
{
    std::optional<std::pair<qint64, qint64>> span;
    if (!selection.m_columns)
        return span;
    const EventColumns &columns = *selection.m_columns;
    for (size_t i = 0; i < columns.segments.size(); ++i) {
        const ColumnFile &file = columns.segments[i]->file();
        const quint32 timed = file.lowerBound(int(EventField::Time), kNoTime + 1);
        qint64 first = timed, last = qint64(file.rows()) - 1;
        if (!selection.m_all) {
            const auto &bits = (*selection.m_bits)[i];
            const auto isSet = [&bits](qint64 row) { return (bits[size_t(row) / 64] >> (row % 64)) & 1; };
            while (first <= last && !isSet(first))
                first += bits[size_t(first) / 64] >> (first % 64) ? 1 : 64 - first % 64;
            while (last >= first && !isSet(last))
                last -= bits[size_t(last) / 64] == 0 ? last % 64 + 1 : 1;
        }
        if (first > last)
            continue;
        const qint64 from = file.value(quint32(first), int(EventField::Time));
        const qint64 to = file.value(quint32(last), int(EventField::Time));
        span = span ? std::pair(qMin(span->first, from), qMax(span->second, to)) : std::pair(from, to);
    }
    return span;
}

Result<std::optional<std::pair<qint64, qint64>>> EventQuery::spanOf(const Filter &filter, const CancelFlag &cancel)
{
    const auto held = filtered(filter, cancel);
    if (!held)
        return held.error();
    return span(*held);
}

Result<qint64> EventQuery::countFlagged(const EventSelection &selection, quint32 flag, const CancelFlag &cancel) const
{
    if (!selection.m_columns)
        return 0;
    const EventColumns &columns = *selection.m_columns;
    std::array<qint64, 2> counts{};
    const bool whole = forEachChunk(columns, cancel, [&](size_t segment, quint32 chunk, int thread) {
        const ColumnFile &file = columns.segments[segment]->file();
        const ChunkColumn flags = file.column(chunk, int(EventField::Flags));
        if (flags.constant() && !(quint64(flags.base) & flag))
            return;
        const quint64 *bits = selection.chunkBits(segment, chunk);
        for (quint32 i = 0; i < file.chunkRows(chunk); ++i)
            counts[size_t(thread)] += (!bits || ((bits[i / 64] >> (i % 64)) & 1)) && (quint64(flags.value(i)) & flag);
    });
    if (!whole)
        return Error{ErrorCode::Cancelled, {}, -1};
    if (const auto sound = checked(columns); !sound)
        return sound.error();
    return counts[0] + counts[1];
}

Result<QVector<std::pair<QString, qint64>>> EventQuery::top(const EventSelection &selection, FilterField field, int most,
                                                            const CancelFlag &cancel)
{
    return topValues(selection, field, most, cancel);
}

Result<GroupCounts> EventQuery::groups(const EventSelection &selection, const Grouping &grouping, int most, const CancelFlag &cancel)
{
    return groupCounts(selection, *m_columns->marks(), grouping, most, cancel);
}

Result<QVector<EventRow>> EventQuery::page(const EventSelection &selection, qint64 first, int count)
{
    QList<qint64> ids;
    for (qint64 place = qMax<qint64>(0, first); place < qMin(selection.count(), first + count); ++place)
        ids.append(selection.eventId(place));
    if (selection.m_columns) {
        if (const auto sound = checked(*selection.m_columns); !sound)
            return sound.error();
    }
    return byIds(ids);
}

Result<QVector<EventRow>> EventQuery::byIds(const QList<qint64> &ids)
{
    if (ids.isEmpty())
        return QVector<EventRow>();
    auto rows = m_reader->events(ids);
    if (!rows)
        return rows.error();
    return QVector<EventRow>(std::make_move_iterator(rows->begin()), std::make_move_iterator(rows->end()));
}

std::vector<std::pair<quint32, qint64>> EventSelection::rowsOf(const IdSet &ids) const
{
    std::vector<std::pair<quint32, qint64>> rows;
    for (size_t i = 0; i < m_columns->segments.size(); ++i) {
        const ColumnFile &file = m_columns->segments[i]->file();
        for (quint32 chunk = 0; chunk < file.chunks() && qint64(rows.size()) < ids.size(); ++chunk) {
            if (ids.greatest() < file.minimum(chunk, int(EventField::Id)) || ids.least() > file.maximum(chunk, int(EventField::Id)))
                continue;
            const ChunkColumn column = file.column(chunk, int(EventField::Id));
            const quint64 *bits = chunkBits(i, chunk);
            for (quint32 row = 0; row < file.chunkRows(chunk); ++row) {
                const qint64 id = column.value(row);
                if (id >= ids.least() && id <= ids.greatest() && ids.contains(id) &&
                    (!bits || ((bits[row / 64] >> (row % 64)) & 1)))
                    rows.emplace_back(m_columns->firstRows[i] + chunk * kChunkRows + row, id);
            }
        }
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::vector<qint64> EventSelection::placesOf(const std::vector<qint64> &eventIds) const
{
    std::vector<qint64> places(eventIds.size(), -1);
    IdSet ids;
    for (const qint64 id : eventIds)
        ids.add(id);
    ids.seal();
    if (!m_columns || ids.isEmpty())
        return places;
    const auto rows = rowsOf(ids);
    std::unordered_map<qint64, qint64> placeOfId;
    if (!m_rows) {
        for (const auto &[row, id] : rows)
            placeOfId.emplace(id, row);
    } else if (!rows.empty()) {
        // One walk over the order, with a bit a row that is looked for.
        const quint32 first = rows.front().first, last = rows.back().first;
        std::vector<bool> wanted(size_t(last - first) + 1);
        for (const auto &[row, id] : rows)
            wanted[row - first] = true;
        size_t open = rows.size();
        for (size_t place = 0; place < m_rows->size() && open > 0; ++place) {
            const quint32 row = (*m_rows)[place];
            if (row < first || row > last || !wanted[row - first])
                continue;
            const auto found = std::lower_bound(rows.begin(), rows.end(), std::pair(row, std::numeric_limits<qint64>::min()));
            placeOfId.emplace(found->second, qint64(place));
            --open;
        }
    }
    for (size_t i = 0; i < eventIds.size(); ++i) {
        if (const auto found = placeOfId.find(eventIds[i]); found != placeOfId.end())
            places[i] = found->second;
    }
    return places;
}

} // namespace ashiato
