// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ashiato
{

/// The Sleuth Kit 4.11 looks through all names of a directory for each name that it adds: 19 s for 100,000 files in one
/// folder. filesystemdirectory.cpp defines its tsk_fs_dir_add() and tsk_fs_dir_contains() anew with an
/// index; the program's definition goes before
/// the library's, because the library calls it through the dynamic linker. Where it does not, all works as before,
/// slowly.
///
/// Calling this makes the linker take that definition in. Gives the number of names added through it, for the test.
long long indexedDirectoryAdds();

} // namespace ashiato
