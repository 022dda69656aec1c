// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"

namespace ashiato
{

/// One job as it stands now: what the case says of it and what its worker last told.
struct JobProgress {
    qint64 jobId = 0;
    qint64 evidenceId = 0;
    QString evidence; ///< E-01
    TaskKind kind = TaskKind::Walk;
    JobState state = JobState::Pending;
    qint64 done = 0;
    qint64 total = 0;        ///< 0: unknown
    bool bytes = true;       ///< Unit of done, total and rate: bytes, else entries
    double rate = 0;         ///< A second, over the last few seconds; 0: not known yet
    qint64 secondsLeft = -1; ///< -1: unknown
    QString current;         ///< Path or name that is being read
    qint64 warnings = 0;     ///< That this run told
    qint64 skipped = 0;      ///< Files and places that were left out since they ended the worker, when it began
    int restarts = 0;        ///< Workers that ended before their time
    Error error{ErrorCode::None, {}, -1}; ///< Why it failed or waits
};

} // namespace ashiato
