// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/fatfiles.h"
#include "importers/evidence/fatsurvey.h"
#include "importers/evidence/volumes.h"
#include "importers/recordsink.h"
#include "models/records/records.h"

namespace ashiato
{

/// The file row of a FAT or exFAT entry without its name and place in the tree.
/// zoneKnown: whether the examiner named the zone of local times.
FileRecord fatRow(const Volume &volume, const FatEntry &entry, bool zoneKnown);

/// Warnings about one entry (its row has that id) and about one directory.
void sayFatEntry(const Volume &volume, const FatEntry &entry, const QString &path, quint64 fileId, RecordSink &sink);
void sayFatListing(const Volume &volume, const FatListing &listing, const QString &path, quint64 fileId, RecordSink &sink);
/// What the allocation says against the listing: one warning a kind, with its number.
void sayFatBalance(const Volume &volume, const FatBalance &balance, RecordSink &sink);

/// The entry that a row stands for (attribute number 1: one behind the end of its directory).
std::optional<FatEntry> fatEntryOf(const FatFiles &files, quint64 inode, quint32 attributeId);
/// Number of the directory of that name in a directory; 0: none.
quint64 fatDirectoryNamed(const FatFiles &files, quint64 inode, const QByteArray &shownName);

} // namespace ashiato
