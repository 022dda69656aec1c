// SPDX-License-Identifier: Apache-2.0
#include "models/wording/visibletext.h"

#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestVisibleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void shows_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("plain") << u"C:\\経理\\表示ソ能.xlsx"_s << u"C:\\経理\\表示ソ能.xlsx"_s;
        QTest::newRow("right to left") << u"請求書_\u202Exslx.exe"_s << u"請求書_[U+202E]xslx.exe"_s;
        QTest::newRow("isolate") << u"a\u2066b\u2069"_s << u"a[U+2066]b[U+2069]"_s;
        QTest::newRow("arabic letter mark") << u"a\u061Cb"_s << u"a[U+061C]b"_s;
        QTest::newRow("bell") << u"a\u0007b"_s << u"a[U+0007]b"_s;
        QTest::newRow("nul") << u"a"_s + QChar(u'\0') + u'b' << u"a[U+0000]b"_s;
        QTest::newRow("c1") << u"a\u0085b\u007F"_s << u"a[U+0085]b[U+007F]"_s;
        QTest::newRow("zero width") << u"pay\u200Bpal\uFEFF"_s << u"pay[U+200B]pal[U+FEFF]"_s;
        QTest::newRow("soft hyphen") << u"a\u00ADb"_s << u"a[U+00AD]b"_s;
        QTest::newRow("hangul filler") << u"a\u3164.exe"_s << u"a[U+3164].exe"_s;
        QTest::newRow("line separator") << u"a\u2028b"_s << u"a[U+2028]b"_s;
        QTest::newRow("tag") << QString::fromUcs4(U"a\U000E0041b") << u"a[U+E0041]b"_s;
        QTest::newRow("line ends") << u"a\nb\tc\r\nd"_s << u"a b c  d"_s;
        QTest::newRow("high surrogate alone") << QString(QChar(0xD800)) + u'A' << u"[U+D800]A"_s;
        QTest::newRow("low surrogate alone") << u"A"_s + QChar(0xDC00) << u"A[U+DC00]"_s;
        QTest::newRow("surrogates the wrong way") << QString(QChar(0xDC00)) + QChar(0xD800) << u"[U+DC00][U+D800]"_s;
        QTest::newRow("beyond the first plane") << u"𠮷野"_s << u"𠮷野"_s;
        QTest::newRow("joined emoji") << u"👨\u200D👩\u200D👧"_s << u"👨\u200D👩\u200D👧"_s;
        QTest::newRow("variation selector") << u"葛\U000E0100城"_s << u"葛\U000E0100城"_s;
        QTest::newRow("not normalised") << u"神\uFA19か\u3099"_s << u"神\uFA19か\u3099"_s;
        QTest::newRow("blank at the end") << u"name "_s << u"name[U+0020]"_s;
        QTest::newRow("wide blank at the end") << u"name\u3000"_s << u"name[U+3000]"_s;
        QTest::newRow("wide blanks within") << u"請求書.pdf\u3000\u3000.exe"_s << u"請求書.pdf\u3000\u3000.exe"_s;
        QTest::newRow("first gaiji") << u"外\uE000"_s << u"外〔外字 F040〕"_s;
        QTest::newRow("gaiji behind 7F") << u"\uE03F"_s << u"〔外字 F080〕"_s;
        QTest::newRow("gaiji before 7F") << u"\uE03E"_s << u"〔外字 F07E〕"_s;
        QTest::newRow("second row of gaiji") << u"\uE0BC"_s << u"〔外字 F140〕"_s;
        QTest::newRow("last gaiji") << u"\uE757"_s << u"〔外字 F9FC〕"_s;
    }
    void shows()
    {
        QFETCH(QString, text);
        QTEST(visibleText(text), "expected");
        QCOMPARE(visibleText(visibleText(text)), visibleText(text));
    }

    void keepsLinesThatAreWanted()
    {
        QCOMPARE(visibleText(u"a\r\nb\tc\u202E"_s, LineEnds::Keep), u"a\nb\tc[U+202E]"_s);
        QCOMPARE(visibleText(u"a\rb"_s, LineEnds::Keep), u"a[U+000D]b"_s);
    }
};

QTEST_GUILESS_MAIN(TestVisibleText)
#include "tst_visibletext.moc"
