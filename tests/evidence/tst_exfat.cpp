// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/hashing.h"
#include "tests/evidence/exfatvolume.h"
#include "tests/evidence/tree.h"

#include <QCryptographicHash>
#include <QTemporaryDir>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kMs = 1'000'000;

QDateTime at(int hour, int minute, int second, int ms = 0) { return {QDate(2026, 10, 14), QTime(hour, minute, second, ms), Qt::UTC}; }

} // namespace

/// A volume that the test fills itself: names, sizes, times with the offset of the writer's clock, contents, and what was
/// deleted.
class TestExfat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void volumeIsSound();
    void namesAndContents();
    void timesAreUtc();
    void timesWithoutOffset();
    void deletedFile();
    void hashes();

private:
    QTemporaryDir m_scratch;
    QString m_image;
    std::vector<std::pair<QString, ExfatVolume::File>> m_files; // by path
    std::unique_ptr<Walked> m_walked;
};

void TestExfat::initTestCase()
{
    warmUpEvidenceLibraries();
    m_image = m_scratch.filePath(u"exfat.img"_s);
    QVERIFY2(haveTool(u"mkfs.exfat"_s), "mkfs.exfat (exfatprogs) is missing");
    QVERIFY(makeEmpty(m_image, 16 << 20) && runTool(u"mkfs.exfat"_s, {u"-L"_s, u"証拠"_s, m_image}));
    ExfatVolume volume;
    QVERIFY(volume.load(m_image));

    const ExfatVolume::Time tokyo{at(9, 12, 1, 990), 36};
    const ExfatVolume::Time newfoundland{at(0, 30, 0, 10), -14};
    const ExfatVolume::Time utc{at(23, 59, 58), 0};
    const ExfatVolume::Time untold{at(12, 0, 0), std::nullopt};
    const ExfatVolume::File folder{u"資料"_s, {}, tokyo, tokyo, tokyo, true};
    m_files = {
        {u"/資料"_s, folder},
        {u"/資料/顧客一覧.csv"_s, {u"顧客一覧.csv"_s, QByteArray("番号,名前\n1,山田\n").repeated(400), tokyo, newfoundland, utc}},
        {u"/資料/😀𠮷.txt"_s, {u"😀𠮷.txt"_s, "two code units each", utc, utc, utc}},
        {u"/empty.dat"_s, {u"empty.dat"_s, {}, tokyo, tokyo, tokyo}},
        {u"/big.bin"_s, {u"big.bin"_s, mixedBytes(300'000, 7), newfoundland, tokyo, utc}},
        {u"/local.txt"_s, {u"local.txt"_s, "whose clock?", untold, untold, untold}},
        {u"/消した.txt"_s, {u"消した.txt"_s, QByteArray("gone ").repeated(2000), tokyo, tokyo, tokyo, false, true}},
    };
    const QString longest = u"長い名前-"_s + QString(245, u'x') + u".txt"_s; // 254; 255 is the most
    m_files.push_back({u'/' + longest, {longest, "long", utc, utc, utc}});
    quint32 inside = 0;
    for (const auto &[path, file] : m_files) {
        const quint32 first = volume.add(path.startsWith(u"/資料/"_s) ? inside : volume.root(), file);
        if (file.directory)
            inside = first;
    }
    QVERIFY(volume.store());
    m_walked = std::make_unique<Walked>(m_image);
    QVERIFY(m_walked->good);
}

/// What another program says of the volume that the rest is held against.
void TestExfat::volumeIsSound()
{
    const QByteArray said = toolOutput(u"/usr/sbin/fsck.exfat"_s, {u"-n"_s, m_image});
    QVERIFY2(said.contains("clean") && said.contains("directories 2, files 6"), said.constData());
}

void TestExfat::namesAndContents()
{
    QVERIFY(m_walked->sink.batch().warnings.empty());
    QCOMPARE(m_walked->sink.text(m_walked->sink.batch().volumes.at(0).fileSystem), u"exfat"_s);
    QCOMPARE(m_walked->sink.text(m_walked->sink.batch().volumes.at(0).label), u"証拠"_s);
    for (const auto &[path, file] : m_files) {
        QVERIFY2(m_walked->rows.contains(path), qPrintable(path));
        const FileRecord row = m_walked->rows.value(path);
        if (file.directory) {
            QCOMPARE(row.kind, FileKind::Directory);
            continue;
        }
        QCOMPARE(row.kind, FileKind::File);
        QCOMPARE(row.size, qint64(file.content.size()));
        const auto content = contentOf(m_walked->walker, row);
        QVERIFY2(content.ok(), qPrintable(path));
        QVERIFY2(*content == file.content, qPrintable(path));
    }
}

void TestExfat::timesAreUtc()
{
    for (const auto &[path, file] : m_files) {
        if (!file.created.quarters)
            continue;
        const FileRecord row = m_walked->rows.value(path);
        const auto ns = [](const ExfatVolume::Time &time, int step) {
            const qint64 ms = time.wall.toMSecsSinceEpoch() - qint64(*time.quarters) * 15 * 60 * 1000;
            return (ms - ms % step) * kMs;
        };
        QCOMPARE(row.basis, TimeBasis::Utc);
        QVERIFY(!(row.flags & FileZoneUnknown));
        QCOMPARE(row.times[0], ns(file.modified, 10));
        QCOMPARE(row.times[1], ns(file.accessed, 2000)); // no field for odd seconds
        QCOMPARE(row.times[2], kNoTime);
        QCOMPARE(row.times[3], ns(file.created, 10));
    }
}

/// A writer that does not tell its offset leaves the wall clock of a zone that nobody knows.
void TestExfat::timesWithoutOffset()
{
    const FileRecord row = m_walked->rows.value(u"/local.txt"_s);
    QCOMPARE(row.basis, TimeBasis::Local);
    QVERIFY(row.flags & FileZoneUnknown);
    QCOMPARE(row.times[0], at(12, 0, 0).toMSecsSinceEpoch() * kMs);
}

void TestExfat::deletedFile()
{
    for (const auto &[path, file] : m_files)
        QCOMPARE(bool(m_walked->rows.value(path).flags & (FileDeleted | FileMetaDeleted)), file.deleted);
}

void TestExfat::hashes()
{
    FileHasher hasher;
    for (const auto &[path, file] : m_files) {
        if (file.directory)
            continue;
        auto source = m_walked->walker.open(locatorFor(m_walked->rows.value(path)));
        QVERIFY2(source.ok(), qPrintable(path));
        const auto computed = hasher.hash(**source, [](qint64) { return true; });
        QVERIFY2(computed.ok(), qPrintable(path));
        QCOMPARE(computed->md5, QCryptographicHash::hash(file.content, QCryptographicHash::Md5));
        QCOMPARE(computed->sha256, QCryptographicHash::hash(file.content, QCryptographicHash::Sha256));
    }
}

QTEST_GUILESS_MAIN(TestExfat)
#include "tst_exfat.moc"
