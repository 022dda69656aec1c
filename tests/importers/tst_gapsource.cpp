// SPDX-License-Identifier: Apache-2.0
// One range that cannot be read costs the lines that it cuts, and is told; reading goes on behind it.
#include "importers/gapsource.h"
#include "importers/logs/linereader.h"
#include "tests/shared/memorysource.h"

#include <QTest>

using namespace ashiato;

namespace
{

/// A source that refuses every read that touches one of its ranges.
class BrokenSource : public MemorySource
{
public:
    using Range = std::pair<qint64, qint64>;
    BrokenSource(const QByteArray &bytes, std::vector<Range> bad, ErrorCode code = ErrorCode::Io)
        : MemorySource(bytes), m_bad(std::move(bad)), m_code(code)
    {
    }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override
    {
        ++reads;
        for (const auto &[begin, length] : m_bad) {
            if (offset < begin + length && begin < offset + size)
                return {m_code, QString(), std::max(offset, begin)};
        }
        return MemorySource::read(offset, into, size);
    }
    int reads = 0;

private:
    std::vector<Range> m_bad;
    ErrorCode m_code;
};

QByteArray numberedLines(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "line " + QByteArray::number(i).rightJustified(8, '0') + " of a log\n"; // 23 bytes
    return text;
}

} // namespace

class TestGapSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void narrowsDown();
    void longGapIsCheap();
    void otherErrorsFail();
    void goneDiskFails();
    void linesGoOn_data();
    void linesGoOn();
};

void TestGapSource::narrowsDown()
{
    const QByteArray bytes = numberedLines(200'000);
    BrokenSource broken(bytes, {{65536, 65536}, {1'000'000, 10}, {bytes.size() - 5, 5}}, ErrorCode::Damaged);
    GapSource source(broken);
    QByteArray all;
    for (qint64 at = 0; at < bytes.size();) {
        const auto part = source.window(at, 777'777);
        QVERIFY(part.ok() && !part->isEmpty());
        all += *part;
        at += part->size();
    }
    QCOMPARE(source.gaps().size(), size_t(3));
    QCOMPARE(source.gaps()[0].offset, 65536);
    QCOMPARE(source.gaps()[0].length, 65536);
    QCOMPARE(source.gaps()[1].offset, 1'000'000 / 4096 * 4096);
    QCOMPARE(source.gaps()[1].length, 4096);
    QCOMPARE(source.gaps()[2].offset + source.gaps()[2].length, qint64(bytes.size()));
    QByteArray expected = bytes;
    for (const GapSource::Gap &gap : source.gaps()) {
        QCOMPARE(gap.cause.code, ErrorCode::Damaged);
        expected.replace(gap.offset, gap.length, QByteArray(gap.length, '\0'));
    }
    QVERIFY(all == expected);
    QVERIFY(source.hasGap(131071, 1) && !source.hasGap(131072, 10) && !source.hasGap(0, 65536));
}

void TestGapSource::longGapIsCheap()
{
    const QByteArray bytes(200 << 20, 'x');
    BrokenSource broken(bytes, {{1 << 20, 198 << 20}});
    GapSource source(broken);
    std::vector<char> into(1 << 20);
    for (qint64 at = 0; at < bytes.size(); at += 1 << 20)
        QCOMPARE(source.read(at, into.data(), 1 << 20).value(), 1 << 20);
    QCOMPARE(source.gaps().size(), size_t(1));
    QCOMPARE(source.gaps()[0].length, 198 << 20);
    QCOMPARE(into[0], 'x');
    QVERIFY2(broken.reads < 64 * 600 + 500, qPrintable(QString::number(broken.reads)));
}

void TestGapSource::otherErrorsFail()
{
    BrokenSource broken(numberedLines(10), {{0, 10}}, ErrorCode::Encrypted);
    GapSource source(broken);
    char byte;
    QCOMPARE(source.read(0, &byte, 1).error().code, ErrorCode::Encrypted);
    QVERIFY(source.gaps().empty());
}

/// A disk that was taken away may come back: nothing behind the gap is told as read.
void TestGapSource::goneDiskFails()
{
    const QByteArray bytes = numberedLines(100'000);
    BrokenSource broken(bytes, {{300'000, bytes.size() - 300'000}});
    GapSource source(broken);
    std::vector<char> into(1 << 20);
    const qint64 good = 300'000 / 4096 * 4096;
    QCOMPARE(source.read(0, into.data(), 1 << 20).value(), good);
    QCOMPARE(source.read(good, into.data(), 1 << 20).error().code, ErrorCode::Io);
    QVERIFY(source.gaps().empty());
}

void TestGapSource::linesGoOn_data()
{
    QTest::addColumn<qint64>("begin");
    QTest::addColumn<qint64>("length");
    QTest::newRow("64 KiB within") << qint64(1 << 16) << qint64(1 << 16);
    QTest::newRow("at the start") << qint64(0) << qint64(4096);
    QTest::newRow("where a line begins") << qint64(4096 * 23) << qint64(4096);
    QTest::newRow("longer than the longest line") << qint64(1 << 20) << qint64(3 << 20);
}

void TestGapSource::linesGoOn()
{
    QFETCH(qint64, begin);
    QFETCH(qint64, length);
    constexpr int kLines = 300'000, kLine = 23;
    BrokenSource broken(numberedLines(kLines), {{begin, length}});
    GapSource source(broken);
    LineReader reader(source);
    const qint64 firstCut = begin / kLine, afterCut = (begin + length + kLine - 1) / kLine;
    qint64 expected = 0;
    int cut = 0;
    RawLine line;
    for (;;) {
        const auto more = reader.next(line);
        QVERIFY(more.ok());
        if (!*more)
            break;
        if (line.unreadable) {
            ++cut;
            QVERIFY(line.tooLong && line.bytes.isEmpty());
            QCOMPARE(line.offset, firstCut * kLine);
            QVERIFY(line.next == afterCut * kLine || line.next == (afterCut + 1) * kLine);
            expected = line.next / kLine;
            continue;
        }
        QCOMPARE(line.bytes, "line " + QByteArray::number(expected).rightJustified(8, '0') + " of a log");
        ++expected;
    }
    QCOMPARE(cut, 1);
    QCOMPARE(expected, kLines);
    QCOMPARE(source.gaps().size(), size_t(1));
}

QTEST_GUILESS_MAIN(TestGapSource)
#include "tst_gapsource.moc"
