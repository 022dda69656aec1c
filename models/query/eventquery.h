// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/eventrow.h"
#include "models/columns/columnstore.h"
#include "models/lens/countedgroups.h"
#include "models/lens/filter.h"

#include <QVector>

#include <memory>
#include <optional>

namespace ashiato
{

class CaseReader;

/// What can be shown of a row: what every row has, then the declared fields. The places are kept in saved layouts.
enum class EventColumn : quint8 {
    Time, Kind, Type, Severity, Message, Evidence, Path, Position, Tags, Flags,
#define ASHIATO_NAME(Name, ...) Name,
    ASHIATO_EVENT_FIELDS(ASHIATO_NAME, ASHIATO_NAME, ASHIATO_NAME, ASHIATO_NAME)
#undef ASHIATO_NAME
    Count
};
inline constexpr int kFirstTypedColumn = int(EventColumn::Flags) + 1;

constexpr EventColumn columnOf(EventField typed) { return EventColumn(kFirstTypedColumn + int(typedIndex(typed))); }
constexpr std::optional<EventField> typedFieldOf(EventColumn column)
{
    const int place = int(column) - kFirstTypedColumn;
    return place < 0 || place >= int(kTypedFields) ? std::nullopt : std::optional(EventField(kFirstTyped + place));
}

/// The rows that a filter holds, in the order asked for: any page of it is an array slice. A value, cheap to copy; it
/// keeps the columns that it was made from, so that its row numbers stay right while the case grows. Any thread.
class EventSelection
{
public:
    qint64 count() const { return m_count; }   ///< Rows of the selection
    qint64 total() const { return m_total; }   ///< Events in the case (without removed evidence)
    qint64 untimed() const { return m_untimed; } ///< Rows of the selection without a time
    qint64 revision() const { return m_columns ? m_columns->revision : 0; }
    const EventColumns *columns() const { return m_columns.get(); }
    std::shared_ptr<const EventColumns> sharedColumns() const { return m_columns; }
    /// A bit a row of a chunk; null where no row is left out.
    const quint64 *chunkBits(size_t segment, quint32 chunk) const
    {
        return m_all ? nullptr : (*m_bits)[segment].data() + size_t(chunk) * (kChunkRows / 64);
    }
    /// Row number in columns() of a place in the selection.
    quint32 row(qint64 place) const { return m_rows ? (*m_rows)[size_t(place)] : quint32(place); }
    /// event.id at a place, 0 where there is none.
    qint64 eventId(qint64 place) const
    {
        return place < 0 || place >= m_count ? 0 : m_columns->value(row(place), EventField::Id);
    }
    qint64 value(qint64 place, EventField field) const { return m_columns->value(row(place), field); }
    /// Place of an event, -1 where it is not there. Some milliseconds for 10 million events.
    qint64 placeOf(qint64 eventId) const { return placesOf({eventId}).front(); }
    /// The same of many in one walk, in the order of the ids.
    std::vector<qint64> placesOf(const std::vector<qint64> &eventIds) const;
    /// How many of the events it holds. Some milliseconds for 10 million events.
    qint64 countOf(const IdSet &eventIds) const { return eventIds.isEmpty() || !m_columns ? 0 : qint64(rowsOf(eventIds).size()); }

private:
    friend class EventQuery;
    std::vector<std::pair<quint32, qint64>> rowsOf(const IdSet &ids) const; ///< (row in columns(), event) of those held
    using Bits = std::vector<std::vector<quint64>>;

    std::shared_ptr<const EventColumns> m_columns;
    std::shared_ptr<const Bits> m_bits;                   ///< A bit a row, by segment
    std::shared_ptr<const std::vector<quint32>> m_rows;   ///< Null: all rows as they stand
    qint64 m_count = 0, m_total = 0, m_untimed = 0;
    bool m_all = false; ///< No row is left out
};

/// Counts per time bucket and kind, for the band.
struct Histogram {
    qint64 fromNs = 0;
    qint64 bucketNs = 1;
    int buckets = 0;
    int kinds = 0;
    std::vector<quint32> counts; ///< counts[bucket * kinds + kind]

    quint32 count(int bucket, int kind) const { return counts[size_t(bucket) * size_t(kinds) + size_t(kind)]; }
    quint64 sum() const
    {
        quint64 all = 0;
        for (quint32 c : counts)
            all += c;
        return all;
    }
};

/// What the rows of a selection are grouped by.
struct Grouping {
    FilterField field = FilterField::Kind;
    QString zone; ///< FilterField::Time: of whose days; IANA id, "UTC" or empty for UTC
    bool operator==(const Grouping &) const = default;
};

/// Whether groups of a field can be: every row has one value of it (of Tag several), and a condition holds exactly it.
bool canGroupBy(FilterField field);

/// The value is the condition that holds these rows of the selection and no others. Rows without a value are a group too.
using ValueGroup = CountedGroup<Condition>;
using GroupCounts = CountedGroups<Condition>;

/// The one door to events: filter, sort, count, group and search on the column store; SQL fetches the visible page.
/// Any thread, one call at a time per object (it owns a reader connection). Every answer is of one revision; Damaged
/// means that the cache is broken: ColumnStore::discard() and refresh(), then ask again.
class EventQuery
{
public:
    EventQuery(std::shared_ptr<const ColumnStore> columns, std::shared_ptr<CaseReader> reader);
    ~EventQuery();

    Result<EventSelection> select(const Filter &filter, EventColumn sortBy = EventColumn::Time,
                                  Qt::SortOrder order = Qt::AscendingOrder, const CancelFlag &cancel = {});
    Result<qint64> count(const Filter &filter, const CancelFlag &cancel = {});
    /// Over [from, to) in buckets of equal width; the last one may reach beyond `to`, but counts nothing there.
    Result<Histogram> histogram(const EventSelection &selection, qint64 fromNs, qint64 toNs, int buckets,
                                const CancelFlag &cancel = {});
    /// First and last shown time of a selection; nullopt where no row has one.
    std::optional<std::pair<qint64, qint64>> span(const EventSelection &selection) const;
    /// The same of what a filter holds, where its rows are not needed in order.
    Result<std::optional<std::pair<qint64, qint64>>> spanOf(const Filter &filter, const CancelFlag &cancel = {});
    /// How many of its events carry a flag (EventFlag). Cancelled, Damaged.
    Result<qint64> countFlagged(const EventSelection &selection, quint32 flag, const CancelFlag &cancel = {}) const;
    /// The most frequent values of a field in a selection, most first; equal counts in order of value. "" counts the
    /// rows without one. Text and Time have none: Invalid.
    Result<QVector<std::pair<QString, qint64>>> top(const EventSelection &selection, FilterField field, int most,
                                                    const CancelFlag &cancel = {});
    /// The rows of a selection by value, the `most` largest groups. Invalid: canGroupBy() says no.
    Result<GroupCounts> groups(const EventSelection &selection, const Grouping &grouping, int most, const CancelFlag &cancel = {});
    /// Rows first … first+count of a selection, whole.
    Result<QVector<EventRow>> page(const EventSelection &selection, qint64 first, int count);
    Result<QVector<EventRow>> byIds(const QList<qint64> &ids);

private:
    Result<EventSelection> filtered(const Filter &filter, const CancelFlag &cancel);

    std::shared_ptr<const ColumnStore> m_columns;
    std::shared_ptr<CaseReader> m_reader;
};

} // namespace ashiato
