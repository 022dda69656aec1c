// SPDX-License-Identifier: Apache-2.0
#include "models/records/frame.h"
#include "models/records/messages.h"

#include <QCborValue>
#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace ashiato;

namespace
{

/// Gives the decoder the next bytes of a stream, at most so many; true where they complete a frame.
bool feed(FrameDecoder &decoder, QByteArrayView &left, qsizetype most, Frame &frame)
{
    const auto room = decoder.room();
    const qsizetype count = qMin(qMin(most, left.size()), qsizetype(room.size()));
    std::copy_n(left.data(), count, room.data());
    left = left.sliced(count);
    return decoder.arrived(count, frame);
}

} // namespace

class TestMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void taskRoundTrip()
    {
        TaskRequest task;
        task.task = 3;
        task.kind = TaskKind::Import;
        UnitRequest unit;
        unit.unit = 42;
        unit.path = QStringLiteral("/vol2/Windows/System32/winevt/Logs/Security.evtx");
        LocatorStep step;
        step.access = AccessMethod::FileSystem;
        step.inode = 91377;
        step.volumeOffset = 1048576;
        unit.locator.push_back(step);
        unit.skips = {5, 9};
        task.units.push_back(unit);
        const auto back = decode<TaskRequest>(encode(task));
        QVERIFY(back);
        QCOMPARE(back->kind, TaskKind::Import);
        QCOMPARE(back->units.size(), size_t(1));
        QCOMPARE(back->units[0].path, unit.path);
        QCOMPARE(back->units[0].locator[0].inode, quint64(91377));
        QCOMPARE(back->units[0].skips, unit.skips);
    }

    void wrongTypesAreRefused()
    {
        QCborMap map;
        map.insert(QStringLiteral("kind"), 99);
        QVERIFY(!decode<TaskRequest>(QCborValue(map).toCbor()));
        map.insert(QStringLiteral("kind"), QStringLiteral("walk"));
        QVERIFY(!decode<TaskRequest>(QCborValue(map).toCbor()));
        QVERIFY(!decode<TaskRequest>(QByteArrayView("\xff\x00", 2)));
        QVERIFY(!decode<TaskRequest>(QByteArrayView()));
    }

    void framesAreCutFromAnySplit()
    {
        QByteArray stream;
        for (quint32 i = 0; i < 5; ++i)
            stream += encodeFrame({FrameType::Progress, i, QByteArray(int(i * 7), 'x')});
        for (qsizetype piece = 1; piece < stream.size(); ++piece) {
            FrameDecoder decoder;
            quint32 seen = 0;
            Frame frame;
            for (QByteArrayView left(stream); !left.isEmpty();) {
                if (!feed(decoder, left, piece, frame))
                    continue;
                QCOMPARE(frame.task, seen);
                QCOMPARE(frame.payload, QByteArray(int(seen * 7), 'x'));
                ++seen;
            }
            QCOMPARE(seen, quint32(5));
            QVERIFY(!decoder.failed());
        }
    }

    void garbageFailsTheDecoder()
    {
        FrameDecoder decoder;
        const QByteArray garbage(64, '\xff');
        Frame frame;
        for (QByteArrayView left(garbage); !left.isEmpty() && !decoder.failed();)
            QVERIFY(!feed(decoder, left, left.size(), frame));
        QVERIFY(decoder.failed());
    }

    void descriptorsTravelBesideTheHeader()
    {
        int ends[2];
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
        const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        QVERIFY(writeFrameWithDescriptors(ends[0], {FrameType::Open, 1, QByteArrayLiteral("hello")}, {null, null}));
        std::vector<int> got;
        const auto frame = readFrame(ends[1], &got);
        QVERIFY(frame);
        QCOMPARE(frame->payload, QByteArrayLiteral("hello"));
        QCOMPARE(got.size(), size_t(2));
        for (const int fd : got) {
            QVERIFY(::fcntl(fd, F_GETFD) & FD_CLOEXEC);
            ::close(fd);
        }
        ::close(null);
        ::close(ends[0]);
        const auto gone = readFrame(ends[1]);
        QVERIFY(!gone);
        QCOMPARE(gone.error().code, ErrorCode::Truncated);
        ::close(ends[1]);
    }
};

QTEST_APPLESS_MAIN(TestMessages)
#include "tst_messages.moc"
