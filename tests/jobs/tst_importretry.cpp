// SPDX-License-Identifier: Apache-2.0
// What was left out since reading it ended the worker twice, read again by one order: the case is then the one that a worker
// without the fault would have made.
#include "tests/jobs/importfixture.h"

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class ImportRetryTest : public QObject, private ImportFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeCase(); }
    void cleanup() { m_case.reset(); }
    void readsWhatWasLeftOut();
    void readsTheRefusedFolder();
    void leavesOutAgainWhatStillEndsTheWorker();
    void keepsRowsWhileTheEvidenceIsAway();
    void keepsTags();
    void doesNothingWhereNothingIsLeftOut();

private:
    QString state(qint64 evidence) const { return (*m_case->reader())->evidenceById(evidence)->state; }
    qint64 retries() const
    {
        qint64 count = 0;
        const auto journal = (*m_case->reader())->journal();
        for (const JournalRow &row : *journal)
            count += row.act == u"evidence.retry" ? 1 : 0;
        return count;
    }
};

/// A line that was stepped over and a file that was set aside; the same bytes read by a worker without the fault.
void ImportRetryTest::readsWhatWasLeftOut()
{
    const auto write = [this](const QByteArray &bad) {
        writeFile(evidencePath(u"a.lines"_s), "one\n" + bad + "\ntwo\n");
        writeFile(evidencePath(u"b.blunt"_s), "three\n" + bad + "\nfour\n");
        writeFile(evidencePath(u"c.lines"_s), "five\n");
    };
    write("!crash");
    {
        TestImport service(*m_case);
        const qint64 evidence = service.begin(evidencePath());
        QVERIFY(service.becomesIdle());
        QCOMPARE(warnings().size(), size_t(2));
        QCOMPARE(state(evidence), u"incomplete"_s);
        write("!sleep"); // six characters as well
        service.retrySkipped();
        QVERIFY(service.becomesIdle());
        QVERIFY(warnings().empty());
        QCOMPARE(state(evidence), u"imported"_s);
        QCOMPARE(retries(), 1);
    }
    const QStringList retried = dumpCase(*m_case).split(u'\n');

    const QString folder = evidencePath();
    const auto kept = std::move(m_dir);
    makeCase();
    TestImport whole(*m_case);
    QVERIFY(whole.begin(folder) != 0);
    QVERIFY(whole.becomesIdle());
    QCOMPARE(retried, dumpCase(*m_case).split(u'\n'));
}

void ImportRetryTest::readsTheRefusedFolder()
{
    writeFile(evidencePath(u"d10/!refused/deep/a.lines"_s), "one\n");
    writeFile(evidencePath(u"d19/a.lines"_s), "two\n");
    TestImport service(*m_case);
    const qint64 evidence = service.begin(evidencePath());
    QVERIFY(service.becomesIdle());
    QCOMPARE(warnings().size(), size_t(1));
    QCOMPARE(actions(), QStringList{u"two"_s});
    service.retrySkipped(); // it is refused once more, and said once
    QVERIFY(service.becomesIdle());
    QCOMPARE(warnings().size(), size_t(1));
    QCOMPARE(state(evidence), u"incomplete"_s);
    QCOMPARE(retries(), 1);
    QCOMPARE(*(*m_case->reader())->fileCount(), 5); // root, d10, !refused, d19, its log: none of them twice
}

void ImportRetryTest::leavesOutAgainWhatStillEndsTheWorker()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n!crash\ntwo\n");
    TestImport service(*m_case);
    const qint64 evidence = service.begin(evidencePath());
    QVERIFY(service.becomesIdle());
    const QString before = dumpCase(*m_case);
    service.retrySkipped();
    QVERIFY(service.becomesIdle());
    QCOMPARE(dumpCase(*m_case), before);
    QCOMPARE(warnings().size(), size_t(1));
    QCOMPARE(warnings().front().offset, 4);
    QCOMPARE(state(evidence), u"incomplete"_s);
    QCOMPARE((*m_case->reader())->jobs()->back().skipped, 1);
}

void ImportRetryTest::keepsRowsWhileTheEvidenceIsAway()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n!crash\ntwo\n");
    TestImport service(*m_case);
    service.begin(evidencePath());
    QVERIFY(service.becomesIdle());
    const QString before = dumpCase(*m_case);
    QVERIFY(QFile::rename(m_dir->filePath(u"evidence"_s), m_dir->filePath(u"away"_s)));
    QSignalSpy failed(&service, &ImportService::evidenceFailed);
    service.retrySkipped();
    QVERIFY(service.becomesIdle());
    QCOMPARE(failed.count(), 1);
    QCOMPARE(dumpCase(*m_case), before);
    QCOMPARE(retries(), 0);
}

void ImportRetryTest::keepsTags()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n!crash\ntwo\n");
    TestImport service(*m_case);
    service.begin(evidencePath());
    QVERIFY(service.becomesIdle());
    auto rows = (*m_case->reader())->sql(u"SELECT e.id FROM event e JOIN text t ON t.id = e.action_id WHERE t.value = 'two'"_s);
    QVERIFY(rows && rows->next());
    const qint64 two = rows->text(0).toLongLong();
    const auto tag = m_case->writer()->act(Act::tagCreate(u"試"_s, u"try"_s, u"#ff0000"_s, {}, Severity::High)).result();
    QVERIFY(tag);
    QVERIFY(m_case->writer()->act(Act::tagAdd(tag->id, TargetKind::Event, {two})).result());
    writeFile(evidencePath(u"a.lines"_s), "one\n!sleep\ntwo\n");
    service.retrySkipped();
    QVERIFY(service.becomesIdle());
    auto bound = (*m_case->reader())->sql(u"SELECT t.value FROM tagging g JOIN event e ON e.id = g.target_id JOIN text t ON t.id = e.action_id"_s);
    QVERIFY(bound && bound->next());
    QCOMPARE(bound->text(0), u"two"_s);
}

void ImportRetryTest::doesNothingWhereNothingIsLeftOut()
{
    writeFile(evidencePath(u"a.lines"_s), "one\ntwo\n");
    TestImport service(*m_case);
    const qint64 evidence = service.begin(evidencePath());
    QVERIFY(service.becomesIdle());
    const QString before = dumpCase(*m_case);
    service.retrySkipped();
    QVERIFY(service.becomesIdle());
    QCOMPARE(dumpCase(*m_case), before);
    QCOMPARE(retries(), 0);
    QCOMPARE(state(evidence), u"imported"_s);
}

QTEST_GUILESS_MAIN(ImportRetryTest)
#include "tst_importretry.moc"
