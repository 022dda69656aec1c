// SPDX-License-Identifier: Apache-2.0
// CaseReader: events, dictionaries and flows.
#include "models/casedb/casereader.h"

#include "models/casedb/casereader_p.h"

#include <unordered_map>

namespace ashiato
{

namespace
{

constexpr const char *kEvent =
    "SELECT e.id, e.recorded_ns, e.clock_id, e.precision_ns, e.offset_minutes, t.name, e.severity, e.flags, e.macb,"
    " v.number, e.evidence_id, e.file_id, e.subject_file_id, coalesce(d.value, '') || f.name, e.pos_offset, e.pos_length,"
    " e.record_number, e.ordinal, coalesce(h.name, a.value), coalesce(c2.value, c.value), s.value, x.value,"
    " (SELECT value FROM text WHERE id = e.protocol_id), (SELECT value FROM text WHERE id = e.domain_id),"
    " (SELECT value FROM text WHERE id = e.url_id), (SELECT value FROM text WHERE id = e.process_id),"
    " (SELECT value FROM text WHERE id = e.path_id), (SELECT value FROM text WHERE id = e.hash_id),"
    " (SELECT value FROM text WHERE id = e.action_id), e.source_port, e.destination_port, e.status, e.bytes_out,"
    " e.bytes_in, e.details, (SELECT group_concat(tag_id) FROM tagging WHERE target = 'event' AND target_id = e.id),"
    " EXISTS (SELECT 1 FROM note WHERE target = 'event' AND target_id = e.id),"
    " EXISTS (SELECT 1 FROM seen WHERE target = 'event' AND target_id = e.id)"
    " FROM event e LEFT JOIN event_type t ON t.id = e.type_id LEFT JOIN evidence v ON v.id = e.evidence_id"
    " LEFT JOIN file f ON f.id = CASE WHEN e.flags & 32 THEN coalesce(e.subject_file_id, e.file_id) ELSE e.file_id END"
    " LEFT JOIN text d ON d.id = f.directory_id"
    " LEFT JOIN host_alias a ON a.id = coalesce(e.host_alias_id, v.host_alias_id) LEFT JOIN host h ON h.id = a.host_id"
    " LEFT JOIN account c ON c.id = e.account_id LEFT JOIN account c2 ON c2.id = c.same_as"
    " LEFT JOIN endpoint s ON s.id = e.source_id LEFT JOIN endpoint x ON x.id = e.destination_id WHERE e.id = ?1";

using Clocks = std::unordered_map<qint64, ClockRow>;

EventRow eventRow(const Statement &row, const Clocks &clocks)
{
    EventRow e;
    e.id = row.integer(0);
    e.recordedNs = e.shownNs = row.integer(1, kNoTime);
    e.precisionNs = row.integer(3, 1);
    if (!row.isNull(4)) {
        e.offsetMinutes = int(row.integer(4));
        e.basis = TimeBasis::Offset;
    }
    if (const auto clock = clocks.find(row.integer(2)); clock != clocks.end()) {
        e.shownNs = shownTime(clock->second, e.recordedNs, &e.ambiguous);
        e.zoneKnown = clock->second.zoneKnown;
        if (clock->second.local)
            e.basis = TimeBasis::Local;
    }
    e.type = row.text(5);
    e.severity = Severity(row.integer(6));
    e.flags = quint32(row.integer(7));
    e.macb = quint8(row.integer(8));
    e.evidence = row.text(9);
    e.evidenceId = row.integer(10);
    e.fileId = row.integer(11);
    e.subjectFileId = row.integer(12);
    e.path = row.text(13);
    e.offset = row.integer(14, -1);
    e.length = row.integer(15, -1);
    e.recordNumber = row.integer(16, -1);
    e.ordinal = int(row.integer(17));
    QString *const texts[] = {&e.host, &e.account, &e.source,    &e.destination, &e.protocol, &e.domain,
                              &e.url,  &e.process, &e.namedPath, &e.hash,        &e.action};
    int column = 18;
    for (QString *into : texts)
        *into = row.text(column++);
    e.sourcePort = int(row.integer(29));
    e.destinationPort = int(row.integer(30));
    e.status = row.integer(31, -1);
    e.bytesOut = row.integer(32, -1);
    e.bytesIn = row.integer(33, -1);
    e.details = row.view(34).toByteArray();
    if (!row.isNull(35)) {
        for (const QString &tag : row.text(35).split(u','))
            e.tags.append(tag.toLongLong());
    }
    e.hasNote = row.integer(36) != 0;
    e.seen = row.integer(37) != 0;
    return e;
}

EventScanRow scanRow(const Statement &row)
{
    EventScanRow e;
    e.id = row.integer(0);
    e.recordedNs = row.integer(1, kNoTime);
    e.clockId = qint32(row.integer(2));
    e.precisionNs = row.integer(3, 1);
    e.typeId = row.integer(4);
    e.severity = Severity(row.integer(5));
    e.flags = quint32(row.integer(6));
    e.macb = quint8(row.integer(7));
    e.evidenceId = row.integer(8);
    e.fileId = row.integer(9);
    e.subjectFileId = row.integer(10);
    e.offset = row.integer(11, -1);
    e.recordNumber = row.integer(12, -1);
    e.hostId = row.integer(13);
    e.accountId = row.integer(14);
    e.sourceId = row.integer(15);
    e.sourcePort = int(row.integer(16));
    e.destinationId = row.integer(17);
    e.destinationPort = int(row.integer(18));
    qint64 *const ids[] = {&e.protocolId, &e.domainId, &e.urlId, &e.processId, &e.pathId, &e.hashId, &e.actionId};
    int column = 19;
    for (qint64 *into : ids)
        *into = row.integer(column++);
    e.status = row.integer(26, -1);
    e.bytesOut = row.integer(27, -1);
    e.bytesIn = row.integer(28, -1);
    e.details = row.view(29);
    return e;
}

Result<Clocks> clocksById(CaseReader &reader)
{
    auto rows = reader.clocks();
    if (!rows)
        return rows.error();
    Clocks clocks;
    for (ClockRow &clock : *rows)
        clocks.emplace(clock.id, std::move(clock));
    return clocks;
}

} // namespace

Result<std::vector<TypeCount>> CaseReader::countsByType()
{
    std::vector<TypeCount> counts;
    auto done = d->each("SELECT t.name, n.count FROM (SELECT type_id, count(*) AS count FROM event WHERE evidence_id NOT IN"
                        " (SELECT id FROM evidence WHERE removed) GROUP BY type_id) n"
                        " JOIN event_type t ON t.id = n.type_id ORDER BY t.name",
                        [&](Statement &row) { counts.push_back({row.text(0), row.integer(1)}); });
    if (!done)
        return done.error();
    return counts;
}

Result<qint64> CaseReader::eventCount()
{
    return d->connection->integer(
        "SELECT count(*) FROM event WHERE evidence_id NOT IN (SELECT id FROM evidence WHERE removed)");
}

Result<std::vector<EventRow>> CaseReader::events(const QList<qint64> &ids)
{
    const auto clocks = clocksById(*this);
    if (!clocks)
        return clocks.error();
    std::vector<EventRow> rows;
    rows.reserve(size_t(ids.size()));
    for (const qint64 id : ids) {
        auto done = d->each(
            kEvent, [&](Statement &select) { select.bind(1, id); },
            [&](Statement &row) { rows.push_back(eventRow(row, *clocks)); });
        if (!done)
            return done.error();
    }
    return rows;
}

Result<void> CaseReader::scanEvents(qint64 afterId, const std::function<bool(const EventScanRow &)> &row)
{
    // The evidence's own host stands in where an event names none.
    std::unordered_map<qint64, qint64> hosts;
    auto found = d->each("SELECT id, host_alias_id FROM evidence WHERE host_alias_id IS NOT NULL",
                         [&](Statement &evidence) { hosts.emplace(evidence.integer(0), evidence.integer(1)); });
    if (!found)
        return found;
    Statement select = d->connection->prepare(
        "SELECT id, recorded_ns, clock_id, precision_ns, type_id, severity, flags, macb, evidence_id, file_id,"
        " subject_file_id, pos_offset, record_number, host_alias_id, account_id, source_id, source_port, destination_id,"
        " destination_port, protocol_id, domain_id, url_id, process_id, path_id, hash_id, action_id, status, bytes_out,"
        " bytes_in, details FROM event WHERE id > ?1 ORDER BY id");
    select.bind(1, afterId);
    Statement::Step step = select.step();
    for (; step == Statement::Step::Row; step = select.step()) {
        EventScanRow event = scanRow(select);
        if (event.hostId == 0) {
            if (const auto host = hosts.find(event.evidenceId); host != hosts.end())
                event.hostId = host->second;
        }
        if (!row(event))
            return {};
    }
    return step == Statement::Step::Failed ? Result<void>(select.error()) : Result<void>();
}

Result<void> CaseReader::scanDictionary(Dictionary dictionary, qint64 afterId,
                                        const std::function<bool(qint64, QByteArrayView)> &value)
{
    const char *sql = nullptr;
    switch (dictionary) {
    case Dictionary::EventType: sql = "SELECT id, name FROM event_type WHERE id > ?1 ORDER BY id"; break;
    case Dictionary::HostAlias:
        sql = "SELECT a.id, coalesce(h.name, a.value) FROM host_alias a LEFT JOIN host h ON h.id = a.host_id"
              " WHERE a.id > ?1 ORDER BY a.id";
        break;
    case Dictionary::Account:
        sql = "SELECT a.id, coalesce(b.value, a.value) FROM account a LEFT JOIN account b ON b.id = a.same_as"
              " WHERE a.id > ?1 ORDER BY a.id";
        break;
    case Dictionary::Endpoint: sql = "SELECT id, value FROM endpoint WHERE id > ?1 ORDER BY id"; break;
    case Dictionary::Text: sql = "SELECT id, value FROM text WHERE id > ?1 ORDER BY id"; break;
    }
    Statement select = d->connection->prepare(QByteArrayView(sql, qsizetype(qstrlen(sql))));
    select.bind(1, afterId);
    Statement::Step step = select.step();
    for (; step == Statement::Step::Row; step = select.step()) {
        if (!value(select.integer(0), select.view(1)))
            return {};
    }
    return step == Statement::Step::Failed ? Result<void>(select.error()) : Result<void>();
}

Result<std::vector<HostAliasRow>> CaseReader::hostAliases()
{
    std::vector<HostAliasRow> rows;
    auto done = d->each("SELECT a.id, a.value, a.kind, a.host_id, h.name FROM host_alias a"
                        " LEFT JOIN host h ON h.id = a.host_id ORDER BY a.value",
                        [&](Statement &row) {
                            rows.push_back({row.integer(0), row.text(1), row.text(2), row.integer(3), row.text(4)});
                        });
    if (!done)
        return done.error();
    return rows;
}

Result<std::vector<FlowRow>> CaseReader::flows()
{
    const auto clocks = clocksById(*this);
    if (!clocks)
        return clocks.error();
    std::vector<FlowRow> rows;
    auto done = d->each(
        "SELECT w.id, w.evidence_id, w.file_id, v.number, coalesce(d.value, '') || f.name, s.value, x.value, p.value,"
        " a.value, w.source_id, w.destination_id, w.source_port, w.destination_port, w.clock_id, w.first_ns, w.last_ns,"
        " w.precision_ns, w.bytes_out, w.bytes_in, w.count, w.pos_offset FROM flow w"
        " JOIN evidence v ON v.id = w.evidence_id LEFT JOIN file f ON f.id = w.file_id"
        " LEFT JOIN text d ON d.id = f.directory_id LEFT JOIN endpoint s ON s.id = w.source_id"
        " LEFT JOIN endpoint x ON x.id = w.destination_id LEFT JOIN text p ON p.id = w.protocol_id"
        " LEFT JOIN account a ON a.id = w.account_id WHERE NOT v.removed"
        " ORDER BY CAST(w.bytes_out AS REAL) + w.bytes_in DESC, w.id",
        [&](Statement &row) {
            FlowRow w;
            w.id = row.integer(0);
            w.evidenceId = row.integer(1);
            w.fileId = row.integer(2);
            QString *const texts[] = {&w.evidence, &w.path, &w.source, &w.destination, &w.protocol, &w.account};
            int column = 3;
            for (QString *into : texts)
                *into = row.text(column++);
            w.sourceId = row.integer(9);
            w.destinationId = row.integer(10);
            w.sourcePort = int(row.integer(11));
            w.destinationPort = int(row.integer(12));
            w.firstNs = row.integer(14, kNoTime);
            w.lastNs = row.integer(15, kNoTime);
            if (const auto clock = clocks->find(row.integer(13)); clock != clocks->end()) {
                w.firstNs = shownTime(clock->second, w.firstNs);
                w.lastNs = shownTime(clock->second, w.lastNs);
            }
            w.precisionNs = row.integer(16, 1);
            w.bytesOut = row.integer(17);
            w.bytesIn = row.integer(18);
            w.count = row.integer(19);
            w.offset = row.integer(20, -1);
            rows.push_back(w);
        });
    if (!done)
        return done.error();
    return rows;
}

} // namespace ashiato
