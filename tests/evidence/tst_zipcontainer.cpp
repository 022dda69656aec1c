// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/container.h"
#include "tests/evidence/archivesamples.h"

#include <QTest>

#include <clocale>

using namespace ashiato;

/// Members of a zip are rows with their bytes and times, whatever their names are written in and whatever is left of it.
class TestZipContainer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void zipNames();
    void zipCp932Backslash();
    void zipTree();
    void zipTimes();
    void zipEncrypted();
    void zipDamaged();
    void zipCut();
    void zipWithoutDirectory();
    void zipBehindAProgram();
    void onlyTheName();
};

void TestZipContainer::initTestCase()
{
    setlocale(LC_ALL, "C"); // as a worker may be started
    warmUpEvidenceLibraries();
}

void TestZipContainer::zipNames()
{
    // 髙﨑①.txt in CP932 without the flag, 髙﨑②.txt in UTF-8 with it, and one that CP932 cannot be.
    const QByteArray zip = zipOf({{"\xfb\xfc\xfa\xb1\x87\x40.txt", "one"},
                                  {"髙﨑②.txt", "two", 1 << 11},
                                  {"\x81\xfd.txt", "three"}});
    auto source = openBytes(zip, QStringLiteral("c.zip"));
    QVERIFY(source);
    QCOMPARE(source->opened().format, QStringLiteral("zip"));
    Tree tree(*source);
    QCOMPARE(tree.paths(), QStringList({QStringLiteral("/c.zip"), QStringLiteral("/c.zip/\\x81\\xFD.txt"),
                                        QStringLiteral("/c.zip/髙﨑①.txt"), QStringLiteral("/c.zip/髙﨑②.txt")}));
    QCOMPARE(tree.content(QStringLiteral("/c.zip/髙﨑①.txt")), QByteArray("one"));
    QCOMPARE(tree.content(QStringLiteral("/c.zip/髙﨑②.txt")), QByteArray("two"));
    QVERIFY(tree.find(QStringLiteral("/c.zip/\\x81\\xFD.txt"))->flags & FileNameDamaged);

    // A Mac writes UTF-8 without the flag; the bytes would be CP932 too.
    auto mac = openBytes(zipOf({{"ﾃｩ.txt", "é"}, {"\xc3\xa9.txt", "x"}}), QStringLiteral("m.zip"));
    Tree macTree(*mac);
    QVERIFY(macTree.find(QStringLiteral("/m.zip/é.txt")));
}

void TestZipContainer::zipCp932Backslash()
{
    // 経理\表示ソ能.xlsx: second bytes that are backslashes are no separators.
    const QByteArray name("\x8c\x6f\x97\x9d\\\x95\x5c\x8e\xa6\x83\x5c\x94\x5c.xlsx");
    auto source = openBytes(zipOf({{name, "x"}}), QStringLiteral("b.zip"));
    Tree tree(*source);
    QCOMPARE(tree.paths(), QStringList({QStringLiteral("/b.zip"), QStringLiteral("/b.zip/経理"), QStringLiteral("/b.zip/経理/表示ソ能.xlsx")}));
}

void TestZipContainer::zipTree()
{
    const QByteArray large = mixedBytes(3'000'000, 3);
    auto source = openBytes("#!/bin/sh self-extractor\n" + zipOf({}), QStringLiteral("e.zip"));
    QVERIFY(source);
    source = openBytes(zipOf({{"a/b/c.txt", "c"}, {"a/b/large", large}, {"stored", "s", 0, 0}, {"a/", "", 0, 0}, {"../up", "u"}}),
                       QStringLiteral("t.zip"));
    Tree tree(*source);
    QCOMPARE(tree.warnings(), QStringList());
    QCOMPARE(tree.content(QStringLiteral("/t.zip/a/b/c.txt")), QByteArray("c"));
    QVERIFY(tree.content(QStringLiteral("/t.zip/a/b/large")) == large);
    QCOMPARE(tree.content(QStringLiteral("/t.zip/stored")), QByteArray("s"));
    QCOMPARE(tree.content(QStringLiteral("/t.zip/../up")), QByteArray("u"));
    LocatorStep nameAlone;
    nameAlone.access = AccessMethod::None;
    QCOMPARE(source->open({nameAlone}).error().code, ErrorCode::NotStored);
    const FileRecord *file = tree.find(QStringLiteral("/t.zip/a/b/c.txt"));
    const FileRecord *folder = tree.find(QStringLiteral("/t.zip/a/b"));
    QCOMPARE(file->parentId, folder->id);
    QCOMPARE(folder->kind, FileKind::Directory);
    quint64 last = 0;
    for (const FileRecord &row : tree.sink.batch().files) {
        QVERIFY(row.id > last && row.parentId < row.id);
        last = row.id;
    }
}

void TestZipContainer::zipTimes()
{
    QByteArray ntfs;
    put<quint16>(ntfs, 0x000a);
    put<quint16>(ntfs, 32);
    put<quint32>(ntfs, 0);
    put<quint16>(ntfs, 1);
    put<quint16>(ntfs, 24);
    for (int i = 0; i < 3; ++i)
        put<quint64>(ntfs, 134'000'000'000'000'007 + quint64(i));
    QByteArray early = ntfs; // in the year 1601: no time that 64 bits of nanoseconds hold, and so the DOS time counts
    early.replace(12, 8, QByteArray("\x10\0\0\0\0\0\0\0", 8));
    QByteArray unixTime;
    put<quint16>(unixTime, 0x5455);
    put<quint16>(unixTime, 5);
    unixTime += '\1';
    put<qint32>(unixTime, 1'700'000'000);
    auto source = openBytes(zipOf({{"dos", "x"}, {"ntfs", "x", 0, 8, 0, ntfs}, {"unix", "x", 0, 8, 3, unixTime},
                                   {"early", "x", 0, 8, 0, early}}), QStringLiteral("t.zip"));
    Tree tree(*source);
    const FileRecord *dos = tree.find(QStringLiteral("/t.zip/dos"));
    QCOMPARE(dos->basis, TimeBasis::Local);
    QCOMPARE(dos->times[0], QDateTime(QDate(2026, 11, 14), QTime(13, 45, 30), Qt::UTC).toSecsSinceEpoch() * 1'000'000'000);
    QCOMPARE(dos->precisionNs[0], 2'000'000'000);
    QVERIFY(dos->flags & FileZoneUnknown);
    const FileRecord *fine = tree.find(QStringLiteral("/t.zip/ntfs"));
    QCOMPARE(fine->basis, TimeBasis::Utc);
    QCOMPARE(fine->times[0], (134'000'000'000'000'007 - 116'444'736'000'000'000) * 100);
    QCOMPARE(fine->times[3] - fine->times[0], 200);
    QCOMPARE(tree.find(QStringLiteral("/t.zip/unix"))->times[0], 1'700'000'000'000'000'000);
    int events = 0;
    for (const EventRecord &event : tree.sink.batch().events)
        events += tree.sink.text(event.type) == u"fs:zip:time";
    QCOMPARE(events, 6);
    QCOMPARE(tree.find(QStringLiteral("/t.zip/early"))->times[0], dos->times[0]);
}

void TestZipContainer::zipEncrypted()
{
    auto source = openBytes(zipOf({{"open", "x"}, {"closed", "secret", 1}}), QStringLiteral("t.zip"));
    Tree tree(*source);
    QVERIFY(tree.find(QStringLiteral("/t.zip/closed"))->flags & FileEncrypted);
    QCOMPARE(tree.content(QStringLiteral("/t.zip/closed")), QByteArray("error encrypted"));
    QCOMPARE(tree.warnings(), QStringList({QStringLiteral("encrypted /t.zip/closed ")}));
}

void TestZipContainer::zipDamaged()
{
    QByteArray zip = zipOf({{"a", mixedBytes(100'000, 1)}, {"b", "fine"}});
    zip[1000] = char(zip[1000] ^ 0x40);
    auto source = openBytes(zip, QStringLiteral("t.zip"));
    Tree tree(*source);
    QCOMPARE(tree.content(QStringLiteral("/t.zip/a")), QByteArray("error damaged"));
    QCOMPARE(tree.content(QStringLiteral("/t.zip/b")), QByteArray("fine"));
}

void TestZipContainer::zipCut()
{
    const QByteArray zip = zipOf({{"a", "first"}, {"b", mixedBytes(100'000, 1)}});
    auto source = openBytes(zip.first(zip.size() / 2), QStringLiteral("t.zip"));
    Tree tree(*source);
    QCOMPARE(tree.content(QStringLiteral("/t.zip/a")), QByteArray("first"));
    QVERIFY(!tree.warnings().isEmpty() || tree.content(QStringLiteral("/t.zip/b")).startsWith("error"));
}

void TestZipContainer::zipWithoutDirectory()
{
    // Cut behind the last member: what is there is listed by the local headers, and that it is cut is said.
    const QByteArray zip = zipOf({{"a", "first"}, {"b", "second"}});
    auto source = openBytes(zip.first(zip.indexOf("PK\1\2") + 20), QStringLiteral("t.zip"));
    Tree tree(*source);
    QCOMPARE(tree.content(QStringLiteral("/t.zip/b")), QByteArray("second"));
    QCOMPARE(tree.warnings(), QStringList({QStringLiteral("truncated /t.zip central directory")}));
    const FileRecord *row = tree.find(QStringLiteral("/t.zip/b"));
    QCOMPARE(row->basis, TimeBasis::Local);
    QCOMPARE(row->times[0], QDateTime(QDate(2026, 11, 14), QTime(13, 45, 30), Qt::UTC).toSecsSinceEpoch() * 1'000'000'000);

    // Cut within the first header, nothing can be listed.
    auto stub = openBytes(zip.first(20), QStringLiteral("t.zip"));
    Tree empty(*stub);
    QCOMPARE(empty.paths(), QStringList({QStringLiteral("/t.zip")}));
    QCOMPARE(empty.warnings().size(), 1);
}

void TestZipContainer::zipBehindAProgram()
{
    auto source = openBytes("MZ" + QByteArray(500, 'x') + zipOf({{"a", "first"}}), QStringLiteral("t.zip"));
    Tree tree(*source);
    QCOMPARE(tree.content(QStringLiteral("/t.zip/a")), QByteArray("first"));
}

/// A log that was unpacked and kept its name is no archive and is looked at as what it is.
void TestZipContainer::onlyTheName()
{
    auto source = openBytes("1791953520.000 1 10.0.0.1 TCP_MISS/200 1 GET http://example.jp/ - DIRECT/- -\n",
                            QStringLiteral("access.log.gz"));
    Tree tree(*source);
    QCOMPARE(tree.warnings(), QStringList());
    const FileRecord *row = tree.find(QStringLiteral("/access.log.gz"));
    QVERIFY(row->importer != 0);
    QVERIFY(!(row->flags & FileContainer));
}

QTEST_GUILESS_MAIN(TestZipContainer)
#include "tst_zipcontainer.moc"
