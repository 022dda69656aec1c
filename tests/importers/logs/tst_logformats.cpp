// SPDX-License-Identifier: Apache-2.0
// Every definition in resources/logformats is its own test: its samples must give the values that stand beside them.
#include "importers/logs/linelogimporter.h"
#include "importers/logs/logformat.h"
#include "logtesting.h"

#include <QDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestLogFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samples_data();
    void samples();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
    void templateNeverShiftsColumns();
    void regexVariant();
    void usersOwnDefinitionComesFirst();
};

void TestLogFormats::samples_data()
{
    QTest::addColumn<QString>("id");
    const QDir folder(QStringLiteral(ASHIATO_SOURCE_DIR "/resources/logformats"));
    for (const QString &name : folder.entryList({u"*.json"_s}))
        QTest::newRow(qPrintable(name)) << name.chopped(5);
}

void TestLogFormats::samples()
{
    QFETCH(QString, id);
    const auto format = builtInLogFormat(id);
    QVERIFY2(format, "not compiled in");
    QCOMPARE(format->descriptor.id, id);
    QVERIFY(!format->samples.isEmpty());
    for (const QJsonValue &sample : format->samples) {
        const QByteArray line = sample[u"line"].toString().toUtf8();
        const auto run = runImporter(id, line + '\n');
        QVERIFY2(run->result.ok(), line.constData());
        QCOMPARE(run->events().size(), size_t(1));
        const QStringList wrong = differences(*run, 0, sample[u"event"].toObject());
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n') + u"\n in "_s + QString::fromUtf8(line)));
        QCOMPARE(run->events()[0].offset, 0);
        QCOMPARE(run->events()[0].length, line.size());
    }
    const auto all = runImporter(id, sampleBytes(id));
    QCOMPARE(qsizetype(all->events().size()), format->samples.size());
    qint64 records = 0;
    for (const CoverageRecord &part : all->sink.batch().coverage) { // one of instants, one of times without a zone
        QCOMPARE(part.damaged, 0);
        records += part.records;
    }
    QVERIFY(all->sink.batch().coverage.size() <= 2);
    QCOMPARE(records, format->samples.size());
}

void TestLogFormats::mistakesAreNamed_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("mistake");
    QTest::newRow("no JSON") << QByteArray("{") << QString();
    QTest::newRow("unknown field") << QByteArray(R"({"id":"x","title":"X","fields":[{"name":"a"}],"variants":[{"template":"{a} {b}"}],
        "events":[{"type":"x:y"}]})") << u"b"_s;
    QTest::newRow("nothing between") << QByteArray(R"({"id":"x","title":"X","fields":[{"name":"a"},{"name":"b"}],
        "variants":[{"template":"{a}{b}"}],"events":[{"type":"x:y"}]})") << u"between"_s;
    QTest::newRow("role") << QByteArray(R"({"id":"x","title":"X","fields":[{"name":"a","role":"sauce"}],"variants":[{"template":"{a}"}],
        "events":[{"type":"x:y"}]})") << u"sauce"_s;
    QTest::newRow("time pattern") << QByteArray(R"({"id":"x","title":"X","fields":[{"name":"a"}],"variants":[{"template":"{a}"}],
        "time":[{"fields":"a","pattern":"%Q"}],"events":[{"type":"x:y"}]})") << u"%Q"_s;
    QTest::newRow("no last event") << QByteArray(R"({"id":"x","title":"X","fields":[{"name":"a"}],"variants":[{"template":"{a}"}]})")
                                   << u"events"_s;
}

void TestLogFormats::mistakesAreNamed()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, mistake);
    const auto format = LogFormat::parse(json);
    QVERIFY(!format.ok());
    QVERIFY2(format.error().detail.contains(mistake), qPrintable(format.error().detail));
}

void TestLogFormats::templateNeverShiftsColumns()
{
    const auto format = builtInLogFormat(u"squid"_s);
    LogFields fields;
    int hint = 0;
    const QByteArray good = "1794590024.871 1 10.0.0.1 TCP_MISS/200 4 GET http://a/ - HIER_NONE/- text/html";
    QVERIFY(format->split(good, fields, hint) >= 0);
    QVERIFY(format->split(good + " extra", fields, hint) < 0);
    QVERIFY(format->split(good.chopped(12), fields, hint) < 0);
    QVERIFY(format->split("", fields, hint) < 0);
    // Between columns that are certain, what is not goes into a field of its own.
    const QByteArray blank = QByteArray(good).replace("http://a/", "http://a/ b");
    QVERIFY(format->split(blank, fields, hint) >= 0);
    const auto value = [&](const char *name) { return fields.values[size_t(format->indexOf(name))].toByteArray(); };
    QCOMPARE(value("url"), "http://a/");
    QCOMPARE(value("url_rest_and_user"), "b -");
    QCOMPARE(value("user"), "");
    QCOMPARE(value("hierarchy"), "HIER_NONE");
    QCOMPARE(value("type"), "text/html");
}

void TestLogFormats::regexVariant()
{
    const QByteArray json = R"json({"id":"own","title":"Own","fields":[{"name":"t","role":"time"},{"name":"who","role":"account"}],
        "variants":[{"name":"r","regex":"(?<t>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d) \\[(?<who>[^\\]]+)\\].*"}],
        "time":[{"fields":"t","pattern":"%Y-%m-%d %H:%M:%S"}],"events":[{"type":"own:line"}]})json";
    const auto format = LogFormat::parse(json);
    QVERIFY2(format.ok(), format.ok() ? "" : qPrintable(format.error().detail));
    LogFields fields;
    int hint = 0;
    QVERIFY((*format)->split("2026-11-14 02:13:44 [sato] did it", fields, hint) >= 0);
    QCOMPARE(fields.values[1].toByteArray(), QByteArray("sato"));
    QVERIFY((*format)->split("2026-11-14 [sato]", fields, hint) < 0);
    // A pattern that backtracks without end stops at the match limit.
    const auto evil = LogFormat::parse(R"json({"id":"evil","title":"Evil","fields":[{"name":"a"}],"variants":[{"regex":"(?<a>(x+x+)+y)"}],
        "events":[{"type":"e:e"}]})json");
    QVERIFY(evil.ok());
    QVERIFY((*evil)->split(QByteArray(5000, 'x'), fields, hint) < 0);
}

void TestLogFormats::usersOwnDefinitionComesFirst()
{
    LogOptions options;
    options.extraFormats = {uR"({"id":"squid","title":"Custom Squid","fields":[{"name":"t","role":"time"},{"name":"ip","role":"source"}],
        "variants":[{"name":"custom","template":"{t}|{ip}"}],"time":[{"fields":"t","pattern":"epoch"}],"events":[{"type":"squid:access"}]})"_s};
    const auto run = runImporter(u"squid"_s, "1794590024|10.0.0.1\n", options);
    QVERIFY(run->result.ok());
    QCOMPARE(run->events().size(), size_t(1));
    QCOMPARE(run->text(run->events()[0].source), u"10.0.0.1"_s);
    QCOMPARE(run->text(run->sink.batch().coverage[0].format), u"squid custom"_s);
}

QTEST_GUILESS_MAIN(TestLogFormats)
#include "tst_logformats.moc"
