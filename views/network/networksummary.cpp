// SPDX-License-Identifier: Apache-2.0
#include "views/network/networksummary.h"

#include "models/wording/visibletext.h"

#include <QSet>

#include <limits>

namespace ashiato
{

namespace
{
/// Which form of the words a count takes.
int formOf(qint64 count) { return int(qMin<qint64>(count, std::numeric_limits<int>::max())); }
} // namespace

QString NetworkSummary::connections(qint64 count) const
{
    //: %1: the number, with separators
    return tr("%1 connection(s)", nullptr, formOf(count)).arg(m_words.number(count));
}

QString NetworkSummary::between(const QString &from, const QString &to, qint64 count, qint64 out, qint64 in) const
{
    //: %3: "12 connections"
    return tr("%1 → %2: %3, sent %4, received %5").arg(from, to, connections(count), m_words.bytes(out), m_words.bytes(in));
}

QString NetworkSummary::ofPick(const NetworkPick &pick) const
{
    const NetworkGraph &graph = m_canvas.graph();
    if (pick.edge >= 0) {
        const NetworkEdge &edge = graph.edges[size_t(pick.edge)];
        return between(m_canvas.nodeName(edge.from), m_canvas.nodeName(edge.to), edge.events, edge.bytesOut, edge.bytesIn);
    }
    if (pick.node < 0)
        return {};
    qint64 out = kUnknown, in = kUnknown;
    for (const NetworkEdge &edge : graph.edges) {
        if (edge.from == pick.node || edge.to == pick.node) {
            const bool asks = edge.from == pick.node;
            out = addKnown(out, asks ? edge.bytesOut : edge.bytesIn);
            in = addKnown(in, asks ? edge.bytesIn : edge.bytesOut);
        }
    }
    const NetworkNode &node = graph.nodes[size_t(pick.node)];
    //: %2: "12 connections"
    const QString sums = tr("%1: %2, sent %3, received %4")
                             .arg(m_canvas.nodeName(pick.node), connections(node.events), m_words.bytes(out), m_words.bytes(in));
    if (node.others)
        return sums;
    // Of the conversations: an edge may stand for many of the others.
    QSet<qint64> asked, askedBy;
    for (const FlowSum &flow : m_flows.flows) {
        if (flow.sourceId == node.endpointId)
            asked.insert(flow.destinationId);
        if (flow.destinationId == node.endpointId)
            askedBy.insert(flow.sourceId);
    }
    return tr("%1; connects to %2, is connected to by %3").arg(sums, m_words.number(asked.size()), m_words.number(askedBy.size()));
}

QString NetworkSummary::ofFlow(const FlowSum &flow) const
{
    return between(visibleText(m_flows.source(flow)), visibleText(m_flows.destination(flow)), flow.count, flow.bytesOut, flow.bytesIn);
}

QString NetworkSummary::ofAll() const
{
    qint64 out = kUnknown, in = kUnknown, events = 0;
    for (const FlowSum &flow : m_flows.flows) {
        out = addKnown(out, flow.bytesOut);
        in = addKnown(in, flow.bytesIn);
        events += flow.count;
    }
    const qint64 count = qint64(m_flows.flows.size());
    //: %1: "3 conversations", %2: "12 connections"
    return tr("%1, %2, sent %3, received %4")
        .arg(tr("%1 conversation(s)", nullptr, formOf(count)).arg(m_words.number(count)), connections(events), m_words.bytes(out),
             m_words.bytes(in));
}

} // namespace ashiato
