// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/tasksize.h"

#include <QTest>

using namespace ashiato;

class TestTaskSize : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// 70,000 tiny files are not 2,188 tasks.
    void growsWhileTasksAreShort()
    {
        TaskSize size;
        int tasks = 0;
        for (qsizetype left = 70'000; left > 0; ++tasks) {
            const qsizetype units = std::min(left, size.units());
            size.done(units, 100, false);
            left -= units;
        }
        QVERIFY2(tasks < 30, qPrintable(QString::number(tasks)));
        QCOMPARE(size.units(), TaskSize::kMost);
        for (qsizetype units = TaskSize::kMost; units > TaskSize::kFew; units /= 2) {
            QCOMPARE(size.units(), units);
            size.done(units, TaskSize::kShortMs + 1, false);
        }
        QCOMPARE(size.units(), TaskSize::kFew);
        size.done(TaskSize::kFew, TaskSize::kShortMs + 1, false);
        QCOMPARE(size.units(), TaskSize::kFew);
    }

    void staysSmallWhileFilesTurnUp()
    {
        TaskSize size;
        size.done(TaskSize::kFew, 1, true);
        QCOMPARE(size.units(), TaskSize::kFew);
        size.done(5, 1, false); // there were no more
        QCOMPARE(size.units(), TaskSize::kFew);
    }

    /// Whichever of 256 units killed the worker: a few one by one, the rest in small tasks.
    void isCarefulBehindADeath()
    {
        TaskSize size;
        while (size.units() < 256)
            size.done(size.units(), 1, false);
        size.died(256);
        qsizetype left = 256;
        for (qsizetype i = 0; i < TaskSize::kFew; ++i, --left) {
            QVERIFY(size.isAlone());
            QCOMPARE(size.units(), 1);
            size.done(1, 1, false);
        }
        while (left > 0) {
            QVERIFY(!size.isAlone());
            QCOMPARE(size.units(), TaskSize::kFew);
            size.done(TaskSize::kFew, 1, false);
            left -= TaskSize::kFew;
        }
        QCOMPARE(size.units(), 2 * TaskSize::kFew);
    }
};

QTEST_APPLESS_MAIN(TestTaskSize)
#include "tst_tasksize.moc"
