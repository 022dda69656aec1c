// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/columns/columnstore.h"
#include "models/lens/filter.h"

#include <array>

namespace ashiato
{

/// One bit a row of a chunk.
using ChunkBits = std::array<quint64, kChunkRows / 64>;

/// A filter made ready for one state of the columns: values are looked up in the dictionaries once (that is the whole
/// cost of a text search over unique values), and what is left for every chunk is membership of small numbers.
/// Any thread after make().
class FilterPlan
{
public:
    /// Cancelled while it searched. Invalid names a value that a field cannot have (a port that is no number).
    static Result<FilterPlan> make(const Filter &filter, std::shared_ptr<const EventColumns> columns,
                                   std::shared_ptr<const EventMarks> marks, const CancelFlag &cancel);

    bool holdsEverything() const { return m_everything; }
    /// Sets the bits of the rows of a chunk that the filter holds; bits past the last row are 0.
    void evaluate(size_t segment, quint32 chunk, ChunkBits &bits) const;

private:
    /// Rows whose column holds one of the ids.
    struct SetTest {
        EventField field;
        std::shared_ptr<const IdSet> ids;
        bool complement = false; ///< The others
    };
    /// Rows whose details hold the folded text.
    struct DetailsTest {
        QByteArray needle;
    };
    struct Conjunct {
        bool negated = false;
        bool always = false;                 ///< Holds every row (before negation)
        std::vector<SetTest> sets;           ///< Alternatives
        std::vector<DetailsTest> details;
        std::optional<bool> fileTimes;       ///< Rows made from file times, or the others
        quint32 flags = 0;                   ///< Rows with any of these (EventFlag)
        bool unflagged = false;              ///< Rows without a flag that is told
        std::optional<std::pair<qint64, qint64>> time; ///< First and last ns; rows stand in order of it
    };
    using Group = std::vector<Conjunct>;
    class Compiler;

    void evaluate(const Conjunct &conjunct, size_t segment, quint32 chunk, ChunkBits &bits) const;

    std::shared_ptr<const EventColumns> m_columns;
    std::vector<Group> m_groups;
    std::shared_ptr<const IdSet> m_removed; ///< Evidence that was taken out of the case: never shown
    bool m_everything = false;
};

} // namespace ashiato
