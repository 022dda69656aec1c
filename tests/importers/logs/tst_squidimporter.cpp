// SPDX-License-Identifier: Apache-2.0
#include "corpuscases.h"
#include "logtesting.h"
#include "tests/shared/corpus.h"

#include <QDateTime>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestSquidImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sniffs() { checkSniffing(u"squid"_s); }
    void truncation() { checkTruncation(u"squid"_s, sampleBytes(u"squid"_s)); }
    void mutations() { checkMutations(u"squid"_s, sampleBytes(u"squid"_s)); }
    void resume() { checkResume(u"squid"_s, sampleBytes(u"squid"_s) + "a broken line\n" + sampleBytes(u"squid"_s)); }
    void stepsOverPoison();
    void zeroBlocks_data();
    void zeroBlocks();
    void timesThatAreNone();
    void quotesInARequest();
    void oneHostHasOneName();
    void blanks_data();
    void blanks();
    void blanksOfOneLineAlone();
    void syslogHeaders_data();
    void syslogHeaders();
    void brokenOff();
    void probeNamesWhatIsMissing();
    void corpus();
    void corpusFail2ban();
    void longFirstLine();
    void cutBeforeTheType();
    void logformats_data();
    void logformats();
    void logformatsThatAreNone();

private:
    QStringList corpusDifferences(const CorpusCase &c, LogRun &run);
};

void TestSquidImporter::stepsOverPoison()
{
    const QByteArray bytes = sampleBytes(u"squid"_s);
    const qint64 second = bytes.indexOf('\n') + 1;
    MemorySource source(bytes);
    RecordingSink sink;
    sink.skips = {second};
    ImportContext context{source, sink, 7, u"access.log"_s, u"/access.log"_s, {}, {}, {}, {}, {}, {}, kNoTime, 0, 0};
    QVERIFY(importerById(u"squid"_s)->run(context).ok());
    QCOMPARE(qsizetype(sink.batch().events.size()), bytes.count('\n') - 1);
    QCOMPARE(sink.batch().warnings.size(), size_t(1));
    QCOMPARE(sink.batch().warnings[0].code, quint16(ErrorCode::Crashed));
    QCOMPARE(sink.batch().warnings[0].offset, second);
}

void TestSquidImporter::zeroBlocks_data()
{
    QTest::addColumn<qsizetype>("at");
    QTest::addColumn<qsizetype>("count");
    const QByteArray bytes = sampleBytes(u"squid"_s);
    const qsizetype second = bytes.indexOf('\n') + 1;
    QTest::newRow("crash") << second << qsizetype(4096);
    QTest::newRow("one") << second << qsizetype(1);
    QTest::newRow("longer than the longest line") << second << qsizetype(3 << 20);
    QTest::newRow("log cut while open") << qsizetype(0) << qsizetype(8192);
    QTest::newRow("end") << bytes.size() << qsizetype(512);
}

/// What a crash or a log cut while it was open leaves behind costs no line.
void TestSquidImporter::zeroBlocks()
{
    QFETCH(qsizetype, at);
    QFETCH(qsizetype, count);
    QByteArray bytes = sampleBytes(u"squid"_s);
    const auto whole = runImporter(u"squid"_s, bytes);
    bytes.insert(at, QByteArray(count, '\0'));
    QVERIFY(runImporter(u"squid"_s, bytes)->result.ok()); // recognised all the same
    LogOptions options;
    options.format = u"squid"_s;
    options.readCap = 1000; // blocks run over the reader's borders
    const auto run = runImporter(u"squid"_s, bytes, options);
    QVERIFY(run->result.ok());
    QCOMPARE(run->events().size(), whole->events().size());
    for (size_t i = 0; i < run->events().size(); ++i) {
        const qint64 offset = whole->events()[i].offset;
        QCOMPARE(run->events()[i].offset, offset >= at ? offset + count : offset);
        QCOMPARE(run->events()[i].recordedNs, whole->events()[i].recordedNs);
    }
    QCOMPARE(run->warnings().size(), size_t(1));
    QCOMPARE(run->warnings()[0].offset, at);
    QCOMPARE(run->warnings()[0].length, count);
    QCOMPARE(run->sink.batch().coverage[0].damaged, 1);
}

/// Zero is no time, and what has none is counted.
void TestSquidImporter::timesThatAreNone()
{
    LogOptions chosen;
    chosen.format = u"squid"_s;
    const QByteArray rest = " 1 10.1.7.23 TCP_MISS/200 48 GET HTTP://UPPER.example/x - HIER_NONE/- -\n";
    const auto run = runImporter(u"squid"_s, "0.000" + rest + "-5.000" + rest + "99999999999999999999.1" + rest + "1794590024.871" + rest, chosen);
    QCOMPARE(run->events().size(), size_t(4));
    for (size_t i = 0; i < 3; ++i)
        QVERIFY(run->events()[i].flags & EventTimeInvalid);
    QCOMPARE(run->details(0)[u"time"].toString(), u"0.000"_s);
    QCOMPARE(run->warnings().size(), size_t(3));
    QCOMPARE(run->text(run->warnings()[1].detail), u"-5.000"_s);
    QCOMPARE(differences(*run, 3, {{u"protocol"_s, u"http"_s}, {u"destinationPort"_s, 80}, {u"url"_s, u"HTTP://UPPER.example/x"_s}}),
             QStringList());
}

/// An IPv4 peer of an IPv6 socket is the host that other sources call by its IPv4 address.
void TestSquidImporter::oneHostHasOneName()
{
    const auto run = runImporter(u"squid"_s,
                                 "1794622424.871     52 ::FFFF:10.1.7.23 TCP_MISS/200 909 GET http://[::ffff:203.0.113.66]:8080/a - HIER_NONE/- text/html\n"
                                 "1794622424.871     52 2001:db8::ffff:1 TCP_MISS/200 909 GET http://[2001:db8::1]/a - HIER_NONE/- text/html\n");
    QCOMPARE(run->events().size(), size_t(2));
    QCOMPARE(run->text(run->events()[0].source), u"10.1.7.23"_s);
    QCOMPARE(run->text(run->events()[0].destination), u"203.0.113.66"_s);
    QCOMPARE(run->events()[0].destinationPort, 8080);
    QCOMPARE(run->text(run->events()[0].domain), QString());
    QCOMPARE(run->details(0)[u"client"].toString(), u"::FFFF:10.1.7.23"_s); // as the line says it
    QCOMPARE(run->text(run->events()[1].source), u"2001:db8::ffff:1"_s);
    QCOMPARE(run->text(run->events()[1].destination), u"2001:db8::1"_s);
}

void TestSquidImporter::quotesInARequest()
{
    const QByteArray begin = "10.1.7.23 - - [14/Nov/2026:02:13:45 +0900] ";
    const auto run = runImporter(u"squid"_s, begin + "\"GET http://a.example/x\"y HTTP/1.1\" 200 5 \"-\" \"a\"b\" TCP_HIT:HIER_NONE\n"
                                     + begin + "\"GET http://a.example/ HTTP/1.1\" 200 5 \"-\" \"say \\\"hi\\\"\" TCP_HIT:HIER_NONE\n");
    QCOMPARE(run->warnings().size(), size_t(0));
    QCOMPARE(differences(*run, 0, {{u"url"_s, u"http://a.example/x\"y"_s}, {u"status"_s, 200}}), QStringList());
    QCOMPARE(run->details(0)[u"user_agent"].toString(), u"a\"b"_s);
    QCOMPARE(run->details(1)[u"user_agent"].toString(), u"say \"hi\""_s);
}

void TestSquidImporter::blanks_data()
{
    QTest::addColumn<QByteArray>("middle");
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("uncertain"); // null: the line does not fit
    const QString url = u"http://a.example/my"_s;
    QTest::newRow("in the URL") << QByteArray("http://a.example/my file.html -") << QByteArray() << url << u"file.html -"_s;
    QTest::newRow("in the user") << QByteArray("http://a.example/my EXAMPLE\\\\sato hanako") << QByteArray() << url << u"EXAMPLE\\\\sato hanako"_s;
    QTest::newRow("what looks like columns") << QByteArray("http://a.example/my - HIER_NONE/- text/plain -") << QByteArray() << url
                                             << u"- HIER_NONE/- text/plain -"_s;
    QTest::newRow("with agent") << QByteArray("http://a.example/my file -") << QByteArray(" \"http://r.example/ x\" \"a b\"") << url << u"file -"_s;
    QTest::newRow("with headers") << QByteArray("http://a.example/my file -") << QByteArray(" [Host: a b\\r\\n] [HTTP/1.1 200 OK\\r\\n]") << url << u"file -"_s;
    QTest::newRow("a column of its own") << QByteArray("http://a.example/my - HIER_DIRECT/203.0.113.5 text/html own/column") << QByteArray()
                                        << QString() << QString();
    QTest::newRow("one column less") << QByteArray("http://a.example/my HIER_DIRECT/203.0.113.5 text/html") << QByteArray() << QString() << QString();
}

/// Squid writes a blank of a URL or of a user name as it is. Which of the two has it, the line does not tell: all other
/// columns are read, and what is uncertain is told and counted.
void TestSquidImporter::blanks()
{
    QFETCH(QByteArray, middle);
    QFETCH(QByteArray, end);
    QFETCH(QString, url);
    QFETCH(QString, uncertain);
    LogOptions chosen;
    chosen.format = u"squid"_s;
    const QByteArray hierarchy = uncertain.isNull() ? "" : " HIER_DIRECT/203.0.113.5 text/html";
    const auto run = runImporter(u"squid"_s, "1794590024.871     22 10.1.7.23 TCP_DENIED/403 48 GET " + middle + hierarchy + end + '\n', chosen);
    QCOMPARE(run->warnings().size(), size_t(1));
    QCOMPARE(run->warnings()[0].offset, 0);
    QCOMPARE(run->sink.batch().coverage[0].damaged, 1);
    QCOMPARE(run->events().size(), size_t(uncertain.isNull() ? 0 : 1));
    if (uncertain.isNull())
        return;
    QVERIFY(run->events()[0].flags & EventDamaged);
    QCOMPARE(run->text(run->warnings()[0].detail), uncertain);
    QCOMPARE(run->details(0)[u"url_rest_and_user"].toString(), uncertain);
    QCOMPARE(run->details(0)[u"peer"].toString(), u"203.0.113.5"_s);
    QCOMPARE(run->details(0)[u"type"].toString(), u"text/html"_s);
    QCOMPARE(differences(*run, 0, {{u"url"_s, url}, {u"account"_s, u""_s}, {u"status"_s, 403}, {u"bytesIn"_s, 48}, {u"severity"_s, u"low"_s},
                                   {u"destination"_s, u"a.example"_s}}), QStringList());
}

/// One line with a blank in its URL does not make the lines behind it doubtful, nor does one with headers.
void TestSquidImporter::blanksOfOneLineAlone()
{
    const QByteArray begin = "1794590024.871     22 10.1.7.23 TCP_MISS/200 48 GET http://a.example/";
    const QByteArray plain = begin + " sato HIER_DIRECT/203.0.113.5 text/html\n";
    const auto run = runImporter(u"squid"_s, begin + "my file.html - HIER_DIRECT/203.0.113.5 text/html\n" + plain + begin
                                                 + " - HIER_DIRECT/203.0.113.5 text/html [Host: a\\r\\n] [HTTP/1.1 200 OK\\r\\n]\n" + plain);
    QCOMPARE(run->events().size(), size_t(4));
    QCOMPARE(run->sink.batch().coverage[0].damaged, 1);
    for (const size_t index : {1, 3}) {
        QVERIFY(!(run->events()[index].flags & EventDamaged));
        QCOMPARE(run->text(run->events()[index].account), u"sato"_s);
    }
}

void TestSquidImporter::syslogHeaders_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("fits");
    QTest::newRow("RFC 3164") << QByteArray("Nov 14 02:13:44 proxy1 squid[77]: ") << true;
    QTest::newRow("RFC 3164 with an ISO time") << QByteArray("2026-11-14T02:13:44.871+09:00 proxy1 (squid-1): ") << true;
    QTest::newRow("RFC 5424") << QByteArray("<134>1 2026-11-14T02:13:44+09:00 proxy1 squid 77 - - ") << true;
    QTest::newRow("RFC 5424, cut") << QByteArray("<134>1 2026-11-14T02:13:44+09:00 proxy1 ") << true;
    QTest::newRow("priority alone") << QByteArray("<14>") << true;
    QTest::newRow("no header") << QByteArray("proxy1 ") << false;
}

void TestSquidImporter::syslogHeaders()
{
    QFETCH(QByteArray, header);
    QFETCH(bool, fits);
    const QByteArray line = "1794590024.871     22 10.1.7.23 TCP_MISS/200 48 GET http://a.example/ - HIER_DIRECT/203.0.113.5 text/html\n";
    const auto run = runImporter(u"squid"_s, header + line + line);
    QCOMPARE(run->events().size(), size_t(fits ? 2 : 0));
    if (!fits) {
        QCOMPARE(run->result.error().code, ErrorCode::NotMine);
        return;
    }
    QCOMPARE(run->warnings().size(), size_t(0));
    QCOMPARE(run->details(0)[u"header"].toString(), QString::fromLatin1(header.trimmed()));
    QVERIFY(!run->details(1).contains(u"header"));
    QCOMPARE(differences(*run, 0, {{u"source"_s, u"10.1.7.23"_s}, {u"time"_s, u"2026-11-13T17:13:44.871Z"_s}}), QStringList());
}

/// A source that ends in an error (a gz log that is cut off): what was read before is told, with its span.
void TestSquidImporter::brokenOff()
{
    class BrokenSource : public MemorySource
    {
    public:
        using MemorySource::MemorySource;
        Result<qint64> read(qint64 offset, char *into, qint64 size) override
        {
            const auto got = MemorySource::read(offset, into, size);
            return got && *got == 0 ? Result<qint64>(ErrorCode::Truncated) : got;
        }
    };
    const QByteArray bytes = sampleBytes(u"squid"_s);
    BrokenSource source(bytes);
    RecordingSink sink;
    ImportContext context{source, sink, 7, u"access.log"_s, u"/access.log"_s, {}, {}, {}, {}, {}, {}, kNoTime, 0, 0};
    QCOMPARE(importerById(u"squid"_s)->run(context).error().code, ErrorCode::Truncated);
    QCOMPARE(sink.batch().coverage.size(), size_t(1));
    QCOMPARE(sink.batch().coverage[0].records, bytes.count('\n'));
}

void TestSquidImporter::probeNamesWhatIsMissing()
{
    const ProbeMessage whole = probeImporter(u"squid"_s, sampleBytes(u"squid"_s));
    QCOMPARE(whole.importer, u"squid"_s);
    QCOMPARE(whole.missingFields, QStringList());
    QCOMPARE(whole.encoding, u"ASCII"_s);
    QVERIFY(!whole.zoneNeeded);
    QVERIFY(whole.confidence >= 80);
    QCOMPARE(qsizetype(whole.rows.size()), sampleBytes(u"squid"_s).count('\n'));
    for (const QStringList &row : whole.rows)
        QCOMPARE(row.size(), whole.columns.size());
    const ProbeMessage bare = probeImporter(u"squid"_s, "1794590027.919 0 10.1.7.26 NONE_NONE/000 0 - error:x - HIER_NONE/- -\n");
    QCOMPARE(bare.missingFields, (QStringList{u"action"_s, u"destination"_s}));
    QCOMPARE(probeImporter(u"squid"_s, "something\n").error, ErrorCode::NotMine);
}

QStringList TestSquidImporter::corpusDifferences(const CorpusCase &c, LogRun &run)
{
    const EventRecord &e = run.events()[0];
    const QJsonObject details = run.details(0);
    QStringList wrong;
    const auto same = [&](const char *path, const QString &is) {
        const QJsonValue should = c.at(path);
        if (!should.isNull() && should.toVariant().toString() != is)
            wrong.append(u"%1: is '%2', expected '%3'"_s.arg(QLatin1String(path), is, should.toVariant().toString()));
    };
    const QDateTime time = QDateTime::fromString(c.at("@timestamp").toString(), Qt::ISODateWithMs);
    if (e.recordedNs / 1'000'000 != time.toMSecsSinceEpoch())
        wrong.append(u"time"_s);
    same("source.ip", run.text(e.source));
    same("http.request.method", run.text(e.action));
    same("http.response.status_code", QString::number(e.status));
    same("http.response.bytes", QString::number(e.bytesIn));
    same("url.original", run.text(e.url));
    same("destination.domain", run.text(e.domain));
    same("destination.port", QString::number(e.destinationPort));
    same("user.name", run.text(e.account));
    same("event.duration", QString::number(details[u"elapsed"].toInteger()));
    same("http.response.mime_type", details[u"type"].toString());
    same("http.request.referrer", details[u"referer"].toString());
    same("user_agent.original", details[u"user_agent"].toString());
    same("squid.hierarchy_code", details[u"hierarchy"].toString());
    return wrong;
}

void TestSquidImporter::corpus()
{
    // Two of the cases come from a format of their authors' own: read by a definition of it, as a user would.
    LogOptions own;
    own.format = u"squid_own"_s;
    own.extraFormats = {uR"json({"id":"squid_own","title":"Own","null":["-"],"fields":[{"name":"client","role":"source"},{"name":"ident"},
        {"name":"user","role":"account"},{"name":"t","role":"time"},{"name":"request","role":"request"},{"name":"status","role":"status"},
        {"name":"rest"}],"variants":[{"template":"{client} {ident} {user} [{t}] \"{request}\" {status} {rest*}"}],
        "time":[{"fields":"t","pattern":"%m/%d/%Y %H:%M:%S"}],"events":[{"type":"squid:access"}]})json"_s};
    int ran = 0;
    for (const CorpusCase &c : corpusCases(u"Squid/squid"_s)) {
        const bool isOwn = c.name.startsWith(u"common_log_format"_s);
        const auto run = isOwn ? runImporter(u"linelog"_s, c.line + '\n', own) : runImporter(u"squid"_s, c.line + '\n');
        QVERIFY2(run->result.ok(), qPrintable(c.name));
        QCOMPARE(run->events().size(), size_t(1));
        const QStringList wrong = corpusDifferences(c, *run);
        QVERIFY2(wrong.isEmpty(), qPrintable(c.name + u": "_s + wrong.join(u"; "_s)));
        ++ran;
    }
    corpusSummary(ran, corpusDir().isEmpty() ? 1 : 0);
}

void TestSquidImporter::corpusFail2ban()
{
    QFile file(corpusDir() + u"/fail2ban/fail2ban/tests/files/logs/squid"_s);
    if (corpusDir().isEmpty() || !file.open(QIODevice::ReadOnly)) {
        corpusSummary(0, 1);
        return;
    }
    // A "# failJSON:" line tells host and time of the line below it; its times are in the zone of fail2ban's own tests.
    const QByteArray bytes = file.readAll();
    QStringList hosts;
    QRegularExpression host(u"failJSON.*\"host\": \"([^\"]+)\""_s);
    for (auto it = host.globalMatch(QString::fromUtf8(bytes)); it.hasNext();)
        hosts.append(it.next().captured(1));
    LogOptions chosen;
    chosen.format = u"squid"_s;
    const auto run = runImporter(u"squid"_s, bytes, chosen);
    QVERIFY(run->result.ok());
    QCOMPARE(qsizetype(run->events().size()), hosts.size());
    for (qsizetype i = 0; i < hosts.size(); ++i)
        QCOMPARE(run->text(run->events()[size_t(i)].source), hosts[i]);
    corpusSummary(int(hosts.size()), 0);
}

/// A first line of any length does not hide what the others are.
void TestSquidImporter::longFirstLine()
{
    const QByteArray line = "1794590024.871     22 10.1.7.23 TCP_MISS/200 48 GET http://a.example/ - HIER_DIRECT/203.0.113.5 text/html\n";
    for (const int size : {70'000, 200'000, 2'000'000}) {
        const QByteArray bytes = QByteArray(line).replace("a.example/", "a.example/" + QByteArray(size, 'x')) + line + line;
        const auto run = runImporter(u"squid"_s, bytes);
        QVERIFY2(run->result.ok(), qPrintable(QString::number(size)));
        QCOMPARE(run->events().size(), size_t(size < 1'000'000 ? 3 : 2));
        QCOMPARE(run->warnings().size(), size_t(size < 1'000'000 ? 0 : 1));
    }
    QCOMPARE(runImporter(u"squid"_s, QByteArray(200'000, 'x') + "\nno log\nat all\n")->result.error().code, ErrorCode::NotMine);
}

/// The last line of a file may be one that is cut off, and looks like one without a type.
void TestSquidImporter::cutBeforeTheType()
{
    const QByteArray line = "1794590024.871     22 10.1.7.23 TCP_MISS/200 48 GET http://a.example/ - HIER_DIRECT/203.0.113.5";
    const auto run = runImporter(u"squid"_s, line + '\n' + line);
    QCOMPARE(run->events().size(), size_t(2));
    QVERIFY(!(run->events()[0].flags & EventDamaged));
    QVERIFY(run->events()[1].flags & EventDamaged);
    QCOMPARE(run->warnings().size(), size_t(1));
    QCOMPARE(run->warnings()[0].code, quint16(ErrorCode::Truncated));
}

void TestSquidImporter::logformats_data()
{
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QJsonObject>("expected");
    const auto row = [](const char *name, const char *configuration, const char *line, const char *expected) {
        QTest::newRow(name) << QByteArray(configuration) << QByteArray(line) << QJsonDocument::fromJson(expected).object();
    };
    row("as Squid itself has it", "logformat squid %ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt",
        "1794590024.871    187 10.1.7.23 TCP_MISS/200 48211 GET http://www.example.co.jp/ yamada HIER_DIRECT/203.0.113.5 text/html",
        R"({"time": "2026-11-13T17:13:44.871Z", "source": "10.1.7.23", "action": "GET", "status": 200, "bytesIn": 48211, "account": "yamada"})");
    row("other order, ports, headers, total", "http_port 3128\n# logformat off %ts\n logformat office %tl|%>a:%>p|%un|%rm|%ru|%>Hs|%<st|%>st|\"%{User-Agent}>h\"|%ssl::bump_mode|%{X-Office}>h\n",
        "14/Nov/2026:02:13:44 +0900|10.1.7.23:50123|sato|POST|https://up.example.org/x|201|517|98211|\"curl/8 (a b)\"|splice|Tokyo",
        R"json({"time": "2026-11-13T17:13:44Z", "offsetMinutes": 540, "type": "squid:access", "source": "10.1.7.23", "sourcePort": 50123, "account": "sato",
            "action": "POST", "destination": "up.example.org", "destinationPort": 443, "status": 201, "bytesIn": 517, "bytesOut": 98211, "flow": true,
            "details": {"user_agent": "curl/8 (a b)", "ssl_bump_mode": "splice", "x_office": "Tokyo"}})json");
    row("a time of its own form", "logformat iso %{%F %T}tl %>a \"%rm %ru HTTP/%rv\" %>Hs %<st",
        "2026-11-14 02:13:44 10.1.7.23 \"GET http://a.example/ HTTP/1.1\" 200 512",
        R"({"time": "2026-11-14T02:13:44", "source": "10.1.7.23", "action": "GET", "destination": "a.example", "details": {"http_version": "1.1"}})");
    row("the name left away", "logformat x %ts %>a %rm %ru %>Hs", "1794590024 10.1.7.23 GET http://a.example/ 200",
        R"({"time": "2026-11-13T17:13:44Z", "source": "10.1.7.23", "status": 200})");
}

/// A logformat of one's own, as it stands in squid.conf.
void TestSquidImporter::logformats()
{
    QFETCH(QByteArray, configuration);
    QFETCH(QByteArray, line);
    QFETCH(QJsonObject, expected);
    LogOptions options;
    options.mapping = configuration;
    options.zone = u"Asia/Tokyo"_s;
    auto run = runImporter(u"linelog"_s, line + '\n' + line + '\n', options);
    QVERIFY2(run->result.ok(), qPrintable(run->result ? QString() : run->result.error().detail));
    QCOMPARE(run->events().size(), size_t(2));
    const QStringList wrong = differences(*run, 0, expected);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    QVERIFY(run->warnings().empty());
}

/// Said, and nothing is read by guess.
void TestSquidImporter::logformatsThatAreNone()
{
    for (const char *configuration : {"logformat x %ts %zz", "logformat x %{%Z %H}tl %>a", "logformat x %{%H:%M:%S}tg %>a", "logformat x %ts %>a {"}) {
        LogOptions options;
        options.mapping = configuration;
        const auto run = runImporter(u"linelog"_s, sampleBytes(u"squid"_s), options);
        QVERIFY2(!run->result && run->result.error().code == ErrorCode::Invalid, configuration);
        QVERIFY(run->events().empty());
    }
}

QTEST_GUILESS_MAIN(TestSquidImporter)
#include "tst_squidimporter.moc"
