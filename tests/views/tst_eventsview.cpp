// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casewriter.h"
#include "models/timeline/eventtablemodel.h"
#include "tests/views/viewbench.h"
#include "views/events/eventsview.h"
#include "views/shared/frozentable.h"
#include "views/shared/theme.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>

#include <atomic>
#include <thread>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// The table of events on a made-up case that grows while keys are pressed.
class TestEventsView : public QObject
{
    Q_OBJECT

private:
    static constexpr qint64 kEvents = 3'000;

    /// Commits small batches of events that belong before and among those there, until it is told to stop.
    class Import
    {
    public:
        explicit Import(Case &openCase) : m_thread([this, &openCase] { run(openCase); }) {}
        ~Import() { stop(); }
        void stop()
        {
            m_stop = true;
            if (m_thread.joinable())
                m_thread.join();
        }
        qint64 added() const { return m_added; }

    private:
        void run(Case &openCase)
        {
            SyntheticOptions options;
            options.files = 300;
            // As long before as the first ones last, so that the two lie over each other.
            options.firstNs -= kEvents * options.spanNs / 1'000'003 + 1'800'000'000'000;
            for (quint64 round = 0; !m_stop; ++round) {
                options.seed = 100 + round;
                if (!addSyntheticEvents(openCase, options, kEvents + m_added, 20))
                    return;
                m_added += 20;
                std::this_thread::sleep_for(std::chrono::milliseconds(60));
            }
        }
        std::atomic<bool> m_stop{false};
        std::atomic<qint64> m_added{0};
        std::thread m_thread;
    };

    struct Desk {
        ViewBench bench{kEvents};
        EventTableModel model{*bench.openCase, bench.columns};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
        std::unique_ptr<EventsView> view;

        bool show()
        {
            model.setDisplayZone(u"Asia/Tokyo"_s);
            model.setWording(Wording(bench.context->catalogue, QLocale::English));
            view = std::make_unique<EventsView>(*bench.context, model, *bench.query);
            for (const char *id : {"Row.Note", "Row.Seen", "Row.Down", "Row.Up", "Row.Source", "Filter.Include"})
                view->addAction(bench.actions.action(id));
            QObject::connect(bench.openCase->writer(), &CaseWriter::committed, bench.query.get(), &LensQuery::caseChanged);
            view->resize(1000, 500);
            view->show();
            view->activateWindow();
            if (!QTest::qWaitForWindowActive(view.get()))
                return false;
            view->table()->setFocus();
            bench.query->showFileTimes(true);
            return QTest::qWaitFor([this] { return model.rowCount() == kEvents && !bench.query->isBusy(); }, 20'000);
        }
        void key(Qt::Key key) { QTest::keyClick(view->table(), key); }
        int offset() const { return view->table()->visualRect(view->table()->currentIndex()).top(); }
        /// Until the table was told of that many more looks at the case.
        bool waitForLooks(QSignalSpy &moved, qsizetype looks) const
        {
            const qsizetype wanted = moved.count() + looks;
            return QTest::qWaitFor([&] { return moved.count() >= wanted; }, 60'000);
        }
    };

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    /// How far one had scrolled says nothing of other rows: without a row to stay at they begin at their head.
    void otherRowsBeginAtTheirHead()
    {
        Desk desk;
        QVERIFY(desk.show());
        desk.view->table()->verticalScrollBar()->setValue(2'500);
        Condition condition;
        condition.field = FilterField::Kind;
        condition.values = {u"logon"_s};
        desk.bench.lens.addCondition(condition);
        QTRY_VERIFY(desk.model.rowCount() < kEvents);
        QVERIFY(desk.model.rowCount() > 100);
        QCOMPARE(desk.view->table()->verticalScrollBar()->value(), 0);
    }

    /// What stands around an event is seen by letting the conditions go: its row stays the current one, and in sight.
    void theCurrentRowStaysInSightWhenConditionsGo()
    {
        Desk desk;
        QVERIFY(desk.show());
        QTableView *table = desk.view->table();
        const qint64 event = desk.model.selection().eventId(kEvents / 2);
        Condition around;
        around.field = FilterField::Time;
        around.fromNs = desk.model.selection().value(kEvents / 2, EventField::Time) - 1;
        around.toNs = *around.fromNs + 2;
        desk.bench.lens.addCondition(around);
        QTRY_VERIFY(desk.model.rowCount() > 0 && desk.model.rowCount() < 5); // all of them on one screen
        desk.view->resize(700, 500); // narrower than its columns
        table->setCurrentIndex(desk.model.index(int(desk.model.placeOf(event)), int(EventColumn::Message)));
        QCOMPARE(desk.bench.lens.focus().id, event);
        table->horizontalScrollBar()->setValue(0);
        desk.bench.lens.clearFilter();
        QTRY_COMPARE(desk.model.rowCount(), kEvents);
        QCOMPARE(desk.model.selection().eventId(table->currentIndex().row()), event);
        const QRect row = table->visualRect(table->currentIndex());
        QVERIFY(row.top() > 3 * row.height() && row.bottom() < table->viewport()->height() - 3 * row.height()); // and so are some on both sides
        QCOMPARE(table->horizontalScrollBar()->value(), 0);
    }

    /// Details tell of a row that was gone to: leaving the filter row for the table chooses none of the rows before it.
    void comingToTheTableChoosesNoRow()
    {
        Desk desk;
        QVERIFY(desk.show());
        desk.bench.actions.action("Edit.Find")->trigger();
        QWidget *field = QApplication::focusWidget();
        QVERIFY(field && field != desk.view->table());
        QTest::keyClicks(field, u"0"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget(), desk.view->table());
        QTRY_VERIFY(!desk.bench.query->isBusy());
        QVERIFY(!desk.view->table()->currentIndex().isValid());
        QCOMPARE(desk.bench.lens.focus().kind, ItemKind::None);
        desk.key(Qt::Key_Down);
        QCOMPARE(desk.view->table()->currentIndex().row(), 0);
        QCOMPARE(desk.bench.lens.focus().kind, ItemKind::Event);

        // An emptied field lets its condition go and waits for what is typed next: letters are keys of rows in the table.
        desk.bench.actions.action("Edit.Find")->trigger();
        field = QApplication::focusWidget();
        QTest::keyClick(field, Qt::Key_Backspace);
        QTRY_VERIFY(desk.bench.lens.filter().isEmpty());
        QCOMPARE(QApplication::focusWidget(), field);
    }

    /// Recorded times have their offset behind them; the column has room for it as long as it is shown.
    void recordedTimesAreNotCut()
    {
        Desk desk;
        QVERIFY(desk.show());
        const QHeaderView *header = desk.view->table()->horizontalHeader();
        const int column = int(EventColumn::Time), before = header->sectionSize(column);
        desk.bench.lens.setDisplayZone(Lens::kSourceZone);
        QFont font = Theme::monospaced();
        font.setPointSizeF(font.pointSizeF() * 0.95); // as the delegate draws it
        QVERIFY(header->sectionSize(column) >= QFontMetrics(font).horizontalAdvance(u"2026-10-14 08:07:55.123456789 +09:00"_s) + 16);
        desk.bench.lens.setDisplayZone(u"UTC"_s);
        QCOMPARE(header->sectionSize(column), before);
        // A width that the examiner chose meanwhile stays.
        desk.bench.lens.setDisplayZone(Lens::kSourceZone);
        desk.view->table()->horizontalHeader()->resizeSection(column, 400);
        desk.bench.lens.setDisplayZone(u"UTC"_s);
        QCOMPARE(header->sectionSize(column), 400);
    }

    /// The examiner looked at something else meanwhile: a click on the row that is still current here leads back to it.
    void aClickOnTheCurrentRowLeadsBackToIt()
    {
        Desk desk;
        QVERIFY(desk.show());
        QTableView *table = desk.view->table();
        table->setCurrentIndex(desk.model.index(3, 0));
        const qint64 id = desk.view->currentId();
        desk.bench.lens.setFocus({ItemKind::File, 7});
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(desk.model.index(3, int(EventColumn::Message))).center());
        QCOMPARE(desk.bench.lens.focus().kind, ItemKind::Event);
        QCOMPARE(desk.bench.lens.focus().id, id);
        desk.bench.lens.setFocus({ItemKind::File, 7});
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(desk.model.index(3, int(EventColumn::Message))).center());
        QCOMPARE(desk.bench.lens.focus().id, id); // the same cell, too
    }

    void keysActOnTheRowThatWasCurrent()
    {
        Desk desk;
        QVERIFY(desk.show());
        QTableView *table = desk.view->table();
        table->setCurrentIndex(desk.model.index(1'500, int(EventColumn::Account)));
        table->verticalScrollBar()->setValue(1'495);
        const qint64 id = desk.view->currentId();
        const int offset = desk.offset();
        QVERIFY(id > 0 && offset > 0);
        QSignalSpy notes(desk.view.get(), &EventsView::noteWanted), sources(desk.view.get(), &EventsView::sourceWanted);
        QSignalSpy moved(&desk.model, &QAbstractItemModel::layoutChanged), reset(&desk.model, &QAbstractItemModel::modelReset);

        Import import(*desk.bench.openCase);
        int pressed = 0;
        while (moved.count() < 5) {
            desk.key(Qt::Key_N);
            desk.key(Qt::Key_S);
            ++pressed;
            QCOMPARE(desk.view->currentId(), id);
            QCOMPARE(desk.offset(), offset);
            QCOMPARE(table->currentIndex().column(), int(EventColumn::Account));
            QTest::qWait(7);
        }
        import.stop();
        QCOMPARE(notes.count(), pressed);
        QCOMPARE(sources.count(), pressed);
        for (int i = 0; i < pressed; ++i) {
            QCOMPARE(notes[i][0].toLongLong(), id);
            QCOMPARE(sources[i][0].toLongLong(), id);
        }
        QCOMPARE(reset.count(), 0);
        QVERIFY(table->currentIndex().row() > 1'500); // others have come above it
        // The last look always comes.
        QTRY_COMPARE_WITH_TIMEOUT(qint64(desk.model.rowCount()), kEvents + import.added(), 60'000);
        QCOMPARE(desk.view->currentId(), id);
        QCOMPARE(desk.offset(), offset);
    }

    void stepsGoToNeighboursWhileTheCaseGrows()
    {
        Desk desk;
        QVERIFY(desk.show());
        desk.view->table()->setCurrentIndex(desk.model.index(1'200, 0));
        QSignalSpy moved(&desk.model, &QAbstractItemModel::layoutChanged);
        Import import(*desk.bench.openCase);
        for (int step = 0; moved.count() < 4; ++step) {
            const int row = desk.view->table()->currentIndex().row();
            const qint64 expected = desk.model.eventId(step % 3 == 2 ? row - 1 : row + 1);
            desk.key(step % 3 == 2 ? Qt::Key_K : Qt::Key_J);
            QCOMPARE(desk.view->currentId(), expected);
            QTest::qWait(9);
        }
    }

    void markedRowsStayMarked()
    {
        Desk desk;
        QVERIFY(desk.show());
        QItemSelectionModel *selection = desk.view->table()->selectionModel();
        desk.view->table()->setCurrentIndex(desk.model.index(1'000, 0));
        for (const int row : {10, 11, 12, 900, 2'400})
            selection->select(desk.model.index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        const std::vector<qint64> marked = desk.view->markedIds();
        QCOMPARE(marked.size(), size_t(6));
        QSignalSpy moved(&desk.model, &QAbstractItemModel::layoutChanged);
        Import import(*desk.bench.openCase);
        QVERIFY(desk.waitForLooks(moved, 2));
        QCOMPARE(desk.view->markedIds(), marked);
        // All of them, also those that come.
        desk.bench.actions.action("Edit.SelectAll")->trigger();
        QVERIFY(desk.view->allMarked());
        QVERIFY(desk.waitForLooks(moved, 2));
        QVERIFY(desk.view->allMarked());
        QCOMPARE(selection->selection().size(), qsizetype(1));
        QCOMPARE(selection->selection().first().height(), desk.model.rowCount());
        import.stop();
        // Another question: "all" was not said of it.
        desk.bench.lens.setFilter(*Filter::fromText(u"host:PC-03"_s));
        QTRY_VERIFY(!desk.bench.query->isBusy() && !desk.bench.query->isSameQuestion());
        QVERIFY(!desk.view->allMarked());
    }

    /// Rows that were never on the screen are read before they are copied; none is a blank line.
    void copiedRowsAreWhole()
    {
        Desk desk;
        QVERIFY(desk.show());
        desk.bench.actions.action("Edit.SelectAll")->trigger();
        QVERIFY(desk.model.index(2'900, 0).data(EventTableModel::LoadingRole).toBool());
        QGuiApplication::clipboard()->clear();
        QSignalSpy told(desk.view.get(), &EventsView::told);
        desk.bench.actions.action("Edit.Copy")->trigger();
        QVERIFY(told.wait(20'000));
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), kEvents + 1);
        const qsizetype cells = lines.front().count(u'\t');
        for (const QString &line : lines)
            QVERIFY2(line.count(u'\t') == cells && !line.trimmed().isEmpty(), qPrintable(line));
        const auto last = (*desk.bench.openCase->reader())->events({desk.model.eventId(int(kEvents) - 1)});
        QVERIFY(last && lines.back().startsWith(desk.model.timeText(last->front())));
    }

    void aKeyThatComesBeforeItsRowIsNotLost()
    {
        Desk desk;
        QVERIFY(desk.show());
        const int row = 2'700;
        desk.view->table()->setCurrentIndex(desk.model.index(row, int(EventColumn::Type)));
        QVERIFY(desk.model.index(row, 0).data(EventTableModel::LoadingRole).toBool());
        desk.key(Qt::Key_I);
        QVERIFY(!desk.bench.lens.filter().isEmpty());
    }

    void theHeadOfTheTableShowsWhatComesThere()
    {
        Desk desk;
        QVERIFY(desk.show());
        QSignalSpy moved(&desk.model, &QAbstractItemModel::layoutChanged);
        const qint64 first = desk.model.eventId(0);
        QVERIFY(!desk.view->table()->currentIndex().isValid());
        Import import(*desk.bench.openCase);
        QVERIFY(desk.waitForLooks(moved, 2));
        QCOMPARE(desk.view->table()->verticalScrollBar()->value(), 0);
        QVERIFY(desk.model.placeOf(first) > 0 || desk.model.selection().untimed() > 0);
    }
};

QTEST_MAIN(TestEventsView)
#include "tst_eventsview.moc"
