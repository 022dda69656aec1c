// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <bit>
#include <vector>

namespace ashiato
{

/// Calls function(place) for every bit that is set in so many words, in order.
template <typename Function> void forEachBit(const quint64 *words, size_t count, const Function &function)
{
    for (size_t i = 0; i < count; ++i) {
        for (quint64 word = words[i]; word != 0; word &= word - 1)
            function(i * 64 + size_t(std::countr_zero(word)));
    }
}

/// A set of row ids or dictionary ids: a bitmap from its least to its greatest member, or, where that would be too wide,
/// a sorted list. Filled once, then only asked. Any thread after seal().
class IdSet
{
public:
    void add(qint64 id) { m_ids.push_back(id); }
    void seal()
    {
        std::sort(m_ids.begin(), m_ids.end());
        m_ids.erase(std::unique(m_ids.begin(), m_ids.end()), m_ids.end());
        m_count = qint64(m_ids.size());
        if (m_ids.empty())
            return;
        m_least = m_ids.front();
        m_greatest = m_ids.back();
        const quint64 span = quint64(m_greatest) - quint64(m_least);
        if (span >= kWidest && span / 64 > m_ids.size())
            return;
        m_words.assign(size_t(span / 64 + 1), 0);
        for (qint64 id : m_ids)
            m_words[size_t((quint64(id) - quint64(m_least)) / 64)] |= quint64(1) << ((quint64(id) - quint64(m_least)) % 64);
        m_ids.clear();
        m_ids.shrink_to_fit();
    }
    bool contains(qint64 id) const
    {
        if (m_count == 0 || id < m_least || id > m_greatest)
            return false;
        if (m_words.empty())
            return std::binary_search(m_ids.begin(), m_ids.end(), id);
        const quint64 place = quint64(id) - quint64(m_least);
        return (m_words[size_t(place / 64)] >> (place % 64)) & 1;
    }
    template <typename Function> void forEach(const Function &function) const
    {
        for (qint64 id : m_ids)
            function(id);
        forEachBit(m_words.data(), m_words.size(), [&](size_t place) { function(m_least + qint64(place)); });
    }
    /// The bitmap itself for loops over many rows: bit n says whether least() + n is a member. Null: a sorted list.
    const quint64 *words() const { return m_words.empty() ? nullptr : m_words.data(); }
    quint64 span() const { return m_count == 0 ? 0 : quint64(m_greatest) - quint64(m_least) + 1; }
    bool isEmpty() const { return m_count == 0; }
    qint64 size() const { return m_count; }
    qint64 least() const { return m_least; }
    qint64 greatest() const { return m_greatest; }

private:
    static constexpr quint64 kWidest = quint64(1) << 26; // 8 MiB of bits are always fine

    std::vector<qint64> m_ids;
    std::vector<quint64> m_words;
    qint64 m_least = 0;
    qint64 m_greatest = 0;
    qint64 m_count = 0;
};

} // namespace ashiato
