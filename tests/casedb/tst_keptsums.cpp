// SPDX-License-Identifier: Apache-2.0
#include "casefixture.h"

#include "models/casedb/caseproof.h"
#include "models/casedb/exhibitdigest.h"
#include "models/casedb/seals.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>

using namespace ashiato;

/// The digests of an exhibit's events and files that are added up while they are written, against those of the rows.
class TestKeptSums : public QObject
{
    Q_OBJECT

private:
    /// Every field, set or not, with the values at which rows and records could part.
    static EventRecord oddEvent(RecordBatch &batch, QRandomGenerator &random, int number)
    {
        const auto text = [&](const char *stem) -> StringRef {
            switch (random.bounded(4)) {
            case 0: return 0;
            case 1: return batch.strings.add(QByteArrayView("")); // a number of its own, and empty
            case 2: return batch.strings.intern(QByteArrayView(stem));
            default: return batch.strings.add("足跡 " + QByteArray(stem) + QByteArray::number(number));
            }
        };
        const auto number64 = [&](qint64 absent) { return random.bounded(3) == 0 ? absent : qint64(random.generate64() >> 1); };
        static constexpr const char *kTypes[] = {"proxy:squid:request", "windows:evtx:1", "windows:evtx:1\x1f"};
        EventRecord event;
        event.type = batch.strings.intern(QByteArrayView(kTypes[random.bounded(3)]));
        event.basis = TimeBasis(random.bounded(3));
        event.offsetMinutes = qint16(random.bounded(-840, 840));
        event.recordedNs = number64(kNoTime);
        event.precisionNs = 100;
        event.fileId = 1;
        event.subjectFileId = quint64(random.bounded(2));
        event.offset = number64(kUnknown);
        event.length = number64(kUnknown);
        event.recordNumber = number64(kUnknown);
        event.ordinal = quint32(random.bounded(2));
        event.status = number64(kUnknown);
        event.bytesOut = number64(kUnknown);
        event.bytesIn = random.bounded(2) ? 0 : kUnknown;
        event.flags = random.bounded(2) ? EventRecovered | EventDamaged : 0;
        event.macb = quint8(random.bounded(3));
        event.severity = Severity(random.bounded(int(Severity::Last) + 1));
        event.sourcePort = quint16(random.bounded(2) * 51'000);
        event.destinationPort = quint16(random.bounded(2) * 443);
        event.host = text("PC-07");
        event.account = text("CORP\\yamada");
        event.source = text("10.1.7.4");
        event.destination = text("203.0.113.9");
        event.protocol = text("https");
        event.domain = text("example.jp");
        event.url = text("https://example.jp/");
        event.process = text("C:\\Windows\\System32\\cmd.exe");
        event.namedPath = text("C:\\Users\\yamada");
        event.hash = text("d41d8cd98f00b204e9800998ecf8427e");
        event.action = text("GET");
        event.details = text("{\"a\":1}");
        return event;
    }

    static void addEvents(CaseFixture &c, int count, quint32 seed, bool last)
    {
        QRandomGenerator random(seed);
        RecordBatch batch;
        for (int i = 0; i < count; ++i)
            batch.events.push_back(oddEvent(batch, random, i));
        if (last)
            batch.marks.push_back({1, 1'000'000, 0, MarkKind::Done, {}});
        c.submit(std::move(batch), c.import);
    }

    static void addFiles(CaseFixture &c, quint64 firstId, int count, quint32 seed)
    {
        QRandomGenerator random(seed);
        RecordBatch batch;
        for (int i = 0; i < count; ++i) {
            const auto text = [&](const char *stem) -> StringRef {
                return random.bounded(3) == 0 ? 0 : batch.strings.add(QByteArray(stem) + QByteArray::number(random.bounded(50)));
            };
            FileRecord file;
            file.id = firstId + quint64(i);
            file.parentId = quint64(random.bounded(2));
            file.size = random.bounded(3) == 0 ? kUnknown : random.bounded(100'000);
            file.inode = quint64(random.bounded(1000));
            file.accessIndex = quint64(random.bounded(2));
            for (qint64 *times : {file.times, file.fnTimes}) {
                for (int t = 0; t < 4; ++t)
                    times[t] = random.bounded(2) ? kNoTime : qint64(random.generate64() >> 1);
            }
            file.precisionNs[3] = 100;
            file.name = text("名");
            file.directory = text("/Users/");
            file.owner = text("S-1-5-21-");
            file.group = text("g");
            file.linkTarget = text("../");
            file.inodeText = text("5-144-");
            file.contentType = text("text/");
            file.volume = quint32(random.bounded(3));
            file.mode = quint32(random.bounded(0777));
            file.flags = random.bounded(2) ? quint32(FileDeleted) : 0;
            file.attributeType = quint32(random.bounded(2) * 128);
            file.attributeId = quint32(random.bounded(2));
            file.sequence = quint32(random.bounded(2));
            file.nameKind = FileKind(random.bounded(int(FileKind::Last) + 1));
            file.kind = FileKind::File; // a folder would be work left for the walk
            file.access = AccessMethod(random.bounded(int(AccessMethod::Last) + 1));
            file.basis = TimeBasis(random.bounded(3));
            batch.files.push_back(file);
        }
        c.submit(std::move(batch), c.walk);
    }

    /// What was kept and what the rows give.
    static std::pair<std::optional<PartDigest>, PartDigest> sums(CaseFixture &c, SealPart part = SealPart::Events)
    {
        [&] { QVERIFY(c.writer().flush().result()); }();
        auto connection = Connection::open(c.opened->databasePath(), Connection::Mode::Read);
        const auto kept = keptSum(**connection, c.evidence, part);
        const auto read = digestExhibit(**connection, c.evidence, sealBit(part));
        return {*kept, read->at(part)};
    }

    static QJsonObject seal(CaseFixture &c)
    {
        for (const qint64 job : {c.import, c.walk})
            [&] { QVERIFY(c.writer().setJobState(job, JobState::Done).result()); }();
        const auto acts = sealActs(c.opened->databasePath());
        for (const Act &act : *acts)
            [&] { QVERIFY(c.writer().act(act).result()); }();
        const QString payload = c.one(QStringLiteral("SELECT payload -> 'digests' FROM journal WHERE act = 'evidence.seal' ORDER BY id DESC LIMIT 1"));
        return QJsonDocument::fromJson(payload.toUtf8()).object();
    }

    static bool isProven(CaseFixture &c)
    {
        const auto proof = proveCase(c.opened->databasePath(), c.opened->isImmutable());
        return proof && proof->differences.empty() && proof->sealed == 1;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void equalsTheDigestOfTheRows()
    {
        CaseFixture c;
        QVERIFY(c.make(QStringLiteral("Asia/Tokyo")));
        QVERIFY(c.addLog(1));
        QCOMPARE(sums(c).first->rows, SetDigest());
        addEvents(c, 3000, 1, false); // by the hashing thread
        addEvents(c, 20, 2, false);   // at once
        addEvents(c, 500, 3, true);
        const auto [kept, read] = sums(c);
        QVERIFY(kept);
        QCOMPARE(read.rows.count, 3520);
        QCOMPARE(kept->rows.count, read.rows.count);
        QCOMPARE(kept->rows.hex(), read.rows.hex());
        QCOMPARE(kept->columns, read.columns);
        const QJsonObject said = seal(c);
        QCOMPARE(said[u"events"][u"sum"].toString(), read.rows.hex());
        QVERIFY(isProven(c));
    }

    void equalsTheDigestOfTheFiles()
    {
        CaseFixture c;
        QVERIFY(c.make(QStringLiteral("Asia/Tokyo")));
        QVERIFY(c.addLog(1));
        addFiles(c, 100, 2000, 1);
        addFiles(c, 5000, 20, 2);
        addEvents(c, 1, 1, true);
        const auto [kept, read] = sums(c, SealPart::Files);
        QVERIFY(kept);
        QCOMPARE(read.rows.count, 2021);
        QCOMPARE(kept->rows.count, read.rows.count);
        QCOMPARE(kept->rows.hex(), read.rows.hex());
        QCOMPARE(seal(c)[u"files"][u"sum"].toString(), read.rows.hex());
        QVERIFY(isProven(c));
        RecordBatch batch;
        HashRecord hash;
        hash.fileId = 1;
        hash.flags = HashComputed;
        batch.hashes.push_back(hash);
        c.submit(std::move(batch), c.walk);
        QVERIFY(!sums(c, SealPart::Files).first); // changed: from the rows
        const QString changed = sums(c, SealPart::Files).second.rows.hex();
        QVERIFY(changed != read.rows.hex());
        QCOMPARE(seal(c)[u"files"][u"sum"].toString(), changed);
        QVERIFY(isProven(c));
    }

    void aBatchThatIsRefusedAddsNothing()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        addEvents(c, 100, 1, false);
        QRandomGenerator random(7);
        RecordBatch batch;
        for (int i = 0; i < 100; ++i)
            batch.events.push_back(oddEvent(batch, random, i));
        FileRecord twice;
        twice.id = 1; // exists already: the batch goes back whole
        twice.name = batch.strings.intern(QByteArrayView("access.log"));
        batch.files.push_back(twice);
        c.submit(std::move(batch), c.walk);
        const auto [kept, read] = sums(c);
        QCOMPARE(read.rows.count, 100);
        QVERIFY(kept);
        QCOMPARE(kept->rows, read.rows);
    }

    /// An edit between import and seal is found: the digest vouches for what was written, not for what stands there.
    void anEditBeforeTheSealIsFound()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        addEvents(c, 100, 1, true);
        QVERIFY(c.writer().flush().result());
        {
            const auto forger = Connection::open(c.path() + QStringLiteral("/case.sqlite"), Connection::Mode::Write);
            QVERIFY(forger && (*forger)->execute("UPDATE event SET status = 777 WHERE id = 50"));
        }
        seal(c);
        QVERIFY(!isProven(c));
    }

    void whatIsReadAgainIsSummedFromTheRows()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        addEvents(c, 100, 1, true);
        const QJsonObject first = seal(c);
        QCOMPARE(first.size(), 8);
        QVERIFY(c.writer().reread(c.evidence).result());
        addEvents(c, 100, 1, true);
        const auto [kept, read] = sums(c);
        QVERIFY(!kept);
        QCOMPARE(read.rows.count, 100);
        const QJsonObject second = seal(c);
        for (auto part = first.begin(); part != first.end(); ++part)
            QCOMPARE(QJsonDocument(second[part.key()].toObject()).toJson(), QJsonDocument(part.value().toObject()).toJson());
        QVERIFY(isProven(c));
    }

    /// Entries of before: they name no columns, and the run stood behind them.
    void olderEntriesAreHeldAgainstTheirOwnColumns()
    {
        CaseFixture c;
        QVERIFY(c.make());
        QVERIFY(c.addLog(1));
        addEvents(c, 100, 1, true);
        const ExhibitDigest now{{SealPart::Events, sums(c).second}};
        QJsonObject json = digestJson(now);
        QCOMPARE(digestFromJson(json).at(SealPart::Events).columns, now.at(SealPart::Events).columns);
        QJsonObject events = json[u"events"].toObject();
        events.remove(QStringLiteral("columns"));
        json[u"events"] = events;
        const ExhibitDigest older = digestFromJson(json);
        QCOMPARE(older.at(SealPart::Events).columns, 0);
        auto connection = Connection::open(c.opened->databasePath(), Connection::Mode::Read);
        const auto read = digestExhibit(**connection, c.evidence, sealBit(SealPart::Events), &older);
        QVERIFY(read);
        QCOMPARE(read->at(SealPart::Events).rows.count, 100);
        QVERIFY(read->at(SealPart::Events).rows != now.at(SealPart::Events).rows);
    }
};

QTEST_GUILESS_MAIN(TestKeptSums)
#include "tst_keptsums.moc"
