// SPDX-License-Identifier: Apache-2.0
#include "models/network/networkdrawing.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace ashiato;

namespace
{

NetworkNode node(double x, double y, qint64 bytes = 1000)
{
    NetworkNode node;
    node.position = {x, y};
    node.bytes = bytes;
    return node;
}

double distance(const QPointF &a, const QPointF &b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }

} // namespace

/// Where a graph is drawn on screen and paper.
class TestNetworkDrawing : public QObject
{
    Q_OBJECT

private:
    static constexpr double kMargin = 40;

    /// Two rows of servers close together, and clients around them.
    static NetworkGraph crowd()
    {
        NetworkGraph graph;
        for (int i = 0; i < 24; ++i)
            graph.nodes.push_back(node(0.5 * (i % 6), 0.4 * (i / 6), 100'000 - 4'000 * i));
        for (int i = 0; i < 23; ++i)
            graph.edges.push_back({i, i + 1, 10, 20 * i, 1});
        return graph;
    }
    static NetworkDrawing drawing(const NetworkGraph &graph, const QSizeF &surface)
    {
        NetworkDrawing drawing(graph);
        drawing.setSurface(surface);
        drawing.fitAll(kMargin);
        return drawing;
    }
    static std::vector<NetworkDrawing::Label> names(const NetworkGraph &graph, const QSizeF &size)
    {
        std::vector<NetworkDrawing::Label> labels;
        for (int i = 0; i < int(graph.nodes.size()); ++i)
            labels.push_back({i, size});
        return labels;
    }

private Q_SLOTS:
    void everyNodeIsOnTheSurface()
    {
        const NetworkGraph graph = crowd();
        for (const QSizeF &surface : {QSizeF(700, 300), QSizeF(300, 700), QSizeF(1900, 500)}) {
            const NetworkDrawing drawn = drawing(graph, surface);
            const QRectF inner = QRectF(QPointF(), surface).adjusted(kMargin - 1, kMargin - 1, 1 - kMargin, 1 - kMargin);
            for (int i = 0; i < int(graph.nodes.size()); ++i)
                QVERIFY2(inner.contains(drawn.place(i)), qPrintable(QStringLiteral("node %1").arg(i)));
            QVERIFY(!drawn.fitsBadly());
        }
    }

    void whatIsZoomedStaysUnderThePointer()
    {
        const NetworkGraph graph = crowd();
        NetworkDrawing drawn = drawing(graph, {700, 300});
        const QPointF pointer(120, 80), below = drawn.toPlane(pointer);
        drawn.zoom(3, pointer);
        QVERIFY(distance(drawn.toSurface(below), pointer) < 1e-6);
        drawn.pan({30, -20});
        QVERIFY(distance(drawn.toSurface(below), pointer + QPointF(30, -20)) < 1e-6);
        drawn.centreOn(7);
        QVERIFY(distance(drawn.place(7), {350, 150}) < 1e-6);
        QVERIFY(drawn.fitsBadly());
    }

    void linesGoFromRimToRim()
    {
        NetworkGraph graph;
        graph.nodes = {node(0, 0, 5000), node(3, 0, 50), node(0, 2, 50)};
        graph.edges = {{0, 1, 4000, 1000, 9}, {1, 0, 10, 10, 1}, {0, 2, 50, 0, 1}, {0, 0, 5, 5, 1}};
        const NetworkDrawing drawn = drawing(graph, {700, 400});
        const NetworkDrawing::Line there = drawn.line(0), back = drawn.line(1), single = drawn.line(2);
        QVERIFY(there.width > single.width);
        QVERIFY(qAbs(distance(single.from, drawn.place(0)) - drawn.radius(0)) < 1e-6);
        QVERIFY(qAbs(distance(single.to(), drawn.place(2)) - drawn.radius(2)) < 1e-6);
        // There and back lie beside one another.
        QVERIFY(there.from.y() != back.to().y());
        QVERIFY(qAbs(there.from.y() - back.to().y()) >= (there.width + back.width) / 2);
        QCOMPARE(drawn.line(3).width, 0.0); // to itself: no line
    }

    void othersAreNoMeasure()
    {
        NetworkGraph graph;
        graph.nodes = {node(0, 0, 1000), node(3, 0, 10), node(0, 2, 9'000'000)};
        graph.nodes[2].others = true;
        const NetworkDrawing drawn = drawing(graph, {700, 400});
        QCOMPARE(drawn.radius(2), drawn.radius(0));
        QVERIFY(drawn.radius(0) > 2 * drawn.radius(1));
    }

    void namesLieOnNothing()
    {
        const NetworkGraph graph = crowd();
        const QSizeF surface(900, 500);
        const NetworkDrawing drawn = drawing(graph, surface);
        const std::vector<QRectF> boxes = drawn.placeLabels(names(graph, {70, 16}));
        QCOMPARE(boxes.size(), graph.nodes.size());
        int placed = 0;
        for (size_t i = 0; i < boxes.size(); ++i) {
            if (boxes[i].isNull())
                continue;
            ++placed;
            QVERIFY(QRectF(QPointF(), surface).contains(boxes[i]));
            for (size_t j = 0; j < i; ++j)
                QVERIFY2(!boxes[i].intersects(boxes[j]), qPrintable(QStringLiteral("%1 on %2").arg(i).arg(j)));
        }
        QVERIFY(placed >= 20);
        QVERIFY(!boxes.front().isNull());
    }

    /// A node at the bottom has its name above, one beside another its name on the free side.
    void namesGoWhereThereIsRoom()
    {
        NetworkGraph graph;
        graph.nodes = {node(0, 0), node(0, 0.1), node(0, 3)};
        NetworkDrawing drawn(graph);
        drawn.setSurface({400, 300});
        drawn.fitAll(12);
        const std::vector<QRectF> boxes = drawn.placeLabels(names(graph, {60, 16}));
        QVERIFY(boxes[2].bottom() < drawn.place(2).y());
        const double r = drawn.radius(1);
        const QRectF below(drawn.place(1) - QPointF(r, r), QSizeF(2 * r, 2 * r));
        QVERIFY(!boxes[0].isNull());
        QVERIFY(!boxes[0].intersects(below));
    }

    void whatIsPickedAlwaysHasItsName()
    {
        NetworkGraph graph;
        for (int i = 0; i < 30; ++i)
            graph.nodes.push_back(node(0.01 * i, 0));
        const NetworkDrawing drawn = drawing(graph, {300, 200});
        auto labels = names(graph, {200, 40});
        labels.push_back({17, {400, 40}, true}); // larger than the surface
        const std::vector<QRectF> boxes = drawn.placeLabels(labels);
        QVERIFY(!boxes.back().isNull());
        QVERIFY(std::count_if(boxes.begin(), boxes.end(), [](const QRectF &box) { return box.isNull(); }) > 20);
    }
};

QTEST_GUILESS_MAIN(TestNetworkDrawing)
#include "tst_networkdrawing.moc"
