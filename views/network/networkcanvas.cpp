// SPDX-License-Identifier: Apache-2.0
#include "views/network/networkcanvas.h"

#include "models/wording/wording.h"
#include "views/shared/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace ashiato
{

namespace
{

constexpr double kReach = 4;        // px beside a node or edge that still count as on it
constexpr double kMargin = 46;      // room for names

} // namespace

NetworkCanvas::NetworkCanvas(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_drawing(m_graph)
{
    setObjectName(QStringLiteral("networkCanvas"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void NetworkCanvas::setGraph(const NetworkGraph &graph)
{
    // Picked things are known by their endpoints: places in the graph change with every lens.
    const auto idOf = [this](int node) { return node < 0 ? -1 : m_graph.nodes[size_t(node)].endpointId; };
    const qint64 node = idOf(m_pick.node);
    const qint64 from = m_pick.edge < 0 ? -1 : idOf(m_graph.edges[size_t(m_pick.edge)].from);
    const qint64 to = m_pick.edge < 0 ? -1 : idOf(m_graph.edges[size_t(m_pick.edge)].to);
    const qint64 dragged = idOf(m_dragged);
    const NetworkPick before = m_pick;
    m_graph = graph;
    m_hover = {};
    // A press goes on in the new picture, or clicks would be lost while an import draws it anew. A node that is being
    // moved stands at its old place there: that ends.
    if (m_drag == Drag::Node)
        m_drag = Drag::None;
    m_dragged = m_drag == Drag::None || dragged < 0 ? -1 : nodeOf(dragged);
    m_pick = {node < 0 ? -1 : nodeOf(node), from < 0 ? -1 : edgeOf(from, to)};
    findNear();
    m_drawing.measure();
    if (!m_graph.nodes.empty() && (!m_fitted || (!m_handled && m_drawing.fitsBadly())))
        fit();
    update();
    if (!before.isEmpty() && m_pick.isEmpty())
        Q_EMIT pickedChanged();
}

int NetworkCanvas::nodeOf(qint64 endpointId) const
{
    const auto found = std::find_if(m_graph.nodes.begin(), m_graph.nodes.end(),
                                    [=](const NetworkNode &node) { return node.endpointId == endpointId; });
    return found == m_graph.nodes.end() ? -1 : int(found - m_graph.nodes.begin());
}

int NetworkCanvas::edgeOf(qint64 fromId, qint64 toId) const
{
    const int from = nodeOf(fromId), to = nodeOf(toId);
    for (size_t i = 0; from >= 0 && to >= 0 && i < m_graph.edges.size(); ++i) {
        if (m_graph.edges[i].from == from && m_graph.edges[i].to == to)
            return int(i);
    }
    return -1;
}

QString NetworkCanvas::nodeName(int node) const
{
    const NetworkNode &n = m_graph.nodes[size_t(node)];
    return n.others ? tr("%n other(s)", "endpoints that the graph has no room for", n.endpoints) : visibleText(n.name);
}

int NetworkCanvas::legendHeight() const { return fontMetrics().height() + 12; }

void NetworkCanvas::fit()
{
    m_drawing.fitAll(kMargin);
    m_fitted = !m_graph.nodes.empty();
    m_handled = false;
    update();
}

void NetworkCanvas::zoom(double factor, const QPointF &around)
{
    m_drawing.zoom(factor, around);
    m_handled = true;
    update();
}

NetworkPick NetworkCanvas::at(const QPointF &point) const
{
    NetworkPick found;
    double nearest = 0;
    for (size_t i = 0; i < m_graph.nodes.size(); ++i) {
        const QPointF step = nodePlace(int(i)) - point;
        const double beside = std::hypot(step.x(), step.y()) - nodeRadius(int(i));
        if (beside <= kReach && (found.node < 0 || beside < nearest)) {
            found.node = int(i);
            nearest = beside;
        }
    }
    for (size_t i = 0; found.node < 0 && i < m_graph.edges.size(); ++i) {
        const NetworkDrawing::Line l = m_drawing.line(int(i));
        const QPointF way = l.to() - l.from, step = point - l.from;
        const double square = QPointF::dotProduct(way, way);
        if (l.width == 0)
            continue;
        const QPointF foot = l.from + way * std::clamp(QPointF::dotProduct(step, way) / square, 0.0, 1.0) - point;
        const double beside = std::hypot(foot.x(), foot.y()) - l.width / 2;
        if (beside <= kReach && (found.edge < 0 || beside < nearest)) {
            found.edge = int(i);
            nearest = beside;
        }
    }
    return found;
}

void NetworkCanvas::findNear()
{
    m_near.assign(m_graph.nodes.size(), false);
    if (m_pick.node >= 0)
        m_near[size_t(m_pick.node)] = true;
    for (size_t i = 0; i < m_graph.edges.size(); ++i) {
        const NetworkEdge &edge = m_graph.edges[i];
        if (int(i) == m_pick.edge || (m_pick.node >= 0 && (edge.from == m_pick.node || edge.to == m_pick.node)))
            m_near[size_t(edge.from)] = m_near[size_t(edge.to)] = true;
    }
}

void NetworkCanvas::setPicked(const NetworkPick &pick)
{
    m_pick = pick;
    findNear();
    update();
}

void NetworkCanvas::pick(const NetworkPick &pick)
{
    if (pick == m_pick)
        return;
    setPicked(pick);
    Q_EMIT pickedChanged();
}

void NetworkCanvas::show(int node)
{
    const QPointF place = nodePlace(node);
    if (QRectF(rect()).adjusted(20, 20, -20, -20).contains(place))
        return;
    m_drawing.centreOn(node);
    m_handled = true;
}

void NetworkCanvas::step(int dx, int dy)
{
    if (m_graph.nodes.empty())
        return;
    int best = m_pick.node < 0 ? 0 : -1; // the largest to begin with
    double least = 0;
    for (size_t i = 0; m_pick.node >= 0 && i < m_graph.nodes.size(); ++i) {
        const QPointF way = nodePlace(int(i)) - nodePlace(m_pick.node);
        const double ahead = way.x() * dx + way.y() * dy, aside = std::abs(way.x() * dy) + std::abs(way.y() * dx);
        if (ahead < 1 || aside > 2 * ahead)
            continue;
        const double cost = ahead + 2 * aside;
        if (best < 0 || cost < least) {
            best = int(i);
            least = cost;
        }
    }
    if (best < 0)
        return;
    show(best);
    pick({best, -1});
}

void NetworkCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = m_last = event->position();
    m_drag = Drag::Pressed;
    m_dragged = at(m_pressed).node;
}

void NetworkCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF point = event->position();
    if (m_drag == Drag::Pressed && (point - m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
        m_drag = m_dragged >= 0 ? Drag::Node : Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_drag == Drag::Pan) {
        m_drawing.pan(point - m_last);
        m_handled = true;
        update();
    } else if (m_drag == Drag::Node) {
        m_graph.nodes[size_t(m_dragged)].position += m_drawing.toPlane(point) - m_drawing.toPlane(m_last);
        update();
    } else if (m_drag == Drag::None) {
        const NetworkPick hover = at(point);
        if (hover != m_hover) {
            m_hover = hover;
            setCursor(hover.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
            update();
        }
    }
    m_last = point;
}

void NetworkCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Drag drag = std::exchange(m_drag, Drag::None);
    const int dragged = std::exchange(m_dragged, -1);
    unsetCursor();
    if (drag == Drag::Pressed) {
        pick(at(event->position()));
    } else if (drag == Drag::Node) {
        const NetworkNode &node = m_graph.nodes[size_t(dragged)];
        m_handled = true; // a picture that somebody arranged is not fitted anew
        Q_EMIT nodeMoved(node.others ? kOthersName : node.name, node.position);
    }
}

void NetworkCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    const NetworkPick pressed = at(event->position());
    pick(pressed);
    if (!pressed.isEmpty())
        Q_EMIT opened();
}

void NetworkCanvas::wheelEvent(QWheelEvent *event)
{
    zoom(std::pow(1.0015, event->angleDelta().y()), event->position());
    event->accept();
}

void NetworkCanvas::keyPressEvent(QKeyEvent *event)
{
    const QPointF middle(m_drawing.surface().width() / 2, m_drawing.surface().height() / 2);
    switch (event->key()) {
    case Qt::Key_Left: step(-1, 0); break;
    case Qt::Key_Right: step(1, 0); break;
    case Qt::Key_Up: step(0, -1); break;
    case Qt::Key_Down: step(0, 1); break;
    case Qt::Key_Plus: zoom(1.25, middle); break;
    case Qt::Key_Minus: zoom(0.8, middle); break;
    case Qt::Key_Home: fit(); break;
    case Qt::Key_Escape: pick({}); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_pick.isEmpty())
            Q_EMIT opened();
        break;
    default: QWidget::keyPressEvent(event);
    }
}

void NetworkCanvas::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_drawing.setSurface({double(width()), std::max(1.0, double(height() - legendHeight()))});
    if (!m_handled && !m_graph.nodes.empty())
        fit();
}

bool NetworkCanvas::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        Q_EMIT toolTipWanted(help->globalPos(), at(QPointF(help->pos())));
        return true;
    }
    if (event->type() == QEvent::Leave && !m_hover.isEmpty()) {
        m_hover = {};
        update();
    }
    return QWidget::event(event);
}

void NetworkCanvas::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void NetworkCanvas::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace ashiato
