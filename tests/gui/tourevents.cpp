// SPDX-License-Identifier: Apache-2.0
// The stations of the tour in the band and the table of events.
#include "models/lens/lens.h"
#include "models/timeline/eventtablemodel.h"
#include "tests/gui/tour.h"
#include "tests/gui/tourtable.h"
#include "views/shared/language.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;
using tour::isHere, tour::kAddress, tour::raw;

namespace
{

QList<QToolButton *> chips(QWidget *bar)
{
    QList<QToolButton *> found;
    for (QToolButton *button : bar->findChildren<QToolButton *>()) {
        if (button->property("chip").toBool())
            found.append(button);
    }
    return found;
}

} // namespace

void Tour::brushesTheBand()
{
    SOON(isQuiet());
    see(u"01-events"_s);
    const qint64 all = matches();
    QWidget *plot = nullptr;
    for (QWidget *inner : child<QWidget>("timeBand")->findChildren<QWidget *>()) {
        if (inner->inherits("QCustomPlot"))
            plot = inner;
    }
    QVERIFY(plot);
    hands::wheel(plot, plot->rect().center(), 2);
    hands::press("Ctrl+0");
    const int y = plot->height() / 2;
    hands::drag(plot, {plot->width() * 3 / 10, y}, {plot->width() * 6 / 10, y});
    SOON(isQuiet() && matches() < all);
    const qint64 brushed = matches();
    QWidget *bar = child<QWidget>("chipsArea");
    SOON_IS(chips(bar).size(), 1);
    QVERIFY(chips(bar).first()->text().contains(u"2026-10-14"_s));
    see(u"02-brush"_s);
    QVERIFY(brushed > 0);
    hands::click(chips(bar).first());
    SOON(isQuiet() && matches() == all);
    hands::press("Alt+Left");
    SOON(isQuiet() && matches() == brushed);
    hands::press("Alt+Right");
    SOON(isQuiet() && matches() == all);
}

void Tour::filtersTheEvents()
{
    auto *table = child<QTableView>("eventsTable");
    const qint64 all = matches();
    hands::press("Alt+1");
    hands::press("Ctrl+F");
    auto *field = table->horizontalHeader()->findChild<QLineEdit *>(u"filter_%1"_s.arg(int(EventColumn::Message)));
    QCOMPARE(QApplication::focusWidget(), field);
    hands::type(kAddress);
    hands::press("Return");
    SOON(isQuiet() && matches() < all);
    const qint64 named = matches();
    QVERIFY2(named > 600 && named < 800, qPrintable(QString::number(named))); // one a minute for eleven hours
    SOON(isHere(table, 0));
    QVERIFY(raw(table, 0, EventColumn::Message).contains(kAddress) ||
            table->model()->index(0, int(EventColumn::Message)).data().toString().contains(kAddress));
    QVERIFY(child<QLabel>("matchCount")->text().contains(m_shared.language.locale().toString(named)));
    hands::clickCell(table, 3, int(EventColumn::Message));
    SOON(child<QLabel>("inspectorTitle")->isVisible());
    see(u"03-filter"_s);

    hands::clickCell(table, 0, int(EventColumn::Host));
    SOON(isHere(table, 0));
    hands::press("I");
    SOON(isQuiet() && matches() < named);
    const qint64 only = matches();
    hands::press("Alt+Left");
    SOON(isQuiet() && matches() == named);
    SOON(isHere(table, 0));
    hands::press("X");
    SOON(isQuiet() && matches() < named);
    QCOMPARE(only + matches(), named);
    see(u"04-exclude"_s);
    hands::press("Alt+Left");
    SOON(isQuiet() && matches() == named);

    hands::clickCell(table, 2, int(EventColumn::Time));
    hands::press("X"); // no condition, and it says why
    auto *told = child<QToolButton>("status_told");
    SOON(told->isVisible() && !told->text().isEmpty());
    QCOMPARE(matches(), named);
    hands::press("T");
    SOON(isQuiet() && matches() != named);
    see(u"05-around"_s);
    hands::press("T");
    SOON(isQuiet() && matches() == named);
    hands::press("Ctrl+Shift+X");
    SOON(isQuiet() && matches() == all);
    QVERIFY(field->text().isEmpty());
}

void Tour::sortsAllRows()
{
    auto *table = child<QTableView>("eventsTable");
    const int last = table->model()->rowCount() - 1;
    hands::clickTitle(table->horizontalHeader(), int(EventColumn::Host));
    SOON(isQuiet());
    const auto firstAndLast = [&] { return std::pair(raw(table, 0, EventColumn::Host), raw(table, last, EventColumn::Host)); };
    SOON(isHere(table, 0) && isHere(table, last) && firstAndLast().first != firstAndLast().second);
    const auto one = firstAndLast();
    hands::clickTitle(table->horizontalHeader(), int(EventColumn::Host));
    SOON(isQuiet() && isHere(table, 0) && isHere(table, last) && firstAndLast() == std::pair(one.second, one.first));
    hands::clickTitle(table->horizontalHeader(), int(EventColumn::Time));
    SOON(isQuiet() && isHere(table, 0) && isHere(table, last));
    QVERIFY(raw(table, 0, EventColumn::Time) < raw(table, last, EventColumn::Time));
}

void Tour::tagsAndTakesBack()
{
    auto *table = child<QTableView>("eventsTable");
    hands::clickCell(table, 4, int(EventColumn::Message));
    const auto tags = [table](int row) { // -1: the row is being read
        return isHere(table, row) ? int(table->model()->index(row, 0).data(EventTableModel::TagsRole).toList().size()) : -1;
    };
    hands::press("1");
    SOON_IS(tags(4), 1);
    hands::press("1");
    SOON_IS(tags(4), 0);
    const auto *told = child<QToolButton>("status_told");
    hands::press("Ctrl+Z");
    SOON_IS(tags(4), 1);
    SOON(told->text().contains(m_look.isJapanese() ? u"タグの取り外し"_s : u"taking a tag off"_s)); // which act it was
    hands::press("Ctrl+Z");
    SOON_IS(tags(4), 0);
    hands::press("Ctrl+Shift+Z");
    SOON_IS(tags(4), 1);
    SOON(told->text().contains(m_look.isJapanese() ? u"タグ付け"_s : u"tagging"_s));
    hands::press("J");
    QCOMPARE(table->currentIndex().row(), 5);
    hands::press("2");
    SOON_IS(tags(5), 1);
    hands::press("K");
    hands::press("Space");
    SOON(table->model()->index(4, 0).data(EventTableModel::SeenRole).toBool());
    QCOMPARE(table->currentIndex().row(), 5);
    SOON(child<QListWidget>("tags")->count() >= 2);
    see(u"06-tags"_s);
    // What was said last is said again in the other language, and in this one.
    const QString said = told->text();
    hands::click(child<QWidget>(m_look.isJapanese() ? "englishButton" : "japaneseButton"));
    QVERIFY2(told->isVisible() && !told->text().isEmpty() && told->text() != said, qPrintable(told->text()));
    hands::click(child<QWidget>(m_look.isJapanese() ? "japaneseButton" : "englishButton"));
    QCOMPARE(told->text(), said);
}

void Tour::groupsTheEvents()
{
    auto *table = child<QTableView>("eventsTable");
    const qint64 all = matches();
    hands::clickCell(table, 1, int(EventColumn::Message));
    hands::press("Ctrl+Shift+G");
    auto *list = child<QWidget>("eventsView")->findChild<QTableView *>(u"groupList"_s);
    SOON(list->hasFocus() && list->model()->rowCount() > 2);
    const auto count = [list](int row) { return list->model()->index(row, 1).data().toString(); };
    const auto shown = [this] { return m_shared.language.locale().toString(matches()); };
    hands::press("Down");
    const QString second = count(1);
    hands::press("Return");
    SOON(isQuiet() && matches() < all);
    QCOMPARE(shown(), second);
    SOON_IS(chips(child<QWidget>("chipsArea")).size(), 1);
    see(u"03c-groups"_s);
    hands::press("Return");
    SOON(isQuiet() && matches() == all);
    hands::press("Escape");
    SOON(!list->isVisible() && table->hasFocus());
}

void Tour::scrollsSideways()
{
    auto *table = child<QTableView>("eventsTable");
    QScrollBar *bar = table->horizontalScrollBar();
    hands::clickCell(table, 2, int(EventColumn::Time));
    for (int i = 0; i < 8; ++i)
        hands::press("Right");
    if (bar->value() > 0) { // on a wide screen all columns stand in it
        QVERIFY(table->findChild<QWidget *>(u"frozenColumn"_s)->isVisible());
        see(u"03d-frozen"_s);
        hands::clickCell(table, 3, int(EventColumn::Time));
        SOON_IS(table->currentIndex().row(), 3);
        QCOMPARE(table->currentIndex().column(), int(EventColumn::Time));
        QVERIFY(bar->value() > 0);
    }
    bar->setValue(0);
}

} // namespace ashiato
