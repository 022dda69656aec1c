// SPDX-License-Identifier: Apache-2.0
#include "tests/shared/syntheticcase.h"

#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"

#include <array>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kBatchEvents = 20'000;
constexpr quint64 kEventLog = 7;               ///< File id of the event log: the first file behind the folders
constexpr quint64 kLogFile = quint64(1) << 30; ///< Of the proxy log, past all files of the image

/// splitmix64: any number of a stream without the ones before it, so that event n is the same in every run.
quint64 mix(quint64 x)
{
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

class Dice
{
public:
    explicit Dice(quint64 seed) : m_state(seed) {}
    quint64 next() { return mix(m_state++); }
    qint64 below(qint64 limit) { return qint64(next() % quint64(limit)); }
    /// Small numbers often, large ones seldom: what users, hosts and sites look like.
    qint64 skewed(qint64 limit) { return below(1 + below(limit)); }

private:
    quint64 m_state;
};

struct WindowsType {
    const char *id;
    Severity severity;
};
constexpr std::array kWindowsTypes{
    WindowsType{"windows:evtx:4624", Severity::Info},   WindowsType{"windows:evtx:4625", Severity::Medium},
    WindowsType{"windows:evtx:4634", Severity::Info},   WindowsType{"windows:evtx:4688", Severity::Info},
    WindowsType{"windows:evtx:7045", Severity::High},   WindowsType{"windows:evtx:1102", Severity::Critical},
    WindowsType{"windows:evtx:4720", Severity::Low},    WindowsType{"windows:evtx:9999", Severity::None},
    WindowsType{"windows:evtx:4624\x1f", Severity::Info}}; // kOtherMeaning
constexpr std::array kFolders{u"/Users/yamada/Downloads/", u"/Users/山田太郎/デスクトップ/", u"/Windows/System32/",
                              u"/Windows/Prefetch/", u"/ProgramData/ｱｼｱﾄ/", u"/Users/suzuki/AppData/Local/Temp/"};
constexpr std::array kExtensions{u"exe", u"dll", u"docx", u"xlsx", u"zip", u"log", u"pf", u"txt"};

QString fileName(qint64 index)
{
    static constexpr std::array stems{u"report", u"請求書", u"Setup", u"見積", u"svchost", u"経理"};
    return u"%1_%2.%3"_s.arg(QString::fromUtf16(stems[size_t(mix(quint64(index)) % stems.size())])).arg(index)
        .arg(QString::fromUtf16(kExtensions[size_t(mix(quint64(index) + 7) % kExtensions.size())]));
}

void addFiles(RecordBatch &batch, const SyntheticOptions &options)
{
    quint64 id = 1;
    for (const char16_t *folder : kFolders) {
        // A folder row a path, its parts shared: the tree is as deep as the paths.
        FileRecord row;
        const QString path = QString::fromUtf16(folder).chopped(1);
        row.id = id++;
        row.directory = batch.strings.intern(u"/"_s);
        row.name = batch.strings.intern(path.mid(1).replace(u'/', u'-'));
        row.kind = row.nameKind = FileKind::Directory;
        row.access = AccessMethod::FileSystem;
        row.times[0] = row.times[3] = options.firstNs;
        batch.files.push_back(row);
    }
    for (qint64 i = 0; i < options.files; ++i) {
        Dice dice(options.seed * 77 + quint64(i));
        const size_t folder = size_t(dice.below(qint64(kFolders.size())));
        FileRecord row;
        row.id = id++;
        row.parentId = folder + 1;
        row.directory = batch.strings.intern(QString::fromUtf16(kFolders[folder]));
        row.name = batch.strings.intern(fileName(i));
        row.kind = row.nameKind = FileKind::File;
        row.access = AccessMethod::FileSystem;
        row.inode = row.id * 2 + 1;
        row.size = dice.skewed(50'000'000);
        if (dice.below(10) == 0)
            row.flags |= FileDeleted;
        for (qint64 &time : row.times)
            time = options.firstNs + dice.below(options.spanNs);
        batch.files.push_back(row);
    }
}

void addWindowsEvent(RecordBatch &batch, EventRecord &event, Dice &dice, qint64 index, const SyntheticOptions &options)
{
    const WindowsType &type = kWindowsTypes[size_t(dice.skewed(qint64(kWindowsTypes.size())))];
    event.type = batch.strings.intern(QByteArrayView(type.id));
    event.severity = type.severity;
    event.precisionNs = 100;
    event.recordedNs -= event.recordedNs % 100;
    event.fileId = kEventLog;
    event.recordNumber = index;
    event.host = batch.strings.intern(u"PC-%1"_s.arg(dice.skewed(40), 2, 10, QLatin1Char('0')));
    event.account = batch.strings.intern(dice.below(5) == 0 ? u"山田太郎"_s : u"CORP\\user%1"_s.arg(dice.skewed(200)));
    if (dice.below(3) == 0)
        event.source = batch.strings.intern(u"10.1.%1.%2"_s.arg(dice.below(4)).arg(dice.below(250)));
    if (qstrcmp(type.id, "windows:evtx:4688") == 0)
        event.process = batch.strings.intern(u"C:\\Windows\\System32\\%1"_s.arg(fileName(dice.skewed(500))));
    if (qstrcmp(type.id, "windows:evtx:4624") == 0)
        event.status = 2 + dice.below(9);
    event.provider = batch.strings.intern(index % 7 == 0 ? u"Microsoft-Windows-Sysmon"_s : u"Microsoft-Windows-Security-Auditing"_s);
    event.channel = batch.strings.intern(index % 7 == 0 ? u"Microsoft-Windows-Sysmon/Operational"_s : u"Security"_s);
    if (index % 11 == 0)
        event.flags |= index % 2 == 0 ? EventRecovered : EventRecovered | EventDamaged;
    if (options.details && dice.below(2) == 0) {
        event.details = batch.strings.add(
            u"{\"LogonProcess\":\"Kerberos\",\"説明\":\"%1\",\"n\":%2}"_s.arg(dice.below(20) == 0 ? u"持ち出し"_s : u"通常"_s)
                .arg(dice.below(1000)).toUtf8());
    }
}

void addProxyEvent(RecordBatch &batch, EventRecord &event, Dice &dice, qint64 index, const SyntheticOptions &options)
{
    const QString domain = u"site%1.example.jp"_s.arg(dice.skewed(5000));
    event.type = batch.strings.intern(QByteArrayView("proxy:squid:access"));
    event.precisionNs = 1'000'000;
    event.recordedNs -= event.recordedNs % 1'000'000;
    event.fileId = kLogFile;
    event.offset = index * 180;
    event.length = 179;
    event.source = batch.strings.intern(u"10.1.%1.%2"_s.arg(dice.below(4)).arg(dice.below(250)));
    event.destination = batch.strings.intern(domain);
    event.destinationPort = dice.below(4) == 0 ? 80 : 443;
    event.protocol = batch.strings.intern(QByteArrayView(event.destinationPort == 80 ? "http" : "https"));
    event.domain = event.destination;
    const qint64 page = dice.skewed(200);
    event.url = batch.strings.intern(u"https://%1/dl/%2"_s.arg(domain).arg(options.distinctUrls ? index + 1'000 : page));
    event.action = batch.strings.intern(QByteArrayView(dice.below(8) == 0 ? "POST" : "GET"));
    event.account = batch.strings.intern(u"user%1"_s.arg(dice.skewed(200)));
    event.status = dice.below(30) == 0 ? 403 : 200;
    event.bytesIn = dice.skewed(2'000'000);
    event.bytesOut = dice.skewed(20'000);
    event.flags |= EventMakesFlow;
}

void addEvent(RecordBatch &batch, qint64 index, const SyntheticOptions &options, bool proxy)
{
    Dice dice(options.seed * 1'000'003 + quint64(index) * 64);
    EventRecord event;
    // Imports come nearly in order of time, with some jitter.
    event.recordedNs = options.firstNs + qint64(double(options.spanNs) * double(index % 1'000'003) / 1'000'003.0) +
                       dice.below(3'600'000'000'000);
    event.ordinal = quint32(index & 0xffff);
    if (proxy) {
        addProxyEvent(batch, event, dice, index, options);
    } else if (dice.below(3) == 0) {
        event.type = batch.strings.intern(QByteArrayView("fs:ntfs:si"));
        event.flags = EventFileTime;
        event.fileId = event.subjectFileId = kFolders.size() + 1 + quint64(dice.below(qMax<qint64>(1, options.files)));
        event.macb = quint8(1 + dice.below(15));
        event.precisionNs = 100;
        event.recordedNs -= event.recordedNs % 100;
    } else {
        addWindowsEvent(batch, event, dice, index, options);
    }
    if (dice.below(500) == 0) {
        event.recordedNs = kNoTime;
        event.flags |= EventTimeInvalid;
    }
    batch.events.push_back(event);
}

Result<qint64> idOf(CaseReader &reader, const QString &number)
{
    const auto rows = reader.evidence();
    if (!rows)
        return rows.error();
    for (const EvidenceRow &row : *rows) {
        if (row.number == number)
            return row.id;
    }
    return Error{ErrorCode::NotFound, number};
}

} // namespace

Result<void> addSyntheticEvents(Case &opened, const SyntheticOptions &options, qint64 first, qint64 count)
{
    const auto reader = opened.reader();
    if (!reader)
        return reader.error();
    const auto image = idOf(**reader, u"E-01"_s);
    const auto log = idOf(**reader, u"E-02"_s);
    if (!image || !log)
        return image ? log.error() : image.error();
    CaseWriter &writer = *opened.writer();
    const auto imageJob = writer.createJob(*image, TaskKind::Import, 50, {{kEventLog, u"evtx"_s, 10}}).result();
    const auto logJob = writer.createJob(*log, TaskKind::Import, 50, {{kLogFile, u"squid"_s, 80}}).result();
    if (!imageJob || !logJob)
        return imageJob ? logJob.error() : imageJob.error();
    for (qint64 done = 0; done < count; done += kBatchEvents) {
        // Half of a batch is from each source, as two importers at work would give them.
        for (const bool proxy : {false, true}) {
            RecordBatch batch;
            for (qint64 i = done; i < qMin(count, done + kBatchEvents); ++i) {
                if ((mix(quint64(first + i)) & 1) == (proxy ? 1u : 0u))
                    addEvent(batch, first + i, options, proxy);
            }
            const bool last = done + kBatchEvents >= count;
            batch.marks.push_back({proxy ? kLogFile : kEventLog, done, 0, last ? MarkKind::Done : MarkKind::Checkpoint, {}});
            writer.waitForRoom();
            writer.submit(std::move(batch), {proxy ? *log : *image, proxy ? *logJob : *imageJob,
                                             proxy ? u"squid"_s : u"evtx"_s, u"1"_s});
        }
    }
    return writer.flush().result();
}

Result<std::unique_ptr<Case>> makeSyntheticCase(const QString &path, const SyntheticOptions &options)
{
    CaseInfo info;
    info.name = u"Synthetic"_s;
    info.zone = u"Asia/Tokyo"_s;
    auto opened = Case::create(path, info, u"Tester"_s);
    if (!opened)
        return opened;
    CaseWriter &writer = *(*opened)->writer();
    for (const QString &number : {u"E-01"_s, u"E-02"_s}) {
        NewEvidence evidence;
        evidence.number = number;
        evidence.kind = number == u"E-01" ? EvidenceKind::Image : EvidenceKind::File;
        evidence.name = number == u"E-01" ? u"pc-07.E01"_s : u"access.log"_s;
        evidence.location = u"/evidence/"_s + evidence.name;
        const auto done = writer.act(Act::evidenceAdd(evidence)).result();
        if (!done)
            return done.error();
    }
    const auto reader = (*opened)->reader();
    if (!reader)
        return reader.error();
    const auto image = idOf(**reader, u"E-01"_s);
    const auto log = idOf(**reader, u"E-02"_s);
    if (!image || !log)
        return image ? log.error() : image.error();

    const auto walk = writer.createJob(*image, TaskKind::Walk, 20).result();
    const auto look = writer.createJob(*log, TaskKind::Walk, 20).result();
    if (!walk || !look)
        return walk ? look.error() : walk.error();
    RecordBatch files;
    addFiles(files, options);
    writer.submit(std::move(files), {*image, *walk, u"filesystem"_s, u"1"_s});
    RecordBatch source;
    FileRecord row;
    row.id = kLogFile;
    row.directory = source.strings.intern(u"/"_s);
    row.name = source.strings.intern(u"access.log"_s);
    row.kind = row.nameKind = FileKind::File;
    row.access = AccessMethod::Whole;
    row.size = options.events * 180;
    source.files.push_back(row);
    writer.submit(std::move(source), {*log, *look, u"filesystem"_s, u"1"_s});
    if (auto done = writer.flush().result(); !done)
        return done.error();
    if (auto done = addSyntheticEvents(**opened, options, 0, options.events); !done)
        return done.error();
    return opened;
}

} // namespace ashiato
