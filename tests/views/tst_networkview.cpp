// SPDX-License-Identifier: Apache-2.0
#include "models/network/flowtablemodel.h"
#include "models/network/networkquery.h"
#include "tests/views/viewbench.h"
#include "views/network/networkcanvas.h"
#include "views/network/networkview.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QWheelEvent>

#include <cmath>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestNetworkView : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ViewBench> m_bench;
    std::unique_ptr<NetworkView> m_view;

    NetworkCanvas &canvas() { return *m_view->canvas(); }
    QAction *action(const char *id) { return m_bench->actions.action(id); }
    /// Node of the graph by name; the last one where there is none.
    int canvasNode(const QString &name)
    {
        const auto &nodes = canvas().graph().nodes;
        return int(std::find_if(nodes.begin(), std::prev(nodes.end()), [&](const NetworkNode &node) { return node.name == name; }) - nodes.begin());
    }
    QPoint place(int node) { return canvas().nodePlace(node).toPoint(); }

    /// A node whose middle no other node covers.
    int freeNode(bool source)
    {
        const auto &nodes = canvas().graph().nodes;
        for (int i = 0; i < int(nodes.size()); ++i) {
            if (nodes[size_t(i)].others || nodes[size_t(i)].isSource != source || !canvas().rect().contains(place(i)))
                continue;
            bool covered = false;
            for (int j = 0; j < int(nodes.size()) && !covered; ++j) {
                const QPointF step = canvas().nodePlace(i) - canvas().nodePlace(j);
                covered = j != i && std::hypot(step.x(), step.y()) < canvas().nodeRadius(j) + 6;
            }
            if (!covered)
                return i;
        }
        return -1;
    }

    void showLens(const QString &filter)
    {
        m_bench->lens.setFilter(*Filter::fromText(filter));
        QTRY_VERIFY_WITH_TIMEOUT(!m_bench->query->isBusy() && !m_view->findChild<NetworkQuery *>()->isBusy(), 10'000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_bench = std::make_unique<ViewBench>(4000);
        m_view = std::make_unique<NetworkView>(*m_bench->context, *m_bench->query);
        m_view->resize(1100, 760);
        m_view->show();
        QTRY_VERIFY_WITH_TIMEOUT(m_view->model().rowCount() > 0, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_bench->query->isBuilding() && !m_bench->query->isBusy(), 20'000);
    }
    void init()
    {
        // The offscreen platform itself warns when a window is shown.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        showLens({});
        canvas().setPicked({});
        canvas().fit();
    }
    void cleanupTestCase()
    {
        m_view.reset();
        m_bench.reset();
    }

    void showsEverythingOfTheLens()
    {
        qint64 rows = 0, edges = 0;
        for (const FlowSum &flow : m_view->model().flows().flows)
            rows += flow.bytes();
        for (const NetworkEdge &edge : canvas().graph().edges)
            edges += edge.bytes();
        QVERIFY(rows > 0);
        QCOMPARE(edges, rows);
        QVERIFY(canvas().graph().nodes.size() <= size_t(kMostNetworkNodes + 1));
        QCOMPARE(m_view->table()->horizontalHeader()->sortIndicatorSection(), int(FlowTableModel::Total));
        m_bench->shoot(*m_view, u"network"_s);
    }

    void modelKeepsTheRules()
    {
        FlowTableModel model(Wording(m_bench->context->catalogue, QLocale::Japanese));
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto flows = std::make_shared<FlowSelection>(m_view->model().flows());
        model.setFlows(flows);
        model.setDisplayZone(u"Asia/Tokyo"_s);
        QCOMPARE(model.rowCount(), int(flows->flows.size()));
        const FlowSum &first = flows->flows.front();
        QCOMPARE(model.index(0, FlowTableModel::Destination).data().toString(),
                 u"%1:%2"_s.arg(flows->destination(first)).arg(first.port));
        QCOMPARE(model.index(0, FlowTableModel::Total).data(FlowTableModel::RawValueRole).toString(), QString::number(first.bytes()));
        model.setPicked(first.sourceId, first.destinationId);
        QCOMPARE(model.firstRelated(), 0);
        model.setWording(Wording(m_bench->context->catalogue, QLocale::English));
        model.setFlows(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    /// The strip below the graph has the legend alone: no node stands behind it.
    void theLegendHidesNothing()
    {
        for (const QSize &size : {QSize(700, 420), QSize(1100, 760)}) {
            m_view->resize(size);
            canvas().fit();
            const double strip = canvas().fontMetrics().height();
            for (int i = 0; i < int(canvas().graph().nodes.size()); ++i)
                QVERIFY(canvas().nodePlace(i).y() + canvas().nodeRadius(i) < canvas().height() - strip);
        }
    }

    void clickPicksAndEnterNarrows()
    {
        const int node = freeNode(true);
        QVERIFY(node >= 0);
        const NetworkNode picked = canvas().graph().nodes[size_t(node)];
        QTest::mouseClick(&canvas(), Qt::LeftButton, {}, place(node));
        QCOMPARE(canvas().picked().node, node);
        QVERIFY(m_view->summary().startsWith(picked.name));
        QCOMPARE(m_bench->lens.focus(), (Focus{ItemKind::Endpoint, picked.endpointId}));
        QVERIFY(m_view->model().firstRelated() >= 0);
        m_bench->shoot(*m_view, u"network-picked"_s);
        QVERIFY(m_bench->lens.filter().isEmpty());

        QTest::keyClick(&canvas(), Qt::Key_Return);
        QCOMPARE(m_bench->lens.filter().toText(), u"address:%1"_s.arg(picked.name));
        QTRY_VERIFY_WITH_TIMEOUT(std::all_of(m_view->model().flows().flows.begin(), m_view->model().flows().flows.end(),
                                             [&](const FlowSum &flow) {
                                                 return flow.sourceId == picked.endpointId || flow.destinationId == picked.endpointId;
                                             }), 10'000);
        // What was picked is picked in the narrowed graph too.
        QCOMPARE(canvas().graph().nodes[size_t(canvas().picked().node)].name, picked.name);
        m_bench->shoot(*m_view, u"network-narrow"_s);
    }

    void aKeyArrangesTheGraphAnew()
    {
        m_view->addAction(action("View.Arrange"));
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        const auto arrange = [this] {
            canvas().setFocus();
            QTest::keyClick(&canvas(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
            return QTest::qWaitFor([this] { return !m_view->findChild<NetworkQuery *>()->isBusy(); }, 20'000);
        };
        QVERIFY(arrange());
        const auto first = canvas().graph().positions();
        const int node = freeNode(true);
        QVERIFY(node >= 0);
        const QString name = canvas().graph().nodes[size_t(node)].name;
        const QPoint from = place(node), to = from + QPoint(from.x() < 500 ? 90 : -90, 0);
        QTest::mousePress(&canvas(), Qt::LeftButton, {}, from);
        for (const int part : {20, 50, 90}) {
            const QPoint at = from + (to - from) * part / 90;
            QMouseEvent move(QEvent::MouseMove, at, canvas().mapToGlobal(at), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(&canvas(), &move);
        }
        QTest::mouseRelease(&canvas(), Qt::LeftButton, {}, to);
        const QPointF moved = canvas().graph().positions().value(name);
        QVERIFY(moved != first.value(name));
        const auto stored = [this] { return *m_bench->context->reader->networkPositions(); };
        QTRY_COMPARE(stored().value(name), moved);

        QVERIFY(arrange());
        // The picture that the same conversations gave before; the case has forgotten where the node was put.
        QVERIFY(canvas().graph().positions() == first);
        QTRY_VERIFY(stored().value(name) != moved);
        NetworkQuery again(*m_bench->openCase);
        again.ask(m_bench->query->selection(), {}, false);
        QTRY_VERIFY_WITH_TIMEOUT(!again.isBusy(), 10'000);
        QVERIFY(again.graph().positions() == first);
        QVERIFY(canvas().rect().contains(place(node)));
        // It took places that hands had chosen: it can be taken back.
        m_bench->context->acts->undo();
        QTRY_COMPARE(canvas().graph().positions().value(name), moved);
        QTRY_COMPARE(stored().value(name), moved);
        m_bench->context->acts->redo();
        QTRY_VERIFY(canvas().graph().positions() == first);
        // It is there while a graph is to be seen.
        m_view->hide();
        QVERIFY(!action("View.Arrange")->isEnabled());
        m_view->show();
        QVERIFY(action("View.Arrange")->isEnabled());
    }

    void excludeTakesANodeOut()
    {
        const int node = freeNode(false);
        QVERIFY(node >= 0);
        const NetworkNode picked = canvas().graph().nodes[size_t(node)];
        QTest::mouseClick(&canvas(), Qt::LeftButton, {}, place(node));
        action("Filter.Exclude")->trigger();
        QCOMPARE(m_bench->lens.filter().toText(), u"-address:%1"_s.arg(picked.name));
        QTRY_COMPARE_WITH_TIMEOUT(canvas().nodeOf(picked.endpointId), -1, 10'000);
        QVERIFY(canvas().picked().isEmpty());
    }

    void rowsNarrowByTheirCell()
    {
        QTableView *table = m_view->table();
        const FlowSum flow = *m_view->model().flow(0);
        const QString source = m_view->model().flows().source(flow), destination = m_view->model().flows().destination(flow);
        table->setCurrentIndex(table->model()->index(0, FlowTableModel::Source));
        QVERIFY(m_view->summary().startsWith(source));
        action("Filter.Include")->trigger();
        QCOMPARE(m_bench->lens.filter().toText(), u"source:%1"_s.arg(source));

        showLens({});
        QTRY_VERIFY(m_view->model().rowCount() > 1);
        table->setCurrentIndex(table->model()->index(0, FlowTableModel::Sent));
        action("Row.Open")->trigger();
        QCOMPARE(m_bench->lens.filter().toText(), u"source:%1 destination:%2 port:%3"_s.arg(source, destination).arg(flow.port));
    }

    /// Excluding a pair leaves what its ends say to others.
    void excludingAPairIsExact()
    {
        QTableView *table = m_view->table();
        const FlowSum flow = *m_view->model().flow(0);
        qint64 rest = 0;
        for (const FlowSum &other : m_view->model().flows().flows)
            rest += other.sourceId == flow.sourceId && other.destinationId == flow.destinationId ? 0 : other.count;
        table->setCurrentIndex(table->model()->index(0, FlowTableModel::Sent));
        action("Filter.Exclude")->trigger();
        const auto left = [&] {
            qint64 events = 0;
            for (const FlowSum &other : m_view->model().flows().flows)
                events += other.count;
            return events;
        };
        QTRY_COMPARE_WITH_TIMEOUT(left(), rest, 10'000);
    }

    void aHeaderClickSortsAllRows()
    {
        QHeaderView *header = m_view->table()->horizontalHeader();
        const auto click = [&](int column) {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(header->sectionViewportPosition(column) + 20, header->height() / 2));
        };
        const auto inOrder = [&](auto before) {
            const auto &flows = m_view->model().flows().flows;
            return flows.size() > 1 && std::is_sorted(flows.begin(), flows.end(), before);
        };
        click(FlowTableModel::Events);
        QTRY_VERIFY_WITH_TIMEOUT(inOrder([](const FlowSum &a, const FlowSum &b) { return a.count < b.count; }) ||
                                     inOrder([](const FlowSum &a, const FlowSum &b) { return a.count > b.count; }), 10'000);
        header->setSortIndicator(FlowTableModel::Total, Qt::DescendingOrder);
        QTRY_VERIFY_WITH_TIMEOUT(inOrder([](const FlowSum &a, const FlowSum &b) { return a.bytes() > b.bytes(); }), 10'000);
    }

    /// The picture of the whole case, hidden file times apart, is the one that the report prints.
    void thePictureOfTheWholeCaseIsKept()
    {
        QVERIFY(m_bench->query->selection().count() < m_bench->query->selection().total()); // file times are hidden
        QVERIFY(m_bench->query->isWholeCase());
        const auto stored = [this] { return *m_bench->context->reader->networkPositions(); };
        QTRY_VERIFY(stored() == canvas().graph().positions());
        showLens(u"address:%1"_s.arg(canvas().graph().nodes.front().name));
        QVERIFY(!m_bench->query->isWholeCase());
    }

    void draggingANodeIsKept()
    {
        const int node = freeNode(true);
        QVERIFY(node >= 0);
        const QString name = canvas().graph().nodes[size_t(node)].name;
        const QPoint from = place(node), to = from + QPoint(37, 23);
        QTest::mousePress(&canvas(), Qt::LeftButton, {}, from);
        QTest::mouseMove(&canvas(), from + QPoint(20, 10));
        QTest::mouseMove(&canvas(), to);
        QTest::mouseRelease(&canvas(), Qt::LeftButton, {}, to);
        QVERIFY((place(node) - to).manhattanLength() <= 2);
        const QPointF position = canvas().graph().nodes[size_t(node)].position;
        QTRY_COMPARE(m_bench->context->reader->networkPositions()->value(name), position);
        // Taking back moves it back, on the screen and in the case.
        QVERIFY(m_bench->context->acts->undo().isValid());
        QTRY_VERIFY(canvas().graph().nodes[size_t(canvasNode(name))].position != position);
        QTRY_VERIFY(m_bench->context->reader->networkPositions()->value(name) != position);
        QVERIFY(m_bench->context->acts->redo().isValid());
        QTRY_COMPARE(canvas().graph().nodes[size_t(canvasNode(name))].position, position);
        // Another lens and back: it stands where it was put.
        showLens(u"address:%1"_s.arg(name));
        showLens({});
        QTRY_VERIFY(canvas().graph().nodes.size() > 50);
        const auto &nodes = canvas().graph().nodes;
        const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const NetworkNode &n) { return n.name == name; });
        QVERIFY(found != nodes.end());
        QCOMPARE(found->position, position);
    }

    void theWheelZoomsAroundThePointer()
    {
        const int node = freeNode(true), other = freeNode(false);
        const QPointF fixed = canvas().nodePlace(node);
        const QPointF before = canvas().nodePlace(other) - fixed;
        QWheelEvent wheel(fixed, canvas().mapToGlobal(fixed), {}, QPoint(0, 240), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&canvas(), &wheel);
        const QPointF after = canvas().nodePlace(other) - canvas().nodePlace(node);
        QVERIFY((canvas().nodePlace(node) - fixed).manhattanLength() < 0.01);
        QVERIFY(std::hypot(after.x(), after.y()) > 1.3 * std::hypot(before.x(), before.y()));
        // The ground pans.
        const QPointF start = canvas().nodePlace(node);
        QPoint ground(canvas().width() - 5, 5);
        QTest::mousePress(&canvas(), Qt::LeftButton, {}, ground);
        QTest::mouseMove(&canvas(), ground - QPoint(15, -10));
        QTest::mouseMove(&canvas(), ground - QPoint(30, -20));
        QTest::mouseRelease(&canvas(), Qt::LeftButton, {}, ground - QPoint(30, -20));
        QVERIFY((canvas().nodePlace(node) - start - QPointF(-30, 20)).manhattanLength() < 2);
    }

    void keysGoFromNodeToNode()
    {
        canvas().setFocus();
        QTest::keyClick(&canvas(), Qt::Key_Right);
        QCOMPARE(canvas().picked().node, 0);
        int moved = 0;
        for (const auto key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down}) {
            canvas().setPicked({0, -1});
            QTest::keyClick(&canvas(), key);
            moved += canvas().picked().node != 0 && canvas().picked().node >= 0;
        }
        QVERIFY(moved > 0);
        QTest::keyClick(&canvas(), Qt::Key_Escape);
        QVERIFY(canvas().picked().isEmpty());
    }

    void emptyTextSaysWhatToDo()
    {
        showLens(u"type:windows:*"_s);
        const auto *empty = m_view->findChild<QLabel *>(u"networkEmpty"_s);
        QTRY_VERIFY(empty->isVisible() && empty->text().contains(u"Ctrl+Shift+X"_s));
        QCOMPARE(m_view->model().rowCount(), 0);
        m_bench->language.set(u"ja"_s);
        QCOMPARE(m_view->model().rowCount(), 0);
        m_bench->language.set(u"en"_s);
    }

    /// An import draws the graph anew again and again, also between the press of a button and its release.
    void aClickIsNotLostToANewPicture()
    {
        const NetworkGraph graph = canvas().graph();
        QVERIFY(!graph.nodes.empty());
        QTest::mousePress(&canvas(), Qt::LeftButton, {}, canvas().nodePlace(0).toPoint());
        canvas().setGraph(graph);
        QTest::mouseRelease(&canvas(), Qt::LeftButton, {}, canvas().nodePlace(0).toPoint());
        QCOMPARE(canvas().picked().node, 0);
    }

    void hiddenItDoesNotAsk()
    {
        QTRY_VERIFY(m_view->model().rowCount() > 0);
        QVERIFY(m_bench->lens.filter().isEmpty());
        m_view->hide();
        const int rows = m_view->model().rowCount();
        m_bench->lens.setFilter(*Filter::fromText(u"port:80"_s));
        QTRY_VERIFY(!m_bench->query->isBusy());
        QTest::qWait(50);
        QCOMPARE(m_view->model().rowCount(), rows);
        m_view->show();
        QTRY_VERIFY_WITH_TIMEOUT(m_view->model().rowCount() < rows, 10'000);
    }
};

QTEST_MAIN(TestNetworkView)
#include "tst_networkview.moc"
