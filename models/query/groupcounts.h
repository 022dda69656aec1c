// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/eventquery.h"

namespace ashiato
{

/// EventQuery::groups(). Any thread.
Result<GroupCounts> groupCounts(const EventSelection &selection, const EventMarks &marks, const Grouping &grouping, int most,
                                const CancelFlag &cancel);

} // namespace ashiato
