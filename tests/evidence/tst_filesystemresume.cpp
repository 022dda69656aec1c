// SPDX-License-Identifier: Apache-2.0
// A walk that was broken off: it goes on where it was, and gives what an undisturbed one gives.
#include "tests/evidence/sampleimages.h"

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

/// One line a row that does not depend on ids.
QStringList rowTexts(RecordingSink &sink)
{
    QHash<quint64, QString> paths;
    for (const FileRecord &row : sink.batch().files)
        paths.insert(row.id, pathOf(row, sink));
    QStringList texts;
    for (const FileRecord &row : sink.batch().files) {
        texts.append(u"%1 %2 %3 %4 %5 below %6"_s.arg(pathOf(row, sink), sink.text(row.inodeText))
                         .arg(row.size)
                         .arg(row.times[0])
                         .arg(row.flags)
                         .arg(paths.value(row.parentId)));
    }
    for (const EventRecord &event : sink.batch().events)
        texts.append(u"event %1 %2 %3"_s.arg(paths.value(event.subjectFileId)).arg(event.recordedNs).arg(event.macb));
    texts.sort();
    return texts;
}

} // namespace

class TestFileSystemResume : public QObject, private SampleImages
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make(); }
    void resumesAnywhere_data();
    void resumesAnywhere();
    void cancelsWithinTsk();
    void carefulSteps();
};

void TestFileSystemResume::resumesAnywhere_data()
{
    QTest::addColumn<QString>("image");
    QTest::newRow("ext4") << m_ext;
    QTest::newRow("fat12") << m_fat12;
    QTest::newRow("fat16") << m_fat16;
    if (!m_ntfs.isEmpty())
        QTest::newRow("ntfs") << m_ntfs;
}

void TestFileSystemResume::resumesAnywhere()
{
    QFETCH(QString, image);
    OpenedImage opened({image});
    RecordingSink whole;
    {
        FileSystemWalker walker(*opened.reader);
        QVERIFY(walkAll(walker, whole).ok());
    }
    const QStringList expected = rowTexts(whole);
    for (int stop = 0;; stop += stop < 12 ? 1 : 5) {
        RecordingSink sink;
        {
            FileSystemWalker walker(*opened.reader);
            QVERIFY(walker.volumes(sink).ok());
        }
        int rounds = 0;
        bool finished = false;
        while (!finished) {                          // once with the early stop, then to the end
            FileSystemWalker walker(*opened.reader); // a new worker knows nothing
            TaskRequest request;
            QSet<quint64> done;
            quint64 last = 0;
            for (const UnitMark &mark : sink.batch().marks) {
                if (mark.kind == MarkKind::Done)
                    done.insert(mark.unit);
                last = mark.kind == MarkKind::Begin ? mark.unit : 0;
            }
            for (const FileRecord &row : sink.batch().files) {
                if (!isWalkUnit(row) || done.contains(row.id))
                    continue;
                request.units.push_back(unitFor(row, sink));
                if (row.id == last)
                    request.units.back().position = sink.lastPosition;
            }
            for (const quint64 unit : done) {
                if (unit >= kOrphanUnit)
                    request.doneVolumes.push_back(quint32(unit - kOrphanUnit));
            }
            sink.lastPosition = 0;
            sink.cancelAfter = rounds++ == 0 ? stop : -1;
            const auto result = walker.walk(request, sink);
            QVERIFY(result.ok() || result.error().code == ErrorCode::Cancelled);
            finished = result.ok();
        }
        QCOMPARE(rowTexts(sink), expected);
        if (rounds == 1)
            break; // it was not stopped: all places were tried
    }
}

void TestFileSystemResume::cancelsWithinTsk()
{
    // The first progress, asked from within a read of TSK, says stop; nothing half-read may be taken for the truth.
    class StoppingSink : public RecordingSink
    {
    public:
        bool advance(qint64, qint64, const QString &) override { return false; }
    };
    OpenedImage opened({m_ext});
    RecordingSink whole;
    FileSystemWalker walker(*opened.reader);
    QVERIFY(walkAll(walker, whole).ok());
    class SlowReader : public ImageReader
    {
    public:
        explicit SlowReader(ImageReader &reader) : m_reader(reader) { m_info = reader.info(); }
        Result<qint64> read(qint64 offset, char *into, qint64 size, OnDamage onDamage) override
        {
            QThread::msleep(30);
            return m_reader.read(offset, into, size, onDamage);
        }
        Result<void> decodeInto(qint64 offset, char *into, qint64 size) override
        {
            return m_reader.decodeInto(offset, into, size);
        }

    private:
        ImageReader &m_reader;
    };
    SlowReader slow(*opened.reader);
    FileSystemWalker slowWalker(slow);
    StoppingSink stopping;
    const auto result = walkAll(slowWalker, stopping);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
    QVERIFY(stopping.batch().warnings.empty());
    RecordingSink again; // the same walker goes on with fresh handles
    QVERIFY(walkAll(slowWalker, again).ok());
    QCOMPARE(rowTexts(again), rowTexts(whole));
}

void TestFileSystemResume::carefulSteps()
{
    // Entry 3 of the root killed a worker before.
    OpenedImage opened({m_ext});
    FileSystemWalker walker(*opened.reader);
    RecordingSink sink;
    QVERIFY(walker.volumes(sink).ok());
    TaskRequest request;
    request.careful = true;
    request.units.push_back(unitFor(sink.batch().files.front(), sink));
    request.units.front().skips = {4};
    QVERIFY(walker.walk(request, sink).ok());
    int nameOnly = 0;
    for (const FileRecord &row : sink.batch().files) {
        if (row.flags & FileUnreadable) {
            ++nameOnly;
            QVERIFY(!sink.text(row.name).isEmpty());
            QCOMPARE(row.access, AccessMethod::None);
        }
    }
    QCOMPARE(nameOnly, 1);
    QCOMPARE(sink.batch().warnings.size(), 1u);
    QCOMPARE(ErrorCode(sink.batch().warnings[0].code), ErrorCode::Crashed);
}

QTEST_GUILESS_MAIN(TestFileSystemResume)
#include "tst_filesystemresume.moc"
