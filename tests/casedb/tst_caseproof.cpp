// SPDX-License-Identifier: Apache-2.0
#include "casefixture.h"

#include "models/casedb/caseproof.h"
#include "models/casedb/exhibitdigest.h"
#include "models/casedb/journal.h"
#include "models/casedb/seals.h"

#include <QRegularExpression>

#include <sqlite3.h>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// A case that was edited by hand: each way is found by holding it against its journal.
class TestCaseProof : public QObject
{
    Q_OBJECT

private:
    /// Every kind of row that acts and imports make.
    static void fill(CaseFixture &c)
    {
        QVERIFY(c.make(QStringLiteral("Asia/Tokyo")));
        QVERIFY(c.addLog(1));
        RecordBatch batch;
        for (int i = 0; i < 20; ++i) {
            batch.events.push_back(proxyEvent(batch, 1, i));
            batch.events.back().host = batch.strings.intern(QByteArrayView("PC-07"));
            batch.events.back().account = batch.strings.intern(QByteArrayView("yamada"));
        }
        CoverageRecord coverage;
        coverage.fileId = 1;
        coverage.importer = batch.strings.intern(QByteArrayView("squid"));
        coverage.version = batch.strings.intern(QByteArrayView("1"));
        coverage.records = 20;
        batch.coverage.push_back(coverage);
        WarningRecord warning;
        warning.fileId = 1;
        warning.code = decltype(warning.code)(ErrorCode::Damaged);
        warning.path = batch.strings.intern(QByteArrayView("/access.log"));
        warning.count = 1;
        batch.warnings.push_back(warning);
        FactRecord fact;
        fact.fileId = 1;
        fact.kind = batch.strings.intern(QByteArrayView("autostart:run"));
        fact.value = batch.strings.intern(QByteArrayView("C:\\evil.exe"));
        batch.facts.push_back(fact);
        HashRecord hash;
        hash.fileId = 1;
        hash.flags = HashComputed;
        batch.hashes.push_back(hash);
        batch.marks.push_back({1, 2000, 0, MarkKind::Done, {}});
        c.submit(std::move(batch), c.import);
        QVERIFY(c.writer().setJobState(c.import, JobState::Done).result());
        QVERIFY(c.writer().setJobState(c.walk, JobState::Done).result());
        VerificationResult found;
        found.state = Verification::Computed;
        found.md5 = QByteArray(16, 'a');
        found.sha1 = QByteArray(20, 'a');
        found.sha256 = QByteArray(32, 'a');
        QVERIFY(c.writer().setVerification(c.evidence, found).result());
        seal(c);
        const auto act = [&](const Act &what) { return c.writer().act(what).result()->id; };
        const qint64 red = act(Act::tagCreate(QStringLiteral("赤"), QStringLiteral("red"), QStringLiteral("#f00"), QStringLiteral("1")));
        const qint64 blue = act(Act::tagCreate(QStringLiteral("青"), {}, QStringLiteral("#00f"), {}));
        act(Act::tagAdd(red, TargetKind::Event, {1, 2, 3, 4}));
        act(Act::tagAdd(blue, TargetKind::Event, {2, 9}));
        act(Act::tagRemove(red, TargetKind::Event, {4}));
        act(Act::noteSet(TargetKind::Event, 5, QStringLiteral("見た")));
        act(Act::tagAdd(blue, TargetKind::File, {1}));
        QVERIFY(c.writer().undo().result());
        QVERIFY(c.writer().redo().result());
        act(Act::tagAdd(blue, TargetKind::Event, {11}));
        QVERIFY(c.writer().undo().result());
        act(Act::evidenceSet(c.evidence, {{QStringLiteral("skew_ns"), qint64(2'000'000'000)}, {QStringLiteral("host"), QStringLiteral("PC-07")}}));
        act(Act::caseSet({{QStringLiteral("client"), QStringLiteral("A社")}}));
        act(Act::hostJoin(QStringLiteral("PC-07"), {1}));
        act(Act::lensSave(QStringLiteral("夜"), {}));
        act(Act::findingSet(0, {{QStringLiteral("chapter"), QStringLiteral("3")}, {QStringLiteral("text"), QStringLiteral("x")}}));
    }
    static void seal(CaseFixture &c)
    {
        const auto acts = sealActs(c.opened->databasePath());
        QVERIFY(acts);
        for (const Act &act : *acts)
            QVERIFY(c.writer().act(act).result());
        QVERIFY(sealActs(c.opened->databasePath())->empty());
    }
    static QString show(const CaseProof &proof)
    {
        QStringList lines;
        for (const CaseDifference &d : proof.differences)
            lines.append(QStringLiteral("%1 %2 %3 %4: %5 / %6").arg(int(d.what)).arg(d.table, d.row, d.column, d.expected, d.found));
        return lines.join(u'\n');
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    /// Said with both times, and no difference: clocks are set right, at home and by the network.
    void aClockThatRanBackwardIsSaid()
    {
        CaseFixture c;
        fill(c);
        const auto journal = c.reader->journal();
        QVERIFY(journal && journal->size() > 6);
        auto connection = Connection::open(c.opened->databasePath(), Connection::Mode::Write);
        QVERIFY(connection);
        // The fifth entry as it would have been written a day earlier, and the chain from there on.
        QString previous = (*journal)[3].hash;
        for (size_t i = 4; i < journal->size(); ++i) {
            JournalRow entry = (*journal)[i];
            if (i == 4)
                entry.at = QDateTime::fromString(entry.at, Qt::ISODateWithMs).addDays(-1).toString(Qt::ISODateWithMs);
            entry.previous = previous;
            previous = journalHash(entry);
            Statement update = (*connection)->prepare("UPDATE journal SET at = ?2, previous = ?3, hash = ?4 WHERE id = ?1");
            update.bind(1, entry.id).bindText(2, entry.at).bindText(3, entry.previous).bindText(4, previous);
            QVERIFY(update.run());
        }
        QVERIFY(c.reader->verifyJournal());
        const auto proof = proveCase(c.opened->databasePath(), c.opened->isImmutable());
        QVERIFY(proof);
        QCOMPARE(proof->clockSteps.size(), size_t(1));
        QCOMPARE(proof->clockSteps[0].entry, (*journal)[4].id);
        QCOMPARE(proof->clockSteps[0].before, (*journal)[3].at);
        for (const CaseDifference &d : proof->differences) // what tells when a thing was made, of that entry
            QVERIFY2(d.column.endsWith(QStringLiteral("at")), qPrintable(show(*proof)));
    }

    void anUntouchedCaseIsProven()
    {
        CaseFixture c;
        fill(c);
        QVERIFY(c.reader->verifyJournal());
        const auto proof = proveCase(c.opened->databasePath(), c.opened->isImmutable());
        QVERIFY(proof);
        QVERIFY2(proof->differences.empty(), qPrintable(show(*proof)));
        QCOMPARE(proof->sealed, 1);
        QVERIFY(proof->unsealed.isEmpty());
        QVERIFY(proof->clockSteps.empty());
    }

    void handEditsAreFound_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("table"); ///< Empty: the chain itself
        const auto row = [](const char *name, const char *sql, const char *table) {
            QTest::newRow(name) << QByteArray(sql) << QString::fromLatin1(table);
        };
        row("fact changed", "UPDATE fact SET value_id = 1", "facts");
        row("fact added", "INSERT INTO fact (evidence_id, file_id, kind) VALUES (1, 1, 'account:local')", "facts");
        row("tagging removed", "DELETE FROM tagging WHERE id = 1", "tagging");
        row("tagging of a whole act removed", "DELETE FROM tagging WHERE act_id = (SELECT max(act_id) FROM tagging)", "tagging");
        row("tagging added", "INSERT INTO tagging (tag_id, target, target_id, identity, act_id, at, examiner_id)"
                             " SELECT tag_id, target, 7, replace(identity, '\"0\"', '\"600\"'), act_id, at, examiner_id FROM tagging WHERE id = 1", "tagging");
        row("tagging moved", "UPDATE tagging SET target_id = 8 WHERE id = 1", "tagging");
        row("tagging moved with its identity", "UPDATE tagging SET target_id = 2, identity = (SELECT identity FROM tagging WHERE id = 2 ) || ' ' WHERE id = 1", "tagging");
        row("tagging given another tag", "UPDATE tagging SET tag_id = 2 WHERE id = 1", "tagging");
        row("removed tagging given back", "INSERT INTO tagging SELECT id, tag_id, target, target_id, identity, act_id, at, examiner_id FROM tagging_removed WHERE target_id = 4", "tagging");
        row("tag renamed", "UPDATE tag SET name = '白' WHERE id = 1", "tag");
        row("tag added", "INSERT INTO tag (uid, name, colour) VALUES ('x', 'y', 'z')", "tag");
        row("note text", "UPDATE note SET text = '見ていない'", "note");
        row("note moved", "UPDATE note SET target_id = 6", "note");
        row("note removed", "DELETE FROM note", "note");
        row("event time", "UPDATE event SET recorded_ns = recorded_ns + 3600000000000 WHERE id = 3", "events");
        row("event details", "UPDATE event SET details = '{}' WHERE id = 3", "events");
        row("event provider", "UPDATE event SET provider_id = (SELECT min(id) FROM text) WHERE id = 3", "events");
        row("event removed", "DELETE FROM event WHERE id = 20", "events");
        row("event added", "INSERT INTO event (id, type_id, severity, flags, precision_ns, recorded_ns, clock_id, evidence_id, file_id, pos_offset, run_id)"
                           " SELECT 21, type_id, severity, flags, precision_ns, recorded_ns, clock_id, evidence_id, file_id, 9999, run_id"
                           " FROM event WHERE id = 1; UPDATE evidence SET last_event = 21", "events");
        row("url text", "UPDATE text SET value = value || 'x' WHERE id = (SELECT url_id FROM event WHERE id = 1)", "events");
        row("host text", "UPDATE host_alias SET value = 'PC-08'", "events");
        row("account text", "UPDATE account SET value = 'tanaka'", "events");
        row("endpoint text", "UPDATE endpoint SET value = '10.9.9.9' WHERE id = (SELECT source_id FROM event WHERE id = 1)", "events");
        row("flow bytes", "UPDATE flow SET bytes_in = bytes_in + 1 WHERE id = (SELECT min(id) FROM flow)", "flows");
        row("file size", "UPDATE file SET size = 7", "files");
        row("file time", "UPDATE file SET modified = 1", "files");
        row("file hash", "UPDATE file SET sha256 = x'00'", "files");
        row("coverage", "UPDATE coverage SET records = 21", "coverage");
        row("warning removed", "DELETE FROM warning", "warnings");
        row("evidence hash", "UPDATE evidence SET sha256 = 'b'", "evidence");
        row("evidence hash and its digest's mark", "UPDATE evidence SET sha256 = 'b', unsealed = 127", "evidence");
        row("evidence place", "UPDATE evidence SET location = '/elsewhere'", "evidence");
        row("skew", "UPDATE evidence SET skew_ns = 0", "evidence");
        row("zone", "UPDATE evidence SET zone = 'UTC'", "evidence");
        row("clock", "UPDATE clock_span SET offset_ns = offset_ns + 3600000000000", "clock_span");
        row("case name", "UPDATE case_info SET value = 'other' WHERE key = 'name'", "case_info");
        row("case client", "UPDATE case_info SET value = 'B社' WHERE key = 'client'", "case_info");
        row("examiner", "UPDATE examiner SET name = '別人'", "examiner");
        row("host parted", "UPDATE host_alias SET host_id = NULL", "host_alias");
        row("filter", "DELETE FROM saved_lens", "saved_lens");
        row("finding", "UPDATE finding SET text = 'y'", "finding");
        row("journal entry removed", "DELETE FROM journal WHERE id = 4", "");
        row("journal entry changed", "UPDATE journal SET payload = replace(payload, '赤', '白')", "");
        row("journal entries swapped", "UPDATE journal SET id = -1 WHERE id = 4; UPDATE journal SET id = 4 WHERE id = 5; UPDATE journal SET id = 5 WHERE id = -1", "");
        row("journal emptied", "DELETE FROM journal", "journal");
        row("journal shortened", "DELETE FROM journal WHERE id > (SELECT max(id) - 1 FROM journal)", "finding");
        row("view replaced", "DROP VIEW v_tagging; CREATE VIEW v_tagging AS SELECT 1 AS id", "view");
        row("trigger", "CREATE TRIGGER evil AFTER INSERT ON journal BEGIN DELETE FROM warning; END", "trigger");
        row("table", "CREATE TABLE more (x)", "table");
        row("index", "DROP INDEX note_target", "index");
    }

    void handEditsAreFound()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, table);
        CaseFixture c;
        fill(c);
        c.reader.reset();
        QVERIFY(c.opened->close());
        c.opened.reset();
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(c.path() + QStringLiteral("/case.sqlite")).constData(), &handle), SQLITE_OK);
        const int rc = sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr);
        QVERIFY2(rc == SQLITE_OK, sqlite3_errmsg(handle));
        QVERIFY(sqlite3_total_changes(handle) > 0 || sql.contains("CREATE") || sql.contains("DROP"));
        sqlite3_close(handle);
        QVERIFY(c.reopen(CaseMode::ReadOnly));
        if (table.isEmpty()) {
            const auto chain = c.reader->verifyJournal();
            QVERIFY(!chain);
            QCOMPARE(chain.error().code, ErrorCode::HashMismatch);
            return;
        }
        const auto proof = proveCase(c.opened->databasePath(), c.opened->isImmutable());
        QVERIFY(proof);
        const bool named = std::any_of(proof->differences.begin(), proof->differences.end(), [&](const CaseDifference &d) { return d.table == table; });
        QVERIFY2(named, qPrintable(show(*proof)));
    }

    /// A digest that a version of before made says nothing of the columns that came later, and holds all the same.
    void oldDigestsStandForTheirColumns()
    {
        CaseFixture c;
        fill(c);
        auto connection = Connection::open(c.opened->databasePath(), Connection::Mode::Write);
        QVERIFY(connection);
        const auto digest = [&](int columns) {
            const ExhibitDigest like{{SealPart::Events, {{}, columns}}};
            return digestExhibit(**connection, c.evidence, sealBit(SealPart::Events), &like)->at(SealPart::Events).rows;
        };
        constexpr int kFirst = 32;
        const int all = digestExhibit(**connection, c.evidence, sealBit(SealPart::Events))->at(SealPart::Events).columns;
        QVERIFY(all >= kFirst + 2); // provider and channel
        const SetDigest before = digest(kFirst), whole = digest(all);
        QVERIFY(before != whole);
        QVERIFY((*connection)->execute("UPDATE event SET provider_id = (SELECT min(id) FROM text) WHERE id = 3"));
        QVERIFY(digest(kFirst) == before);
        QVERIFY(digest(all) != whole);
    }

    /// Reading the same source again gives other row ids and the same digest; the tags still bind, and the case is proven.
    void readingAgainGivesTheSameDigest()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        const auto read = [&](int parts) {
            for (int part = 0; part < parts; ++part) {
                RecordBatch batch;
                for (int i = part * (20 / parts); i < (part + 1) * (20 / parts); ++i)
                    batch.events.push_back(proxyEvent(batch, 1, i));
                if (part + 1 == parts)
                    batch.marks.push_back({1, 2000, 0, MarkKind::Done, {}});
                c.submit(std::move(batch), c.import);
            }
            QVERIFY(c.writer().setJobState(c.import, JobState::Done).result());
            QVERIFY(c.writer().setJobState(c.walk, JobState::Done).result());
            seal(c);
        };
        read(1);
        const QString digest = QStringLiteral("SELECT payload -> 'digests' -> 'events', payload -> 'digests' -> 'flows' FROM journal"
                                              " WHERE act = 'evidence.seal' ORDER BY id DESC LIMIT 1");
        const QString before = c.one(digest);
        QVERIFY2(before.contains(QStringLiteral("\"count\":20")), qPrintable(before));
        QVERIFY(c.writer().reread(c.evidence).result());
        read(4);
        QCOMPARE(c.one(digest), before);
        QCOMPARE(c.one(QStringLiteral("SELECT count(*) FROM journal WHERE act = 'evidence.seal'")), QStringLiteral("2"));
        const auto proof = proveCase(c.opened->databasePath(), c.opened->isImmutable());
        QVERIFY2(proof && proof->differences.empty(), proof ? qPrintable(show(*proof)) : "");
    }

    /// What nothing of ours wrote to since keeps its digest: sealing again does not vouch for an edit.
    void anEditIsNotVouchedForByTheNextDigest()
    {
        CaseFixture c;
        fill(c);
        {
            const auto forger = Connection::open(c.path() + QStringLiteral("/case.sqlite"), Connection::Mode::Write);
            QVERIFY(forger && (*forger)->execute("UPDATE event SET recorded_ns = 1 WHERE id = 3"));
        }
        QVERIFY(c.writer().addWarning(c.evidence, 0, QStringLiteral("filesystem"), ErrorCode::Io, Severity::High, QStringLiteral("/x"), {}).result());
        seal(c);
        const auto proof = proveCase(c.opened->databasePath(), c.opened->isImmutable());
        QVERIFY(proof);
        QCOMPARE(proof->differences.size(), size_t(1));
        QCOMPARE(proof->differences[0].table, QStringLiteral("events"));
    }

    void whatNoLongerBindsIsListed()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        const auto read = [&](int from) {
            RecordBatch batch;
            for (int i = from; i < 20; ++i)
                batch.events.push_back(proxyEvent(batch, 1, i));
            batch.marks.push_back({1, 2000, 0, MarkKind::Done, {}});
            c.submit(std::move(batch), c.import);
            QVERIFY(c.writer().setJobState(c.import, JobState::Done).result());
        };
        read(0);
        const auto tag = c.writer().act(Act::tagCreate(QStringLiteral("t"), {}, QStringLiteral("#000"), {})).result();
        QVERIFY(c.writer().act(Act::tagAdd(tag->id, TargetKind::Event, {1, 5})).result());
        QVERIFY(c.writer().reread(c.evidence).result());
        read(2); // the first record is gone
        QVERIFY(c.writer().rebind(c.evidence).result()); // said once
        QCOMPARE(c.one(QStringLiteral("SELECT payload ->> 'count', payload ->> '$.rows[0].table', payload ->> '$.rows[0].row' FROM journal"
                                      " WHERE act = 'evidence.unbound'")),
                 QStringLiteral("1|tagging|1"));
    }
};

QTEST_GUILESS_MAIN(TestCaseProof)
#include "tst_caseproof.moc"
