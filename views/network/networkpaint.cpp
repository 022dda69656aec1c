// SPDX-License-Identifier: Apache-2.0
// How the graph looks: NetworkCanvas's painting.
#include "views/network/networkcanvas.h"

#include "views/shared/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace ashiato
{

namespace
{

// Okabe-Ito colours of the theme. Shapes say the same, so that colour is never alone.
constexpr int kHostColour = 1, kDestinationColour = 2, kBothColour = 4, kOthersColour = 7;
constexpr double kFaint = 0.22;
constexpr int kLabelWidth = 220;

QPainterPath outline(NodeShape shape, const QPointF &at, double radius)
{
    QPainterPath path;
    switch (shape) {
    case NodeShape::Square: path.addRoundedRect(QRectF(at.x() - radius * 0.9, at.y() - radius * 0.9, radius * 1.8, radius * 1.8), 3, 3); break;
    case NodeShape::Circle:
    case NodeShape::Dashed: path.addEllipse(at, radius, radius); break;
    case NodeShape::Diamond:
        path.addPolygon(QPolygonF{{at.x(), at.y() - radius * 1.15}, {at.x() + radius * 1.15, at.y()},
                                  {at.x(), at.y() + radius * 1.15}, {at.x() - radius * 1.15, at.y()}});
        path.closeSubpath();
        break;
    }
    return path;
}

int colourOf(NodeShape shape)
{
    switch (shape) {
    case NodeShape::Square: return kHostColour;
    case NodeShape::Circle: return kDestinationColour;
    case NodeShape::Diamond: return kBothColour;
    case NodeShape::Dashed: break;
    }
    return kOthersColour;
}

void paintShape(QPainter &painter, const Theme &theme, NodeShape shape, const QPointF &at, double radius)
{
    const QColor colour = theme.kindColour(colourOf(shape));
    painter.setBrush(shape == NodeShape::Dashed ? theme.colours().ground : colour);
    painter.setPen(shape == NodeShape::Dashed ? QPen(colour, 2, Qt::DashLine) : QPen(theme.colours().ground, 1.5));
    painter.drawPath(outline(shape, at, radius));
}

} // namespace

bool NetworkCanvas::edgeRelated(int edge) const
{
    if (m_pick.isEmpty() || edge == m_pick.edge)
        return true;
    const NetworkEdge &e = m_graph.edges[size_t(edge)];
    return m_pick.node >= 0 && (e.from == m_pick.node || e.to == m_pick.node);
}

void NetworkCanvas::paintEdge(QPainter &painter, int edge) const
{
    const NetworkDrawing::Line l = m_drawing.line(edge);
    if (l.width == 0 || !QRectF(rect()).intersects(QRectF(l.from, l.to()).normalized().adjusted(-9, -9, 9, 9)))
        return;
    const bool marked = !m_pick.isEmpty() && edgeRelated(edge);
    QColor colour = marked || edge == m_hover.edge ? m_theme.colours().accent : m_theme.colours().muted;
    colour.setAlphaF(float(marked ? 1.0 : !edgeRelated(edge) || m_drawing.ofOthers(edge) ? kFaint : 0.6));
    painter.setPen(QPen(colour, l.width, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(l.from, l.neck);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(l.head.data(), int(l.head.size()));
}

void NetworkCanvas::paintNode(QPainter &painter, int node) const
{
    const NetworkNode &n = m_graph.nodes[size_t(node)];
    const QPointF at = nodePlace(node);
    const double radius = nodeRadius(node);
    if (!QRectF(rect()).adjusted(-radius, -radius, radius, radius).contains(at))
        return;
    painter.setOpacity(related(node) ? 1.0 : kFaint);
    paintShape(painter, m_theme, n.shape(), at, radius);
    painter.setOpacity(1.0);
    if (node == m_pick.node || node == m_hover.node) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.colours().accent, node == m_pick.node ? 2.5 : 1.5));
        painter.drawPath(outline(n.shape(), at, radius + 4));
    }
}

QString NetworkCanvas::labelOf(int node) const
{
    return fontMetrics().elidedText(nodeName(node), Qt::ElideMiddle, kLabelWidth);
}

void NetworkCanvas::paintLabels(QPainter &painter) const
{
    // The largest first; a label that would lie on another is left out until the zoom makes room. What is picked or
    // under the pointer always has its name.
    std::vector<int> order;
    for (const int first : {m_pick.node, m_hover.node}) {
        if (first >= 0)
            order.push_back(first);
    }
    if (m_pick.edge >= 0)
        order.insert(order.end(), {m_graph.edges[size_t(m_pick.edge)].from, m_graph.edges[size_t(m_pick.edge)].to});
    const size_t always = order.size();
    for (const bool near : {true, false}) {
        for (int i = 0; i < int(m_graph.nodes.size()); ++i) {
            if (related(i) == near)
                order.push_back(i);
        }
    }
    const QFontMetricsF metrics(font());
    std::vector<NetworkDrawing::Label> labels;
    std::vector<QString> names;
    std::vector<bool> named(m_graph.nodes.size());
    for (size_t i = 0; i < order.size(); ++i) {
        if (named[size_t(order[i])])
            continue;
        named[size_t(order[i])] = true;
        names.push_back(labelOf(order[i]));
        labels.push_back({order[i], {metrics.horizontalAdvance(names.back()), metrics.height()}, i < always});
    }
    const std::vector<QRectF> boxes = m_drawing.placeLabels(labels);
    for (size_t i = 0; i < boxes.size(); ++i) {
        if (boxes[i].isNull())
            continue;
        QPainterPath text;
        text.addText(boxes[i].left(), boxes[i].top() + metrics.ascent(), font(), names[i]);
        painter.setOpacity(related(labels[i].node) ? 1.0 : 0.35);
        painter.strokePath(text, QPen(m_theme.colours().ground, 3.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.fillPath(text, m_theme.colours().text);
        painter.setOpacity(1.0);
    }
}

void NetworkCanvas::paintLegend(QPainter &painter) const
{
    const auto has = [this](NodeShape shape) {
        return std::any_of(m_graph.nodes.begin(), m_graph.nodes.end(), [shape](const NetworkNode &node) { return node.shape() == shape; });
    };
    const std::pair<NodeShape, QString> entries[] = {{NodeShape::Square, tr("Makes connections")},
                                                 {NodeShape::Circle, tr("Is connected to")},
                                                 {NodeShape::Diamond, tr("Both")},
                                                 {NodeShape::Dashed, tr("Others together")}};
    const QFontMetricsF metrics(font());
    double wide = 0;
    for (const auto &[shape, text] : entries)
        wide += has(shape) ? metrics.horizontalAdvance(text) + 40 : 0;
    const QString sizes = tr("Size and width: bytes");
    wide += metrics.horizontalAdvance(sizes) + 12;
    if (wide > width() - 16)
        return;
    const double y = height() - legendHeight() / 2.0;
    QColor ground = m_theme.colours().ground;
    ground.setAlpha(225);
    painter.fillRect(QRectF(4, height() - legendHeight() + 2, wide, legendHeight() - 4), ground);
    double x = 14;
    for (const auto &[shape, text] : entries) {
        if (!has(shape))
            continue;
        paintShape(painter, m_theme, shape, {x + 4, y}, 6);
        painter.setPen(m_theme.colours().muted);
        painter.drawText(QPointF(x + 16, y + metrics.ascent() / 2 - 1), text);
        x += metrics.horizontalAdvance(text) + 40;
    }
    painter.setPen(m_theme.colours().muted);
    painter.drawText(QPointF(x - 4, y + metrics.ascent() / 2 - 1), sizes);
}

void NetworkCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().ground);
    painter.setRenderHint(QPainter::Antialiasing);
    // Thin and small first: what carries most lies on top.
    for (const bool near : {false, true}) {
        for (int i = int(m_graph.edges.size()) - 1; i >= 0; --i) {
            if (edgeRelated(i) == near)
                paintEdge(painter, i);
        }
    }
    for (int i = int(m_graph.nodes.size()) - 1; i >= 0; --i)
        paintNode(painter, i);
    paintLabels(painter);
    if (!m_graph.nodes.empty())
        paintLegend(painter);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(m_theme.colours().accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace ashiato
