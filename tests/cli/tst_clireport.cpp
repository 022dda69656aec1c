// SPDX-License-Identifier: Apache-2.0
// A report that would lack its characters is not written.
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
