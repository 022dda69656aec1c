// SPDX-License-Identifier: Apache-2.0
#include "models/time/timetext.h"

#include <QTest>

#include <limits>

using namespace ashiato;

class TestTimeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<qint64>("precision");
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, qint64 ns, qint64 precision, int offset, const char *expected) {
            QTest::newRow(name) << ns << precision << offset << QString::fromLatin1(expected);
        };
        constexpr qint64 ns = 1'791'938'575'871'330'400;
        row("1 ns", ns, 1, 0, "2026-10-14T00:42:55.871330400Z");
        row("100 ns", ns, 100, 0, "2026-10-14T00:42:55.8713304Z");
        row("1 us", ns, 1'000, 0, "2026-10-14T00:42:55.871330Z");
        row("1 ms", ns, 1'000'000, 0, "2026-10-14T00:42:55.871Z");
        row("10 ms", ns, 10'000'000, 0, "2026-10-14T00:42:55.87Z");
        row("1 s", ns, 1'000'000'000, 0, "2026-10-14T00:42:55Z");
        row("1 day", ns, 86'400'000'000'000, 0, "2026-10-14T00:42:55Z");
        row("JST", ns, 1'000'000'000, 540, "2026-10-14T09:42:55+09:00");
        row("day before", ns, 1'000'000'000, -210, "2026-10-13T21:12:55-03:30");
        row("epoch", 0, 1'000'000'000, 0, "1970-01-01T00:00:00Z");
        row("before 1970", -1, 1'000'000, 0, "1969-12-31T23:59:59.999Z");
        row("whole second before 1970", -1'000'000'000, 1, 0, "1969-12-31T23:59:59.000000000Z");
        row("first", std::numeric_limits<qint64>::min() + 1, 1, 0, "1677-09-21T00:12:43.145224193Z");
        row("last", std::numeric_limits<qint64>::max(), 1, 0, "2262-04-11T23:47:16.854775807Z");
        row("none", kNoTime, 1, 0, "");
    }
    void texts()
    {
        QFETCH(qint64, ns);
        QFETCH(qint64, precision);
        QFETCH(int, offset);
        QFETCH(QString, expected);
        QCOMPARE(timeText(ns, precision, offset), expected);
        if (ns != kNoTime && precision == 1)
            QCOMPARE(parseTime(expected).value(), ns);
    }
    void unknownZoneHasNoZ() { QCOMPARE(timeText(0, 1'000'000'000, 0, false), QStringLiteral("1970-01-01T00:00:00")); }

    void offsets()
    {
        QCOMPARE(offsetText(540), QStringLiteral("+09:00"));
        QCOMPARE(offsetText(-210), QStringLiteral("-03:30"));
        QCOMPARE(offsetText(0), QStringLiteral("+00:00"));
    }

    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("utc"); // empty: refused
        const auto row = [](const char *text, const char *zone, const char *utc) {
            QTest::addRow("%s in %s", text, zone) << QString::fromLatin1(text) << QString::fromLatin1(zone) << QString::fromLatin1(utc);
        };
        row("2026-10-14", "", "2026-10-14T00:00:00Z");
        row("2026-10-14", "Asia/Tokyo", "2026-10-13T15:00:00Z");
        row("2026-10-14 09:42", "Asia/Tokyo", "2026-10-14T00:42:00Z");
        row("2026-10-14T09:42:55.5+09:00", "America/New_York", "2026-10-14T00:42:55Z");
        row("2026-10-14T00:42:55Z", "Asia/Tokyo", "2026-10-14T00:42:55Z");
        row("2026-07-01 12:00:00", "America/New_York", "2026-07-01T16:00:00Z");
        row("2026-01-01 12:00:00", "America/New_York", "2026-01-01T17:00:00Z");
        row("2026-02-29", "", "");
        row("2026-10-14 24:00", "", "");
        row("2026-10-14 09:42:60", "", "");
        row("14/10/2026", "", "");
        row("2300-01-01", "", "");
        row("1600-01-01", "", "");
        row("2026-10-14", "Mars/Olympus", "");
        row("", "", "");
    }
    void parses()
    {
        QFETCH(QString, text);
        QFETCH(QString, zone);
        QFETCH(QString, utc);
        const auto ns = parseTime(text, zone);
        QCOMPARE(ns.ok(), !utc.isEmpty());
        if (ns)
            QCOMPARE(timeText(*ns, 1'000'000'000), utc);
    }

    void durations()
    {
        constexpr qint64 s = 1'000'000'000;
        QCOMPARE(parseDuration(QStringLiteral("+3m12s")).value(), 192 * s);
        QCOMPARE(parseDuration(QStringLiteral("-0.5s")).value(), -s / 2);
        QCOMPARE(parseDuration(QStringLiteral("1h")).value(), 3600 * s);
        QCOMPARE(parseDuration(QStringLiteral("2d1ms")).value(), 172'800 * s + 1'000'000);
        QCOMPARE(parseDuration(QStringLiteral("-00:03:12.5")).value(), -192 * s - s / 2);
        for (const char *bad : {"", "3", "m", "abc", "--3s", "3s3m", "99999999999s", "+"})
            QVERIFY2(!parseDuration(QString::fromLatin1(bad)), bad);
        for (const qint64 ns : {qint64(0), 192 * s, -s / 2, s / 1000, 90'061 * s + 1, qint64(-1)})
            QCOMPARE(ns == 0 ? qint64(0) : parseDuration(durationText(ns)).value(), ns);
        QCOMPARE(durationText(192 * s), QStringLiteral("+3m12s"));
        QVERIFY(!durationText(std::numeric_limits<qint64>::min()).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestTimeText)
#include "tst_timetext.moc"
