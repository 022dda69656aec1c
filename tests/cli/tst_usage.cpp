// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/clirunner.h"

#include <QTemporaryDir>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// A command line that makes no sense ends with 2 and a sentence that names what is wrong and what is expected.
class TestUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wrong_data();
    void wrong();
    void known_data();
    void known();

private:
    QString path(const QString &name) const { return m_dir.filePath(name); }
    QString theCase() const { return path(u"case.ashiato"_s); }

    QTemporaryDir m_dir;
};

void TestUsage::initTestCase()
{
    const CliAnswer created = cli({u"create"_s, path(u"case"_s), u"--name"_s, u"試験"_s, u"--examiner"_s, u"Tester"_s});
    QVERIFY2(created.code == 0, created.err.constData());
    QVERIFY(writeFile(path(u"full.ashiato/something"_s), "x"));
    QVERIFY(writeFile(path(u"access.log"_s), squidLog(20)));
    const CliAnswer added = cli({u"add"_s, theCase(), path(u"access.log"_s), u"--zone"_s, u"UTC"_s});
    QVERIFY2(added.code == 0, added.err.constData());
    for (const QString &tag : {u"侵入"_s, u"通信"_s}) {
        const CliAnswer made = cli({u"tag"_s, theCase(), u"--tag"_s, tag, u"--text"_s, u"dl"_s});
        QVERIFY2(made.code == 0, made.err.constData());
    }
}

void TestUsage::wrong_data()
{
    QTest::addColumn<QStringList>("words"); // CASE: the case
    QTest::addColumn<QString>("said");
    const auto row = [](const char *words, const char *said) {
        QTest::newRow(words) << QString::fromUtf8(words).split(u' ', Qt::SkipEmptyParts) << QString::fromUtf8(said);
    };
    QTest::newRow("nothing") << QStringList{} << u"Usage"_s;
    row("frobnicate", "frobnicate");
    row("events", "Expected CASE");
    row("events CASE --what", "what");
    row("create NEW --examiner T", "--name");
    row("create NEW --name N", "--examiner");
    row("create CASE --name N --examiner T", "A case stands at");
    row("create FULL --name N --examiner T", "is there and not empty");
    row("create NEW --name N --examiner T --zone Mars/Olympus", "--zone “Mars/Olympus”");
    row("create NEW --name N --examiner T --language fr", "--language is ja or en");
    row("set CASE E-01 --zone Mars/Olympus", "--zone “Mars/Olympus”");
    row("set CASE E-01 --skew much", "--skew “much”");
    row("files CASE --type x", "--type: a file has no such value");
    row("flows CASE --not-severity high", "--severity: a flow has no such value");
    row("tag CASE --tag x", "Say what");
    row("tag CASE --event 1", "Say which");
    row("tag CASE --tag x --event one", "--event “one” is no id; expected a number");
    row("note CASE text --file 1 --event 1", "--event, --file and --flow");
    row("export CASE", "--output");
    row("cat CASE --event one", "--event “one” is no id");
    row("cat CASE --file 0", "--file “0” is no id");
    row("cat CASE --file 1 --offset first", "--offset");
    row("jobs CASE --cancel some", "--cancel “some” is no job");
    for (const char *command : {"events", "files", "flows", "hash", "search", "tag"}) {
        const auto each = [&](const QStringList &words, const char *said) {
            QStringList all{QString::fromUtf8(command), u"CASE"_s};
            if (all[0] == u"search")
                all += u"word"_s;
            if (all[0] == u"tag")
                all += {u"--tag"_s, u"x"_s};
            QTest::newRow(qPrintable((all + words).join(u' '))) << all + words << QString::fromUtf8(said);
        };
        each({u"--from"_s, u"yesterday"_s}, "--from “yesterday” is no time; expected 2026-");
        each({u"--not-to"_s, u"2026-99-01"_s}, "--not-to “2026-99-01” is no time; expected 2026-");
        each({u"--to"_s, QString()}, "--to “” is no time");
        each({u"--from"_s, u"2026-10-15"_s, u"--to"_s, u"2026-10-14"_s}, "--to is not behind --from");
        each({u"--severity"_s, u"awful"_s}, "--severity “awful” is no level; expected info, low");
        each({u"--not-severity"_s, u"awful"_s}, "--not-severity “awful” is no level");
        each({u"--filter"_s, u"foo:bar"_s}, "--filter: “foo” is not understood (character 1); expected");
        each({u"--filter"_s, u"host:"_s}, "--filter ends too early (character 6); expected");
        each({u"--filter"_s, u"host:\"x"_s}, "--filter: ");
    }
    for (const char *command : {"events CASE", "tag CASE --tag x"}) {
        for (const char *condition : {"severity:awful", "status:abc", "port:abc", "kind:abc", "filetimes:abc", "seen:abc"})
            row(qPrintable(QLatin1String(command) + u" --filter "_s + QLatin1String(condition)),
                qPrintable(u"--filter: “%1” makes no sense; expected "_s.arg(QLatin1String(condition))));
    }
    row("files CASE --evidence E-09", "--evidence “E-09” is no exhibit of this case; expected E-01.");
    row("search CASE word --files --not-evidence E-09", "--evidence “E-09” is no exhibit");
    row("hash CASE --evidence E-09", "--evidence “E-09” is no exhibit");
    row("flows CASE --tag 通心", "--tag “通心” is no tag of this case; expected 侵入 or 通信.");
    row("events CASE --not-tag 通心", "--tag “通心” is no tag");
    row("events CASE --filter tag:通心", "--tag “通心” is no tag");
    row("tag CASE --tag new --not-type squid:acces", "--type “squid:acces” is no event type");
    row("events CASE --type squid:acces", "nearest are squid:access, ");
    row("search CASE word --type windows:logon", "--type “windows:logon” is no event type");
    row("events CASE --type files:*", "--type “files:*” is no event type");
    row("flows CASE --filter port:abc", "--filter: “port:abc” makes no sense; expected a number");
}

void TestUsage::wrong()
{
    QFETCH(QStringList, words);
    QFETCH(QString, said);
    for (QString &word : words)
        word = word == u"CASE" ? theCase() : word == u"NEW" ? path(u"new"_s) : word == u"FULL" ? path(u"full.ashiato"_s) : word;
    const CliAnswer answer = cli(words);
    QVERIFY2(answer.code == 2, qPrintable(QString::number(answer.code) + u' ' + QString::fromUtf8(answer.err)));
    QVERIFY2(answer.err.contains(said.toUtf8()), answer.err.constData());
    QVERIFY2(answer.out.isEmpty(), answer.out.constData());
    QVERIFY(!QFile::exists(path(u"new.ashiato"_s)));
}

/// A script puts one question to many cases: what may be in one of them is no mistake in another.
void TestUsage::known_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<bool>("finds");
    const auto row = [](const char *words, bool finds) {
        QTest::newRow(words) << QString::fromUtf8(words).split(u' ', Qt::SkipEmptyParts) << finds;
    };
    row("events --type windows:evtx:4624", false); // its meaning is shipped
    row("events --type windows:evtx:9999", false); // no meaning, but an event log may have it
    row("events --type WINDOWS:evtx:*", false);
    row("events --type fs:ntfs:si", false);
    row("events --type fs:ext4:*", false);
    row("events --type csv:mine", false);
    row("events --type squid:access", true);
    row("events --type Squid:*", true);
    row("events --type * --not-type windows:*", true);
    row("events --not-type fs:*", true);
    row("events --evidence e-01", true);
    row("events --evidence access.log", true);
    row("files --evidence access.log", true);
    row("flows --evidence ACCESS.LOG", true);
    row("files --not-evidence access.log", false);
    row("events --tag 侵入 --tag 通信", true);
    row("events --filter tag:\"\"", true); // without a tag
    row("events --host nobody", false);
    row("events --account nobody", false);
}

void TestUsage::known()
{
    QFETCH(QStringList, words);
    QFETCH(bool, finds);
    words.insert(1, theCase());
    const CliAnswer answer = cli(words + QStringList{u"--csv"_s});
    QVERIFY2(answer.code == 0 && answer.err.isEmpty(), answer.err.constData());
    QCOMPARE(answer.out.trimmed().count('\n') > 0, finds); // lines below the titles
}

QTEST_GUILESS_MAIN(TestUsage)
#include "tst_usage.moc"
