// SPDX-License-Identifier: Apache-2.0
// Event logs that are cut, overwritten or mutated: what can be read is there, and what is lost is said.
#include "evtxtesting.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

using namespace ashiato;

class EvtxDamageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flagsRecoveredRecords();
    void keepsGoodRecordsOfDamagedLogs();
    void tellsWhatATornRecordHolds();
    void goesOnBehindATornRecord();
    void tellsTheRecordThatWasBeingWritten();
    void namesNoValueByAnotherTemplate();
    void aWholeChunkNeedsNoHashes();
    void readsALogWithoutItsFileHeader();
    void saysWhichChunksAreMissing();
    void warnsAboutNoise();
    void survivesTruncation();
    void survivesMutations();
};

void EvtxDamageTest::flagsRecoveredRecords()
{
    QByteArray bytes = sample();
    RecordingSink before;
    QVERIFY(import(bytes, before).ok());
    // The free space of the chunk begins before its third record, as if Windows had started the chunk again.
    const auto free = quint32(before.batch().events[2].offset - 4096);
    qToLittleEndian(free, bytes.data() + 4096 + 48);
    RecordingSink sink;
    QVERIFY(import(bytes, sink).ok());
    QCOMPARE(sink.batch().events.size(), size_t(4));
    QVERIFY(!(sink.batch().events[1].flags & EventRecovered));
    QVERIFY(sink.batch().events[2].flags & EventRecovered);
    QCOMPARE(sink.batch().coverage[0].recovered, 1);
    QCOMPARE(sink.batch().coverage[0].records, 3);
    QCOMPARE(sink.batch().warnings.size(), size_t(1)); // the checksum
}

void EvtxDamageTest::keepsGoodRecordsOfDamagedLogs()
{
    const QByteArray good = sample();
    RecordingSink before;
    QVERIFY(import(good, before).ok());

    QByteArray bad = good; // the second record's binary XML
    const qint64 at = before.batch().events[1].offset;
    bad[at + 24 + 4] = 0x3f;
    RecordingSink sink;
    QVERIFY(import(bad, sink).ok());
    QCOMPARE(sink.batch().events.size(), size_t(4));
    const EventRecord &damaged = sink.batch().events[1];
    QVERIFY(damaged.flags & EventDamaged);
    QCOMPARE(sink.text(damaged.type), u"windows:evtx:unreadable"_s);
    QCOMPARE(damaged.recordedNs, kTime); // from the head of the record
    QCOMPARE(damaged.recordNumber, 2);
    QCOMPARE(sink.batch().coverage[0].damaged, 1);
    QCOMPARE(sink.batch().warnings.back().offset, at);

    QByteArray headless = good; // the first chunk's signature: its records are found by their own
    headless[4096] = 'x';
    RecordingSink found;
    QVERIFY(import(headless, found).ok());
    QCOMPARE(found.batch().events.size(), size_t(4));
    QVERIFY(found.batch().events[0].flags & EventRecovered);
    QVERIFY(!(found.batch().events[3].flags & EventRecovered));
    QCOMPARE(found.batch().warnings.size(), size_t(1));
}

/// The last record of a chunk whose end was never written, or was lost.
void EvtxDamageTest::tellsWhatATornRecordHolds()
{
    const QByteArray good = sample();
    RecordingSink before;
    QVERIFY(import(good, before).ok());
    const EventRecord last = before.batch().events[2];

    QByteArray bad = good;
    std::fill_n(bad.begin() + last.offset + last.length - 12, 12, '\0');
    RecordingSink sink;
    QVERIFY(import(bad, sink).ok());
    QCOMPARE(sink.batch().events.size(), size_t(4));
    const EventRecord &torn = sink.batch().events[2];
    QCOMPARE(torn.flags, quint32(EventDamaged));
    QCOMPARE(torn.recordNumber, 3);
    QCOMPARE(torn.length, last.length);
    QCOMPARE(torn.recordedNs, kTime + 100);
    QCOMPARE(sink.text(torn.type), u"windows:evtx:9999"_s);
    QCOMPARE(sink.text(torn.host), u"PC-07.corp.example.jp"_s);
    QVERIFY(sink.text(torn.details).contains(u"\"Provider\":\"Sample\""_s));
    QCOMPARE(sink.batch().coverage[0].records, 4);
    QCOMPARE(sink.batch().coverage[0].damaged, 1);

    std::fill_n(bad.begin() + last.offset + 24, last.length - 24, '\0');
    RecordingSink headOnly;
    QVERIFY(import(bad, headOnly).ok());
    QCOMPARE(headOnly.batch().events.size(), size_t(4));
    const EventRecord &head = headOnly.batch().events[2];
    QCOMPARE(head.flags, quint32(EventDamaged));
    QCOMPARE(head.recordNumber, 3);
    QCOMPARE(head.recordedNs, kTime + 100);
    QCOMPARE(headOnly.text(head.type), u"windows:evtx:unreadable"_s);
}

/// A torn record in the middle costs none of the live ones behind it, and they stay live.
void EvtxDamageTest::goesOnBehindATornRecord()
{
    const QByteArray good = sample();
    RecordingSink before;
    QVERIFY(import(good, before).ok());
    const EventRecord second = before.batch().events[1];
    for (const bool withHead : {true, false}) {
        QByteArray bad = good;
        const qint64 from = withHead ? 100 : 0;
        std::fill_n(bad.begin() + second.offset + from, second.length - from, '\0');
        RecordingSink sink;
        QVERIFY(import(bad, sink).ok());
        QCOMPARE(sink.batch().events.size(), withHead ? size_t(4) : size_t(3));
        for (const EventRecord &event : sink.batch().events)
            QVERIFY(!(event.flags & EventRecovered));
        const EventRecord &third = sink.batch().events[withHead ? 2 : 1];
        QCOMPARE(third.recordNumber, 3);
        QVERIFY(!withHead || (sink.batch().events[1].flags & EventDamaged));
        QCOMPARE(sink.batch().coverage[0].damaged, 1);
        const WarningRecord &lost = sink.batch().warnings.back();
        QCOMPARE(lost.offset, second.offset);
        QCOMPARE(lost.length, second.length);
    }
}

/// A machine that stopped left its newest record behind the free space of the chunk, without an end.
void EvtxDamageTest::tellsTheRecordThatWasBeingWritten()
{
    QByteArray bytes = sample();
    RecordingSink before;
    QVERIFY(import(bytes, before).ok());
    const EventRecord last = before.batch().events[2];
    qToLittleEndian(quint32(last.offset - 4096), bytes.data() + 4096 + 48);
    std::fill_n(bytes.begin() + last.offset + last.length - 12, 12, '\0');
    RecordingSink sink;
    QVERIFY(import(bytes, sink).ok());
    QCOMPARE(sink.batch().events.size(), size_t(4));
    const EventRecord &unfinished = sink.batch().events[2];
    QCOMPARE(unfinished.flags, quint32(EventDamaged | EventRecovered));
    QCOMPARE(unfinished.recordNumber, 3);
    QCOMPARE(unfinished.recordedNs, kTime + 100);
}

/// The names of another definition, or of none, are not told of the values of a record whose own was overwritten.
void EvtxDamageTest::namesNoValueByAnotherTemplate()
{
    const QByteArray good = sample();
    const QByteArray guid(12, '\x11'); // behind the first four bytes, which are the id
    const qsizetype service = good.indexOf(guid), provider = good.indexOf(guid, service + 12);
    QVERIFY(service > 0 && provider > service);

    QByteArray noNames = good;
    noNames[provider - 1] = char(noNames[provider - 1] + 1);
    RecordingSink values;
    QVERIFY(import(noNames, values).ok());
    QCOMPARE(values.batch().events.size(), size_t(4));
    const EventRecord &nameless = values.batch().events[1];
    QVERIFY(nameless.flags & EventDamaged);
    QCOMPARE(values.text(nameless.type), u"windows:evtx:4624"_s);
    QCOMPARE(values.text(nameless.host), u"PC-07.corp.example.jp"_s);
    QCOMPARE(nameless.account, StringRef(0));
    QCOMPARE(nameless.status, kUnknown);
    const QJsonObject kept = QJsonDocument::fromJson(values.text(nameless.details).toUtf8()).object();
    QCOMPARE(kept.value("Data[1]"_L1).toString(), u"髙﨑"_s);
    QVERIFY(!kept.contains("TargetUserName"_L1));

    QByteArray noFrame = good;
    noFrame[service - 1] = char(noFrame[service - 1] + 1);
    RecordingSink frameless;
    QVERIFY(import(noFrame, frameless).ok());
    const EventRecord &rest = frameless.batch().events[1];
    QVERIFY(rest.flags & EventDamaged);
    QCOMPARE(frameless.text(rest.type), u"windows:evtx:4624"_s); // a value of the record, not of the definition
    QCOMPARE(rest.recordedNs, kTime);
    QCOMPARE(rest.host, StringRef(0)); // stood in the definition
    QCOMPARE(frameless.text(rest.account), u"CORP\\髙﨑"_s);

    QByteArray overwritten = good; // the name of an element; names carry a checksum
    overwritten[overwritten.indexOf(QByteArray("C\0o\0m\0p\0u\0t\0e\0r\0", 16))] = 'X';
    RecordingSink misnamed;
    QVERIFY(import(overwritten, misnamed).ok());
    QVERIFY(misnamed.batch().events[1].flags & EventDamaged);
    QVERIFY(!misnamed.text(misnamed.batch().events[1].details).contains(u"Xomputer"_s));
}

/// What a chunk with a good checksum points to is its own, whoever wrote it.
void EvtxDamageTest::aWholeChunkNeedsNoHashes()
{
    EvtxWriter writer(false);
    writer.add(logon(u"yamada"_s, u"10.1.7.23"_s));
    writer.add(logon(u"sato"_s, u"10.1.7.24"_s));
    RecordingSink found;
    QVERIFY(import(writer.file(), found).ok());
    QVERIFY(found.batch().warnings.empty());
    QCOMPARE(found.batch().events.size(), size_t(2));
    for (const EventRecord &event : found.batch().events) {
        QVERIFY(!(event.flags & EventDamaged));
        QCOMPARE(found.text(event.host), u"PC-07.corp.example.jp"_s);
    }
}

void EvtxDamageTest::readsALogWithoutItsFileHeader()
{
    QByteArray bytes = sample();
    bytes.replace(0, 4096, QByteArray(4096, '\0'));
    RecordingSink sink;
    QVERIFY(import(bytes, sink).ok());
    QCOMPARE(sink.batch().events.size(), size_t(4));
    QCOMPARE(sink.batch().warnings.size(), size_t(1));
    QCOMPARE(sink.text(sink.batch().warnings[0].detail), u"file header"_s);
    bytes[4096] = 'x';
    RecordingSink none;
    QCOMPARE(import(bytes, none).error().code, ErrorCode::NotMine);
}

/// The header knows how many chunks there were, so that a log that ends or is zeros before that is told from a short one.
void EvtxDamageTest::saysWhichChunksAreMissing()
{
    constexpr qsizetype chunk = 65536;
    const QByteArray bytes = sample();
    RecordingSink cut;
    QVERIFY(import(bytes.first(4096 + chunk), cut).ok());
    QCOMPARE(cut.batch().events.size(), size_t(3));
    QCOMPARE(cut.batch().warnings.size(), size_t(1));
    QCOMPARE(ErrorCode(cut.batch().warnings[0].code), ErrorCode::Truncated);
    QCOMPARE(cut.batch().warnings[0].offset, 4096 + chunk);
    QCOMPARE(cut.batch().warnings[0].length, chunk);
    RecordingSink zeros;
    QVERIFY(import(QByteArray(bytes).replace(4096, chunk, QByteArray(chunk, '\0')), zeros).ok());
    QCOMPARE(zeros.batch().events.size(), size_t(1));
    QCOMPARE(zeros.batch().warnings.size(), size_t(1));
    QCOMPARE(zeros.batch().warnings[0].offset, 4096);
    // What was reserved and never used is nothing that is missing.
    RecordingSink reserved;
    QVERIFY(import(bytes + QByteArray(2 * chunk, '\0'), reserved).ok());
    QCOMPARE(reserved.batch().warnings.size(), size_t(0));
}

void EvtxDamageTest::warnsAboutNoise()
{
    QByteArray noise("ElfFile\0", 8);
    QRandomGenerator random(20261122);
    for (int i = 0; i < 200'000; ++i)
        noise += char(random.bounded(256));
    RecordingSink sink;
    QVERIFY(import(noise, sink).ok());
    QCOMPARE(sink.batch().events.size(), size_t(0));
    QVERIFY(!sink.batch().warnings.empty());
    RecordingSink shortSink;
    QVERIFY(import(noise.first(40), shortSink).ok());
    QCOMPARE(shortSink.batch().warnings.at(0).code, quint16(ErrorCode::Truncated));
}

void EvtxDamageTest::survivesTruncation()
{
    const QByteArray bytes = sample();
    for (qsizetype size = 8; size < bytes.size(); size += size < 4096 + 8192 ? 37 : 1021) {
        RecordingSink sink;
        QVERIFY(import(bytes.first(size), sink).ok());
        QCOMPARE(sink.batch().coverage.size(), size_t(1));
        RecordBatch decoded;
        QVERIFY(decodeBatch(encodeBatch(sink.batch()), decoded).ok());
    }
}

void EvtxDamageTest::survivesMutations()
{
    const QByteArray bytes = sample();
    const int rounds = qEnvironmentVariableIsSet("ASHIATO_LONG") ? 10'000 : 300;
    QRandomGenerator random(20261122);
    for (int round = 0; round < rounds; ++round) {
        QByteArray mutated = bytes;
        for (int i = 0, n = random.bounded(1, 40); i < n; ++i) {
            const int part = random.bounded(2); // most bytes of a chunk are free space: aim at the records
            mutated[4096 + part * 65536 + random.bounded(4096)] = char(random.bounded(256));
        }
        RecordingSink sink;
        QVERIFY(import(mutated, sink).ok());
        RecordBatch decoded;
        QVERIFY(decodeBatch(encodeBatch(sink.batch()), decoded).ok());
    }
}

QTEST_GUILESS_MAIN(EvtxDamageTest)
#include "tst_evtxdamage.moc"
