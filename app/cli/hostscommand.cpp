// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/eventaccess.h"

#include "models/casedb/casewriter.h"
#include "models/hosts/hostlist.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// As --proposed prints them.
QString reasonsText(HostReasons reasons)
{
    QStringList texts;
    for (const auto &[reason, id] : {std::pair{HostReason::FullName, u"full_name"_s}, {HostReason::Spelling, u"spelling"_s},
                                     {HostReason::NetbiosName, u"netbios_name"_s}, {HostReason::Renamed, u"renamed"_s}}) {
        if (reasons.testFlag(reason))
            texts.append(id);
    }
    return texts.join(u';');
}

QString aliasesText(const std::vector<HostAliasRow> &aliases)
{
    QStringList names;
    for (const HostAliasRow &alias : aliases)
        names.append(alias.value);
    return names.join(u';');
}

int listThem(Invocation &call, const OpenedCase &opened)
{
    const auto uses = hostUses(opened);
    if (!uses)
        return call.fail(u"The events could not be read."_s, uses.error());
    const Result<HostList> list = listHosts(*opened.reader, *uses);
    if (!list)
        return call.fail(u"The hosts could not be read."_s, list.error());
    if (call.isSet(u"proposed"_s)) {
        const auto rows = call.rows({u"name"_s, u"hosts"_s, u"reasons"_s});
        for (const HostProposal &proposal : list->proposals) {
            QStringList names;
            for (const size_t place : proposal.hosts)
                names.append(list->hosts[place].name);
            for (const QString &text : {proposal.name, names.join(u';'), reasonsText(proposal.reasons)})
                rows->text(text);
            rows->endRow();
        }
        rows->finish();
        return call.finish();
    }
    const auto rows = call.rows({u"host"_s, u"aliases"_s, u"system"_s, u"zone"_s, u"exhibits"_s, u"events"_s});
    for (const HostRow &host : list->hosts) {
        rows->text(host.name);
        rows->text(aliasesText(host.aliases));
        for (const QString &text : {host.systems.join(u';'), host.zones.join(u';'), host.exhibits.join(u';')})
            rows->textOrUnknown(text);
        rows->number(host.events);
        rows->endRow();
    }
    rows->finish();
    return call.finish();
}

/// The names that --alias gives: any name of a host stands for all that it has.
Result<std::vector<qint64>> aliasIds(CaseReader &reader, const QStringList &names)
{
    const auto known = reader.hostAliases();
    if (!known)
        return known.error();
    std::vector<qint64> ids;
    for (const QString &name : names) {
        const size_t before = ids.size();
        for (const HostAliasRow &alias : *known) {
            if (alias.value == name || (alias.hostId && alias.host == name))
                ids.push_back(alias.id);
        }
        if (ids.size() == before)
            return {ErrorCode::NotFound, u"host “%1”"_s.arg(name)};
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

int runHosts(Invocation &call)
{
    const bool joins = call.isSet(u"join"_s), splits = call.isSet(u"split"_s);
    const QStringList names = call.values(u"alias"_s);
    if (joins && splits)
        return call.usage(u"Either --join or --split."_s);
    if ((joins || splits) == names.isEmpty())
        return call.usage(names.isEmpty() ? u"Give the names with --alias."_s : u"--alias belongs to --join or --split."_s);
    if (joins && call.value(u"join"_s).trimmed().isEmpty())
        return call.usage(u"--join needs the name of the machine."_s);
    const Result<OpenedCase> opened = openCase(call, joins || splits ? CaseMode::ReadWrite : CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    if (!joins && !splits)
        return listThem(call, *opened);
    const auto ids = aliasIds(*opened->reader, names);
    if (!ids && ids.error().code == ErrorCode::NotFound)
        return call.usage(u"There is no host of this name in the case: %1."_s.arg(ids.error().detail));
    if (!ids)
        return call.fail(u"The hosts could not be read."_s, ids.error());
    const Act act = joins ? Act::hostJoin(call.value(u"join"_s).trimmed(), *ids) : Act::hostSplit(*ids);
    if (const Result<ActDone> done = waitFor(opened->file->writer()->act(act)); !done)
        return call.fail(u"The hosts could not be changed."_s, done.error());
    return call.finish();
}

} // namespace

Command hostsCommand()
{
    Command command{"hosts", "Lists the machines of the case; joins names that are of one, or parts them.", "CASE"};
    command.groups = Command::RowOptions;
    command.options = {{u"proposed"_s, u"The names that may be of one machine, with the reason; nothing is joined."_s},
                       {u"join"_s, u"Joins the names of --alias to one machine of this name."_s, u"NAME"_s},
                       {u"split"_s, u"Parts the names of --alias again."_s},
                       {u"alias"_s, u"A name of a host, for --join and --split; may be given again."_s, u"HOST"_s}};
    command.description = "Columns: host, aliases, system, zone, exhibits, events; with --proposed: name, hosts, reasons (full_name, spelling,\n"
                          "netbios_name, renamed).";
    command.run = runHosts;
    return command;
}

} // namespace ashiato
