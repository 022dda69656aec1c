// SPDX-License-Identifier: Apache-2.0
// The real worker on real evidence: locked, with no descriptor but its own, and reading all the same.
#include "models/jobs/evidencefiles.h"
#include "models/jobs/workerhost.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
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

class Files : public BatchReceiver
{
public:
    void receive(quint32, RecordBatch &&batch) override
    {
        const std::lock_guard lock(mutex);
        for (const VolumeRecord &volume : batch.volumes)
            fileSystems << batch.strings.text(volume.fileSystem);
        for (const FileRecord &file : batch.files) {
            const QString path = batch.strings.text(file.directory) + batch.strings.text(file.name);
            files.insert(path, file);
            importers.insert(path, batch.strings.text(file.importer));
        }
        for (const EventRecord &event : batch.events)
            types[batch.strings.text(event.type)]++;
        for (const WarningRecord &warning : batch.warnings)
            warnings << errorCodeId(ErrorCode(warning.code)) + u' ' + batch.strings.text(warning.path);
        for (const HashRecord &hash : batch.hashes)
            sha256.insert(hash.fileId, QByteArray(reinterpret_cast<const char *>(hash.sha256), 32));
    }
    std::mutex mutex;
    QStringList fileSystems, warnings;
    QHash<QString, FileRecord> files;
    QHash<QString, QString> importers;
    QHash<QString, int> types;
    QHash<quint64, QByteArray> sha256;
};

bool runTool(const QString &program, const QStringList &arguments, const QString &input = {})
{
    QProcess process;
    if (!input.isEmpty())
        process.setStandardInputFile(input);
    process.start(program, arguments);
    return process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

const QByteArray kLogLine =
    "1791953520.123     45 10.0.0.5 TCP_MISS/200 1234 GET http://example.jp/ sato HIER_DIRECT/192.0.2.7 text/html\n";

} // namespace

class WorkerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanup() { m_host.reset(); }
    void greets();
    void readsLocked_data();
    void readsLocked();

private:
    bool run(TaskRequest task);

    QTemporaryDir m_dir;
    QString m_folder, m_raw, m_e01;
    std::unique_ptr<WorkerHost> m_host;
    std::shared_ptr<Files> m_files;
    TaskDoneMessage m_done;
    quint32 m_task = 0;
};

void WorkerTest::initTestCase()
{
    m_folder = m_dir.filePath(u"folder"_s);
    QVERIFY(QDir().mkpath(m_folder + u"/logs"_s));
    for (const auto &[name, text] : {std::pair(u"/logs/access.log"_s, kLogLine.repeated(500)), std::pair(u"/memo.txt"_s, QByteArray("memo"))}) {
        QFile file(m_folder + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    m_raw = m_dir.filePath(u"image.dd"_s);
    QFile raw(m_raw);
    QVERIFY(raw.open(QIODevice::WriteOnly));
    QVERIFY(raw.resize(8 << 20));
    raw.close();
    QVERIFY(runTool(u"/sbin/mke2fs"_s, {u"-q"_s, u"-F"_s, u"-t"_s, u"ext4"_s, u"-d"_s, m_folder, m_raw}));
    // Four segments: the sets that libewf or the own reader open through their descriptors.
    const QString target = m_dir.filePath(u"set"_s);
    QVERIFY(runTool(u"ewfacquirestream"_s, {u"-q"_s, u"-t"_s, target, u"-S"_s, u"2MiB"_s, u"-c"_s, u"none"_s, u"-f"_s, u"encase6"_s}, m_raw));
    m_e01 = target + u".E01"_s;
    QVERIFY(QFile::exists(m_dir.filePath(u"set.E03"_s)));
}

bool WorkerTest::run(TaskRequest task)
{
    task.task = ++m_task;
    QSignalSpy done(m_host.get(), &WorkerHost::taskDone), ended(m_host.get(), &WorkerHost::ended);
    m_host->runTask(task, m_files);
    if (!QTest::qWaitFor([&] { return !done.isEmpty() || !ended.isEmpty(); }, 30'000) || done.isEmpty())
        return false;
    m_done = done[0][1].value<TaskDoneMessage>();
    return m_done.error == ErrorCode::None;
}

void WorkerTest::greets()
{
    WorkerSettings settings;
    settings.program = QStringLiteral(ASHIATO_BIN_DIR "/ashiato-worker");
    m_host = std::make_unique<WorkerHost>(settings);
    QSignalSpy hello(m_host.get(), &WorkerHost::hello);
    QVERIFY(m_host->start());
    QVERIFY(hello.wait(60'000));
    QStringList ids;
    const auto message = hello[0][0].value<HelloMessage>();
    for (const ImporterDescriptor &importer : message.importers)
        ids << importer.id;
    QVERIFY2(ids.contains(u"evtx"_s) && ids.contains(u"squid"_s), qPrintable(ids.join(u' ')));
    QProcess person;
    person.start(settings.program, {});
    QVERIFY(person.waitForFinished(60'000));
    QCOMPARE(person.exitCode(), 2);
}

void WorkerTest::readsLocked_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("format");
    QTest::newRow("folder") << 0 << u"folder"_s;
    QTest::newRow("raw") << 1 << u"raw"_s;
    QTest::newRow("split E01") << 2 << u"E01"_s;
}

void WorkerTest::readsLocked()
{
    QFETCH(int, which);
    QFETCH(QString, format);
    const QString path = which == 0 ? m_folder : which == 1 ? m_raw : m_e01;
    WorkerSettings settings;
    settings.program = QStringLiteral(ASHIATO_BIN_DIR "/ashiato-worker");
    m_host = std::make_unique<WorkerHost>(settings);
    m_files = std::make_shared<Files>();
    const int leaky = ::open("/etc/passwd", O_RDONLY); // not close-on-exec, on purpose
    QVERIFY(m_host->start());
    ::close(leaky);
    const auto files = findEvidenceFiles(path);
    OpenRequest request;
    request.kind = files->kind;
    request.name = files->name;
    request.segmentNames = files->segments;
    request.folderPath = files->kind == EvidenceKind::Folder ? files->location : QString();
    QSignalSpy opened(m_host.get(), &WorkerHost::opened);
    m_host->open(request, *openEvidenceFiles(*files));
    QVERIFY(opened.wait(60'000));
    const auto message = opened[0][0].value<OpenedMessage>();
    QCOMPARE(message.error, ErrorCode::None);
    QVERIFY2(message.format.contains(format), qPrintable(message.format));
#ifdef ASHIATO_SANITIZED
    QCOMPARE(message.locks, (QStringList{u"rlimit"_s, u"landlock"_s}));
#else
    QCOMPARE(message.locks, (QStringList{u"rlimit"_s, u"landlock"_s, u"seccomp"_s}));
    QFile status(u"/proc/%1/status"_s.arg(m_host->processId()));
    QVERIFY(status.open(QIODevice::ReadOnly));
    const QByteArray text = status.readAll();
    QVERIFY(text.contains("\nSeccomp:\t2\n") && text.contains("\nNoNewPrivs:\t1\n"));
#endif

    TaskRequest volumes;
    volumes.kind = TaskKind::Volumes;
    QVERIFY(run(volumes));
    const quint64 next = m_done.nextFileId;
    TaskRequest walk;
    walk.kind = TaskKind::Walk;
    walk.firstFileId = next;
    const FileRecord root = *m_files->files.constBegin();
    UnitRequest unit;
    unit.unit = root.id;
    unit.path = u"/"_s;
    LocatorStep step;
    step.access = root.access;
    step.volume = root.volume;
    step.inode = root.inode;
    unit.locator = {step};
    walk.units = {unit};
    QVERIFY(run(walk));
    QVERIFY2(m_files->warnings.isEmpty(), qPrintable(m_files->warnings.join(u'\n')));
    QVERIFY(m_files->files.contains(u"/logs/access.log"_s));

    const auto log = m_files->files.value(u"/logs/access.log"_s);
    UnitRequest file;
    file.unit = log.id;
    file.path = u"/logs/access.log"_s;
    file.importer = m_files->importers.value(file.path);
    step.access = log.access;
    step.path = log.access == AccessMethod::FolderPath ? u"logs/access.log"_s : QString();
    step.volume = log.volume;
    step.inode = log.inode;
    step.attributeType = log.attributeType;
    step.attributeId = log.attributeId;
    step.sequence = log.sequence;
    file.locator = {step};
    TaskRequest import;
    import.kind = TaskKind::Import;
    import.units = {file};
    QVERIFY(run(import));
    QCOMPARE(m_files->types.value(u"squid:access"_s), 500);
    import.kind = TaskKind::Hash;
    QVERIFY(run(import));
    QCOMPARE(m_files->sha256.value(log.id).toHex(),
             QCryptographicHash::hash(kLogLine.repeated(500), QCryptographicHash::Sha256).toHex());

    // Nothing but /dev/null, its socket and its evidence.
    QSet<QString> targets;
    const QDir descriptors(u"/proc/%1/fd"_s.arg(m_host->processId()));
    for (const QFileInfo &entry : descriptors.entryInfoList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        char target[4096] = {};
        const ssize_t n = ::readlink(QFile::encodeName(entry.filePath()).constData(), target, sizeof(target));
        if (n > 0)
            targets.insert(QString::fromUtf8(target, int(n)));
    }
    targets.remove(u"/dev/null"_s);
    if (which == 0)
        targets.remove(m_folder);
    for (const QString &name : files->segments)
        targets.remove(m_dir.filePath(name));
    QCOMPARE(targets.size(), 1);
    QVERIFY(targets.constBegin()->startsWith(u"socket:"_s));
}

QTEST_GUILESS_MAIN(WorkerTest)
#include "tst_worker.moc"
