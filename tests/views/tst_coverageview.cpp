// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casewriter.h"
#include "models/coverage/coveragemodel.h"
#include "models/coverage/gapmodel.h"
#include "tests/views/viewbench.h"
#include "views/coverage/coverageview.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QToolButton>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestCoverageView : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ViewBench> m_bench;
    std::unique_ptr<CoverageView> m_view;

    QTableView *table(const QString &name) { return m_view->findChild<QTableView *>(name); }
    QLineEdit *filter() { return m_view->findChild<QLineEdit *>(u"coverageFilter"_s); }
    QToolButton *kind(GapKind kind) { return m_view->findChild<QToolButton *>(u"coverageKind%1"_s.arg(int(kind))); }

    qint64 evidenceId(const QString &number)
    {
        const auto rows = m_bench->context->reader->evidence();
        for (const EvidenceRow &row : *rows) {
            if (row.number == number)
                return row.id;
        }
        return 0;
    }

    /// Coverage as importers tell it.
    void addCoverage()
    {
        CaseWriter &writer = *m_bench->openCase->writer();
        const auto tell = [&](const QString &number, const QString &importer, qint64 firstNs, qint64 lastNs, qint64 records, qint64 damaged) {
            const qint64 evidence = evidenceId(number);
            const auto job = writer.createJob(evidence, TaskKind::Import, 50, {{900, importer, 10}}).result();
            RecordBatch batch;
            CoverageRecord row;
            row.importer = batch.strings.intern(importer);
            row.firstNs = firstNs;
            row.lastNs = lastNs;
            row.records = records;
            row.damaged = damaged;
            batch.coverage.push_back(row);
            batch.marks.push_back({900, 0, 0, MarkKind::Done, {}});
            writer.submit(std::move(batch), {evidence, *job, importer, u"1"_s});
            writer.setJobState(*job, JobState::Done).waitForFinished();
        };
        const qint64 start = SyntheticOptions().firstNs, day = 86'400'000'000'000;
        tell(u"E-01"_s, u"evtx"_s, start, start + 20 * day, 181'234, 3);
        tell(u"E-01"_s, u"prefetch"_s, start + 5 * day, start + 5 * day + 1, 212, 0);
        tell(u"E-02"_s, u"squid"_s, start + 12 * day, start + 30 * day, 2'000'000, 0);
        tell(u"E-02"_s, u"text"_s, kNoTime, kNoTime, 12, 0);
    }

    void addGaps()
    {
        CaseWriter &writer = *m_bench->openCase->writer();
        const qint64 image = evidenceId(u"E-01"_s), log = evidenceId(u"E-02"_s);
        writer.addWarning(image, 0, u"evtx"_s, ErrorCode::Damaged, Severity::High, u"/Windows/System32/winevt/Logs/Security.evtx"_s, {}, 4096);
        writer.addWarning(image, 0, u"filesystem"_s, ErrorCode::Encrypted, Severity::Critical, u"/Users/山田太郎/デスクトップ/見積.zip"_s, {});
        writer.addWarning(image, 0, u"filesystem"_s, ErrorCode::Truncated, Severity::Low, u"/pagefile.sys"_s, {}, 1024);
        writer.addWarning(log, 0, u"squid"_s, ErrorCode::ZoneUnknown, Severity::Medium, u"/access.log"_s, {}).waitForFinished();
        const auto failed = writer.createJob(image, TaskKind::Import, 50, {{901, u"evtx"_s, 10}, {902, u"evtx"_s, 10}}).result();
        writer.setJobState(*failed, JobState::Failed, {ErrorCode::Crashed, {}, -1}).waitForFinished();
        const auto key = writer.createJob(image, TaskKind::Volumes, 50).result();
        writer.setJobState(*key, JobState::WaitingForKey).waitForFinished();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_bench = std::make_unique<ViewBench>(400);
        CaseWriter &writer = *m_bench->openCase->writer();
        const auto jobs = m_bench->context->reader->jobs();
        QVERIFY(jobs);
        for (const JobRow &job : *jobs)
            writer.setJobState(job.id, JobState::Done).waitForFinished();
        addCoverage();
        addGaps();
        m_view = std::make_unique<CoverageView>(*m_bench->context);
        m_view->resize(1100, 720);
        m_view->show();
        QTRY_COMPARE_WITH_TIMEOUT(m_view->sources().rowCount(), 4, 20'000);
    }
    void init()
    {
        // The offscreen platform itself warns when a window is shown.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        filter()->clear();
        for (const GapKind each : {GapKind::NotExamined, GapKind::NotReadable, GapKind::Doubtful})
            kind(each)->setChecked(true);
    }
    void cleanupTestCase()
    {
        m_view.reset();
        m_bench.reset();
    }

    /// Digits of a clock on the wall are not moved with the zone of the display, at an end of the whole span neither.
    void endsOfTheSpanAreWhatTheRowsShow()
    {
        CoverageRow known, wall;
        known.firstShownNs = known.lastShownNs = 1'791'936'000'000'000'000; // 2026-10-14 00:00:00 UTC
        wall.firstShownNs = wall.lastShownNs = known.lastShownNs + 3'600'000'000'000;
        wall.zoneKnown = false;
        CoverageModel model({std::make_shared<EventTypeCatalogue>(), QLocale::English});
        QCOMPARE(model.spanText(), (std::pair<QString, QString>()));
        model.setDisplayZone(u"Asia/Tokyo"_s);
        model.setRows({wall, CoverageRow{}, known});
        QCOMPARE(model.spanText(), std::pair(u"2026-10-14 09:00:00"_s, u"2026-10-14 01:00:00 ?"_s));
    }

    void saysWhatWasRead()
    {
        const CoverageModel &model = m_view->sources();
        QVERIFY(model.span());
        QCOMPARE(model.span()->first, SyntheticOptions().firstNs);
        // In order of time; what has no time first.
        QCOMPARE(model.index(0, CoverageModel::Span).data().toString(), u"no times"_s);
        QCOMPARE(model.index(1, CoverageModel::Records).data().toString(), u"181,234"_s);
        QCOMPARE(model.index(1, CoverageModel::First).data().toString(), u"2026-10-14 09:00:00"_s);
        QCOMPARE(model.index(1, CoverageModel::Damaged).data(CoverageModel::NumberRole).toLongLong(), 3);
        m_bench->lens.setDisplayZone(u"UTC"_s);
        QCOMPARE(model.index(1, CoverageModel::First).data().toString(), u"2026-10-14 00:00:00"_s);
        m_bench->lens.setDisplayZone(u"Asia/Tokyo"_s);
        m_bench->shoot(*m_view, u"coverage"_s);
    }

    void aHeaderClickSorts()
    {
        QHeaderView *header = table(u"coverageSources"_s)->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          QPoint(header->sectionViewportPosition(CoverageModel::Records) + 20, header->height() / 2));
        const bool descending = header->sortIndicatorOrder() == Qt::DescendingOrder;
        QCOMPARE(header->sortIndicatorSection(), int(CoverageModel::Records));
        QCOMPARE(m_view->sources().index(descending ? 0 : 3, CoverageModel::Format).data().toString(), u"Squid access log"_s);
        header->setSortIndicator(CoverageModel::First, Qt::AscendingOrder);
    }

    /// Not examined, not readable and doubtful stay apart, and nothing is left out.
    void saysWhatWasNotRead()
    {
        const GapModel &model = m_view->gaps();
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.total(GapKind::NotExamined), 3); // two parts of a job, and the volumes
        QCOMPARE(model.total(GapKind::NotReadable), 3);
        QCOMPARE(model.total(GapKind::Doubtful), 1);
        QList<int> kinds;
        for (int row = 0; row < model.rowCount(); ++row)
            kinds.append(model.index(row, 0).data(GapModel::KindRole).toInt());
        QVERIFY(std::is_sorted(kinds.begin(), kinds.end()));
        QCOMPARE(model.index(2, GapModel::SeverityColumn).data().toString(), u"Critical"_s);
        const QString encrypted = model.index(2, GapModel::Sentence).data().toString();
        QVERIFY2(encrypted.contains(u"見積.zip"_s) && encrypted.contains(u"key"_s), qPrintable(encrypted));
    }

    void filterAndKindsNarrow()
    {
        const GapModel &model = m_view->gaps();
        QTest::keyClicks(filter(), u"security"_s);
        QCOMPARE(model.rowCount(), 1);
        const auto *note = m_view->findChild<QLabel *>(u"coverageNoGaps"_s);
        QVERIFY(!note->isVisible());
        QTest::keyClicks(filter(), u"xyz"_s);
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(note->isVisible());
        QCOMPARE(note->text(), u"Nothing in this list meets the filter."_s);
        QCOMPARE(note->height(), table(u"coverageGaps"_s)->viewport()->height());
        filter()->setText(u"ﾃﾞｽｸﾄｯﾌﾟ"_s); // half width finds full width
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(!note->isVisible());
        filter()->clear();
        kind(GapKind::NotReadable)->click();
        QCOMPARE(model.rowCount(), 3);
        kind(GapKind::NotExamined)->click();
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, GapModel::Status).data().toString(), u"Doubtful"_s);
        QCOMPARE(model.total(GapKind::NotReadable), 3); // what is hidden is still counted
    }

    void growsWithTheCase()
    {
        const int before = m_view->gaps().rowCount();
        m_bench->openCase->writer()->addWarning(evidenceId(u"E-02"_s), 0, u"squid"_s, ErrorCode::Io, Severity::High, u"/x"_s, {});
        QTRY_COMPARE_WITH_TIMEOUT(m_view->gaps().rowCount(), before + 1, 15'000);
    }

    void modelsKeepTheRules()
    {
        const Wording words(m_bench->context->catalogue, QLocale::Japanese);
        CoverageModel sources(words);
        GapModel gaps(words);
        const QAbstractItemModelTester first(&sources, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester second(&gaps, QAbstractItemModelTester::FailureReportingMode::QtTest);
        sources.setRows(*m_bench->context->reader->coverage());
        const QPersistentModelIndex kept = sources.index(1, CoverageModel::Records);
        const QString records = kept.data().toString();
        for (int column = 0; column < CoverageModel::ColumnCount; ++column)
            sources.sort(column, Qt::DescendingOrder);
        QCOMPARE(kept.data().toString(), records);
        sources.setDisplayZone(u"UTC"_s);
        sources.setWording(Wording(m_bench->context->catalogue, QLocale::English));
        Gap gap;
        gap.kind = GapKind::NotExamined;
        for (int state = 0; state <= int(JobState::Last); ++state) {
            gap.state = JobState(state);
            gaps.setGaps({gap, gap});
            QVERIFY(!gaps.index(0, GapModel::Sentence).data().toString().isEmpty());
        }
        gaps.setFilter(u"nothing like it"_s);
        QCOMPARE(gaps.rowCount(), 0);
        gaps.setFilter({});
        gaps.setShown(GapKind::NotExamined, false);
        gaps.setWording(Wording(m_bench->context->catalogue, QLocale::English));
        sources.setRows({});
        gaps.setGaps({});
    }

    void everyCodeHasAKind()
    {
        QCOMPARE(gapKindOf(ErrorCode::Cancelled), GapKind::NotExamined);
        QCOMPARE(gapKindOf(ErrorCode::ZoneUnknown), GapKind::Doubtful);
        QCOMPARE(gapKindOf(ErrorCode::Unsupported), GapKind::NotReadable);
        QCOMPARE(gapKindOf(ErrorCode::Encoding), GapKind::NotReadable);
        QCOMPARE(gapKindOf(ErrorCode::Unclaimed), GapKind::NotExamined);
    }

    void speaksBothLanguages()
    {
        const QString english = m_view->gaps().index(2, GapModel::Sentence).data().toString();
        m_bench->language.set(u"ja"_s);
        QTRY_VERIFY(m_view->gaps().index(2, GapModel::Sentence).data().toString() != english);
        m_bench->language.set(u"en"_s);
        QTRY_COMPARE(m_view->gaps().index(2, GapModel::Sentence).data().toString(), english);
    }
};

QTEST_MAIN(TestCoverageView)
#include "tst_coverageview.moc"
