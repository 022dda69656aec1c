// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/eventrow.h"
#include "models/lens/filter.h"
#include "models/records/records.h"

#include <QHash>
#include <QVector>

#include <atomic>
#include <functional>
#include <memory>

namespace ashiato
{

class CaseReader;
class ColumnStore;

enum class EventColumn : quint8 {
    Time, Kind, Type, Severity, Message, Host, Account, Source, Destination, Evidence, Path, Position, Tags, Status,
    BytesOut, BytesIn, Url, Domain, Process, Action, Count
};

/// The ordered ids of all rows that a filter holds: any page of it is an array slice.
struct EventSelection {
    std::shared_ptr<const std::vector<quint32>> rows; ///< Row numbers in the column store, in the order asked for
    qint64 total = 0;   ///< Events in the case
    qint64 untimed = 0; ///< Rows of the selection without a time
    quint64 revision = 0;
};

/// Counts per time bucket and kind, for the band.
struct Histogram {
    qint64 fromNs = 0;
    qint64 bucketNs = 1;
    int buckets = 0;
    int kinds = 0;
    std::vector<quint32> counts; ///< counts[bucket * kinds + kind]
};

/// Set from any thread to stop a query; it answers Cancelled within a chunk.
using CancelFlag = std::shared_ptr<std::atomic<bool>>;

/// The one door to events: filter, sort, count, group and search on the column store; SQL fetches the visible page.
/// Any thread, one query at a time per object (it owns a reader connection).
class EventQuery
{
public:
    EventQuery(std::shared_ptr<ColumnStore> columns, std::shared_ptr<CaseReader> reader);
    ~EventQuery();

    Result<EventSelection> select(const Filter &filter, EventColumn sortBy, Qt::SortOrder order, CancelFlag cancel = {});
    Result<qint64> count(const Filter &filter, CancelFlag cancel = {});
    /// Histogram of a selection (or of everything when selection is null: from the pyramid) over [from, to).
    Result<Histogram> histogram(const EventSelection *selection, qint64 fromNs, qint64 toNs, int buckets,
                                CancelFlag cancel = {});
    /// First and last shown time of a selection; nullopt where no row has one.
    std::optional<std::pair<qint64, qint64>> span(const EventSelection *selection) const;
    /// The most frequent values of a field in a selection, most first.
    Result<QVector<std::pair<QString, qint64>>> top(const EventSelection &selection, FilterField field, int most,
                                                    CancelFlag cancel = {});
    /// Rows first … first+count of a selection, whole.
    Result<QVector<EventRow>> page(const EventSelection &selection, qint64 first, int count);
    Result<QVector<EventRow>> byIds(const QList<qint64> &ids);
    qint64 eventId(const EventSelection &selection, qint64 row) const;
    /// Row of an event in the selection, -1 where it is not there.
    qint64 rowOf(const EventSelection &selection, qint64 eventId) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace ashiato
