// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filetimes.h"
#include "importers/evidence/imagereader.h"
#include "tests/shared/recordingsink.h"

#include <QTest>

using namespace ashiato;

namespace
{

/// An image of zeros whose bad ranges the test sets.
class ZeroImage : public ImageReader
{
public:
    Result<qint64> read(qint64, char *, qint64 size, OnDamage) override { return size; }
    Result<void> decodeInto(qint64, char *, qint64) override { return {}; }
    using ImageReader::addBadRange;
};

QString show(const std::vector<BadRange> &ranges)
{
    QStringList parts;
    for (const BadRange &range : ranges)
        parts += QStringLiteral("%1+%2:%3").arg(range.offset).arg(range.length).arg(errorCodeId(range.code));
    return parts.join(u' ');
}

} // namespace

class TestFileTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneEventForEachDistinctTime();
    void precisionAndZone();
    void types();
    void badRangesMerge();
};

void TestFileTimes::oneEventForEachDistinctTime()
{
    RecordingSink sink;
    FileRecord file;
    file.id = 7;
    const qint64 times[4] = {500, 300, 500, 300};
    std::copy(times, times + 4, file.times);
    file.fnTimes[3] = 300;
    file.flags = FileDeleted;
    emitFileTimeEvents(file, fileTimeTypes("ntfs"), sink);

    const auto &events = sink.batch().events;
    QCOMPARE(events.size(), size_t(3));
    QCOMPARE(events[0].recordedNs, 500);
    QCOMPARE(int(events[0].macb), MacbModified | MacbChanged);
    QCOMPARE(sink.text(events[0].type), QStringLiteral("fs:ntfs:si"));
    QCOMPARE(events[0].flags, quint32(EventFileTime | EventDeletedFile));
    QCOMPARE(events[0].subjectFileId, quint64(7));
    QCOMPARE(int(events[1].macb), MacbAccessed | MacbBorn);
    QCOMPARE(events[1].ordinal, 1u);
    QCOMPARE(sink.text(events[2].type), QStringLiteral("fs:ntfs:fn"));
    QCOMPARE(events[2].flags, quint32(EventFileTime | EventFnTime | EventDeletedFile));
    QCOMPARE(events[2].ordinal, 7u);
}

void TestFileTimes::precisionAndZone()
{
    // FAT at midnight: the accessed day is not the same statement as the modified second.
    RecordingSink sink;
    FileRecord file;
    file.id = 1;
    file.times[0] = file.times[1] = 86'400'000'000'000;
    file.precisionNs[0] = 2'000'000'000;
    file.precisionNs[1] = 86'400'000'000'000;
    file.basis = TimeBasis::Local;
    file.flags = FileZoneUnknown;
    emitFileTimeEvents(file, fileTimeTypes("fat16"), sink);
    const auto &events = sink.batch().events;
    QCOMPARE(events.size(), size_t(2));
    QCOMPARE(sink.text(events[0].type), QStringLiteral("fs:fat:time"));
    QCOMPARE(events[0].basis, TimeBasis::Local);
    QVERIFY(events[0].flags & EventZoneUnknown);
    QCOMPARE(events[1].precisionNs, 86'400'000'000'000);
}

void TestFileTimes::types()
{
    QCOMPARE(fileTimeTypes("ext4").standard, QByteArray("fs:ext:time"));
    QCOMPARE(fileTimeTypes("exfat").standard, QByteArray("fs:exfat:time"));
    QCOMPARE(fileTimeTypes("iso9660").standard, QByteArray("fs:iso9660:time"));
    QCOMPARE(fileTimeTypes("folder").standard, QByteArray("fs:folder:time"));
    QVERIFY(fileTimeTypes("ext4").name.isEmpty());
}

void TestFileTimes::badRangesMerge()
{
    ZeroImage image;
    image.addBadRange(100, 10, ErrorCode::Damaged);
    image.addBadRange(110, 10, ErrorCode::Damaged);
    image.addBadRange(130, 10, ErrorCode::Damaged);
    image.addBadRange(50, 10, ErrorCode::Damaged);
    QCOMPARE(show(image.badRanges()), QStringLiteral("50+10:damaged 100+20:damaged 130+10:damaged"));
    const quint64 count = image.badRangeCount();
    image.addBadRange(105, 5, ErrorCode::Damaged);
    QCOMPARE(image.badRangeCount(), count);
    image.addBadRange(140, 5, ErrorCode::Missing);
    QCOMPARE(show(image.badRanges()), QStringLiteral("50+10:damaged 100+20:damaged 130+10:damaged 140+5:missing"));
    image.addBadRange(55, 80, ErrorCode::Damaged);
    QCOMPARE(show(image.badRanges()), QStringLiteral("50+90:damaged 140+5:missing"));
    QVERIFY(image.touchesBadRange(139, 1));
    QVERIFY(image.touchesBadRange(0, 51));
    QVERIFY(!image.touchesBadRange(0, 50));
    QVERIFY(!image.touchesBadRange(145, 100));
}

QTEST_GUILESS_MAIN(TestFileTimes)
#include "tst_filetimes.moc"
