// SPDX-License-Identifier: Apache-2.0
// bench_linelog FILE [IMPORTER [ROWS [MAPPING]]]: MB/s of one core from the bytes of a log to record batches, nothing written.
// Batches are emptied as the worker does it. tests/data/make_squid_log.py makes the file.
#include "importers/importer.h"
#include "tests/shared/memorysource.h"

#include <QFile>

#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace ashiato;

namespace
{

class DiscardingSink : public RecordSink
{
public:
    RecordBatch &batch() override { return m_batch; }
    void beginUnit(quint64) override {}
    bool endRecord(qint64, quint32) override
    {
        if (m_batch.events.size() >= rowsInBatch) {
            events += qint64(m_batch.events.size());
            for (const EventRecord &event : m_batch.events)
                bytesIn += event.bytesIn;
            m_batch.clear();
        }
        return true;
    }
    void endUnit() override {}
    bool step(qint64) override { return true; }
    bool advance(qint64, qint64, const QString &) override { return true; }
    void warn(ErrorCode, const QString &, const QString &, qint64, qint64, quint64, qint64) override { ++warnings; }
    quint64 nextFileId() override { return 1; }
    void end()
    {
        for (const EventRecord &event : m_batch.events)
            bytesIn += event.bytesIn;
        events += qint64(m_batch.events.size());
    }

    size_t rowsInBatch = 20'000; ///< As the worker has it
    qint64 events = 0;
    qint64 bytesIn = 0;
    qint64 warnings = 0;

private:
    RecordBatch m_batch;
};

/// Processor time of this thread: another job on the machine does not count.
double cpuSeconds()
{
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

} // namespace

int main(int argc, char **argv)
{
    QFile file(QString::fromLocal8Bit(argc > 1 ? argv[1] : ""));
    const Importer *importer = importerById(argc > 2 ? QString::fromLocal8Bit(argv[2]) : QStringLiteral("squid"));
    if (!importer || !file.open(QIODevice::ReadOnly)) {
        std::fputs("usage: bench_linelog FILE [IMPORTER [ROWS [MAPPING]]]\n", stderr);
        return 2;
    }
    MemorySource source(file.readAll());
    QFile mapping(QString::fromLocal8Bit(argc > 4 ? argv[4] : ""));
    const QByteArray mapped = argc > 4 && mapping.open(QIODevice::ReadOnly) ? mapping.readAll() : QByteArray();
    for (int round = 0; round < 3; ++round) {
        DiscardingSink sink;
        if (argc > 3)
            sink.rowsInBatch = size_t(std::atoi(argv[3]));
        ImportContext context{source, sink, 1, file.fileName(), {}, {}, {}, {}, {}, mapped, {}, kNoTime, 0, 0};
        const double begun = cpuSeconds();
        const auto result = importer->run(context);
        sink.end();
        const double seconds = cpuSeconds() - begun;
        std::printf("%s: %lld events, bytes in %lld, %lld warnings, %.3f s CPU, %.0f MB/s, %.2f M events/s\n",
                    result.ok() ? "ok" : "failed", sink.events, sink.bytesIn, sink.warnings, seconds,
                    double(source.size()) / 1e6 / seconds, double(sink.events) / 1e6 / seconds);
    }
    return 0;
}
