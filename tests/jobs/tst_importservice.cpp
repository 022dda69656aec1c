// SPDX-License-Identifier: Apache-2.0
// Evidence into a case, with workers that behave and workers that do not.
#include "models/jobs/evidencereader.h"
#include "models/jobs/jobmodel.h"
#include "tests/jobs/jobtest.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QRegularExpression>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class ImportServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
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
    void saysWhatIsNotThere();
    void findsMovedEvidence();
    void refusesOtherContent();
    void modelFollows();
    void readsForViewers();
    void viewerSurvivesDeath();

private:
    QString evidencePath(const QString &name = {}) const { return m_dir->filePath(u"evidence/"_s + name); }
    bool runToEnd(ImportService &service, qint64 evidence, int timeoutMs = 30'000);
    QStringList actions() const;
    std::vector<WarningRow> warnings() const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Case> m_case;
};

void ImportServiceTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_dir = std::make_unique<QTemporaryDir>();
    CaseInfo info;
    info.name = u"Test"_s;
    auto made = Case::create(m_dir->filePath(u"t.ashiato"_s), info, u"Sato"_s);
    QVERIFY2(made.ok(), qPrintable(made ? QString() : made.error().detail));
    m_case = std::move(*made);
}

void ImportServiceTest::cleanup() { m_case.reset(); }

bool ImportServiceTest::runToEnd(ImportService &service, qint64 evidence, int timeoutMs)
{
    QSignalSpy idle(&service, &ImportService::idle);
    service.import(evidence);
    return QTest::qWaitFor([&] { return !idle.isEmpty(); }, timeoutMs);
}

/// The lines that were imported, in order of file and offset.
QStringList ImportServiceTest::actions() const
{
    auto reader = m_case->reader();
    auto rows = (*reader)->sql(u"SELECT t.value FROM event e JOIN text t ON t.id = e.action_id JOIN file f ON f.id = e.file_id"
                               " ORDER BY f.name, e.pos_offset"_s);
    QStringList list;
    while (rows && rows->next())
        list << rows->text(0);
    return list;
}

std::vector<WarningRow> ImportServiceTest::warnings() const { return *(*m_case->reader())->warnings(); }

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

void ImportServiceTest::saysWhatIsNotThere()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n");
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    QVERIFY(QDir(evidencePath()).removeRecursively());
    ImportService service(*m_case, testOptions());
    QSignalSpy failed(&service, &ImportService::evidenceFailed);
    QVERIFY(runToEnd(service, evidence));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][1].value<Error>().code, ErrorCode::NotFound);
    QVERIFY(failed[0][1].value<Error>().detail.contains(u"/evidence"_s));
}

void ImportServiceTest::findsMovedEvidence()
{
    writeFile(evidencePath(u"a.lines"_s), "one\n");
    const QString log = m_dir->filePath(u"elsewhere/x.bin"_s);
    writeFile(log, "content");
    auto described = ImportService::describe(log);
    QVERIFY(described);
    const qint64 evidence = addEvidence(*m_case, log);
    const QString now = m_dir->filePath(u"x.bin"_s); // beside the case
    QVERIFY(QFile::rename(log, now));
    ImportService service(*m_case, testOptions());
    QSignalSpy moved(&service, &ImportService::evidenceMoved);
    QSignalSpy idle(&service, &ImportService::idle);
    service.import(evidence);
    QTRY_COMPARE(moved.size(), 1);
    QCOMPARE(moved[0][1].toString(), now);
    QTRY_VERIFY(!idle.isEmpty());
    QCOMPARE((*m_case->reader())->evidenceById(evidence)->location, now);
}

void ImportServiceTest::refusesOtherContent()
{
    const QString log = m_dir->filePath(u"x.bin"_s);
    writeFile(log, "content");
    const qint64 evidence = addEvidence(*m_case, log);
    writeFile(log, "conten!");
    ImportService service(*m_case, testOptions());
    QSignalSpy failed(&service, &ImportService::evidenceFailed);
    QVERIFY(runToEnd(service, evidence));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][1].value<Error>().code, ErrorCode::HashMismatch);
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

void ImportServiceTest::readsForViewers()
{
    // 2 × 1 pixels, red and blue, as a portable pixmap: no picture library here.
    writeFile(evidencePath(u"p.ppm"_s), QByteArray("P6 2 1 255\n") + '\xff' + QByteArray(4, '\0') + '\xff');
    writeFile(evidencePath(u"a.lines"_s), "one\ntwo\n");
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    ImportService service(*m_case, testOptions());
    QVERIFY(runToEnd(service, evidence));
    EvidenceReader viewer(*m_case, testOptions().worker);
    QSignalSpy bytes(&viewer, &EvidenceReader::bytesRead), pictures(&viewer, &EvidenceReader::pictureDecoded);
    const auto file = (*m_case->reader())->fileByPath(evidence, u"/a.lines"_s);
    const auto picture = (*m_case->reader())->fileByPath(evidence, u"/p.ppm"_s);
    QVERIFY(file && picture);
    const auto first = viewer.read(file->id, 4, 3);
    const auto second = viewer.picture(picture->id);
    const auto third = viewer.read(999'999, 0, 1);
    const auto fourth = viewer.read(file->id, 0, 3);
    viewer.forget(fourth);
    QTRY_COMPARE(bytes.size(), 2);
    QTRY_COMPARE(pictures.size(), 1);
    QCOMPARE(bytes[0][0].value<quint32>(), first);
    QCOMPARE(bytes[0][1].value<BytesMessage>().bytes, QByteArray("two"));
    QCOMPARE(bytes[1][0].value<quint32>(), third);
    QCOMPARE(bytes[1][1].value<BytesMessage>().error, ErrorCode::NotFound);
    QCOMPARE(pictures[0][0].value<quint32>(), second);
    const auto pixels = pictures[0][1].value<PictureMessage>();
    QCOMPARE(pixels.error, ErrorCode::None);
    QCOMPARE(QSize(pixels.width, pixels.height), QSize(2, 1));
    QCOMPARE(pixels.pixels, QByteArray("\xff\0\0\xff\0\0\xff\xff", 8));
}

/// Content that kills its worker costs one answer; what was asked before and after is answered.
void ImportServiceTest::viewerSurvivesDeath()
{
    writeFile(evidencePath(u"a.bin"_s), "good");
    writeFile(evidencePath(u"!die"_s), "bad");
    const qint64 evidence = addEvidence(*m_case, evidencePath());
    ImportService service(*m_case, testOptions());
    QVERIFY(runToEnd(service, evidence));
    EvidenceReader viewer(*m_case, testOptions().worker);
    QSignalSpy bytes(&viewer, &EvidenceReader::bytesRead), probed(&viewer, &EvidenceReader::probed);
    const auto good = (*m_case->reader())->fileByPath(evidence, u"/a.bin"_s);
    const auto bad = (*m_case->reader())->fileByPath(evidence, u"/!die"_s);
    QVERIFY(good && bad);
    const auto first = viewer.read(good->id, 0, 4), second = viewer.read(bad->id, 0, 4), third = viewer.read(good->id, 1, 2);
    QTRY_COMPARE(bytes.size(), 3);
    QCOMPARE(bytes[0][0].value<quint32>(), first);
    QCOMPARE(bytes[0][1].value<BytesMessage>().bytes, QByteArray("good"));
    QCOMPARE(bytes[1][0].value<quint32>(), second);
    QCOMPARE(bytes[1][1].value<BytesMessage>().error, ErrorCode::Crashed);
    QCOMPARE(bytes[2][0].value<quint32>(), third);
    QCOMPARE(bytes[2][1].value<BytesMessage>().bytes, QByteArray("oo"));
    viewer.probe(evidencePath()); // a folder is no file: an answer all the same
    QTRY_COMPARE(probed.size(), 1);
    QCOMPARE(probed[0][1].value<ProbeMessage>().error, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(ImportServiceTest)
#include "tst_importservice.moc"
