// SPDX-License-Identifier: Apache-2.0
#include "models/query/rowsort.h"

#include <array>
#include <functional>
#include <queue>
#include <tuple>

namespace ashiato
{

namespace
{

bool isCancelled(const CancelFlag &cancel) { return cancel && cancel->load(std::memory_order_relaxed); }

/// Reads a column for rows in any order; remembers the chunk of the last row, since neighbours are common.
class ColumnReader
{
public:
    ColumnReader(const EventColumns &columns, EventField field) : m_columns(columns), m_field(field) {}
    qint64 operator()(quint32 row)
    {
        if (row < m_first || row >= m_last) {
            const auto [segment, local] = m_columns.locate(row);
            const quint32 chunk = local / kChunkRows;
            m_chunk = segment->file().column(chunk, int(m_field));
            m_first = row - local % kChunkRows;
            m_last = m_first + segment->file().chunkRows(chunk);
        }
        return m_chunk.value(row - m_first);
    }

private:
    const EventColumns &m_columns;
    EventField m_field;
    ChunkColumn m_chunk;
    quint32 m_first = 1, m_last = 0;
};

template <typename Key> struct Keyed {
    Key key;
    quint32 row;
};

/// Stable LSD radix sort, a byte a pass; bytes in which all keys agree cost nothing.
template <typename Key> bool radixSort(std::vector<Keyed<Key>> &items, const CancelFlag &cancel)
{
    std::vector<Keyed<Key>> other(items.size());
    for (size_t shift = 0; shift < sizeof(Key) * 8; shift += 8) {
        std::array<size_t, 257> starts{};
        for (const auto &item : items)
            ++starts[size_t((item.key >> shift) & 0xff) + 1];
        if (std::find(starts.begin() + 1, starts.end(), items.size()) != starts.end())
            continue;
        if (isCancelled(cancel))
            return false;
        for (size_t i = 1; i < starts.size(); ++i)
            starts[i] += starts[i - 1];
        for (const auto &item : items)
            other[starts[size_t((item.key >> shift) & 0xff)]++] = item;
        items.swap(other);
    }
    return true;
}

/// Order numbers for the dictionary ids that the rows use: equal folded values share one.
class Ranks
{
public:
    Ranks(const EventColumns &columns, EventField field, const std::vector<quint32> &rows)
    {
        const TextDictionary &dictionary = *columns.dictionary(field);
        ColumnReader value(columns, field);
        IdSet used;
        qint64 last = -1;
        std::vector<quint64> met; // ids met so far, so that the list holds each once
        for (quint32 row : rows) {
            const qint64 id = value(row);
            if (id == last || id < 0)
                continue;
            last = id;
            const size_t word = size_t(id) / 64;
            if (word >= met.size())
                met.resize(qMax(word + 1, met.size() * 2));
            if (met[word] & (quint64(1) << (id % 64)))
                continue;
            met[word] |= quint64(1) << (id % 64);
            m_ids.push_back(id);
        }
        std::sort(m_ids.begin(), m_ids.end());
        struct Named {
            std::string_view text;
            size_t place;
        };
        std::vector<Named> named(m_ids.size());
        for (size_t i = 0; i < m_ids.size(); ++i) {
            const QByteArrayView text = dictionary.folded(m_ids[i]);
            named[i] = {std::string_view(text.data(), size_t(text.size())), i};
        }
        std::sort(named.begin(), named.end(), [](const Named &a, const Named &b) { return a.text < b.text; });
        m_ranks.resize(m_ids.size());
        quint32 rank = 0;
        for (size_t i = 0; i < named.size(); ++i) {
            if (i > 0 && named[i].text != named[i - 1].text)
                ++rank;
            m_ranks[named[i].place] = rank;
        }
        if (!m_ids.empty() && quint64(m_ids.back()) < kWidestTable) {
            m_table.resize(size_t(m_ids.back()) + 1);
            for (size_t i = 0; i < m_ids.size(); ++i)
                m_table[size_t(m_ids[i])] = m_ranks[i];
        }
    }
    quint32 operator()(qint64 id) const
    {
        if (id < 0)
            return 0;
        if (!m_table.empty())
            return size_t(id) < m_table.size() ? m_table[size_t(id)] : 0;
        const auto place = std::lower_bound(m_ids.begin(), m_ids.end(), id) - m_ids.begin();
        return size_t(place) < m_ids.size() ? m_ranks[size_t(place)] : 0;
    }

private:
    static constexpr quint64 kWidestTable = quint64(1) << 26;
    std::vector<qint64> m_ids; ///< Ascending
    std::vector<quint32> m_ranks, m_table;
};

template <typename Key, typename KeyOf>
bool sortByKey(std::vector<quint32> &rows, const KeyOf &keyOf, bool descending, const CancelFlag &cancel)
{
    std::vector<Keyed<Key>> items(rows.size());
    for (size_t i = 0; i < rows.size(); ++i) {
        const Key key = keyOf(rows[i]);
        items[i] = {descending ? Key(~key) : key, rows[i]};
    }
    if (!radixSort(items, cancel))
        return false;
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i] = items[i].row;
    return true;
}

EventField fieldOf(EventColumn column)
{
    if (const auto typed = typedFieldOf(column))
        return *typed;
    switch (column) {
    case EventColumn::Path: return EventField::File;
    case EventColumn::Severity: return EventField::Severity;
    case EventColumn::Position: return EventField::Position;
    case EventColumn::Evidence: return EventField::Evidence;
    case EventColumn::Tags: return EventField::Id;
    case EventColumn::Flags: return EventField::Flags;
    case EventColumn::Time: return EventField::Time;
    default: return EventField::Type; // kind and type; a sentence is made of its type first
    }
}

/// Walks the set rows of one segment.
class SegmentRows
{
public:
    SegmentRows(const EventSegment &segment, const std::vector<quint64> *bits)
        : m_file(segment.file()), m_bits(bits), m_rows(segment.rows())
    {
        settle();
    }
    bool atEnd() const { return m_row >= m_rows; }
    quint32 row() const { return m_row; }
    void next()
    {
        ++m_row;
        settle();
    }
    auto key() const
    {
        const quint32 i = m_row % kChunkRows;
        return std::tuple(m_keys[0].value(i), m_keys[1].value(i), m_keys[2].value(i), m_keys[3].value(i));
    }

private:
    void settle()
    {
        if (m_bits) {
            size_t word = m_row / 64;
            quint64 rest = word < m_bits->size() ? (*m_bits)[word] >> (m_row % 64) : 0;
            if (rest != 0) {
                m_row += quint32(std::countr_zero(rest));
            } else {
                do {
                    ++word;
                } while (word < m_bits->size() && (*m_bits)[word] == 0);
                m_row = word < m_bits->size() ? quint32(word * 64) + quint32(std::countr_zero((*m_bits)[word])) : m_rows;
            }
        }
        if (!atEnd() && m_chunk != m_row / kChunkRows) {
            m_chunk = m_row / kChunkRows;
            for (int field = 0; field < 4; ++field)
                m_keys[size_t(field)] = m_file.column(m_chunk, field);
        }
    }

    const ColumnFile &m_file;
    const std::vector<quint64> *m_bits;
    quint32 m_rows;
    quint32 m_row = 0;
    quint32 m_chunk = std::numeric_limits<quint32>::max();
    std::array<ChunkColumn, 4> m_keys;
};

} // namespace

Result<std::vector<quint32>> rowsInTimeOrder(const EventColumns &columns, const std::vector<std::vector<quint64>> *bits,
                                             qint64 count, const CancelFlag &cancel)
{
    std::vector<quint32> rows;
    rows.reserve(size_t(count));
    if (columns.segments.size() == 1 && bits) {
        const std::vector<quint64> &words = bits->front();
        forEachBit(words.data(), words.size(), [&rows](size_t row) { rows.push_back(quint32(row)); });
        return rows;
    }
    std::vector<SegmentRows> walks;
    for (size_t i = 0; i < columns.segments.size(); ++i)
        walks.emplace_back(*columns.segments[i], bits ? &(*bits)[i] : nullptr);
    const auto later = [&walks](size_t a, size_t b) { return walks[b].key() < walks[a].key(); };
    std::priority_queue<size_t, std::vector<size_t>, decltype(later)> next(later);
    for (size_t i = 0; i < walks.size(); ++i) {
        if (!walks[i].atEnd())
            next.push(i);
    }
    while (!next.empty()) {
        const size_t segment = next.top();
        next.pop();
        do {
            rows.push_back(columns.firstRows[segment] + walks[segment].row());
            walks[segment].next();
            if (rows.size() % kChunkRows == 0 && isCancelled(cancel))
                return Error{ErrorCode::Cancelled, {}, -1};
        } while (!walks[segment].atEnd() && (next.empty() || walks[segment].key() < walks[next.top()].key()));
        if (!walks[segment].atEnd())
            next.push(segment);
    }
    return rows;
}

Result<void> sortRows(const EventColumns &columns, const EventMarks &marks, EventColumn by, Qt::SortOrder order,
                      std::vector<quint32> &rows, const CancelFlag &cancel)
{
    const bool descending = order == Qt::DescendingOrder;
    const EventField field = fieldOf(by);
    ColumnReader value(columns, field);
    bool done = true;
    if (by == EventColumn::Time) {
        if (descending)
            std::reverse(rows.begin(), rows.end());
    } else if (by == EventColumn::Kind) {
        done = sortByKey<quint32>(rows, [&](quint32 row) { return quint32(columns.kind(value(row))); }, descending, cancel);
    } else if (by == EventColumn::Evidence) {
        std::vector<std::pair<QString, qint64>> numbers;
        for (const EvidenceRow &evidence : columns.evidence)
            numbers.emplace_back(evidence.number, evidence.id);
        std::sort(numbers.begin(), numbers.end());
        std::map<qint64, quint32> ranks;
        for (const auto &number : numbers)
            ranks.emplace(number.second, quint32(ranks.size()) + 1);
        const auto rank = [&](quint32 row) {
            const auto found = ranks.find(value(row));
            return found == ranks.end() ? 0u : found->second;
        };
        done = sortByKey<quint32>(rows, rank, descending, cancel);
    } else if (by == EventColumn::Tags) {
        // By the first tag; what has none comes last.
        const auto rank = [&](quint32 row) {
            quint32 place = 0;
            const qint64 id = value(row);
            for (const auto &[tag, events] : marks.tagged) {
                if (events.contains(id))
                    break;
                ++place;
            }
            return place;
        };
        done = sortByKey<quint32>(rows, rank, descending, cancel);
    } else if (columns.dictionary(field)) {
        if (!columns.dictionary(field)->isSound())
            return ErrorCode::Damaged;
        const Ranks ranks(columns, field, rows);
        if (isCancelled(cancel))
            return ErrorCode::Cancelled;
        done = sortByKey<quint32>(rows, [&](quint32 row) { return ranks(value(row)); }, descending, cancel);
    } else {
        // Numbers: unsigned keys that keep the order of signed values.
        done = sortByKey<quint64>(rows, [&](quint32 row) { return quint64(value(row)) ^ (quint64(1) << 63); },
                                  descending, cancel);
    }
    return done ? Result<void>() : Result<void>(ErrorCode::Cancelled);
}

} // namespace ashiato
