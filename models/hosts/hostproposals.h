// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/query/hostuse.h"

#include <QFlags>

namespace ashiato
{

/// A machine: one name that stands for itself, or several that were joined.
struct HostRow {
    qint64 hostId = 0; ///< 0: a name that stands for itself
    QString name;
    std::vector<HostAliasRow> aliases;
    QStringList systems, zones; ///< Of its registry; in order of the exhibits, each once
    QStringList exhibits;       ///< Numbers
    qint64 events = 0;
    std::vector<FactRow> facts; ///< In order of kind, subject, name
};

/// Why two names may be of one machine.
enum class HostReason : quint8 {
    FullName = 1,    ///< One is the full domain name of the other
    Spelling = 2,    ///< They differ in width or case, or by the "$" of a machine account
    NetbiosName = 4, ///< One is what 15 bytes of CP932 hold of the other
    Renamed = 8,     ///< One log names first the one, then the other
};
Q_DECLARE_FLAGS(HostReasons, HostReason)

/// Names that may be of one machine. A proposal: nothing is joined but by the examiner.
struct HostProposal {
    QString name;                ///< That the joined host would have
    std::vector<size_t> hosts;   ///< Places in the list, at least two
    std::vector<qint64> aliases; ///< Of all of them
    HostReasons reasons;
};

/// Names that differ by a hyphen are never proposed (FS-01, FS01), nor a short name that would fit two full ones. Any thread.
std::vector<HostProposal> proposeHosts(const std::vector<HostRow> &hosts, const std::vector<HostUse> &uses);

} // namespace ashiato
