// SPDX-License-Identifier: Apache-2.0
// The walk against what was written into generated images, independently of TSK's own tools.
#include "tests/evidence/sampleimages.h"
#include "tests/shared/corpus.h"

#include <QCryptographicHash>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

QByteArray sha256(FileSystemWalker &walker, const FileRecord &row)
{
    auto source = walker.open(locatorFor(row));
    if (!source)
        return errorCodeId(source.error().code).toUtf8();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (qint64 offset = 0;;) {
        const auto window = (*source)->window(offset, 1 << 18);
        if (!window)
            return errorCodeId(window.error().code).toUtf8();
        if (window->isEmpty())
            return hash.result();
        hash.addData(*window);
        offset += window->size();
    }
}

} // namespace

class TestFileSystemWalker : public QObject, private SampleImages
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make(); }
    void asWritten_data();
    void asWritten();
    void ntfsMarks();
    void severalVolumes();
    void manyFilesInOneFolder();
    void loops();
    void compositeDisk();
    void cleanupTestCase() { corpusSummary(m_run, m_skipped); }

private:
    int m_run = 0;
    int m_skipped = 0;
};

void TestFileSystemWalker::asWritten_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("fileSystem");
    QTest::addColumn<QString>("label");
    QTest::addColumn<qint64>("precision");
    QTest::newRow("ext4") << m_ext << u"ext4"_s << u"SAMPLE"_s << qint64(1);
    QTest::newRow("fat12") << m_fat12 << u"fat12"_s << u"SAMPLE"_s << qint64(2000000000);
    QTest::newRow("fat16") << m_fat16 << u"fat16"_s << u"SAMPLE"_s << qint64(2000000000);
    QTest::newRow("fat32") << m_fat32 << u"fat32"_s << u"SAMPLE"_s << qint64(2000000000);
    if (!m_ntfs.isEmpty())
        QTest::newRow("ntfs") << m_ntfs << u"ntfs"_s << u"サンプル"_s << qint64(100);
}

void TestFileSystemWalker::asWritten()
{
    QFETCH(QString, image);
    QFETCH(QString, fileSystem);
    QFETCH(QString, label);
    QFETCH(qint64, precision);
    OpenedImage opened({image});
    QVERIFY(opened.reader);
    FileSystemWalker walker(*opened.reader);
    RecordingSink sink;
    QVERIFY(walkAll(walker, sink).ok());
    QCOMPARE(sink.batch().volumes.size(), 1u);
    const VolumeRecord &volume = sink.batch().volumes.front();
    QCOMPARE(sink.text(volume.fileSystem), fileSystem);
    QCOMPARE(sink.text(volume.label), label);
    QCOMPARE(sink.text(volume.prefix), QString());
    QVERIFY(sink.batch().warnings.empty());

    const auto rows = rowsByPath(sink);
    for (const SampleFile &file : m_files) {
        if (file.deleted)
            continue;
        QVERIFY2(rows.contains(file.path), qPrintable(file.path));
        const FileRecord row = rows.value(file.path);
        QVERIFY(!(row.flags & (FileDeleted | FileMetaDeleted)));
        QCOMPARE(row.kind, file.directory ? FileKind::Directory : FileKind::File);
        if (file.directory)
            continue;
        QCOMPARE(row.size, file.content.size());
        QCOMPARE(row.precisionNs[0], precision);
        QCOMPARE(row.times[0], file.modifiedNs / precision * precision);
        QCOMPARE(sha256(walker, row), QCryptographicHash::hash(file.content, QCryptographicHash::Sha256));
    }
    int deleted = 0;
    for (const FileRecord &row : sink.batch().files) {
        // FAT writes over the first character of a short name alone, so that long names are whole.
        if ((row.flags & FileDeleted) && sink.text(row.name).startsWith(u"消したもの"))
            ++deleted;
    }
    QCOMPARE(deleted, 5);
}

void TestFileSystemWalker::ntfsMarks()
{
    if (m_ntfs.isEmpty())
        QSKIP("no FUSE here");
    OpenedImage opened({m_ntfs});
    FileSystemWalker walker(*opened.reader);
    RecordingSink sink;
    QVERIFY(walkAll(walker, sink).ok());
    const auto rows = rowsByPath(sink);
    const FileRecord stream = rows.value(u"/big.bin:Zone.Identifier"_s);
    QCOMPARE(stream.kind, FileKind::Stream);
    auto source = walker.open(locatorFor(stream));
    QVERIFY(source.ok());
    QCOMPARE(*(*source)->window(0, 100), QByteArray("[ZoneTransfer]\r\nZoneId=3\r\n"));
    const FileRecord file = rows.value(u"/big.bin"_s);
    QVERIFY(file.fnTimes[3] != kNoTime);
    QVERIFY(sink.text(file.owner).startsWith(u"S-1-"));
    // A file of a sequence that is gone is not the file that was recorded.
    LocatorStep gone = locatorFor(file);
    gone.sequence += 1;
    QCOMPARE(walker.open(gone).error().code, ErrorCode::NotFound);
    int standard = 0, named = 0;
    for (const EventRecord &event : sink.batch().events) {
        if (event.subjectFileId == file.id)
            ++(event.flags & EventFnTime ? named : standard);
        QVERIFY(event.subjectFileId != stream.id);
    }
    QVERIFY(standard >= 1 && named >= 1);
}

void TestFileSystemWalker::severalVolumes()
{
    // MBR: FAT in a primary partition, ext4 in a logical one, and swap that is named.
    const QString image = m_scratch.filePath(u"disk.img"_s);
    QVERIFY(makeEmpty(image, 64 << 20));
    QProcess table;
    table.start(u"/usr/sbin/sfdisk"_s, {u"-q"_s, image});
    table.write("label: dos\nstart=2048,size=24576,type=c\nstart=30720,size=65536,type=5\n"
                "start=32768,size=16384,type=83\nstart=53248,size=8192,type=82\n");
    table.closeWriteChannel();
    QVERIFY(table.waitForFinished() && table.exitCode() == 0);
    const auto place = [&](const QString &part, qint64 sector) {
        return runTool(u"dd"_s, {u"if="_s + part, u"of="_s + image, u"bs=512"_s, u"seek="_s + QString::number(sector),
                                 u"conv=notrunc"_s, u"status=none"_s});
    };
    const QString swap = m_scratch.filePath(u"swap.img"_s);
    QVERIFY(makeEmpty(swap, 8192 * 512) && runTool(u"mkswap"_s, {swap}));
    QVERIFY(place(m_fat16, 2048) && place(m_ext, 32768) && place(swap, 53248));

    OpenedImage opened({image});
    FileSystemWalker walker(*opened.reader);
    RecordingSink sink;
    QVERIFY(walkAll(walker, sink).ok());
    QStringList found;
    for (const VolumeRecord &volume : sink.batch().volumes) {
        found.append(u"%1 %2 %3 %4 %5"_s.arg(volume.id)
                         .arg(volume.offset / 512)
                         .arg(sink.text(volume.fileSystem), sink.text(volume.prefix), sink.text(volume.unsupported)));
    }
    QCOMPARE(found, (QStringList{u"1 2048 fat16 /vol1 "_s, u"2 32768 ext4 /vol2 "_s, u"3 53248   swap"_s}));
    const auto rows = rowsByPath(sink);
    QVERIFY(rows.contains(u"/vol1/資料/顧客一覧.csv"_s));
    QVERIFY(rows.contains(u"/vol2/資料/顧客一覧.csv"_s));
    QCOMPARE(sink.batch().warnings.size(), 1u);
    QCOMPARE(sink.text(sink.batch().warnings[0].detail), u"swap"_s);
    QCOMPARE(sink.batch().warnings[0].offset, 53248 * 512);
}

void TestFileSystemWalker::manyFilesInOneFolder()
{
    constexpr int count = 4000; // mke2fs itself is slow on more
    const QString root = m_scratch.filePath(u"flat"_s);
    QVERIFY(QDir().mkpath(root + u"/one"_s));
    for (int i = 0; i < count; ++i)
        QVERIFY(QFile(root + u"/one/entry number %1.txt"_s.arg(i)).open(QIODevice::WriteOnly));
    const QString image = m_scratch.filePath(u"flat.img"_s);
    QVERIFY(makeEmpty(image, 64 << 20));
    QVERIFY(runTool(u"mke2fs"_s, {u"-q"_s, u"-F"_s, u"-t"_s, u"ext4"_s, u"-N"_s, u"8000"_s, u"-d"_s, root, image}));
    OpenedImage opened({image});
    FileSystemWalker walker(*opened.reader);
    RecordingSink sink;
    const long long before = indexedDirectoryAdds();
    QVERIFY(walkAll(walker, sink).ok());
    QVERIFY2(indexedDirectoryAdds() - before > count, "TSK does not use the indexed directory");
    int found = 0;
    for (const FileRecord &row : sink.batch().files)
        found += sink.text(row.directory) == u"/one/";
    QCOMPARE(found, count);
}

void TestFileSystemWalker::loops()
{
    // /資料/深い/ところ is made an entry of itself: its inode number written into a directory entry of its own.
    const QString image = m_scratch.filePath(u"loop.img"_s);
    QVERIFY(QFile::copy(m_ext, image));
    QVERIFY(runTool(u"debugfs"_s, {u"-w"_s, u"-R"_s, u"link \"/資料\" \"/資料/深い/ところ/輪\""_s, image}));
    OpenedImage opened({image});
    FileSystemWalker walker(*opened.reader);
    RecordingSink sink;
    QVERIFY(walkAll(walker, sink).ok());
    const auto rows = rowsByPath(sink);
    const FileRecord loop = rows.value(u"/資料/深い/ところ/輪"_s);
    QVERIFY(loop.id != 0);
    QVERIFY(loop.flags & FileLoop);
    QVERIFY(!isWalkUnit(loop));
    QVERIFY(!rows.contains(u"/資料/深い/ところ/輪/顧客一覧.csv"_s));
    // debugfs gives the inode a name without counting it.
    QCOMPARE(sink.batch().warnings.size(), 2u);
    QCOMPARE(sink.text(sink.batch().warnings[1].detail), u"ext inodes whose links are not as many as their names: 1"_s);
}

void TestFileSystemWalker::compositeDisk()
{
    const QString folder = corpusDir().isEmpty() ? QString() : corpusDir() + u"/../cases"_s;
    QFile table(folder + u"/pc-composite.sha256.tsv"_s);
    if (folder.isEmpty() || !table.open(QIODevice::ReadOnly)) {
        ++m_skipped;
        QSKIP("the composite disk is not here");
    }
    OpenedImage opened({folder + u"/pc-composite.E01"_s});
    QVERIFY(opened.reader);
    FileSystemWalker walker(*opened.reader);
    RecordingSink sink;
    QVERIFY(walkAll(walker, sink).ok());
    const auto rows = rowsByPath(sink);
    int same = 0, listed = 0;
    for (const QByteArray &line : table.readAll().split('\n')) {
        const qsizetype tab = line.indexOf('\t');
        if (tab < 0)
            continue;
        ++listed;
        const QString path = QString::fromUtf8(line.sliced(tab + 1));
        QVERIFY2(rows.contains(path), qPrintable(path));
        if (sha256(walker, rows.value(path)).toHex() == line.left(tab))
            ++same;
        else
            qInfo("differs: %s", qPrintable(path));
    }
    QCOMPARE(listed, 428);
    QCOMPARE(same, listed);
    // One of them still stands in a live index entry whose MFT entry is free: deleted all the same.
    int deleted = 0;
    for (const FileRecord &row : sink.batch().files)
        deleted += (row.flags & (FileDeleted | FileMetaDeleted)) && sink.text(row.name).startsWith(u"消去対象_");
    QCOMPARE(deleted, 40);
    ++m_run;
}

QTEST_GUILESS_MAIN(TestFileSystemWalker)
#include "tst_filesystemwalker.moc"
