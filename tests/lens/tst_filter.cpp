// SPDX-License-Identifier: Apache-2.0
#include "models/lens/eventkind.h"
#include "models/lens/filter.h"

#include <QRandomGenerator>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

QString randomValue(QRandomGenerator &random)
{
    static const QString alphabet = u"ab:-|,\"\\ \t*請求ｱ\u3000\u202e.Z0"_s;
    QString value;
    for (int n = random.bounded(6); n > 0; --n)
        value += alphabet[random.bounded(int(alphabet.size()))];
    return value;
}

Condition randomCondition(QRandomGenerator &random, bool timeAllowed)
{
    Condition condition;
    do {
        condition.field = FilterField(random.bounded(int(FilterField::Count)));
    } while (condition.field == FilterField::Time && !timeAllowed);
    condition.negated = random.bounded(2) == 1;
    if (condition.field == FilterField::Time) {
        if (random.bounded(2))
            condition.fromNs = qint64(random.generate64());
        if (random.bounded(2))
            condition.toNs = qint64(random.generate64());
        return condition;
    }
    for (int n = 1 + random.bounded(3); n > 0; --n) {
        const QString value = randomValue(random);
        if (!condition.values.contains(value))
            condition.values.append(value);
    }
    return condition;
}

} // namespace

class TestFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsTheDocumentedForm()
    {
        const auto filter = Filter::fromText(
            u"host:PC-07 -type:windows:evtx:* text:\"請求書 10月\" from:2026-10-14T00:00:00Z | tag:侵入,持出"_s);
        QVERIFY(filter);
        QCOMPARE(filter->groups.size(), size_t(2));
        const auto &group = filter->groups[0];
        QCOMPARE(group.size(), size_t(4));
        QCOMPARE(group[0], (Condition{FilterField::Host, {u"PC-07"_s}}));
        QCOMPARE(group[1], (Condition{FilterField::Type, {u"windows:evtx:*"_s}, true}));
        QCOMPARE(group[2], (Condition{FilterField::Text, {u"請求書 10月"_s}}));
        QCOMPARE(group[3].fromNs, std::optional<qint64>(1791936000'000000000));
        QCOMPARE(filter->groups[1][0].values, (QStringList{u"侵入"_s, u"持出"_s}));
    }

    void bareWordsAreText()
    {
        const auto filter = Filter::fromText(u"請求書 -\"a b\" 10.1.7.23"_s);
        QVERIFY(filter);
        QCOMPARE(filter->toText(), u"text:請求書 -text:\"a b\" text:10.1.7.23"_s);
        QVERIFY(Filter::fromText(u"  "_s)->isEmpty());
    }

    void refusesWhatItDoesNotUnderstand_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("offset");
        QTest::newRow("unknown field") << u"host:a hots:PC"_s << qint64(7);
        QTest::newRow("open quote") << u"text:\"abc"_s << qint64(5);
        QTest::newRow("after quote") << u"text:\"abc\"d"_s << qint64(5);
        QTest::newRow("no value") << u"host: a"_s << qint64(5);
        QTest::newRow("empty group") << u"host:a | | host:b"_s << qint64(9);
        QTest::newRow("trailing bar") << u"host:a |"_s << qint64(8);
        QTest::newRow("leading bar") << u"| host:a"_s << qint64(0);
        QTest::newRow("bad time") << u"from:2026-13-01"_s << qint64(0);
        QTest::newRow("time out of range") << u"to:2300-01-01"_s << qint64(0);
    }

    void refusesWhatItDoesNotUnderstand()
    {
        QFETCH(QString, text);
        QFETCH(qint64, offset);
        const auto filter = Filter::fromText(text);
        QVERIFY(!filter);
        QCOMPARE(filter.error().code, ErrorCode::Invalid);
        QCOMPARE(filter.error().offset, offset);
    }

    void timesWithoutOffsetAreInTheZone()
    {
        const auto filter = Filter::fromText(u"from:\"2026-10-14 09:00\" to:2026-10-14T10:00:00.5+09:00"_s, u"Asia/Tokyo"_s);
        QVERIFY(filter);
        QCOMPARE(filter->toText(), u"from:2026-10-14T00:00:00Z to:2026-10-14T01:00:00.5Z"_s);
    }

    void timeWordsBecomeOneSpan()
    {
        const auto filter = Filter::fromText(u"from:2026-10-14 host:a to:2026-10-15 -from:2026-10-14T01:00Z"_s);
        QVERIFY(filter);
        QCOMPARE(filter->toText(),
                 u"from:2026-10-14T00:00:00Z to:2026-10-15T00:00:00Z host:a -time:2026-10-14T01:00:00Z.."_s);
    }

    void addAndRemoveChips()
    {
        Filter filter;
        filter.add(Condition::time(1, 2));
        filter.add(Condition::time(3, 4));
        QCOMPARE(filter.groups[0].size(), size_t(1));
        QCOMPARE(filter.groups[0][0].fromNs, std::optional<qint64>(3));
        const Condition host{FilterField::Host, {u"PC-07"_s}};
        filter.add(host);
        filter.add(host);
        QCOMPARE(filter.groups[0].size(), size_t(2));
        filter.remove(host);
        filter.remove(Condition::time(3, 4));
        QVERIFY(filter.isEmpty());

        auto either = *Filter::fromText(u"host:a | host:b"_s);
        either.add(host);
        QCOMPARE(either.toText(), u"host:a host:PC-07 | host:b host:PC-07"_s);
        either.remove(host);
        either.remove({FilterField::Host, {u"a"_s}});
        QCOMPARE(either.toText(), u"host:b"_s);
    }

    void anyFilterComesBackFromTextAndJson()
    {
        QRandomGenerator random(20261014);
        for (int run = 0; run < 5000; ++run) {
            Filter filter;
            for (int g = random.bounded(4); g > 0; --g) {
                Filter::Group group;
                bool hasTime = false;
                for (int c = 1 + random.bounded(4); c > 0; --c) {
                    const Condition condition = randomCondition(random, !hasTime);
                    if (std::find(group.begin(), group.end(), condition) != group.end())
                        continue;
                    hasTime |= condition.field == FilterField::Time;
                    group.push_back(condition);
                }
                filter.groups.push_back(group);
            }
            const QString text = filter.toText();
            const auto back = Filter::fromText(text);
            QVERIFY2(back, qPrintable(text));
            QVERIFY2(*back == filter, qPrintable(text + u" became "_s + back->toText()));
            QCOMPARE(back->toText(), text);
            const auto fromJson = Filter::fromJson(filter.toJson());
            QVERIFY(fromJson);
            QVERIFY(*fromJson == filter);
        }
    }

    void anyTextIsReadOrRefused()
    {
        QRandomGenerator random(7);
        for (int run = 0; run < 20000; ++run) {
            QString text;
            for (int n = random.bounded(8); n > 0; --n)
                text += random.bounded(3) ? randomValue(random) : u"host:"_s;
            const auto filter = Filter::fromText(text);
            if (!filter)
                continue;
            const auto again = Filter::fromText(filter->toText());
            QVERIFY(again);
            QVERIFY(*again == *filter);
        }
    }

    void kindsHaveNames()
    {
        for (int i = 0; i < kEventKinds; ++i)
            QCOMPARE(eventKindFromId(eventKindId(EventKind(i))), std::optional(EventKind(i)));
        QCOMPARE(eventKindOf(u"windows:evtx:4624"), EventKind::Logon);
        QCOMPARE(eventKindOf(u"windows:evtx:46245"), EventKind::System);
        QCOMPARE(eventKindOf(u"windows:evtx:4624", true), EventKind::System);
        QCOMPARE(eventKindOf(u"proxy:squid:request"), EventKind::Web);
    }
};

QTEST_APPLESS_MAIN(TestFilter)
#include "tst_filter.moc"
