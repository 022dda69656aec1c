// SPDX-License-Identifier: Apache-2.0
// Evidence that is away and comes back, seen from the command line: nothing says that it was imported, and one command
// reads it.
#include "tests/cli/clirunner.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class CliGoneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void importsWhatIsBack();
    void keepsRowsUntilTheyCanBeReadAgain();
    void saysThatBytesChanged();
    void triesWhatWasLeftOutAgain();

private:
    QString path(const QString &name) const { return m_dir->filePath(name); }
    QString theCase() const { return path(u"case.ashiato"_s); }
    QJsonObject status() const { return QJsonDocument::fromJson(cli({u"status"_s, theCase(), u"--json"_s}).out).object(); }
    QString state() const { return status()[u"evidence"][0][u"state"].toString(); }
    qint64 events() const { return status()[u"counts"][u"types"][u"squid:access"].toInteger(); }

    std::unique_ptr<QTemporaryDir> m_dir;
    static constexpr int kLines = 500;
};

void CliGoneTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(writeFile(path(u"e/access.log"_s), squidLog(kLines)));
    QCOMPARE(cli({u"create"_s, theCase(), u"--name"_s, u"Gone"_s, u"--examiner"_s, u"Sato"_s}).code, 0);
}

void CliGoneTest::importsWhatIsBack()
{
    QCOMPARE(cli({u"add"_s, theCase(), path(u"e/access.log"_s), u"--no-wait"_s}).code, 0);
    QVERIFY(QFile::rename(path(u"e"_s), path(u"away"_s)));
    for (int i = 0; i < 2; ++i) {
        const CliAnswer away = cli({u"import"_s, theCase()});
        QVERIFY(away.code != 0);
        QVERIFY2(away.err.contains("E-01"), away.err.constData());
        QCOMPARE(state(), u"failed"_s);
        const QByteArray text = cli({u"status"_s, theCase()}).out;
        QVERIFY2(text.contains("E-01 is not imported whole") && !text.contains("No warnings"), text.constData());
        QVERIFY(cli({u"jobs"_s, theCase()}).out.contains("not_found"));
    }
    QVERIFY(QFile::rename(path(u"away"_s), path(u"e"_s)));
    const CliAnswer back = cli({u"import"_s, theCase()});
    QVERIFY2(back.code == 0, back.err.constData());
    QCOMPARE(state(), u"imported"_s);
    QCOMPARE(events(), kLines);
    QVERIFY(cli({u"status"_s, theCase()}).out.contains("No warnings"));
}

/// Another encoding for a log that is away: what was read of it stays, and is read again when it is back.
void CliGoneTest::keepsRowsUntilTheyCanBeReadAgain()
{
    QCOMPARE(cli({u"add"_s, theCase(), path(u"e/access.log"_s)}).code, 0);
    QCOMPARE(events(), kLines);
    QVERIFY(QFile::rename(path(u"e"_s), path(u"away"_s)));
    const CliAnswer set = cli({u"set"_s, theCase(), u"E-01"_s, u"--encoding"_s, u"CP932"_s});
    QVERIFY2(set.code != 0 && set.err.contains("read again"), set.err.constData());
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(events(), kLines);
        QCOMPARE(state(), u"incomplete"_s);
        QVERIFY(cli({u"status"_s, theCase()}).out.contains("E-01 is not imported whole: it is to be read again"));
        QVERIFY(cli({u"import"_s, theCase()}).code != 0);
    }
    QVERIFY(QFile::rename(path(u"away"_s), path(u"e"_s)));
    const CliAnswer back = cli({u"import"_s, theCase()});
    QVERIFY2(back.code == 0, back.err.constData());
    QCOMPARE(events(), kLines);
    QCOMPARE(state(), u"imported"_s);
    const QJsonArray coverage = status()[u"coverage"].toArray();
    QCOMPARE(coverage[0][u"encoding"].toString(), u"CP932"_s);
}

/// The hash that was computed first stays, and the report says what differs.
void CliGoneTest::saysThatBytesChanged()
{
    QCOMPARE(cli({u"add"_s, theCase(), path(u"e/access.log"_s)}).code, 0);
    const QJsonObject before = status()[u"evidence"][0].toObject();
    QVERIFY(!before[u"hashed_at"].toString().isEmpty());
    QVERIFY(writeFile(path(u"e/access.log"_s), squidLog(kLines).replace("TCP_MISS", "TCP_HITS")));
    QVERIFY(cli({u"verify"_s, theCase()}).code != 0);
    const QJsonObject after = status()[u"evidence"][0].toObject();
    QCOMPARE(after[u"verification"].toString(), u"mismatch"_s);
    QCOMPARE(after[u"sha256"], before[u"sha256"]);
    const QByteArray lies = QCryptographicHash::hash(squidLog(kLines).replace("TCP_MISS", "TCP_HITS"), QCryptographicHash::Sha256);
    QCOMPARE(after[u"later_sha256"].toString().toLatin1(), lies.toHex()); // also where its fingerprint tells it
    QCOMPARE(after[u"hashed_at"], before[u"hashed_at"]);
    QCOMPARE(cli({u"report"_s, theCase(), u"--format"_s, u"html"_s, u"--output"_s, path(u"r"_s)}).code, 0);
    QFile report(path(u"r/report-en.html"_s));
    QVERIFY(report.open(QIODevice::ReadOnly));
    QVERIFY(report.readAll().contains("The hash values differ from those that were computed first"));
}

/// With a worker that a line ends; then the line is another one, as if the worker had been mended.
void CliGoneTest::triesWhatWasLeftOutAgain()
{
    const QStringList worker{u"ASHIATO_WORKER=" ASHIATO_BIN_DIR "/../tests/ashiato-worker-test"_s};
    QVERIFY(writeFile(path(u"f/a.lines"_s), "one\n!crash\ntwo\n"));
    const CliAnswer added = cli({u"add"_s, theCase(), path(u"f"_s)}, worker);
    QVERIFY2(added.code == 1 && added.err.contains("import --retry-skipped"), added.err.constData());
    QCOMPARE(status()[u"counts"][u"types"][u"test:line"].toInteger(), 2);
    QCOMPARE(status()[u"warning_count"].toInteger(), 1);
    const CliAnswer again = cli({u"import"_s, theCase(), u"--retry-skipped"_s}, worker);
    QVERIFY2(again.code == 1 && again.err.contains("1 place before, 1 now"), again.err.constData());
    QCOMPARE(status()[u"warning_count"].toInteger(), 1);
    QVERIFY(writeFile(path(u"f/a.lines"_s), "one\nmended\ntwo\n"));
    QCOMPARE(cli({u"import"_s, theCase()}, worker).code, 1); // by itself it is not tried again
    QCOMPARE(state(), u"incomplete"_s);
    const CliAnswer mended = cli({u"import"_s, theCase(), u"--retry-skipped"_s}, worker);
    QVERIFY2(mended.code == 0 && mended.err.contains("1 place before, 0 now"), mended.err.constData());
    QCOMPARE(state(), u"imported"_s);
    QCOMPARE(status()[u"counts"][u"types"][u"test:line"].toInteger(), 3);
    QCOMPARE(status()[u"warning_count"].toInteger(), 0);
    const CliAnswer nothing = cli({u"import"_s, theCase(), u"--retry-skipped"_s}, worker);
    QVERIFY2(nothing.code == 0 && nothing.err.contains("Nothing was left out"), nothing.err.constData());
    const CliAnswer proven = cli({u"verify"_s, theCase()}, worker);
    QVERIFY2(proven.code == 0, proven.err.constData());
}

QTEST_GUILESS_MAIN(CliGoneTest)
#include "tst_cligone.moc"
