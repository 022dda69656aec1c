// SPDX-License-Identifier: Apache-2.0
// Volumes that were formatted anew: the living file system is read, and what is left of the old one is named.
#include "tests/evidence/filesystemsamples.h"

#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kMega = 1 << 20;

QByteArray bytesOf(const QString &path, qint64 offset, qint64 size)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.seek(offset) ? file.read(size) : QByteArray();
}

bool put(const QString &path, qint64 offset, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(bytes) == bytes.size();
}

QStringList detailsOf(RecordingSink &sink, ErrorCode code)
{
    QStringList details;
    for (const WarningRecord &warning : sink.batch().warnings) {
        if (ErrorCode(warning.code) == code)
            details.append(sink.text(warning.detail) + u" @%1"_s.arg(warning.offset));
    }
    return details;
}

} // namespace

class TestVolumeChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void formattedAnew_data();
    void formattedAnew();
    void ufsLeft();
    void oldBootSectorAtTheEnd();
    void oldSuperblockInGroupOne();
    void headDamagedAndOldSuperblock();
    void equalCopyIsNoDamage();
    void unreadFileSystemIsNamed();

private:
    bool makeEmptyImage(qint64 size) { return QFile::remove(m_image) || !QFile::exists(m_image) ? makeEmpty(m_image, size) : false; }
    bool ext2(qint64 size = 0);
    bool ntfs() { return runTool(u"mkntfs"_s, {u"-q"_s, u"-F"_s, u"-Q"_s, u"-s"_s, u"512"_s, u"-p"_s, u"0"_s, u"-H"_s, u"16"_s, u"-S"_s, u"63"_s, m_image}); }
    bool fat(int bits);

    std::unique_ptr<QTemporaryDir> m_scratch;
    QString m_image;
};

void TestVolumeChoice::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_image = m_scratch->filePath(u"volume.dd"_s);
}

bool TestVolumeChoice::ext2(qint64 size)
{
    const QString tree = m_scratch->filePath(u"tree"_s);
    return writeSample(tree, {{u"/ext2.txt"_s, "ext2\n", 0, false, false}}, false) && (size == 0 || makeEmptyImage(size)) &&
           runTool(u"mke2fs"_s, {u"-q"_s, u"-F"_s, u"-t"_s, u"ext2"_s, u"-b"_s, u"1024"_s, u"-d"_s, tree, m_image});
}

bool TestVolumeChoice::fat(int bits)
{
    const QString tree = m_scratch->filePath(u"fat-tree"_s);
    return runTool(u"mkfs.fat"_s, {u"-F"_s, QString::number(bits), u"-s"_s, u"1"_s, m_image}) &&
           writeSample(tree, {{u"/HELLO.TXT"_s, "hello\n", 0, false, false}}, false) &&
           runTool(u"mcopy"_s, {u"-i"_s, m_image, tree + u"/HELLO.TXT"_s, u"::"_s});
}

void TestVolumeChoice::formattedAnew_data()
{
    QTest::addColumn<QString>("old");
    QTest::addColumn<QString>("now");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<qint64>("leftAt"); // what the tools of today clear and others leave
    QTest::addColumn<qint64>("leftSize");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *name, const char *old, const char *now, qint64 size, qint64 at, qint64 length, const char *file, const char *named) {
        QTest::newRow(name) << QString::fromLatin1(old) << QString::fromLatin1(now) << size << at << length << QString::fromLatin1(file)
                            << QString::fromLatin1(named);
    };
    row("NTFS over ext2", "ext2", "ntfs", 8 * kMega, 1024, 1024, "/$MFT", "another file system: ext @1024");
    row("FAT32 over ext2", "ext2", "fat32", 40 * kMega, 1024, 1024, "/HELLO.TXT", "another file system: ext @1024");
    row("FAT16 over ext2", "ext2", "fat16", 12 * kMega, 1024, 1024, "/HELLO.TXT", "another file system: ext @1024");
    row("ext2 over NTFS", "ntfs", "ext2", 8 * kMega, 0, 512, "/ext2.txt", "another file system: ntfs @0");
    row("ext2 over FAT32", "fat32", "ext2", 40 * kMega, 0, 512, "/ext2.txt", "another file system: fat @0");
    row("ext2 over FAT16", "fat16", "ext2", 12 * kMega, 0, 512, "/ext2.txt", "another file system: fat @0");
    row("NTFS over FAT32", "fat32", "ntfs", 40 * kMega, 3072, 512, "/$MFT", "another file system: fat @3072");
    row("FAT32 over NTFS", "ntfs", "fat32", 40 * kMega, 40 * kMega - 512, 512, "/HELLO.TXT", "another file system: ntfs @41942528");
}

void TestVolumeChoice::formattedAnew()
{
    QFETCH(QString, old);
    QFETCH(QString, now);
    QFETCH(qint64, size);
    QFETCH(qint64, leftAt);
    QFETCH(qint64, leftSize);
    QFETCH(QString, file);
    QFETCH(QString, named);
    const auto make = [this](const QString &kind) {
        return kind == u"ext2" ? ext2() : kind == u"ntfs" ? ntfs() : fat(kind.endsWith(u"32") ? 32 : 16);
    };
    QVERIFY(makeEmptyImage(size));
    QVERIFY(make(old));
    const QByteArray left = bytesOf(m_image, leftAt, leftSize);
    QVERIFY(make(now));
    QVERIFY(put(m_image, leftAt, left));
    Walked walked(m_image);
    QVERIFY(walked.good);
    QVERIFY2(walked.rows.contains(file), qPrintable(QStringList(walked.rows.keys()).join(u' ')));
    QCOMPARE(detailsOf(walked.sink, ErrorCode::Leftover), QStringList{named});
    QCOMPARE(detailsOf(walked.sink, ErrorCode::Damaged), QStringList());
}

void TestVolumeChoice::ufsLeft()
{
    struct Left {
        qint64 at;
        QByteArray magic;
        QString named;
    };
    for (const Left &left : {Left{8192 + 1372, QByteArray("\x54\x19\x01\0", 4), u"another file system: ufs1 @8192"_s},
                             Left{65536 + 1372, QByteArray("\x19\x01\x54\x19", 4), u"another file system: ufs2 @65536"_s}}) {
        QVERIFY(makeEmptyImage(40 * kMega));
        QVERIFY(fat(32));
        QVERIFY(put(m_image, left.at, left.magic));
        QVERIFY(put(m_image, left.at - 1372 + 48, QByteArray("\0\x40\0\0\0\x08\0\0\x08\0\0\0", 12))); // sizes of block and fragment
        Walked walked(m_image);
        QVERIFY(walked.rows.contains(u"/HELLO.TXT"_s));
        QCOMPARE(detailsOf(walked.sink, ErrorCode::Leftover), QStringList{left.named});
    }
    QVERIFY(makeEmptyImage(16 * kMega));
    QVERIFY(ntfs());
    QVERIFY(put(m_image, 8192 + 1372, QByteArray("\x54\x19\x01\0", 4)));
    Walked walked(m_image);
    QVERIFY(walked.rows.contains(u"/$MFT"_s));
    QCOMPARE(detailsOf(walked.sink, ErrorCode::Leftover), QStringList{u"another file system: ufs1 @8192"_s});
    QCOMPARE(detailsOf(walked.sink, ErrorCode::Damaged), QStringList());
}

void TestVolumeChoice::oldBootSectorAtTheEnd()
{
    // NTFS made anew with another serial number in a shorter volume: its old copy stands in the last sector.
    QVERIFY(makeEmptyImage(8 * kMega));
    QVERIFY(ntfs());
    const QByteArray old = bytesOf(m_image, 8 * kMega - 512, 512);
    QVERIFY(runTool(u"mkntfs"_s, {u"-q"_s, u"-F"_s, u"-Q"_s, u"-s"_s, u"512"_s, u"-p"_s, u"0"_s, u"-H"_s, u"16"_s, u"-S"_s, u"63"_s,
                                  m_image, u"12000"_s}));
    QCOMPARE(bytesOf(m_image, 8 * kMega - 512, 512), old);
    Walked walked(m_image);
    QVERIFY(walked.rows.contains(u"/$MFT"_s));
    QCOMPARE(detailsOf(walked.sink, ErrorCode::Leftover), QStringList{u"another file system: ntfs @8388096"_s});
}

void TestVolumeChoice::oldSuperblockInGroupOne()
{
    // What formatting with NTFS leaves of ext in a larger volume.
    QVERIFY(ext2(40 * kMega));
    QVERIFY(ntfs());
    Walked walked(m_image);
    QVERIFY(walked.rows.contains(u"/$MFT"_s));
    QCOMPARE(detailsOf(walked.sink, ErrorCode::Leftover), QStringList{u"another file system: ext @8389632"_s});
    QCOMPARE(detailsOf(walked.sink, ErrorCode::Damaged), QStringList());
}

void TestVolumeChoice::headDamagedAndOldSuperblock()
{
    // The boot sector of the living file system is gone: the dead one is not taken for it.
    QVERIFY(ext2(8 * kMega));
    const QByteArray left = bytesOf(m_image, 1024, 1024);
    QVERIFY(ntfs());
    QVERIFY(put(m_image, 1024, left));
    QVERIFY(put(m_image, 0, QByteArray(512, '\0')));
    Walked walked(m_image);
    QVERIFY2(walked.rows.contains(u"/$MFT"_s), qPrintable(QStringList(walked.rows.keys()).join(u' ')));
    QCOMPARE(detailsOf(walked.sink, ErrorCode::Leftover), QStringList{u"another file system: ext @1024"_s});
    QCOMPARE(detailsOf(walked.sink, ErrorCode::Damaged), QStringList{u"boot sector damaged, backup read @0"_s});
}

void TestVolumeChoice::equalCopyIsNoDamage()
{
    // Nothing can be read, but not for the boot sector's sake, which is equal to its copy.
    QVERIFY(makeEmptyImage(8 * kMega));
    QVERIFY(ntfs());
    QVERIFY(put(m_image, 8192, QByteArray(8 * kMega - 8192 - 512, '\0')));
    Walked walked(m_image);
    for (const QString &detail : detailsOf(walked.sink, ErrorCode::Damaged)) {
        QVERIFY2(!detail.contains(u"boot sector damaged"), qPrintable(detail));
        QVERIFY2(!detail.contains(u"determine"), qPrintable(detail));
    }
    QCOMPARE(walked.sink.text(walked.sink.batch().volumes.front().unsupported), u"ntfs"_s);
}

void TestVolumeChoice::unreadFileSystemIsNamed()
{
    QVERIFY(makeEmptyImage(40 * kMega));
    QVERIFY(fat(32));
    QVERIFY(put(m_image, 0x10040, "_BHRfS_M"));
    Walked walked(m_image);
    QVERIFY(walked.rows.contains(u"/HELLO.TXT"_s));
    QCOMPARE(detailsOf(walked.sink, ErrorCode::Leftover), QStringList{u"another file system: btrfs @65600"_s});
}

QTEST_GUILESS_MAIN(TestVolumeChoice)
#include "tst_volumechoice.moc"
