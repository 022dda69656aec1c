// SPDX-License-Identifier: Apache-2.0
#include "models/network/networkgraph.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace ashiato
{

QHash<QString, QPointF> NetworkGraph::positions() const
{
    QHash<QString, QPointF> positions;
    for (const NetworkNode &node : nodes)
        positions.insert(node.others ? kOthersName : node.name, node.position);
    return positions;
}

QRectF NetworkGraph::extent() const
{
    QPointF least, most;
    for (size_t i = 0; i < nodes.size(); ++i) {
        const QPointF p = nodes[i].position;
        least = i ? QPointF(std::min(least.x(), p.x()), std::min(least.y(), p.y())) : p;
        most = i ? QPointF(std::max(most.x(), p.x()), std::max(most.y(), p.y())) : p;
    }
    return {least, most};
}

NetworkGraph makeNetworkGraph(const FlowSelection &flows, int mostNodes)
{
    NetworkGraph graph;
    if (!flows.columns)
        return graph;
    // Pairs first, nodes after: never an item a conversation.
    std::unordered_map<qint64, NetworkNode> byId;
    const auto touch = [&byId](qint64 id, const FlowSum &flow) -> NetworkNode & {
        NetworkNode &node = byId[id];
        node.endpointId = id;
        node.bytes = addKnown(node.bytes, flow.bytes());
        node.events += flow.count;
        return node;
    };
    for (const FlowSum &flow : flows.flows) {
        if (flow.sourceId == 0 || flow.destinationId == 0)
            continue; // not told: half a line is no line
        touch(flow.sourceId, flow).isSource = true;
        if (flow.sourceId == flow.destinationId)
            byId[flow.sourceId].isDestination = true;
        else
            touch(flow.destinationId, flow).isDestination = true;
    }
    for (auto &[id, node] : byId) {
        node.name = flows.columns->endpoints.text(id);
        graph.nodes.push_back(node);
    }
    std::sort(graph.nodes.begin(), graph.nodes.end(), [](const NetworkNode &a, const NetworkNode &b) {
        if (a.bytes != b.bytes)
            return a.bytes > b.bytes;
        return a.events != b.events ? a.events > b.events : a.name < b.name;
    });

    std::unordered_map<qint64, int> places;
    if (graph.nodes.size() > size_t(mostNodes)) {
        NetworkNode others;
        others.others = true;
        others.endpoints = 0;
        for (size_t i = size_t(mostNodes); i < graph.nodes.size(); ++i) {
            const NetworkNode &node = graph.nodes[i];
            places.emplace(node.endpointId, mostNodes);
            ++others.endpoints;
            others.isSource |= node.isSource;
            others.isDestination |= node.isDestination;
        }
        graph.nodes.resize(size_t(mostNodes));
        graph.nodes.push_back(others);
    }
    for (size_t i = 0; i < graph.nodes.size(); ++i) {
        if (!graph.nodes[i].others)
            places.emplace(graph.nodes[i].endpointId, int(i));
    }

    std::map<std::pair<int, int>, NetworkEdge> edges;
    for (const FlowSum &flow : flows.flows) {
        if (flow.sourceId == 0 || flow.destinationId == 0)
            continue;
        const int from = places.at(flow.sourceId), to = places.at(flow.destinationId);
        NetworkEdge &edge = edges[{from, to}];
        edge.from = from;
        edge.to = to;
        edge.bytesOut = addKnown(edge.bytesOut, flow.bytesOut);
        edge.bytesIn = addKnown(edge.bytesIn, flow.bytesIn);
        edge.events += flow.count;
        for (const int place : {from, to}) {
            NetworkNode &node = graph.nodes[size_t(place)];
            if (node.others && (place == from || from != to)) {
                node.bytes = addKnown(node.bytes, flow.bytes());
                node.events += flow.count;
            }
            if (from == to)
                break;
        }
    }
    for (const auto &[ends, edge] : edges)
        graph.edges.push_back(edge);
    std::stable_sort(graph.edges.begin(), graph.edges.end(),
                     [](const NetworkEdge &a, const NetworkEdge &b) { return a.bytes() > b.bytes(); });
    return graph;
}

} // namespace ashiato
