// SPDX-License-Identifier: Apache-2.0
// $Extend\$UsnJrnl:$J: what was made, written, renamed and deleted on an NTFS volume, a record each. The records name a file
// and its folder's MFT record, not the path.
#include "importers/common/windowstypes.h"
#include "importers/formats/usn/usnrecord.h"
#include "importers/importer.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kWindow = 1 << 20;

const ImporterDescriptor kDescriptor = [] {
    ImporterDescriptor descriptor;
    descriptor.id = u"usnjournal"_s;
    descriptor.version = u"1"_s;
    descriptor.fileNames = {u"$usnjrnl:$j"_s, u"$usnjrnl_$j"_s, u"usnjrnl_$j"_s, u"$j"_s, u"$usnjrnl%3a$j"_s};
    descriptor.maxSize = qint64(1) << 50; // sparse: only what is stored is read
    descriptor.priority = 15;
    return descriptor;
}();

class JournalRun
{
public:
    explicit JournalRun(ImportContext &context) : m_context(context) {}

    Result<void> run()
    {
        const qint64 size = m_context.source.size();
        qint64 position = 0; // from the start when resumed, too: what it covers is counted whole
        while (size < 0 || position < size) {
            // What Windows has let go of is a hole, of gigabytes in an old journal.
            if (const qint64 stored = m_context.source.nextStored(position); stored > position) {
                position = stored - stored % kUsnPage;
                if (position >= size)
                    break;
            }
            auto bytes = m_context.source.window(position, kWindow);
            if (!bytes)
                return bytes.error();
            if (bytes->isEmpty())
                break;
            const bool isLast = bytes->size() < kWindow;
            const auto read = readWindow(*bytes, position, isLast);
            if (!read)
                return read.error();
            position += *read;
            if (isLast)
                break;
        }
        if (m_records + m_ranges == 0 && m_strangeBytes > 0)
            return {ErrorCode::NotMine};
        endStrange();
        return cover();
    }

private:
    /// Gives how far it came: whole pages, or all of the last window.
    Result<qint64> readWindow(QByteArrayView bytes, qint64 base, bool isLast)
    {
        const qsizetype end = isLast ? bytes.size() : bytes.size() - bytes.size() % kUsnPage;
        qsizetype at = 0;
        while (at < end) {
            const qint64 position = base + at;
            const qint64 nextPage = std::min<qint64>(end, at + kUsnPage - position % kUsnPage);
            if (isZero(bytes.sliced(at, std::min<qsizetype>(8, end - at)))) {
                const QByteArrayView rest = bytes.sliced(at, nextPage - at);
                const auto used = std::find_if(rest.begin(), rest.end(), [](char byte) { return byte != 0; });
                at += (used - rest.begin()) & ~qsizetype(7);
                if (used == rest.end())
                    at = nextPage;
                continue;
            }
            m_committed = position < m_context.position;
            if (!m_committed && !m_context.sink.step(position)) {
                at += 8;
                continue;
            }
            const auto record = UsnRecord::read(bytes.sliced(at, end - at), position);
            if (!record) {
                strange(position, 8);
                at += 8;
                continue;
            }
            endStrange();
            at += record->length;
            ++(record->major < 4 ? m_records : m_ranges);
            if (record->major < 4) // V4 adds the ranges written to what a V3 record says, without name and time
                add(*record, position);
            if (!m_committed && !m_context.sink.endRecord(base + at))
                return {ErrorCode::Cancelled};
        }
        if (m_records + m_ranges == 0 && m_strangeBytes > kWindow / 2)
            return {ErrorCode::NotMine};
        return end;
    }

    static bool isZero(QByteArrayView bytes)
    {
        return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte == 0; });
    }

    void add(const UsnRecord &record, qint64 position)
    {
        EventRecord event;
        event.recordedNs = fileTimeNs(record.time);
        if (event.recordedNs != kNoTime) {
            m_firstNs = m_firstNs == kNoTime ? event.recordedNs : std::min(m_firstNs, event.recordedNs);
            m_lastNs = m_lastNs == kNoTime ? event.recordedNs : std::max(m_lastNs, event.recordedNs);
        }
        if (record.nameDamaged)
            ++m_damaged;
        if (m_committed)
            return;
        StringPool &strings = m_context.sink.batch().strings;
        event.precisionNs = 100;
        event.fileId = m_context.fileId;
        event.offset = position;
        event.length = record.length;
        event.recordNumber = record.usn;
        event.type = strings.intern(QByteArrayView("file:usn"));
        event.namedPath = strings.intern(QByteArrayView(record.name));
        event.action = strings.intern(QByteArrayView(usnReasonText(record.reason)));
        event.severity = Severity::Info;
        if (event.recordedNs == kNoTime)
            event.flags |= EventTimeInvalid;
        if (record.nameDamaged)
            event.flags |= EventDamaged;
        QJsonObject details{{u"file"_s, QString::fromLatin1(record.file.text())}, {u"parent"_s, QString::fromLatin1(record.parent.text())},
                            {u"attributes"_s, QString::fromLatin1(fileAttributesText(record.attributes))}};
        if (record.source)
            details.insert(u"source"_s, QString::fromLatin1(usnSourceText(record.source)));
        if (event.recordedNs == kNoTime)
            details.insert(u"time"_s, QString::number(record.time));
        event.details = strings.intern(QByteArrayView(QJsonDocument(details).toJson(QJsonDocument::Compact)));
        m_context.sink.batch().events.push_back(event);
    }

    /// Bytes that are no record: one warning a run of them.
    void strange(qint64 position, qint64 bytes)
    {
        if (m_strangeLength == 0)
            m_strangeFrom = position;
        m_strangeLength = position + bytes - m_strangeFrom;
        m_strangeBytes += bytes;
    }

    void endStrange()
    {
        if (m_strangeLength > 0) {
            ++m_damaged;
            if (m_strangeFrom >= m_context.position)
                m_context.sink.warn(ErrorCode::Damaged, m_context.path, {}, m_strangeFrom, m_strangeLength, m_context.fileId);
        }
        m_strangeLength = 0;
    }

    Result<void> cover()
    {
        StringPool &strings = m_context.sink.batch().strings;
        CoverageRecord coverage;
        coverage.fileId = m_context.fileId;
        coverage.records = m_records;
        coverage.damaged = m_damaged;
        coverage.bytes = std::max<qint64>(0, m_context.source.size());
        coverage.firstNs = m_firstNs;
        coverage.lastNs = m_lastNs;
        coverage.format = strings.intern(QByteArrayView("USN journal"));
        coverage.encoding = strings.intern(QByteArrayView("UTF-16LE"));
        coverage.zone = strings.intern(QByteArrayView("UTC"));
        m_context.sink.batch().coverage.push_back(coverage);
        return m_context.sink.endRecord(coverage.bytes) ? Result<void>() : ErrorCode::Cancelled;
    }

    ImportContext &m_context;
    bool m_committed = false; ///< What is being read is in the case already
    qint64 m_records = 0, m_ranges = 0, m_damaged = 0;
    qint64 m_firstNs = kNoTime, m_lastNs = kNoTime;
    qint64 m_strangeFrom = 0, m_strangeLength = 0, m_strangeBytes = 0;
};

/// The change journal of NTFS. Memory: one window.
class UsnJournalImporter : public Importer
{
public:
    const ImporterDescriptor &descriptor() const override { return kDescriptor; }
    int sniff(QByteArrayView head, const QString &) const override
    {
        // A journal without its hole begins with a record, or in the middle of a page of zeros.
        const auto used = std::find_if(head.begin(), head.end(), [](char byte) { return byte != 0; });
        const qsizetype first = (used - head.begin()) & ~qsizetype(7);
        if (used == head.end())
            return 0;
        const auto record = UsnRecord::read(head.sliced(first), first);
        return record && record->major < 4 && !record->nameDamaged && fileTimeNs(record->time) != kNoTime ? 90 : 0;
    }
    Result<void> run(ImportContext &context) const override { return JournalRun(context).run(); }
};

} // namespace

std::unique_ptr<Importer> create_usnjournal() { return std::make_unique<UsnJournalImporter>(); }

} // namespace ashiato
