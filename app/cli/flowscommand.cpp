// SPDX-License-Identifier: Apache-2.0
#include "app/cli/caseaccess.h"
#include "app/cli/commands.h"
#include "app/cli/rowquestion.h"

#include "models/time/timetext.h"

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

int runFlows(Invocation &call)
{
    const Result<Filter> filter = call.filter();
    if (!filter)
        return call.usage(filter.error().detail);
    Result<OpenedCase> opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<RowFilter> wanted = rowQuestion(*filter, TargetKind::Flow, *opened->reader);
    if (!wanted)
        return call.refuse(u"The flows could not be read."_s, wanted.error());
    Result<std::vector<FlowRow>> flows = opened->reader->flows();
    if (!flows)
        return call.fail(u"The flows could not be read."_s, flows.error());
    // By bytes, most first, is the window's order; a list that is compared is in the order of time.
    std::sort(flows->begin(), flows->end(), [](const FlowRow &a, const FlowRow &b) {
        return std::tie(a.firstNs, a.evidence, a.offset, a.source, a.destination, a.destinationPort, a.protocol, a.account, a.kind)
               < std::tie(b.firstNs, b.evidence, b.offset, b.source, b.destination, b.destinationPort, b.protocol, b.account, b.kind);
    });
    QStringList columns{u"first"_s, u"last"_s, u"source"_s, u"destination"_s, u"port"_s, u"protocol"_s,
                        u"bytes_out"_s, u"bytes_in"_s, u"count"_s, u"evidence"_s, u"kind"_s};
    const bool withId = call.isSet(u"with-id"_s);
    if (withId)
        columns.prepend(u"id"_s);
    const std::unique_ptr<RowWriter> rows = call.rows(columns);
    for (const FlowRow &flow : *flows) {
        if (!wanted->holds(flow))
            continue;
        if (withId)
            rows->number(flow.id);
        rows->textOrUnknown(timeText(flow.firstNs, flow.precisionNs, 0, flow.zoneKnown));
        rows->textOrUnknown(timeText(flow.lastNs, flow.precisionNs, 0, flow.zoneKnown));
        rows->textOrUnknown(flow.source);
        rows->textOrUnknown(flow.destination);
        flow.destinationPort > 0 ? rows->number(flow.destinationPort) : rows->unknown();
        rows->textOrUnknown(flow.protocol);
        rows->numberOrUnknown(flow.bytesOut);
        rows->numberOrUnknown(flow.bytesIn);
        rows->number(flow.count);
        rows->textOrUnknown(flow.evidence);
        rows->text(QString::fromLatin1(kFlowKindIds[size_t(flow.kind)]));
        rows->endRow();
        if (!call.out().usable())
            break;
    }
    rows->finish();
    return call.finish();
}

} // namespace

Command flowsCommand()
{
    Command command{"flows", "Lists who talked with whom: bytes and requests.", "CASE"};
    command.groups = Command::RowOptions | Command::FilterOptions;
    command.options = {{u"with-id"_s, u"The row's id as the first column."_s}};
    command.description = "Columns: first, last, source, destination, port, protocol, bytes_out, bytes_in, count, evidence, kind (traffic, or what an\n"
                          "event log tells of two ends: logon, rdp, share).\n"
                          "Bytes are seen from the source.";
    command.run = runFlows;
    return command;
}

} // namespace ashiato
