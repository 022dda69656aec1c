// SPDX-License-Identifier: Apache-2.0
#include "models/wording/sentencetemplate.h"

#include <QHash>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class SentenceTemplateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void renders_data();
    void renders();
    void namesItsFields();
    void tellsUnbalancedText();
};

void SentenceTemplateTest::renders_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("literal") << u"plain | text"_s << u"plain | text"_s;
    QTest::newRow("field") << u"a {x} b"_s << u"a 1 b"_s;
    QTest::newRow("no value") << u"a {none} b"_s << u"a ? b"_s;
    QTest::newRow("first that has one") << u"{none|y|x}"_s << u"2"_s;
    QTest::newRow("optional") << u"a[ with {x}][ and {none}]."_s << u"a with 1."_s;
    QTest::newRow("optional in optional") << u"a[ (of {x}[ in {none}][ at {y}])]"_s << u"a (of 1 at 2)"_s;
    QTest::newRow("alternative") << u"[A {none}|B {x}|C] x"_s << u"B 1 x"_s;
    QTest::newRow("last alternative") << u"[A {none}|C] x"_s << u"C x"_s;
    QTest::newRow("bracket in a name") << u"{Data[4]} s"_s << u"77 s"_s;
    QTest::newRow("values are not parsed") << u"{odd}"_s << u"[{x}]"_s;
}

void SentenceTemplateTest::renders()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const QHash<QString, QString> values{{u"x"_s, u"1"_s}, {u"y"_s, u"2"_s}, {u"Data[4]"_s, u"77"_s}, {u"odd"_s, u"[{x}]"_s}};
    const SentenceTemplate sentence(text);
    QVERIFY(sentence.isValid());
    QCOMPARE(sentence.render([&values](const QString &name) { return values.value(name); }, u"?"_s), expected);
}

void SentenceTemplateTest::namesItsFields()
{
    QCOMPARE(SentenceTemplate(u"{a} [{b|c} [{d}]|{a}]"_s).names(), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
}

void SentenceTemplateTest::tellsUnbalancedText()
{
    for (const QString &text : {u"{a"_s, u"[a"_s, u"[[a]"_s})
        QVERIFY2(!SentenceTemplate(text).isValid(), qPrintable(text));
}

QTEST_GUILESS_MAIN(SentenceTemplateTest)
#include "tst_sentencetemplate.moc"
