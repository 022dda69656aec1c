// SPDX-License-Identifier: Apache-2.0
// What a file system says beyond TSK: times that do not fit its 32 bits, UTC offsets, content that is elsewhere; and
// the ways a disk can be cut into volumes.
#include "importers/common/windowstypes.h"
#include "importers/evidence/filesystemntfs.h"
#include "tests/evidence/filesystemsamples.h"
#include "tests/shared/corpus.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>
#include <QtEndian>

#include <sys/xattr.h>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kSecond = 1000000000;

void putLittle(QByteArray &bytes, qsizetype at, quint32 value)
{
    qToLittleEndian(value, bytes.data() + at);
}

} // namespace

class TestFileSystemFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fileTimes();
    void sids();
    void reparsePoints();
    void extTimesAndEncryption();
    void exfatOffsets();
    void contentElsewhere();
    void efs();
    void hardLinks();
    void isoOffsets();
    void isoEnhanced();
    void gpt();
    void partitionsWithoutEnd();
    void sectorsOf4096Bytes();
    void tableInAPartition();
    void cleanupTestCase() { corpusSummary(m_run, m_skipped); }

private:
    QTemporaryDir m_scratch;
    QString m_fat;
    int m_run = 0;
    int m_skipped = 0;
};

void TestFileSystemFacts::initTestCase()
{
    m_fat = m_scratch.filePath(u"fat16.img"_s);
    QVERIFY(makeFat(m_fat, m_scratch.path(), sampleFiles(), 16));
}

void TestFileSystemFacts::fileTimes()
{
    QCOMPARE(fileTimeNs(0), kNoTime);
    QCOMPARE(fileTimeNs(116444736000000000), 0);
    QCOMPARE(fileTimeNs(116444736000000001), 100);
    QCOMPARE(fileTimeNs(116444735990000000), -kSecond);
    QCOMPARE(fileTimeNs(~quint64(0)), kNoTime);
    QCOMPARE(fileTimeNs(1), kNoTime); // 1601 does not fit
}

void TestFileSystemFacts::sids()
{
    const QByteArray sid("\x01\x02\x00\x00\x00\x00\x00\x05\x20\x00\x00\x00\x20\x02\x00\x00", 16);
    QCOMPARE(sidText(sid), QByteArray("S-1-5-32-544"));
    for (qsizetype length = 0; length < sid.size(); ++length)
        QVERIFY(sidText(QByteArrayView(sid).first(length)).isEmpty());
    QByteArray descriptor(20, '\0');
    descriptor[0] = 1;
    putLittle(descriptor, 4, 20);
    QCOMPARE(ownerOfSecurityDescriptor(descriptor + sid), QByteArray("S-1-5-32-544"));
    QVERIFY(ownerOfSecurityDescriptor(descriptor).isEmpty());
}

void TestFileSystemFacts::reparsePoints()
{
    QByteArray symlink(20, '\0');
    putLittle(symlink, 0, kReparseSymlink);
    const QByteArray target("C\0:\0\\\0x\0", 8);
    symlink[10] = 8; // substitute name: 8 bytes at 0; no print name
    QCOMPARE(parseReparse(symlink + target).target, QByteArray("C:\\x"));
    for (qsizetype length = 0; length < symlink.size(); ++length)
        QVERIFY(parseReparse(QByteArrayView(symlink).first(length)).target.isEmpty());
    QVERIFY(isCloudReparse(0x9000001A) && isCloudReparse(0x9000701A) && !isCloudReparse(0x80000017));
}

void TestFileSystemFacts::extTimesAndEncryption()
{
    const QString image = m_scratch.filePath(u"ext.img"_s);
    const std::vector<SampleFile> files{{u"/old"_s, "a", kSecond * 1000, false, false},
                                        {u"/far"_s, "b", kSecond * 1000, false, false},
                                        {u"/secret"_s, QByteArray(5000, 'c'), kSecond * 1000, false, false}};
    QVERIFY(makeExt(image, m_scratch.path(), files));
    const auto set = [&](const QString &field) {
        return runTool(u"debugfs"_s, {u"-w"_s, u"-R"_s, u"sif "_s + field, image});
    };
    QVERIFY(set(u"/old mtime_lo 4294880896"_s) && set(u"/old mtime_extra 0"_s)); // -86400
    QVERIFY(set(u"/far mtime_lo 1000"_s) && set(u"/far mtime_extra 30"_s));      // 7 ns, two above 32 bits
    QVERIFY(set(u"/secret flags 0x80800"_s));
    Walked walked(image);
    QVERIFY(walked.good);
    QCOMPARE(walked.rows.value(u"/old"_s).times[0], -86400 * kSecond);
    QCOMPARE(walked.rows.value(u"/far"_s).times[0], ((qint64(2) << 32) + 1000) * kSecond + 7);
    const FileRecord secret = walked.rows.value(u"/secret"_s);
    QVERIFY(secret.flags & FileEncrypted);
    QCOMPARE(walked.walker.open(locatorFor(secret)).error().code, ErrorCode::Encrypted);
    QVERIFY(walked.walker.open(locatorFor(walked.rows.value(u"/old"_s))).ok());
}

void TestFileSystemFacts::exfatOffsets()
{
    const QString folder = corpusDir() + u"/dfir_ntfs/test_data/"_s;
    QFile table(folder + u"exfat_win_stat.txt"_s);
    if (corpusDir().isEmpty() || !table.open(QIODevice::ReadOnly)) {
        ++m_skipped;
        QSKIP("the exFAT image of the corpus is not here");
    }
    const QString image = m_scratch.filePath(u"exfat.img"_s);
    QProcess unpack;
    unpack.setStandardOutputFile(image);
    unpack.start(u"gzip"_s, {u"-dc"_s, folder + u"exfat_win.raw.gz"_s});
    QVERIFY(unpack.waitForFinished());
    Walked walked(image);
    QVERIFY(walked.good);
    // "2022-01-23 20:33:43.720000": the wall clock of the Windows that wrote it, three hours ahead of UTC by its
    // offsets.
    const auto ns = [](const QByteArray &text) {
        QDateTime time = QDateTime::fromString(QString::fromLatin1(text.left(19)), u"yyyy-MM-dd hh:mm:ss"_s);
        time.setTimeZone(QTimeZone::utc());
        return (time.toSecsSinceEpoch() - 3 * 3600) * kSecond + text.mid(20).leftJustified(9, '0', true).toLongLong();
    };
    int compared = 0;
    for (const QByteArray &line : table.readAll().split('\n')) {
        const QList<QByteArray> parts = line.trimmed().split('\t');
        const QString path = QString::fromUtf8(parts[0]);
        if (parts.size() < 5 || path.contains(QChar::ReplacementCharacter)) // one folder's name stands in Windows-1251
            continue;
        QVERIFY2(walked.rows.contains(path), parts[0].constData());
        const FileRecord row = walked.rows.value(path);
        QCOMPARE(row.basis, TimeBasis::Utc);
        QCOMPARE(row.times[0], ns(parts[1]));
        QCOMPARE(row.times[1], ns(parts[2]));
        QCOMPARE(row.times[3], ns(parts[3]));
        ++compared;
    }
    QVERIFY(compared > 600);
    ++m_run;
}

void TestFileSystemFacts::contentElsewhere()
{
    struct Case {
        const char *name;
        quint32 tag;
        quint32 flag;
        ErrorCode code;
    };
    const Case cases[] = {{"dedup.bin", kReparseDeduplicated, FileDeduplicated, ErrorCode::NotStored},
                          {"wof.dll", kReparseWof, FileWofCompressed, ErrorCode::Unsupported},
                          {"cloud.docx", 0x9000701A, FileCloud, ErrorCode::NotStored}};
    const QString image = m_scratch.filePath(u"ntfs.img"_s);
    const auto add = [&](const QString &mount) {
        for (const Case &one : cases) {
            const QByteArray path = QFile::encodeName(mount + u'/' + QString::fromLatin1(one.name));
            QFile file(QString::fromLocal8Bit(path));
            if (!file.open(QIODevice::WriteOnly) || !file.resize(100000)) // sparse: TSK would give zeros
                return false;
            file.close();
            QByteArray reparse(16, '\0');
            putLittle(reparse, 0, one.tag);
            reparse[4] = 8;
            if (setxattr(path.constData(), "system.ntfs_reparse_data", reparse.constData(), size_t(reparse.size()),
                         0) != 0)
                return false;
        }
        // Brought down from the cloud: the tag is there and so are the bytes.
        QFile here(mount + u"/here.docx"_s);
        if (!here.open(QIODevice::WriteOnly) || here.write(QByteArray(5000, 'h')) != 5000)
            return false;
        here.close();
        QByteArray reparse(16, '\0');
        putLittle(reparse, 0, 0x9000701A);
        reparse[4] = 8;
        return setxattr(QFile::encodeName(here.fileName()).constData(), "system.ntfs_reparse_data", reparse.constData(),
                        size_t(reparse.size()), 0) == 0;
    };
    if (!makeNtfs(image, m_scratch.path(), {}, add))
        QSKIP("no FUSE here");
    Walked walked(image);
    QVERIFY(walked.good);
    for (const Case &one : cases) {
        const FileRecord row = walked.rows.value(u'/' + QString::fromLatin1(one.name));
        QVERIFY2(row.flags & one.flag, one.name);
        QVERIFY(row.flags & FileReparse);
        auto source = walked.walker.open(locatorFor(row));
        QVERIFY2(!source.ok(), one.name);
        QCOMPARE(source.error().code, one.code);
    }
    const FileRecord here = walked.rows.value(u"/here.docx"_s);
    QVERIFY(!(here.flags & FileCloud));
    auto source = walked.walker.open(locatorFor(here));
    QVERIFY(source.ok());
    QCOMPARE(*(*source)->window(0, 6000), QByteArray(5000, 'h'));
    // As large as the volume, and TSK gives not a byte of it: no content, which is not the content of an empty file.
    const FileRecord bad = walked.rows.value(u"/$BadClus:$Bad"_s);
    QVERIFY(bad.size > 0);
    QCOMPARE(bad.access, AccessMethod::None); // so no job tries to read it
    source = walked.walker.open(locatorFor(bad));
    QVERIFY(source.ok());
    const auto nothing = (*source)->window(0, 512);
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().code, ErrorCode::Truncated);
}

/// EFS: the bytes on the disk are cipher text.
void TestFileSystemFacts::efs()
{
    const QString image = m_scratch.filePath(u"efs.img"_s);
    const std::vector<SampleFile> files{{u"/secret.txt"_s, QByteArray(5000, 's'), 1000 * kSecond, false, false},
                                        {u"/open.txt"_s, QByteArray(5000, 'o'), 1000 * kSecond, false, false}};
    if (!makeNtfs(image, m_scratch.path(), files))
        QSKIP("no FUSE here");
    QByteArray bytes = allOf(image);
    const auto number = [&](qsizetype at) { return qFromLittleEndian<quint32>(bytes.constData() + at); };
    {
        Walked plain(image);
        QCOMPARE(contentOf(plain.walker, plain.rows.value(u"/secret.txt"_s)).value(), files[0].content);
        // The flag of encryption in the header of $DATA, which ntfs-3g does not set: record and attribute by the boot sector.
        const qsizetype record = qsizetype(number(48)) * quint8(bytes[13]) * 512 +
                                 qsizetype(plain.rows.value(u"/secret.txt"_s).inode) * 1024;
        QCOMPARE(bytes.sliced(record, 4), QByteArray("FILE"));
        qsizetype attribute = record + quint8(bytes[record + 20]);
        while (number(attribute) != 0x80)
            attribute += qsizetype(number(attribute + 4));
        bytes[attribute + 13] = char(bytes[attribute + 13] | 0x40);
    }
    QVERIFY(copyInto(image, bytes, 0));
    Walked walked(image);
    const FileRecord secret = walked.rows.value(u"/secret.txt"_s);
    QVERIFY(secret.flags & FileEncrypted);
    QCOMPARE(walked.walker.open(locatorFor(secret)).error().code, ErrorCode::Encrypted);
    QCOMPARE(contentOf(walked.walker, walked.rows.value(u"/open.txt"_s)).value(), files[1].content);
}

/// Each name of a hard link has $FILE_NAME times of its own.
void TestFileSystemFacts::hardLinks()
{
    const QString image = m_scratch.filePath(u"links.img"_s);
    const auto add = [](const QString &mount) {
        QFile file(mount + u"/first"_s);
        if (!file.open(QIODevice::WriteOnly) || file.write("a") != 1)
            return false;
        file.close();
        const timespec times[2] = {{1000, 0}, {1000, 0}};
        // The second name is given with the times that the file has by then.
        return utimensat(AT_FDCWD, QFile::encodeName(file.fileName()).constData(), times, 0) == 0 &&
               QDir(mount).mkdir(u"d"_s) &&
               ::link(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(mount + u"/d/second"_s).constData()) == 0;
    };
    if (!makeNtfs(image, m_scratch.path(), {}, add))
        QSKIP("no FUSE here");
    Walked walked(image);
    const FileRecord first = walked.rows.value(u"/first"_s), second = walked.rows.value(u"/d/second"_s);
    QCOMPARE(first.inode, second.inode);
    QCOMPARE(first.times[0], 1000 * kSecond);
    QCOMPARE(second.times[0], 1000 * kSecond);
    QVERIFY(first.fnTimes[0] > 1000 * kSecond); // as it was made
    QCOMPARE(second.fnTimes[0], 1000 * kSecond);
}

/// Dates of ISO 9660 tell how far they are from UTC.
void TestFileSystemFacts::isoOffsets()
{
    const QString root = m_scratch.filePath(u"iso"_s);
    QVERIFY(writeSample(root, {{u"/README.TXT"_s, "read", 1791953520 * kSecond, false, false}}, false));
    for (const char *zone : {"Asia/Tokyo", "America/St_Johns", "UTC"}) {
        const QString image = m_scratch.filePath(u"zone.iso"_s);
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TZ"_s, QString::fromLatin1(zone));
        process.setProcessEnvironment(environment);
        process.start(u"genisoimage"_s, {u"-quiet"_s, u"-o"_s, image, root});
        QVERIFY2(process.waitForFinished() && process.exitCode() == 0, "package genisoimage");
        Walked walked(image);
        const FileRecord row = walked.rows.value(u"/README.TXT"_s);
        QCOMPARE(row.times[3], 1791953520 * kSecond);
        QCOMPARE(row.basis, TimeBasis::Utc);
        QVERIFY(!(row.flags & FileZoneUnknown));
        // An offset that cannot be: the digits stand as they are.
        QByteArray bytes = allOf(image);
        const qsizetype name = bytes.indexOf("README.TXT");
        bytes[name - 9] = 100;
        QVERIFY(copyInto(image, bytes, 0));
        Walked odd(image);
        QCOMPARE(odd.rows.value(u"/README.TXT"_s).basis, TimeBasis::Local);
    }
}

void TestFileSystemFacts::isoEnhanced()
{
    const QString root = m_scratch.filePath(u"iso4"_s), image = m_scratch.filePath(u"level4.iso"_s);
    QVERIFY(writeSample(root, {{u"/a name of level four.txt"_s, "read", 1791953520 * kSecond, false, false}}, false));
    QVERIFY(runTool(u"genisoimage"_s, {u"-quiet"_s, u"-iso-level"_s, u"4"_s, u"-o"_s, image, root}));
    Walked walked(image);
    QVERIFY(walked.good);
    QCOMPARE(contentOf(walked.walker, walked.rows.value(u"/a name of level four.txt"_s)).value(), QByteArray("read"));
}

void TestFileSystemFacts::gpt()
{
    const QString image = m_scratch.filePath(u"gpt.img"_s);
    QVERIFY(makeEmpty(image, 32 << 20));
    QVERIFY(runTool(u"sgdisk"_s, {u"-n"_s, u"1:2048:4095"_s, u"-t"_s, u"1:0C01"_s, u"-n"_s, u"2:4096:28671"_s, u"-t"_s,
                                  u"2:0700"_s, u"-c"_s, u"2:データ"_s, image}));
    QVERIFY(copyInto(image, allOf(m_fat), 4096 * 512));
    for (const bool damaged : {false, true}) {
        if (damaged) // the table at the end of the disk is read instead
            QVERIFY(copyInto(image, QByteArray(512, '\0'), 512));
        Walked walked(image);
        QVERIFY(walked.good);
        const auto &volumes = walked.sink.batch().volumes;
        QCOMPARE(volumes.size(), 2u);
        QCOMPARE(walked.sink.text(volumes[0].scheme), u"gpt"_s);
        QCOMPARE(walked.sink.text(volumes[1].fileSystem), u"fat16"_s);
        QCOMPARE(walked.sink.text(volumes[1].description), u"データ"_s);
        QCOMPARE(walked.sink.text(volumes[1].prefix), QString()); // the only one that can be read
        QVERIFY(walked.rows.contains(u"/資料/顧客一覧.csv"_s));
        bool said = false;
        for (const WarningRecord &warning : walked.sink.batch().warnings)
            said = said || ErrorCode(warning.code) == ErrorCode::Damaged;
        QCOMPARE(said, damaged);
    }
}

/// A table that lists more partitions than anybody makes: the first of them stand, and the limit is said.
void TestFileSystemFacts::partitionsWithoutEnd()
{
    constexpr int kEntries = 600;
    QByteArray disk(4 << 20, '\0');
    disk[446 + 4] = '\xee'; // the protective MBR
    qToLittleEndian<quint32>(1, disk.data() + 446 + 8);
    qToLittleEndian<quint32>(0xffffffff, disk.data() + 446 + 12);
    disk.replace(510, 2, "\x55\xaa");
    disk.replace(512, 8, "EFI PART");
    qToLittleEndian<quint32>(0x10000, disk.data() + 512 + 8);
    qToLittleEndian<quint32>(92, disk.data() + 512 + 12);
    qToLittleEndian<quint64>(1, disk.data() + 512 + 24);
    qToLittleEndian<quint64>(2, disk.data() + 512 + 72);
    qToLittleEndian<quint32>(kEntries, disk.data() + 512 + 80);
    qToLittleEndian<quint32>(128, disk.data() + 512 + 84);
    for (int i = 0; i < kEntries; ++i) {
        char *entry = disk.data() + 1024 + i * 128;
        entry[0] = entry[16] = 1;
        qToLittleEndian<quint64>(quint64(1000 + 8 * i), entry + 32);
        qToLittleEndian<quint64>(quint64(1007 + 8 * i), entry + 40);
    }
    const QString image = m_scratch.filePath(u"many.img"_s);
    QVERIFY(makeEmpty(image, disk.size()) && copyInto(image, disk, 0));
    Walked walked(image);
    QVERIFY(walked.good);
    QCOMPARE(walked.sink.batch().volumes.size(), 512u);
    int said = 0;
    for (const WarningRecord &warning : walked.sink.batch().warnings)
        said += ErrorCode(warning.code) == ErrorCode::LimitExceeded;
    QCOMPARE(said, 1);
}

void TestFileSystemFacts::sectorsOf4096Bytes()
{
    // A raw image of a disk with sectors of 4096 bytes: nothing but the table itself tells.
    const QString image = m_scratch.filePath(u"4kn.img"_s);
    QVERIFY(makeEmpty(image, 32 << 20));
    QByteArray table(512, '\0');
    table[446 + 4] = 0x0e;
    putLittle(table, 446 + 8, 256);
    putLittle(table, 446 + 12, 12 * 256);
    table[510] = '\x55';
    table[511] = '\xaa';
    QVERIFY(copyInto(image, table, 0) && copyInto(image, allOf(m_fat), 256 * 4096));
    Walked walked(image);
    QVERIFY(walked.good);
    QCOMPARE(walked.sink.batch().volumes.size(), 1u);
    QCOMPARE(walked.sink.batch().volumes[0].offset, 256 * 4096);
    QVERIFY(walked.rows.contains(u"/資料/顧客一覧.csv"_s));
}

void TestFileSystemFacts::tableInAPartition()
{
    // The disk of a virtual machine within a partition: its table counts from the start of the partition or of the
    // disk.
    const QString image = m_scratch.filePath(u"bsd.img"_s);
    QVERIFY(makeEmpty(image, 32 << 20));
    QByteArray table(512, '\0');
    table[446 + 4] = '\xa5'; // FreeBSD
    putLittle(table, 446 + 8, 2048);
    putLittle(table, 446 + 12, 40960);
    table[510] = '\x55';
    table[511] = '\xaa';
    QVERIFY(copyInto(image, table, 0));
    // disklabel(5): magic at 0 and 132, number of partitions at 138, 16 bytes a partition from 148 on: size, offset, …
    QByteArray label(512, '\0');
    putLittle(label, 0, 0x82564557);
    putLittle(label, 40, 512);
    putLittle(label, 132, 0x82564557);
    label[138] = 8;
    putLittle(label, 148, 12 * 2048);
    putLittle(label, 152, 4096);
    label[160] = 8; // MS-DOS file system
    QVERIFY(copyInto(image, label, 2049 * 512) && copyInto(image, allOf(m_fat), 4096 * 512));
    Walked walked(image);
    QVERIFY(walked.good);
    QCOMPARE(walked.sink.batch().volumes.size(), 1u);
    QCOMPARE(walked.sink.text(walked.sink.batch().volumes[0].scheme), u"bsd"_s);
    QCOMPARE(walked.sink.batch().volumes[0].offset, 4096 * 512);
    QVERIFY(walked.rows.contains(u"/資料/顧客一覧.csv"_s));
}

QTEST_GUILESS_MAIN(TestFileSystemFacts)
#include "tst_filesystemfacts.moc"
