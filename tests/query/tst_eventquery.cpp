// SPDX-License-Identifier: Apache-2.0
#include "models/lens/eventkind.h"
#include "tests/query/eventqueryfixture.h"

#include <QRandomGenerator>
#include <QRegularExpression>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestEventQuery : public QObject, private EventQueryFixture
{
    Q_OBJECT

private:
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
        condition.field = FilterField(random.bounded(int(FilterField::Count)));
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
        case FilterField::Account: return whole(row.account).toUpper();
        case FilterField::Address: return whole(row.destination);
        case FilterField::Port: return QString::number(row.destinationPort);
        case FilterField::Path: {
            QString value = part(random.bounded(3) ? row.path : row.namedPath);
            for (QChar &c : value) // a pattern now and then
                c = random.bounded(8) ? c : random.bounded(2) ? u'*' : u'?';
            return random.bounded(3) ? value : u'*' + value.section(u'/', -1);
        }
        case FilterField::Action: return row.action.toLower();
        case FilterField::Tag: return random.bounded(3) == 0 ? QString() : random.bounded(2) ? u"侵入"_s : u"持出"_s;
        case FilterField::Text: {
            static const QStringList words{u"請求"_s, u"経"_s, u"アシアト"_s, u"持ち出"_s, u"user1"_s, u"kerberos"_s, u"9"_s, u"４６２４"_s};
            return random.bounded(2) ? words[random.bounded(int(words.size()))] : part(row.url + row.path);
        }
        case FilterField::FileTimes: return random.bounded(2) ? u"hide"_s : u"only"_s;
        case FilterField::Seen: return random.bounded(2) ? u"yes"_s : u"no"_s;
        case FilterField::Flag: {
            static const QStringList flags{QString(), u"recovered"_s, u"damaged"_s, u"time_invalid"_s, u"file_time"_s};
            return flags[random.bounded(int(flags.size()))];
        }
        default: break;
        }
        const auto typed = typedFieldOf(field);
        if (!typed || !specOf(*typed).isText())
            return typed ? textOf(row, *typed) : QString();
        return specOf(*typed).match == FieldMatch::Part ? part(textOf(row, *typed)) : whole(textOf(row, *typed));
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
    void initTestCase() { open(); }
    void cleanupTestCase() { close(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    /// Event ids repeat across providers: the records of one id are parted by who wrote them.
    void providersPartRecordsOfOneId()
    {
        const auto count = [&](const QString &text) { return m_query->count(*Filter::fromText(text)).value(); };
        const QString id = u"type:windows:evtx:4624 "_s;
        const qint64 all = count(id), sysmon = count(id + u"provider:microsoft-windows-sysmon"_s);
        const qint64 security = count(id + u"provider:Microsoft-Windows-Security-Auditing"_s);
        QVERIFY(sysmon > 0 && security > 0);
        QCOMPARE(sysmon + security, all);
        QCOMPARE(count(id + u"-provider:Microsoft-Windows-Sysmon"_s), security);
        QCOMPARE(count(id + u"channel:Security"_s), security);
        QVERIFY(count(u"flag:recovered"_s) > count(u"flag:recovered flag:damaged"_s));
        QCOMPARE(count(u"flag:recovered"_s) + count(u"-flag:recovered"_s), count({}));
        QCOMPARE(m_query->count(*Filter::fromText(u"flag:copy"_s)).error().code, ErrorCode::Invalid);
    }

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
                    case EventColumn::Evidence: return text(row.evidence);
                    case EventColumn::Path: return text(row.path);
                    case EventColumn::Position: return {row.offset >= 0 ? row.offset : row.recordNumber, {}};
                    case EventColumn::Tags:
                        return {row.tags.isEmpty() ? 1'000'000 : *std::min_element(row.tags.begin(), row.tags.end()), {}};
                    case EventColumn::Flags: return {qint64(row.flags), {}};
                    default: break;
                    }
                    const auto field = typedFieldOf(EventColumn(column));
                    if (!field)
                        return {0, {}};
                    if (specOf(*field).isText())
                        return text(textOf(row, *field));
                    return {numberOf(row, *field), {}};
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
