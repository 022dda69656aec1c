// SPDX-License-Identifier: Apache-2.0
#include "app/cli/caseaccess.h"
#include "app/cli/commands.h"

#include "models/time/timetext.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

int runFacts(Invocation &call)
{
    Result<OpenedCase> opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<std::vector<FactRow>> facts = opened->reader->facts();
    if (!facts)
        return call.fail(u"The facts could not be read."_s, facts.error());
    const QStringList kinds = call.values(u"kind"_s);
    const std::unique_ptr<RowWriter> rows = call.rows({u"host"_s, u"kind"_s, u"subject"_s, u"name"_s, u"value"_s, u"since"_s,
                                                       u"until"_s, u"evidence"_s, u"path"_s, u"position"_s});
    for (const FactRow &fact : *facts) {
        const auto isWanted = [&](const QString &kind) { return fact.kind == kind || fact.kind.startsWith(kind + u':'); };
        if (!kinds.isEmpty() && std::none_of(kinds.begin(), kinds.end(), isWanted))
            continue;
        for (const QString &text : {fact.host, fact.kind, fact.subject, fact.name, fact.value})
            rows->textOrUnknown(text);
        rows->textOrUnknown(timeText(fact.sinceNs, fact.precisionNs, 0, fact.zoneKnown));
        rows->textOrUnknown(timeText(fact.untilNs, fact.precisionNs, 0, fact.zoneKnown));
        rows->textOrUnknown(fact.evidence);
        rows->textOrUnknown(fact.path);
        rows->textOrUnknown(positionText(fact.offset, fact.length, fact.recordNumber));
        rows->endRow();
        if (!call.out().usable())
            break;
    }
    rows->finish();
    return call.finish();
}

} // namespace

Command factsCommand()
{
    Command command{"facts", "Lists what is true of the machines: names, accounts, autostarts, programs.", "CASE"};
    command.groups = Command::RowOptions;
    command.options = {{u"kind"_s, u"Only facts of this kind (host, account, autostart:run …); may be given again."_s, u"KIND"_s}};
    command.description = "Columns: host, kind, subject, name, value, since, until, evidence, path, position.";
    command.run = runFacts;
    return command;
}

} // namespace ashiato
