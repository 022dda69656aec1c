// SPDX-License-Identifier: Apache-2.0
#include "models/files/fileitem.h"
#include "models/files/fileselection.h"
#include "models/network/flowtablemodel.h"
#include "models/report/reportcollector.h"
#include "models/wording/eventtypecatalogue.h"
#include "tests/casedb/casefixture.h"

#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// Local times of an exhibit whose zone nobody told, and what becomes of them when the examiner tells it.
class TestUnknownZone : public QObject
{
    Q_OBJECT

private:
    static constexpr qint64 kSecond = 1'000'000'000, kWall = 1'791'936'000 * kSecond; // 2026-10-14 00:00:00 on a wall
    CaseFixture m_case;
    std::shared_ptr<ColumnStore> m_store;

    EventSelection events()
    {
        return *EventQuery(m_store, m_case.reader).select({});
    }
    bool refresh()
    {
        m_store = std::make_shared<ColumnStore>(m_case.opened->cacheFolder(), ColumnStore::Use::Own);
        if (!m_store->open(*m_case.reader))
            return false;
        for (;;) {
            const auto more = m_store->refresh(*m_case.reader);
            if (!more || !*more)
                return bool(more);
        }
    }
    QStringList flowTimes(const QString &zone)
    {
        FlowTableModel model({std::make_shared<EventTypeCatalogue>(), QLocale::English});
        model.setFlows(std::make_shared<FlowSelection>(*flowsOf(events(), {})));
        model.setDisplayZone(zone);
        QStringList texts;
        for (int column : {FlowTableModel::First, FlowTableModel::Last}) {
            texts.append(model.index(0, column).data().toString());
            texts.append(model.index(0, column).data(FlowTableModel::RawValueRole).toString());
        }
        return texts;
    }
    qint64 filesWithUnknownZone()
    {
        FileQuestion question;
        question.flagsAny = FileZoneUnknown;
        return selectFiles(*m_store, *m_case.reader, question)->count();
    }

    QString zoneOfWhatWasRead()
    {
        const CoverageRow row = m_case.reader->coverage()->front();
        return row.zoneKnown ? row.zone : u"unknown"_s + row.zone;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_case.make());
        QVERIFY(m_case.addLog(1));
        RecordBatch files;
        FileRecord file;
        file.id = 2;
        file.name = files.strings.intern(QByteArrayView("A.TXT"));
        file.directory = files.strings.intern(QByteArrayView("/"));
        file.kind = file.nameKind = FileKind::File;
        file.basis = TimeBasis::Local;
        file.times[0] = kWall;
        file.flags = FileZoneUnknown;
        files.files.push_back(file);
        m_case.submit(std::move(files), m_case.walk);
        RecordBatch batch;
        WarningRecord warning;
        warning.fileId = 1;
        warning.code = quint16(ErrorCode::ZoneUnknown);
        batch.warnings.push_back(warning);
        warning.code = quint16(ErrorCode::Damaged);
        batch.warnings.push_back(warning);
        CoverageRecord read;
        read.fileId = 1;
        read.basis = TimeBasis::Local;
        read.firstNs = read.lastNs = kWall;
        batch.coverage.push_back(read);
        // One conversation: it begins by the clock on the wall and ends by one that is known.
        for (int i = 0; i < 3; ++i) {
            EventRecord event = proxyEvent(batch, 1, i * 350);
            event.recordedNs = kWall + i * 3600 * kSecond;
            event.precisionNs = kSecond;
            event.basis = i < 2 ? TimeBasis::Local : TimeBasis::Utc;
            event.flags |= i < 2 ? quint32(EventZoneUnknown) : 0u;
            batch.events.push_back(event);
        }
        m_case.submit(std::move(batch), m_case.import);
        QVERIFY(m_case.writer().flush().result());
        QVERIFY(refresh());
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    /// Digits of a wall are not moved to the zone of the display, and say what they are.
    void flowsKeepTheDigits()
    {
        QCOMPARE(flowsOf(events(), {})->flows.size(), size_t(1));
        QCOMPARE(flowTimes(u"Asia/Tokyo"_s), (QStringList{u"2026-10-14 00:00:00 ?"_s, u"2026-10-14T00:00:00.000000000"_s,
                                                          u"2026-10-14 11:00:00"_s, u"2026-10-14T02:00:00.000000000Z"_s}));
    }

    void theReportSaysSo()
    {
        const auto data = collectReport(*m_case.opened, {});
        QVERIFY(data && data->span);
        QCOMPARE(data->zoneless, 2);
        QCOMPARE(data->span->first.shownNs, kWall);
        QVERIFY(!data->span->first.zoneKnown);
        QCOMPARE(data->span->second.shownNs, kWall + 7200 * kSecond);
        QVERIFY(data->span->second.zoneKnown);
        QCOMPARE(data->warnings.size(), size_t(2));
        QCOMPARE(zoneOfWhatWasRead(), u"unknown"_s);
    }

    void filesAreFoundByIt()
    {
        QCOMPARE(filesWithUnknownZone(), 1);
        QVERIFY(readFileItems(*m_case.reader, {2})->front().row.flags & FileZoneUnknown);
    }

    /// Nothing keeps saying that a zone is unknown, or keeps asking for it, once it is told.
    void whatTheExaminerTellsHolds()
    {
        QVERIFY(m_case.writer().act(Act::evidenceSet(m_case.evidence, {{u"zone"_s, u"Asia/Tokyo"_s}})).result());
        QVERIFY(refresh());
        QCOMPARE(flowTimes(u"Asia/Tokyo"_s), (QStringList{u"2026-10-14 00:00:00"_s, u"2026-10-13T15:00:00.000000000Z"_s,
                                                          u"2026-10-14 11:00:00"_s, u"2026-10-14T02:00:00.000000000Z"_s}));
        const auto page = EventQuery(m_store, m_case.reader).page(events(), 0, 3);
        QVERIFY(page);
        for (const EventRow &row : *page)
            QVERIFY(!(row.flags & EventZoneUnknown));
        QCOMPARE(filesWithUnknownZone(), 0);
        QVERIFY(!(readFileItems(*m_case.reader, {2})->front().row.flags & FileZoneUnknown));
        const auto data = collectReport(*m_case.opened, {});
        QVERIFY(data && data->span);
        QCOMPARE(data->zoneless, 0);
        QVERIFY(data->span->first.zoneKnown);
        QCOMPARE(data->warnings.size(), size_t(1));
        QCOMPARE(data->warnings.front().code, ErrorCode::Damaged);
        QCOMPARE(zoneOfWhatWasRead(), u"Asia/Tokyo"_s);
        QCOMPARE(m_case.one(u"SELECT group_concat(code) FROM standing_warning"_s), u"damaged"_s);
    }

    void takenBackItIsUnknownAgain()
    {
        QVERIFY(m_case.writer().undo().result());
        QVERIFY(refresh());
        QCOMPARE(flowTimes(u"Asia/Tokyo"_s).front(), u"2026-10-14 00:00:00 ?"_s);
        QCOMPARE(filesWithUnknownZone(), 1);
        QCOMPARE(m_case.reader->warnings()->size(), size_t(2));
    }
};

QTEST_GUILESS_MAIN(TestUnknownZone)
#include "tst_unknownzone.moc"
