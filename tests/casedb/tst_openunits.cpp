// SPDX-License-Identifier: Apache-2.0
#include "tests/casedb/casefixture.h"

using namespace ashiato;

/// What the jobs of one evidence ask the case for, and say to it, many times over.
class TestOpenUnits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    /// However many units are done: those that are left are found without looking at them.
    void nextOnesAreFoundByIndex()
    {
        CaseFixture c;
        QVERIFY(c.make());
        const QString plan = c.one(QStringLiteral("EXPLAIN QUERY PLAN SELECT unit, importer, position, ordinal, skips FROM job_unit"
                                                  " WHERE job_id = 1 AND state < 2 ORDER BY priority, unit LIMIT 32"));
        QVERIFY2(plan.contains(QStringLiteral("job_unit_open")), qPrintable(plan));
        QVERIFY2(!plan.contains(QStringLiteral("TEMP B-TREE")), qPrintable(plan));
    }

    /// However many warnings there are: one that no longer holds is found by its file, for every file that is hashed.
    void warningsOfAFileAreFoundByIndex()
    {
        CaseFixture c;
        QVERIFY(c.make());
        const QString plan = c.one(QStringLiteral("EXPLAIN QUERY PLAN SELECT id FROM warning WHERE evidence_id = 1 AND file_id = 1"
                                                  " AND EXISTS (SELECT 1 FROM file WHERE id = 1 AND flags & 1024)"
                                                  " AND job_id IN (SELECT id FROM job WHERE evidence_id = 1 AND kind = 'hash' AND id <> 2)"));
        QVERIFY2(plan.contains(QStringLiteral("warning_file")), qPrintable(plan));
    }

    /// Listing, importing and hashing meet the same damage. One of them says it; each may say several things.
    void sameDamageIsSaidOnce()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1, "x.gz"));
        const qint64 hash = c.writer().createJob(c.evidence, TaskKind::Hash, 90).result().value();
        const auto say = [&](qint64 job, const char *path, ErrorCode code, qint64 offset, const char *detail, int times = 1) {
            RecordBatch batch;
            for (int i = 0; i < times; ++i) {
                WarningRecord warning;
                warning.fileId = 1;
                warning.code = quint16(code);
                warning.path = batch.strings.intern(QByteArrayView(path));
                warning.detail = batch.strings.intern(QByteArrayView(detail));
                warning.offset = offset;
                batch.warnings.push_back(warning);
            }
            c.submit(std::move(batch), job);
        };
        say(c.import, "/x.gz/x", ErrorCode::Damaged, 100, "CRC-32");
        say(c.import, "/x.gz/y", ErrorCode::Encrypted, kUnknown, "", 2); // one importer, twice: two things
        say(hash, "/x.gz/x", ErrorCode::Damaged, 100, "CRC-32");
        say(hash, "/x.gz/y", ErrorCode::Encrypted, kUnknown, "");
        const auto counts = [&] {
            return c.one(QStringLiteral("SELECT path, code, coalesce(pos_offset, -1), count(*) FROM warning GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"));
        };
        QVERIFY(c.writer().flush().result());
        QCOMPARE(counts(), QStringLiteral("/x.gz/x|damaged|100|1\n/x.gz/y|encrypted|-1|2"));
        // Another place, another cause, another file
        say(hash, "/x.gz/x", ErrorCode::Damaged, 101, "CRC-32");
        say(hash, "/x.gz/x", ErrorCode::Truncated, 100, "CRC-32");
        say(hash, "/z", ErrorCode::Damaged, 100, "CRC-32");
        QVERIFY(c.writer().flush().result());
        QCOMPARE(counts(), QStringLiteral("/x.gz/x|damaged|100|1\n/x.gz/x|damaged|101|1\n/x.gz/x|truncated|100|1\n"
                                          "/x.gz/y|encrypted|-1|2\n/z|damaged|100|1"));
    }

    /// A password that came later: the containers that are listed are gone through for what was closed, each for its own
    /// members; one whose listing is under way goes on there.
    void aPasswordOpensWhatWasListed()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1, "a.log"));
        RecordBatch batch;
        const auto add = [&batch](quint64 id, quint64 parent, FileKind kind, AccessMethod access, quint32 flags, quint64 index) {
            FileRecord file;
            file.id = id;
            file.parentId = parent;
            file.name = batch.strings.intern(QByteArrayView(QByteArray::number(id)));
            file.kind = kind;
            file.access = access;
            file.flags = flags;
            file.accessIndex = index;
            batch.files.push_back(file);
        };
        add(10, 0, FileKind::File, AccessMethod::FolderPath, FileContainer, 0);
        add(11, 10, FileKind::Directory, AccessMethod::ArchiveMember, 0, 0);
        add(12, 11, FileKind::File, AccessMethod::ArchiveMember, FileEncrypted, 1);
        add(13, 11, FileKind::File, AccessMethod::ArchiveMember, FileContainer, 2); // in it: one that is closed, too
        add(14, 13, FileKind::File, AccessMethod::ArchiveMember, FileEncrypted, 0);
        add(15, 0, FileKind::File, AccessMethod::FolderPath, FileContainer, 0); // its listing was cut off
        add(16, 15, FileKind::File, AccessMethod::ArchiveMember, FileEncrypted, 0);
        add(17, 0, FileKind::File, AccessMethod::FileSystem, FileEncrypted, 0); // EFS
        c.submit(std::move(batch), c.import);
        QVERIFY(c.writer().flush().result());
        const qint64 listing = c.one(QStringLiteral("SELECT id FROM job WHERE kind = 'expand'")).toLongLong();
        RecordBatch marks;
        marks.marks = {{10, 4, 0, MarkKind::Done, {}}, {13, 1, 0, MarkKind::Done, {}}, {15, 1, 0, MarkKind::Checkpoint, {}}};
        c.submit(std::move(marks), listing);
        QCOMPARE(*c.reader->encryptedMembers(c.evidence), 3);
        const qint64 job = c.writer().openLocked(c.evidence).result().value();
        QVERIFY(job > listing);
        const auto units = *c.reader->pendingUnits(job);
        QCOMPARE(units.size(), size_t(2));
        QVERIFY(units[0].unit == 10 && units[0].onlyLocked && units[1].unit == 13 && units[1].onlyLocked);
        QVERIFY((units[0].lockedMembers == std::vector<qint64>{1}) && (units[0].lockedIds == std::vector<qint64>{12}));
        QVERIFY((units[1].lockedMembers == std::vector<qint64>{0}) && (units[1].lockedIds == std::vector<qint64>{14}));
        const auto open = *c.reader->pendingUnits(listing);
        QVERIFY(open.size() == 1 && open[0].unit == 15 && !open[0].onlyLocked && open[0].position == 1);
    }
};

QTEST_GUILESS_MAIN(TestOpenUnits)
#include "tst_openunits.moc"
