// SPDX-License-Identifier: Apache-2.0
#include "models/lens/askedgroups.h"

#include <QAbstractItemModelTester>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

/// Groups by a number: each question waits until it is let go, and then answers with one group of that name.
class Numbers : public AskedGroups<int, QString>
{
public:
    explicit Numbers(QObject *parent = nullptr) : AskedGroups(parent) {}
    ~Numbers() override { gate->release(100); }

    using AskedGroups::ask;
    void choose(int) override {}
    void exclude(int) override {}
    QString key(int row) const override { return value(row); }

    std::shared_ptr<QSemaphore> gate = std::make_shared<QSemaphore>();
    mutable std::vector<CancelFlag> flags; ///< Of the questions so far
    bool fails = false;

protected:
    Question question(int by, const CancelFlag &cancel) const override
    {
        flags.push_back(cancel);
        return [gate = gate, by, broken = fails]() -> Result<Counts> {
            gate->acquire();
            if (broken)
                return ErrorCode::Cancelled;
            return largestGroups<QString>({{u"small"_s, 1}, {QString::number(by), 4}}, kMost);
        };
    }
    bool isChosen(int) const override { return false; }
};

} // namespace

class TestAskedGroups : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void largestFirstAndNoMoreThanAskedFor()
    {
        const auto groups = largestGroups<QString>({{u"a"_s, 1}, {u"b"_s, 3}, {u"c"_s, 1}}, 2);
        QCOMPARE(groups.values, qint64(3));
        QCOMPARE(groups.groups.size(), size_t(2));
        QCOMPARE(groups.groups[0].value, u"b"_s);
        QCOMPARE(groups.groups[1].value, u"a"_s); // as it stood before an equal one
    }

    void shownWhenTheAnswerComes()
    {
        Numbers model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy asked(&model, &GroupList::asked), answered(&model, &GroupList::answered);
        model.groupBy(7);
        QVERIFY(model.isBusy());
        QCOMPARE(asked.size(), 1);
        model.gate->release();
        QTRY_COMPARE(answered.size(), 1);
        QVERIFY(!model.isBusy());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, GroupList::Value).data().toString(), u"7"_s);
        QCOMPARE(model.index(1, GroupList::Value).data(GroupList::ShareRole).toDouble(), 0.25);
        QSignalSpy changed(&model, &GroupList::dataChanged);
        model.setWords([](const QString &value) { return u"number "_s + value; }, QLocale(QLocale::English));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(0, GroupList::Value).data().toString(), u"number 7"_s);
    }

    void newestAnswerWins()
    {
        Numbers model;
        QSignalSpy answered(&model, &GroupList::answered), reset(&model, &GroupList::modelReset);
        model.groupBy(1);
        model.groupBy(2);
        QVERIFY(*model.flags[0] && !*model.flags[1]);
        reset.clear();
        model.gate->release(2); // both answer, as if the first had not seen that it is not wanted
        QTRY_COMPARE(answered.size(), 1);
        QCOMPARE(reset.size(), 1);
        QCOMPARE(model.key(0), u"2"_s);
    }

    void whatIsShownStaysWhereNoAnswerComes()
    {
        Numbers model;
        QSignalSpy answered(&model, &GroupList::answered);
        model.groupBy(1);
        model.gate->release();
        QTRY_COMPARE(answered.size(), 1);
        model.fails = true;
        model.ask();
        QCOMPARE(model.rowCount(), 2);
        model.gate->release();
        QTRY_COMPARE(answered.size(), 2);
        QVERIFY(!model.isBusy());
        QCOMPARE(model.key(0), u"1"_s);
    }

    void nothingIsShownAfterTheEndOfGrouping()
    {
        Numbers model;
        QSignalSpy answered(&model, &GroupList::answered);
        model.groupBy(1);
        model.groupBy(std::nullopt);
        QVERIFY(!model.isBusy());
        QCOMPARE(answered.size(), 1);
        model.gate->release(); // the answer to the first question comes all the same
        model.groupBy(2);
        QCOMPARE(model.rowCount(), 0);
        model.gate->release();
        QTRY_COMPARE(answered.size(), 2); // questions are in order: the first has come and gone
        QCOMPARE(model.key(0), u"2"_s);
    }
};

QTEST_GUILESS_MAIN(TestAskedGroups)
#include "tst_askedgroups.moc"
