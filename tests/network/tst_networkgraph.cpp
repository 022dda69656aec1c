// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casereader.h"
#include "models/network/networkgraph.h"
#include "tests/shared/syntheticcase.h"

#include <QLineF>
#include <QRectF>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestNetworkGraph : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Case> m_case;
    std::shared_ptr<CaseReader> m_reader;
    std::shared_ptr<ColumnStore> m_store;
    std::unique_ptr<EventQuery> m_query;

    FlowSelection flows(const QString &filter = {})
    {
        const auto selection = m_query->select(*Filter::fromText(filter));
        Q_ASSERT(selection);
        return *flowsOf(*selection, {});
    }

private Q_SLOTS:
    void initTestCase()
    {
        SyntheticOptions options;
        options.events = 20'000;
        auto made = makeSyntheticCase(m_folder.filePath(u"case"_s), options);
        QVERIFY(made);
        m_case = std::move(*made);
        m_reader = *m_case->reader();
        m_store = std::make_shared<ColumnStore>(m_case->cacheFolder(), ColumnStore::Use::Own);
        QVERIFY(m_store->open(*m_reader));
        QVERIFY(m_store->refresh(*m_reader));
        m_query = std::make_unique<EventQuery>(m_store, *m_case->reader());
    }
    void cleanupTestCase()
    {
        m_query.reset();
        m_store.reset();
        m_reader.reset();
        m_case.reset();
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    /// Everything together is what the writer summed into the flow table by itself.
    void allFlowsEqualTheCase()
    {
        using Key = std::tuple<QString, QString, int, QString>;
        std::map<Key, std::array<qint64, 3>> expected, found;
        const auto rows = m_reader->flows();
        QVERIFY(rows);
        QVERIFY(rows->size() > 100);
        for (const FlowRow &row : *rows) {
            auto &sum = expected[{row.source, row.destination, row.destinationPort, row.protocol}];
            sum[0] += row.bytesOut;
            sum[1] += row.bytesIn;
            sum[2] += row.count;
        }
        const FlowSelection selection = flows();
        for (const FlowSum &flow : selection.flows)
            found[{selection.source(flow), selection.destination(flow), flow.port, selection.protocol(flow)}] = {
                flow.bytesOut, flow.bytesIn, flow.count};
        QVERIFY(found == expected);
        QVERIFY(std::is_sorted(selection.flows.begin(), selection.flows.end(),
                               [](const FlowSum &a, const FlowSum &b) { return a.bytes() > b.bytes(); }));
    }

    void aLensNarrowsTheFlows()
    {
        const FlowSelection selection = flows(u"source:10.1.2.3 port:443"_s);
        QVERIFY(!selection.flows.empty());
        for (const FlowSum &flow : selection.flows) {
            QCOMPARE(selection.source(flow), u"10.1.2.3"_s);
            QCOMPARE(flow.port, 443);
            QVERIFY(flow.firstNs == kNoTime || flow.firstNs <= flow.lastNs);
        }
        QVERIFY(flows(u"type:windows:*"_s).flows.empty());
    }

    void sortsByEveryColumn()
    {
        FlowSelection selection = flows();
        const size_t size = selection.flows.size();
        for (int column = 0; column < int(FlowColumn::Count); ++column) {
            sortFlows(selection, FlowColumn(column), Qt::DescendingOrder);
            QCOMPARE(selection.flows.size(), size);
        }
        sortFlows(selection, FlowColumn::BytesOut, Qt::AscendingOrder);
        QVERIFY(std::is_sorted(selection.flows.begin(), selection.flows.end(),
                               [](const FlowSum &a, const FlowSum &b) { return a.bytesOut < b.bytesOut; }));
    }

    void theGraphLosesNoByte()
    {
        const FlowSelection selection = flows();
        qint64 bytes = 0, events = 0;
        QSet<qint64> endpoints;
        for (const FlowSum &flow : selection.flows) {
            bytes += flow.bytes();
            events += flow.count;
            endpoints << flow.sourceId << flow.destinationId;
        }
        for (const int most : {5, 300, 100'000}) {
            const NetworkGraph graph = makeNetworkGraph(selection, most);
            QCOMPARE(qint64(graph.nodes.size()), qMin<qint64>(most + 1, endpoints.size()));
            qint64 edgeBytes = 0, edgeEvents = 0;
            int stands = 0;
            for (const NetworkEdge &edge : graph.edges) {
                edgeBytes += edge.bytes();
                edgeEvents += edge.events;
            }
            for (const NetworkNode &node : graph.nodes)
                stands += node.endpoints;
            QCOMPARE(edgeBytes, bytes);
            QCOMPARE(edgeEvents, events);
            QCOMPARE(stands, int(endpoints.size()));
            QCOMPARE(graph.nodes.back().others, endpoints.size() > most);
        }
    }

    void theLayoutIsTheSameEveryTimeAndDoesNotJump()
    {
        const FlowSelection selection = flows();
        NetworkGraph first = makeNetworkGraph(selection), second = first;
        QVERIFY(layOut(first, {}));
        QVERIFY(layOut(second, {}));
        QCOMPARE(first.positions(), second.positions());

        // One host less: those that stay, stay about where they are.
        NetworkGraph narrowed = makeNetworkGraph(flows(u"-source:10.1.2.3"_s));
        QVERIFY(layOut(narrowed, first.positions()));
        double size = 0, moved = 0;
        for (const NetworkNode &node : first.nodes)
            size = qMax(size, std::hypot(node.position.x(), node.position.y()));
        const auto before = first.positions();
        int known = 0;
        for (const NetworkNode &node : narrowed.nodes) {
            QVERIFY(std::isfinite(node.position.x()) && std::isfinite(node.position.y()));
            if (!node.others && before.contains(node.name)) {
                const QPointF step = node.position - before.value(node.name);
                moved += std::hypot(step.x(), step.y());
                ++known;
            }
        }
        QVERIFY(known > 200);
        QVERIFY2(moved / known < size * 0.15, qPrintable(u"%1 of %2"_s.arg(moved / known).arg(size)));
    }

    void neighboursLieNearer()
    {
        NetworkGraph graph = makeNetworkGraph(flows(), 60);
        QVERIFY(layOut(graph, {}));
        const auto distance = [&graph](size_t a, size_t b) {
            const QPointF step = graph.nodes[a].position - graph.nodes[b].position;
            return std::hypot(step.x(), step.y());
        };
        double all = 0, joined = 0;
        int pairs = 0, edges = 0;
        for (size_t i = 0; i < graph.nodes.size(); ++i) {
            for (size_t j = i + 1; j < graph.nodes.size(); ++j, ++pairs)
                all += distance(i, j);
        }
        for (const NetworkEdge &edge : graph.edges) {
            joined += distance(size_t(edge.from), size_t(edge.to));
            ++edges;
        }
        QVERIFY(joined / edges < all / pairs);
    }

    void cancelAndEmptiness()
    {
        NetworkGraph empty = makeNetworkGraph({});
        QVERIFY(layOut(empty, {}));
        NetworkGraph graph = makeNetworkGraph(flows());
        QVERIFY(!layOut(graph, {}, std::make_shared<std::atomic<bool>>(true)));
        QHash<QString, QPointF> broken;
        for (const NetworkNode &node : graph.nodes)
            broken.insert(node.name, QPointF(0, 0)); // all on one spot
        QVERIFY(layOut(graph, broken));
        for (const NetworkNode &node : graph.nodes)
            QVERIFY(std::isfinite(node.position.x()));
    }

    /// Parts that nothing joins stand beside each other: one small pair does not take the room of all others.
    void separatePartsStandNear()
    {
        NetworkGraph graph;
        const auto add = [&graph](int nodes) {
            const int hub = int(graph.nodes.size());
            for (int i = 0; i < nodes; ++i) {
                graph.nodes.emplace_back();
                graph.nodes.back().name = QStringLiteral("node %1").arg(hub + i);
                if (i > 0) {
                    graph.edges.emplace_back();
                    graph.edges.back().from = hub;
                    graph.edges.back().to = hub + i;
                }
            }
        };
        add(30);
        add(2);
        add(2);
        QVERIFY(layOut(graph, {}));
        const auto box = [&graph](size_t from, size_t to) {
            QRectF around(graph.nodes[from].position, QSizeF(0.01, 0.01));
            for (size_t i = from; i < to; ++i)
                around = around.united({graph.nodes[i].position, QSizeF(0.01, 0.01)});
            return around;
        };
        const QRectF large = box(0, 30), all = box(0, graph.nodes.size());
        QVERIFY2(qMax(all.width(), all.height()) < 1.6 * qMax(large.width(), large.height()),
                 qPrintable(u"%1 x %2 of %3 x %4"_s.arg(large.width()).arg(large.height()).arg(all.width()).arg(all.height())));
        double least = 1e9;
        for (size_t i = 30; i < graph.nodes.size(); ++i) {
            for (size_t j = 0; j < 30; ++j)
                least = qMin(least, QLineF(graph.nodes[i].position, graph.nodes[j].position).length());
        }
        QVERIFY2(least > 0.5, qPrintable(QString::number(least)));
    }

    /// Five clients that all speak to the same five sites, and one site of each: nodes stand apart, so that they can be read.
    void manyToManyIsNoBlot()
    {
        NetworkGraph graph;
        for (int i = 0; i < 15; ++i) {
            graph.nodes.emplace_back();
            graph.nodes.back().name = QStringLiteral("node %1").arg(i);
        }
        const auto join = [&graph](int from, int to) {
            graph.edges.emplace_back();
            graph.edges.back().from = from;
            graph.edges.back().to = to;
        };
        for (int client = 0; client < 5; ++client) {
            for (int site = 5; site < 10; ++site)
                join(client, site);
            join(client, 10 + client);
        }
        QVERIFY(layOut(graph, {}, {}, {}));
        double least = 1e9;
        for (size_t i = 0; i < graph.nodes.size(); ++i) {
            for (size_t j = i + 1; j < graph.nodes.size(); ++j) {
                const QPointF apart = graph.nodes[i].position - graph.nodes[j].position;
                least = std::min(least, std::hypot(apart.x(), apart.y()));
            }
        }
        QVERIFY2(least > 0.7, qPrintable(QString::number(least))); // of the wished length of an edge
    }
};

QTEST_GUILESS_MAIN(TestNetworkGraph)
#include "tst_networkgraph.moc"
