// SPDX-License-Identifier: Apache-2.0
// The two big tables of BatchWriter: file and event.
#include "models/casedb/batchwriter.h"

#include "models/casedb/exhibitdigest.h"
#include "models/casedb/sqlite/rowblock.h"
#include "models/casedb/typedcolumns.h"

#include <QDateTime>

#include <algorithm>

namespace ashiato
{

namespace
{

enum EventCell : int {
    EId, ERecorded, EClock, EPrecision, EOffsetMinutes, EType, ESeverity, EFlags, EMacb, EEvidence, EFile, ESubject,
    EPosOffset, EPosLength, ERecord, EOrdinal, EDetails, EContentHash, ERun, ETyped,
    EventCellCount = ETyped + int(kTypedFields)
};

/// Kept by its address: made once.
const char *eventColumns()
{
    static const QByteArray columns =
        "event (id, recorded_ns, clock_id, precision_ns, offset_minutes, type_id, severity, flags, macb, evidence_id,"
        " file_id, subject_file_id, pos_offset, pos_length, record_number, ordinal, details, content_hash, run_id, " + typedColumns() + ")";
    return columns.constData();
}

enum FileCell : int {
    FId, FEvidence, FVolume, FParent, FDirectory, FName, FNameKind, FKind, FAccess, FAccessIndex, FSize, FMode, FOwner,
    FGroup, FInode, FInodeText, FAttributeType, FAttributeId, FSequence, FTimes, FFnTimes = FTimes + 4,
    FPrecisions = FFnTimes + 4, FClock = FPrecisions + 4, FFlags, FLinkTarget, FContentType, FRun, FileFieldCount
};
constexpr const char *kFileColumns =
    "file (id, evidence_id, volume, parent_id, directory_id, name, name_kind, kind, access, access_index, size, mode,"
    " owner_id, group_id, inode, inode_text, attribute_type, attribute_id, sequence, modified, accessed, changed,"
    " created, fn_modified, fn_accessed, fn_changed, fn_created, precision_modified, precision_accessed,"
    " precision_changed, precision_created, clock_id, flags, link_target, content_type, run_id)";

} // namespace

class EventRows : public RowBlock<EventCellCount>
{
    using RowBlock::RowBlock;
};

Result<void> BatchWriter::putFiles()
{
    if (m_batch->files.empty())
        return {};
    const auto run = runOf(*m_job, 0);
    if (!run)
        return run.error();
    const auto isKnown = [](const FileRecord &file) { return file.known != 0; };
    const auto known = std::count_if(m_batch->files.begin(), m_batch->files.end(), isKnown);
    RowBlock<FileFieldCount> rows(m_connection, kFileColumns, m_batch->files.size() - size_t(known));
    for (const FileRecord &file : m_batch->files) {
        if (isKnown(file)) {
            if (auto done = putOpened(file); !done)
                return done;
            continue;
        }
        rows.beginRow();
        rows.integer(FId, qint64(file.id));
        rows.integer(FEvidence, m_context.evidenceId);
        rows.integerUnless(FVolume, file.volume, 0);
        rows.integer(FParent, qint64(file.parentId));
        rows.integer(FDirectory, textId(file.directory));
        rows.textOrEmpty(FName, view(file.name));
        rows.integer(FNameKind, qint64(file.nameKind));
        rows.integer(FKind, qint64(file.kind));
        rows.integer(FAccess, qint64(file.access));
        rows.integerUnless(FAccessIndex, qint64(file.accessIndex), 0);
        rows.integerUnless(FSize, file.size, kUnknown);
        rows.integer(FMode, file.mode);
        rows.integerUnless(FOwner, textId(file.owner), 0);
        rows.integerUnless(FGroup, textId(file.group), 0);
        rows.integer(FInode, qint64(file.inode));
        rows.text(FInodeText, view(file.inodeText));
        rows.integerUnless(FAttributeType, file.attributeType, 0);
        rows.integerUnless(FAttributeId, file.attributeId, 0);
        rows.integerUnless(FSequence, file.sequence, 0);
        for (int i = 0; i < 4; ++i) {
            rows.integerUnless(FTimes + i, file.times[i], kNoTime);
            rows.integerUnless(FFnTimes + i, file.fnTimes[i], kNoTime);
            rows.integer(FPrecisions + i, file.precisionNs[i]);
        }
        rows.integer(FClock, m_now.of(file.basis));
        rows.integer(FFlags, file.flags);
        rows.text(FLinkTarget, view(file.linkTarget));
        rows.text(FContentType, view(file.contentType));
        rows.integer(FRun, *run);
        if (!rows.endRow())
            return rows.result();
    }
    if (auto done = addToSum(m_connection, m_context.evidenceId, SealPart::Files, m_hashes->digest().files); !done)
        return done;
    if (known > 0) {
        if (auto done = forgetSum(m_connection, m_context.evidenceId, SealPart::Files); !done)
            return done;
    }
    if (std::any_of(m_batch->files.begin(), m_batch->files.end(), [](const FileRecord &file) { return file.decrypted != 0; })) {
        Statement &key = m_connection.statement("UPDATE evidence SET key_kind = 'password' WHERE id = ?1");
        key.bind(1, m_context.evidenceId);
        if (auto done = key.run(); !done)
            return done;
    }
    for (const FileRecord &file : m_batch->files) {
        if (file.importer == 0 && !(file.flags & FileContainer))
            continue;
        if (auto done = putUnitsOf(file); !done)
            return done;
    }
    return {};
}

/// A row whose content was closed until now: neither its flags nor its warning hold any longer.
Result<void> BatchWriter::putOpened(const FileRecord &file)
{
    Statement &update = m_connection.statement(
        "UPDATE file SET flags = (flags & ~?3) | ?4 WHERE id = ?1 AND evidence_id = ?2");
    update.bind(1, qint64(file.id)).bind(2, m_context.evidenceId);
    update.bind(3, qint64(FileEncrypted | FileUnreadable)).bind(4, qint64(file.flags & FileContainer));
    if (auto done = update.run(); !done)
        return done;
    Statement &said = m_connection.statement("DELETE FROM warning WHERE evidence_id = ?2 AND file_id = ?1 AND code = ?3");
    said.bind(1, qint64(file.id)).bind(2, m_context.evidenceId).bindText(3, errorCodeId(ErrorCode::Encrypted));
    return said.run();
}

Result<qint64> BatchWriter::jobForUnits(TaskKind kind)
{
    Statement &find = m_connection.statement(
        "SELECT id, state FROM job WHERE evidence_id = ?1 AND kind = ?2 AND state <> 'cancelled' ORDER BY id DESC");
    find.bind(1, m_context.evidenceId).bindText(2, taskKindId(kind));
    const Statement::Step step = find.step();
    if (step == Statement::Step::Failed)
        return find.error();
    if (step == Statement::Step::Row) {
        const qint64 id = find.integer(0);
        const bool ended = find.text(1) == u"done" || find.text(1) == u"failed";
        find.reset();
        if (ended) { // new work for it
            Statement &wake = m_connection.statement("UPDATE job SET state = 'pending', ended_at = NULL WHERE id = ?1");
            wake.bind(1, id);
            if (auto done = wake.run(); !done)
                return done.error();
        }
        return id;
    }
    Statement &insert = m_connection.statement(
        "INSERT INTO job (evidence_id, kind, priority, added_at) VALUES (?1, ?2, ?3, ?4) RETURNING id");
    insert.bind(1, m_context.evidenceId).bindText(2, taskKindId(kind)).bind(3, qint64(kind == TaskKind::Expand ? 20 : 30));
    insert.bindText(4, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    if (insert.step() != Statement::Step::Row)
        return insert.error();
    const qint64 id = insert.integer(0);
    insert.reset();
    return id;
}

Result<void> BatchWriter::putUnitsOf(const FileRecord &file)
{
    const auto put = [&](TaskKind kind, QByteArrayView importer, int priority) -> Result<void> {
        const auto job = jobForUnits(kind);
        if (!job)
            return job.error();
        // A unit of a file that was closed has read nothing.
        Statement &insert = m_connection.statement(
            "INSERT INTO job_unit (job_id, unit, importer, priority) VALUES (?1, ?2, ?3, ?4)"
            " ON CONFLICT (job_id, unit) DO UPDATE SET state = 0, position = 0, ordinal = 0, attempts = 0, skips = '[]',"
            " importer = excluded.importer WHERE ?5");
        insert.bind(1, *job).bind(2, qint64(file.id)).bindView(3, importer).bind(4, qint64(priority));
        insert.bind(5, qint64(file.known));
        return insert.run();
    };
    if (file.importer) {
        if (auto done = put(TaskKind::Import, view(file.importer), file.importerPriority); !done)
            return done;
    }
    return file.flags & FileContainer ? put(TaskKind::Expand, {}, 50) : Result<void>();
}

Result<void> BatchWriter::putEvents()
{
    if (m_batch->events.empty())
        return {};
    EventRows rows(m_connection, eventColumns(), m_batch->events.size());
    UnitRange *range = nullptr;
    quint64 unit = 0;
    qint64 runId = 0;
    const bool byUnit = m_job->kind == TaskKind::Import;
    const auto &events = m_batch->events;
    for (size_t i = 0; i < events.size(); ++i) {
        const EventRecord &event = events[i];
        // Values that hardly repeat: told to the memory a few rows ahead.
        constexpr size_t kAhead = 6;
        if (i + kAhead < events.size()) {
            const EventRecord &later = events[i + kAhead];
            for (const StringRef ref : {later.url, later.namedPath}) {
                if (ref != 0 && m_textIds[ref] == 0)
                    m_texts.prefetch(m_hashes->ofString(ref));
            }
        }
        const quint64 eventUnit = byUnit ? event.fileId : 0;
        if (runId == 0 || eventUnit != unit) {
            unit = eventUnit;
            const auto run = runOf(*m_job, unit);
            if (!run)
                return run.error();
            runId = *run;
            range = byUnit ? &m_ranges[unit] : nullptr;
            const auto live = m_job->flows.find(unit);
            m_flows = live == m_job->flows.end() ? nullptr : &live->second;
        }
        if (range) {
            if (range->firstEvent == 0)
                range->firstEvent = m_nextEvent;
            range->lastEvent = m_nextEvent;
            range->makesFlow |= (event.flags & EventMakesFlow) != 0;
        }
        if (auto done = putEvent(rows, i, runId); !done)
            return done;
        if (m_flows && m_flows->isFull()) { // too many for memory: from the rows, in parts
            m_job->flows.erase(unit);
            m_flows = nullptr;
        }
    }
    if (auto done = rows.result(); !done)
        return done;
    if (auto done = addToSum(m_connection, m_context.evidenceId, SealPart::Events, m_hashes->digest().events); !done)
        return done;
    return putEventRange(m_nextEvent - qint64(events.size()), m_nextEvent - 1);
}

/// The id of a text in the table that its column refers to; 0 where there is none, or where it failed.
inline qint64 BatchWriter::valueId(ValueTable table, StringRef ref, Result<void> &found)
{
    qint64 id = 0;
    const auto unique = [&](UniqueDictionary &dictionary, std::vector<qint64> &ids) {
        if (auto done = uniqueId(dictionary, ids, ref, id); !done)
            found = done;
    };
    switch (table) {
    case ValueTable::HostAlias: unique(m_hosts, m_hostIds); break;
    case ValueTable::Account: unique(m_accounts, m_accountIds); break;
    case ValueTable::Endpoint: unique(m_endpoints, m_endpointIds); break;
    default: id = textId(ref);
    }
    return id;
}

Result<void> BatchWriter::putEvent(EventRows &rows, size_t index, qint64 runId)
{
    const EventRecord &event = m_batch->events[index];
    qint64 type = 0;
    if (auto done = uniqueId(m_types, m_typeIds, event.type, type); !done)
        return done;
    std::array<qint64, kTypedFields> values;
    Result<void> found;
    forEachTyped([&](auto i) {
        if constexpr (kTypedSpecs[i].isText())
            values[i] = valueId(kTypedSpecs[i].table, event.*kEventTexts[i], found);
        else if constexpr (kTypedSpecs[i].shape == FieldShape::Port)
            values[i] = event.*kEventPorts[i];
        else
            values[i] = event.*kEventNumbers[i];
    });
    if (!found)
        return found;

    if (m_flows && event.flags & EventMakesFlow) {
        const auto of = [&values](EventField field) { return values[typedIndex(field)]; };
        m_flows->add({of(EventField::Source), of(EventField::Destination), of(EventField::Protocol), of(EventField::Account),
                      m_now.of(event.basis), event.destinationPort, flowKindOf(event.flags)},
                     {event.recordedNs, event.precisionNs, event.bytesOut, event.bytesIn, event.offset});
    }

    rows.beginRow();
    rows.integer(EId, m_nextEvent++);
    rows.integerUnless(ERecorded, event.recordedNs, kNoTime);
    rows.integer(EClock, m_now.of(event.basis));
    rows.integer(EPrecision, event.precisionNs);
    if (event.basis == TimeBasis::Offset)
        rows.integer(EOffsetMinutes, event.offsetMinutes);
    rows.integer(EType, type);
    rows.integer(ESeverity, qint64(event.severity));
    rows.integer(EFlags, event.flags);
    rows.integerUnless(EMacb, event.macb, 0);
    rows.integer(EEvidence, m_context.evidenceId);
    rows.integerUnless(EFile, qint64(event.fileId), 0);
    rows.integerUnless(ESubject, qint64(event.subjectFileId), 0);
    rows.integerUnless(EPosOffset, event.offset, kUnknown);
    rows.integerUnless(EPosLength, event.length, kUnknown);
    rows.integerUnless(ERecord, event.recordNumber, kUnknown);
    rows.integerUnless(EOrdinal, event.ordinal, 0);
    rows.text(EDetails, view(event.details));
    rows.integer(EContentHash, qint64(m_hashes->ofEvent(index)));
    rows.integer(ERun, runId);
    forEachTyped([&](auto i) { rows.integerUnless(ETyped + int(i), values[i], kTypedSpecs[i].none()); });
    return rows.endRow() ? Result<void>() : rows.result();
}

} // namespace ashiato
