// SPDX-License-Identifier: Apache-2.0
// The stations of the tour in the window itself.
#include "models/jobs/jobmodel.h"
#include "models/lens/lens.h"
#include "models/query/lensquery.h"
#include "models/timeline/eventtablemodel.h"
#include "tests/gui/tour.h"
#include "tests/gui/tourtable.h"
#include "tests/gui/wordsaudit.h"
#include "views/cases/startpage.h"
#include "views/inspector/hexview.h"
#include "views/network/networkcanvas.h"
#include "views/search/searchview.h"
#include "views/shared/language.h"

#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;
using tour::isHere, tour::kAddress, tour::raw;

void Tour::openCase(const QString &casePath)
{
    showStartPage();
    QPushButton *recent = nullptr;
    for (QPushButton *button : m_program->startPage()->findChildren<QPushButton *>()) {
        if (button->toolTip() == casePath)
            recent = button;
    }
    QVERIFY(recent);
    hands::click(recent);
    QVERIFY(m_program->workbench());
    QVERIFY(!m_program->startPage()->isVisible());
    SOON(isQuiet() && matches() > 0);
}

void Tour::writesANote()
{
    auto *table = child<QTableView>("eventsTable");
    auto *note = child<QPlainTextEdit>("note");
    hands::clickCell(table, 5, int(EventColumn::Message));
    SOON(note->isVisible() && !note->isReadOnly());
    hands::press("N");
    QCOMPARE(QApplication::focusWidget(), note);
    hands::type(m_look.isJapanese() ? u"請求書を開いた直後"_s : u"right after the invoice"_s);
    QTest::qWait(50);
    see(u"07-note"_s);
    QVERIFY(!note->visibleRegion().isEmpty());
    hands::press("Ctrl+Return");
    SOON(table->model()->index(5, 0).data(EventTableModel::NoteRole).toBool());
    QCOMPARE(QApplication::focusWidget(), table);
}

void Tour::switchesTheZone()
{
    auto *table = child<QTableView>("eventsTable");
    const auto time = [table] { return table->model()->index(5, int(EventColumn::Time)).data().toString(); };
    SOON(isHere(table, 5));
    const QString first = time(), button = child<QToolButton>("zoneButton")->text();
    hands::press("Z");
    SOON(time() != first);
    QVERIFY(child<QToolButton>("zoneButton")->text().contains(u"UTC"_s));
    see(u"08-utc"_s);
    hands::click(child<QToolButton>("zoneButton"));
    SOON(time() == first + u" +09:00"_s); // a firewall's line, which writes its offset
    see(u"08-recorded"_s);
    hands::click(child<QToolButton>("zoneButton"));
    SOON_IS(time(), first);
    QCOMPARE(child<QToolButton>("zoneButton")->text(), button);
}

void Tour::opensTheBytes()
{
    auto *table = child<QTableView>("eventsTable");
    hands::clickCell(table, 5, int(EventColumn::Message));
    hands::press("S");
    auto *hex = child<HexView>("hexView");
    SOON_IS(QApplication::focusWidget(), hex);
    SOON(hex->markLength() > 20);
    QTest::qWait(150); // the worker reads
    see(u"09-hex"_s);
    const auto goTo = [](const QString &place) {
        return hands::inDialog<QDialog>([] { hands::press("Ctrl+G"); },
                                        [&](QDialog *) {
                                            hands::type(place);
                                            hands::press("Return");
                                        });
    };
    QVERIFY(goTo(u"0x400"_s));
    QVERIFY(hex->firstOffset() <= 0x400 && hex->firstOffset() > 0x300);
    QVERIFY(goTo(u"2026-10-14 12:00"_s));
    SOON(isHere(table, table->currentIndex().row()));
    QVERIFY(raw(table, table->currentIndex().row(), EventColumn::Time) >= u"2026-10-14T03:00:00"_s);
    hands::clickCell(table, 5, int(EventColumn::Message));
    auto *pages = child<QTabWidget>("content");
    hands::click(pages->tabBar(), pages->tabBar()->tabRect(1).center());
    SOON(child<QPlainTextEdit>("contentText")->toPlainText().contains(u"10.1.7."_s));
    see(u"10-text"_s);
    hands::click(pages->tabBar(), pages->tabBar()->tabRect(2).center());
    QTest::qWait(100);
    see(u"11-picture"_s);
    hands::click(pages->tabBar(), pages->tabBar()->tabRect(0).center());
}

void Tour::walksTheFiles()
{
    auto *tree = child<QTreeView>("exhibits");
    const qint64 all = matches();
    const QModelIndex exhibit = tree->model()->index(0, 0);
    hands::click(tree->viewport(), tree->visualRect(exhibit).center());
    SOON(isQuiet() && matches() < all);
    if (!tree->isExpanded(exhibit))
        hands::press("Right");
    SOON(tree->model()->rowCount(exhibit) > 0);
    hands::press("Down");
    auto *files = child<QTableView>("filesTable");
    SOON(files->isVisible() && files->model()->rowCount() > 2 && files->model()->rowCount() < 60);
    hands::press("Ctrl+Shift+X");
    SOON(isQuiet() && matches() == all);
    hands::choose(child<QComboBox>("fileScope"), 1); // this folder and below
    SOON(files->model()->rowCount() > 60);
    const int below = files->model()->rowCount();
    hands::click(files->viewport(), {60, 10});
    hands::press("Ctrl+F");
    hands::type(u"請求書"_s);
    hands::press("Return");
    SOON(files->model()->rowCount() > 0 && files->model()->rowCount() < below);
    SOON(files->hasFocus());
    hands::press("Ctrl+Shift+G");
    auto *groups = files->window()->findChild<QWidget *>(u"filesView"_s)->findChild<QTableView *>(u"groupList"_s);
    SOON(groups->hasFocus() && groups->model()->rowCount() > 1);
    const int named = files->model()->rowCount();
    hands::press("Return");
    SOON(files->model()->rowCount() < named);
    see(u"12b-file-groups"_s);
    hands::press("Return");
    SOON_IS(files->model()->rowCount(), named);
    hands::press("Escape");
    SOON(!groups->isVisible() && files->hasFocus());
    hands::press("J");
    hands::press("J");
    SOON(child<QLabel>("inspectorTitle")->text().contains(u"請求書"_s));
    see(u"12-file"_s);
    hands::press("Ctrl+F");
    hands::press("Ctrl+A");
    hands::press("Backspace");
    hands::press("Return");
    SOON_IS(files->model()->rowCount(), below);
    see(u"13-files"_s);
}

void Tour::picksInTheNetwork()
{
    hands::press("Alt+3");
    auto *canvas = child<NetworkCanvas>("networkCanvas");
    SOON(!canvas->graph().nodes.empty());
    QTest::qWait(100);
    see(u"14-network"_s);
    const qint64 all = matches();
    const auto place = [canvas] {
        const auto &nodes = canvas->graph().nodes;
        const auto wanted = std::find_if(nodes.begin(), nodes.end(), [](const NetworkNode &node) { return node.name == kAddress; });
        return wanted == nodes.end() ? QPoint(-1, -1) : canvas->nodePlace(int(wanted - nodes.begin())).toPoint();
    };
    SOON(canvas->rect().contains(place()));
    QTest::mouseMove(canvas, place()); // takes answers of the query, after which the node may stand elsewhere
    QTest::mouseClick(canvas, Qt::LeftButton, {}, place());
    QVERIFY(canvas->picked().node >= 0);
    QCOMPARE(canvas->graph().nodes[size_t(canvas->picked().node)].name, kAddress);
    see(u"15-node"_s);
    hands::press("I");
    SOON(isQuiet() && matches() < all);
    SOON(canvas->graph().nodes.size() < 5);
    QTest::qWait(50);
    see(u"16-narrowed"_s);
    hands::press("Alt+Left");
    SOON(isQuiet() && matches() == all);
}

void Tour::readsCoverageAndJobs()
{
    hands::press("Alt+4");
    SOON(child<QTableView>("coverageSources")->model()->rowCount() >= 2);
    QTest::qWait(100);
    SOON(child<QTableView>("coverageGaps")->model()->rowCount() == 0); // the sample's evidence is whole
    SOON(child<QLabel>("coverageNoGaps")->isVisible());
    see(u"17-coverage"_s);
    hands::press("Alt+5");
    auto *jobs = child<QTableView>("jobsTable");
    SOON(jobs->isVisible() && jobs->model()->rowCount() >= 3);
    hands::clickCell(jobs, 0, 0);
    see(u"18-jobs"_s);
}

void Tour::doesAnythingFromTheField()
{
    hands::press("Ctrl+K");
    QCOMPARE(QApplication::focusWidget(), child<QLineEdit>("caseSearch"));
    hands::type(u">"_s + (m_look.isJapanese() ? u"イベント"_s : u"events"_s));
    hands::press("Return");
    SOON(child<QTableView>("eventsTable")->isVisible());
    hands::press("Ctrl+K");
    hands::press("Ctrl+A");
    hands::press("Backspace");
    hands::click(child<QTableView>("eventsTable")->viewport());
}

void Tour::keepsWhatWasFound()
{
    const qint64 all = matches();
    auto *views = child<QTabWidget>("views");
    const int tabs = views->count();
    hands::press("Ctrl+Shift+F");
    QCOMPARE(QApplication::focusWidget(), child<QLineEdit>("caseSearch"));
    hands::type(u"請求書"_s);
    hands::press("Return");
    SOON_IS(views->count(), tabs + 1);
    auto *results = qobject_cast<SearchView *>(views->currentWidget());
    QVERIFY(results);
    // Keys pressed while it searches are not lost: they end two rows below the first.
    hands::press("J");
    hands::press("J");
    SOON(!results->isBusy());
    const int events = results->eventsTable()->model()->rowCount(), files = results->filesTable()->model()->rowCount();
    QVERIFY(events > 0 && files > 0);
    QCOMPARE(views->tabText(tabs), u"請求書 (%1)"_s.arg(m_shared.language.locale().toString(events + files)));
    QCOMPARE(matches(), all); // the lens is as it was
    SOON_IS(results->eventsTable()->currentIndex().row(), qMin(2, events - 1));
    SOON(isHere(results->eventsTable(), 0));
    QTest::qWait(150); // the worker reads
    see(u"35-search"_s);

    // Enter: to the row in its own view; a filter that hides it is lifted.
    const qint64 id = results->eventsTable()->currentIndex().data(EventTableModel::EventIdRole).toLongLong();
    hands::press("Return");
    auto *table = child<QTableView>("eventsTable");
    SOON(table->isVisible() && table->currentIndex().data(EventTableModel::EventIdRole).toLongLong() == id);
    hands::click(views->tabBar(), views->tabBar()->tabRect(tabs).center());
    hands::clickCell(results->filesTable(), 0, int(FileColumn::Name));
    const QString name = results->filesTable()->currentIndex().data().toString();
    hands::press("Return");
    auto *list = child<QTableView>("filesTable");
    SOON(list->isVisible() && list->model()->index(list->currentIndex().row(), int(FileColumn::Name)).data().toString() == name);

    // The same search again is the same tab; it is closed by its key.
    hands::press("Ctrl+Shift+F");
    hands::type(u"請求書"_s);
    hands::press("Return");
    SOON_IS(views->currentWidget(), static_cast<QWidget *>(results));
    QCOMPARE(views->count(), tabs + 1);
    hands::press("Ctrl+F4");
    SOON_IS(views->count(), tabs);
    // What stands in the evidence is the same in both languages: the words are compared where it is not in the way.
    hands::press("Alt+2");
    hands::choose(child<QComboBox>("fileScope"), 2); // all files
    hands::press("Alt+1");
    SOON(isQuiet() && matches() == all);
    hands::clickCell(table, 5, int(EventColumn::Message));
}

void Tour::speaksBothLanguages()
{
    const char *const views[] = {"Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5", "Alt+6"};
    const auto gather = [&] {
        WindowWords words;
        for (const char *view : views) {
            hands::press(view);
            QTest::qWait(120);
            const WindowWords here = wordsOf(&window());
            for (auto place = here.cbegin(); place != here.cend(); ++place)
                words.insert(QString::fromLatin1(view) + u' ' + place.key(), place.value());
        }
        return words;
    };
    const WindowWords before = gather();
    hands::click(child<QWidget>(m_look.isJapanese() ? "englishButton" : "japaneseButton"));
    const WindowWords other = gather();
    hands::click(child<QWidget>(m_look.isJapanese() ? "japaneseButton" : "englishButton"));
    const WindowWords after = gather();
    for (const QString &fault : untranslatedWords(before, other))
        m_faults.append(u"%1, words: %2"_s.arg(m_look.name(), fault));
    for (auto place = before.cbegin(); place != before.cend(); ++place) {
        // Figures of the moment (a query's time) and the item that is looked at, which is read meanwhile, change by themselves.
        const bool isOfTheMoment = place.key().contains(u"status_query"_s) || place.key().contains(u"/details/"_s);
        if (!isOfTheMoment && after.contains(place.key()) && after.value(place.key()) != place.value())
            m_faults.append(u"%1, there and back: %2 was \"%3\", is \"%4\""_s.arg(m_look.name(), place.key(), place.value(), after.value(place.key())));
    }
}

} // namespace ashiato
