// SPDX-License-Identifier: Apache-2.0
// A report that would lack its characters is not written; one that is written proves the journal.
#include "clirunner.h"

#include <QTemporaryDir>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestCliReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(cli({u"create"_s, theCase(), u"--name"_s, u"2026-014"_s, u"--examiner"_s, u"Sato"_s}).code, 0);
    }

    void isWrittenWithItsFonts()
    {
        const CliAnswer answer = report(u"good"_s, {});
        QVERIFY2(answer.code == 0, answer.err.constData());
        QVERIFY(QFile::exists(m_folder.filePath(u"good/report-ja.pdf"_s)));
    }

    void isRefusedWithoutItsFonts_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("no font at all") << u"none"_s;
        QTest::newRow("Latin fonts alone") << u"latin"_s;
    }

    void isRefusedWithoutItsFonts()
    {
        QFETCH(QString, folder);
        QVERIFY(QDir().mkpath(m_folder.filePath(folder)));
        const QString latin = u"/usr/share/fonts/truetype/dejavu"_s;
        if (folder == "latin"_L1 && !QDir(latin).exists())
            QSKIP("fonts-dejavu-core is not installed");
        QFile config(m_folder.filePath(folder + u".conf"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(u"<?xml version=\"1.0\"?><fontconfig><dir>%1</dir><cachedir>%2</cachedir></fontconfig>"_s
                         .arg(folder == "latin"_L1 ? latin : m_folder.filePath(folder), m_folder.filePath(u"cache"_s)).toUtf8());
        config.close();
        const CliAnswer answer = report(folder + u"-report"_s, {u"FONTCONFIG_FILE="_s + config.fileName()});
        QCOMPARE(answer.code, 1);
        QVERIFY2(answer.err.contains("Noto Sans CJK JP") && answer.err.contains("fonts-noto-cjk"), answer.err.constData());
        QVERIFY(answer.out.isEmpty());
        QVERIFY(QDir(m_folder.filePath(folder + u"-report"_s)).isEmpty());
    }

    /// The head that a report prints proves the journal, whichever form and language; acts of later come behind it.
    void itsHeadProvesTheJournal()
    {
        QCOMPARE(report(u"head"_s, {}).code, 0);
        const auto verify = [this](const QString &file) {
            return cli({u"verify"_s, theCase(), u"--journal"_s, u"--report"_s, m_folder.filePath(file)});
        };
        for (const QString &language : {u"ja"_s, u"en"_s}) {
            const CliAnswer html = verify(u"head/report-%1.html"_s.arg(language));
            QVERIFY2(html.code == 0, html.err.constData());
            const QString text = u"head/%1.txt"_s.arg(language);
            QProcess pdf;
            pdf.start(u"pdftotext"_s, {m_folder.filePath(u"head/report-%1.pdf"_s.arg(language)), m_folder.filePath(text)});
            QVERIFY(pdf.waitForFinished() && pdf.exitCode() == 0);
            const CliAnswer answer = verify(text);
            QVERIFY2(answer.code == 0, answer.err.constData());
        }
        // What an act is behind the report's: said, and nothing wrong.
        QCOMPARE(cli({u"report"_s, theCase(), u"--format"_s, u"html"_s, u"--output"_s, m_folder.filePath(u"later"_s)}).code, 0);
        const CliAnswer older = verify(u"head/report-en.html"_s);
        QVERIFY2(older.code == 0 && older.err.contains("came after it"), older.err.constData());
    }

    void aHeadThatIsNotOfThisJournalIsFound()
    {
        const QString other = m_folder.filePath(u"other.ashiato"_s);
        QCOMPARE(cli({u"create"_s, other, u"--name"_s, u"2026-015"_s, u"--examiner"_s, u"Sato"_s}).code, 0);
        QCOMPARE(cli({u"report"_s, other, u"--format"_s, u"html"_s, u"--output"_s, m_folder.filePath(u"foreign"_s)}).code, 0);
        const auto verify = [this](const QString &file) {
            return cli({u"verify"_s, theCase(), u"--journal"_s, u"--report"_s, m_folder.filePath(file)});
        };
        const CliAnswer foreign = verify(u"foreign/report-en.html"_s);
        QVERIFY2(foreign.code == 1 && foreign.err.contains("no entry has the hash"), foreign.err.constData());
        QFile none(m_folder.filePath(u"none.html"_s));
        QVERIFY(none.open(QIODevice::WriteOnly) && none.write("<p>no report of ours</p>") > 0);
        none.close();
        QVERIFY(verify(u"none.html"_s).code != 0);
        QVERIFY(verify(u"is-not-there.html"_s).code != 0);
    }

private:
    QString theCase() const { return m_folder.filePath(u"c.ashiato"_s); }
    CliAnswer report(const QString &output, const QStringList &environment) const
    {
        return cli({u"report"_s, theCase(), u"--output"_s, m_folder.filePath(output)}, environment);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCliReport)
#include "tst_clireport.moc"
