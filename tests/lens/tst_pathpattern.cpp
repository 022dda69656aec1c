// SPDX-License-Identifier: Apache-2.0
#include "models/lens/pathpattern.h"

#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestPathPattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("fits");
        const QString path = u"/users/yamada/desktop/請求書.exe"_s;
        QTest::newRow("ending") << path << u"*.exe"_s << true;
        QTest::newRow("not the ending") << path << u"*.ex"_s << false;
        QTest::newRow("name") << path << u"請求?.exe"_s << true;
        QTest::newRow("one character is one, not a byte") << path << u"???.exe"_s << true;
        QTest::newRow("too few") << path << u"??.exe"_s << false;
        QTest::newRow("folders") << path << u"users/*/desktop/*"_s << true;
        QTest::newRow("over separators") << path << u"users/*.exe"_s << true;
        QTest::newRow("begins within a name") << path << u"sers/*"_s << false;
        QTest::newRow("from the root") << path << u"/users/*"_s << true;
        QTest::newRow("not from the root") << path << u"/yamada/*"_s << false;
        QTest::newRow("both separators") << u"c:\\users\\yamada\\x.exe"_s << u"users/*/x.???"_s << true;
        QTest::newRow("and the other way") << path << u"yamada\\desktop\\*"_s << true;
        QTest::newRow("anything") << path << u"*"_s << true;
        QTest::newRow("nothing") << QString() << u"*"_s << true;
        QTest::newRow("no character") << QString() << u"?"_s << false;
        QTest::newRow("star at an end") << u"/a"_s << u"a**"_s << true;
        QTest::newRow("not twice the same") << u"/aba"_s << u"ab*ba"_s << false;
        // Many stars in a pattern that does not fit: over in no time all the same.
        QTest::newRow("hostile") << QString(3000, u'a') << QString(u"*a"_s).repeated(300) + u'b' << false;
    }
    void matches()
    {
        QFETCH(QString, path);
        QFETCH(QString, pattern);
        QFETCH(bool, fits);
        QCOMPARE(matchesPathPattern(path.toUtf8(), pattern.toUtf8()), fits);
    }
    void parts()
    {
        QVERIFY(!isPathPattern(u"note.txt"_s));
        QVERIFY(!isPathPattern(u"＊.txt"_s)); // what a file may be called
        QVERIFY(isPathPattern(u"*.txt"_s) && isPathPattern(u"a?"_s));
    }
};

QTEST_GUILESS_MAIN(TestPathPattern)
#include "tst_pathpattern.moc"
