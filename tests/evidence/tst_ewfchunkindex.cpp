// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/ewfchunkindex.h"

#include <QRandomGenerator>
#include <QTemporaryFile>
#include <QTest>
#include <QtEndian>

#include <thread>

using namespace ashiato;

/// The table of chunks stays in the file, whatever its size; what is asked for is found in any order.
class TestEwfChunkIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anyOrder();
    void twoThreads();
    void shrunkenSegment();

private:
    static constexpr qint64 kCount = 1'000'000; // four times what is kept
    static constexpr qint64 kOverflow = 700'000;
    static constexpr qint64 kListOffset = 77;

    static quint32 entryAt(qint64 i) { return quint32(i * 37 % 0x40000000) | (i % 3 ? 0x80000000u : 0); }
    QString wrongAt(EwfChunkIndex &index, qint64 i) const;

    std::unique_ptr<QTemporaryFile> m_file;
    EwfLayout m_layout;
};

void TestEwfChunkIndex::init()
{
    QByteArray bytes(kListOffset + kCount * 4, Qt::Uninitialized);
    for (qint64 i = 0; i < kCount; ++i)
        qToLittleEndian(entryAt(i), bytes.data() + kListOffset + i * 4);
    m_file = std::make_unique<QTemporaryFile>();
    QVERIFY(m_file->open() && m_file->write(bytes) == bytes.size() && m_file->flush());
    m_layout = {};
    m_layout.segments.push_back({m_file->handle(), QStringLiteral("a.E01"), bytes.size(), 1});
    EwfChunkGroup group;
    group.base = 1000;
    group.dataEnd = 99'999'999'999;
    group.count = kCount;
    group.listOffset = kListOffset;
    group.overflowFrom = kOverflow;
    m_layout.groups.push_back(group);
}

/// Empty where the place of chunk i is the one of its entry and of the one behind it.
QString TestEwfChunkIndex::wrongAt(EwfChunkIndex &index, qint64 i) const
{
    const auto offset = [](qint64 n) { return 1000 + qint64(n < kOverflow ? entryAt(n) & 0x7fffffffu : entryAt(n)); };
    const auto place = index.placeOf(m_layout.groups[0], i);
    if (!place)
        return QStringLiteral("chunk %1 was not found").arg(i);
    const qint64 end = i + 1 < kCount ? offset(i + 1) : 99'999'999'999;
    const bool compressed = i < kOverflow && i % 3;
    if (place->offset == offset(i) && place->end == end && place->compressed == compressed)
        return {};
    return QStringLiteral("chunk %1: %2 to %3").arg(i).arg(place->offset).arg(place->end);
}

void TestEwfChunkIndex::anyOrder()
{
    EwfChunkIndex index(m_layout);
    for (qint64 i = kCount - 1; i >= 0; i -= 101)
        QCOMPARE(wrongAt(index, i), QString());
    for (qint64 i = 4090; i < 4100; ++i) // over the border of a page
        QCOMPARE(wrongAt(index, i), QString());
    QRandomGenerator random(20261122);
    for (int i = 0; i < 20'000; ++i)
        QCOMPARE(wrongAt(index, random.bounded(int(kCount))), QString());
    QCOMPARE(wrongAt(index, 0), QString());
    QCOMPARE(wrongAt(index, kCount - 1), QString());
}

void TestEwfChunkIndex::twoThreads()
{
    EwfChunkIndex index(m_layout);
    QString wrong[2];
    const auto walk = [&](int which) {
        QRandomGenerator random(quint32(which) + 1);
        for (int i = 0; i < 20'000 && wrong[which].isEmpty(); ++i)
            wrong[which] = wrongAt(index, random.bounded(int(kCount)));
    };
    std::thread other(walk, 1);
    walk(0);
    other.join();
    QCOMPARE(wrong[0], QString());
    QCOMPARE(wrong[1], QString());
}

void TestEwfChunkIndex::shrunkenSegment()
{
    EwfChunkIndex index(m_layout);
    QVERIFY(m_file->resize(kListOffset + 10'000 * 4));
    QCOMPARE(wrongAt(index, 100), QString());
    const auto gone = index.placeOf(m_layout.groups[0], 500'000);
    QVERIFY(!gone);
    QCOMPARE(gone.error().code, ErrorCode::Truncated);
    QCOMPARE(wrongAt(index, 100), QString());
}

QTEST_GUILESS_MAIN(TestEwfChunkIndex)
#include "tst_ewfchunkindex.moc"
