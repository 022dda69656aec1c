// SPDX-License-Identifier: Apache-2.0
#include "logtesting.h"

#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestJsonlImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mapsKeys();
    void numbersStayExact();
    void brokenLines();
    void chosenWithoutMapping();
    void rowsWithinALine();
    void longLines();
    void valuesOnSeveralLines();
    void jsonWithinATextOfJson();
    void truncation() { checkTruncation(u"jsonl"_s, kBytes, options()); }
    void mutations() { checkMutations(u"jsonl"_s, kBytes, options()); }
    void resume() { checkResume(u"jsonl"_s, kBytes, options()); }
    void loneSurrogates();

private:
    static LogOptions options()
    {
        LogOptions options;
        options.mapping = kMapping;
        return options;
    }

    static inline const QByteArray kMapping = R"({"format": "jsonl", "columns": {"user.name": "account", "src.ip": "source", "url": "url",
        "status": "status", "method": "action"}, "time": {"columns": ["@timestamp"]}, "type": "web:access", "flow": true})";
    static inline const QByteArray kBytes =
        R"({"@timestamp":"2026-11-14T02:13:44.5+09:00","user":{"name":"yamada"},"src":{"ip":"10.1.7.23"},"url":"http://a.example/x","method":"GET","status":200,"id":9007199254740993})"
        "\n"
        R"({"@timestamp":1794590024,"url":"https://b.example:8443/y","method":"POST","status":403,"note":"髙﨑","ok":true,"none":null})"
        "\n\n";
};

void TestJsonlImporter::mapsKeys()
{
    const auto run = runImporter(u"jsonl"_s, kBytes, options());
    QVERIFY(run->result.ok());
    QCOMPARE(run->events().size(), size_t(2));
    QCOMPARE(run->warnings().size(), size_t(0));
    QCOMPARE(differences(*run, 0, {{u"time"_s, u"2026-11-13T17:13:44.5Z"_s}, {u"offsetMinutes"_s, 540}, {u"account"_s, u"yamada"_s},
                                   {u"source"_s, u"10.1.7.23"_s}, {u"destination"_s, u"a.example"_s}, {u"status"_s, 200},
                                   {u"action"_s, u"GET"_s}, {u"type"_s, u"web:access"_s}, {u"flow"_s, true}}), QStringList());
    QVERIFY(run->sink.batch().strings.view(run->events()[0].details).contains("9007199254740993"));
    QCOMPARE(differences(*run, 1, {{u"time"_s, u"2026-11-13T17:13:44Z"_s}, {u"basis"_s, u"utc"_s}, {u"destinationPort"_s, 8443},
                                   {u"details"_s, QJsonObject{{u"note"_s, u"髙﨑"_s}, {u"ok"_s, u"true"_s}}}}), QStringList());
}

/// What a double cannot hold stays as it is written.
void TestJsonlImporter::numbersStayExact()
{
    const auto run = runImporter(u"jsonl"_s,
                                 R"({"@timestamp":1794590024.123456789,"id":12345678901234567890,"n":-9223372036854775808,)"
                                 R"("f":0.12345678901234567,"t":"1\",12345678901234567890","a":[12345678901234567890],"s":1.5})"
                                 "\n",
                                 options());
    QCOMPARE(run->warnings().size(), size_t(0));
    QCOMPARE(differences(*run, 0, {{u"time"_s, u"2026-11-13T17:13:44.123456789Z"_s}}), QStringList());
    const QByteArray details = run->sink.batch().strings.view(run->events()[0].details).toByteArray();
    for (const char *part : {R"("id":"12345678901234567890")", R"("n":-9223372036854775808)", R"("f":"0.12345678901234567")",
                             R"("t":"1\",12345678901234567890")", R"(12345678901234567890\"])", R"("s":"1.5")"})
        QVERIFY2(details.contains(part), (details + " lacks " + part).constData());
}

void TestJsonlImporter::brokenLines()
{
    const auto run = runImporter(u"jsonl"_s, kBytes + "{\"a\":\n[1,2]\n{\"url\":\"http://c/\"}\n", options());
    QCOMPARE(run->events().size(), size_t(3));
    QCOMPARE(run->warnings().size(), size_t(3)); // two broken lines, one without a time
    QVERIFY(run->events()[2].flags & EventTimeInvalid);
}

void TestJsonlImporter::chosenWithoutMapping()
{
    QCOMPARE(runImporter(u"jsonl"_s, kBytes)->result.error().code, ErrorCode::NotMine);
    LogOptions chosen;
    chosen.format = u"jsonl"_s;
    const auto run = runImporter(u"jsonl"_s, kBytes, chosen);
    QCOMPARE(run->events().size(), size_t(2));
    QVERIFY(run->events()[0].recordedNs != kNoTime);
}

/// An array of rows in one line, as CloudTrail and Microsoft Graph write it.
void TestJsonlImporter::rowsWithinALine()
{
    const QByteArray rows = R"([{"time":"2026-11-13T17:13:44Z","user":{"name":"a"}},{"time":"2026-11-13T17:13:45Z","user":{"name":"b"},"v":1}])";
    LogOptions options;
    options.mapping = R"({"format":"jsonl","columns":{"time":"time","user.name":"account"},"records":"Records"})";
    const QByteArray bytes = R"({"Records":)" + rows + R"(,"v":2,"next":null})" "\n" + rows + "\n" R"({"Records":[]})" "\n"
        R"({"Records":[7]})" "\n" R"({"Other":1})" "\n";
    const auto run = runImporter(u"jsonl"_s, bytes, options);
    QCOMPARE(run->events().size(), size_t(4));
    for (size_t i = 0; i < 4; ++i) {
        QCOMPARE(run->events()[i].ordinal, quint32(i % 2));
        QCOMPARE(run->text(run->events()[i].account), i % 2 ? u"b"_s : u"a"_s);
    }
    QCOMPARE(run->events()[1].offset, 0);
    QCOMPARE(run->events()[1].recordedNs - run->events()[0].recordedNs, 1'000'000'000);
    QCOMPARE(run->details(0)[u"v"].toInteger(), 2);  // what stands about the array
    QCOMPARE(run->details(1)[u"v"].toInteger(), 1);  // the row's own comes first
    QVERIFY(!run->details(0).contains(u"Records") && !run->details(0).contains(u"next"));
    QCOMPARE(run->warnings().size(), size_t(2));
    QCOMPARE(run->sink.batch().coverage[0].damaged, 2);
    checkResume(u"jsonl"_s, bytes, options);
}

/// A file of many records may be one line.
void TestJsonlImporter::longLines()
{
    LogOptions options;
    options.mapping = R"({"format":"jsonl","columns":{"t":"time","u":"account"},"records":"Records"})";
    const QByteArray row = R"({"t":"2026-11-13T17:13:44Z","u":"yamada","x":")" + QByteArray(1000, 'x') + "\"}";
    const auto line = [&](int rows) { return R"({"Records":[)" + (row + ',').repeated(rows - 1) + row + "]}\n"; };
    const QByteArray fits = line(3000), tooLong = line(17000);
    const auto run = runImporter(u"jsonl"_s, fits + tooLong + line(1), options);
    QCOMPARE(run->events().size(), size_t(3001));
    QCOMPARE(run->events()[3000].offset, fits.size() + tooLong.size());
    QCOMPARE(run->warnings().size(), size_t(1));
    QCOMPARE(run->warnings()[0].code, quint16(ErrorCode::LimitExceeded));
    QCOMPARE(run->warnings()[0].offset, fits.size());
}

/// As programs write it for the eye: an array over the whole file, or one object behind the other.
void TestJsonlImporter::valuesOnSeveralLines()
{
    LogOptions options;
    options.mapping = R"({"format":"jsonl","columns":{"t":"time","u.n":"account"}})";
    const QByteArray row = "{\r\n  \"t\": \"2026-11-13T17:13:44Z\",\r\n  \"u\": {\r\n    \"n\": \"ya]\\\"mada\"\r\n  }\r\n}";
    const QByteArray array = "[\n" + row + ",\n" + row + "\n]\n";
    const QByteArray bytes = array + row + "\n" R"({"t":"2026-11-13T17:13:45Z"})" "\n" + row + '\n';
    const auto run = runImporter(u"jsonl"_s, bytes, options);
    QCOMPARE(run->warnings().size(), size_t(0));
    QCOMPARE(run->events().size(), size_t(5));
    QCOMPARE(run->text(run->events()[1].account), u"ya]\"mada"_s);
    QCOMPARE(run->events()[1].ordinal, quint32(1));
    QCOMPARE(run->events()[1].length, array.size() - 1);
    QCOMPARE(run->events()[2].offset, array.size());
    QCOMPARE(run->events()[4].offset, bytes.size() - row.size() - 1);
    checkResume(u"jsonl"_s, bytes, options);
    // One that never ends costs no line behind it, nor is it looked for again.
    const auto broken = runImporter(u"jsonl"_s, "[\n{\"t\":\"2026-11-13T17:13:44Z\"}\n{\n{\"t\":\"2026-11-13T17:13:45Z\"}\n", options);
    QCOMPARE(broken->events().size(), size_t(2));
    QCOMPARE(broken->warnings().size(), size_t(2));
}

void TestJsonlImporter::jsonWithinATextOfJson()
{
    LogOptions options;
    options.mapping = R"({"format":"jsonl","columns":{"CreationDate":"time","AuditData.ClientIP":"source","AuditData.Actor.Name":"account"}})";
    const auto run = runImporter(u"jsonl"_s,
                                 R"({"CreationDate":"2026-11-13T17:13:44Z","AuditData":"{\"ClientIP\":\"203.0.113.9\",\"Actor\":{\"Name\":\"yamada\"}}"})"
                                 "\n", options);
    QCOMPARE(run->warnings().size(), size_t(0));
    QCOMPARE(differences(*run, 0, {{u"source"_s, u"203.0.113.9"_s}, {u"account"_s, u"yamada"_s}}), QStringList());
    QVERIFY(run->details(0).contains(u"AuditData"));
}

/// Half a surrogate pair is no character; a question mark in its place would be one that the source does not hold.
void TestJsonlImporter::loneSurrogates()
{
    LogOptions options;
    options.mapping = R"({"columns": {"time": "time", "who": "account", "in.deep": "action"}})";
    const auto run = runImporter(u"jsonl"_s, R"({"time":"2026-11-13T17:13:44Z","who":"a\udc00b","msg":"\ud83d\ude00 and \ud800","k\udfff":"x","in":{"deep":"\udbff!"},)"
                                            R"("list":["\udc01"],"text":"{\"a\":\"\udc02\"}"})" "\n", options);
    QCOMPARE(run->events().size(), size_t(1));
    QCOMPARE(run->text(run->events()[0].account), u"a\\udc00b"_s);
    QCOMPARE(run->text(run->events()[0].action), u"\\udbff!"_s);
    const QJsonObject details = run->details(0);
    QCOMPARE(details[u"msg"].toString(), u"\U0001F600 and \\ud800"_s);
    QCOMPARE(details[u"k\\udfff"_s].toString(), u"x"_s);
    QVERIFY(!QJsonDocument(details).toJson().contains('?'));
    QVERIFY(details[u"list"].toString().contains(u"udc01"_s));
}

QTEST_GUILESS_MAIN(TestJsonlImporter)
#include "tst_jsonlimporter.moc"
