// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/timepattern.h"

#include <QDateTime>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestMoment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void patterns_data();
    void patterns();
    void offsets();
    void daysMatchQDate();
};

namespace
{
QString shown(const Moment &moment)
{
    if (moment.ns() == kNoTime)
        return u"none"_s;
    return QDateTime::fromMSecsSinceEpoch(moment.ns() / 1'000'000, Qt::UTC).toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz"_s)
        + (moment.basis() == TimeBasis::Local ? u""_s : u"Z"_s);
}
} // namespace

void TestMoment::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("time");
    QTest::addColumn<qint64>("precision");
    QTest::addColumn<bool>("doubtful");
    const qint64 second = kSecondNs, minute = 60 * kSecondNs;
    const auto row = [](const char *text, const char *time, qint64 precision, bool doubtful = false) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(time) << precision << doubtful;
    };
    row("2026-11-14T02:13:44Z", "2026-11-14T02:13:44.000Z", second);
    row("2026-11-14T02:13:44.871+09:00", "2026-11-13T17:13:44.871Z", second / 1000);
    row("2026-11-14 02:13:44,8", "2026-11-14T02:13:44.800", second / 10);
    row("Sat Nov 14 02:13:44 2026", "2026-11-14T02:13:44.000", second);
    row("2026/11/14 2:13", "2026-11-14T02:13:00.000", minute);
    row("2026/11/14", "2026-11-14T00:00:00.000", kDayNs);
    row("2026/11/14 午後 2:13:44", "2026-11-14T14:13:44.000", second);
    row("2026/11/14 午前 12:05", "2026-11-14T00:05:00.000", minute);
    row("2026/11/14 午後 0:05", "2026-11-14T12:05:00.000", minute);
    row("2026/11/14 2:13:44 PM", "2026-11-14T14:13:44.000", second);
    row("2026/11/14 24:10", "2026-11-15T00:10:00.000", minute);
    row("2026/12/31 25:30:01", "2027-01-01T01:30:01.000", second);
    row("R8.11.14", "2026-11-14T00:00:00.000", kDayNs);
    row("R8.11.14 2:13", "2026-11-14T02:13:00.000", minute);
    row("令和元年5月1日", "2019-05-01T00:00:00.000", kDayNs);
    row("令和8年11月14日 2時13分44秒", "2026-11-14T02:13:44.000", second);
    row("平成31年4月30日", "2019-04-30T00:00:00.000", kDayNs);
    row("㋿8年11月14日", "2026-11-14T00:00:00.000", kDayNs);
    row("平成32年1月1日", "2020-01-01T00:00:00.000", kDayNs, true);
    row("S64.1.7", "1989-01-07T00:00:00.000", kDayNs);
    row("２０２６／１１／１４　０２：１３", "2026-11-14T02:13:00.000", minute);
    row("2026年11月14日(土) 2:13", "2026-11-14T02:13:00.000", minute);
    row("14/Nov/2026:02:13:44 +0900", "2026-11-13T17:13:44.000Z", second);
    row("[14/Nov/2026:02:13:44 +0900]", "2026-11-13T17:13:44.000Z", second);
    row("Sat, 14 Nov 2026 02:13:44 GMT", "2026-11-14T02:13:44.000Z", second);
    row("Nov 14 2026 02:13:44", "2026-11-14T02:13:44.000", second);
    row("11/14/2026 2:13 AM", "2026-11-14T02:13:00.000", minute);
    row("14.11.2026 02:13", "2026-11-14T02:13:00.000", minute);
    row("20261114021344", "2026-11-14T02:13:44.000", second);
    row("1794590024", "2026-11-13T17:13:44.000Z", second);
    row("1794590024000000000", "2026-11-13T17:13:44.000Z", 1);
    row("134390636240000001", "2026-11-13T17:13:44.000Z", 100); // FILETIME
    row("1794590024871", "2026-11-13T17:13:44.871Z", second / 1000);
    row("2026-11-14 02:13:44 JST", "2026-11-13T17:13:44.000Z", second);
    row("Nov  9 02:13:44", "none", second);
}

void TestMoment::reads()
{
    QFETCH(QString, text);
    QFETCH(QString, time);
    QFETCH(qint64, precision);
    QFETCH(bool, doubtful);
    Moment moment;
    QVERIFY(parseFlexibleTime(text.toUtf8(), moment));
    QCOMPARE(shown(moment), time);
    QCOMPARE(moment.precisionNs, precision);
    QCOMPARE(moment.doubtful, doubtful);
}

void TestMoment::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "-", "yesterday", "2026/02/29", "2026/13/01", "03/04/2026 10:00", "2026/11/14 30:00", "2026/11/14 2:60",
                             "2026/11/14 x", "12", "PC-07", "2026-11-14T02:13:44+99:00", "R0.1.1", "1/2", "99999999999999999999", "45610.0928", "45610.092870370368",
                             "26/11/14 2:13"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestMoment::refuses()
{
    QFETCH(QString, text);
    Moment moment;
    QVERIFY2(!parseFlexibleTime(text.toUtf8(), moment), qPrintable(shown(moment)));
}

void TestMoment::patterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("time");
    QTest::newRow("clf") << u"%d/%b/%Y:%H:%M:%S %z"_s << u"09/Sep/2026:19:26:56 +0900"_s << u"2026-09-09T10:26:56.000Z"_s;
    QTest::newRow("fraction") << u"%Y-%m-%d %H:%M:%S%f"_s << u"2026-09-09 19:26:56.25"_s << u"2026-09-09T19:26:56.250"_s;
    QTest::newRow("no fraction") << u"%Y-%m-%d %H:%M:%S%f"_s << u"2026-09-09 19:26:56"_s << u"2026-09-09T19:26:56.000"_s;
    QTest::newRow("day first") << u"%d/%m/%Y %H:%M"_s << u"03/04/2026 10:00"_s << u"2026-04-03T10:00:00.000"_s;
    QTest::newRow("short year") << u"%y/%m/%d %H:%M"_s << u"26/11/14 2:13"_s << u"2026-11-14T02:13:00.000"_s;
    QTest::newRow("half of the day") << u"%Y/%m/%d %p %I:%M"_s << u"2026/11/14 午後 2:13"_s << u"2026-11-14T14:13:00.000"_s;
    QTest::newRow("midnight") << u"%Y/%m/%d %I:%M %p"_s << u"2026/11/14 12:05 AM"_s << u"2026-11-14T00:05:00.000"_s;
    QTest::newRow("spreadsheet") << u"excel"_s << u"46340.0928703704"_s << u"2026-11-14T02:13:44.000"_s;
    QTest::newRow("spreadsheet, leap day") << u"excel"_s << u"45351"_s << u"2024-02-29T00:00:00.000"_s;
    QTest::newRow("spreadsheet, no date") << u"excel"_s << u"12.5"_s << QString();
    QTest::newRow("does not fit") << u"%Y/%m/%d"_s << u"2026-11-14"_s << QString();
    QTest::newRow("more behind") << u"%Y/%m/%d"_s << u"2026/11/14 2"_s << QString();
    QTest::newRow("no such day") << u"%Y/%m/%d"_s << u"2026/11/31"_s << QString();
}

void TestMoment::patterns()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(QString, time);
    const auto compiled = TimePattern::compile(pattern);
    QVERIFY(compiled.ok());
    Moment moment;
    const bool fits = compiled->parse(text.toUtf8(), moment);
    QCOMPARE(fits, !time.isEmpty());
    if (fits)
        QCOMPARE(shown(moment), time);
    QVERIFY(!TimePattern::compile(u"%Y %K"_s).ok());
}

void TestMoment::offsets()
{
    const QList<std::pair<QByteArray, int>> good = {{"+0900", 540}, {"+09:00", 540}, {"+9", 540}, {"-0330", -210}, {"Z", 0},
                                                    {"UTC", 0}, {"UTC+2", 120}, {"GMT-5", -300}, {"JST", 540}, {"+930", 570}};
    for (const auto &[text, expected] : good) {
        int minutes = -1;
        QVERIFY2(parseOffset(text, minutes), text.constData());
        QCOMPARE(minutes, expected);
    }
    for (const QByteArray &text : {QByteArray(), QByteArray("0900"), QByteArray("+"), QByteArray("+99"), QByteArray("+09:60"),
                                   QByteArray("Tokyo"), QByteArray("+09000")}) {
        int minutes = 0;
        QVERIFY2(!parseOffset(text, minutes), text.constData());
    }
}

void TestMoment::daysMatchQDate()
{
    for (QDate day(1678, 1, 1); day.year() < 2262; day = day.addDays(17)) {
        QCOMPARE(daysFromCivil(day.year(), day.month(), day.day()), QDate(1970, 1, 1).daysTo(day));
        Moment moment;
        civilFromDays(QDate(1970, 1, 1).daysTo(day), moment);
        QCOMPARE(QDate(moment.year, moment.month, moment.day), day);
    }
}

QTEST_GUILESS_MAIN(TestMoment)
#include "tst_moment.moc"
