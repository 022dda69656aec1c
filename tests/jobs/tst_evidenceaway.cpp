// SPDX-License-Identifier: Apache-2.0
// Evidence that is taken away and given back at random moments of its import, with workers killed and the encoding changed
// meanwhile: in the end the case equals that of an undisturbed import, and says that all of it was read only then. Six cases
// a kind, 60 with ASHIATO_LONG=1; the seed is printed (ASHIATO_SEED sets it).
#include "tests/jobs/importfixture.h"
#include "tests/jobs/importsamples.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QRegularExpression>

using namespace ashiato;

class EvidenceAwayTest : public QObject, private ImportFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanup() { m_case.reset(); }
    void comesBackAtRandomMoments_data();
    void comesBackAtRandomMoments();

private:
    struct Sums {
        int absences = 0, kills = 0, encodings = 0, incomplete = 0;
    };
    void disturb(TestImport &service, qint64 evidence, QRandomGenerator &random, int ms, Sums &sums);
    bool finish(TestImport &service, qint64 evidence);
    QString state(qint64 evidence) const { return (*m_case->reader())->evidenceById(evidence)->state; }

    QTemporaryDir m_samples;
    QString m_place, m_evidence; ///< The place is what goes away: moving a folder itself changes its times
};

void EvidenceAwayTest::comesBackAtRandomMoments_data()
{
    QTest::addColumn<bool>("image");
    QTest::newRow("folder") << false;
    QTest::newRow("image") << true;
}

/// One absence: what is asked for while it lasts must neither lose rows nor pass for done.
void EvidenceAwayTest::disturb(TestImport &service, qint64 evidence, QRandomGenerator &random, int ms, Sums &sums)
{
    const auto setEncoding = [&](const QString &name) {
        QVERIFY(m_case->writer()->act(Act::evidenceSet(evidence, {{u"encoding"_s, name}})).result());
        ++sums.encodings;
    };
    const bool encoding = random.bounded(3) == 0;
    QTest::qWait(random.bounded(ms));
    QVERIFY(QFile::rename(m_place, m_place + u".away"_s));
    ++sums.absences;
    if (random.bounded(2) == 0) { // else what is open can be read to its end
        TestImport::killWorkers();
        ++sums.kills;
    }
    if (encoding)
        setEncoding(u"CP932"_s);
    QTest::qWait(random.bounded(ms / 2));
    if (service.hasBeenIdle() && state(evidence) != u"imported"_s)
        ++sums.incomplete;
    if (encoding)
        setEncoding({});
    QVERIFY(QFile::rename(m_place + u".away"_s, m_place));
    service.resumeAll();
}

bool EvidenceAwayTest::finish(TestImport &service, qint64 evidence)
{
    QElapsedTimer clock;
    for (clock.start(); clock.elapsed() < 120'000;) {
        if (!service.isBusy() && state(evidence) == u"imported"_s)
            return true;
        service.import(evidence);
        QTest::qWait(50);
    }
    return false;
}

void EvidenceAwayTest::comesBackAtRandomMoments()
{
    QFETCH(bool, image);
    ImportOptions options = testOptions();
    options.worker.program = QStringLiteral(ASHIATO_BIN_DIR "/ashiato-worker");
    m_place = m_samples.filePath(image ? u"images"_s : u"folders"_s);
    if (image) {
        QVERIFY(QDir().mkpath(m_place));
        m_evidence = makeImage(m_place);
        QVERIFY(!m_evidence.isEmpty());
    } else {
        m_evidence = m_place + u"/logs"_s;
        for (int log = 0; log < 6; ++log)
            writeFile(m_evidence + u"/proxy%1/access.log"_s.arg(log), squidLog(8'000, log));
        // The first look at a folder may set its time of access (relatime).
        for (QDirIterator all(m_evidence, QDir::AllEntries | QDir::NoDotAndDotDot, QDirIterator::Subdirectories); all.hasNext();)
            all.next();
    }
    makeCase();
    QElapsedTimer clock;
    clock.start();
    qint64 evidence = 0;
    {
        TestImport service(*m_case, options);
        evidence = service.begin(m_evidence);
        QVERIFY(service.becomesIdle());
    }
    const auto ms = int(clock.elapsed());
    const QString expected = dumpCase(*m_case);
    QCOMPARE(state(evidence), u"imported"_s);
    QVERIFY(expected.count(u"\nevent|"_s) > 40'000);

    bool given = false;
    auto seed = quint32(qEnvironmentVariableIntValue("ASHIATO_SEED", &given));
    if (!given)
        seed = QRandomGenerator::system()->generate() & 0x7fffffff;
    QRandomGenerator random(seed);
    const int rounds = qEnvironmentVariableIsSet("ASHIATO_LONG") ? 60 : 6;
    Sums sums;
    for (int round = 0; round < rounds; ++round) {
        m_case.reset();
        makeCase();
        TestImport service(*m_case, options);
        evidence = service.begin(m_evidence);
        for (int absences = 1 + random.bounded(4); absences > 0; --absences)
            disturb(service, evidence, random, ms, sums);
        QVERIFY2(finish(service, evidence), qPrintable(u"seed %1, round %2: %3"_s.arg(seed).arg(round).arg(state(evidence))));
        const QString got = dumpCase(*m_case);
        if (got == expected)
            continue;
        for (const auto &[name, text] : {std::pair(u"expected"_s, expected), std::pair(u"actual"_s, got)})
            writeFile(QDir::tempPath() + u"/ashiato-away."_s + name, text.toUtf8());
        QFAIL(qPrintable(u"seed %1, round %2: the case differs; %3/ashiato-away.*"_s.arg(seed).arg(round).arg(QDir::tempPath())));
    }
    qInfo("seed %u: %d absences of %d cases, %d with killed workers, %d changes of encoding, %d seen incomplete; an undisturbed import takes %d ms",
          seed, sums.absences, rounds, sums.kills, sums.encodings, sums.incomplete, ms);
}

QTEST_GUILESS_MAIN(EvidenceAwayTest)
#include "tst_evidenceaway.moc"
