// SPDX-License-Identifier: Apache-2.0
#include "tests/views/panelsbench.h"
#include "views/navigation/navigationlists.h"
#include "views/shared/banner.h"
#include "views/tags/tagdialog.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// Tags by key and by dialog, their way back, and their names in the other language, on the panels of a made-up case.
class TestTagKeys : public QObject, private PanelsBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { open(); }
    void cleanupTestCase() { close(); }
    void fastKeysAreDoneInOrder();
    void keysTagAndUndo();
    void undoTakesBackWhatWasDoneLast();
    void tagDialogRenames();
    void languageSwitches();
};

/// Keys come faster than the case answers: each sees what the one before it did.
void TestTagKeys::fastKeysAreDoneInOrder()
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

void TestTagKeys::keysTagAndUndo()
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

/// A key of a tag asks the case before it writes; what is done right after it still comes after it.
void TestTagKeys::undoTakesBackWhatWasDoneLast()
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

void TestTagKeys::tagDialogRenames()
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

void TestTagKeys::languageSwitches()
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

QTEST_MAIN(TestTagKeys)
#include "tst_tagkeys.moc"
