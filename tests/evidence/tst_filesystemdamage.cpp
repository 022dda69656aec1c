// SPDX-License-Identifier: Apache-2.0
// Damaged images: whatever the bytes, the walk ends by itself and says what it could not read.
#include "tests/evidence/filesystemsamples.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

enum Outcome { Fine = 0, Refused = 1, Failed = 2, Crashed = 3, TooLong = 4 };

/// Walks and reads an image in a process of its own, as the worker does: TSK itself is known to crash on such bytes.
Outcome walkApart(const QString &image)
{
    const pid_t child = fork();
    if (child == 0) {
        alarm(60);
        OpenedImage opened({image});
        if (!opened.reader)
            _exit(Refused);
        FileSystemWalker walker(*opened.reader);
        RecordingSink sink;
        bool good = walkAll(walker, sink).ok();
        RecordBatch copy;
        good = good && decodeBatch(encodeBatch(sink.batch()), copy).ok(); // all that is emitted is valid
        for (const FileRecord &row : sink.batch().files) {
            if (row.access != AccessMethod::FileSystem)
                continue;
            if (auto source = walker.open(locatorFor(row))) {
                for (qint64 offset = 0; offset < qMin<qint64>((*source)->size(), 1 << 20);) {
                    const auto window = (*source)->window(offset, 65536);
                    if (!window || window->isEmpty())
                        break;
                    offset += window->size();
                }
            }
        }
        _exit(good ? Fine : Failed);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGALRM ? TooLong : Crashed;
    return Outcome(WEXITSTATUS(status));
}

} // namespace

class TestFileSystemDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void truncated_data() { samples(); }
    void truncated();
    void mutated_data() { samples(); }
    void mutated();
    void truncatedSaysSo();
    void damagedContentIsNotShown();
    void bootSectorFromItsBackup();
    void unreadableIsNamed_data();
    void unreadableIsNamed();

private:
    void samples();
    int rounds() const { return qEnvironmentVariableIsSet("ASHIATO_LONG") ? 10000 : 300; }

    QTemporaryDir m_scratch;
    std::vector<SampleFile> m_files = sampleFiles();
    QString m_ext, m_fat, m_ntfs;
};

void TestFileSystemDamage::initTestCase()
{
    const QString scratch = m_scratch.path();
    m_ext = scratch + u"/ext4.img"_s;
    QVERIFY(makeExt(m_ext, scratch, m_files));
    m_fat = scratch + u"/fat12.img"_s;
    QVERIFY(makeFat(m_fat, scratch, m_files, 12));
    m_ntfs = scratch + u"/ntfs.img"_s;
    if (!makeNtfs(m_ntfs, scratch, m_files))
        m_ntfs.clear();
}

void TestFileSystemDamage::samples()
{
    QTest::addColumn<QString>("image");
    QTest::newRow("ext4") << m_ext;
    QTest::newRow("fat12") << m_fat;
    if (!m_ntfs.isEmpty())
        QTest::newRow("ntfs") << m_ntfs;
}

void TestFileSystemDamage::truncated()
{
    QFETCH(QString, image);
    const QString copy = m_scratch.filePath(u"short.img"_s);
    const qint64 size = QFileInfo(image).size();
    QRandomGenerator random(1);
    int crashes = 0;
    for (int i = 0; i < rounds() / 10; ++i) {
        QFile::remove(copy);
        QVERIFY(QFile::copy(image, copy));
        QVERIFY(QFile::resize(copy, i < 4 ? i * 512 : random.bounded(size)));
        const Outcome outcome = walkApart(copy);
        crashes += outcome == Crashed;
        QVERIFY2(outcome != Failed && outcome != TooLong, qPrintable(u"round %1"_s.arg(i)));
    }
    QCOMPARE(crashes, 0);
}

void TestFileSystemDamage::mutated()
{
    QFETCH(QString, image);
    const QString copy = m_scratch.filePath(u"mutated.img"_s);
    QVERIFY(QFile::exists(copy) ? QFile::remove(copy) : true);
    QVERIFY(QFile::copy(image, copy));
    QFile original(image), file(copy);
    QVERIFY(original.open(QIODevice::ReadOnly) && file.open(QIODevice::ReadWrite));
    // Bytes that hold something: in the zeros of an almost empty disk a change changes nothing.
    std::vector<qint64> places;
    const QByteArray bytes = original.readAll();
    for (qint64 at = 0; at < bytes.size(); ++at) {
        if (bytes[at] != '\0' && bytes[at] != 'b')
            places.push_back(at);
    }
    QRandomGenerator random(2);
    QStringList crashes;
    for (int i = 0; i < rounds(); ++i) {
        std::vector<qint64> changed;
        for (int j = 0; j < 1 + i % 40; ++j) {
            changed.push_back(places[size_t(random.bounded(qint64(places.size())))]);
            file.seek(changed.back());
            file.putChar(char(random.bounded(256)));
        }
        file.flush();
        const Outcome outcome = walkApart(copy);
        QVERIFY2(outcome != Failed && outcome != TooLong, qPrintable(u"round %1: %2"_s.arg(i).arg(int(outcome))));
        if (outcome == Crashed)
            crashes.append(QString::number(i));
        for (const qint64 at : changed) {
            file.seek(at);
            file.putChar(bytes[at]);
        }
    }
    qInfo("%d rounds, crashes of the library: %s", rounds(),
          qPrintable(crashes.isEmpty() ? u"none"_s : crashes.join(u' ')));
    // A crash costs one entry of one worker; many would make a walk of a damaged disk useless.
    QVERIFY(crashes.size() * 100 <= rounds());
}

void TestFileSystemDamage::truncatedSaysSo()
{
    const QString copy = m_scratch.filePath(u"half.img"_s);
    QVERIFY(QFile::copy(m_ext, copy));
    QVERIFY(QFile::resize(copy, QFileInfo(m_ext).size() / 2));
    OpenedImage opened({copy});
    FileSystemWalker walker(*opened.reader);
    RecordingSink sink;
    QVERIFY(walkAll(walker, sink).ok());
    QVERIFY(!sink.batch().warnings.empty());
    QCOMPARE(ErrorCode(sink.batch().warnings[0].code), ErrorCode::Truncated);
    QCOMPARE(sink.batch().warnings[0].offset, QFileInfo(copy).size());
}

void TestFileSystemDamage::damagedContentIsNotShown()
{
    // The image ends within /big.bin: its bytes are refused, not given as zeros.
    OpenedImage whole({m_ext});
    FileSystemWalker wholeWalker(*whole.reader);
    RecordingSink wholeSink;
    QVERIFY(walkAll(wholeWalker, wholeSink).ok());
    QFile image(m_ext);
    QVERIFY(image.open(QIODevice::ReadOnly));
    const qint64 content = image.readAll().indexOf(QByteArray(65536, 'b'));
    QVERIFY(content > 0);
    const QString copy = m_scratch.filePath(u"cut.img"_s);
    QVERIFY(QFile::copy(m_ext, copy));
    QVERIFY(QFile::resize(copy, (content + 100000) / 512 * 512));
    OpenedImage opened({copy});
    FileSystemWalker walker(*opened.reader);
    RecordingSink sink;
    QVERIFY(walkAll(walker, sink).ok());
    for (const FileRecord &row : sink.batch().files) {
        if (sink.text(row.name) != u"big.bin")
            continue;
        auto source = walker.open(locatorFor(row));
        QVERIFY(source.ok());
        const auto start = (*source)->window(0, 65536);
        QVERIFY(start.ok());
        QCOMPARE(*start, QByteArray(65536, 'b'));
        const auto all = (*source)->window(65536, row.size);
        QVERIFY(!all.ok());
        QCOMPARE(all.error().code, ErrorCode::Damaged);
        QVERIFY(all.error().offset >= 65536);
        return;
    }
    QFAIL("big.bin is not listed");
}

void TestFileSystemDamage::bootSectorFromItsBackup()
{
    if (m_ntfs.isEmpty())
        QSKIP("no FUSE here");
    const QString copy = m_scratch.filePath(u"boot.img"_s);
    QVERIFY(QFile::copy(m_ntfs, copy));
    QFile file(copy);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.write(QByteArray(512, '\0')) == 512);
    file.close();
    OpenedImage opened({copy});
    FileSystemWalker walker(*opened.reader);
    RecordingSink sink;
    QVERIFY(walkAll(walker, sink).ok());
    QCOMPARE(sink.text(sink.batch().volumes.front().fileSystem), u"ntfs"_s);
    QVERIFY(sink.batch().files.size() > m_files.size());
    QCOMPARE(ErrorCode(sink.batch().warnings.front().code), ErrorCode::Damaged);
}

void TestFileSystemDamage::unreadableIsNamed_data()
{
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<QByteArray>("magic");
    QTest::addColumn<QString>("name");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *name, qint64 offset, const QByteArray &magic, ErrorCode code) {
        QTest::newRow(name) << offset << magic << QString::fromLatin1(name) << code;
    };
    row("bitlocker", 3, "-FVE-FS-", ErrorCode::Encrypted);
    row("luks", 0, "LUKS\xba\xbe", ErrorCode::Encrypted);
    row("lvm2", 512, QByteArray("LABELONE\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0LVM2 001", 32), ErrorCode::Unsupported);
    row("md-raid", 4096, QByteArray("\xfc\x4e\x2b\xa9\x01\0\0\0", 8), ErrorCode::Unsupported);
    row("refs", 3, QByteArray("ReFS\0\0\0\0", 8), ErrorCode::Unsupported);
    row("btrfs", 0x10040, "_BHRfS_M", ErrorCode::Unsupported);
    row("xfs", 0, "XFSB", ErrorCode::Unsupported);
    row("f2fs", 1024, "\x10\x20\xf5\xf2", ErrorCode::Unsupported);
    row("swap", 4086, "SWAPSPACE2", ErrorCode::Unsupported);
    row("ntfs", 3, "NTFS    ", ErrorCode::Damaged);
    row("unknown", 100, "nothing", ErrorCode::Unsupported);
}

void TestFileSystemDamage::unreadableIsNamed()
{
    QFETCH(qint64, offset);
    QFETCH(QByteArray, magic);
    QFETCH(QString, name);
    QFETCH(ErrorCode, code);
    const QString image = m_scratch.filePath(name + u".volume"_s);
    QVERIFY(makeEmpty(image, 1 << 20));
    QFile file(image);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(magic) == magic.size());
    file.close();
    OpenedImage opened({image});
    FileSystemWalker walker(*opened.reader);
    RecordingSink sink;
    QVERIFY(walkAll(walker, sink).ok());
    QCOMPARE(sink.batch().volumes.size(), 1u);
    QCOMPARE(sink.text(sink.batch().volumes[0].unsupported), name);
    QVERIFY(sink.batch().files.empty());
    QCOMPARE(sink.batch().warnings.size(), 1u);
    QCOMPARE(ErrorCode(sink.batch().warnings[0].code), code);
    QVERIFY(sink.text(sink.batch().warnings[0].detail).startsWith(name));
}

QTEST_GUILESS_MAIN(TestFileSystemDamage)
#include "tst_filesystemdamage.moc"
