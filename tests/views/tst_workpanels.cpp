// SPDX-License-Identifier: Apache-2.0
#include "tests/views/panelsbench.h"
#include "models/jobs/importservice.h"
#include "models/jobs/jobmodel.h"
#include "views/inspector/factsheet.h"
#include "views/inspector/noteeditor.h"
#include "views/jobs/jobsview.h"
#include "views/navigation/exhibitdelegate.h"
#include "views/navigation/navigationlists.h"
#include "views/tags/tagdialog.h"

#include <QImage>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTreeView>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// The panels as app/ puts them together, on a made-up case. Keys and clicks go to the real widgets. With
/// ASHIATO_SCREENSHOTS=<folder> each panel is drawn in both languages, light and dark.
class TestWorkPanels : public QObject, private PanelsBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { open(); }
    void cleanupTestCase() { close(); }
    void navigationNarrowsTheLens();
    void exhibitsTellTheirStateAlike();
    void inspectorTellsTheEvent();
    void noteIsSavedAndNeverLost();
    void olderAnswerNeverTakesANote();
    void savedFilterIsAppliedAndListed();
    void jobsTellWhyTheyFailed();
    void whatWasLeftOutIsTriedAgain();
    void pictures();
};

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

/// With the words where all exhibits have room for them, else with the sign alone, and a sign of its own for each state.
void TestWorkPanels::exhibitsTellTheirStateAlike()
{
    QStandardItemModel exhibits;
    const auto add = [&exhibits](const QString &name, Verification state) {
        auto *item = new QStandardItem(name);
        item->setData(int(FileTreeModel::Node::Exhibit), FileTreeModel::NodeRole);
        item->setData(int(state), FileTreeModel::VerificationRole);
        exhibits.appendRow(item);
    };
    add(u"E-01"_s, Verification::Match);
    add(u"E-02"_s, Verification::Computed);
    const ExhibitDelegate delegate(*m_context);
    const auto drawn = [&](int row) {
        QStyleOptionViewItem option;
        option.rect = {0, 0, 240, 24};
        option.fontMetrics = QFontMetrics(qApp->font());
        option.font = qApp->font();
        QImage image(option.rect.size(), QImage::Format_ARGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        delegate.paint(&painter, option, exhibits.index(row, 0));
        return image;
    };
    const auto hasInk = [](const QImage &image, const QRect &place) {
        const QImage part = image.copy(place);
        QImage blank = part;
        blank.fill(Qt::white);
        return part != blank;
    };
    const QRect besideSign(110, 0, 104, 24), sign(214, 0, 26, 24);
    QVERIFY(hasInk(drawn(0), besideSign) && hasInk(drawn(1), besideSign));
    add(u"E-03 a name that leaves no room"_s, Verification::Match);
    QVERIFY(!hasInk(drawn(0), besideSign) && !hasInk(drawn(1), besideSign));
    const auto shape = [&](int row) { return drawn(row).copy(sign).convertToFormat(QImage::Format_Mono, Qt::ThresholdDither); };
    QVERIFY(hasInk(drawn(0), sign) && shape(0) != shape(1));
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

/// In words, for the chosen job or the first; what waits behind a failed job of its exhibit is not called running.
void TestWorkPanels::jobsTellWhyTheyFailed()
{
    CaseWriter &writer = *m_case->writer();
    const qint64 failed = *writer.createJob(1, TaskKind::Volumes, 10).result();
    const qint64 other = *writer.createJob(2, TaskKind::Verify, 10).result();
    const qint64 behind = *writer.createJob(1, TaskKind::Walk, 20).result();
    QVERIFY(writer.setJobState(failed, JobState::Failed, {ErrorCode::NotFound, u"/evidence/gone.E01"_s, -1}).result());
    QVERIFY(writer.setJobState(other, JobState::Failed, {ErrorCode::HashMismatch, {}, -1}).result());
    ImportService service(*m_case, {});
    JobModel model(service);
    const auto rowOf = [&](qint64 job) {
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data(JobModel::JobIdRole).toLongLong() == job)
                return row;
        }
        return -1;
    };
    QTRY_VERIFY(rowOf(behind) >= 0);
    JobsView view(*m_context, model);
    view.resize(900, 400);
    view.show();
    const auto *reason = child<QLabel>(&view, "jobReason");
    QTRY_VERIFY(reason->isVisible());
    QVERIFY2(reason->text().startsWith(u"E-01, Volumes: It is not there"_s), qPrintable(reason->text()));
    auto *table = child<QTableView>(&view, "jobsTable");
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(model.index(rowOf(other), 0)).center());
    QVERIFY2(reason->text().startsWith(u"E-02, Verification: "_s) && !reason->text().contains(u"not there"_s), qPrintable(reason->text()));
    QCOMPARE(view.running(), 0);
}

/// By the keyboard: the button is there where something was left out, and the unit is open again.
void TestWorkPanels::whatWasLeftOutIsTriedAgain()
{
    const QString log = m_folder.filePath(u"left/a.txt"_s);
    QDir().mkpath(QFileInfo(log).path());
    QFile file(log);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("one\n") == 4);
    file.close();
    const auto described = ImportService::describe(log);
    QVERIFY(described);
    const auto added = m_case->writer()->act(Act::evidenceAdd(*described)).result();
    QVERIFY(added);
    CaseWriter &writer = *m_case->writer();
    const qint64 job = *writer.createJob(added->id, TaskKind::Hash, 10, {{12, {}, 50}}).result();
    QVERIFY(writer.setJobState(job, JobState::Cancelled).result());
    ImportService service(*m_case, {});
    JobModel model(service);
    ViewContext context = *m_context;
    context.imports = &service;
    JobsView view(context, model);
    view.resize(900, 400);
    view.show();
    auto *button = child<QPushButton>(&view, "retrySkipped");
    QTRY_VERIFY(model.rowCount() > 0);
    QVERIFY(!button->isVisible());
    QVERIFY(writer.markPoisoned(job, 12, 0, {ErrorCode::Crashed, {}, -1}).result());
    QVERIFY(writer.setJobState(job, JobState::Done).result());
    ImportService later(*m_case, {});
    JobModel laterModel(later);
    context.imports = &later;
    JobsView laterView(context, laterModel);
    laterView.resize(900, 400);
    laterView.show();
    auto *retry = child<QPushButton>(&laterView, "retrySkipped");
    QTRY_VERIFY(retry->isVisible());
    const auto retries = [this] {
        const auto journal = m_context->reader->journal();
        return std::count_if(journal->begin(), journal->end(), [](const JournalRow &row) { return row.act == u"evidence.retry"; });
    };
    QCOMPARE(retries(), 0);
    QVERIFY(retry->focusPolicy() & Qt::TabFocus);
    retry->setFocus();
    QSignalSpy idle(&later, &ImportService::idle); // the file is read in no time
    QTest::keyClick(retry, Qt::Key_Space);
    QTRY_COMPARE(retries(), 1);
    m_language->set(u"ja"_s);
    QTRY_COMPARE(retry->text(), u"読み残した箇所を再試行"_s);
    m_language->set(u"en"_s);
    later.stop();
    QTRY_VERIFY(!idle.isEmpty());
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
