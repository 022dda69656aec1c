// SPDX-License-Identifier: Apache-2.0
#include "casefixture.h"

#include <QElapsedTimer>
#include <QRegularExpression>

#include <numeric>

using namespace ashiato;

/// What the examiner does to a case, takes back, and asks it by SQL.
class TestActs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void actsAndUndo()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        RecordBatch batch;
        for (int i = 0; i < 20; ++i)
            batch.events.push_back(proxyEvent(batch, 1, i));
        c.submit(std::move(batch), c.import);
        QVERIFY(c.writer().flush().result());
        auto tag = c.writer().act(Act::tagCreate(QStringLiteral("侵入"), QStringLiteral("Intrusion"), QStringLiteral("#d33"),
                                                 QStringLiteral("1")))
                       .result();
        QVERIFY(tag);
        const auto added = c.writer().act(Act::tagAdd(tag->id, TargetKind::Event, {1, 2, 3})).result();
        QVERIFY(added);
        QCOMPARE(added->count, 3);
        QCOMPARE(c.writer().act(Act::tagAdd(tag->id, TargetKind::Event, {1, 2})).result()->entry, 0); // nothing new
        QVERIFY(c.writer().act(Act::tagRemove(tag->id, TargetKind::Event, {2})).result());
        QVERIFY(c.writer().act(Act::noteSet(TargetKind::Event, 1, QStringLiteral("確認済み"))).result());
        const auto tagged = [&] { return c.one(QStringLiteral("SELECT group_concat(id) FROM v_event WHERE tags = '侵入'")); };
        QCOMPARE(tagged(), QStringLiteral("1,3"));
        QCOMPARE(c.reader->note(TargetKind::Event, 1).value()->text, QStringLiteral("確認済み"));
        QCOMPARE(c.one(QStringLiteral("SELECT identity FROM tagging WHERE target_id = 3")),
                 c.one(QStringLiteral("SELECT json_array('e', json_array('p', uid, '/access.log'), 'squid', '200',"
                                      " 'proxy:squid:request', 0, '') FROM evidence")));

        QVERIFY(c.writer().undo().result()); // note
        QVERIFY(!c.reader->note(TargetKind::Event, 1).value());
        QVERIFY(c.reopen()); // the stack survives
        QCOMPARE(c.writer().undo().result()->kind, QStringLiteral("tag.remove"));
        QCOMPARE(tagged(), QStringLiteral("1,2,3"));
        QCOMPARE(c.writer().undo().result()->kind, QStringLiteral("tag.add"));
        QCOMPARE(tagged(), QString());
        QCOMPARE(c.reader->undoState()->redoKind, QStringLiteral("tag.add"));
        QVERIFY(c.writer().redo().result());
        QCOMPARE(tagged(), QStringLiteral("1,2,3"));
        QVERIFY(c.writer().redo().result());
        QCOMPARE(tagged(), QStringLiteral("1,3"));
        QVERIFY(c.writer().redo().result());
        QCOMPARE(c.reader->note(TargetKind::Event, 1).value()->text, QStringLiteral("確認済み"));
        QCOMPARE(c.writer().redo().result()->entry, 0);
        QCOMPARE(c.reader->verifyJournal().value(), c.reader->journal()->back().id);
        QCOMPARE(c.reader->journal()->front().act, QStringLiteral("case.create"));
        QCOMPARE(c.reader->journal()->back().examiner, QStringLiteral("鑑識 太郎"));
        QCOMPARE(c.reader->journalHead().value(), c.reader->journal()->back().hash);
    }

    void unknownActsAreRefused()
    {
        CaseFixture c;
        QVERIFY(c.make());
        const auto entries = [&] { return c.one(QStringLiteral("SELECT count(*) FROM journal")); };
        const QString before = entries();
        Act misspelt = Act::tagAdd(1, TargetKind::Event, {1});
        misspelt.kind = QStringLiteral("tag.ad");
        QCOMPARE(c.writer().act(misspelt).result().error().code, ErrorCode::Invalid);
        for (const char *kind : {"tag.ad", "undo", "redo", ""})
            QCOMPARE(c.writer().act(Act::noted(QString::fromLatin1(kind), {})).result().error().code, ErrorCode::Invalid);
        QCOMPARE(entries(), before);
        QVERIFY(c.writer().act(Act::noted(QStringLiteral("report.make"), {})).result());
        QCOMPARE(entries(), QString::number(before.toInt() + 1));
    }

    void clocksMoveTimesAndUndo()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        RecordBatch batch;
        batch.events.push_back(proxyEvent(batch, 1, 0));
        batch.events[0].basis = TimeBasis::Local;
        c.submit(std::move(batch), c.import);
        QVERIFY(c.writer().flush().result());
        const auto time = [&] { return c.one(QStringLiteral("SELECT time, flags FROM v_event")); };
        QCOMPARE(time(), QStringLiteral("2026-10-14T00:42:55.871|zone_unknown"));
        QVERIFY(c.writer().act(Act::evidenceSet(c.evidence, {{QStringLiteral("zone"), QStringLiteral("+09:00")}})).result());
        QCOMPARE(time(), QStringLiteral("2026-10-13T15:42:55.871Z|"));
        QVERIFY(c.writer().act(Act::evidenceSet(c.evidence, {{QStringLiteral("zone"), QStringLiteral("America/New_York")},
                                                              {QStringLiteral("skew_ns"), qint64(1'500'000'000)}})).result());
        QCOMPARE(time(), QStringLiteral("2026-10-14T04:42:57.371Z|"));
        QCOMPARE(c.writer().act(Act::evidenceSet(c.evidence, {{QStringLiteral("zone"), QStringLiteral("Mars/Olympus")}}))
                     .result()
                     .error()
                     .code,
                 ErrorCode::Invalid);
        QVERIFY(c.writer().undo().result());
        QCOMPARE(time(), QStringLiteral("2026-10-13T15:42:55.871Z|"));
        QVERIFY(c.writer().undo().result());
        QCOMPARE(time(), QStringLiteral("2026-10-14T00:42:55.871|zone_unknown"));
        QVERIFY(c.reader->verifyJournal());
    }

    void rereadBindsByIdentity()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        const auto read = [&](int from) {
            RecordBatch batch;
            for (int i = from; i < 20; ++i)
                batch.events.push_back(proxyEvent(batch, 1, i));
            batch.marks.push_back({1, 2000, 0, MarkKind::Done, {}});
            c.submit(std::move(batch), c.import);
            QVERIFY(c.writer().setJobState(c.import, JobState::Done).result());
        };
        read(0);
        const auto tag = c.writer().act(Act::tagCreate(QStringLiteral("t"), {}, QStringLiteral("#000"), {})).result();
        QVERIFY(c.writer().act(Act::tagAdd(tag->id, TargetKind::Event, {1, 5})).result());
        QVERIFY(c.writer().act(Act::noteSet(TargetKind::Event, 7, QStringLiteral("n"))).result());
        const qint64 generation = c.reader->info()->generation;
        QCOMPARE(c.writer().reread(c.evidence).result().value(), c.import);
        QCOMPARE(c.reader->eventCount().value(), 0);
        QCOMPARE(c.one(QStringLiteral("SELECT count(*) FROM tagging WHERE target_id IS NULL")), QStringLiteral("2"));
        QVERIFY(c.reader->info()->generation > generation);
        read(2); // the first two records are gone
        QCOMPARE(c.one(QStringLiteral("SELECT position FROM v_tagging ORDER BY id")), QStringLiteral("\n400+100"));
        QCOMPARE(c.one(QStringLiteral("SELECT min(id) FROM event")), QStringLiteral("21")); // no id twice
        QCOMPARE(c.one(QStringLiteral("SELECT position FROM v_event WHERE id = (SELECT target_id FROM note)")),
                 QStringLiteral("600+100"));
        QCOMPARE(c.writer().rebind(c.evidence).result()->size(), 1u);
    }

    /// Binding looks at every tagging once, not once for every tagging: 30,000 of them took a minute.
    void rereadOfManyTagsIsLinear()
    {
        constexpr int kRows = 30'000;
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        const auto read = [&] {
            for (int from = 0; from < kRows; from += 10'000) {
                RecordBatch batch;
                for (int i = from; i < from + 10'000; ++i)
                    batch.events.push_back(proxyEvent(batch, 1, i));
                if (from + 10'000 >= kRows)
                    batch.marks.push_back({1, kRows * 100, 0, MarkKind::Done, {}});
                c.writer().waitForRoom();
                c.submit(std::move(batch), c.import);
            }
            QVERIFY(c.writer().flush().result());
        };
        read();
        QVERIFY(c.writer().setJobState(c.import, JobState::Done).result());
        std::vector<qint64> all(kRows);
        std::iota(all.begin(), all.end(), 1);
        const auto tag = c.writer().act(Act::tagCreate(QStringLiteral("t"), {}, QStringLiteral("#000"), {})).result();
        QVERIFY(c.writer().act(Act::tagAdd(tag->id, TargetKind::Event, all)).result());
        QCOMPARE(c.writer().reread(c.evidence).result().value(), c.import);
        read();
        QElapsedTimer clock;
        clock.start();
        QVERIFY(c.writer().setJobState(c.import, JobState::Done).result());
        QVERIFY2(clock.elapsed() < 15'000, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(c.one(QStringLiteral("SELECT count(*) FROM tagging t JOIN event e ON e.id = t.target_id"
                                      " WHERE t.identity LIKE '%\"' || e.pos_offset || '\"%'")),
                 QString::number(kRows));
    }

    void questionsOnlyLook()
    {
        CaseFixture c;
        QVERIFY(c.make());
        for (const char *bad : {"DELETE FROM event", "UPDATE tag SET name = 'x'", "PRAGMA user_version", "ATTACH ':memory:' AS x",
                                "CREATE TABLE x (y)", "SELECT load_extension('x')", "SELECT * FROM pragma_table_info('event')",
                                "BEGIN", "VACUUM INTO '/tmp/x'", "SELEC 1", "", "SELECT 1; DELETE FROM event",
                                "INSERT INTO tag DEFAULT VALUES RETURNING id"})
            QVERIFY2(!c.reader->sql(QString::fromLatin1(bad)), bad);
        QCOMPARE(c.one(QStringLiteral("WITH x AS (SELECT count(*) AS n FROM v_event) SELECT n FROM x;")), QStringLiteral("0"));
        QVERIFY(c.reader->registerFunction(QStringLiteral("twice"), 1, [](const std::vector<QVariant> &values) {
            return QVariant(values[0].toLongLong() * 2);
        }));
        QVERIFY(c.reader->createTempViews(QStringLiteral("CREATE TEMP VIEW v_tagging AS SELECT twice(id) AS id FROM main.v_tagging")));
        QCOMPARE(c.one(QStringLiteral("SELECT twice(21), (SELECT count(*) FROM v_tagging)")), QStringLiteral("42|0"));
        QVERIFY(!c.reader->createTempViews(QStringLiteral("DELETE FROM tag")));
    }
};

QTEST_GUILESS_MAIN(TestActs)
#include "tst_acts.moc"
