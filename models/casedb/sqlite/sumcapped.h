// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/connection.h"

namespace ashiato
{

/// sum_capped(x): sum() that stops at the ends of int64 instead of failing: byte counts in a log may be forged.
Result<void> registerSumCapped(Connection &connection);

} // namespace ashiato
