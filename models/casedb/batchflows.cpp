// SPDX-License-Identifier: Apache-2.0
// BatchWriter: facts, flows that the source tells itself, and those that are summed from the events of a unit.
#include "models/casedb/batchwriter.h"

#include "models/casedb/sqlite/rowblock.h"

namespace ashiato
{

Result<void> BatchWriter::putFlows()
{
    if (m_batch->flows.empty())
        return {};
    RowBlock<18> rows(m_connection,
                      "flow (evidence_id, file_id, clock_id, first_ns, last_ns, source_id, source_port, destination_id,"
                      " destination_port, protocol_id, account_id, bytes_out, bytes_in, count, pos_offset, run_id,"
                      " precision_ns, kind)",
                      m_batch->flows.size());
    for (const FlowRecord &flow : m_batch->flows) {
        qint64 source = 0, destination = 0, account = 0;
        for (auto done : {uniqueId(m_endpoints, m_endpointIds, flow.source, source),
                          uniqueId(m_endpoints, m_endpointIds, flow.destination, destination),
                          uniqueId(m_accounts, m_accountIds, flow.account, account)}) {
            if (!done)
                return done;
        }
        const auto run = runOf(*m_job, flow.fileId);
        if (!run)
            return run.error();
        rows.beginRow();
        rows.integer(0, m_context.evidenceId);
        rows.integerUnless(1, qint64(flow.fileId), 0);
        rows.integer(2, m_now.of(flow.basis));
        rows.integerUnless(3, flow.firstNs, kNoTime);
        rows.integerUnless(4, flow.lastNs, kNoTime);
        rows.integerUnless(5, source, 0);
        rows.integerUnless(6, flow.sourcePort, 0);
        rows.integerUnless(7, destination, 0);
        rows.integerUnless(8, flow.destinationPort, 0);
        rows.integerUnless(9, textId(flow.protocol), 0);
        rows.integerUnless(10, account, 0);
        rows.integerUnless(11, flow.bytesOut, kUnknown);
        rows.integerUnless(12, flow.bytesIn, kUnknown);
        rows.integer(13, flow.count);
        rows.integerUnless(14, flow.offset, kUnknown);
        rows.integer(15, *run);
        rows.integer(16, 1);
        rows.integer(17, qint64(flow.kind));
        if (!rows.endRow())
            break;
    }
    return rows.result();
}

Result<void> BatchWriter::putFacts()
{
    if (m_batch->facts.empty())
        return {};
    RowBlock<19> rows(m_connection,
                      "fact (evidence_id, file_id, kind, host_alias_id, subject_id, name_id, value_id, details, since_ns, until_ns,"
                      " precision_ns, clock_id, severity, flags, pos_offset, pos_length, record_number, ordinal, run_id)",
                      m_batch->facts.size());
    for (const FactRecord &fact : m_batch->facts) {
        qint64 host = 0;
        if (auto done = uniqueId(m_hosts, m_hostIds, fact.host, host); !done)
            return done;
        const auto run = runOf(*m_job, fact.fileId);
        if (!run)
            return run.error();
        rows.beginRow();
        rows.integer(0, m_context.evidenceId);
        rows.integerUnless(1, qint64(fact.fileId), 0);
        rows.textOrEmpty(2, view(fact.kind));
        rows.integerUnless(3, host, 0);
        rows.integerUnless(4, textId(fact.subject), 0);
        rows.integerUnless(5, textId(fact.name), 0);
        rows.integerUnless(6, textId(fact.value), 0);
        rows.text(7, view(fact.details));
        rows.integerUnless(8, fact.sinceNs, kNoTime);
        rows.integerUnless(9, fact.untilNs, kNoTime);
        rows.integer(10, fact.precisionNs);
        rows.integer(11, m_now.of(fact.basis));
        rows.integer(12, qint64(fact.severity));
        rows.integer(13, fact.flags);
        rows.integerUnless(14, fact.offset, kUnknown);
        rows.integerUnless(15, fact.length, kUnknown);
        rows.integerUnless(16, fact.recordNumber, kUnknown);
        rows.integerUnless(17, fact.ordinal, 0);
        rows.integer(18, *run);
        if (!rows.endRow())
            break;
    }
    return rows.result();
}

Result<void> BatchWriter::beginLiveFlows()
{
    if (m_job->kind != TaskKind::Import)
        return {};
    for (const UnitMark &mark : m_batch->marks) {
        if (mark.kind != MarkKind::Begin || mark.position != 0)
            continue;
        Statement &find = m_connection.statement(
            "SELECT 1 FROM job_unit WHERE job_id = ?1 AND unit = ?2 AND first_event IS NOT NULL");
        find.bind(1, m_context.jobId).bind(2, qint64(mark.unit));
        const Statement::Step step = find.step();
        if (step == Statement::Step::Failed)
            return find.error();
        find.reset();
        if (step == Statement::Step::Done)
            m_job->flows[mark.unit].clear();
    }
    return {};
}

Result<void> BatchWriter::sumFlowsOf(quint64 unit)
{
    const auto live = m_job->flows.extract(unit);
    Statement &find = m_connection.statement(
        "SELECT first_event, last_event FROM job_unit WHERE job_id = ?1 AND unit = ?2 AND makes_flow");
    find.bind(1, m_context.jobId).bind(2, qint64(unit));
    const Statement::Step step = find.step();
    if (step == Statement::Step::Failed)
        return find.error();
    if (step == Statement::Step::Done)
        return {};
    const qint64 first = find.integer(0), last = find.integer(1);
    find.reset();
    if (!live)
        return sumFlows(m_connection, qint64(unit), first, last);
    if (auto done = clearFlows(m_connection, qint64(unit)); !done)
        return done;
    const auto run = runOf(*m_job, unit);
    if (!run)
        return run.error();
    return live.mapped().write(m_connection, m_context.evidenceId, qint64(unit), *run);
}

} // namespace ashiato
