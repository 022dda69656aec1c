// SPDX-License-Identifier: Apache-2.0
// Answers, signals and orders that come at the wrong moment: whatever is asked of an import while it runs, in the end
// every line is in the case once.
#include "tests/jobs/importfixture.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSemaphore>
#include <QThreadPool>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class ImportRacesTest : public QObject, private ImportFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeCase(); }
    void cleanup() { m_case.reset(); }
    void resumesWhatIsStillStopping();
    void resumesAJobThatIsBeingCancelled();
    void stopsWhileOpening();
    void leavesEndedJobsAlone();
    void readsAgainDuringAnImport();
    void opensAnewWhatIsReadAnotherWay();
    void readsWhatAnEarlierProcessDidNot();
    void takesAKeyWhileOpening();
    void sparesRemovedEvidence();
    void readsWhatIsFoundWhileTheRestIsListed();
    void comesBackWhileItWaitsForUnits();
    void survivesAnyOrder();
};

void ImportRacesTest::resumesWhatIsStillStopping()
{
    writeSlowLog(1500);
    TestImport service(*m_case);
    service.begin(evidencePath());
    for (int lines = 1; lines <= 3; ++lines) {
        QVERIFY(service.reachesLine(lines));
        service.stop();
        service.resumeAll(); // before the worker has heard of it
    }
    QVERIFY(service.becomesIdle());
    compareSlowLog(1500);
}

void ImportRacesTest::resumesAJobThatIsBeingCancelled()
{
    writeSlowLog(1000);
    TestImport service(*m_case);
    service.begin(evidencePath());
    QVERIFY(service.reachesLine(1));
    const qint64 job = service.jobOf(TaskKind::Import);
    service.cancel(job);
    service.resume(job);
    QVERIFY(service.becomesIdle());
    compareSlowLog(1000);
}

void ImportRacesTest::stopsWhileOpening()
{
    writeFile(m_dir->filePath(u"evidence!slow/a.lines"_s), "one\n");
    TestImport service(*m_case);
    service.begin(m_dir->filePath(u"evidence!slow"_s));
    QTRY_COMPARE(service.stateOf(TaskKind::Volumes), JobState::Running);
    QTest::qWait(300);
    QElapsedTimer clock;
    clock.start();
    service.stop();
    QVERIFY(service.becomesIdle());
    QVERIFY2(clock.elapsed() < 20'000, qPrintable(QString::number(clock.elapsed()))); // not at the end of its opening
    QCOMPARE(service.stateOf(TaskKind::Volumes), JobState::Paused);
}

void ImportRacesTest::leavesEndedJobsAlone()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n");
    TestImport service(*m_case);
    service.begin(evidencePath());
    QVERIFY(service.becomesIdle());
    const auto jobs = [&] {
        const auto rows = (*m_case->reader())->jobs();
        QStringList list;
        for (const JobRow &row : *rows)
            list << jobStateId(row.state) + u' ' + row.startedAt + u' ' + row.endedAt;
        return list;
    };
    const QString before = dumpCase(*m_case);
    const QStringList ended = jobs();
    QCOMPARE(ended.filter(u"done "_s).size(), 3);
    QSignalSpy finished(&service, &ImportService::jobFinished);
    // Each by itself: one may take back what another did.
    for (const auto order : {&ImportService::pause, &ImportService::cancel, &ImportService::resume}) {
        for (const JobProgress &job : std::vector<JobProgress>(service.jobs()))
            (service.*order)(job.jobId);
        QTRY_VERIFY(!service.isBusy());
        QCOMPARE(jobs(), ended);
    }
    service.resumeAll();
    QVERIFY(service.becomesIdle());
    QTRY_VERIFY(!service.isBusy());
    QVERIFY(finished.isEmpty());
    QCOMPARE(jobs(), ended);
    QCOMPARE(dumpCase(*m_case), before);
}

void ImportRacesTest::readsAgainDuringAnImport()
{
    writeSlowLog(1500);
    TestImport service(*m_case);
    const qint64 evidence = service.begin(evidencePath());
    QVERIFY(service.reachesLine(1));
    QSignalSpy finished(&service, &ImportService::jobFinished);
    service.readAgain(evidence);
    service.readAgain(evidence);
    QVERIFY(service.becomesIdle());
    compareSlowLog(1500);
    QCOMPARE(service.stateOf(TaskKind::Import), JobState::Done);
    // The reading that was under way was broken off, not brought to its end for nothing.
    const qint64 job = service.jobOf(TaskKind::Import);
    QCOMPARE(std::count_if(finished.begin(), finished.end(), [&](const QVariantList &end) {
        return end[0].toLongLong() == job && end[1].value<JobState>() == JobState::Done;
    }), 1);
}

/// The worker that lists the files was told the old encoding; what is read once they are listed needs another.
void ImportRacesTest::opensAnewWhatIsReadAnotherWay()
{
    writeFile(evidencePath(u"a.lines"_s), "!encoding\n");
    writeFile(evidencePath(u"!slow"_s), "x");
    ImportOptions options = testOptions();
    options.workers = 1;
    TestImport service(*m_case, options);
    const qint64 evidence = service.begin(evidencePath());
    QTRY_COMPARE(service.stateOf(TaskKind::Walk), JobState::Running);
    QTest::qWait(200);
    m_case->writer()->act(Act::evidenceSet(evidence, {{u"encoding"_s, u"CP932"_s}})).waitForFinished();
    QVERIFY(service.becomesIdle());
    QCOMPARE(actions(), QStringList{u"CP932"_s});
    // Every act that changes it, or takes a change back, has it read again; another change of the evidence does not.
    QSignalSpy finished(&service, &ImportService::jobFinished);
    const auto changes = [&](const std::function<QFuture<Result<ActDone>>()> &act, const QString &encoding, int readings) {
        finished.clear();
        QVERIFY(act().result());
        QTRY_COMPARE(finished.size(), readings);
        QTRY_VERIFY(!service.isBusy());
        QCOMPARE(finished.size(), readings);
        QCOMPARE(actions(), QStringList{encoding});
    };
    changes([&] { return m_case->writer()->undo(); }, {}, 1);
    changes([&] { return m_case->writer()->redo(); }, u"CP932"_s, 1);
    changes([&] { return m_case->writer()->act(Act::evidenceSet(evidence, {{u"encoding"_s, u"EUC-JP"_s}})); }, u"EUC-JP"_s, 1);
    changes([&] { return m_case->writer()->act(Act::evidenceSet(evidence, {{u"note"_s, u"seen"_s}})); }, u"EUC-JP"_s, 0);
}

/// The process ended between the act and the reading: the next one makes up for it.
void ImportRacesTest::readsWhatAnEarlierProcessDidNot()
{
    writeFile(evidencePath(u"a.lines"_s), "!encoding\n");
    qint64 evidence = 0;
    {
        TestImport service(*m_case);
        evidence = service.begin(evidencePath());
        QVERIFY(service.becomesIdle());
    }
    QVERIFY(m_case->writer()->act(Act::evidenceSet(evidence, {{u"encoding"_s, u"CP932"_s}})).result());
    TestImport service(*m_case);
    service.resumeAll();
    QVERIFY(service.becomesIdle());
    QTRY_VERIFY(!service.isBusy());
    QCOMPARE(actions(), QStringList{u"CP932"_s});
}

void ImportRacesTest::takesAKeyWhileOpening()
{
    writeFile(m_dir->filePath(u"evidence!locked/a.lines"_s), "one\n");
    TestImport service(*m_case);
    QSignalSpy failed(&service, &ImportService::evidenceFailed);
    const qint64 evidence = service.begin(m_dir->filePath(u"evidence!locked"_s));
    QTRY_COMPARE(service.stateOf(TaskKind::Volumes), JobState::Running);
    QTest::qWait(100); // it is being opened without
    service.setKey(evidence, u"secret"_s);
    QVERIFY(service.becomesIdle());
    QCOMPARE(actions(), QStringList{u"one"_s});
    QVERIFY(failed.isEmpty());
}

void ImportRacesTest::sparesRemovedEvidence()
{
    constexpr int kLines = 1000;
    writeSlowLog(kLines);
    TestImport service(*m_case);
    const qint64 evidence = service.begin(evidencePath());
    QTRY_COMPARE(service.stateOf(TaskKind::Import), JobState::Running);
    service.pause(service.jobOf(TaskKind::Import)); // it would not end by itself
    m_case->writer()->act(Act::evidenceRemove(evidence)).waitForFinished();
    QVERIFY(service.becomesIdle());
    QVERIFY(service.jobs().empty() && !service.isBusy());
    QVERIFY(actions().size() < kLines); // it was stopped, and did not end
    m_case->writer()->undo().waitForFinished();
    QVERIFY(QTest::qWaitFor([&] { return service.hasBeenIdle() && !service.isBusy() && !service.jobs().empty(); }, 30'000));
    compareSlowLog(kLines);
}

void ImportRacesTest::readsWhatIsFoundWhileTheRestIsListed()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n");
    for (int folder = 10; folder < 24; ++folder)
        writeFile(evidencePath(u"d%1/!slow"_s.arg(folder)), "x"); // half a second each
    TestImport service(*m_case);
    service.begin(evidencePath());
    QVERIFY(service.reachesLine(1));
    QCOMPARE(service.stateOf(TaskKind::Walk), JobState::Running);
    QVERIFY(service.becomesIdle());
    QCOMPARE(actions(), QStringList{u"one"_s});
}

/// The answer to what is left, asked of the case before the worker died, comes between its death and the next start.
void ImportRacesTest::comesBackWhileItWaitsForUnits()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n");
    for (int folder = 10; folder < 30; ++folder)
        writeFile(evidencePath(u"d%1/!slow"_s.arg(folder)), "x"); // half a second each
    writeFile(evidencePath(u"d29/z.lines"_s), "two\n"); // found last
    TestImport service(*m_case);
    service.begin(evidencePath());
    QVERIFY(QTest::qWaitFor([&] { return *(*m_case->reader())->fileCount() > 5; }, 20'000));
    QVERIFY(service.reachesLine(1));
    QTest::qWait(200); // it waits for more
    QCOMPARE(service.stateOf(TaskKind::Walk), JobState::Running);
    QThreadPool *pool = QThreadPool::globalInstance();
    const int threads = pool->maxThreadCount();
    pool->setMaxThreadCount(1);
    QSemaphore asked;
    pool->start([&] { asked.acquire(); });
    QTest::qWait(150); // it asks again
    const QList<qint64> workers = TestImport::workers();
    QCOMPARE(workers.size(), 2);
    ::kill(pid_t(workers.last()), SIGKILL);
    QVERIFY(QTest::qWaitFor([&] { return service.restartsOf(TaskKind::Import) == 1; }, 60'000));
    asked.release();
    pool->setMaxThreadCount(threads);
    QVERIFY(service.becomesIdle());
    QCOMPARE(actions(), (QStringList{u"one"_s, u"two"_s}));
    QVERIFY((*m_case->reader())->warnings()->empty());
}

/// Everything that a user may press, and dying workers, at random; then resumed to the end. ASHIATO_SEED sets the seed.
void ImportRacesTest::survivesAnyOrder()
{
    constexpr int kLines = 400;
    bool given = false;
    quint32 seed = quint32(qEnvironmentVariableIntValue("ASHIATO_SEED", &given));
    if (!given)
        seed = QRandomGenerator::system()->generate() & 0x7fffffff;
    const int steps = qEnvironmentVariableIsSet("ASHIATO_LONG") ? 1500 : 150;
    qInfo("seed %u, %d steps", seed, steps);
    QRandomGenerator random(seed);
    QByteArray text;
    for (int i = 0; i < kLines; ++i)
        text += "!sleep 1\nline " + QByteArray::number(i) + '\n';
    std::vector<qint64> exhibits;
    for (int i = 0; i < 3; ++i) {
        for (int folder = 0; folder < 20; ++folder)
            writeFile(m_dir->filePath(u"e%1/d%2/x.bin"_s.arg(i).arg(folder)), "x");
        writeFile(m_dir->filePath(u"e%1/a.lines"_s.arg(i)), text);
        writeFile(m_dir->filePath(u"e%1/d7/b.lines"_s.arg(i)), text);
        exhibits.push_back(addEvidence(*m_case, m_dir->filePath(u"e%1"_s.arg(i))));
    }
    TestImport service(*m_case);
    for (const qint64 evidence : exhibits)
        service.import(evidence);
    for (int step = 0; step < steps; ++step) {
        QTest::qWait(random.bounded(4) ? random.bounded(40) : 0);
        const auto &jobs = service.jobs();
        const qint64 job = jobs.empty() ? 0 : jobs[size_t(random.bounded(int(jobs.size())))].jobId;
        const qint64 evidence = exhibits[size_t(random.bounded(int(exhibits.size())))];
        const QList<qint64> workers = TestImport::workers();
        switch (random.bounded(12)) {
        case 0: service.stop(); break;
        case 1:
        case 2: service.resumeAll(); break;
        case 3: service.pause(job); break;
        case 4:
        case 5: service.resume(job); break;
        case 6: service.cancel(job); break;
        case 7: service.readAgain(evidence); break;
        case 8: service.setKey(evidence, QString::number(step)); break;
        case 9: service.import(evidence); break;
        case 10:
            m_case->writer()->act(Act::evidenceRemove(evidence)).waitForFinished();
            QTest::qWait(random.bounded(100));
            m_case->writer()->undo().waitForFinished();
            break;
        default:
            if (step % 20 == 0 && !workers.isEmpty()) // two deaths in one place would be a warning
                ::kill(pid_t(workers[random.bounded(int(workers.size()))]), SIGKILL);
        }
    }
    // Cancelled and failed jobs are resumed by name, all others together.
    for (int round = 0; round < 3; ++round) {
        QVERIFY(QTest::qWaitFor([&] { return service.jobs().size() >= 6; }, 10'000));
        service.forgetIdle();
        service.resumeAll();
        for (const JobProgress &job : std::vector<JobProgress>(service.jobs()))
            service.resume(job.jobId);
        QVERIFY(QTest::qWaitFor([&] { return service.hasBeenIdle() && !service.isBusy(); }, 60'000));
    }
    for (const JobProgress &job : service.jobs())
        QCOMPARE(job.state, JobState::Done);
    const auto warnings = (*m_case->reader())->warnings();
    QVERIFY2(warnings->empty(), warnings->empty() ? "" : qPrintable(warnings->front().detail));
    const QStringList list = actions();
    QCOMPARE(list.size(), 6 * kLines);
    QMap<QString, int> count;
    for (const QString &line : list)
        ++count[line];
    for (int i = 0; i < kLines; ++i)
        QCOMPARE(count.value(u"line %1"_s.arg(i)), 6);
    QCOMPARE(*(*m_case->reader())->fileCount(), 3 * (1 + 20 + 20 + 2));
}

QTEST_GUILESS_MAIN(ImportRacesTest)
#include "tst_importraces.moc"
