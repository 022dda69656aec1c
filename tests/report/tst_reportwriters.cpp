// SPDX-License-Identifier: Apache-2.0
#include "models/report/htmlwriter.h"
#include "models/report/pdfwriter.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace ashiato::report;

class TestReportWriters : public QObject
{
    Q_OBJECT

private:
    static Document sample(int rows)
    {
        Document d;
        d.language = QStringLiteral("ja");
        d.title = QStringLiteral("調査報告書");
        d.subtitle = QStringLiteral("標的型攻撃 <script>alert(1)</script>");
        d.front.rows = {{QStringLiteral("案件番号"), QStringLiteral("2026-014")}};
        d.dateLine = QStringLiteral("発行日 2026年11月22日(日)");
        d.handling = QStringLiteral("本報告書は、貴社からの依頼に基づき、提供されたデータの範囲で調査した結果を記載したものである。");
        d.contentsTitle = QStringLiteral("目次");
        d.headerLeft = d.title;
        d.headerRight = QStringLiteral("関係者外秘");
        d.footerLeft = QStringLiteral("2026-014");
        d.pageOf = QStringLiteral("%1 / %2");
        d.blocks.push_back(Heading{1, QStringLiteral("1"), QStringLiteral("調査結果")});
        Table table;
        table.caption = QStringLiteral("表1 時系列");
        table.columns = {{QStringLiteral("日時"), 1.2, false}, {QStringLiteral("事象"), 3, false}, {QStringLiteral("出典"), 2, true}};
        for (int i = 0; i < rows; ++i)
            table.rows.push_back({QStringLiteral("2026-10-14 09:42:55"),
                                  QStringLiteral("EXCEL.EXE が POWERSHELL.EXE を起動した記録、「請求書」。") + QString::number(i),
                                  QStringLiteral("E-01, C:\\Windows\\System32\\winevt\\Logs\\Security.evtx, #%1").arg(i)});
        d.blocks.push_back(table);
        d.blocks.push_back(Heading{1, QStringLiteral("2"), QStringLiteral("調査範囲")});
        d.blocks.push_back(Paragraph{QStringLiteral("葛󠄀城市 𠮷田 髙﨑"), Paragraph::Style::Body});
        return d;
    }

    static QString pdfText(const QString &path)
    {
        QProcess process;
        process.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), path, QStringLiteral("-")});
        process.waitForFinished();
        return QString::fromUtf8(process.readAllStandardOutput());
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void evidenceTextIsEscaped()
    {
        Document document = sample(1);
        document.subtitle = QStringLiteral("<b a='1'>&\"請求書_\u202Exslx.exe");
        const QString html = QString::fromUtf8(toHtml(document));
        QVERIFY(html.contains(QStringLiteral("&lt;b a=&#39;1&#39;&gt;&amp;&quot;請求書_[U+202E]xslx.exe")));
    }

    void htmlIsOneClosedFile()
    {
        const QByteArray html = toHtml(sample(3));
        QVERIFY(!html.contains("<script"));
        QVERIFY(!html.contains("http://") && !html.contains("https://"));
        QVERIFY(html.contains("&lt;script&gt;"));
        QVERIFY(html.contains("lang=\"ja\""));
        QCOMPARE(html, toHtml(sample(3)));
    }

    void pdfHasPagesContentsAndText()
    {
        QTemporaryDir scratch;
        const QString path = scratch.filePath(QStringLiteral("r.pdf"));
        QVERIFY(writePdf(sample(120), path));
        const QString text = pdfText(path);
        QVERIFY2(text.contains(QStringLiteral("調査報告書")), qPrintable(text.left(400)));
        QVERIFY(text.contains(QStringLiteral("髙﨑")));
        // The contents give the page on which chapter 2 stands.
        const QStringList pages = text.split(u'\f');
        int chapterPage = 0;
        for (int i = 2; i < pages.size(); ++i) {
            if (pages[i].contains(QStringLiteral("2 調査範囲")))
                chapterPage = i + 1;
        }
        QVERIFY(chapterPage > 3);
        const QRegularExpression entry(QStringLiteral("2 調査範囲\\s+(\\d+)"));
        QCOMPARE(entry.match(pages[1]).captured(1).toInt(), chapterPage);
        // Every page but the first says where it stands.
        for (int i = 1; i + 1 < pages.size(); ++i) {
            // In this mode pdftotext guesses blanks from gaps.
            const QRegularExpression place(QStringLiteral("\\b%1 ?/ ?%2\\b").arg(i + 1).arg(pages.size() - 1));
            QVERIFY2(place.match(pages[i]).hasMatch(), qPrintable(pages[i]));
        }
    }

    void cancelStops()
    {
        QTemporaryDir scratch;
        const auto cancel = std::make_shared<std::atomic<bool>>(true);
        const auto written = writePdf(sample(10), scratch.filePath(QStringLiteral("r.pdf")), cancel);
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Cancelled);
    }

    void manyRowsStayLinear()
    {
        QTemporaryDir scratch;
        QElapsedTimer timer;
        timer.start();
        QVERIFY(writePdf(sample(4000), scratch.filePath(QStringLiteral("r.pdf"))));
        qInfo("4,000 rows to PDF: %lld ms", timer.elapsed());
    }
};

QTEST_MAIN(TestReportWriters)
#include "tst_reportwriters.moc"
