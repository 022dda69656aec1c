// SPDX-License-Identifier: Apache-2.0
#include "models/timeline/eventtablemodel.h"
#include "tests/views/viewbench.h"
#include "views/events/eventsview.h"
#include "views/events/grouppanel.h"
#include "views/shared/filterheader.h"
#include "views/shared/frozentable.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// What tables have in common, on the table of events: the column that stays, and the groups beside the rows.
class TestTables : public QObject
{
    Q_OBJECT

private:
    static constexpr qint64 kEvents = 3'000;

    struct Desk {
        ViewBench bench{kEvents};
        EventTableModel model{*bench.openCase, bench.columns};
        std::unique_ptr<EventsView> view;

        bool show()
        {
            model.setDisplayZone(u"Asia/Tokyo"_s);
            model.setWording(Wording(bench.context->catalogue, QLocale::English));
            view = std::make_unique<EventsView>(*bench.context, model, *bench.query);
            for (QAction *action : bench.actions.all())
                view->addAction(action);
            view->resize(1000, 500);
            view->show();
            view->activateWindow();
            if (!QTest::qWaitForWindowActive(view.get()))
                return false;
            view->table()->setFocus();
            bench.query->showFileTimes(true);
            return settled() && model.rowCount() == kEvents;
        }
        bool settled()
        {
            return QTest::qWaitFor([this] { return bench.query->selection().count() == model.rowCount() && !bench.query->isBusy() && !bench.query->isBuilding() && model.rowCount() > 0; }, 20'000);
        }
        void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
        {
            QTest::keyClick(QApplication::focusWidget(), key, modifiers);
        }
        QScrollBar *sideways() { return view->table()->horizontalScrollBar(); }
        QWidget *part(const char *name) { return view->findChild<QWidget *>(QLatin1StringView(name)); }

        /// Until the groups answer the question of the lens as it is now.
        bool grouped()
        {
            return settled() && QTest::qWaitFor([this] { return !view->groups()->isBusy(); }, 20'000);
        }
        QAbstractItemModel *groups() { return view->groups()->list()->model(); }
        QString value(int row) { return groups()->index(row, GroupModel::Value).data().toString(); }
        qint64 count(int row) { return QLocale(QLocale::English).toLongLong(groups()->index(row, GroupModel::Count).data().toString()); }
        int rowOf(const QString &value)
        {
            for (int row = 0; row < groups()->rowCount(); ++row) {
                if (this->value(row) == value)
                    return row;
            }
            return -1;
        }
    };

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void theTimeStaysWhileOneScrollsSideways()
    {
        Desk desk;
        QVERIFY(desk.show());
        FrozenTable *table = desk.view->table();
        QVERIFY(desk.sideways()->maximum() > 0);
        QVERIFY(!desk.part("frozenColumn")->isVisible());
        desk.sideways()->setValue(desk.sideways()->maximum());
        QVERIFY(desk.part("frozenColumn")->isVisible() && desk.part("frozenTitle")->isVisible());
        QCOMPARE(desk.part("frozenColumn")->width(), table->columnWidth(int(EventColumn::Time)));

        // A click on the time makes its row the current one, and scrolls nothing.
        const int before = desk.sideways()->value();
        const int y = table->rowViewportPosition(4) + 5;
        QTest::mouseClick(desk.part("frozenColumn"), Qt::LeftButton, Qt::NoModifier, {20, y});
        QCOMPARE(table->currentIndex(), desk.model.index(4, int(EventColumn::Time)));
        QVERIFY(table->selectionModel()->isRowSelected(4));
        desk.key(Qt::Key_J);
        QCOMPARE(table->currentIndex(), desk.model.index(5, int(EventColumn::Time)));
        QCOMPARE(desk.sideways()->value(), before);
        // The cell beside it comes out from under it.
        desk.key(Qt::Key_Right);
        const QRect cell = table->visualRect(table->currentIndex());
        QVERIFY(table->currentIndex().column() != int(EventColumn::Time));
        QVERIFY2(cell.left() >= table->columnWidth(int(EventColumn::Time)) || desk.sideways()->value() == 0, "the cell lies under the time");

        // Its title sorts.
        desk.sideways()->setValue(desk.sideways()->maximum());
        QCOMPARE(table->header()->sortIndicatorOrder(), Qt::AscendingOrder);
        QTest::mouseClick(desk.part("frozenTitle"), Qt::LeftButton, Qt::NoModifier, {30, 10});
        QCOMPARE(table->header()->sortIndicatorSection(), int(EventColumn::Time));
        QCOMPARE(table->header()->sortIndicatorOrder(), Qt::DescendingOrder);
        QVERIFY(desk.settled());
    }

    void aKeyLetsTheFirstColumnGo()
    {
        Desk desk;
        QVERIFY(desk.show());
        desk.sideways()->setValue(desk.sideways()->maximum());
        QVERIFY(desk.part("frozenColumn")->isVisible());
        desk.key(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!desk.part("frozenColumn")->isVisible() && !desk.part("frozenTitle")->isVisible());
        desk.key(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(desk.part("frozenColumn")->isVisible());
    }

    /// Widths, order and choice stay with the case; a new case begins as the last one was left. None of it needs a writer.
    void columnsAreKeptWithTheCase()
    {
        Desk desk;
        QVERIFY(desk.show());
        ViewBench other(10);
        other.context = std::make_unique<ViewContext>(ViewContext{other.lens, other.theme, other.actions, other.language, desk.bench.settings, *other.openCase,
                                                                  nullptr, nullptr, other.context->reader, other.columns, other.context->catalogue});
        EventTableModel otherModel(*other.openCase, other.columns);
        const auto widen = [](EventsView &view, EventColumn column, int by) {
            QHeaderView *header = view.table()->header();
            const int edge = header->sectionViewportPosition(int(column)) + header->sectionSize(int(column)) - 1;
            QTest::mousePress(header->viewport(), Qt::LeftButton, {}, {edge, 8});
            QMouseEvent move(QEvent::MouseMove, QPointF(edge + by, 8), header->viewport()->mapToGlobal(QPointF(edge + by, 8)), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(header->viewport(), &move);
            QTest::mouseRelease(header->viewport(), Qt::LeftButton, {}, {edge + by, 8});
        };
        const auto width = [](EventsView &view) { return view.table()->header()->sectionSize(int(EventColumn::Kind)); };
        const int before = width(*desk.view);
        widen(*desk.view, EventColumn::Kind, 40);
        QCOMPARE(width(*desk.view), before + 40);
        {
            EventsView view(*other.context, otherModel, *other.query);
            view.resize(1000, 500);
            view.show();
            QCOMPARE(width(view), before + 40);
            widen(view, EventColumn::Kind, 30);
            QCOMPARE(width(view), before + 70);
        }
        desk.view = std::make_unique<EventsView>(*desk.bench.context, desk.model, *desk.bench.query);
        QCOMPARE(width(*desk.view), before + 40);
        EventsView again(*other.context, otherModel, *other.query);
        QCOMPARE(width(again), before + 70);
    }

    /// What happened has the room that the others leave; a width that the examiner chose stays as it is.
    void whatHappenedHasTheRoom()
    {
        Desk desk;
        QVERIFY(desk.show());
        QHeaderView *header = desk.view->table()->header();
        const auto width = [header] { return header->sectionSize(int(EventColumn::Message)); };
        const int least = width();
        desk.view->resize(1900, 500);
        QTRY_VERIFY(width() > least + 400);
        QCOMPARE(desk.sideways()->maximum(), 0);
        const int wide = width();
        desk.view->resize(1700, 500);
        QTRY_COMPARE(width(), wide - 200);
        QCOMPARE(desk.sideways()->maximum(), 0);
        desk.view->resize(700, 500);
        QTRY_COMPARE(width(), least);
        header->resizeSection(int(EventColumn::Message), 250);
        desk.view->resize(1900, 500);
        QTRY_COMPARE(desk.view->table()->width(), desk.view->width());
        QCoreApplication::processEvents();
        QCOMPARE(width(), 250);
    }

    void groupsNarrowByKeys()
    {
        Desk desk;
        QVERIFY(desk.show());
        QVERIFY(!desk.view->groups()->isVisible());
        desk.key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(desk.view->groups()->isVisible() && desk.view->groups()->isWorkedIn());
        QVERIFY(desk.grouped());
        const QAbstractItemModelTester tester(desk.groups(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const int kinds = desk.groups()->rowCount();
        QVERIFY(kinds > 2);
        qint64 sum = 0;
        for (int row = 0; row < kinds; ++row) {
            QVERIFY(row == 0 || desk.count(row) <= desk.count(row - 1));
            sum += desk.count(row);
        }
        QCOMPARE(sum, kEvents);

        // Enter narrows; the other kinds stay in the list, with what they would hold.
        desk.key(Qt::Key_J);
        const QString second = desk.value(1);
        const qint64 held = desk.count(1);
        desk.key(Qt::Key_Return);
        QVERIFY(desk.grouped());
        QCOMPARE(qint64(desk.model.rowCount()), held);
        QCOMPARE(desk.groups()->rowCount(), kinds);
        QCOMPARE(desk.view->groups()->list()->currentIndex().row(), 1);
        QVERIFY(desk.groups()->index(1, 0).data(GroupModel::ChosenRole).toBool());

        // Another one takes its place, and the same again lets it go.
        desk.key(Qt::Key_Down);
        const qint64 third = desk.count(2);
        desk.key(Qt::Key_I);
        QVERIFY(desk.grouped());
        QCOMPARE(qint64(desk.model.rowCount()), third);
        QCOMPARE(desk.bench.lens.filter().groups[0].size(), size_t(1));
        desk.key(Qt::Key_I);
        QVERIFY(desk.grouped());
        QCOMPARE(qint64(desk.model.rowCount()), kEvents);

        // An excluded one goes from rows and list.
        desk.view->groups()->list()->setCurrentIndex(desk.groups()->index(desk.rowOf(second), 0));
        desk.key(Qt::Key_X);
        QVERIFY(desk.grouped());
        QCOMPARE(qint64(desk.model.rowCount()), kEvents - held);
        QCOMPARE(desk.rowOf(second), -1);

        // Esc goes back to the rows.
        desk.key(Qt::Key_Escape);
        QVERIFY(!desk.view->groups()->isVisible());
        QVERIFY(desk.view->table()->hasFocus());
    }

    void everyFieldOfTheListHasGroups()
    {
        Desk desk;
        QVERIFY(desk.show());
        desk.view->groups()->open(FilterField::Host);
        auto *field = desk.view->findChild<QComboBox *>(u"groupField"_s);
        QVERIFY(field && field->count() > 10);
        for (int place = 0; place < field->count(); ++place) {
            desk.view->groups()->open(FilterField(field->itemData(place).toInt()));
            QVERIFY2(desk.grouped(), qPrintable(field->itemText(place)));
            QVERIFY2(desk.groups()->rowCount() > 0, qPrintable(field->itemText(place)));
            QVERIFY2(!desk.value(0).isEmpty(), qPrintable(field->itemText(place)));
        }
        desk.bench.shoot(*desk.view, u"groups"_s);
    }

    void kindsAreTypedByTheirNames_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("ids");
        QTest::newRow("id") << u"ja"_s << u"Logon"_s << QStringList{u"logon"_s};
        QTest::newRow("english") << u"en"_s << u"logon"_s << QStringList{u"logon"_s};
        QTest::newRow("japanese") << u"ja"_s << u"ログオン"_s << QStringList{u"logon"_s};
        QTest::newRow("several") << u"ja"_s << u"ログオン, 実行"_s << QStringList{u"logon"_s, u"execution"_s};
        QTest::newRow("nothing") << u"ja"_s << u"ありません"_s << QStringList{u"ありません"_s};
    }
    void kindsAreTypedByTheirNames()
    {
        QFETCH(QString, language);
        QFETCH(QString, typed);
        QFETCH(QStringList, ids);
        Desk desk;
        QVERIFY(desk.show());
        desk.bench.language.set(language);
        QLineEdit *field = desk.view->table()->header()->field(int(EventColumn::Kind));
        QVERIFY(field);
        field->setFocus();
        field->setText(typed);
        QSignalSpy failed(desk.bench.query.get(), &LensQuery::failed);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(desk.bench.lens.filter().groups.at(0).at(0).values, ids);
        QTRY_VERIFY(!desk.bench.query->isBusy());
        QCOMPARE(failed.isEmpty(), ids.front() != typed || ids.front() == u"logon"_s);
    }

    void daysChangeWithTheZone()
    {
        Desk desk;
        QVERIFY(desk.show());
        desk.view->groups()->open(FilterField::Time);
        QVERIFY(desk.grouped());
        const QString day = desk.value(0);
        QVERIFY2(QRegularExpression(u"^2026-10-\\d\\d \\(\\w{3}\\)$"_s).match(day).hasMatch(), qPrintable(day));
        const qint64 tokyo = desk.count(0);
        desk.bench.lens.setDisplayZone(u"America/New_York"_s);
        QVERIFY(desk.grouped());
        QVERIFY(desk.count(0) != tokyo || desk.value(0) != day);
    }
};

QTEST_MAIN(TestTables)
#include "tst_tables.moc"
