// SPDX-License-Identifier: Apache-2.0
// Extended attributes of ext and HFS+ and resource forks: rows of their own with their content.
#include "importers/evidence/extattributes.h"
#include "tests/evidence/filesystemsamples.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestExtendedAttributes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ext_data();
    void ext();
    void extDamaged();
    void hfs();
    void mutated();

private:
    QByteArray value(Walked &walked, const QString &path)
    {
        const FileRecord row = walked.rows.value(path);
        if (!row.id || row.kind != FileKind::Stream)
            return "no stream";
        const auto content = contentOf(walked.walker, row);
        return content && content->size() == row.size ? *content : "not read";
    }
    QString make(const QString &options);
    bool set(const QString &image, const QString &file, const QString &name, const QByteArray &value)
    {
        const QString from = m_scratch.filePath(u"value"_s);
        QFile::remove(from);
        return copyInto(from, value, 0) &&
               runTool(u"debugfs"_s, {u"-w"_s, u"-R"_s, u"ea_set -f %1 %2 %3"_s.arg(from, file, name), image});
    }

    QTemporaryDir m_scratch;
};

QString TestExtendedAttributes::make(const QString &options)
{
    const QString root = m_scratch.filePath(u"root"_s), image = m_scratch.filePath(u"ext.img"_s);
    QFile::remove(image);
    if (!QDir().mkpath(root + u"/folder"_s) || !copyInto(root + u"/file.txt"_s, "content", 0) ||
        !copyInto(root + u"/folder/plain.txt"_s, "plain", 0) || !makeEmpty(image, 8 << 20))
        return {};
    return runTool(u"mke2fs"_s, QStringList{u"-q"_s, u"-F"_s, u"-d"_s, root} + options.split(u' ') + QStringList{image}) ? image : QString();
}

void TestExtendedAttributes::ext_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<int>("large");
    QTest::newRow("ext4") << u"-t ext4 -b 4096"_s << 3000;
    QTest::newRow("ext4, 1 KiB") << u"-t ext4 -b 1024"_s << 800;
    QTest::newRow("ext2, small inodes") << u"-t ext2 -I 128"_s << 800;
    QTest::newRow("values in inodes") << u"-t ext4 -b 1024 -O ea_inode"_s << 1024;
    QTest::newRow("inline data") << u"-t ext4 -b 4096 -O inline_data"_s << 3000;
}

void TestExtendedAttributes::ext()
{
    QFETCH(QString, options);
    QFETCH(int, large);
    const QString image = make(options);
    QVERIFY(!image.isEmpty());
    const QByteArray big(large, 'v');
    QVERIFY(set(image, u"/file.txt"_s, u"user.comment"_s, "a note") && set(image, u"/file.txt"_s, u"user.large"_s, big));
    QVERIFY(set(image, u"/folder"_s, u"trusted.mark"_s, "on a folder") && set(image, u"/file.txt"_s, u"security.selinux"_s, "label"));
    Walked walked(image);
    QVERIFY(walked.good);
    QCOMPARE(walked.sink.batch().warnings.size(), 0u);
    QCOMPARE(value(walked, u"/file.txt:user.comment"_s), QByteArray("a note"));
    QVERIFY(value(walked, u"/file.txt:user.large"_s) == big);
    QCOMPARE(value(walked, u"/folder:trusted.mark"_s), QByteArray("on a folder"));
    QVERIFY(!walked.rows.contains(u"/file.txt:security.selinux"_s));
    QVERIFY(walked.rows.contains(u"/folder/plain.txt"_s));
    const auto content = contentOf(walked.walker, walked.rows.value(u"/file.txt"_s));
    QVERIFY(content.ok() && *content == "content");
    int streams = 0;
    for (const FileRecord &row : std::as_const(walked.rows))
        streams += row.kind == FileKind::Stream;
    QCOMPARE(streams, 3);
}

void TestExtendedAttributes::extDamaged()
{
    const QString image = make(u"-t ext4 -b 1024"_s);
    QVERIFY(set(image, u"/file.txt"_s, u"user.large"_s, QByteArray(700, 'v')));
    const qsizetype block = allOf(image).lastIndexOf(QByteArray("\0\0\x02\xea", 4));
    QVERIFY(block > 0 && block % 1024 == 0 && copyInto(image, QByteArray(1024, '\0'), block));
    Walked walked(image);
    QVERIFY(walked.good);
    QCOMPARE(walked.sink.batch().warnings.size(), 1u);
    QCOMPARE(walked.sink.text(walked.sink.batch().warnings[0].path), u"/file.txt"_s);
    QCOMPARE(walked.sink.text(walked.sink.batch().warnings[0].detail), u"extended attributes"_s);
}

void TestExtendedAttributes::hfs()
{
    const QString image = m_scratch.filePath(u"hfs.img"_s);
    QVERIFY(runTool(u"python3"_s, {QStringLiteral(ASHIATO_SOURCE_DIR "/tests/data/make_hfs_image.py"), image}));
    Walked walked(image);
    QVERIFY(walked.good);
    QCOMPARE(walked.sink.batch().warnings.size(), 0u);
    QVERIFY(value(walked, u"/forked.txt:rsrc"_s) == QByteArray("resource fork ").repeated(500));
    QCOMPARE(value(walked, u"/forked.txt:com.apple.quarantine"_s), QByteArray("0083;6893a1b2;Browser;"));
    QCOMPARE(value(walked, u"/forked.txt:com.apple.metadata:kMDItemWhereFroms"_s), QByteArray("bplist00: where from"));
    QVERIFY(!walked.rows.contains(u"/fork.bin:rsrc"_s)); // its content, compressed
    QVERIFY(!walked.rows.contains(u"/fork.bin:com.apple.decmpfs"_s));
    const auto content = contentOf(walked.walker, walked.rows.value(u"/forked.txt"_s));
    QVERIFY(content.ok() && content->startsWith("forked.txt: "));
}

void TestExtendedAttributes::mutated()
{
    QByteArray inode(256, '\0');
    inode[128] = 32;
    qToLittleEndian(0xea020000u, inode.data() + 160);
    inode.replace(164, 22, QByteArray("\x06\x01\x40\0\0\0\0\0\x08\0\0\0\0\0\0\0noting", 22));
    inode.replace(164 + 64, 8, "thevalue");
    std::vector<ExtAttribute> found;
    QVERIFY(attributesOfInode(inode, found));
    QCOMPARE(found.size(), 1u);
    QCOMPARE(found[0].name, QByteArray("user.noting"));
    QCOMPARE(found[0].value, QByteArray("thevalue"));
    QRandomGenerator random(6);
    for (int round = 0; round < 20000; ++round) {
        QByteArray bytes = inode;
        for (int i = 0; i <= round % 10; ++i)
            bytes[128 + random.bounded(128)] = char(random.bounded(256));
        std::vector<ExtAttribute> any;
        (void)attributesOfInode(bytes.first(128 + random.bounded(129)), any);
        (void)attributesOfBlock(bytes.sliced(random.bounded(200)), any);
        for (const ExtAttribute &one : any)
            QVERIFY(one.value.size() <= 256 && one.name.size() <= 300);
    }
}

QTEST_GUILESS_MAIN(TestExtendedAttributes)
#include "tst_extendedattributes.moc"
