// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/records/messages.h"
#include "models/records/passing.h"

namespace ashiato
{

/// The order in which the jobs of an evidence are of use to an examiner.
inline int stage(TaskKind kind)
{
    switch (kind) {
    case TaskKind::Volumes: return 0;
    case TaskKind::Walk: return 1;
    case TaskKind::Import: return 2;
    case TaskKind::Expand: return 3;
    case TaskKind::Verify: return 4;
    case TaskKind::Hash: return 5;
    }
    return 6;
}

/// Its work is a list of units in the case; a walk finds its own, the others are one whole.
inline bool hasUnits(TaskKind kind) { return kind == TaskKind::Import || kind == TaskKind::Expand || kind == TaskKind::Hash; }

/// New file rows get rising ids, so only one such job may run at a time.
inline bool bringsFiles(TaskKind kind) { return kind == TaskKind::Volumes || kind == TaskKind::Walk || kind == TaskKind::Expand; }

/// It will not go on by itself.
inline bool over(JobState state) { return state == JobState::Done || state == JobState::Failed || state == JobState::Cancelled; }

/// It failed for a reason that can pass: not over, but tried again with the next order to import.
inline bool waitsForAnotherTry(const JobRow &job)
{
    return job.state == JobState::Failed && canPass(errorFromId(job.error.section(u' ', 0, 0)));
}

} // namespace ashiato
