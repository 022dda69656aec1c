// SPDX-License-Identifier: Apache-2.0
#include "models/lens/lens.h"

#include <QSignalSpy>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestLens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void historyGoesBackAndForward()
    {
        Lens lens;
        QSignalSpy changed(&lens, &Lens::filterChanged);
        const Condition host{FilterField::Host, {u"PC-07"_s}};
        lens.addCondition(host);
        lens.addCondition(host); // no step
        lens.setFocus({ItemKind::Event, 42});
        lens.addCondition(Condition::time(1, 2));
        QCOMPARE(changed.size(), 2);
        lens.setFocus({ItemKind::File, 7});
        lens.back();
        QCOMPARE(lens.filter().toText(), u"host:PC-07"_s);
        QCOMPARE(lens.focus(), (Focus{ItemKind::Event, 42}));
        lens.back();
        QVERIFY(lens.filter().isEmpty());
        QVERIFY(!lens.canGoBack());
        lens.back();
        lens.forward();
        lens.forward();
        QCOMPARE(lens.focus(), (Focus{ItemKind::File, 7}));
        QVERIFY(!lens.canGoForward());
        lens.back();
        lens.clearFilter(); // a new step cuts off the way forward
        QVERIFY(!lens.canGoForward());
    }

    void aroundLiftsOtherConditionsAndComesBack()
    {
        Lens lens;
        lens.addCondition({FilterField::Host, {u"PC-07"_s}});
        lens.toggleAround(1'000'000'000'000);
        QVERIFY(lens.isAround());
        QCOMPARE(lens.filter().groups[0].size(), size_t(1));
        QCOMPARE(lens.filter().groups[0][0].fromNs, std::optional<qint64>(700'000'000'000));
        QCOMPARE(lens.filter().groups[0][0].toNs, std::optional<qint64>(1'300'000'000'001));
        lens.setFocus({ItemKind::Event, 9});
        lens.toggleAround(0);
        QVERIFY(!lens.isAround());
        QCOMPARE(lens.filter().toText(), u"host:PC-07"_s);
        QCOMPARE(lens.focus(), (Focus{ItemKind::Event, 9}));
    }

    void aroundTheEdgesOfTime()
    {
        Lens lens;
        lens.toggleAround(std::numeric_limits<qint64>::max());
        QCOMPARE(lens.filter().groups[0][0].toNs, std::optional(std::numeric_limits<qint64>::max()));
    }

    void zoneIsNotAStep()
    {
        Lens lens;
        QSignalSpy zone(&lens, &Lens::displayZoneChanged);
        lens.setDisplayZone(u"Asia/Tokyo"_s);
        lens.setDisplayZone(u"Asia/Tokyo"_s);
        QCOMPARE(zone.size(), 1);
        QVERIFY(!lens.canGoBack());
    }
};

QTEST_APPLESS_MAIN(TestLens)
#include "tst_lens.moc"
