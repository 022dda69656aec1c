// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ashiato
{

// The Sleuth Kit 4.11 looks through all names of a directory for each name that it adds (19 s for 100,000 files in one
// folder), and through a list of all deleted inodes for each candidate orphan. filesystemdirectory.cpp and
// filesystemlist.cpp define tsk_fs_dir_add(), tsk_fs_dir_contains() and tsk_list_*() anew with indexes; the program's
// definitions go before the library's, because the library calls them through the dynamic linker. Where it does not,
// all works as before, slowly.

/// Names and list entries that this thread added through the indexed functions: 0 where the library does not use them.
/// Calling these makes the linker take the definitions in.
long long indexedDirectoryAdds();
long long indexedListAdds();

} // namespace ashiato
