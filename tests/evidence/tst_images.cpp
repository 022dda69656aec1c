// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/imagereader.h"
#include "tests/evidence/evidencefiles.h"
#include "tests/shared/corpus.h"

#include <QCborArray>
#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace ashiato;

namespace
{

constexpr qsizetype kSourceSize = 3 * 1024 * 1024 + 5 * 512; // the last chunk is a short one

/// Segments of an image in the order of their names.
QStringList segmentsOf(const QString &folder, const QString &base)
{
    QStringList paths;
    for (const QString &name : QDir(folder).entryList({base + QStringLiteral(".*")}, QDir::Files, QDir::Name))
        paths += folder + u'/' + name;
    return paths;
}

struct EwfSection {
    QByteArray type;
    qint64 offset;
    qint64 next;
};

std::vector<EwfSection> sections(const QByteArray &image)
{
    std::vector<EwfSection> all;
    for (qint64 offset = 13; offset + 76 <= image.size();) {
        const qint64 next = qFromLittleEndian<qint64>(image.constData() + offset + 16);
        all.push_back({QByteArray(image.constData() + offset, int(qstrnlen(image.constData() + offset, 16))), offset, next});
        if (next <= offset)
            break;
        offset = next;
    }
    return all;
}

EwfSection sectionOf(const QByteArray &image, const char *type)
{
    for (const EwfSection &section : sections(image)) {
        if (section.type == type)
            return section;
    }
    qFatal("no section %s", type);
}

} // namespace

/// Images are read byte for byte as libewf's tools wrote them, and what is damaged is named and nothing else is lost.
class TestImages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyFormat_data();
    void everyFormat();
    void header();
    void japaneseHeader();
    void randomWindows();
    void truncated();
    void damagedChunk();
    void damagedTable();
    void damagedDescriptor();
    void damagedVolume();
    void loopInChain();
    void damageWithoutEnd();
    void missingSegment();
    void corpus();

private:
    static void setSum(QByteArray &bytes, qint64 offset);
    QString acquire(const QString &base, const QStringList &arguments);

    QTemporaryDir m_folder;
    QByteArray m_source;
    QByteArray m_image; // encase6, fast
};

QString TestImages::acquire(const QString &base, const QStringList &arguments)
{
    QStringList all{QStringLiteral("-u"), QStringLiteral("-q"), QStringLiteral("-t"), m_folder.filePath(base)};
    run(QStringLiteral("ewfacquire"), all + arguments + QStringList{m_folder.filePath(QStringLiteral("source.raw"))});
    return m_folder.path();
}

void TestImages::initTestCase()
{
    m_source = mixedBytes(kSourceSize, 20261122);
    writeFile(m_folder.filePath(QStringLiteral("source.raw")), m_source);
    acquire(QStringLiteral("plain"), {QStringLiteral("-c"), QStringLiteral("fast"), QStringLiteral("-d"), QStringLiteral("sha1")});
    m_image = readFile(m_folder.filePath(QStringLiteral("plain.E01")));
    QVERIFY2(!m_image.isEmpty(), "ewfacquire (package ewf-tools) made no image");
}

void TestImages::everyFormat_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("segments");
    QTest::addColumn<bool>("sha1");
    const auto row = [](const char *format, const char *compression, const char *more = "", int segments = 1, bool sha1 = false) {
        QStringList arguments{QStringLiteral("-f"), QLatin1String(format), QStringLiteral("-c"), QLatin1String(compression)};
        arguments += QString::fromLatin1(more).split(u' ', Qt::SkipEmptyParts);
        QTest::addRow("%s %s %s", format, compression, more) << arguments << segments << sha1;
    };
    for (const char *format : {"ftk", "encase2", "encase3", "encase4", "encase5", "linen5", "ewfx"})
        row(format, "fast");
    for (const char *format : {"encase6", "encase7", "linen6", "linen7"})
        row(format, "fast", "-d sha1", 1, true);
    for (const char *compression : {"none", "best", "empty-block"})
        row("encase6", compression);
    row("encase6", "none", "-S 1MiB", 4);
    row("encase5", "none", "-S 1MiB", 4);
    row("smart", "fast", "-S 1MiB", 2);
    row("ewf", "fast", "-S 1MiB", 2);
    row("encase6", "fast", "-b 16");
    row("encase6", "fast", "-b 1024");
    row("encase6", "none", "-b 32768");
}

void TestImages::everyFormat()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, segments);
    QFETCH(bool, sha1);
    const QString base = QStringLiteral("every%1").arg(qHash(arguments));
    const OpenFiles files(segmentsOf(acquire(base, arguments), base));
    QVERIFY(int(files.descriptors.size()) >= segments);
    const auto image = openImage(files.descriptors, files.names);
    QVERIFY2(image.ok(), image.ok() ? "" : qPrintable(image.error().detail));
    ImageReader &reader = **image;
    QCOMPARE(reader.size(), qint64(m_source.size()));
    QVERIFY(readAll(reader) == m_source);
    QCOMPARE(reader.badRanges().size(), size_t(0));
    QVERIFY2(reader.info().warnings.empty(),
             reader.info().warnings.empty() ? "" : qPrintable(reader.info().warnings[0].detail));
    QCOMPARE(reader.info().storedMd5, QCryptographicHash::hash(m_source, QCryptographicHash::Md5));
    QCOMPARE(reader.info().storedSha1, sha1 ? QCryptographicHash::hash(m_source, QCryptographicHash::Sha1) : QByteArray());

    QByteArray decoded(m_source.size() - 700, Qt::Uninitialized);
    QVERIFY(reader.decodeInto(700, decoded.data(), decoded.size()));
    QVERIFY(decoded == m_source.sliced(700));
}

void TestImages::header()
{
    acquire(QStringLiteral("header"), {QStringLiteral("-C"), QStringLiteral("2026-017"), QStringLiteral("-E"),
                                       QStringLiteral("E-02"), QStringLiteral("-e"), QStringLiteral("K. Mori"),
                                       QStringLiteral("-N"), QStringLiteral("second disk"), QStringLiteral("-D"),
                                       QStringLiteral("laptop")});
    const OpenFiles files(segmentsOf(m_folder.path(), QStringLiteral("header")));
    const auto image = openImage(files.descriptors, files.names);
    QVERIFY(image.ok());
    const QCborMap values = (*image)->info().acquisition;
    const auto text = [&](const char *name) { return values.value(QLatin1String(name)).toString(); };
    QCOMPARE(text("caseNumber"), QStringLiteral("2026-017"));
    QCOMPARE(text("evidenceNumber"), QStringLiteral("E-02"));
    QCOMPARE(text("examiner"), QStringLiteral("K. Mori"));
    QCOMPARE(text("notes"), QStringLiteral("second disk"));
    QCOMPARE(text("description"), QStringLiteral("laptop"));
    QCOMPARE(text("os"), QStringLiteral("Linux"));
    QVERIFY(text("software").contains(QStringLiteral("2014")));
    QVERIFY2(QRegularExpression(QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$")).match(text("acquired")).hasMatch(),
             qPrintable(text("acquired")));
    QCOMPARE(values.value(QStringLiteral("password")).toBool(true), false);
}

void TestImages::japaneseHeader()
{
    acquire(QStringLiteral("japanese"), {QStringLiteral("-e"), QStringLiteral("髙﨑 進"), QStringLiteral("-N"), QStringLiteral("①番目の㈱")});
    const OpenFiles files(segmentsOf(m_folder.path(), QStringLiteral("japanese")));
    const auto image = openImage(files.descriptors, files.names);
    QVERIFY(image.ok());
    const QString examiner = (*image)->info().acquisition.value(QStringLiteral("examiner")).toString();
    QCOMPARE(examiner, QStringLiteral("髙﨑 進"));
}

void TestImages::randomWindows()
{
    const OpenFiles files(m_image, QStringLiteral("a.E01"));
    const auto image = openImage(files.descriptors, files.names);
    QVERIFY(image.ok());
    QRandomGenerator random(7);
    QByteArray window(200'000, Qt::Uninitialized);
    for (int i = 0; i < 2000; ++i) {
        const qint64 offset = random.bounded(int(kSourceSize + 1000));
        const qint64 size = random.bounded(i % 10 ? 5000 : 200'000);
        const auto got = (*image)->read(offset, window.data(), size);
        QVERIFY(got.ok());
        const QByteArray expected = m_source.mid(qMin<qint64>(offset, kSourceSize), size);
        QCOMPARE(*got, qint64(expected.size()));
        QVERIFY(memcmp(window.constData(), expected.constData(), size_t(expected.size())) == 0);
    }
}

void TestImages::truncated()
{
    // The only table of a single segment stands behind its chunks: they are found by themselves.
    const EwfSection data = sectionOf(m_image, "sectors");
    for (const qint64 size : {data.offset + 76 + 300'000, data.next, data.next + 40, data.next + 200}) {
        const OpenFiles files(m_image.first(size), QStringLiteral("cut.E01"));
        const auto image = openImage(files.descriptors, files.names);
        QVERIFY(image.ok());
        const QByteArray all = readAll(**image, OnDamage::FillZeros);
        QCOMPARE(all.size(), m_source.size());
        const auto bad = (*image)->badRanges();
        if (size >= data.next) {
            QVERIFY(all == m_source);
            QVERIFY(bad.empty());
        } else {
            QCOMPARE(bad.size(), size_t(1));
            QCOMPARE(bad[0].code, ErrorCode::Truncated);
            QVERIFY(bad[0].offset > 200'000);
            QCOMPARE(bad[0].offset + bad[0].length, qint64(m_source.size()));
            QVERIFY(all.first(bad[0].offset) == m_source.first(bad[0].offset));
            char byte = 0;
            const auto got = (*image)->read(bad[0].offset, &byte, 1);
            QVERIFY(!got.ok());
            QCOMPARE(got.error().code, ErrorCode::Truncated);
            QCOMPARE(got.error().offset, bad[0].offset);
        }
        QVERIFY(!(*image)->info().warnings.empty());
    }
}

void TestImages::damagedChunk()
{
    QByteArray bytes = m_image;
    bytes[sectionOf(bytes, "sectors").offset + 76 + 200'000] = char(bytes[sectionOf(bytes, "sectors").offset + 76 + 200'000] ^ 0x55);
    const OpenFiles files(bytes, QStringLiteral("bad.E01"));
    const auto image = openImage(files.descriptors, files.names);
    QVERIFY(image.ok());
    QVERIFY((*image)->badRanges().empty());
    const quint64 before = (*image)->badRangeCount();
    const QByteArray all = readAll(**image, OnDamage::FillZeros);
    QVERIFY((*image)->badRangeCount() > before);
    const auto bad = (*image)->badRanges();
    QCOMPARE(bad.size(), size_t(1));
    QCOMPARE(bad[0].length, 32768);
    QCOMPARE(bad[0].code, ErrorCode::Damaged);
    QByteArray expected = m_source;
    expected.replace(bad[0].offset, bad[0].length, QByteArray(bad[0].length, '\0'));
    QVERIFY(all == expected);
    char byte = 0;
    const auto got = (*image)->read(bad[0].offset + 5, &byte, 1);
    QVERIFY(!got.ok());
    QCOMPARE(got.error().offset, bad[0].offset + 5);
    QVERIFY((*image)->read(bad[0].offset - 1, &byte, 1).ok());
}

void TestImages::damagedTable()
{
    QByteArray bytes = m_image;
    bytes[sectionOf(bytes, "table").offset + 76 + 24 + 40] = '\x7e';
    {
        const OpenFiles files(bytes, QStringLiteral("table.E01"));
        const auto image = openImage(files.descriptors, files.names);
        QVERIFY(image.ok());
        QCOMPARE((*image)->info().warnings.size(), size_t(1));
        QVERIFY(readAll(**image) == m_source);
    }
    // Both copies damaged: the chunks are all that counts.
    bytes[sectionOf(bytes, "table").offset + 3] = 'x';
    bytes[sectionOf(bytes, "table2").offset + 3] = 'x';
    const OpenFiles files(bytes, QStringLiteral("tables.E01"));
    const auto image = openImage(files.descriptors, files.names);
    QVERIFY(image.ok());
    QVERIFY(readAll(**image) == m_source);
}

void TestImages::damagedDescriptor()
{
    for (const char *type : {"header2", "header", "sectors", "table", "table2", "data", "hash", "done"}) {
        QByteArray bytes = m_image;
        for (int i = 16; i < 24; ++i)
            bytes[sectionOf(m_image, type).offset + i] = '\x11';
        const OpenFiles files(bytes, QStringLiteral("chain.E01"));
        const auto image = openImage(files.descriptors, files.names);
        QVERIFY2(image.ok(), type);
        QVERIFY2(readAll(**image, OnDamage::FillZeros) == m_source, type);
        QVERIFY2((*image)->badRanges().empty(), type);
        QVERIFY2(!(*image)->info().warnings.empty(), type);
    }
}

void TestImages::damagedVolume()
{
    QByteArray bytes = m_image;
    bytes[sectionOf(bytes, "volume").offset + 76 + 17] = '\x70'; // the number of sectors
    const OpenFiles files(bytes, QStringLiteral("volume.E01"));
    const auto image = openImage(files.descriptors, files.names);
    QVERIFY(image.ok());
    QCOMPARE((*image)->size(), qint64(m_source.size())); // the copy in "data" is whole
    QVERIFY(readAll(**image) == m_source);
}

/// A valid sum over a hostile descriptor
void TestImages::setSum(QByteArray &bytes, qint64 offset)
{
    quint32 a = 1, b = 0;
    for (int i = 0; i < 72; ++i) {
        a = (a + quint8(bytes[offset + i])) % 65521;
        b = (b + a) % 65521;
    }
    qToLittleEndian<quint32>((b << 16) | a, bytes.data() + offset + 72);
}

void TestImages::loopInChain()
{
    QByteArray bytes = m_image;
    const EwfSection data = sectionOf(bytes, "data");
    qToLittleEndian<qint64>(data.offset - 200, bytes.data() + data.offset + 16);
    setSum(bytes, data.offset);
    const OpenFiles files(bytes, QStringLiteral("loop.E01"));
    const auto image = openImage(files.descriptors, files.names);
    QVERIFY(image.ok());
    QVERIFY(readAll(**image) == m_source);
    QCOMPARE((*image)->info().warnings.size(), size_t(1));
}

/// What is not told one by one is told as being more.
void TestImages::damageWithoutEnd()
{
    QByteArray loop = m_image.mid(sectionOf(m_image, "data").offset, 76);
    qToLittleEndian<qint64>(20, loop.data() + 16); // a section that ends before it begins
    setSum(loop, 0);
    QByteArray bytes = m_image;
    bytes.insert(13, loop.repeated(300));
    const OpenFiles files(bytes, QStringLiteral("many.E01"));
    const auto image = openImage(files.descriptors, files.names);
    QVERIFY(image.ok());
    const auto of = [&image](ErrorCode code) {
        const auto &all = (*image)->info().warnings;
        return std::count_if(all.begin(), all.end(), [code](const ImageWarning &warning) { return warning.code == code; });
    };
    QVERIFY(of(ErrorCode::Damaged) >= 200);
    QCOMPARE(of(ErrorCode::LimitExceeded), 1);

    QByteArray fortieth = m_image;
    qToLittleEndian<quint16>(40, fortieth.data() + 9);
    const QStringList paths{m_folder.filePath(QStringLiteral("gap.E01")), m_folder.filePath(QStringLiteral("gap.E40"))};
    for (const auto &[path, content] : {std::pair(paths[0], m_image), std::pair(paths[1], fortieth)}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    const OpenFiles gap(paths);
    const auto two = openImage(gap.descriptors, gap.names);
    QVERIFY(two.ok());
    QStringList missing;
    for (const ImageWarning &warning : (*two)->info().warnings) {
        if (warning.code == ErrorCode::Missing && warning.detail.contains(u','))
            missing.append(warning.detail);
    }
    QCOMPARE(missing.size(), 1);
    QVERIFY2(missing[0].startsWith(QStringLiteral("2, 3,")) && missing[0].endsWith(QStringLiteral("21, …")), qPrintable(missing[0]));
}

void TestImages::missingSegment()
{
    acquire(QStringLiteral("set"), {QStringLiteral("-c"), QStringLiteral("none"), QStringLiteral("-S"), QStringLiteral("1MiB")});
    const QStringList paths = segmentsOf(m_folder.path(), QStringLiteral("set"));
    QVERIFY(paths.size() >= 4);
    for (qsizetype gone = 0; gone < paths.size(); ++gone) {
        QStringList left = paths;
        left.removeAt(gone);
        const OpenFiles files(left);
        const auto image = openImage(files.descriptors, files.names);
        QVERIFY(image.ok());
        bool named = false;
        for (const ImageWarning &warning : (*image)->info().warnings)
            named |= warning.code == ErrorCode::Missing && warning.detail == QString::number(gone + 1);
        QVERIFY(named);
        const QByteArray all = readAll(**image, OnDamage::FillZeros);
        const auto bad = (*image)->badRanges();
        QCOMPARE(all.size(), m_source.size());
        if (gone + 1 == paths.size() && bad.empty())
            continue; // the last one may hold no chunk
        QCOMPARE(bad.size(), size_t(1));
        QByteArray expected = m_source;
        expected.replace(bad[0].offset, bad[0].length, QByteArray(bad[0].length, '\0'));
        QVERIFY(all == expected);
        QVERIFY(bad[0].length < 1'200'000);
    }
    QStringList shuffled = paths;
    std::swap(shuffled[0], shuffled[2]);
    const OpenFiles files(shuffled);
    const auto image = openImage(files.descriptors, files.names);
    QVERIFY(image.ok());
    QVERIFY(readAll(**image) == m_source);
}

void TestImages::corpus()
{
    int ran = 0;
    int skipped = 0;
    const QString folder = corpusDir();
    for (const char *name : {"../cases/pc-composite.E01", "dfvfs/test_data/ext2.E01", "plaso/test_data/image.E01",
                             "sleuthkit/test/data/image.E01", "sleuthkit/test/data/imageformat_mmls_1.E01",
                             "velociraptor/files/test.ntfs.dd.E01"}) {
        const QString path = folder + u'/' + QLatin1String(name);
        if (folder.isEmpty() || !QFile::exists(path)) {
            ++skipped;
            continue;
        }
        ++ran;
        const OpenFiles files({path});
        const auto image = openImage(files.descriptors, files.names);
        QVERIFY2(image.ok(), name);
        QVERIFY2((*image)->info().warnings.empty(), name);
        QCryptographicHash md5(QCryptographicHash::Md5);
        QByteArray part(1 << 20, Qt::Uninitialized);
        for (qint64 done = 0; done < (*image)->size();) {
            const auto got = (*image)->read(done, part.data(), part.size());
            QVERIFY2(got.ok(), name);
            md5.addData(QByteArrayView(part).first(*got));
            done += *got;
        }
        QCOMPARE(md5.result(), (*image)->info().storedMd5);
        if (path.endsWith(QStringLiteral("pc-composite.E01")))
            QCOMPARE(md5.result().toHex(), QByteArray("0daf68e297bbf90e882988fb254a37e7"));
    }
    corpusSummary(ran, skipped);
}

QTEST_GUILESS_MAIN(TestImages)
#include "tst_images.moc"
