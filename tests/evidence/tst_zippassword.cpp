// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/container.h"
#include "tests/evidence/archivesamples.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

/// By 7-Zip (-tzip -mem=AES256 -psecret), AE-2: long.txt, 300 times "a", deflated; t.txt, stored.
constexpr char kSevenZip[] =
    "504b0304330001006300ad19775d000000002d0000002c01000008000b006c6f6e672e7478740199070002004145030800ce4a50e3bb90b33597"
    "2a6d9185aaec6676f6efc5385aad58671f6d58245de81f7253d044cdc54bc73862093698504b0304330001006300ad19775d000000002e000000"
    "1200000005000b00742e7478740199070002004145030000da65a3d8f81cade53238e1eb7aa429f00d5b9837cffc28481b66881f6c43a36c0f17"
    "acc0021059f201b1839e865f504b01023f03330001006300ad19775d000000002d0000002c01000008002f000000000000002080a48100000000"
    "6c6f6e672e7478740a00200000000000010018007209a29af87add01000000000000000000000000000000000199070002004145030800504b01"
    "023f03330001006300ad19775d000000002e0000001200000005002f000000000000002080a4815e000000742e7478740a002000000000000100"
    "1800bde29d9af87add01000000000000000000000000000000000199070002004145030000504b05060000000002000200c7000000ba00000000"
    "00";

QByteArray sevenZip() { return QByteArray::fromHex(kSevenZip); }

/// By libarchive, with a password in these bytes.
QByteArray encrypted(const QList<Member> &members, const char *options, const QByteArray &password)
{
    return archived(members, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, options, password);
}

std::unique_ptr<EvidenceSource> opened(const QTemporaryDir &dir, const QByteArray &zip, const QString &password)
{
    const QString path = dir.filePath(u"c.zip"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(zip) != zip.size())
        return nullptr;
    file.close();
    OpenRequest request;
    request.name = u"c.zip"_s;
    request.segmentNames = {u"c.zip"_s};
    request.password = password;
    auto source = openEvidence(request, {::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC)});
    return source ? std::move(*source) : nullptr;
}

} // namespace

/// Encrypted members of a zip are read with their password, by whatever program they were written, and never without.
class TestZipPassword : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { warmUpEvidenceLibraries(); }
    void bySevenZip();
    void byInfoZip_data();
    void byInfoZip();
    void wrongPasswords();
    void japanesePassword();
    void damaged();
    void onlyWhatWasClosed();
    void whatNobodyDecrypts();
    void mutations();

private:
    QTemporaryDir m_dir;
};

void TestZipPassword::bySevenZip()
{
    auto source = opened(m_dir, sevenZip(), u"secret"_s);
    QVERIFY(source);
    Tree tree(*source);
    QCOMPARE(tree.warnings(), QStringList());
    QCOMPARE(tree.content(u"/c.zip/long.txt"_s), QByteArray(300, 'a'));
    QCOMPARE(tree.content(u"/c.zip/t.txt"_s), QByteArray("2026-10-14 足跡\n"));
    const FileRecord *file = tree.find(u"/c.zip/t.txt"_s);
    QVERIFY(!(file->flags & FileEncrypted) && file->decrypted == 1 && file->importer != 0);
    for (const QString &password : {QString(), u"Secret"_s}) {
        auto closed = opened(m_dir, sevenZip(), password);
        Tree other(*closed);
        QCOMPARE(other.warnings(), QStringList({u"encrypted /c.zip/long.txt "_s, u"encrypted /c.zip/t.txt "_s}));
        QVERIFY((other.find(u"/c.zip/t.txt"_s)->flags & FileEncrypted) && other.find(u"/c.zip/t.txt"_s)->decrypted == 0);
        QVERIFY(other.find(u"/c.zip/t.txt"_s)->importer == 0);
        QCOMPARE(other.content(u"/c.zip/t.txt"_s), QByteArray("error encrypted"));
        const auto refused = closed->open(other.locator(*other.find(u"/c.zip/t.txt"_s)));
        QVERIFY(!refused && refused.error().detail.isEmpty()); // no words of a library
    }
}

void TestZipPassword::byInfoZip_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("deflated") << QStringList();
    QTest::newRow("stored") << QStringList{u"-0"_s};
    QTest::newRow("zip64") << QStringList{u"-fz"_s};
}

/// ZipCrypto; the sizes and the checksum stand behind the data.
void TestZipPassword::byInfoZip()
{
    QFETCH(QStringList, options);
    const QString zip = QStandardPaths::findExecutable(u"zip"_s);
    QVERIFY2(!zip.isEmpty(), "zip is not installed");
    QTemporaryDir dir;
    const QByteArray large = mixedBytes(3'000'000, 5);
    for (const auto &[name, content] : {std::pair{u"large"_s, large}, {u"empty"_s, QByteArray()}, {u"small"_s, QByteArray("s")}}) {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    QProcess run;
    run.setWorkingDirectory(dir.path());
    run.start(zip, options + QStringList{u"-q"_s, u"-P"_s, u"pass word "_s, u"x.zip"_s, u"large"_s, u"empty"_s, u"small"_s});
    QVERIFY(run.waitForFinished(60'000) && run.exitCode() == 0);
    QFile made(dir.filePath(u"x.zip"_s));
    QVERIFY(made.open(QIODevice::ReadOnly));
    auto source = opened(m_dir, made.readAll(), u"pass word "_s);
    Tree tree(*source);
    QCOMPARE(tree.warnings(), QStringList());
    QVERIFY(tree.content(u"/c.zip/large"_s) == large);
    QCOMPARE(tree.content(u"/c.zip/small"_s), QByteArray("s"));
    QCOMPARE(tree.content(u"/c.zip/empty"_s), QByteArray());
}

/// One byte tells a wrong password of ZipCrypto: of 600 some get past it, and still none opens anything.
void TestZipPassword::wrongPasswords()
{
    const QByteArray stored = mixedBytes(5000, 9);
    for (const char *option : {"zip:encryption=zipcrypt,zip:compression=store", "zip:encryption=zipcrypt,zip:compression=deflate"}) {
        const QByteArray zip = encrypted({{"a", stored}}, option, "right");
        auto fits = opened(m_dir, zip, u"right"_s);
        Tree right(*fits);
        QVERIFY2(right.content(u"/c.zip/a"_s) == stored, option);
        for (int n = 0; n < 600; ++n) {
            auto source = opened(m_dir, zip, u"wrong %1"_s.arg(n));
            Tree tree(*source);
            QCOMPARE(tree.warnings(), QStringList({u"encrypted /c.zip/a "_s}));
            QCOMPARE(tree.content(u"/c.zip/a"_s), QByteArray("error encrypted"));
        }
    }
}

/// Windows in Japanese writes a password in CP932, other systems in UTF-8.
void TestZipPassword::japanesePassword()
{
    for (const QByteArray &bytes : {QByteArray("\x91\xab\x90\xd5\x87\x40"), QByteArray("足跡①")}) {
        for (const char *option : {"zip:encryption=zipcrypt", "zip:encryption=aes256", "zip:encryption=aes128"}) {
            auto source = opened(m_dir, encrypted({{"a", "opened"}}, option, bytes), u"足跡①"_s);
            Tree tree(*source);
            QCOMPARE(tree.content(u"/c.zip/a"_s), QByteArray("opened"));
        }
    }
    // Of 800 some let the wrong form past their one byte; the right one is tried all the same.
    for (int n = 0; n < 800; ++n) {
        auto source = opened(m_dir, encrypted({{"a", "opened"}}, "zip:encryption=zipcrypt", "\x91\xab\x90\xd5\x87\x40"), u"足跡①"_s);
        Tree tree(*source);
        QCOMPARE(tree.content(u"/c.zip/a"_s), QByteArray("opened"));
    }
}

/// A byte of the content of an AES member is another: the password fits, and the damage is said.
void TestZipPassword::damaged()
{
    QByteArray zip = encrypted({{"a", mixedBytes(100'000, 3)}, {"b", "fine"}}, "zip:encryption=aes256,zip:compression=store", "p");
    zip[50'000] = char(zip[50'000] ^ 0x10);
    auto source = opened(m_dir, zip, u"p"_s);
    Tree tree(*source);
    QCOMPARE(tree.content(u"/c.zip/a"_s), QByteArray("error damaged"));
    QCOMPARE(tree.content(u"/c.zip/b"_s), QByteArray("fine"));
}

/// A container that was listed without the password: its rows are told anew, nothing else.
void TestZipPassword::onlyWhatWasClosed()
{
    auto closed = opened(m_dir, sevenZip(), {});
    Tree first(*closed);
    UnitRequest unit;
    for (const FileRecord &file : first.sink.batch().files) {
        if (file.flags & FileContainer)
            unit = first.unitOf(file);
    }
    unit.onlyLocked = true;
    const FileRecord *wanted = first.find(u"/c.zip/t.txt"_s);
    unit.lockedMembers = {qint64(wanted->accessIndex)};
    unit.lockedIds = {qint64(wanted->id)};
    for (const auto &[password, rows] : {std::pair{u"secret"_s, size_t(1)}, {u"other"_s, size_t(0)}}) {
        auto source = opened(m_dir, sevenZip(), password);
        RecordingSink sink;
        TaskRequest task;
        task.kind = TaskKind::Expand;
        task.firstFileId = 100;
        task.units = {unit};
        QVERIFY(source->expand(task, sink));
        QCOMPARE(sink.batch().files.size(), rows);
        QVERIFY(sink.batch().events.empty() && sink.batch().warnings.empty());
        if (rows == 0)
            continue;
        const FileRecord &file = sink.batch().files[0];
        QVERIFY(file.id == wanted->id && file.known == 1 && file.decrypted == 1 && !(file.flags & FileEncrypted));
        QCOMPARE(sink.text(file.importer), QString::fromLatin1(kRecogniseImporter));
    }
}

void TestZipPassword::whatNobodyDecrypts()
{
    QByteArray aes(11, '\0');
    aes.replace(0, 4, QByteArray::fromHex("01990700"));
    aes.replace(4, 7, QByteArray::fromHex("020041450f0c00")); // bzip2 inside, a strength that is none
    const QByteArray zip = zipOf({{"bzip2", "x", 1, 12}, {"strong", "x", 1 | 1 << 6, 0}, {"aes", "x", 1, 99, 0, aes}, {"no field", "x", 1, 99}});
    auto source = opened(m_dir, zip, u"p"_s);
    Tree tree(*source);
    QCOMPARE(tree.warnings().size(), 4);
    for (const char *name : {"bzip2", "strong", "aes", "no field"})
        QVERIFY(tree.content(u"/c.zip/"_s + QLatin1String(name)).startsWith("error "));
}

void TestZipPassword::mutations()
{
    const int rounds = qEnvironmentVariableIsSet("ASHIATO_LONG") ? 10'000 : 300;
    QRandomGenerator random(20261123);
    const QByteArray samples[] = {sevenZip(), encrypted({{"a", mixedBytes(400, 1)}, {"b", "b"}}, "zip:encryption=zipcrypt", "secret")};
    for (const QByteArray &sample : samples) {
        for (int i = 0; i < rounds; ++i) {
            QByteArray zip = i % 3 == 0 ? sample.first(random.bounded(int(sample.size()))) : sample;
            for (int n = i % 3 ? 1 + random.bounded(8) : 0; n > 0; --n)
                zip[random.bounded(int(zip.size()))] = char(random.bounded(256));
            auto source = opened(m_dir, zip, u"secret"_s);
            if (!source)
                continue;
            Tree tree(*source);
            for (const QString &path : tree.paths())
                (void)tree.content(path);
        }
    }
}

QTEST_GUILESS_MAIN(TestZipPassword)
#include "tst_zippassword.moc"
