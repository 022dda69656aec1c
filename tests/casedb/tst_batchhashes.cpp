// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/batchhashes.h"
#include "models/casedb/dictionary.h"

#include <QTest>

using namespace ashiato;

namespace
{

EventRecord request(RecordBatch &batch, const char *url)
{
    EventRecord event;
    event.type = batch.strings.intern(QByteArrayView("proxy:squid:request"));
    event.recordedNs = 1'790'000'000'000'000'000;
    event.url = batch.strings.add(QByteArrayView(url));
    event.bytesIn = 512;
    return event;
}

} // namespace

class BatchHashesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStringHasItsHash()
    {
        RecordBatch batch;
        const StringRef ref = batch.strings.intern(QByteArrayView("足跡"));
        const BatchHashes hashes(batch);
        QCOMPARE(hashes.ofString(ref), hashBytes("足跡"));
        QCOMPARE(hashes.ofString(0), quint64(0));
    }

    void copiesOfARecordShareTheirHash()
    {
        RecordBatch batch;
        batch.events.assign(2, request(batch, "http://example.jp/"));
        batch.events[1].url = batch.strings.add(QByteArrayView("http://example.jp/")); // the same text under another number
        batch.events[1].offset = 4096;
        batch.events[1].fileId = 7;
        const BatchHashes hashes(batch);
        QCOMPARE(hashes.ofEvent(0), hashes.ofEvent(1));
    }

    /// Cases hold hashes that were made field by field: the loop gives the same ones.
    void theHashIsThatOfTheFirstSchema()
    {
        RecordBatch batch;
        EventRecord event = request(batch, "http://example.jp/");
        event.host = batch.strings.intern(QByteArrayView("PC-07"));
        event.account = batch.strings.intern(QByteArrayView("sato"));
        event.action = batch.strings.intern(QByteArrayView("GET"));
        event.details = batch.strings.intern(QByteArrayView("{}"));
        event.status = 200;
        event.sourcePort = 50'000;
        event.destinationPort = 443;
        event.macb = 3;
        batch.events.push_back(event);
        const BatchHashes hashes(batch);
        quint64 content = hashMix(hashes.ofString(event.type), quint64(event.recordedNs));
        for (const StringRef ref : {event.host, event.account, event.source, event.destination, event.protocol, event.domain,
                                    event.url, event.process, event.namedPath, event.hash, event.action, event.details})
            content = hashMix(content, hashes.ofString(ref));
        for (const qint64 value : {event.status, event.bytesOut, event.bytesIn,
                                   qint64(event.sourcePort) << 32 | qint64(event.destinationPort) << 16 | event.macb})
            content = hashMix(content, quint64(value));
        QCOMPARE(hashes.ofEvent(0), content);
    }

    void whatARecordSaysChangesItsHash()
    {
        RecordBatch batch;
        batch.events.assign(5, request(batch, "http://example.jp/"));
        batch.events[1].url = batch.strings.add(QByteArrayView("http://example.jp/2"));
        batch.events[2].bytesIn = kUnknown;
        batch.events[3].destinationPort = 80;
        batch.events[4].recordedNs += 1;
        const BatchHashes hashes(batch);
        for (size_t i = 0; i < batch.events.size(); ++i) {
            for (size_t j = 0; j < i; ++j)
                QVERIFY2(hashes.ofEvent(i) != hashes.ofEvent(j), qPrintable(QStringLiteral("%1 %2").arg(i).arg(j)));
        }
    }
};

QTEST_APPLESS_MAIN(BatchHashesTest)
#include "tst_batchhashes.moc"
