// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casewriter.h"
#include "models/lens/eventkind.h"
#include "models/query/eventquery.h"
#include "tests/query/filteroracle.h"
#include "tests/shared/syntheticcase.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestEventQuery : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Case> m_case;
    std::shared_ptr<CaseReader> m_reader;
    std::shared_ptr<ColumnStore> m_store;
    std::unique_ptr<EventQuery> m_query;
    std::unique_ptr<Oracle> m_oracle;
    SyntheticOptions m_options;

    static QList<qint64> idsOf(const EventSelection &selection)
    {
        QList<qint64> ids;
        for (qint64 i = 0; i < selection.count(); ++i)
            ids.append(selection.eventId(i));
        return ids;
    }

    /// A condition with values that occur in a random row, or nowhere.
    Condition randomCondition(QRandomGenerator &random) const
    {
        Condition condition;
        condition.field = FilterField(random.bounded(int(FilterField::Last) + 1));
        condition.negated = random.bounded(3) == 0;
        if (condition.field == FilterField::Time) {
            if (random.bounded(4))
                condition.fromNs = m_options.firstNs + qint64(random.generateDouble() * double(m_options.spanNs));
            if (random.bounded(4))
                condition.toNs = m_options.firstNs + qint64(random.generateDouble() * double(m_options.spanNs));
            return condition;
        }
        for (int n = 1 + random.bounded(3); n > 0; --n) {
            const EventRow &row = m_oracle->rows[size_t(random.bounded(quint32(m_oracle->rows.size())))];
            condition.values.append(randomValue(condition.field, row, random));
        }
        return condition;
    }

    static QString randomValue(FilterField field, const EventRow &row, QRandomGenerator &random)
    {
        static const QStringList severities{QString(), u"info"_s, u"low"_s, u"medium"_s, u"high"_s, u"critical"_s};
        const auto part = [&random](const QString &text) {
            if (text.size() < 3)
                return text;
            const int begin = random.bounded(int(text.size() - 1));
            return text.mid(begin, 1 + random.bounded(6));
        };
        const auto whole = [&random](const QString &text) { return random.bounded(10) ? text : text + u"x"_s; };
        switch (field) {
        case FilterField::Evidence: return random.bounded(2) ? row.evidence.toLower() : u"E-77"_s;
        case FilterField::Type: return random.bounded(2) ? row.type : row.type.left(row.type.lastIndexOf(u':') + 1) + u'*';
        case FilterField::Kind: return eventKindId(eventKindOf(row.type, row.otherMeaning));
        case FilterField::Severity: return severities[int(row.severity)];
        case FilterField::Host: return whole(row.host);
        case FilterField::Account: return whole(row.account).toUpper();
        case FilterField::Address:
        case FilterField::Destination: return whole(row.destination);
        case FilterField::Source: return whole(row.source);
        case FilterField::Port: return QString::number(row.destinationPort);
        case FilterField::Protocol: return whole(row.protocol);
        case FilterField::Domain: return part(row.domain);
        case FilterField::Url: return part(row.url);
        case FilterField::Process: return part(row.process);
        case FilterField::Path: {
            QString value = part(random.bounded(3) ? row.path : row.namedPath);
            for (QChar &c : value) // a pattern now and then
                c = random.bounded(8) ? c : random.bounded(2) ? u'*' : u'?';
            return random.bounded(3) ? value : u'*' + value.section(u'/', -1);
        }
        case FilterField::Hash: return row.hash;
        case FilterField::Action: return row.action.toLower();
        case FilterField::Status: return row.status == -1 ? QString() : QString::number(row.status);
        case FilterField::Tag: return random.bounded(3) == 0 ? QString() : random.bounded(2) ? u"侵入"_s : u"持出"_s;
        case FilterField::Text: {
            static const QStringList words{u"請求"_s, u"経"_s, u"アシアト"_s, u"持ち出"_s, u"user1"_s, u"kerberos"_s, u"9"_s, u"４６２４"_s};
            return random.bounded(2) ? words[random.bounded(int(words.size()))] : part(row.url + row.path);
        }
        case FilterField::FileTimes: return random.bounded(2) ? u"hide"_s : u"only"_s;
        case FilterField::Seen: return random.bounded(2) ? u"yes"_s : u"no"_s;
        case FilterField::Time: break;
        }
        return {};
    }

    Filter randomFilter(QRandomGenerator &random) const
    {
        Filter filter;
        for (int g = 1 + random.bounded(2); g > 0; --g) {
            Filter::Group group;
            for (int c = 1 + random.bounded(3); c > 0; --c)
                group.push_back(randomCondition(random));
            filter.groups.push_back(group);
        }
        return filter;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_options.events = 70'000;
        m_options.files = 500;
        auto made = makeSyntheticCase(m_folder.filePath(u"case"_s), m_options);
        QVERIFY(made);
        m_case = std::move(*made);
        m_reader = *m_case->reader();
        CaseWriter &writer = *m_case->writer();
        std::vector<qint64> tagIds;
        for (const QString &name : {u"侵入"_s, u"持出"_s}) {
            const auto done = writer.act(Act::tagCreate(name, QString(), u"#d55e00"_s, QString())).result();
            QVERIFY(done);
            tagIds.push_back(done->id);
        }
        std::vector<qint64> some, others, seen;
        for (qint64 id = 1; id <= m_options.events; ++id) {
            if (id % 1'000 == 7)
                some.push_back(id);
            if (id % 777 == 3)
                others.push_back(id);
            if (id % 3 == 0)
                seen.push_back(id);
        }
        QVERIFY(writer.act(Act::tagAdd(tagIds[0], TargetKind::Event, some)).result());
        QVERIFY(writer.act(Act::tagAdd(tagIds[1], TargetKind::Event, others)).result());
        QVERIFY(writer.setSeen(TargetKind::Event, seen, true).result());

        m_store = std::make_shared<ColumnStore>(m_case->cacheFolder(), ColumnStore::Use::Own);
        QVERIFY(m_store->open(*m_reader));
        for (;;) { // several segments: the order of the whole is a merge
            const auto more = m_store->refresh(*m_reader, {}, 23'000);
            QVERIFY(more);
            if (!*more)
                break;
        }
        QVERIFY(m_store->events()->segments.size() > 1);
        m_query = std::make_unique<EventQuery>(m_store, *m_case->reader());
        m_oracle = std::make_unique<Oracle>(*m_reader);
    }
    void cleanupTestCase()
    {
        m_query.reset();
        m_store.reset();
        m_reader.reset();
        m_case.reset();
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void anyFilterEqualsTheOracle_data()
    {
        QTest::addColumn<bool>("compact");
        QTest::newRow("many segments") << false;
        QTest::newRow("one segment") << true;
    }

    void anyFilterEqualsTheOracle()
    {
        QFETCH(bool, compact);
        if (compact)
            QVERIFY(m_store->compact(*m_reader));
        const quint32 seed = qEnvironmentVariableIntValue("ASHIATO_SEED");
        QRandomGenerator random(seed ? seed : 99);
        for (int run = 0; run < 150; ++run) {
            const Filter filter = run == 0 ? Filter() : randomFilter(random);
            QList<qint64> expected;
            qint64 untimed = 0;
            for (const size_t place : m_oracle->places(filter)) {
                expected.append(m_oracle->rows[place].id);
                untimed += m_oracle->rows[place].shownNs == kNoTime;
            }
            const auto selection = m_query->select(filter);
            QVERIFY2(selection, qPrintable(filter.toText() + u": "_s + (selection ? QString() : selection.error().detail)));
            QVERIFY2(idsOf(*selection) == expected,
                     qPrintable(u"%1: %2 instead of %3"_s.arg(filter.toText()).arg(selection->count()).arg(expected.size())));
            QCOMPARE(*m_query->count(filter), qint64(expected.size()));
            QCOMPARE(selection->total(), m_options.events);
            QCOMPARE(selection->untimed(), untimed);
        }
    }

    void histogramsCountEveryRowOnce()
    {
        QRandomGenerator random(5);
        for (int run = 0; run < 40; ++run) {
            const Filter filter = run % 4 == 0 ? Filter() : randomFilter(random);
            const auto selection = m_query->select(filter);
            QVERIFY(selection);
            const qint64 from = m_options.firstNs + qint64(random.generateDouble() * double(m_options.spanNs / 2));
            const qint64 to = from + 1 + qint64(random.generateDouble() * double(m_options.spanNs));
            const int buckets = 1 + random.bounded(500);
            const auto histogram = m_query->histogram(*selection, from, to, buckets);
            QVERIFY(histogram);
            std::vector<quint32> expected(size_t(buckets * kEventKinds));
            qint64 first = std::numeric_limits<qint64>::max(), last = std::numeric_limits<qint64>::min();
            for (const size_t place : m_oracle->places(filter)) {
                const EventRow &row = m_oracle->rows[place];
                if (row.shownNs == kNoTime)
                    continue;
                first = qMin(first, row.shownNs);
                last = qMax(last, row.shownNs);
                if (row.shownNs >= from && row.shownNs < to)
                    ++expected[size_t((row.shownNs - from) / histogram->bucketNs * kEventKinds) + size_t(eventKindOf(row.type, row.otherMeaning))];
            }
            QVERIFY(histogram->counts == expected);
            const auto span = m_query->span(*selection);
            QCOMPARE(span.has_value(), first <= last);
            if (span) {
                QCOMPARE(span->first, first);
                QCOMPARE(span->second, last);
            }
        }
    }

    void sortsByEveryColumn()
    {
        const Filter filter = *Filter::fromText(u"-type:windows:evtx:4634"_s);
        for (int column = 0; column < int(EventColumn::Count); ++column) {
            for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                const auto selection = m_query->select(filter, EventColumn(column), order);
                QVERIFY(selection);
                std::vector<const EventRow *> rows;
                for (const size_t place : m_oracle->places(filter))
                    rows.push_back(&m_oracle->rows[place]);
                const auto key = [&](const EventRow &row) -> std::pair<qint64, QByteArray> {
                    const auto text = [](const QString &value) { return std::pair(qint64(0), foldKey(value).toUtf8()); };
                    switch (EventColumn(column)) {
                    case EventColumn::Kind: return {qint64(eventKindOf(row.type, row.otherMeaning)), {}};
                    case EventColumn::Type:
                    case EventColumn::Message: return text(row.type);
                    case EventColumn::Severity: return {qint64(row.severity), {}};
                    case EventColumn::Host: return text(row.host);
                    case EventColumn::Account: return text(row.account);
                    case EventColumn::Source: return text(row.source);
                    case EventColumn::Destination: return text(row.destination);
                    case EventColumn::Evidence: return text(row.evidence);
                    case EventColumn::Path: return text(row.path);
                    case EventColumn::Position: return {row.offset >= 0 ? row.offset : row.recordNumber, {}};
                    case EventColumn::Tags:
                        return {row.tags.isEmpty() ? 1'000'000 : *std::min_element(row.tags.begin(), row.tags.end()), {}};
                    case EventColumn::Status: return {row.status, {}};
                    case EventColumn::BytesOut: return {row.bytesOut, {}};
                    case EventColumn::BytesIn: return {row.bytesIn, {}};
                    case EventColumn::Url: return text(row.url);
                    case EventColumn::Domain: return text(row.domain);
                    case EventColumn::Process: return text(row.process);
                    case EventColumn::Action: return text(row.action);
                    default: return {0, {}};
                    }
                };
                if (EventColumn(column) == EventColumn::Time) {
                    if (order == Qt::DescendingOrder)
                        std::reverse(rows.begin(), rows.end());
                } else {
                    std::vector<std::pair<std::pair<qint64, QByteArray>, const EventRow *>> keyed;
                    for (const EventRow *row : rows)
                        keyed.emplace_back(key(*row), row);
                    std::stable_sort(keyed.begin(), keyed.end(), [&](const auto &a, const auto &b) {
                        return order == Qt::AscendingOrder ? a.first < b.first : b.first < a.first;
                    });
                    for (size_t i = 0; i < rows.size(); ++i)
                        rows[i] = keyed[i].second;
                }
                QCOMPARE(selection->count(), qint64(rows.size()));
                for (size_t i = 0; i < rows.size(); ++i)
                    QVERIFY2(selection->eventId(qint64(i)) == rows[i]->id, qPrintable(u"column %1"_s.arg(column)));
            }
        }
    }

    void pagesAndPlaces()
    {
        const auto selection = m_query->select(*Filter::fromText(u"host:PC-03"_s), EventColumn::Account, Qt::DescendingOrder);
        QVERIFY(selection);
        QVERIFY(selection->count() > 100);
        const auto page = m_query->page(*selection, 50, 20);
        QVERIFY(page);
        QCOMPARE(page->size(), 20);
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(page->at(i).id, selection->eventId(50 + i));
            QCOMPARE(page->at(i).host, u"PC-03"_s);
            QCOMPARE(selection->placeOf(page->at(i).id), qint64(50 + i));
        }
        QCOMPARE(m_query->page(*selection, selection->count() - 3, 20)->size(), 3);
        const auto other = m_query->select(*Filter::fromText(u"-host:PC-03"_s));
        QCOMPARE(selection->placeOf(other->eventId(0)), qint64(-1));
        QCOMPARE(selection->placeOf(123'456'789), qint64(-1));
        const auto all = m_query->select({});
        QCOMPARE(all->placeOf(all->eventId(4'711)), qint64(4'711));
    }

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
        for (int field = 0; field <= int(FilterField::Last); ++field) {
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

    void valuesThatCannotBeAreRefused()
    {
        for (const QString &text : {u"port:http"_s, u"severity:awful"_s, u"kind:thing"_s, u"seen:maybe"_s}) {
            const auto selection = m_query->select(*Filter::fromText(text));
            QVERIFY(!selection);
            QCOMPARE(selection.error().code, ErrorCode::Invalid);
            QCOMPARE(selection.error().detail, text);
        }
    }

    void aCancelledQueryAnswersCancelled()
    {
        const auto cancel = std::make_shared<std::atomic<bool>>(true);
        const auto selection = m_query->select(*Filter::fromText(u"host:PC-03"_s), EventColumn::Time, Qt::AscendingOrder, cancel);
        QVERIFY(!selection);
        QCOMPARE(selection.error().code, ErrorCode::Cancelled);
    }

    void aBrokenDictionaryIsNotSearched()
    {
        QTemporaryDir cache;
        {
            ColumnStore store(cache.path(), ColumnStore::Use::Own);
            QVERIFY(store.open(*m_reader));
            for (bool more = true; more;)
                more = *store.refresh(*m_reader);
        }
        QFile file(QDir(cache.path()).filePath(QDir(cache.path()).entryList({u"texts-*"_s}).value(0)));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - 9));
        file.write("x");
        file.close();
        const auto store = std::make_shared<ColumnStore>(cache.path(), ColumnStore::Use::Own);
        QVERIFY(store->open(*m_reader));
        EventQuery query(store, m_reader);
        const auto selection = query.select(*Filter::fromText(u"text:site"_s));
        QVERIFY(!selection);
        QCOMPARE(selection.error().code, ErrorCode::Damaged);
        QVERIFY(!query.select({}, EventColumn::Url));
        store->discard();
        for (bool more = true; more;)
            more = *store->refresh(*m_reader);
        QVERIFY(query.select(*Filter::fromText(u"text:site"_s))->count() > 0);
    }

    void anOldSelectionStaysRight()
    {
        const auto before = m_query->select(*Filter::fromText(u"host:PC-03"_s));
        const QList<qint64> ids = idsOf(*before);
        QVERIFY(addSyntheticEvents(*m_case, m_options, m_options.events, 2'000));
        QVERIFY(m_store->refresh(*m_reader));
        QVERIFY(m_store->compact(*m_reader));
        QCOMPARE(idsOf(*before), ids);
        QVERIFY(m_query->select(*Filter::fromText(u"host:PC-03"_s))->count() > before->count());
    }
};

QTEST_GUILESS_MAIN(TestEventQuery)
#include "tst_eventquery.moc"
