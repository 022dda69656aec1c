// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/flowsum.h"

#include "models/casedb/dictionary.h"
#include "models/casedb/sqlite/rowblock.h"
#include "models/records/records.h"

#include <QByteArray>
#include <QHash>

#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace ashiato
{

namespace
{

// GROUP BY in SQLite sorts all rows: 4.7 s for a million, where this table takes a tenth.

struct Key {
    qint64 source, destination, protocol, account;
    qint64 clock;
    qint64 port;
    bool operator==(const Key &) const = default;
};

struct KeyHash {
    size_t operator()(const Key &key) const
    {
        quint64 hash = hashMix(quint64(key.source), quint64(key.destination));
        hash = hashMix(hash, quint64(key.protocol) << 32 ^ quint64(key.port));
        return size_t(hashMix(hash, quint64(key.account) << 32 ^ quint64(key.clock)));
    }
};

struct Sum {
    qint64 firstNs = kNoTime, lastNs = kNoTime;
    qint64 precisionNs = std::numeric_limits<qint64>::max();
    qint64 bytesOut = 0, bytesIn = 0, count = 0;
    qint64 position = kUnknown;
    qint64 evidence = 0, run = 0;
};

void addCapped(qint64 &sum, qint64 value)
{
    if (__builtin_add_overflow(sum, value, &sum))
        sum = std::numeric_limits<qint64>::max();
}

using Sums = std::unordered_map<Key, Sum, KeyHash>;

void add(Sum &sum, const Statement &row)
{
    ++sum.count;
    if (const qint64 ns = row.integer(0, kNoTime); ns != kNoTime) {
        sum.firstNs = sum.firstNs == kNoTime ? ns : std::min(sum.firstNs, ns);
        sum.lastNs = std::max(sum.lastNs, ns);
    }
    sum.precisionNs = std::min(sum.precisionNs, row.integer(2, 1));
    addCapped(sum.bytesOut, row.integer(8));
    addCapped(sum.bytesIn, row.integer(9));
    if (const qint64 position = row.integer(10, kUnknown); position != kUnknown)
        sum.position = sum.position == kUnknown ? position : std::min(sum.position, position);
    sum.evidence = row.integer(11);
    sum.run = row.integer(12);
}

/// A protocol may stand in the table text more than once: the first id that was met stands for its value.
class Protocols
{
public:
    explicit Protocols(Connection &connection) : m_connection(connection) {}

    Result<qint64> canonical(qint64 id)
    {
        if (id == 0)
            return id;
        if (const auto known = m_ids.find(id); known != m_ids.end())
            return known->second;
        Statement &find = m_connection.statement("SELECT value FROM text WHERE id = ?1");
        find.bind(1, id);
        if (find.step() == Statement::Step::Failed)
            return find.error();
        const QByteArray value = find.view(0).toByteArray();
        find.reset();
        const qint64 first = *m_values.insert(value, m_values.value(value, id));
        m_ids.emplace(id, first);
        return first;
    }

private:
    Connection &m_connection;
    std::unordered_map<qint64, qint64> m_ids;
    QHash<QByteArray, qint64> m_values;
};

Result<void> write(Connection &connection, qint64 fileId, const Sums &sums)
{
    // In the order of the log, so that the same log gives the same rows.
    std::vector<const Sums::value_type *> ordered;
    ordered.reserve(sums.size());
    for (const auto &entry : sums)
        ordered.push_back(&entry);
    std::sort(ordered.begin(), ordered.end(), [](const auto *a, const auto *b) {
        const auto rank = [](const auto *entry) {
            return std::make_tuple(entry->second.position, entry->second.firstNs, entry->first.source,
                                   entry->first.destination, entry->first.port, entry->first.protocol,
                                   entry->first.account, entry->first.clock);
        };
        return rank(a) < rank(b);
    });
    RowBlock<17> rows(connection,
                      "flow (evidence_id, file_id, clock_id, first_ns, last_ns, source_id, destination_id,"
                      " destination_port, protocol_id, account_id, precision_ns, bytes_out, bytes_in, count, pos_offset,"
                      " aggregated, run_id)",
                      ordered.size());
    for (const auto *entry : ordered) {
        const auto &[key, sum] = *entry;
        rows.beginRow();
        rows.integer(0, sum.evidence);
        rows.integer(1, fileId);
        rows.integerUnless(2, key.clock, 0);
        rows.integerUnless(3, sum.firstNs, kNoTime);
        rows.integerUnless(4, sum.lastNs, kNoTime);
        rows.integerUnless(5, key.source, 0);
        rows.integerUnless(6, key.destination, 0);
        rows.integerUnless(7, key.port, 0);
        rows.integerUnless(8, key.protocol, 0);
        rows.integerUnless(9, key.account, 0);
        rows.integer(10, sum.precisionNs);
        rows.integer(11, sum.bytesOut);
        rows.integer(12, sum.bytesIn);
        rows.integer(13, sum.count);
        rows.integerUnless(14, sum.position, kUnknown);
        rows.integer(15, 1);
        rows.integerUnless(16, sum.run, 0);
        if (!rows.endRow())
            break;
    }
    return rows.result();
}

} // namespace

Result<void> sumFlows(Connection &connection, qint64 fileId, qint64 firstEvent, qint64 lastEvent)
{
    Statement &clear = connection.statement("DELETE FROM flow WHERE file_id = ?1 AND aggregated = 1");
    clear.bind(1, fileId);
    if (auto done = clear.run(); !done)
        return done;
    Sums sums;
    Protocols protocols(connection);
    Statement &events = connection.statement(
        "SELECT recorded_ns, clock_id, precision_ns, source_id, destination_id, destination_port, protocol_id, account_id,"
        " bytes_out, bytes_in, pos_offset, evidence_id, run_id FROM event"
        " WHERE id BETWEEN ?1 AND ?2 AND file_id = ?3 AND flags & 64");
    events.bind(1, firstEvent).bind(2, lastEvent).bind(3, fileId);
    Statement::Step step = events.step();
    for (; step == Statement::Step::Row; step = events.step()) {
        const auto protocol = protocols.canonical(events.integer(6));
        if (!protocol)
            return protocol.error();
        add(sums[{events.integer(3), events.integer(4), *protocol, events.integer(7), events.integer(1),
                  events.integer(5)}],
            events);
    }
    if (step == Statement::Step::Failed)
        return events.error();
    events.reset();
    return write(connection, fileId, sums);
}

} // namespace ashiato
