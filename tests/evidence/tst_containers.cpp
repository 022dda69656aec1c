// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/container.h"
#include "importers/evidence/plainfile.h"
#include "tests/evidence/archivesamples.h"
#include "tests/evidence/foreignarchives.h"
#include "tests/evidence/tarsamples.h"
#include "tests/shared/corpus.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <clocale>

using namespace ashiato;

namespace
{

Result<std::unique_ptr<Container>> openWith(const QByteArray &bytes, const ContainerLimits &limits)
{
    OpenFiles files(bytes, {});
    return openContainer(std::make_unique<PlainFile>(::dup(files.descriptors[0]), PlainFile::Ownership::Owned), "a.gz", limits);
}

} // namespace

/// Members of containers are rows with their bytes, whatever their names are written in, and bombs go off outside.
class TestContainers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void archives_data();
    void archives();
    void tarLinks();
    void gzip();
    void gzipSeeks();
    void single_data();
    void single();
    void nested();
    void tooDeep();
    void longPaths();
    void bombs();
    void resume();
    void mutations_data();
    void mutations();
    void corpus();
};

void TestContainers::initTestCase()
{
    setlocale(LC_ALL, "C"); // as a worker may be started
    warmUpEvidenceLibraries();
}

void TestContainers::archives_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("filter");
    QTest::addColumn<QString>("name");
    QTest::newRow("tar") << ARCHIVE_FORMAT_TAR_PAX_RESTRICTED << ARCHIVE_FILTER_NONE << QStringLiteral("tar");
    QTest::newRow("tar.gz") << ARCHIVE_FORMAT_TAR_GNUTAR << ARCHIVE_FILTER_GZIP << QStringLiteral("tar.gz");
    QTest::newRow("tar.bz2") << ARCHIVE_FORMAT_TAR_USTAR << ARCHIVE_FILTER_BZIP2 << QStringLiteral("tar.bz2");
    QTest::newRow("tar.xz") << ARCHIVE_FORMAT_TAR_USTAR << ARCHIVE_FILTER_XZ << QStringLiteral("tar.xz");
    QTest::newRow("tar.zst") << ARCHIVE_FORMAT_TAR_USTAR << ARCHIVE_FILTER_ZSTD << QStringLiteral("tar.zst");
    QTest::newRow("7z") << ARCHIVE_FORMAT_7ZIP << ARCHIVE_FILTER_NONE << QStringLiteral("7z");
}

void TestContainers::archives()
{
    QFETCH(int, format);
    QFETCH(int, filter);
    QFETCH(QString, name);
    const QByteArray large = mixedBytes(2'500'000, 8);
    const QList<Member> members{{"var/log/経理.log", "one"}, {"var/log/large", large}, {"z", "last"}};
    auto source = openBytes(archived(members, format, filter), QStringLiteral("x.") + name);
    QVERIFY(source);
    QCOMPARE(source->opened().format, name);
    Tree tree(*source);
    const QString root = QStringLiteral("/x.") + name + u'/';
    QCOMPARE(tree.warnings(), QStringList());
    // Any order of members, and windows that jump about
    QCOMPARE(tree.content(root + u'z'), QByteArray("last"));
    QCOMPARE(tree.content(root + QString::fromUtf8(members[0].name)), QByteArray("one"));
    QVERIFY(tree.content(root + QStringLiteral("var/log/large")) == large);
    QVERIFY(tree.content(root + QStringLiteral("var/log/large")) == large);
    auto first = source->open(tree.locator(*tree.find(root + QStringLiteral("var/log/large"))));
    auto second = source->open(tree.locator(*tree.find(root + u'z')));
    QVERIFY(first.ok() && second.ok());
    QCOMPARE((*first)->window(2'000'000, 1000).value(), large.mid(2'000'000, 1000));
    QCOMPARE((*second)->window(0, 10).value(), QByteArray("last"));
    QCOMPARE((*first)->window(10, 1000).value(), large.mid(10, 1000));
    QCOMPARE(tree.find(root + QStringLiteral("z"))->times[0], 1'700'000'000'000'000'000);
}

void TestContainers::tarLinks()
{
    QByteArray tar(1 << 20, Qt::Uninitialized);
    size_t used = 0;
    archive *writer = archive_write_new();
    archive_write_set_format_pax_restricted(writer);
    archive_write_open_memory(writer, tar.data(), size_t(tar.size()), &used);
    const auto add = [&](const char *name, int type, const char *hard, const char *symbolic, const QByteArray &content) {
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, name);
        archive_entry_set_filetype(entry, mode_t(type));
        archive_entry_set_perm(entry, 0644);
        if (hard)
            archive_entry_set_hardlink(entry, hard);
        if (symbolic)
            archive_entry_set_symlink(entry, symbolic);
        archive_entry_set_size(entry, content.size());
        archive_write_header(writer, entry);
        archive_write_data(writer, content.constData(), size_t(content.size()));
        archive_entry_free(entry);
    };
    add("file", AE_IFREG, nullptr, nullptr, "content");
    add("hard", AE_IFREG, "file", nullptr, {});
    add("sym", AE_IFLNK, nullptr, "file", {});
    add("pipe", AE_IFIFO, nullptr, nullptr, {});
    archive_write_close(writer);
    archive_write_free(writer);
    auto source = openBytes(tar.first(qsizetype(used)), QStringLiteral("t.tar"));
    Tree tree(*source);
    QCOMPARE(tree.find(QStringLiteral("/t.tar/file"))->access, AccessMethod::ArchiveMember);
    // They have no bytes of their own, which is not the same as the content of an empty file.
    for (const char *name : {"sym", "pipe"}) {
        const FileRecord *row = tree.find(QStringLiteral("/t.tar/") + QLatin1String(name));
        QVERIFY2(row, name);
        QCOMPARE(row->access, AccessMethod::None);
    }
    QCOMPARE(tree.sink.text(tree.find(QStringLiteral("/t.tar/hard"))->linkTarget), QStringLiteral("file"));
    QCOMPARE(tree.content(QStringLiteral("/t.tar/hard")), QByteArray("content"));
}

void TestContainers::gzip()
{
    const QByteArray content = mixedBytes(700'000, 4);
    auto source = openBytes(gzipped(content.first(300'000)) + gzipped(content.sliced(300'000)), QStringLiteral("access.log.1.gz"));
    QCOMPARE(source->opened().format, QStringLiteral("gz"));
    Tree tree(*source);
    const QString path = QStringLiteral("/access.log.1.gz/access.log.1");
    QVERIFY(tree.content(path) == content);
    QCOMPARE(tree.find(path)->size, qint64(content.size()));
    QCOMPARE(tree.find(path)->access, AccessMethod::Compressed);

    // Cut off: what is there is there, then the error
    source = openBytes(gzipped(content).first(100'000), QStringLiteral("cut.gz"));
    Tree cut(*source);
    auto bytes = source->open(cut.locator(*cut.find(QStringLiteral("/cut.gz/cut"))));
    QVERIFY(bytes.ok());
    qint64 got = 0;
    for (;;) {
        auto part = (*bytes)->window(got, 65'536);
        if (!part) {
            QCOMPARE(part.error().code, ErrorCode::Truncated);
            break;
        }
        QVERIFY(!part->isEmpty() && *part == content.mid(got, part->size()));
        got += part->size();
    }
    QVERIFY(got > 90'000);
    QVERIFY(cut.warnings().join(u' ').contains(QStringLiteral("truncated")));
}

void TestContainers::gzipSeeks()
{
    const QByteArray content = mixedBytes(30'000'000, 6);
    const OpenFiles files(gzipped(content.first(13'000'000)) + gzipped(content.sliced(13'000'000)), {});
    auto container = openContainer(std::make_unique<PlainFile>(files.descriptors[0], PlainFile::Ownership::Borrowed), "a.gz");
    QVERIFY(container.ok());
    auto source = (*container)->open(0);
    QVERIFY(source.ok());
    QRandomGenerator random(1);
    for (int i = 0; i < 200; ++i) {
        const qint64 offset = random.bounded(31'000'000);
        const auto part = (*source)->window(offset, 3000);
        QVERIFY2(part.ok(), part.ok() ? "" : qPrintable(part.error().detail));
        QVERIFY(*part == content.mid(qMin<qint64>(offset, content.size()), 3000));
    }
}

void TestContainers::single_data()
{
    QTest::addColumn<int>("filter");
    QTest::addColumn<QString>("ending");
    QTest::newRow("xz") << ARCHIVE_FILTER_XZ << QStringLiteral("xz");
    QTest::newRow("bz2") << ARCHIVE_FILTER_BZIP2 << QStringLiteral("bz2");
    QTest::newRow("zst") << ARCHIVE_FILTER_ZSTD << QStringLiteral("zst");
}

void TestContainers::single()
{
    QFETCH(int, filter);
    QFETCH(QString, ending);
    const QByteArray content = mixedBytes(900'000, 4);
    auto source = openBytes(archived({{"x", content}}, ARCHIVE_FORMAT_RAW, filter), QStringLiteral("messages.") + ending);
    QCOMPARE(source->opened().format, ending);
    Tree tree(*source);
    QVERIFY(tree.content(QStringLiteral("/messages.") + ending + QStringLiteral("/messages")) == content);
    QCOMPARE(tree.warnings(), QStringList());
}

void TestContainers::nested()
{
    const QByteArray inner = zipOf({{"logs/access.log.gz", gzipped("a line\n")}, {"n.tar", archived({{"t", "in tar"}}, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE)}});
    auto source = openBytes(archived({{"in.zip", inner}}, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP), QStringLiteral("all.tgz"));
    Tree tree(*source);
    QCOMPARE(tree.content(QStringLiteral("/all.tgz/in.zip/logs/access.log.gz/access.log")), QByteArray("a line\n"));
    QCOMPARE(tree.content(QStringLiteral("/all.tgz/in.zip/n.tar/t")), QByteArray("in tar"));
}

void TestContainers::tooDeep()
{
    QByteArray bytes = "bottom";
    for (int i = 0; i < 12; ++i)
        bytes = zipOf({{"in.zip", bytes}});
    auto source = openBytes(bytes, QStringLiteral("out.zip"));
    Tree tree(*source);
    QCOMPARE(tree.sink.batch().files.size(), size_t(1 + kMaxContainerDepth));
    QCOMPARE(tree.warnings().size(), 1);
    QVERIFY(tree.warnings()[0].startsWith(QStringLiteral("limit")));
}

/// A path that no system could hold keeps its end, and that its beginning is left out is said.
void TestContainers::longPaths()
{
    const QByteArray folders = QByteArray("a/").repeated(2000), name = QByteArray("あ").repeated(20'000);
    auto source = openBytes(archived({{folders + "f.txt", "deep"}, {"b/" + name, "long"}, {"ok.txt", "good"}}, ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE, ARCHIVE_FILTER_NONE),
                            QStringLiteral("out.tar"));
    Tree tree(*source);
    QCOMPARE(tree.content(QStringLiteral("/out.tar/") + QString::fromLatin1(folders.right(2 * 255)) + QStringLiteral("f.txt")), QByteArray("deep"));
    QCOMPARE(tree.content(QStringLiteral("/out.tar/") + QString::fromUtf8(name.first((32 << 10) / 3 * 3))), QByteArray("long"));
    QCOMPARE(tree.content(QStringLiteral("/out.tar/ok.txt")), QByteArray("good"));
    QCOMPARE(tree.warnings().size(), 2);
    for (const QString &warning : tree.warnings())
        QVERIFY2(warning.startsWith(QStringLiteral("limit")), qPrintable(warning));
}

void TestContainers::bombs()
{
    ContainerLimits limits;
    limits.member = 1 << 20;
    auto container = openWith(gzipped(QByteArray(8 << 20, '\0')), limits);
    QVERIFY(container.ok());
    Error met;
    QVERIFY((*container)->list([&met](const MemberInfo &member) {
        met = member.damage;
        return true;
    }));
    QCOMPARE(met.code, ErrorCode::LimitExceeded);
    limits = {};
    limits.ratio = 100;
    limits.ratioFrom = 1 << 20;
    container = openWith(xz(QByteArray(32 << 20, '\0')), limits);
    QVERIFY2(container.ok(), container.ok() ? "" : qPrintable(container.error().detail));
    auto member = (*container)->open(0);
    QVERIFY2(member.ok(), member.ok() ? "" : qPrintable(errorCodeId(member.error().code) + member.error().detail));
    qint64 got = 0;
    for (;;) {
        auto part = (*member)->window(got, 1 << 20);
        if (!part) {
            QCOMPARE(part.error().code, ErrorCode::LimitExceeded);
            break;
        }
        QVERIFY(!part->isEmpty());
        got += part->size();
    }
    // An image of an empty disk is none: it shrinks as much, and what is behind it in the archive is read.
    auto source = openBytes(archived({{"empty.img", QByteArray(100 << 20, '\0')}, {"note.txt", "read"}}, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_XZ),
                            QStringLiteral("disk.tar.xz"));
    Tree tree(*source);
    QCOMPARE(tree.content(QStringLiteral("/disk.tar.xz/note.txt")), QByteArray("read"));
    QCOMPARE(tree.warnings(), QStringList());
    limits = {};
    limits.members = 2;
    container = openWith(zipOf({{"a", "1"}, {"b", "2"}, {"c", "3"}}), limits);
    int seen = 0;
    QCOMPARE((*container)->list([&](const MemberInfo &) { return ++seen > 0; }).error().code, ErrorCode::LimitExceeded);
    QCOMPARE(seen, 2);
    limits = {};
    limits.total = 100;
    container = openWith(zipOf({{"a", QByteArray(60, 'x')}, {"b", QByteArray(60, 'x')}}), limits);
    QCOMPARE((*container)->list([](const MemberInfo &) { return true; }).error().code, ErrorCode::LimitExceeded);
}

void TestContainers::resume()
{
    auto source = openBytes(zipOf({{"a", "1"}, {"b", "2"}, {"c", "3"}, {"d", "4"}}), QStringLiteral("t.zip"));
    RecordingSink sink;
    sink.nextId = 50;
    TaskRequest request;
    request.units.resize(1);
    request.units[0].unit = 1;
    request.units[0].path = QStringLiteral("/t.zip");
    request.units[0].position = 2;
    request.units[0].locator.resize(1);
    QVERIFY(source->expand(request, sink));
    QCOMPARE(sink.batch().files.size(), size_t(2));
    QCOMPARE(sink.text(sink.batch().files[0].name), QStringLiteral("c"));
    QCOMPARE(sink.lastPosition, 4);

    // What hangs in a folder whose row is there already hangs in that row.
    source = openBytes(zipOf({{"x/y/a", "1"}, {"x/y/b", "2"}}), QStringLiteral("u.zip"));
    RecordingSink second;
    second.nextId = 50;
    request.units[0].path = QStringLiteral("/u.zip");
    request.units[0].position = 1;
    request.units[0].knownFolders = {QStringLiteral("x"), QStringLiteral("x/y")};
    request.units[0].knownFolderIds = {2, 3};
    QVERIFY(source->expand(request, second));
    QCOMPARE(second.batch().files.size(), size_t(1));
    QCOMPARE(second.batch().files[0].parentId, quint64(3));
}

void TestContainers::mutations_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    const QList<Member> members{{"a/経理", mixedBytes(90'000, 1)}, {"b.gz", gzipped("inner")}, {"c", "", 0, 0}};
    QTest::newRow("zip") << zipOf(members) << QStringLiteral("x.zip");
    QTest::newRow("gz") << gzipped(mixedBytes(90'000, 2)) << QStringLiteral("x.gz");
    QTest::newRow("tar") << archived(members, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FILTER_NONE) << QStringLiteral("x.tar");
    QTest::newRow("tar.gz") << archived(members, ARCHIVE_FORMAT_TAR_GNUTAR, ARCHIVE_FILTER_GZIP) << QStringLiteral("x.tgz");
    QTest::newRow("7z") << archived(members, ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE) << QStringLiteral("x.7z");
    QTest::newRow("xz") << xz(mixedBytes(90'000, 2)) << QStringLiteral("x.xz");
    const QByteArray zip = zipOf(members);
    QTest::newRow("zip without directory") << zip.first(zip.indexOf("PK\1\2")) << QStringLiteral("x.zip");
    QTest::newRow("tar of odd members")
        << tarMember("a", "content") + tarHeader({"b", 0, '1', "a"}) + gnuSparse("f", {{1024, 512}, {4608, 0}}, QByteArray(512, 'd'), 4608)
               + paxHeader({{"GNU.sparse.major", "1"}, {"GNU.sparse.minor", "0"}, {"GNU.sparse.name", "g"}, {"GNU.sparse.realsize", "4608"}})
               + tarMember("G/g", padded("2\n1024\n512\n4608\n0\n") + QByteArray(512, 'd')) + tarMember("z", "end") + tarEnd()
        << QStringLiteral("x.tar");
    QTest::newRow("cpio") << archived(members, ARCHIVE_FORMAT_CPIO_SVR4_NOCRC, ARCHIVE_FILTER_NONE) << QStringLiteral("x.cpio");
    QTest::newRow("lzma") << archived({{"x", mixedBytes(9000, 3)}}, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_LZMA) << QStringLiteral("x.lzma");
    QTest::newRow("Z") << archived({{"x", mixedBytes(9000, 3)}}, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_COMPRESS) << QStringLiteral("x.Z");
    QTest::newRow("rar 4") << rar4Of(mixedBytes(100, 1)) << QStringLiteral("x.rar");
    QTest::newRow("rar 5") << rar5Of(mixedBytes(100, 1)) << QStringLiteral("x.rar");
    QTest::newRow("cab") << cabOf(mixedBytes(100, 1)) << QStringLiteral("x.cab");
}

void TestContainers::mutations()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, name);
    const int rounds = qEnvironmentVariableIsSet("ASHIATO_LONG") ? 10'000 : 300;
    QRandomGenerator random(20261122);
    for (int i = 0; i < rounds; ++i) {
        QByteArray bad = i % 3 == 0 ? bytes.first(random.bounded(int(bytes.size()))) : bytes;
        for (int n = i % 3 ? 1 + random.bounded(20) : 0; n > 0; --n)
            bad[random.bounded(int(bad.size()))] = char(random.bounded(256));
        QElapsedTimer timer;
        timer.start();
        auto source = openBytes(bad, name);
        if (!source)
            continue;
        Tree tree(*source, 20);
        for (const QString &path : tree.paths().mid(0, 30))
            (void)tree.content(path);
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QStringLiteral("round %1: %2 ms").arg(i).arg(timer.elapsed())));
    }
}

void TestContainers::corpus()
{
    int ran = 0;
    int skipped = 0;
    const QString folder = corpusDir();
    for (const char *name : {"plaso/test_data/syslog.zip", "velociraptor/files/unencrypted_collector.zip", "velociraptor/files/test.zip",
                             "velociraptor/files/hello.zip", "dfir_ntfs/test_data/vss_1_vol.tar.gz",
                             "dfir_museum/Windows/EventLogs/Win10/BelkasoftCTF_InsiderThreat/BelkasoftCTF_InsiderThreat.7z"}) {
        const QString path = folder + u'/' + QLatin1String(name);
        if (folder.isEmpty() || !QFile::exists(path)) {
            ++skipped;
            continue;
        }
        ++ran;
        auto source = openPaths({path});
        Tree tree(*source);
        QVERIFY2(tree.sink.batch().files.size() > 1, name);
        QVERIFY2(tree.warnings().isEmpty(), qPrintable(tree.warnings().join(u'\n')));
        for (const FileRecord &file : tree.sink.batch().files) {
            if (file.kind == FileKind::File && file.access == AccessMethod::ArchiveMember && file.size >= 0 && file.size < (8 << 20))
                QVERIFY2(tree.content(tree.path(file)).size() == file.size, qPrintable(tree.path(file)));
        }
    }
    corpusSummary(ran, skipped);
}

QTEST_GUILESS_MAIN(TestContainers)
#include "tst_containers.moc"
