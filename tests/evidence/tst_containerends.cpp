// SPDX-License-Identifier: Apache-2.0
#include "tests/evidence/archivesamples.h"
#include "tests/evidence/foreignarchives.h"

#include <QTemporaryDir>
#include <QTest>

#include <clocale>

using namespace ashiato;

namespace
{

constexpr char kGarbage[] = "garbage";
constexpr qint64 kGarbageSize = 7;

/// Hashes a file of the tree into its sink; whether hashes came of it.
bool hashes(EvidenceSource &source, Tree &tree, const QString &path)
{
    const FileRecord *file = tree.find(path);
    if (!file)
        return false;
    TaskRequest request;
    request.units.push_back(tree.unitOf(*file));
    RecordBatch &batch = tree.sink.batch();
    return source.hash(request, tree.sink).ok() && !batch.hashes.empty() && (batch.hashes.back().flags & HashComputed);
}

/// Where the bytes lie that belong to nothing, one entry a warning: "/a.gz 120+7".
QStringList unclaimed(Tree &tree)
{
    QStringList all;
    for (const WarningRecord &warning : tree.sink.batch().warnings) {
        if (ErrorCode(warning.code) == ErrorCode::Unclaimed)
            all += QStringLiteral("%1 %2+%3").arg(tree.sink.text(warning.path)).arg(warning.offset).arg(warning.length);
    }
    return all;
}

/// A raw stream of the kind that zip stores under a method.
QByteArray compressed(const QByteArray &content, int filter) { return archived({{"x", content}}, ARCHIVE_FORMAT_RAW, filter); }

/// A zip of one member "a" whose stored bytes and CRC-32 are given.
QByteArray zipWith(quint16 method, const QByteArray &stored, qsizetype size, quint32 crc)
{
    QByteArray zip = zipOf({{"a", stored, 0, quint16(method == 8 ? 0 : method)}});
    const qsizetype directory = zip.indexOf("PK\1\2");
    const auto set = [&zip](qsizetype at, auto value) {
        const auto little = qToLittleEndian(value);
        zip.replace(at, sizeof little, reinterpret_cast<const char *>(&little), sizeof little);
    };
    for (const qsizetype at : {qsizetype(4), directory + 6}) {
        set(at + 4, method);
        set(at + 10, crc);
        set(at + 18, quint32(size));
    }
    return zip;
}

} // namespace

/// What stands where a container ends: checksums that do not fit its content, and bytes that are no part of it. What is good
/// is read and hashed all the same.
class TestContainerEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void gzip_data();
    void gzip();
    void gzipTrailer_data();
    void gzipTrailer();
    void bzip2();
    void damagedByGarbage_data();
    void damagedByGarbage();
    void archives_data();
    void archives();
    void archivesOfOthers_data();
    void archivesOfOthers();
    void compressedArchiveIsChecked();
    void zip_data();
    void zip();
    void zipChecksums_data();
    void zipChecksums();
    void encrypted_data();
    void encrypted();
};

void TestContainerEnds::initTestCase()
{
    setlocale(LC_ALL, "C"); // as a worker may be started
    warmUpEvidenceLibraries();
}

void TestContainerEnds::gzip_data()
{
    QTest::addColumn<QByteArray>("behind");
    QTest::addColumn<bool>("said");
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("zeros") << QByteArray(1000, '\0') << false;
    QTest::newRow("garbage") << QByteArray(kGarbage) << true;
    QTest::newRow("zeros and garbage") << QByteArray(300'000, '\0') + kGarbage << true;
    QTest::newRow("half a signature") << QByteArray("\x1f") << true;
    QTest::newRow("looks like a signature") << QByteArray("\x1f\x1f\x1f\x1f") << true;
}

void TestContainerEnds::gzip()
{
    QFETCH(QByteArray, behind);
    QFETCH(bool, said);
    const QByteArray content = mixedBytes(700'000, 4);
    const QByteArray good = gzipped(content.first(300'000)) + gzipped(content.sliced(300'000));
    auto source = openBytes(good + behind, QStringLiteral("a.gz"));
    Tree tree(*source);
    const QStringList expected =
        said ? QStringList(QStringLiteral("/a.gz %1+%2").arg(good.size()).arg(behind.size())) : QStringList();
    QCOMPARE(unclaimed(tree), expected);
    QVERIFY(tree.content(QStringLiteral("/a.gz/a")) == content);
    // A large one is not read when it is listed: who reads it says the same, and the case keeps it once.
    QVERIFY(hashes(*source, tree, QStringLiteral("/a.gz/a")));
    QCOMPARE(unclaimed(tree), expected + expected);
    QCOMPARE(tree.warnings().size(), expected.size() * 2);
}

void TestContainerEnds::gzipTrailer_data()
{
    QTest::addColumn<int>("fromEnd");
    QTest::newRow("CRC-32") << 8;
    QTest::newRow("length") << 4;
}

void TestContainerEnds::gzipTrailer()
{
    QFETCH(int, fromEnd);
    QByteArray bytes = gzipped(mixedBytes(100'000, 4));
    bytes[bytes.size() - fromEnd] = char(bytes[bytes.size() - fromEnd] ^ 1);
    auto source = openBytes(bytes, QStringLiteral("a.gz"));
    Tree tree(*source);
    QCOMPARE(tree.warnings().size(), 1);
    QVERIFY2(tree.warnings()[0].startsWith(QStringLiteral("damaged /a.gz/a incorrect ")), qPrintable(tree.warnings()[0]));
    QVERIFY(!hashes(*source, tree, QStringLiteral("/a.gz/a")));
    // Word for word, offset for offset: the case keeps one of them.
    QCOMPARE(tree.warnings().size(), 2);
    QCOMPARE(tree.warnings()[1], tree.warnings()[0]);
    QCOMPARE(tree.sink.batch().warnings[1].offset, tree.sink.batch().warnings[0].offset);
    QCOMPARE(tree.sink.batch().warnings[1].fileId, tree.sink.batch().warnings[0].fileId);
}

void TestContainerEnds::bzip2()
{
    const QByteArray content = mixedBytes(400'000, 4);
    const QByteArray good = compressed(content, ARCHIVE_FILTER_BZIP2);
    for (const QByteArray &behind : {QByteArray(), QByteArray(1000, '\0'), QByteArray(kGarbage)}) {
        auto source = openBytes(good + behind, QStringLiteral("a.bz2"));
        Tree tree(*source);
        QVERIFY(hashes(*source, tree, QStringLiteral("/a.bz2/a")));
        QCOMPARE(unclaimed(tree), behind.startsWith('g') ? QStringList(QStringLiteral("/a.bz2 %1+7").arg(good.size())) : QStringList());
    }
}

void TestContainerEnds::damagedByGarbage_data()
{
    QTest::addColumn<int>("filter");
    QTest::addColumn<QString>("name");
    QTest::newRow("xz") << ARCHIVE_FILTER_XZ << QStringLiteral("/a.xz");
    QTest::newRow("zst") << ARCHIVE_FILTER_ZSTD << QStringLiteral("/a.zst");
}

/// To these formats, as to xz and zstd themselves, garbage at the end is damage.
void TestContainerEnds::damagedByGarbage()
{
    QFETCH(int, filter);
    QFETCH(QString, name);
    const QByteArray good = compressed(mixedBytes(400'000, 4), filter);
    auto source = openBytes(good, name.mid(1));
    Tree whole(*source);
    QVERIFY(hashes(*source, whole, name + QStringLiteral("/a")));
    QCOMPARE(whole.warnings(), QStringList());
    source = openBytes(good + kGarbage, name.mid(1));
    Tree damaged(*source);
    QVERIFY(!hashes(*source, damaged, name + QStringLiteral("/a")));
    QCOMPARE(damaged.warnings().size(), 1);
    QVERIFY2(damaged.warnings()[0].startsWith(QStringLiteral("damaged ") + name), qPrintable(damaged.warnings()[0]));
}

void TestContainerEnds::archives_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("filter");
    QTest::addColumn<QString>("name");
    QTest::newRow("tar") << ARCHIVE_FORMAT_TAR_USTAR << ARCHIVE_FILTER_NONE << QStringLiteral("/a.tar");
    QTest::newRow("tar.gz") << ARCHIVE_FORMAT_TAR_USTAR << ARCHIVE_FILTER_GZIP << QStringLiteral("/a.tgz");
    QTest::newRow("tar.bz2") << ARCHIVE_FORMAT_TAR_USTAR << ARCHIVE_FILTER_BZIP2 << QStringLiteral("/a.tbz2");
    QTest::newRow("7z") << ARCHIVE_FORMAT_7ZIP << ARCHIVE_FILTER_NONE << QStringLiteral("/a.7z");
}

void TestContainerEnds::archives()
{
    QFETCH(int, format);
    QFETCH(int, filter);
    QFETCH(QString, name);
    const QByteArray content = mixedBytes(400'000, 4);
    const QByteArray good = archived({{"one", content}, {"two", "2"}}, format, filter);
    for (const QByteArray &behind : {QByteArray(), QByteArray(30'000, '\0'), QByteArray(kGarbage)}) {
        auto source = openBytes(good + behind, name.mid(1));
        Tree tree(*source);
        QStringList expected;
        // A tar ends with its two blocks of zeros, of which the rest of its last record consists as well.
        constexpr qsizetype kTarEnd = 512 + (400'000 / 512 + 1) * 512 + 2 * 512 + 2 * 512;
        if (behind.startsWith('g') && name == QStringLiteral("/a.tar"))
            expected += QStringLiteral("/a.tar %1+%2").arg(kTarEnd).arg(good.size() + kGarbageSize - kTarEnd);
        else if (behind.startsWith('g'))
            expected += QStringLiteral("%1 %2+7").arg(name).arg(good.size());
        QCOMPARE(unclaimed(tree), expected);
        QCOMPARE(tree.warnings().size(), expected.size());
        QVERIFY(tree.content(name + QStringLiteral("/one")) == content);
        QVERIFY(hashes(*source, tree, name + QStringLiteral("/two")));
    }
}

void TestContainerEnds::archivesOfOthers_data()
{
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QString>("name");
    QTest::newRow("rar 4") << rar4Of("content") << QStringLiteral("/a.rar");
    QTest::newRow("rar 5") << rar5Of("content") << QStringLiteral("/a.rar");
    QTest::newRow("cab") << cabOf("content") << QStringLiteral("/a.cab");
    QTest::newRow("signed cab") << cabOf("content", "signature") << QStringLiteral("/a.cab");
}

void TestContainerEnds::archivesOfOthers()
{
    QFETCH(QByteArray, good);
    QFETCH(QString, name);
    for (const QByteArray &behind : {QByteArray(), QByteArray(30'000, '\0'), QByteArray(kGarbage)}) {
        auto source = openBytes(good + behind, name.mid(1));
        Tree tree(*source);
        const QStringList expected =
            behind.startsWith('g') ? QStringList(QStringLiteral("%1 %2+7").arg(name).arg(good.size())) : QStringList();
        QCOMPARE(unclaimed(tree), expected);
        QCOMPARE(tree.warnings().size(), expected.size());
        QCOMPARE(tree.content(name + QStringLiteral("/one")), QByteArray("content"));
    }
    for (qsizetype cut = 0; cut < good.size(); ++cut) { // of what is cut, nothing is behind
        auto source = openBytes(good.first(cut), name.mid(1));
        Tree tree(*source);
        QCOMPARE(unclaimed(tree), QStringList());
    }
}

/// libarchive leaves a compressed tar at the tar's end, and takes any checksum behind it.
void TestContainerEnds::compressedArchiveIsChecked()
{
    const QByteArray tar = archived({{"one", mixedBytes(400'000, 4)}}, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE);
    QByteArray bytes = gzipped(tar);
    bytes[bytes.size() - 8] = char(bytes[bytes.size() - 8] ^ 1);
    auto source = openBytes(bytes, QStringLiteral("a.tar.gz"));
    QCOMPARE(source->opened().format, QStringLiteral("tar.gz"));
    Tree damaged(*source);
    QCOMPARE(damaged.warnings(), QStringList(QStringLiteral("damaged /a.tar.gz incorrect data check")));

    // Hidden behind the end of the tar, within the gz
    source = openBytes(gzipped(tar + kGarbage), QStringLiteral("a.tar.gz"));
    Tree hidden(*source);
    QCOMPARE(hidden.warnings().size(), 1);
    QVERIFY(hidden.warnings()[0].endsWith(QStringLiteral(" B, decompressed")));
    QCOMPARE(hidden.sink.batch().warnings[0].offset + hidden.sink.batch().warnings[0].length, qint64(tar.size()) + kGarbageSize);
}

void TestContainerEnds::zip_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("said");
    const QByteArray zip = zipOf({{"a", "first"}, {"b", "second"}});
    QByteArray commented = zip;
    commented.replace(commented.size() - 2, 2, QByteArray("\7\0", 2));
    commented += "comment";
    const auto at = [](qsizetype offset, qsizetype length) {
        return QStringList(QStringLiteral("/a.zip %1+%2").arg(offset).arg(length));
    };
    QTest::newRow("nothing") << zip << QStringList();
    QTest::newRow("zeros") << zip + QByteArray(100, '\0') << QStringList();
    QTest::newRow("comment") << commented << QStringList();
    QTest::newRow("garbage") << zip + kGarbage << at(zip.size(), kGarbageSize);
    QTest::newRow("comment and garbage") << commented + kGarbage << at(commented.size(), kGarbageSize);
    QTest::newRow("program in front") << "MZ" + QByteArray(500, 'x') + zip << at(0, 502);
    QTest::newRow("both") << "MZ" + QByteArray(500, 'x') + zip + kGarbage << at(0, 502) + at(502 + zip.size(), kGarbageSize);
}

void TestContainerEnds::zip()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, said);
    auto source = openBytes(bytes, QStringLiteral("a.zip"));
    Tree tree(*source);
    QCOMPARE(unclaimed(tree), said);
    QCOMPARE(tree.warnings().size(), said.size());
    QVERIFY(hashes(*source, tree, QStringLiteral("/a.zip/b")));
}

void TestContainerEnds::zipChecksums_data()
{
    QTest::addColumn<int>("method");
    QTest::addColumn<QByteArray>("stored");
    const QByteArray content = mixedBytes(300'000, 4);
    QTest::newRow("stored") << 0 << content;
    QTest::newRow("deflated") << 8 << deflated(content, -15);
    QTest::newRow("bzip2") << 12 << compressed(content, ARCHIVE_FILTER_BZIP2);
    QTest::newRow("zstd") << 93 << compressed(content, ARCHIVE_FILTER_ZSTD);
    // LZMA-alone without its size, behind the version and the length of its properties
    const QByteArray lzma = compressed(content, ARCHIVE_FILTER_LZMA);
    QTest::newRow("lzma") << 14 << QByteArray("\x09\x14\x05\x00", 4) + lzma.first(5) + lzma.sliced(13);
}

void TestContainerEnds::zipChecksums()
{
    QFETCH(int, method);
    QFETCH(QByteArray, stored);
    const QByteArray content = mixedBytes(300'000, 4);
    const QString path = QStringLiteral("/a.zip/a");
    auto source = openBytes(zipWith(quint16(method), stored, content.size(), crcOf(content)), QStringLiteral("a.zip"));
    Tree good(*source);
    QVERIFY(good.content(path) == content);
    QVERIFY(hashes(*source, good, path));
    QCOMPARE(good.warnings(), QStringList());

    source = openBytes(zipWith(quint16(method), stored, content.size(), crcOf(content) ^ 1), QStringLiteral("a.zip"));
    Tree bad(*source);
    auto bytes = source->open(bad.locator(*bad.find(path)));
    QVERIFY(bytes.ok());
    QVERIFY((*bytes)->window(100'000, 1000).value() == content.mid(100'000, 1000)); // what is there can be looked at
    QVERIFY(!hashes(*source, bad, path));
    QCOMPARE(bad.warnings().size(), 1);
    QVERIFY2(bad.warnings()[0].startsWith(QStringLiteral("damaged /a.zip/a ")), qPrintable(bad.warnings()[0]));
    QVERIFY2(bad.warnings()[0].contains(QStringLiteral("CRC")), qPrintable(bad.warnings()[0]));
}

void TestContainerEnds::encrypted_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("container");
    QTest::addColumn<QString>("member");
    QTest::newRow("zip") << zipOf({{"closed.txt", "secret", 1}}) << QStringLiteral("/a.zip") << QStringLiteral("/a.zip/closed.txt");
    // 7z a -psecret; and with -mhe=on, which hides the names
    QTest::newRow("7z") << QByteArray::fromBase64(
                               "N3q8ryccAAQycNzfIAAAAAAAAAByAAAAAAAAAOi8RXBSgxVulLCi4jOdsmjwZAXPRg8POhwOpl+5AatE8PJyjAEEBgABCSAABwsBAAIk"
                               "BvEHARJTD+RawZdZWhJMWUlyRQnEg1MhIQEAAQAMEw8ACAoBMGEVFwAABQEZAQARFwBjAGwAbwBzAGUAZAAuAHQAeAB0AAAAGQQAAAAA"
                               "FAoBAFYkxnGoet0BFQYBACCApIEAAA==")
                        << QStringLiteral("/a.7z") << QStringLiteral("/a.7z/closed.txt");
    QTest::newRow("7z, header too") << QByteArray::fromBase64(
                                           "N3q8ryccAASp71ptoAAAAAAAAAAvAAAAAAAAAM8A3qegSGU+RMSjMH9+EALDQgOyvUpSjksM2N+ESUvhWVW9nBXp2BVtUN1p"
                                           "cWIR1Bk5Qjnz7JNiNM8DegzvVzsiyx95FPX+s/4P04zSpm8hKKHTG1hkEarMOlBQVoLSMXeMrRTgWwVShuyE4dZT5UK6NxF0"
                                           "3sXtPculeHxdnAllEDAAeLaI5JmQ4e6KVRyDPr4U8N0zDJ/dtDBxan/9OWIgCHRqFwYgAQmAgAAHCwEAASQG8QcBElMPkLnA"
                                           "y4G1hVDcjYRPORaaLwxyCgH+o6HZAAA=")
                                    << QStringLiteral("/a.7z") << QString();
}

void TestContainerEnds::encrypted()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, container);
    QFETCH(QString, member);
    auto source = openBytes(bytes, container.mid(1));
    Tree tree(*source);
    const QString named = member.isEmpty() ? container : member;
    QCOMPARE(tree.warnings().size(), 1);
    QVERIFY2(tree.warnings()[0].startsWith(QStringLiteral("encrypted ") + named), qPrintable(tree.warnings()[0]));
    if (member.isEmpty()) {
        QCOMPARE(tree.paths(), QStringList(container));
        return;
    }
    QVERIFY(tree.find(member)->flags & FileEncrypted);
    QVERIFY(!hashes(*source, tree, member));
    QCOMPARE(tree.warnings().size(), 2);
    QCOMPARE(tree.warnings()[1], tree.warnings()[0]); // the same: the case keeps one
}

QTEST_GUILESS_MAIN(TestContainerEnds)
#include "tst_containerends.moc"
