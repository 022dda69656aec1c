// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/exporttables.h"

#include "models/records/eventfields.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

// Times in the views carry as many digits as they are precise: without the Z the shorter text sorts before the longer,
// which is the order of time.
const QString kEvidence = uR"(
SELECT v.number, v.kind, v.name, v.segments, v.format, v.size, v.stored_size, v.sector_size, v.fingerprint, v.acquisition,
       v.stored_md5, v.stored_sha1, v.md5, v.sha1, v.sha256, v.verification, v.bad_ranges,
       (SELECT coalesce(h.name, a.value) FROM host_alias a LEFT JOIN host h ON h.id = a.host_id WHERE a.id = v.host_alias_id) AS host,
       v.zone, v.encoding, v.chosen_format, v.mapping, v.skew_ns, v.received_at, v.received_from, v.received_by, v.maker,
       v.serial, v.place_kept, v.note, v.state
FROM evidence v WHERE NOT v.removed ORDER BY v.number)"_s;

const QString kVolumes = uR"(
SELECT v.number AS evidence, o.number, o.byte_offset, o.byte_length, o.scheme, o.description, o.file_system, o.label, o.prefix,
       o.block_size, o.root_inode, o.last_inode, o.unsupported
FROM volume o JOIN evidence v ON v.id = o.evidence_id WHERE NOT v.removed ORDER BY v.number, o.number)"_s;

const QString kFiles = uR"(
SELECT w.evidence, w.path, w.size, w.deleted, w.type, w.inode, w.owner, w.modified, w.accessed, w.changed, w.created,
       w.fn_modified, w.fn_accessed, w.fn_changed, w.fn_created, w.md5, w.sha1, w.sha256, w.flags, w.mode, w.group_owner,
       w.link_target, w.content_type, w.tags, f.volume, f.kind, f.name_kind, f.access, f.access_index, f.sequence,
       f.attribute_type, f.attribute_id,
       (SELECT d.value || p.name FROM file p JOIN text d ON d.id = p.directory_id WHERE p.id = f.parent_id) AS parent
FROM v_file w JOIN file f ON f.id = w.id
ORDER BY 1, 2, f.volume, f.inode, f.sequence, f.attribute_type, f.attribute_id, f.access_index, f.flags, f.kind, f.name_kind,
         f.size, f.modified, f.accessed, f.changed, f.created, parent, w.link_target)"_s;

const QString kEvents = uR"(
SELECT w.time, w.type, w.severity, w.evidence, w.path, w.position, w.host, w.account, w.message, w.tags, w.source,
       w.source_port, w.destination, w.destination_port, w.protocol, w.domain, w.url, w.process, w.named_path, w.hash,
       w.action, w.status, w.bytes_out, w.bytes_in, w.details, w.flags, e.recorded_ns, e.precision_ns, e.offset_minutes,
       e.macb, e.ordinal, e.record_number,
       (SELECT d.value || f.name FROM file f JOIN text d ON d.id = f.directory_id WHERE f.id = e.subject_file_id) AS subject,
       (SELECT f.inode_text FROM file f WHERE f.id = e.subject_file_id) AS subject_inode, e.content_hash%1
FROM v_event w JOIN event e ON e.id = w.id
ORDER BY w.time IS NULL, rtrim(w.time, 'Z'), w.evidence, w.path, e.pos_offset, e.record_number, e.ordinal, w.type, e.macb,
         e.flags, subject_inode, subject, e.content_hash, w.details, w.account, w.host)"_s;

const QString kFlows = uR"(
SELECT first, last, source, destination, port, protocol, bytes_out, bytes_in, count, evidence, path, account, source_port, position
FROM v_flow ORDER BY rtrim(first, 'Z'), evidence, path, source, source_port, destination, port, protocol, account, position, count,
         bytes_out, bytes_in, last)"_s;

const QString kTags = u"SELECT name, name_en, colour, key, severity FROM tag WHERE NOT removed ORDER BY name, name_en, colour"_s;

const QString kTaggings = uR"(
SELECT tag, target, rtrim(time, 'Z') AS time, type, evidence, path, position, note, examiner, target_id IS NOT NULL AS bound
FROM v_tagging ORDER BY tag, target, time, evidence, path, position, type, note)"_s;

const QString kNotes = uR"(
SELECT n.target, n.text, n.target_id IS NOT NULL AS bound,
       CASE n.target WHEN 'event' THEN (SELECT evidence FROM v_event WHERE id = n.target_id)
                     WHEN 'file' THEN (SELECT evidence FROM v_file WHERE id = n.target_id) END AS evidence,
       CASE n.target WHEN 'event' THEN (SELECT path FROM v_event WHERE id = n.target_id)
                     WHEN 'file' THEN (SELECT path FROM v_file WHERE id = n.target_id) END AS path,
       CASE n.target WHEN 'event' THEN (SELECT position FROM v_event WHERE id = n.target_id) END AS position
FROM note n ORDER BY n.target, evidence, path, position, n.text)"_s;

const QString kCoverage = uR"(
SELECT v.number AS evidence, (SELECT d.value || f.name FROM file f JOIN text d ON d.id = f.directory_id WHERE f.id = c.file_id) AS path,
       c.importer, c.version, c.format, c.encoding, c.zone, c.host, c.first_ns, c.last_ns, c.records, c.recovered, c.damaged, c.bytes
FROM coverage c JOIN evidence v ON v.id = c.evidence_id WHERE NOT v.removed
ORDER BY 1, 2, c.importer, c.format, c.records, c.first_ns, c.last_ns, c.bytes)"_s;

const QString kWarnings = uR"(
SELECT v.number AS evidence, w.importer, w.code, w.severity, w.path, w.pos_offset AS offset, w.pos_length AS length, w.detail, w.count
FROM standing_warning w LEFT JOIN evidence v ON v.id = w.evidence_id WHERE coalesce(v.removed, 0) = 0
ORDER BY 1, 5, 6, 2, 3, 8, 7, 9, 4)"_s;

/// The fields that came after the first schema, behind the columns of before.
QString eventSelect()
{
    QString later;
    for (const EventFieldSpec &spec : kTypedSpecs) {
        if (spec.since > 1)
            later += u", w."_s + QLatin1String(spec.csv);
    }
    return kEvents.arg(later);
}

} // namespace

const std::vector<ExportTable> &exportTables()
{
    static const std::vector<ExportTable> tables{
        {u"evidence"_s, kEvidence}, {u"volumes"_s, kVolumes}, {u"files"_s, kFiles},         {u"events"_s, eventSelect()},
        {u"flows"_s, kFlows},       {u"tags"_s, kTags},       {u"taggings"_s, kTaggings},   {u"notes"_s, kNotes},
        {u"coverage"_s, kCoverage}, {u"warnings"_s, kWarnings}};
    return tables;
}

} // namespace ashiato
