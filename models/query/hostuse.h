// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/eventquery.h"

#include <vector>

namespace ashiato
{

/// The events under one name of a host in one file of an exhibit. File times of a volume count as one file (0).
struct HostUse {
    qint64 aliasId = 0; ///< 0: the events name no host and their exhibit has none
    qint64 evidenceId = 0;
    qint64 fileId = 0;
    qint64 events = 0;
    qint64 firstNs = kNoTime, lastNs = kNoTime; ///< Shown; kNoTime: no event has a time
};

/// In order of alias, exhibit, file. Some tens of milliseconds for 10 million events. Cancelled, Damaged. Any thread.
Result<std::vector<HostUse>> hostUse(const EventSelection &selection, const CancelFlag &cancel = {});

} // namespace ashiato
