// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/act.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/columns/columnstore.h"
#include "models/files/filetablemodel.h"
#include "models/files/filetreemodel.h"
#include "models/lens/lens.h"
#include "models/wording/eventtypecatalogue.h"
#include "tests/shared/syntheticcase.h"
#include "views/files/filesview.h"
#include "views/shared/frozentable.h"
#include "views/inspector/contentview.h"
#include "views/inspector/factsheet.h"
#include "views/inspector/inspectorpanel.h"
#include "views/inspector/noteeditor.h"
#include "views/navigation/navigationlists.h"
#include "views/navigation/navigationpanel.h"
#include "views/shared/actionregistry.h"
#include "views/shared/actqueue.h"
#include "views/shared/banner.h"
#include "views/shared/filterheader.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/tags/tagcontroller.h"
#include "views/tags/tagdialog.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTreeView>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// The panels as app/ puts them together, on a made-up case. Keys and clicks go to the real widgets. With
/// ASHIATO_SCREENSHOTS=<folder> each panel is drawn in both languages, light and dark.
class TestWorkPanels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void navigationNarrowsTheLens();
    void fastKeysAreDoneInOrder();
    void keysTagAndUndo();
    void undoTakesBackWhatWasDoneLast();
    void tagDialogRenames();
    void inspectorTellsTheEvent();
    void noteIsSavedAndNeverLost();
    void olderAnswerNeverTakesANote();
    void savedFilterIsAppliedAndListed();
    void languageSwitches();
    void pictures();

private:
    qint64 eventOfType(const QString &type) const;
    void tellFocus(qint64 eventId);
    template <typename Widget> Widget *child(QWidget *parent, const char *name) const
    {
        return parent->findChild<Widget *>(QString::fromLatin1(name));
    }
    void press(const char *action) { m_actions->action(action)->trigger(); }

    QTemporaryDir m_folder;
    std::unique_ptr<Case> m_case;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ActionRegistry> m_actions;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<Lens> m_lens;
    std::unique_ptr<ViewContext> m_context;
    std::unique_ptr<ActQueue> m_acts;
    std::unique_ptr<TagController> m_tags;
    std::unique_ptr<FileTreeModel> m_tree;
    std::unique_ptr<FileTableModel> m_files;
    std::unique_ptr<NavigationPanel> m_navigation;
    std::unique_ptr<InspectorPanel> m_inspector;
    std::unique_ptr<FilesView> m_filesView;
};

void TestWorkPanels::initTestCase()
{
    SyntheticOptions options;
    options.events = 2000;
    auto made = makeSyntheticCase(m_folder.filePath(u"panels"_s), options);
    QVERIFY(made);
    m_case = std::move(*made);
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(*qApp);
    m_theme->setMode(Theme::Mode::Light);
    m_actions = std::make_unique<ActionRegistry>(*m_theme, *m_settings);
    m_language = std::make_unique<Language>();
    m_language->set(u"en"_s);
    m_lens = std::make_unique<Lens>();
    m_lens->setDisplayZone(u"Asia/Tokyo"_s);
    auto reader = m_case->reader();
    QVERIFY(reader);
    auto columns = std::make_shared<ColumnStore>(m_case->cacheFolder(), ColumnStore::Use::Own);
    QVERIFY(columns->open(**reader));
    QVERIFY(columns->refresh(**reader));
    m_acts = std::make_unique<ActQueue>(*m_case->writer());
    m_context.reset(new ViewContext{*m_lens, *m_theme, *m_actions, *m_language, *m_settings, *m_case, m_case->writer(), m_acts.get(), *reader,
                                    columns, std::make_shared<EventTypeCatalogue>(), nullptr, nullptr});
    m_tags = std::make_unique<TagController>(*m_context);
    m_tree = std::make_unique<FileTreeModel>(*m_case);
    m_files = std::make_unique<FileTableModel>(*m_case, columns);
    m_navigation = std::make_unique<NavigationPanel>(*m_context, *m_tree, *m_tags);
    m_inspector = std::make_unique<InspectorPanel>(*m_context, *m_tags);
    m_filesView = std::make_unique<FilesView>(*m_context, *m_files, *m_tags);
    connect(m_navigation.get(), &NavigationPanel::folderChosen, m_filesView.get(), &FilesView::showFolder);
    m_navigation->resize(250, 760);
    m_inspector->resize(340, 900);
    m_filesView->resize(900, 500);
    m_navigation->show();
    m_inspector->show();
    m_filesView->show();
    QTRY_COMPARE(m_tree->rowCount(), 2);
}

void TestWorkPanels::cleanupTestCase()
{
    m_filesView.reset();
    m_inspector.reset();
    m_navigation.reset();
    m_files.reset();
    m_tree.reset();
    m_tags.reset();
    m_acts.reset();
    QThreadPool::globalInstance()->waitForDone();
    m_context.reset();
    m_case.reset();
}

qint64 TestWorkPanels::eventOfType(const QString &type) const
{
    QList<qint64> ids;
    const auto done = m_context->reader->scanEvents(0, [&ids](const EventScanRow &row) {
        ids.append(row.id);
        return true;
    });
    const auto rows = m_context->reader->events(ids);
    for (const EventRow &row : *rows) {
        if (row.type == type && row.shownNs != kNoTime && row.details.size() > 10)
            return row.id;
    }
    for (const EventRow &row : *rows) {
        if (row.type == type && row.shownNs != kNoTime)
            return row.id;
    }
    return done ? 0 : -1;
}

void TestWorkPanels::tellFocus(qint64 eventId)
{
    m_lens->setFocus({ItemKind::Event, eventId});
    QTRY_VERIFY(child<QLabel>(m_inspector.get(), "inspectorTitle")->isVisible());
}

void TestWorkPanels::navigationNarrowsTheLens()
{
    auto *tree = child<QTreeView>(m_navigation.get(), "exhibits");
    QSignalSpy chosen(m_navigation.get(), &NavigationPanel::folderChosen);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(m_tree->index(1, 0)).center());
    QCOMPARE(m_lens->filter().toText(), u"evidence:E-02"_s);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(m_navigation->currentEvidence(), qint64(2));
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(m_tree->index(1, 0)).center());
    QVERIFY(m_lens->filter().isEmpty());

    auto *hosts = child<QListWidget>(m_navigation.get(), "hosts");
    QTRY_VERIFY(hosts->count() > 3);
    const QString host = hosts->item(1)->data(CountedList::kValueRole).toString();
    QTest::mouseClick(hosts->viewport(), Qt::LeftButton, {}, hosts->visualItemRect(hosts->item(1)).center());
    QCOMPARE(m_lens->filter().toText(), u"host:"_s + host);
    m_lens->clearFilter();
    QVERIFY(!hosts->item(1)->isSelected());
}

void TestWorkPanels::keysTagAndUndo()
{
    QTRY_VERIFY(!m_actions->action("Edit.Redo")->isEnabled());
    const qint64 first = eventOfType(u"windows:evtx:4624"_s);
    QVERIFY(first > 0);
    tellFocus(first);
    QSignalSpy changed(m_tags.get(), &TagController::changed);
    press("Tag.2"); // no such tag yet: the usual one is made
    QTRY_COMPARE(m_tags->tags().size(), size_t(1));
    QTRY_COMPARE(m_tags->tags()[0].count, qint64(1));
    QCOMPARE(m_tags->tags()[0].name, u"実行"_s);
    QCOMPARE(m_context->reader->events({first})->front().tags, QList<qint64>{m_tags->tags()[0].id});
    press("Edit.Undo");
    QTRY_COMPARE(m_tags->tags()[0].count, qint64(0));
    QTRY_VERIFY(m_actions->action("Edit.Redo")->isEnabled());
    press("Edit.Redo");
    QTRY_COMPARE(m_tags->tags()[0].count, qint64(1));
    press("Tag.2"); // it has it: off
    QTRY_COMPARE(m_tags->tags()[0].count, qint64(0));
    // Several rows, one of which has it: on for all.
    m_tags->setTargets([first] { return TagTargets{TargetKind::Event, {first, first + 1, first + 2}, {}}; });
    press("Tag.2");
    QTRY_COMPARE(m_tags->tags()[0].count, qint64(3));
    m_tags->setTargets({});
    m_tags->createUsualTags();
    m_tags->createUsualTags(); // a double click
    QTRY_COMPARE(m_tags->tags().size(), size_t(5));
    auto *list = child<QListWidget>(m_navigation.get(), "tags");
    QTRY_COMPARE(list->count(), 5);
    QTRY_COMPARE(list->item(1)->data(CountedList::kCountRole).toLongLong(), qint64(3));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(1)).center());
    QCOMPARE(m_lens->filter().toText(), u"tag:実行"_s);
    m_lens->clearFilter();
}

/// Keys come faster than the case answers: each sees what the one before it did.
void TestWorkPanels::fastKeysAreDoneInOrder()
{
    const qint64 row = eventOfType(u"windows:evtx:4624"_s) + 7;
    tellFocus(row);
    const auto entries = [this] { return *m_context->reader->verifyJournal(); };
    const qint64 before = entries();
    QCOMPARE(m_tags->tags().size(), size_t(0));
    for (int i = 0; i < 5; ++i)
        press("Tag.1"); // made and on, off, on, off, on
    press("Edit.Undo");
    press("Tag.1");
    press("Tag.2");
    press("Tag.2");
    QTRY_COMPARE(entries(), before + 1 + 5 + 1 + 1 + 1 + 2);
    QTRY_COMPARE(m_tags->tags().size(), size_t(2));
    QTRY_COMPARE(m_tags->tags()[0].count, qint64(1));
    QTRY_COMPARE(m_tags->tags()[1].count, qint64(0));
    for (const TagRow &tag : std::vector<TagRow>(m_tags->tags()))
        m_acts->act(Act::tagSet(tag.id, {{u"removed"_s, 1}}));
    QTRY_COMPARE(m_tags->tags().size(), size_t(0));
}

/// A key of a tag asks the case before it writes; what is done right after it still comes after it.
void TestWorkPanels::undoTakesBackWhatWasDoneLast()
{
    const qint64 row = eventOfType(u"windows:evtx:4624"_s) + 9;
    tellFocus(row);
    auto *note = child<QPlainTextEdit>(m_inspector.get(), "note");
    QTRY_VERIFY(!note->isReadOnly());
    const auto state = [&] {
        const auto events = m_context->reader->events({row});
        return std::pair(events->front().tags.size(), events->front().hasNote);
    };
    const std::pair<qsizetype, bool> nothing(0, false), tagged(1, false), both(1, true);
    QCOMPARE(state(), nothing);
    note->setFocus();
    press("Tag.3");
    QTest::keyClicks(note, u"later"_s);
    QTest::keyClick(note, Qt::Key_Return, Qt::ControlModifier);
    m_acts->finish();
    QCOMPARE(state(), both);
    press("Edit.Undo");
    m_acts->finish();
    QCOMPARE(state(), tagged);
    press("Edit.Undo");
    m_acts->finish();
    QCOMPARE(state(), nothing);
    QTRY_COMPARE(note->toPlainText(), QString());
    QTRY_VERIFY(!note->isReadOnly());

    // A note that is only left by a click elsewhere was written before what is done there.
    m_inspector->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_inspector.get()));
    QTest::mouseClick(note->viewport(), Qt::LeftButton);
    QVERIFY(note->hasFocus());
    QTest::keyClicks(note, u"left"_s);
    QTest::mouseClick(child<QWidget>(m_inspector.get(), "hexView"), Qt::LeftButton);
    QVERIFY(!note->hasFocus());
    press("Tag.3");
    m_acts->finish();
    QCOMPARE(state(), both);
    press("Edit.Undo");
    m_acts->finish();
    QCOMPARE(state(), std::pair(qsizetype(0), true));
    press("Edit.Undo");
    m_acts->finish();
    QCOMPARE(state(), nothing);
}

void TestWorkPanels::tagDialogRenames()
{
    TagDialog dialog(*m_context, *m_tags);
    dialog.show();
    auto *list = child<QListWidget>(&dialog, "tagList");
    QCOMPARE(list->count(), 5);
    list->setCurrentRow(0);
    auto *name = child<QLineEdit>(&dialog, "tagNameEn");
    QCOMPARE(name->text(), u"Entry"_s);
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, u"Initial access"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(m_tags->tags()[0].nameEn, u"Initial access"_s);
    press("Edit.Undo");
    QTRY_COMPARE(m_tags->tags()[0].nameEn, u"Entry"_s);
}

void TestWorkPanels::inspectorTellsTheEvent()
{
    const qint64 id = eventOfType(u"windows:evtx:4624"_s);
    tellFocus(id);
    const auto row = m_context->reader->events({id})->front();
    auto *facts = child<FactSheet>(m_inspector.get(), "facts");
    QTRY_VERIFY(facts->toPlainText().contains(row.host));
    QVERIFY(facts->toPlainText().contains(u"JST"_s));
    QVERIFY(facts->toPlainText().contains(row.account));
    auto *provenance = child<QLabel>(m_inspector.get(), "provenance");
    QVERIFY(provenance->text().contains(u"E-01"_s));
    QVERIFY(!child<QLabel>(m_inspector.get(), "explanation")->text().isEmpty());
    auto *related = child<QLabel>(m_inspector.get(), "related");
    QTRY_VERIFY(related->text().contains(u"Same host"_s) && !related->text().contains(u"…"_s));
    Q_EMIT related->linkActivated(u"0"_s);
    QVERIFY(m_lens->filter().toText().contains(u"host:"_s + row.host));
    m_lens->back();
    QVERIFY(m_lens->filter().isEmpty());
    // Nothing is wider than the dock.
    QVERIFY(m_inspector->minimumSizeHint().width() <= 340);
}

void TestWorkPanels::noteIsSavedAndNeverLost()
{
    const qint64 first = eventOfType(u"windows:evtx:4624"_s), second = eventOfType(u"windows:evtx:4625"_s);
    tellFocus(first);
    auto *note = child<QPlainTextEdit>(m_inspector.get(), "note");
    QTRY_VERIFY(!note->isReadOnly());
    QSignalSpy left(m_inspector.get(), &InspectorPanel::noteLeft);
    note->setFocus();
    QTest::keyClicks(note, u"seen twice"_s);
    QTest::keyClick(note, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(left.count(), 1);
    const auto stored = [this](qint64 id) {
        const auto found = m_context->reader->note(TargetKind::Event, id);
        return found && *found ? (*found)->text : QString();
    };
    QTRY_COMPARE(stored(first), u"seen twice"_s);
    QTest::keyClicks(note, u"!"_s);
    QTest::keyClick(note, Qt::Key_Escape);
    QTRY_VERIFY(stored(first).contains(u'!'));
    QTRY_VERIFY(!note->isReadOnly());
    // Going elsewhere in the middle of a word keeps it, on the row that it was written on.
    QTest::keyClicks(note, u"?"_s);
    tellFocus(second);
    QTRY_VERIFY(stored(first).contains(u'?'));
    QTRY_COMPARE(note->toPlainText(), QString());
    QCOMPARE(stored(second), QString());
    tellFocus(first);
    QTRY_VERIFY(note->toPlainText().contains(u"seen twice"_s));
}

void TestWorkPanels::olderAnswerNeverTakesANote()
{
    const Focus item{ItemKind::Event, eventOfType(u"windows:evtx:4634"_s)};
    QVERIFY(item.id > 0);
    NoteEditor editor(*m_context);
    editor.show();
    auto *field = child<QPlainTextEdit>(&editor, "note");
    editor.setItem(item);
    QVERIFY(field->isReadOnly());
    const quint64 before = editor.confirmed();
    editor.take(item, {}, before);
    QTest::keyClicks(field, u"one"_s);
    editor.save();
    // Asked before it was written, answered after: once while it is on its way, once when it is confirmed.
    editor.take(item, {}, before);
    QCOMPARE(field->toPlainText(), u"one"_s);
    QTRY_COMPARE(editor.confirmed(), before + 1);
    editor.take(item, {}, before);
    QCOMPARE(field->toPlainText(), u"one"_s);
    // Elsewhere and back, and the answer is still the old one.
    editor.setItem({ItemKind::Event, item.id + 1});
    editor.take({ItemKind::Event, item.id + 1}, {}, before);
    QCOMPARE(field->toPlainText(), QString());
    editor.setItem(item);
    editor.take(item, {}, before);
    QCOMPARE(field->toPlainText(), u"one"_s);
    // Asked after it was confirmed, the case is right: it was undone.
    editor.take(item, u"undone"_s, editor.confirmed());
    QCOMPARE(field->toPlainText(), u"undone"_s);
}

void TestWorkPanels::savedFilterIsAppliedAndListed()
{
    const Filter saved = *Filter::fromText(u"host:PC-01 account:user1"_s);
    m_acts->act(Act::lensSave(u"PC-01 user1"_s, saved.toJson()));
    auto *list = child<QListWidget>(m_navigation.get(), "savedFilters");
    QTRY_COMPARE(list->count(), 1);
    QTRY_VERIFY(list->isVisible());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(0)).center());
    QCOMPARE(m_lens->filter(), saved);
    m_lens->clearFilter();
}

void TestWorkPanels::languageSwitches()
{
    auto *list = child<QListWidget>(m_navigation.get(), "tags");
    QCOMPARE(list->item(0)->text(), u"1 Entry"_s);
    tellFocus(eventOfType(u"windows:evtx:4624"_s));
    auto *title = child<QLabel>(m_inspector.get(), "inspectorTitle");
    QTRY_VERIFY(title->text().contains(u"Logon"_s));
    const QString english = title->text();
    Banner banner;
    banner.tell(Banner::Kind::Warning, [] { return QCoreApplication::translate("ashiato::JobsView", "Pause"); });
    m_language->set(u"ja"_s);
    QCoreApplication::processEvents();
    QTRY_COMPARE(child<QLabel>(&banner, "bannerText")->text(), u"一時停止"_s);
    QTRY_COMPARE(list->item(0)->text(), u"1 侵入"_s);
    QTRY_VERIFY(title->text() != english);
    QVERIFY(title->text().contains(u"ログオン"_s));
    m_language->set(u"en"_s);
    QTRY_COMPARE(title->text(), english);
}

void TestWorkPanels::pictures()
{
    const QString folder = qEnvironmentVariable("ASHIATO_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    tellFocus(eventOfType(u"windows:evtx:4624"_s));
    auto *tree = child<QTreeView>(m_navigation.get(), "exhibits");
    tree->expand(m_tree->index(0, 0));
    m_filesView->showFolder(1, 2, u"/Users-山田太郎-デスクトップ/"_s);
    TagDialog dialog(*m_context, *m_tags);
    dialog.show();
    for (const QString &language : {u"ja"_s, u"en"_s}) {
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            m_language->set(language);
            m_theme->setMode(mode);
            QTest::qWait(400);
            const QString suffix = u"-%1-%2.png"_s.arg(language, Theme::modeId(mode));
            m_navigation->grab().save(folder + u"/navigation"_s + suffix);
            m_inspector->grab().save(folder + u"/inspector"_s + suffix);
            m_filesView->grab().save(folder + u"/files"_s + suffix);
            dialog.grab().save(folder + u"/tags"_s + suffix);
        }
    }
}

QTEST_MAIN(TestWorkPanels)
#include "tst_workpanels.moc"
