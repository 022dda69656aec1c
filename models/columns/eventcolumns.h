// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/columns/columnfile.h"
#include "models/columns/textdictionary.h"
#include "models/lens/eventkind.h"
#include "models/records/eventfields.h"

#include <array>
#include <mutex>

namespace ashiato
{

/// Rows of one column file (an EventField a column; ids of a dictionary are 0 for none), sorted by (time, evidence, position, id), and where its rows begin in the whole.
/// Counts of kinds before every 1,024th row make a histogram of everything cost its buckets and not its events, at any
/// zoom and exactly: this stands in the place of a pyramid of fixed steps, which is right only on its own borders.
class EventSegment
{
public:
    explicit EventSegment(std::shared_ptr<const ColumnFile> file) : m_file(std::move(file)) {}

    const ColumnFile &file() const { return *m_file; }
    quint32 rows() const { return m_file->rows(); }
    using KindCounts = std::array<quint32, kEventKinds>;
    /// Events of each kind in the rows before `row`. kinds: by type id.
    KindCounts kindsBefore(quint32 row, const std::vector<quint8> &kinds) const;

private:
    static constexpr quint32 kBlockRows = 1024;

    std::shared_ptr<const ColumnFile> m_file;
    mutable std::once_flag m_countOnce;
    mutable std::vector<KindCounts> m_before; ///< Per block
};

/// All events of the case at one revision. Immutable; lives as long as somebody holds it. Any thread.
/// Rows are numbered through all segments: a row number means something only together with its EventColumns.
class EventColumns
{
public:
    std::vector<std::shared_ptr<const EventSegment>> segments;
    std::vector<quint32> firstRows; ///< Of each segment
    quint32 rows = 0;
    qint64 lastEventId = 0;
    qint64 revision = 0;
    qint64 generation = 0;

    TextDictionary types, hosts, accounts, endpoints, texts;
    TextDictionary files;      ///< Whole paths by file id
    TextDictionary hostAliases; ///< Names as the records have them, where hosts has the name of the joined host
    std::vector<quint8> kindOfType;      ///< EventKind by type id
    std::vector<EvidenceRow> evidence;   ///< Removed ones too

    const TextDictionary *dictionary(EventField field) const; ///< nullptr where the field is a number
    const TextDictionary *dictionary(ValueTable table) const; ///< nullptr for ValueTable::None
    /// Segment of a row, and the row in it.
    std::pair<const EventSegment *, quint32> locate(quint32 row) const
    {
        const size_t segment = size_t(std::upper_bound(firstRows.begin(), firstRows.end(), row) - firstRows.begin()) - 1;
        return {segments[segment].get(), row - firstRows[segment]};
    }
    qint64 value(quint32 row, EventField field) const
    {
        const auto [segment, local] = locate(row);
        return segment->file().value(local, int(field));
    }
    quint8 kind(qint64 typeId) const
    {
        return typeId >= 0 && size_t(typeId) < kindOfType.size() ? kindOfType[size_t(typeId)] : 0;
    }
    /// Whether a checksum did not fit: nothing that was computed from this may be used.
    bool isDamaged() const;
};

} // namespace ashiato
