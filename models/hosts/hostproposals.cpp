// SPDX-License-Identifier: Apache-2.0
#include "models/hosts/hostproposals.h"

#include "models/casedb/fold.h"

#include <QHash>

#include <algorithm>
#include <map>
#include <numeric>

namespace ashiato
{

namespace
{

constexpr int kNetbiosBytes = 15;
/// A collector's log names many machines; that of one machine names those that it was called.
constexpr size_t kMostNamesOfOneLog = 3;

/// A name as it is compared: folded, without the "$" of a machine account and the root's dot.
QString keyOf(const QString &name)
{
    QString key = foldKey(name.trimmed());
    while (key.endsWith(u'$') || key.endsWith(u'.') || key.endsWith(QChar::ReplacementCharacter))
        key.chop(1);
    return key;
}

bool isAddress(const QString &key)
{
    const auto isOfAddress = [](QChar c) { return c.isDigit() || c == u'.' || c == u':'; };
    return key.contains(u':') || std::all_of(key.begin(), key.end(), isOfAddress);
}

QString shortName(const QString &key) { return key.section(u'.', 0, 0); }

/// What a NetBIOS name holds of a longer one: 15 bytes of CP932, where a character of two may be cut.
QString netbiosName(const QString &name)
{
    int bytes = 0;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char16_t c = name[i].unicode();
        const bool isSingle = c < 0x80 || (c >= 0xff61 && c <= 0xff9f);
        bytes += isSingle ? 1 : 2;
        if (bytes > kNetbiosBytes)
            return name.left(i);
    }
    return {};
}

/// Sets of places, joined as reasons are found.
class Groups
{
public:
    explicit Groups(size_t count) : m_parent(count), m_reasons(count) { std::iota(m_parent.begin(), m_parent.end(), size_t(0)); }

    void join(size_t a, size_t b, HostReason reason)
    {
        a = root(a);
        b = root(b);
        m_reasons[std::min(a, b)] = m_reasons[a] | m_reasons[b] | reason;
        m_parent[std::max(a, b)] = std::min(a, b);
    }
    size_t root(size_t at) const
    {
        while (m_parent[at] != at)
            at = m_parent[at];
        return at;
    }
    HostReasons reasons(size_t at) const { return m_reasons[root(at)]; }

private:
    std::vector<size_t> m_parent;
    std::vector<HostReasons> m_reasons;
};

/// The names of all hosts as they are compared, and the places that have them.
std::map<QString, std::vector<size_t>> placesByKey(const std::vector<HostRow> &hosts)
{
    std::map<QString, std::vector<size_t>> places;
    for (size_t i = 0; i < hosts.size(); ++i) {
        for (const HostAliasRow &alias : hosts[i].aliases) {
            const QString key = keyOf(alias.value);
            if (key.isEmpty() || isAddress(key))
                continue;
            std::vector<size_t> &at = places[key];
            if (at.empty() || at.back() != i)
                at.push_back(i);
        }
    }
    return places;
}

void joinNames(const std::map<QString, std::vector<size_t>> &places, Groups &groups)
{
    QHash<QString, QStringList> fullOf, longOf; // by short name; by what a NetBIOS name would hold
    for (const auto &[key, at] : places) {
        for (size_t other : at) {
            if (other != at.front())
                groups.join(at.front(), other, HostReason::Spelling);
        }
        if (key.contains(u'.'))
            fullOf[shortName(key)].append(key);
        if (const QString cut = netbiosName(shortName(key)); !cut.isEmpty())
            longOf[cut].append(key);
    }
    for (const auto &[key, at] : places) {
        if (const QStringList full = fullOf.value(key); full.size() == 1)
            groups.join(at.front(), places.at(full.front()).front(), HostReason::FullName);
        // PC-LONGNAME-0001 and PC-LONGNAME-0001.corp are one longer name; the short one would be joined to the other already.
        QStringList longer = longOf.value(key);
        QStringList bare;
        for (const QString &name : std::as_const(longer)) {
            if (!bare.contains(shortName(name)))
                bare.append(shortName(name));
        }
        if (bare.size() == 1)
            groups.join(at.front(), places.at(longer.front()).front(), HostReason::NetbiosName);
    }
}

/// One log names first the one machine, then the other, and never again the first.
void joinRenamed(const std::vector<HostRow> &hosts, const std::vector<HostUse> &uses, Groups &groups)
{
    QHash<qint64, size_t> hostOf;
    for (size_t i = 0; i < hosts.size(); ++i) {
        for (const HostAliasRow &alias : hosts[i].aliases)
            hostOf.insert(alias.id, i);
    }
    std::map<qint64, std::vector<const HostUse *>> byFile;
    for (const HostUse &use : uses) {
        if (use.fileId != 0 && hostOf.contains(use.aliasId) && use.firstNs != kNoTime)
            byFile[use.fileId].push_back(&use);
    }
    for (auto &[file, of] : byFile) {
        if (of.size() < 2 || of.size() > kMostNamesOfOneLog)
            continue;
        std::sort(of.begin(), of.end(), [](const HostUse *a, const HostUse *b) { return a->firstNs < b->firstNs; });
        const auto overlaps = [](const HostUse *a, const HostUse *b) { return b->firstNs < a->lastNs; };
        if (std::adjacent_find(of.begin(), of.end(), overlaps) != of.end())
            continue;
        for (size_t i = 1; i < of.size(); ++i) {
            const size_t before = hostOf.value(of[i - 1]->aliasId), after = hostOf.value(of[i]->aliasId);
            if (before != after)
                groups.join(before, after, HostReason::Renamed);
        }
    }
}

/// What a joined host is called: as its own registry calls it, else the name most events have; in its short form.
QString nameOf(const std::vector<const HostRow *> &hosts)
{
    const HostRow *most = hosts.front();
    QString named;
    for (const HostRow *host : hosts) {
        const bool isShort = !host->name.contains(u'.') && !host->name.endsWith(u'$') && host->name == host->name.normalized(QString::NormalizationForm_KC);
        const bool wasShort = !most->name.contains(u'.') && !most->name.endsWith(u'$') && most->name == most->name.normalized(QString::NormalizationForm_KC);
        if (isShort != wasShort ? isShort : host->events > most->events)
            most = host;
        for (const FactRow &fact : host->facts) {
            if (fact.kind == QStringLiteral("host:name") && named.isEmpty())
                named = fact.value;
        }
    }
    if (!named.isEmpty())
        return named;
    QString name = most->name.normalized(QString::NormalizationForm_KC).section(u'.', 0, 0);
    while (name.endsWith(u'$'))
        name.chop(1);
    return name;
}

} // namespace

std::vector<HostProposal> proposeHosts(const std::vector<HostRow> &hosts, const std::vector<HostUse> &uses)
{
    Groups groups(hosts.size());
    joinNames(placesByKey(hosts), groups);
    joinRenamed(hosts, uses, groups);
    std::map<size_t, HostProposal> found;
    for (size_t i = 0; i < hosts.size(); ++i)
        found[groups.root(i)].hosts.push_back(i);
    std::vector<HostProposal> proposals;
    for (auto &[root, proposal] : found) {
        if (proposal.hosts.size() < 2)
            continue;
        std::vector<const HostRow *> rows;
        for (const size_t place : proposal.hosts) {
            rows.push_back(&hosts[place]);
            for (const HostAliasRow &alias : hosts[place].aliases)
                proposal.aliases.push_back(alias.id);
        }
        proposal.name = nameOf(rows);
        proposal.reasons = groups.reasons(root);
        proposals.push_back(std::move(proposal));
    }
    return proposals;
}

} // namespace ashiato
