// SPDX-License-Identifier: Apache-2.0
// What mke2fs can lay out and TSK does not read by itself, against what was written: holes in extents, META_BG, bigalloc,
// a superblock of which only the copies are left.
#include "importers/evidence/extlayout.h"
#include "tests/evidence/filesystemsamples.h"

#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestExtLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void asWritten_data();
    void asWritten();
    void holes();
    void unwrittenExtents();
    void superblockFromItsBackup_data();
    void superblockFromItsBackup();
    void truncatedMetaGroups();
    void damagedSuperblocks();

private:
    QString make(const QString &name, qint64 size, const QString &options);
    void compare(const QString &image, const QString &warning);

    QTemporaryDir m_scratch;
    QString m_root;
    std::vector<SampleFile> m_files;
};

void TestExtLayout::initTestCase()
{
    if (!haveTool(u"mke2fs"_s))
        QSKIP("no mke2fs here");
    for (const SampleFile &sample : sampleFiles()) {
        if (!sample.deleted)
            m_files.push_back(sample);
    }
    for (int i = 0; i < 170; ++i) // so many that their inodes lie in many groups
        m_files.push_back({u"/many/more%1.txt"_s.arg(i), QByteArray::number(i), qint64(1791953520 + i) * 1000000000, false, false});
    m_root = m_scratch.filePath(u"root"_s);
    QVERIFY(writeSample(m_root, m_files, false));
}

QString TestExtLayout::make(const QString &name, qint64 size, const QString &options)
{
    const QString image = m_scratch.filePath(name);
    const QStringList all = QStringList{u"-q"_s, u"-F"_s, u"-d"_s, m_root} + options.split(u' ') + QStringList{image};
    return makeEmpty(image, size) && runTool(u"mke2fs"_s, all) ? image : QString();
}

/// All files of the sample are there with their content; the one warning begins with these words, or there is none.
void TestExtLayout::compare(const QString &image, const QString &warning)
{
    Walked walked(image);
    QVERIFY(walked.good);
    for (const SampleFile &sample : m_files) {
        QVERIFY2(walked.rows.contains(sample.path), qPrintable(sample.path));
        const FileRecord row = walked.rows.value(sample.path);
        QCOMPARE(row.kind, sample.directory ? FileKind::Directory : FileKind::File);
        if (sample.directory)
            continue;
        QCOMPARE(row.size, qint64(sample.content.size()));
        QCOMPARE(row.times[0] / 1000000000, sample.modifiedNs / 1000000000);
        const auto content = contentOf(walked.walker, row);
        QVERIFY2(content.ok(), qPrintable(sample.path));
        QVERIFY2(*content == sample.content, qPrintable(sample.path));
    }
    const auto &warnings = walked.sink.batch().warnings;
    QCOMPARE(warnings.size(), warning.isEmpty() ? 0u : 1u);
    if (!warning.isEmpty())
        QVERIFY(walked.sink.text(warnings[0].detail).startsWith(warning));
}

void TestExtLayout::asWritten_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QString>("options");
    const qint64 mega = 1 << 20;
    // Of 37 groups those from the 17th (33rd without 64bit) on have their descriptors elsewhere.
    QTest::newRow("META_BG, 64bit") << 300 * mega
                                    << u"-t ext4 -b 1024 -N 300 -O meta_bg,^resize_inode,64bit,^has_journal"_s;
    QTest::newRow("META_BG, 32 bytes") << 300 * mega
                                       << u"-t ext4 -b 1024 -N 300 -O meta_bg,^resize_inode,^64bit,^has_journal"_s;
    QTest::newRow("META_BG, no flex_bg") << 300 * mega
                                         << u"-t ext4 -b 1024 -N 300 -O meta_bg,^resize_inode,^flex_bg,^has_journal"_s;
    QTest::newRow("bigalloc, 1 KiB") << 32 * mega << u"-t ext4 -b 1024 -O bigalloc -C 16384"_s;
    QTest::newRow("bigalloc, 4 KiB") << 64 * mega << u"-t ext4 -b 4096 -O bigalloc -C 65536"_s;
    QTest::newRow("inline_data") << 24 * mega << u"-t ext4 -O inline_data"_s;
    QTest::newRow("no extents") << 24 * mega << u"-t ext4 -O ^extents,^64bit"_s;
    QTest::newRow("ext3") << 24 * mega << u"-t ext3"_s;
    QTest::newRow("ext2, revision 0") << 24 * mega << u"-t ext2 -r 0 -O none"_s;
}

void TestExtLayout::asWritten()
{
    QFETCH(qint64, size);
    QFETCH(QString, options);
    const QString image = make(u"made.ext"_s, size, options);
    if (image.isEmpty())
        QSKIP("this mke2fs does not make it");
    compare(image, {});
    QFile::remove(image);
}

void TestExtLayout::holes()
{
    const QString root = m_scratch.filePath(u"holes"_s), image = m_scratch.filePath(u"holes.ext"_s);
    QVERIFY(QDir().mkpath(root));
    const QByteArray part(8192, 'p');
    const auto write = [&](const QString &name, qint64 offset, qint64 size) {
        QFile file(root + u'/' + name);
        return file.open(QIODevice::WriteOnly) && file.seek(offset) && file.write(offset < 0 ? QByteArray() : part) >= 0 &&
               file.resize(size);
    };
    QVERIFY(write(u"before"_s, 800000, 808192) && write(u"behind"_s, 0, 500000) && write(u"between"_s, 0, 600000));
    QFile between(root + u"/between"_s);
    QVERIFY(between.open(QIODevice::ReadWrite) && between.seek(300000) && between.write(part) == part.size());
    between.close();
    QVERIFY(makeEmpty(image, 24 << 20));
    QVERIFY(runTool(u"mke2fs"_s, {u"-q"_s, u"-F"_s, u"-t"_s, u"ext4"_s, u"-d"_s, root, image}));
    Walked walked(image);
    QVERIFY(walked.good);
    for (const QString &name : {u"before"_s, u"behind"_s, u"between"_s}) {
        const auto content = contentOf(walked.walker, walked.rows.value(u'/' + name));
        QVERIFY2(content.ok(), qPrintable(name));
        QVERIFY2(*content == allOf(root + u'/' + name), qPrintable(name));
    }
}

/// Blocks that were given to a file and not written yet hold what was there before; the file reads as zeros.
void TestExtLayout::unwrittenExtents()
{
    const QString image = make(u"unwritten.ext"_s, 24 << 20, u"-t ext4 -b 1024"_s);
    QVERIFY(!image.isEmpty());
    const auto debugfs = [&](const QString &command) { return runTool(u"debugfs"_s, {u"-w"_s, u"-R"_s, command, image}); };
    const QString stale = m_scratch.filePath(u"stale"_s), head = m_scratch.filePath(u"head"_s);
    QVERIFY(copyInto(stale, QByteArray(12 << 20, 'S'), 0) && copyInto(head, QByteArray(2048, 'h'), 0));
    QVERIFY(debugfs(u"write %1 stale"_s.arg(stale)) && debugfs(u"rm stale"_s) && debugfs(u"write %1 file"_s.arg(head)));
    QVERIFY(debugfs(u"fallocate file 2 99"_s) && debugfs(u"sif file size 102400"_s));
    Walked walked(image);
    const auto content = contentOf(walked.walker, walked.rows.value(u"/file"_s));
    QVERIFY(content.ok());
    QVERIFY(*content == QByteArray(2048, 'h') + QByteArray(102400 - 2048, '\0'));
}

void TestExtLayout::superblockFromItsBackup_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QString>("options");
    QTest::addColumn<qint64>("wiped");
    const qint64 mega = 1 << 20;
    QTest::newRow("1 KiB a block") << 24 * mega << u"-t ext4 -b 1024"_s << qint64(2048);
    QTest::newRow("and its descriptors") << 24 * mega << u"-t ext3 -b 1024"_s << qint64(65536);
    QTest::newRow("2 KiB a block") << 64 * mega << u"-t ext4 -b 2048"_s << qint64(2048);
    QTest::newRow("4 KiB a block") << 160 * mega << u"-t ext4 -b 4096"_s << qint64(8192);
    QTest::newRow("sparse_super2") << 24 * mega << u"-t ext4 -b 1024 -O sparse_super2"_s << qint64(65536);
    QTest::newRow("META_BG") << 300 * mega << u"-t ext4 -b 1024 -N 300 -O meta_bg,^resize_inode,64bit,^has_journal"_s
                             << qint64(3072);
}

void TestExtLayout::superblockFromItsBackup()
{
    QFETCH(qint64, size);
    QFETCH(QString, options);
    QFETCH(qint64, wiped);
    const QString image = make(u"backup.ext"_s, size, options);
    if (image.isEmpty())
        QSKIP("this mke2fs does not make it");
    QVERIFY(copyInto(image, QByteArray(wiped, '\0'), 0));
    compare(image, u"ext: superblock damaged, backup at "_s);
    QFile::remove(image);
}

/// Where the disk ends early, what lies behind is named, and the rest is read in its right places.
void TestExtLayout::truncatedMetaGroups()
{
    const QString image = make(u"short.ext"_s, 300 << 20,
                               u"-t ext4 -b 1024 -N 300 -O meta_bg,^resize_inode,64bit,^flex_bg,^has_journal"_s);
    QVERIFY(!image.isEmpty());
    QVERIFY(QFile::resize(image, 250 << 20));
    Walked walked(image);
    QVERIFY(walked.good);
    QVERIFY(!walked.sink.batch().warnings.empty());
    QCOMPARE(ErrorCode(walked.sink.batch().warnings[0].code), ErrorCode::Truncated);
    int read = 0;
    for (const SampleFile &sample : m_files) {
        const auto content = contentOf(walked.walker, walked.rows.value(sample.path));
        if (sample.directory || !content.ok())
            continue;
        QVERIFY2(*content == sample.content, qPrintable(sample.path));
        ++read;
    }
    QVERIFY(read > 150);
    QFile::remove(image);
}

void TestExtLayout::damagedSuperblocks()
{
    const QString image = make(u"super.ext"_s, 24 << 20, u"-t ext4 -b 1024"_s);
    const QByteArray good = allOf(image).mid(ExtLayout::kSuperblockAt, ExtLayout::kSuperblockSize);
    QVERIFY(ExtLayout::parse(good));
    QCOMPARE(ExtLayout::parse(good)->groups, 3u);
    for (qsizetype length = 0; length < good.size(); length += 100)
        QVERIFY(!ExtLayout::parse(good.first(length)));
    const auto with = [&](qsizetype at, quint32 value) {
        QByteArray bytes = good;
        qToLittleEndian(value, bytes.data() + at);
        return ExtLayout::parse(bytes).has_value();
    };
    QVERIFY(!with(24, 7));   // blocks of 128 KiB
    QVERIFY(!with(32, 0));   // no blocks in a group
    QVERIFY(!with(4, 1));    // no blocks at all
    QVERIFY(!with(20, 2));   // a first block that cannot be
    QVERIFY(!with(254, 16)); // descriptors that are too small
    QVERIFY(!with(32, 1) || with(336, 0));
    // 12 million groups of 8 blocks: hundreds of MiB of descriptors, which a disk of 24 MiB does not have.
    QByteArray forged = good;
    qToLittleEndian(quint32(12'000'000u * 8), forged.data() + 4);
    qToLittleEndian(quint32(8), forged.data() + 32);
    QVERIFY(!ExtLayout::parse(forged));
}

QTEST_GUILESS_MAIN(TestExtLayout)
#include "tst_extlayout.moc"
