// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/connection.h"
#include "models/records/result.h"

namespace ashiato
{

/// Makes the two clocks of an evidence, or their spans anew, from its zone and skew. Inside the caller's transaction.
/// Errors: Invalid (zone not known).
Result<void> rebuildClocks(Connection &connection, qint64 evidenceId);

} // namespace ashiato
