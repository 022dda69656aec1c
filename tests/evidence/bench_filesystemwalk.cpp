// SPDX-License-Identifier: Apache-2.0
// bench_filesystemwalk IMAGE: walks an image into batches as the worker encodes them, and prints rows and time.
#include "tests/evidence/filesystemtesting.h"

#include <QCoreApplication>
#include <QElapsedTimer>

using namespace ashiato;

namespace
{

/// Encodes full batches and forgets them, as the worker does.
class EncodingSink : public RecordingSink
{
public:
    bool endRecord(qint64, quint32) override
    {
        if (batch().files.size() + batch().events.size() >= 20000)
            flush();
        return true;
    }
    bool advance(qint64, qint64, const QString &) override { return true; }
    void flush()
    {
        files += qint64(batch().files.size());
        events += qint64(batch().events.size());
        bytes += encodeBatch(batch()).size();
        batch().clear();
    }

    qint64 files = 0, events = 0, bytes = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc != 2) {
        qWarning("usage: bench_filesystemwalk IMAGE");
        return 2;
    }
    QElapsedTimer clock;
    clock.start();
    OpenedImage image({QString::fromLocal8Bit(argv[1])});
    if (!image.reader)
        return 1;
    FileSystemWalker walker(*image.reader);
    EncodingSink sink;
    const auto done = walkAll(walker, sink);
    sink.flush();
    qInfo("%lld rows, %lld events, %lld bytes of batches, %lld ms%s", sink.files, sink.events, sink.bytes,
          clock.elapsed(), done ? "" : ", failed");
    return done ? 0 : 1;
}
