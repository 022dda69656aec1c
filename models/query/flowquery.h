// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/query/eventquery.h"
#include "models/records/knownsum.h"

#include <vector>

namespace ashiato
{

/// What went between two endpoints on one port, summed over a selection of events. Bytes are from the client's side.
struct FlowSum {
    qint64 sourceId = 0;      ///< In EventColumns::endpoints; 0: not told
    qint64 destinationId = 0;
    int port = 0;             ///< Of the destination
    qint64 protocolId = 0;    ///< In EventColumns::texts
    FlowKind kind = FlowKind::Traffic;
    qint64 bytesOut = kUnknown, bytesIn = kUnknown; ///< Of the events that tell
    qint64 count = 0;         ///< Events
    qint64 firstNs = kNoTime, lastNs = kNoTime; ///< Shown
    bool firstZoneKnown = true, lastZoneKnown = true; ///< Else those are digits of a clock on the wall, wherever it hung
    qint64 bytes() const { return addKnown(bytesOut, bytesIn); }
    bool operator==(const FlowSum &) const = default;
};

/// The conversations of a selection, most bytes first; ties by source, destination, port. It keeps the columns that the
/// ids belong to.
struct FlowSelection {
    std::shared_ptr<const EventColumns> columns;
    std::vector<FlowSum> flows;

    QString source(const FlowSum &flow) const { return columns->endpoints.text(flow.sourceId); }
    QString destination(const FlowSum &flow) const { return columns->endpoints.text(flow.destinationId); }
    QString protocol(const FlowSum &flow) const { return columns->texts.text(flow.protocolId); }
};

/// Which kinds of flows are asked for, by bit of FlowKind.
inline constexpr quint32 kAllFlowKinds = (1u << (int(FlowKind::Last) + 1)) - 1;
constexpr quint32 bitOf(FlowKind kind) { return 1u << int(kind); }

/// Sums the events of a selection that make flows: the same events that the case's summed flow rows are made of, so that
/// the whole case gives the same sums, and any lens its part of them; and what sources tell as flows themselves (told: rows
/// that the lens holds, FlowRow::summed of none). Hosts whose names differ in case alone are one. Any thread. Cancelled, Damaged.
Result<FlowSelection> flowsOf(const EventSelection &selection, const std::vector<FlowRow> &told, quint32 kinds = kAllFlowKinds,
                              const CancelFlag &cancel = {});

enum class FlowColumn : quint8 { Source, Destination, Port, Protocol, Kind, BytesOut, BytesIn, Bytes, Events, First, Last, Count };
/// Sorts in place, stable; texts by their folded form.
void sortFlows(FlowSelection &selection, FlowColumn by, Qt::SortOrder order);

} // namespace ashiato
