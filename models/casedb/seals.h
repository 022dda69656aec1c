// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/act.h"

#include <vector>

namespace ashiato
{

/// Acts that put the digests of exhibits into the journal: of those whose jobs are all over, and whose rows were written
/// since the journal got their digests last. Parts that were not written keep the digest of then, so that an edit made by
/// hand is not vouched for by accident. The writer leaves out an act whose exhibit was written to since this was computed.
/// Reads the rows on a connection of its own, the events only where their sum was not kept. Any thread.
Result<std::vector<Act>> sealActs(const QString &databasePath);

} // namespace ashiato
