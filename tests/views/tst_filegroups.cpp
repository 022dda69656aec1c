// SPDX-License-Identifier: Apache-2.0
#include "tests/views/filesbench.h"
#include "views/files/filegrouppanel.h"
#include "views/shared/frozentable.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QTableView>
#include <QToolButton>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// The files grouped by a value, by real keys.
class TestFileGroups : public QObject, private FilesBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { open(); }
    void cleanupTestCase() { close(); }
    void groupsNarrowByKeys();
    void everyGroupingHoldsAllFiles();
};

/// What the list holds, group by group, counted on its own rows.
void TestFileGroups::groupsNarrowByKeys()
{
    for (QAction *action : m_bench.actions.all())
        m_filesView->addAction(action);
    m_filesView->showAll();
    QTRY_VERIFY(!m_files->isBusy() && m_files->rowCount() > 100);
    const int all = m_files->rowCount();
    FileGroupPanel *panel = m_filesView->groups();
    QAbstractItemModel *groups = panel->list()->model();
    const QAbstractItemModelTester tester(groups, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto key = [](Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(QApplication::focusWidget(), key, modifiers); };
    const auto settled = [&] { return QTest::qWaitFor([&] { return !m_files->isBusy() && !panel->isBusy(); }, 20'000); };
    const auto count = [&](int row) { return QLocale(QLocale::English).toInt(groups->index(row, GroupList::Count).data().toString()); };
    const auto chips = [this] { return m_filesView->findChild<QWidget *>(u"fileGroupChips"_s)->findChildren<QToolButton *>(); };
    m_filesView->table()->setFocus();
    QVERIFY(!panel->isVisible());
    key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(panel->isWorkedIn());
    QVERIFY(settled());
    QCOMPARE(panel->findChild<QComboBox *>(u"groupField"_s)->currentText(), u"Extension"_s);
    const int values = groups->rowCount();
    QVERIFY(values > 2);

    // Enter narrows; the other values stay in the list.
    key(Qt::Key_J);
    const QString extension = groups->index(1, GroupList::Value).data().toString();
    const int held = count(1);
    key(Qt::Key_Return);
    QVERIFY(settled());
    QCOMPARE(m_files->rowCount(), held);
    QCOMPARE(groups->rowCount(), values);
    QVERIFY(groups->index(1, 0).data(GroupList::ChosenRole).toBool());
    for (int row = 0; row < m_files->rowCount(); ++row) {
        QTRY_VERIFY(m_files->item(row));
        const QString name = m_files->item(row)->row.name;
        QVERIFY2(extension == u"(none)"_s ? !name.contains(u'.') : name.endsWith(u'.' + extension, Qt::CaseInsensitive), qPrintable(name));
    }
    m_bench.shoot(*m_filesView, u"file-groups"_s);
    QVERIFY(settled());

    // The same again lets it go; an excluded one goes from the rows and the list.
    key(Qt::Key_I);
    QVERIFY(settled());
    QCOMPARE(m_files->rowCount(), all);
    key(Qt::Key_X);
    QVERIFY(settled());
    QCOMPARE(m_files->rowCount(), all - held);
    QCOMPARE(groups->rowCount(), values - 1);

    // Closed, it is still to be seen what is left out, and a click takes it back.
    key(Qt::Key_Escape);
    QVERIFY(!panel->isVisible() && m_filesView->table()->hasFocus());
    QTRY_COMPARE(chips().size(), 1);
    QVERIFY(chips().front()->isVisible());
    QVERIFY(chips().front()->text().startsWith(u"not Extension: "_s + extension));
    QTest::mouseClick(chips().front(), Qt::LeftButton);
    QTRY_VERIFY(!m_files->isBusy() && m_files->rowCount() == all);
    QTRY_VERIFY(chips().isEmpty());
}

void TestFileGroups::everyGroupingHoldsAllFiles()
{
    m_filesView->showAll();
    QTRY_VERIFY(!m_files->isBusy() && m_files->rowCount() > 100);
    const int all = m_files->rowCount();
    FileGroupPanel *panel = m_filesView->groups();
    QAbstractItemModel *groups = panel->list()->model();
    for (int by = 0; by <= int(FileGrouping::Last); ++by) {
        panel->open(FileGrouping(by));
        QTRY_VERIFY(!panel->isBusy() && groups->rowCount() > 0);
        int sum = 0;
        for (int row = 0; row < groups->rowCount(); ++row) {
            QVERIFY(!groups->index(row, GroupList::Value).data().toString().isEmpty());
            sum += QLocale(QLocale::English).toInt(groups->index(row, GroupList::Count).data().toString());
        }
        QCOMPARE(sum, all);
        // The largest group alone, and everything but it.
        const int largest = QLocale(QLocale::English).toInt(groups->index(0, GroupList::Count).data().toString());
        panel->include();
        QTRY_COMPARE(m_files->rowCount(), largest);
        QTRY_VERIFY(!panel->isBusy());
        panel->include();
        QTRY_VERIFY(!m_files->isBusy() && m_files->rowCount() == all && !panel->isBusy());
        panel->exclude();
        QTRY_VERIFY(!m_files->isBusy() && m_files->rowCount() == all - largest);
        press("Filter.Clear");
        QTRY_VERIFY(!m_files->isBusy() && m_files->rowCount() == all);
    }
    panel->close();
}

QTEST_MAIN(TestFileGroups)
#include "tst_filegroups.moc"
