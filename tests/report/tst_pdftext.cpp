// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/report/pdfwriter.h"
#include "models/report/reportbuilder.h"
#include "models/report/reportcollector.h"
#include "models/wording/visibletext.h"
#include "tests/shared/syntheticcase.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace ashiato::report;
using namespace Qt::Literals::StringLiterals;

/// What is copied out of the PDF, or searched in it, is what was put in.
class TestPdfText : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QByteArray pdf(const Document &document)
    {
        const QString path = m_folder.filePath(u"r.pdf"_s);
        if (!writePdf(document, path))
            return {};
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// In the order in which it was written, without line ends and blanks: a cell wraps anywhere.
    static QString squeezed(QString text) { return text.remove(QRegularExpression(u"\\s"_s)); }
    QString extracted(const Document &document)
    {
        if (pdf(document).isEmpty())
            return {};
        QProcess process;
        process.start(u"pdftotext"_s, {u"-raw"_s, u"-enc"_s, u"UTF-8"_s, m_folder.filePath(u"r.pdf"_s), u"-"_s});
        process.waitForFinished();
        return QString::fromUtf8(process.readAllStandardOutput());
    }

    static Document documentOf(const QString &text)
    {
        Document document;
        document.language = u"ja"_s;
        document.title = u"調査報告書"_s;
        document.issued = u"2026-11-22T00:00:00Z"_s;
        document.pageOf = u"%1 / %2"_s;
        document.blocks.push_back(Heading{1, u"1"_s, u"調査結果"_s});
        document.blocks.push_back(Paragraph{text, Paragraph::Style::Body});
        Table table;
        table.columns = {{u"日時"_s, 1, false}, {u"出典"_s, 1, true}};
        table.rows = {{text, text}};
        document.blocks.push_back(table);
        return document;
    }

    static QStringList textsOf(const Document &document)
    {
        QStringList texts;
        const auto take = [&texts](const QString &text) { texts += text.split(u'\n', Qt::SkipEmptyParts); };
        for (const Block &block : document.blocks) {
            if (const auto *heading = std::get_if<Heading>(&block))
                take(heading->text);
            else if (const auto *paragraph = std::get_if<Paragraph>(&block))
                take(paragraph->text);
            else if (const auto *picture = std::get_if<Picture>(&block))
                take(picture->caption);
            else if (const auto *facts = std::get_if<Facts>(&block)) {
                for (const auto &[name, value] : facts->rows)
                    take(name), take(value);
            } else if (const auto *table = std::get_if<Table>(&block)) {
                for (const QStringList &row : table->rows) {
                    for (const QString &cell : row)
                        take(cell);
                }
            }
        }
        return texts;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void textComesOutAsItWentIn_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QString &text) { QTest::newRow(name) << text; };
        row("the radical's twin", u"田中 東京 高橋 見積 食品 金子 長野 立川 西村 言語 車両"_s);
        row("the radicals themselves", u"⽥⾦⾧ and 田金長"_s);
        row("NEC and IBM", u"髙﨑 ①㈱ ∵ ￢ 神社"_s);
        row("beyond the first plane", u"𠮷野家 𠮷田 𩸽"_s);
        row("half width", u"ｱｼｱﾄ ﾃﾞｰﾀ"_s);
        row("variation selector", u"葛󠄀城市 葛城"_s);
        row("combining", u"がぞう がぞう é é"_s);
        row("ligatures", u"office file affluent fjord"_s);
        row("other scripts", u"Київ Ελλάδα Việt Nam"_s);
        row("waves", u"〜 ～ − － ‖ ∥ ¥ ￥ \\"_s);
        row("a path", uR"(C:\経理\表示ソ能.xlsx:Zone.Identifier)"_s);
        row("a sentence", u"EXCEL.EXE が POWERSHELL.EXE を起動した記録、「請求書」。操作した人物を示すものではない。"_s);
        row("private use", u"外字 \uE000 末尾"_s);
    }
    void textComesOutAsItWentIn()
    {
        QFETCH(QString, text);
        const QString out = squeezed(extracted(documentOf(text)));
        const qsizetype times = out.count(squeezed(visibleText(text, LineEnds::Keep)));
        QVERIFY2(times == 3, qPrintable(out)); // the paragraph and both fonts of the table
    }

    /// Every word of a whole report, in both languages.
    void aReportCanBeSearched()
    {
        SyntheticOptions options;
        options.events = 2'000;
        auto made = makeSyntheticCase(m_folder.filePath(u"case"_s), options);
        QVERIFY(made);
        for (const auto language : {QLocale::Japanese, QLocale::English}) {
            const auto data = collectReport(**made, {});
            QVERIFY(data);
            const Document document = buildReport(*data, ReportWords(language), 1'795'000'000'000'000'000);
            const QString out = squeezed(extracted(document));
            const QStringList texts = textsOf(document);
            QVERIFY(texts.size() > 100);
            for (const QString &text : texts) {
                // A long cell may go over the end of a page, with running heads between.
                if (text.size() < 400)
                    QVERIFY2(out.contains(squeezed(visibleText(text, LineEnds::Keep))), qPrintable(text));
            }
        }
    }

    /// Wherever a page ends: no heading stands at its foot, with what it is the heading of on the next one.
    void headingsStayWithTheirText()
    {
        for (int lines = 1; lines < 60; ++lines) {
            Document document;
            document.language = u"ja"_s;
            document.title = u"調査報告書"_s;
            document.pageOf = u"%1 / %2"_s;
            document.blocks.push_back(Heading{1, u"1"_s, u"章"_s});
            for (int i = 0; i < lines; ++i)
                document.blocks.push_back(Paragraph{u"本文。"_s, Paragraph::Style::Body});
            document.blocks.push_back(Heading{2, u"1.1"_s, u"節の見出し"_s});
            document.blocks.push_back(Heading{3, {}, u"項の見出し"_s});
            document.blocks.push_back(Paragraph{u"見出しの下の文。"_s, Paragraph::Style::Body});
            for (const QString &page : extracted(document).split(u'\f')) {
                const QString text = squeezed(page);
                if (text.contains(u"項の見出し"_s) || text.contains(u"見出しの下"_s))
                    QVERIFY2(text.contains(u"1.1節の見出し項の見出し見出しの下の文"_s), qPrintable(QString::number(lines) + text));
            }
        }
    }

    /// A cell that is higher than a page goes on over the next ones; none of it runs off the paper.
    void nothingRunsOffThePage()
    {
        QString text;
        for (int i = 0; i < 3000; ++i)
            text += u"〔%1〕𠮷"_s.arg(i);
        Document document = documentOf(u"x"_s);
        Table table;
        table.columns = {{u"番号"_s, 1, false}, {u"内容"_s, 2, true}};
        table.rows = {{u"1"_s, text}, {u"2"_s, u"次"_s}};
        document.blocks.push_back(table);
        const QString out = extracted(document);
        QVERIFY(out.count(u'\f') > 8);
        QCOMPARE(out.count(u"𠮷"_s), 3000);
        QVERIFY(squeezed(out).contains(u"2次"_s));
    }

    void theSameDocumentGivesTheSameBytes()
    {
        const Document document = documentOf(u"田中 𠮷野 office"_s);
        const QByteArray first = pdf(document);
        QVERIFY(first.startsWith("%PDF"));
        QCOMPARE(pdf(document), first);
    }

    void fontsAreEmbedded()
    {
        QVERIFY(!pdf(documentOf(u"田中 𠮷野 Київ"_s)).isEmpty());
        QProcess process;
        process.start(u"pdffonts"_s, {m_folder.filePath(u"r.pdf"_s)});
        process.waitForFinished();
        const QStringList lines = QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts).mid(2);
        QVERIFY(lines.size() >= 3); // regular, bold, monospaced
        const QRegularExpression embedded(u"\\byes +(yes|no) +yes\\b"_s);
        for (const QString &line : lines)
            QVERIFY2(embedded.match(line).hasMatch(), qPrintable(line));
    }

    void anUnwritablePlaceIsSaid()
    {
        const auto written = writePdf(documentOf(u"a"_s), m_folder.filePath(u"no/such/folder/r.pdf"_s));
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Io);
    }
};

QTEST_MAIN(TestPdfText)
#include "tst_pdftext.moc"
