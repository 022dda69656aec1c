// SPDX-License-Identifier: Apache-2.0
// The readers of ext's own structures on bytes alone: right ones, damaged ones, and whatever chance makes of them.
#include "importers/evidence/crc32c.h"
#include "importers/evidence/extdirectory.h"
#include "importers/evidence/extextents.h"

#include <QHash>
#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

using namespace ashiato;

namespace
{

constexpr qint64 kBlock = 1024;
using Kind = ExtRun::Kind;

QByteArray node(int depth, const std::vector<std::pair<quint32, quint64>> &entries, qsizetype size, quint16 length = 1)
{
    QByteArray bytes(size, '\0');
    qToLittleEndian(quint16(0xf30a), bytes.data());
    qToLittleEndian(quint16(entries.size()), bytes.data() + 2);
    qToLittleEndian(quint16(size / 12 - 1), bytes.data() + 4);
    qToLittleEndian(quint16(depth), bytes.data() + 6);
    char *at = bytes.data() + 12;
    for (const auto &[logical, block] : entries) {
        qToLittleEndian(logical, at);
        if (depth == 0) {
            qToLittleEndian(length, at + 4);
            qToLittleEndian(quint16(block >> 32), at + 6);
            qToLittleEndian(quint32(block), at + 8);
        } else {
            qToLittleEndian(quint32(block), at + 4);
            qToLittleEndian(quint16(block >> 32), at + 8);
        }
        at += 12;
    }
    return bytes;
}

QByteArray entry(quint32 inode, quint16 length, const QByteArray &name, quint8 type = 1)
{
    QByteArray bytes(length, '\0');
    qToLittleEndian(inode, bytes.data());
    qToLittleEndian(length, bytes.data() + 4);
    bytes[6] = char(name.size());
    bytes[7] = char(type);
    return bytes.replace(8, name.size(), name);
}

struct Disk {
    QHash<quint64, QByteArray> blocks;
    int reads = 0;

    std::vector<ExtRun> runs(const QByteArray &root, quint64 count)
    {
        return extentRuns(root, count, 100000, kBlock, [this](quint64 block, QByteArray &into) {
            ++reads;
            into = blocks.value(block);
            return !into.isEmpty();
        });
    }
};

QString told(const std::vector<ExtRun> &runs)
{
    QStringList parts;
    for (const ExtRun &run : runs)
        parts += QStringLiteral("%1+%2%3").arg(run.logical).arg(run.blocks).arg(run.kind == Kind::Data ? QStringLiteral("@%1").arg(run.physical) : run.kind == Kind::Zeros ? QStringLiteral("z") : QStringLiteral("?"));
    return parts.join(QLatin1Char(' '));
}

} // namespace

class TestExtParsers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksum();
    void extents();
    void extentsDamaged();
    void extentsMutated();
    void directory();
    void directoryDamaged();
    void directoryMutated();
};

void TestExtParsers::checksum()
{
    QCOMPARE(~crc32c(~0u, "123456789"), 0xe3069283u); // RFC 3720, B.4
    QCOMPARE(~crc32c(~0u, QByteArray(32, '\0')), 0x8a9136aau);
    QCOMPARE(crc32c(crc32c(~0u, "12345"), "6789"), crc32c(~0u, "123456789"));
}

void TestExtParsers::extents()
{
    Disk disk;
    QCOMPARE(told(disk.runs(node(0, {{0, 50}, {5, 70}}, 60, 3), 10)), QStringLiteral("0+3@50 3+2z 5+3@70 8+2z"));
    QCOMPARE(told(disk.runs(node(0, {{0, 50}}, 60, 32768 + 4), 4)), QStringLiteral("0+4z")); // given, not written
    QCOMPARE(told(disk.runs(node(0, {}, 60), 4)), QStringLiteral("0+4z"));
    QCOMPARE(told(disk.runs(node(0, {{0, 50}}, 60, 9), 4)), QStringLiteral("0+4@50")); // more than the size holds
    // Three levels of index nodes.
    disk.blocks[10] = node(2, {{0, 11}, {100, 12}}, kBlock);
    disk.blocks[11] = node(1, {{0, 13}}, kBlock);
    disk.blocks[12] = node(1, {{100, 14}}, kBlock);
    disk.blocks[13] = node(0, {{0, 1000}, {50, 1050}}, kBlock, 2);
    disk.blocks[14] = node(0, {{100, 2000}}, kBlock, 2);
    QCOMPARE(told(disk.runs(node(3, {{0, 10}}, 60), 102)), QStringLiteral("0+2@1000 2+48z 50+2@1050 52+48z 100+2@2000"));
}

void TestExtParsers::extentsDamaged()
{
    Disk disk;
    disk.blocks[10] = node(0, {{0, 1000}}, kBlock, 8);
    disk.blocks[11] = node(0, {{10, 1010}}, kBlock, 2);
    const QByteArray root = node(1, {{0, 10}, {10, 11}}, 60);
    QCOMPARE(told(disk.runs(root, 12)), QStringLiteral("0+8@1000 8+2z 10+2@1010"));
    for (const auto &[offset, value] : {std::pair(0, 0x1234), {2, 200}, {4, 0}, {6, 1}, {6, 7}}) { // magic, count, most, depth
        Disk damaged = disk;
        qToLittleEndian(quint16(value), damaged.blocks[10].data() + offset);
        QCOMPARE(told(damaged.runs(root, 12)), QStringLiteral("0+10? 10+2@1010"));
    }
    Disk gone = disk;
    gone.blocks.remove(11);
    QCOMPARE(told(gone.runs(root, 12)), QStringLiteral("0+8@1000 8+2z 10+2?"));
    QCOMPARE(told(disk.runs(node(0, {{0, 99999}}, 60, 2), 2)), QStringLiteral("0+2?")); // beyond the disk
    QCOMPARE(told(disk.runs(node(6, {{0, 10}}, 60), 2)), QStringLiteral("0+2?"));       // too deep
    QCOMPARE(told(disk.runs(QByteArray(60, '\0'), 2)), QStringLiteral("0+2?"));
    // A node that leads to itself, and one that two lead to.
    Disk loop;
    loop.blocks[10] = node(1, {{0, 10}}, kBlock);
    QCOMPARE(told(loop.runs(node(2, {{0, 10}, {5, 10}}, 60), 10)), QStringLiteral("0+5? 5+5?"));
    QVERIFY(loop.reads <= 2);
}

void TestExtParsers::extentsMutated()
{
    Disk disk;
    disk.blocks[10] = node(1, {{0, 11}, {500, 12}}, kBlock);
    disk.blocks[11] = node(0, {{0, 1000}, {100, 1050}, {400, 9}}, kBlock, 20);
    disk.blocks[12] = node(0, {{500, 2000}}, kBlock, 200);
    const QByteArray root = node(2, {{0, 10}}, 60);
    QRandomGenerator random(3);
    for (int round = 0; round < 20000; ++round) {
        Disk changed = disk;
        QByteArray bytes = root;
        for (int i = 0; i <= round % 8; ++i) {
            QByteArray &block = random.bounded(3) == 0 ? bytes : changed.blocks[quint64(10 + random.bounded(3))];
            block[random.bounded(std::min<qsizetype>(block.size(), 60))] = char(random.bounded(256));
        }
        quint64 next = 0;
        for (const ExtRun &run : changed.runs(bytes, 700)) { // whatever they say: in order, whole, on the disk
            QCOMPARE(run.logical, next);
            QVERIFY(run.blocks > 0);
            QVERIFY(run.kind != Kind::Data || (run.physical > 0 && run.physical + run.blocks <= 100000));
            next += run.blocks;
        }
        QCOMPARE(next, 700u);
    }
}

void TestExtParsers::directory()
{
    // second.txt leads out of the file system; gone.txt stands in what it leaves over.
    const QByteArray second = entry(60000, 60, "second.txt").replace(20, 40, entry(14, 40, "gone.txt"));
    const QByteArray block = entry(12, 12, ".", 2) + entry(2, 12, "..", 2) + second + entry(13, 940, "third.txt");
    std::vector<ExtName> names;
    QVERIFY(parseExtDirectory(block, {1000, true, false, 0}, names));
    QCOMPARE(names.size(), 5u);
    QCOMPARE(names[2].name, QByteArrayView("second.txt"));
    QCOMPARE(names[2].inode, 60000u);
    QVERIFY(!names[2].deleted);
    QCOMPARE(names[3].name, QByteArrayView("gone.txt"));
    QVERIFY(names[3].deleted);
    QCOMPARE(names[4].name, QByteArrayView("third.txt"));
    // With a checksum at its end.
    QByteArray summed = block.first(84) + entry(13, 928, "third.txt") + entry(0, 12, {}, 0xde);
    qToLittleEndian(crc32c(7, QByteArrayView(summed).first(1012)), summed.data() + 1020);
    names.clear();
    QVERIFY(parseExtDirectory(summed, {1000, true, true, 7}, names));
    QCOMPARE(names.size(), 5u);
    summed[13] = 'x';
    QVERIFY(!parseExtDirectory(summed, {1000, true, true, 7}, names));
}

void TestExtParsers::directoryDamaged()
{
    const QByteArray block = entry(12, 12, ".", 2) + entry(2, 12, "..", 2) + entry(13, 20, "first.txt") + entry(14, 20, "second.txt") +
                             entry(15, 960, "third.txt");
    for (const quint16 length : {quint16(0), quint16(7), quint16(13), quint16(2000), quint16(16)}) {
        QByteArray bytes = block;
        qToLittleEndian(length, bytes.data() + 24 + 4); // of first.txt
        std::vector<ExtName> names;
        QVERIFY(!parseExtDirectory(bytes, {1000, true, false, 0}, names));
        QStringList found;
        for (const ExtName &name : names)
            found += QString::fromLatin1(name.name.toByteArray());
        QVERIFY2(found.contains(QStringLiteral("second.txt")) && found.contains(QStringLiteral("third.txt")), qPrintable(found.join(QLatin1Char(' '))));
    }
    std::vector<ExtName> none;
    QVERIFY(!parseExtDirectory(QByteArray(1024, '\0'), {1000, true, false, 0}, none));
    QVERIFY(none.empty());
    for (qsizetype size = 0; size < block.size(); size += 3)
        (void)parseExtDirectory(QByteArrayView(block).first(size), {1000, true, true, 0}, none);
}

void TestExtParsers::directoryMutated()
{
    QByteArray block = entry(12, 12, ".", 2) + entry(2, 12, "..", 2);
    for (int i = 0; i < 40; ++i)
        block += entry(quint32(20 + i), 24, "a name " + QByteArray::number(i));
    block += entry(0, quint16(kBlock - block.size()), {}, 0xde);
    QRandomGenerator random(4);
    for (int round = 0; round < 20000; ++round) {
        QByteArray bytes = block;
        for (int i = 0; i <= round % 30; ++i)
            bytes[random.bounded(bytes.size())] = char(random.bounded(256));
        std::vector<ExtName> names;
        (void)parseExtDirectory(bytes, {1000, round % 2 == 0, round % 3 == 0, 0}, names);
        QVERIFY(names.size() <= size_t(kBlock / 8));
        for (const ExtName &name : names)
            QVERIFY(name.name.data() >= bytes.constData() && name.name.data() + name.name.size() <= bytes.constData() + bytes.size());
    }
}

QTEST_GUILESS_MAIN(TestExtParsers)
#include "tst_extparsers.moc"
