// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/imagereader.h"
#include "importers/evidence/imagesignature.h"
#include "tests/evidence/evidencefiles.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;

/// Raw images in one and in several files; and formats of images that are named and not read.
class TestRawImages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitRaw();
    void splitRawByLetters();
    void diskLike_data();
    void diskLike();
    void unsupported_data();
    void unsupported();

private:
    QTemporaryDir m_folder;
    const QByteArray m_source = mixedBytes(3 * 1024 * 1024 + 5 * 512, 20261122);
};

void TestRawImages::splitRaw()
{
    QStringList paths;
    for (int i = 0; i < 4; ++i) {
        paths += m_folder.filePath(QStringLiteral("disk.%1").arg(i + 1, 3, 10, QLatin1Char('0')));
        writeFile(paths.last(), m_source.mid(i * 1'000'000, 1'000'000));
    }
    {
        const OpenFiles files(paths);
        const auto image = openImage(files.descriptors, files.names);
        QVERIFY(image.ok());
        QCOMPARE((*image)->info().format, QStringLiteral("split raw"));
        QVERIFY(readAll(**image, OnDamage::Fail, 333'333) == m_source);
        // The end cuts off what is asked for; behind it there is nothing, and that is no error.
        char bytes[16];
        QCOMPARE((*image)->read(m_source.size() - 5, bytes, 16).value(), 5);
        QCOMPARE((*image)->read(m_source.size(), bytes, 16).value(), 0);
        const auto past = (*image)->read(m_source.size() + 4096, bytes, 16);
        QVERIFY(past.ok());
        QCOMPARE(*past, 0);
    }
    paths.removeAt(1);
    const OpenFiles files(paths);
    const auto image = openImage(files.descriptors, files.names);
    QVERIFY(image.ok());
    QCOMPARE((*image)->info().warnings.size(), size_t(1));
    QCOMPARE((*image)->info().warnings[0].detail, QStringLiteral("2"));
    QByteArray expected = m_source;
    expected.replace(1'000'000, 1'000'000, QByteArray(1'000'000, '\0'));
    QVERIFY(readAll(**image, OnDamage::FillZeros) == expected);
    QCOMPARE((*image)->badRanges().size(), size_t(1));
    char byte = 0;
    QCOMPARE((*image)->read(1'500'000, &byte, 1).error().code, ErrorCode::Missing);
}

void TestRawImages::splitRawByLetters()
{
    QStringList paths;
    for (const QString &letters : {QStringLiteral("aa"), QStringLiteral("ac"), QStringLiteral("ad")}) { // ab is missing
        const int i = letters[1].unicode() - u'a';
        paths += m_folder.filePath(QStringLiteral("letters.") + letters);
        writeFile(paths.last(), m_source.mid(i * 1'000'000, 1'000'000));
    }
    const OpenFiles files(paths);
    const auto image = openImage(files.descriptors, files.names);
    QVERIFY(image.ok());
    QByteArray expected = m_source;
    expected.replace(1'000'000, 1'000'000, QByteArray(1'000'000, '\0'));
    QVERIFY(readAll(**image, OnDamage::FillZeros) == expected);
    QCOMPARE((*image)->info().warnings.size(), size_t(1));
    QCOMPARE((*image)->badRanges().size(), size_t(1));
}

/// Disks that no name ending tells: a file that begins so is an image.
void TestRawImages::diskLike_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("disk");
    const auto row = [](const char *name, std::initializer_list<std::pair<int, QByteArray>> parts, bool disk) {
        QByteArray bytes(70 << 10, '\0');
        for (const auto &[offset, part] : parts)
            bytes.replace(offset, part.size(), part);
        QTest::newRow(name) << bytes << disk;
    };
    const QByteArray label("\x57\x45\x56\x82", 4), ufs2("\x19\x01\x54\x19", 4);
    row("Apple partition map", {{0, "ER"}, {512, QByteArray("PM\0\0", 4)}}, true);
    row("ER alone", {{0, "ER"}}, false);
    row("Sun label", {{508, "\xda\xbe"}, {510, "\xda\xbe"}}, true);
    row("Sun label, wrong sum", {{100, "x"}, {508, "\xda\xbe"}, {510, "\xda\xbe"}}, false);
    row("BSD disklabel", {{512, label}, {512 + 132, label}}, true);
    row("half a BSD disklabel", {{512, label}}, false);
    row("UFS2", {{65536 + 1372, ufs2}}, true);
    row("UFS1", {{8192 + 1372, QByteArray("\x54\x19\x01\0", 4)}}, true);
    row("zeros", {}, false);
}

void TestRawImages::diskLike()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, disk);
    QCOMPARE(imageSignature(bytes, {}, nullptr) == ImageSignature::DiskLike, disk);
    for (qsizetype length = 0; length < 1024; length += 37) // no byte behind the end is looked at
        (void)imageSignature(QByteArrayView(bytes).first(length), {}, nullptr);
}

void TestRawImages::unsupported_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::newRow("L01") << QByteArray("LVF\x09\x0d\x0a\xff\x00\x01", 9) << QStringLiteral("L01");
    QTest::newRow("Lx01") << QByteArray("LEF2\x0d\x0a\x81", 7) << QStringLiteral("Lx01");
    QTest::newRow("Ex01, nothing in it") << QByteArray("EVF2\x0d\x0a\x81", 7) << QStringLiteral("Ex01");
    QTest::newRow("AD1") << QByteArray("ADSEGMENTEDFILE") << QStringLiteral("AD1");
    QTest::newRow("VMDK") << QByteArray("KDMV") << QStringLiteral("VMDK");
    QTest::newRow("QCOW2") << QByteArray("QFI\xfb") << QStringLiteral("QCOW2");
    QTest::newRow("VHDX") << QByteArray("vhdxfile") << QStringLiteral("VHDX");
    QTest::newRow("AFF") << QByteArray("AFF10\r\n") << QStringLiteral("AFF");
}

void TestRawImages::unsupported()
{
    QFETCH(QByteArray, bytes);
    const OpenFiles files(bytes + QByteArray(5000, '\1'), QStringLiteral("odd.img"));
    const auto image = openImage(files.descriptors, files.names);
    QVERIFY(!image.ok());
    QCOMPARE(image.error().code, ErrorCode::Unsupported);
    QTEST(image.error().detail, "name");
}

QTEST_GUILESS_MAIN(TestRawImages)
#include "tst_rawimages.moc"
