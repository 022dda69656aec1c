// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/network/networkdrawing.h"

#include <QWidget>

#include <optional>

namespace ashiato
{

class Theme;

/// What is picked in the graph: a node, an edge, or nothing. Places in the graph, -1: none.
struct NetworkPick {
    int node = -1, edge = -1;
    bool isEmpty() const { return node < 0 && edge < 0; }
    bool operator==(const NetworkPick &) const = default;
};

/// Paints a laid-out graph and lets it be looked at: the wheel zooms around the pointer, dragging the ground pans,
/// dragging a node moves it, a click picks, arrow keys go from node to node. Shape tells what a node does, size how many
/// bytes. Knows nothing of filters or the case. GUI thread.
class NetworkCanvas : public QWidget
{
    Q_OBJECT

public:
    explicit NetworkCanvas(const Theme &theme, QWidget *parent = nullptr);

    /// What was picked stays picked where it is still there.
    void setGraph(const NetworkGraph &graph);
    const NetworkGraph &graph() const { return m_graph; }
    NetworkPick picked() const { return m_pick; }
    /// Without pickedChanged().
    void setPicked(const NetworkPick &pick);
    int nodeOf(qint64 endpointId) const;
    /// -1: no such edge.
    int edgeOf(qint64 fromId, qint64 toId) const;
    /// The name as it is shown: marks that change the direction of text are visible.
    QString nodeName(int node) const;
    /// Where a node stands in the widget, and how large it is.
    QPointF nodePlace(int node) const { return m_drawing.place(node); }
    double nodeRadius(int node) const { return m_drawing.radius(node); }
    void fit();
    /// The next graph is shown whole, wherever one has zoomed to.
    void fitNext() { m_fitted = m_handled = false; }

    QSize sizeHint() const override { return {800, 420}; }
    QSize minimumSizeHint() const override { return {200, 140}; }

Q_SIGNALS:
    /// Somebody picked another node or edge, or nothing.
    void pickedChanged();
    /// Double click or Enter on what is picked.
    void opened();
    /// A node was dragged. name: kOthersName for the others.
    void nodeMoved(const QString &name, const QPointF &position);
    /// The text of a tool tip is wanted; the owner shows it.
    void toolTipWanted(const QPoint &globalPos, const ashiato::NetworkPick &pick);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class Drag { None, Pressed, Pan, Node };

    int legendHeight() const; ///< Of the strip below the graph, px
    void zoom(double factor, const QPointF &around);
    NetworkPick at(const QPointF &point) const;
    void pick(const NetworkPick &pick);
    void step(int dx, int dy);
    void show(int node);
    bool related(int node) const { return m_pick.isEmpty() || m_near[size_t(node)]; }
    void findNear();
    bool edgeRelated(int edge) const;
    QString labelOf(int node) const;

    void paintEdge(QPainter &painter, int edge) const;
    void paintNode(QPainter &painter, int node) const;
    void paintLabels(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;

    const Theme &m_theme;
    NetworkGraph m_graph;
    NetworkDrawing m_drawing;   ///< Of m_graph, on the widget without the legend
    std::vector<bool> m_near;   ///< Nodes that the picked node or edge touches
    NetworkPick m_pick, m_hover;
    bool m_fitted = false, m_handled = false; ///< handled: the examiner zoomed or panned
    Drag m_drag = Drag::None;
    QPointF m_pressed, m_last;
    int m_dragged = -1;
};

} // namespace ashiato
