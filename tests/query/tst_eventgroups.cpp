// SPDX-License-Identifier: Apache-2.0
#include "tests/query/eventqueryfixture.h"

#include <QRegularExpression>

#include <limits>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// The rows of a selection by value.
class TestEventGroups : public QObject, private EventQueryFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { open(); }
    void cleanupTestCase() { close(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void topCountsValues()
    {
        const Filter filter = *Filter::fromText(u"type:proxy:*"_s);
        const auto selection = m_query->select(filter);
        for (const FilterField field : {FilterField::Account, FilterField::Address, FilterField::Url, FilterField::Port, FilterField::Kind}) {
            QHash<QString, qint64> counts;
            for (const size_t place : m_oracle->places(filter)) {
                const EventRow &row = m_oracle->rows[place];
                switch (field) {
                case FilterField::Account: ++counts[row.account]; break;
                case FilterField::Url: ++counts[row.url]; break;
                case FilterField::Address: ++counts[row.source]; ++counts[row.destination]; break;
                case FilterField::Kind: ++counts[eventKindId(eventKindOf(row.type, row.otherMeaning))]; break;
                default:
                    ++counts[row.sourcePort ? QString::number(row.sourcePort) : QString()];
                    ++counts[row.destinationPort ? QString::number(row.destinationPort) : QString()];
                }
            }
            const auto top = m_query->top(*selection, field, 10);
            QVERIFY(top);
            QCOMPARE(top->size(), qMin<qsizetype>(10, counts.size()));
            for (const auto &[value, count] : *top)
                QCOMPARE(count, counts.value(value));
            for (qsizetype i = 1; i < top->size(); ++i)
                QVERIFY(top->at(i - 1).second >= top->at(i).second);
            QList<qint64> all = counts.values();
            std::sort(all.rbegin(), all.rend());
            QCOMPARE(top->front().second, all.front());
        }
        QVERIFY(!m_query->top(*selection, FilterField::Text, 10));
    }

    void groupsHoldWhatTheirConditionsHold_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "type:proxy:*", "kind:logon host:PC-03", "-host:PC-03", "severity:high | tag:%", "host:nobody"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void groupsHoldWhatTheirConditionsHold()
    {
        QFETCH(QString, text);
        const Filter filter = *Filter::fromText(text.replace(u'%', m_oracle->tagNames.cbegin().value()));
        const auto selection = m_query->select(filter);
        QVERIFY(selection);
        for (int field = 0; field < int(FilterField::Count); ++field) {
            const QString zone = field % 2 ? u"Asia/Tokyo"_s : u"America/New_York"_s;
            const auto grouped = m_query->groups(*selection, {FilterField(field), zone}, 100'000);
            QCOMPARE(bool(grouped), canGroupBy(FilterField(field)));
            if (!grouped)
                continue;
            qint64 sum = 0, before = std::numeric_limits<qint64>::max();
            for (size_t place = 0; place < grouped->groups.size(); ++place) {
                const ValueGroup &group = grouped->groups[place];
                QVERIFY(group.count > 0 && group.count <= before);
                before = group.count;
                sum += group.count;
                // Each large group, and of thousands of small ones some.
                if (place > 1 && place % 197 != 0)
                    continue;
                Filter narrow = filter;
                if (narrow.isEmpty())
                    narrow.add(group.value);
                for (Filter::Group &conditions : narrow.groups) {
                    if (!filter.isEmpty())
                        conditions.push_back(group.value); // add() would put one span of time in the place of another
                }
                const QByteArray what = (filterFieldId(FilterField(field)) + u' ' + group.value.values.value(0)).toUtf8();
                QVERIFY2(*m_query->count(narrow) == group.count, what.constData());
                QVERIFY2(qint64(m_oracle->places(narrow).size()) == group.count, what.constData());
            }
            QCOMPARE(grouped->values, qint64(grouped->groups.size()));
            if (FilterField(field) != FilterField::Tag)
                QCOMPARE(sum, selection->count());
        }
    }

    void onlyTheLargestGroupsAreGiven()
    {
        const auto selection = m_query->select({});
        const auto all = m_query->groups(*selection, {FilterField::Account, {}}, 1'000'000);
        const auto some = m_query->groups(*selection, {FilterField::Account, {}}, 3);
        QVERIFY(all && some && all->groups.size() > 3);
        QCOMPARE(some->groups.size(), size_t(3));
        QCOMPARE(some->values, all->values);
        QCOMPARE(some->groups[2].value, all->groups[2].value);
    }

    void aDayIsThatOfTheZone()
    {
        // The rows stand around 2026-11-01, which has 25 hours in New York and 24 in Tokyo.
        SyntheticOptions options;
        options.events = 2'000;
        options.firstNs += qint64(16) * 86'400'000'000'000;
        options.spanNs *= 60;
        QTemporaryDir folder;
        const auto made = makeSyntheticCase(folder.filePath(u"case"_s), options);
        QVERIFY(made);
        const std::shared_ptr<CaseReader> reader = *(*made)->reader();
        const auto store = std::make_shared<ColumnStore>((*made)->cacheFolder(), ColumnStore::Use::Own);
        QVERIFY(store->open(*reader));
        while (*store->refresh(*reader)) { }
        EventQuery query(store, reader);
        const auto selection = query.select({});
        QVERIFY(selection && selection->count() > 0);
        const auto lengths = [&](const QString &zone) {
            QMap<qint64, qint64> hours;
            const auto days = query.groups(*selection, {FilterField::Time, zone}, 1'000);
            for (const ValueGroup &day : days->groups) {
                if (day.value.fromNs)
                    ++hours[(*day.value.toNs - *day.value.fromNs) / 3'600'000'000'000];
            }
            return hours;
        };
        QCOMPARE(lengths(u"Asia/Tokyo"_s).keys(), QList<qint64>{24});
        QCOMPARE(lengths(u"America/New_York"_s).keys(), (QList<qint64>{24, 25}));
        QCOMPARE(lengths(u"America/New_York"_s).value(25), qint64(1));
    }
};

QTEST_GUILESS_MAIN(TestEventGroups)
#include "tst_eventgroups.moc"
