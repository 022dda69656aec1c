// SPDX-License-Identifier: Apache-2.0
#include "app/cli/rowwriter.h"
#include "app/cli/textwidth.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryFile>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

QByteArray written(const RowFormatOptions &options, const std::function<void(RowWriter &)> &rows,
                   const QStringList &columns = {u"name"_s, u"size"_s})
{
    QTemporaryFile file;
    if (!file.open())
        return "no file";
    Output out(file.handle());
    const auto writer = makeRowWriter(columns, options, out);
    rows(*writer);
    writer->finish();
    file.seek(0);
    return file.readAll();
}

} // namespace

class TestRowWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    /// A terminal would obey what evidence holds; a file gets the cells as they are.
    void csvForTerminal()
    {
        RowFormatOptions options;
        options.format = RowFormat::Csv;
        const auto row = [](RowWriter &rows) {
            rows.text(u"a\x1b[2J\u202e\n\u009b,b"_s);
            rows.number(1);
            rows.endRow();
        };
        QVERIFY(written(options, row).contains('\x1b'));
        options.forTerminal = true;
        QCOMPARE(written(options, row), QByteArray("name,size\r\n\"a\\x1b[2J\\u202e\\n\\x9b,b\",1\r\n"));
    }

    void jsonHasNoControls()
    {
        QByteArray text;
        appendJsonString(text, QByteArrayView("a\xc2\x9b\x7f\xc2\xa5"));
        QCOMPARE(text, QByteArray("\"a\\u009b\\u007f\xc2\xa5\""));
    }

    void csv_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<bool>("guarded");
        QTest::newRow("plain") << u"abc def"_s << QByteArray("abc def") << false;
        QTest::newRow("comma") << u"a,b"_s << QByteArray("\"a,b\"") << false;
        QTest::newRow("quote") << u"say \"no\""_s << QByteArray("\"say \"\"no\"\"\"") << false;
        QTest::newRow("quotes alone") << u"\"\""_s << QByteArray("\"\"\"\"\"\"") << false;
        QTest::newRow("line feed") << u"a\nb"_s << QByteArray("\"a\nb\"") << false;
        QTest::newRow("carriage return") << u"a\rb"_s << QByteArray("\"a\rb\"") << false;
        QTest::newRow("japanese") << u"請求書、アシアト"_s << QByteArray("請求書、アシアト") << false;
        QTest::newRow("outside the first plane") << u"𠮷野家😀"_s << QByteArray("𠮷野家😀") << false;
        QTest::newRow("formula as it is") << u"=1+1"_s << QByteArray("=1+1") << false;
        QTest::newRow("formula guarded") << u"=1+1"_s << QByteArray("\"'=1+1\"") << true;
        QTest::newRow("formula with quote") << u"@A(\"x\")"_s << QByteArray("\"'@A(\"\"x\"\")\"") << true;
        QTest::newRow("full-width formula") << u"＝1+1"_s << QByteArray("\"'＝1+1\"") << true;
        QTest::newRow("no formula") << u"1=1"_s << QByteArray("1=1") << true;
    }
    void csv()
    {
        QFETCH(QString, cell);
        QFETCH(QByteArray, expected);
        QFETCH(bool, guarded);
        RowFormatOptions options{RowFormat::Csv};
        options.guardFormulas = guarded;
        const QByteArray text = written(options, [&](RowWriter &rows) {
            rows.text(cell);
            rows.number(-5);
            rows.endRow();
        });
        QCOMPARE(text, "name,size\r\n" + expected + ",-5\r\n");
    }

    void byteOrderMarkAndUnknown()
    {
        RowFormatOptions options{RowFormat::Csv, true};
        const QByteArray text = written(options, [](RowWriter &rows) { rows.row({QString(), u"x"_s}); });
        QCOMPARE(text, QByteArray("\xEF\xBB\xBFname,size\r\n,x\r\n"));
    }

    void json()
    {
        const QByteArray text = written({RowFormat::Json}, [](RowWriter &rows) {
            rows.text(u"\"\\\n\t\x01\x7f足跡"_s);
            rows.number(12);
            rows.endRow();
            rows.unknown();
            rows.unknown();
            rows.endRow();
        });
        QJsonParseError error;
        const QJsonArray array = QJsonDocument::fromJson(text, &error).array();
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(array.size(), 2);
        QCOMPARE(array[0][u"name"].toString(), u"\"\\\n\t\x01\x7f足跡"_s);
        QCOMPARE(array[0][u"size"].toInteger(), 12);
        QVERIFY(array[1][u"name"].isNull());
        QCOMPARE(written({RowFormat::Json}, [](RowWriter &) {}), QByteArray("[]\n"));
    }

    void jsonLines()
    {
        const QByteArray text = written({RowFormat::JsonLines}, [](RowWriter &rows) {
            rows.row({u"a"_s, u"b"_s});
            rows.row({u"c"_s, QString()});
        });
        QCOMPARE(text, QByteArray("{\"name\": \"a\", \"size\": \"b\"}\n{\"name\": \"c\", \"size\": null}\n"));
    }

    void table()
    {
        const QByteArray text = written({}, [](RowWriter &rows) {
            rows.text(u"請求書.zip"_s);
            rows.number(7);
            rows.endRow();
            rows.text(u"ｱｼｱﾄ"_s);
            rows.number(12345);
            rows.endRow();
            rows.text(u"a\x1b[31m\u202egpj"_s);
            rows.unknown();
            rows.endRow();
        });
        QCOMPARE(QString::fromUtf8(text), u"NAME                 SIZE\n"
                                          "請求書.zip              7\n"
                                          "ｱｼｱﾄ                12345\n"
                                          "a\\x1b[31m\\u202egpj\n"_s);
    }

    void width()
    {
        QCOMPARE(textWidth(u"abc"), 3);
        QCOMPARE(textWidth(u"足跡"), 4);
        QCOMPARE(textWidth(u"ｱｼｱﾄ"), 4);
        QCOMPARE(textWidth(u"か\u3099"), 2); // a combining mark takes no place
        QCOMPARE(textWidth(u"𠮷"), 2);
    }

    void readerThatLeft()
    {
        signal(SIGPIPE, SIG_IGN);
        int ends[2];
        QCOMPARE(pipe(ends), 0);
        close(ends[0]);
        Output out(ends[1]);
        out.write("x");
        QVERIFY(!out.flush());
        QVERIFY(out.readerGone());
        QCOMPARE(out.systemError(), 0);
        QVERIFY(!out.usable());
        close(ends[1]);
    }

    void fullDisk()
    {
        const int full = open("/dev/full", O_WRONLY);
        if (full < 0)
            QSKIP("no /dev/full on this system");
        Output out(full);
        out.write("x");
        QVERIFY(!out.flush());
        QCOMPARE(out.systemError(), ENOSPC);
        close(full);
    }
};

QTEST_GUILESS_MAIN(TestRowWriter)
#include "tst_rowwriter.moc"
