// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/batchcheck.h"

#include <QTest>

using namespace ashiato;

class BatchCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walkBringsFilesInOrder();
    void importStaysWithItsFiles();
    void marksNameUnitsOfTheTask();
    void knownFilesAreThoseThatWereClosed();

private:
    static TaskRequest task(TaskKind kind, std::initializer_list<quint64> units, quint64 firstFileId)
    {
        TaskRequest request;
        request.task = 1;
        request.kind = kind;
        request.firstFileId = firstFileId;
        for (const quint64 id : units) {
            UnitRequest unit;
            unit.unit = id;
            request.units.push_back(unit);
        }
        return request;
    }
    static FileRecord file(quint64 id, quint64 parent)
    {
        FileRecord record;
        record.id = id;
        record.parentId = parent;
        return record;
    }
};

void BatchCheckTest::walkBringsFilesInOrder()
{
    BatchCheck check(task(TaskKind::Walk, {3}, 10));
    RecordBatch good;
    good.files = {file(10, 3), file(11, 10)};
    good.marks = {{3, 1, 0, MarkKind::Checkpoint, {}}, {11, 0, 0, MarkKind::Begin, {}}, {kOrphanUnit + 2, 0, 0, MarkKind::Done, {}}};
    QVERIFY(check.check(good));
    for (const FileRecord &bad : {file(11, 3), file(9, 3), file(20, 20), file(20, 21), file(kOrphanUnit + 1, 3)}) {
        RecordBatch batch;
        batch.files = {bad};
        QVERIFY(!BatchCheck(check).check(batch)); // ids that were given, that are not its own, parents that come later
    }
}

void BatchCheckTest::importStaysWithItsFiles()
{
    BatchCheck check(task(TaskKind::Import, {5}, 1));
    RecordBatch batch;
    EventRecord event;
    event.fileId = 5;
    batch.events = {event};
    QVERIFY(check.check(batch));
    batch.events[0].fileId = 6;
    QVERIFY(!check.check(batch));
    batch.events[0].fileId = 5;
    batch.events[0].subjectFileId = 4;
    QVERIFY(!check.check(batch));
    batch.clear();
    batch.files = {file(10, 5)};
    QVERIFY(!check.check(batch));
    batch.clear();
    HashRecord hash;
    hash.fileId = 5;
    batch.hashes = {hash};
    QVERIFY(!check.check(batch)); // only a hash job hashes
    batch.clear();
    VolumeRecord volume;
    volume.id = 1;
    batch.volumes = {volume};
    QVERIFY(!check.check(batch));
}

void BatchCheckTest::marksNameUnitsOfTheTask()
{
    BatchCheck check(task(TaskKind::Hash, {5}, 1));
    RecordBatch batch;
    batch.marks = {{5, 0, 0, MarkKind::Done, {}}};
    QVERIFY(check.check(batch));
    batch.marks = {{6, 0, 0, MarkKind::Done, {}}};
    QVERIFY(!check.check(batch));
    BatchCheck verify(task(TaskKind::Verify, {}, 1));
    QVERIFY(!verify.check(batch));
    batch.marks = {{0, 4096, 0, MarkKind::Checkpoint, {}}};
    QVERIFY(verify.check(batch));
}

void BatchCheckTest::knownFilesAreThoseThatWereClosed()
{
    TaskRequest request = task(TaskKind::Expand, {5}, 100);
    request.units[0].onlyLocked = true;
    request.units[0].lockedIds = {7, 9};
    BatchCheck check(request);
    RecordBatch batch;
    batch.files = {file(9, 0), file(100, 9)}; // the second: a folder that only now shows
    batch.files[0].known = 1;
    QVERIFY(check.check(batch));
    for (const quint64 id : {5, 8, 100}) { // the container itself, a stranger, one of its own
        batch.files = {file(id, 0)};
        batch.files[0].known = 1;
        QVERIFY(!check.check(batch));
    }
    batch.files = {file(7, 0)}; // as a new row it would stand twice
    QVERIFY(!check.check(batch));
}

QTEST_GUILESS_MAIN(BatchCheckTest)
#include "tst_batchcheck.moc"
