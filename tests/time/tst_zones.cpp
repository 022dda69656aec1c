// SPDX-License-Identifier: Apache-2.0
#include "models/time/timetext.h"
#include "models/time/zones.h"

#include <QTest>
#include <QTimeZone>

using namespace ashiato;

namespace
{
constexpr qint64 kHour = 3'600'000'000'000;
qint64 at(const char *wallClock) { return *parseTime(QString::fromLatin1(wallClock)); }
} // namespace

class TestZones : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fixedZones()
    {
        for (const char *zone : {"+09:00", "+0900", "JST", "UTC+09:00"})
            QCOMPARE(localSpans(QString::fromLatin1(zone), 0)->front().offsetNs, -9 * kHour);
        QCOMPARE(localSpans(QStringLiteral("-03:30"), 5)->front().offsetNs, 7 * kHour / 2 + 5);
        QCOMPARE(localSpans({}, 42).value(), utcSpans(42));
        for (const char *bad : {"Mars/Olympus", "+24:00", "9", "+9", "'; DROP TABLE", "東京"})
            QCOMPARE(localSpans(QString::fromUtf8(bad), 0).error().code, ErrorCode::Invalid);
    }

    void summerTime()
    {
        const auto spans = localSpans(QStringLiteral("America/New_York"), 0);
        QVERIFY(spans);
        const auto shown = [&](const char *wallClock, bool odd) {
            bool ambiguous = !odd;
            const qint64 ns = throughSpans(*spans, at(wallClock), &ambiguous);
            return ambiguous == odd ? timeText(ns, 1'000'000'000) : QStringLiteral("wrong flag");
        };
        QCOMPARE(shown("2026-03-08 01:59:59", false), QStringLiteral("2026-03-08T06:59:59Z"));
        QCOMPARE(shown("2026-03-08 02:30:00", true), QStringLiteral("2026-03-08T07:30:00Z")); // never stood on the clock
        QCOMPARE(shown("2026-03-08 03:00:00", false), QStringLiteral("2026-03-08T07:00:00Z"));
        QCOMPARE(shown("2026-11-01 00:59:59", false), QStringLiteral("2026-11-01T04:59:59Z"));
        QCOMPARE(shown("2026-11-01 01:30:00", true), QStringLiteral("2026-11-01T05:30:00Z")); // stood twice: the first
        QCOMPARE(shown("2026-11-01 02:00:00", false), QStringLiteral("2026-11-01T07:00:00Z"));
        QCOMPARE(shown("2060-07-01 12:00:00", false), QStringLiteral("2060-07-01T16:00:00Z")); // past the table's end
        QCOMPARE(shown("2060-01-01 12:00:00", false), QStringLiteral("2060-01-01T17:00:00Z"));
    }

    void skewMovesTheChange()
    {
        // The clock is ten minutes slow: what it calls 01:55 is 02:05, after the change.
        const auto spans = localSpans(QStringLiteral("Europe/Berlin"), 600'000'000'000);
        QVERIFY(spans);
        QCOMPARE(timeText(throughSpans(*spans, at("2026-10-25 01:45:00")), 1'000'000'000), QStringLiteral("2026-10-24T23:55:00Z"));
        bool ambiguous = false;
        throughSpans(*spans, at("2026-10-25 01:55:00"), &ambiguous);
        QVERIFY(ambiguous);
    }

    void everyZoneIsWhole()
    {
        // The spans cover all of time without hole or overlap, and agree with QTimeZone at every instant tried.
        for (const QString &name : zoneList()) {
            const auto spans = localSpans(name, 0);
            QVERIFY2(spans, qPrintable(name));
            QCOMPARE(spans->back().toNs, std::numeric_limits<qint64>::max());
            for (size_t i = 1; i < spans->size(); ++i)
                QCOMPARE((*spans)[i].fromNs, (*spans)[i - 1].toNs);
            const QTimeZone zone(name.toLatin1());
            for (int year : {1950, 1987, 2006, 2026, 2040}) {
                for (int month : {1, 4, 7, 10}) {
                    const QDateTime utc(QDate(year, month, 15), QTime(12, 0), Qt::UTC);
                    const qint64 ns = utc.toSecsSinceEpoch() * 1'000'000'000;
                    const qint64 wallClock = ns + qint64(zone.offsetFromUtc(utc)) * 1'000'000'000;
                    bool ambiguous = false;
                    if (const qint64 back = throughSpans(*spans, wallClock, &ambiguous); !ambiguous)
                        QCOMPARE(back, ns);
                    QCOMPARE(zoneOffsetMinutes(name, ns), zone.offsetFromUtc(utc) / 60);
                }
            }
        }
    }

    void tokyoFirst()
    {
        QCOMPARE(zoneList().mid(0, 2), (QStringList{QStringLiteral("Asia/Tokyo"), QStringLiteral("UTC")}));
        QCOMPARE(zoneOffsetMinutes(QStringLiteral("Asia/Tokyo"), 0), 540);
    }
};

QTEST_APPLESS_MAIN(TestZones)
#include "tst_zones.moc"
