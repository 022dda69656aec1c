// SPDX-License-Identifier: Apache-2.0
// Damaged records of NTFS: none is taken for another, each is said, and the rest of the volume is read.
#include "tests/evidence/ntfsvolume.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr quint64 kDay = quint64(864'000'000'000);
constexpr quint64 kTime = quint64(132'000'000'000'000'000); // 2019

qint64 nsOf(quint64 fileTime) { return (qint64(fileTime) - 116'444'736'000'000'000) * 100; }

constexpr quint64 kDocs = 30, kAlpha = 31, kBravo = 32, kCharlie = 33;

/// /docs with alpha.txt (11 bytes), bravo.txt (222, stream "secret") and charlie.txt (33).
bool makeDocs(NtfsVolume &volume, const QString &scratch, qint64 indexCluster = 0, int perBlock = 8)
{
    if (!volume.make(scratch))
        return false;
    volume.addFile(kAlpha, kDocs, u"alpha.txt"_s, QByteArray(11, 'a'), kTime + kDay);
    volume.addFile(kBravo, kDocs, u"bravo.txt"_s, QByteArray(222, 'b'), kTime + 2 * kDay, {{u"secret"_s, "hidden"}}, 3);
    volume.addFile(kCharlie, kDocs, u"charlie.txt"_s, QByteArray(33, 'c'), kTime + 3 * kDay);
    volume.addDirectory(kDocs, NtfsVolume::kRoot, u"docs"_s, kTime, {}, indexCluster, perBlock);
    return true;
}

/// Warnings whose path or detail holds a text.
std::vector<WarningRecord> said(RecordingSink &sink, const QString &path, const QString &detail = {})
{
    std::vector<WarningRecord> found;
    for (const WarningRecord &warning : sink.batch().warnings) {
        if (sink.text(warning.path) == path && sink.text(warning.detail).contains(detail))
            found.push_back(warning);
    }
    return found;
}

QString allSaid(RecordingSink &sink)
{
    QStringList lines;
    for (const WarningRecord &warning : sink.batch().warnings)
        lines.append(sink.text(warning.path) + u": "_s + sink.text(warning.detail));
    return lines.join(u'\n');
}

int eventsOf(RecordingSink &sink, quint64 file)
{
    return int(std::count_if(sink.batch().events.begin(), sink.batch().events.end(),
                             [file](const EventRecord &event) { return event.fileId == file; }));
}

} // namespace

class TestNtfsRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void soundVolume();
    void damagedRecord_data();
    void damagedRecord();
    void deletedNameOfAReusedRecord();
    void unpairedSurrogate();
    void systemRecords_data();
    void systemRecords();
    void streamOfADirectory();
    void streamBeforeTheFile();
    void extensionRecords_data();
    void extensionRecords();
    void tornIndexBlock();
    void damagedDirectory_data();
    void damagedDirectory();
    void recordsInUseAreCounted();
    void filesOfNoDirectory();
    void shadowCopies_data();
    void shadowCopies();

private:
    QString save(const NtfsVolume &volume)
    {
        const QString path = m_scratch.filePath(u"volume%1.img"_s.arg(++m_count));
        return volume.write(path) ? path : QString();
    }
    QTemporaryDir m_scratch;
    int m_count = 0;
};

/// What the tests write is read by the peer as by us.
void TestNtfsRecords::soundVolume()
{
    NtfsVolume volume;
    QVERIFY(makeDocs(volume, m_scratch.path()));
    const QString image = save(volume);
    Walked walked(image);
    QVERIFY(walked.good);
    QVERIFY(walked.sink.batch().warnings.empty());
    const QByteArray peer = toolOutput(u"fls"_s, {u"-r"_s, u"-p"_s, image});
    for (const char *line : {"r/r 31-128-2:\tdocs/alpha.txt", "r/r 32-128-2:\tdocs/bravo.txt", "r/r 32-128-3:\tdocs/bravo.txt:secret",
                             "r/r 33-128-2:\tdocs/charlie.txt", "d/d 30-144-2:\tdocs"})
        QVERIFY2(peer.contains(line), peer.constData());
    const FileRecord bravo = walked.rows.value(u"/docs/bravo.txt"_s);
    QCOMPARE(bravo.size, 222);
    QCOMPARE(bravo.times[3], nsOf(kTime + 2 * kDay));
    QCOMPARE(bravo.fnTimes[3], nsOf(kTime + 2 * kDay + 5));
    QCOMPARE(*contentOf(walked.walker, bravo), QByteArray(222, 'b'));
    QCOMPARE(*contentOf(walked.walker, walked.rows.value(u"/docs/bravo.txt:secret"_s)), QByteArray("hidden"));
}

void TestNtfsRecords::damagedRecord_data()
{
    QTest::addColumn<QString>("why");
    QTest::newRow("torn in its first part") << u"update sequence"_s;
    QTest::newRow("torn in its second part") << u"update sequence"_s;
    QTest::newRow("marked BAAD") << u"BAAD"_s;
    QTest::newRow("zeros") << u"empty"_s;
    QTest::newRow("something else") << u"signature"_s;
    QTest::newRow("another record") << u"record number"_s;
    QTest::newRow("another file's sequence") << u"sequence number"_s;
    QTest::newRow("attributes contradict themselves") << u"attributes"_s;
}

void TestNtfsRecords::damagedRecord()
{
    QFETCH(QString, why);
    const QString tag = QString::fromUtf8(QTest::currentDataTag());
    NtfsVolume volume;
    QVERIFY(makeDocs(volume, m_scratch.path()));
    char *record = volume.record(kBravo);
    if (tag == u"torn in its first part")
        volume.tear(kBravo);
    else if (tag == u"torn in its second part")
        volume.tear(kBravo, 1);
    else if (tag == u"marked BAAD")
        std::memcpy(record, "BAAD", 4);
    else if (tag == u"zeros")
        std::memset(record, 0, NtfsVolume::kRecord);
    else if (tag == u"something else")
        std::memset(record, 'x', NtfsVolume::kRecord);
    else if (tag == u"another record")
        std::memcpy(record, volume.record(kAlpha), NtfsVolume::kRecord);
    else if (tag == u"another file's sequence")
        record[16] = 9;
    else
        record[56 + 4] = char(0xff);
    Walked walked(save(volume));
    QVERIFY(walked.good);

    const FileRecord bravo = walked.rows.value(u"/docs/bravo.txt"_s);
    QCOMPARE(bravo.inode, kBravo);
    QCOMPARE(bravo.size, kUnknown);
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(bravo.times[i], kNoTime);
        QCOMPARE(bravo.fnTimes[i], kNoTime);
    }
    QVERIFY(bravo.flags & FileMetaDamaged);
    QVERIFY(!(bravo.flags & kDeletedFileFlags));
    QCOMPARE(bravo.access, AccessMethod::None);
    QCOMPARE(eventsOf(walked.sink, bravo.id), 0);
    QVERIFY(!walked.rows.contains(u"/docs/bravo.txt:secret"_s));
    const auto warnings = said(walked.sink, u"/docs/bravo.txt"_s);
    QCOMPARE(warnings.size(), 1u);
    QCOMPARE(ErrorCode(warnings[0].code), ErrorCode::Damaged);
    QCOMPARE(walked.sink.text(warnings[0].detail), u"$MFT record, %1: 32"_s.arg(why));
    QCOMPARE(warnings[0].fileId, bravo.id);
    QCOMPARE(warnings[0].offset, NtfsVolume::kMftCluster * NtfsVolume::kCluster + qint64(kBravo) * NtfsVolume::kRecord);
    LocatorStep step = locatorFor(bravo);
    step.access = AccessMethod::FileSystem;
    step.sequence = 3;
    QVERIFY(!walked.walker.open(step).ok());

    const FileRecord alpha = walked.rows.value(u"/docs/alpha.txt"_s), charlie = walked.rows.value(u"/docs/charlie.txt"_s);
    QCOMPARE(alpha.size, 11);
    QCOMPARE(alpha.times[3], nsOf(kTime + kDay));
    QVERIFY(eventsOf(walked.sink, alpha.id) > 0);
    QCOMPARE(charlie.size, 33);
    QCOMPARE(charlie.times[3], nsOf(kTime + 3 * kDay));
    QCOMPARE(charlie.fnTimes[3], nsOf(kTime + 3 * kDay + 5));
}

/// The slack of an index keeps names whose records belong to other files now: nothing of these is told, and that is no
/// damage.
void TestNtfsRecords::deletedNameOfAReusedRecord()
{
    NtfsVolume volume;
    QVERIFY(makeDocs(volume, m_scratch.path(), 1200, 4));
    // bravo.txt is taken out of the entries in use, and its record is given to delta.txt.
    const QByteArray key = NtfsVolume::fileName(kDocs, 1, u"delta.txt"_s, kTime, false);
    volume.put(kBravo, 4, 1, {NtfsVolume::standard(kTime), NtfsVolume::resident(0x30, key), NtfsVolume::resident(0x80, "delta")});
    Walked walked(save(volume));
    QVERIFY(walked.good);
    QVERIFY(walked.rows.contains(u"/docs/delta.txt"_s)); // found by the parent that it names
    QCOMPARE(walked.rows.value(u"/docs/delta.txt"_s).size, 5);
    const FileRecord bravo = walked.rows.value(u"/docs/bravo.txt"_s);
    QCOMPARE(bravo.size, kUnknown);
    QCOMPARE(bravo.times[0], kNoTime);
    QCOMPARE(eventsOf(walked.sink, bravo.id), 0);
}

void TestNtfsRecords::unpairedSurrogate()
{
    NtfsVolume volume;
    QVERIFY(volume.make(m_scratch.path()));
    QString name = u"charXie.txt"_s, low = u"Xlow"_s, stream = u"sX"_s;
    name[4] = QChar(0xd800);
    low[0] = QChar(0xdc01);
    stream[1] = QChar(0xdbff);
    volume.addFile(30, NtfsVolume::kRoot, name, QByteArray(33, 'x'), kTime, {{stream, "more"}});
    volume.addFile(31, NtfsVolume::kRoot, low, "low", kTime);
    volume.addFile(32, NtfsVolume::kRoot, u"pair 𠮷.txt"_s, "pair", kTime);
    Walked walked(save(volume));
    QVERIFY(walked.good);
    const QString shown = u"/char\\xED\\xA0\\x80ie.txt"_s;
    QVERIFY2(walked.rows.contains(shown), qPrintable(QStringList(walked.rows.keys()).join(u' ')));
    QCOMPARE(walked.rows.value(shown).size, 33);
    QVERIFY(walked.rows.value(shown).flags & FileNameDamaged);
    QCOMPARE(walked.rows.value(shown).fnTimes[3], nsOf(kTime + 5));
    QCOMPARE(walked.rows.value(shown + u":s\\xED\\xAF\\xBF"_s).size, 4);
    QCOMPARE(walked.rows.value(u"/\\xED\\xB0\\x81low"_s).size, 3);
    QCOMPARE(walked.rows.value(u"/pair 𠮷.txt"_s).size, 4);
    QVERIFY(!(walked.rows.value(u"/pair 𠮷.txt"_s).flags & FileNameDamaged));
}

void TestNtfsRecords::systemRecords_data()
{
    QTest::addColumn<quint64>("record");
    QTest::addColumn<bool>("torn");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("detail");
    QTest::newRow("$MFT") << quint64(0) << true << u""_s << u"$MFT record, read from $MFTMirr: 0"_s;
    QTest::newRow("$Volume") << quint64(3) << true << u""_s << u"$MFT record, read from $MFTMirr: 3"_s;
    QTest::newRow("root") << quint64(5) << true << u"/"_s << u"record 5 of $MFT: update sequence"_s;
    QTest::newRow("$Bitmap") << quint64(6) << true << u""_s << u"$Bitmap"_s;
    QTest::newRow("$Bitmap without its attributes") << quint64(6) << false << u""_s << u"$Bitmap"_s;
    QTest::newRow("$Secure") << quint64(9) << true << u"/$Secure"_s << u"$MFT record, update sequence: 9"_s;
}

void TestNtfsRecords::systemRecords()
{
    QFETCH(quint64, record);
    QFETCH(bool, torn);
    QFETCH(QString, path);
    QFETCH(QString, detail);
    NtfsVolume volume;
    QVERIFY(makeDocs(volume, m_scratch.path()));
    if (torn)
        volume.tear(record);
    else
        volume.record(record)[60] = char(0xff); // the length of the first attribute
    Walked walked(save(volume));
    QVERIFY(walked.good);
    QVERIFY2(!said(walked.sink, path, detail).empty(), qPrintable(allSaid(walked.sink)));
    QCOMPARE(walked.rows.value(u"/docs/alpha.txt"_s).size, 11);
    QCOMPARE(walked.rows.value(u"/docs/bravo.txt"_s).size, 222);
    QCOMPARE(walked.rows.value(u"/docs/bravo.txt:secret"_s).size, 6);
    QCOMPARE(walked.rows.value(u"/docs/charlie.txt"_s).times[3], nsOf(kTime + 3 * kDay));
    QVERIFY(walked.rows.contains(u"/$Bitmap"_s));
}

void TestNtfsRecords::streamOfADirectory()
{
    NtfsVolume volume;
    QVERIFY(volume.make(m_scratch.path()));
    volume.addFile(31, 30, u"file.txt"_s, "file", kTime);
    volume.addDirectory(30, NtfsVolume::kRoot, u"dir"_s, kTime + kDay, {{u"ads.txt"_s, "stream"}});
    Walked walked(save(volume));
    QVERIFY(walked.good);
    const FileRecord directory = walked.rows.value(u"/dir"_s), stream = walked.rows.value(u"/dir:ads.txt"_s);
    QCOMPARE(directory.kind, FileKind::Directory);
    QCOMPARE(directory.fnTimes[3], nsOf(kTime + kDay + 5));
    QVERIFY(eventsOf(walked.sink, directory.id) > 0);
    QCOMPARE(stream.kind, FileKind::Stream);
    QCOMPARE(stream.size, 6);
    QCOMPARE(stream.fnTimes[3], kNoTime);
    QCOMPARE(eventsOf(walked.sink, stream.id), 0);
    QCOMPARE(walked.rows.value(u"/dir/file.txt"_s).parentId, directory.id);
    int streams = 0;
    for (const FileRecord &row : walked.sink.batch().files)
        streams += walked.sink.text(row.name).endsWith(u":ads.txt");
    QCOMPARE(streams, 1);
}

/// With an attribute list the stream may stand in the base record and the content of the file in another.
void TestNtfsRecords::streamBeforeTheFile()
{
    NtfsVolume volume;
    QVERIFY(volume.make(m_scratch.path()));
    const QByteArray key = NtfsVolume::fileName(NtfsVolume::kRoot, 5, u"late.txt"_s, kTime, false);
    const QByteArrayList base{NtfsVolume::standard(kTime), NtfsVolume::attributeList({{0x10, 30, 1}, {0x30, 30, 1}, {0x80, 30, 1, u"s"_s}, {0x80, 31, 1}}),
                              NtfsVolume::resident(0x30, key), NtfsVolume::resident(0x80, "stream", u"s"_s)};
    volume.put(30, 1, 1, base);
    volume.put(31, 1, 1, {NtfsVolume::resident(0x80, "the content")}, NtfsVolume::reference(30, 1));
    volume.addEntry(NtfsVolume::kRoot, 30, 1, key);
    Walked walked(save(volume));
    QVERIFY(walked.good);
    QVERIFY(walked.sink.batch().warnings.empty());
    const FileRecord file = walked.rows.value(u"/late.txt"_s), stream = walked.rows.value(u"/late.txt:s"_s);
    QCOMPARE(file.size, 11);
    QCOMPARE(file.fnTimes[3], nsOf(kTime + 5));
    QVERIFY(eventsOf(walked.sink, file.id) > 0);
    QCOMPARE(stream.fnTimes[3], kNoTime);
    QCOMPARE(eventsOf(walked.sink, stream.id), 0);
}

void TestNtfsRecords::extensionRecords_data()
{
    QTest::addColumn<QString>("why");
    QTest::newRow("sound") << QString();
    QTest::newRow("torn") << u"update sequence"_s;
    QTest::newRow("another base") << u"base record"_s;
    QTest::newRow("another file of the same base record") << u"base record"_s;
    QTest::newRow("another sequence") << u"sequence number"_s;
}

/// What stands in an extension record that is damaged or another file's is left out and said; the others are told.
void TestNtfsRecords::extensionRecords()
{
    QFETCH(QString, why);
    const QString tag = QString::fromUtf8(QTest::currentDataTag());
    NtfsVolume volume;
    QVERIFY(volume.make(m_scratch.path()));
    const QByteArray key = NtfsVolume::fileName(NtfsVolume::kRoot, 5, u"big.txt"_s, kTime, false);
    volume.put(30, 2, 1,
               {NtfsVolume::standard(kTime),
                NtfsVolume::attributeList({{0x10, 30, 2}, {0x30, 30, 2}, {0x80, 30, 2}, {0x80, 31, 4, u"one"_s}, {0x80, 32, 5, u"two"_s}}),
                NtfsVolume::resident(0x30, key), NtfsVolume::resident(0x80, "content")});
    const quint64 base = tag == u"another base"                          ? NtfsVolume::reference(34, 2)
                         : tag == u"another file of the same base record" ? NtfsVolume::reference(30, 1)
                                                                          : NtfsVolume::reference(30, 2);
    volume.put(31, tag == u"another sequence" ? 9 : 4, 1, {NtfsVolume::resident(0x80, "stream one", u"one"_s)}, base);
    volume.put(32, 5, 1, {NtfsVolume::resident(0x80, "stream two", u"two"_s)}, NtfsVolume::reference(30, 2));
    volume.addEntry(NtfsVolume::kRoot, 30, 2, key);
    if (tag == u"torn")
        volume.tear(31);
    Walked walked(save(volume));
    QVERIFY(walked.good);
    QCOMPARE(walked.rows.value(u"/big.txt"_s).size, 7);
    QCOMPARE(walked.rows.value(u"/big.txt:two"_s).size, 10);
    QCOMPARE(walked.rows.contains(u"/big.txt:one"_s), why.isEmpty());
    const auto warnings = said(walked.sink, u"/big.txt"_s);
    QCOMPARE(warnings.size(), why.isEmpty() ? 0u : 1u);
    if (!why.isEmpty())
        QCOMPARE(walked.sink.text(warnings[0].detail), u"$MFT record, %1: 31"_s.arg(why));
}

void TestNtfsRecords::tornIndexBlock()
{
    NtfsVolume volume;
    QVERIFY(makeDocs(volume, m_scratch.path(), 1200, 1));
    volume.tearBlock(1201); // bravo.txt
    Walked walked(save(volume));
    QVERIFY(walked.good);
    for (const auto &[path, size] : {std::pair{u"/docs/alpha.txt"_s, 11}, {u"/docs/bravo.txt"_s, 222}, {u"/docs/charlie.txt"_s, 33}}) {
        QCOMPARE(walked.rows.value(path).size, size);
        QVERIFY(!(walked.rows.value(path).flags & kDeletedFileFlags));
    }
    const auto warnings = said(walked.sink, u"/docs/"_s, u"$I30"_s);
    QCOMPARE(warnings.size(), 1u);
    QCOMPARE(warnings[0].count, 1);
}

void TestNtfsRecords::damagedDirectory_data()
{
    QTest::addColumn<bool>("torn");
    QTest::newRow("record") << true;
    QTest::newRow("index root") << false;
}

/// What lies in a directory whose record is damaged is told by the files.
void TestNtfsRecords::damagedDirectory()
{
    QFETCH(bool, torn);
    NtfsVolume volume;
    QVERIFY(makeDocs(volume, m_scratch.path()));
    if (torn) {
        volume.tear(kDocs);
    } else {
        char *record = volume.record(kDocs);
        const qsizetype at = QByteArrayView(record, NtfsVolume::kRecord).indexOf(QByteArray("$\0I\0" "3\0" "0\0", 8));
        QVERIFY(at > 0);
        std::memset(record + at + 8 + 16, 0xff, 4); // where its entries begin
    }
    Walked walked(save(volume));
    QVERIFY(walked.good);
    const FileRecord docs = walked.rows.value(u"/docs"_s);
    QCOMPARE(docs.kind, FileKind::Directory);
    QCOMPARE(docs.times[3], torn ? kNoTime : nsOf(kTime));
    QCOMPARE(eventsOf(walked.sink, docs.id) == 0, torn);
    QVERIFY(!said(walked.sink, torn ? u"/docs"_s : u"/docs/"_s).empty());
    for (const auto &[path, size] : {std::pair{u"/docs/alpha.txt"_s, 11}, {u"/docs/bravo.txt"_s, 222}, {u"/docs/charlie.txt"_s, 33}}) {
        QCOMPARE(walked.rows.value(path).size, size);
        QCOMPARE(walked.rows.value(path).parentId, docs.id);
        QVERIFY(!(walked.rows.value(path).flags & kDeletedFileFlags));
    }
}

/// What the bitmap of $MFT promises and what could be read is told with numbers, once.
void TestNtfsRecords::recordsInUseAreCounted()
{
    NtfsVolume volume;
    QVERIFY(makeDocs(volume, m_scratch.path()));
    volume.tear(kAlpha);
    std::memset(volume.record(kBravo), 0, NtfsVolume::kRecord);
    volume.tear(40); // not in use: nothing is missing
    Walked walked(save(volume));
    QVERIFY(walked.good);
    const auto warnings = said(walked.sink, u"/"_s, u"in use"_s);
    QCOMPARE(warnings.size(), 1u);
    QCOMPARE(ErrorCode(warnings[0].code), ErrorCode::Incomplete);
    QCOMPARE(walked.sink.text(warnings[0].detail), u"$MFT records in use, readable, damaged: 23, 21, 2 (31, 32)"_s);
    QCOMPARE(warnings[0].count, 2);
}

/// Files whose directory is gone are listed, and not as deleted.
void TestNtfsRecords::filesOfNoDirectory()
{
    NtfsVolume volume;
    QVERIFY(makeDocs(volume, m_scratch.path()));
    volume.put(kDocs, 2, 0, {}); // freed, while its files are in use
    Walked walked(save(volume));
    QVERIFY(walked.good);
    for (const QString &name : {u"alpha.txt"_s, u"bravo.txt"_s, u"charlie.txt"_s}) {
        QVERIFY2(walked.rows.contains(u"/$OrphanFiles/"_s + name), qPrintable(QStringList(walked.rows.keys()).join(u' ')));
        QVERIFY(!(walked.rows.value(u"/$OrphanFiles/"_s + name).flags & kDeletedFileFlags));
    }

    NtfsVolume other;
    QVERIFY(makeDocs(other, m_scratch.path()));
    const QByteArray key = NtfsVolume::fileName(70, 4, u"lost.txt"_s, kTime, false); // a directory that there is not
    other.put(60, 1, 1, {NtfsVolume::standard(kTime), NtfsVolume::resident(0x30, key), NtfsVolume::resident(0x80, "lost")});
    Walked lost(save(other));
    QVERIFY(lost.good);
    const FileRecord row = lost.rows.value(u"/$OrphanFiles/lost.txt"_s);
    QCOMPARE(row.inode, 60);
    QCOMPARE(row.size, 4);
    QVERIFY(!(row.flags & kDeletedFileFlags));
    QCOMPARE(*contentOf(lost.walker, row), QByteArray("lost"));
    const auto warnings = said(lost.sink, u"/$OrphanFiles/"_s);
    QCOMPARE(warnings.size(), 1u);
    QCOMPARE(ErrorCode(warnings[0].code), ErrorCode::Incomplete);
    QCOMPARE(lost.sink.text(warnings[0].detail), u"$MFT records in use and in no directory: 60"_s);
}

void TestNtfsRecords::shadowCopies_data()
{
    QTest::addColumn<bool>("catalogue");
    QTest::newRow("catalogue") << true;
    QTest::newRow("stores alone") << false;
}

void TestNtfsRecords::shadowCopies()
{
    QFETCH(bool, catalogue);
    const QByteArray id("\x6b\x87\x08\x38\xc1\x76\x48\x4e\xb7\xae\x04\x04\x6e\x6c\xc7\x52", 16);
    NtfsVolume volume;
    QVERIFY(makeDocs(volume, m_scratch.path()));
    if (catalogue) {
        constexpr qint64 block = 1400;
        std::memcpy(volume.bytes.data() + 0x1e00, id.constData(), 16);
        qToLittleEndian<quint32>(1, volume.bytes.data() + 0x1e00 + 20);
        qToLittleEndian<qint64>(block * NtfsVolume::kCluster, volume.bytes.data() + 0x1e00 + 48);
        std::memcpy(volume.cluster(block), id.constData(), 16);
        qToLittleEndian<quint32>(2, volume.cluster(block) + 20);
        for (const int entry : {1, 2, 3, 4}) // two stores, two entries each
            qToLittleEndian<quint64>(2 + entry % 2, volume.cluster(block) + 128 * entry);
    } else {
        const QString catalog = u"{3808876b-c176-4e48-b7ae-04046e6cc752}"_s;
        volume.addFile(51, 50, u"{00000000-0000-0000-0000-000000000001}"_s + catalog, "1", kTime);
        volume.addFile(52, 50, u"{00000000-0000-0000-0000-000000000002}"_s + catalog.toUpper(), "2", kTime);
        volume.addFile(53, 50, catalog, "catalogue", kTime);
        volume.addDirectory(50, NtfsVolume::kRoot, u"System Volume Information"_s, kTime, {}, 1400);
    }
    Walked walked(save(volume));
    QVERIFY(walked.good);
    const auto warnings = said(walked.sink, catalogue ? u"/"_s : u"/System Volume Information/"_s);
    QCOMPARE(warnings.size(), 1u);
    QCOMPARE(ErrorCode(warnings[0].code), ErrorCode::ShadowCopies);
    QCOMPARE(warnings[0].count, 2);
}

QTEST_GUILESS_MAIN(TestNtfsRecords)
#include "tst_ntfsrecords.moc"
