// SPDX-License-Identifier: Apache-2.0
// CaseReader: events, dictionaries and flows.
#include "models/casedb/casereader.h"

#include "models/casedb/casereader_p.h"
#include "models/casedb/eventfetch.h"
#include "models/casedb/typedcolumns.h"

#include <unordered_map>

namespace ashiato
{

namespace
{

using Clocks = std::unordered_map<qint64, ClockRow>;

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

EventScanRow scanRow(const Statement &row)
{
    EventScanRow e;
    int column = 0;
    e.id = row.integer(column++);
    e.recordedNs = row.integer(column++, kNoTime);
    e.clockId = qint32(row.integer(column++));
    e.precisionNs = row.integer(column++, 1);
    e.typeId = row.integer(column++);
    e.severity = Severity(row.integer(column++));
    e.flags = quint32(row.integer(column++));
    e.macb = quint8(row.integer(column++));
    e.evidenceId = row.integer(column++);
    e.fileId = row.integer(column++);
    e.subjectFileId = row.integer(column++);
    e.offset = row.integer(column++, -1);
    e.recordNumber = row.integer(column++, -1);
    e.details = row.view(column++);
    for (size_t i = 0; i < kTypedFields; ++i)
        e.values[i] = row.integer(column++, kTypedSpecs[i].none());
    return e;
}

} // namespace

Result<std::vector<TypeCount>> CaseReader::countsByType()
{
    std::vector<TypeCount> counts;
    auto done = d->each("SELECT t.name, n.count, t.other_meaning FROM (SELECT type_id, count(*) AS count FROM event WHERE evidence_id NOT IN"
                        " (SELECT id FROM evidence WHERE removed) GROUP BY type_id) n"
                        " JOIN event_type t ON t.id = n.type_id ORDER BY t.name, t.other_meaning",
                        [&](Statement &row) { counts.push_back({row.text(0), row.integer(1), row.integer(2) != 0}); });
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
    // One state of the case, and one lock for all the look-ups.
    const bool mine = !d->inSnapshot;
    if (auto held = beginSnapshot(); !held)
        return held.error();
    auto rows = [&]() -> Result<std::vector<EventRow>> {
        const auto clocks = this->clocks();
        if (!clocks)
            return clocks.error();
        return EventFetch(*d->connection, *clocks).rows(ids);
    }();
    if (mine)
        endSnapshot();
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
        " subject_file_id, pos_offset, record_number, details, " + typedColumns() + " FROM event WHERE id > ?1 ORDER BY id");
    select.bind(1, afterId);
    Statement::Step step = select.step();
    for (; step == Statement::Step::Row; step = select.step()) {
        EventScanRow event = scanRow(select);
        if (qint64 &named = event.values[typedIndex(EventField::Host)]; named == 0) {
            if (const auto host = hosts.find(event.evidenceId); host != hosts.end())
                named = host->second;
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
    case Dictionary::RecordedHost: sql = "SELECT id, value FROM host_alias WHERE id > ?1 ORDER BY id"; break;
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

Result<std::vector<qint64>> CaseReader::typesOfOtherMeaning()
{
    std::vector<qint64> ids;
    auto done = d->each("SELECT id FROM event_type WHERE other_meaning", [&](Statement &row) { ids.push_back(row.integer(0)); });
    if (!done)
        return done.error();
    return ids;
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

Result<std::vector<FactRow>> CaseReader::facts()
{
    const auto clocks = clocksById(*this);
    if (!clocks)
        return clocks.error();
    std::vector<FactRow> rows;
    auto done = d->each(
        "SELECT v.id, w.evidence_id, w.file_id, v.evidence, v.path, v.host, v.kind, v.subject, v.name, v.value, w.details, w.clock_id,"
        " w.since_ns, w.until_ns, w.precision_ns, w.pos_offset, w.pos_length, w.record_number, w.severity, w.flags"
        " FROM v_fact v JOIN fact w ON w.id = v.id"
        " ORDER BY v.host, v.kind, v.subject, v.name, v.value, v.evidence, v.path, w.pos_offset, w.ordinal, v.id",
        [&](Statement &row) {
            FactRow w;
            w.id = row.integer(0);
            w.evidenceId = row.integer(1);
            w.fileId = row.integer(2);
            QString *const texts[] = {&w.evidence, &w.path, &w.host, &w.kind, &w.subject, &w.name, &w.value};
            int column = 3;
            for (QString *into : texts)
                *into = row.text(column++);
            w.details = row.blob(10);
            w.sinceNs = row.integer(12, kNoTime);
            w.untilNs = row.integer(13, kNoTime);
            if (const auto clock = clocks->find(row.integer(11)); clock != clocks->end()) {
                w.sinceNs = shownTime(clock->second, w.sinceNs);
                w.untilNs = shownTime(clock->second, w.untilNs);
                w.zoneKnown = clock->second.zoneKnown;
            }
            w.precisionNs = row.integer(14, 1);
            w.offset = row.integer(15, -1);
            w.length = row.integer(16, -1);
            w.recordNumber = row.integer(17, -1);
            w.severity = Severity(row.integer(18));
            w.flags = quint32(row.integer(19));
            rows.push_back(w);
        });
    return done ? Result<std::vector<FactRow>>(std::move(rows)) : Result<std::vector<FactRow>>(done.error());
}

Result<std::vector<FlowRow>> CaseReader::flows(FlowsOf which)
{
    const auto clocks = clocksById(*this);
    if (!clocks)
        return clocks.error();
    std::vector<FlowRow> rows;
    const QByteArray sql =
        "SELECT w.id, w.evidence_id, w.file_id, v.number, coalesce(d.value, '') || f.name, s.value, x.value, p.value,"
        " a.value, w.source_id, w.destination_id, w.source_port, w.destination_port, w.clock_id, w.first_ns, w.last_ns,"
        " w.precision_ns, w.bytes_out, w.bytes_in, w.count, w.pos_offset, w.kind, w.aggregated, w.protocol_id FROM flow w"
        " JOIN evidence v ON v.id = w.evidence_id LEFT JOIN file f ON f.id = w.file_id"
        " LEFT JOIN text d ON d.id = f.directory_id LEFT JOIN endpoint s ON s.id = w.source_id"
        " LEFT JOIN endpoint x ON x.id = w.destination_id LEFT JOIN text p ON p.id = w.protocol_id"
        " LEFT JOIN account a ON a.id = w.account_id WHERE NOT v.removed" +
        QByteArray(which == FlowsOf::All ? "" : " AND NOT w.aggregated") +
        " ORDER BY CAST(coalesce(w.bytes_out, 0) AS REAL) + coalesce(w.bytes_in, 0) DESC, w.id";
    auto done = d->each(sql.constData(), [&](Statement &row) {
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
                w.zoneKnown = clock->second.zoneKnown;
            }
            w.precisionNs = row.integer(16, 1);
            w.bytesOut = row.integer(17, kUnknown);
            w.bytesIn = row.integer(18, kUnknown);
            w.count = row.integer(19);
            w.offset = row.integer(20, -1);
            w.kind = FlowKind(std::clamp<qint64>(row.integer(21), 0, qint64(FlowKind::Last)));
            w.summed = row.integer(22) != 0;
            w.protocolId = row.integer(23);
            rows.push_back(w);
        });
    if (!done)
        return done.error();
    return rows;
}

} // namespace ashiato
