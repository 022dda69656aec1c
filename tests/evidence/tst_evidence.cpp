// SPDX-License-Identifier: Apache-2.0
#include "tests/evidence/tree.h"

#include <QCborArray>
#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace ashiato;

/// Evidence of every kind becomes one tree whose files give their bytes.
class TestEvidence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void folder();
    void folderResumes();
    void folderStaysInside();
    void manyFiles();
    void singleFile();
    void unsupportedImage();
    void image();
    void verify();
    void verifyDamaged();
    void hash();

private:
    QTemporaryDir m_folder;
    QByteArray m_source;
};

void TestEvidence::initTestCase()
{
    warmUpEvidenceLibraries();
    m_source = mixedBytes(6 * 1024 * 1024 + 512, 99);
    writeFile(m_folder.filePath(QStringLiteral("disk.dd")), m_source);
    QCOMPARE(run(QStringLiteral("ewfacquire"), {QStringLiteral("-u"), QStringLiteral("-q"), QStringLiteral("-c"), QStringLiteral("fast"),
                                                QStringLiteral("-t"), m_folder.filePath(QStringLiteral("disk")),
                                                m_folder.filePath(QStringLiteral("disk.dd"))}), 0);
}

void TestEvidence::folder()
{
    QTemporaryDir place;
    QDir root(place.path());
    QVERIFY(root.mkpath(QStringLiteral("経理/深い")));
    writeFile(root.filePath(QStringLiteral("経理/深い/表示.txt")), "content");
    writeFile(root.filePath(QStringLiteral("Security.evtx")), "x");
    const QByteArray broken = QFile::encodeName(place.path()) + "/\x95\x5c.txt";
    ::close(::open(broken.constData(), O_CREAT | O_WRONLY, 0640));
    QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), root.filePath(QStringLiteral("out"))));
    QVERIFY(QFile::link(QStringLiteral(".."), root.filePath(QStringLiteral("経理/round"))));
    QCOMPARE(::mkfifo(QFile::encodeName(root.filePath(QStringLiteral("pipe"))).constData(), 0600), 0);

    auto source = openPaths({place.path()});
    QVERIFY(source);
    QCOMPARE(source->opened().kind, EvidenceKind::Folder);
    Tree tree(*source);
    QCOMPARE(tree.paths(), QStringList({QStringLiteral("/"), QStringLiteral("/Security.evtx"), QStringLiteral("/\\x95\\x5C.txt"),
                                        QStringLiteral("/out"), QStringLiteral("/pipe"), QStringLiteral("/経理"),
                                        QStringLiteral("/経理/round"), QStringLiteral("/経理/深い"), QStringLiteral("/経理/深い/表示.txt")}));
    QCOMPARE(tree.warnings(), QStringList{QStringLiteral("special_file /pipe ")});
    QCOMPARE(tree.content(QStringLiteral("/経理/深い/表示.txt")), QByteArray("content"));
    QCOMPARE(tree.content(QStringLiteral("/\\x95\\x5C.txt")), QByteArray());
    const FileRecord *damaged = tree.find(QStringLiteral("/\\x95\\x5C.txt"));
    QVERIFY(damaged->flags & FileNameDamaged);
    QCOMPARE(damaged->mode, 0640u);
    const FileRecord *link = tree.find(QStringLiteral("/out"));
    QCOMPARE(link->kind, FileKind::Symlink);
    QCOMPARE(tree.sink.text(link->linkTarget), QStringLiteral("/etc/passwd"));
    QCOMPARE(link->access, AccessMethod::None);

    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(root.filePath(QStringLiteral("Security.evtx"))).constData(), &status), 0);
    const FileRecord *file = tree.find(QStringLiteral("/Security.evtx"));
    QCOMPARE(file->times[0], status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec);
    QCOMPARE(file->inode, quint64(status.st_ino));
    QCOMPARE(tree.sink.text(file->owner), QString::number(status.st_uid));
    int events = 0;
    for (const EventRecord &event : tree.sink.batch().events)
        events += event.subjectFileId == file->id && tree.sink.text(event.type) == u"fs:folder:time";
    QVERIFY(events >= 1);
    ::unlink(broken.constData()); // Qt cannot name it
}

void TestEvidence::folderResumes()
{
    QTemporaryDir place;
    for (int i = 0; i < 20; ++i)
        writeFile(place.filePath(QString::number(100 + i)), {});
    auto source = openPaths({place.path()});
    RecordingSink sink;
    QVERIFY(source->volumes(sink));
    TaskRequest walk;
    walk.units.push_back({});
    walk.units[0].unit = 1;
    walk.units[0].path = QStringLiteral("/");
    walk.units[0].position = 15;
    walk.units[0].skips = {17};
    QVERIFY(source->walk(walk, sink));
    QCOMPARE(sink.batch().files.size(), size_t(1 + 4));
    QCOMPARE(sink.text(sink.batch().files[1].name), QStringLiteral("115"));
    QCOMPARE(sink.batch().warnings.size(), size_t(1));
    QCOMPARE(sink.text(sink.batch().warnings[0].path), QStringLiteral("/117"));
}

void TestEvidence::folderStaysInside()
{
    QTemporaryDir place;
    QDir(place.path()).mkdir(QStringLiteral("in"));
    writeFile(place.filePath(QStringLiteral("secret")), "secret");
    QVERIFY(QFile::link(QStringLiteral("../secret"), place.filePath(QStringLiteral("in/link"))));
    QVERIFY(QFile::link(QStringLiteral(".."), place.filePath(QStringLiteral("in/up"))));
    auto source = openPaths({place.filePath(QStringLiteral("in"))});
    for (const char *path : {"../secret", "/../secret", "link", "up/secret", "./link", "", "/etc/passwd"}) {
        LocatorStep step;
        step.access = AccessMethod::FolderPath;
        step.path = QLatin1String(path);
        QVERIFY2(!source->open({step}).ok(), path);
    }
}

void TestEvidence::manyFiles()
{
    QTemporaryDir place;
    const QByteArray base = QFile::encodeName(place.path()) + '/';
    for (int i = 0; i < 100'000; ++i)
        ::close(::open((base + QByteArray::number(i)).constData(), O_CREAT | O_WRONLY, 0600));
    auto source = openPaths({place.path()});
    Tree tree(*source);
    QCOMPARE(tree.sink.batch().files.size(), size_t(100'001));
    QVERIFY(tree.find(QStringLiteral("/99999")));
}

void TestEvidence::singleFile()
{
    QTemporaryDir place;
    writeFile(place.filePath(QStringLiteral("access.log")), "1 2 3\n");
    auto source = openPaths({place.filePath(QStringLiteral("access.log"))});
    QCOMPARE(source->opened().kind, EvidenceKind::File);
    Tree tree(*source);
    QCOMPARE(tree.paths(), QStringList({QStringLiteral("/access.log")}));
    QCOMPARE(tree.content(QStringLiteral("/access.log")), QByteArray("1 2 3\n"));
    RecordingSink sink;
    const auto result = source->verify(sink);
    QVERIFY(result.ok());
    QCOMPARE(result->value(QStringLiteral("sha256")).toByteArray(),
             QCryptographicHash::hash("1 2 3\n", QCryptographicHash::Sha256));

    writeFile(place.filePath(QStringLiteral("empty")), {});
    source = openPaths({place.filePath(QStringLiteral("empty"))});
    const auto none = source->verify(sink);
    QCOMPARE(none->value(QStringLiteral("md5")).toByteArray().toHex(), QByteArray("d41d8cd98f00b204e9800998ecf8427e"));
}

void TestEvidence::unsupportedImage()
{
    QTemporaryDir place;
    writeFile(place.filePath(QStringLiteral("disk.vmdk")), "KDMV" + QByteArray(5000, '\0'));
    auto source = openPaths({place.filePath(QStringLiteral("disk.vmdk"))});
    Tree tree(*source);
    QCOMPARE(tree.paths(), QStringList({QStringLiteral("/disk.vmdk")}));
    QCOMPARE(tree.warnings(), QStringList({QStringLiteral("unsupported disk.vmdk VMDK")}));
    writeFile(place.filePath(QStringLiteral("empty.E01")), {});
    source = openPaths({place.filePath(QStringLiteral("empty.E01"))});
    QVERIFY(source);
    RecordingSink sink;
    (void)source->volumes(sink).ok();
    QVERIFY(!sink.batch().warnings.empty());
}

void TestEvidence::image()
{
    auto source = openPaths({m_folder.filePath(QStringLiteral("disk.E01"))});
    QCOMPARE(source->opened().kind, EvidenceKind::Image);
    QCOMPARE(source->opened().format, QStringLiteral("E01"));
    QCOMPARE(source->opened().mediaSize, qint64(m_source.size()));
    auto raw = source->openRaw();
    QVERIFY(raw.ok());
    QCOMPARE((*raw)->window(5'000'000, 1000).value(), m_source.mid(5'000'000, 1000));
}

void TestEvidence::verify()
{
    for (const char *name : {"disk.E01", "disk.dd"}) {
        auto source = openPaths({m_folder.filePath(QLatin1String(name))});
        RecordingSink sink;
        const auto result = source->verify(sink);
        QVERIFY(result.ok());
        const auto check = [&](const char *key, QCryptographicHash::Algorithm algorithm) {
            QCOMPARE(result->value(QLatin1String(key)).toByteArray().toHex(), QCryptographicHash::hash(m_source, algorithm).toHex());
        };
        check("md5", QCryptographicHash::Md5);
        check("sha1", QCryptographicHash::Sha1);
        check("sha256", QCryptographicHash::Sha256);
        QCOMPARE(result->value(QStringLiteral("bytes")).toInteger(), qint64(m_source.size()));
        QVERIFY(result->value(QStringLiteral("badRanges")).toArray().isEmpty());
        sink.cancelAfter = 0;
        QCOMPARE(source->verify(sink).error().code, ErrorCode::Cancelled);
    }
}

void TestEvidence::verifyDamaged()
{
    QByteArray bytes = readFile(m_folder.filePath(QStringLiteral("disk.E01")));
    bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
    writeFile(m_folder.filePath(QStringLiteral("bad.E01")), bytes);
    auto source = openPaths({m_folder.filePath(QStringLiteral("bad.E01"))});
    RecordingSink sink;
    auto result = source->verify(sink);
    QVERIFY(result.ok());
    QCOMPARE(result->value(QStringLiteral("badRanges")).toArray().size(), 1);
    QCOMPARE(result->value(QStringLiteral("badRanges")).toArray().at(0).toArray().at(1).toInteger(), 32768);
    QVERIFY(result->value(QStringLiteral("md5")).toByteArray().isEmpty());
    QCOMPARE(sink.batch().warnings.size(), size_t(1));

    writeFile(m_folder.filePath(QStringLiteral("cut.E01")), bytes.first(bytes.size() / 3));
    source = openPaths({m_folder.filePath(QStringLiteral("cut.E01"))});
    result = source->verify(sink);
    QVERIFY(result.ok());
    QVERIFY(!result->value(QStringLiteral("badRanges")).toArray().isEmpty());
    QVERIFY(result->value(QStringLiteral("sha256")).toByteArray().isEmpty());
}

void TestEvidence::hash()
{
    QTemporaryDir place;
    const QByteArray large = mixedBytes(3'500'000, 5);
    writeFile(place.filePath(QStringLiteral("large.bin")), large);
    writeFile(place.filePath(QStringLiteral("page.html")), "<!DOCTYPE html><html><body>x</body></html>");
    auto source = openPaths({place.path()});
    Tree tree(*source);
    TaskRequest request;
    request.kind = TaskKind::Hash;
    for (const char *path : {"/large.bin", "/page.html"})
        request.units.push_back(tree.unitOf(*tree.find(QLatin1String(path))));
    UnitRequest gone;
    gone.unit = 900;
    gone.locator.resize(1);
    gone.locator[0].access = AccessMethod::FolderPath;
    gone.locator[0].path = QStringLiteral("gone");
    request.units.push_back(gone);
    RecordingSink sink;
    QVERIFY(source->hash(request, sink));
    const auto &hashes = sink.batch().hashes;
    QCOMPARE(hashes.size(), size_t(3));
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(hashes[0].md5), 16), QCryptographicHash::hash(large, QCryptographicHash::Md5));
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(hashes[0].sha1), 20), QCryptographicHash::hash(large, QCryptographicHash::Sha1));
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(hashes[0].sha256), 32), QCryptographicHash::hash(large, QCryptographicHash::Sha256));
    QCOMPARE(sink.text(hashes[1].contentType), QStringLiteral("text/html"));
    QCOMPARE(hashes[2].flags, quint32(HashUnreadable));
    QCOMPARE(sink.batch().warnings.size(), size_t(1));
}

QTEST_GUILESS_MAIN(TestEvidence)
#include "tst_evidence.moc"
