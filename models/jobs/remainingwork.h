// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/messages.h"

namespace ashiato
{

class CaseReader;

/// What is left of a job, as the case has it.
struct RemainingWork {
    TaskRequest task;
    bool nothing = false; ///< An earlier run said all of it, and was cut off before it could say that it is done
    Error error{ErrorCode::None, {}, -1};
};

/// At most limit units of it, as the task for the next worker. For a pool thread: asks the case.
RemainingWork remainingWork(CaseReader &reader, qint64 jobId, TaskKind kind, int limit);

/// The same units at the same positions: nothing has become of them in between.
bool sameUnits(const std::vector<UnitRequest> &a, const std::vector<UnitRequest> &b);

} // namespace ashiato
