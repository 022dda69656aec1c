// SPDX-License-Identifier: Apache-2.0
#include "tests/evidence/archivesamples.h"
#include "tests/evidence/foreignarchives.h"
#include "tests/evidence/tarsamples.h"

#include <QElapsedTimer>
#include <QTest>

#include <clocale>

using namespace ashiato;

/// Members of a tar that are not simply a name and bytes: sparse files, hard links, damaged headers, odd names and times.
class TestTarMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void holes_data();
    void holes();
    void hardLinks();
    void damagedHeader_data();
    void damagedHeader();
    void damagedFirstHeader();
    void truncatedNested();
    void names();
    void timesOutOfRange();
    void endlessSparse();
};

void TestTarMembers::initTestCase()
{
    setlocale(LC_ALL, "C");
    warmUpEvidenceLibraries();
}

void TestTarMembers::holes_data()
{
    QTest::addColumn<QByteArray>("tar");
    QTest::addColumn<QByteArray>("content");
    const QByteArray zeros(102'400, '\0');
    const QByteArray piece = QByteArray(512, 'd');
    const QByteArray ends = QByteArray(1024, '\0') + piece + QByteArray(3072, '\0');
    QTest::newRow("old GNU, nothing but a hole") << gnuSparse("f", {{102'400, 0}}, {}, 102'400) << zeros;
    QTest::newRow("old GNU, a hole at the end") << gnuSparse("f", {{1024, 512}, {4608, 0}}, piece, 4608) << ends;
    const QByteArray whole = "102400", part = "4608";
    QTest::newRow("POSIX 0.0, nothing but a hole")
        << paxHeader({{"GNU.sparse.size", whole}, {"GNU.sparse.numblocks", "1"}, {"GNU.sparse.offset", whole}, {"GNU.sparse.numbytes", "0"}})
               + tarMember("f", {})
        << zeros;
    QTest::newRow("POSIX 0.1, nothing but a hole")
        << paxHeader({{"GNU.sparse.size", whole}, {"GNU.sparse.numblocks", "1"}, {"GNU.sparse.map", whole + ",0"}, {"GNU.sparse.name", "f"}})
               + tarMember("GNUSparseFile.1/f", {})
        << zeros;
    QTest::newRow("POSIX 0.1, a hole at the end")
        << paxHeader({{"GNU.sparse.size", part}, {"GNU.sparse.numblocks", "2"}, {"GNU.sparse.map", "1024,512," + part + ",0"}, {"GNU.sparse.name", "f"}})
               + tarMember("GNUSparseFile.1/f", piece)
        << ends;
    const auto one = [](const QByteArray &size) {
        return paxHeader({{"GNU.sparse.major", "1"}, {"GNU.sparse.minor", "0"}, {"GNU.sparse.name", "f"}, {"GNU.sparse.realsize", size}});
    };
    QTest::newRow("POSIX 1.0, nothing but a hole") << one(whole) + tarMember("GNUSparseFile.1/f", padded("1\n102400\n0\n")) << zeros;
    QTest::newRow("POSIX 1.0, a hole at the end")
        << one(part) + tarMember("GNUSparseFile.1/f", padded("2\n1024\n512\n4608\n0\n") + piece) << ends;
}

void TestTarMembers::holes()
{
    QFETCH(QByteArray, tar);
    QFETCH(QByteArray, content);
    auto source = openBytes(tarMember("before", "b") + tar + tarMember("behind", "a") + tarEnd(), QStringLiteral("t.tar"));
    Tree tree(*source);
    QCOMPARE(tree.warnings(), QStringList());
    const FileRecord *row = tree.find(QStringLiteral("/t.tar/f"));
    QVERIFY(row);
    QCOMPARE(row->size, qint64(content.size()));
    QVERIFY(tree.content(QStringLiteral("/t.tar/f")) == content);
    auto bytes = source->open(tree.locator(*row));
    QVERIFY(bytes.ok());
    QCOMPARE((*bytes)->window(content.size() - 10, 100).value(), content.right(10));
    QCOMPARE((*bytes)->window(0, 10).value(), content.first(10));
    QCOMPARE(tree.content(QStringLiteral("/t.tar/behind")), QByteArray("a"));
}

/// A further name of a file has its size and its bytes, tells whose they are, and is not imported a second time.
void TestTarMembers::hardLinks()
{
    const QByteArray log = "1791953520.000 1 10.0.0.1 TCP_MISS/200 1 GET http://example.jp/ - DIRECT/- -\n";
    const QByteArray tar = tarMember("./d/orig.log", log) + tarHeader({"d/hard.log", 0, '1', "d/orig.log"})
        + tarHeader({"again.log", 0, '1', "d/hard.log"}) + tarHeader({"lost.log", 0, '1', "elsewhere"}) + tarEnd();
    for (const bool packed : {false, true}) {
        const QString name = packed ? QStringLiteral("t.tgz") : QStringLiteral("t.tar");
        auto source = openBytes(packed ? gzipped(tar) : tar, name);
        Tree tree(*source);
        for (const char *link : {"/d/hard.log", "/again.log"}) {
            const QString path = u'/' + name + QLatin1String(link);
            const FileRecord *row = tree.find(path);
            QVERIFY(row);
            QCOMPARE(row->size, qint64(log.size()));
            QCOMPARE(tree.content(path), log);
            QVERIFY(row->linkTarget != 0);
            QCOMPARE(row->importer, StringRef(0));
        }
        QVERIFY(tree.find(u'/' + name + QStringLiteral("/d/orig.log"))->importer != 0);
        QCOMPARE(tree.warnings(), QStringList({u"dangling /"_qs + name + u"/lost.log elsewhere"_qs}));
        const FileRecord *lost = tree.find(u'/' + name + QStringLiteral("/lost.log"));
        QCOMPARE(lost->access, AccessMethod::None);
        QCOMPARE(lost->size, kUnknown);
        QVERIFY(lost->flags & FileDangling);
    }
}

void TestTarMembers::damagedHeader_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<qsizetype>("damage"); // of the header
    QTest::newRow("sum") << QByteArray("b") << qsizetype(150);
    QTest::newRow("name") << QByteArray("b") << qsizetype(2);
    QTest::newRow("size") << QByteArray("b") << qsizetype(128);
    QTest::newRow("zeros within") << QByteArray(8192, '\0') << qsizetype(130);
    QTest::newRow("a tar within") << tarMember("inner", "i") + tarEnd() << qsizetype(2);
}

/// What stands behind a damaged header is listed, and what lies between is said.
void TestTarMembers::damagedHeader()
{
    QFETCH(QByteArray, content);
    QFETCH(qsizetype, damage);
    const QByteArray first = tarMember("a.txt", "a");
    QByteArray tar = first + tarMember("b.txt", content) + tarMember("c.txt", "c") + tarEnd();
    tar[first.size() + damage] = char(tar[first.size() + damage] ^ 2);
    for (const bool packed : {false, true}) {
        const QString name = packed ? QStringLiteral("t.tgz") : QStringLiteral("t.tar");
        auto source = openBytes(packed ? gzipped(tar) : tar, name);
        Tree tree(*source);
        QCOMPARE(tree.paths(), QStringList({u'/' + name, u'/' + name + u"/a.txt"_qs, u'/' + name + u"/c.txt"_qs}));
        QCOMPARE(tree.content(u'/' + name + u"/a.txt"_qs), QByteArray("a"));
        QCOMPARE(tree.content(u'/' + name + u"/c.txt"_qs), QByteArray("c"));
        QCOMPARE(tree.warnings().size(), 1);
        QVERIFY2(tree.warnings()[0].startsWith(u"damaged /"_qs + name), qPrintable(tree.warnings()[0]));
        const WarningRecord &warning = tree.sink.batch().warnings[0];
        QCOMPARE(warning.offset, qint64(first.size()));
        QCOMPARE(warning.length, qint64(512 + padded(content).size()));
    }
}

void TestTarMembers::damagedFirstHeader()
{
    QByteArray tar = tarMember("a.txt", "a") + tarMember("b.txt", "b") + tarEnd();
    tar[150] = char(tar[150] ^ 2);
    auto source = openBytes(tar, QStringLiteral("t.tar"));
    Tree tree(*source);
    QCOMPARE(tree.content(QStringLiteral("/t.tar/b.txt")), QByteArray("b"));
    QCOMPARE(tree.warnings(), QStringList({QStringLiteral("damaged /t.tar ")}));
}

/// A tar that is cut off within a tar that it holds: the members of the inner one are not those of the outer one.
void TestTarMembers::truncatedNested()
{
    const QByteArray inner = tarMember("x", "x") + tarMember("y", QByteArray(5000, 'y')) + tarEnd();
    const QByteArray tar = tarMember("a", "a") + tarMember("inner.bin", inner);
    auto source = openBytes(tar.first(tar.size() - 3000), QStringLiteral("t.tar"));
    Tree tree(*source);
    QCOMPARE(tree.paths(), QStringList({QStringLiteral("/t.tar"), QStringLiteral("/t.tar/a"), QStringLiteral("/t.tar/inner.bin")}));
    QVERIFY(!tree.warnings().isEmpty());
}

void TestTarMembers::names()
{
    // résumé.txt in Latin-1, which would be CP932 too; beside it what is CP932; the examiner's word is taken.
    auto latin = openBytes(tarMember("r\xe9sum\xe9.txt", "1") + tarEnd(), QStringLiteral("l.tar"));
    Tree escaped(*latin);
    QVERIFY(escaped.find(QStringLiteral("/l.tar/r\\xE9sum\\xE9.txt")));
    auto japanese = openBytes(tarMember("\x8c\x6f\x97\x9d.txt", "1") + tarEnd(), QStringLiteral("j.tar"));
    Tree decoded(*japanese);
    QVERIFY(decoded.find(QStringLiteral("/j.tar/経理.txt")));
    OpenFiles files(tarMember("r\xe9sum\xe9.txt", "1") + tarMember("経理.txt", "2") + tarEnd(), QStringLiteral("l.tar"));
    OpenRequest request;
    request.name = QStringLiteral("l.tar");
    request.segmentNames = {request.name};
    request.encoding = QStringLiteral("ISO-8859-1");
    auto source = openEvidence(request, {::dup(files.descriptors[0])});
    Tree chosen(**source);
    QVERIFY(chosen.find(QStringLiteral("/l.tar/résumé.txt")));
    QVERIFY(chosen.find(QStringLiteral("/l.tar/経理.txt"))); // UTF-8 is never anything else
}

void TestTarMembers::timesOutOfRange()
{
    TarHeader far{"far.txt", 1};
    far.modified = 12'307'550'400; // 2360-01-05 12:00
    auto source = openBytes(tarHeader(far) + padded("f") + tarMember("near.txt", "n") + tarEnd(), QStringLiteral("t.tar"));
    Tree tree(*source);
    QCOMPARE(tree.warnings(), QStringList({QStringLiteral("time_invalid /t.tar/far.txt 2360-01-05T12:00:00Z")}));
    QVERIFY(tree.find(QStringLiteral("/t.tar/far.txt"))->flags & FileTimeInvalid);
    QCOMPARE(tree.find(QStringLiteral("/t.tar/far.txt"))->times[0], kNoTime);
    QVERIFY(!(tree.find(QStringLiteral("/t.tar/near.txt"))->flags & FileTimeInvalid));
}

/// A map of pieces that go backwards, for which libarchive says "try again" without end.
void TestTarMembers::endlessSparse()
{
    const QByteArray stored(1024, 'd');
    auto source = openBytes(gnuSparse("f", {{8192, 512}, {0, 512}}, stored, 16'384) + tarMember("behind", "a") + tarEnd(),
                            QStringLiteral("t.tar"));
    QElapsedTimer timer;
    timer.start();
    Tree tree(*source);
    QCOMPARE(tree.content(QStringLiteral("/t.tar/behind")), QByteArray("a"));
    QCOMPARE(tree.content(QStringLiteral("/t.tar/f")), QByteArray("error damaged"));
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestTarMembers)
#include "tst_tarmembers.moc"
