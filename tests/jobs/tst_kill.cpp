// SPDX-License-Identifier: Apache-2.0
// kill -9 of the host at random moments of an import: nothing committed is lost, nothing is doubled, and the finished
// case equals that of an undisturbed import. 20 kills, 200 with ASHIATO_LONG=1; the seed is printed (ASHIATO_SEED sets it).
#include "tests/jobs/jobtest.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class KillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void resumesAfterKills();

private:
    struct Run {
        bool killed = false;
        int exitCode = -1;
        int accepted = 0; ///< Acts that were accepted, in all
        qint64 ms = 0;
        QString errors;
    };
    Run run(const QString &casePath, qint64 killAfterMs) const;
    static int actsIn(const QString &casePath);
    static QString dumpOf(const QString &casePath);

    QTemporaryDir m_dir;
    static constexpr int kActs = 30;
};

void KillTest::initTestCase()
{
    const QString root = m_dir.filePath(u"evidence/"_s);
    for (int folder = 0; folder < 40; ++folder) {
        for (int file = 0; file < 50; ++file)
            writeFile(root + u"d%1/s%2/f%3.bin"_s.arg(folder).arg(file % 3).arg(file), "x");
        QByteArray text;
        for (int line = 0; line < 3000; ++line)
            text += QByteArray::number(folder) + " line " + QByteArray::number(line) + '\n';
        writeFile(root + u"d%1/log%1.lines"_s.arg(folder), text);
    }
    writeFile(root + u"bad.lines"_s, "one\n!crash\ntwo\n"); // a crash of the worker among them
}

KillTest::Run KillTest::run(const QString &casePath, qint64 killAfterMs) const
{
    Run result;
    QElapsedTimer clock;
    clock.start();
    QProcess driver;
    driver.start(QCoreApplication::applicationDirPath() + u"/jobsdriver"_s,
                 {casePath, m_dir.filePath(u"evidence"_s), QString::number(kActs)});
    if (killAfterMs >= 0 && !driver.waitForFinished(int(killAfterMs))) {
        driver.kill();
        result.killed = true;
    }
    driver.waitForFinished(120'000);
    result.ms = clock.elapsed();
    result.exitCode = driver.exitStatus() == QProcess::NormalExit ? driver.exitCode() : -1;
    result.errors = QString::fromUtf8(driver.readAllStandardError());
    const QList<QByteArray> lines = driver.readAllStandardOutput().trimmed().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("accepted "))
            result.accepted = line.mid(9).toInt();
    }
    return result;
}

/// The acts that the case holds; -1 where it does not open.
int KillTest::actsIn(const QString &casePath)
{
    auto opened = Case::open(casePath, CaseMode::ReadOnly);
    if (!opened)
        return -1;
    const auto tags = (*(*opened)->reader())->tags();
    return int(std::count_if(tags->begin(), tags->end(), [](const TagRow &tag) { return tag.name.startsWith(u"act "_s); }));
}

QString KillTest::dumpOf(const QString &casePath)
{
    auto opened = Case::open(casePath, CaseMode::ReadOnly);
    return opened ? dumpCase(**opened) : u"not opened: "_s + opened.error().detail;
}

void KillTest::resumesAfterKills()
{
    const QString calm = m_dir.filePath(u"calm.ashiato"_s);
    const Run undisturbed = run(calm, -1);
    QVERIFY2(undisturbed.exitCode == 0, qPrintable(undisturbed.errors));
    const QString expected = dumpOf(calm);
    QCOMPARE(actsIn(calm), kActs);
    QVERIFY(expected.count(u'\n') > 120'000);

    bool given = false;
    quint32 seed = qEnvironmentVariableIntValue("ASHIATO_SEED", &given);
    if (!given)
        seed = QRandomGenerator::system()->generate() & 0x7fffffff;
    const int wanted = qEnvironmentVariableIsSet("ASHIATO_LONG") ? 200 : 20;
    qInfo("kills: %d, seed %u, an undisturbed import takes %lld ms", wanted, seed, static_cast<long long>(undisturbed.ms));
    QRandomGenerator random(seed);

    int kills = 0;
    for (int round = 0; kills < wanted; ++round) {
        const QString path = m_dir.filePath(u"killed%1.ashiato"_s.arg(round));
        int accepted = 0;
        for (int chances = 0;; ++chances) { // some cases are killed again and again
            const bool finish = chances >= 4 || kills >= wanted;
            const Run once = run(path, finish ? -1 : random.bounded(int(undisturbed.ms)));
            accepted = std::max(accepted, once.accepted);
            if (once.killed) {
                ++kills;
                if (QFileInfo::exists(path + u"/case.sqlite"_s)) {
                    const int there = actsIn(path);
                    QVERIFY2(there >= accepted, qPrintable(u"%1 acts, %2 were accepted"_s.arg(there).arg(accepted)));
                }
                continue;
            }
            QVERIFY2(once.exitCode == 0, qPrintable(u"round %1: exit %2 %3"_s.arg(round).arg(once.exitCode).arg(once.errors)));
            break;
        }
        const QString got = dumpOf(path);
        QCOMPARE(actsIn(path), kActs);
        if (got != expected) {
            for (const auto &[name, text] : {std::pair(u"/tmp/ashiato-kill.expected"_s, expected), std::pair(u"/tmp/ashiato-kill.actual"_s, got)})
                writeFile(name, text.toUtf8());
            QFAIL(qPrintable(u"round %1: the case differs; diff /tmp/ashiato-kill.expected /tmp/ashiato-kill.actual"_s.arg(round)));
        }
        QVERIFY(QDir(path).removeRecursively());
    }
}

QTEST_GUILESS_MAIN(KillTest)
#include "tst_kill.moc"
