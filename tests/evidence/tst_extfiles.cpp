// SPDX-License-Identifier: Apache-2.0
// What The Sleuth Kit leaves out of an ext file system: files and directories whose extents lie deep, names that lead
// nowhere. Against what was written.
#include "tests/evidence/filesystemsamples.h"

#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestExtFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void deepExtents_data();
    void deepExtents();
    void deepDirectory();
    void damagedExtents();
    void namesThatLeadNowhere_data();
    void namesThatLeadNowhere();
    void longLinks();

private:
    QString make(const QString &name, const QString &root, const QString &options, qint64 size);
    bool debugfs(const QString &image, const QString &command)
    {
        return runTool(u"debugfs"_s, {u"-w"_s, u"-R"_s, command, image});
    }
    QString folder(const QString &name)
    {
        const QString path = m_scratch.filePath(name);
        QDir().mkpath(path);
        return path;
    }
    /// A file of pieces with holes between them: an extent a piece.
    bool writePieces(const QString &path, int pieces, qint64 step);

    QTemporaryDir m_scratch;
};

void TestExtFiles::initTestCase()
{
    QVERIFY(haveTool(u"mke2fs"_s) && haveTool(u"debugfs"_s));
}

QString TestExtFiles::make(const QString &name, const QString &root, const QString &options, qint64 size)
{
    const QString image = m_scratch.filePath(name);
    const QStringList all = QStringList{u"-q"_s, u"-F"_s, u"-d"_s, root} + options.split(u' ') + QStringList{image};
    return makeEmpty(image, size) && runTool(u"mke2fs"_s, all) ? image : QString();
}

bool TestExtFiles::writePieces(const QString &path, int pieces, qint64 step)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    for (int i = 0; i < pieces; ++i) {
        if (!file.seek(i * step) || file.write(QByteArray(1000, char('a' + i % 26)) + QByteArray::number(i)) < 0)
            return false;
    }
    return true;
}

void TestExtFiles::deepExtents_data()
{
    QTest::addColumn<int>("pieces");
    QTest::addColumn<QString>("options");
    QTest::newRow("in the inode") << 3 << u"-t ext4 -b 1024"_s;
    QTest::newRow("one level") << 300 << u"-t ext4 -b 1024"_s;
    QTest::newRow("two levels") << 900 << u"-t ext4 -b 1024"_s;
    QTest::newRow("two levels, no checksums") << 900 << u"-t ext4 -b 1024 -O ^metadata_csum,^64bit"_s;
    QTest::newRow("two levels of 4 KiB") << 3000 << u"-t ext4 -b 4096"_s;
    QTest::newRow("no extents") << 900 << u"-t ext4 -b 1024 -O ^extents,^64bit"_s;
}

void TestExtFiles::deepExtents()
{
    QFETCH(int, pieces);
    QFETCH(QString, options);
    const QString root = folder(u"deep-%1"_s.arg(pieces));
    const qint64 step = options.contains(u"4096"_s) ? 8192 : 4096;
    QVERIFY(writePieces(root + u"/frag.bin"_s, pieces, step));
    const QString image = make(u"deep.ext"_s, root, options, 64 << 20);
    QVERIFY(!image.isEmpty());
    Walked walked(image);
    QVERIFY(walked.good);
    QCOMPARE(walked.sink.batch().warnings.size(), 0u);
    const FileRecord row = walked.rows.value(u"/frag.bin"_s);
    const QByteArray written = allOf(root + u"/frag.bin"_s);
    QCOMPARE(row.size, qint64(written.size()));
    const auto content = contentOf(walked.walker, row);
    QVERIFY2(content.ok(), qPrintable(content.ok() ? QString() : content.error().detail));
    QVERIFY(*content == written);
}

/// The inode of a file with many extents is made that of a directory: each of its blocks is one of a directory.
void TestExtFiles::deepDirectory()
{
    const QString root = folder(u"deep-directory"_s);
    constexpr int pieces = 900;
    QFile file(root + u"/many"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < pieces; ++i) {
        QByteArray block(1024, '\0');
        const QByteArray name = "name " + QByteArray::number(i);
        qToLittleEndian(quint32(11), block.data());
        qToLittleEndian(quint16(1024), block.data() + 4);
        block[6] = char(name.size());
        block[7] = 2;
        block.replace(8, name.size(), name);
        QVERIFY(file.seek(i * 4096) && file.write(block) == 1024);
    }
    file.close();
    const QString image = make(u"deep-directory.ext"_s, root, u"-t ext4 -b 1024 -O ^metadata_csum,^dir_index"_s, 32 << 20);
    QVERIFY(!image.isEmpty() && debugfs(image, u"sif many mode 040755"_s));
    QVERIFY(copyInto(image, QByteArray(1, 2), allOf(image).indexOf("many") - 1)); // the type in the entry of the root
    Walked walked(image);
    QVERIFY(walked.good);
    int found = 0;
    for (int i = 0; i < pieces; ++i)
        found += walked.rows.contains(u"/many/name %1"_s.arg(i));
    QCOMPARE(found, pieces);
    QVERIFY(!walked.sink.batch().warnings.empty()); // its holes are none of a directory
}

/// A node of the tree that cannot be read takes its part of the file away, never the rest, and never as zeros.
void TestExtFiles::damagedExtents()
{
    const QString root = folder(u"damaged"_s);
    QVERIFY(writePieces(root + u"/frag.bin"_s, 900, 4096));
    const QString image = make(u"damaged.ext"_s, root, u"-t ext4 -b 1024"_s, 32 << 20);
    QVERIFY(!image.isEmpty());
    const QByteArray bytes = allOf(image);
    const QByteArray written = allOf(root + u"/frag.bin"_s);
    std::vector<qint64> leaves; // by their first extent: magic, depth 0, and block 0x40 or more of the file
    for (qint64 at = 0; at + 1024 <= bytes.size(); at += 1024) {
        if (qFromLittleEndian<quint16>(bytes.constData() + at) == 0xf30a && qFromLittleEndian<quint16>(bytes.constData() + at + 6) == 0)
            leaves.push_back(at);
    }
    QVERIFY(leaves.size() > 5);
    const qint64 leaf = leaves[4];
    const qint64 from = qint64(qFromLittleEndian<quint32>(bytes.constData() + leaf + 12)) * 1024;
    QVERIFY(copyInto(image, QByteArray(1024, '\0'), leaf));
    Walked walked(image);
    auto source = walked.walker.open(locatorFor(walked.rows.value(u"/frag.bin"_s)));
    QVERIFY(source.ok());
    QCOMPARE((*source)->size(), qint64(written.size()));
    const auto before = (*source)->window(from - 8192, 4096);
    QVERIFY(before.ok());
    QVERIFY(*before == written.mid(from - 8192, before->size()));
    const auto within = (*source)->window(from, 4096);
    QVERIFY(!within.ok());
    QCOMPARE(within.error().code, ErrorCode::Damaged);
    QCOMPARE(within.error().offset, from);
    const auto behind = (*source)->window(written.size() - 500, 500);
    QVERIFY(behind.ok());
    QVERIFY(*behind == written.right(behind->size()));
}

void TestExtFiles::namesThatLeadNowhere_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QStringList>("commands");
    QTest::addColumn<QString>("inode");
    for (const char *type : {"ext2", "ext3", "ext4"}) {
        const QString options = u"-t %1 -N 200"_s.arg(QString::fromLatin1(type));
        const auto row = [&](const char *what, const QStringList &commands, const QString &inode = {}) {
            QTest::addRow("%s: %s", type, what) << options << commands << inode;
        };
        row("out of range", {u"unlink second.txt"_s, u"link <60000> second.txt"_s}, u"inode: 60000"_s);
        row("free", {u"unlink second.txt"_s, u"link <150> second.txt"_s}, u"inode: 150"_s);
        row("zeroed", {u"clri second.txt"_s});
        row("given back", {u"sif second.txt links_count 0"_s, u"sif second.txt dtime 1700000000"_s, u"freei second.txt"_s});
    }
}

void TestExtFiles::namesThatLeadNowhere()
{
    QFETCH(QString, options);
    QFETCH(QStringList, commands);
    QFETCH(QString, inode);
    const QString root = folder(u"nowhere"_s);
    for (const char *name : {"first.txt", "second.txt", "third.txt"})
        QVERIFY(copyInto(root + u'/' + QString::fromLatin1(name), QByteArray(name).left(2), 0));
    const QString image = make(u"nowhere.ext"_s, root, options, 8 << 20);
    QVERIFY(!image.isEmpty());
    const QByteArray all = allOf(image);
    if (!inode.isEmpty()) { // the number in the entry itself
        const qsizetype entry = all.indexOf("second.txt") - 8;
        QByteArray number(4, '\0');
        qToLittleEndian(inode.section(u' ', 1).toUInt(), number.data());
        QVERIFY(copyInto(image, number, entry));
    } else {
        for (const QString &command : commands)
            QVERIFY(debugfs(image, command));
    }
    Walked walked(image);
    QVERIFY(walked.good);
    QVERIFY(walked.rows.contains(u"/second.txt"_s));
    const FileRecord second = walked.rows.value(u"/second.txt"_s);
    QVERIFY(second.flags & FileDangling);
    QVERIFY(!(second.flags & (FileDeleted | FileMetaDeleted)));
    QCOMPARE(second.size, kUnknown);
    QCOMPARE(second.nameKind, FileKind::File);
    for (const qint64 time : second.times)
        QCOMPARE(time, kNoTime);
    QVERIFY(!isWalkUnit(second));
    for (const char *name : {"first.txt", "third.txt"}) {
        const FileRecord row = walked.rows.value(u'/' + QString::fromLatin1(name));
        QCOMPARE(row.size, 2);
        QVERIFY(!(row.flags & FileDangling));
        const auto content = contentOf(walked.walker, row);
        QVERIFY(content.ok() && *content == QByteArray(name).left(2));
    }
    int said = 0;
    for (const WarningRecord &warning : walked.sink.batch().warnings) {
        if (ErrorCode(warning.code) != ErrorCode::Dangling)
            continue;
        QCOMPARE(walked.sink.text(warning.path), u"/second.txt"_s);
        QCOMPARE(warning.fileId, second.id);
        if (!inode.isEmpty())
            QCOMPARE(walked.sink.text(warning.detail), inode);
        ++said;
    }
    QCOMPARE(said, 1);
    QFile::remove(image);
}

void TestExtFiles::longLinks()
{
    const QString root = folder(u"links"_s);
    for (const int length : {10, 59, 60, 61, 400, 1000})
        QVERIFY(::symlink(QByteArray(length, 't').constData(), QFile::encodeName(root + u"/link%1"_s.arg(length)).constData()) == 0);
    for (const char *options : {"-t ext2", "-t ext4 -b 1024", "-t ext4 -O inline_data"}) {
        const QString image = make(u"links.ext"_s, root, QString::fromLatin1(options), 8 << 20);
        QVERIFY(!image.isEmpty());
        Walked walked(image);
        for (const int length : {10, 59, 60, 61, 400, 1000}) {
            const FileRecord row = walked.rows.value(u"/link%1"_s.arg(length));
            QVERIFY2(walked.sink.text(row.linkTarget) == QString(length, u't'), qPrintable(u"%1 %2: %3"_s.arg(QString::fromLatin1(options)).arg(length).arg(walked.sink.text(row.linkTarget))));
        }
        QFile::remove(image);
    }
}

QTEST_GUILESS_MAIN(TestExtFiles)
#include "tst_extfiles.moc"
