// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casewriter.h"
#include "models/hosts/hostmodel.h"
#include "tests/views/viewbench.h"
#include "views/hosts/hostsview.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTimer>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestHostsView : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ViewBench> m_bench;
    std::unique_ptr<HostsView> m_view;

    QTableView *table() { return m_view->findChild<QTableView *>(u"hostsTable"_s); }
    QPushButton *joinButton() { return m_view->findChild<QPushButton *>(u"hostProposalJoin"_s); }
    QString cell(int row, int column) { return m_view->hosts().index(row, column).data().toString(); }

    /// A host of a registry, and two events of a log that names PC-01 by its full name.
    void addEvidence()
    {
        CaseWriter &writer = *m_bench->openCase->writer();
        const auto job = writer.createJob(1, TaskKind::Import, 50, {{900, u"registry"_s, 10}}).result();
        RecordBatch batch;
        const auto fact = [&](const char *host, const char *kind, const QString &subject, const QString &value, qint64 offset) {
            FactRecord made;
            made.fileId = 1;
            made.host = batch.strings.intern(QByteArrayView(host));
            made.kind = batch.strings.intern(QByteArrayView(kind));
            made.subject = batch.strings.intern(subject);
            made.value = batch.strings.intern(value);
            made.offset = offset;
            made.length = 32;
            batch.facts.push_back(made);
        };
        fact("PC-01", "host:os", {}, u"Windows 10 Pro"_s, 4096);
        fact("PC-01", "host:zone", {}, u"Asia/Tokyo"_s, 4200);
        fact("PC-01", "account:local", u"S-1-5-21-1-2-3-1001"_s, u"山田太郎"_s, 5000);
        fact("PC-01", "autostart:run", u"Software\\Microsoft\\Windows\\CurrentVersion\\Run"_s, u"C:\\Users\\Public\\更新.exe"_s, 6000);
        fact("pc-01.corp.example.jp", "host:name", {}, u"PC-01"_s, 7000);
        batch.marks.push_back({900, 0, 0, MarkKind::Done, {}});
        writer.submit(std::move(batch), {1, *job, u"registry"_s, u"1"_s});
        writer.setJobState(*job, JobState::Done).waitForFinished();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_bench = std::make_unique<ViewBench>(20'000);
        addEvidence();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->query->selection().count() > 0, 10'000);
        m_view = std::make_unique<HostsView>(*m_bench->context);
        connect(m_bench->query.get(), &LensQuery::selectionChanged, m_view.get(), &HostsView::refresh);
        connect(m_bench->openCase->writer(), &CaseWriter::committed, m_bench->query.get(), &LensQuery::caseChanged);
        connect(m_bench->openCase->writer(), &CaseWriter::acted, m_bench->query.get(), &LensQuery::marksChanged);
        new QAbstractItemModelTester(const_cast<HostModel *>(&m_view->hosts()), QAbstractItemModelTester::FailureReportingMode::QtTest, this);
        new QAbstractItemModelTester(const_cast<FactModel *>(&m_view->facts()), QAbstractItemModelTester::FailureReportingMode::QtTest, this);
        m_view->resize(1280, 760);
        m_view->show();
        QTRY_VERIFY2_WITH_TIMEOUT(m_view->hosts().rowCount() > 10, qPrintable(m_view->findChild<QLabel *>(u"hostsEmpty"_s)->text()), 10'000);
    }

    void cleanupTestCase()
    {
        m_view.reset();
        m_bench.reset();
    }

    void saysWhatIsKnown()
    {
        const int row = m_view->hosts().rowOf(u"PC-01"_s);
        QVERIFY(row >= 0);
        QCOMPARE(cell(row, HostModel::System), u"Windows 10 Pro"_s);
        QCOMPARE(cell(row, HostModel::Zone), u"Asia/Tokyo"_s);
        QCOMPARE(cell(row, HostModel::Accounts), u"1"_s);
        QCOMPARE(cell(row, HostModel::Autostarts), u"1"_s);
        table()->setFocus();
        table()->setCurrentIndex(m_view->hosts().index(row, 0));
        QCOMPARE(m_view->facts().rowCount(), 4);
        QVERIFY(m_view->findChild<QLabel *>(u"factsTitle"_s)->text().contains(u"PC-01"_s));
        QStringList sources;
        for (int i = 0; i < m_view->facts().rowCount(); ++i)
            sources.append(m_view->facts().index(i, FactModel::Source).data().toString());
        QVERIFY2(sources.filter(u"0x1000"_s).size() == 1, qPrintable(sources.join(u'|')));
        m_bench->shoot(*m_view, u"hosts"_s);
    }

    void proposalIsJoinedAndTakenBack()
    {
        const auto *text = m_view->findChild<QLabel *>(u"hostProposal"_s);
        QTRY_VERIFY(joinButton()->isVisible());
        QVERIFY2(text->text().contains(u"PC-01, pc-01.corp.example.jp"_s) && text->text().contains(u"full domain name"_s), qPrintable(text->text()));
        const int before = m_view->hosts().rowCount();
        joinButton()->setFocus();
        QTest::keyClick(joinButton(), Qt::Key_Space);
        QTRY_COMPARE(m_view->hosts().rowCount(), before - 1);
        QTRY_VERIFY(!joinButton()->isVisible());
        const int row = m_view->hosts().rowOf(u"PC-01"_s);
        QCOMPARE(cell(row, HostModel::OtherNames), u"pc-01.corp.example.jp"_s);
        m_bench->acts->undo();
        QTRY_COMPARE(m_view->hosts().rowCount(), before);
        QTRY_VERIFY(joinButton()->isVisible());
    }

    void namesAreJoinedAndSplitByHand()
    {
        const int before = m_view->hosts().rowCount();
        table()->setFocus();
        table()->setCurrentIndex(m_view->hosts().index(m_view->hosts().rowOf(u"PC-02"_s), 0));
        table()->selectionModel()->select(m_view->hosts().index(m_view->hosts().rowOf(u"PC-03"_s), 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QTimer::singleShot(100, this, [] {
            auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            auto *name = dialog->findChild<QLineEdit *>();
            name->selectAll();
            QTest::keyClicks(name, u"KEIRI-PC"_s);
            QTest::keyClick(name, Qt::Key_Return);
        });
        m_bench->actions.action("Host.Join")->trigger();
        QTRY_COMPARE(m_view->hosts().rowCount(), before - 1);
        const int row = m_view->hosts().rowOf(u"KEIRI-PC"_s);
        QVERIFY(row >= 0);
        QCOMPARE(cell(row, HostModel::OtherNames), u"PC-02, PC-03"_s);
        table()->setCurrentIndex(m_view->hosts().index(row, 0));
        m_bench->actions.action("Host.Split")->trigger();
        QTRY_COMPARE(m_view->hosts().rowCount(), before);
        QCOMPARE(m_view->hosts().rowOf(u"KEIRI-PC"_s), -1);
    }

    void hostNarrowsTheLens()
    {
        QSignalSpy wanted(m_view.get(), &HostsView::eventsWanted);
        table()->setCurrentIndex(m_view->hosts().index(m_view->hosts().rowOf(u"PC-05"_s), 0));
        const qint64 before = m_bench->query->selection().count();
        m_bench->actions.action("Filter.Include")->trigger();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(m_bench->lens.filter().groups.front().front().values, QStringList{u"PC-05"_s});
        QTRY_VERIFY(m_bench->query->selection().count() > 0 && m_bench->query->selection().count() < before);
    }
};

QTEST_MAIN(TestHostsView)
#include "tst_hostsview.moc"
