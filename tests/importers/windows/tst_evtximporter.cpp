// SPDX-License-Identifier: Apache-2.0
#include "evtxtesting.h"
#include "importers/common/windowstypes.h"
#include "importers/windows/binxmlvalue.h"
#include "importers/windows/evtxevent.h"
#include "tests/shared/corpus.h"
#include "tests/shared/recordingsink.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QtEndian>

#include <algorithm>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

QJsonObject detailsOf(RecordingSink &sink, const EventRecord &event)
{
    return QJsonDocument::fromJson(sink.batch().strings.view(event.details).toByteArray()).object();
}

/// A log of the corpus; large ones are stored compressed.
QByteArray corpusFile(const QString &path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        return file.readAll();
    if (!QFile::exists(path + u".xz"_s))
        return {};
    QProcess unpack;
    unpack.start(u"xz"_s, {u"-dkc"_s, path + u".xz"_s});
    return unpack.waitForFinished(60'000) ? unpack.readAllStandardOutput() : QByteArray();
}

} // namespace

class EvtxImporterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sniffs();
    void readsItsSample();
    void tellsProvidersApart();
    void keepsAttributesOfUserData();
    void keepsSystemBesideFieldsOfTheSameName();
    void placesFieldsOfUndeclaredEvents();
    void tellsWhereRecordsStand();
    void resumesAtARecord();
    void stepsOverAPoisonousRecord();
    void writesValuesAsWindowsDoes();
    void convertsTimes();
    void countsEqualLibevtx();
    void readsARecordAsPlasoDoes();
};

void EvtxImporterTest::sniffs()
{
    const Importer *importer = importerById(u"evtx"_s);
    QVERIFY(importer);
    QVERIFY(importer->sniff(sample().first(4096), u"x"_s) >= 50);
    QCOMPARE(importer->sniff(QByteArray("ElfFile"), u"Security.evtx"_s), 0);
    QCOMPARE(importer->sniff(QByteArray("1366056343.126 0 10.0.0.1 TCP_MISS/200 1 GET http://a/"), u"access.log"_s), 0);
    QCOMPARE(importer->sniff(QByteArray("EVF\x09\x0d\x0a\xff\x00", 8), u"disk.E01"_s), 0);
    QCOMPARE(importerForName(u"SECURITY.EVTX"_s), importer);
    RecordingSink sink;
    const auto result = import("time,host\n", sink);
    QVERIFY(!result && result.error().code == ErrorCode::NotMine);
}

void EvtxImporterTest::readsItsSample()
{
    RecordingSink sink;
    QVERIFY(import(sample(), sink).ok());
    QCOMPARE(sink.batch().warnings.size(), size_t(0));
    QCOMPARE(sink.batch().events.size(), size_t(4));
    const EventRecord &event = sink.batch().events[0];
    QCOMPARE(sink.text(event.type), u"windows:evtx:4624"_s);
    QCOMPARE(event.recordedNs, kTime);
    QCOMPARE(event.precisionNs, 100);
    QCOMPARE(event.basis, TimeBasis::Utc);
    QCOMPARE(event.fileId, quint64(7));
    QCOMPARE(event.recordNumber, 1);
    QCOMPARE(sink.text(event.host), u"PC-07.corp.example.jp"_s);
    const QJsonObject details = detailsOf(sink, event);
    QCOMPARE(details.value("Provider"_L1).toString(), u"Microsoft-Windows-Security-Auditing"_s);
    QCOMPARE(details.value("Channel"_L1).toString(), u"Security"_s);
    QCOMPARE(sink.text(event.provider), u"Microsoft-Windows-Security-Auditing"_s);
    QCOMPARE(sink.text(event.channel), u"Security"_s);

    // Roles as resources/eventtypes declares them; what a column holds exactly is not repeated.
    QCOMPARE(sink.text(event.account), u"CORP\\yamada"_s);
    QCOMPARE(sink.text(event.source), u"10.1.7.23"_s);
    QCOMPARE(event.sourcePort, 50123);
    QCOMPARE(event.status, 3);
    QCOMPARE(event.process, StringRef(0)); // "-"
    for (const auto key : {"TargetUserName"_L1, "TargetDomainName"_L1, "IpAddress"_L1, "IpPort"_L1, "LogonType"_L1})
        QVERIFY2(!details.contains(key), key.data());
    QCOMPARE(details.value("SubjectUserSid"_L1).toString(), u"S-1-5-18"_s);
    const EventRecord &mapped = sink.batch().events[1];
    QCOMPARE(sink.text(mapped.account), u"CORP\\髙﨑"_s);
    QCOMPARE(sink.text(mapped.source), u"10.1.7.24"_s);
    QCOMPARE(detailsOf(sink, mapped).value("IpAddress"_L1).toString(), u"::ffff:10.1.7.24"_s); // as the record says it
    const EventRecord &exported = sink.batch().events[3];
    QCOMPARE(sink.text(exported.account), u"CORP\\sato"_s);
    QCOMPARE(exported.source, StringRef(0));
    // A logon from elsewhere makes two machines known to each other, one that names no other machine none.
    QCOMPARE(sink.text(event.destination), u"PC-07.corp.example.jp"_s);
    QVERIFY((event.flags & EventMakesFlow) && flowKindOf(event.flags) == FlowKind::Logon);
    QVERIFY(!(exported.flags & EventMakesFlow) && exported.destination == 0);
    QCOMPARE(exported.recordedNs, kTime);

    const EventRecord &nameless = sink.batch().events[2];
    QCOMPARE(sink.text(nameless.type), u"windows:evtx:9999"_s);
    QCOMPARE(nameless.severity, Severity::Medium);
    const QJsonObject kept = detailsOf(sink, nameless);
    QCOMPARE(kept.value("Data[0]"_L1).toString(), u"first"_s);
    QCOMPARE(kept.value("Data[1]"_L1).toString(), u"second"_s);
    QCOMPARE(kept.value("x"_L1).toString(), u"1"_s);
    QCOMPARE(kept.value("x[1]"_L1).toString(), u"line\n\"two\""_s);

    const CoverageRecord &coverage = sink.batch().coverage.at(0);
    QCOMPARE(coverage.records, 4);
    QCOMPARE(coverage.damaged, 0);
    QCOMPARE(coverage.firstNs, kTime);
    QCOMPARE(coverage.lastNs, kTime + 100);
    QCOMPARE(sink.text(coverage.format), u"evtx 3.1"_s);
    RecordBatch decoded;
    QVERIFY(decodeBatch(encodeBatch(sink.batch()), decoded).ok()); // what the host will accept
}

/// Event 1 is a process start of Sysmon; of the kernel it is a changed clock, and nobody's program ran.
void EvtxImporterTest::tellsProvidersApart()
{
    EvtxWriter writer;
    for (const QString &provider : {u"Microsoft-Windows-Sysmon"_s, u"Microsoft-Windows-Kernel-General"_s}) {
        SampleEvent event;
        event.id = 1;
        event.fileTime = fileTimeOf(kTime);
        event.provider = provider;
        event.data = {{u"Image"_s, u"C:\\a.exe"_s}};
        writer.add(event);
    }
    RecordingSink sink;
    QVERIFY(import(writer.file(), sink).ok());
    QCOMPARE(sink.batch().events.size(), size_t(2));
    QCOMPARE(sink.text(sink.batch().events[0].type), u"windows:evtx:1"_s);
    QCOMPARE(sink.text(sink.batch().events[1].type), u"windows:evtx:1"_s + QLatin1Char(kOtherMeaning));
    QCOMPARE(sink.text(sink.batch().events[1].provider), u"Microsoft-Windows-Kernel-General"_s);
}

/// Of an event whose id is not declared: the account that acted, not the group or account that it acted upon; addresses
/// without their port.
/// The element that a provider puts around its fields may say something itself.
void EvtxImporterTest::keepsAttributesOfUserData()
{
    XmlTree tree;
    const auto add = [&tree](const char *name, int parent, const char *text, std::initializer_list<XmlAttribute> attributes) {
        if (parent >= 0)
            tree.elements[size_t(parent)].hasChildren = true;
        tree.elements.push_back({name, text, parent, int(tree.attributes.size()), int(attributes.size()), false});
        tree.attributes.insert(tree.attributes.end(), attributes);
        return int(tree.elements.size()) - 1;
    };
    const int event = add("Event", -1, "", {{"xmlns", "http://schemas.microsoft.com/win/2004/08/events/event"}});
    const int system = add("System", event, "", {});
    add("Provider", system, "", {{"Name", "Driver"}, {"Guid", "{2e35aaeb}"}, {"EventSourceName", "Classic"}});
    const int part = add("UserData", event, "", {});
    const int wrapper = add("UMDFServiceInstall", part, "", {{"xmlns", "http://example.com/"}, {"upgrade", "false"}, {"lang", ""}});
    const int leaf = add("Service", wrapper, "WUDFRd", {{"kind", "new"}});
    EvtxEvent read;
    readEvtxEvent(tree, read);
    QCOMPARE(read.provider, "Driver");
    QCOMPARE(*read.field("Provider.Guid"), "{2e35aaeb}");
    QCOMPARE(*read.field("Provider.EventSourceName"), "Classic");
    QCOMPARE(*read.field("UMDFServiceInstall@upgrade"), "false");
    QCOMPARE(*read.field("Service"), "WUDFRd");
    QCOMPARE(*read.field("Service@kind"), "new");
    QCOMPARE(read.fields.size(), size_t(3));

    tree.elements[size_t(leaf)].text = "other"; // nothing is taken over from the event before
    tree.elements[size_t(wrapper)].attributeCount = 0;
    readEvtxEvent(tree, read);
    QCOMPARE(*read.field("Service"), "other");
    QVERIFY(!read.field("UMDFServiceInstall@upgrade"));
}

void EvtxImporterTest::keepsSystemBesideFieldsOfTheSameName()
{
    EvtxWriter writer;
    SampleEvent event;
    event.plain = true;
    event.id = 9998;
    event.fileTime = fileTimeOf(kTime);
    event.task = u"7"_s;
    event.eventSourceName = u"Classic"_s;
    event.data = {{u"Task"_s, u"\\Updater"_s}};
    writer.add(event);
    RecordingSink sink;
    QVERIFY(import(writer.file(), sink).ok());
    QCOMPARE(sink.batch().events.size(), size_t(1));
    const QJsonObject details = detailsOf(sink, sink.batch().events[0]);
    QCOMPARE(details.value("Task"_L1).toString(), u"\\Updater"_s);
    QCOMPARE(details.value("System.Task"_L1).toString(), u"7"_s);
    QCOMPARE(details.value("Provider.EventSourceName"_L1).toString(), u"Classic"_s);
}

void EvtxImporterTest::placesFieldsOfUndeclaredEvents()
{
    EvtxWriter writer;
    SampleEvent groupRead;
    groupRead.id = 4799;
    groupRead.fileTime = fileTimeOf(kTime);
    groupRead.data = {{u"TargetUserName"_s, u"Administrators"_s}, {u"TargetDomainName"_s, u"Builtin"_s},
                      {u"SubjectUserName"_s, u"yamada"_s}, {u"SubjectDomainName"_s, u"CORP"_s}};
    writer.add(groupRead);
    SampleEvent gateway;
    gateway.id = 312;
    gateway.fileTime = fileTimeOf(kTime);
    gateway.provider = u"Microsoft-Windows-TerminalServices-Gateway"_s;
    gateway.data = {{u"TargetUserName"_s, u"sato"_s}, {u"SubjectUserName"_s, u"-"_s}, {u"IpAddress"_s, u"219.100.37.243:63920"_s}};
    writer.add(gateway);
    gateway.data[2].second = u"2001:db8::7"_s;
    writer.add(gateway);
    RecordingSink sink;
    QVERIFY(import(writer.file(), sink).ok());
    const auto &events = sink.batch().events;
    QCOMPARE(events.size(), size_t(3));
    QCOMPARE(sink.text(events[0].account), u"CORP\\yamada"_s);
    for (const auto &[name, value] : groupRead.data) // the column does not tell which of them it holds
        QCOMPARE(detailsOf(sink, events[0]).value(name).toString(), value);
    QCOMPARE(sink.text(events[1].account), u"sato"_s);
    QCOMPARE(sink.text(events[1].source), u"219.100.37.243"_s);
    QCOMPARE(detailsOf(sink, events[1]).value("IpAddress"_L1).toString(), u"219.100.37.243:63920"_s);
    QCOMPARE(sink.text(events[2].source), u"2001:db8::7"_s);
}

void EvtxImporterTest::tellsWhereRecordsStand()
{
    const QByteArray bytes = sample();
    RecordingSink sink;
    QVERIFY(import(bytes, sink).ok());
    for (const EventRecord &event : sink.batch().events) {
        const QByteArray record = bytes.sliced(event.offset, event.length);
        QVERIFY(record.startsWith(QByteArray("**\0\0", 4)));
        QCOMPARE(qFromLittleEndian<qint64>(record.constData() + 8), event.recordNumber);
    }
    QVERIFY(sink.batch().events[3].offset > 4096 + 65536); // in the second chunk
}

void EvtxImporterTest::resumesAtARecord()
{
    const QByteArray bytes = sample();
    RecordingSink whole;
    QVERIFY(import(bytes, whole).ok());
    for (int stop = 1; stop < 4; ++stop) {
        RecordingSink first, second;
        first.cancelAfter = stop - 1;
        const auto result = import(bytes, first);
        QVERIFY(!result && result.error().code == ErrorCode::Cancelled);
        QCOMPARE(first.batch().events.size(), size_t(stop));
        const EventRecord &last = first.batch().events.back();
        QCOMPARE(first.lastPosition, last.offset + last.length);
        QVERIFY(import(bytes, second, first.lastPosition).ok());
        QCOMPARE(first.batch().events.size() + second.batch().events.size(), whole.batch().events.size());
        QCOMPARE(second.batch().events[0].offset, whole.batch().events[size_t(stop)].offset);
        QCOMPARE(second.batch().coverage[0].records, 4); // the coverage is of the file, not of the run
        QCOMPARE(second.batch().coverage[0].firstNs, whole.batch().coverage[0].firstNs);
    }
}

void EvtxImporterTest::stepsOverAPoisonousRecord()
{
    RecordingSink whole, sink;
    QVERIFY(import(sample(), whole).ok());
    sink.skips = {whole.batch().events[1].offset};
    QVERIFY(import(sample(), sink).ok());
    QCOMPARE(sink.batch().events.size(), size_t(3));
    QCOMPARE(sink.batch().warnings.size(), size_t(0)); // the host gave it when it learned of the position
    QCOMPARE(sink.batch().coverage[0].damaged, 1);
}

void EvtxImporterTest::writesValuesAsWindowsDoes()
{
    const auto text = [](quint8 type, const char *hex) { return binXmlValueText(type, QByteArray::fromHex(hex)); };
    QCOMPARE(text(BinXmlInt32, "ffffffff"), "-1");
    QCOMPARE(text(BinXmlUInt32, "ffffffff"), "4294967295");
    QCOMPARE(text(BinXmlHex32, "640000c0"), "0xc0000064");
    QCOMPARE(text(BinXmlHex64, "8a11020000000000"), "0x2118a");
    QCOMPARE(text(BinXmlBool, "01000000"), "true");
    QCOMPARE(text(BinXmlBool, "07"), "true"); // sizes and values other than documented are seen
    QCOMPARE(text(BinXmlBinary, "00ab"), "00AB");
    QCOMPARE(text(BinXmlGuid, "d8ddd6fcd6ef624983d56e5cfe9ce148"), "{fcd6ddd8-efd6-4962-83d5-6e5cfe9ce148}");
    QCOMPARE(text(BinXmlSid, "010500000000000515000000fa5b8b204064bea19fed6724e9030000"),
             "S-1-5-21-546003962-2713609280-610790815-1001");
    QCOMPARE(text(BinXmlSid, "01ff"), "01FF"); // shorter than it says
    QCOMPARE(text(BinXmlFileTime, "00803ed5deb19d01"), "1970-01-01T00:00:00.0000000Z");
    QCOMPARE(text(BinXmlSystemTime, "ea070b0005000d0011000d002c007600"), "2026-11-13T17:13:44.118Z");
    QCOMPARE(text(BinXmlUInt32, "ff"), "FF"); // a size that does not fit its type
    QCOMPARE(text(BinXmlString, "ad651a59"), QByteArray("\xe6\x96\xad\xe5\xa4\x9a")); // U+65AD U+591A
    QCOMPARE(utf16ToUtf8(QByteArray::fromHex("42d8b7df")), QString::fromUcs4(U"\U00020bb7").toUtf8());
    QCOMPARE(utf16ToUtf8(QByteArray::fromHex("00d84100")), QByteArray("\xef\xbf\xbd" "A")); // unpaired surrogate
    const auto items = binXmlArrayTexts(BinXmlString, QByteArray::fromHex("61000000620000006300"));
    QCOMPARE(items.size(), size_t(3));
    QCOMPARE(items[2], "c");
    QCOMPARE(binXmlArrayTexts(BinXmlUInt16, QByteArray::fromHex("01000200")).size(), size_t(2));
}

void EvtxImporterTest::convertsTimes()
{
    QCOMPARE(utcTextToNs("2026-11-13T17:13:44.1180000Z"), std::optional<qint64>(kTime));
    QCOMPARE(utcTextToNs("2019-02-09T17:05:24.672757800Z"), std::optional<qint64>(1549731924672757800));
    QCOMPARE(utcTextToNs("1601-01-01T00:00:00.0000000Z"), std::optional<qint64>());
    QCOMPARE(utcTextToNs("2026-13-01T00:00:00Z"), std::optional<qint64>());
    QCOMPARE(utcTextToNs(""), std::optional<qint64>());
    QCOMPARE(fileTimeNs(fileTimeOf(kTime)), kTime);
    QCOMPARE(fileTimeNs(0), kNoTime);
    QCOMPARE(fileTimeNs(~Q_UINT64_C(0)), kNoTime);
    QCOMPARE(fileTimeText(fileTimeOf(kTime)), "2026-11-13T17:13:44.1180000Z");
}

void EvtxImporterTest::countsEqualLibevtx()
{
    const QString corpus = corpusDir();
    QFile answers(corpus + u"/answers/evtx_counts.tsv"_s);
    if (corpus.isEmpty() || !answers.open(QIODevice::ReadOnly)) {
        corpusSummary(0, 1);
        QSKIP("no corpus");
    }
    answers.readLine();
    int cases = 0, skipped = 0;
    qint64 damaged = 0;
    while (!answers.atEnd()) {
        const QStringList row = QString::fromUtf8(answers.readLine()).trimmed().split(u'\t');
        bool counted = false;
        const qint64 records = row.value(0).toLongLong(&counted);
        const QByteArray bytes = corpusFile(corpus + u'/' + row.value(3));
        if (!counted || bytes.isEmpty()) {
            ++skipped;
            continue;
        }
        RecordingSink sink;
        QVERIFY2(import(bytes, sink).ok(), qPrintable(row.value(3)));
        const CoverageRecord &coverage = sink.batch().coverage.at(0);
        const auto &events = sink.batch().events;
        // libevtx knows no torn records; only a damaged log has them.
        const auto torn = std::count_if(events.begin(), events.end(), [](const EventRecord &event) {
            return (event.flags & (EventRecovered | EventDamaged)) == EventDamaged;
        });
        QVERIFY2(torn == 0 || row.value(2) == u"corrupt"_s, qPrintable(row.value(3)));
        QVERIFY2(coverage.records - torn == records, qPrintable(u"%1: %2 records"_s.arg(row.value(3)).arg(coverage.records)));
        QVERIFY2(coverage.recovered == row.value(1).toLongLong(),
                 qPrintable(u"%1: %2 recovered"_s.arg(row.value(3)).arg(coverage.recovered)));
        for (const EventRecord &event : events)
            damaged += (event.flags & EventDamaged) && (event.flags & EventRecovered) ? 1 : 0;
        RecordBatch decoded;
        QVERIFY2(decodeBatch(encodeBatch(sink.batch()), decoded).ok(), qPrintable(row.value(3)));
        ++cases;
    }
    QVERIFY(cases > 0);
    qInfo("%lld recovered records could be read in part only", damaged);
    corpusSummary(cases, skipped);
}

void EvtxImporterTest::readsARecordAsPlasoDoes()
{
    const QString corpus = corpusDir();
    const QByteArray bytes = corpus.isEmpty() ? QByteArray() : corpusFile(corpus + u"/plaso/test_data/evtx/System.evtx"_s);
    if (bytes.isEmpty()) {
        corpusSummary(0, 1);
        QSKIP("no corpus");
    }
    RecordingSink sink;
    QVERIFY(import(bytes, sink).ok());
    const EventRecord &event = sink.batch().events.at(0);
    QCOMPARE(sink.text(event.type), u"windows:evtx:7036"_s);
    QCOMPARE(event.recordedNs, 1290311759626427100); // 2010-11-21T03:55:59.6264271
    QCOMPARE(event.recordNumber, 1);
    QCOMPARE(event.severity, Severity::Info);
    QCOMPARE(sink.text(event.host), u"37L4247F27-26"_s);
    const QJsonObject details = detailsOf(sink, event);
    QCOMPARE(details.value("Provider"_L1).toString(), u"Service Control Manager"_s);
    QCOMPARE(details.value("param1"_L1).toString(), u"Windows Event Log"_s);
    QCOMPARE(details.value("param2"_L1).toString(), u"stopped"_s);
    QCOMPARE(details.value("Binary"_L1).toString(), u"6500760065006E0074006C006F0067002F0031000000"_s);
    QCOMPARE(details.value("EventID.Qualifiers"_L1).toString(), u"16384"_s);
    corpusSummary(1, 0);
}

QTEST_GUILESS_MAIN(EvtxImporterTest)
#include "tst_evtximporter.moc"
