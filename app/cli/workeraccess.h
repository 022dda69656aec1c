// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/jobs/evidencereader.h"
#include "models/records/messages.h"
#include "models/records/result.h"

namespace ashiato
{

/// What a file on this machine would be read as, without a case. Needs an event loop's thread; blocks it.
Result<ProbeMessage> probeFile(const QString &path, const ProbeOptions &options);

/// The locks that a worker started now puts on itself: "landlock", "seccomp", "rlimit"; empty where none could start.
QStringList workerLocks();

} // namespace ashiato
