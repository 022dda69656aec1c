// SPDX-License-Identifier: Apache-2.0
#include "tests/evidence/tree.h"

#include <QCryptographicHash>
#include <QTemporaryDir>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// Files that macOS has compressed (tests/data/make_hfs_image.py): listed and flagged; hashed only where the content is
/// what the examiner of a Mac would see, and never as empty or as the fork that stands there.
class TestDecmpfs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void hashes_data();
    void hashes();

private:
    QTemporaryDir m_scratch;
    std::unique_ptr<EvidenceSource> m_source;
    std::unique_ptr<Tree> m_tree;
};

void TestDecmpfs::initTestCase()
{
    warmUpEvidenceLibraries();
    const QString image = m_scratch.filePath(u"hfs.img"_s);
    QCOMPARE(run(u"python3"_s, {QStringLiteral(ASHIATO_SOURCE_DIR "/tests/data/make_hfs_image.py"), image}), 0);
    m_source = openPaths({image}, EvidenceKind::Image);
    QVERIFY(m_source);
    m_tree = std::make_unique<Tree>(*m_source);
    QCOMPARE(m_tree->warnings(), QStringList());
}

void TestDecmpfs::hashes_data()
{
    QTest::addColumn<QByteArray>("content"); // null: not read
    const auto text = [](const char *name) { return (QByteArray(name) + ": compressed by the file system\n").repeated(20); };
    QByteArray lines;
    for (int i = 0; i < 20'000; ++i)
        lines += QByteArray::number(i).rightJustified(7, '0') + '\n';
    QTest::newRow("plain.txt") << text("plain.txt");
    QTest::newRow("inline.txt") << text("inline.txt");
    QTest::newRow("stored.txt") << QByteArray("Q");
    QTest::newRow("fork.bin") << lines;
    QTest::newRow("lzvn.txt") << QByteArray();
    QTest::newRow("lzfse.bin") << QByteArray();
    QTest::newRow("broken.txt") << QByteArray();
}

void TestDecmpfs::hashes()
{
    QFETCH(QByteArray, content);
    const QString path = u'/' + QString::fromUtf8(QTest::currentDataTag());
    const FileRecord *row = m_tree->find(path);
    QVERIFY2(row, qPrintable(m_tree->paths().join(u' ')));
    QCOMPARE(bool(row->flags & FileCompressed), path != u"/plain.txt");
    TaskRequest request;
    request.units.push_back(m_tree->unitOf(*row));
    RecordingSink sink;
    QVERIFY(m_source->hash(request, sink));
    QCOMPARE(sink.batch().hashes.size(), size_t(1));
    const HashRecord &hash = sink.batch().hashes[0];
    if (!content.isNull()) {
        QVERIFY(sink.batch().warnings.empty());
        QCOMPARE(row->size, qint64(content.size()));
        QCOMPARE(hash.flags, quint8(HashComputed));
        QCOMPARE(QByteArray(reinterpret_cast<const char *>(hash.sha256), 32), QCryptographicHash::hash(content, QCryptographicHash::Sha256));
        return;
    }
    QVERIFY(row->size != 0);
    QCOMPARE(hash.flags, quint8(HashUnreadable));
    QCOMPARE(sink.batch().warnings.size(), size_t(1));
    QCOMPARE(ErrorCode(sink.batch().warnings[0].code), ErrorCode::Unsupported);
    QCOMPARE(sink.text(sink.batch().warnings[0].path), path);
}

QTEST_GUILESS_MAIN(TestDecmpfs)
#include "tst_decmpfs.moc"
