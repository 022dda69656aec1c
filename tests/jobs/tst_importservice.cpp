// SPDX-License-Identifier: Apache-2.0
// Evidence into a case, with workers that behave and workers that do not.
#include "models/jobs/jobmodel.h"
#include "tests/jobs/importfixture.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QRegularExpression>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class ImportServiceTest : public QObject, private ImportFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        makeCase();
    }
    void cleanup() { m_case.reset(); }
    void importsAFolder();
    void passesBadFiles_data();
    void passesBadFiles();
    void stepsOverTheBadLine();
    void stepsOverTheRefusedFolder();
    void runsEachJobOnce();
    void keepsTheWorkersOfSmallFiles();
    void doublesNothingOfAToldJob();
    void wakesAJobThatGotUnits();
    void goesOnAfterStop();
    void pausesAndCancels();
    void modelFollows();
};

void ImportServiceTest::importsAFolder()
{
    writeFile(evidencePath(u"a.lines"_s), "one\ntwo\n");
    writeFile(evidencePath(u"deep/er/b.lines"_s), "three\n");
    writeFile(evidencePath(u"other.bin"_s), "x");
    ImportService service(*m_case, testOptions());
    QVERIFY(runToEnd(service, addEvidence(*m_case, evidencePath())));
    QCOMPARE(actions(), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    QVERIFY(warnings().empty());
    QCOMPARE(*(*m_case->reader())->fileCount(), 6); // the root, two folders, three files
    QCOMPARE(service.jobs().size(), size_t(3));
    for (const JobProgress &job : service.jobs())
        QCOMPARE(job.state, JobState::Done);
    QVERIFY(!service.isBusy());
    QCOMPARE(service.importers().size(), size_t(2));
    const auto evidence = (*m_case->reader())->evidence();
    QCOMPARE(evidence->front().state, u"imported"_s);
}

void ImportServiceTest::passesBadFiles_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<ErrorCode>("cause");
    QTest::newRow("crash") << QByteArray("!crash") << ErrorCode::Crashed;
    QTest::newRow("exit") << QByteArray("!exit") << ErrorCode::Crashed;
    QTest::newRow("hang") << QByteArray("!hang") << ErrorCode::Hung;
#ifndef ASHIATO_SANITIZED
    QTest::newRow("memory") << QByteArray("!eat") << ErrorCode::OutOfMemory;
#endif
    QTest::newRow("garbage") << QByteArray("!garbage") << ErrorCode::Protocol;
}

/// An importer that does not say where it is: the file is set aside, one warning, the rest is there.
void ImportServiceTest::passesBadFiles()
{
    QFETCH(QByteArray, command);
    QFETCH(ErrorCode, cause);
    writeFile(evidencePath(u"a.lines"_s), "one\n");
    writeFile(evidencePath(u"b.blunt"_s), "two\n" + command + "\nthree\n");
    writeFile(evidencePath(u"c.lines"_s), "four\n");
    ImportService service(*m_case, testOptions(command == "!eat" ? 60'000 : 500));
    QVERIFY(runToEnd(service, addEvidence(*m_case, evidencePath())));
    const QStringList lines = actions();
    QVERIFY(lines.contains(u"one"_s) && lines.contains(u"four"_s));
    const auto list = warnings();
    QCOMPARE(list.size(), size_t(1));
    QCOMPARE(list[0].code, cause);
    QVERIFY(list[0].path.endsWith(u"b.blunt"_s));
    QCOMPARE(list[0].importer, u"blunt"_s);
    for (const JobProgress &job : service.jobs())
        QCOMPARE(job.state, JobState::Done);
}

void ImportServiceTest::stepsOverTheBadLine()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n!crash\ntwo\n!hang\nthree\n");
    ImportService service(*m_case, testOptions(500));
    QVERIFY(runToEnd(service, addEvidence(*m_case, evidencePath())));
    QCOMPARE(actions(), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    auto list = warnings();
    QCOMPARE(list.size(), size_t(2));
    std::sort(list.begin(), list.end(), [](const WarningRow &a, const WarningRow &b) { return a.offset < b.offset; });
    QCOMPARE(list[0].code, ErrorCode::Crashed);
    QCOMPARE(list[0].offset, 4);
    QCOMPARE(list[1].code, ErrorCode::Hung);
    QCOMPARE(list[1].offset, 15);
    QVERIFY(list[0].path.endsWith(u"a.lines"_s));
    QCOMPARE(list[0].importer, u"lines"_s);
}

/// What the walk said of one folder is refused by the case: that folder is set aside, all others are listed.
void ImportServiceTest::stepsOverTheRefusedFolder()
{
    for (int folder = 0; folder < 20; ++folder)
        writeFile(evidencePath(u"d%1/deep/x.bin"_s.arg(folder)), "x");
    writeFile(evidencePath(u"d10/!refused/deep/lost.bin"_s), "x");
    writeFile(evidencePath(u"d19/a.lines"_s), "one\n");
    ImportService service(*m_case, testOptions());
    QVERIFY(runToEnd(service, addEvidence(*m_case, evidencePath())));
    for (const JobProgress &job : service.jobs())
        QCOMPARE(job.state, JobState::Done);
    const auto list = warnings();
    QCOMPARE(list.size(), size_t(1));
    QCOMPARE(list[0].code, ErrorCode::Protocol);
    QCOMPARE(list[0].path, u"/d10/!refused"_s);
    QCOMPARE(list[0].importer, u"filesystem"_s);
    // The root, 20 folders with a folder and a file each, the refused one itself, a log; not what is below it.
    QCOMPARE(*(*m_case->reader())->fileCount(), 1 + 20 * 3 + 1 + 1);
    QCOMPARE(actions(), QStringList{u"one"_s});
}

/// Many small exhibits at once: lists of jobs that were asked before a job ended come in behind its end all the time,
/// since a job with many units makes them slow.
void ImportServiceTest::runsEachJobOnce()
{
    writeFile(m_dir->filePath(u"other/x.bin"_s), "x");
    std::vector<NewUnit> units(100'000);
    for (size_t i = 0; i < units.size(); ++i)
        units[i].unit = i + 1;
    auto other = m_case->writer()->createJob(addEvidence(*m_case, m_dir->filePath(u"other"_s)), TaskKind::Hash, 90, units);
    other.waitForFinished();
    m_case->writer()->setJobState(*other.result(), JobState::Cancelled);
    ImportService service(*m_case, testOptions());
    QHash<qint64, int> ends;
    connect(&service, &ImportService::jobFinished, this, [&](qint64 job) { ++ends[job]; });
    QSignalSpy idle(&service, &ImportService::idle);
    constexpr int kExhibits = 20;
    for (int i = 0; i < kExhibits; ++i) {
        const QString folder = m_dir->filePath(u"e%1"_s.arg(i));
        writeFile(folder + u"/a.lines"_s, "one\ntwo\n");
        service.import(addEvidence(*m_case, folder));
    }
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 60'000));
    QCOMPARE(service.jobs().size(), size_t(1 + 3 * kExhibits));
    for (const JobProgress &job : service.jobs())
        QCOMPARE(ends.value(job.jobId), job.jobId == *other.result() ? 0 : 1);
    QCOMPARE(*(*m_case->reader())->eventCount(), 2 * kExhibits);
    QCOMPARE(*(*m_case->reader())->fileCount(), 2 * kExhibits);
}

/// All jobs of a small file, its verification too, cost the start of one worker.
void ImportServiceTest::keepsTheWorkersOfSmallFiles()
{
    const QString program = m_dir->filePath(u"worker.sh"_s), starts = m_dir->filePath(u"starts"_s);
    writeFile(program, "#!/bin/sh\necho . >> '" + starts.toUtf8() + "'\nexec '" + testWorker().toUtf8() + "' \"$@\"\n");
    QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    ImportOptions options = testOptions();
    options.worker.program = program;
    options.verify = true;
    ImportService service(*m_case, options);
    QSignalSpy idle(&service, &ImportService::idle);
    constexpr int kFiles = 30;
    for (int i = 0; i < kFiles; ++i) {
        const QString path = m_dir->filePath(u"%1.bin"_s.arg(i));
        writeFile(path, QByteArray::number(i));
        service.import(addEvidence(*m_case, path));
    }
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 60'000));
    QCOMPARE(service.jobs().size(), size_t(3 * kFiles));
    for (const JobProgress &job : service.jobs())
        QCOMPARE(job.state, JobState::Done);
    QFile file(starts);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const qsizetype count = file.readAll().count('\n');
    QVERIFY2(count >= kFiles && count < kFiles * 3 / 2, qPrintable(QString::number(count)));
}

/// Cut off between a job's last batch and the word that it is done.
void ImportServiceTest::doublesNothingOfAToldJob()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n");
    ImportService service(*m_case, testOptions());
    QVERIFY(runToEnd(service, addEvidence(*m_case, evidencePath())));
    const QString before = dumpCase(*m_case);
    for (const JobProgress &job : service.jobs())
        m_case->writer()->setJobState(job.jobId, JobState::Running);
    QSignalSpy idle(&service, &ImportService::idle);
    service.resumeAll();
    QTRY_VERIFY(!idle.isEmpty());
    for (const JobProgress &job : service.jobs())
        QCOMPARE(job.state, JobState::Done);
    QCOMPARE(dumpCase(*m_case), before);
}

/// A unit that turns up while its job is ending is not left behind.
void ImportServiceTest::wakesAJobThatGotUnits()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n");
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    CaseWriter *writer = m_case->writer();
    auto job = writer->createJob(evidence, TaskKind::Hash, 90, {{1, {}, 50}});
    job.waitForFinished();
    writer->setJobState(*job.result(), JobState::Done).waitForFinished();
    QCOMPARE((*m_case->reader())->jobs()->front().state, JobState::Pending);
    QVERIFY((*m_case->reader())->jobs()->front().endedAt.isEmpty());
    writer->markPoisoned(*job.result(), 1, 0, {ErrorCode::Crashed, {}, -1});
    writer->setJobState(*job.result(), JobState::Done).waitForFinished();
    QCOMPARE((*m_case->reader())->jobs()->front().state, JobState::Done);
    QVERIFY(!(*m_case->reader())->jobs()->front().endedAt.isEmpty());
}

void ImportServiceTest::goesOnAfterStop()
{
    QByteArray text;
    for (int i = 0; i < 1500; ++i)
        text += "!sleep 2\nline " + QByteArray::number(i) + '\n';
    writeFile(evidencePath(u"a.lines"_s), text);
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    {
        ImportService service(*m_case, testOptions());
        QSignalSpy idle(&service, &ImportService::idle);
        service.import(evidence);
        QTRY_VERIFY(*(*m_case->reader())->eventCount() > 0);
        service.stop();
        QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 60'000));
        QVERIFY(*(*m_case->reader())->eventCount() < 1500);
    }
    ImportService service(*m_case, testOptions());
    QSignalSpy idle(&service, &ImportService::idle);
    service.resumeAll();
    QVERIFY(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 20'000));
    const QStringList lines = actions();
    QCOMPARE(lines.size(), 1500);
    for (int i = 0; i < 1500; ++i)
        QCOMPARE(lines[i], u"line %1"_s.arg(i));
    QVERIFY(warnings().empty());
}

void ImportServiceTest::pausesAndCancels()
{
    constexpr int kLines = 20'000; // 40 s, were it not cancelled
    writeFile(evidencePath(u"a.lines"_s), QByteArray("!sleep 2\none\n").repeated(kLines));
    ImportService service(*m_case, testOptions());
    service.import(addEvidence(*m_case, evidencePath()));
    const auto importJob = [&]() -> const JobProgress * {
        for (const JobProgress &job : service.jobs()) {
            if (job.kind == TaskKind::Import)
                return &job;
        }
        return nullptr;
    };
    QTRY_VERIFY(importJob() && importJob()->state == JobState::Running && importJob()->done > 0);
    const qint64 id = importJob()->jobId;
    service.pause(id);
    QCOMPARE(importJob()->state, JobState::Paused);
    QTest::qWait(300);
    const qint64 before = *(*m_case->reader())->eventCount();
    QTest::qWait(400);
    QCOMPARE(*(*m_case->reader())->eventCount(), before);
    service.resume(id);
    QTRY_VERIFY(*(*m_case->reader())->eventCount() > before);
    QSignalSpy finished(&service, &ImportService::jobFinished);
    service.cancel(id);
    QVERIFY(QTest::qWaitFor([&] { return !finished.isEmpty(); }, 60'000));
    QCOMPARE(finished[0][1].value<JobState>(), JobState::Cancelled);
    QTRY_VERIFY(!service.isBusy());
    const qint64 kept = *(*m_case->reader())->eventCount();
    QVERIFY(kept >= before && kept < kLines);
}

void ImportServiceTest::modelFollows()
{
    writeFile(evidencePath(u"a.lines"_s), QByteArray("!sleep 1\none\n").repeated(300));
    ImportService service(*m_case, testOptions());
    JobModel model(service);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(runToEnd(service, addEvidence(*m_case, evidencePath())));
    QCOMPARE(model.rowCount(), 3);
    for (int row = 0; row < 3; ++row)
        QCOMPARE(model.index(row, 0).data(JobModel::StateRole).toInt(), int(JobState::Done));
    QCOMPARE(model.index(0, JobModel::EvidenceColumn).data().toString(), u"E-01"_s);
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
}

QTEST_GUILESS_MAIN(ImportServiceTest)
#include "tst_importservice.moc"
