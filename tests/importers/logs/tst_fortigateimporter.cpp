// SPDX-License-Identifier: Apache-2.0
#include "corpuscases.h"
#include "logtesting.h"
#include "tests/shared/corpus.h"

#include <QDateTime>
#include <QTest>

#include <algorithm>
#include <tuple>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestFortigateImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sniffs() { checkSniffing(u"fortigate"_s); }
    void truncation() { checkTruncation(u"fortigate"_s, sampleBytes(u"fortigate"_s)); }
    void mutations() { checkMutations(u"fortigate"_s, sampleBytes(u"fortigate"_s)); }
    void resume() { checkResume(u"fortigate"_s, sampleBytes(u"fortigate"_s) + sessionRows()); }
    void times_data();
    void times();
    void contradictionStays();
    void longSessionsCountOnce();
    void sessionBegunElsewhere();
    void sessionWithItsStart();
    void sessionsInAnyOrder();
    void framesWithoutLineEnds();
    void strayQuotes_data();
    void strayQuotes();
    void timeInHeaderAlone();
    void cutLines_data();
    void cutLines();
    void secondValuesStay();
    void otherVendorsAreNotRead();
    void corpus();

private:
    static QByteArray row(const char *logid, const char *session, int out, int in, const char *more = "")
    {
        return QByteArray("date=2026-11-14 time=02:13:44 devid=\"F1\" eventtime=1794590024000000000 tz=\"+0900\" logid=\"") + logid
            + "\" type=\"traffic\" subtype=\"forward\" vd=\"root\" srcip=10.0.0.1 dstip=203.0.113.5 sessionid=" + session
            + " action=\"accept\" sentbyte=" + QByteArray::number(out) + " rcvdbyte=" + QByteArray::number(in) + more + '\n';
    }
    static QByteArray sessionRows()
    {
        return row("0000000020", "9", 1000, 10) + row("0000000020", "8", 50, 5) + row("0000000020", "9", 2500, 25)
            + row("0000000013", "9", 3000, 30) + row("0000000013", "8", 50, 5) + row("0000000013", "9", 7, 7);
    }
};

void TestFortigateImporter::times_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QJsonObject>("expected");
    const QByteArray rest = " logid=\"0000000013\" type=\"traffic\" action=\"accept\"\n";
    const QString instant = u"2026-11-13T17:13:44Z"_s;
    QTest::newRow("ns and offset") << "date=2026-11-14 time=02:13:44 eventtime=1794590024000000000 tz=\"+0900\"" + rest << QString()
                                   << QJsonObject{{u"time"_s, instant}, {u"basis"_s, u"offset"_s}, {u"offsetMinutes"_s, 540}};
    QTest::newRow("seconds (6.0)") << "date=2026-11-14 time=02:13:44 eventtime=1794590024" + rest << QString()
                                   << QJsonObject{{u"time"_s, instant}, {u"basis"_s, u"utc"_s}, {u"precisionNs"_s, qint64(1'000'000'000)}};
    QTest::newRow("no eventtime, offset") << "date=2026-11-14 time=02:13:44 tz=\"+0900\"" + rest << QString()
                                          << QJsonObject{{u"time"_s, instant}, {u"basis"_s, u"offset"_s}};
    QTest::newRow("nothing") << "date=2026-11-14 time=02:13:44" + rest << QString()
                             << QJsonObject{{u"time"_s, u"2026-11-14T02:13:44"_s}, {u"basis"_s, u"local"_s}, {u"zoneUnknown"_s, true}};
    QTest::newRow("nothing, zone given") << "date=2026-11-14 time=02:13:44" + rest << u"Asia/Tokyo"_s
                                         << QJsonObject{{u"basis"_s, u"local"_s}, {u"zoneUnknown"_s, false}};
    QTest::newRow("BOM") << "\xEF\xBB\xBF" "date=2026-11-14 time=02:13:44 tz=\"+0900\"" + rest << QString()
                         << QJsonObject{{u"time"_s, instant}};
    QTest::newRow("eventtime never set") << "date=2026-11-14 time=02:13:44 eventtime=0 tz=\"+0900\"" + rest << QString()
                                         << QJsonObject{{u"time"_s, instant}, {u"basis"_s, u"offset"_s}};
    QTest::newRow("eventtime of this age, date of another") << "date=1676-11-14 time=02:13:44 eventtime=1794590024000000000 tz=\"+0900\"" + rest
                                                            << QString() << QJsonObject{{u"time"_s, instant}};
    QTest::newRow("first date there is, east") << "date=1677-09-21 time=00:12:44 tz=\"+0900\"" + rest << QString()
                                               << QJsonObject{{u"timeInvalid"_s, true}};
    QTest::newRow("last date there is, west") << "date=2262-04-11 time=23:47:16 tz=\"-0900\"" + rest << QString()
                                              << QJsonObject{{u"timeInvalid"_s, true}};
    QTest::newRow("whole line quoted") << QByteArray("\"date=2026-11-14 time=02:13:44 tz=\"\"+0900\"\" logid=\"\"0000000013\"\" rcvdbyte=5\"\n")
                                       << QString() << QJsonObject{{u"time"_s, instant}, {u"bytesIn"_s, 5}};
    QTest::newRow("logtime (until 5.6.2)") << "date=2026-11-14 time=02:13:44 logtime=1794590024" + rest << QString()
                                           << QJsonObject{{u"time"_s, instant}, {u"basis"_s, u"utc"_s}, {u"zoneUnknown"_s, false}};
    // Some senders write the local time into timestamp as if it were UTC, others the instant: it is no time of the line.
    QTest::newRow("timestamp beside a date") << "timestamp=1794622424 date=2026-11-14 time=02:13:44 tz=\"+0900\"" + rest << QString()
                                             << QJsonObject{{u"time"_s, instant}, {u"basis"_s, u"offset"_s}};
    QTest::newRow("timestamp alone") << "time=02:13:44 timestamp=1794590024 tz=\"+0900\"" + rest << QString()
                                     << QJsonObject{{u"timeInvalid"_s, true}};
    QTest::newRow("no date") << "time=02:13:44" + rest << QString() << QJsonObject{{u"timeInvalid"_s, true}};
}

void TestFortigateImporter::times()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, zone);
    QFETCH(QJsonObject, expected);
    LogOptions options;
    options.zone = zone;
    options.format = u"fortigate"_s;
    // The zone of the machine has no say.
    for (const char *machine : {"UTC", "America/New_York", "Asia/Tokyo"}) {
        qputenv("TZ", machine);
        const auto run = runImporter(u"fortigate"_s, line, options);
        QCOMPARE(run->events().size(), size_t(1));
        QCOMPARE(differences(*run, 0, expected), QStringList());
    }
    qputenv("TZ", "UTC");
}

void TestFortigateImporter::contradictionStays()
{
    LogOptions options;
    options.format = u"fortigate"_s;
    const auto run = runImporter(u"fortigate"_s, "date=2018-07-26 time=14:56:21 eventtime=1609941381 tz=\"+0000\" logid=\"1\" type=\"traffic\"\n",
                                 options);
    QCOMPARE(differences(*run, 0, {{u"time"_s, u"2021-01-06T13:56:21Z"_s}}), QStringList());
    QCOMPARE(run->details(0)[u"date"].toString(), u"2018-07-26"_s);
    QCOMPARE(run->details(0)[u"time"].toString(), u"14:56:21"_s);
}

void TestFortigateImporter::longSessionsCountOnce()
{
    const auto run = runImporter(u"fortigate"_s, sessionRows());
    QCOMPARE(run->events().size(), size_t(6));
    qint64 out = 0, in = 0;
    for (const EventRecord &event : run->events()) {
        QVERIFY(event.flags & EventMakesFlow);
        out += event.bytesOut;
        in += event.bytesIn;
    }
    QCOMPARE(out, 3000 + 50 + 7); // session 9, session 8, and a new session that got the number 9 again
    QCOMPARE(in, 30 + 5 + 7);
    QCOMPARE(run->events()[2].bytesOut, 1500);
    QCOMPARE(run->details(2)[u"sentbyte"].toString(), QString()); // a number, not a text
    QCOMPARE(run->details(2)[u"sentbyte"].toInteger(), 2500);
}

void TestFortigateImporter::sessionBegunElsewhere()
{
    const auto run = runImporter(u"fortigate"_s, row("0000000020", "5", 9000, 900, " sentdelta=100 rcvddelta=10")
                                     + row("0000000013", "5", 9300, 930, " sentdelta=300 rcvddelta=30"));
    QCOMPARE(run->events()[0].bytesOut, 100);
    QCOMPARE(run->events()[1].bytesOut, 300);
    QCOMPARE(run->events()[1].bytesIn, 30);
}

/// What a row at the start of a session tells stands in the one at its end once more.
void TestFortigateImporter::sessionWithItsStart()
{
    for (const char *start : {"0000000015", "0000000016", "0000000021"}) {
        const auto run = runImporter(u"fortigate"_s, row(start, "5", 60, 0) + row("0000000013", "5", 600, 700));
        QCOMPARE(run->events()[0].bytesOut, 60);
        QCOMPARE(run->events()[1].bytesOut, 540);
        QCOMPARE(run->events()[1].bytesIn, 700);
    }
}

/// The rows of a session sum up to its bytes in whatever order they stand.
void TestFortigateImporter::sessionsInAnyOrder()
{
    struct Row {
        int minute, out, in;
        const char *logid, *delta;
    };
    const std::vector<Row> whole = {{10, 1000, 2000, "0000000020", " sentdelta=1000 rcvddelta=2000"},
                                    {12, 1500, 2600, "0000000020", " sentdelta=500 rcvddelta=600"},
                                    {14, 1550, 2650, "0000000020", " sentdelta=50 rcvddelta=50"},
                                    {16, 1600, 2700, "0000000013", ""}};
    for (const bool deltas : {true, false}) {
        std::vector<size_t> order = {0, 1, 2, 3};
        do {
            QByteArray bytes;
            for (const size_t i : order) {
                const Row &r = whole[i];
                QByteArray line = row(r.logid, "1", r.out, r.in, deltas ? r.delta : "");
                line.replace("eventtime=1794590024", "eventtime=" + QByteArray::number(1'794'590'000 + r.minute * 60));
                bytes += line;
            }
            const auto run = runImporter(u"fortigate"_s, bytes);
            qint64 out = 0, in = 0;
            for (const EventRecord &event : run->events()) {
                out += event.bytesOut;
                in += event.bytesIn;
            }
            QCOMPARE(run->events().size(), size_t(4));
            QCOMPARE(out, 1600);
            QCOMPARE(in, 2700);
        } while (std::next_permutation(order.begin(), order.end()));
    }
    // Newest first, and the number was used twice.
    QByteArray bytes;
    for (const auto &[second, out, logid] : {std::tuple(900, 70, "0000000013"), std::tuple(800, 50, "0000000020"),
                                             std::tuple(300, 600, "0000000013"), std::tuple(200, 400, "0000000020")}) {
        QByteArray line = row(logid, "1", out, 0);
        bytes += line.replace("eventtime=1794590024", "eventtime=" + QByteArray::number(1'794'590'000 + second));
    }
    const auto run = runImporter(u"fortigate"_s, bytes);
    QCOMPARE(run->events()[0].bytesOut + run->events()[1].bytesOut, 70);
    QCOMPARE(run->events()[2].bytesOut + run->events()[3].bytesOut, 600);
}

/// Syslog over TCP as it was received: each message behind its size.
void TestFortigateImporter::framesWithoutLineEnds()
{
    QByteArray bytes, wrong;
    QStringList sources;
    for (int i = 0; i < 600; ++i) {
        const QByteArray message = "<189>1 2026-11-14T02:13:44Z FW - - - - date=2026-11-14 time=02:13:44 devid=\"F\" tz=\"+0900\" logid=\"0000000013\" "
                                   "type=\"traffic\" srcip=10.0.0." + QByteArray::number(i % 250) + " user=\"山田\" rcvdbyte=" + QByteArray::number(i);
        bytes += QByteArray::number(message.size()) + ' ' + message;
        wrong += QByteArray::number(message.size() + (i == 100)) + ' ' + message;
        sources.append(u"10.0.0.%1"_s.arg(i % 250));
    }
    for (const qint64 cap : {qint64(1) << 30, qint64(66'000)}) {
        LogOptions options;
        options.readCap = cap;
        const auto run = runImporter(u"fortigate"_s, bytes, options);
        QVERIFY(run->result.ok());
        QCOMPARE(run->warnings().size(), size_t(0));
        QCOMPARE(run->events().size(), size_t(600));
        for (size_t i = 0; i < 600; ++i) {
            const EventRecord &event = run->events()[i];
            QCOMPARE(run->text(event.source), sources[qsizetype(i)]);
            QCOMPARE(event.bytesIn, qint64(i));
            QVERIFY(bytes.mid(event.offset, event.length).startsWith("<189>1"));
        }
    }
    QVERIFY(importerById(u"fortigate"_s)->sniff(bytes.first(4096), u"x"_s) >= 80);
    checkResume(u"fortigate"_s, bytes.first(bytes.indexOf("10.0.0.20 ") - 200));
    // A size that is wrong costs its own message at most.
    const auto run = runImporter(u"fortigate"_s, wrong);
    QVERIFY(run->events().size() >= 599);
    QCOMPARE(run->text(run->events().back().source), sources.back());
}

void TestFortigateImporter::strayQuotes_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QJsonObject>("expected");
    QTest::newRow("behind a number") << QByteArray("sentbyte=5 rcvdbyte=2700\"") << QJsonObject{{u"bytesOut"_s, 5}, {u"bytesIn"_s, 2700}};
    QTest::newRow("behind a quote") << QByteArray("rcvdbyte=7 action=\"close\"\"") << QJsonObject{{u"bytesIn"_s, 7}, {u"action"_s, u"close"_s}};
    QTest::newRow("in the middle") << QByteArray("rcvdbyte=7\" action=close") << QJsonObject{{u"bytesIn"_s, 7}, {u"action"_s, u"close"_s}};
    QTest::newRow("empty value") << QByteArray("user= srcip=10.0.0.1 action=") << QJsonObject{{u"account"_s, QString()}, {u"source"_s, u"10.0.0.1"_s}};
    QTest::newRow("backslash before the quote") << QByteArray("user=\"EXAMPLE\\\" srcip=10.0.0.1 action=\"close\"")
                                                << QJsonObject{{u"account"_s, u"EXAMPLE\\"_s}, {u"source"_s, u"10.0.0.1"_s}, {u"action"_s, u"close"_s}};
    QTest::newRow("backslash at the end") << QByteArray("srcip=10.0.0.1 user=\"EXAMPLE\\\"") << QJsonObject{{u"account"_s, u"EXAMPLE\\"_s}};
    QTest::newRow("quotes behind backslashes") << QByteArray("user=\"a \\\"b\\\" c=d\" srcip=10.0.0.1")
                                               << QJsonObject{{u"account"_s, u"a \"b\" c=d"_s}, {u"source"_s, u"10.0.0.1"_s}};
}

void TestFortigateImporter::strayQuotes()
{
    QFETCH(QByteArray, rest);
    QFETCH(QJsonObject, expected);
    const auto run = runImporter(u"fortigate"_s, "date=2026-11-14 time=02:13:44 tz=\"+0900\" logid=\"0000000013\" type=\"traffic\" " + rest + '\n');
    QCOMPARE(run->events().size(), size_t(1));
    QCOMPARE(run->warnings().size(), size_t(0));
    QCOMPARE(differences(*run, 0, expected), QStringList());
}

/// CEF of an old firmware: the year comes from the file's time, and the event is marked.
void TestFortigateImporter::timeInHeaderAlone()
{
    const QByteArray rest = " fw-800c CEF:0|Fortinet|Fortigate|v5.6.0|00013|traffic:forward close|3|FTNTFGTlogid=0000000013 cat=traffic:forward src=10.0.0.5\n";
    LogOptions options;
    options.modifiedNs = 1'799'107'200'000'000'000; // 2027-01-05T00:00:00Z
    const auto run = runImporter(u"fortigate"_s, "Dec 31 23:59:58" + rest + "<189>Jan  1 00:00:03" + rest + "Jan 02 2025 00:00:03" + rest, options);
    QCOMPARE(run->events().size(), size_t(3));
    QCOMPARE(differences(*run, 0, {{u"time"_s, u"2026-12-31T23:59:58"_s}, {u"basis"_s, u"local"_s}, {u"derivedYear"_s, true}}), QStringList());
    QCOMPARE(differences(*run, 1, {{u"time"_s, u"2027-01-01T00:00:03"_s}, {u"derivedYear"_s, true}}), QStringList());
    QCOMPARE(differences(*run, 2, {{u"time"_s, u"2025-01-02T00:00:03"_s}, {u"derivedYear"_s, false}}), QStringList());
    const auto none = runImporter(u"fortigate"_s, "Dec 31 23:59:58" + rest);
    QVERIFY(none->events().at(0).flags & EventTimeInvalid);
    QCOMPARE(none->warnings().at(0).code, quint16(ErrorCode::YearUnknown));
    checkResume(u"fortigate"_s, "Dec 31 23:59:58" + rest + "Jan  1 00:00:03" + rest, options);
}

void TestFortigateImporter::cutLines_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QString>("msg");
    QTest::newRow("within the last value") << QByteArray("msg=\"FX STATE: on carrier") << u"FX STATE: on carrier"_s;
    QTest::newRow("at its quote") << QByteArray("msg=\"") << QString();
    QTest::newRow("something behind the quote") << QByteArray("msg=\"logged in\"|") << u"logged in\"|"_s;
    QTest::newRow("quoted once more") << QByteArray("msg=\"\"FX STATE") << u"FX STATE"_s;
    QTest::newRow("a pair that is a CSV field") << QByteArray("\"msg=\"\"FX STATE") << u"\"\"FX STATE"_s;
}

/// What syslog cut off: the pairs before the cut are read, the event is marked and the line counted.
void TestFortigateImporter::cutLines()
{
    QFETCH(QByteArray, rest);
    QFETCH(QString, msg);
    const QByteArray begin = "date=2026-11-14 time=02:13:44 tz=\"+0900\" logid=\"0100032001\" type=\"event\" srcip=192.0.2.7 user=\"yamada\" ";
    const auto run = runImporter(u"fortigate"_s, begin + rest + '\n' + begin + "msg=\"whole\"\n");
    QCOMPARE(run->events().size(), size_t(2));
    QCOMPARE(differences(*run, 0, {{u"time"_s, u"2026-11-13T17:13:44Z"_s}, {u"source"_s, u"192.0.2.7"_s}, {u"account"_s, u"yamada"_s}}),
             QStringList());
    QCOMPARE(run->details(0)[u"msg"].toString(), msg);
    QVERIFY(run->events()[0].flags & EventDamaged);
    QVERIFY(!(run->events()[1].flags & EventDamaged));
    QCOMPARE(run->warnings().size(), size_t(1));
    QCOMPARE(run->warnings()[0].code, quint16(ErrorCode::Truncated));
    QCOMPARE(run->warnings()[0].offset, 0);
    QCOMPARE(run->sink.batch().coverage[0].damaged, 1);
}

/// A column holds one value; the others of the line are still told.
void TestFortigateImporter::secondValuesStay()
{
    const auto run = runImporter(u"fortigate"_s, "date=2026-11-14 time=02:13:44 tz=\"+0900\" logid=\"0101039426\" type=\"event\" remip=192.0.2.2 "
                                                 "srcip=192.0.2.1 userip=192.0.2.3 srcport=1 remport=2 dstip=198.51.100.1 locip=198.51.100.2 "
                                                 "hostname=\"a.example\" qname=\"b.example\" sentbyte=5\n");
    QCOMPARE(differences(*run, 0, {{u"source"_s, u"192.0.2.1"_s}, {u"sourcePort"_s, 1}, {u"destination"_s, u"198.51.100.1"_s},
                                   {u"domain"_s, u"a.example"_s}, {u"bytesOut"_s, 5}}), QStringList());
    const QJsonObject details = run->details(0);
    QCOMPARE(details[u"remip"].toString(), u"192.0.2.2"_s);
    QCOMPARE(details[u"userip"].toString(), u"192.0.2.3"_s);
    QCOMPARE(details[u"remport"].toString(), u"2"_s);
    QCOMPARE(details[u"locip"].toString(), u"198.51.100.2"_s);
    QCOMPARE(details[u"qname"].toString(), u"b.example"_s);
}

/// What writes log_id, too: a firewall of another vendor, and other devices of this one, whose events are not a FortiGate's.
void TestFortigateImporter::otherVendorsAreNotRead()
{
    const QByteArray begin = "date=2026-11-14 time=02:13:44 ", rest = " type=event subtype=admin pri=information user=admin\n";
    for (const QByteArray &line : {"device=\"SFW\" " + begin + "device_id=A1 log_id=010101600001 log_type=\"Firewall\" priority=Information\n",
                                   begin + "log_id=10000017 msg_id=000000001117 device_id=FVVM040000010871" + rest,
                                   begin + "device_id=FE100C3909600504 log_id=0001001623" + rest,
                                   begin + "device_id=FMG0000000000001 log_id=0001010018" + rest})
        QCOMPARE(runImporter(u"fortigate"_s, line)->result.error().code, ErrorCode::NotMine);
    QCOMPARE(runImporter(u"fortigate"_s, begin + "device_id=FG100C3909600504 log_id=0104032001" + rest)->events().size(), size_t(1));
}

void TestFortigateImporter::corpus()
{
    int ran = 0, skipped = corpusDir().isEmpty() ? 1 : 0;
    std::vector<CorpusCase> cases = corpusCases(u"Fortinet/fortigate"_s);
    for (const CorpusCase &c : cases) {
        // Lines of FortiWeb, of CEF without its mark, or without a logid are no FortiGate log lines.
        const bool cef = c.line.contains("CEF:0|Fortinet|Fort");
        if (!cef && (c.line.contains("|Fortinet|") || !c.line.contains("logid="))) {
            ++skipped;
            continue;
        }
        LogOptions chosen;
        chosen.format = u"fortigate"_s;
        const auto run = runImporter(u"fortigate"_s, c.line + '\n', chosen);
        QVERIFY2(run->result.ok() && run->events().size() == 1, qPrintable(c.name));
        const EventRecord &e = run->events()[0];
        QStringList wrong;
        const auto same = [&](const char *path, const QString &is) {
            const QJsonValue should = c.at(path);
            if (!should.isNull() && should.toVariant().toString() != is)
                wrong.append(u"%1: is '%2', expected '%3'"_s.arg(QLatin1String(path), is, should.toVariant().toString()));
        };
        // Their times are rounded to µs; ours are compared to the ms, and only where the line says an instant.
        const QString expectedTime = c.at("@timestamp").toString();
        const QDateTime time = QDateTime::fromString(expectedTime.chopped(expectedTime.size() > 24 ? 4 : 0) + (expectedTime.size() > 24 ? u"Z"_s : u""_s),
                                                     Qt::ISODateWithMs);
        if (time.isValid() && c.line.contains("eventtime=") && qAbs(e.recordedNs / 1'000'000 - time.toMSecsSinceEpoch()) > 1)
            wrong.append(u"time"_s);
        same("source.ip", run->text(e.source));
        same("source.port", QString::number(e.sourcePort));
        same("destination.ip", run->text(e.destination));
        same("destination.port", QString::number(e.destinationPort));
        same("source.bytes", QString::number(e.bytesOut));
        same("destination.bytes", QString::number(e.bytesIn));
        same("event.action", run->text(e.action));
        same("user.name", run->text(e.account));
        same("log.hostname", run->text(e.host));
        // In CEF the address alone in sproc is no source; a user is the account whatever its key (their suser is none).
        const bool cefMeant = cef && (c.line.contains("suser=") || c.line.contains("sproc="));
        // A row in the middle of a session counts what is new since the one before.
        if (c.line.contains("sentdelta=0"))
            wrong.removeIf([](const QString &text) { return text.contains(u"bytes"_s); });
        // Three differences are meant: the leased address of a DHCP row is no source; a user whom the firewall did not
        // authenticate is an account nevertheless; a user name is kept as the source writes it, with its certificate's subject.
        const bool meant = c.line.contains("dhcp_msg=") || c.line.contains("unauthuser=") || c.line.contains(",cn=");
        QVERIFY2(wrong.isEmpty() || ((meant || cefMeant) && wrong.size() == 1), qPrintable(c.name + u": "_s + wrong.join(u"; "_s)));
        ++ran;
    }
    corpusSummary(ran, skipped);
}

QTEST_GUILESS_MAIN(TestFortigateImporter)
#include "tst_fortigateimporter.moc"
