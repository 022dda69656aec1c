// SPDX-License-Identifier: Apache-2.0
#include "logtesting.h"
#include "tests/shared/corpus.h"

#include <QDateTime>
#include <QFile>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestIfilterImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sniffs() { checkSniffing(u"ifilter"_s); }
    void truncation() { checkTruncation(u"ifilter"_s, sampleBytes(u"ifilter"_s)); }
    void mutations() { checkMutations(u"ifilter"_s, sampleBytes(u"ifilter"_s)); }
    void resume() { checkResume(u"ifilter"_s, sampleBytes(u"ifilter"_s)); }
    void columnsStay_data();
    void columnsStay();
    void endOverTheYear();
    void vendorSample();

private:
    static QByteArray line(const QByteArray &written, const QByteArray &start, const QByteArray &referer = "-")
    {
        return written + " 4872 1000/01/ - - 10.1.7.1 10.1.7.23 - yamada [" + start
            + "] 200 0 1207 - 63 87 87/127/151 -1 0 1518 0 group01 - 0 - \"GET http://a.example/ HTTP/1.1\" " + referer
            + " Chrome text%2Fhtml A667FEFF";
    }
};

void TestIfilterImporter::columnsStay_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("fits");
    const QByteArray start = "09/Sep/2026:19:26:56 +0900";
    QTest::newRow("two blanks before the day") << line("Sep  9 19:26:57", start) << true;
    QTest::newRow("one blank") << line("Sep 9 19:26:57", start) << true;
    QTest::newRow("quoted referer with a blank") << line("Sep  9 19:26:57", start, "\"http://b.example/x y\"") << true;
    QTest::newRow("quotes in the referer") << line("Sep  9 19:26:57", start, "\"http://b.example/\"x\"y\"") << true;
    QTest::newRow("behind a syslog header") << "Sep  9 19:26:57 proxy1 ifilter: " + line("Sep  9 19:26:57", start) << true;
    QTest::newRow("start in GMT") << line("Sep  9 10:26:57", "09/Sep/2026:10:26:56 GMT") << true;
    QTest::newRow("one column more") << line("Sep  9 19:26:57", start) + " extra" << false;
    QTest::newRow("one column less") << line("Sep  9 19:26:57", start).chopped(9) << false;
    QTest::newRow("no second time") << line("Sep  9 19:26:57", start).replace(start, "-") << false;
}

void TestIfilterImporter::columnsStay()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, fits);
    LogOptions chosen;
    chosen.format = u"ifilter"_s;
    const auto run = runImporter(u"ifilter"_s, bytes + '\n', chosen);
    QVERIFY(run->result.ok());
    if (!fits) {
        // Without its columns in place a line is damaged; without the time it is kept as an event without one.
        QVERIFY(run->sink.batch().coverage[0].damaged == 1 || (run->events()[0].flags & EventTimeInvalid));
        return;
    }
    QCOMPARE(run->warnings().size(), size_t(0));
    QCOMPARE(differences(*run, 0, {{u"time"_s, u"2026-09-09T10:26:56Z"_s}, {u"source"_s, u"10.1.7.23"_s}, {u"account"_s, u"yamada"_s},
                                   {u"status"_s, 200}, {u"url"_s, u"http://a.example/"_s}}), QStringList());
    const QDateTime end = QDateTime::fromString(run->details(0)[u"end"].toString(), Qt::ISODate);
    QCOMPARE(end, QDateTime::fromString(u"2026-09-09T10:26:57Z"_s, Qt::ISODate));
    QCOMPARE(run->details(0)[u"category"].toString(), u"87"_s);
    QCOMPARE(run->details(0)[u"column_35"].toString(), u"A667FEFF"_s);
}

void TestIfilterImporter::endOverTheYear()
{
    LogOptions chosen;
    chosen.format = u"ifilter"_s;
    const auto run = runImporter(u"ifilter"_s, line("Jan  1 00:00:03", "31/Dec/2026:23:59:58 +0900") + '\n', chosen);
    QCOMPARE(run->details(0)[u"end"].toString(), u"2027-01-01T00:00:03+09:00"_s);
}

/// The line that the vendor publishes, with what its columns mean.
void TestIfilterImporter::vendorSample()
{
    QFile file(corpusDir() + u"/formats/japan_and_fileserver_formats.md"_s);
    if (corpusDir().isEmpty() || !file.open(QIODevice::ReadOnly)) {
        corpusSummary(0, 1);
        return;
    }
    const QByteArray text = file.readAll();
    const qsizetype begin = text.indexOf("Sep 19 19:26:56 4872");
    QVERIFY(begin > 0);
    const auto run = runImporter(u"ifilter"_s, text.sliced(begin, text.indexOf('`', begin) - begin));
    QVERIFY(run->result.ok());
    QCOMPARE(differences(*run, 0, {{u"time"_s, u"2017-09-19T10:26:56Z"_s}, {u"offsetMinutes"_s, 540}, {u"source"_s, u"192.168.1.1"_s},
                                   {u"account"_s, u"user01"_s}, {u"status"_s, 503}, {u"action"_s, u"GET"_s},
                                   {u"url"_s, u"https://www.youtube.com/sw.js"_s}, {u"severity"_s, u"low"_s}}), QStringList());
    QCOMPARE(run->details(0)[u"group"].toString(), u"group01"_s);
    QCOMPARE(run->details(0)[u"result"].toString(), u"block"_s);
    QCOMPARE(run->details(0)[u"content_type_decoded"].toString(), u"text/html; charset=utf-8"_s);
    corpusSummary(1, 0);
}

QTEST_GUILESS_MAIN(TestIfilterImporter)
#include "tst_ifilterimporter.moc"
