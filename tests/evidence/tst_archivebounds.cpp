// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/plainfile.h"
#include "tests/evidence/archivesamples.h"
#include "tests/evidence/foreignarchives.h"
#include "tests/evidence/tarsamples.h"

#include <QElapsedTimer>
#include <QTest>

#include <clocale>

using namespace ashiato;

namespace
{

/// Entries of a directory that all lead to the member at the begin.
QByteArray zipOfCopies(const QByteArray &content, int entries)
{
    QByteArray zip = zipOf({{"in.zip", content}});
    const qsizetype at = zip.indexOf("PK\1\2"), end = zip.indexOf("PK\5\6");
    const QByteArray entry = zip.mid(at, end - at);
    QByteArray directory = entry.repeated(entries);
    return zip.first(at) + directory + "PK\5\6" + QByteArray(4, '\0') + little(quint16(entries)) + little(quint16(entries))
        + little(quint32(directory.size())) + little(quint32(at)) + little(quint16(0));
}

} // namespace

/// What small archives may cost: rows, names, time. What is left out is said with its number.
class TestArchiveBounds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void manyRows();
    void manyRowsNested();
    void longNames();
    void sharedBytes();
    void coveredMembers();
    void ordinaryArchive();
    void largeDirectory();
};

void TestArchiveBounds::initTestCase()
{
    setlocale(LC_ALL, "C");
    warmUpEvidenceLibraries();
}

void TestArchiveBounds::manyRows()
{
    // A tar of 120,000 empty members in some kilobytes.
    const QByteArray packed = xz(tarHeader({"m", 0}).repeated(120'000) + tarEnd());
    auto source = openBytes(packed, QStringLiteral("t.txz"));
    Tree tree(*source);
    const qint64 rows = qint64(tree.sink.batch().files.size());
    QVERIFY2(rows <= 50'001 + packed.size() / 2 && rows >= 50'000, qPrintable(QString::number(rows)));
    QCOMPARE(tree.warnings(), QStringList({QStringLiteral("limit /t.txz %1").arg(rows - 1)}));
    QCOMPARE(tree.sink.batch().warnings[0].count, 120'001 - rows);
}

void TestArchiveBounds::manyRowsNested()
{
    // A directory of 20,000 entries shrinks to nothing in the zip around it, and so does that in the next.
    const QByteArray inner = zipOfCopies("x", 20'000);
    QList<Member> middle;
    for (int i = 0; i < 20; ++i)
        middle += Member{"in.zip", inner};
    const QByteArray zip = zipOf({{"mid.zip", zipOf(middle)}});
    QVERIFY(zip.size() < 100'000);
    auto source = openBytes(zip, QStringLiteral("t.zip"));
    QElapsedTimer timer;
    timer.start();
    Tree tree(*source);
    QVERIFY2(tree.sink.batch().files.size() < 110'000, qPrintable(QString::number(tree.sink.batch().files.size())));
    QVERIFY(tree.warnings().join(u' ').contains(QStringLiteral("limit /t.zip/mid.zip/in.zip")));
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

void TestArchiveBounds::longNames()
{
    // Each member has its own 250 folders, whose paths are told whole.
    QByteArray tar;
    for (int i = 0; i < 400; ++i) {
        const QByteArray path = QByteArray::number(i) + '/' + (QByteArray(100, 'n') + '/').repeated(250) + "f";
        tar += paxHeader({{"path", path}}) + tarHeader({"f", 0});
    }
    auto source = openBytes(gzipped(tar + tarEnd()), QStringLiteral("t.tgz"));
    Tree tree(*source, 1);
    qint64 bytes = 0;
    for (const FileRecord &file : tree.sink.batch().files)
        bytes += tree.sink.text(file.directory).size();
    QVERIFY2(bytes < 100 << 20, qPrintable(QString::number(bytes)));
    QVERIFY(tree.warnings().join(u' ').contains(QStringLiteral("limit /t.tgz")));
}

/// Entries that stand at one place are one member: the others are listed, said and not read again.
void TestArchiveBounds::sharedBytes()
{
    auto source = openBytes(zipOfCopies(zipOf({{"x", "y"}}), 500), QStringLiteral("t.zip"));
    Tree tree(*source);
    QCOMPARE(tree.sink.batch().files.size(), size_t(1 + 500 + 1));
    QCOMPARE(tree.content(QStringLiteral("/t.zip/in.zip/x")), QByteArray("y"));
    QCOMPARE(tree.warnings(), QStringList({QStringLiteral("limit /t.zip local header")}));
    QCOMPARE(tree.sink.batch().warnings[0].count, 499);
    int unreadable = 0;
    for (const FileRecord &file : tree.sink.batch().files)
        unreadable += file.flags & FileUnreadable ? 1 : 0;
    QCOMPARE(unreadable, 499);
}

/// A member whose size reaches over those behind it does not get their bytes, and they are read.
void TestArchiveBounds::coveredMembers()
{
    const QByteArray first = mixedBytes(5000, 1);
    QByteArray zip = zipOf({{"a", first}, {"b", "second"}, {"c", "third"}});
    const qsizetype entry = zip.indexOf("PK\1\2");
    zip.replace(entry + 20, 4, little(quint32(zip.size())));
    auto source = openBytes(zip, QStringLiteral("t.zip"));
    Tree tree(*source);
    QVERIFY(tree.content(QStringLiteral("/t.zip/a")) == first); // the damage was in its size alone
    QCOMPARE(tree.content(QStringLiteral("/t.zip/b")), QByteArray("second"));
    QCOMPARE(tree.content(QStringLiteral("/t.zip/c")), QByteArray("third"));
}

void TestArchiveBounds::ordinaryArchive()
{
    QList<Member> members;
    for (int i = 0; i < 60'000; ++i)
        members += Member{"logs/2024/" + QByteArray::number(i) + ".log", "x", 0, 0};
    auto source = openBytes(zipOf(members), QStringLiteral("t.zip"));
    Tree tree(*source);
    QCOMPARE(tree.warnings(), QStringList());
    QCOMPARE(tree.sink.batch().files.size(), size_t(60'003));
}

/// A directory whose number of members is over the limit: those over it are counted.
void TestArchiveBounds::largeDirectory()
{
    ContainerLimits limits;
    limits.members = 10;
    QList<Member> members;
    for (int i = 0; i < 25; ++i)
        members += Member{QByteArray::number(i), "x"};
    OpenFiles files(zipOf(members), {});
    auto container = openContainer(std::make_unique<PlainFile>(::dup(files.descriptors[0]), PlainFile::Ownership::Owned), "a.zip", limits);
    int seen = 0;
    const auto listed = (*container)->list([&](const MemberInfo &) { return ++seen > 0; });
    QCOMPARE(seen, 10);
    QCOMPARE(listed.error().code, ErrorCode::LimitExceeded);
    QCOMPARE(listed.error().detail, QStringLiteral("25"));
}

QTEST_GUILESS_MAIN(TestArchiveBounds)
#include "tst_archivebounds.moc"
