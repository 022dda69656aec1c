// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/dictionary.h"

#include "models/casedb/fold.h"
#include "models/casedb/sqlite/rowblock.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace ashiato
{

namespace
{

constexpr size_t kFirstSlots = 1u << 12;
constexpr qsizetype kUniqueBytes = 256 << 20;
constexpr qsizetype kTextBytes = 32 << 20; // larger finds little more and falls out of the processor's cache
constexpr qsizetype kLongestRemembered = 1024; // longer values hardly repeat
constexpr qint64 kLoadedAtOpen = 2'000'000;

__extension__ using Wide = unsigned __int128;

quint64 multiplyFold(quint64 a, quint64 b)
{
    const Wide product = Wide(a) * b;
    return quint64(product) ^ quint64(product >> 64);
}

quint64 word(const char *bytes, size_t count)
{
    quint64 value = 0;
    std::memcpy(&value, bytes, count);
    return value;
}

} // namespace

quint64 hashMix(quint64 hash, quint64 value)
{
    return multiplyFold(hash ^ 0x9E3779B97F4A7C15ull, value ^ 0xD6E8FEB86659FD93ull);
}

quint64 hashBytes(QByteArrayView bytes, quint64 seed)
{
    const char *at = bytes.data();
    size_t left = size_t(bytes.size());
    quint64 hash = seed ^ (quint64(left) * 0xA0761D6478BD642Full);
    for (; left >= 16; at += 16, left -= 16)
        hash = multiplyFold(word(at, 8) ^ hash ^ 0xE7037ED1A0B428DBull, word(at + 8, 8) ^ 0x8EBC6AF09C88C6E3ull);
    const quint64 first = word(at, left < 8 ? left : 8);
    const quint64 second = left > 8 ? word(at + 8, left - 8) : 0;
    hash = multiplyFold(first ^ hash ^ 0xE7037ED1A0B428DBull, second ^ 0x589965CC75374CC3ull);
    return multiplyFold(hash, 0x1D8E4E27C47D124Full) | 1; // never 0: 0 says "not computed"
}

// ---------------------------------------------------------------------------------------------------------------------

DictionaryMemory::Generation::Generation() : m_slots(kFirstSlots) {}

size_t DictionaryMemory::Generation::slotFor(QByteArrayView value, quint64 hash) const
{
    const size_t mask = m_slots.size() - 1;
    size_t slot = size_t(hash) & mask;
    while (m_slots[slot].id != 0) {
        const Slot &there = m_slots[slot];
        if (there.hash == hash && there.size == quint32(value.size()) &&
            std::memcmp(m_bytes.data() + there.offset, value.data(), there.size) == 0)
            return slot;
        slot = (slot + 1) & mask;
    }
    return slot;
}

bool DictionaryMemory::Generation::hasRoom(qsizetype bytes, qsizetype most) const
{
    const size_t slots = isCrowded() ? m_slots.size() * 2 : m_slots.size();
    return qsizetype(m_bytes.size()) + bytes + qsizetype(slots * sizeof(Slot)) <= most;
}

void DictionaryMemory::Generation::add(QByteArrayView value, quint64 hash, qint64 id)
{
    if (isCrowded())
        grow();
    m_slots[slotFor(value, hash)] = {hash, id, quint32(m_bytes.size()), quint32(value.size())};
    m_bytes.insert(m_bytes.end(), value.begin(), value.end());
    ++m_used;
}

void DictionaryMemory::Generation::grow()
{
    std::vector<Slot> old(m_slots.size() * 2);
    old.swap(m_slots);
    const size_t mask = m_slots.size() - 1;
    for (const Slot &entry : old) {
        if (entry.id == 0)
            continue;
        size_t slot = size_t(entry.hash) & mask;
        while (m_slots[slot].id != 0)
            slot = (slot + 1) & mask;
        m_slots[slot] = entry;
    }
}

void DictionaryMemory::Generation::clear()
{
    m_bytes.clear();
    std::fill(m_slots.begin(), m_slots.end(), Slot());
    m_used = 0;
}

void DictionaryMemory::clear()
{
    m_young.clear();
    m_old.clear();
    m_forgot = false;
}

void DictionaryMemory::remember(QByteArrayView value, quint64 hash, qint64 id)
{
    if (value.size() > kLongestRemembered) {
        m_forgot = true;
        return;
    }
    if (!m_young.hasRoom(value.size(), m_mostBytes)) {
        std::swap(m_young, m_old);
        m_forgot |= !m_young.empty();
        m_young.clear();
    }
    m_young.add(value, hash, id);
}

qint64 DictionaryMemory::find(QByteArrayView value, quint64 hash)
{
    if (const qint64 id = m_young.find(value, hash))
        return id;
    const qint64 id = m_old.find(value, hash);
    if (id != 0)
        remember(value, hash, id);
    return id;
}

qint64 DictionaryMemory::findOrRemember(QByteArrayView value, quint64 hash, qint64 newId)
{
    if (const qint64 id = find(value, hash))
        return id;
    remember(value, hash, newId);
    return newId;
}

// ---------------------------------------------------------------------------------------------------------------------

UniqueDictionary::UniqueDictionary(Connection &connection, const Sql &sql)
    : m_connection(connection), m_sql(sql), m_memory(kUniqueBytes)
{
}

Result<void> UniqueDictionary::load()
{
    m_memory.clear();
    m_nextId = 1;
    Statement &all = m_connection.statement(m_sql.all);
    qint64 loaded = 0;
    Statement::Step step = all.step();
    for (; step == Statement::Step::Row; step = all.step()) {
        const QByteArrayView value = all.view(0);
        const qint64 id = all.integer(1);
        m_nextId = std::max(m_nextId, id + 1);
        if (++loaded <= kLoadedAtOpen)
            m_memory.remember(value, hashBytes(value), id);
    }
    if (step == Statement::Step::Failed)
        return all.error();
    m_complete = loaded <= kLoadedAtOpen;
    all.reset();
    return {};
}

Result<qint64> UniqueDictionary::idOf(QByteArrayView value, quint64 hash)
{
    if (value.isEmpty())
        return qint64(0);
    if (const qint64 known = m_memory.find(value, hash))
        return known;
    qint64 id = 0;
    if (!m_complete || m_memory.forgot()) { // what memory does not know may still stand in the table
        Statement &find = m_connection.statement(m_sql.find);
        find.bindView(1, value);
        const Statement::Step step = find.step();
        if (step == Statement::Step::Failed)
            return find.error();
        if (step == Statement::Step::Row)
            id = find.integer(0);
        find.reset();
    }
    if (id == 0) {
        id = m_nextId;
        Statement &insert = m_connection.statement(m_sql.insert);
        insert.bind(1, id).bindView(2, value);
        QByteArray folded;
        if (m_sql.folded) {
            folded = foldKey(value);
            insert.bindView(3, folded);
        }
        if (auto done = insert.run(); !done)
            return done.error();
        ++m_nextId;
    }
    m_memory.remember(value, hash, id);
    return id;
}

// ---------------------------------------------------------------------------------------------------------------------

TextTableWriter::TextTableWriter(Connection &connection) : m_connection(connection), m_memory(kTextBytes) {}

Result<void> TextTableWriter::load()
{
    m_memory.clear();
    m_pending.clear();
    const auto most = m_connection.integer("SELECT max(id) FROM text");
    if (!most)
        return most.error();
    m_nextId = *most + 1;
    return {};
}

qint64 TextTableWriter::idOf(QByteArrayView value, quint64 hash)
{
    if (value.isEmpty())
        return 0;
    const qint64 id = m_memory.findOrRemember(value, hash, m_nextId);
    if (id == m_nextId) {
        ++m_nextId;
        m_pending.emplace_back(id, value);
    }
    return id;
}

Result<void> TextTableWriter::flush()
{
    RowBlock<2> rows(m_connection, "text (id, value)", m_pending.size());
    for (const auto &[id, value] : m_pending) {
        rows.beginRow();
        rows.integer(0, id);
        rows.text(1, value);
        if (!rows.endRow())
            break;
    }
    m_pending.clear();
    return rows.result();
}

} // namespace ashiato
