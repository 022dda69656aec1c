// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/lens/eventkind.h"
#include "models/lens/lens.h"
#include "models/query/lensquery.h"
#include "models/timeline/eventtablemodel.h"
#include "tests/shared/syntheticcase.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// The table of events and the selection of the lens, as the window has them together.
class TestEventTableModel : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Case> m_case;
    std::shared_ptr<EventTypeCatalogue> m_catalogue = std::make_shared<EventTypeCatalogue>();
    SyntheticOptions m_options;

    /// What stands behind the window of a case.
    struct Desk {
        Lens lens;
        std::shared_ptr<ColumnStore> columns;
        std::unique_ptr<LensQuery> query;
        std::unique_ptr<EventTableModel> model;
        std::unique_ptr<QAbstractItemModelTester> tester;
    };

    std::unique_ptr<Desk> open(const QString &cache)
    {
        auto desk = std::make_unique<Desk>();
        desk->columns = std::make_shared<ColumnStore>(cache, ColumnStore::Use::Own);
        const auto reader = *m_case->reader();
        if (!desk->columns->open(*reader))
            return nullptr;
        desk->query = std::make_unique<LensQuery>(*m_case, desk->lens, desk->columns);
        desk->model = std::make_unique<EventTableModel>(*m_case, desk->columns);
        desk->model->setWording(Wording(m_catalogue, QLocale::English));
        desk->model->setDisplayZone(u"Asia/Tokyo"_s);
        desk->tester = std::make_unique<QAbstractItemModelTester>(desk->model.get(),
                                                                  QAbstractItemModelTester::FailureReportingMode::QtTest);
        EventTableModel *model = desk->model.get();
        LensQuery *query = desk->query.get();
        QObject::connect(query, &LensQuery::selectionChanged, model, [=] {
            if (query->isSameQuestion())
                model->growSelection(query->selection());
            else
                model->setSelection(query->selection());
        });
        query->showFileTimes(true);
        query->caseChanged();
        return desk;
    }

    static QVariant at(const EventTableModel &model, int row, EventColumn column, int role = Qt::DisplayRole)
    {
        return model.data(model.index(row, int(column)), role);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_options.events = 9'000;
        auto made = makeSyntheticCase(m_folder.filePath(u"case"_s), m_options);
        QVERIFY(made);
        m_case = std::move(*made);
    }
    void cleanupTestCase() { m_case.reset(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void rowsComeWhenTheyAreLookedAt()
    {
        QTemporaryDir cache;
        const auto desk = open(cache.path());
        QVERIFY(desk);
        QTRY_COMPARE(desk->model->rowCount(), int(m_options.events));
        const int row = 5'000;
        QCOMPARE(at(*desk->model, row, EventColumn::Type, EventTableModel::LoadingRole).toBool(), true);
        QVERIFY(at(*desk->model, row, EventColumn::Type).toString().isEmpty()); // never waits
        QTRY_VERIFY(!at(*desk->model, row, EventColumn::Type, EventTableModel::LoadingRole).toBool());

        const auto reader = *m_case->reader();
        const qint64 id = at(*desk->model, row, EventColumn::Type, EventTableModel::EventIdRole).toLongLong();
        const auto rows = reader->events({id});
        QVERIFY(rows && rows->size() == 1);
        QCOMPARE(at(*desk->model, row, EventColumn::Type).toString(), rows->front().type);
        QCOMPARE(at(*desk->model, row, EventColumn::Account, EventTableModel::RawValueRole).toString(), rows->front().account);
        QCOMPARE(at(*desk->model, row, EventColumn::Kind, EventTableModel::KindRole).toInt(), int(eventKindOf(rows->front().type)));
        QCOMPARE(desk->model->placeOf(id), row);
        QCOMPARE(desk->model->placeOf(-5), -1);
    }

    void theNewestQuestionWins()
    {
        QTemporaryDir cache;
        const auto desk = open(cache.path());
        QVERIFY(desk);
        QTRY_COMPARE(desk->model->rowCount(), int(m_options.events));
        for (const QString &host : {u"PC-01"_s, u"PC-02"_s, u"PC-03"_s})
            desk->lens.setFilter(*Filter::fromText(u"host:"_s + host));
        QTRY_VERIFY(!desk->query->isBusy());
        const qint64 expected = [&] {
            EventQuery query(desk->columns, *m_case->reader());
            return *query.count(*Filter::fromText(u"host:PC-03"_s));
        }();
        QCOMPARE(qint64(desk->model->rowCount()), expected);
        desk->lens.back();
        desk->lens.back();
        desk->lens.back();
        QTRY_COMPARE(desk->model->rowCount(), int(m_options.events));
    }

    void languageAndZoneSwitchAtOnce()
    {
        QTemporaryDir cache;
        const auto desk = open(cache.path());
        QVERIFY(desk);
        QTRY_COMPARE(desk->model->rowCount(), int(m_options.events));
        const int row = desk->model->rowCount() - 1; // has a time
        at(*desk->model, row, EventColumn::Time);
        QTRY_VERIFY(!at(*desk->model, row, EventColumn::Time).toString().isEmpty());
        const QString tokyo = at(*desk->model, row, EventColumn::Time).toString();
        const QString english = at(*desk->model, row, EventColumn::Message).toString();
        QSignalSpy changed(desk->model.get(), &QAbstractItemModel::dataChanged);
        desk->model->setDisplayZone(u"UTC"_s);
        desk->model->setWording(Wording(m_catalogue, QLocale::Japanese));
        QVERIFY(changed.count() >= 2);
        QVERIFY(at(*desk->model, row, EventColumn::Time).toString() != tokyo); // without another page
        QVERIFY(at(*desk->model, row, EventColumn::Message).toString() != english);
    }

    void rowsGrowWithTheCase()
    {
        QTemporaryDir cache;
        const auto desk = open(cache.path());
        QVERIFY(desk);
        QTRY_COMPARE(desk->model->rowCount(), int(m_options.events));
        connect(m_case->writer(), &CaseWriter::committed, desk->query.get(), &LensQuery::caseChanged);
        QVERIFY(addSyntheticEvents(*m_case, m_options, m_options.events, 700));
        m_options.events += 700;
        QTRY_COMPARE(desk->model->rowCount(), int(m_options.events));
        QTRY_COMPARE_WITH_TIMEOUT(desk->columns->events()->segments.size(), size_t(1), 20'000); // put in order when quiet
    }

    void anIndexStaysWithItsEvent()
    {
        QTemporaryDir cache;
        const auto desk = open(cache.path());
        QVERIFY(desk);
        QTRY_COMPARE(desk->model->rowCount(), int(m_options.events));
        QSignalSpy reset(desk->model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy moved(desk->model.get(), &QAbstractItemModel::layoutChanged);
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        std::vector<std::pair<QPersistentModelIndex, qint64>> held;
        for (int i = 0; i < 200; ++i) {
            const int row = random.bounded(desk->model->rowCount());
            held.emplace_back(desk->model->index(row, random.bounded(desk->model->columnCount())), desk->model->eventId(row));
        }
        connect(m_case->writer(), &CaseWriter::committed, desk->query.get(), &LensQuery::caseChanged);
        for (int round = 0; round < 5; ++round) {
            SyntheticOptions more = m_options; // among the others in time, and before them
            more.seed = seed + quint32(round);
            more.firstNs -= (random.bounded(2) + 1) * qint64(m_options.events) * m_options.spanNs / 1'000'003;
            const int count = 1 + random.bounded(500);
            QVERIFY(addSyntheticEvents(*m_case, more, m_options.events, count));
            m_options.events += count;
            QTRY_COMPARE(desk->model->rowCount(), int(m_options.events));
            for (const auto &[index, id] : held)
                QCOMPARE(index.data(EventTableModel::EventIdRole).toLongLong(), id);
        }
        QVERIFY(moved.count() >= 5);
        QCOMPARE(reset.count(), 0);
    }

    void rowsThatGoTakeNoOtherWithThem()
    {
        QTemporaryDir cache;
        const auto desk = open(cache.path());
        QVERIFY(desk);
        QTRY_COMPARE(desk->model->rowCount(), int(m_options.events));
        std::vector<qint64> tagged;
        for (int row = 0; row < 60; ++row)
            tagged.push_back(desk->model->eventId(row * 7));
        const auto tag = m_case->writer()->act(Act::tagCreate(u"going"_s, {}, u"#d55e00"_s, {})).result();
        QVERIFY(tag && m_case->writer()->act(Act::tagAdd(tag->id, TargetKind::Event, tagged)).result());
        desk->query->marksChanged();
        desk->lens.setFilter(*Filter::fromText(u"tag:going"_s));
        QTRY_COMPARE(desk->model->rowCount(), 60);
        std::vector<QPersistentModelIndex> held;
        for (int row = 0; row < 60; ++row)
            held.emplace_back(desk->model->index(row, 0));
        QSignalSpy reset(desk->model.get(), &QAbstractItemModel::modelReset);
        const std::vector<qint64> gone(tagged.begin() + 10, tagged.begin() + 35);
        QVERIFY(m_case->writer()->act(Act::tagRemove(tag->id, TargetKind::Event, gone)).result());
        desk->query->marksChanged();
        QTRY_COMPARE(desk->model->rowCount(), 35);
        for (size_t i = 0; i < 60; ++i) {
            const bool went = i >= 10 && i < 35;
            QCOMPARE(held[i].isValid(), !went);
            if (!went)
                QCOMPARE(held[i].data(EventTableModel::EventIdRole).toLongLong(), tagged[i]);
        }
        QVERIFY(m_case->writer()->act(Act::tagRemove(tag->id, TargetKind::Event, tagged)).result());
        desk->query->marksChanged();
        QTRY_COMPARE(desk->model->rowCount(), 0);
        QCOMPARE(reset.count(), 0);
    }

    void aKeyNeedsNoPage()
    {
        QTemporaryDir cache;
        const auto desk = open(cache.path());
        QVERIFY(desk);
        QTRY_COMPARE(desk->model->rowCount(), int(m_options.events));
        QVERIFY(!desk->model->row(4'321));
        const EventRow *row = desk->model->rowNow(4'321);
        QVERIFY(row);
        QCOMPARE(row->id, desk->model->eventId(4'321));
        QVERIFY(!desk->model->rowNow(-1));
    }

    void tagsComeWithoutANewSelection()
    {
        QTemporaryDir cache;
        const auto desk = open(cache.path());
        QVERIFY(desk);
        QTRY_COMPARE(desk->model->rowCount(), int(m_options.events));
        const qint64 id = desk->model->eventId(10);
        at(*desk->model, 10, EventColumn::Tags);
        QTRY_VERIFY(!at(*desk->model, 10, EventColumn::Type).toString().isEmpty());
        QVERIFY(at(*desk->model, 10, EventColumn::Tags, EventTableModel::TagsRole).toList().isEmpty());
        const auto tag = m_case->writer()->act(Act::tagCreate(u"侵入"_s, {}, u"#d55e00"_s, {})).result();
        QVERIFY(tag && m_case->writer()->act(Act::tagAdd(tag->id, TargetKind::Event, {id})).result());
        desk->model->marksChanged();
        QTRY_COMPARE(at(*desk->model, 10, EventColumn::Tags, EventTableModel::TagsRole).toList(), QVariantList{tag->id});
        desk->query->marksChanged();
        desk->lens.setFilter(*Filter::fromText(u"tag:侵入"_s));
        QTRY_COMPARE(desk->model->rowCount(), 1);
    }

    void aDamagedCacheIsMadeAgain()
    {
        QTemporaryDir cache;
        {
            ColumnStore store(cache.path(), ColumnStore::Use::Own);
            const auto reader = *m_case->reader();
            QVERIFY(store.open(*reader));
            for (bool more = true; more;)
                more = *store.refresh(*reader);
            QVERIFY(store.compact(*reader));
        }
        QFile file(QDir(cache.path()).filePath(QDir(cache.path()).entryList({u"events-*"_s}).value(0)));
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 place = 64; place < file.size() * 3 / 4; place += 301) {
            file.seek(place);
            file.write("\x33");
        }
        file.close();
        const auto desk = open(cache.path());
        QVERIFY(desk);
        desk->lens.setFilter(*Filter::fromText(u"type:proxy:*"_s));
        const auto reader = *m_case->reader();
        qint64 expected = 0;
        const auto types = reader->countsByType();
        for (const TypeCount &type : *types)
            expected += type.type.startsWith(u"proxy:") ? type.count : 0;
        QVERIFY(expected > 1'000);
        QTRY_COMPARE(qint64(desk->model->rowCount()), expected);
    }
};

QTEST_GUILESS_MAIN(TestEventTableModel)
#include "tst_eventtablemodel.moc"
