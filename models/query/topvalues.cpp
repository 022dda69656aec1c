// SPDX-License-Identifier: Apache-2.0
#include "models/query/topvalues.h"

#include "models/query/parallel.h"
#include "models/records/severity.h"

#include <array>
#include <bit>
#include <unordered_map>

namespace ashiato
{

namespace
{

std::vector<EventField> fieldsOf(FilterField field)
{
    switch (field) {
    case FilterField::Evidence: return {EventField::Evidence};
    case FilterField::Type:
    case FilterField::Kind: return {EventField::Type};
    case FilterField::Severity: return {EventField::Severity};
    case FilterField::Address: return {EventField::Source, EventField::Destination};
    case FilterField::Port: return {EventField::SourcePort, EventField::DestinationPort};
    case FilterField::Path: return {EventField::File};
    default: break;
    }
    const auto typed = typedFieldOf(field);
    return typed ? std::vector{*typed} : std::vector<EventField>();
}

/// A number of a column as the filter would write it.
QString valueText(const EventColumns &columns, FilterField field, EventField column, qint64 value)
{
    switch (field) {
    case FilterField::Kind: return eventKindId(EventKind(columns.kind(value)));
    case FilterField::Severity: return severityId(Severity(qBound(qint64(0), value, qint64(Severity::Last))));
    case FilterField::Evidence:
        for (const EvidenceRow &row : columns.evidence) {
            if (row.id == value)
                return row.number;
        }
        return {};
    default: break;
    }
    const TextDictionary *dictionary = columns.dictionary(column);
    return dictionary ? dictionary->text(value) : isTyped(column) && value == specOf(column).none() ? QString() : QString::number(value);
}

/// How often each value was met. Ids of a dictionary stand close together and are counted in an array; other numbers, and
/// ids past its end, in a table.
class ValueCounts
{
public:
    explicit ValueCounts(qint64 lastId = -1) : m_dense(lastId < 0 || lastId > kLastDense ? 0 : size_t(lastId) + 1) {}

    void add(qint64 value, quint32 count)
    {
        if (value >= 0 && size_t(value) < m_dense.size())
            m_dense[size_t(value)] += count;
        else
            m_sparse[value] += count;
    }
    template <typename Function> void forEach(const Function &function) const
    {
        for (size_t value = 0; value < m_dense.size(); ++value) {
            if (m_dense[value] > 0)
                function(qint64(value), qint64(m_dense[value]));
        }
        for (const auto &[value, count] : m_sparse)
            function(value, count);
    }

private:
    static constexpr qint64 kLastDense = 1 << 24;
    std::vector<quint32> m_dense;
    std::unordered_map<qint64, qint64> m_sparse;
};

/// Counts the set rows of a chunk by value. bits: null for all.
void countValues(const ChunkColumn &column, quint32 rows, const quint64 *bits, ValueCounts &counts)
{
    if (column.constant()) {
        quint32 set = bits ? 0 : rows;
        for (quint32 i = 0; bits && i < (rows + 63) / 64; ++i)
            set += quint32(std::popcount(bits[i]));
        if (set > 0)
            counts.add(column.base, set);
        return;
    }
    for (quint32 i = 0; i < rows; ++i) {
        if (!bits || ((bits[i / 64] >> (i % 64)) & 1))
            counts.add(column.value(i), 1);
    }
}

struct Counted {
    size_t hash = 0;
    QByteArrayView text; ///< In the dictionary: a list of a million URLs makes no million strings
    qint64 count = 0;
};

/// Joins entries of equal text, which the dictionary may hold under several ids.
void joinEqual(std::vector<Counted> &entries)
{
    const auto before = [](const Counted &a, const Counted &b) {
        return a.hash != b.hash ? a.hash < b.hash : a.text < b.text;
    };
    std::sort(entries.begin(), entries.end(), before);
    size_t kept = 0;
    for (size_t i = 0; i < entries.size(); ++i) {
        if (kept > 0 && entries[kept - 1].hash == entries[i].hash && entries[kept - 1].text == entries[i].text)
            entries[kept - 1].count += entries[i].count;
        else
            entries[kept++] = entries[i];
    }
    entries.resize(kept);
}

} // namespace

Result<QVector<std::pair<QString, qint64>>> topValues(const EventSelection &selection, FilterField field, int most,
                                                      const CancelFlag &cancel)
{
    const std::vector<EventField> fields = fieldsOf(field);
    if (fields.empty() || !selection.columns())
        return Error{ErrorCode::Invalid, filterFieldId(field), -1};
    const EventColumns &columns = *selection.columns();
    std::vector<Counted> texts;
    QHash<QString, qint64> numbers;
    for (const EventField column : fields) {
        const TextDictionary *dictionary = field == FilterField::Kind ? nullptr : columns.dictionary(column);
        if (dictionary && !dictionary->isSound())
            return ErrorCode::Damaged;
        const qint64 lastId = dictionary ? dictionary->lastId() : -1;
        std::array<ValueCounts, 2> counts{ValueCounts(lastId), ValueCounts(lastId)};
        const bool whole = forEachChunk(columns, cancel, [&](size_t place, quint32 chunk, int thread) {
            const ColumnFile &file = columns.segments[place]->file();
            countValues(file.column(chunk, int(column)), file.chunkRows(chunk), selection.chunkBits(place, chunk),
                        counts[size_t(thread)]);
        });
        if (!whole)
            return Error{ErrorCode::Cancelled, {}, -1};
        for (const ValueCounts &part : counts) {
            part.forEach([&](qint64 value, qint64 count) {
                if (dictionary) {
                    const QByteArrayView text = dictionary->value(value);
                    texts.push_back({qHashBits(text.data(), size_t(text.size())), text, count});
                } else {
                    numbers[valueText(columns, field, column, value)] += count;
                }
            });
        }
    }
    joinEqual(texts);
    const size_t first = qMin(texts.size(), size_t(qMax(0, most)));
    std::partial_sort(texts.begin(), texts.begin() + qptrdiff(first), texts.end(), [](const Counted &a, const Counted &b) {
        return a.count != b.count ? a.count > b.count : a.text < b.text;
    });
    QVector<std::pair<QString, qint64>> list;
    for (size_t i = 0; i < first; ++i)
        list.append({QString::fromUtf8(texts[i].text), texts[i].count});
    for (auto it = numbers.cbegin(); it != numbers.cend(); ++it)
        list.append({it.key(), it.value()});
    std::sort(list.begin(), list.end(), [](const auto &a, const auto &b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    list.resize(qMin<qsizetype>(most, list.size()));
    if (columns.isDamaged())
        return ErrorCode::Damaged;
    return list;
}

} // namespace ashiato
