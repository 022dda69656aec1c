// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/fold.h"

#include <QTest>

using namespace ashiato;

class TestFold : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pairs_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("stored");
        const auto row = [](const char *typed, const char *stored) {
            QTest::addRow("%s finds %s", typed, stored) << QString::fromUtf8(typed) << QString::fromUtf8(stored);
        };
        row("アシアト", "ｱｼｱﾄ");
        row("データ", "ﾃﾞｰﾀ");
        row("ﾊﾟｽ", "パス");
        row("a", "Ａ");
        row("10.1.7.23", "１０．１．７．２３");
        row("〜", "～");     // 301C finds FF5E
        row("−", "－");     // 2212 finds FF0D
        row("‖", "∥");     // 2016 finds 2225
        row("―", "—");     // 2015 finds 2014
        row("がぞう.png", "か\u3099ぞう.PNG"); // as HFS+ stores it
        row("ヴ", "ウ\u3099");
        row("straße", "STRASSE");
        row("i", "I");
        row("ﬁ", "FI");
        row("①", "1");
        row("㈱", "(株)");
        row("神", "\uFA19");
        row("山田 太郎", "山田　太郎");
    }
    void pairs()
    {
        QFETCH(QString, typed);
        QFETCH(QString, stored);
        QCOMPARE(foldKey(typed), foldKey(stored));
        QCOMPARE(foldKey(typed.toUtf8()), foldKey(stored).toUtf8());
        QCOMPARE(foldKey(foldKey(typed)), foldKey(typed));
    }
    void staysApart()
    {
        QVERIFY(foldKey(QStringLiteral("髙")) != foldKey(QStringLiteral("高"))); // a variant, not a width
        QVERIFY(foldKey(QStringLiteral("は")) != foldKey(QStringLiteral("ば")));
        QVERIFY(foldKey(QStringLiteral("あ")) != foldKey(QStringLiteral("ア")));
        QVERIFY(foldKey(QStringLiteral("サーバー")).contains(foldKey(QStringLiteral("ｻｰﾊﾞ"))));
    }
    void asciiIsQuickAndSame()
    {
        QByteArray all;
        for (int c = 0; c < 128; ++c)
            all.append(char(c));
        QCOMPARE(foldKey(all), foldKey(QString::fromLatin1(all)).toUtf8());
        QCOMPARE(foldKey(QByteArray()), QByteArray());
    }
};

QTEST_APPLESS_MAIN(TestFold)
#include "tst_fold.moc"
