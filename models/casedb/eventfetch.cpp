// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/eventfetch.h"

#include "models/casedb/typedcolumns.h"

namespace ashiato
{

namespace
{

/// The statement is kept by its text: made once.
const QByteArray &eventSelect()
{
    static const QByteArray select =
        "SELECT id, recorded_ns, clock_id, precision_ns, offset_minutes, type_id, severity, flags, macb, evidence_id, file_id,"
        " subject_file_id, pos_offset, pos_length, record_number, ordinal, details, " + typedColumns() + " FROM event WHERE id = ?1";
    return select;
}

constexpr int kFirstTypedColumn = 17;
constexpr const char *kExhibit = "SELECT number, host_alias_id FROM evidence WHERE id = ?1";
constexpr const char *kTags = "SELECT tag_id FROM tagging WHERE target = 'event' AND target_id = ?1 ORDER BY tag_id";
constexpr const char *kNote = "SELECT 1 FROM note WHERE target = 'event' AND target_id = ?1";
constexpr const char *kSeen = "SELECT 1 FROM seen WHERE target = 'event' AND target_id = ?1";

} // namespace

EventFetch::EventFetch(Connection &connection, const std::vector<ClockRow> &clocks)
    : m_connection(connection), m_types{"SELECT name || iif(other_meaning, char(31), '') FROM event_type WHERE id = ?1"},
      m_files{"SELECT coalesce(d.value, '') || f.name FROM file f LEFT JOIN text d ON d.id = f.directory_id WHERE f.id = ?1"},
      m_hosts{"SELECT coalesce(h.name, a.value) FROM host_alias a LEFT JOIN host h ON h.id = a.host_id WHERE a.id = ?1"},
      m_accounts{"SELECT coalesce(b.value, a.value) FROM account a LEFT JOIN account b ON b.id = a.same_as WHERE a.id = ?1"},
      m_endpoints{"SELECT value FROM endpoint WHERE id = ?1"}, m_texts{"SELECT value FROM text WHERE id = ?1"}
{
    for (const ClockRow &clock : clocks)
        m_clocks.insert(clock.id, &clock);
    m_anyTag = hasRows("SELECT 1 FROM tagging WHERE target = 'event' LIMIT 1");
    m_anyNote = hasRows("SELECT 1 FROM note WHERE target = 'event' LIMIT 1");
    m_anySeen = hasRows("SELECT 1 FROM seen WHERE target = 'event' LIMIT 1");
}

Result<std::vector<EventRow>> EventFetch::rows(const QList<qint64> &ids)
{
    std::vector<EventRow> rows;
    rows.reserve(size_t(ids.size()));
    for (const qint64 id : ids) {
        Statement &select = m_connection.statement(eventSelect().constData());
        if (find(select, id))
            rows.push_back(read(select));
        select.reset();
        if (m_error)
            return *m_error;
    }
    return rows;
}

EventRow EventFetch::read(const Statement &row)
{
    EventRow e;
    e.id = row.integer(0);
    e.recordedNs = e.shownNs = row.integer(1, kNoTime);
    e.precisionNs = row.integer(3, 1);
    if (!row.isNull(4)) {
        e.offsetMinutes = int(row.integer(4));
        e.basis = TimeBasis::Offset;
    }
    e.flags = quint32(row.integer(7));
    showTime(e, row.integer(2));
    e.type = value(m_types, row.integer(5));
    e.otherMeaning = e.type.endsWith(QLatin1Char(kOtherMeaning));
    if (e.otherMeaning)
        e.type.chop(1);
    e.severity = Severity(row.integer(6));
    e.macb = quint8(row.integer(8));
    e.evidenceId = row.integer(9);
    const Exhibit &from = exhibit(e.evidenceId);
    e.evidence = from.number;
    e.fileId = row.integer(10);
    e.subjectFileId = row.integer(11);
    const bool ofSubject = (e.flags & EventFileTime) && e.subjectFileId != 0;
    e.path = value(m_files, ofSubject ? e.subjectFileId : e.fileId);
    e.offset = row.integer(12, -1);
    e.length = row.integer(13, -1);
    e.recordNumber = row.integer(14, -1);
    e.ordinal = int(row.integer(15));
    e.details = row.view(16).toByteArray();
    forEachTyped([&](auto i) {
        constexpr EventFieldSpec spec = kTypedSpecs[i];
        const qint64 found = row.integer(kFirstTypedColumn + int(i), spec.none());
        if constexpr (spec.field == EventField::Host)
            e.host = value(m_hosts, found == 0 ? from.hostAlias : found);
        else if constexpr (spec.isText())
            e.*kRowTexts[i] = value(valuesOf(spec.table), found);
        else if constexpr (spec.shape == FieldShape::Port)
            e.*kRowPorts[i] = int(found);
        else
            e.*kRowNumbers[i] = found;
    });
    readMarks(e);
    return e;
}

void EventFetch::readMarks(EventRow &event)
{
    if (m_anyTag) {
        Statement &tags = m_connection.statement(kTags);
        for (bool more = find(tags, event.id); more; more = tags.step() == Statement::Step::Row)
            event.tags.append(tags.integer(0));
        tags.reset();
    }
    const auto holds = [&](const char *sql) {
        Statement &select = m_connection.statement(sql);
        const bool found = find(select, event.id);
        select.reset();
        return found;
    };
    event.hasNote = m_anyNote && holds(kNote);
    event.seen = m_anySeen && holds(kSeen);
}

void EventFetch::showTime(EventRow &event, qint64 clockId) const
{
    const ClockRow *clock = m_clocks.value(clockId);
    if (!clock)
        return;
    event.shownNs = shownTime(*clock, event.recordedNs, &event.ambiguous);
    event.zoneKnown = clock->zoneKnown;
    if (event.recordedNs != kNoTime)
        event.flags = flagsByClock(event.flags, EventZoneUnknown, *clock);
    if (clock->local)
        event.basis = TimeBasis::Local;
}

EventFetch::Values &EventFetch::valuesOf(ValueTable table)
{
    switch (table) {
    case ValueTable::HostAlias: return m_hosts;
    case ValueTable::Account: return m_accounts;
    case ValueTable::Endpoint: return m_endpoints;
    default: return m_texts;
    }
}

QString EventFetch::value(Values &values, qint64 id)
{
    if (id == 0)
        return {};
    const auto known = values.known.constFind(id);
    if (known != values.known.constEnd())
        return *known;
    Statement &select = m_connection.statement(values.sql);
    const QString text = find(select, id) ? select.text(0) : QString();
    select.reset();
    values.known.insert(id, text);
    return text;
}

const EventFetch::Exhibit &EventFetch::exhibit(qint64 id)
{
    auto known = m_exhibits.find(id);
    if (known == m_exhibits.end()) {
        Statement &select = m_connection.statement(kExhibit);
        Exhibit row;
        if (find(select, id))
            row = {select.text(0), select.integer(1)};
        select.reset();
        known = m_exhibits.insert(id, row);
    }
    return *known;
}

bool EventFetch::hasRows(const char *sql)
{
    Statement &select = m_connection.statement(sql);
    const Statement::Step step = select.step();
    if (step == Statement::Step::Failed && !m_error)
        m_error = select.error();
    select.reset();
    return step == Statement::Step::Row;
}

bool EventFetch::find(Statement &select, qint64 id)
{
    select.bind(1, id);
    const Statement::Step step = select.step();
    if (step == Statement::Step::Failed && !m_error)
        m_error = select.error();
    return step == Statement::Step::Row;
}

} // namespace ashiato
