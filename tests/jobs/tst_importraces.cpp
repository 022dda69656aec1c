// SPDX-License-Identifier: Apache-2.0
// Answers, signals and orders that come at the wrong moment: whatever is asked of an import while it runs, in the end
// every line is in the case once.
#include "models/casedb/sqlite/connection.h"
#include "tests/jobs/testimport.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSemaphore>
#include <QThreadPool>

#include <sys/resource.h>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

/// A file size limit stands for a full disk.
class FullDisk
{
public:
    FullDisk()
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
    }
    ~FullDisk() { clear(); }
    void fill(qint64 kib = 1)
    {
        rlimit tight = m_before;
        tight.rlim_cur = rlim_t(kib) << 10;
        ::setrlimit(RLIMIT_FSIZE, &tight);
    }
    void clear() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before = {};
};

} // namespace

class ImportRacesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void resumesWhatIsStillStopping();
    void resumesAJobThatIsBeingCancelled();
    void stopsWhileOpening();
    void staysPausedWhenItsWorkerDies();
    void leavesEndedJobsAlone();
    void readsAgainDuringAnImport();
    void opensAnewWhatIsReadAnotherWay();
    void takesAKeyWhileOpening();
    void sparesRemovedEvidence();
    void failsWhenTheCaseRefuses();
    void passesUnitsWithoutAMark();
    void finishesWhatWasCutOffAtTheEnd();
    void saysThatTheCaseCannotBeRead();
    void keepsWhatAFullDiskRefused();
    void goesOnAfterAFullDisk();
    void readsWhatIsFoundWhileTheRestIsListed();
    void comesBackWhileItWaitsForUnits();
    void survivesAnyOrder();

private:
    QString evidencePath(const QString &name = {}) const { return m_dir->filePath(u"evidence/"_s + name); }
    /// A log whose lines take a while.
    void writeSlowLog(int lines) const;
    void compareSlowLog(int lines) const;
    QStringList actions() const { return importedLines(*m_case); }
    qint64 events() const { return *(*m_case->reader())->eventCount(); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Case> m_case;
};

void ImportRacesTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    auto made = Case::create(m_dir->filePath(u"t.ashiato"_s), {}, u"Sato"_s);
    QVERIFY2(made.ok(), qPrintable(made ? QString() : made.error().detail));
    m_case = std::move(*made);
}

void ImportRacesTest::cleanup() { m_case.reset(); }

void ImportRacesTest::writeSlowLog(int lines) const
{
    QByteArray text;
    for (int i = 0; i < lines; ++i)
        text += "!sleep 1\nline " + QByteArray::number(i) + '\n';
    writeFile(evidencePath(u"a.lines"_s), text);
}

void ImportRacesTest::compareSlowLog(int lines) const
{
    const QStringList list = actions();
    QCOMPARE(list.size(), lines);
    for (int i = 0; i < lines; ++i)
        QCOMPARE(list[i], u"line %1"_s.arg(i));
    QVERIFY((*m_case->reader())->warnings()->empty());
}

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

void ImportRacesTest::staysPausedWhenItsWorkerDies()
{
    writeSlowLog(2000);
    TestImport service(*m_case);
    service.begin(evidencePath());
    QVERIFY(service.reachesLine(1));
    const qint64 job = service.jobOf(TaskKind::Import);
    service.pause(job);
    QTest::qWait(100);
    TestImport::killWorkers();
    QTest::qWait(500); // started again
    const qint64 before = events();
    QTest::qWait(500);
    QCOMPARE(events(), before);
    QVERIFY(before < 2000);
    QCOMPARE(service.stateOf(TaskKind::Import), JobState::Paused);
    service.resume(job);
    QVERIFY(service.becomesIdle());
    compareSlowLog(2000);
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
    service.readAgain(evidence);
    QVERIFY(service.becomesIdle());
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

/// By the time that the case refuses the batch, the worker has said "done" and the job seems to have ended well.
void ImportRacesTest::failsWhenTheCaseRefuses()
{
    writeFile(m_dir->filePath(u"evidence!refused/a.lines"_s), "one\n");
    TestImport service(*m_case);
    service.begin(m_dir->filePath(u"evidence!refused"_s));
    QVERIFY(service.becomesIdle());
    QCOMPARE(service.stateOf(TaskKind::Volumes), JobState::Failed);
    const auto warnings = (*m_case->reader())->warnings();
    QCOMPARE(warnings->size(), 1u);
    QCOMPARE(warnings->front().code, ErrorCode::Protocol);
}

/// A worker that is through with a unit and marks it not would be given it for ever.
void ImportRacesTest::passesUnitsWithoutAMark()
{
    writeFile(evidencePath(u"a.bin"_s), "x");
    writeFile(evidencePath(u"!mute"_s), "x");
    TestImport service(*m_case);
    const qint64 evidence = service.begin(evidencePath());
    QVERIFY(service.becomesIdle());
    service.hash(evidence);
    QVERIFY(service.becomesIdle());
    QCOMPARE(service.stateOf(TaskKind::Hash), JobState::Done);
    const auto warnings = (*m_case->reader())->warnings();
    QCOMPARE(warnings->size(), 1u);
    QVERIFY(warnings->front().path.endsWith(u"!mute"_s));
}

/// Killed between the end of the last job and the word that the evidence is imported.
void ImportRacesTest::finishesWhatWasCutOffAtTheEnd()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n");
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    {
        TestImport service(*m_case);
        service.import(evidence);
        QVERIFY(service.becomesIdle());
    }
    m_case->writer()->setEvidenceState(evidence, u"importing"_s).waitForFinished();
    ImportOptions options = testOptions();
    options.hashFiles = options.verify = true;
    TestImport service(*m_case, options);
    service.resumeAll();
    QVERIFY(service.becomesIdle());
    QCOMPARE((*m_case->reader())->evidenceById(evidence)->state, u"imported"_s);
    QVERIFY(service.jobOf(TaskKind::Hash) != 0);
    QCOMPARE(service.jobOf(TaskKind::Verify), 0); // a folder has no bytes of its own
}

void ImportRacesTest::saysThatTheCaseCannotBeRead()
{
    const auto rename = [&](const char *sql) {
        const auto other = Connection::open(m_case->databasePath(), Connection::Mode::Write);
        return other && (*other)->execute(sql);
    };
    writeFile(evidencePath(u"a.lines"_s), "one\n");
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    TestImport service(*m_case);
    QSignalSpy failed(&service, &ImportService::writingFailed);
    QVERIFY(rename("ALTER TABLE job_unit RENAME TO hidden"));
    service.import(evidence);
    QVERIFY(QTest::qWaitFor([&] { return service.hasBeenIdle() && !failed.isEmpty(); }, 10'000));
    QCOMPARE(failed.size(), 1);
    QVERIFY(rename("ALTER TABLE hidden RENAME TO job_unit"));
    service.forgetIdle();
    service.resumeAll();
    QVERIFY(service.becomesIdle());
    QCOMPARE(actions(), QStringList{u"one"_s});
}

/// A full disk refuses the order to import, then the batches of a worker: one word is enough to go on, each time.
void ImportRacesTest::keepsWhatAFullDiskRefused()
{
    writeSlowLog(2500);
    TestImport service(*m_case);
    QSignalSpy failed(&service, &ImportService::writingFailed);
    FullDisk disk;
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    disk.fill();
    service.import(evidence);
    QVERIFY(service.becomesIdle());
    QCOMPARE(failed.size(), 1);
    QVERIFY(service.jobs().empty());
    disk.clear();
    service.resumeAll();
    QVERIFY(service.reachesLine(1));
    QCOMPARE(failed.size(), 1);
    disk.fill();
    QVERIFY(failed.wait(60'000));
    QTRY_VERIFY_WITH_TIMEOUT(TestImport::workers().isEmpty(), 60'000); // what they bring could only be kept back
    QVERIFY(service.becomesIdle());
    disk.clear();
    service.resumeAll();
    QVERIFY(service.becomesIdle());
    QCOMPARE(failed.size(), 2);
    compareSlowLog(2500);
}

void ImportRacesTest::goesOnAfterAFullDisk()
{
    const auto writeLogs = [&] {
        for (int log = 0; log < 6; ++log) {
            QByteArray text;
            for (int line = 0; line < 4000; ++line)
                text += "log " + QByteArray::number(log) + " line " + QByteArray::number(line) + '\n';
            writeFile(evidencePath(u"%1.lines"_s.arg(log)), text);
        }
    };
    writeLogs();
    ImportOptions options = testOptions();
    TestImport service(*m_case, options);
    QSignalSpy failed(&service, &ImportService::writingFailed);
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    FullDisk disk;
    const qint64 used = std::max(QFileInfo(m_case->databasePath() + u"-wal"_s).size(), QFileInfo(m_case->databasePath()).size()) >> 10;
    disk.fill(used + 8); // the first word of the import finds it full
    service.import(evidence);
    int stops = 0;
    bool came = true;
    for (qint64 room = used + 64; came && stops < 40; room += 400) {
        came = service.becomesIdle();
        if (failed.isEmpty())
            break;
        ++stops;
        failed.clear();
        disk.fill(room);
        service.resumeAll();
    }
    disk.clear();
    if (!failed.isEmpty() || stops == 40) {
        service.resumeAll();
        came = service.becomesIdle();
    }
    QVERIFY(came);
    qInfo("stopped %d times", stops);
    QVERIFY(stops >= 2);
    const QStringList list = actions();
    QCOMPARE(list.size(), 6 * 4000);
    for (int i = 0; i < list.size(); ++i)
        QCOMPARE(list[i], u"log %1 line %2"_s.arg(i / 4000).arg(i % 4000));
    for (const JobProgress &job : service.jobs())
        QCOMPARE(job.state, JobState::Done);
    QCOMPARE((*m_case->reader())->evidenceById(evidence)->state, u"imported"_s);
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
