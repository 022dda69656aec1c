// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/evidencefiles.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class EvidenceFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void findsSets_data();
    void findsSets();
    void splitTextIsNoSet();
    void opensInOrder();
    void saysWhatIsNotThere();
    void knowsMovedEvidence();

private:
    static void make(const QTemporaryDir &dir, const QStringList &names, qint64 size = 0)
    {
        for (const QString &name : names) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(name.toUtf8().leftJustified(qsizetype(size)));
        }
    }
};

void EvidenceFilesTest::findsSets_data()
{
    QTest::addColumn<QStringList>("there");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QStringList>("segments");
    QTest::addColumn<QStringList>("missing");
    QStringList many;
    for (int i = 1; i <= 99; ++i)
        many << u"pc.E%1"_s.arg(i, 2, 10, QChar(u'0'));
    many << u"pc.EAA"_s << u"pc.EAB"_s;
    QTest::newRow("single E01") << QStringList{u"pc.E01"_s, u"other.E02"_s} << u"pc.E01"_s << QStringList{u"pc.E01"_s}
                                << QStringList{};
    QTest::newRow("past E99") << many << u"pc.E01"_s << many << QStringList{};
    QTest::newRow("any segment names the set") << many << u"pc.EAB"_s << many << QStringList{};
    QTest::newRow("hole") << QStringList{u"a.e01"_s, u"a.e03"_s} << u"a.e01"_s << QStringList{u"a.e01"_s, u"a.e03"_s}
                          << QStringList{u"a.e02"_s};
    QTest::newRow("Ex01") << QStringList{u"a.Ex01"_s, u"a.Ex02"_s} << u"a.Ex01"_s
                          << QStringList{u"a.Ex01"_s, u"a.Ex02"_s} << QStringList{};
    QTest::newRow("split raw from 001") << QStringList{u"d.001"_s, u"d.002"_s, u"d.003"_s} << u"d.002"_s
                                        << QStringList{u"d.001"_s, u"d.002"_s, u"d.003"_s} << QStringList{};
    QTest::newRow("split raw from 000") << QStringList{u"d.000"_s, u"d.001"_s} << u"d.000"_s
                                        << QStringList{u"d.000"_s, u"d.001"_s} << QStringList{};
    QTest::newRow("plain") << QStringList{u"access.log"_s, u"access.log.1"_s} << u"access.log"_s
                           << QStringList{u"access.log"_s} << QStringList{};
    const QStringList letters{u"disk.aa"_s, u"disk.ab"_s, u"disk.ac"_s};
    QTest::newRow("split raw from aa") << letters << u"disk.ab"_s << letters << QStringList{};
    QTest::newRow("split raw without a dot") << QStringList{u"xaa"_s, u"xab"_s, u"xad"_s} << u"xaa"_s
                                             << QStringList{u"xaa"_s, u"xab"_s, u"xad"_s} << QStringList{u"xac"_s};
    QTest::newRow("a word that ends in aa") << QStringList{u"notes.aa"_s, u"xaa"_s} << u"xaa"_s << QStringList{u"xaa"_s}
                                            << QStringList{};
    QTest::newRow("mixed case") << QStringList{u"a.E01"_s, u"a.e02"_s, u"A.E03"_s} << u"a.E01"_s
                                << QStringList{u"a.E01"_s, u"a.e02"_s, u"A.E03"_s} << QStringList{};
    QTest::newRow("evtx is no set") << QStringList{u"Security.evtx"_s} << u"Security.evtx"_s
                                    << QStringList{u"Security.evtx"_s} << QStringList{};
    QTest::newRow("zip is no set") << QStringList{u"a.zip"_s} << u"a.zip"_s << QStringList{u"a.zip"_s} << QStringList{};
}

void EvidenceFilesTest::findsSets()
{
    QFETCH(QStringList, there);
    QFETCH(QString, given);
    QTemporaryDir dir;
    make(dir, there, 512);
    const auto files = findEvidenceFiles(dir.filePath(given));
    QVERIFY(files);
    QTEST(files->segments, "segments");
    QTEST(files->missing, "missing");
    QCOMPARE(files->location, dir.filePath(files->segments.first()));
}

void EvidenceFilesTest::splitTextIsNoSet()
{
    QTemporaryDir dir;
    make(dir, {u"xaa"_s}, 700);
    make(dir, {u"xab"_s}, 650);
    const auto files = findEvidenceFiles(dir.filePath(u"xaa"_s));
    QVERIFY(files.ok());
    QCOMPARE(files->segments, QStringList{u"xaa"_s});
}

void EvidenceFilesTest::opensInOrder()
{
    QTemporaryDir dir;
    make(dir, {u"d.001"_s, u"d.002"_s});
    const auto files = findEvidenceFiles(dir.filePath(u"d.001"_s));
    QVERIFY(files);
    QCOMPARE(files->storedSize, 10);
    const auto descriptors = openEvidenceFiles(*files);
    QVERIFY(descriptors);
    QCOMPARE(descriptors->size(), size_t(2));
    char text[6] = {};
    QCOMPARE(::read((*descriptors)[1], text, 5), ssize_t(5));
    QCOMPARE(QByteArray(text), QByteArray("d.002"));
    for (const int descriptor : *descriptors)
        ::close(descriptor);
}

void EvidenceFilesTest::saysWhatIsNotThere()
{
    const auto files = findEvidenceFiles(u"/nowhere/pc.E01"_s);
    QVERIFY(!files);
    QCOMPARE(files.error().code, ErrorCode::NotFound);
    QCOMPARE(files.error().detail, u"/nowhere/pc.E01"_s);
}

void EvidenceFilesTest::knowsMovedEvidence()
{
    QTemporaryDir before, after;
    make(before, {u"pc.dd"_s});
    const auto print = evidenceFingerprint(*findEvidenceFiles(before.filePath(u"pc.dd"_s)));
    QVERIFY(print);
    QVERIFY(QFile::rename(before.filePath(u"pc.dd"_s), after.filePath(u"pc.dd"_s)));
    QCOMPARE(findMovedEvidence(u"pc.dd"_s, *print, {before.path(), after.path()}), after.filePath(u"pc.dd"_s));
    QFile other(after.filePath(u"pc.dd"_s));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write("pc.dx");
    other.close();
    QCOMPARE(findMovedEvidence(u"pc.dd"_s, *print, {before.path(), after.path()}), QString());
}

QTEST_GUILESS_MAIN(EvidenceFilesTest)
#include "tst_evidencefiles.moc"
