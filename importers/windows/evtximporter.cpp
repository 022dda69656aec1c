// SPDX-License-Identifier: Apache-2.0
#include "importers/common/windowstypes.h"
#include "importers/importer.h"
#include "importers/windows/binxml.h"
#include "importers/windows/eventroles.h"
#include "importers/windows/evtxchunk.h"
#include "importers/windows/evtxevent.h"

#include <QCoreApplication>

#include <cstring>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

const ImporterDescriptor kDescriptor = [] {
    ImporterDescriptor descriptor;
    descriptor.id = u"evtx"_s;
    descriptor.version = u"1"_s;
    descriptor.title = QStringLiteral(QT_TRANSLATE_NOOP("Importers", "Windows event log"));
    descriptor.fileNames = {u"*.evtx"_s};
    descriptor.eventTypes = {u"windows:evtx:"_s};
    descriptor.priority = 10;
    return descriptor;
}();

constexpr qint64 kFileTimeStepNs = 100;
constexpr quint64 kAuditFailure = Q_UINT64_C(0x10000000000000); // the keyword bit of a failed audit

void appendJsonText(QByteArray &json, QByteArrayView text)
{
    constexpr char kHex[] = "0123456789abcdef";
    json += '"';
    qsizetype plainFrom = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char byte = text[i];
        const uchar value = uchar(byte);
        if (value >= 0x20 && byte != '"' && byte != '\\')
            continue;
        json.append(text.sliced(plainFrom, i - plainFrom));
        plainFrom = i + 1;
        switch (byte) {
        case '"': json += "\\\""; break;
        case '\\': json += "\\\\"; break;
        case '\n': json += "\\n"; break;
        case '\r': json += "\\r"; break;
        case '\t': json += "\\t"; break;
        default:
            json += "\\u00";
            json += kHex[value >> 4];
            json += kHex[value & 15];
        }
    }
    json.append(text.sliced(plainFrom));
    json += '"';
}

void appendJsonMember(QByteArray &json, QByteArrayView name, QByteArrayView value)
{
    json += json.size() > 1 ? "," : "";
    appendJsonText(json, name);
    json += ':';
    appendJsonText(json, value);
}

Severity severityOfLevel(int level)
{
    switch (level) {
    case 1: return Severity::High;   // critical
    case 2: return Severity::Medium; // error
    case 3: return Severity::Low;    // warning
    default: return Severity::Info;
    }
}

/// Reads one log. Positions of the unit are byte offsets: records are read in order of offset, recovered ones stand behind
/// the live ones of their chunk.
class EvtxRun
{
public:
    EvtxRun(ImportContext &context, const EventRoles &roles) : m_context(context), m_roles(roles) {}

    Result<void> run();

private:
    Result<bool> readChunk(qint64 offset);
    bool chunkFollows();
    bool wasInUse(qint64 chunkOffset) const;
    void warnAboutStrangeChunks();
    void warnAboutMissingChunks();
    void warnAboutChunk(const EvtxChunkScan &scan, qint64 offset, qint64 size);
    bool readRecord(const EvtxRecordPlace &place, qint64 chunkOffset, BinXmlReader &reader, bool sound);
    void emitEvent(const EvtxRecordPlace &place, qint64 chunkOffset, bool readable);
    void setTime(const EvtxRecordPlace &place, EventRecord &record);
    QByteArray details(const EvtxRecordPlace &place, bool timed) const;
    void emitCoverage();
    RecordBatch &batch() { return m_context.sink.batch(); }
    void warn(ErrorCode code, const QString &detail, qint64 offset, qint64 length)
    {
        if (!m_committed)
            m_context.sink.warn(code, m_context.path, detail, offset, length, m_context.fileId);
    }
    bool endRecord(qint64 next) { return m_committed || m_context.sink.endRecord(next); }

    ImportContext &m_context;
    const EventRoles &m_roles;
    EvtxFileHeader m_header;
    QByteArray m_chunk;
    XmlTree m_tree;
    EvtxEvent m_event;
    bool m_committed = false; ///< What is being read is in the case already.
    qint64 m_size = 0;
    qint64 m_records = 0, m_recovered = 0, m_damaged = 0;
    qint64 m_fragments = 0, m_firstFragment = kUnknown; ///< Recovered records that can be read in part only
    qint64 m_firstNs = kNoTime, m_lastNs = kNoTime;
    qint64 m_strangeFrom = -1; ///< Start of a run of chunks without a header
    qint64 m_strangeTo = 0;
    QByteArray m_host;
};

Result<void> EvtxRun::run()
{
    auto head = m_context.source.window(0, kEvtxHeaderSize);
    if (!head)
        return head.error();
    m_header = readEvtxFileHeader(*head);
    m_committed = m_context.position > 0;
    const bool signature = head->startsWith(QByteArrayView(kEvtxFileSignature, sizeof kEvtxFileSignature));
    if (!signature && !chunkFollows())
        return Result<void>(ErrorCode::NotMine);
    if (head->size() < kEvtxHeaderSize)
        warn(ErrorCode::Truncated, {}, head->size(), kUnknown);
    else if (!m_header.checksumGood)
        warn(ErrorCode::Damaged, u"file header"_s, 0, kEvtxHeaderSize);

    m_size = m_context.source.size();
    m_chunk.resize(kEvtxChunkSize);
    for (qint64 offset = kEvtxHeaderSize;; offset += kEvtxChunkSize) {
        const auto more = readChunk(offset);
        if (!more)
            return more.error();
        if (!*more)
            break;
    }
    m_committed = false;
    warnAboutStrangeChunks();
    warnAboutMissingChunks();
    if (m_fragments > 0) {
        m_context.sink.warn(ErrorCode::Damaged, m_context.path, u"recovered records"_s, m_firstFragment, kUnknown,
                            m_context.fileId, m_fragments);
    }
    emitCoverage(); // goes with the end of the unit, so that it is told once
    return {};
}

/// Whether a log goes on behind a file header that is none.
bool EvtxRun::chunkFollows()
{
    const auto chunk = m_context.source.window(kEvtxHeaderSize, sizeof kEvtxChunkSignature);
    return chunk && chunk->startsWith(QByteArrayView(kEvtxChunkSignature, sizeof kEvtxChunkSignature));
}

/// Whether the file header says that Windows had written the chunk at this offset.
bool EvtxRun::wasInUse(qint64 chunkOffset) const
{
    return m_header.checksumGood && quint64((chunkOffset - kEvtxHeaderSize) / kEvtxChunkSize) <= m_header.lastChunk;
}

/// A log that was cut between two chunks; a cut one says so itself.
void EvtxRun::warnAboutMissingChunks()
{
    constexpr quint64 kMostChunks = 1 << 24; // 1 TiB
    if (m_size < kEvtxHeaderSize || (m_size - kEvtxHeaderSize) % kEvtxChunkSize != 0 || m_header.lastChunk > kMostChunks ||
        !wasInUse(m_size))
        return;
    warn(ErrorCode::Truncated, u"chunks"_s, m_size,
         kEvtxHeaderSize + qint64(m_header.lastChunk + 1) * kEvtxChunkSize - m_size);
}

void EvtxRun::warnAboutStrangeChunks()
{
    if (m_strangeFrom >= 0)
        warn(ErrorCode::Damaged, u"chunk header"_s, m_strangeFrom, m_strangeTo - m_strangeFrom);
    m_strangeFrom = -1;
}

/// False at the end of the file.
Result<bool> EvtxRun::readChunk(qint64 offset)
{
    const auto got = m_context.source.read(offset, m_chunk.data(), kEvtxChunkSize);
    if (!got && got.error().code != ErrorCode::Damaged)
        return got.error();
    if (!got) { // this part of the image cannot be read; the next chunk may be
        warn(ErrorCode::Damaged, got.error().detail, offset, kEvtxChunkSize);
        return m_size > offset + kEvtxChunkSize;
    }
    if (*got == 0)
        return false;
    const QByteArrayView chunk(m_chunk.constData(), qsizetype(*got));
    const EvtxChunkScan scan = scanEvtxChunk(chunk);
    BinXmlReader reader(chunk);
    const bool sound = scan.state == EvtxChunkState::Good && chunk.size() == kEvtxChunkSize && scan.recordsChecksumGood;
    m_committed = offset < m_context.position;
    warnAboutChunk(scan, offset, chunk.size());
    for (const EvtxRecordPlace &place : scan.records) {
        // What a run before this one has committed is read again for the coverage alone.
        m_committed = offset + place.offset < m_context.position;
        if (!readRecord(place, offset, reader, sound && !place.recovered && !place.torn))
            return Result<bool>(ErrorCode::Cancelled);
    }
    if (!m_context.sink.advance(offset + *got, m_size, m_context.path))
        return Result<bool>(ErrorCode::Cancelled);
    return true;
}

void EvtxRun::warnAboutChunk(const EvtxChunkScan &scan, qint64 offset, qint64 size)
{
    const bool strange = scan.state == EvtxChunkState::NoSignature || (scan.state == EvtxChunkState::Empty && wasInUse(offset));
    if (strange && scan.records.empty() && !m_committed) { // neighbours are told once
        if (m_strangeFrom < 0)
            m_strangeFrom = offset;
        m_strangeTo = offset + size;
        return;
    }
    warnAboutStrangeChunks();
    if (scan.state == EvtxChunkState::NoSignature)
        warn(ErrorCode::Damaged, u"chunk header"_s, offset, size);
    if (scan.state != EvtxChunkState::Good)
        return;
    // The chunk that Windows was writing to has no final checksums; a log that was taken from a running system is so.
    const bool beingWritten = m_header.dirty && offset == kEvtxHeaderSize + qint64(m_header.lastChunk) * kEvtxChunkSize;
    if (size < kEvtxChunkSize)
        warn(ErrorCode::Truncated, u"chunk"_s, offset, size);
    else if (!scan.headerChecksumGood && !beingWritten)
        warn(ErrorCode::Damaged, u"chunk header checksum"_s, offset, size);
    else if (!scan.recordsChecksumGood && !beingWritten)
        warn(ErrorCode::Damaged, u"chunk records checksum"_s, offset, size);
    for (const EvtxBrokenRange &range : scan.broken) {
        ++m_damaged;
        warn(ErrorCode::Damaged, u"record"_s, offset + range.offset, range.size);
    }
}

/// False when the task was cancelled.
bool EvtxRun::readRecord(const EvtxRecordPlace &place, qint64 chunkOffset, BinXmlReader &reader, bool sound)
{
    const qint64 offset = chunkOffset + place.offset;
    if (!m_context.sink.step(offset)) { // it ended a worker before; the host has said so
        ++m_damaged;
        return endRecord(offset + place.size);
    }
    const quint32 end = place.offset + place.size - (place.torn ? 0 : 4);
    // What a torn record says to its end may be the rest of another one.
    const bool readable = reader.read(place.offset + kEvtxRecordHeaderSize, end, m_tree, sound) && !place.torn;
    readEvtxEvent(m_tree, m_event);
    if (!readable && place.recovered) { // parts of it are overwritten as a rule: told once a log, with their number
        m_firstFragment = m_fragments++ == 0 ? offset : m_firstFragment;
    } else if (!readable) {
        ++m_damaged;
        warn(ErrorCode::Damaged, u"record %1"_s.arg(place.id), offset, place.size);
    }
    emitEvent(place, chunkOffset, readable);
    return endRecord(offset + place.size);
}

void EvtxRun::emitEvent(const EvtxRecordPlace &place, qint64 chunkOffset, bool readable)
{
    StringPool &strings = batch().strings;
    EventRecord record;
    record.fileId = m_context.fileId;
    record.offset = chunkOffset + place.offset;
    record.length = place.size;
    // Damage makes numbers of any size; one that no log can reach says nothing.
    record.recordNumber = place.id <= quint64(std::numeric_limits<qint64>::max()) ? qint64(place.id) : kUnknown;
    record.precisionNs = kFileTimeStepNs;
    record.basis = TimeBasis::Utc;
    record.severity = severityOfLevel(m_event.level);
    if (place.recovered)
        record.flags |= EventRecovered;
    if (!readable)
        record.flags |= EventDamaged;
    if (m_event.keywords.toULongLong(nullptr, 16) & kAuditFailure)
        record.severity = std::max(record.severity, Severity::Low);
    setTime(place, record);
    QByteArray type = m_event.eventId ? "windows:evtx:" + QByteArray::number(*m_event.eventId)
                                            : QByteArrayLiteral("windows:evtx:unreadable");
    if (m_roles.hasOtherMeaning(m_event))
        type += kOtherMeaning;
    record.type = strings.intern(QByteArrayView(type));
    const QByteArray &host = m_event.computer;
    record.host = host.isEmpty() ? strings.intern(m_context.host) : strings.intern(QByteArrayView(host));
    if (!m_committed) {
        // The details keep both as well: they say the whole of what the record says.
        record.provider = strings.intern(QByteArrayView(m_event.provider));
        record.channel = strings.intern(QByteArrayView(m_event.channel));
        m_roles.apply(m_event, record, strings);
        record.details = strings.add(details(place, record.recordedNs != kNoTime));
        batch().events.push_back(record);
    }
    ++(place.recovered ? m_recovered : m_records);
    if (m_host.isEmpty() && !place.recovered)
        m_host = host;
    const bool spans = record.recordedNs != kNoTime && !place.recovered;
    if (spans) {
        m_firstNs = m_firstNs == kNoTime ? record.recordedNs : std::min(m_firstNs, record.recordedNs);
        m_lastNs = m_lastNs == kNoTime ? record.recordedNs : std::max(m_lastNs, record.recordedNs);
    }
}

/// System/TimeCreated; where damage took it, the time in the head of the record, which Windows takes from the same clock.
void EvtxRun::setTime(const EvtxRecordPlace &place, EventRecord &record)
{
    auto time = utcTextToNs(m_event.timeCreated);
    if (const qint64 written = fileTimeNs(place.written); !time && m_event.timeCreated.isEmpty() && written != kNoTime)
        time = written;
    // A fragment of an overwritten record may hold anything there: years without event logs are not taken for times.
    constexpr qint64 kYear1980 = 315'532'800'000'000'000, kYear2100 = 4'102'444'800'000'000'000;
    const bool doubtful = (place.recovered || place.torn) && (record.flags & EventDamaged);
    if (time && doubtful && (*time < kYear1980 || *time >= kYear2100))
        time.reset();
    if (time)
        record.recordedNs = *time;
    else
        record.flags |= EventTimeInvalid;
}

QByteArray EvtxRun::details(const EvtxRecordPlace &place, bool timed) const
{
    QByteArray json;
    json.reserve(512);
    json += '{';
    if (!m_event.provider.isEmpty())
        appendJsonMember(json, "Provider", m_event.provider);
    if (!m_event.channel.isEmpty())
        appendJsonMember(json, "Channel", m_event.channel);
    if (m_event.level >= 0)
        appendJsonMember(json, "Level", QByteArray::number(m_event.level));
    for (const EvtxField &field : m_event.fields) {
        if (!field.placed)
            appendJsonMember(json, field.name, field.value);
    }
    if (!m_event.recordId.isEmpty() && m_event.recordId != QByteArray::number(place.id))
        appendJsonMember(json, "EventRecordID", m_event.recordId);
    if (!m_event.keywords.isEmpty())
        appendJsonMember(json, "Keywords", m_event.keywords);
    for (const EvtxField &field : m_event.system) // EventData may have a field of the same name
        appendJsonMember(json, m_event.find(field.name) ? "System." + field.name : field.name, field.value);
    if (!m_event.timeCreated.isEmpty() && !utcTextToNs(m_event.timeCreated))
        appendJsonMember(json, "TimeCreated.SystemTime", m_event.timeCreated);
    else if (m_event.timeCreated.isEmpty() && !timed)
        appendJsonMember(json, "WrittenTime", QByteArray::number(place.written));
    json += '}';
    return json;
}

void EvtxRun::emitCoverage()
{
    StringPool &strings = batch().strings;
    CoverageRecord coverage;
    coverage.fileId = m_context.fileId;
    coverage.firstNs = m_firstNs;
    coverage.lastNs = m_lastNs;
    coverage.records = m_records;
    coverage.recovered = m_recovered;
    coverage.damaged = m_damaged;
    coverage.bytes = m_size >= 0 ? m_size : 0;
    coverage.importer = strings.intern(kDescriptor.id);
    coverage.version = strings.intern(kDescriptor.version);
    coverage.format = strings.intern(m_header.valid ? u"evtx %1.%2"_s.arg(m_header.major).arg(m_header.minor) : u"evtx"_s);
    coverage.encoding = strings.intern(u"UTF-16LE"_s);
    coverage.zone = strings.intern(u"UTC"_s);
    coverage.host = strings.intern(QByteArrayView(m_host));
    coverage.basis = TimeBasis::Utc;
    batch().coverage.push_back(coverage);
}

/// Windows event logs (EVTX, Windows Vista and later). Memory: one chunk and one record, whatever the size of the log.
class EvtxImporter : public Importer
{
public:
    const ImporterDescriptor &descriptor() const override { return kDescriptor; }

    int sniff(QByteArrayView head, const QString &) const override
    {
        return head.startsWith(QByteArrayView(kEvtxFileSignature, sizeof kEvtxFileSignature)) ? 95 : 0;
    }

    Result<void> run(ImportContext &context) const override
    {
        static const EventRoles roles; // constant data, read once
        return EvtxRun(context, roles).run();
    }
};

} // namespace

std::unique_ptr<Importer> create_evtx()
{
    return std::make_unique<EvtxImporter>();
}

} // namespace ashiato
