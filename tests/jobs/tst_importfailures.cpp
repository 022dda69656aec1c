// SPDX-License-Identifier: Apache-2.0
// Imports whose worker dies, whose case cannot be read or written, or whose disk is full: what was told is kept, and the
// rest is read when it can be.
#include "models/casedb/sqlite/connection.h"
#include "tests/jobs/importfixture.h"

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

class ImportFailuresTest : public QObject, private ImportFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeCase(); }
    void cleanup() { m_case.reset(); }
    void staysPausedWhenItsWorkerDies();
    void failsWhenTheCaseRefuses();
    void passesUnitsWithoutAMark();
    void finishesWhatWasCutOffAtTheEnd();
    void keepsEveryRecordWhenWorkersAreKilled_data();
    void keepsEveryRecordWhenWorkersAreKilled();
    void saysThatTheCaseCannotBeRead();
    void keepsWhatAFullDiskRefused();
    void goesOnAfterAFullDisk();
};

void ImportFailuresTest::staysPausedWhenItsWorkerDies()
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

void ImportFailuresTest::keepsEveryRecordWhenWorkersAreKilled_data()
{
    QTest::addColumn<int>("kills");
    QTest::newRow("twice") << 2;
    QTest::newRow("six times") << 6;
}

/// A system that is short of memory kills workers wherever they are: no record is to blame, and none is left out.
void ImportFailuresTest::keepsEveryRecordWhenWorkersAreKilled()
{
    QFETCH(int, kills);
    writeSlowLog(2000);
    TestImport service(*m_case);
    service.begin(evidencePath());
    QVERIFY(service.reachesLine(1));
    for (int i = 0; i < kills; ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(!TestImport::workers().isEmpty(), 20'000);
        QTest::qWait(120); // into the log again
        TestImport::killWorkers();
    }
    QVERIFY(service.becomesIdle());
    QCOMPARE(service.stateOf(TaskKind::Import), JobState::Done);
    compareSlowLog(2000);
    QVERIFY((*m_case->reader())->warnings()->empty());
}

/// By the time that the case refuses the batch, the worker has said "done" and the job seems to have ended well.
void ImportFailuresTest::failsWhenTheCaseRefuses()
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
void ImportFailuresTest::passesUnitsWithoutAMark()
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
void ImportFailuresTest::finishesWhatWasCutOffAtTheEnd()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n");
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    {
        TestImport service(*m_case);
        service.import(evidence);
        QVERIFY(service.becomesIdle());
    }
    {
        const auto other = Connection::open(m_case->databasePath(), Connection::Mode::Write);
        QVERIFY(other && (*other)->execute("UPDATE evidence SET state = 'importing'"));
    }
    ImportOptions options = testOptions();
    options.hashFiles = options.verify = true;
    TestImport service(*m_case, options);
    service.resumeAll();
    QVERIFY(service.becomesIdle());
    QCOMPARE((*m_case->reader())->evidenceById(evidence)->state, u"imported"_s);
    QVERIFY(service.jobOf(TaskKind::Hash) != 0);
    QCOMPARE(service.jobOf(TaskKind::Verify), 0); // a folder has no bytes of its own
}

void ImportFailuresTest::saysThatTheCaseCannotBeRead()
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
void ImportFailuresTest::keepsWhatAFullDiskRefused()
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

void ImportFailuresTest::goesOnAfterAFullDisk()
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

QTEST_GUILESS_MAIN(ImportFailuresTest)
#include "tst_importfailures.moc"
