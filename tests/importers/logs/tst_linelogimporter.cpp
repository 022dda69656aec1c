// SPDX-License-Identifier: Apache-2.0
#include "logtesting.h"

#include <QDate>
#include <QLocale>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{
/// Syslog without a year: the shape that needs the file's own time.
const QString kYearless = uR"({"id":"own_syslog","title":"Own syslog","localTime":true,
    "fields":[{"name":"t","role":"time","pattern":"%b %e %H:%M:%S"},{"name":"host","role":"host"},{"name":"message"}],
    "variants":[{"name":"syslog","template":"{t} {host} {message*}"}],
    "time":[{"fields":"t","pattern":"%b %e %H:%M:%S"}],"events":[{"type":"own:syslog"}]})"_s;
const QByteArray kTurn = "Dec 31 23:59:58 fw1 last line\nJan  1 00:00:03 fw1 first line\nJan  1 00:00:02 fw1 a little late\n";
constexpr qint64 k2027 = 1'799'107'200'000'000'000; // 2027-01-05T00:00:00Z
} // namespace

class TestLinelogImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void notMineWithoutDefinition();
    void derivesTheYear();
    void newestFirst();
    void leapDay();
    void noFileTime();
    void truncation() { checkTruncation(u"linelog"_s, kTurn.first(60), options(k2027)); }
    void mutations()
    {
        LogOptions chosen = options(k2027);
        chosen.format = u"own_syslog"_s;
        checkMutations(u"linelog"_s, kTurn, chosen);
    }
    void resume() { checkResume(u"linelog"_s, kTurn, options(k2027)); }

private:
    static LogOptions options(qint64 modifiedNs)
    {
        LogOptions options;
        options.extraFormats = {kYearless};
        options.modifiedNs = modifiedNs;
        return options;
    }
};

void TestLinelogImporter::notMineWithoutDefinition()
{
    QCOMPARE(runImporter(u"linelog"_s, kTurn)->result.error().code, ErrorCode::NotMine);
    QCOMPARE(runImporter(u"linelog"_s, "something else\n", options(k2027))->result.error().code, ErrorCode::NotMine);
}

void TestLinelogImporter::derivesTheYear()
{
    const auto run = runImporter(u"linelog"_s, kTurn, options(k2027));
    QVERIFY(run->result.ok());
    QCOMPARE(run->events().size(), size_t(3));
    QCOMPARE(differences(*run, 0, {{u"time"_s, u"2026-12-31T23:59:58"_s}, {u"derivedYear"_s, true}, {u"zoneUnknown"_s, true},
                                   {u"host"_s, u"fw1"_s}}), QStringList());
    QCOMPARE(differences(*run, 1, {{u"time"_s, u"2027-01-01T00:00:03"_s}, {u"derivedYear"_s, true}}), QStringList());
    QCOMPARE(differences(*run, 2, {{u"time"_s, u"2027-01-01T00:00:02"_s}}), QStringList());
}

/// An export with the newest line first: the years go down as the lines pass.
void TestLinelogImporter::newestFirst()
{
    const QStringList days = {u"2027-01-05"_s, u"2027-01-01"_s, u"2026-12-30"_s, u"2026-08-03"_s, u"2026-05-03"_s, u"2026-02-03"_s,
                              u"2025-11-30"_s};
    QByteArray bytes;
    for (const QString &day : days) {
        const QDate date = QDate::fromString(day, Qt::ISODate);
        bytes += QLocale::c().toString(date, u"MMM "_s).toLatin1() + QByteArray::number(date.day()).rightJustified(2, ' ') + " 00:00:03 fw1 x\n";
    }
    const auto run = runImporter(u"linelog"_s, bytes, options(k2027));
    QCOMPARE(run->events().size(), size_t(days.size()));
    for (size_t i = 0; i < run->events().size(); ++i)
        QCOMPARE(differences(*run, i, {{u"time"_s, days[qsizetype(i)] + u"T00:00:03"_s}, {u"derivedYear"_s, true}}), QStringList());
    checkResume(u"linelog"_s, bytes, options(k2027));
    // Leap days: the newest line is of 2027, so the oldest must be of 2024.
    const auto leap = runImporter(u"linelog"_s, "Jan  5 00:00:03 fw1 x\nJul  1 00:00:00 fw1 y\nFeb  1 00:00:00 fw1 y\nSep  1 00:00:00 fw1 y\n"
                                               "Apr  1 00:00:00 fw1 y\nDec  1 00:00:00 fw1 y\nJul  1 00:00:00 fw1 y\nFeb 29 12:00:00 fw1 z\n",
                                  options(k2027));
    QCOMPARE(differences(*leap, 7, {{u"time"_s, u"2024-02-29T12:00:00"_s}}), QStringList());
}

void TestLinelogImporter::leapDay()
{
    // 29 February: the file's time says 2027, the last leap year before it is 2024.
    const auto run = runImporter(u"linelog"_s, "Feb 29 12:00:00 fw1 x\nMar  1 00:00:00 fw1 y\n", options(k2027));
    QCOMPARE(differences(*run, 0, {{u"time"_s, u"2024-02-29T12:00:00"_s}}), QStringList());
    QCOMPARE(differences(*run, 1, {{u"time"_s, u"2024-03-01T00:00:00"_s}}), QStringList());
}

void TestLinelogImporter::noFileTime()
{
    const auto run = runImporter(u"linelog"_s, kTurn, options(kNoTime));
    QCOMPARE(run->events().size(), size_t(3));
    QVERIFY(run->events()[0].flags & EventTimeInvalid);
    QCOMPARE(run->details(0)[u"t"].toString(), u"Dec 31 23:59:58"_s);
    QCOMPARE(run->warnings().size(), size_t(3));
    QCOMPARE(run->warnings()[0].code, quint16(ErrorCode::YearUnknown));
}

QTEST_GUILESS_MAIN(TestLinelogImporter)
#include "tst_linelogimporter.moc"
