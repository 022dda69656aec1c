// SPDX-License-Identifier: Apache-2.0
// The band and the bar of conditions below it tell what the lens holds.
#include "tests/views/viewbench.h"
#include "views/shared/chipsbar.h"
#include "views/timeline/timeband.h"

#include <QAction>
#include <QLabel>
#include <QSignalSpy>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kHour = 3600ll * 1'000'000'000;
constexpr qint64 kBegin = 500'000 * kHour;

} // namespace

class TestTimeBand : public QObject
{
    Q_OBJECT

private:
    static Condition between(qint64 fromNs, qint64 toNs)
    {
        Condition condition;
        condition.field = FilterField::Time;
        condition.fromNs = fromNs;
        condition.toNs = toNs;
        return condition;
    }

private Q_SLOTS:
    void goesToTheTimesThatTheLensIsNarrowedTo()
    {
        ViewBench bench(10);
        TimeBand band(*bench.context);
        band.resize(800, 120);
        band.show();
        QVERIFY(QTest::qWaitForWindowExposed(&band));
        band.setSpan(std::pair(kBegin, kBegin + 100 * kHour));
        for (int i = 0; i < 4; ++i)
            band.zoomIn();
        const qint64 from = band.fromNs(), to = band.toNs();
        QVERIFY(from > kBegin + 40 * kHour && to < kBegin + 60 * kHour);

        bench.lens.addCondition(between(from + kHour, from + 2 * kHour)); // in sight: nothing moves
        QCOMPARE(band.fromNs(), from);
        QCOMPARE(band.toNs(), to);

        bench.lens.clearFilter();
        QSignalSpy wants(&band, &TimeBand::wants);
        bench.lens.addCondition(between(kBegin + 5 * kHour, kBegin + 6 * kHour));
        QVERIFY(band.fromNs() < kBegin + 5 * kHour && band.toNs() > kBegin + 6 * kHour);
        QVERIFY(qAbs((band.toNs() - band.fromNs()) - (to - from)) < kHour / 60); // as near as before
        QVERIFY(!wants.isEmpty());
        QCOMPARE(wants.last()[0].toLongLong(), band.fromNs());

        bench.lens.addCondition(between(kBegin + 80 * kHour, kBegin + 81 * kHour)); // and on from there
        QVERIFY(band.toNs() > kBegin + 81 * kHour);
        bench.lens.back();
        bench.lens.back(); // no times any more: the band stands where the examiner left it
        QVERIFY(qAbs(band.fromNs() - from) < kHour / 60 && qAbs(band.toNs() - to) < kHour / 60);

        bench.lens.addCondition(between(kBegin + 5 * kHour, kBegin + 6 * kHour));
        band.zoomIn();
        const qint64 looked = band.fromNs();
        bench.lens.clearFilter();
        QCOMPARE(band.fromNs(), looked); // moved by hand since: it stays
    }

    /// Where nothing is drawn, the band says why.
    void anEmptyBandSaysWhy()
    {
        ViewBench bench(10);
        bench.actions.action("Filter.FileTimes")->setChecked(false);
        TimeBand band(*bench.context);
        band.resize(800, 120);
        band.show();
        const auto *hint = band.findChild<QLabel *>(u"bandHint"_s);
        QVERIFY(hint);
        QVERIFY(hint->text().contains(u"as soon as evidence has been imported"_s));
        band.setCounts(0, 4);
        QVERIFY2(hint->text().contains(u"file times, which are hidden"_s), qPrintable(hint->text()));
        bench.actions.action("Filter.FileTimes")->setChecked(true);
        band.setCounts(4, 4);
        QCOMPARE(hint->text(), u"No event of the case has a time."_s);
        band.setSpan(std::pair(kBegin, kBegin + kHour));
        QCOMPARE(hint->text(), u"4 events without a time are not drawn."_s);
    }

    void hiddenFileTimesAreSaid()
    {
        ViewBench bench(10);
        ChipsBar bar(*bench.context);
        QAction *fileTimes = bench.actions.action("Filter.FileTimes");
        const auto words = [&] {
            for (const QLabel *label : bar.findChildren<QLabel *>(u"noConditions"_s)) {
                if (label->isVisible())
                    return label->text();
            }
            return QString();
        };
        fileTimes->setChecked(false);
        bar.show();
        QTRY_COMPARE(words(), u"No conditions. Events made from file times are hidden; F shows them."_s);
        fileTimes->setChecked(true);
        QTRY_COMPARE(words(), u"No conditions: everything is shown."_s);
    }
};

QTEST_MAIN(TestTimeBand)
#include "tst_timeband.moc"
