// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/caseaccess.h"
#include "models/casedb/eventrow.h"
#include "models/lens/filter.h"

#include <functional>
#include <vector>

namespace ashiato
{

/// Every event that the filter holds, in order of time, evidence, position; the function gives false to stop. Memory
/// grows by four bytes an event, whatever the events hold.
Result<void> eachEvent(const OpenedCase &opened, const Filter &filter, const std::function<bool(const EventRow &)> &take);

/// Ids of the events that the filter holds.
Result<std::vector<qint64>> eventIds(const OpenedCase &opened, const Filter &filter);

} // namespace ashiato
