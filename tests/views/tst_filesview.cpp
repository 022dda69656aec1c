// SPDX-License-Identifier: Apache-2.0
#include "tests/views/filesbench.h"
#include "views/shared/filterheader.h"
#include "views/shared/frozentable.h"
#include "views/shared/theme.h"

#include <QClipboard>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QThread>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// The list of files on a made-up case, by real keys.
class TestFilesView : public QObject, private FilesBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { open(); }
    void cleanupTestCase() { close(); }
    void filesOfAFolder();
    void enterInAFieldOpensNoRow();
    void whatWasLookedForIsMarked();
    void noTitleIsCut();
    void marksStayWhenTheListIsReadAgain();
    void theNameStaysWhileOneScrollsSideways();
    void noKeyIsLostWhileAFolderIsRead();
    void stoppedReadingKeepsTheFolder();
};

/// The list is being asked when Enter comes: it confirms the field, leads to the list and is no key of a row.
void TestFilesView::enterInAFieldOpensNoRow()
{
    QSignalSpy sources(m_filesView.get(), &FilesView::sourceWanted);
    m_filesView->showAll();
    QTRY_VERIFY(!m_files->isBusy() && m_files->rowCount() > 100);
    m_filesView->table()->setCurrentIndex(m_files->index(3, 0));
    const int all = m_files->rowCount();
    QLineEdit *name = m_filesView->table()->header()->field(int(FileColumn::Name));
    name->setFocus();
    QTest::keyClicks(name, u"e"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(m_filesView->table()->hasFocus());
    QTRY_VERIFY(!m_files->isBusy() && m_files->rowCount() < all);
    name->setFocus();
    name->selectAll();
    QTest::keyClick(name, Qt::Key_Backspace); // asks at once
    QVERIFY(name->hasFocus());
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(!m_files->isBusy() && m_files->rowCount() == all);
    QTest::qWait(50); // a held key would be let go with the answer
    QCOMPARE(m_files->rowCount(), all);
    QVERIFY(sources.isEmpty());
}

void TestFilesView::whatWasLookedForIsMarked()
{
    m_bench.theme.setMode(Theme::Mode::Light);
    m_filesView->showAll();
    QTRY_VERIFY(!m_files->isBusy() && m_files->rowCount() > 100);
    QTableView *table = m_filesView->table();
    const QRgb mark = m_bench.theme.colours().match.rgb();
    // Pixels of the mark in the cell of a row that is not the current one.
    const auto marks = [&](FileColumn column) {
        const QRect cell = table->visualRect(m_files->index(3, int(column)));
        const QImage image = table->viewport()->grab(cell).toImage();
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixel(x, y) == mark;
        }
        return count;
    };
    QTRY_VERIFY(m_files->item(3));
    QCOMPARE(marks(FileColumn::Name), 0);
    QLineEdit *name = m_filesView->table()->header()->field(int(FileColumn::Name));
    name->setFocus();
    QTest::keyClicks(name, u"SETUP"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(!m_files->isBusy() && m_files->item(3) && m_files->item(3)->row.name.startsWith(u"Setup"_s));
    QVERIFY(marks(FileColumn::Name) > 50);
    QCOMPARE(marks(FileColumn::State), 0);
    m_bench.shoot(*m_filesView, u"file-marks"_s);
    name->setFocus();
    name->clear();
    QTRY_VERIFY(!m_files->isBusy() && m_files->rowCount() > 100 && m_files->item(3));
    QCOMPARE(marks(FileColumn::Name), 0);
    // A condition of the whole case marks too.
    m_bench.lens.setFilter(*Filter::fromText(u"text:report"_s));
    QTRY_VERIFY(!m_files->isBusy() && m_files->item(3) && m_files->item(3)->row.name.startsWith(u"report"_s));
    QVERIFY(marks(FileColumn::Name) > 50);
    m_bench.lens.clearFilter();
    QTRY_VERIFY(!m_files->isBusy());
}

/// However narrow one draws a column, its title is to be read.
void TestFilesView::noTitleIsCut()
{
    QHeaderView *header = m_filesView->table()->header();
    for (const char *language : {"ja", "en"}) {
        m_bench.language.set(QString::fromLatin1(language));
        QCoreApplication::sendPostedEvents();
        for (int visual = 0; visual + 1 < header->count(); ++visual) {
            const int section = header->logicalIndex(visual);
            if (header->isSectionHidden(section))
                continue;
            header->resizeSection(section, 12);
            const QString title = m_files->headerData(section, Qt::Horizontal).toString();
            QCOMPARE(m_files->headerData(section, Qt::Horizontal, Qt::ToolTipRole).toString(), title);
            QVERIFY2(header->sectionSize(section) > header->fontMetrics().horizontalAdvance(title), qPrintable(title));
        }
    }
}

void TestFilesView::marksStayWhenTheListIsReadAgain()
{
    m_filesView->showFolder(1, 2, u"/Users-山田太郎-デスクトップ/"_s);
    QTRY_VERIFY(!m_files->isBusy() && m_files->rowCount() > 10);
    QTableView *table = m_filesView->table();
    table->setCurrentIndex(m_files->index(2, 0));
    QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
    table->selectionModel()->select(m_files->index(7, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    const std::vector<qint64> marked = m_filesView->markedIds();
    const qint64 current = m_filesView->currentId();
    QCOMPARE(marked.size(), size_t(4));
    QSignalSpy reset(m_files.get(), &QAbstractItemModel::modelReset);
    m_files->refresh();
    QTRY_VERIFY(!m_files->isBusy() && reset.count() > 0);
    QCOMPARE(m_filesView->markedIds(), marked);
    QCOMPARE(m_filesView->currentId(), current);

    press("Edit.SelectAll");
    const size_t all = m_filesView->markedIds().size();
    m_files->refresh();
    QTRY_VERIFY(!m_files->isBusy() && reset.count() > 1);
    QCOMPARE(m_filesView->markedIds().size(), all);

    // Other rows, asked for by the examiner, begin with nothing but the row that was wanted.
    QTest::keyClick(table, Qt::Key_Backspace);
    QTRY_COMPARE(m_files->question().folderId, qint64(0));
    QTRY_VERIFY(!m_files->isBusy());
    QCOMPARE(m_filesView->markedIds(), std::vector<qint64>{2});
}

void TestFilesView::theNameStaysWhileOneScrollsSideways()
{
    m_filesView->showFolder(1, 2, u"/Users-山田太郎-デスクトップ/"_s);
    QTRY_VERIFY(!m_files->isBusy() && m_files->rowCount() > 10);
    FrozenTable *table = m_filesView->table();
    auto *pane = table->findChild<QWidget *>(u"frozenColumn"_s);
    QLineEdit *name = table->header()->field(int(FileColumn::Name));
    table->horizontalScrollBar()->setValue(table->horizontalScrollBar()->maximum());
    QVERIFY(pane->isVisible());
    // Its field stays too, and can be typed in.
    QVERIFY(name->x() >= 0 && name->geometry().right() <= table->columnWidth(int(FileColumn::Name)));
    QCOMPARE(table->header()->childAt(name->geometry().center()), name);
    QTest::mouseClick(pane, Qt::LeftButton, Qt::NoModifier, {20, table->rowViewportPosition(3) + 5});
    QCOMPARE(table->currentIndex(), m_files->index(3, int(FileColumn::Name)));
    table->horizontalScrollBar()->setValue(0);
    QVERIFY(!pane->isVisible());
}

/// The list on a case that answers slowly, as one does under load: every question and every page takes its time.
struct SlowFiles {
    explicit SlowFiles(const ViewContext &context, TagController &tags)
        : model(context.openCase, context.columns, nullptr, slowly()), view(context, model, tags)
    {
        view.resize(900, 500);
        view.show();
        view.showFolder(1, 2, u"/Users-山田太郎-デスクトップ/"_s);
    }
    static FileReading slowly()
    {
        FileReading reading;
        reading.select = [](const ColumnStore &columns, CaseReader &reader, const FileQuestion &question, const CancelFlag &cancel) {
            QThread::msleep(120);
            return selectFiles(columns, reader, question, cancel);
        };
        reading.items = [](CaseReader &reader, const QList<qint64> &ids) {
            QThread::msleep(60);
            return readFileItems(reader, ids);
        };
        return reading;
    }
    void key(int key) { QTest::keyClick(view.table(), Qt::Key(key)); }

    FileTableModel model;
    FilesView view;
};

void TestFilesView::filesOfAFolder()
{
    m_filesView->showFolder(1, 2, u"/Users-山田太郎-デスクトップ/"_s);
    QTRY_VERIFY(!m_files->isBusy());
    const int all = m_files->rowCount();
    QVERIFY(all > 10);
    QTableView *table = m_filesView->table();
    table->setFocus();
    press("Row.Down");
    QTRY_VERIFY(m_bench.lens.focus().kind == ItemKind::File);
    QCOMPARE(m_bench.lens.focus().id, m_filesView->currentId());
    auto *header = qobject_cast<FilterHeader *>(table->horizontalHeader());
    QLineEdit *name = header->field(int(FileColumn::Name));
    QVERIFY(name);
    name->setText(u"SETUP"_s);
    Q_EMIT name->editingFinished();
    QTRY_VERIFY(!m_files->isBusy());
    QVERIFY(m_files->rowCount() > 0 && m_files->rowCount() < all);
    name->clear();
    QTRY_COMPARE(m_files->rowCount(), all);
    press("Edit.SelectAll");
    QCOMPARE(int(m_filesView->markedIds().size()), all);
    press("Edit.Copy");
    QTRY_COMPARE(int(QGuiApplication::clipboard()->text().count(u'\n')), all);
    QSignalSpy wanted(m_filesView.get(), &FilesView::sourceWanted);
    press("Row.Down");
    press("Row.Source");
    QCOMPARE(wanted.count(), 1);
    QTest::keyClick(table, Qt::Key_Backspace);
    QTRY_COMPARE(m_files->question().folderId, qint64(0));
    QTRY_COMPARE(m_files->rowCount(), 6);
    QTRY_COMPARE(m_filesView->currentId(), qint64(2));
    press("Row.Open");
    QTRY_COMPARE(m_files->question().folderId, qint64(2));
    m_filesView->showAll();
    m_bench.lens.addCondition({FilterField::Evidence, {u"E-02"_s}});
    QTRY_COMPARE(m_files->rowCount(), 1);
    m_bench.lens.clearFilter();
}

void TestFilesView::noKeyIsLostWhileAFolderIsRead()
{
    m_filesView->hide(); // actions are for the view that is seen
    SlowFiles slow(*m_bench.context, *m_tags);
    QTRY_VERIFY(!slow.model.isBusy() && slow.model.rowCount() > 10);
    FileQuestion above;
    above.scope = FileQuestion::Scope::Folder;
    above.evidenceId = 1;
    const auto roots = selectFiles(*m_bench.context->columns, *m_bench.context->reader, above);
    QCOMPARE(int(roots->count()), 6);
    const qint64 next = qMin<qint64>(roots->placeOf(2) + 2, 5) - 1; // two down, one up
    const qint64 first = roots->fileId(0), last = roots->fileId(5);
    // Up, two down, one up, in: all before the folder above is there.
    slow.key(Qt::Key_Backspace);
    slow.key(Qt::Key_Down);
    press("Row.Down");
    slow.key(Qt::Key_Up);
    press("Row.Open");
    QVERIFY(slow.model.isBusy());
    QCOMPARE(slow.model.question().folderId, qint64(0));
    QTRY_COMPARE(slow.model.question().folderId, roots->fileId(next));
    // Keys on rows of a folder that is being read as a consequence of a key that waited.
    slow.key(Qt::Key_Backspace);
    slow.key(Qt::Key_Home);
    press("Row.Open");
    slow.key(Qt::Key_Down);
    slow.key(Qt::Key_Backspace);
    slow.key(Qt::Key_End);
    QTRY_COMPARE(slow.view.currentId(), last);
    QCOMPARE(slow.model.question().folderId, qint64(0));
    QCOMPARE(m_bench.lens.focus().id, last);
    // A burst is bounded, and what was pressed first is done first.
    slow.key(Qt::Key_Home);
    press("Row.Open");
    for (int i = 0; i < 1000; ++i)
        slow.key(i < 5 ? Qt::Key_Down : Qt::Key_Up);
    QTRY_COMPARE(slow.model.question().folderId, first);
    QTRY_VERIFY(!slow.model.isBusy());
    QCOMPARE(slow.view.table()->currentIndex().row(), 0);
    m_filesView->show();
}

void TestFilesView::stoppedReadingKeepsTheFolder()
{
    m_filesView->hide();
    SlowFiles slow(*m_bench.context, *m_tags);
    QTRY_VERIFY(!slow.model.isBusy() && slow.model.rowCount() > 10);
    const int rows = slow.model.rowCount();
    slow.key(Qt::Key_Backspace);
    slow.key(Qt::Key_End);
    slow.key(Qt::Key_Escape);
    QTRY_VERIFY(!slow.model.isBusy());
    QCOMPARE(slow.model.question().folderId, qint64(2));
    QCOMPARE(slow.model.rowCount(), rows);
    QVERIFY(slow.view.table()->currentIndex().row() != rows - 1);
    m_filesView->show();
}

QTEST_MAIN(TestFilesView)
#include "tst_filesview.moc"
