// SPDX-License-Identifier: Apache-2.0
// exFAT volumes that tell what no mount of a healthy system leaves: unwritten ranges, damaged sets, counts that do not fit.
#include "importers/evidence/hashing.h"
#include "tests/evidence/exfatvolume.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

const ExfatVolume::Time kUtc{QDateTime(QDate(2025, 1, 1), QTime(12, 0), Qt::UTC), 0};

ExfatVolume::File file(const QString &name, const QByteArray &content) { return {name, content, kUtc, kUtc, kUtc}; }

} // namespace

class TestExfatReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void unwrittenBytesAreZeros();
    void increments();
    void impossibleTimes();
    void longBitmap();
    void missingBitmap();
    void encrypted();
    void damagedSets();
    void badFirstCluster();
    void scatteredFile();
    void setAcrossClusters();
    void deletedScatteredFile();
    void allocationIsBalanced();

private:
    /// A new volume, empty.
    std::unique_ptr<ExfatVolume> make();
    std::unique_ptr<Walked> walk(ExfatVolume &volume);
    static QHash<QString, qint64> warnings(const Walked &walked);

    QTemporaryDir m_scratch;
    QString m_image;
};

void TestExfatReader::initTestCase()
{
    QVERIFY2(haveTool(u"mkfs.exfat"_s), "mkfs.exfat (exfatprogs) is missing");
}

std::unique_ptr<ExfatVolume> TestExfatReader::make()
{
    m_image = m_scratch.filePath(u"exfat.img"_s);
    QFile::remove(m_image);
    auto volume = std::make_unique<ExfatVolume>();
    if (!makeEmpty(m_image, 8 << 20) || !runTool(u"mkfs.exfat"_s, {u"-c"_s, u"4096"_s, m_image}) || !volume->load(m_image))
        return nullptr;
    return volume;
}

std::unique_ptr<Walked> TestExfatReader::walk(ExfatVolume &volume)
{
    if (!volume.store())
        return nullptr;
    auto walked = std::make_unique<Walked>(m_image);
    return walked->good ? std::move(walked) : nullptr;
}

QHash<QString, qint64> TestExfatReader::warnings(const Walked &walked)
{
    auto &sink = const_cast<RecordingSink &>(walked.sink);
    QHash<QString, qint64> found;
    for (const WarningRecord &warning : sink.batch().warnings)
        found[errorCodeId(ErrorCode(warning.code)) + u' ' + sink.text(warning.detail)] += warning.count;
    return found;
}

/// What the clusters hold behind the valid length is an older file's.
void TestExfatReader::unwrittenBytesAreZeros()
{
    const auto volume = make();
    QVERIFY(volume);
    const QByteArray stored = QByteArray("written ").repeated(100) + QByteArray("OLD SECRET ").repeated(900);
    ExfatVolume::File part = file(u"part.bin"_s, stored);
    part.valid = 800;
    ExfatVolume::File none = file(u"none.bin"_s, stored);
    none.valid = 0;
    volume->add(volume->root(), part);
    volume->add(volume->root(), none);
    volume->add(volume->root(), file(u"all.bin"_s, stored));
    const auto walked = walk(*volume);
    QVERIFY(walked);
    const QByteArray expected = stored.first(800) + QByteArray(stored.size() - 800, '\0');
    const FileRecord row = walked->rows.value(u"/part.bin"_s);
    QCOMPARE(row.size, qint64(stored.size()));
    QVERIFY(row.flags & FileSparse);
    QCOMPARE(*contentOf(walked->walker, row), expected);
    QCOMPARE(*contentOf(walked->walker, walked->rows.value(u"/none.bin"_s)), QByteArray(stored.size(), '\0'));
    QCOMPARE(*contentOf(walked->walker, walked->rows.value(u"/all.bin"_s)), stored);
    QVERIFY(!(walked->rows.value(u"/all.bin"_s).flags & FileSparse));

    auto source = walked->walker.open(locatorFor(row));
    FileHasher hasher;
    const auto hashes = hasher.hash(**source, [](qint64) { return true; });
    QVERIFY(hashes.ok());
    QCOMPARE(hashes->sha256, QCryptographicHash::hash(expected, QCryptographicHash::Sha256));
    QCOMPARE(*(*source)->window(790, 20), QByteArray("n written \0\0\0\0\0\0\0\0\0\0", 20).last(10).prepend(stored.mid(790, 10)));

    QCOMPARE(walked->sink.batch().warnings.size(), size_t(2));
    const WarningRecord said = walked->sink.batch().warnings.front();
    QCOMPARE(ErrorCode(said.code), ErrorCode::NotStored);
    QCOMPARE(said.fileId, row.id);
    QCOMPARE(said.offset, 800);
    QCOMPARE(said.length, qint64(stored.size()) - 800);
}

void TestExfatReader::increments()
{
    const auto volume = make();
    QVERIFY(volume);
    for (const int ms : {0, 10, 990, 1000, 1990}) {
        ExfatVolume::File one = file(u"i%1"_s.arg(ms), "x");
        one.created = one.modified = {kUtc.wall.addMSecs(ms), 0};
        volume->add(volume->root(), one);
    }
    const auto walked = walk(*volume);
    QVERIFY(walked);
    for (const int ms : {0, 10, 990, 1000, 1990}) {
        const FileRecord row = walked->rows.value(u"/i%1"_s.arg(ms));
        QCOMPARE(row.times[3], kUtc.wall.addMSecs(ms).toMSecsSinceEpoch() * 1'000'000);
        QCOMPARE(row.times[0], row.times[3]);
    }
}

void TestExfatReader::impossibleTimes()
{
    const auto volume = make();
    QVERIFY(volume);
    volume->add(volume->root(), file(u"february.txt"_s, "x"));
    const qint64 place = volume->placeOfSet(volume->root(), u"february.txt"_s);
    qToLittleEndian<quint32>(45u << 25 | 2u << 21 | 30u << 16, volume->bytes().data() + place + 12); // modified
    volume->sumAnew(place);
    const auto walked = walk(*volume);
    QVERIFY(walked);
    const FileRecord row = walked->rows.value(u"/february.txt"_s);
    QVERIFY(row.flags & FileTimeInvalid);
    QCOMPARE(row.times[0], kNoTime);
    QCOMPARE(row.times[3], kUtc.wall.toMSecsSinceEpoch() * 1'000'000);
    QCOMPARE(warnings(*walked).value(u"time_invalid entries"_s), 1);
}

/// A bitmap may be longer than its clusters need.
void TestExfatReader::longBitmap()
{
    const auto volume = make();
    QVERIFY(volume);
    volume->add(volume->root(), file(u"there.txt"_s, "there"));
    for (qint64 at = volume->placeOf(volume->root()); volume->bytes()[at] != 0; at += 32) {
        if (quint8(volume->bytes()[at]) == 0x81)
            qToLittleEndian<qint64>(4096, volume->bytes().data() + at + 24);
    }
    const auto walked = walk(*volume);
    QVERIFY(walked);
    QVERIFY(walked->sink.batch().warnings.empty());
    QCOMPARE(*contentOf(walked->walker, walked->rows.value(u"/there.txt"_s)), QByteArray("there"));
}

void TestExfatReader::missingBitmap()
{
    const auto volume = make();
    QVERIFY(volume);
    volume->add(volume->root(), file(u"there.txt"_s, "there"));
    for (qint64 at = volume->placeOf(volume->root()); volume->bytes()[at] != 0; at += 32) {
        if (quint8(volume->bytes()[at]) == 0x81)
            volume->bytes()[at] = 0x01;
    }
    const auto walked = walk(*volume);
    QVERIFY(walked);
    QCOMPARE(*contentOf(walked->walker, walked->rows.value(u"/there.txt"_s)), QByteArray("there"));
    QCOMPARE(warnings(*walked).value(u"missing exfat: allocation bitmap"_s), 1);
}

void TestExfatReader::encrypted()
{
    const auto volume = make();
    QVERIFY(volume);
    ExfatVolume::File secret = file(u"secret.txt"_s, "cipher text");
    secret.attributes = 0x4000;
    volume->add(volume->root(), secret);
    const auto walked = walk(*volume);
    QVERIFY(walked);
    const FileRecord row = walked->rows.value(u"/secret.txt"_s);
    QVERIFY(row.flags & FileEncrypted);
    const auto content = walked->walker.open(locatorFor(row));
    QVERIFY(!content.ok());
    QCOMPARE(content.error().code, ErrorCode::Encrypted);
}

/// A set with another checksum, one without its stream record, and one cut short by the next.
void TestExfatReader::damagedSets()
{
    const auto volume = make();
    QVERIFY(volume);
    for (const QString &name : {u"aa-first.txt"_s, u"bb-checksum.txt"_s, u"cc-no-stream.txt"_s, u"dd-two name records.txt"_s, u"ee-last.txt"_s})
        volume->add(volume->root(), file(name, name.toUtf8()));
    const auto at = [&](const QString &name) { return volume->placeOfSet(volume->root(), name); };
    const qint64 checksum = at(u"bb"_s), stream = at(u"cc"_s), cut = at(u"dd"_s);
    QVERIFY(checksum > 0 && stream > 0 && cut > 0);
    volume->bytes()[checksum + 2] = char(volume->bytes()[checksum + 2] ^ 0x55);
    volume->bytes()[stream + 32] = char(0xc2); // a record of no known type
    volume->bytes().remove(cut + 3 * 32, 32);  // its second name record
    volume->bytes().insert(cut + 7 * 32, QByteArray(32, '\0'));
    const auto walked = walk(*volume);
    QVERIFY(walked);
    QVERIFY(!(walked->rows.value(u"/aa-first.txt"_s).flags & FileMetaDamaged));
    QCOMPARE(*contentOf(walked->walker, walked->rows.value(u"/bb-checksum.txt"_s)), QByteArray("bb-checksum.txt"));
    const FileRecord without = walked->rows.value(u"/cc-no-stream.txt"_s); // to the first NUL
    QVERIFY(without.flags & FileMetaDamaged);
    QCOMPARE(without.size, kUnknown);
    QVERIFY(walked->rows.contains(u"/dd-two name rec"_s));
    QVERIFY(walked->rows.contains(u"/ee-last.txt"_s));
    QCOMPARE(warnings(*walked).value(u"damaged exfat: entry set checksum"_s), 2);
    QCOMPARE(warnings(*walked).value(u"damaged exfat: entry set incomplete"_s), 1);
}

void TestExfatReader::badFirstCluster()
{
    const auto volume = make();
    QVERIFY(volume);
    volume->add(volume->root(), file(u"far.txt"_s, "far"));
    const qint64 place = volume->placeOfSet(volume->root(), u"far.txt"_s);
    qToLittleEndian<quint32>(0x00ffffff, volume->bytes().data() + place + 32 + 20);
    volume->sumAnew(place);
    const auto walked = walk(*volume);
    QVERIFY(walked);
    QVERIFY(walked->rows.value(u"/far.txt"_s).flags & FileUnreadable);
    QVERIFY(!walked->walker.open(locatorFor(walked->rows.value(u"/far.txt"_s))).ok());
    QCOMPARE(warnings(*walked).value(u"damaged first cluster 16777215"_s), 1);
}

void TestExfatReader::scatteredFile()
{
    const auto volume = make();
    QVERIFY(volume);
    QByteArray content;
    for (int i = 0; content.size() < 30'000; ++i)
        content += QByteArray::number(i) + ' ';
    ExfatVolume::File parts = file(u"parts.bin"_s, content);
    parts.scattered = true;
    volume->add(volume->root(), parts);
    const auto walked = walk(*volume);
    QVERIFY(walked);
    QVERIFY(walked->sink.batch().warnings.empty());
    QCOMPARE(*contentOf(walked->walker, walked->rows.value(u"/parts.bin"_s)), content);
}

/// A directory in clusters that do not follow each other; a set begins in one and goes on in another.
void TestExfatReader::setAcrossClusters()
{
    const auto volume = make();
    QVERIFY(volume);
    ExfatVolume::File folder = file(u"folder"_s, {});
    folder.directory = true;
    const quint32 first = volume->add(volume->root(), folder);
    for (int i = 0; i < 42; ++i) // three records each: two are left of 128
        volume->add(first, file(u"%1.txt"_s.arg(i, 3), QByteArray::number(i)));
    // Its first set once more, in the last two records and the first one of a cluster far away.
    const quint32 second = 1000;
    const QByteArray set = volume->bytes().mid(volume->placeOf(first), 3 * 32);
    volume->bytes().replace(volume->placeOf(first) + 126 * 32, 2 * 32, set.first(2 * 32));
    volume->bytes().replace(volume->placeOf(second), 32, set.last(32));
    volume->setUsed(second, true);
    volume->setNext(first, second);
    volume->setNext(second, 0xffffffff);
    const qint64 place = volume->placeOfSet(volume->root(), u"folder"_s);
    volume->bytes()[place + 32 + 1] = 1; // by the FAT
    qToLittleEndian<qint64>(2 * volume->cluster(), volume->bytes().data() + place + 32 + 8);
    qToLittleEndian<qint64>(2 * volume->cluster(), volume->bytes().data() + place + 32 + 24);
    volume->sumAnew(place);
    const auto walked = walk(*volume);
    QVERIFY(walked);
    int seen = 0;
    for (const FileRecord &row : walked->sink.batch().files) {
        if (walked->sink.text(row.directory) != u"/folder/"_s || walked->sink.text(row.name) != u"  0.txt"_s)
            continue;
        ++seen;
        QCOMPARE(*contentOf(walked->walker, row), QByteArray("0"));
    }
    QCOMPARE(seen, 2);
}

/// Deleting leaves the FAT as it was: the chain tells more than a guess.
void TestExfatReader::deletedScatteredFile()
{
    const auto volume = make();
    QVERIFY(volume);
    QByteArray content;
    for (int i = 0; content.size() < 20'000; ++i)
        content += QByteArray::number(i) + ' ';
    ExfatVolume::File gone = file(u"gone.bin"_s, content);
    gone.scattered = gone.deleted = true;
    volume->add(volume->root(), gone);
    const quint32 taken = volume->add(volume->root(), file(u"taken.bin"_s, "mine"));
    ExfatVolume::File before = file(u"before.bin"_s, QByteArray(100, 'b'));
    before.deleted = true;
    volume->add(volume->root(), before);
    const qint64 place = volume->placeOfSet(volume->root(), u"before.bin"_s);
    qToLittleEndian<quint32>(taken, volume->bytes().data() + place + 32 + 20);
    const auto walked = walk(*volume);
    QVERIFY(walked);
    const FileRecord row = walked->rows.value(u"/gone.bin"_s);
    QVERIFY(row.flags & FileDeleted);
    QVERIFY(!(row.flags & FileBlocksReused));
    QCOMPARE(*contentOf(walked->walker, row), content);
    QVERIFY(walked->rows.value(u"/before.bin"_s).flags & FileBlocksReused);
}

void TestExfatReader::allocationIsBalanced()
{
    const auto volume = make();
    QVERIFY(volume);
    const quint32 freed = volume->add(volume->root(), file(u"free.bin"_s, QByteArray(5000, 'f')));
    volume->setUsed(freed, false);
    const quint32 shared = volume->add(volume->root(), file(u"shared.bin"_s, QByteArray(100, 's')));
    volume->add(volume->root(), file(u"other.bin"_s, QByteArray(100, 'o')));
    const qint64 place = volume->placeOfSet(volume->root(), u"other.bin"_s);
    qToLittleEndian<quint32>(shared, volume->bytes().data() + place + 32 + 20);
    volume->sumAnew(place);
    for (const quint32 cluster : {1200u, 1201u, 1300u})
        volume->setUsed(cluster, true);
    const auto walked = walk(*volume);
    QVERIFY(walked);
    const auto said = warnings(*walked);
    QCOMPARE(said.value(u"damaged clusters of files that are marked as free"_s), 1);
    QCOMPARE(said.value(u"damaged clusters of more than one file"_s), 1);
    QCOMPARE(said.value(u"damaged files that share clusters"_s), 1);
    QCOMPARE(said.value(u"incomplete clusters in use without a file"_s), 3 + 1); // and that of the other file
    QCOMPARE(said.size(), 4);
}

QTEST_GUILESS_MAIN(TestExfatReader)
#include "tst_exfatreader.moc"
