// SPDX-License-Identifier: Apache-2.0
#include "models/report/networkpicture.h"

#include "models/network/networkdrawing.h"
#include "models/report/reportfonts.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

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

/// The graph on the paper's surface.
NetworkDrawing drawingOf(const NetworkGraph &graph)
{
    NetworkDrawing drawing(graph);
    drawing.setSurface(surfaceOf(graph));
    drawing.fitAll(kMargin);
    // Paper is smaller than a screen: many nodes lie on one another sooner.
    drawing.setNodeFactor(graph.nodes.size() > kFewNodes ? 0.7 : 1.0);
    return drawing;
}

QFont pictureFont()
{
    QFont font(QStringList{kReportFont});
    font.setPixelSize(16);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

/// One picture being painted.
class Canvas
{
public:
    Canvas(const NetworkGraph &graph, const ReportWords &words, QPainter &painter)
        : m_graph(graph), w(words), m_painter(painter), m_metrics(painter.font()), m_drawing(drawingOf(graph))
    {
    }

    void paint()
    {
        // Thin and small first: what carries most lies on top.
        for (int edge = int(m_graph.edges.size()) - 1; edge >= 0; --edge)
            paintEdge(edge);
        for (int node = int(m_graph.nodes.size()) - 1; node >= 0; --node)
            paintShape(m_painter, m_graph.nodes[size_t(node)].shape(), m_drawing.place(node), m_drawing.radius(node));
        paintLabels();
        paintLegend();
    }

private:
    void paintEdge(int edge)
    {
        const NetworkDrawing::Line l = m_drawing.line(edge);
        if (l.width == 0)
            return;
        QColor colour(kMuted);
        colour.setAlphaF(m_drawing.ofOthers(edge) ? 0.22f : 0.6f);
        m_painter.setPen(QPen(colour, l.width, Qt::SolidLine, Qt::FlatCap));
        m_painter.drawLine(l.from, l.neck);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
        m_painter.drawPolygon(l.head.data(), int(l.head.size()));
    }

    QString labelOf(const NetworkNode &node) const
    {
        if (node.others)
            return w(QT_TRANSLATE_NOOP("Report", "others (%1)")).arg(w.wording().number(node.endpoints));
        return m_metrics.elidedText(visibleText(node.name), Qt::ElideMiddle, kLabelWidth);
    }

    void paintLabels()
    {
        std::vector<NetworkDrawing::Label> labels;
        for (const NetworkNode &node : m_graph.nodes) // the largest first
            labels.push_back({int(labels.size()), {m_metrics.horizontalAdvance(labelOf(node)), m_metrics.height()}});
        const std::vector<QRectF> boxes = m_drawing.placeLabels(labels);
        for (size_t i = 0; i < boxes.size(); ++i) {
            const QRectF &box = boxes[i];
            if (box.isNull())
                continue;
            const QString label = labelOf(m_graph.nodes[i]);
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
        const double y = m_drawing.surface().height() + kLegend / 2.0;
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
    QFontMetricsF m_metrics;
    NetworkDrawing m_drawing;
};

} // namespace

QPointF networkPicturePlace(const NetworkGraph &graph, const NetworkNode &node)
{
    return drawingOf(graph).toSurface(node.position);
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
