// SPDX-License-Identifier: Apache-2.0
// Partition tables: both copies of a GPT, disks of other sector sizes imaged without them, chains without end.
#include "tests/evidence/filesystemsamples.h"

#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <zlib.h>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kMega = 1 << 20;

QStringList detailsOf(RecordingSink &sink, ErrorCode code)
{
    QStringList details;
    for (const WarningRecord &warning : sink.batch().warnings) {
        if (ErrorCode(warning.code) == code)
            details.append(sink.text(warning.detail) + u" @%1"_s.arg(warning.offset));
    }
    return details;
}

quint32 crcOf(const QByteArray &bytes) { return quint32(crc32(0, reinterpret_cast<const Bytef *>(bytes.constData()), uInt(bytes.size()))); }

template <typename T> void set(QByteArray &bytes, qint64 at, T value) { qToLittleEndian<T>(value, bytes.data() + at); }

struct Part {
    qint64 first = 0, last = 0; ///< In sectors
    QByteArray name;
};

} // namespace

class TestPartitionTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void soundGpt_data() { sectors(); }
    void soundGpt();
    void entryRemovedFromPrimary_data() { sectors(); }
    void entryRemovedFromPrimary();
    void headerChecksumFails();
    void backupDiffers();
    void backupCutOff();
    void noProtectiveMbr();
    void hybridMbr();
    void mbrOverGpt();
    void mbrOfSectors_data() { sectors(); }
    void mbrOfSectors();
    void extendedLoop();
    void isoBesideTable();

private:
    static void sectors();
    void gpt(int sector, const std::vector<Part> &primary, const std::vector<Part> &backup);
    static void mbrEntry(QByteArray &disk, int index, int type, quint32 start, quint32 count, qint64 at = 0);
    std::unique_ptr<Walked> walk();

    QTemporaryDir m_scratch;
    QByteArray m_fat[2];
    QByteArray m_disk;
};

void TestPartitionTables::sectors()
{
    QTest::addColumn<int>("sector");
    for (const int sector : {512, 2048, 4096})
        QTest::addRow("%d bytes", sector) << sector;
}

void TestPartitionTables::initTestCase()
{
    for (int i = 0; i < 2; ++i) {
        const QString image = m_scratch.filePath(u"fat%1.img"_s.arg(i)), tree = m_scratch.filePath(u"tree%1"_s.arg(i));
        const QByteArray content = i ? "second volume" : "first volume";
        QVERIFY(makeEmpty(image, 2 * kMega) && runTool(u"mkfs.fat"_s, {u"-F"_s, u"12"_s, image}));
        QVERIFY(writeSample(tree, {{u"/HELLO.TXT"_s, content, 0, false, false}}, false));
        QVERIFY(runTool(u"mcopy"_s, {u"-i"_s, image, tree + u"/HELLO.TXT"_s, u"::"_s}));
        QFile file(image);
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_fat[i] = file.readAll();
    }
}

void TestPartitionTables::mbrEntry(QByteArray &disk, int index, int type, quint32 start, quint32 count, qint64 at)
{
    const qint64 entry = at + 446 + 16 * index;
    disk[entry + 4] = char(type);
    set<quint32>(disk, entry + 8, start);
    set<quint32>(disk, entry + 12, count);
    disk.replace(at + 510, 2, "\x55\xaa");
}

/// 8 MiB with the two volumes at 1 and 4 MiB, and these tables.
void TestPartitionTables::gpt(int sector, const std::vector<Part> &primary, const std::vector<Part> &backup)
{
    m_disk = QByteArray(8 * kMega, '\0');
    m_disk.replace(kMega, m_fat[0].size(), m_fat[0]);
    m_disk.replace(4 * kMega, m_fat[1].size(), m_fat[1]);
    mbrEntry(m_disk, 0, 0xee, 1, 0xffffffff);
    const qint64 last = m_disk.size() / sector - 1, entrySectors = 16384 / sector;
    for (const bool isBackup : {false, true}) {
        QByteArray entries(16384, '\0');
        qint64 at = 0;
        for (const Part &part : isBackup ? backup : primary) {
            entries.replace(at, 16, QByteArray::fromHex("a2a0d0ebe5b9334487c068b6b72699c7"));
            entries[at + 16] = char(1 + at / 128);
            set<quint64>(entries, at + 32, quint64(part.first));
            set<quint64>(entries, at + 40, quint64(part.last));
            for (qsizetype i = 0; i < part.name.size(); ++i)
                entries[at + 56 + 2 * i] = part.name[i];
            at += 128;
        }
        const qint64 place = isBackup ? last : 1, entriesAt = isBackup ? last - entrySectors : 2;
        QByteArray header(92, '\0');
        header.replace(0, 8, "EFI PART");
        set<quint32>(header, 8, 0x10000);
        set<quint32>(header, 12, 92);
        set<quint64>(header, 24, quint64(place));
        set<quint64>(header, 32, quint64(isBackup ? 1 : last));
        set<quint64>(header, 72, quint64(entriesAt));
        set<quint32>(header, 80, 128);
        set<quint32>(header, 84, 128);
        set<quint32>(header, 88, crcOf(entries));
        set<quint32>(header, 16, crcOf(header));
        m_disk.replace(place * sector, header.size(), header);
        m_disk.replace(entriesAt * sector, entries.size(), entries);
    }
}

std::unique_ptr<Walked> TestPartitionTables::walk()
{
    const QString path = m_scratch.filePath(u"disk.dd"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_disk) != m_disk.size())
        return nullptr;
    file.close();
    return std::make_unique<Walked>(path);
}

#define VERIFY_BOTH_VOLUMES(walked)                                                                  \
    QCOMPARE(walked->sink.batch().volumes.size(), 2u);                                               \
    QCOMPARE(walked->rows.value(u"/vol1/HELLO.TXT"_s).size, qint64(12));                             \
    QCOMPARE(walked->rows.value(u"/vol2/HELLO.TXT"_s).size, qint64(13))

static std::vector<Part> both(int sector)
{
    return {{kMega / sector, 3 * kMega / sector - 1, "one"}, {4 * kMega / sector, 6 * kMega / sector - 1, "two"}};
}

void TestPartitionTables::soundGpt()
{
    QFETCH(int, sector);
    gpt(sector, both(sector), both(sector));
    const auto walked = walk();
    VERIFY_BOTH_VOLUMES(walked);
    QCOMPARE(detailsOf(walked->sink, ErrorCode::Damaged), QStringList());
    QCOMPARE(detailsOf(walked->sink, ErrorCode::CopiesDiffer), QStringList());
    const QStringList assumed = sector == 512 ? QStringList() : QStringList{u"bytes per sector: %1 @0"_s.arg(sector)};
    QCOMPARE(detailsOf(walked->sink, ErrorCode::Assumed), assumed);
}

void TestPartitionTables::entryRemovedFromPrimary()
{
    QFETCH(int, sector);
    gpt(sector, both(sector), both(sector));
    m_disk.replace(2 * sector + 128, 128, QByteArray(128, '\0')); // its checksum stays as it was
    const auto walked = walk();
    VERIFY_BOTH_VOLUMES(walked);
    QCOMPARE(detailsOf(walked->sink, ErrorCode::Damaged), QStringList{u"gpt entries checksum @%1"_s.arg(2 * sector)});
    QCOMPARE(detailsOf(walked->sink, ErrorCode::CopiesDiffer), QStringList{u"only in the backup gpt: two @4194304"_s});
}

void TestPartitionTables::headerChecksumFails()
{
    gpt(512, both(512), both(512));
    m_disk[512 + 80] = 1; // one entry, says a header that does not hold
    const auto walked = walk();
    VERIFY_BOTH_VOLUMES(walked);
    QVERIFY(detailsOf(walked->sink, ErrorCode::Damaged).contains(u"gpt header checksum @512"_s));
}

void TestPartitionTables::backupDiffers()
{
    // Both hold, each with one of the volumes: both are read, and each difference is said.
    gpt(512, {both(512)[0]}, {both(512)[1]});
    const auto walked = walk();
    VERIFY_BOTH_VOLUMES(walked);
    QCOMPARE(detailsOf(walked->sink, ErrorCode::Damaged), QStringList());
    QCOMPARE(detailsOf(walked->sink, ErrorCode::CopiesDiffer),
             (QStringList{u"only in the primary gpt: one @1048576"_s, u"only in the backup gpt: two @4194304"_s}));
}

void TestPartitionTables::backupCutOff()
{
    gpt(512, both(512), both(512));
    m_disk.truncate(7 * kMega);
    const auto walked = walk();
    VERIFY_BOTH_VOLUMES(walked);
    QCOMPARE(detailsOf(walked->sink, ErrorCode::Truncated), QStringList{u"gpt backup table @%1"_s.arg(8 * kMega - 512)});
}

void TestPartitionTables::noProtectiveMbr()
{
    gpt(512, both(512), both(512));
    m_disk.replace(0, 512, QByteArray(512, '\0'));
    const auto walked = walk();
    VERIFY_BOTH_VOLUMES(walked);
    QCOMPARE(detailsOf(walked->sink, ErrorCode::Damaged), QStringList{u"no protective MBR before the gpt @0"_s});
}

void TestPartitionTables::hybridMbr()
{
    gpt(512, {both(512)[0]}, {both(512)[0]});
    mbrEntry(m_disk, 1, 0x0c, 8192, 4096);
    mbrEntry(m_disk, 2, 0x0c, 2048, 4096); // that the GPT lists as well
    const auto walked = walk();
    VERIFY_BOTH_VOLUMES(walked);
}

void TestPartitionTables::mbrOverGpt()
{
    gpt(512, {{40, 100, "old"}}, {{40, 100, "old"}});
    m_disk.replace(446, 64, QByteArray(64, '\0'));
    mbrEntry(m_disk, 0, 0x0c, 2048, 4096);
    mbrEntry(m_disk, 1, 0x0c, 8192, 4096);
    const auto walked = walk();
    VERIFY_BOTH_VOLUMES(walked);
    QCOMPARE(detailsOf(walked->sink, ErrorCode::Leftover), QStringList{u"another partition table: gpt @512"_s});
}

void TestPartitionTables::mbrOfSectors()
{
    QFETCH(int, sector);
    m_disk = QByteArray(8 * kMega, '\0');
    m_disk.replace(kMega, m_fat[0].size(), m_fat[0]);
    m_disk.replace(4 * kMega, m_fat[1].size(), m_fat[1]);
    mbrEntry(m_disk, 0, 0x0c, quint32(kMega / sector), quint32(2 * kMega / sector));
    mbrEntry(m_disk, 1, 0x05, quint32(3 * kMega / sector), quint32(4 * kMega / sector));
    mbrEntry(m_disk, 0, 0x0c, quint32(kMega / sector), quint32(2 * kMega / sector), 3 * kMega);
    const auto walked = walk();
    VERIFY_BOTH_VOLUMES(walked);
    QCOMPARE(walked->sink.batch().volumes[0].offset, kMega);
    QCOMPARE(walked->sink.batch().volumes[1].offset, 4 * kMega);
    const QStringList assumed = sector == 512 ? QStringList() : QStringList{u"bytes per sector: %1 @0"_s.arg(sector)};
    QCOMPARE(detailsOf(walked->sink, ErrorCode::Assumed), assumed);
}

void TestPartitionTables::extendedLoop()
{
    m_disk = QByteArray(8 * kMega, '\0');
    m_disk.replace(kMega, m_fat[0].size(), m_fat[0]);
    m_disk.replace(4 * kMega, m_fat[1].size(), m_fat[1]);
    mbrEntry(m_disk, 0, 0x0c, 2048, 4096);
    mbrEntry(m_disk, 1, 0x0f, 6144, 8192);
    mbrEntry(m_disk, 0, 0x0c, 2048, 4096, 3 * kMega);
    mbrEntry(m_disk, 1, 0x05, 0, 4096, 3 * kMega); // itself
    const auto walked = walk();
    VERIFY_BOTH_VOLUMES(walked);
    QCOMPARE(detailsOf(walked->sink, ErrorCode::Damaged), QStringList{u"loop of extended partitions @3145728"_s});
}

void TestPartitionTables::isoBesideTable()
{
    const QString tree = m_scratch.filePath(u"iso"_s), image = m_scratch.filePath(u"hybrid.iso"_s);
    QVERIFY(writeSample(tree, {{u"/READ.ME"_s, "iso", 0, false, false}}, false));
    QVERIFY(runTool(u"genisoimage"_s, {u"-quiet"_s, u"-o"_s, image, tree}));
    QFile file(image);
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_disk = file.readAll().leftJustified(4 * kMega, '\0');
    m_disk.append(m_fat[1]);
    mbrEntry(m_disk, 0, 0xef, 8192, 4096);
    const auto walked = walk();
    QCOMPARE(walked->sink.batch().volumes.size(), 2u);
    QVERIFY(walked->rows.contains(u"/vol1/READ.ME"_s));
    QVERIFY(walked->rows.contains(u"/vol2/HELLO.TXT"_s));
}

QTEST_GUILESS_MAIN(TestPartitionTables)
#include "tst_partitiontables.moc"
