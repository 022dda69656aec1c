// SPDX-License-Identifier: Apache-2.0
#include "importers/bytesource.h"
#include "importers/evidence/libewfreader.h"
#include "importers/importer.h"
#include "tests/evidence/tree.h"
#include "tests/importers/windows/evtxwriter.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;

namespace
{

class MemorySource : public ByteSource
{
public:
    explicit MemorySource(const QByteArray &bytes) : m_bytes(bytes) {}
    qint64 size() const override { return m_bytes.size(); }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override
    {
        const QByteArray part = m_bytes.mid(offset, size);
        memcpy(into, part.constData(), size_t(part.size()));
        return qint64(part.size());
    }

private:
    QByteArray m_bytes;
};

} // namespace

/// Hostile images end with what is readable, and libewf and libevtx live in one process.
class TestImageDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mutations_data();
    void mutations();
    void libewfBesideLibevtx();

private:
    QTemporaryDir m_folder;
    QByteArray m_source;
};

void TestImageDamage::initTestCase()
{
    warmUpEvidenceLibraries();
    m_source = mixedBytes(400'000, 12);
    m_source.truncate(m_source.size() / 512 * 512);
    writeFile(m_folder.filePath(QStringLiteral("source")), m_source);
    for (const char *compression : {"fast", "none"}) {
        QCOMPARE(run(QStringLiteral("ewfacquire"), {QStringLiteral("-u"), QStringLiteral("-q"), QStringLiteral("-c"), QLatin1String(compression),
                                                    QStringLiteral("-b"), QStringLiteral("16"), QStringLiteral("-t"),
                                                    m_folder.filePath(QLatin1String(compression)), m_folder.filePath(QStringLiteral("source"))}), 0);
    }
}

void TestImageDamage::mutations_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("compressed") << QStringLiteral("fast.E01");
    QTest::newRow("stored") << QStringLiteral("none.E01");
}

/// Whatever is told to be readable is what was written: a chunk carries its checksum.
void TestImageDamage::mutations()
{
    QFETCH(QString, name);
    const QByteArray image = readFile(m_folder.filePath(name));
    const int rounds = qEnvironmentVariableIsSet("ASHIATO_LONG") ? 10'000 : 300;
    QRandomGenerator random(20261122);
    int opened = 0;
    for (int i = 0; i < rounds; ++i) {
        QByteArray bad = i % 3 == 0 ? image.first(random.bounded(13, int(image.size()))) : image;
        // Some rounds hit the structures behind the chunks rather than the chunks
        const int from = i % 2 ? 13 : int(bad.size()) * 9 / 10;
        for (int n = i % 3 ? 1 + random.bounded(40) : 0; n > 0; --n)
            bad[random.bounded(qMax(13, from), int(bad.size()))] = char(random.bounded(256));
        const OpenFiles files(bad, name);
        const auto reader = openImage(files.descriptors, files.names);
        if (!reader)
            continue;
        ++opened;
        ImageReader &one = **reader;
        const qint64 size = qMin<qint64>(one.size(), m_source.size());
        QByteArray all(size, Qt::Uninitialized);
        for (qint64 done = 0; done < size;) {
            const auto got = one.read(done, all.data() + done, qMin<qint64>(size - done, 8192), OnDamage::FillZeros);
            QVERIFY(got.ok() && *got > 0);
            done += *got;
        }
        if (one.size() != m_source.size() || one.info().chunkSize != 8192)
            continue; // the volume section was hit and both copies of it, or the chunks are counted otherwise
        bool same = true;
        for (qint64 at = 0; at < size; at += 8192) {
            const qint64 length = qMin<qint64>(8192, size - at);
            if (!one.touchesBadRange(at, length))
                same &= all.mid(at, length) == m_source.mid(at, length);
        }
        // Chunks carry no numbers: a table whose entries still lead to whole chunks can put one in another's place only
        // together with a warning about that table.
        QVERIFY2(same || !one.info().warnings.empty(), qPrintable(QString::number(i)));
    }
    QVERIFY(opened > rounds / 2);
}

/// libewf brings its own, older copies of libraries that libevtx uses too (DECISIONS.md 13).
void TestImageDamage::libewfBesideLibevtx()
{
    const OpenFiles files(readFile(m_folder.filePath(QStringLiteral("fast.E01"))), QStringLiteral("fast.E01"));
    EvtxWriter writer;
    for (int i = 0; i < 30; ++i) {
        SampleEvent event;
        event.fileTime = 134'000'000'000'000'000 + quint64(i);
        event.data = {{QStringLiteral("TargetUserName"), QStringLiteral("yamada")}};
        writer.add(event);
    }
    const QByteArray log = writer.file();
    const Importer *importer = importerById(QStringLiteral("evtx"));
    QVERIFY(importer);
    for (int turn = 0; turn < 3; ++turn) {
        auto image = LibewfReader::open(files.descriptors, files.names);
        QVERIFY(image.ok());
        QCOMPARE((*image)->size(), qint64(m_source.size()));
        QByteArray half(m_source.size() / 2, Qt::Uninitialized);
        QVERIFY((*image)->decodeInto(0, half.data(), half.size()));

        MemorySource source(log);
        RecordingSink sink;
        ImportContext context{.source = source, .sink = sink, .fileId = 1, .fileName = QStringLiteral("Security.evtx"),
                              .path = QStringLiteral("/Security.evtx"), .zone = {}, .encoding = {}, .host = {}, .format = {},
                              .mapping = {}, .extraFormats = {}};
        QVERIFY(importer->run(context));
        QCOMPARE(sink.batch().events.size(), size_t(30));

        QByteArray rest(m_source.size() - half.size(), Qt::Uninitialized);
        QVERIFY((*image)->decodeInto(half.size(), rest.data(), rest.size()));
        QVERIFY(half + rest == m_source);
        QCOMPARE((*image)->info().storedMd5, QCryptographicHash::hash(m_source, QCryptographicHash::Md5));
        QVERIFY((*image)->badRanges().empty());
    }
}

QTEST_GUILESS_MAIN(TestImageDamage)
#include "tst_imagedamage.moc"
