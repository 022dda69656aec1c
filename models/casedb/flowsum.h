// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/connection.h"
#include "models/records/records.h"
#include "models/records/result.h"

#include <limits>
#include <vector>

namespace ashiato
{

/// Sums events into flows: one a kind, source address, destination, port, protocol, account and clock, in the order of their
/// first event. Writer thread.
class FlowSums
{
public:
    struct Key {
        qint64 source = 0, destination = 0, protocol = 0, account = 0, clock = 0, port = 0; ///< Row ids; 0: none
        FlowKind kind = FlowKind::Traffic;
        bool operator==(const Key &) const = default;
    };
    struct Event {
        qint64 recordedNs = kNoTime, precisionNs = 1, bytesOut = kUnknown, bytesIn = kUnknown, position = kUnknown;
    };
    struct Flow {
        Key key;
        qint64 firstNs = kNoTime, lastNs = kNoTime;
        qint64 precisionNs = std::numeric_limits<qint64>::max();
        qint64 bytesOut = kUnknown, bytesIn = kUnknown, count = 0; ///< Bytes of the events that tell
        qint64 position = kUnknown; ///< Of the first event in the file
    };
    /// More flows than this in one source are written in parts: a flow may then stand in several rows.
    static constexpr size_t kMost = 4'000'000;

    void add(const Key &key, const Event &event);
    bool isFull() const { return m_flows.size() + m_waiting.size() >= kMost; }
    void clear();
    /// Joins protocols of equal text under two ids and hosts whose names differ in case alone, and writes the rows of a source.
    Result<void> write(Connection &connection, qint64 evidenceId, qint64 fileId, qint64 runId);

private:
    void joinWaiting();
    void join(const Flow &part);
    void grow();

    /// Every look into large tables costs a trip to memory: a few events wait for each other, so that the trips overlap.
    std::vector<Flow> m_waiting;
    std::vector<Flow> m_flows;
    std::vector<quint32> m_slots; ///< Open addressing: index in m_flows + 1
};

/// Removes what was summed for a source.
Result<void> clearFlows(Connection &connection, qint64 fileId);

/// Sums the flows of a source anew out of its event rows (EventMakesFlow, id in [first, last]): a resumed unit gives the
/// same flows as an undisturbed one. Inside the caller's transaction.
Result<void> sumFlows(Connection &connection, qint64 fileId, qint64 firstEvent, qint64 lastEvent);

} // namespace ashiato
