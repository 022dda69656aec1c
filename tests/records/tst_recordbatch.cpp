// SPDX-License-Identifier: Apache-2.0
#include "models/records/recordbatch.h"

#include <QRandomGenerator>
#include <QTest>

using namespace ashiato;

class TestRecordBatch : public QObject
{
    Q_OBJECT

private:
    static RecordBatch sample()
    {
        RecordBatch batch;
        EventRecord event;
        event.type = batch.strings.intern(QStringLiteral("squid:access"));
        event.account = batch.strings.intern(QStringLiteral("山田"));
        event.recordedNs = 1'794'590'024'000'000'000;
        event.precisionNs = 1'000'000;
        event.offset = 0;
        event.length = 120;
        batch.events.push_back(event);
        FileRecord file;
        file.id = 7;
        file.name = batch.strings.intern(QStringLiteral("請求書.pdf"));
        batch.files.push_back(file);
        batch.marks.push_back({7, 1, 0, MarkKind::Checkpoint, {}});
        return batch;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void roundTrip()
    {
        const RecordBatch before = sample();
        RecordBatch after;
        QVERIFY(decodeBatch(encodeBatch(before), after));
        QCOMPARE(after.events.size(), size_t(1));
        QCOMPARE(after.strings.text(after.events[0].account), QStringLiteral("山田"));
        QCOMPARE(after.strings.text(after.files[0].name), QStringLiteral("請求書.pdf"));
        QCOMPARE(after.marks[0].unit, quint64(7));
    }

    void interningFindsRepeats()
    {
        StringPool pool;
        std::vector<StringRef> refs;
        for (int i = 0; i < 5000; ++i)
            refs.push_back(pool.intern(QString::number(i)));
        for (int i = 0; i < 5000; ++i) {
            QCOMPARE(pool.intern(QString::number(i)), refs[size_t(i)]);
            QCOMPARE(pool.text(refs[size_t(i)]), QString::number(i));
        }
        QCOMPARE(pool.count(), quint32(5001));
    }

    void brokenRulesAreRefused_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addRow("string reference past the pool") << 0;
        QTest::addRow("enum past its end") << 1;
        QTest::addRow("unknown flag") << 2;
        QTest::addRow("file that is its own parent") << 3;
        QTest::addRow("negative offset") << 4;
        QTest::addRow("no type") << 5;
    }
    void brokenRulesAreRefused()
    {
        QFETCH(int, rule);
        RecordBatch batch = sample();
        switch (rule) {
        case 0: batch.events[0].url = 999; break;
        case 1: batch.events[0].basis = TimeBasis(9); break;
        case 2: batch.events[0].flags = 1u << 31; break;
        case 3: batch.files[0].parentId = batch.files[0].id; break;
        case 4: batch.events[0].offset = -2; break;
        case 5: batch.events[0].type = 0; break;
        }
        RecordBatch after;
        const auto decoded = decodeBatch(encodeBatch(batch), after);
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, ErrorCode::Protocol);
        QVERIFY(after.empty());
    }

    void textThatIsNotUtf8IsRefused()
    {
        RecordBatch batch = sample();
        batch.events[0].url = batch.strings.add(QByteArrayView("\x82\xA0", 2));
        RecordBatch after;
        QVERIFY(!decodeBatch(encodeBatch(batch), after));
        // Two halves of a character: valid together, not apart.
        batch = sample();
        batch.events[0].url = batch.strings.add(QByteArrayView("\xE5\xB1", 2));
        batch.events[0].namedPath = batch.strings.add(QByteArrayView("\xB1", 1));
        QVERIFY(!decodeBatch(encodeBatch(batch), after));
    }

    void everyTruncatedPrefixIsRefused()
    {
        const QByteArray whole = encodeBatch(sample());
        RecordBatch after;
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY(!decodeBatch(QByteArrayView(whole).first(size), after));
    }

    void randomMutationsDoNotCrash()
    {
        const QByteArray whole = encodeBatch(sample());
        QRandomGenerator random(20261122);
        RecordBatch after;
        for (int i = 0; i < 20000; ++i) {
            QByteArray bytes = whole;
            for (int k = 0; k < 4; ++k)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            if (decodeBatch(bytes, after)) {
                for (const EventRecord &event : after.events)
                    after.strings.view(event.url);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestRecordBatch)
#include "tst_recordbatch.moc"
