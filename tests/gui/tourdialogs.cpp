// SPDX-License-Identifier: Apache-2.0
// The stations of the tour in dialogs: a new case, evidence, the report, and everything that a key opens.
#include "models/jobs/importservice.h"
#include "models/query/lensquery.h"
#include "tests/gui/tour.h"
#include "views/cases/importdialog.h"
#include "views/cases/startpage.h"
#include "views/report/reportdialog.h"
#include "views/shared/formdialog.h"
#include "views/shared/keysheet.h"
#include "views/tags/tagdialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QProcess>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QStatusTipEvent>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kEventLogRecords = 60; // Security 57, System 3: tests/app/checksample.py

void fill(QDialog *dialog, const char *field, const QString &text)
{
    auto *line = dialog->findChild<QLineEdit *>(QString::fromLatin1(field));
    QVERIFY2(line, field);
    hands::click(line);
    hands::press("Ctrl+A");
    hands::type(text);
}

void pressDefault(QDialog *dialog)
{
    auto *buttons = dialog->findChild<QDialogButtonBox *>();
    QVERIFY(buttons);
    hands::click(buttons->button(QDialogButtonBox::Ok));
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void Tour::makeCase(const QString &path)
{
    showStartPage();
    const auto press = [] {
        hands::press("Ctrl+N");
        QTest::qWait(300); // a button shows itself pressed before it acts
    };
    const bool made = hands::inDialog<QDialog>(press,
                                               [&](QDialog *dialog) {
                                                   fill(dialog, "name", u"サンプル案件 / Sample case"_s);
                                                   fill(dialog, "number", u"2026-014"_s);
                                                   fill(dialog, "examiner", u"Sample examiner"_s);
                                                   fill(dialog, "path", path);
                                                   see(u"19-new-case"_s, dialog);
                                                   pressDefault(dialog);
                                               });
    QVERIFY(made);
    QVERIFY(m_program->workbench());
    takeLook();
    for (const char *view : {"Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5", "Alt+6"}) {
        hands::press(view);
        see(u"20-empty-%1"_s.arg(QString::fromLatin1(view).right(1)));
    }
    hands::press("Alt+1");
    importsWhatWasDropped();
    opensWhatIsEncrypted();
    hands::press("Ctrl+W");
    m_program.reset();
}

void Tour::importsWhatWasDropped()
{
    const bool dropped = hands::inDialog<ImportDialog>(
        [this] { hands::drop(&window(), m_place.evidence); },
        [this](ImportDialog *dialog) {
            auto *list = dialog->findChild<QListWidget *>(u"importList"_s);
            auto *preview = dialog->findChild<QTableWidget *>(u"importPreview"_s);
            QCOMPARE(list->count(), 3);
            const char *const hosts[] = {"PC-07", "proxy-01", "FG-01"};
            for (int row = 0; row < 3; ++row) {
                hands::clickCell(list, row, 0);
                if (row > 0) { // the logs show their first lines
                    SOON(preview->rowCount() > 3 && preview->columnCount() > 3);
                    see(u"21-import-%1"_s.arg(row), dialog);
                }
                fill(dialog, "importHost", QString::fromLatin1(hosts[row]));
            }
            pressDefault(dialog);
        });
    QVERIFY(dropped);
    ImportService &imports = *m_program->workbench()->imports();
    QTRY_VERIFY_WITH_TIMEOUT(imports.jobs().size() >= 5, 20'000);
    QTest::qWait(100);
    see(u"22-importing"_s);
    const auto isDone = [&] {
        for (const JobProgress &job : imports.jobs()) {
            if (job.state != JobState::Done)
                return false;
        }
        return !imports.isBusy() && isQuiet();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), 60'000);
    const size_t jobs = imports.jobs().size();
    QVERIFY(hands::chooseFromMenu(&window(), u"Case.Hash"_s));
    QTRY_VERIFY_WITH_TIMEOUT(imports.jobs().size() > jobs && isDone(), 30'000);
    // Every line of both logs and every record of the PC's event logs is an event; file times are hidden.
    qint64 records = kEventLogRecords;
    for (const QString &path : m_place.evidence)
        records += path.endsWith(u".log"_s) ? contentsOf(path).count('\n') : 0;
    SOON(isQuiet() && matches() == records);
}

/// An encrypted archive is imported, a wrong password opens nothing of it, and the right one gives its events.
void Tour::opensWhatIsEncrypted()
{
    QTemporaryDir dir;
    const QString log = m_place.evidence[1], zip = dir.filePath(u"closed.zip"_s);
    QVERIFY(log.endsWith(u".log"_s));
    QCOMPARE(QProcess::execute(u"zip"_s, {u"-q"_s, u"-j"_s, u"-P"_s, u"足跡 5"_s, zip, log}), 0);
    ImportService &imports = *m_program->workbench()->imports();
    const auto isDone = [&] { return !imports.isBusy() && isQuiet(); };
    const size_t jobs = imports.jobs().size();
    const qint64 before = matches();
    QVERIFY(hands::inDialog<ImportDialog>([&] { hands::drop(&window(), {zip}); }, [](ImportDialog *dialog) { pressDefault(dialog); }));
    QTRY_VERIFY_WITH_TIMEOUT(imports.jobs().size() > jobs && isDone(), 60'000);
    QCOMPARE(matches(), before);
    auto *exhibits = child<QTreeView>("exhibits");
    SOON(exhibits->model()->rowCount() == 4);
    const auto choose = [&](int row) { hands::click(exhibits->viewport(), exhibits->visualRect(exhibits->model()->index(row, 0)).center()); };
    choose(3);
    const auto *told = child<QLabel>("bannerText");
    const auto tryPassword = [&](const QString &password, const QString &station) {
        bool came = false;
        const bool asked = hands::inDialog<FormDialog>([&] { hands::press("Ctrl+Shift+P"); SOON(came); }, [&](FormDialog *form) {
            QCOMPARE(form->findChild<QLineEdit *>(u"password"_s)->echoMode(), QLineEdit::Password);
            hands::type(password);
            see(station, form);
            hands::press("Return");
            came = true;
        });
        QVERIFY(asked);
    };
    tryPassword(u"wrong"_s, u"22-password"_s);
    SOON(told->isVisible() && told->text().contains(u"E-04"_s));
    see(u"22-password-wrong"_s);
    QCOMPARE(matches(), 0); // narrowed to the exhibit that was clicked
    hands::press("Alt+2");
    auto *files = child<QTableView>("filesTable");
    const auto isFirst = [files](const QString &name) { return files->model()->index(0, 0).data().toString() == name; };
    SOON(isFirst(u"closed.zip"_s));
    hands::clickCell(files, 0, 0);
    hands::press("Return");
    SOON(isFirst(QFileInfo(log).fileName()));
    hands::clickCell(files, 0, 0);
    auto *pages = child<QTabWidget>("content");
    const auto page = [pages](int number) { hands::click(pages->tabBar(), pages->tabBar()->tabRect(number).center()); };
    page(1);
    const auto *text = child<QPlainTextEdit>("contentText");
    SOON(text->placeholderText().contains(u"zip"_s)); // why, and what to do about it
    see(u"22-password-closed"_s);
    tryPassword(u"足跡 5"_s, u"22-password"_s);
    SOON(!told->isVisible() && isDone() && matches() == contentsOf(log).count('\n'));
    SOON(text->toPlainText().contains(u"10.1.7."_s));
    page(0);
    hands::press("Alt+1");
    see(u"22-password-right"_s);
    hands::press("Ctrl+Shift+P"); // nothing is left to open
    SOON(told->isVisible());
    hands::click(child<QToolButton>("bannerClose"));
    choose(3); // narrows no more
    hands::press("Ctrl+Z"); // the case goes on without it
    SOON(exhibits->model()->rowCount() == 3 && isDone() && matches() == before);
}

void Tour::looksBeforeImporting()
{
    const bool dropped = hands::inDialog<ImportDialog>([this] { hands::drop(&window(), m_place.evidence); },
                                                       [this](ImportDialog *dialog) {
                                                           auto *preview = dialog->findChild<QTableWidget *>(u"importPreview"_s);
                                                           hands::clickCell(dialog->findChild<QListWidget *>(u"importList"_s), 2, 0);
                                                           SOON(preview->rowCount() > 3);
                                                           see(u"21-import"_s, dialog);
                                                       });
    QVERIFY(dropped);
    // Begun with nothing, dropped onto, and one taken out again.
    const bool begun = hands::inDialog<ImportDialog>(
        [] { hands::press("Ctrl+I"); },
        [this](ImportDialog *dialog) {
            auto *list = dialog->findChild<QListWidget *>(u"importList"_s);
            auto *host = dialog->findChild<QLineEdit *>(u"importHost"_s);
            QPushButton *go = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
            QVERIFY(list->count() == 0 && !go->isEnabled());
            see(u"21-import-nothing"_s, dialog);
            hands::drop(dialog, m_place.evidence);
            QVERIFY(list->count() == 3 && go->isEnabled());
            hands::clickCell(list, 1, 0);
            fill(dialog, "importHost", u"of the second"_s);
            hands::clickCell(list, 2, 0);
            fill(dialog, "importHost", u"of the third"_s);
            hands::clickCell(list, 1, 0);
            hands::press("Del");
            SOON(list->count() == 2);
            QCOMPARE(list->item(1)->text(), QFileInfo(m_place.evidence[2]).fileName());
            QCOMPARE(list->currentRow(), 1);
            QCOMPARE(host->text(), u"of the third"_s); // what was typed for one is not another's
            hands::press("Del");
            SOON(list->count() == 1);
            hands::press("Del");
            SOON(list->count() == 0 && !go->isEnabled() && host->text().isEmpty());
        });
    QVERIFY(begun);
}

/// The tip of an action and what the status line says never stand on top of each other.
void Tour::statusGivesWayToTips()
{
    QStatusBar *bar = window().statusBar();
    const auto tip = [this](const QString &text) {
        QStatusTipEvent event(text);
        QCoreApplication::sendEvent(&window(), &event);
    };
    tip(u"What the action does."_s);
    window().setStatus(u"tour"_s, [] { return u"said meanwhile"_s; });
    auto *said = child<QToolButton>("status_tour");
    QCOMPARE(bar->currentMessage(), u"What the action does."_s);
    QVERIFY(!said->isVisible());
    tip({});
    SOON(said->isVisible());
    window().setStatus(u"tour"_s, {});
    SOON(!said->isVisible());
}

void Tour::opensTheDialogs()
{
    statusGivesWayToTips();
    dialog<QDialog>("Ctrl+N", u"23-new-case"_s, [this](QDialog *made) {
        // What is missing is said in the dialog, not in another one.
        hands::click(made->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok));
        QVERIFY(made->isVisible());
        see(u"23-name-missing"_s, made);
    });
    dialog<QDialog>("Alt+Return", u"24-properties"_s);
    // Three exhibits, and none stands chosen on the left: which one is asked first.
    auto *exhibits = child<QTreeView>("exhibits");
    exhibits->selectionModel()->clear();
    const auto ofAnExhibit = [this](const char *keys, const QString &station) {
        bool chosen = false;
        const bool came = hands::inDialog<FormDialog>(
            [&] {
                chosen = hands::inDialog<FormDialog>([keys] { hands::press(keys); },
                                                     [&](FormDialog *choice) {
                                                         QVERIFY(choice->findChild<QComboBox *>(u"value"_s));
                                                         see(u"25-choose-exhibit"_s, choice);
                                                         hands::press("Return");
                                                     });
            },
            [&](FormDialog *form) { see(station, form); },
            [](FormDialog *form) { return !form->findChild<QComboBox *>(u"value"_s); }); // the second one
        QVERIFY(came && chosen);
    };
    ofAnExhibit("Ctrl+E", u"26-custody"_s);
    ofAnExhibit("Ctrl+T", u"27-clock"_s);
    // One that stands chosen is not asked for again.
    const QModelIndex second = exhibits->model()->index(1, 0);
    const auto clickIt = [&] { hands::click(exhibits->viewport(), exhibits->visualRect(second).center()); };
    clickIt();
    QVERIFY(exhibits->selectionModel()->isSelected(second));
    dialog<FormDialog>("Ctrl+T", u"27-clock-of-chosen"_s, [](FormDialog *form) { QVERIFY(form->windowTitle().contains(u"E-02"_s)); });
    clickIt(); // narrows no more
    dialog<KeySheet>("?", u"28-keys"_s);
    dialog<TagDialog>("Ctrl+B", u"29-tags"_s);
    dialog<FormDialog>("Ctrl+G", u"30-go-to"_s, [this](FormDialog *form) {
        fill(form, "value", u"the day before yesterday"_s);
        pressDefault(form);
        QVERIFY(form->isVisible()); // it says what can be read
        see(u"30-go-to-where"_s, form);
    });
    dialog<FormDialog>("Ctrl+S", u"31-save-filter"_s);
    dialog<QMessageBox>("Shift+F1", u"32-about"_s);
}

void Tour::writesTheReport(bool whole)
{
    const QString folder = m_place.pictures + u"/report-"_s + m_look.name();
    dialog<ReportDialog>("Ctrl+P", u"33-report"_s, [&](ReportDialog *report) {
        if (!whole)
            return;
        QDir(folder).removeRecursively();
        fill(report, "reportFolder", folder);
        pressDefault(report);
        const QString base = folder + u"/report-"_s + m_look.language;
        auto *message = report->findChild<QLabel *>(u"reportMessage"_s);
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), 20'000);
        see(u"34-report-made"_s, report);
        QStringList files = QDir(folder).entryList(QDir::Files);
        QCOMPARE(files.size(), 2);
        for (const QString &name : files) {
            const QByteArray bytes = contentsOf(QDir(folder).filePath(name));
            if (name.endsWith(u".html"_s))
                QVERIFY2(bytes.contains(m_look.isJapanese() ? "請求書を開いた直後" : "right after the invoice"), qPrintable(name));
            else
                QVERIFY2(bytes.startsWith("%PDF-") && bytes.size() > 20'000, qPrintable(name));
        }
    });
}

} // namespace ashiato
