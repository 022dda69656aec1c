// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/error.h"

namespace ashiato
{

/// Whether what failed for this reason may go well when it is tried again with nothing changed in the case: evidence that
/// was not there, a disk that gave an error or was full, a worker that ended. The one table that jobs, status and window
/// go by; every other reason is a result.
constexpr bool canPass(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Io:
    case ErrorCode::NotFound:
    case ErrorCode::Missing:
    case ErrorCode::Crashed:
    case ErrorCode::Hung:
    case ErrorCode::OutOfMemory:
    case ErrorCode::Protocol:
    case ErrorCode::Locked:
    case ErrorCode::ReadOnly:
    case ErrorCode::DiskFull:
    case ErrorCode::NewerVersion: // a worker of another version, until both are of one
    case ErrorCode::HashMismatch: // something else lies where the evidence lay
    case ErrorCode::Internal:
        return true;
    default:
        return false;
    }
}

/// Whether the code tells that a worker ended while it read.
constexpr bool isWorkersEnd(ErrorCode code)
{
    return code == ErrorCode::Crashed || code == ErrorCode::Hung || code == ErrorCode::OutOfMemory ||
           code == ErrorCode::Protocol;
}

/// Key in TaskDoneMessage::result: units that failed for such a reason, as [[unit, code], …]; they bear no mark of their end.
inline constexpr char kFailedUnits[] = "failedUnits";

} // namespace ashiato
