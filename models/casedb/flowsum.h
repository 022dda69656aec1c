// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/connection.h"
#include "models/records/result.h"

namespace ashiato
{

/// Sums the flows of one source anew out of its event rows (those with EventMakesFlow whose id lies in [first, last]), in
/// place of what was summed before: a resumed unit gives the same flows as an undisturbed one. One row a source address,
/// destination, port, protocol, account and clock. Inside the caller's transaction; writer thread.
/// Byte counts stop at the end of int64: those in a log may be forged.
Result<void> sumFlows(Connection &connection, qint64 fileId, qint64 firstEvent, qint64 lastEvent);

} // namespace ashiato
