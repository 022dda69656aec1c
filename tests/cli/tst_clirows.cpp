// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/clicase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// The rows of a case as scripts read them: their shape, filters, views and bytes.
class TestCliRows : public CliCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void fileShape();
    void bodyfile();
    void eventShape();
    void eventFilters();
    void flowShape();
    void questions();
    void questionsThatWrite();
    void questionsWithoutEnd();
    void bytes();
    void folding();
    void closedPipe();
    void byteOrderMark();
};

void TestCliRows::fileShape()
{
    const CliAnswer answer = cli({u"files"_s, theCase(), u"--csv"_s});
    VERIFY_RUNS(answer);
    QVERIFY(answer.out.startsWith("evidence,path,size,deleted,type,inode,owner,modified,accessed,changed,created,md5,sha1,sha256\r\n"));
    const QList<QStringList> files = parseCsv(answer.out);
    const QStringList paths = column(files, u"path"_s);
    for (const QString &wanted : {u"/home/yamada/note.txt"_s, u"/home/yamada/large.bin"_s})
        QVERIFY2(paths.contains(wanted), qPrintable(wanted));
    QVERIFY(std::any_of(paths.begin(), paths.end(), [](const QString &p) { return p.endsWith(u"/docs/アシアト.txt"_s); }));
    QVERIFY(std::any_of(paths.begin(), paths.end(), [](const QString &p) { return p.endsWith(u"/docs/comma, \"quote\".txt"_s); }));
    const QStringList note = files[paths.indexOf(u"/home/yamada/note.txt"_s) + 1];
    QCOMPARE(note[0], u"E-01"_s);
    QCOMPARE(note[2], QString::number(kNote.size()));
    QCOMPARE(note[3], u"0"_s);
    QCOMPARE(note[4], u"file"_s);
    static const QRegularExpression time(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z$"_s);
    QVERIFY2(time.match(note[7]).hasMatch(), qPrintable(note[7]));
    QCOMPARE(column(rows(u"files"_s, {u"--path"_s, u"note.txt"_s}), u"path"_s), QStringList{u"/home/yamada/note.txt"_s});
    const QStringList others = column(rows(u"files"_s, {u"--not-path"_s, u"note.txt"_s}), u"path"_s);
    QCOMPARE(others.size(), paths.size() - 1);
}

void TestCliRows::bodyfile()
{
    const CliAnswer body = cli({u"files"_s, theCase(), u"--body"_s, u"--path"_s, u"note.txt"_s});
    VERIFY_RUNS(body);
    const QList<QByteArray> fields = body.out.trimmed().split('|');
    QCOMPARE(fields.size(), 11);
    QCOMPARE(fields[1], QByteArray("/home/yamada/note.txt"));
    QCOMPARE(fields[6], QByteArray::number(kNote.size()));
}

void TestCliRows::eventShape()
{
    const CliAnswer answer = cli({u"events"_s, theCase(), u"--evidence"_s, u"E-02"_s, u"--filter"_s, u"filetimes:hide"_s, u"--csv"_s});
    VERIFY_RUNS(answer);
    QVERIFY2(answer.out.startsWith("time,type,severity,evidence,path,position,host,account,message,tags,flags,provider,channel\r\n"), answer.out.left(200).constData());
    const QList<QStringList> events = parseCsv(answer.out);
    QCOMPARE(events.size(), kLogLines + 1);
    QCOMPARE(events[1][0], u"2025-10-14T00:42:55.871Z"_s);
    QCOMPARE(events[1][3], u"E-02"_s);
    QVERIFY(events[1][4].endsWith(u"access.log"_s));
    QCOMPARE(events[1][5], u"0+"_s + QString::number(squidLog(1).size() - 1));
    QCOMPARE(events[1][7], u"alice"_s);
    QVERIFY2(events[1][8].contains(u"http://files.example.jp/dl/0.zip"_s), qPrintable(events[1][8]));
    QStringList times = column(events, u"time"_s);
    QVERIFY(std::is_sorted(times.begin(), times.end()));
    QJsonParseError error;
    const CliAnswer json = cli({u"events"_s, theCase(), u"--evidence"_s, u"E-02"_s, u"--filter"_s, u"filetimes:hide"_s, u"--json"_s});
    const QJsonArray array = QJsonDocument::fromJson(json.out, &error).array();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(array.size(), kLogLines);
    QCOMPARE(array[0][u"time"].toString(), events[1][0]);
}

void TestCliRows::eventFilters()
{
    const QStringList base{u"--filter"_s, u"filetimes:hide"_s};
    const auto count = [&](const QStringList &options) { return rows(u"events"_s, base + options).size() - 1; };
    QCOMPARE(count({}), kLogLines);
    QCOMPARE(count({u"--from"_s, u"2025-10-14T00:43:05Z"_s}), kLogLines - 10);
    QCOMPARE(count({u"--to"_s, u"2025-10-14T09:43:05+09:00"_s}), 10);
    QCOMPARE(count({u"--not-from"_s, u"2025-10-14T00:43:05Z"_s}), 10);
    QCOMPARE(count({u"--provider"_s, u"Microsoft-Windows-Sysmon"_s}), 0);
    QCOMPARE(count({u"--not-provider"_s, u"Microsoft-Windows-Sysmon"_s, u"--not-channel"_s, u"Security"_s}), kLogLines);
    QCOMPARE(rows(u"events"_s, {u"--not-flag"_s, u"file_time"_s}).size() - 1, kLogLines);
    QCOMPARE(rows(u"events"_s, {u"--flag"_s, u"file_time"_s}).size(), rows(u"events"_s, {}).size() - kLogLines);
    QVERIFY(column(rows(u"events"_s, {u"--flag"_s, u"file_time"_s}), u"flags"_s).value(0).contains(u"file_time"_s));
    QCOMPARE(count({u"--address"_s, u"10.0.0.5"_s}), 14);
    QCOMPARE(count({u"--not-address"_s, u"10.0.0.5"_s}), kLogLines - 14);
    QCOMPARE(count({u"--address"_s, u"10.0.0.5"_s, u"--address"_s, u"10.0.0.6"_s}), 27);
    QCOMPARE(count({u"--account"_s, u"alice"_s, u"--text"_s, u"/dl/7.zip"_s}), 1);
    QCOMPARE(count({u"--not-account"_s, u"alice"_s}), 0);
    QCOMPARE(count({u"--filter"_s, u"text:dl/3.zip | text:dl/4.zip"_s}), 2);
    QCOMPARE(count({u"--host"_s, u"PC-07"_s}), kLogLines);
    // At least this severe, and its opposite.
    QCOMPARE(count({u"--severity"_s, u"info"_s}), kLogLines);
    QCOMPARE(count({u"--severity"_s, u"Low"_s}), 0);
    QCOMPARE(count({u"--not-severity"_s, u"info"_s}), 0);
    QCOMPARE(count({u"--not-severity"_s, u"low"_s}), kLogLines);
    // A part of a path, or the shell's * and ?; the same for files and flows.
    QCOMPARE(count({u"--path"_s, u"access"_s}), kLogLines);
    QCOMPARE(count({u"--path"_s, u"acc?ss*"_s}), kLogLines);
    QCOMPARE(count({u"--not-path"_s, u"*.log"_s}), 0);
    QCOMPARE(count({u"--path"_s, u"access?"_s}), 0);
    QCOMPARE(rows(u"flows"_s, {u"--path"_s, u"*.log"_s}).size(), rows(u"flows"_s, {}).size());
    QCOMPARE(column(rows(u"files"_s, {u"--path"_s, u"yamada/n*.t?t"_s}), u"path"_s), QStringList{u"/home/yamada/note.txt"_s});
}

void TestCliRows::flowShape()
{
    const CliAnswer answer = cli({u"flows"_s, theCase(), u"--csv"_s});
    VERIFY_RUNS(answer);
    QVERIFY(answer.out.startsWith("first,last,source,destination,port,protocol,bytes_out,bytes_in,count,evidence,kind\r\n"));
    const QList<QStringList> flows = parseCsv(answer.out);
    QCOMPARE(flows.size(), 4); // three clients
    qint64 requests = 0, bytes = 0, expected = 0;
    for (const QString &cell : column(flows, u"count"_s))
        requests += cell.toLongLong();
    for (const QString &cell : column(flows, u"bytes_in"_s))
        bytes += cell.toLongLong();
    for (int i = 0; i < kLogLines; ++i)
        expected += 1000 + i;
    QCOMPARE(requests, qint64(kLogLines));
    QCOMPARE(bytes, expected);
    QCOMPARE(column(flows, u"source"_s), (QStringList{u"10.0.0.5"_s, u"10.0.0.6"_s, u"10.0.0.7"_s}));
    QCOMPARE(rows(u"flows"_s, {u"--address"_s, u"10.0.0.6"_s}).size(), 2);
}

void TestCliRows::questions()
{
    const CliAnswer answer = cli({u"sql"_s, theCase(), u"SELECT evidence, count(*) AS n, NULL AS empty, 'a,b' AS text FROM v_event "
                                  "WHERE type LIKE 'proxy:%' OR type LIKE '%squid%' GROUP BY evidence"_s, u"--csv"_s});
    VERIFY_RUNS(answer);
    QCOMPARE(answer.out, QByteArray("evidence,n,empty,text\r\nE-02,40,,\"a,b\"\r\n"));
    const QStringList sentences = column(rows(u"sql"_s, {u"--"_s, u"SELECT message FROM v_event WHERE evidence = 'E-02' AND position LIKE '%+%' ORDER BY time"_s}), u"message"_s);
    const QStringList messages = column(rows(u"events"_s, {u"--evidence"_s, u"E-02"_s, u"--filter"_s, u"filetimes:hide"_s}), u"message"_s);
    QCOMPARE(sentences, messages);
    for (const QString &view : {u"v_file"_s, u"v_flow"_s, u"v_tagging"_s})
        VERIFY_RUNS(cli({u"sql"_s, theCase(), u"SELECT count(*) FROM "_s + view}));
}

void TestCliRows::questionsThatWrite()
{
    for (const QString &statement : {u"DELETE FROM event"_s, u"UPDATE evidence SET number = 'x'"_s, u"PRAGMA user_version = 9"_s,
                                     u"ATTACH '/tmp/x' AS y"_s, u"SELECT 1; DELETE FROM event"_s, u"DROP TABLE event"_s,
                                     u"SELECT load_extension('x')"_s}) {
        const CliAnswer answer = cli({u"sql"_s, theCase(), statement});
        QVERIFY2(answer.code == 1 && answer.out.isEmpty(), qPrintable(statement));
    }
}

/// A question without an end breaks off, and says by which bound.
void TestCliRows::questionsWithoutEnd()
{
    const QString endless = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"_s;
    const CliAnswer late = cli({u"sql"_s, theCase(), endless, u"--seconds"_s, u"1"_s});
    QVERIFY2(late.code == 1 && late.err.contains("--seconds"), late.err.constData());
    const QString large = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 40) SELECT length(group_concat(hex(zeroblob(1000000)))) FROM n"_s;
    const CliAnswer fat = cli({u"sql"_s, theCase(), large, u"--memory"_s, u"32"_s});
    QVERIFY2(fat.code == 1 && fat.err.contains("--memory"), fat.err.constData());
    QCOMPARE(cli({u"sql"_s, theCase(), u"SELECT 1"_s, u"--seconds"_s, u"0"_s}).code, 2);
}

void TestCliRows::bytes()
{
    const CliAnswer file = cli({u"cat"_s, theCase(), u"/home/yamada/note.txt"_s});
    VERIFY_RUNS(file);
    QCOMPARE(file.out, kNote);
    QCOMPARE(cli({u"cat"_s, theCase(), u"/home/yamada/note.txt"_s, u"--offset"_s, u"4"_s, u"--length"_s, u"4"_s}).out, kNote.mid(4, 4));
    QCOMPARE(cli({u"cat"_s, theCase(), u"/home/yamada/large.bin"_s}).out, QByteArray(1'500'000, 'q'));
    const QString id = column(rows(u"events"_s, {u"--text"_s, u"/dl/7.zip"_s, u"--with-id"_s}), u"id"_s).value(0);
    QCOMPARE(cli({u"cat"_s, theCase(), u"--event"_s, id}).out, squidLog(8).split('\n').at(7));
    QCOMPARE(cli({u"cat"_s, theCase(), u"/no/such/file"_s}).code, 3);
    QFile raw(path(u"evidence/disk.raw"_s));
    QVERIFY(raw.open(QIODevice::ReadOnly));
    QCOMPARE(cli({u"cat"_s, theCase(), u"--evidence"_s, u"E-01"_s, u"--offset"_s, u"1024"_s, u"--length"_s, u"256"_s}).out, raw.readAll().mid(1024, 256));
}

void TestCliRows::folding()
{
    for (const QString &word : {u"ｱｼｱﾄ"_s, u"アシアト"_s, u"ＴＸＴ"_s}) {
        const QList<QStringList> found = rows(u"search"_s, {word, u"--files"_s});
        QVERIFY2(!column(found, u"path"_s).filter(u"アシアト.txt"_s).isEmpty(), qPrintable(word));
    }
    QCOMPARE(column(rows(u"search"_s, {u"ＤＬ/7.ZIP"_s, u"--events"_s}), u"kind"_s), QStringList{u"event"_s});
    QCOMPARE(rows(u"search"_s, {u"nothing-has-this-word"_s}).size(), 1);
}

void TestCliRows::closedPipe()
{
    const CliAnswer head = runProgram(u"/bin/bash"_s, {u"-c"_s, u"set -o pipefail; '%1' files '%2' --csv | head -n 1"_s.arg(cliProgram(), theCase())});
    QCOMPARE(head.code, 0);
    QVERIFY2(head.err.isEmpty(), head.err.constData());
    QCOMPARE(head.out.count('\n'), 1);
}

void TestCliRows::byteOrderMark()
{
    QVERIFY(cli({u"files"_s, theCase(), u"--csv"_s, u"--bom"_s}).out.startsWith("\xEF\xBB\xBF" "evidence,"));
    QVERIFY(cli({u"files"_s, theCase(), u"--csv"_s}).out.startsWith("evidence,"));
}

QTEST_GUILESS_MAIN(TestCliRows)
#include "tst_clirows.moc"
