// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/clicase.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <csignal>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// What commands do to a case and say about it.
class TestCli : public CliCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void helpOfEveryCommand();
    void missingEvidence();
    void tagsAndNotes();
    void hashes();
    void verification();
    void status();
    void exportTwice();
    void zoneOfTheMachine();
    void correction();
    void addAgain();
    void anyName();
    void folderOfAllSorts();
    void packedLogs();
    void jobsOfTheCase();
    void caseWithoutItsEnding();
    void probing();
    void lockedCase();
};

void TestCli::helpOfEveryCommand()
{
    const QStringList commands{u"create"_s, u"add"_s, u"import"_s, u"set"_s, u"jobs"_s, u"status"_s, u"events"_s, u"files"_s,
                               u"flows"_s, u"cat"_s, u"tag"_s, u"note"_s, u"search"_s, u"hash"_s, u"verify"_s, u"report"_s,
                               u"export"_s, u"sql"_s, u"probe"_s};
    const QString overview = QString::fromUtf8(cli({u"--help"_s}).out);
    for (const QString &command : commands) {
        QVERIFY2(overview.contains(u"\n  "_s + command + u' '), qPrintable(command));
        const CliAnswer help = cli({command, u"--help"_s});
        VERIFY_RUNS(help);
        QVERIFY(help.err.isEmpty());
        QVERIFY2(help.out.startsWith("Usage: ashiato-cli " + command.toUtf8() + ' '), help.out.constData());
        QVERIFY(help.out.contains("--help"));
    }
}

void TestCli::missingEvidence()
{
    const CliAnswer missing = cli({u"add"_s, theCase(), path(u"evidence/access.log"_s), path(u"evidence/gone.E01"_s)});
    QCOMPARE(missing.code, 3);
    QVERIFY2(missing.err.contains(path(u"evidence/gone.E01"_s).toUtf8()), missing.err.constData());
    QVERIFY(missing.out.isEmpty());
    QCOMPARE(cli({u"status"_s, path(u"no-case"_s)}).code, 3);
    QCOMPARE(parseCsv(cli({u"sql"_s, theCase(), u"SELECT count(*) AS n FROM evidence"_s, u"--csv"_s}).out)[1], QStringList{u"3"_s});
}

void TestCli::tagsAndNotes()
{
    const QString id = column(rows(u"events"_s, {u"--text"_s, u"/dl/7.zip"_s, u"--with-id"_s}), u"id"_s).value(0);
    QVERIFY(!id.isEmpty());
    const CliAnswer tagged = cli({u"tag"_s, theCase(), u"--tag"_s, u"侵入"_s, u"--colour"_s, u"#c0392b"_s, u"--key"_s, u"1"_s, u"--event"_s, id});
    VERIFY_RUNS(tagged);
    QCOMPARE(tagged.out, QByteArray("1 event tagged\n"));
    const CliAnswer many = cli({u"tag"_s, theCase(), u"--tag"_s, u"通信"_s, u"--address"_s, u"10.0.0.6"_s});
    QCOMPARE(many.out, QByteArray("13 events tagged\n"));
    QCOMPARE(column(rows(u"events"_s, {u"--text"_s, u"/dl/7.zip"_s}), u"tags"_s), QStringList{u"侵入;通信"_s});
    QCOMPARE(rows(u"events"_s, {u"--tag"_s, u"通信"_s}).size(), 14);
    QCOMPARE(rows(u"events"_s, {u"--tag"_s, u"通信"_s, u"--not-tag"_s, u"侵入"_s}).size(), 13);
    const QList<QStringList> list = parseCsv(cli({u"tag"_s, theCase(), u"--list"_s, u"--csv"_s}).out);
    const qsizetype row = column(list, u"name"_s).indexOf(u"侵入"_s);
    QVERIFY(row >= 0);
    QCOMPARE(list[row + 1][2], u"#c0392b"_s);
    QCOMPARE(column(list, u"count"_s)[row], u"1"_s);

    const QString file = column(rows(u"files"_s, {u"--path"_s, u"note.txt"_s, u"--with-id"_s}), u"id"_s).value(0);
    QCOMPARE(cli({u"tag"_s, theCase(), u"--tag"_s, u"侵入"_s, u"--file"_s, file}).out, QByteArray("1 file tagged\n"));
    QCOMPARE(column(rows(u"files"_s, {u"--tag"_s, u"侵入"_s}), u"path"_s), QStringList{u"/home/yamada/note.txt"_s});
    QCOMPARE(cli({u"tag"_s, theCase(), u"--tag"_s, u"通信"_s, u"--remove"_s, u"--all"_s}).out, QByteArray("13 events untagged\n"));
    QCOMPARE(cli({u"tag"_s, theCase(), u"--tag"_s, u"侵入"_s, u"--event"_s, u"987654321"_s}).code, 3);

    QCOMPARE(cli({u"note"_s, theCase(), u"the first \"download\""_s, u"--event"_s, id}).out, QByteArray("1 note kept\n"));
    QCOMPARE(column(rows(u"note"_s, {u"--list"_s}), u"text"_s), QStringList{u"the first \"download\""_s});
    QCOMPARE(cli({u"note"_s, theCase(), u"--remove"_s, u"--event"_s, id}).out, QByteArray("1 note removed\n"));
    QCOMPARE(rows(u"note"_s, {u"--list"_s}).size(), 1);
}

void TestCli::hashes()
{
    VERIFY_RUNS(cli({u"hash"_s, theCase(), u"--path"_s, u"note.txt"_s}));
    const QList<QStringList> files = rows(u"files"_s, {u"--path"_s, u"/home/yamada/"_s});
    const QStringList paths = column(files, u"path"_s);
    const QStringList note = files[paths.indexOf(u"/home/yamada/note.txt"_s) + 1];
    QCOMPARE(note[11], QString::fromLatin1(QCryptographicHash::hash(kNote, QCryptographicHash::Md5).toHex()));
    QCOMPARE(note[12], QString::fromLatin1(QCryptographicHash::hash(kNote, QCryptographicHash::Sha1).toHex()));
    QCOMPARE(note[13], QString::fromLatin1(QCryptographicHash::hash(kNote, QCryptographicHash::Sha256).toHex()));
    QVERIFY(files[paths.indexOf(u"/home/yamada/large.bin"_s) + 1][13].isEmpty()); // not asked for
    VERIFY_RUNS(cli({u"hash"_s, theCase()}));
    QVERIFY(!column(rows(u"files"_s, {u"--path"_s, u"large.bin"_s}), u"sha256"_s).value(0).isEmpty());
}

void TestCli::verification()
{
    const CliAnswer verified = cli({u"verify"_s, theCase(), u"--evidence"_s, u"E-01"_s, u"--csv"_s});
    VERIFY_RUNS(verified);
    QFile raw(path(u"evidence/disk.raw"_s));
    QVERIFY(raw.open(QIODevice::ReadOnly));
    const QList<QStringList> table = parseCsv(verified.out);
    QCOMPARE(table.size(), 2);
    QCOMPARE(table[1][2], u"computed"_s); // a raw image stores no hash
    QCOMPARE(column(table, u"sha256"_s).value(0),
             QString::fromLatin1(QCryptographicHash::hash(raw.readAll(), QCryptographicHash::Sha256).toHex()));
    QVERIFY(verified.err.contains("the chain holds"));
    const QJsonObject status = QJsonDocument::fromJson(cli({u"status"_s, theCase(), u"--json"_s}).out).object();
    const QString head = status[u"journal"][u"head"].toString();
    QCOMPARE(head.size(), 64);
    VERIFY_RUNS(cli({u"verify"_s, theCase(), u"--journal"_s, u"--head"_s, head}));
    QCOMPARE(cli({u"verify"_s, theCase(), u"--journal"_s, u"--head"_s, QString(64, u'a')}).code, 1);
}

void TestCli::status()
{
    const CliAnswer answer = cli({u"status"_s, theCase(), u"--json"_s});
    VERIFY_RUNS(answer);
    const QJsonObject status = QJsonDocument::fromJson(answer.out).object();
    QCOMPARE(status.keys(), (QStringList{u"case"_s, u"counts"_s, u"coverage"_s, u"evidence"_s, u"jobs"_s, u"journal"_s, u"not_read"_s,
                                         u"unreadable_files"_s, u"warning_count"_s, u"warnings"_s, u"worker"_s}));
    QCOMPARE(status[u"case"][u"name"].toString(), u"試験"_s);
    QCOMPARE(status[u"evidence"].toArray().size(), 3);
    QCOMPARE(status[u"evidence"][0][u"custody"][u"received_from"].toString(), u"the client"_s);
    QCOMPARE(status[u"evidence"][0][u"state"].toString(), u"imported"_s);
    QVERIFY(status[u"counts"][u"events"].toInteger() > kLogLines);
    QVERIFY(!status[u"counts"][u"types"].toObject().isEmpty());
    QVERIFY(status[u"journal"][u"entries"].toInteger() > 3);
    for (const QJsonValue &source : status[u"coverage"].toArray())
        QVERIFY2(source[u"locks"].toString().startsWith("rlimit, landlock"_L1), qPrintable(source[u"locks"].toString()));
#ifndef ASHIATO_SANITIZED
    QVERIFY2(!status[u"worker"][u"locks"].toArray().isEmpty(), "no lock is active");
#endif
    const CliAnswer text = cli({u"status"_s, theCase()});
    VERIFY_RUNS(text);
    QVERIFY(text.out.contains("E-01"));
}

void TestCli::exportTwice()
{
    VERIFY_RUNS(cli({u"export"_s, theCase(), u"--output"_s, path(u"export-1"_s)}));
    VERIFY_RUNS(cli({u"export"_s, theCase(), u"--output"_s, path(u"export-2"_s)}));
    const CliAnswer same = runProgram(u"diff"_s, {u"-r"_s, path(u"export-1"_s), path(u"export-2"_s)});
    QVERIFY2(same.code == 0, same.out.constData());
    VERIFY_RUNS(cli({u"export"_s, theCase(), u"--output"_s, path(u"export-3"_s), u"--format"_s, u"jsonl"_s}));
    QFile events(path(u"export-3/events.jsonl"_s));
    QVERIFY(events.open(QIODevice::ReadOnly));
    QJsonParseError error;
    QJsonDocument::fromJson(events.readLine(), &error);
    QCOMPARE(error.error, QJsonParseError::NoError);

    // Another case of the same evidence, read by itself.
    const QString second = path(u"second.ashiato"_s);
    VERIFY_RUNS(cli({u"create"_s, second, u"--name"_s, u"2"_s, u"--examiner"_s, u"Other"_s}));
    VERIFY_RUNS(cli({u"add"_s, second, path(u"evidence/disk.raw"_s)}));
    VERIFY_RUNS(cli({u"export"_s, second, u"--output"_s, path(u"export-4"_s)}));
    const QString third = path(u"third.ashiato"_s);
    VERIFY_RUNS(cli({u"create"_s, third, u"--name"_s, u"3"_s, u"--examiner"_s, u"Another"_s}));
    VERIFY_RUNS(cli({u"add"_s, third, path(u"evidence/disk.raw"_s), u"--no-wait"_s}));
    VERIFY_RUNS(cli({u"import"_s, third}));
    VERIFY_RUNS(cli({u"export"_s, third, u"--output"_s, path(u"export-5"_s)}));
    const CliAnswer equal = runProgram(u"diff"_s, {u"-r"_s, path(u"export-4"_s), path(u"export-5"_s)});
    QVERIFY2(equal.code == 0, equal.out.left(2000).constData());
}

void TestCli::zoneOfTheMachine()
{
    for (const QString &command : {u"files"_s, u"events"_s, u"flows"_s}) {
        const QStringList words{command, theCase(), u"--csv"_s};
        const QByteArray utc = cli(words, {u"TZ=UTC"_s}).out;
        QCOMPARE(cli(words, {u"TZ=America/New_York"_s}).out, utc);
        QCOMPARE(cli(words, {u"LC_ALL=C"_s}).out, utc);
    }
    QVERIFY(cli({u"files"_s, theCase(), u"--csv"_s}, {u"LC_ALL=C"_s}).err.isEmpty());
}

void TestCli::correction()
{
    const auto first = [this] {
        return column(rows(u"events"_s, {u"--evidence"_s, u"E-02"_s, u"--filter"_s, u"filetimes:hide"_s}), u"time"_s).value(0);
    };
    QCOMPARE(first(), u"2025-10-14T00:42:55.871Z"_s);
    VERIFY_RUNS(cli({u"set"_s, theCase(), u"E-02"_s, u"--skew"_s, u"-90s"_s}));
    QCOMPARE(first(), u"2025-10-14T00:41:25.871Z"_s);
    VERIFY_RUNS(cli({u"set"_s, theCase(), u"E-02"_s, u"--skew"_s, u"0s"_s, u"--host"_s, u"proxy-01"_s}));
    QCOMPARE(first(), u"2025-10-14T00:42:55.871Z"_s);
    QCOMPARE(column(rows(u"events"_s, {u"--evidence"_s, u"E-02"_s, u"--host"_s, u"proxy-01"_s, u"--filter"_s, u"filetimes:hide"_s}), u"time"_s).size(), kLogLines);
    // Read again: nothing doubled, tags kept.
    VERIFY_RUNS(cli({u"set"_s, theCase(), u"E-02"_s, u"--encoding"_s, u"UTF-8"_s}));
    QCOMPARE(column(rows(u"events"_s, {u"--evidence"_s, u"E-02"_s, u"--filter"_s, u"filetimes:hide"_s}), u"time"_s).size(), kLogLines);
    QCOMPARE(column(rows(u"events"_s, {u"--tag"_s, u"侵入"_s}), u"position"_s).size(), 1);
    QCOMPARE(cli({u"set"_s, theCase(), u"E-99"_s, u"--host"_s, u"x"_s}).code, 3);
}

void TestCli::addAgain()
{
    const CliAnswer again = cli({u"add"_s, theCase(), path(u"evidence/access.log"_s)});
    VERIFY_RUNS(again);
    QVERIFY(again.out.startsWith("E-02\t"));
    QVERIFY(again.err.contains("E-02"));
    QCOMPARE(rows(u"events"_s, {u"--filter"_s, u"filetimes:hide"_s}).size() - 1, kLogLines);
}

void TestCli::anyName()
{
    // What is handed over by itself is read whatever it is called; what nobody reads is said.
    const QString named = path(u"named.ashiato"_s);
    QVERIFY(writeFile(path(u"evidence/export.txt"_s), squidLog(5)));
    QVERIFY(writeFile(path(u"evidence/logs/day one.dat"_s), squidLog(7)));
    QVERIFY(writeFile(path(u"evidence/blob.bin"_s), QByteArray("\x01\x02\x03", 3).repeated(500)));
    VERIFY_RUNS(cli({u"create"_s, named, u"--name"_s, u"n"_s, u"--examiner"_s, u"T"_s}));
    const CliAnswer added = cli({u"add"_s, named, path(u"evidence/export.txt"_s), path(u"evidence/logs"_s)});
    VERIFY_RUNS(added);
    QVERIFY2(added.err.isEmpty(), added.err.constData());
    const CliAnswer counted = cli({u"sql"_s, named, u"SELECT evidence, count(*) AS n FROM v_event WHERE type = 'squid:access' GROUP BY 1 ORDER BY 1"_s, u"--csv"_s});
    QCOMPARE(counted.out, QByteArray("evidence,n\r\nE-01,5\r\nE-02,7\r\n"));
    const CliAnswer unknown = cli({u"add"_s, named, path(u"evidence/blob.bin"_s)});
    VERIFY_RUNS(unknown);
    QVERIFY2(unknown.err.startsWith("1 warning"), unknown.err.constData());
    const QJsonObject status = QJsonDocument::fromJson(cli({u"status"_s, named, u"--json"_s}).out).object();
    QCOMPARE(status[u"warning_count"].toInteger(), 1);
    QCOMPARE(status[u"not_read"][0][u"code"].toString(), u"not_recognised"_s);
    QCOMPARE(status[u"not_read"][0][u"path"].toString(), u"/blob.bin"_s);
    QCOMPARE(status[u"evidence"][1][u"verification"].toString(), u"unverified"_s); // a folder has no bytes of its own
    QVERIFY(writeFile(path(u"evidence/table.csv"_s), "when,who\n2026-11-14T02:13:44Z,yamada\n"));
    QVERIFY(writeFile(path(u"mapping.json"_s), R"({"format": "csv", "columns": {"when": "time", "whom": "account"}})"));
    VERIFY_RUNS(cli({u"add"_s, named, path(u"evidence/table.csv"_s), u"--mapping"_s, path(u"mapping.json"_s)}));
    const QJsonObject after = QJsonDocument::fromJson(cli({u"status"_s, named, u"--json"_s}).out).object();
    QCOMPARE(after[u"not_read"][1][u"code"].toString(), u"not_recognised"_s);
    QCOMPARE(after[u"not_read"][1][u"detail"].toString(), u"csv: column whom"_s);
}

/// What no format fits is said once for a folder, with the number of files; an image in it is named.
void TestCli::folderOfAllSorts()
{
    const QString sorts = path(u"sorts.ashiato"_s), folder = path(u"sorts"_s);
    for (int i = 0; i < 5; ++i)
        QVERIFY(writeFile(folder + u"/%1.bin"_s.arg(i), QByteArray("\x01\x02\x03", 3).repeated(500 + i)));
    QVERIFY(writeFile(folder + u"/disk"_s, "KDMV" + QByteArray(2000, '\0')));
    VERIFY_RUNS(cli({u"create"_s, sorts, u"--name"_s, u"n"_s, u"--examiner"_s, u"T"_s}));
    VERIFY_RUNS(cli({u"add"_s, sorts, folder}));
    const QJsonObject status = QJsonDocument::fromJson(cli({u"status"_s, sorts, u"--json"_s}).out).object();
    const QJsonArray said = status[u"warnings"].toArray();
    QCOMPARE(said.size(), 2);
    for (const QJsonValue &warning : said) {
        const bool image = warning[u"code"].toString() == u"nested_image"_s;
        QCOMPARE(warning[u"path"].toString(), image ? u"/disk"_s : u"/"_s);
        QCOMPARE(warning[u"detail"].toString(), image ? u"VMDK"_s : u"/0.bin"_s);
        QCOMPARE(warning[u"count"].toInteger(), image ? 1 : 5);
    }
}

/// A log in a collection is known by its content, whatever it is packed in and called.
void TestCli::packedLogs()
{
    const QString zip = QStandardPaths::findExecutable(u"zip"_s), gzip = QStandardPaths::findExecutable(u"gzip"_s);
    QVERIFY2(!zip.isEmpty() && !gzip.isEmpty(), "zip or gzip is missing");
    const QString folder = path(u"packed"_s);
    QVERIFY(writeFile(folder + u"/20261114.txt"_s, squidLog(3)));
    VERIFY_RUNS(runProgram(zip, {u"-q"_s, u"-j"_s, path(u"packed.zip"_s), folder + u"/20261114.txt"_s}));
    QVERIFY(writeFile(folder + u"/old"_s, squidLog(5)));
    VERIFY_RUNS(runProgram(gzip, {folder + u"/old"_s}));
    QByteArray binary(squidLog(2));
    for (int i = 0; i < 4096; ++i)
        binary.prepend(char(i % 251));
    QVERIFY(writeFile(folder + u"/program.bin"_s, binary));

    const QString other = path(u"packed.ashiato"_s);
    VERIFY_RUNS(cli({u"create"_s, other, u"--name"_s, u"p"_s, u"--examiner"_s, u"p"_s}));
    VERIFY_RUNS(cli({u"add"_s, other, folder, path(u"packed.zip"_s)}));
    const auto counted = parseCsv(cli({u"sql"_s, other,
                                       u"SELECT path, count(*) FROM v_event WHERE type = 'squid:access' GROUP BY path ORDER BY path"_s,
                                       u"--csv"_s}).out);
    QCOMPARE(counted.mid(1), (QList<QStringList>{{u"/20261114.txt"_s, u"3"_s}, {u"/old.gz/old"_s, u"5"_s},
                                                 {u"/packed.zip/20261114.txt"_s, u"3"_s}}));
}

void TestCli::jobsOfTheCase()
{
    const CliAnswer answer = cli({u"jobs"_s, theCase(), u"--csv"_s});
    VERIFY_RUNS(answer);
    QVERIFY(answer.out.startsWith("id,evidence,kind,state,done,total,units_done,units_open,units_poisoned,units_failed,skipped,started,ended,error\r\n"));
    for (const QString &state : column(parseCsv(answer.out), u"state"_s))
        QCOMPARE(state, u"done"_s);
    QCOMPARE(cli({u"jobs"_s, theCase(), u"--cancel"_s, u"99999"_s}).code, 3);
    VERIFY_RUNS(cli({u"jobs"_s, theCase(), u"--cancel"_s, u"all"_s})); // all are over: nothing changes
    QCOMPARE(cli({u"jobs"_s, theCase(), u"--csv"_s}).out, answer.out);
}

void TestCli::caseWithoutItsEnding()
{
    const QByteArray whole = cli({u"flows"_s, theCase(), u"--csv"_s}).out;
    QCOMPARE(cli({u"flows"_s, path(u"case"_s), u"--csv"_s}).out, whole);
    QVERIFY(QFile::copy(theCase() + u"/case.sqlite"_s, path(u"copied.sqlite"_s)));
    QVERIFY(QDir().mkpath(path(u"renamed"_s)));
    QVERIFY(QFile::rename(path(u"copied.sqlite"_s), path(u"renamed/case.sqlite"_s)));
    QCOMPARE(cli({u"flows"_s, path(u"renamed"_s), u"--csv"_s}).out, whole);
}

void TestCli::probing()
{
    const CliAnswer probed = cli({u"probe"_s, path(u"evidence/access.log"_s), u"--json"_s});
    VERIFY_RUNS(probed);
    const QJsonArray list = QJsonDocument::fromJson(probed.out).array();
    QCOMPARE(list.size(), 1);
    QVERIFY2(list[0][u"format"].toString().contains(u"squid"_s, Qt::CaseInsensitive), probed.out.constData());
    QVERIFY(!list[0][u"rows"].toArray().isEmpty());
    QFile text(path(u"evidence/note.txt"_s)), zip(path(u"evidence/empty.zip"_s)), image(path(u"evidence/disk.dd"_s));
    QVERIFY(text.open(QIODevice::WriteOnly) && text.write("nothing known\n") > 0);
    QVERIFY(zip.open(QIODevice::WriteOnly) && zip.write(QByteArray("PK\5\6", 4) + QByteArray(18, '\0')) > 0);
    QByteArray sector(1 << 16, '\0'); // a disk with one partition
    sector[446 + 4] = '\x83';
    sector[446 + 8] = sector[446 + 12] = 8;
    sector.replace(510, 2, "\x55\xaa");
    QVERIFY(image.open(QIODevice::WriteOnly) && image.write(sector) > 0);
    for (QFile *file : {&text, &zip, &image})
        file->close();
    const CliAnswer others = cli({u"probe"_s, text.fileName(), zip.fileName(), image.fileName(), u"--json"_s});
    const QJsonArray known = QJsonDocument::fromJson(others.out).array();
    QCOMPARE(known.size(), 3);
    QCOMPARE(known[0][u"format"].toString(), QString());
    QCOMPARE(known[1][u"format"].toString(), u"zip"_s);
    QCOMPARE(known[2][u"format"].toString(), u"raw"_s);
    for (QFile *file : {&text, &zip, &image})
        QVERIFY(file->remove());
    QCOMPARE(cli({u"probe"_s, path(u"evidence/gone"_s)}).code, 3);
}

void TestCli::lockedCase()
{
    // A long import holds the case; a reader is served, a second writer is told.
    QVERIFY(writeFile(path(u"evidence/long.log"_s), squidLog(300'000)));
    const QString second = path(u"busy.ashiato"_s);
    VERIFY_RUNS(cli({u"create"_s, second, u"--name"_s, u"b"_s, u"--examiner"_s, u"T"_s}));
    QProcess adding;
    adding.start(cliProgram(), {u"add"_s, second, path(u"evidence/long.log"_s)});
    QVERIFY(adding.waitForReadyRead(30'000)); // the number is printed: it has the lock
    VERIFY_RUNS(cli({u"status"_s, second}));
    const CliAnswer refused = cli({u"set"_s, second, u"E-01"_s, u"--host"_s, u"x"_s});
    // Ctrl+C pauses it, with 130, and `import` goes on without doubling a line.
    if (adding.state() == QProcess::Running)
        ::kill(pid_t(adding.processId()), SIGINT);
    QVERIFY(adding.waitForFinished(30'000));
    QCOMPARE(refused.code, 1);
    QCOMPARE(adding.exitCode(), 130);
    QVERIFY(adding.readAllStandardError().contains("Paused"));
    const CliAnswer resumed = cli({u"import"_s, second});
    VERIFY_RUNS(resumed);
    const auto counted = parseCsv(cli({u"sql"_s, second, u"SELECT count(*) AS n, count(DISTINCT position) AS p FROM v_event WHERE position LIKE '%+%'"_s, u"--csv"_s}).out);
    QCOMPARE(counted.value(1), (QStringList{u"300000"_s, u"300000"_s}));
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
