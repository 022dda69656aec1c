// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/ewfchunkindex.h"

#include <QtEndian>

#include <algorithm>

namespace ashiato
{

Result<EwfChunkIndex::Place> EwfChunkIndex::placeOf(const EwfChunkGroup &group, qint64 index)
{
    const std::scoped_lock lock(m_mutex);
    const auto entry = entryOf(group, index);
    if (!entry)
        return entry.error();
    Place place{group.offsetOf(index, *entry), group.dataEnd, group.compressed(index, *entry)};
    if (index + 1 < group.count) {
        const auto next = entryOf(group, index + 1);
        if (!next)
            return next.error();
        place.end = group.offsetOf(index + 1, *next);
    }
    return place;
}

Result<quint32> EwfChunkIndex::entryOf(const EwfChunkGroup &group, qint64 index)
{
    if (!group.found.empty())
        return group.found[size_t(index)];
    const Key key{&group, index / kPageEntries};
    const auto known = m_pageOf.find(key);
    if (known != m_pageOf.end()) {
        m_pages.splice(m_pages.begin(), m_pages, known->second);
    } else {
        if (m_pages.size() < kPages) {
            m_pages.emplace_front();
        } else {
            m_pages.splice(m_pages.begin(), m_pages, std::prev(m_pages.end()));
            m_pageOf.erase({m_pages.front().group, m_pages.front().number});
        }
        Page &page = m_pages.front();
        page.group = nullptr;
        const qint64 first = key.second * kPageEntries;
        const qint64 size = std::min(kPageEntries, group.count - first) * 4;
        const auto got = readFully(m_layout.segments[group.segment].descriptor, group.listOffset + first * 4,
                                   reinterpret_cast<char *>(page.entries.data()), size);
        if (!got)
            return got.error();
        if (*got < size)
            return {ErrorCode::Truncated, QString(), group.listOffset + first * 4 + *got};
        qFromLittleEndian<quint32>(page.entries.data(), size / 4, page.entries.data());
        page.group = &group;
        page.number = key.second;
        m_pageOf.emplace(key, m_pages.begin());
    }
    return m_pages.front().entries[size_t(index % kPageEntries)];
}

} // namespace ashiato
