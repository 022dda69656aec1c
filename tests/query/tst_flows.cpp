// SPDX-License-Identifier: Apache-2.0
// One truth of flows: what events make and what sources tell themselves, in the picture and on the command line alike.
#include "models/query/flowquery.h"
#include "models/query/rowfilter.h"
#include "tests/casedb/casefixture.h"

#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class FlowsTest : public QObject
{
    Q_OBJECT

private:
    CaseFixture m_case;
    std::shared_ptr<ColumnStore> m_store;
    std::unique_ptr<EventQuery> m_query;

    /// "10.1.7.5 > example.com:443 https traffic 2 300"
    QStringList flows(const QString &text = {}, quint32 kinds = kAllFlowKinds)
    {
        const Filter filter = *Filter::fromText(text);
        const auto selection = m_query->select(filter);
        const auto told = toldFlows(*m_case.reader, filter);
        if (!selection || !told)
            return {u"failed"_s};
        const FlowSelection found = *flowsOf(*selection, *told, kinds);
        QStringList lines;
        for (const FlowSum &flow : found.flows)
            lines.append(u"%1 > %2:%3 %4 %5 %6 %7"_s.arg(found.source(flow), found.destination(flow)).arg(flow.port)
                             .arg(found.protocol(flow), QLatin1StringView(kFlowKindIds[size_t(flow.kind)])).arg(flow.count).arg(flow.bytes()));
        lines.sort();
        return lines;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_case.make());
        QVERIFY(m_case.addLog(1));
        RecordBatch batch;
        const auto text = [&batch](const char *value) { return batch.strings.intern(QByteArrayView(value)); };
        const auto event = [&](const char *source, const char *destination, quint32 flags, qint64 bytes) {
            EventRecord made = proxyEvent(batch, 1, int(batch.events.size()));
            made.source = text(source);
            made.destination = text(destination);
            made.flags = flags;
            made.bytesOut = bytes;
            made.bytesIn = kUnknown;
            batch.events.push_back(made);
        };
        event("10.1.7.5", "Example.COM", flagsOfFlow(FlowKind::Traffic), 100);
        event("10.1.7.5", "example.com.", flagsOfFlow(FlowKind::Traffic), 200);
        event("10.1.7.5", "other.example", flagsOfFlow(FlowKind::Traffic), 1);
        event("PC-07", "DC01.example.jp", flagsOfFlow(FlowKind::Logon), kUnknown);
        event("pc-07", "dc01.EXAMPLE.jp", flagsOfFlow(FlowKind::Logon), kUnknown);
        event("10.1.7.5", "no.flow", 0, 5);
        FlowRecord told; // as a capture tells it: no event stands for it
        told.fileId = 1;
        told.firstNs = 1'791'938'575'000'000'000;
        told.lastNs = told.firstNs + 5'000'000'000;
        told.source = text("10.1.7.5");
        told.destination = text("EXAMPLE.com");
        told.destinationPort = 443;
        told.protocol = text("https");
        told.bytesOut = 7;
        told.bytesIn = 1000;
        told.count = 3;
        batch.flows.push_back(told);
        told.destination = text("203.0.113.9");
        batch.flows.push_back(told);
        batch.marks.push_back({1, 2000, 0, MarkKind::Done, {}});
        m_case.submit(std::move(batch), m_case.import);
        QVERIFY(m_case.writer().flush().result());
        m_store = std::make_shared<ColumnStore>(m_case.opened->cacheFolder(), ColumnStore::Use::Own);
        QVERIFY(m_store->open(*m_case.reader));
        QVERIFY(m_store->refresh(*m_case.reader));
        m_query = std::make_unique<EventQuery>(m_store, *m_case.opened->reader());
    }
    void cleanupTestCase()
    {
        m_query.reset();
        m_store.reset();
    }

    void eventsAndSourcesTellOneThing()
    {
        QCOMPARE(flows(), (QStringList{u"10.1.7.5 > 203.0.113.9:443 https traffic 3 1007"_s, u"10.1.7.5 > Example.COM:443 https traffic 5 1307"_s,
                                       u"10.1.7.5 > other.example:443 https traffic 1 1"_s, u"PC-07 > DC01.example.jp:443 https logon 2 -1"_s}));
    }

    void kindsAreChosen()
    {
        QCOMPARE(flows({}, bitOf(FlowKind::Logon)), QStringList{u"PC-07 > DC01.example.jp:443 https logon 2 -1"_s});
        QCOMPARE(flows({}, bitOf(FlowKind::Traffic)).size(), 3);
        QVERIFY(flows({}, bitOf(FlowKind::RemoteDesktop)).isEmpty());
    }

    void aFilterNarrowsBoth()
    {
        QCOMPARE(flows(u"address:203.0.113.9"_s), QStringList{u"10.1.7.5 > 203.0.113.9:443 https traffic 3 1007"_s});
        QCOMPARE(flows(u"-address:203.0.113.9"_s).size(), 3);
        QVERIFY(flows(u"type:windows:*"_s).isEmpty());   // no source that tells flows has types of events
        QCOMPARE(flows(u"-type:windows:*"_s), flows());
    }

    /// The rows of the case, which the command line lists, are the same sums.
    void theCaseHoldsTheSame()
    {
        qint64 count = 0, logons = 0;
        const auto rows = m_case.reader->flows();
        for (const FlowRow &row : *rows) {
            count += row.count;
            logons += row.kind == FlowKind::Logon ? row.count : 0;
        }
        QCOMPARE(rows->size(), size_t(5)); // example.com once of the events, once as told
        QCOMPARE(count, 11);
        QCOMPARE(logons, 2);
        QCOMPARE(m_case.one(u"SELECT group_concat(kind) FROM (SELECT DISTINCT kind FROM v_flow ORDER BY kind)"_s), u"logon,traffic"_s);
    }
};

QTEST_GUILESS_MAIN(FlowsTest)
#include "tst_flows.moc"
