// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QString>

namespace ashiato
{

// A case may come from anybody: its folder is as hostile as evidence. Any thread.

/// Whether what the case folder holds may be opened: its files are regular files, cache/ is a folder of such. For writing
/// none of them may stand under a second name either (a hard link): it would be written, too. What is not there is fine.
/// Errors: SpecialFile, detail: the path.
Result<void> checkCaseFolder(const QString &folder, bool forWriting);

/// Makes a folder that only its owner may enter (0700, whatever the umask), and those above it. True where it is there
/// afterwards as a folder, no link; one that was there keeps its mode.
bool makePrivateFolder(const QString &path);

/// Makes an empty file that only its owner may read (0600, whatever the umask). Errors: Io, ReadOnly; one that is there.
Result<void> makePrivateFile(const QString &path);

} // namespace ashiato
