// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/messages.h"

#include <QHash>

namespace ashiato
{

class CaseReader;

/// What is left of a job, as the case has it.
struct RemainingWork {
    TaskRequest task;
    bool waits = false;   ///< Units are left for when everything is listed
    bool nothing = false; ///< An earlier run said all of it, and was cut off before it could say that it is done
    Error error{ErrorCode::None, {}, -1};
};

/// What importers want to see beside their file.
QHash<QString, std::vector<CompanionSpec>> companionsOf(const std::vector<ImporterDescriptor> &importers);

/// At most limit units of it, as the task for the next worker. isListing: more files may come. For a pool thread: asks the
/// case.
RemainingWork remainingWork(CaseReader &reader, qint64 jobId, TaskKind kind, int limit,
                            const std::vector<ImporterDescriptor> &importers, bool isListing);

/// The same units at the same positions: nothing has become of them in between.
bool sameUnits(const std::vector<UnitRequest> &a, const std::vector<UnitRequest> &b);

} // namespace ashiato
