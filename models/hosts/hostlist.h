// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/hosts/hostproposals.h"

namespace ashiato
{

class CaseReader;

/// All machines of the case and what is proposed of them.
struct HostList {
    std::vector<HostRow> hosts; ///< In order of name
    std::vector<HostProposal> proposals;
    qint64 nameless = 0; ///< Events that name no host, of exhibits without one
};

/// From the case's names, facts and exhibits, and from how its events use the names (hostUse() of all events). Names that
/// nothing refers to any more are left out. Any thread.
Result<HostList> listHosts(CaseReader &reader, const std::vector<HostUse> &uses);

} // namespace ashiato
