// SPDX-License-Identifier: Apache-2.0
// kill -9 of the host, and of the worker, at random moments of an import: nothing committed is lost, nothing is doubled,
// the finished case equals that of an undisturbed import, and the column cache that was made meanwhile one made anew. The
// kills are aimed in turn at the walk, at batches, at an act, at a checkpoint and at the making of the cache; what they
// met is printed. 20 kills, 200 with ASHIATO_LONG=1; the seed is printed (ASHIATO_SEED sets it).
#include "models/columns/columnstore.h"
#include "tests/jobs/importsamples.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <csignal>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

/// Folders, files and line files, one of which kills its worker: read by the test worker.
QString makeFolder(const QString &scratch)
{
    const QString root = scratch + u"/folder/"_s;
    for (int folder = 0; folder < 40; ++folder) {
        for (int file = 0; file < 50; ++file)
            writeFile(root + u"d%1/s%2/f%3.bin"_s.arg(folder).arg(file % 3).arg(file), "x");
        QByteArray text;
        for (int line = 0; line < 1500; ++line)
            text += QByteArray::number(folder) + " line " + QByteArray::number(line) + '\n';
        writeFile(root + u"d%1/log%1.lines"_s.arg(folder), text);
    }
    writeFile(root + u"bad.lines"_s, "one\n!crash\ntwo\n");
    return root;
}

} // namespace

class KillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void resumesAfterKills_data();
    void resumesAfterKills();

private:
    enum class Victim { Nobody, Host, Worker };
    enum class Moment { Walk, Batch, Act, Checkpoint, Cache, Count };
    struct Aim {
        Moment moment = Moment::Batch;
        qint64 afterMs = 0; ///< Walk, Batch: since the start
        int nth = 1;        ///< Act, Cache: which one of the run
        int us = 0;         ///< Cache: how far into it; the driver ends itself there
    };
    struct Run {
        bool killed = false;
        int exitCode = -1;
        int accepted = 0; ///< Acts that were accepted, in all
        qint64 ms = 0;
        QByteArray said; ///< Lines of the driver
        QString errors;
        bool isWithin(QByteArrayView begin, QByteArrayView end) const { return said.lastIndexOf(begin) > said.lastIndexOf(end); }
    };
    Run run(const QString &casePath, Victim victim, const Aim &aim) const;
    static bool waitFor(const Aim &aim, QProcess &driver, const QString &casePath, QByteArray &said);
    static void compareCache(const QString &casePath, const QString &scratch);
    void compare(const QString &casePath, const QString &expected, int round) const;
    static int actsIn(const QString &casePath);
    static QString dumpOf(const QString &casePath);

    QTemporaryDir m_dir;
    QString m_evidence, m_worker;
    static constexpr int kActs = 30;
};

void KillTest::resumesAfterKills_data()
{
    QTest::addColumn<QString>("worker");
    QTest::addColumn<bool>("image");
    QTest::newRow("folder, a bad importer") << testWorker() << false;
    QTest::newRow("image") << QStringLiteral(ASHIATO_BIN_DIR "/ashiato-worker") << true;
}

/// False: the driver ended before that moment came.
bool KillTest::waitFor(const Aim &aim, QProcess &driver, const QString &casePath, QByteArray &said)
{
    QElapsedTimer clock;
    clock.start();
    const QString database = casePath + u"/case.sqlite"_s;
    QDateTime written;
    while (driver.state() != QProcess::NotRunning) {
        said += driver.readAllStandardOutput();
        switch (aim.moment) {
        case Moment::Act:
            if (said.count("act ") >= aim.nth)
                return true;
            break;
        case Moment::Cache: break;
        case Moment::Checkpoint: {
            // Commits go to the log beside it; the database itself is written by checkpoints alone.
            const QDateTime now = QFileInfo(database).lastModified();
            if (said.contains("cache begun\n") && written.isValid() && now != written)
                return true;
            written = now;
            break;
        }
        default:
            if (clock.elapsed() >= aim.afterMs)
                return true;
        }
        driver.waitForReadyRead(1);
    }
    return false;
}

KillTest::Run KillTest::run(const QString &casePath, Victim victim, const Aim &aim) const
{
    Run result;
    QElapsedTimer clock;
    clock.start();
    QProcess driver;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"ASHIATO_WORKER"_s, m_worker);
    const bool itself = victim == Victim::Host && aim.moment == Moment::Cache;
    if (itself)
        environment.insert(u"ASHIATO_KILL_CACHE"_s, u"%1:%2"_s.arg(aim.nth).arg(aim.us));
    driver.setProcessEnvironment(environment);
    driver.start(QCoreApplication::applicationDirPath() + u"/jobsdriver"_s, {casePath, m_evidence, QString::number(kActs)});
    driver.waitForStarted();
    if (victim != Victim::Nobody && waitFor(aim, driver, casePath, result.said)) {
        if (victim == Victim::Host) {
            driver.kill();
            result.killed = true;
        } else if (const QList<qint64> workers = childrenOf(driver.processId()); !workers.isEmpty()) {
            ::kill(pid_t(workers.first()), SIGKILL);
            result.killed = true;
        }
    }
    // Long enough for a machine that is busy with other things; what does not end at all is said as such.
    driver.waitForFinished(600'000);
    const bool ended = driver.state() == QProcess::NotRunning;
    if (!ended) {
        driver.kill();
        driver.waitForFinished();
        result.errors = u"does not end: "_s;
    }
    result.killed |= itself && ended && driver.exitStatus() == QProcess::CrashExit;
    result.ms = clock.elapsed();
    result.exitCode = driver.exitStatus() == QProcess::NormalExit ? driver.exitCode() : -1;
    result.errors += QString::fromUtf8(driver.readAllStandardError());
    result.said = '\n' + result.said + driver.readAllStandardOutput();
    const QList<QByteArray> lines = result.said.trimmed().split('\n');
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

/// What the killed processes left of the column cache, brought up to date, against one made anew.
void KillTest::compareCache(const QString &casePath, const QString &scratch)
{
    auto opened = Case::open(casePath, CaseMode::ReadWrite);
    QVERIFY(opened);
    auto reader = *(*opened)->reader();
    ColumnStore kept((*opened)->cacheFolder(), ColumnStore::Use::Own), fresh(scratch, ColumnStore::Use::Own);
    for (ColumnStore *store : {&kept, &fresh}) {
        QVERIFY(store->open(*reader));
        for (bool more = true; more;) {
            const auto refreshed = store->refresh(*reader);
            QVERIFY(refreshed);
            more = *refreshed;
        }
        QVERIFY(store->compact(*reader));
    }
    const auto a = kept.events(), b = fresh.events();
    QCOMPARE(qint64(a->rows), *reader->eventCount());
    QCOMPARE(a->rows, b->rows);
    for (int field = 0; field < kEventFields; ++field) {
        if (EventField(field) == EventField::Details) // numbers of strings in their chunk
            continue;
        for (quint32 row = 0; row < a->rows; ++row) {
            if (a->value(row, EventField(field)) != b->value(row, EventField(field)))
                QFAIL(qPrintable(u"cache: row %1, field %2"_s.arg(row).arg(field)));
        }
    }
    QVERIFY(!a->isDamaged() && !b->isDamaged());
    QVERIFY(QDir(scratch).removeRecursively());
}

void KillTest::compare(const QString &casePath, const QString &expected, int round) const
{
    QCOMPARE(actsIn(casePath), kActs);
    const QString got = dumpOf(casePath);
    if (got == expected)
        return;
    const QString kept = QDir::tempPath() + u"/ashiato-kill"_s;
    for (const auto &[name, text] : {std::pair(kept + u".expected"_s, expected), std::pair(kept + u".actual"_s, got)}) {
        QFile file(name);
        if (file.open(QIODevice::WriteOnly))
            file.write(text.toUtf8());
    }
    QFAIL(qPrintable(u"round %1: the case differs; diff %2.expected %2.actual"_s.arg(round).arg(kept)));
}

void KillTest::resumesAfterKills()
{
    QFETCH(QString, worker);
    QFETCH(bool, image);
    m_worker = worker;
    m_evidence = image ? makeImage(m_dir.path()) : makeFolder(m_dir.path());
    QVERIFY(!m_evidence.isEmpty());
    const QString tag = QString::fromLatin1(QTest::currentDataTag()).left(3);
    const QString calm = m_dir.filePath(u"calm-%1.ashiato"_s.arg(tag));
    const Run undisturbed = run(calm, Victim::Nobody, {});
    QVERIFY2(undisturbed.exitCode == 0, qPrintable(undisturbed.errors));
    const QString expected = dumpOf(calm);
    QCOMPARE(actsIn(calm), kActs);
    QVERIFY(expected.count(u"\nevent|"_s) > 50'000);
    QCOMPARE(expected.count(u"\nwarning|"_s), image ? 0 : 1);

    bool given = false;
    quint32 seed = quint32(qEnvironmentVariableIntValue("ASHIATO_SEED", &given));
    if (!given)
        seed = QRandomGenerator::system()->generate() & 0x7fffffff;
    const int wanted = qEnvironmentVariableIsSet("ASHIATO_LONG") ? 100 : 10;
    qInfo("kills: %d, seed %u, an undisturbed import takes %lld ms, %lld rows", wanted, seed,
          static_cast<long long>(undisturbed.ms), static_cast<long long>(expected.count(u'\n')));
    QRandomGenerator random(seed);

    int kills = 0, aimed = 0;
    int met[int(Moment::Count)] = {};
    for (int round = 0; kills < wanted; ++round) {
        const QString path = m_dir.filePath(u"killed%1.ashiato"_s.arg(round));
        int accepted = 0;
        for (int chances = 0;; ++chances) { // some cases are killed again and again
            const bool finish = chances >= 4 || kills >= wanted;
            // A killed worker is started again by the host; one kill a case, since two in one place make a warning.
            const Victim victim = finish ? Victim::Nobody : image && chances == 0 && round % 2 == 0 ? Victim::Worker : Victim::Host;
            const Moment moment = victim == Victim::Host ? Moment(aimed++ % int(Moment::Count)) : Moment::Batch;
            Aim aim{moment, random.bounded(int(undisturbed.ms)), 1 + random.bounded(6), random.bounded(1'500)};
            if (moment == Moment::Walk)
                aim.afterMs /= 4;
            if (moment == Moment::Cache && random.bounded(2) == 0)
                aim.nth = 1'000'000, aim.us *= 20; // the last look, which puts all in order
            const Run once = run(path, victim, aim);
            accepted = std::max(accepted, once.accepted);
            kills += once.killed ? 1 : 0;
            if (once.killed) {
                const bool walked = once.said.contains("\nwalked\n");
                met[int(Moment::Walk)] += walked ? 0 : 1;
                met[int(Moment::Batch)] += walked ? 1 : 0;
                met[int(Moment::Act)] += once.isWithin("\nact ", "\naccepted ") ? 1 : 0;
                met[int(Moment::Checkpoint)] += aim.moment == Moment::Checkpoint ? 1 : 0;
                met[int(Moment::Cache)] += once.isWithin("\ncache begun", "\ncache ended") ? 1 : 0;
            }
            if (once.killed && victim == Victim::Host) {
                if (accepted > 0) {
                    const int there = actsIn(path);
                    QVERIFY2(there >= accepted, qPrintable(u"%1 acts, %2 were accepted"_s.arg(there).arg(accepted)));
                }
                // Killed while the case was being made: then there is none, and it is made anew.
                QVERIFY(!QFileInfo::exists(path) || actsIn(path) >= 0);
                continue;
            }
            QVERIFY2(once.exitCode == 0,
                     qPrintable(u"round %1: exit %2 %3"_s.arg(round).arg(once.exitCode).arg(once.errors)));
            break;
        }
        compare(path, expected, round);
        if (!QTest::currentTestFailed())
            compareCache(path, m_dir.filePath(u"fresh-cache"_s));
        if (QTest::currentTestFailed())
            return;
        QVERIFY(QDir(path).removeRecursively());
    }
    qInfo("killed before the walk was over: %d, behind it: %d; within an act: %d, a checkpoint: %d, the cache: %d",
          met[int(Moment::Walk)], met[int(Moment::Batch)], met[int(Moment::Act)], met[int(Moment::Checkpoint)],
          met[int(Moment::Cache)]);
}

QTEST_GUILESS_MAIN(KillTest)
#include "tst_kill.moc"
