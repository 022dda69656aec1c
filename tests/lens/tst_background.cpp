// SPDX-License-Identifier: Apache-2.0
#include "models/lens/background.h"

#include <QTest>
#include <QThread>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestBackground : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void answersInTheThreadOfTheWindow()
    {
        QThreadPool pool;
        QObject self;
        QThread *worked = nullptr, *told = nullptr;
        inBackground(pool, &self, [] { return QThread::currentThread(); }, [&](QThread *&answer) {
            worked = answer;
            told = QThread::currentThread();
        });
        QTRY_VERIFY(told);
        QCOMPARE(told, qApp->thread());
        QVERIFY(worked && worked != told);
    }

    void anAnswerMayBeTakenAway()
    {
        QThreadPool pool;
        QObject self;
        std::unique_ptr<int> taken; // what cannot be copied
        inBackground(pool, &self, [] { return std::make_unique<int>(7); },
                     [&](std::unique_ptr<int> &answer) { taken = std::move(answer); });
        QTRY_VERIFY(taken);
        QCOMPARE(*taken, 7);
    }

    void nobodyIsToldWhoIsGone()
    {
        QThreadPool pool;
        QObject stays;
        auto gone = std::make_unique<QObject>();
        bool toldGone = false, toldOther = false;
        pool.setMaxThreadCount(1); // the second answer comes after the first
        inBackground(pool, gone.get(), [] { return 1; }, [&](int &) { toldGone = true; });
        inBackground(pool, &stays, [] { return 2; }, [&](int &) { toldOther = true; });
        gone.reset();
        QTRY_VERIFY(toldOther);
        QVERIFY(!toldGone);
    }

    void flagsAreRaisedWhereThereIsOne()
    {
        raiseFlag({}); // nothing was asked yet
        const CancelFlag flag = newFlag(), copy = flag;
        QVERIFY(!*copy);
        raiseFlag(flag);
        QVERIFY(*copy);
    }
};

QTEST_GUILESS_MAIN(TestBackground)
#include "tst_background.moc"
