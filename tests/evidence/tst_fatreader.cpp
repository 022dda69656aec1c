// SPDX-License-Identifier: Apache-2.0
// FAT directories as no tool writes them: what each record says is listed, and what it cannot say is said.
#include "tests/evidence/fatimage.h"

#include "importers/evidence/japanesetext.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

qint64 ns(int year, int month, int day, int hour = 0, int minute = 0, int second = 0, int ms = 0)
{
    return QDateTime(QDate(year, month, day), QTime(hour, minute, second, ms), Qt::UTC).toMSecsSinceEpoch() * 1'000'000;
}

QByteArray cp932(const QString &text) { return encodeCp932(text).value_or(QByteArray("?")); }

} // namespace

class TestFatReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { warmUpJapaneseText(); }
    void longNamesAreWhole();
    void longNamesBelongToTheirChecksum();
    void deletedLongNames();
    void japaneseShortNames();
    void undecodableShortNames();
    void blanksWithinNames();
    void lowerCaseMarks();
    void badFirstClusters();
    void times();
    void impossibleTimes();
    void fat32OfFewClusters();
    void chains();
    void allocationIsBalanced();
    void entriesThatClaimTheVolume();
    void recordsBehindTheEnd();
    void unevenDirectory();
    void deletedContent();
    void orphans();

private:
    std::unique_ptr<Walked> walk(const FatImage &image, const QString &encoding = {});
    /// "code detail" -> count
    static QHash<QString, qint64> warnings(const Walked &walked);
    QTemporaryDir m_scratch;
    int m_number = 0;
};

std::unique_ptr<Walked> TestFatReader::walk(const FatImage &image, const QString &encoding)
{
    const QString path = m_scratch.filePath(u"%1.img"_s.arg(++m_number));
    if (!image.write(path))
        return nullptr;
    auto walked = std::make_unique<Walked>(path, encoding);
    return walked->good ? std::move(walked) : nullptr;
}

QHash<QString, qint64> TestFatReader::warnings(const Walked &walked)
{
    auto &sink = const_cast<RecordingSink &>(walked.sink);
    QHash<QString, qint64> found;
    for (const WarningRecord &warning : sink.batch().warnings)
        found[errorCodeId(ErrorCode(warning.code)) + u' ' + sink.text(warning.detail)] += warning.count;
    return found;
}

void TestFatReader::longNamesAreWhole()
{
    FatImage image;
    QHash<QString, QByteArray> contents;
    for (const int length : {12, 13, 14, 26, 195, 196, 209, 247, 254, 255}) {
        const QString name = (u"資料"_s + u"abcdefgh12"_s.repeated(30)).left(length - 5) + u".docx"_s;
        const QByteArray shortName = "N" + QByteArray::number(length).rightJustified(5, '0') + "~1DOC";
        image.append(FatImage::longName(name, FatImage::checksum(shortName)));
        const QByteArray content = "len" + QByteArray::number(length);
        FatImage::Entry entry;
        entry.name = shortName;
        image.addFile(entry, content);
        contents.insert(name, content);
    }
    const auto walked = walk(image);
    QVERIFY(walked);
    for (auto one = contents.cbegin(); one != contents.cend(); ++one) {
        QVERIFY2(walked->rows.contains(u'/' + one.key()), qPrintable(one.key()));
        const auto content = contentOf(walked->walker, walked->rows.value(u'/' + one.key()));
        QVERIFY(content.ok());
        QCOMPARE(*content, one.value());
    }
    QVERIFY(walked->sink.batch().warnings.empty());
}

void TestFatReader::longNamesBelongToTheirChecksum()
{
    FatImage image;
    const QString name = u"somebody else's name.txt"_s; // two pieces
    const QByteArray pieces = FatImage::longName(name, FatImage::checksum("OTHER   TXT"));
    // A record that is none stands between the long name and the next file.
    image.append(pieces);
    image.append(QByteArray("\x20\0", 2).leftJustified(FatImage::kRecord, '\0'));
    image.addFile({"CORRECT TXT"}, "right");
    // The checksum is another file's.
    image.append(pieces);
    image.addFile({"SECOND  TXT"}, "right");
    // The checksum fits, but a piece is missing, or they are in the wrong order.
    image.append(FatImage::longName(name, FatImage::checksum("THIRD   TXT")).first(FatImage::kRecord));
    image.addFile({"THIRD   TXT"}, "right");
    const QByteArray fourth = FatImage::longName(name, FatImage::checksum("FOURTH  TXT"));
    image.append(fourth.sliced(FatImage::kRecord) + fourth.first(FatImage::kRecord));
    image.addFile({"FOURTH  TXT"}, "right");
    // A deleted file's pieces before a live one.
    QByteArray deleted = FatImage::longName(name, FatImage::checksum("FIFTH   TXT"));
    for (qsizetype at = 0; at < deleted.size(); at += FatImage::kRecord)
        deleted[at] = char(0xe5);
    image.append(deleted);
    image.addFile({"FIFTH   TXT"}, "right");
    // The one that it belongs to has a short name that no rule allows.
    FatImage::Entry odd;
    odd.name = QByteArray(" \0*?/\\abcd\x01", 11);
    image.append(FatImage::longName(u"owner of an odd name"_s, FatImage::checksum(odd.name)));
    image.addFile(odd, "odd");

    const auto walked = walk(image);
    QVERIFY(walked);
    for (const char *file : {"CORRECT", "SECOND", "THIRD", "FOURTH", "FIFTH"})
        QVERIFY2(walked->rows.contains(u"/%1.TXT"_s.arg(QLatin1StringView(file))), file);
    QVERIFY(walked->rows.contains(u"/owner of an odd name"_s));
    QVERIFY(!walked->rows.contains(u'/' + name));
    QCOMPARE(warnings(*walked).value(u"damaged directory records"_s), 1);
}

void TestFatReader::deletedLongNames()
{
    FatImage image;
    const auto deleted = [&image](const QString &name, const QByteArray &shortName, quint8 checksum) {
        QByteArray records = FatImage::longName(name, checksum) + FatImage::record({shortName, 0x20, 0, 100, 5});
        for (qsizetype at = 0; at < records.size(); at += FatImage::kRecord)
            records[at] = char(0xe5);
        image.append(records);
    };
    deleted(u"deleted with its long name.txt"_s, "DELETE~1TXT", FatImage::checksum("DELETE~1TXT"));
    deleted(u"消したもの.txt"_s, "F3A1~1  TXT", FatImage::checksum("F3A1~1  TXT"));
    deleted(u"another file's name.txt"_s, "PLAIN   TXT", FatImage::checksum("WRONG   TXT"));
    const auto walked = walk(image);
    QVERIFY(walked);
    QVERIFY(walked->rows.value(u"/deleted with its long name.txt"_s).flags & FileDeleted);
    QVERIFY(walked->rows.value(u"/消したもの.txt"_s).flags & FileDeleted);
    QVERIFY(walked->rows.value(u"/_LAIN.TXT"_s).flags & FileDeleted);
    QVERIFY(!walked->rows.contains(u"/another file's name.txt"_s));
}

void TestFatReader::japaneseShortNames()
{
    const QStringList names{u"日本語"_s, u"表示"_s, u"ソース"_s, u"能力"_s, u"予定"_s, u"ポスト"_s, u"ﾊﾝｶｸ"_s, u"十月"_s, u"蜷"_s};
    FatImage image;
    for (int i = 0; i < names.size(); ++i) {
        QByteArray name = cp932(names[i]).leftJustified(8, ' ') + QByteArray::number(i).rightJustified(3, '0');
        if (name.startsWith('\xe5')) // as the format has it, since 0xe5 means deleted
            name[0] = 0x05;
        image.addFile({name}, "file" + QByteArray::number(i));
    }
    for (const QString &encoding : {u"CP932"_s, u"Shift_JIS"_s, QString()}) {
        const auto walked = walk(image, encoding);
        QVERIFY(walked);
        for (int i = 0; i < names.size(); ++i) {
            const QString path = u"/%1.%2"_s.arg(names[i]).arg(i, 3, 10, QLatin1Char('0'));
            QVERIFY2(walked->rows.contains(path), qPrintable(path));
            QVERIFY(!(walked->rows.value(path).flags & (FileDeleted | FileNameDamaged)));
        }
        // Nothing in the volume names the code page: where the examiner did not either, it is said.
        QCOMPARE(warnings(*walked).value(u"encoding short names read as CP932"_s), encoding.isEmpty() ? names.size() : 0);
    }
}

void TestFatReader::undecodableShortNames()
{
    FatImage image;
    image.addFile({QByteArray("\xa0\xfd\xff     TXT", 11)}, "x"); // no CP932
    image.addFile({cp932(u"日本"_s) + "    TXT"}, "x");
    const auto japanese = walk(image);
    QVERIFY(japanese);
    QVERIFY(japanese->rows.value(u"/\\xA0\\xFD\\xFF.TXT"_s).flags & FileNameDamaged);
    QVERIFY(japanese->rows.contains(u"/日本.TXT"_s));
    // Another code page than this one is not guessed.
    const auto western = walk(image, u"windows-1252"_s);
    QVERIFY(western);
    QVERIFY(western->rows.contains(u"/\\x93\\xFA\\x96{.TXT"_s));
}

void TestFatReader::blanksWithinNames()
{
    FatImage image;
    image.addFile({"A B C   TXT"}, "x");
    image.addFile({"DIR 1   T T"}, "x");
    image.addFile({" LEAD   TXT"}, "x");
    const auto walked = walk(image);
    QVERIFY(walked);
    for (const QString &path : {u"/A B C.TXT"_s, u"/DIR 1.T T"_s, u"/ LEAD.TXT"_s})
        QVERIFY2(walked->rows.contains(path), qPrintable(path));
    QVERIFY(walked->sink.batch().warnings.empty());
}

void TestFatReader::lowerCaseMarks()
{
    FatImage image;
    image.addFile({"README  TXT", 0x20, 0x08}, "x");
    image.addFile({"README2 TXT", 0x20, 0x10}, "x");
    image.addFile({"README3 TXT", 0x20, 0x18}, "x");
    image.addFile({cp932(u"Ａア"_s) + "B   TXT", 0x20, 0x08}, "x"); // a second half that looks like a letter stays
    const auto walked = walk(image, u"CP932"_s);
    QVERIFY(walked);
    for (const QString &path : {u"/readme.TXT"_s, u"/README2.txt"_s, u"/readme3.txt"_s, u"/Ａアb.TXT"_s})
        QVERIFY2(walked->rows.contains(path), qPrintable(path));
}

void TestFatReader::badFirstClusters()
{
    FatImage image;
    image.append(FatImage::record({"NONE    TXT", 0x20, 0, 0, 5}));
    image.append(FatImage::record({"ONE     TXT", 0x20, 0, 1, 5}));
    image.append(FatImage::record({"FAR     TXT", 0x20, 0, 60000, 5}));
    image.append(FatImage::record({"FAR        ", 0x10, 0, 60000, 0}));
    image.append(FatImage::record({"EMPTY   TXT", 0x20, 0, 0, 0}));
    const auto walked = walk(image);
    QVERIFY(walked);
    for (const QString &path : {u"/NONE.TXT"_s, u"/ONE.TXT"_s, u"/FAR.TXT"_s, u"/FAR"_s}) {
        QVERIFY2(walked->rows.contains(path), qPrintable(path));
        QVERIFY(walked->rows.value(path).flags & FileUnreadable);
    }
    QVERIFY(!contentOf(walked->walker, walked->rows.value(u"/FAR.TXT"_s)).ok());
    QVERIFY(!(walked->rows.value(u"/EMPTY.TXT"_s).flags & FileUnreadable));
    const auto said = warnings(*walked);
    QCOMPARE(said.value(u"damaged first cluster 0"_s), 1);
    QCOMPARE(said.value(u"damaged first cluster 1"_s), 1);
    QCOMPARE(said.value(u"damaged first cluster 60000"_s), 2);
}

void TestFatReader::times()
{
    FatImage image;
    const quint16 date = (45 << 9) | (6 << 5) | 30, time = (23 << 11) | (59 << 5) | 29;
    for (const int increment : {0, 1, 99, 100, 199})
        image.append(FatImage::record({"I" + QByteArray::number(increment), 0x20, 0, 0, 0, date, time, quint8(increment)}));
    const auto walked = walk(image);
    QVERIFY(walked);
    for (const int increment : {0, 1, 99, 100, 199}) {
        const FileRecord row = walked->rows.value(u"/I%1"_s.arg(increment));
        QCOMPARE(row.times[3], ns(2025, 6, 30, 23, 59, 58) + increment * 10'000'000LL);
        QCOMPARE(row.times[0], ns(2025, 6, 30, 23, 59, 58));
        QCOMPARE(row.times[1], ns(2025, 6, 30));
        QCOMPARE(row.times[2], kNoTime);
        QVERIFY(!(row.flags & FileTimeInvalid));
    }
}

void TestFatReader::impossibleTimes()
{
    struct Case {
        const char *name;
        quint16 date, time;
    };
    const auto date = [](int month, int day) { return quint16(45 << 9 | month << 5 | day); };
    const Case cases[] = {{"FEB30", date(2, 30), 0},  {"FEB29", date(2, 29), 0}, {"MON13", date(13, 1), 0},
                          {"MON0", date(0, 1), 0},    {"DAY0", date(1, 0), 0},   {"HOUR25", date(1, 1), 25 << 11},
                          {"MIN60", date(1, 1), 60 << 5}, {"SEC60", date(1, 1), 30}};
    FatImage image;
    for (const Case &one : cases)
        image.append(FatImage::record({one.name, 0x20, 0, 0, 0, one.date, one.time}));
    image.append(FatImage::record({"UNSET", 0x20, 0, 0, 0, 0, 0}));
    image.append(FatImage::record({"LEAP", 0x20, 0, 0, 0, quint16(44 << 9 | 2 << 5 | 29), 0}));
    const auto walked = walk(image);
    QVERIFY(walked);
    for (const Case &one : cases) {
        const FileRecord row = walked->rows.value(u'/' + QLatin1StringView(one.name));
        QVERIFY2(row.flags & FileTimeInvalid, one.name);
        QCOMPARE(row.times[0], kNoTime);
        QCOMPARE(row.times[3], kNoTime);
    }
    QCOMPARE(warnings(*walked).value(u"time_invalid entries"_s), qint64(std::size(cases)));
    QVERIFY(!(walked->rows.value(u"/UNSET"_s).flags & FileTimeInvalid));
    QCOMPARE(walked->rows.value(u"/UNSET"_s).times[0], kNoTime);
    QCOMPARE(walked->rows.value(u"/LEAP"_s).times[0], ns(2024, 2, 29));
}

void TestFatReader::fat32OfFewClusters()
{
    FatImage image(32, 500);
    image.addFile({"FEW     TXT"}, "few clusters");
    const auto walked = walk(image);
    QVERIFY(walked);
    QCOMPARE(walked->sink.text(walked->sink.batch().volumes.at(0).fileSystem), u"fat32"_s);
    const auto content = contentOf(walked->walker, walked->rows.value(u"/FEW.TXT"_s));
    QVERIFY(content.ok());
    QCOMPARE(*content, QByteArray("few clusters"));
}

/// Chains that end too early, run in a circle, or leave the volume: what there is can be read, the rest is refused.
void TestFatReader::chains()
{
    for (const int bits : {12, 16, 32}) {
        FatImage image(bits, bits == 32 ? 70000 : bits == 16 ? 5000 : 1000);
        const QByteArray content = QByteArray("0123456789abcdef").repeated(32 * 4); // four clusters
        const auto broken = [&](const QByteArray &name, quint32 value) {
            const quint32 first = image.store(content);
            image.setNext(first + 1, value ? value : first);
            image.append(FatImage::record({name, 0x20, 0, first, quint32(content.size())}));
        };
        broken("LOOP", 0);
        broken("ENDED", FatImage::kEnd);
        broken("BAD", FatImage::kBad);
        const quint32 free = image.store(content);
        image.setNext(free + 1, 0);
        image.append(FatImage::record({"FREE", 0x20, 0, free, quint32(content.size())}));
        image.addFile({"WHOLE"}, content);
        const auto walked = walk(image);
        QVERIFY(walked);
        for (const char *name : {"LOOP", "ENDED", "BAD", "FREE"}) {
            auto source = walked->walker.open(locatorFor(walked->rows.value(u'/' + QLatin1StringView(name))));
            QVERIFY2(source.ok(), name);
            const auto start = (*source)->window(0, 1024);
            QVERIFY2(start.ok() && *start == content.first(1024), name);
            const auto behind = (*source)->window(1024, 10);
            QVERIFY2(!behind.ok() && behind.error().code == ErrorCode::Damaged, name);
        }
        QCOMPARE(*contentOf(walked->walker, walked->rows.value(u"/WHOLE"_s)), content);
        const auto said = warnings(*walked);
        QCOMPARE(said.value(u"damaged files with fewer clusters than their size"_s), 4);
        QCOMPARE(said.value(u"incomplete clusters in use without a file"_s), 4 * 2);
    }
}

void TestFatReader::allocationIsBalanced()
{
    FatImage image;
    image.addFile({"SOUND"}, QByteArray(3000, 's'));
    const quint32 shared = image.store(QByteArray(1024, 'c'));
    image.append(FatImage::record({"CROSS1", 0x20, 0, shared, 1024}));
    image.append(FatImage::record({"CROSS2", 0x20, 0, shared, 1024}));
    image.store(QByteArray(512 * 7, 'l')); // of no file
    image.setNext(4000, FatImage::kBad);   // marked as bad: no file's, and not lost
    const quint32 directory = image.addDirectory("DIR");
    image.append(FatImage::record({"IN", 0x20, 0, image.store("in"), 2}), image.placeOf(directory));
    image.setNext(3000, 3001, 1);
    image.setNext(3001, FatImage::kEnd, 1);
    const auto walked = walk(image);
    QVERIFY(walked);
    const auto said = warnings(*walked);
    QCOMPARE(said.value(u"incomplete clusters in use without a file"_s), 7);
    QCOMPARE(said.value(u"damaged clusters of more than one file"_s), 2);
    QCOMPARE(said.value(u"damaged files that share clusters"_s), 1);
    QCOMPARE(said.value(u"copies_differ file allocation tables"_s), 2);
    QCOMPARE(said.size(), 4);
}

/// A cluster is counted once, whoever shares it; entries that all claim most of the volume are not followed without end.
void TestFatReader::entriesThatClaimTheVolume()
{
    FatImage three;
    const quint32 shared = three.store(QByteArray(1024, 'c'));
    for (const char *name : {"ONE", "TWO", "THREE"})
        three.append(FatImage::record({name, 0x20, 0, shared, 1024}));
    const auto few = walk(three);
    QVERIFY(few);
    QCOMPARE(warnings(*few).value(u"damaged clusters of more than one file"_s), 2);
    QCOMPARE(warnings(*few).value(u"damaged files that share clusters"_s), 2);

    constexpr int kClusters = 60'000, kChain = 59'000, kEntries = 500;
    FatImage image(16, kClusters);
    const quint32 first = image.store(QByteArray(qsizetype(kChain) * 512, 'x'));
    for (int i = 0; i < kEntries; ++i)
        image.append(FatImage::record({"F" + QByteArray::number(i), 0x20, 0, first, quint32(kChain) * 512}));
    const auto many = walk(image);
    QVERIFY(many);
    const auto said = warnings(*many);
    QCOMPARE(said.value(u"damaged clusters of more than one file"_s), kChain);
    QVERIFY(said.value(u"damaged files that share clusters"_s) < kEntries / 2);
    QCOMPARE(said.value(u"limit clusters: %1"_s.arg(kClusters + 1)), 1);
    QVERIFY(!said.contains(u"incomplete clusters in use without a file"_s)); // not known
    QVERIFY(many->rows.contains(u"/F499"_s)); // listed all the same
}

/// The end mark ends a directory: what stands behind it was left there.
void TestFatReader::recordsBehindTheEnd()
{
    FatImage image;
    image.addFile({"LIVE"}, "live");
    const quint32 first = image.store("left");
    const qint64 behind = image.rootPlace() + 4 * FatImage::kRecord;
    image.bytes().replace(behind, FatImage::kRecord, FatImage::record({"LEFT", 0x20, 0, first, 4}));
    const auto walked = walk(image);
    QVERIFY(walked);
    QVERIFY(!(walked->rows.value(u"/LIVE"_s).flags & FileDeleted));
    const FileRecord left = walked->rows.value(u"/LEFT"_s);
    QVERIFY(left.flags & FileDeleted);
    QVERIFY(left.flags & FileBlocksReused);
    QCOMPARE(*contentOf(walked->walker, left), QByteArray("left"));
}

/// A directory whose cluster holds a file's bytes lists no rubbish, and says so.
void TestFatReader::unevenDirectory()
{
    FatImage image;
    const quint32 directory = image.addDirectory("DIR");
    image.bytes().replace(image.placeOf(directory), 512, QByteArray("Plain text of a file, line by line.\n").repeated(20).first(512));
    const auto walked = walk(image);
    QVERIFY(walked);
    QVERIFY(walked->rows.contains(u"/DIR"_s));
    QVERIFY(!walked->rows.keys().join(u' ').contains(u"/DIR/"_s));
    QCOMPARE(warnings(*walked).value(u"damaged no directory at its first cluster"_s), 1);
}

void TestFatReader::deletedContent()
{
    FatImage image;
    const QByteArray content(1500, 'd');
    const quint32 gone = image.store(content);
    for (quint32 i = 0; i < 3; ++i)
        image.setNext(gone + i, 0);
    image.append(FatImage::record({"\xe5ONE", 0x20, 0, gone, 1500}));
    const quint32 taken = image.store("now another file's");
    image.append(FatImage::record({"NEW", 0x20, 0, taken, 18}));
    image.append(FatImage::record({"\xe5LD", 0x20, 0, taken, 100}));
    const auto walked = walk(image);
    QVERIFY(walked);
    QCOMPARE(*contentOf(walked->walker, walked->rows.value(u"/_ONE"_s)), content);
    QVERIFY(!(walked->rows.value(u"/_ONE"_s).flags & FileBlocksReused));
    QVERIFY(walked->rows.value(u"/_LD"_s).flags & FileBlocksReused);
    QVERIFY(!(walked->rows.value(u"/NEW"_s).flags & FileBlocksReused));
}

/// A directory whose own entry is gone: its entries are found in the free clusters, with their long names.
void TestFatReader::orphans()
{
    FatImage image;
    image.addFile({"KEEP"}, "keep");
    const quint32 directory = image.store(QByteArray(512, '\0'));
    const QByteArray records = FatImage::record({".", 0x10, 0, directory}) + FatImage::record({"..", 0x10}) +
                               FatImage::longName(u"orphan with a long name.txt"_s, FatImage::checksum("ORPHAN~1TXT")) +
                               FatImage::record({"ORPHAN~1TXT", 0x20, 0, 900, 5}) + FatImage::record({"SECOND  TXT", 0x20, 0, 901, 5});
    image.bytes().replace(image.placeOf(directory), records.size(), records);
    image.setNext(directory, 0);
    image.bytes().replace(image.placeOf(900), 5, "first");
    const auto walked = walk(image);
    QVERIFY(walked);
    const FileRecord orphan = walked->rows.value(u"/$OrphanFiles/orphan with a long name.txt"_s);
    QVERIFY(orphan.flags & FileOrphan);
    QVERIFY(orphan.flags & FileDeleted);
    QCOMPARE(*contentOf(walked->walker, orphan), QByteArray("first"));
    QVERIFY(walked->rows.contains(u"/$OrphanFiles/SECOND.TXT"_s));
    QVERIFY(walked->sink.batch().warnings.empty());
}

QTEST_GUILESS_MAIN(TestFatReader)
#include "tst_fatreader.moc"
