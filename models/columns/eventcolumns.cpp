// SPDX-License-Identifier: Apache-2.0
#include "models/columns/eventcolumns.h"

namespace ashiato
{

EventSegment::KindCounts EventSegment::kindsBefore(quint32 row, const std::vector<quint8> &kinds) const
{
    const auto kindOf = [&kinds](qint64 type) {
        return type >= 0 && size_t(type) < kinds.size() ? kinds[size_t(type)] : quint8(0);
    };
    std::call_once(m_countOnce, [&] {
        m_before.resize(size_t(rows()) / kBlockRows + 1);
        KindCounts sum{};
        for (quint32 chunk = 0; chunk < m_file->chunks(); ++chunk) {
            const ChunkColumn types = m_file->column(chunk, int(EventField::Type));
            const quint32 count = m_file->chunkRows(chunk);
            for (quint32 block = 0; block < count; block += kBlockRows) {
                m_before[(chunk * size_t(kChunkRows) + block) / kBlockRows] = sum;
                const quint32 end = qMin(count, block + kBlockRows);
                if (types.constant()) {
                    sum[kindOf(types.base)] += end - block;
                } else {
                    for (quint32 i = block; i < end; ++i)
                        ++sum[kindOf(types.value(i))];
                }
            }
        }
        if (rows() % kBlockRows == 0)
            m_before.back() = sum;
    });
    KindCounts counts = m_before[row / kBlockRows];
    for (quint32 i = row / kBlockRows * kBlockRows; i < row;) {
        const quint32 chunk = i / kChunkRows;
        const ChunkColumn types = m_file->column(chunk, int(EventField::Type));
        const quint32 end = qMin(row, (chunk + 1) * kChunkRows);
        for (; i < end; ++i)
            ++counts[kindOf(types.value(i % kChunkRows))];
    }
    return counts;
}

const TextDictionary *EventColumns::dictionary(ValueTable table) const
{
    switch (table) {
    case ValueTable::HostAlias: return &hosts;
    case ValueTable::Account: return &accounts;
    case ValueTable::Endpoint: return &endpoints;
    case ValueTable::Text: return &texts;
    case ValueTable::None: break;
    }
    return nullptr;
}

const TextDictionary *EventColumns::dictionary(EventField field) const
{
    if (isTyped(field))
        return dictionary(specOf(field).table);
    return field == EventField::Type ? &types : field == EventField::File ? &files : nullptr;
}

bool EventColumns::isDamaged() const
{
    return std::any_of(segments.begin(), segments.end(), [](const auto &s) { return s->file().isDamaged(); });
}

} // namespace ashiato
