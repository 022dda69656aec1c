// SPDX-License-Identifier: Apache-2.0
#include "models/query/groupcounts.h"

#include "models/casedb/fold.h"
#include "models/query/parallel.h"
#include "models/query/topvalues.h"
#include "models/time/zones.h"

#include <limits>
#include <map>

namespace ashiato
{

namespace
{

constexpr qint64 kDayNs = 86'400'000'000'000;
constexpr qint64 kMinuteNs = 60'000'000'000;

struct Day {
    qint64 fromNs = 0, toNs = 0; ///< Half open
};

/// The instant at which a wall clock of the zone shows a time; guess: an instant near it.
qint64 instantOf(const QString &zone, qint64 wallNs, qint64 guess)
{
    return wallNs - zoneOffsetMinutes(zone, guess) * kMinuteNs;
}

/// The day of a zone that an instant lies in: 23 or 25 hours long where summer time begins or ends.
Day dayOf(const QString &zone, qint64 ns)
{
    const qint64 wall = ns + zoneOffsetMinutes(zone, ns) * kMinuteNs;
    const qint64 start = wall - ((wall % kDayNs) + kDayNs) % kDayNs;
    return {instantOf(zone, start, instantOf(zone, start, ns)), instantOf(zone, start + kDayNs, instantOf(zone, start + kDayNs, ns))};
}

/// Calls visit(row) for the rows of a chunk that are set; bits: null for all.
template <typename Visit> void forEachSet(quint32 rows, const quint64 *bits, const Visit &visit)
{
    if (bits) {
        forEachBit(bits, (rows + 63) / 64, [&visit](size_t row) { visit(quint32(row)); });
        return;
    }
    for (quint32 row = 0; row < rows; ++row)
        visit(row);
}

Result<std::vector<ValueGroup>> byDay(const EventSelection &selection, const QString &zone, const CancelFlag &cancel)
{
    const EventColumns &columns = *selection.columns();
    std::array<std::map<qint64, std::pair<qint64, qint64>>, 2> days; // from -> (to, count)
    const bool whole = forEachChunk(columns, cancel, [&](size_t place, quint32 chunk, int thread) {
        const ColumnFile &file = columns.segments[place]->file();
        const ChunkColumn times = file.column(chunk, int(EventField::Time));
        // Rows stand in order of time: the day is looked for again only where its end is passed.
        Day day;
        qint64 *count = nullptr;
        forEachSet(file.chunkRows(chunk), selection.chunkBits(place, chunk), [&](quint32 row) {
            const qint64 time = times.value(row);
            if (time == kNoTime)
                return;
            if (!count || time >= day.toNs) {
                day = dayOf(zone, time);
                auto &entry = days[size_t(thread)][day.fromNs];
                entry.first = day.toNs;
                count = &entry.second;
            }
            ++*count;
        });
    });
    if (!whole)
        return Error{ErrorCode::Cancelled, {}, -1};
    for (const auto &[from, entry] : days[1]) {
        auto &into = days[0][from];
        into.first = entry.first;
        into.second += entry.second;
    }
    std::vector<ValueGroup> groups;
    for (const auto &[from, entry] : days[0])
        groups.push_back({Condition::time(from, entry.first), entry.second});
    if (selection.untimed() > 0)
        groups.push_back({{FilterField::Time, {}, true, {}, {}}, selection.untimed()});
    return groups;
}

/// A row may have several tags, or none: the groups overlap. Tags of one name are one, as they are for a filter.
std::vector<ValueGroup> byTag(const EventSelection &selection, const EventMarks &marks)
{
    std::map<QString, std::pair<QString, IdSet>> byName; // folded -> name, events
    IdSet any;
    for (const auto &[id, events] : marks.tagged)
        events.forEach([&any](qint64 event) { any.add(event); });
    any.seal();
    for (const TagRow &tag : marks.tags) {
        const auto events = marks.tagged.find(tag.id);
        if (tag.removed || events == marks.tagged.end())
            continue;
        auto &[name, joined] = byName[foldKey(tag.name)];
        name = tag.name;
        events->second.forEach([&joined](qint64 event) { joined.add(event); });
    }
    std::vector<ValueGroup> groups;
    for (auto &[key, entry] : byName) {
        entry.second.seal();
        if (const qint64 count = selection.countOf(entry.second))
            groups.push_back({{FilterField::Tag, {entry.first}, false, {}, {}}, count});
    }
    if (const qint64 untagged = selection.count() - selection.countOf(any))
        groups.push_back({{FilterField::Tag, {QString()}, false, {}, {}}, untagged});
    return groups;
}

/// Values that a condition cannot tell apart are one group, under the name of the one that stands most often.
Result<std::vector<ValueGroup>> byValue(const EventSelection &selection, FilterField field, const CancelFlag &cancel)
{
    const auto values = topValues(selection, field, std::numeric_limits<int>::max(), cancel);
    if (!values)
        return values.error();
    std::vector<ValueGroup> groups;
    QHash<QString, size_t> places;
    for (const auto &[value, count] : *values) {
        const QString key = foldKey(value);
        if (const auto place = places.constFind(key); place != places.constEnd()) {
            groups[*place].count += count;
        } else {
            places.insert(key, groups.size());
            groups.push_back({{field, {value}, false, {}, {}}, count});
        }
    }
    return groups;
}

} // namespace

bool canGroupBy(FilterField field)
{
    switch (field) {
    case FilterField::Time:
    case FilterField::Evidence:
    case FilterField::Type:
    case FilterField::Kind:
    case FilterField::Severity:
    case FilterField::Tag: return true;
    default: break;
    }
    // Of the others conditions hold parts of values, or a row has two of them, or none.
    const auto typed = typedFieldOf(field);
    return typed && specOf(*typed).match == FieldMatch::Whole;
}

Result<GroupCounts> groupCounts(const EventSelection &selection, const EventMarks &marks, const Grouping &grouping, int most,
                                const CancelFlag &cancel)
{
    if (!canGroupBy(grouping.field))
        return Error{ErrorCode::Invalid, filterFieldId(grouping.field), -1};
    if (!selection.columns())
        return GroupCounts();
    auto groups = grouping.field == FilterField::Time  ? byDay(selection, grouping.zone, cancel)
                  : grouping.field == FilterField::Tag ? Result<std::vector<ValueGroup>>(byTag(selection, marks))
                                                       : byValue(selection, grouping.field, cancel);
    if (!groups)
        return groups.error();
    if (selection.columns()->isDamaged())
        return ErrorCode::Damaged;
    return largestGroups(std::move(*groups), most);
}

} // namespace ashiato
