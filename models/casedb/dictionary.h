// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/connection.h"

#include <QByteArrayView>

#include <vector>

namespace ashiato
{

/// 64 bits of a string, for tables in memory and for content hashes. Not for secrets.
quint64 hashBytes(QByteArrayView bytes, quint64 seed = 0);
/// Joins a value to a running hash.
quint64 hashMix(quint64 hash, quint64 value);

/// Value -> row id of a dictionary table, exact, in a bounded piece of memory: two generations, of which the older is
/// dropped when the younger is full. What is looked up moves to the younger, so that what is in use stays known.
/// Writer thread.
class DictionaryMemory
{
public:
    explicit DictionaryMemory(qsizetype maxBytes) : m_mostBytes(maxBytes / 2) {}

    qint64 find(QByteArrayView value, quint64 hash); ///< 0: not remembered
    /// For a value that find() does not know.
    void remember(QByteArrayView value, quint64 hash, qint64 id);
    /// The id of a value, or newId, which is remembered for it.
    qint64 findOrRemember(QByteArrayView value, quint64 hash, qint64 newId);
    /// Brings the places of a hash near: a look into a large table costs a trip to memory.
    void prefetch(quint64 hash) const
    {
        m_young.prefetch(hash);
        m_old.prefetch(hash);
    }
    void clear();
    bool forgot() const { return m_forgot; } ///< Whether something was left out or dropped since clear()

private:
    struct Slot {
        quint64 hash = 0;
        qint64 id = 0; ///< 0: free
        quint32 offset = 0;
        quint32 size = 0;
    };
    /// A hash table with open addressing, and the bytes of its values.
    class Generation
    {
    public:
        Generation();
        qint64 find(QByteArrayView value, quint64 hash) const { return m_slots[slotFor(value, hash)].id; }
        bool hasRoom(qsizetype bytes, qsizetype most) const; ///< For one more value of so many bytes
        void add(QByteArrayView value, quint64 hash, qint64 id);
        void prefetch(quint64 hash) const { __builtin_prefetch(&m_slots[size_t(hash) & (m_slots.size() - 1)]); }
        void clear(); ///< Keeps what was allocated
        bool empty() const { return m_used == 0; }

    private:
        size_t slotFor(QByteArrayView value, quint64 hash) const;
        bool isCrowded() const { return (m_used + 1) * 2 > m_slots.size(); }
        void grow();

        std::vector<char> m_bytes;
        std::vector<Slot> m_slots;
        size_t m_used = 0;
    };

    qsizetype m_mostBytes; ///< Of one generation
    Generation m_young, m_old;
    bool m_forgot = false;
};

/// A dictionary table whose values stand once: host_alias, account, endpoint, event_type. Writer thread.
class UniqueDictionary
{
public:
    struct Sql {
        const char *all;    ///< SELECT value, id
        const char *find;   ///< SELECT id … WHERE value = ?1
        const char *insert; ///< INSERT (id, value[, folded]) VALUES (?1, ?2[, ?3])
        bool folded;
    };
    UniqueDictionary(Connection &connection, const Sql &sql);

    /// Reads what the table holds; after a rollback too.
    Result<void> load();
    /// The id of a value, which is inserted where it is new. 0 for an empty value.
    Result<qint64> idOf(QByteArrayView value, quint64 hash);

private:
    Connection &m_connection;
    Sql m_sql;
    DictionaryMemory m_memory;
    qint64 m_nextId = 1;
    bool m_complete = false; ///< Memory held every row when it was loaded
};

/// The table text: values may stand more than once, new ones are written in blocks. Writer thread.
class TextTableWriter
{
public:
    explicit TextTableWriter(Connection &connection);

    Result<void> load();
    /// The id of a value; a new one is written by flush(), so the bytes must live until then.
    qint64 idOf(QByteArrayView value, quint64 hash);
    void prefetch(quint64 hash) const { m_memory.prefetch(hash); }
    Result<void> flush();

private:
    Connection &m_connection;
    DictionaryMemory m_memory;
    std::vector<std::pair<qint64, QByteArrayView>> m_pending;
    qint64 m_nextId = 1;
};

} // namespace ashiato
