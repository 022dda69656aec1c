// SPDX-License-Identifier: Apache-2.0
#include "models/report/networkpicture.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <set>

namespace ashiato
{

namespace
{

constexpr int kWidth = 980, kMargin = 56, kLegend = 34;
constexpr size_t kFewNodes = 40; // these do with half a page
constexpr double kLabelWidth = 260;
// Okabe and Ito, as on the screen. Shapes say the same, so that colour is never alone.
constexpr QRgb kHost = 0xFFE69F00, kDestination = 0xFF56B4E9, kBoth = 0xFFCC79A7, kOthers = 0xFF8A939E;
constexpr QRgb kInk = 0xFF15191E, kMuted = 0xFF55606C;

void paintShape(QPainter &painter, NodeShape shape, const QPointF &at, double radius)
{
    painter.setPen(QPen(Qt::white, 1.5));
    switch (shape) {
    case NodeShape::Square:
        painter.setBrush(QColor(kHost));
        painter.drawRoundedRect(QRectF(at.x() - radius * 0.9, at.y() - radius * 0.9, radius * 1.8, radius * 1.8), 3, 3);
        break;
    case NodeShape::Circle:
        painter.setBrush(QColor(kDestination));
        painter.drawEllipse(at, radius, radius);
        break;
    case NodeShape::Diamond:
        painter.setBrush(QColor(kBoth));
        painter.drawPolygon(QPolygonF{{at.x(), at.y() - radius * 1.15}, {at.x() + radius * 1.15, at.y()},
                                      {at.x(), at.y() + radius * 1.15}, {at.x() - radius * 1.15, at.y()}});
        break;
    case NodeShape::Dashed:
        painter.setBrush(Qt::white);
        painter.setPen(QPen(QColor(kOthers), 2, Qt::DashLine));
        painter.drawEllipse(at, radius, radius);
        break;
    }
}

QSizeF surfaceOf(const NetworkGraph &graph)
{
    return {kWidth, graph.nodes.size() > kFewNodes ? 1080.0 : 500.0};
}

QPointF onSurface(const QPointF &position, const QSizeF &surface, const NetworkFit &fit)
{
    const QPointF from = position - fit.centre;
    return {surface.width() / 2 + from.x() * fit.scaleX, surface.height() / 2 + from.y() * fit.scaleY};
}

QFont pictureFont()
{
    QFont font(QStringList{QStringLiteral("Noto Sans CJK JP")});
    font.setPixelSize(16);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

/// One picture being painted.
class Canvas
{
public:
    Canvas(const NetworkGraph &graph, const ReportWords &words, QPainter &painter)
        : m_graph(graph), w(words), m_painter(painter), m_surface(surfaceOf(graph)), m_metrics(painter.font()),
          m_fit(fitNetwork(graph, m_surface, kMargin))
    {
        // The others together would dwarf every single endpoint: they are no measure, and drawn at most as large.
        for (const NetworkNode &node : graph.nodes)
            m_mostNode = std::max(m_mostNode, node.others ? 1 : node.bytes);
        for (const NetworkEdge &edge : graph.edges) {
            m_mostEdge = std::max(m_mostEdge, ofOthers(edge) ? 1 : edge.bytes());
            m_ends.emplace(edge.from, edge.to);
        }
    }

    void paint()
    {
        // Thin and small first: what carries most lies on top.
        for (auto edge = m_graph.edges.rbegin(); edge != m_graph.edges.rend(); ++edge)
            paintEdge(*edge);
        for (auto node = m_graph.nodes.rbegin(); node != m_graph.nodes.rend(); ++node)
            paintShape(m_painter, node->shape(), place(*node), radius(*node));
        paintLabels();
        paintLegend();
    }

private:
    QPointF place(const NetworkNode &node) const { return onSurface(node.position, m_surface, m_fit); }
    double radius(const NetworkNode &node) const
    {
        // Paper is smaller than a screen: many nodes lie on one another sooner.
        return networkNodeRadius(node.bytes, m_mostNode, m_fit) * (m_graph.nodes.size() > kFewNodes ? 0.7 : 1.0);
    }
    bool ofOthers(const NetworkEdge &edge) const
    {
        return m_graph.nodes[size_t(edge.from)].others || m_graph.nodes[size_t(edge.to)].others;
    }

    void paintEdge(const NetworkEdge &edge)
    {
        const NetworkNode &source = m_graph.nodes[size_t(edge.from)], &target = m_graph.nodes[size_t(edge.to)];
        const QPointF way = place(target) - place(source);
        const double length = std::hypot(way.x(), way.y());
        const double room = length - radius(source) - radius(target);
        if (room < 1)
            return;
        const double most = ofOthers(edge) ? 1.0 : std::clamp(std::min(m_fit.scaleX, m_fit.scaleY) * 0.1, 1.5, 6.0);
        const double width = 1 + most * networkShare(edge.bytes(), m_mostEdge);
        const QPointF along = way / length, aside(-along.y(), along.x());
        const QPointF shift = m_ends.contains({edge.to, edge.from}) ? aside * (width / 2 + 1.5) : QPointF();
        const QPointF from = place(source) + along * radius(source) + shift, to = from + along * room;
        QColor colour(kMuted);
        colour.setAlphaF(ofOthers(edge) ? 0.22f : 0.6f);
        // The head says who was asked.
        const double head = std::min(room, 4 + 1.6 * width);
        const QPointF neck = to - along * head;
        m_painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap));
        m_painter.drawLine(from, neck);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
        m_painter.drawPolygon(QPolygonF{to, neck + aside * (head * 0.6), neck - aside * (head * 0.6)});
    }

    QString labelOf(const NetworkNode &node) const
    {
        if (node.others)
            return w(QT_TRANSLATE_NOOP("Report", "others (%1)")).arg(w.wording().number(node.endpoints));
        return m_metrics.elidedText(visibleText(node.name), Qt::ElideMiddle, kLabelWidth);
    }

    void paintLabels()
    {
        std::vector<QRectF> taken;
        for (const NetworkNode &node : m_graph.nodes) { // the largest first
            const QString label = labelOf(node);
            const QPointF at = place(node);
            const double wide = m_metrics.horizontalAdvance(label);
            QRectF box(at.x() - wide / 2, at.y() + radius(node) + 3, wide, m_metrics.height());
            box.moveLeft(std::clamp(box.left(), 4.0, std::max(4.0, m_surface.width() - wide - 4)));
            if (std::any_of(taken.begin(), taken.end(), [&](const QRectF &other) { return other.intersects(box); }))
                continue;
            taken.push_back(box.adjusted(-3, -1, 3, 1));
            // A rim of white makes it readable on lines and nodes. Not a stroked path: outlines of glyphs come out a
            // little different the first time that a process asks for them, and paper is to be the same.
            const QPointF base(box.left(), box.top() + m_metrics.ascent());
            m_painter.setPen(Qt::white);
            for (const QPointF &aside : {QPointF(-1.5, 0), QPointF(1.5, 0), QPointF(0, -1.5), QPointF(0, 1.5), QPointF(-1, -1),
                                         QPointF(1, -1), QPointF(-1, 1), QPointF(1, 1)})
                m_painter.drawText(base + aside, label);
            m_painter.setPen(QColor(kInk));
            m_painter.drawText(base, label);
        }
    }

    void paintLegend()
    {
        const std::pair<NodeShape, QString> entries[] = {
            {NodeShape::Square, w(QT_TRANSLATE_NOOP("Report", "Makes connections"))},
            {NodeShape::Circle, w(QT_TRANSLATE_NOOP("Report", "Is connected to"))},
            {NodeShape::Diamond, w(QT_TRANSLATE_NOOP("Report", "Both"))},
            {NodeShape::Dashed, w(QT_TRANSLATE_NOOP("Report", "Others together"))}};
        const double y = m_surface.height() + kLegend / 2.0;
        const double base = y + m_metrics.ascent() / 2 - 2;
        double x = 14;
        for (const auto &[shape, text] : entries) {
            if (std::none_of(m_graph.nodes.begin(), m_graph.nodes.end(), [shape = shape](const auto &n) { return n.shape() == shape; }))
                continue;
            paintShape(m_painter, shape, {x + 4, y}, 7);
            m_painter.setPen(QColor(kMuted));
            m_painter.drawText(QPointF(x + 18, base), text);
            x += m_metrics.horizontalAdvance(text) + 46;
        }
        m_painter.setPen(QColor(kMuted));
        m_painter.drawText(QPointF(x, base), w(QT_TRANSLATE_NOOP("Report", "Size and width: bytes")));
    }

    const NetworkGraph &m_graph;
    const ReportWords &w;
    QPainter &m_painter;
    QSizeF m_surface;
    QFontMetricsF m_metrics;
    NetworkFit m_fit;
    qint64 m_mostNode = 1, m_mostEdge = 1;
    std::set<std::pair<int, int>> m_ends;
};

} // namespace

QPointF networkPicturePlace(const NetworkGraph &graph, const NetworkNode &node)
{
    const QSizeF surface = surfaceOf(graph);
    return onSurface(node.position, surface, fitNetwork(graph, surface, kMargin));
}

QImage paintNetwork(const NetworkGraph &graph, const ReportWords &words)
{
    const QSizeF surface = surfaceOf(graph);
    QImage image(int(surface.width()), int(surface.height()) + kLegend, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(pictureFont());
    Canvas(graph, words, painter).paint();
    return image;
}

} // namespace ashiato
