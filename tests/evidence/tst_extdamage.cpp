// SPDX-License-Identifier: Apache-2.0
// Parts of an ext file system are zeroed: what is left is listed, and what its bitmaps, counts and checksums promise is
// held against that.
#include "tests/evidence/filesystemsamples.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

/// Contents of files and how many rows hold each.
QHash<QByteArray, int> contents(Walked &walked)
{
    QHash<QByteArray, int> found;
    for (const FileRecord &row : walked.sink.batch().files) {
        if (row.kind != FileKind::File || row.access != AccessMethod::FileSystem)
            continue;
        if (const auto content = contentOf(walked.walker, row); content && !content->isEmpty())
            ++found[*content];
    }
    return found;
}

QStringList details(Walked &walked, ErrorCode code)
{
    QStringList found;
    for (const WarningRecord &warning : walked.sink.batch().warnings) {
        if (ErrorCode(warning.code) == code)
            found += walked.sink.text(warning.detail);
    }
    return found;
}

} // namespace

class TestExtDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whole_data() { kinds(); }
    void whole();
    void rootBlock_data() { kinds(); }
    void rootBlock();
    void rootInode_data() { kinds(); }
    void rootInode();
    void directoryBlock();
    void orphansAfterAResume();
    void halfOfTheInodes();
    void inodeBitmap();
    void inodeChecksum();
    void deletedWhileOpen();

private:
    void kinds();
    QString make(const QString &name, const QString &options);
    bool debugfs(const QString &image, const QString &command)
    {
        return runTool(u"debugfs"_s, {u"-w"_s, u"-R"_s, command, image});
    }
    qint64 blockOf(const QString &image, const QString &file);
    qint64 inodeAt(const QString &image, const QString &file);
    void allThere(Walked &walked);

    static constexpr int kFiles = 16;
    QTemporaryDir m_scratch;
    QString m_root;
};

void TestExtDamage::initTestCase()
{
    QVERIFY(haveTool(u"mke2fs"_s) && haveTool(u"debugfs"_s));
    m_root = m_scratch.filePath(u"root"_s);
    QVERIFY(QDir().mkpath(m_root + u"/one/two"_s) && QDir().mkpath(m_root + u"/three"_s));
    for (int i = 0; i < kFiles; ++i) {
        const char *folders[] = {"", "one/", "one/two/", "three/"};
        QVERIFY(copyInto(m_root + u'/' + QString::fromLatin1(folders[i % 4]) + u"file%1.txt"_s.arg(i), "content " + QByteArray::number(i), 0));
    }
    QVERIFY(::link(QFile::encodeName(m_root + u"/file0.txt"_s).constData(), QFile::encodeName(m_root + u"/three/again"_s).constData()) == 0);
}

void TestExtDamage::kinds()
{
    QTest::addColumn<QString>("options");
    QTest::newRow("ext2") << u"-t ext2 -b 1024"_s;
    QTest::newRow("ext3") << u"-t ext3 -b 1024"_s;
    QTest::newRow("ext4") << u"-t ext4 -b 1024"_s;
    QTest::newRow("ext4, 4 KiB") << u"-t ext4 -b 4096"_s;
    QTest::newRow("ext4, no checksums") << u"-t ext4 -b 1024 -O ^metadata_csum,uninit_bg"_s;
}

QString TestExtDamage::make(const QString &name, const QString &options)
{
    const QString image = m_scratch.filePath(name);
    QFile::remove(image);
    const QStringList all = QStringList{u"-q"_s, u"-F"_s, u"-d"_s, m_root} + options.split(u' ') + QStringList{image};
    return makeEmpty(image, 24 << 20) && runTool(u"mke2fs"_s, all) ? image : QString();
}

qint64 TestExtDamage::blockOf(const QString &image, const QString &file)
{
    const QByteArray blocks = toolOutput(toolPath(u"debugfs"_s), {u"-R"_s, u"blocks "_s + file, image}).trimmed();
    const qint64 size = 1024 << qFromLittleEndian<quint32>(allOf(image).constData() + 1024 + 24);
    return blocks.split(' ').first().toLongLong() * size;
}

/// Its offset, as debugfs finds it.
qint64 TestExtDamage::inodeAt(const QString &image, const QString &file)
{
    const QString place = QString::fromLatin1(toolOutput(toolPath(u"debugfs"_s), {u"-R"_s, u"imap "_s + file, image}));
    static const QRegularExpression numbers(u"located at block (\\d+), offset 0x([0-9a-f]+)"_s);
    const auto match = numbers.match(place);
    const qint64 size = 1024 << qFromLittleEndian<quint32>(allOf(image).constData() + 1024 + 24);
    return match.captured(1).toLongLong() * size + match.captured(2).toLongLong(nullptr, 16);
}

void TestExtDamage::allThere(Walked &walked)
{
    const auto found = contents(walked);
    for (int i = 0; i < kFiles; ++i)
        QCOMPARE(found.value("content " + QByteArray::number(i)) >= 1, true);
}

void TestExtDamage::whole()
{
    QFETCH(QString, options);
    const QString image = make(u"whole.ext"_s, options);
    QVERIFY(!image.isEmpty());
    Walked walked(image);
    QVERIFY(walked.good);
    for (const WarningRecord &warning : walked.sink.batch().warnings)
        qInfo("%s", qPrintable(walked.sink.text(warning.detail)));
    QCOMPARE(walked.sink.batch().warnings.size(), 0u);
    allThere(walked);
}

void TestExtDamage::rootBlock()
{
    QFETCH(QString, options);
    const QString image = make(u"root-block.ext"_s, options);
    const qint64 block = blockOf(image, u"/"_s);
    QVERIFY(block > 0 && copyInto(image, QByteArray(1024, '\0'), block));
    Walked walked(image);
    QVERIFY(walked.good);
    allThere(walked);
    QCOMPARE(details(walked, ErrorCode::Damaged).first(), u"directory block"_s);
    QCOMPARE(walked.sink.batch().warnings[0].offset, block);
    // lost+found, three folders and the files of the root: the rest hangs below them.
    QCOMPARE(details(walked, ErrorCode::Incomplete), QStringList{u"ext inodes in use, of them reached by names: 20, 0"_s});
    QCOMPARE(walked.rows.size(), 1 + 1 + 20); // the root, $OrphanFiles, all of them
    int top = 0;
    for (const FileRecord &row : std::as_const(walked.rows)) {
        QVERIFY(!(row.flags & FileDangling));
        if (walked.sink.text(row.directory) == u"/$OrphanFiles/") {
            QVERIFY(row.flags & FileOrphan);
            ++top;
        }
    }
    QCOMPARE(top, 3 + 3); // of the root's files the one with two names is held by a folder
}

void TestExtDamage::rootInode()
{
    QFETCH(QString, options);
    const QString image = make(u"root-inode.ext"_s, options);
    const qint64 inode = inodeAt(image, u"/"_s);
    QVERIFY(inode > 0 && copyInto(image, QByteArray(128, '\0'), inode));
    Walked walked(image);
    QVERIFY(walked.good);
    allThere(walked);
    QCOMPARE(details(walked, ErrorCode::Damaged).first(), u"directory inode"_s);
    QCOMPARE(walked.sink.batch().warnings[0].offset, inode);
    QCOMPARE(details(walked, ErrorCode::Incomplete), QStringList{u"ext inodes in use, of them reached by names: 20, 0"_s});
}

void TestExtDamage::directoryBlock()
{
    const QString image = make(u"directory.ext"_s, u"-t ext4 -b 1024"_s);
    QVERIFY(copyInto(image, QByteArray(1024, '\0'), blockOf(image, u"/one"_s)));
    Walked walked(image);
    allThere(walked);
    // What stood in /one: two with its four files, and four more.
    QCOMPARE(details(walked, ErrorCode::Incomplete), QStringList{u"ext inodes in use, of them reached by names: 20, 11"_s});
    QCOMPARE(walked.rows.value(u"/three/file3.txt"_s).size, 9);
}

/// A walk that goes on in another process has not seen the tree: the orphans are the same.
void TestExtDamage::orphansAfterAResume()
{
    const QString image = make(u"resume.ext"_s, u"-t ext4 -b 1024"_s);
    QVERIFY(copyInto(image, QByteArray(1024, '\0'), blockOf(image, u"/one"_s)));
    Walked walked(image);
    FileRecord orphans = walked.rows.value(u"/$OrphanFiles"_s);
    QVERIFY(orphans.id);
    OpenedImage again({image});
    FileSystemWalker walker(*again.reader);
    RecordingSink sink;
    QVERIFY(walker.volumes(sink).ok());
    TaskRequest request;
    request.units.push_back(unitFor(orphans, walked.sink));
    request.firstFileId = sink.nextId;
    QVERIFY(walker.walk(request, sink).ok());
    QStringList first, second;
    for (const FileRecord &row : walked.sink.batch().files) {
        if (row.flags & FileOrphan)
            first += walked.sink.text(row.directory) + walked.sink.text(row.name);
    }
    for (const FileRecord &row : sink.batch().files) {
        if (row.flags & FileOrphan)
            second += sink.text(row.directory) + sink.text(row.name);
    }
    QVERIFY(first.size() >= 5);
    QCOMPARE(second, first);
}

void TestExtDamage::halfOfTheInodes()
{
    const QString image = make(u"half.ext"_s, u"-t ext4 -b 1024"_s);
    std::vector<QString> zeroed;
    for (const QString &file : {u"/file4.txt"_s, u"/file8.txt"_s, u"/one"_s, u"/three/file3.txt"_s}) {
        const qint64 inode = inodeAt(image, file);
        QVERIFY(inode > 0);
        zeroed.push_back(file);
        QVERIFY(copyInto(image, QByteArray(256, '\0'), inode));
    }
    Walked walked(image);
    for (const QString &file : zeroed) {
        QVERIFY2(walked.rows.contains(file), qPrintable(file));
        const FileRecord row = walked.rows.value(file);
        QVERIFY(row.flags & FileDangling);
        QCOMPARE(row.size, kUnknown);
        QCOMPARE(row.times[0], kNoTime);
    }
    QCOMPARE(details(walked, ErrorCode::Dangling).size(), 4);
    const QStringList incomplete = details(walked, ErrorCode::Incomplete);
    QVERIFY2(incomplete.contains(u"ext inodes in use and empty: 4"_s), qPrintable(incomplete.join(u'\n')));
    QVERIFY2(incomplete.contains(u"ext inodes in use, of them reached by names: 20, 7"_s), qPrintable(incomplete.join(u'\n')));
    const auto found = contents(walked);
    for (const int i : {0, 1, 2, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15}) // what /one held is an orphan
        QVERIFY2(found.contains("content " + QByteArray::number(i)), qPrintable(QString::number(i)));
}

/// The bitmap alone says that they are free: names, links and content stand, so they are not called deleted.
void TestExtDamage::inodeBitmap()
{
    const QString image = make(u"bitmap.ext"_s, u"-t ext4 -b 1024"_s);
    const QByteArray bytes = allOf(image);
    const qint64 bitmap = qint64(qFromLittleEndian<quint32>(bytes.constData() + 2048 + 4)) * 1024;
    QVERIFY(copyInto(image, QByteArray(64, '\0'), bitmap));
    Walked walked(image);
    allThere(walked);
    QVERIFY(walked.rows.contains(u"/one/two/file2.txt"_s));
    QVERIFY(!(walked.rows.value(u"/one/two/file2.txt"_s).flags & (FileDeleted | FileMetaDeleted | FileOrphan)));
    const QStringList damaged = details(walked, ErrorCode::Damaged);
    QVERIFY2(damaged.contains(u"ext bitmaps with a wrong checksum: 1"_s), qPrintable(damaged.join(u'\n')));
    QVERIFY2(damaged.contains(u"ext inodes that names lead to and the bitmaps call free: 20"_s), qPrintable(damaged.join(u'\n')));
    QVERIFY(details(walked, ErrorCode::CopiesDiffer).first().startsWith(u"ext free inodes by the group descriptors and by the bitmaps: "));
}

void TestExtDamage::inodeChecksum()
{
    const QString image = make(u"checksum.ext"_s, u"-t ext4 -b 1024"_s);
    QVERIFY(copyInto(image, QByteArray(1, '\x55'), inodeAt(image, u"/file4.txt"_s) + 16)); // its time of modification
    Walked walked(image);
    const FileRecord row = walked.rows.value(u"/file4.txt"_s);
    QVERIFY(row.flags & FileMetaDamaged);
    QCOMPARE(row.times[0], kNoTime);
    QCOMPARE(row.size, kUnknown);
    QVERIFY(!(walked.rows.value(u"/file8.txt"_s).flags & FileMetaDamaged));
    QCOMPARE(details(walked, ErrorCode::Damaged), QStringList{u"ext inodes with a wrong checksum: 1"_s});
}

/// Without a name and without links, and still in use: a process held it open. No damage, but content to be looked at.
void TestExtDamage::deletedWhileOpen()
{
    const QString image = make(u"open.ext"_s, u"-t ext4 -b 1024"_s);
    QVERIFY(debugfs(image, u"sif /file8.txt links_count 0"_s) && debugfs(image, u"unlink /file8.txt"_s));
    Walked walked(image);
    QVERIFY(contents(walked).value("content 8") >= 1);
    QVERIFY(walked.rows.contains(u"/$OrphanFiles/OrphanFile-%1"_s.arg(walked.rows.value(u"/file8.txt"_s).inode)));
    QCOMPARE(details(walked, ErrorCode::Incomplete), QStringList());
}

QTEST_GUILESS_MAIN(TestExtDamage)
#include "tst_extdamage.moc"
