// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/clicase.h"

#include <QCryptographicHash>
#include <QDirIterator>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// Encrypted archives: with the password at once, with it later, and without.
class TestCliPasswords : public CliCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void atOnce();
    void later();
    void bytesAndHashes();
    void isWrittenNowhere();
    void fileIsMissing();

private:
    static inline const QByteArray kPassword = "Tn4#k9 vq";
    static inline const QByteArray kNoFormatAlone = "\n1 warning\n"; // that no format fits plain.txt
    static constexpr int kLines = 30;
    QString zip() const { return path(u"collected.zip"_s); }
    QString made(const QString &name, const QStringList &addOptions) const
    {
        const QString place = path(name + u".ashiato"_s);
        const CliAnswer created = cli({u"create"_s, place, u"--name"_s, u"K"_s, u"--examiner"_s, u"E"_s});
        const CliAnswer added = cli(QStringList{u"add"_s, place, zip()} + addOptions);
        return created.code == 0 && added.code == 0 ? place : QString();
    }
    static QByteArray events(const QString &place) { return cli({u"events"_s, place, u"--csv"_s}).out; }

    QString m_atOnce, m_later;
};

/// A log, a log in an archive of its own, and an empty file, each encrypted; one file is not.
void TestCliPasswords::initTestCase()
{
    QVERIFY(writeFile(path(u"c/logs/access.log"_s), squidLog(kLines)));
    QVERIFY(writeFile(path(u"c/empty"_s), {}));
    QVERIFY(writeFile(path(u"plain.txt"_s), "plain"));
    const auto zipped = [this](const QString &folder, const QStringList &words) {
        const CliAnswer answer = runProgram(u"sh"_s, QStringList{u"-c"_s, u"cd \"$1\" && shift && exec zip -q \"$@\""_s, u"zip"_s, folder} + words);
        return answer.code == 0;
    };
    QVERIFY(zipped(path(u"c/logs"_s), {path(u"c/inner.zip"_s), u"access.log"_s}));
    QVERIFY(zipped(path(u"c"_s), {u"-r"_s, u"-P"_s, QString::fromLatin1(kPassword), zip(), u"logs"_s, u"inner.zip"_s, u"empty"_s}));
    QVERIFY(zipped(path({}), {zip(), u"plain.txt"_s}));
    QVERIFY(writeFile(path(u"password"_s), kPassword + "\r\nnot this line\n"));
    QVERIFY(writeFile(path(u"wrong"_s), "wrong\n"));
}

void TestCliPasswords::atOnce()
{
    m_atOnce = made(u"at-once"_s, {u"--password-file"_s, path(u"password"_s)});
    QVERIFY(!m_atOnce.isEmpty());
    const CliAnswer status = cli({u"status"_s, m_atOnce});
    QVERIFY2(status.out.contains(kNoFormatAlone), status.out.constData());
    QCOMPARE(events(m_atOnce).count("squid:access"), 2 * kLines);
    QCOMPARE(cli({u"sql"_s, m_atOnce, u"SELECT key_kind FROM evidence"_s, u"--csv"_s}).out, QByteArray("key_kind\r\npassword\r\n"));
}

/// What is listed closed, then opened, is the same as what was opened at once: rows, events, no warning left.
void TestCliPasswords::later()
{
    m_later = made(u"later"_s, {});
    QVERIFY(!m_later.isEmpty());
    QVERIFY(cli({u"status"_s, m_later}).out.contains("\n4 warnings\n"));
    QCOMPARE(events(m_later).count("squid:access"), 0);
    const CliAnswer wrong = cli({u"import"_s, m_later, u"--password-file"_s, path(u"wrong"_s)});
    VERIFY_RUNS(wrong);
    QVERIFY2(wrong.err.contains("the password opened 0, 3 stay closed"), wrong.err.constData());
    QVERIFY(cli({u"status"_s, m_later}).out.contains("\n4 warnings\n"));
    for (int time = 0; time < 2; ++time) { // the second time there is nothing left to do
        const CliAnswer right = cli({u"import"_s, m_later, u"--password-file"_s, path(u"password"_s)});
        VERIFY_RUNS(right);
        QCOMPARE(right.err.contains("the password opened 3, 0 stay closed"), time == 0);
        QVERIFY(cli({u"status"_s, m_later}).out.contains(kNoFormatAlone));
        QCOMPARE(events(m_later), events(m_atOnce));
        QCOMPARE(cli({u"files"_s, m_later, u"--csv"_s}).out, cli({u"files"_s, m_atOnce, u"--csv"_s}).out);
        QCOMPARE(cli({u"flows"_s, m_later, u"--csv"_s}).out, cli({u"flows"_s, m_atOnce, u"--csv"_s}).out);
    }
}

void TestCliPasswords::bytesAndHashes()
{
    const QStringList cat{u"cat"_s, m_later, u"/collected.zip/logs/access.log"_s};
    const CliAnswer closed = cli(cat);
    QVERIFY(closed.code != 0 && closed.out.isEmpty());
    QCOMPARE(cli(cat + QStringList{u"--password-file"_s, path(u"password"_s)}).out, squidLog(kLines));
    VERIFY_RUNS(cli({u"hash"_s, m_later})); // what it cannot read has no hash
    const auto hashes = [this] {
        QStringList all;
        for (const QStringList &row : parseCsv(cli({u"files"_s, m_later, u"--csv"_s, u"--path"_s, u"access.log"_s}).out).mid(1))
            all += row[13];
        return all;
    };
    QCOMPARE(hashes(), QStringList({QString(), QString()}));
    VERIFY_RUNS(cli({u"hash"_s, m_later, u"--password-file"_s, path(u"password"_s)}));
    const QString wanted = QString::fromLatin1(QCryptographicHash::hash(squidLog(kLines), QCryptographicHash::Sha256).toHex());
    QCOMPARE(hashes(), QStringList({wanted, wanted}));
    QVERIFY2(cli({u"status"_s, m_later}).out.contains(kNoFormatAlone), cli({u"status"_s, m_later}).out.constData());
}

void TestCliPasswords::isWrittenNowhere()
{
    for (const QString &place : {m_atOnce, m_later}) {
        int files = 0;
        for (QDirIterator it(place, QDir::Files, QDirIterator::Subdirectories); it.hasNext(); ++files) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(kPassword), qPrintable(file.fileName()));
        }
        QVERIFY(files > 0);
    }
}

void TestCliPasswords::fileIsMissing()
{
    for (const QStringList &words : {QStringList{u"import"_s, m_later}, {u"hash"_s, m_later}, {u"cat"_s, m_later, u"/collected.zip"_s}, {u"add"_s, m_later, zip()}}) {
        const CliAnswer answer = cli(words + QStringList{u"--password-file"_s, path(u"absent"_s)});
        QVERIFY2(answer.code == 3 && answer.err.contains("absent"), answer.err.constData());
    }
}

QTEST_GUILESS_MAIN(TestCliPasswords)
#include "tst_clipasswords.moc"
