// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/names.h"

#include <QRandomGenerator>
#include <QTest>

using namespace ashiato;

/// Names of any bytes become UTF-8 and come back as they were stored.
class TestNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escapes_data();
    void escapes();
    void comesBack();
};

void TestNames::escapes_data()
{
    QTest::addColumn<QByteArray>("stored");
    QTest::addColumn<QByteArray>("shown");
    QTest::addColumn<bool>("damaged");
    QTest::newRow("plain") << QByteArray("a.txt") << QByteArray("a.txt") << false;
    QTest::newRow("Japanese") << QByteArray("髙﨑.txt") << QByteArray("髙﨑.txt") << false;
    QTest::newRow("backslash") << QByteArray("a\\b") << QByteArray("a\\b") << false;
    QTest::newRow("cp932") << QByteArray("\x95\x5c.txt") << QByteArray("\\x95\\x5C.txt") << true;
    QTest::newRow("reads like an escape") << QByteArray("a\\x95") << QByteArray("a\\x5Cx95") << false;
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QByteArray("\\xED\\xA0\\x80") << true;
    QTest::newRow("overlong") << QByteArray("\xc0\xaf") << QByteArray("\\xC0\\xAF") << true;
    QTest::newRow("cut off") << QByteArray("a\xe9\xab") << QByteArray("a\\xE9\\xAB") << true;
    QTest::newRow("past Unicode") << QByteArray("\xf4\x90\x80\x80") << QByteArray("\\xF4\\x90\\x80\\x80") << true;
}

void TestNames::escapes()
{
    QFETCH(QByteArray, stored);
    bool damaged = false;
    QTEST(escapedName(stored, &damaged), "shown");
    QTEST(damaged, "damaged");
    QCOMPARE(storedName(escapedName(stored)), stored);
}

void TestNames::comesBack()
{
    QRandomGenerator random(20261122);
    for (int i = 0; i < 20000; ++i) {
        QByteArray stored;
        for (int n = random.bounded(12); n > 0; --n)
            stored += "\\x9Aaf\xe3\x81\x82\x95/"[random.bounded(11)];
        const QByteArray shown = escapedName(stored);
        QVERIFY(QString::fromUtf8(shown).toUtf8() == shown);
        QCOMPARE(storedName(shown), stored);
    }
}

QTEST_GUILESS_MAIN(TestNames)
#include "tst_names.moc"
