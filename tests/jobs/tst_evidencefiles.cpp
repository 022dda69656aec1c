// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/evidencefiles.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class EvidenceFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void findsSets_data();
    void findsSets();
    void splitTextIsNoSet();
    void shortNumbers_data();
    void shortNumbers();
    void rotatedLogsAreNoSet_data();
    void rotatedLogsAreNoSet();
    void oddPartsAreNamed();
    void refusesSpecialFiles_data();
    void refusesSpecialFiles();
    void specialFileComesLater();
    void saysWhatChanged();
    void opensInOrder();
    void saysWhatIsNotThere();
    void knowsMovedEvidence();

private:
    static void writeBytes(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    static void make(const QTemporaryDir &dir, const QStringList &names, qint64 size = 0)
    {
        for (const QString &name : names) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write((name.toUtf8() + '\0').leftJustified(qsizetype(size)));
        }
    }
};

void EvidenceFilesTest::findsSets_data()
{
    QTest::addColumn<QStringList>("there");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QStringList>("segments");
    QTest::addColumn<QStringList>("missing");
    QStringList many;
    for (int i = 1; i <= 99; ++i)
        many << u"pc.E%1"_s.arg(i, 2, 10, QChar(u'0'));
    many << u"pc.EAA"_s << u"pc.EAB"_s;
    QTest::newRow("single E01") << QStringList{u"pc.E01"_s, u"other.E02"_s} << u"pc.E01"_s << QStringList{u"pc.E01"_s}
                                << QStringList{};
    QTest::newRow("past E99") << many << u"pc.E01"_s << many << QStringList{};
    QTest::newRow("any segment names the set") << many << u"pc.EAB"_s << many << QStringList{};
    QTest::newRow("hole") << QStringList{u"a.e01"_s, u"a.e03"_s} << u"a.e01"_s << QStringList{u"a.e01"_s, u"a.e03"_s}
                          << QStringList{u"a.e02"_s};
    QTest::newRow("Ex01") << QStringList{u"a.Ex01"_s, u"a.Ex02"_s} << u"a.Ex01"_s
                          << QStringList{u"a.Ex01"_s, u"a.Ex02"_s} << QStringList{};
    QTest::newRow("split raw from 001") << QStringList{u"d.001"_s, u"d.002"_s, u"d.003"_s} << u"d.002"_s
                                        << QStringList{u"d.001"_s, u"d.002"_s, u"d.003"_s} << QStringList{};
    QTest::newRow("split raw from 000") << QStringList{u"d.000"_s, u"d.001"_s} << u"d.000"_s
                                        << QStringList{u"d.000"_s, u"d.001"_s} << QStringList{};
    QTest::newRow("plain") << QStringList{u"access.log"_s, u"access.log.1"_s} << u"access.log"_s
                           << QStringList{u"access.log"_s} << QStringList{};
    const QStringList letters{u"disk.aa"_s, u"disk.ab"_s, u"disk.ac"_s};
    QTest::newRow("split raw from aa") << letters << u"disk.ab"_s << letters << QStringList{};
    QTest::newRow("split raw without a dot") << QStringList{u"xaa"_s, u"xab"_s, u"xad"_s} << u"xaa"_s
                                             << QStringList{u"xaa"_s, u"xab"_s, u"xad"_s} << QStringList{u"xac"_s};
    QTest::newRow("a word that ends in aa") << QStringList{u"notes.aa"_s, u"xaa"_s} << u"xaa"_s << QStringList{u"xaa"_s}
                                            << QStringList{};
    QTest::newRow("mixed case") << QStringList{u"a.E01"_s, u"a.e02"_s, u"A.E03"_s} << u"a.E01"_s
                                << QStringList{u"a.E01"_s, u"a.e02"_s, u"A.E03"_s} << QStringList{};
    QTest::newRow("evtx is no set") << QStringList{u"Security.evtx"_s} << u"Security.evtx"_s
                                    << QStringList{u"Security.evtx"_s} << QStringList{};
    QTest::newRow("zip is no set") << QStringList{u"a.zip"_s} << u"a.zip"_s << QStringList{u"a.zip"_s} << QStringList{};
}

void EvidenceFilesTest::findsSets()
{
    QFETCH(QStringList, there);
    QFETCH(QString, given);
    QTemporaryDir dir;
    make(dir, there, 512);
    const auto files = findEvidenceFiles(dir.filePath(given));
    QVERIFY(files);
    QTEST(files->segments, "segments");
    QTEST(files->missing, "missing");
    QCOMPARE(files->location, dir.filePath(files->segments.first()));
}

void EvidenceFilesTest::splitTextIsNoSet()
{
    QTemporaryDir dir;
    make(dir, {u"xaa"_s}, 700);
    make(dir, {u"xab"_s}, 650);
    const auto files = findEvidenceFiles(dir.filePath(u"xaa"_s));
    QVERIFY(files.ok());
    QCOMPARE(files->segments, QStringList{u"xaa"_s});
}

/// Parts with one or two digits, as tools and split(1) name them.
void EvidenceFilesTest::shortNumbers_data()
{
    QTest::addColumn<QStringList>("there");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QStringList>("missing");
    QTest::newRow("from 00") << QStringList{u"d.dd.00"_s, u"d.dd.01"_s, u"d.dd.02"_s} << u"d.dd.00"_s << QStringList{};
    QTest::newRow("from 01") << QStringList{u"d.01"_s, u"d.02"_s} << u"d.02"_s << QStringList{};
    QTest::newRow("from 0") << QStringList{u"d.0"_s, u"d.1"_s, u"d.2"_s} << u"d.1"_s << QStringList{};
    QTest::newRow("from 1") << QStringList{u"d.1"_s, u"d.2"_s, u"d.3"_s} << u"d.1"_s << QStringList{};
    QStringList ten;
    for (int i = 1; i <= 12; ++i)
        ten << u"d.%1"_s.arg(i);
    QTest::newRow("beyond 9") << ten << u"d.11"_s << QStringList{};
    QTest::newRow("hole") << QStringList{u"d.00"_s, u"d.01"_s, u"d.03"_s} << u"d.00"_s << QStringList{u"d.02"_s};
    QTest::newRow("first missing") << QStringList{u"d.02"_s, u"d.03"_s} << u"d.02"_s << QStringList{u"d.01"_s};
}

void EvidenceFilesTest::shortNumbers()
{
    QFETCH(QStringList, there);
    QFETCH(QString, given);
    QTemporaryDir dir;
    make(dir, there, 1024);
    QVERIFY(QFile::resize(dir.filePath(there.last()), 512)); // the last one is shorter
    const auto files = findEvidenceFiles(dir.filePath(given));
    QVERIFY(files);
    QCOMPARE(files->segments, there);
    QTEST(files->missing, "missing");
    QCOMPARE(files->storedSize, (there.size() - 1) * 1024 + 512);
}

void EvidenceFilesTest::rotatedLogsAreNoSet_data()
{
    QTest::addColumn<QStringList>("there");
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("text") << QStringList{u"access.log.1"_s, u"access.log.2"_s} << QByteArray("10.0.0.1 - - [10/Oct/2026:13:55:36 +0900]");
    QTest::newRow("text by letters") << QStringList{u"log.aa"_s, u"log.ab"_s} << QByteArray("10.0.0.1 - -\n");
    QTest::newRow("gz") << QStringList{u"access.log.1"_s, u"access.log.2"_s} << QByteArray("\x1f\x8b\x08\0\1\2\3\4", 8);
}

void EvidenceFilesTest::rotatedLogsAreNoSet()
{
    QFETCH(QStringList, there);
    QFETCH(QByteArray, head);
    QTemporaryDir dir;
    for (const QString &name : there)
        writeBytes(dir.filePath(name), head.leftJustified(4096, ' '));
    for (const QString &name : there) {
        const auto files = findEvidenceFiles(dir.filePath(name));
        QVERIFY(files);
        QCOMPARE(files->segments, QStringList{name});
        QCOMPARE(files->name, name);
        QVERIFY(files->missing.isEmpty() && files->notJoined.isEmpty());
    }
}

void EvidenceFilesTest::oddPartsAreNamed()
{
    // Bytes of some kind whose sizes are not those of parts: read alone, and the others are named.
    QTemporaryDir dir;
    make(dir, {u"d.00"_s, u"d.02"_s}, 1024);
    make(dir, {u"d.01"_s}, 700);
    const auto files = findEvidenceFiles(dir.filePath(u"d.00"_s));
    QVERIFY(files);
    QCOMPARE(files->segments, QStringList{u"d.00"_s});
    QCOMPARE(files->notJoined, (QStringList{u"d.01"_s, u"d.02"_s}));
}

void EvidenceFilesTest::refusesSpecialFiles_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("pipe") << u"pipe"_s;
    QTest::newRow("link to a pipe") << u"link"_s;
    QTest::newRow("socket") << u"socket"_s;
    QTest::newRow("character device") << u"/dev/zero"_s;
    QTest::newRow("without size, with bytes") << u"/proc/self/status"_s;
    QTest::newRow("waits in /proc") << u"/proc/kmsg"_s;
    QTest::newRow("sysfs") << u"/sys/kernel/uevent_seqnum"_s;
    QTest::newRow("folder of the kernel") << u"/proc"_s;
}

void EvidenceFilesTest::refusesSpecialFiles()
{
    QFETCH(QString, path);
    QTemporaryDir dir;
    QCOMPARE(::mkfifo(QFile::encodeName(dir.filePath(u"pipe"_s)).constData(), 0600), 0);
    QVERIFY(QFile::link(dir.filePath(u"pipe"_s), dir.filePath(u"link"_s)));
    const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, QFile::encodeName(dir.filePath(u"socket"_s)).constData(), sizeof address.sun_path);
    QCOMPARE(::bind(listener, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    const QString whole = path.startsWith(u'/') ? path : dir.filePath(path);
    if (!QFile::exists(whole))
        QSKIP("not on this machine");
    const auto files = findEvidenceFiles(whole); // and comes back
    QVERIFY(!files);
    QCOMPARE(files.error().code, ErrorCode::SpecialFile);
    QCOMPARE(files.error().detail, whole);
    ::close(listener);
}

void EvidenceFilesTest::specialFileComesLater()
{
    QTemporaryDir dir;
    make(dir, {u"pc.dd"_s}, 1024);
    const auto files = findEvidenceFiles(dir.filePath(u"pc.dd"_s));
    QVERIFY(files);
    QVERIFY(QFile::remove(dir.filePath(u"pc.dd"_s)));
    QCOMPARE(::mkfifo(QFile::encodeName(dir.filePath(u"pc.dd"_s)).constData(), 0600), 0);
    const auto descriptors = openEvidenceFiles(*files);
    QVERIFY(!descriptors);
    QCOMPARE(descriptors.error().code, ErrorCode::SpecialFile);
}

void EvidenceFilesTest::saysWhatChanged()
{
    QTemporaryDir dir;
    make(dir, {u"d.001"_s, u"d.002"_s}, 1024);
    const auto files = findEvidenceFiles(dir.filePath(u"d.001"_s));
    const auto descriptors = openEvidenceFiles(*files);
    QVERIFY(descriptors);
    auto states = segmentStates(*descriptors);
    for (const int descriptor : *descriptors)
        ::close(descriptor);
    QVERIFY(segmentChanges(*files, states).empty());

    QVERIFY(QFile::resize(dir.filePath(u"d.002"_s), 700));
    auto changes = segmentChanges(*files, states);
    QCOMPARE(changes.size(), size_t(1));
    QCOMPARE(changes[0].path, dir.filePath(u"d.002"_s));
    QVERIFY2(changes[0].detail.startsWith(u"size: 1024 → 700, "), qPrintable(changes[0].detail));
    QCOMPARE(changes[0].offset, 700);
    QVERIFY(segmentChanges(*files, states).empty()); // said once

    // Overwritten in place: as large as before, but later.
    const timespec times[2] = {{0, UTIME_OMIT}, {1'800'000'000, 0}};
    QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(dir.filePath(u"d.001"_s)).constData(), times, 0), 0);
    changes = segmentChanges(*files, states);
    QCOMPARE(changes.size(), size_t(1));
    QVERIFY2(changes[0].detail.endsWith(u"2027-01-15T08:00:00.000Z"), qPrintable(changes[0].detail));
    QCOMPARE(changes[0].offset, -1);

    // Another file took its place.
    QVERIFY(QFile::rename(dir.filePath(u"d.001"_s), dir.filePath(u"old"_s)));
    QVERIFY(QFile::copy(dir.filePath(u"old"_s), dir.filePath(u"d.001"_s)));
    changes = segmentChanges(*files, states);
    QCOMPARE(changes.size(), size_t(1));
    QVERIFY(changes[0].detail.contains(u"inode "));
}

void EvidenceFilesTest::opensInOrder()
{
    QTemporaryDir dir;
    writeBytes(dir.filePath(u"d.001"_s), "d.001");
    writeBytes(dir.filePath(u"d.002"_s), "d.002");
    const auto files = findEvidenceFiles(dir.filePath(u"d.001"_s));
    QVERIFY(files);
    QCOMPARE(files->storedSize, 10);
    const auto descriptors = openEvidenceFiles(*files);
    QVERIFY(descriptors);
    QCOMPARE(descriptors->size(), size_t(2));
    char text[6] = {};
    QCOMPARE(::read((*descriptors)[1], text, 5), ssize_t(5));
    QCOMPARE(QByteArray(text), QByteArray("d.002"));
    for (const int descriptor : *descriptors)
        ::close(descriptor);
}

void EvidenceFilesTest::saysWhatIsNotThere()
{
    const auto files = findEvidenceFiles(u"/nowhere/pc.E01"_s);
    QVERIFY(!files);
    QCOMPARE(files.error().code, ErrorCode::NotFound);
    QCOMPARE(files.error().detail, u"/nowhere/pc.E01"_s);
}

void EvidenceFilesTest::knowsMovedEvidence()
{
    QTemporaryDir before, after;
    writeBytes(before.filePath(u"pc.dd"_s), "pc.dd");
    const auto print = evidenceFingerprint(*findEvidenceFiles(before.filePath(u"pc.dd"_s)));
    QVERIFY(print);
    QVERIFY(QFile::rename(before.filePath(u"pc.dd"_s), after.filePath(u"pc.dd"_s)));
    QCOMPARE(findMovedEvidence(u"pc.dd"_s, *print, {before.path(), after.path()}), after.filePath(u"pc.dd"_s));
    QFile other(after.filePath(u"pc.dd"_s));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write("pc.dx");
    other.close();
    QCOMPARE(findMovedEvidence(u"pc.dd"_s, *print, {before.path(), after.path()}), QString());
}

QTEST_GUILESS_MAIN(EvidenceFilesTest)
#include "tst_evidencefiles.moc"
