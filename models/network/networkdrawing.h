// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/network/networkgraph.h"

#include <QSizeF>

#include <array>

namespace ashiato
{

/// How the plane of a graph is shown on a surface: the middle of the nodes in the middle of the surface.
struct NetworkFit {
    QPointF centre;                   ///< In the plane
    double scaleX = 60, scaleY = 60;  ///< Units of the surface for the wished length of an edge
};

/// A laid-out graph on a surface: where screen and report draw its nodes, lines and names, so that both agree. All
/// lengths in units of the surface. Refers to the graph, which outlives it. No painting; any thread.
class NetworkDrawing
{
public:
    /// An arrow from rim to rim; its head says who was asked.
    struct Line {
        QPointF from, neck;
        std::array<QPointF, 3> head; ///< The tip first
        double width = 0;            ///< 0: no room to draw it
        const QPointF &to() const { return head[0]; }
    };
    /// A name that is to be written beside its node.
    struct Label {
        int node = 0;
        QSizeF size;
        bool always = false; ///< Even where it lies on something
    };

    explicit NetworkDrawing(const NetworkGraph &graph) : m_graph(graph) { measure(); }

    /// To be called when the graph has other nodes or edges.
    void measure();
    void setSurface(const QSizeF &surface) { m_surface = surface; }
    const QSizeF &surface() const { return m_surface; }
    /// Nodes drawn smaller or larger than usual.
    void setNodeFactor(double factor) { m_nodeFactor = factor; }
    /// Shows all nodes, with a margin for names. A wide surface is used: a circle may become an ellipse.
    void fitAll(double margin);
    /// The whole graph is not shown, or only as a spot.
    bool fitsBadly() const;
    const NetworkFit &fit() const { return m_fit; }
    void zoom(double factor, const QPointF &around);
    /// way: on the surface.
    void pan(const QPointF &way);
    void centreOn(int node) { m_fit.centre = m_graph.nodes[size_t(node)].position; }

    QPointF toSurface(const QPointF &position) const;
    QPointF toPlane(const QPointF &point) const;
    QPointF place(int node) const { return toSurface(m_graph.nodes[size_t(node)].position); }
    /// Area by bytes. Sizes grow a little with the scale, so that a whole picture of 300 nodes is not one blot.
    double radius(int node) const;
    Line line(int edge) const;
    /// One end is the others.
    bool ofOthers(int edge) const;

    /// Where names stand, the most important first: below the node, else above it, right or left of it; on no other
    /// name, and on another node only where nothing else is left. Never cut off. Null: no room for it.
    std::vector<QRectF> placeLabels(const std::vector<Label> &labels) const;

private:
    const NetworkGraph &m_graph;
    QSizeF m_surface;
    NetworkFit m_fit;
    double m_nodeFactor = 1;
    std::vector<bool> m_twoWay; ///< Edges whose opposite is there too: both are set apart
    qint64 m_mostNode = 1, m_mostEdge = 1;
};

} // namespace ashiato
