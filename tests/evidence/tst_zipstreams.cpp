// SPDX-License-Identifier: Apache-2.0
#include "tests/evidence/archivesamples.h"
#include "tests/evidence/foreignarchives.h"

#include <QDateTime>
#include <QTest>

#include <clocale>

using namespace ashiato;

namespace
{

enum class Descriptor { Signed, Bare, Wide, Missing };

/// A member written as a stream: its sizes and checksum stand behind it.
QByteArray streamed(const QByteArray &name, const QByteArray &content, quint16 dosTime, Descriptor form = Descriptor::Signed,
                    quint16 method = 8, const QByteArray &extra = {})
{
    const QByteArray stored = method == 8 ? deflated(content, -15) : content;
    QByteArray zip = "PK\3\4" + little(quint16(20)) + little(quint16(8)) + little(method) + little(dosTime)
        + little(quint16(((2025 - 1980) << 9) | (1 << 5) | 1)) + QByteArray(12, '\0') + little(quint16(name.size()))
        + little(quint16(extra.size())) + name + extra + stored;
    if (form == Descriptor::Missing)
        return zip;
    if (form != Descriptor::Bare)
        zip += "PK\7\10";
    zip += little(crcOf(content));
    return form == Descriptor::Wide ? zip + little(quint64(stored.size())) + little(quint64(content.size()))
                                    : zip + little(quint32(stored.size())) + little(quint32(content.size()));
}

qint64 noon(int second)
{
    return QDateTime(QDate(2025, 1, 1), QTime(12, 0, second), Qt::UTC).toSecsSinceEpoch() * 1'000'000'000;
}

constexpr quint16 kNoon = 12 << 11;

} // namespace

/// What is left of a zip without its directory is told by the headers of its members; and what stands in a member's own
/// header alone is told too.
class TestZipStreams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void withoutDirectory_data();
    void withoutDirectory();
    void storedZipWithin();
    void damagedBetween();
    void everyCut();
    void ownHeaderTimes();
    void oldUnixTimes();
};

void TestZipStreams::initTestCase()
{
    setlocale(LC_ALL, "C");
    warmUpEvidenceLibraries();
}

void TestZipStreams::withoutDirectory_data()
{
    QTest::addColumn<int>("form");
    QTest::newRow("descriptor") << int(Descriptor::Signed);
    QTest::newRow("descriptor without signature") << int(Descriptor::Bare);
    QTest::newRow("descriptor of zip64") << int(Descriptor::Wide);
}

void TestZipStreams::withoutDirectory()
{
    QFETCH(int, form);
    const QByteArray first = mixedBytes(50'000, 1), second = mixedBytes(3'000'000, 2), third = mixedBytes(80'000, 3);
    const QByteArray last = streamed("dir/f2.log", third, kNoon + 2, Descriptor(form));
    const QByteArray zip = streamed("dir/f0.log", first, kNoon, Descriptor(form)) + streamed("dir/f1.log", second, kNoon + 1, Descriptor(form))
        + last.first(last.size() / 2);
    auto source = openBytes(zip, QStringLiteral("cut.zip"));
    Tree tree(*source);
    QVERIFY(tree.content(QStringLiteral("/cut.zip/dir/f0.log")) == first);
    QVERIFY(tree.content(QStringLiteral("/cut.zip/dir/f1.log")) == second);
    QCOMPARE(tree.content(QStringLiteral("/cut.zip/dir/f2.log")), QByteArray("error truncated"));
    for (int i = 0; i < 3; ++i) {
        const FileRecord *row = tree.find(QStringLiteral("/cut.zip/dir/f%1.log").arg(i));
        QCOMPARE(row->times[0], noon(2 * i));
        for (int other = 1; other < 4; ++other)
            QCOMPARE(row->times[other], kNoTime);
        QCOMPARE(row->basis, TimeBasis::Local);
        QVERIFY(row->flags & FileZoneUnknown);
    }
    QCOMPARE(tree.find(QStringLiteral("/cut.zip/dir/f1.log"))->size, qint64(second.size()));
    QCOMPARE(tree.find(QStringLiteral("/cut.zip/dir/f2.log"))->size, kUnknown);
    QCOMPARE(tree.warnings(), QStringList({QStringLiteral("truncated /cut.zip/dir/f2.log "), QStringLiteral("truncated /cut.zip central directory")}));
}

/// The headers and descriptors of a zip that is stored in another are content.
void TestZipStreams::storedZipWithin()
{
    const QByteArray inner = streamed("x", "inner x", kNoon) + streamed("y", mixedBytes(9000, 4), kNoon);
    auto source = openBytes(streamed("inner.bin", inner, kNoon, Descriptor::Signed, 0) + streamed("z", "outer", kNoon), QStringLiteral("t.zip"));
    Tree tree(*source);
    QCOMPARE(tree.paths(), QStringList({QStringLiteral("/t.zip"), QStringLiteral("/t.zip/inner.bin"), QStringLiteral("/t.zip/z")}));
    QVERIFY(tree.content(QStringLiteral("/t.zip/inner.bin")) == inner);
    QCOMPARE(tree.content(QStringLiteral("/t.zip/z")), QByteArray("outer"));
}

/// A damaged descriptor and a damaged header cost a member each, and that is said.
void TestZipStreams::damagedBetween()
{
    QByteArray zip = streamed("a", "first", kNoon) + streamed("b", mixedBytes(9000, 1), kNoon, Descriptor::Missing);
    const qsizetype begin = zip.size();
    zip += streamed("c", "third", kNoon) + streamed("d", "fourth", kNoon);
    zip[begin] = 'X';
    auto source = openBytes(zip, QStringLiteral("t.zip"));
    Tree tree(*source);
    QCOMPARE(tree.content(QStringLiteral("/t.zip/a")), QByteArray("first"));
    QCOMPARE(tree.content(QStringLiteral("/t.zip/d")), QByteArray("fourth"));
    QVERIFY(tree.find(QStringLiteral("/t.zip/b")));
    QVERIFY(!tree.warnings().isEmpty());
}

/// Wherever it is cut: no crash, the members before are whole, and it is said.
void TestZipStreams::everyCut()
{
    const QByteArray first = streamed("a", "first", kNoon);
    const QByteArray zip = first + streamed("b", mixedBytes(300, 1), kNoon + 1, Descriptor::Bare) + streamed("c", "third", kNoon + 2, Descriptor::Wide);
    for (qsizetype size = 4; size < zip.size(); ++size) {
        auto source = openBytes(zip.first(size), QStringLiteral("t.zip"));
        QVERIFY(source);
        Tree tree(*source);
        QVERIFY2(!tree.warnings().isEmpty(), qPrintable(QString::number(size)));
        if (size >= first.size())
            QCOMPARE(tree.content(QStringLiteral("/t.zip/a")), QByteArray("first"));
        for (const FileRecord &file : tree.sink.batch().files)
            QVERIFY(file.parentId == 0 || (file.times[1] == kNoTime && file.times[2] == kNoTime && file.times[3] == kNoTime));
    }
}

/// The directory has the time of modification alone; accessed and created stand in the member's own header.
void TestZipStreams::ownHeaderTimes()
{
    const qint32 modified = 1'546'304'461, accessed = 1'580'608'922, created = 1'500'000'000;
    const QByteArray local = "UT" + little(quint16(13)) + '\7' + little(modified) + little(accessed) + little(created);
    const QByteArray central = "UT" + little(quint16(5)) + '\7' + little(modified);
    const QByteArray owners = QByteArray("ux\x0b\0\1\4\xe8\3\0\0\4\x64\0\0\0", 15);
    QByteArray zip = zipOf({{"a.txt", "x", 0, 8, 3, central + owners}});
    const qsizetype directory = zip.indexOf("PK\1\2");
    zip.insert(30 + 5, local);
    zip.replace(28, 2, little(quint16(local.size())));
    const qsizetype end = zip.indexOf("PK\5\6");
    zip.replace(end + 16, 4, little(quint32(directory + local.size())));
    for (const bool packed : {false, true}) { // within a stream too, where the directory says that there is more
        auto source = openBytes(packed ? gzipped(zip) : zip, packed ? QStringLiteral("t.zip.gz") : QStringLiteral("t.zip"));
        Tree tree(*source);
        const FileRecord *row = tree.find(packed ? QStringLiteral("/t.zip.gz/t.zip/a.txt") : QStringLiteral("/t.zip/a.txt"));
        QVERIFY(row);
        QCOMPARE(row->times[0], modified * 1'000'000'000LL);
        QCOMPARE(row->times[1], accessed * 1'000'000'000LL);
        QCOMPARE(row->times[2], kNoTime);
        QCOMPARE(row->times[3], created * 1'000'000'000LL);
        QCOMPARE(row->basis, TimeBasis::Utc);
        QCOMPARE(tree.sink.text(row->owner), QStringLiteral("1000"));
        QCOMPARE(tree.sink.text(row->group), QStringLiteral("100"));
    }
}

void TestZipStreams::oldUnixTimes()
{
    const qint32 modified = 1'546'304'461, accessed = 1'580'608'922;
    const QByteArray mac = "UX" + little(quint16(8)) + little(accessed) + little(modified);
    auto source = openBytes(zipOf({{"a.txt", "x", 0, 8, 3, mac}}), QStringLiteral("t.zip"));
    Tree tree(*source);
    const FileRecord *row = tree.find(QStringLiteral("/t.zip/a.txt"));
    QCOMPARE(row->times[0], modified * 1'000'000'000LL);
    QCOMPARE(row->times[1], accessed * 1'000'000'000LL);
    QCOMPARE(row->basis, TimeBasis::Utc);
}

QTEST_GUILESS_MAIN(TestZipStreams)
#include "tst_zipstreams.moc"
