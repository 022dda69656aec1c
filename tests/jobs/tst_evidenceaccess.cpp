// SPDX-License-Identifier: Apache-2.0
// Evidence that is not where it was or not what it was, and its bytes for viewers.
#include "models/jobs/evidencereader.h"
#include "tests/jobs/importfixture.h"

#include <QRegularExpression>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class EvidenceAccessTest : public QObject, private ImportFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        makeCase();
    }
    void cleanup() { m_case.reset(); }
    void saysWhatIsNotThere();
    void findsMovedEvidence();
    void refusesOtherContent();
    void readsForViewers();
    void viewerSurvivesDeath();
};

void EvidenceAccessTest::saysWhatIsNotThere()
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

void EvidenceAccessTest::findsMovedEvidence()
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

void EvidenceAccessTest::refusesOtherContent()
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

void EvidenceAccessTest::readsForViewers()
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
void EvidenceAccessTest::viewerSurvivesDeath()
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

QTEST_GUILESS_MAIN(EvidenceAccessTest)
#include "tst_evidenceaccess.moc"
