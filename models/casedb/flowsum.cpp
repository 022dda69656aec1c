// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/flowsum.h"

#include "models/casedb/dictionary.h"
#include "models/casedb/fold.h"
#include "models/casedb/sqlite/rowblock.h"
#include "models/records/knownsum.h"

#include <QByteArray>
#include <QHash>

#include <algorithm>
#include <unordered_map>

namespace ashiato
{

namespace
{

constexpr size_t kMostWaiting = 32;

size_t hashOf(const FlowSums::Key &key)
{
    quint64 hash = hashMix(quint64(key.source), quint64(key.destination));
    hash = hashMix(hash, quint64(key.protocol) << 32 ^ quint64(key.port));
    return size_t(hashMix(hash, quint64(key.account) << 32 ^ quint64(key.clock) << 3 ^ quint64(key.kind)));
}

/// For every id of the flows the first one whose text is the same, as asFolded makes it.
class CanonicalIds
{
public:
    CanonicalIds(Connection &connection, const char *select, QString (*asFolded)(const QString &))
        : m_connection(connection), m_select(select), m_asFolded(asFolded)
    {
    }

    Result<qint64> of(qint64 id)
    {
        if (id == 0)
            return Result<qint64>(0);
        if (const auto known = m_ids.find(id); known != m_ids.end())
            return known->second;
        Statement &find = m_connection.statement(m_select);
        find.bind(1, id);
        if (find.step() != Statement::Step::Row)
            return find.error().code == ErrorCode::None ? Error{ErrorCode::Damaged, QString::fromLatin1(m_select), id} : find.error();
        const QString value = m_asFolded(find.text(0));
        find.reset();
        const qint64 first = m_values.value(value, id);
        m_values.insert(value, first);
        m_ids.emplace(id, first);
        return first;
    }

private:
    Connection &m_connection;
    const char *m_select;
    QString (*m_asFolded)(const QString &);
    std::unordered_map<qint64, qint64> m_ids;
    QHash<QString, qint64> m_values;
};

Result<void> writeRows(Connection &connection, const std::vector<FlowSums::Flow> &flows, qint64 evidenceId,
                       qint64 fileId, qint64 runId)
{
    RowBlock<18> rows(connection,
                      "flow (evidence_id, file_id, clock_id, first_ns, last_ns, source_id, destination_id,"
                      " destination_port, protocol_id, account_id, precision_ns, bytes_out, bytes_in, count, pos_offset,"
                      " aggregated, run_id, kind)",
                      flows.size());
    for (const FlowSums::Flow &flow : flows) {
        rows.beginRow();
        rows.integer(0, evidenceId);
        rows.integer(1, fileId);
        rows.integerUnless(2, flow.key.clock, 0);
        rows.integerUnless(3, flow.firstNs, kNoTime);
        rows.integerUnless(4, flow.lastNs, kNoTime);
        rows.integerUnless(5, flow.key.source, 0);
        rows.integerUnless(6, flow.key.destination, 0);
        rows.integerUnless(7, flow.key.port, 0);
        rows.integerUnless(8, flow.key.protocol, 0);
        rows.integerUnless(9, flow.key.account, 0);
        rows.integer(10, flow.precisionNs);
        rows.integerUnless(11, flow.bytesOut, kUnknown);
        rows.integerUnless(12, flow.bytesIn, kUnknown);
        rows.integer(13, flow.count);
        rows.integerUnless(14, flow.position, kUnknown);
        rows.integer(15, 1);
        rows.integerUnless(16, runId, 0);
        rows.integer(17, qint64(flow.key.kind));
        if (!rows.endRow())
            break;
    }
    return rows.result();
}

} // namespace

void FlowSums::clear()
{
    m_waiting.clear();
    m_flows.clear();
    m_slots.clear();
}

void FlowSums::add(const Key &key, const Event &event)
{
    m_waiting.push_back({key, event.recordedNs, event.recordedNs, event.precisionNs, event.bytesOut, event.bytesIn, 1,
                         event.position});
    if (!m_slots.empty())
        __builtin_prefetch(&m_slots[hashOf(key) & (m_slots.size() - 1)]);
    if (m_waiting.size() == kMostWaiting)
        joinWaiting();
}

void FlowSums::joinWaiting()
{
    if (!m_slots.empty()) {
        for (const Flow &part : m_waiting) {
            if (const quint32 flow = m_slots[hashOf(part.key) & (m_slots.size() - 1)])
                __builtin_prefetch(&m_flows[flow - 1], 1);
        }
    }
    for (const Flow &part : m_waiting)
        join(part);
    m_waiting.clear();
}

void FlowSums::grow()
{
    m_slots.assign(std::max<size_t>(1024, m_slots.size() * 2), 0);
    const size_t mask = m_slots.size() - 1;
    for (size_t i = 0; i < m_flows.size(); ++i) {
        size_t slot = hashOf(m_flows[i].key) & mask;
        while (m_slots[slot] != 0)
            slot = (slot + 1) & mask;
        m_slots[slot] = quint32(i + 1);
    }
}

void FlowSums::join(const Flow &part)
{
    const Key &key = part.key;
    if ((m_flows.size() + 1) * 2 > m_slots.size())
        grow();
    const size_t mask = m_slots.size() - 1;
    size_t slot = hashOf(key) & mask;
    while (m_slots[slot] != 0 && m_flows[m_slots[slot] - 1].key != key)
        slot = (slot + 1) & mask;
    if (m_slots[slot] == 0) {
        m_flows.push_back(part);
        m_slots[slot] = quint32(m_flows.size());
        return;
    }
    Flow &flow = m_flows[m_slots[slot] - 1];
    if (part.firstNs != kNoTime)
        flow.firstNs = flow.firstNs == kNoTime ? part.firstNs : std::min(flow.firstNs, part.firstNs);
    flow.lastNs = std::max(flow.lastNs, part.lastNs); // kNoTime is below every time
    flow.precisionNs = std::min(flow.precisionNs, part.precisionNs);
    flow.bytesOut = addKnown(flow.bytesOut, part.bytesOut);
    flow.bytesIn = addKnown(flow.bytesIn, part.bytesIn);
    flow.count += part.count;
    if (part.position != kUnknown)
        flow.position = flow.position == kUnknown ? part.position : std::min(flow.position, part.position);
}

Result<void> FlowSums::write(Connection &connection, qint64 evidenceId, qint64 fileId, qint64 runId)
{
    joinWaiting();
    CanonicalIds protocols(connection, "SELECT value FROM text WHERE id = ?1", [](const QString &text) { return text; });
    CanonicalIds endpoints(connection, "SELECT value FROM endpoint WHERE id = ?1", endpointKey);
    const auto canonical = [&](FlowSums::Key key) -> Result<FlowSums::Key> {
        const auto protocol = protocols.of(key.protocol), source = endpoints.of(key.source), destination = endpoints.of(key.destination);
        for (const auto *id : {&protocol, &source, &destination}) {
            if (!*id)
                return id->error();
        }
        key.protocol = *protocol;
        key.source = *source;
        key.destination = *destination;
        return key;
    };
    bool differs = false;
    for (const Flow &flow : m_flows) {
        const auto key = canonical(flow.key);
        if (!key)
            return key.error();
        differs = differs || *key != flow.key;
    }
    if (!differs)
        return writeRows(connection, m_flows, evidenceId, fileId, runId);
    FlowSums joined;
    for (Flow flow : m_flows) {
        flow.key = *canonical(flow.key);
        joined.join(flow);
    }
    return writeRows(connection, joined.m_flows, evidenceId, fileId, runId);
}

Result<void> clearFlows(Connection &connection, qint64 fileId)
{
    Statement &clear = connection.statement("DELETE FROM flow WHERE file_id = ?1 AND aggregated = 1");
    clear.bind(1, fileId);
    return clear.run();
}

Result<void> sumFlows(Connection &connection, qint64 fileId, qint64 firstEvent, qint64 lastEvent)
{
    if (auto done = clearFlows(connection, fileId); !done)
        return done;
    // GROUP BY in SQLite would sort all rows, which takes five times as long.
    FlowSums sums;
    qint64 evidenceId = 0, runId = 0;
    Statement &events = connection.statement(
        "SELECT source_id, destination_id, protocol_id, account_id, clock_id, destination_port, recorded_ns, precision_ns,"
        " bytes_out, bytes_in, pos_offset, evidence_id, run_id, flags FROM event"
        " WHERE id BETWEEN ?1 AND ?2 AND file_id = ?3 AND flags & 64 ORDER BY id");
    events.bind(1, firstEvent).bind(2, lastEvent).bind(3, fileId);
    Statement::Step step = events.step();
    for (; step == Statement::Step::Row; step = events.step()) {
        sums.add({events.integer(0), events.integer(1), events.integer(2), events.integer(3), events.integer(4),
                  events.integer(5), flowKindOf(quint32(events.integer(13)))},
                 {events.integer(6, kNoTime), events.integer(7, 1), events.integer(8, kUnknown),
                  events.integer(9, kUnknown), events.integer(10, kUnknown)});
        evidenceId = events.integer(11);
        runId = events.integer(12);
        if (sums.isFull()) {
            if (auto done = sums.write(connection, evidenceId, fileId, runId); !done)
                return done;
            sums.clear();
        }
    }
    if (step == Statement::Step::Failed)
        return events.error();
    events.reset();
    return sums.write(connection, evidenceId, fileId, runId);
}

} // namespace ashiato
