// SPDX-License-Identifier: Apache-2.0
// One worker under its host: the protocol, the lock, and every way in which a worker can go wrong.
#include "models/jobs/evidencefiles.h"
#include "models/jobs/workerhost.h"

#include <QDir>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

/// Keeps what came, in words.
class Kept : public BatchReceiver
{
public:
    void receive(quint32, RecordBatch &&batch) override
    {
        const std::lock_guard lock(mutex);
        for (const FileRecord &file : batch.files)
            files.insert(batch.strings.text(file.name), file.id);
        for (const EventRecord &event : batch.events)
            lines << batch.strings.text(event.action);
        for (const WarningRecord &warning : batch.warnings)
            warnings << batch.strings.text(warning.path);
        for (const UnitMark &mark : batch.marks) {
            if (mark.kind == MarkKind::Done)
                done << mark.unit;
            position = mark.position;
        }
    }
    std::mutex mutex;
    QHash<QString, quint64> files;
    QStringList lines, warnings;
    QList<quint64> done;
    qint64 position = 0;
};

FileLocator locatorOf(const QString &path)
{
    LocatorStep step;
    step.access = AccessMethod::FolderPath;
    step.path = path;
    return {step};
}

UnitRequest fileUnit(quint64 unit, const QString &name)
{
    UnitRequest request;
    request.unit = unit;
    request.locator = locatorOf(name);
    request.path = u'/' + name;
    return request;
}

TaskRequest taskOf(quint32 task, TaskKind kind, quint64 firstFileId = 1)
{
    TaskRequest request;
    request.task = task;
    request.kind = kind;
    request.firstFileId = firstFileId;
    return request;
}

ReadRequest readOf(const QString &name, qint64 offset, qint64 size)
{
    ReadRequest request;
    request.locator = locatorOf(name);
    request.offset = offset;
    request.size = size;
    return request;
}

WorkerSettings settingsOf(const QString &program)
{
    WorkerSettings settings;
    settings.program = program;
    return settings;
}

QString testWorker() { return QCoreApplication::applicationDirPath() + u"/ashiato-worker-test"_s; }

} // namespace

class WorkerHostTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void walksAndImports();
    void isLocked();
    void holdsNoOtherDescriptor();
    void survivesBadWorkers_data();
    void survivesBadWorkers();
    void carefulModeNamesThePosition();
    void stepsOverSkips();
    void cancelsQuickly_data();
    void cancelsQuickly();
    void pausesAndResumes();
    void readsWindows();
    void takesManyDescriptors();
    void refusesStrangers();

private:
    bool openFolder(int hangMs = 30'000, qint64 memoryMib = 3072);
    TaskRequest importOf(const QString &name, bool careful = false) const;
    bool run(const TaskRequest &task, int timeoutMs = 60'000);
    void write(const QString &name, const QByteArray &text) const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<Kept> m_kept;
    std::unique_ptr<WorkerHost> m_host;
    OpenedMessage m_opened;
    std::optional<TaskDoneMessage> m_done;
    std::optional<WorkerEnd> m_end;
};

void WorkerHostTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_dir = std::make_unique<QTemporaryDir>();
    m_kept = std::make_shared<Kept>();
    m_done.reset();
    m_end.reset();
}

void WorkerHostTest::cleanup() { m_host.reset(); }

void WorkerHostTest::write(const QString &name, const QByteArray &text) const
{
    const QString path = m_dir->filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

bool WorkerHostTest::openFolder(int hangMs, qint64 memoryMib)
{
    WorkerSettings settings = settingsOf(testWorker());
    settings.hangMs = hangMs;
    settings.memoryMib = memoryMib;
    m_host = std::make_unique<WorkerHost>(settings);
    connect(m_host.get(), &WorkerHost::opened, this, [this](const OpenedMessage &message) { m_opened = message; });
    connect(m_host.get(), &WorkerHost::taskDone, this, [this](quint32, const TaskDoneMessage &done) { m_done = done; });
    connect(m_host.get(), &WorkerHost::ended, this, [this](const WorkerEnd &end) { m_end = end; });
    QSignalSpy opened(m_host.get(), &WorkerHost::opened);
    if (!m_host->start())
        return false;
    const auto files = findEvidenceFiles(m_dir->path());
    OpenRequest request;
    request.kind = files->kind;
    request.folderPath = files->location;
    m_host->open(request, *openEvidenceFiles(*files));
    return opened.wait(60'000);
}

TaskRequest WorkerHostTest::importOf(const QString &name, bool careful) const
{
    TaskRequest task = taskOf(7, TaskKind::Import);
    task.careful = careful;
    task.units.push_back(fileUnit(5, name));
    return task;
}

bool WorkerHostTest::run(const TaskRequest &task, int timeoutMs)
{
    m_done.reset();
    m_host->runTask(task, m_kept);
    return QTest::qWaitFor([this] { return m_done || m_end; }, timeoutMs);
}

void WorkerHostTest::walksAndImports()
{
    write(u"a.lines"_s, "one\ntwo\n");
    write(u"sub/b.lines"_s, "three\n");
    QVERIFY(openFolder());
    QVERIFY(run(taskOf(1, TaskKind::Volumes)));
    QCOMPARE(m_done->error, ErrorCode::None);
    QCOMPARE(m_done->nextFileId, quint64(2));
    TaskRequest walk = taskOf(2, TaskKind::Walk, 2);
    walk.units.push_back(fileUnit(1, {}));
    QVERIFY(run(walk));
    QCOMPARE(m_done->error, ErrorCode::None);
    QCOMPARE(m_kept->files.size(), 4);
    QCOMPARE(m_kept->done.size(), 3); // volumes, root, sub
    TaskRequest task = importOf(u"a.lines"_s);
    task.units.push_back(fileUnit(6, u"sub/b.lines"_s));
    QVERIFY(run(task));
    QCOMPARE(m_kept->lines, (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    QVERIFY(m_kept->warnings.isEmpty());
    QVERIFY(m_kept->done.endsWith(6));
}

void WorkerHostTest::isLocked()
{
    write(u"a.lines"_s, "!sandbox\n");
    QVERIFY(openFolder());
#ifdef ASHIATO_SANITIZED
    QCOMPARE(m_opened.locks, (QStringList{u"rlimit"_s, u"landlock"_s}));
#else
    QCOMPARE(m_opened.locks, (QStringList{u"rlimit"_s, u"landlock"_s, u"seccomp"_s}));
    QVERIFY(run(importOf(u"a.lines"_s)));
    QCOMPARE(m_kept->lines, QStringList{u"locked"_s});
#endif
}

void WorkerHostTest::holdsNoOtherDescriptor()
{
    QFile mine(u"/etc/passwd"_s); // QFile opens close-on-exec, so one more that is not
    QVERIFY(mine.open(QIODevice::ReadOnly));
    const int leaky = ::open("/etc/passwd", O_RDONLY); // NOLINT: without O_CLOEXEC on purpose
    write(u"a.lines"_s, "one\n");
    QVERIFY(openFolder());
    QStringList targets;
    const QDir descriptors(u"/proc/%1/fd"_s.arg(m_host->processId()));
    for (const QFileInfo &entry : descriptors.entryInfoList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        char target[4096] = {};
        const ssize_t n = ::readlink(QFile::encodeName(entry.filePath()).constData(), target, sizeof(target));
        QVERIFY(n > 0);
        const QString text = QString::fromUtf8(target, int(n));
        targets << (text.startsWith(u"socket:"_s) ? u"socket"_s : text);
    }
    ::close(leaky);
    targets.sort();
    QCOMPARE(targets, (QStringList{u"/dev/null"_s, u"/dev/null"_s, u"/dev/null"_s, m_dir->path(), u"socket"_s}));
}

void WorkerHostTest::survivesBadWorkers_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<ErrorCode>("cause");
    QTest::newRow("crash") << QByteArray("!crash") << ErrorCode::Crashed;
    QTest::newRow("abort") << QByteArray("!abort") << ErrorCode::Crashed;
    QTest::newRow("silent exit") << QByteArray("!exit") << ErrorCode::Crashed;
    QTest::newRow("hang") << QByteArray("!hang") << ErrorCode::Hung;
#ifndef ASHIATO_SANITIZED
    QTest::newRow("memory") << QByteArray("!eat") << ErrorCode::OutOfMemory;
#endif
    QTest::newRow("garbage") << QByteArray("!garbage") << ErrorCode::Protocol;
    QTest::newRow("answer to another question") << QByteArray("!answer") << ErrorCode::Protocol;
}

void WorkerHostTest::survivesBadWorkers()
{
    QFETCH(QByteArray, command);
    write(u"a.lines"_s, "one\n" + command + "\ntwo\n");
    // A short limit only where it is to be met: on a busy machine any worker is silent for half a second.
    QVERIFY(openFolder(command == "!hang" ? 2000 : 30'000, 512));
    QVERIFY(run(importOf(u"a.lines"_s)));
    QVERIFY(m_end.has_value());
    QTEST(m_end->cause, "cause");
    QCOMPARE(m_end->task, 7u);
}

void WorkerHostTest::carefulModeNamesThePosition()
{
    write(u"a.lines"_s, "one\n!crash\ntwo\n");
    QVERIFY(openFolder());
    QVERIFY(run(importOf(u"a.lines"_s, true)));
    QVERIFY(m_end.has_value());
    QVERIFY(m_end->unitKnown && m_end->stepped);
    QCOMPARE(m_end->unit, quint64(5));
    QCOMPARE(m_end->position, 4);
}

void WorkerHostTest::stepsOverSkips()
{
    write(u"a.lines"_s, "one\n!crash\ntwo\n");
    QVERIFY(openFolder());
    TaskRequest task = importOf(u"a.lines"_s);
    task.units[0].skips = {4};
    QVERIFY(run(task));
    QVERIFY(!m_end.has_value());
    QCOMPARE(m_kept->lines, (QStringList{u"one"_s, u"two"_s}));
}

void WorkerHostTest::cancelsQuickly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("dies");
    QTest::newRow("that looks") << QByteArray("!sleep 1\n").repeated(5000) << false;
    QTest::newRow("that does not") << QByteArray("one\n!hang\n") << true;
}

void WorkerHostTest::cancelsQuickly()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, dies);
    write(u"a.lines"_s, text);
    QVERIFY(openFolder());
    QSignalSpy progress(m_host.get(), &WorkerHost::progress);
    m_host->runTask(importOf(u"a.lines"_s), m_kept);
    QVERIFY(progress.wait(30'000));
    QTest::qWait(50); // so that it is past the look before the first line
    QElapsedTimer clock;
    clock.start();
    m_host->cancel();
    QVERIFY(QTest::qWaitFor([this] { return m_done || m_end; }, 20'000)); // long before a hang is noticed
    qInfo("cancelled within %lld ms", clock.elapsed());
    QCOMPARE(m_end.has_value(), dies);
    if (dies) {
        QCOMPARE(m_end->cause, ErrorCode::Cancelled);
    } else {
        QCOMPARE(m_done->error, ErrorCode::Cancelled);
        QVERIFY(m_kept->position > 0); // it can go on from here
        QVERIFY(m_kept->done.isEmpty());
    }
}

void WorkerHostTest::pausesAndResumes()
{
    write(u"a.lines"_s, QByteArray("!sleep 1\none\n").repeated(300));
    QVERIFY(openFolder(2000));
    QSignalSpy progress(m_host.get(), &WorkerHost::progress);
    m_host->runTask(importOf(u"a.lines"_s), m_kept);
    QVERIFY(progress.wait(60'000));
    m_host->pause();
    QTest::qWait(100); // for what was under way
    progress.clear();
    const auto count = [this] {
        const std::lock_guard lock(m_kept->mutex);
        return m_kept->lines.size();
    };
    const qsizetype before = count();
    QTest::qWait(2500); // longer than a hang: a paused worker is none
    QCOMPARE(count(), before);
    QCOMPARE(progress.size(), 0);
    QVERIFY(!m_done && !m_end);
    m_host->resume();
    QVERIFY(QTest::qWaitFor([this] { return m_done || m_end; }, 60'000));
    QVERIFY(m_done.has_value());
    QCOMPARE(m_kept->lines.size(), 300);
}

void WorkerHostTest::readsWindows()
{
    write(u"a.bin"_s, QByteArray("0123456789").repeated(200'000));
    QVERIFY(openFolder());
    QSignalSpy bytes(m_host.get(), &WorkerHost::bytesRead);
    m_host->read(1, readOf(u"a.bin"_s, 13, 5));
    m_host->read(2, readOf(u"a.bin"_s, 0, 8 << 20));
    m_host->read(3, readOf(u"none"_s, 0, 5));
    QTRY_COMPARE(bytes.size(), 3);
    const auto first = bytes[0][1].value<BytesMessage>();
    QCOMPARE(first.bytes, QByteArray("34567"));
    QCOMPARE(first.fileSize, 2'000'000);
    QCOMPARE(bytes[1][1].value<BytesMessage>().bytes.size(), 1 << 20); // a window, never more
    QCOMPARE(bytes[2][1].value<BytesMessage>().error, ErrorCode::NotFound);
}

void WorkerHostTest::takesManyDescriptors()
{
    write(u"a.lines"_s, "one\n");
    m_host = std::make_unique<WorkerHost>(settingsOf(testWorker()));
    QVERIFY(m_host->start());
    QSignalSpy opened(m_host.get(), &WorkerHost::opened);
    std::vector<int> descriptors;
    for (int i = 0; i < 700; ++i)
        descriptors.push_back(::open(QFile::encodeName(m_dir->path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    QCOMPARE(std::count(descriptors.begin(), descriptors.end(), -1), 0);
    m_host->open({}, descriptors);
    QVERIFY(opened.wait(60'000));
    const QDir held(u"/proc/%1/fd"_s.arg(m_host->processId()));
    QCOMPARE(held.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size(), 704);
    QCOMPARE(::fcntl(descriptors[0], F_GETFD), -1); // the host's are closed
}

void WorkerHostTest::refusesStrangers()
{
    WorkerHost missing(settingsOf(u"/nowhere/worker"_s));
    const auto started = missing.start();
    QVERIFY(!started);
    QCOMPARE(started.error().code, ErrorCode::NotFound);

    WorkerHost other(settingsOf(u"/bin/true"_s));
    QSignalSpy ended(&other, &WorkerHost::ended);
    QVERIFY(other.start());
    QVERIFY(ended.wait(60'000));
    QCOMPARE(ended[0][0].value<WorkerEnd>().cause, ErrorCode::Crashed);
}

QTEST_GUILESS_MAIN(WorkerHostTest)
#include "tst_workerhost.moc"
