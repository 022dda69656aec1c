// SPDX-License-Identifier: Apache-2.0
#include "models/columns/columnfile.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestColumnFile : public QObject
{
    Q_OBJECT

private:
    static ChunkRows rows(quint32 count, quint32 seed)
    {
        QRandomGenerator random(seed);
        ChunkRows chunk(4);
        for (quint32 i = 0; i < count; ++i) {
            chunk.values[0].push_back(qint64(i) * 3 - 100);                   // sorted
            chunk.values[1].push_back(42);                                    // constant
            chunk.values[2].push_back(qint64(random.generate64()));           // all bits
            chunk.values[3].push_back(random.bounded(300) - 1);               // two bytes
        }
        chunk.strings = {"first", "", "請求書"};
        return chunk;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void valuesComeBack()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.col"_s);
        const ChunkRows first = rows(kChunkRows, 1), second = rows(777, 2);
        {
            ColumnFileWriter writer(path, 4);
            QVERIFY(writer.addChunk(first));
            QVERIFY(writer.addChunk(second));
            QVERIFY(!QFile::exists(path)); // not before it is whole
            QVERIFY(writer.finish());
        }
        const auto file = ColumnFile::open(path, 4);
        QVERIFY(file);
        QCOMPARE((*file)->rows(), kChunkRows + 777);
        for (int column = 0; column < 4; ++column) {
            for (quint32 i = 0; i < kChunkRows; ++i)
                QCOMPARE((*file)->value(i, column), first.values[size_t(column)][i]);
            for (quint32 i = 0; i < 777; ++i)
                QCOMPARE((*file)->value(kChunkRows + i, column), second.values[size_t(column)][i]);
        }
        QVERIFY((*file)->column(0, 1).constant());
        QCOMPARE((*file)->column(0, 3).width, quint8(2));
        const ChunkStrings strings = (*file)->strings(1);
        QCOMPARE(strings.count, 3u);
        QCOMPARE(strings.string(1), QByteArrayView("first"));
        QCOMPARE(strings.string(2), QByteArrayView(""));
        QCOMPARE(strings.string(3), QByteArrayView("請求書"));
    }

    void lowerBoundFindsTheFirstRow()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.col"_s);
        ColumnFileWriter writer(path, 1);
        std::vector<qint64> all;
        for (quint32 size : {kChunkRows, kChunkRows, 100u}) {
            ChunkRows chunk(1);
            for (quint32 i = 0; i < size; ++i) {
                all.push_back(all.empty() ? kChunkRows : all.back() + (all.size() % 5 == 0 ? 2 : 0));
                chunk.values[0].push_back(all.back());
            }
            QVERIFY(writer.addChunk(chunk));
        }
        QVERIFY(writer.finish());
        const auto file = ColumnFile::open(path, 1);
        QVERIFY(file);
        for (qint64 value = all.front() - 2; value < all.back() + 3; value += 7) {
            const auto expected = std::lower_bound(all.begin(), all.end(), value) - all.begin();
            QCOMPARE(qint64((*file)->lowerBound(0, value)), qint64(expected));
        }
    }

    void everyFlippedByteIsNoticed()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.col"_s);
        {
            ColumnFileWriter writer(path, 4);
            QVERIFY(writer.addChunk(rows(500, 3)));
            QVERIFY(writer.finish());
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        file.close();
        const auto good = ColumnFile::open(path, 4);
        QVERIFY(good);
        int unnoticed = 0;
        for (qsizetype at = 0; at < whole.size(); at += 13) {
            QByteArray bytes = whole;
            bytes[at] = char(bytes[at] ^ 0x10);
            const QString damagedPath = folder.filePath(u"b%1.col"_s.arg(at));
            QFile out(damagedPath);
            QVERIFY(out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size());
            out.close();
            const auto damaged = ColumnFile::open(damagedPath, 4);
            if (!damaged)
                continue;
            bool same = true;
            for (int column = 0; column < 4; ++column) {
                for (quint32 i = 0; i < 500; ++i)
                    same &= (*damaged)->value(i, column) == (*good)->value(i, column);
            }
            same &= (*damaged)->strings(0).bytes == (*good)->strings(0).bytes;
            QVERIFY(same || (*damaged)->isDamaged());
            unnoticed += same; // padding between columns
            QFile::remove(damagedPath);
        }
        QVERIFY(unnoticed < 5);
    }

    void truncatedFilesAreRefused()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.col"_s);
        {
            ColumnFileWriter writer(path, 4);
            QVERIFY(writer.addChunk(rows(100, 3)));
            QVERIFY(writer.finish());
        }
        QFile file(path);
        for (qint64 size = file.size() - 1; size >= 0; size -= 97) {
            QVERIFY(QFile::resize(path, size));
            QVERIFY(!ColumnFile::open(path, 4));
        }
    }

    void anUnfinishedFileLeavesNothing()
    {
        QTemporaryDir folder;
        {
            ColumnFileWriter writer(folder.filePath(u"a.col"_s), 4);
            QVERIFY(writer.addChunk(rows(10, 1)));
        }
        QVERIFY(QDir(folder.path()).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestColumnFile)
#include "tst_columnfile.moc"
