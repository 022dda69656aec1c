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
