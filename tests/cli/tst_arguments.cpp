// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/filteroptions.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestArguments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void filters_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << QStringList{} << QString();
        QTest::newRow("one") << QStringList{u"--host"_s, u"PC-07"_s} << u"host:PC-07"_s;
        QTest::newRow("either value") << QStringList{u"--host"_s, u"A"_s, u"--host"_s, u"B"_s} << u"host:A,B"_s;
        QTest::newRow("both fields") << QStringList{u"--host"_s, u"A"_s, u"--not-type"_s, u"windows:evtx:*"_s} << u"-type:windows:evtx:* host:A"_s;
        QTest::newRow("time") << QStringList{u"--from"_s, u"2026-10-14T09:00+09:00"_s, u"--to"_s, u"2026-10-15"_s}
                              << u"from:2026-10-14T00:00:00Z to:2026-10-15T00:00:00Z"_s;
        QTest::newRow("not time") << QStringList{u"--not-from"_s, u"2026-10-14"_s} << u"-from:2026-10-14T00:00:00Z"_s;
        QTest::newRow("text") << QStringList{u"--filter"_s, u"tag:侵入 | host:A"_s, u"--not-path"_s, u"/tmp"_s}
                              << u"tag:侵入 -path:/tmp | host:A -path:/tmp"_s;
        QTest::newRow("product") << QStringList{u"--filter"_s, u"host:A | host:B"_s, u"--filter"_s, u"tag:x | tag:y"_s}
                                 << u"host:A tag:x | host:A tag:y | host:B tag:x | host:B tag:y"_s;
        QTest::newRow("value that begins with a dash") << QStringList{u"--account=-x"_s} << u"account:-x"_s;
    }
    void filters()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, text);
        Command command{"test", "", "CASE"};
        command.groups = Command::FilterOptions;
        Output out(STDERR_FILENO);
        Invocation call(command, out);
        const Result<void> parsed = call.parse(QStringList{u"case"_s} + words);
        QVERIFY2(parsed.ok(), parsed ? "" : qPrintable(parsed.error().detail));
        const Result<Filter> filter = call.filter();
        QVERIFY(filter.ok());
        const Result<Filter> expected = Filter::fromText(text);
        QVERIFY2(expected.ok(), expected ? "" : qPrintable(expected.error().detail));
        const auto canonical = [](const Filter &f) { // The order of conditions in a group means nothing.
            QStringList groups;
            for (const Filter::Group &group : f.groups) {
                QStringList conditions;
                for (const Condition &condition : group)
                    conditions.append(conditionText(condition));
                conditions.sort();
                groups.append(conditions.join(u' '));
            }
            return groups.join(u" | "_s);
        };
        QCOMPARE(canonical(*filter), canonical(*expected));
    }

    void wrongWords_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("no case") << QStringList{};
        QTest::newRow("two cases") << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("unknown option") << QStringList{u"a"_s, u"--what"_s};
        QTest::newRow("value missing") << QStringList{u"a"_s, u"--host"_s};
    }
    void wrongWords()
    {
        QFETCH(QStringList, words);
        Command command{"test", "", "CASE"};
        command.groups = Command::FilterOptions;
        Output out(STDERR_FILENO);
        Invocation call(command, out);
        const Result<void> parsed = call.parse(words);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().code, ErrorCode::Invalid);
        QVERIFY(!parsed.error().detail.isEmpty());
    }

    void wrongTime()
    {
        Command command{"test", "", "CASE"};
        command.groups = Command::FilterOptions;
        Output out(STDERR_FILENO);
        Invocation call(command, out);
        QVERIFY(call.parse({u"case"_s, u"--from"_s, u"yesterday"_s}).ok());
        QVERIFY(!call.filter().ok());
    }

    void casePaths()
    {
        QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkdir(u"one.ashiato"_s));
        QVERIFY(QDir(dir.path()).mkdir(u"two"_s));
        const QString base = QDir(dir.path()).absolutePath();
        const auto path = [&](const QString &word) {
            Command command{"test", "", "CASE"};
            Output out(STDERR_FILENO);
            Invocation call(command, out);
            return call.parse({word}) ? call.casePath() : QString();
        };
        QCOMPARE(path(base + u"/one"_s), base + u"/one.ashiato"_s);
        QCOMPARE(path(base + u"/one.ashiato/"_s), base + u"/one.ashiato"_s);
        QCOMPARE(path(base + u"/one.ashiato/case.sqlite"_s), base + u"/one.ashiato"_s);
        QCOMPARE(path(base + u"/two"_s), base + u"/two"_s);
        QCOMPARE(path(base + u"/three"_s), base + u"/three"_s);
    }
};

QTEST_GUILESS_MAIN(TestArguments)
#include "tst_arguments.moc"
