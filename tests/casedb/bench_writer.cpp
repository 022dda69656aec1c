// SPDX-License-Identifier: Apache-2.0
// Rows a second from batches in memory to a committed case. Not a test: figures for tests/bench.
#include "models/casedb/act.h"
#include "models/casedb/case.h"
#include "models/casedb/casewriter.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <random>
#include <thread>
#include <utility>

using namespace ashiato;

namespace
{

constexpr int kBatchRows = 8192;
constexpr quint64 kLog = 1;

RecordBatch proxyBatch(std::mt19937 &random, qint64 &line)
{
    RecordBatch batch;
    if (line == 0)
        batch.marks.push_back({kLog, 0, 0, MarkKind::Begin, {}});
    const auto name = [&](const char *form, int most) {
        return batch.strings.intern(QString::asprintf(form, int(random() % quint32(most))));
    };
    for (int i = 0; i < kBatchRows; ++i, ++line) {
        EventRecord event;
        event.recordedNs = 1'790'000'000'000'000'000 + line * 7'000'000;
        event.precisionNs = 1'000'000;
        event.fileId = kLog;
        event.offset = line * 150;
        event.length = 150;
        event.type = batch.strings.intern(QByteArrayView("proxy:squid:request"));
        // A client is one person; few servers have most of the traffic.
        const int client = int(random() % 250);
        const int server = int(5000 * std::pow(double(random()) / double(random.max()), 5));
        event.source = batch.strings.intern(QString::asprintf("10.1.7.%d", client));
        event.account = batch.strings.intern(QString::asprintf("user%04d", client));
        event.destination = batch.strings.intern(QString::asprintf("203.0.%d.%d", server / 256, server % 256));
        event.domain = name("www%d.example.jp", 5000);
        event.protocol = batch.strings.intern(QByteArrayView("http"));
        event.action = batch.strings.intern(QByteArrayView("GET"));
        // Six of ten URLs stand once.
        event.url = random() % 10 < 6
                        ? batch.strings.add(QString::asprintf("http://www%d.example.jp/p/%lld/index.html",
                                                              int(random() % 5000), static_cast<long long>(line)).toUtf8())
                        : name("http://www%d.example.jp/logo.png", 20000);
        event.details = batch.strings.intern(QByteArrayView(R"({"result":"TCP_MISS","hierarchy":"HIER_DIRECT","mime":"text/html"})"));
        event.destinationPort = 80;
        event.status = 200;
        event.bytesIn = qint64(random() % 100'000);
        event.flags = EventMakesFlow;
        batch.events.push_back(event);
    }
    batch.marks.push_back({kLog, line * 150, 0, MarkKind::Checkpoint, {}});
    return batch;
}

RecordBatch fileBatch(quint64 &id)
{
    RecordBatch batch;
    const StringRef sid = batch.strings.intern(QByteArrayView("S-1-5-21-1-2-3-1001"));
    for (int i = 0; i < 2000; ++i, ++id) {
        FileRecord file;
        file.id = id;
        file.parentId = id / 100 + 1;
        file.name = batch.strings.add(QString::asprintf("file-%06d.docx", int(id)).toUtf8());
        file.directory = batch.strings.intern(QString::asprintf("/Users/yamada/folder-%d/", int(id / 100)));
        file.owner = sid;
        file.inode = id + 64;
        file.inodeText = batch.strings.add(QString::asprintf("%d-128-1", int(id + 64)).toUtf8());
        file.size = qint64(id);
        file.kind = file.nameKind = FileKind::File;
        file.access = AccessMethod::FileSystem;
        file.volume = 1;
        for (int t = 0; t < 4; ++t) {
            file.times[t] = file.fnTimes[t] = 1'790'000'000'000'000'000 + qint64(id) * 100;
            file.precisionNs[t] = 100;
        }
        batch.files.push_back(file);
        for (int t = 0; t < 2; ++t) {
            EventRecord event;
            event.recordedNs = file.times[0];
            event.precisionNs = 100;
            event.subjectFileId = id;
            event.type = batch.strings.intern(QByteArrayView("filesystem:ntfs:time"));
            event.macb = t ? 15 : 1;
            event.flags = EventFileTime;
            batch.events.push_back(event);
        }
    }
    return batch;
}

double cpuSeconds()
{
    static double before = 0;
    const double now = double(std::clock()) / CLOCKS_PER_SEC;
    return now - std::exchange(before, now);
}

/// Processor time stands beside the clock's, since a shared machine makes the latter swing.
void report(const char *what, qint64 rows, const QElapsedTimer &timer)
{
    const double wall = double(std::max<qint64>(timer.elapsed(), 1)) / 1000, cpu = cpuSeconds();
    std::printf("%-28s %8lld rows %7.2f s %9.0f rows/s  cpu %6.2f s\n", what, static_cast<long long>(rows), wall,
                double(rows) / wall, cpu);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const int total = argc > 1 ? atoi(argv[1]) : 1'000'000;
    QTemporaryDir folder(argc > 2 ? QString::fromLocal8Bit(argv[2]) + QStringLiteral("/bench-XXXXXX") : QString());
    auto made = Case::create(folder.filePath(QStringLiteral("bench")), {}, QStringLiteral("bench"));
    if (!made) {
        std::fprintf(stderr, "%s\n", qPrintable(made.error().detail));
        return 1;
    }
    CaseWriter &writer = *(*made)->writer();
    NewEvidence item;
    item.name = item.location = QStringLiteral("bench");
    const qint64 evidence = writer.act(Act::evidenceAdd(item)).result()->id;
    const qint64 walk = *writer.createJob(evidence, TaskKind::Walk, 1).result();
    const qint64 import = *writer.createJob(evidence, TaskKind::Import, 1, {{kLog, QStringLiteral("squid"), 80}}).result();

    std::mt19937 random(7);
    qint64 line = 0;
    std::vector<RecordBatch> batches;
    while (line < total)
        batches.push_back(proxyBatch(random, line));
    QElapsedTimer timer;
    cpuSeconds();
    timer.start();
    // An examiner works meanwhile: how long until an act is accepted.
    std::atomic<bool> importing = true;
    std::vector<qint64> waits;
    std::thread examiner([&] {
        for (int n = 0; importing; ++n) {
            QElapsedTimer wait;
            wait.start();
            (void)writer.act(Act::caseSet({{QStringLiteral("client"), QString::number(n)}})).result();
            waits.push_back(wait.nsecsElapsed() / 1'000'000);
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
        }
    });
    for (RecordBatch &batch : batches) {
        if (!writer.submit(std::move(batch), {evidence, import, {}, {}}))
            writer.waitForRoom();
    }
    if (!writer.flush().result())
        return 1;
    report("proxy events", line, timer);
    importing = false;
    examiner.join();
    std::sort(waits.begin(), waits.end());
    std::printf("%-28s %8zu acts   median %lld ms, p95 %lld ms, worst %lld ms\n", "acts meanwhile", waits.size(),
                static_cast<long long>(waits[waits.size() / 2]), static_cast<long long>(waits[waits.size() * 95 / 100]), static_cast<long long>(waits.back()));
    if (argc > 3) // the hot path alone, for a profiler
        return 0;
    timer.start();
    RecordBatch done;
    done.marks.push_back({kLog, line * 150, 0, MarkKind::Done, {}});
    writer.submit(std::move(done), {evidence, import, {}, {}});
    if (!writer.flush().result())
        return 1;
    report("flows of them", line, timer);

    batches.clear();
    quint64 id = 1;
    while (id < 200'000)
        batches.push_back(fileBatch(id));
    cpuSeconds();
    timer.start();
    for (RecordBatch &batch : batches) {
        if (!writer.submit(std::move(batch), {evidence, walk, {}, {}}))
            writer.waitForRoom();
    }
    if (!writer.flush().result())
        return 1;
    report("files, each with 2 times", qint64(id), timer);
    timer.start();
    if (!(*made)->close())
        return 1;
    report("close", 0, timer);
    std::printf("case.sqlite %lld MiB\n",
                static_cast<long long>(QFileInfo(folder.filePath(QStringLiteral("bench.ashiato/case.sqlite"))).size() >> 20));
    return 0;
}
