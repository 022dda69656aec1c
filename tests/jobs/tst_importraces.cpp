// SPDX-License-Identifier: Apache-2.0
// Answers, signals and orders that come at the wrong moment: whatever is asked of an import while it runs, in the end
// every line is in the case once.
#include "tests/jobs/jobtest.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>

#include <csignal>

#include <sys/resource.h>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

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
    void goesOnAfterAFullDisk();
    void survivesAnyOrder();

private:
    QString evidencePath(const QString &name = {}) const { return m_dir->filePath(u"evidence/"_s + name); }
    /// A log whose lines take a while.
    void writeSlowLog(int lines) const;
    void compareSlowLog(int lines) const;
    QStringList actions() const;
    qint64 events() const { return *(*m_case->reader())->eventCount(); }
    static qint64 jobOf(const ImportService &service, TaskKind kind);
    static JobState stateOf(const ImportService &service, TaskKind kind);
    bool waitForLines(int lines) const;

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

QStringList ImportRacesTest::actions() const
{
    auto reader = m_case->reader();
    auto rows = (*reader)->sql(u"SELECT t.value FROM event e LEFT JOIN text t ON t.id = e.action_id"
                               " JOIN file f ON f.id = e.file_id ORDER BY f.name, e.pos_offset"_s);
    QStringList list;
    while (rows && rows->next())
        list << rows->text(0);
    return list;
}

qint64 ImportRacesTest::jobOf(const ImportService &service, TaskKind kind)
{
    for (const JobProgress &job : service.jobs()) {
        if (job.kind == kind)
            return job.jobId;
    }
    return 0;
}

JobState ImportRacesTest::stateOf(const ImportService &service, TaskKind kind)
{
    for (const JobProgress &job : service.jobs()) {
        if (job.kind == kind)
            return job.state;
    }
    return JobState::Pending;
}

bool ImportRacesTest::waitForLines(int lines) const
{
    return QTest::qWaitFor([&] { return events() >= lines; }, 20'000);
}

void ImportRacesTest::resumesWhatIsStillStopping()
{
    writeSlowLog(1500);
    ImportService service(*m_case, testOptions());
    QSignalSpy idle(&service, &ImportService::idle);
    service.import(addEvidence(*m_case, evidencePath()));
    for (int lines = 1; lines <= 3; ++lines) {
        QVERIFY(waitForLines(lines));
        service.stop();
        service.resumeAll(); // before the worker has heard of it
    }
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 30'000));
    compareSlowLog(1500);
}

void ImportRacesTest::resumesAJobThatIsBeingCancelled()
{
    writeSlowLog(1000);
    ImportService service(*m_case, testOptions());
    QSignalSpy idle(&service, &ImportService::idle);
    service.import(addEvidence(*m_case, evidencePath()));
    QVERIFY(waitForLines(1));
    const qint64 job = jobOf(service, TaskKind::Import);
    service.cancel(job);
    service.resume(job);
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 30'000));
    compareSlowLog(1000);
}

void ImportRacesTest::stopsWhileOpening()
{
    writeFile(m_dir->filePath(u"evidence!slow/a.lines"_s), "one\n");
    ImportService service(*m_case, testOptions());
    QSignalSpy idle(&service, &ImportService::idle);
    service.import(addEvidence(*m_case, m_dir->filePath(u"evidence!slow"_s)));
    QTRY_COMPARE(stateOf(service, TaskKind::Volumes), JobState::Running);
    QTest::qWait(300);
    QElapsedTimer clock;
    clock.start();
    service.stop();
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 4000));
    QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(stateOf(service, TaskKind::Volumes), JobState::Paused);
}

void ImportRacesTest::staysPausedWhenItsWorkerDies()
{
    writeSlowLog(3000);
    ImportService service(*m_case, testOptions());
    QSignalSpy idle(&service, &ImportService::idle);
    service.import(addEvidence(*m_case, evidencePath()));
    QVERIFY(waitForLines(1));
    const qint64 job = jobOf(service, TaskKind::Import);
    service.pause(job);
    QTest::qWait(100);
    for (const qint64 worker : childrenOf(QCoreApplication::applicationPid()))
        ::kill(pid_t(worker), SIGKILL);
    QTest::qWait(500); // started again
    const qint64 before = events();
    QTest::qWait(500);
    QCOMPARE(events(), before);
    QVERIFY(before < 3000);
    QCOMPARE(stateOf(service, TaskKind::Import), JobState::Paused);
    service.resume(job);
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 30'000));
    compareSlowLog(3000);
}

void ImportRacesTest::leavesEndedJobsAlone()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n");
    ImportService service(*m_case, testOptions());
    QSignalSpy idle(&service, &ImportService::idle);
    service.import(addEvidence(*m_case, evidencePath()));
    QTRY_VERIFY(!idle.isEmpty());
    const QString before = dumpCase(*m_case);
    for (const JobProgress &job : std::vector<JobProgress>(service.jobs())) {
        service.pause(job.jobId);
        service.cancel(job.jobId);
        service.resume(job.jobId);
    }
    service.resumeAll();
    QTRY_VERIFY(idle.size() > 1 && !service.isBusy());
    const auto rows = (*m_case->reader())->jobs();
    for (const JobRow &row : *rows)
        QCOMPARE(row.state, JobState::Done);
    QCOMPARE(dumpCase(*m_case), before);
}

void ImportRacesTest::readsAgainDuringAnImport()
{
    writeSlowLog(1500);
    ImportService service(*m_case, testOptions());
    QSignalSpy idle(&service, &ImportService::idle);
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    service.import(evidence);
    QVERIFY(waitForLines(1));
    service.readAgain(evidence);
    service.readAgain(evidence);
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 30'000));
    compareSlowLog(1500);
    QCOMPARE(stateOf(service, TaskKind::Import), JobState::Done);
}

/// The worker that lists the files was told the old encoding; what is read once they are listed needs another.
void ImportRacesTest::opensAnewWhatIsReadAnotherWay()
{
    writeFile(evidencePath(u"a.lines"_s), "!encoding\n");
    writeFile(evidencePath(u"!slow"_s), "x");
    ImportOptions options = testOptions();
    options.workers = 1;
    ImportService service(*m_case, options);
    QSignalSpy idle(&service, &ImportService::idle);
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    service.import(evidence);
    QTRY_COMPARE(stateOf(service, TaskKind::Walk), JobState::Running);
    QTest::qWait(200);
    m_case->writer()->act(Act::evidenceSet(evidence, {{u"encoding"_s, u"CP932"_s}})).waitForFinished();
    service.readAgain(evidence);
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 30'000));
    QCOMPARE(actions(), QStringList{u"CP932"_s});
}

void ImportRacesTest::takesAKeyWhileOpening()
{
    writeFile(m_dir->filePath(u"evidence!locked/a.lines"_s), "one\n");
    ImportService service(*m_case, testOptions());
    QSignalSpy idle(&service, &ImportService::idle), failed(&service, &ImportService::evidenceFailed);
    const qint64 evidence = addEvidence(*m_case, m_dir->filePath(u"evidence!locked"_s));
    service.import(evidence);
    QTRY_COMPARE(stateOf(service, TaskKind::Volumes), JobState::Running);
    QTest::qWait(100); // it is being opened without
    service.setKey(evidence, u"secret"_s);
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 10'000));
    QCOMPARE(actions(), QStringList{u"one"_s});
    QVERIFY(failed.isEmpty());
}

void ImportRacesTest::sparesRemovedEvidence()
{
    writeSlowLog(1500);
    ImportService service(*m_case, testOptions());
    QSignalSpy idle(&service, &ImportService::idle);
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    service.import(evidence);
    QVERIFY(waitForLines(1));
    m_case->writer()->act(Act::evidenceRemove(evidence)).waitForFinished();
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 2000));
    QVERIFY(service.jobs().empty() && !service.isBusy());
    idle.clear();
    m_case->writer()->undo().waitForFinished();
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty() && !service.isBusy() && !service.jobs().empty(); }, 30'000));
    compareSlowLog(1500);
}

/// By the time that the case refuses the batch, the worker has said "done" and the job seems to have ended well.
void ImportRacesTest::failsWhenTheCaseRefuses()
{
    writeFile(m_dir->filePath(u"evidence!refused/a.lines"_s), "one\n");
    ImportService service(*m_case, testOptions());
    QSignalSpy idle(&service, &ImportService::idle);
    service.import(addEvidence(*m_case, m_dir->filePath(u"evidence!refused"_s)));
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 30'000));
    QCOMPARE(stateOf(service, TaskKind::Volumes), JobState::Failed);
    const auto warnings = (*m_case->reader())->warnings();
    QCOMPARE(warnings->size(), 1u);
    QCOMPARE(warnings->front().code, ErrorCode::Protocol);
}

/// A worker that is through with a unit and marks it not would be given it for ever.
void ImportRacesTest::passesUnitsWithoutAMark()
{
    writeFile(evidencePath(u"a.bin"_s), "x");
    writeFile(evidencePath(u"!mute"_s), "x");
    ImportService service(*m_case, testOptions());
    QSignalSpy idle(&service, &ImportService::idle);
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    service.import(evidence);
    QTRY_VERIFY(!idle.isEmpty());
    idle.clear();
    service.hash(evidence);
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 30'000));
    QCOMPARE(stateOf(service, TaskKind::Hash), JobState::Done);
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
        ImportService service(*m_case, testOptions());
        QSignalSpy idle(&service, &ImportService::idle);
        service.import(evidence);
        QTRY_VERIFY(!idle.isEmpty());
    }
    m_case->writer()->setEvidenceState(evidence, u"importing"_s).waitForFinished();
    ImportOptions options = testOptions();
    options.hashFiles = options.verify = true;
    ImportService service(*m_case, options);
    QSignalSpy idle(&service, &ImportService::idle);
    service.resumeAll();
    QTRY_VERIFY(!idle.isEmpty());
    QCOMPARE((*m_case->reader())->evidenceById(evidence)->state, u"imported"_s);
    QVERIFY(jobOf(service, TaskKind::Hash) != 0);
    QCOMPARE(jobOf(service, TaskKind::Verify), 0); // a folder has no bytes of its own
}

void ImportRacesTest::saysThatTheCaseCannotBeRead()
{
    const auto sql = [&](const QString &text) {
        QProcess shell;
        shell.start(u"sqlite3"_s, {m_case->databasePath(), text});
        return shell.waitForFinished() && shell.exitCode() == 0;
    };
    writeFile(evidencePath(u"a.lines"_s), "one\n");
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    ImportService service(*m_case, testOptions());
    QSignalSpy idle(&service, &ImportService::idle), failed(&service, &ImportService::writingFailed);
    if (!sql(u"ALTER TABLE job_unit RENAME TO hidden"_s))
        QSKIP("needs the sqlite3 shell");
    service.import(evidence);
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty() && !failed.isEmpty(); }, 10'000));
    QCOMPARE(failed.size(), 1);
    QVERIFY(sql(u"ALTER TABLE hidden RENAME TO job_unit"_s));
    idle.clear();
    service.resumeAll();
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 10'000));
    QCOMPARE(actions(), QStringList{u"one"_s});
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
    ImportService service(*m_case, options);
    QSignalSpy idle(&service, &ImportService::idle), failed(&service, &ImportService::writingFailed);
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    // A file size limit stands for a full disk.
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit before;
    ::getrlimit(RLIMIT_FSIZE, &before);
    const auto limit = [&](qint64 kib) {
        rlimit tight = before;
        tight.rlim_cur = kib > 0 ? rlim_t(kib) << 10 : before.rlim_cur;
        ::setrlimit(RLIMIT_FSIZE, &tight);
    };
    const qint64 used = std::max(QFileInfo(m_case->databasePath() + u"-wal"_s).size(), QFileInfo(m_case->databasePath()).size()) >> 10;
    limit(used + 8); // the first word of the import finds it full
    service.import(evidence);
    int stops = 0;
    bool came = true;
    for (qint64 room = used + 64; came && stops < 40; room += 400) {
        came = QTest::qWaitFor([&] { return !idle.isEmpty(); }, 20'000);
        if (failed.isEmpty())
            break;
        ++stops;
        failed.clear();
        idle.clear();
        limit(room);
        service.resumeAll();
    }
    limit(0);
    if (!failed.isEmpty() || stops == 40) {
        idle.clear();
        service.resumeAll();
        came = QTest::qWaitFor([&] { return !idle.isEmpty(); }, 20'000);
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
    ImportService service(*m_case, testOptions());
    QSignalSpy idle(&service, &ImportService::idle);
    for (const qint64 evidence : exhibits)
        service.import(evidence);
    for (int step = 0; step < steps; ++step) {
        QTest::qWait(random.bounded(4) ? random.bounded(40) : 0);
        const auto &jobs = service.jobs();
        const qint64 job = jobs.empty() ? 0 : jobs[size_t(random.bounded(int(jobs.size())))].jobId;
        const qint64 evidence = exhibits[size_t(random.bounded(int(exhibits.size())))];
        const QList<qint64> workers = childrenOf(QCoreApplication::applicationPid());
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
        idle.clear();
        service.resumeAll();
        for (const JobProgress &job : std::vector<JobProgress>(service.jobs()))
            service.resume(job.jobId);
        QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty() && !service.isBusy(); }, 60'000));
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
