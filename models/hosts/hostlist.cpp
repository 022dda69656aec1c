// SPDX-License-Identifier: Apache-2.0
#include "models/hosts/hostlist.h"

#include "models/casedb/casereader.h"
#include "models/casedb/fold.h"

#include <QHash>

#include <algorithm>

namespace ashiato
{

namespace
{

void addOnce(QStringList &list, const QString &value)
{
    if (!value.isEmpty() && !list.contains(value))
        list.append(value);
}

/// The hosts of all names, and where each name and each host is.
class HostsByName
{
public:
    Result<void> read(CaseReader &reader)
    {
        auto aliases = reader.hostAliases();
        if (!aliases)
            return aliases.error();
        QHash<qint64, size_t> byHost;
        for (HostAliasRow &alias : *aliases) {
            const bool isJoined = alias.hostId != 0;
            const auto known = isJoined ? byHost.constFind(alias.hostId) : byHost.constEnd();
            const size_t place = known != byHost.constEnd() ? *known : m_hosts.size();
            if (place == m_hosts.size()) {
                HostRow row;
                row.hostId = alias.hostId;
                row.name = isJoined ? alias.host : alias.value;
                m_hosts.push_back(std::move(row));
                m_used.push_back(false);
                if (isJoined)
                    byHost.insert(alias.hostId, place);
            }
            m_byAlias.insert(alias.id, place);
            m_byName.insert(m_hosts[place].name, place);
            m_hosts[place].aliases.push_back(std::move(alias));
        }
        return {};
    }

    HostRow *byAlias(qint64 id) { return use(m_byAlias.constFind(id), m_byAlias.constEnd()); }
    HostRow *byName(const QString &name) { return use(m_byName.constFind(name), m_byName.constEnd()); }

    /// Those that something refers to, in order of name.
    std::vector<HostRow> take()
    {
        std::vector<HostRow> used;
        for (size_t i = 0; i < m_hosts.size(); ++i) {
            if (m_used[i])
                used.push_back(std::move(m_hosts[i]));
        }
        std::sort(used.begin(), used.end(), [](const HostRow &a, const HostRow &b) {
            const QString left = foldKey(a.name), right = foldKey(b.name);
            return left != right ? left < right : a.name < b.name;
        });
        return used;
    }

private:
    template <typename Found> HostRow *use(Found found, Found end)
    {
        if (found == end)
            return nullptr;
        m_used[*found] = true;
        return &m_hosts[*found];
    }

    std::vector<HostRow> m_hosts;
    std::vector<bool> m_used;
    QHash<qint64, size_t> m_byAlias;
    QHash<QString, size_t> m_byName;
};

} // namespace

Result<HostList> listHosts(CaseReader &reader, const std::vector<HostUse> &uses)
{
    HostsByName hosts;
    if (auto done = hosts.read(reader); !done)
        return done.error();
    const auto evidence = reader.evidence();
    if (!evidence)
        return evidence.error();
    auto facts = reader.facts();
    if (!facts)
        return facts.error();
    HostList list;
    for (const EvidenceRow &exhibit : *evidence) {
        if (exhibit.host.isEmpty())
            continue;
        if (HostRow *host = hosts.byName(exhibit.host))
            addOnce(host->exhibits, exhibit.number);
    }
    const auto numberOf = [&](qint64 id) {
        const auto found = std::find_if(evidence->begin(), evidence->end(), [&](const EvidenceRow &row) { return row.id == id; });
        return found == evidence->end() ? QString() : found->number;
    };
    for (const HostUse &use : uses) {
        HostRow *host = hosts.byAlias(use.aliasId);
        if (!host) {
            list.nameless += use.events;
            continue;
        }
        host->events += use.events;
        addOnce(host->exhibits, numberOf(use.evidenceId));
    }
    for (FactRow &fact : *facts) {
        HostRow *host = hosts.byName(fact.host);
        if (!host)
            continue;
        addOnce(host->exhibits, fact.evidence);
        if (fact.kind == QStringLiteral("host:os"))
            addOnce(host->systems, fact.value);
        if (fact.kind == QStringLiteral("host:zone"))
            addOnce(host->zones, fact.value);
        host->facts.push_back(std::move(fact));
    }
    list.hosts = hosts.take();
    for (HostRow &host : list.hosts)
        host.exhibits.sort();
    list.proposals = proposeHosts(list.hosts, uses);
    return list;
}

} // namespace ashiato
