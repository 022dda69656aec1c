// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemntfs.h"
#include "tests/evidence/filesystemsamples.h"
#include "tests/evidence/tree.h"

#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// File systems hold times that nanoseconds since 1970 do not: that is said of the file, and never silently none.
class TestTimesOutOfRange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { warmUpEvidenceLibraries(); }
    void ext();
    void ntfsAttributes();
    void ntfs();
};

void TestTimesOutOfRange::ext()
{
    QVERIFY(haveTool(u"mke2fs"_s) && haveTool(u"debugfs"_s));
    QTemporaryDir folder;
    const QString image = folder.filePath(u"ext.img"_s);
    QVERIFY(makeExt(image, folder.path(), sampleFiles()));
    for (const auto &field : {u"mtime 2000000000"_s, u"mtime_extra 3"_s})
        QVERIFY(runTool(u"debugfs"_s, {u"-w"_s, u"-R"_s, u"sif /big.bin "_s + field, image}));
    auto source = openPaths({image}, EvidenceKind::Image);
    QVERIFY(source);
    Tree tree(*source);
    const FileRecord *row = tree.find(u"/big.bin"_s);
    QVERIFY(row);
    QVERIFY(row->flags & FileTimeInvalid);
    QCOMPARE(row->times[0], kNoTime);
    QVERIFY(row->times[1] != kNoTime);
    QCOMPARE(tree.warnings(), QStringList({u"time_invalid /big.bin 2441-09-06T22:58:08Z"_s}));
    QVERIFY(!(tree.find(u"/empty.dat"_s)->flags & FileTimeInvalid));
}

void TestTimesOutOfRange::ntfsAttributes()
{
    QByteArray standard(72, '\0');
    const quint64 good = 134'000'000'000'000'000, far = 200'000'000'000'000'000; // 2234
    for (int i = 0; i < 4; ++i)
        qToLittleEndian(good, standard.data() + 8 * i);
    QCOMPARE(parseStandardInformation(standard).outOfRange, 0);
    qToLittleEndian(far + 40'000'000'000'000'000, standard.data() + 8);
    const NtfsStandardInformation read = parseStandardInformation(standard);
    QCOMPARE(read.times[0], kNoTime);
    QCOMPARE(read.outOfRange, 24'000'000'000 - 11'644'473'600);
    QVERIFY(read.times[1] != kNoTime);
    qToLittleEndian(quint64(0), standard.data() + 8); // none is none
    QCOMPARE(parseStandardInformation(standard).outOfRange, 0);
}

void TestTimesOutOfRange::ntfs()
{
    QTemporaryDir folder;
    const QString image = folder.filePath(u"ntfs.img"_s);
    const std::vector<SampleFile> files = sampleFiles();
    if (!makeNtfs(image, folder.path(), files))
        QSKIP("no NTFS can be made here (ntfs-3g and /dev/fuse)");
    const auto file = std::find_if(files.begin(), files.end(), [](const SampleFile &f) { return f.path == u"/big.bin"; });
    QByteArray bytes = allOf(image), stored(8, '\0'), far(8, '\0');
    qToLittleEndian(quint64(file->modifiedNs / 100 + 116'444'736'000'000'000), stored.data());
    qToLittleEndian(quint64(240'000'000'000'000'000), far.data());
    QVERIFY(bytes.contains(stored));
    bytes.replace(stored, far);
    QFile out(image);
    QVERIFY(out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size());
    out.close();
    auto source = openPaths({image}, EvidenceKind::Image);
    QVERIFY(source);
    Tree tree(*source);
    QVERIFY(tree.find(u"/big.bin"_s)->flags & FileTimeInvalid);
    QVERIFY(tree.warnings().contains(u"time_invalid /big.bin 2361-07-13T18:40:00Z"_s));
}

QTEST_GUILESS_MAIN(TestTimesOutOfRange)
#include "tst_timesoutofrange.moc"
