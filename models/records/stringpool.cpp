// SPDX-License-Identifier: Apache-2.0
#include "models/records/stringpool.h"

#include <QHashFunctions>
#include <QStringConverter>
#include <QUtf8StringView>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{
constexpr quint32 kFirstSlots = 256;
}

StringPool::StringPool() { clear(); }

void StringPool::clear()
{
    m_blob.clear();
    m_ends.assign(1, 0);
    m_slots.assign(kFirstSlots, 0);
    m_interned = 0;
}

StringRef StringPool::add(QByteArrayView value)
{
    if (value.isEmpty())
        return 0;
    m_blob.insert(m_blob.end(), value.begin(), value.end());
    m_ends.push_back(quint32(m_blob.size()));
    return quint32(m_ends.size() - 1);
}

StringRef StringPool::intern(QByteArrayView value)
{
    if (value.isEmpty())
        return 0;
    const quint32 mask = quint32(m_slots.size() - 1);
    quint32 slot = quint32(qHashBits(value.data(), size_t(value.size()))) & mask;
    while (const StringRef ref = m_slots[slot]) {
        const QByteArrayView there = view(ref);
        if (there.size() == value.size() && std::memcmp(there.data(), value.data(), size_t(value.size())) == 0)
            return ref;
        slot = (slot + 1) & mask;
    }
    const StringRef ref = add(value);
    m_slots[slot] = ref;
    if (++m_interned * 2 > m_slots.size())
        grow();
    return ref;
}

StringRef StringPool::intern(const QString &value) { return intern(QByteArrayView(value.toUtf8())); }

void StringPool::grow()
{
    std::vector<quint32> old(m_slots.size() * 2, 0);
    old.swap(m_slots);
    const quint32 mask = quint32(m_slots.size() - 1);
    for (const StringRef ref : old) {
        if (!ref)
            continue;
        const QByteArrayView there = view(ref);
        quint32 slot = quint32(qHashBits(there.data(), size_t(there.size()))) & mask;
        while (m_slots[slot])
            slot = (slot + 1) & mask;
        m_slots[slot] = ref;
    }
}

bool StringPool::assign(QByteArrayView blob, const quint32 *ends, quint32 count)
{
    clear();
    if (count == 0)
        return false;
    std::vector<quint32> table(count);
    std::memcpy(table.data(), ends, count * sizeof(quint32));
    if (table.front() != 0 || table.back() != quint32(blob.size()) || !std::is_sorted(table.begin(), table.end()))
        return false;
    // Every string must be UTF-8 by itself, so the borders are looked at too: none may stand inside a character.
    if (!QUtf8StringView(blob.data(), blob.size()).isValidUtf8())
        return false;
    for (const quint32 end : table) {
        if (end < quint32(blob.size()) && (quint8(blob[qsizetype(end)]) & 0xC0) == 0x80)
            return false;
    }
    m_blob.assign(blob.begin(), blob.end());
    m_ends = std::move(table);
    return true;
}

} // namespace ashiato
