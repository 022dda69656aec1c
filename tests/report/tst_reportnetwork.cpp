// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/network/networkquery.h"
#include "models/report/networkpicture.h"
#include "models/report/report.h"
#include "models/report/reportcollector.h"
#include "tests/shared/syntheticcase.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// The network on paper is the network on the screen.
class TestReportNetwork : public QObject
{
    Q_OBJECT

private:
    static constexpr auto kTimeout = 20'000;

    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<Case> m_case;

    /// What a window that has just been opened shows under a filter.
    QHash<QString, QPointF> onScreen(NetworkQuery &network, const QString &filter = {})
    {
        const auto reader = *m_case->reader();
        const auto store = std::make_shared<ColumnStore>(m_case->cacheFolder(), ColumnStore::Use::Own);
        if (!store->open(*reader) || !store->refresh(*reader))
            qFatal("no columns");
        EventQuery query(store, reader);
        QSignalSpy changed(&network, &NetworkQuery::changed);
        network.ask(*query.select(*Filter::fromText(filter)), {}, filter.isEmpty());
        if (!changed.wait(kTimeout))
            qFatal("no graph");
        return network.graph().positions();
    }

    QHash<QString, QPointF> stored() { return *(*m_case->reader())->networkPositions(); }

    QByteArray html()
    {
        QTemporaryDir out;
        ReportRequest request;
        request.pdf = false;
        request.folder = out.path();
        const auto written = writeReport(*m_case, request);
        if (!written)
            return {};
        QFile file(written->first());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_path = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
        SyntheticOptions options;
        options.events = 20'000;
        auto made = makeSyntheticCase(m_path, options);
        QVERIFY(made);
        m_case = std::move(*made);
    }
    void cleanup() { m_case.reset(); }

    void paperFirstAndThenTheScreen()
    {
        QVERIFY(stored().isEmpty());
        const auto data = collectReport(*m_case, {});
        QVERIFY(data);
        const auto onPaper = data->network.positions();
        QCOMPARE(qint64(onPaper.size()), kMostNetworkNodes + 1); // and the others
        QCOMPARE(data->newPlaces.size(), size_t(onPaper.size()));
        const QByteArray first = html();
        QVERIFY(!first.isEmpty());
        QTRY_COMPARE(stored(), onPaper);
        NetworkQuery network(*m_case);
        onScreen(network, u"port:443"_s); // a lens before the whole does not move what stands on paper
        QCOMPARE(onScreen(network), onPaper);
        QCOMPARE(html(), first);
    }

    void theScreenFirstAndThenPaper()
    {
        NetworkQuery network(*m_case);
        onScreen(network, u"port:443"_s);
        QHash<QString, QPointF> shown = onScreen(network);
        QTRY_COMPARE(stored(), shown);
        const QString moved = network.graph().nodes.front().name;
        network.place(moved, {7.5, -3.25});
        QVERIFY(m_case->writer()->act(Act::networkPlace({{moved, {7.5, -3.25}}})).result());
        shown.insert(moved, {7.5, -3.25});
        QTRY_COMPARE(stored(), shown);
        const auto data = collectReport(*m_case, {});
        QVERIFY(data);
        QCOMPARE(data->network.positions(), shown);
        QVERIFY(data->newPlaces.empty());
        QCOMPARE(onScreen(network, u"port:443"_s).value(moved), QPointF(7.5, -3.25));
    }

    void aReadOnlyCaseReportsTheSame()
    {
        const auto before = collectReport(*m_case, {});
        QVERIFY(before);
        m_case.reset();
        auto opened = Case::open(m_path, CaseMode::ReadOnly);
        QVERIFY(opened);
        m_case = std::move(*opened);
        const auto data = collectReport(*m_case, {});
        QVERIFY(data);
        QCOMPARE(data->network.positions(), before->network.positions());
        const QByteArray first = html();
        QVERIFY(!first.isEmpty());
        QCOMPARE(html(), first);
        QVERIFY(stored().isEmpty());
    }

    void theNodesAreDrawnWhereTheyStand()
    {
        const auto data = collectReport(*m_case, {});
        QVERIFY(data);
        const QImage picture = paintNetwork(data->network, ReportWords(QLocale::Japanese));
        QCOMPARE(paintNetwork(data->network, ReportWords(QLocale::Japanese)), picture);
        if (const QByteArray keep = qgetenv("ASHIATO_KEEP_PICTURES"); !keep.isEmpty())
            QVERIFY(picture.save(QString::fromLocal8Bit(keep) + u"/report-network.png"_s));
        for (const NetworkNode &node : data->network.nodes) {
            const QPoint at = networkPicturePlace(data->network, node).toPoint();
            QVERIFY(picture.rect().contains(at));
            // Names may lie on it, and the others are a ring: some of what is near is neither paper nor ink.
            bool isDrawn = false;
            for (int dx = -9; dx <= 9; ++dx) {
                for (int dy = -9; dy <= 9; ++dy)
                    isDrawn |= picture.pixelColor(at + QPoint(dx, dy)).saturation() > 60;
            }
            QVERIFY2(isDrawn || node.others, qPrintable(node.name));
        }
    }
};

QTEST_MAIN(TestReportNetwork)
#include "tst_reportnetwork.moc"
