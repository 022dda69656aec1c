// SPDX-License-Identifier: Apache-2.0
#include "models/network/networkgraph.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ashiato
{

namespace
{

constexpr double kIdeal = 1.0;         // wished length of an edge; the unit of the plane
constexpr int kRounds = 300;
constexpr double kOldWeight = 0.12;    // how freely a node with an old position moves
constexpr double kReach = 2.5 * kIdeal; // how far parts that nothing joins push each other away,
constexpr double kApart = 3.0;          // and how much more than nodes of one part do
constexpr double kPi = 3.14159265358979323846;

/// Numbers in [0, 1) from a name: a place for a new node that does not depend on what else is there.
double fraction(const QString &name, quint32 seed)
{
    quint32 hash = 2166136261u ^ seed; // FNV-1a; qHash may change between processes
    for (const QChar c : name)
        hash = (hash ^ c.unicode()) * 16777619u;
    hash ^= hash >> 15;
    hash *= 2246822519u;
    hash ^= hash >> 13;
    return double(hash) / 4294967296.0;
}

/// For each node a number that it shares with all that edges lead to from it.
std::vector<int> partsOf(const NetworkGraph &graph)
{
    std::vector<int> parent(graph.nodes.size());
    std::iota(parent.begin(), parent.end(), 0);
    const auto root = [&parent](int node) {
        while (parent[size_t(node)] != node)
            node = parent[size_t(node)] = parent[size_t(parent[size_t(node)])];
        return node;
    };
    for (const NetworkEdge &edge : graph.edges)
        parent[size_t(root(edge.from))] = root(edge.to);
    std::vector<int> parts(parent.size());
    for (size_t i = 0; i < parts.size(); ++i)
        parts[i] = root(int(i));
    return parts;
}

} // namespace

// Fruchterman and Reingold's spring model ("Graph Drawing by Force-directed Placement", 1991) with a falling temperature
// and a weak pull to the middle, so that separate parts do not drift away: they push each other only where they are near,
// or a small one would stand so far off that the large one has no room on the screen. All pairs: 300 nodes are 45,000 pairs a round.
bool layOut(NetworkGraph &graph, const QHash<QString, QPointF> &oldPositions, const CancelFlag &cancel,
            const QHash<QString, QPointF> &fixedPositions)
{
    const size_t count = graph.nodes.size();
    if (count == 0)
        return true;
    std::vector<double> freedom(count, 1.0); // 0: stays where it stands
    const double radius = kIdeal * std::sqrt(double(count));
    for (size_t i = 0; i < count; ++i) {
        NetworkNode &node = graph.nodes[i];
        const QString name = node.others ? kOthersName : node.name;
        const double angle = 2 * kPi * fraction(name, 1), distance = radius * std::sqrt(fraction(name, 2));
        node.position = {distance * std::cos(angle), distance * std::sin(angle)};
        const auto begin = [&](const QHash<QString, QPointF> &positions, double weight) {
            const auto known = positions.constFind(name);
            if (known == positions.cend() || !std::isfinite(known->x()) || !std::isfinite(known->y()))
                return false;
            node.position = *known;
            freedom[i] = weight;
            return true;
        };
        if (!begin(fixedPositions, 0.0))
            begin(oldPositions, kOldWeight);
    }
    if (std::all_of(freedom.begin(), freedom.end(), [](double weight) { return weight == 0.0; }))
        return true;
    // Many to many pulls a group into one blot, where names cannot be read: an edge pulls less, the more its ends have.
    std::vector<double> degree(count, 0.0);
    for (const NetworkEdge &edge : graph.edges) {
        ++degree[size_t(edge.from)];
        ++degree[size_t(edge.to)];
    }
    const std::vector<int> parts = partsOf(graph);
    std::vector<QPointF> forces(count);
    for (int round = 0; round < kRounds; ++round) {
        if (cancel && cancel->load(std::memory_order_relaxed))
            return false;
        std::fill(forces.begin(), forces.end(), QPointF());
        for (size_t i = 0; i < count; ++i) {
            for (size_t j = i + 1; j < count; ++j) {
                QPointF apart = graph.nodes[i].position - graph.nodes[j].position;
                double square = QPointF::dotProduct(apart, apart);
                if (square < 1e-6) { // on one spot: part them in a direction that their order gives
                    const double angle = double(i + 7 * j);
                    apart = QPointF(1e-3 * std::cos(angle), 1e-3 * std::sin(angle));
                    square = 1e-6;
                }
                const bool joined = parts[i] == parts[j];
                if (!joined && square > kReach * kReach)
                    continue;
                const QPointF push = apart * ((joined ? 1.0 : kApart) * kIdeal * kIdeal / square);
                forces[i] += push;
                forces[j] -= push;
            }
        }
        for (const NetworkEdge &edge : graph.edges) {
            if (edge.from == edge.to)
                continue;
            const QPointF apart = graph.nodes[size_t(edge.from)].position - graph.nodes[size_t(edge.to)].position;
            const double length = std::sqrt(QPointF::dotProduct(apart, apart));
            const double share = 1.0 / std::min(degree[size_t(edge.from)], degree[size_t(edge.to)]);
            const QPointF pull = apart * (length / kIdeal * share);
            forces[size_t(edge.from)] -= pull;
            forces[size_t(edge.to)] += pull;
        }
        const double temperature = 0.1 * radius * (1.0 - double(round) / kRounds);
        for (size_t i = 0; i < count; ++i) {
            const QPointF force = forces[i] - graph.nodes[i].position * 0.05;
            const double size = std::sqrt(QPointF::dotProduct(force, force));
            if (size > 1e-9 && freedom[i] > 0)
                graph.nodes[i].position += force / size * qMin(size, temperature) * freedom[i];
        }
    }
    return true;
}

} // namespace ashiato
