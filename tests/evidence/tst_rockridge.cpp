// SPDX-License-Identifier: Apache-2.0
// Discs with Rock Ridge, against what genisoimage was given; the reader of records on bytes alone.
#include "importers/evidence/isorecords.h"
#include "tests/evidence/filesystemsamples.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestRockRidge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void asWritten_data();
    void asWritten();
    void links();
    void relocated();
    void damagedDirectory();
    void sessions();
    void record();
    void recordsMutated();

private:
    QString make(const QString &name, const QStringList &options, const QString &root);

    QTemporaryDir m_scratch;
    QString m_root;
    std::vector<SampleFile> m_files;
};

void TestRockRidge::initTestCase()
{
    QVERIFY(haveTool(u"genisoimage"_s));
    m_root = m_scratch.filePath(u"root"_s);
    for (const SampleFile &sample : sampleFiles()) {
        if (!sample.deleted)
            m_files.push_back(sample);
    }
    m_files.push_back({u"/"_s + QString(240, u'長').left(80), "long", qint64(1000000000) * 1000000000, false, false});
    QVERIFY(writeSample(m_root, m_files, false));
    const QByteArray root = QFile::encodeName(m_root);
    QVERIFY(::symlink("readme.txt", (root + "/link").constData()) == 0);
    QVERIFY(::symlink("../a/./b", (root + "/many/relative").constData()) == 0);
    QVERIFY(::symlink("/", (root + "/many/top").constData()) == 0);
    QVERIFY(::symlink("/abs/path/to", (root + "/absolute").constData()) == 0);
    QVERIFY(::symlink(("x/" + QByteArray(60, 'n') + "/" + QByteArray(60, 'm')).constData(), (root + "/far").constData()) == 0);
    QVERIFY(QDir().mkpath(m_root + u"/1/2/3/4/5/6/7/8/9/10"_s));
    QVERIFY(copyInto(m_root + u"/1/2/3/4/5/6/7/8/9/10/deep.txt"_s, "deep", 0));
    QVERIFY(::chmod((root + "/big.bin").constData(), 0640) == 0);
}

QString TestRockRidge::make(const QString &name, const QStringList &options, const QString &root)
{
    const QString image = m_scratch.filePath(name);
    QFile::remove(image);
    return runTool(u"genisoimage"_s, QStringList{u"-quiet"_s} + options + QStringList{u"-o"_s, image, root}) ? image : QString();
}

void TestRockRidge::asWritten_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("Rock Ridge") << QStringList{u"-R"_s};
    QTest::newRow("and Joliet") << QStringList{u"-R"_s, u"-J"_s, u"-joliet-long"_s};
    QTest::newRow("without relocation") << QStringList{u"-R"_s, u"-D"_s};
    QTest::newRow("level 3") << QStringList{u"-R"_s, u"-iso-level"_s, u"3"_s};
    QTest::newRow("enhanced") << QStringList{u"-R"_s, u"-iso-level"_s, u"4"_s};
}

void TestRockRidge::asWritten()
{
    QFETCH(QStringList, options);
    const QString image = make(u"written.iso"_s, options, m_root);
    QVERIFY(!image.isEmpty());
    Walked walked(image);
    QVERIFY(walked.good);
    QCOMPARE(walked.sink.batch().warnings.size(), 0u);
    int files = 0;
    for (const FileRecord &row : std::as_const(walked.rows))
        files += row.kind == FileKind::File;
    int expected = 1; // deep.txt
    for (const SampleFile &sample : m_files) {
        QVERIFY2(walked.rows.contains(sample.path), qPrintable(sample.path));
        const FileRecord row = walked.rows.value(sample.path);
        QCOMPARE(row.kind, sample.directory ? FileKind::Directory : FileKind::File);
        if (sample.directory)
            continue;
        ++expected;
        QCOMPARE(row.size, qint64(sample.content.size()));
        QCOMPARE(row.basis, TimeBasis::Utc);
        QCOMPARE(row.times[0] / 1000000000, sample.modifiedNs / 1000000000);
        const auto content = contentOf(walked.walker, row);
        QVERIFY2(content.ok(), qPrintable(sample.path));
        QVERIFY2(*content == sample.content, qPrintable(sample.path));
    }
    QCOMPARE(files, expected); // each once
    QCOMPARE(walked.rows.value(u"/big.bin"_s).mode, 0100640u);
    const FileRecord deep = walked.rows.value(u"/1/2/3/4/5/6/7/8/9/10/deep.txt"_s);
    const auto content = contentOf(walked.walker, deep);
    QVERIFY(content.ok() && *content == "deep");
}

void TestRockRidge::links()
{
    const QString image = make(u"links.iso"_s, {u"-R"_s}, m_root);
    Walked walked(image);
    const auto target = [&](const QString &path) {
        const FileRecord row = walked.rows.value(path);
        return row.kind == FileKind::Symlink ? walked.sink.text(row.linkTarget) : QString();
    };
    QCOMPARE(target(u"/link"_s), u"readme.txt"_s);
    QCOMPARE(target(u"/many/relative"_s), u"../a/./b"_s);
    QCOMPARE(target(u"/many/top"_s), u"/"_s);
    QCOMPARE(target(u"/absolute"_s), u"/abs/path/to"_s);
    QCOMPARE(target(u"/far"_s), u"x/"_s + QString(60, u'n') + u'/' + QString(60, u'm'));
}

void TestRockRidge::relocated()
{
    const QString image = make(u"moved.iso"_s, {u"-R"_s}, m_root);
    QVERIFY(allOf(image).contains("RR_MOVED"));
    Walked walked(image);
    QStringList moved;
    for (auto row = walked.rows.cbegin(); row != walked.rows.cend(); ++row) {
        if (row.key().contains(u"rr_moved/"_s, Qt::CaseInsensitive))
            moved += row.key();
    }
    QCOMPARE(moved, QStringList());
    // A directory that was moved, and that nothing leads to any more, stands where it was moved to.
    const QByteArray bytes = allOf(image);
    const qsizetype entry = bytes.indexOf(QByteArray("CL\x0c\x01", 4));
    QVERIFY(entry > 0 && copyInto(image, "XX", entry));
    Walked damaged(image);
    int found = 0;
    for (auto row = damaged.rows.cbegin(); row != damaged.rows.cend(); ++row)
        found += row.key().endsWith(u"/10/deep.txt"_s);
    QCOMPARE(found, 1);
}

void TestRockRidge::damagedDirectory()
{
    const QString image = make(u"damaged.iso"_s, {u"-R"_s}, m_root);
    const QByteArray bytes = allOf(image);
    const qsizetype name = bytes.indexOf("file30.txt");
    QVERIFY(name > 0);
    const qsizetype sector = name / 2048 * 2048;
    QVERIFY(copyInto(image, QByteArray(2048, '\0'), sector));
    Walked walked(image);
    QVERIFY(walked.good);
    QVERIFY(!walked.sink.batch().warnings.empty());
    QCOMPARE(ErrorCode(walked.sink.batch().warnings[0].code), ErrorCode::Damaged);
    QCOMPARE(walked.sink.text(walked.sink.batch().warnings[0].path), u"/many/"_s);
    QCOMPARE(walked.sink.batch().warnings[0].offset, qint64(sector));
    QVERIFY(walked.rows.contains(u"/big.bin"_s));
}

/// Later sessions that the first volume descriptor knows nothing of, and an earlier one.
void TestRockRidge::sessions()
{
    const QString first = m_scratch.filePath(u"first"_s), second = m_scratch.filePath(u"second"_s);
    QVERIFY(QDir().mkpath(first) && QDir().mkpath(second));
    QVERIFY(copyInto(first + u"/one.txt"_s, "one", 0) && copyInto(second + u"/two.txt"_s, "two", 0));
    for (const QStringList &options : {QStringList{u"-R"_s}, QStringList{u"-J"_s}}) {
        const QString image = make(u"sessions.iso"_s, options, first);
        QVERIFY(!image.isEmpty());
        const qint64 next = (QFileInfo(image).size() / 2048 + 15) / 16 * 16;
        const QString more = make(u"more.iso"_s, options + QStringList{u"-C"_s, u"0,%1"_s.arg(next), u"-M"_s, image}, second);
        QVERIFY(!more.isEmpty());
        {
            Walked walked(image);
            QCOMPARE(walked.sink.batch().warnings.size(), 0u);
        }
        QVERIFY(copyInto(image, allOf(more), next * 2048));
        Walked walked(image);
        QVERIFY(walked.good);
        QVERIFY(walked.rows.contains(u"/one.txt"_s) && !walked.rows.contains(u"/two.txt"_s));
        QCOMPARE(walked.sink.batch().warnings.size(), 1u);
        QCOMPARE(ErrorCode(walked.sink.batch().warnings[0].code), ErrorCode::Leftover);
        QCOMPARE(walked.sink.text(walked.sink.batch().warnings[0].detail), u"iso session: %1"_s.arg(next));
        QCOMPARE(walked.sink.batch().warnings[0].offset, (next + 16) * 2048);
        // Its descriptors are written over the first ones, as growisofs does: the new tree is read, and the old one is
        // known by its own place no more.
        QVERIFY(copyInto(image, allOf(image).mid((next + 16) * 2048, 3 * 2048), 16 * 2048));
        Walked grown(image);
        // Of a disc without Rock Ridge genisoimage takes the short names over.
        QVERIFY(grown.rows.contains(u"/two.txt"_s) && (grown.rows.contains(u"/one.txt"_s) || grown.rows.contains(u"/ONE.TXT"_s)));
        const auto content = contentOf(grown.walker, grown.rows.value(u"/two.txt"_s));
        QVERIFY(content.ok() && *content == "two");
        QCOMPARE(grown.sink.batch().warnings.size(), 0u);
    }
}

void TestRockRidge::record()
{
    const IsoReader nothing = [](qint64, qint64, QByteArray &) { return false; };
    QByteArray bytes(120, '\0');
    bytes[0] = char(bytes.size());
    bytes[32] = 7;
    bytes.replace(33, 7, "A.TXT;1");
    qToLittleEndian(20u, bytes.data() + 2);
    qToLittleEndian(5u, bytes.data() + 10);
    QByteArray beside("NM\x0a\x01\x01hello", 10);
    beside += QByteArray("NM\x0b\x01\x00, world", 12);
    beside[12] = 12;
    bytes.replace(40, beside.size(), beside);
    IsoRecord found;
    QVERIFY(parseIsoRecord(bytes, 0, 2048, nothing, found));
    QCOMPARE(found.name, QByteArray("hello, world"));
    QCOMPARE(found.extents[0].block, 20u);
    QCOMPARE(found.size(), 5);
    QVERIFY(parseIsoRecord(bytes, -1, 2048, nothing, found));
    QCOMPARE(found.name, QByteArray("A.TXT"));
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!parseIsoRecord(QByteArrayView(bytes).first(size), 0, 2048, nothing, found));
    // A link of two entries, a component of it split between them.
    const QByteArray link = QByteArray("SL\x0b\x01\x01\x08\x00\x01\x02" "ab", 11) + QByteArray("SL\x10\x01\x00\x00\x01" "c\x04\x00\x02\x00\x00\x02" "de", 16);
    QByteArray linked = bytes;
    linked.replace(40, link.size(), link);
    linked.replace(40 + link.size(), 40, QByteArray(40, '\0'));
    QVERIFY(parseIsoRecord(linked, 0, 2048, nothing, found));
    QCOMPARE(found.link, QByteArray("/abc/.././de"));
    // A continuation that leads to itself ends.
    QByteArray loop(28, '\0');
    loop.replace(0, 4, QByteArray("CE\x1c\x01", 4));
    qToLittleEndian(28u, loop.data() + 20);
    int reads = 0;
    const IsoReader again = [&](qint64, qint64, QByteArray &into) {
        ++reads;
        into = loop;
        return true;
    };
    bytes.replace(40, 28, loop);
    QVERIFY(parseIsoRecord(bytes, 0, 2048, again, found));
    QVERIFY(found.damaged);
    QVERIFY(reads <= 64);
}

void TestRockRidge::recordsMutated()
{
    const QByteArray disc = allOf(make(u"mutated.iso"_s, {u"-R"_s}, m_root));
    const qsizetype directory = disc.indexOf("file30.txt") / 2048 * 2048;
    QVERIFY(directory > 0);
    const QByteArray sector = disc.mid(directory, 2048);
    QRandomGenerator random(5);
    const IsoReader reader = [&](qint64 offset, qint64 size, QByteArray &into) {
        into = disc.mid(offset, size);
        return !into.isEmpty();
    };
    for (int round = 0; round < 5000; ++round) {
        QByteArray bytes = sector;
        for (int i = 0; i <= round % 40; ++i)
            bytes[random.bounded(bytes.size())] = char(random.bounded(256));
        for (qsizetype at = 0; at < bytes.size() && bytes[at] != '\0'; at += quint8(bytes[at])) {
            IsoRecord found;
            if (!parseIsoRecord(QByteArrayView(bytes).sliced(at), 0, 2048, reader, found))
                break;
            QVERIFY(found.name.size() < 200000 && found.link.size() < 200000);
        }
    }
}

QTEST_GUILESS_MAIN(TestRockRidge)
#include "tst_rockridge.moc"
