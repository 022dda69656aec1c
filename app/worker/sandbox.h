// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QStringList>

#include <functional>
#include <limits>
#include <vector>

namespace ashiato
{

/// What a worker may still do once it is locked.
struct SandboxRules {
    std::vector<int> readableFiles;   ///< Descriptors of files that may be opened again, read-only (libewf does so)
    std::vector<int> readableFolders; ///< Descriptors of folders below which files may be read
    qint64 memoryBytes = 0;           ///< Address space; 0: no limit
    int descriptors = 256;            ///< Open at once
    /// Makes the threads that the process will have; called when no path can be opened any more, and the last time that
    /// a thread can be made.
    std::function<void()> makeThreads;
    int mostLandlockAbi = std::numeric_limits<int>::max(); ///< Tests: as on a kernel with this one; 0: with none
};

/// Limits of memory, file size, core dumps and descriptors. Gives the name "rlimit", or nothing where it failed.
QStringList limitResources(const SandboxRules &rules);

/// Locks this process for good: no file but those of the rules, nothing written, no socket, no program, no new thread, no
/// executable memory, no signal to others, nothing asked of a path outside of an evidence folder. Called with one thread
/// only. Gives the names of the locks that hold ("landlock", "seccomp"); a kernel without one of them leaves it out. Where
/// Landlock is missing, evidence folders are shut in by "chroot" if the kernel allows it, and no other file is opened.
/// An error means that a lock which is there could not be put on.
Result<QStringList> lockProcess(const SandboxRules &rules);

} // namespace ashiato
