// SPDX-License-Identifier: Apache-2.0
#include "models/network/networkdrawing.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace ashiato
{

namespace
{

constexpr double kBorder = 4; // a name never comes nearer to the rim of the surface
constexpr double kGap = 3;    // between a node and its name

/// 0 … 1: how large a node or an edge is drawn beside the largest. Its square is the share of bytes.
double share(qint64 bytes, qint64 mostBytes)
{
    return std::min(1.0, std::sqrt(double(std::max<qint64>(0, bytes)) / double(std::max<qint64>(1, mostBytes))));
}

} // namespace

void NetworkDrawing::measure()
{
    m_mostNode = m_mostEdge = 1;
    std::set<std::pair<int, int>> ends;
    // The others together would dwarf every single endpoint: they are no measure, and drawn at most as large.
    for (const NetworkNode &n : m_graph.nodes)
        m_mostNode = std::max(m_mostNode, n.others ? 1 : n.bytes);
    for (size_t i = 0; i < m_graph.edges.size(); ++i) {
        const NetworkEdge &e = m_graph.edges[i];
        m_mostEdge = std::max(m_mostEdge, ofOthers(int(i)) ? 1 : e.bytes());
        ends.emplace(e.from, e.to);
    }
    m_twoWay.clear();
    for (const NetworkEdge &e : m_graph.edges)
        m_twoWay.push_back(e.from != e.to && ends.contains({e.to, e.from}));
}

void NetworkDrawing::fitAll(double margin)
{
    constexpr double kLeastScale = 4, kMostScale = 160, kStretch = 3.0;
    const QRectF all = m_graph.extent();
    const double roomX = std::max(40.0, m_surface.width() - 2 * margin);
    const double roomY = std::max(40.0, m_surface.height() - 2 * margin);
    m_fit.centre = all.center();
    // One node, or all on a line, have no extent of their own.
    m_fit.scaleX = std::clamp(roomX / std::max(all.width(), 1.5), kLeastScale, kMostScale);
    m_fit.scaleY = std::clamp(roomY / std::max(all.height(), 1.5), kLeastScale, kMostScale);
    m_fit.scaleX = std::min(m_fit.scaleX, m_fit.scaleY * kStretch);
    m_fit.scaleY = std::min(m_fit.scaleY, m_fit.scaleX * kStretch);
}

bool NetworkDrawing::fitsBadly() const
{
    const QRectF all = m_graph.extent();
    const QRectF shown(toSurface(all.topLeft()), toSurface(all.bottomRight()));
    return !QRectF(QPointF(), m_surface).contains(shown) ||
           (shown.width() < m_surface.width() / 3 && shown.height() < m_surface.height() / 3);
}

void NetworkDrawing::zoom(double factor, const QPointF &around)
{
    constexpr double kLeastScale = 4, kMostScale = 2000;
    const QPointF fixed = toPlane(around);
    factor = std::clamp(factor, kLeastScale / std::min(m_fit.scaleX, m_fit.scaleY),
                        kMostScale / std::max(m_fit.scaleX, m_fit.scaleY));
    m_fit.scaleX *= factor;
    m_fit.scaleY *= factor;
    m_fit.centre += fixed - toPlane(around);
}

void NetworkDrawing::pan(const QPointF &way) { m_fit.centre += toPlane({}) - toPlane(way); }

QPointF NetworkDrawing::toSurface(const QPointF &position) const
{
    return {m_surface.width() / 2 + (position.x() - m_fit.centre.x()) * m_fit.scaleX,
            m_surface.height() / 2 + (position.y() - m_fit.centre.y()) * m_fit.scaleY};
}

QPointF NetworkDrawing::toPlane(const QPointF &point) const
{
    return {m_fit.centre.x() + (point.x() - m_surface.width() / 2) / m_fit.scaleX,
            m_fit.centre.y() + (point.y() - m_surface.height() / 2) / m_fit.scaleY};
}

double NetworkDrawing::radius(int node) const
{
    const double scale = std::min(m_fit.scaleX, m_fit.scaleY);
    const double least = std::clamp(scale * 0.12, 3.5, 8.0), most = std::clamp(scale * 0.45, 9.0, 26.0);
    return m_nodeFactor * (least + (most - least) * share(m_graph.nodes[size_t(node)].bytes, m_mostNode));
}

bool NetworkDrawing::ofOthers(int edge) const
{
    const NetworkEdge &e = m_graph.edges[size_t(edge)];
    return m_graph.nodes[size_t(e.from)].others || m_graph.nodes[size_t(e.to)].others;
}

NetworkDrawing::Line NetworkDrawing::line(int edge) const
{
    const NetworkEdge &e = m_graph.edges[size_t(edge)];
    const QPointF from = place(e.from), way = place(e.to) - from;
    const double length = std::hypot(way.x(), way.y()), room = length - radius(e.from) - radius(e.to);
    if (room < 1)
        return {};
    Line line;
    // Thinner where much stands on little room; to the others go many lines, none of them an endpoint's.
    const double most = ofOthers(edge) ? 1.0 : std::clamp(std::min(m_fit.scaleX, m_fit.scaleY) * 0.1, 1.5, 6.0);
    line.width = 1 + most * share(e.bytes(), m_mostEdge);
    const QPointF along = way / length, aside(-along.y(), along.x());
    line.from = from + along * radius(e.from) + aside * (m_twoWay[size_t(edge)] ? line.width / 2 + 1.5 : 0);
    const QPointF tip = line.from + along * room;
    const double head = std::min(room, 4 + 1.6 * line.width);
    line.neck = tip - along * head;
    line.head = {tip, line.neck + aside * (head * 0.6), line.neck - aside * (head * 0.6)};
    return line;
}

std::vector<QRectF> NetworkDrawing::placeLabels(const std::vector<Label> &labels) const
{
    const QRectF free = QRectF(QPointF(), m_surface).adjusted(kBorder, 0, -kBorder, 0);
    std::vector<QRectF> nodes, boxes, taken;
    for (int i = 0; i < int(m_graph.nodes.size()); ++i) {
        const double r = radius(i);
        nodes.emplace_back(place(i) - QPointF(r, r), QSizeF(2 * r, 2 * r));
    }
    for (const Label &label : labels) {
        const QPointF at = place(label.node);
        const double r = radius(label.node) + kGap, wide = label.size.width(), high = label.size.height();
        QRectF best;
        qsizetype leastHidden = -1;
        if (QRectF(QPointF(), m_surface).contains(at)) {
            const double left = std::clamp(at.x() - wide / 2, free.left(), std::max(free.left(), free.right() - wide));
            for (const QPointF &corner : {QPointF(left, at.y() + r), QPointF(left, at.y() - r - high),
                                          QPointF(at.x() + r, at.y() - high / 2), QPointF(at.x() - r - wide, at.y() - high / 2)}) {
                const QRectF box(corner, label.size);
                const auto lies = [&box](const QRectF &other) { return other.intersects(box); };
                const bool onName = std::any_of(taken.begin(), taken.end(), lies);
                if ((!free.contains(box) || onName) && !(label.always && leastHidden < 0))
                    continue;
                // Its own node is beside it: what it hides are others.
                const qsizetype hidden = std::count_if(nodes.begin(), nodes.end(), lies) + (onName ? qsizetype(nodes.size()) : 0) +
                                         (free.contains(box) ? 0 : 2 * qsizetype(nodes.size()));
                if (leastHidden < 0 || hidden < leastHidden) {
                    leastHidden = hidden;
                    best = box;
                }
            }
        }
        boxes.push_back(best);
        if (!best.isNull())
            taken.push_back(best.adjusted(-3, -1, 3, 1));
    }
    return boxes;
}

} // namespace ashiato
