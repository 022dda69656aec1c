// SPDX-License-Identifier: Apache-2.0
#include "casefixture.h"

#include <QRegularExpression>

using namespace ashiato;

class TestCase : public QObject
{
    Q_OBJECT

private:
    /// One more exhibit, without a job yet; gives its row id.
    static qint64 addExhibit(CaseFixture &c)
    {
        NewEvidence item;
        item.name = QStringLiteral("b");
        item.location = QStringLiteral("/evidence/b");
        return c.writer().act(Act::evidenceAdd(item)).result()->id;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void batchBecomesRows()
    {
        CaseFixture c;
        QVERIFY(c.make(QStringLiteral("Asia/Tokyo")));
        QVERIFY(c.addLog(1));
        RecordBatch batch;
        batch.marks.push_back({1, 0, 0, MarkKind::Begin, {}});
        for (int i = 0; i < 100; ++i)
            batch.events.push_back(proxyEvent(batch, 1, i));
        batch.events[0].basis = TimeBasis::Local;
        batch.events[0].account = batch.strings.intern(QByteArrayView("yamada"));
        batch.events[0].flags |= EventRecovered;
        batch.marks.push_back({1, 10'000, 0, MarkKind::Checkpoint, {}});
        c.submit(std::move(batch), c.import);
        QVERIFY(c.writer().flush().result());

        QCOMPARE(c.reader->eventCount().value(), 100);
        QCOMPARE(c.one(QStringLiteral("SELECT time, type, severity, evidence, path, position, account, source, destination,"
                                      " destination_port, protocol, url, action, status, bytes_out, bytes_in, flags,"
                                      " message FROM v_event WHERE id = 1")),
                 QStringLiteral("2026-10-13T15:42:55.871Z|proxy:squid:request||E-01|/access.log|0+100|yamada|10.1.7.0|"
                                "203.0.113.0|443|https|https://example.jp/path/0?q=%E8%AB%8B|GET|200|10|1000|recovered|"
                                "GET https://example.jp/path/0?q=%E8%AB%8B 200"));
        QCOMPARE(c.one(QStringLiteral("SELECT time FROM v_event WHERE id = 2")), QStringLiteral("2026-10-14T00:42:56.871Z"));
        const auto rows = c.reader->events({2, 1});
        QVERIFY(rows);
        QCOMPARE(rows->size(), 2u);
        QCOMPARE((*rows)[0].id, 2);
        QCOMPARE((*rows)[1].account, QStringLiteral("yamada"));
        QCOMPARE((*rows)[1].shownNs, (*rows)[1].recordedNs - 9 * 3600 * 1'000'000'000ll);
        QCOMPARE(c.one(QStringLiteral("SELECT count(*) FROM v_flow")), QStringLiteral("0")); // not done yet

        // Resuming: the unit stands at its checkpoint; flows come with Done, from all its rows.
        const auto units = c.reader->pendingUnits(c.import);
        QVERIFY(units);
        QCOMPARE(units->size(), 1u);
        QCOMPARE(units->front().position, 10'000);
        QCOMPARE(units->front().importer, QStringLiteral("squid"));
        QCOMPARE(units->front().path, QStringLiteral("/access.log"));
        QCOMPARE(units->front().locator.size(), 1u);
        RecordBatch rest;
        for (int i = 100; i < 150; ++i)
            rest.events.push_back(proxyEvent(rest, 1, i));
        CoverageRecord coverage;
        coverage.fileId = 1;
        coverage.records = 150;
        coverage.importer = rest.strings.intern(QByteArrayView("weblog"));
        coverage.version = rest.strings.intern(QByteArrayView("3"));
        rest.coverage.push_back(coverage);
        rest.marks.push_back({1, 15'000, 0, MarkKind::Done, {}});
        c.submit(std::move(rest), c.import);
        QVERIFY(c.writer().flush().result());
        QVERIFY(c.reader->pendingUnits(c.import)->empty());
        QCOMPARE(c.one(QStringLiteral("SELECT sum(count), sum(bytes_in), sum(bytes_out), min(first), max(last) FROM v_flow")),
                 QStringLiteral("150|161175|1500|2026-10-13T15:42:55.871Z|2026-10-14T00:45:24.871Z"));
        QCOMPARE(c.one(QStringLiteral("SELECT importer, version FROM run WHERE unit = 1")), QStringLiteral("weblog|3"));
        QCOMPARE(c.one(QStringLiteral("SELECT count(*) FROM text WHERE value IN ('https', 'GET')")), QStringLiteral("2"));
    }

    void flowsAreTheSameHoweverTheyWereSummed()
    {
        QStringList results;
        for (const bool reopened : {false, true}) { // live sums; sums from the rows
            CaseFixture c;
            QVERIFY(c.make());
            QVERIFY(c.addLog(1));
            for (int part = 0; part < 3; ++part) {
                RecordBatch batch;
                if (part == 0)
                    batch.marks.push_back({1, 0, 0, MarkKind::Begin, {}});
                for (int i = part * 200; i < part * 200 + 200; ++i) {
                    batch.events.push_back(proxyEvent(batch, 1, i));
                    batch.events.back().bytesIn = i % 3 ? i : kUnknown;
                    batch.events.back().recordedNs = i % 11 ? batch.events.back().recordedNs : kNoTime;
                    batch.events.back().bytesOut = i % 50 ? 1 : std::numeric_limits<qint64>::max() - 5;
                }
                batch.marks.push_back({1, part * 20'000 + 20'000, 0, part == 2 ? MarkKind::Done : MarkKind::Checkpoint, {}});
                c.submit(std::move(batch), c.import);
                QVERIFY(c.writer().flush().result());
                if (part == 0 && reopened)
                    QVERIFY(c.reopen());
            }
            results.append(c.one(QStringLiteral("SELECT * FROM v_flow ORDER BY id")));
        }
        QCOMPARE(results[0].count(u'\n'), 349);
        QCOMPARE(results[0], results[1]);
        QVERIFY(results[0].contains(QStringLiteral("|9223372036854775807|"))); // capped, not wrapped
    }

    /// What no record tells is unknown and not 0; what some tell is the sum of those.
    void flowsOfUnknownSizeAreNotEmpty()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        RecordBatch batch;
        batch.marks.push_back({1, 0, 0, MarkKind::Begin, {}});
        for (int i = 0; i < 4; ++i) {
            batch.events.push_back(proxyEvent(batch, 1, 0)); // one flow
            batch.events.back().bytesOut = kUnknown;
            batch.events.back().bytesIn = i == 1 ? 70 : i == 2 ? 0 : kUnknown;
        }
        batch.marks.push_back({1, 100, 0, MarkKind::Done, {}});
        c.submit(std::move(batch), c.import);
        QVERIFY(c.writer().flush().result());
        QCOMPARE(c.one(QStringLiteral("SELECT bytes_out IS NULL, bytes_in, count FROM v_flow")), QStringLiteral("1|70|4"));
        const auto flows = c.reader->flows();
        QVERIFY(flows);
        QCOMPARE(flows->front().bytesOut, kUnknown);
        QCOMPARE(flows->front().bytesIn, 70);
    }

    /// The list of volumes was cancelled, so that the walk found nothing to do; resumed, it brings volumes to walk.
    void volumesThatComeLateAreWalked()
    {
        CaseFixture c;
        QVERIFY(c.make());
        const qint64 id = addExhibit(c);
        QVERIFY(c.writer().beginImport(id).result());
        const auto jobs = c.reader->jobs();
        QVERIFY(jobs);
        qint64 volumes = 0, walk = 0;
        for (const JobRow &job : *jobs) {
            if (job.evidenceId == id)
                (job.kind == TaskKind::Volumes ? volumes : walk) = job.id;
        }
        const auto stateOfWalk = [&] { return c.one(QStringLiteral("SELECT state FROM job WHERE kind = 'walk' AND evidence_id = %1").arg(id)); };
        QVERIFY(c.writer().setJobState(volumes, JobState::Cancelled).result());
        QVERIFY(c.writer().setJobState(walk, JobState::Done).result());
        QCOMPARE(stateOfWalk(), QStringLiteral("done"));
        QVERIFY(c.writer().setJobState(volumes, JobState::Done).result());
        QCOMPARE(stateOfWalk(), QStringLiteral("pending"));
        QVERIFY(c.writer().setJobState(walk, JobState::Done).result());
        QVERIFY(c.writer().setJobState(volumes, JobState::Done).result()); // said twice
        QCOMPARE(stateOfWalk(), QStringLiteral("done"));
    }

    void wrongBatchIsRefusedWhole()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        int refused = 0;
        QObject::connect(&c.writer(), &CaseWriter::batchRefused, &c.writer(), [&] { ++refused; }, Qt::DirectConnection);
        RecordBatch bad;
        bad.events.push_back(proxyEvent(bad, 1, 1));
        FileRecord again;
        again.id = 1; // exists
        again.name = bad.strings.intern(QByteArrayView("x"));
        bad.files.push_back(again);
        bad.marks.push_back({1, 100, 0, MarkKind::Done, {}});
        c.submit(std::move(bad), c.import);
        RecordBatch good;
        good.events.push_back(proxyEvent(good, 1, 2));
        c.submit(std::move(good), c.import);
        QVERIFY(c.writer().flush().result());
        QCOMPARE(refused, 1);
        QCOMPARE(c.reader->eventCount().value(), 1);
        QCOMPARE(c.reader->pendingUnits(c.import)->size(), 1u);
        QCOMPARE(c.one(QStringLiteral("SELECT url FROM v_event")), QStringLiteral("https://example.jp/path/2?q=%E8%AB%8B"));
    }

    /// A mark behind a refused batch would say that what was refused is in the case.
    void whatFollowsARefusedBatchIsLeftOut()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        QList<quint64> refused;
        QObject::connect(&c.writer(), &CaseWriter::batchRefused, &c.writer(),
                         [&](qint64, quint64 stream) { refused << stream; }, Qt::DirectConnection);
        const auto send = [&](int number, quint64 stream, MarkKind mark) {
            RecordBatch batch;
            batch.events.push_back(proxyEvent(batch, 1, std::abs(number)));
            if (number < 0) {
                FileRecord again;
                again.id = 1; // exists
                again.name = batch.strings.intern(QByteArrayView("x"));
                batch.files.push_back(again);
            }
            batch.marks.push_back({1, std::abs(number) * 100 + 100, 0, mark, {}});
            c.writer().submit(std::move(batch), {c.evidence, c.import, {}, {}, stream});
        };
        send(0, 7, MarkKind::Checkpoint);
        send(-1, 7, MarkKind::Checkpoint);
        send(2, 7, MarkKind::Done);
        QVERIFY(c.writer().flush().result());
        QCOMPARE(refused, QList<quint64>{7});
        QCOMPARE(c.reader->eventCount().value(), 1);
        const auto pending = c.reader->pendingUnits(c.import);
        QCOMPARE(pending->size(), 1u);
        QCOMPARE(pending->front().position, 100);
        send(1, 8, MarkKind::Checkpoint); // the next worker
        send(2, 8, MarkKind::Done);
        QVERIFY(c.writer().flush().result());
        QCOMPARE(c.reader->eventCount().value(), 3);
        QVERIFY(c.reader->pendingUnits(c.import)->empty());
    }

    void aBrokenOffVerificationLeavesWhatStood()
    {
        CaseFixture c;
        QVERIFY(c.make());
        VerificationResult found;
        found.state = Verification::Unreadable;
        found.sha256 = QByteArray(32, 'x');
        found.badRanges = QJsonArray{QJsonArray{512, 1024}};
        QVERIFY(c.writer().setVerification(c.evidence, found).result());
        for (const JobState end : {JobState::Cancelled, JobState::Failed}) {
            const qint64 job = c.writer().createJob(c.evidence, TaskKind::Verify, 80).result().value();
            QVERIFY(c.writer().setVerification(c.evidence, {Verification::Verifying, {}, {}, {}, {}}).result());
            QCOMPARE(c.reader->evidenceById(c.evidence)->verification, Verification::Verifying);
            QVERIFY(c.reopen()); // the process that verified may be gone
            QVERIFY(c.writer().setJobState(job, end).result());
            const auto row = c.reader->evidenceById(c.evidence);
            QCOMPARE(row->verification, Verification::Unreadable);
            QCOMPARE(row->badRanges, found.badRanges);
        }
    }

    /// What was computed first is what the import read: a later value stands beside it, and is a mismatch.
    void firstHashesStay()
    {
        CaseFixture c;
        QVERIFY(c.make());
        const auto verify = [&](char byte) {
            VerificationResult found;
            found.state = Verification::Computed;
            found.md5 = QByteArray(16, byte);
            found.sha1 = QByteArray(20, byte);
            found.sha256 = QByteArray(32, byte);
            QVERIFY(c.writer().setVerification(c.evidence, found).result());
        };
        const auto hexOf = [](char byte) { return QString::fromLatin1(QByteArray(32, byte).toHex()); };
        verify('a');
        const auto column = [&](const char *name) {
            return c.one(QStringLiteral("SELECT coalesce(%1, '-') FROM evidence WHERE id = %2").arg(QLatin1String(name)).arg(c.evidence));
        };
        QCOMPARE(column("later_sha256"), QStringLiteral("-"));
        const QString firstAt = column("hashed_at");
        verify('b');
        auto row = c.reader->evidenceById(c.evidence);
        QCOMPARE(row->verification, Verification::Mismatch);
        QCOMPARE(row->sha256, hexOf('a'));
        QCOMPARE(column("hashed_at"), firstAt);
        QCOMPARE(column("later_sha256"), hexOf('b'));
        QCOMPARE(column("later_md5"), hexOf('b').left(32));
        QVERIFY(!row->verifiedAt.isEmpty());
        verify('b'); // once more: said once
        const QString warnings = c.one(QStringLiteral("SELECT code, detail FROM warning"));
        QCOMPARE(warnings, QStringLiteral("hash_mismatch|SHA-256 %1 → %2 (%3 → %4)").arg(hexOf('a'), hexOf('b'), firstAt, row->verifiedAt));
        // A verification that is broken off leaves the mismatch.
        const qint64 job = c.writer().createJob(c.evidence, TaskKind::Verify, 80).result().value();
        QVERIFY(c.writer().setVerification(c.evidence, {Verification::Verifying, {}, {}, {}, {}}).result());
        QVERIFY(c.writer().setJobState(job, JobState::Cancelled).result());
        QCOMPARE(c.reader->evidenceById(c.evidence)->verification, Verification::Mismatch);
        verify('a'); // the first bytes are back
        row = c.reader->evidenceById(c.evidence);
        QCOMPARE(row->verification, Verification::Computed);
        QCOMPARE(row->sha256, hexOf('a'));
        QCOMPARE(column("later_sha256"), QStringLiteral("-"));
        QCOMPARE(c.one(QStringLiteral("SELECT payload ->> 'result' FROM journal WHERE act = 'evidence.verify'")),
                 QStringLiteral("computed\nmismatch\nmismatch\ncomputed"));
        QVERIFY(c.reader->verifyJournal());
    }

    void firstFileHashesStay()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        const auto hash = [&](quint8 byte) {
            const qint64 job = c.writer().createJob(c.evidence, TaskKind::Hash, 80, {{1, {}, 10}}).result().value();
            RecordBatch batch;
            HashRecord record;
            record.fileId = 1;
            record.flags = HashComputed;
            std::fill(std::begin(record.md5), std::end(record.md5), byte);
            std::fill(std::begin(record.sha1), std::end(record.sha1), byte);
            std::fill(std::begin(record.sha256), std::end(record.sha256), byte);
            batch.hashes.push_back(record);
            batch.marks.push_back({1, 0, 0, MarkKind::Done, {}});
            c.submit(std::move(batch), job);
            QVERIFY(c.writer().setJobState(job, JobState::Done).result());
        };
        const auto first = [&] { return c.one(QStringLiteral("SELECT hex(sha256) FROM file WHERE id = 1")).left(4); };
        const auto later = [&] { return c.one(QStringLiteral("SELECT hex(sha256) FROM changed_file")).left(4); };
        hash(0x11);
        QCOMPARE(first() + later(), QStringLiteral("1111"));
        hash(0x22);
        QCOMPARE(first() + later(), QStringLiteral("11112222"));
        const QString detail = c.one(QStringLiteral("SELECT detail FROM warning WHERE code = 'hash_mismatch' AND file_id = 1"));
        QVERIFY2(QRegularExpression(QStringLiteral("^SHA-256 (11){32} → (22){32} \\(20.*Z → 20.*Z\\)$")).match(detail).hasMatch(), qPrintable(detail));
        hash(0x22);
        QCOMPARE(c.one(QStringLiteral("SELECT count(*) FROM warning")), QStringLiteral("1"));
        hash(0x11);
        QCOMPARE(first() + later(), QStringLiteral("1111"));
    }

    void firstJobsComeTogetherAndOnce()
    {
        CaseFixture c;
        QVERIFY(c.make());
        const qint64 id = addExhibit(c);
        QVERIFY(c.writer().beginImport(id).result());
        QVERIFY(c.writer().beginImport(id).result());
        QCOMPARE(c.one(QStringLiteral("SELECT group_concat(kind) FROM job WHERE evidence_id = %1").arg(id)),
                 QStringLiteral("volumes,walk"));
    }

    void cutOffVolumesAreSaidAnew()
    {
        CaseFixture c;
        QVERIFY(c.make());
        const qint64 job = *c.writer().createJob(c.evidence, TaskKind::Volumes, 1).result();
        for (quint64 attempt = 1; attempt <= 2; ++attempt) {
            RecordBatch batch;
            batch.marks.push_back({0, 0, 0, MarkKind::Begin, {}});
            VolumeRecord volume;
            volume.id = 1;
            volume.length = 1000;
            volume.fileSystem = batch.strings.intern(QByteArrayView("ntfs"));
            batch.volumes.push_back(volume);
            FileRecord root;
            root.id = attempt * 10;
            root.directory = batch.strings.intern(QByteArrayView("/"));
            root.kind = FileKind::Directory;
            root.access = AccessMethod::FileSystem;
            batch.files.push_back(root);
            batch.marks.push_back({0, 0, 0, attempt == 1 ? MarkKind::Checkpoint : MarkKind::Done, {}});
            c.submit(std::move(batch), job);
            QVERIFY(c.writer().flush().result());
        }
        QCOMPARE(c.reader->volumes(c.evidence)->size(), 1u);
        QCOMPARE(c.one(QStringLiteral("SELECT id, path, type FROM v_file")), QStringLiteral("20|/|directory"));
        QCOMPARE(c.reader->pendingUnits(c.walk)->size(), 1u);
        RecordBatch listed;
        listed.marks.push_back({20, 0, 0, MarkKind::Begin, {}});
        FileRecord file;
        file.id = 21;
        file.parentId = 20;
        file.name = listed.strings.intern(QByteArrayView("a.evtx"));
        file.directory = listed.strings.intern(QByteArrayView("/"));
        file.kind = FileKind::File;
        file.access = AccessMethod::FileSystem;
        file.volume = 1;
        file.inode = 42;
        file.flags = FileDeleted | FileCompressed;
        file.fnTimes[0] = 1;
        listed.files.push_back(file);
        listed.marks.push_back({20, 0, 0, MarkKind::Done, {}});
        listed.marks.push_back({kOrphanUnit + 1, 0, 0, MarkKind::Done, {}});
        c.submit(std::move(listed), c.walk);
        QVERIFY(c.writer().flush().result());
        QVERIFY(c.reader->pendingUnits(c.walk)->empty());
        QCOMPARE(c.reader->doneOrphanVolumes(c.walk).value(), std::vector<quint32>{1});
        QCOMPARE(c.reader->children(c.evidence, 20)->front().name, QStringLiteral("a.evtx"));
        QCOMPARE(c.reader->children(c.evidence, 0)->front().childCount, 1);
        QCOMPARE(c.reader->fileByPath(0, QStringLiteral("/a.evtx"))->inode, 42u);
        QCOMPARE(c.reader->locator(21)->front().inode, 42u);
        QCOMPARE(c.one(QStringLiteral("SELECT path, deleted, type, inode, modified, fn_modified, flags, md5 IS NULL FROM v_file WHERE id = 21")),
                 QStringLiteral("/a.evtx|1|file|42||1970-01-01T00:00:00.0000000Z|deleted;compressed|1"));
    }

    void membersFindTheirContainer()
    {
        CaseFixture c;
        QVERIFY(c.make());
        RecordBatch batch;
        const auto add = [&](quint64 id, quint64 parent, const char *directory, const char *name, AccessMethod access,
                             quint32 flags, FileKind kind, quint64 index) {
            FileRecord file;
            file.id = id;
            file.parentId = parent;
            file.directory = batch.strings.intern(QByteArrayView(directory));
            file.name = batch.strings.intern(QByteArrayView(name));
            file.access = access;
            file.flags = flags;
            file.kind = kind;
            file.accessIndex = index;
            batch.files.push_back(file);
        };
        add(1, 0, "/", "c.zip", AccessMethod::FileSystem, FileContainer, FileKind::File, 0);
        add(2, 1, "/c.zip/", "logs", AccessMethod::ArchiveMember, 0, FileKind::Directory, 3);
        add(3, 2, "/c.zip/logs/", "a.log.gz", AccessMethod::ArchiveMember, FileContainer, FileKind::Member, 4);
        add(4, 3, "/c.zip/logs/a.log.gz/", "a.log", AccessMethod::Compressed, 0, FileKind::Member, 0);
        c.submit(std::move(batch), c.walk);
        QVERIFY(c.writer().flush().result());
        const auto chain = c.reader->locator(4);
        QVERIFY(chain);
        QCOMPARE(chain->size(), 3u);
        QCOMPARE((*chain)[0].access, AccessMethod::FileSystem);
        QCOMPARE((*chain)[1].path, QStringLiteral("logs/a.log.gz"));
        QCOMPARE((*chain)[1].memberIndex, 4u);
        QCOMPARE((*chain)[2].access, AccessMethod::Compressed);
        // Containers ask to be expanded.
        const auto jobs = c.reader->jobs();
        QCOMPARE(jobs->back().kind, TaskKind::Expand);
        QCOMPARE(c.reader->pendingUnits(jobs->back().id)->size(), 2u);
        QCOMPARE(c.reader->files({0, QStringLiteral("Ａ.LOG"), 0, 10})->size(), 2u);
    }

    void lockAndReadOnly()
    {
        CaseFixture c;
        QVERIFY(c.make());
        const auto second = Case::open(c.path(), CaseMode::ReadWrite);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Locked);
        QVERIFY(second.error().detail.contains(QString::number(QCoreApplication::applicationPid())));
        auto looking = Case::open(c.path(), CaseMode::ReadOnly);
        QVERIFY(looking);
        QVERIFY(!(*looking)->writer());
        auto reader = (*looking)->reader();
        QVERIFY(reader);
        QVERIFY(c.addLog(1));
        QCOMPARE((*reader)->fileCount().value(), 1); // sees what the owner commits
        QVERIFY(Case::create(c.path(), {}, QStringLiteral("x")).error().code == ErrorCode::Invalid);
        QCOMPARE(Case::open(c.path() + u'x', CaseMode::ReadOnly).error().code, ErrorCode::NotFound);
    }

    void networkPlace()
    {
        CaseFixture c;
        CaseOptions options;
        options.networkPlace = true;
        QVERIFY(c.make({}, options));
        QVERIFY(c.opened->onNetwork());
        QVERIFY(c.addLog(1));
        QVERIFY(!QFile::exists(c.opened->databasePath() + QStringLiteral("-wal")));
        QVERIFY(!c.opened->cacheFolder().startsWith(c.opened->path()));
    }
};

QTEST_GUILESS_MAIN(TestCase)
#include "tst_case.moc"
