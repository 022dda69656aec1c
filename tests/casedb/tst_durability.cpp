// SPDX-License-Identifier: Apache-2.0
// kill -9 at any moment, full disks and read-only places: what was accepted is there, and the case is whole.
#include "casefixture.h"
#include "models/casedb/caselock.h"
#include "models/casedb/sqlite/connection.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QScopeGuard>

#include <csignal>

#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace ashiato;

namespace
{

constexpr int kBatchRows = 500;

/// The victim: acts and batches without end. Each accepted act is told on stdout before the next one.
int writeUntilKilled(const QString &path)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    auto opened = Case::open(path, CaseMode::ReadWrite);
    if (!opened)
        return 2;
    CaseWriter &writer = *(*opened)->writer();
    auto reader = (*opened)->reader();
    const auto jobs = (*reader)->jobs();
    qint64 evidence = 0, import = 0;
    for (const JobRow &job : *jobs) {
        evidence = job.evidenceId;
        if (job.kind == TaskKind::Import)
            import = job.id;
    }
    // On from the mark, as a resumed worker would.
    const auto pending = (*reader)->pendingUnits(import);
    qint64 line = pending->front().position / 100;
    for (int n = 0;; ++n) {
        RecordBatch batch;
        for (int i = 0; i < kBatchRows; ++i, ++line)
            batch.events.push_back(proxyEvent(batch, 1, int(line)));
        batch.marks.push_back({1, line * 100, 0, MarkKind::Checkpoint, {}});
        if (!writer.submit(std::move(batch), {evidence, import, {}, {}}))
            writer.waitForRoom();
        if (n % 3 != 0)
            continue;
        const auto done = writer.act(Act::noteSet(TargetKind::File, 1, QStringLiteral("note %1").arg(line))).result();
        if (!done)
            return 3;
        const QByteArray told = QByteArray::number(done->entry) + ' ' + QByteArray::number(line) + '\n';
        if (::write(1, told.constData(), size_t(told.size())) < 0)
            return 4;
    }
}

/// A copy of a case in a file system that takes no writes; gone at the end.
class ReadOnlyCopy
{
public:
    /// False: not root, or mounting is not allowed here.
    bool mount(const QString &casePath)
    {
        const QByteArray target = QFile::encodeName(m_place.path());
        if (::geteuid() != 0 || ::mount("tmpfs", target.constData(), "tmpfs", 0, "size=4m") != 0)
            return false;
        m_mounted = true;
        return QDir().mkpath(path()) &&
               QFile::copy(casePath + QStringLiteral("/case.sqlite"), path() + QStringLiteral("/case.sqlite")) &&
               ::mount(nullptr, target.constData(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0;
    }
    ~ReadOnlyCopy()
    {
        if (m_mounted)
            ::umount2(QFile::encodeName(m_place.path()).constData(), MNT_DETACH);
    }
    QString path() const { return m_place.filePath(QStringLiteral("c.ashiato")); }

private:
    QTemporaryDir m_place;
    bool m_mounted = false;
};

} // namespace

class TestDurability : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAtAnyMoment()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        c.reader.reset();
        c.opened.reset();
        const int kills = qEnvironmentVariableIntValue("ASHIATO_KILLS") > 0 ? qEnvironmentVariableIntValue("ASHIATO_KILLS") : 12;
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u, %d kills", seed, kills);
        QRandomGenerator random(seed);
        qint64 rowsBefore = 0;
        for (int n = 0; n < kills; ++n) {
            QProcess victim;
            victim.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write"), c.path()});
            QVERIFY(victim.waitForStarted());
            QVERIFY(victim.waitForReadyRead(20'000)); // the first act
            QTest::qWait(random.bounded(60));
            victim.kill();
            QVERIFY(victim.waitForFinished());
            QCOMPARE(victim.exitStatus(), QProcess::CrashExit);
            const QByteArray told = victim.readAllStandardOutput();
            const QList<QByteArray> lines = told.left(told.lastIndexOf('\n')).split('\n');
            const QList<QByteArray> last = lines.back().split(' ');

            QVERIFY(c.reopen());
            QCOMPARE(c.one(QStringLiteral("SELECT count(*) >= %1 FROM journal").arg(last[0].toLongLong())), QStringLiteral("1"));
            QVERIFY(c.reader->verifyJournal());
            QVERIFY(c.reader->note(TargetKind::File, 1).value());
            QVERIFY(c.reader->note(TargetKind::File, 1).value()->text.mid(5).toLongLong() >= last[1].toLongLong());
            // Rows and marks agree: nothing is lost before the mark, nothing stands behind it, nothing stands twice.
            const qint64 position = c.reader->pendingUnits(c.import)->front().position;
            // A kill before the first batch finds neither.
            QCOMPARE(c.one(QStringLiteral("SELECT count(*) || ' ' || count(DISTINCT pos_offset) || ' ' || coalesce(max(pos_offset) + 100, 0) FROM event")),
                     QStringLiteral("%1 %1 %2").arg(position / 100).arg(position));
            QVERIFY(position / 100 >= rowsBefore);
            rowsBefore = position / 100;
            c.reader.reset();
            c.opened.reset();
            const auto plain = Connection::open(c.path() + QStringLiteral("/case.sqlite"), Connection::Mode::Write);
            QVERIFY(plain);
            QCOMPARE((*plain)->text("PRAGMA integrity_check").value(), QStringLiteral("ok"));
        }
        QVERIFY(rowsBefore > 0);
    }

    /// The log is emptied into the main file beside the writer, not when the case is closed.
    void committedRowsLeaveTheLog()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        c.reader.reset(); // holds nothing back
        qint64 line = 0;
        // Some 50 MiB of log: at most a checkpoint's 16 MiB of it may stay there, however the threads were scheduled.
        for (int n = 0; n < 80; ++n) {
            RecordBatch batch;
            for (int i = 0; i < 5000; ++i, ++line)
                batch.events.push_back(proxyEvent(batch, 1, int(line)));
            batch.marks.push_back({1, line * 100, 0, MarkKind::Checkpoint, {}});
            if (!c.writer().submit(std::move(batch), {c.evidence, c.import, {}, {}}))
                c.writer().waitForRoom();
        }
        QVERIFY(c.writer().flush().result());
        const auto size = [&](const char *name) { return QFileInfo(c.path() + QLatin1String(name)).size(); };
        QTRY_VERIFY2_WITH_TIMEOUT(size("/case.sqlite") > 20 << 20, qPrintable(QString::number(size("/case.sqlite"))), 60'000);
        QVERIFY2(size("/case.sqlite-wal") < 300 << 20, qPrintable(QString::number(size("/case.sqlite-wal"))));
    }

    void fullDiskKeepsTheCase()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        std::atomic<int> failures = 0;
        QObject::connect(&c.writer(), &CaseWriter::failed, &c.writer(), [&](const Error &error) {
            failures += error.code == ErrorCode::DiskFull ? 1 : 100;
        }, Qt::DirectConnection);
        // A file size limit stands for a full disk: writes past it fail, as they would there.
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit before;
        ::getrlimit(RLIMIT_FSIZE, &before);
        rlimit tight = before;
        tight.rlim_cur = 512 << 10;
        ::setrlimit(RLIMIT_FSIZE, &tight);
        qint64 line = 0;
        for (int n = 0; n < 8; ++n) {
            RecordBatch batch;
            for (int i = 0; i < 2000; ++i, ++line)
                batch.events.push_back(proxyEvent(batch, 1, int(line)));
            batch.marks.push_back({1, line * 100, 0, MarkKind::Checkpoint, {}});
            c.submit(std::move(batch), c.import);
        }
        const auto flushed = c.writer().flush().result();
        const auto act = c.writer().act(Act::caseSet({{QStringLiteral("client"), QString(700'000, u'x')}})).result();
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!flushed);
        QCOMPARE(flushed.error().code, ErrorCode::DiskFull);
        QVERIFY(!act);
        QCOMPARE(act.error().code, ErrorCode::DiskFull);
        QVERIFY(failures >= 1 && failures < 100);
        QVERIFY(c.reader->verifyJournal());
        // Space again: everything that was handed over is written once.
        c.writer().retry();
        QTRY_COMPARE(c.reader->eventCount().value(), line);
        QVERIFY(c.writer().flush().result());
        QCOMPARE(c.one(QStringLiteral("SELECT count(DISTINCT pos_offset) FROM event")), QString::number(line));
        QVERIFY(c.opened->close());
    }

    void readOnlyPlace()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        c.reader.reset();
        c.opened.reset();
        ReadOnlyCopy copy;
        if (!copy.mount(c.path()))
            QSKIP("cannot mount here");
        const auto writing = Case::open(copy.path(), CaseMode::ReadWrite);
        QVERIFY(!writing && writing.error().code == ErrorCode::ReadOnly);
        const auto looking = Case::open(copy.path(), CaseMode::ReadOnly);
        QVERIFY(looking);
        QVERIFY((*looking)->isImmutable());
        QCOMPARE((*looking)->reader().value()->fileCount().value(), 1);
        QVERIFY(!(*looking)->cacheFolder().startsWith(copy.path()));
        QVERIFY(!Case::create(copy.path() + QStringLiteral("-new"), {}, QStringLiteral("x")));
    }

    /// The folder of the cache is ours to name, whatever the case calls itself, and there is one without a home, too.
    void cacheOfAReadOnlyPlace()
    {
        CaseFixture c;
        QVERIFY(c.make());
        c.reader.reset();
        c.opened.reset();
        {
            const auto forger = Connection::open(c.path() + QStringLiteral("/case.sqlite"), Connection::Mode::Write);
            QVERIFY(forger && (*forger)->execute("UPDATE case_info SET value = '../../escaped' WHERE key = 'uid'"));
        }
        ReadOnlyCopy copy;
        if (!copy.mount(c.path()))
            QSKIP("cannot mount here");
        QTemporaryDir home;
        const QByteArray cacheBefore = qgetenv("XDG_CACHE_HOME"), runtimeBefore = qgetenv("XDG_RUNTIME_DIR");
        const auto restore = qScopeGuard([&] {
            qputenv("XDG_CACHE_HOME", cacheBefore);
            qputenv("XDG_RUNTIME_DIR", runtimeBefore);
        });
        qputenv("XDG_CACHE_HOME", QFile::encodeName(home.path()));
        {
            const auto looking = Case::open(copy.path(), CaseMode::ReadOnly);
            QVERIFY(looking);
            QCOMPARE(QFileInfo((*looking)->cacheFolder()).canonicalPath(), QFileInfo(home.filePath(QStringLiteral("ashiato"))).canonicalFilePath());
            // Left by a process that was killed (no process has this number).
            QVERIFY(QDir().mkpath((*looking)->cacheFolder().section(u'-', 0, -2) + QStringLiteral("-2147483646")));
            const auto another = Case::open(copy.path(), CaseMode::ReadOnly);
            QVERIFY(another);
            QCOMPARE(QDir(home.filePath(QStringLiteral("ashiato"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
        }
        QVERIFY(QDir(home.filePath(QStringLiteral("ashiato"))).isEmpty()); // nothing of the case stays behind
        qputenv("XDG_CACHE_HOME", "/proc/nowhere");
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(home.path()));
        const auto looking = Case::open(copy.path(), CaseMode::ReadOnly);
        QVERIFY(looking);
        QVERIFY((*looking)->cacheFolder().startsWith(home.path()));
    }

    /// A case is there, and opens, or it is not, and can be made.
    void killedWhileItIsMade()
    {
        QTemporaryDir folder;
        const quint32 seed = QRandomGenerator::global()->generate();
        QRandomGenerator random(seed);
        int none = 0;
        constexpr int kRounds = 60;
        QElapsedTimer clock;
        clock.start();
        QVERIFY(Case::create(folder.filePath(QStringLiteral("calm")), {}, QStringLiteral("x")));
        const int span = int(clock.nsecsElapsed() / 500);
        for (int n = 0; n < kRounds; ++n) {
            const QString path = folder.filePath(QStringLiteral("c%1.ashiato").arg(n));
            QProcess victim;
            victim.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--make"), path});
            QVERIFY(victim.waitForReadyRead(20'000)); // it begins
            ::usleep(useconds_t(random.bounded(span)));
            victim.kill();
            QVERIFY(victim.waitForFinished());
            if (QFileInfo::exists(path)) {
                const auto opened = Case::open(path, CaseMode::ReadWrite);
                QVERIFY2(opened.ok(), opened ? "" : qPrintable(opened.error().detail));
                QVERIFY((*opened)->reader().value()->verifyJournal());
            } else {
                ++none;
                const auto made = Case::create(path, {}, QStringLiteral("x"));
                QVERIFY2(made.ok(), made ? "" : qPrintable(made.error().detail));
            }
        }
        qInfo("seed %u: %d of %d killed before there was a case", seed, none, kRounds);
        const QStringList left = QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        QCOMPARE(left.size(), kRounds + 1);
    }

    void onlyOneMakesIt()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.ashiato"));
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral(".x.ashiato.new")));
        const auto lock = CaseLock::take(folder.filePath(QStringLiteral(".x.ashiato.new")));
        QVERIFY(lock.ok());
        const auto made = Case::create(path, {}, QStringLiteral("x"));
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Locked);
        QVERIFY(QFileInfo::exists(folder.filePath(QStringLiteral(".x.ashiato.new/lock"))));
    }

    void createOnFullDiskLeavesNothing()
    {
        QTemporaryDir folder;
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit before;
        ::getrlimit(RLIMIT_FSIZE, &before);
        rlimit tight = before;
        tight.rlim_cur = 20'000;
        ::setrlimit(RLIMIT_FSIZE, &tight);
        const auto made = Case::create(folder.filePath(QStringLiteral("x")), {}, QStringLiteral("x"));
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::DiskFull);
        QVERIFY(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == u"--write")
        return writeUntilKilled(arguments[2]);
    if (arguments.size() == 3 && arguments[1] == u"--make") {
        std::puts("begin");
        std::fflush(stdout);
        const auto made = Case::create(arguments[2], {}, QStringLiteral("x"));
        ::pause();
        return made ? 0 : 2;
    }
    TestDurability test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_durability.moc"
