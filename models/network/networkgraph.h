// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/flowquery.h"

#include <QHash>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <vector>

namespace ashiato
{

/// How a node is drawn on the screen and in the report; it says what the colour says, so that colour is never alone.
enum class NodeShape {
    Square,  ///< Makes connections
    Circle,  ///< Is connected to
    Diamond, ///< Both
    Dashed   ///< Others together
};

/// An endpoint of the picture, or all those that it has no room for.
struct NetworkNode {
    qint64 endpointId = 0;   ///< 0 for the others
    QString name;            ///< Empty for the others
    bool others = false;
    int endpoints = 1;       ///< How many it stands for
    bool isSource = false;   ///< Began conversations
    bool isDestination = false;
    qint64 bytes = kUnknown; ///< Of all conversations that it is part of
    qint64 events = 0;
    QPointF position;        ///< In a plane around (0, 0); set by layOut()

    NodeShape shape() const
    {
        if (others)
            return NodeShape::Dashed;
        if (isSource)
            return isDestination ? NodeShape::Diamond : NodeShape::Square;
        return NodeShape::Circle;
    }
};

/// Everything between two nodes, in the direction of the client's requests.
struct NetworkEdge {
    int from = 0, to = 0;    ///< Places in nodes
    qint64 bytesOut = kUnknown, bytesIn = kUnknown; ///< Of the events that tell
    qint64 events = 0;
    qint64 bytes() const { return addKnown(bytesOut, bytesIn); }
};

/// Who spoke to whom in a selection: for the network view and the picture of the report. A value; any thread.
struct NetworkGraph {
    std::vector<NetworkNode> nodes; ///< Most bytes first, the others last
    std::vector<NetworkEdge> edges; ///< Most bytes first

    /// Positions as the case stores them: by name, kOthersName for the others.
    QHash<QString, QPointF> positions() const;
    /// The part of the plane that the nodes' middles take.
    QRectF extent() const;
};
inline const QString kOthersName = QStringLiteral("*");
inline constexpr int kMostNetworkNodes = 300;

/// The endpoints with the most bytes (then events, then in order of name), and the rest as one node.
NetworkGraph makeNetworkGraph(const FlowSelection &flows, int mostNodes = kMostNetworkNodes);

/// Places the nodes so that neighbours lie near each other. Fixed positions are those that the case stores: their nodes
/// stand exactly there and the others find their place around them. Old positions are where it begins and nodes that
/// have one move little, so that the picture does not jump; a fixed seed places the new ones, so that the same graph
/// with the same positions gives the same picture on screen and in the report. Milliseconds for 300 nodes.
/// False when cancelled: positions are then where it stopped. Any thread but the GUI's.
///
/// An own force layout and not igraph (DECISIONS 28): igraph would bring GPL code, BLAS and GLPK into the command line,
/// aborts on errors by default, keeps a global random state and cannot be cancelled; 300 nodes need none of its speed.
bool layOut(NetworkGraph &graph, const QHash<QString, QPointF> &oldPositions, const CancelFlag &cancel = {},
            const QHash<QString, QPointF> &fixedPositions = {});

} // namespace ashiato
