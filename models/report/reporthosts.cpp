// SPDX-License-Identifier: Apache-2.0
// The machines of the case, and which of their names may be one machine's.
#include "models/report/chapters.h"

namespace ashiato
{

namespace
{

using namespace report;

QString joined(const QStringList &texts, const ReportWords &w)
{
    return texts.join(w.isJapanese() ? QStringLiteral("、") : QStringLiteral(", "));
}

QString reasonsText(HostReasons reasons, const ReportWords &w)
{
    QStringList texts;
    if (reasons.testFlag(HostReason::FullName))
        texts.append(w(QT_TRANSLATE_NOOP("Report", "full domain name")));
    if (reasons.testFlag(HostReason::Spelling))
        texts.append(w(QT_TRANSLATE_NOOP("Report", "another spelling")));
    if (reasons.testFlag(HostReason::NetbiosName))
        texts.append(w(QT_TRANSLATE_NOOP("Report", "NetBIOS name")));
    if (reasons.testFlag(HostReason::Renamed))
        texts.append(w(QT_TRANSLATE_NOOP("Report", "one log names first the one, then the other")));
    return joined(texts, w);
}

QStringList hostRow(const HostRow &host, const ChapterBuilder &b)
{
    QStringList others;
    for (const HostAliasRow &alias : host.aliases) {
        if (alias.value != host.name)
            others.append(visibleText(alias.value));
    }
    const auto lines = [&](const QStringList &texts) { return texts.isEmpty() ? b.wording().unknown() : visibleText(texts.join(u'\n'), LineEnds::Keep); };
    return {visibleText(host.name), others.join(u'\n'), lines(host.systems), lines(host.zones), joined(host.exhibits, b.w), b.number(host.events)};
}

} // namespace

void writeHosts(ChapterBuilder &b)
{
    const ReportWords &w = b.w;
    b.chapter(QT_TRANSLATE_NOOP("Report", "Hosts"));
    Table table;
    table.columns = {{w(QT_TRANSLATE_NOOP("Report", "Host")), 1.2}, {w(QT_TRANSLATE_NOOP("Report", "Other names")), 1.4},
                     {w(QT_TRANSLATE_NOOP("Report", "System")), 1.6}, {w(QT_TRANSLATE_NOOP("Report", "Time zone set on it")), 1},
                     {w(QT_TRANSLATE_NOOP("Report", "Exhibits")), 0.8}, {w(QT_TRANSLATE_NOOP("Report", "Events")), 0.7}};
    for (const HostRow &host : b.data.hosts.hosts)
        table.rows.push_back(hostRow(host, b));
    table.empty = w(QT_TRANSLATE_NOOP("Report", "The evidence names no host."));
    b.table(QT_TRANSLATE_NOOP("Report", "Hosts that the evidence names"), std::move(table));
    if (b.data.hosts.nameless > 0)
        b.say(w(QT_TRANSLATE_NOOP("Report", "Events that name no host: %1.")).arg(b.number(b.data.hosts.nameless)));
    if (b.data.hosts.proposals.empty())
        return;
    Table proposals;
    proposals.columns = {{w(QT_TRANSLATE_NOOP("Report", "Names")), 3}, {w(QT_TRANSLATE_NOOP("Report", "Reason")), 2}};
    for (const HostProposal &proposal : b.data.hosts.proposals) {
        QStringList names;
        for (const size_t place : proposal.hosts)
            names.append(visibleText(b.data.hosts.hosts[place].name));
        proposals.rows.push_back({joined(names, w), reasonsText(proposal.reasons, w)});
    }
    b.say(w(QT_TRANSLATE_NOOP("Report", "These names may be of one machine. It was not established; they are counted apart.")));
    b.table(QT_TRANSLATE_NOOP("Report", "Names that may be of one machine"), std::move(proposals));
}

} // namespace ashiato
