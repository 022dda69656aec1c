// SPDX-License-Identifier: Apache-2.0
// A column cache that grew with its case, in parts of any size and through everything that may happen to a case,
// answers every question as one that was made anew. The seed is printed (ASHIATO_SEED sets it).
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/query/eventquery.h"
#include "tests/shared/syntheticcase.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestGrowth : public QObject
{
    Q_OBJECT

private:
    static constexpr int kSteps = 60;
    static constexpr qint64 kDayNs = qint64(86'400) * 1'000'000'000;

    QTemporaryDir m_folder;
    std::unique_ptr<Case> m_case;
    std::shared_ptr<CaseReader> m_reader;
    std::shared_ptr<ColumnStore> m_grown;
    QRandomGenerator m_random;
    SyntheticOptions m_options;
    qint64 m_made = 0; ///< Events that were ever made: their numbers are not used again
    qint64 m_tag = 0;

    int below(int limit) { return m_random.bounded(limit); }
    CaseWriter &writer() { return *m_case->writer(); }
    QString grownFolder() const { return m_folder.filePath(u"grown"_s); }
    qint64 someEvidence() { return 1 + below(2); }

    void openGrown()
    {
        m_grown = std::make_shared<ColumnStore>(grownFolder(), ColumnStore::Use::Own);
        QVERIFY(m_grown->open(*m_reader));
    }

    void addEvents()
    {
        SyntheticOptions more = m_options;
        more.seed = m_random.generate();
        more.firstNs += (below(60) - 30) * kDayNs;
        more.spanNs = (1 + below(2'000)) * kDayNs; // from all at one time to far apart
        const int count = 1 + below(below(4) == 0 ? 20'000 : 900);
        (void)addSyntheticEvents(*m_case, more, m_made, count); // an exhibit may have been taken out
        m_made += count;
    }

    void joinOrSplitHosts()
    {
        const auto aliases = m_reader->hostAliases();
        QVERIFY(aliases && aliases->size() > 3);
        std::vector<qint64> ids;
        for (int i = 0; i < 2; ++i)
            ids.push_back((*aliases)[size_t(below(int(aliases->size())))].id);
        (void)writer().act(below(3) > 0 ? Act::hostJoin(u"JOINED-%1"_s.arg(below(5)), ids) : Act::hostSplit(ids)).result();
    }

    void tagSome()
    {
        std::vector<qint64> ids;
        const auto events = m_grown->events();
        for (int i = 0; i < 20 && events->rows > 0; ++i)
            ids.push_back(events->value(quint32(below(int(events->rows))), EventField::Id));
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        (void)writer().act(below(2) ? Act::tagAdd(m_tag, TargetKind::Event, ids) : Act::tagRemove(m_tag, TargetKind::Event, ids)).result();
    }

    /// One thing that may happen to a case.
    QString happen()
    {
        switch (below(16)) {
        case 0: (void)writer().act(Act::evidenceSet(someEvidence(), {{u"skew_ns"_s, double(below(100) - 50) * 1e9}})).result(); return u"clock"_s;
        case 1: (void)writer().act(Act::evidenceSet(someEvidence(), {{u"zone"_s, below(2) ? u"Asia/Tokyo"_s : u"UTC"_s}})).result(); return u"zone"_s;
        case 2: (void)writer().act(Act::evidenceRemove(someEvidence())).result(); return u"remove"_s;
        case 3: (void)writer().undo().result(); return u"undo"_s;
        case 4: (void)writer().redo().result(); return u"redo"_s;
        case 5:
        case 6: joinOrSplitHosts(); return u"hosts"_s;
        case 7: tagSome(); return u"tags"_s;
        case 8:
            if (below(2) == 0)
                (void)writer().reread(someEvidence()).result();
            return u"reread"_s;
        case 9: (void)writer().act(Act::evidenceSet(someEvidence(), {{u"host"_s, u"PC-%1"_s.arg(below(9))}})).result(); return u"host"_s;
        default: addEvents(); return u"events"_s;
        }
    }

    /// One look of a window, which may be cut off, closed, or find the time to put things in order.
    void look()
    {
        switch (below(8)) {
        case 0: openGrown(); break; // as after a kill: what the manifest says is all there is
        case 1: QVERIFY(m_grown->compact(*m_reader)); break;
        case 2: {
            const auto cancel = std::make_shared<std::atomic<bool>>(true);
            (void)m_grown->refresh(*m_reader, cancel);
            break;
        }
        default: QVERIFY(m_grown->refresh(*m_reader, {}, 1 + below(6'000)));
        }
    }

    static void bringUpToDate(ColumnStore &store, CaseReader &reader)
    {
        for (bool more = true; more;) {
            const auto refreshed = store.refresh(reader);
            QVERIFY(refreshed);
            more = *refreshed;
        }
        QVERIFY(store.refreshMarks(reader));
    }

    static QList<qint64> idsOf(const EventSelection &selection)
    {
        QList<qint64> ids;
        for (qint64 place = 0; place < selection.count(); ++place)
            ids.append(selection.eventId(place));
        return ids;
    }

    void compareAnswers(const EventSelection &a, const EventSelection &b, EventQuery &one, EventQuery &other)
    {
        QCOMPARE(a.count(), b.count());
        QCOMPARE(a.total(), b.total());
        QCOMPARE(a.untimed(), b.untimed());
        QCOMPARE(idsOf(a), idsOf(b));
        QCOMPARE(one.span(a), other.span(b));
        if (const auto span = one.span(a)) {
            const auto x = one.histogram(a, span->first, span->second + 1, 97), y = other.histogram(b, span->first, span->second + 1, 97);
            QVERIFY(x && y);
            QCOMPARE(x->counts, y->counts);
        }
        for (const FilterField field : {FilterField::Host, FilterField::Account, FilterField::Type, FilterField::Domain}) {
            const auto x = one.top(a, field, 50), y = other.top(b, field, 50);
            QVERIFY(x && y);
            QCOMPARE(*x, *y);
        }
    }

    void compareWithFresh()
    {
        QTemporaryDir folder;
        const auto fresh = std::make_shared<ColumnStore>(folder.path(), ColumnStore::Use::Own);
        QVERIFY(fresh->open(*m_reader));
        bringUpToDate(*fresh, *m_reader);
        QVERIFY(fresh->compact(*m_reader));
        bringUpToDate(*m_grown, *m_reader);
        if (below(2))
            QVERIFY(m_grown->compact(*m_reader)); // else the segments as they grew
        EventQuery one(m_grown, m_reader), other(fresh, m_reader);
        const std::pair<const char16_t *, EventColumn> questions[] = {
            {u"", EventColumn::Time},         {u"filetimes:hide", EventColumn::Host},  {u"host:PC-03", EventColumn::Account},
            {u"host:JOINED-*", EventColumn::Time}, {u"-type:windows:evtx:*", EventColumn::Url}, {u"text:site1", EventColumn::Domain},
            {u"text:持ち出し", EventColumn::Type}, {u"tag:seen", EventColumn::Tags}, {u"account:user1*", EventColumn::Message},
            {u"kind:logon", EventColumn::Severity}};
        for (const auto &[text, column] : questions) {
            const auto filter = Filter::fromText(QString::fromUtf16(text));
            QVERIFY2(filter, qPrintable(QString::fromUtf16(text)));
            const Qt::SortOrder order = below(2) ? Qt::AscendingOrder : Qt::DescendingOrder;
            const auto a = one.select(*filter, column, order), b = other.select(*filter, column, order);
            QVERIFY2(a && b, qPrintable(QString::fromUtf16(text)));
            compareAnswers(*a, *b, one, other);
            if (QTest::currentTestFailed()) {
                qWarning("question %s, sorted by %d", qPrintable(QString::fromUtf16(text)), int(column));
                return;
            }
        }
        QCOMPARE(qint64(m_grown->events()->rows), [this] {
            qint64 rows = 0;
            (void)m_reader->scanEvents(0, [&rows](const EventScanRow &) { return ++rows > 0; });
            return rows;
        }());
    }

private Q_SLOTS:
    void aCacheThatGrewAnswersAsOneMadeAnew()
    {
        bool given = false;
        quint32 seed = quint32(qEnvironmentVariableIntValue("ASHIATO_SEED", &given));
        if (!given)
            seed = QRandomGenerator::system()->generate() & 0x7fffffff;
        qInfo("seed %u", seed);
        m_random.seed(seed);
        m_options.events = m_made = 2'000;
        auto made = makeSyntheticCase(m_folder.filePath(u"case"_s), m_options);
        QVERIFY(made);
        m_case = std::move(*made);
        m_reader = *m_case->reader();
        const auto tag = writer().act(Act::tagCreate(u"seen"_s, {}, u"#d55e00"_s, {})).result();
        QVERIFY(tag);
        m_tag = tag->id;
        openGrown();
        QStringList history;
        for (int step = 0; step < kSteps; ++step) {
            history.append(happen());
            look();
            if (step % 6 == 5)
                compareWithFresh();
            if (QTest::currentTestFailed()) {
                qWarning("after %s", qPrintable(history.join(u' ')));
                return;
            }
        }
        qInfo("%lld events made, %s", static_cast<long long>(m_made), qPrintable(history.join(u' ')));
    }

    void cleanupTestCase()
    {
        m_grown.reset();
        m_reader.reset();
        m_case.reset();
    }
};

QTEST_GUILESS_MAIN(TestGrowth)
#include "tst_growth.moc"
