// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/nestedcontent.h"
#include "tests/evidence/archivesamples.h"
#include "tests/evidence/foreignarchives.h"
#include "tests/evidence/tarsamples.h"
#include "tests/shared/memorysource.h"

#include <QTemporaryDir>
#include <QTest>

#include <clocale>

using namespace ashiato;

/// Archives in whatever holder are opened by their names, and what is an image or an archive is known by its content.
class TestNestedContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void kinds_data();
    void kinds();
    void everyPrefix();
    void formats_data();
    void formats();
    void everyCut();
    void inFolder();
    void notWhatItsNameSays();
};

namespace
{

QByteArray at(qsizetype offset, const QByteArray &magic, qsizetype size = 80'000)
{
    QByteArray bytes(size, '\0');
    return bytes.replace(offset, magic.size(), magic);
}

QByteArray mbr()
{
    QByteArray bytes = at(510, "\x55\xaa");
    bytes[450] = 7;
    bytes[458] = 100;
    return bytes;
}

/// The old form of cpio with binary numbers, low byte first.
QByteArray binaryCpio(const QByteArray &name, const QByteArray &content)
{
    const auto entry = [](const QByteArray &path, const QByteArray &bytes) {
        QByteArray header = "\xc7\x71" + little(quint16(1)) + little(quint16(7)) + little(quint16(0100644)) + QByteArray(4, '\0')
            + little(quint16(1)) + QByteArray(6, '\0') + little(quint16(path.size() + 1)) + little(quint16(0)) + little(quint16(bytes.size()))
            + path + '\0';
        if (header.size() % 2)
            header += '\0';
        return header + bytes + QByteArray(bytes.size() % 2, '\0');
    };
    return entry(name, content) + entry("TRAILER!!!", {}) + QByteArray(512, '\0');
}

} // namespace

void TestNestedContent::initTestCase()
{
    setlocale(LC_ALL, "C");
    warmUpEvidenceLibraries();
}

void TestNestedContent::kinds_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char *tag, const QByteArray &content, const char *kind) { QTest::newRow(tag) << content << QString::fromLatin1(kind); };
    row("E01", at(0, QByteArray("EVF\x09\x0d\x0a\xff\0", 8)), "E01");
    row("Ex01", at(0, "EVF2\x0d\x0a\x81"), "Ex01");
    row("L01", at(0, "LVF\x09\x0d\x0a\xff"), "L01");
    row("AD1", at(0, "ADSEGMENTEDFILE"), "AD1");
    row("AFF", at(0, "AFF10\r\n"), "AFF");
    row("VMDK", at(0, "KDMV"), "VMDK");
    row("dynamic VHD", at(0, "conectix"), "VHD");
    row("fixed VHD", at(80'000 - 512, "conectix"), "VHD");
    row("fixed VHD with partitions", mbr().replace(80'000 - 512, 8, "conectix"), "VHD");
    row("VHDX", at(0, "vhdxfile"), "VHDX");
    row("QCOW2", at(0, "QFI\xfb"), "QCOW2");
    row("DMG", at(80'000 - 512, "koly"), "DMG");
    row("MBR", mbr(), "raw");
    row("NTFS", at(3, "NTFS    "), "raw");
    row("GPT", at(512, "EFI PART"), "raw");
    row("ISO 9660", at(32'769, "CD001"), "raw");
    row("ext", at(1080, "\x53\xef"), "raw");
    row("zip", zipOf({{"a", QByteArray(600, 'x'), 0, 0}}), "zip");
    row("tar", tarMember("a", "b") + tarEnd(), "tar");
    row("cpio", binaryCpio("a", QByteArray(600, 'x')), "cpio");
    row("7z", at(0, "7z\xbc\xaf\x27\x1c"), "7z");
    row("document", zipOf({{"[Content_Types].xml", QByteArray(600, 'x'), 0, 0}}), "");
    row("text", QByteArray("a line of text\n").repeated(100), "");
    row("noise", mixedBytes(100'000, 5), "");
    row("zeros", QByteArray(100'000, '\0'), "");
    row("short", "KDMV", "");
}

void TestNestedContent::kinds()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, kind);
    MemorySource source(content);
    QCOMPARE(nestedKind(source), kind);
}

void TestNestedContent::everyPrefix()
{
    for (const QByteArray &whole : {binaryCpio("a", "x"), tarMember("a", "b"), zipOf({{"a", "x"}}), mbr().first(1024)}) {
        for (qsizetype size = 0; size < whole.size(); ++size) {
            MemorySource source(whole.first(size));
            (void)nestedKind(source);
            (void)containerByHead(whole.first(size));
        }
    }
}

void TestNestedContent::formats_data()
{
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("member");
    const QList<Member> members{{"one", QByteArray(700, 'z')}};
    const auto row = [](const char *name, const QByteArray &archive, const char *member) {
        QTest::newRow(name) << archive << QString::fromLatin1(name) << QString::fromLatin1(member);
    };
    row("binary.cpio", binaryCpio("one", QByteArray(700, 'z')), "one");
    row("new.cpio", archived(members, ARCHIVE_FORMAT_CPIO_SVR4_NOCRC, ARCHIVE_FILTER_NONE), "one");
    row("old.cpio", archived(members, ARCHIVE_FORMAT_CPIO_POSIX, ARCHIVE_FILTER_NONE), "one");
    row("one.lzma", archived(members, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_LZMA), "one");
    row("one.lz4", archived(members, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_LZ4), "one");
    row("one.lz", archived(members, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_LZIP), "one");
    row("one.Z", archived(members, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_COMPRESS), "one");
    row("t.tlz", archived(members, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_LZMA), "one");
    row("p.deb", "!<arch>\none/            1700000000  0     0     100644  700       `\n" + QByteArray(700, 'z'), "one");
    row("w.warc", archived(members, ARCHIVE_FORMAT_WARC, ARCHIVE_FILTER_NONE), "one");
}

void TestNestedContent::formats()
{
    QFETCH(QByteArray, archive);
    QFETCH(QString, name);
    QFETCH(QString, member);
    // Alone, within a tar and within a zip
    if (name != QStringLiteral("w.warc")) { // a warc keeps what has an address alone
        auto alone = openBytes(archive, name);
        Tree tree(*alone);
        QCOMPARE(tree.content(u'/' + name + u'/' + member), QByteArray(700, 'z'));
    }
    const QByteArray tar = tarMember("in/" + name.toLatin1(), archive) + tarEnd();
    for (const bool zipped : {false, true}) {
        const QString outer = zipped ? QStringLiteral("b.zip") : QStringLiteral("b.tar");
        auto source = openBytes(zipped ? zipOf({{"in/" + name.toLatin1(), archive}}) : tar, outer);
        Tree tree(*source);
        const FileRecord *row = tree.find(u'/' + outer + u"/in/"_qs + name);
        QVERIFY(row);
        QVERIFY(row->flags & FileContainer);
        if (name != QStringLiteral("w.warc"))
            QCOMPARE(tree.content(u'/' + outer + u"/in/"_qs + name + u'/' + member), QByteArray(700, 'z'));
    }
}

/// Each format is cut everywhere: none crashes, and none is silent where it ends within its first bytes.
void TestNestedContent::everyCut()
{
    const QList<Member> members{{"one", mixedBytes(300, 1)}};
    const auto raw = [&](int filter) { return archived(members, ARCHIVE_FORMAT_RAW, filter); };
    const QList<std::pair<QString, QByteArray>> all{{QStringLiteral("a.cpio"), binaryCpio("one", "x")},
                                                     {QStringLiteral("a.Z"), raw(ARCHIVE_FILTER_COMPRESS)},
                                                     {QStringLiteral("a.lzma"), raw(ARCHIVE_FILTER_LZMA)},
                                                     {QStringLiteral("a.lz4"), raw(ARCHIVE_FILTER_LZ4)},
                                                     {QStringLiteral("a.lz"), raw(ARCHIVE_FILTER_LZIP)},
                                                     {QStringLiteral("a.rar"), rar4Of("x")},
                                                     {QStringLiteral("b.rar"), rar5Of("x")},
                                                     {QStringLiteral("a.cab"), cabOf("x")}};
    for (const auto &[name, whole] : all) {
        for (qsizetype size = 0; size < whole.size(); ++size) {
            auto source = openBytes(whole.first(size), name);
            QVERIFY(source);
            Tree tree(*source);
            for (const QString &path : tree.paths())
                (void)tree.content(path);
        }
    }
}

void TestNestedContent::inFolder()
{
    QTemporaryDir folder;
    const auto write = [&folder](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(write(QStringLiteral("a.cpio"), binaryCpio("one", "x")));
    QVERIFY(write(QStringLiteral("b.zip"), zipOf({{"c.cpio", binaryCpio("two", "y")}})));
    auto source = openPaths({folder.path()});
    Tree tree(*source);
    QCOMPARE(tree.content(QStringLiteral("/a.cpio/one")), QByteArray("x"));
    QCOMPARE(tree.content(QStringLiteral("/b.zip/c.cpio/two")), QByteArray("y"));
    QCOMPARE(tree.warnings(), QStringList());
}

/// A file that has no more than the name of an archive is counted as what no format fits, or named as what it is.
void TestNestedContent::notWhatItsNameSays()
{
    auto source = openBytes(zipOf({{"not.tar", QByteArray(2000, 'x')}, {"disk.gz", mbr()}}), QStringLiteral("t.zip"));
    Tree tree(*source);
    QCOMPARE(tree.warnings(), QStringList({QStringLiteral("not_recognised /t.zip/not.tar "), QStringLiteral("nested_image /t.zip/disk.gz raw")}));
}

QTEST_GUILESS_MAIN(TestNestedContent)
#include "tst_nestedcontent.moc"
