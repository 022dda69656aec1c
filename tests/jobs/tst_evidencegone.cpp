// SPDX-License-Identifier: Apache-2.0
// Evidence that is not there for a while: what could not be read says so, and is read when the evidence is back.
#include "tests/jobs/importfixture.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class EvidenceGoneTest : public QObject, private ImportFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeCase(); }
    void cleanup() { m_case.reset(); }
    void readsWhatWasMissing();
    void readsWhatWasMissing_byAnotherProcess();
    void readsTheFileThatWasAway();
    void goesOnWhereItWasTakenAway();
    void isNotImportedWithAPartGivenUp();
    void keepsAResultThatWillNotChange();

private:
    QString state(qint64 evidence) const { return (*m_case->reader())->evidenceById(evidence)->state; }
    bool move(const QString &from, const QString &to) const { return QFile::rename(m_dir->filePath(from), m_dir->filePath(to)); }
};

void EvidenceGoneTest::readsWhatWasMissing()
{
    writeFile(evidencePath(u"a.lines"_s), "one\ntwo\n");
    TestImport service(*m_case);
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    QVERIFY(move(u"evidence"_s, u"away"_s));
    service.import(evidence);
    QVERIFY(service.becomesIdle());
    QCOMPARE(state(evidence), u"failed"_s);
    QCOMPARE(service.stateOf(TaskKind::Volumes), JobState::Failed);
    for (int again = 0; again < 2; ++again) { // still away
        service.resumeAll();
        QVERIFY(service.becomesIdle());
        QCOMPARE(state(evidence), u"failed"_s);
    }
    QVERIFY(move(u"away"_s, u"evidence"_s));
    service.resumeAll();
    QVERIFY(service.becomesIdle());
    QCOMPARE(state(evidence), u"imported"_s);
    QCOMPARE(actions(), (QStringList{u"one"_s, u"two"_s}));
    QVERIFY(warnings().empty());
}

void EvidenceGoneTest::readsWhatWasMissing_byAnotherProcess()
{
    writeFile(evidencePath(u"a.lines"_s), "one\ntwo\n");
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    QVERIFY(move(u"evidence"_s, u"away"_s));
    {
        TestImport service(*m_case);
        service.import(evidence);
        QVERIFY(service.becomesIdle());
    }
    QVERIFY(move(u"away"_s, u"evidence"_s));
    TestImport service(*m_case);
    service.import(evidence);
    QVERIFY(service.becomesIdle());
    QCOMPARE(state(evidence), u"imported"_s);
    QCOMPARE(actions(), (QStringList{u"one"_s, u"two"_s}));
}

/// One file of a folder: the others are read, and that one is not said to be.
void EvidenceGoneTest::readsTheFileThatWasAway()
{
    writeFile(evidencePath(u"a.lines"_s), QByteArray("!sleep 2\none\n").repeated(1500));
    writeFile(evidencePath(u"b.lines"_s), "two\n");
    writeFile(evidencePath(u"c.lines"_s), "three\n");
    TestImport service(*m_case);
    const qint64 evidence = service.begin(evidencePath());
    QVERIFY(service.reachesLine(1));
    QVERIFY(move(u"evidence/b.lines"_s, u"b.away"_s));
    QVERIFY(service.becomesIdle());
    QCOMPARE(actions().count(u"two"_s), 0);
    QCOMPARE(actions().count(u"three"_s), 1);
    QCOMPARE(state(evidence), u"incomplete"_s);
    QCOMPARE(service.stateOf(TaskKind::Import), JobState::Failed);
    QCOMPARE(warnings().size(), size_t(1));
    QCOMPARE(warnings().front().code, ErrorCode::NotFound);
    QVERIFY(warnings().front().path.endsWith(u"b.lines"_s));
    const auto rows = (*m_case->reader())->jobs();
    QCOMPARE(rows->back().unitsFailed, 1);
    QVERIFY(rows->back().error.startsWith(u"not_found"_s));
    QVERIFY(move(u"b.away"_s, u"evidence/b.lines"_s));
    service.import(evidence);
    QVERIFY(service.becomesIdle());
    QCOMPARE(actions().size(), 1502);
    QCOMPARE(actions().count(u"two"_s), 1);
    QVERIFY(warnings().empty());
    QCOMPARE(state(evidence), u"imported"_s);
}

void EvidenceGoneTest::goesOnWhereItWasTakenAway()
{
    writeSlowLog(1500);
    TestImport service(*m_case);
    const qint64 evidence = service.begin(evidencePath());
    QVERIFY(service.reachesLine(1));
    QVERIFY(move(u"evidence"_s, u"away"_s));
    TestImport::killWorkers();
    QVERIFY(service.becomesIdle());
    const qint64 before = events();
    QVERIFY(before > 0 && before < 1500);
    QCOMPARE(state(evidence), u"incomplete"_s);
    QVERIFY(move(u"away"_s, u"evidence"_s));
    service.resumeAll();
    QVERIFY(service.becomesIdle());
    compareSlowLog(1500);
    QCOMPARE(state(evidence), u"imported"_s);
}

void EvidenceGoneTest::isNotImportedWithAPartGivenUp()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n!crash\ntwo\n");
    writeFile(evidencePath(u"b.lines"_s), QByteArray("!sleep 2\none\n").repeated(20'000));
    TestImport service(*m_case);
    const qint64 evidence = service.begin(evidencePath());
    QVERIFY(QTest::qWaitFor([&] { return events() > 100 && !warnings().empty(); }, 60'000));
    service.cancel(service.jobOf(TaskKind::Import));
    QVERIFY(service.becomesIdle());
    QCOMPARE(state(evidence), u"incomplete"_s);
    writeFile(evidencePath(u"b.lines"_s), "");
    service.resume(service.jobOf(TaskKind::Import));
    QVERIFY(service.becomesIdle());
    QCOMPARE(service.stateOf(TaskKind::Import), JobState::Done);
    QCOMPARE(state(evidence), u"incomplete"_s); // a line was stepped over
    const auto rows = (*m_case->reader())->jobs();
    QCOMPARE(rows->back().skipped, 1);
}

/// What needs a key waits for it, and an order to import does not make it anything else.
void EvidenceGoneTest::keepsAResultThatWillNotChange()
{
    writeFile(m_dir->filePath(u"evidence!locked/a.lines"_s), "one\n");
    TestImport service(*m_case);
    const qint64 evidence = service.begin(m_dir->filePath(u"evidence!locked"_s));
    QVERIFY(service.becomesIdle());
    QCOMPARE(state(evidence), u"waiting_for_key"_s);
    service.import(evidence);
    QVERIFY(service.becomesIdle());
    QCOMPARE(state(evidence), u"waiting_for_key"_s);
    service.setKey(evidence, u"key"_s);
    QVERIFY(service.becomesIdle());
    QCOMPARE(state(evidence), u"imported"_s);
    QCOMPARE(actions(), QStringList{u"one"_s});
}

QTEST_GUILESS_MAIN(EvidenceGoneTest)
#include "tst_evidencegone.moc"
