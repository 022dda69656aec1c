// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/casereader.h"
#include "models/columns/columnstore.h"
#include "models/columns/manifest.h"

#include <span>

namespace ashiato
{

struct ColumnStore::State {
    Manifest manifest;
    EventColumns events;
    FileColumns files;
    qint64 journalEntry = -1; ///< The last one when names were read; -1: they were not
};

inline constexpr qint64 kPartBytes = qint64(32) << 20; ///< A dictionary part is cut here

inline bool isCancelled(const CancelFlag &cancel) { return cancel && cancel->load(std::memory_order_relaxed); }

/// What grows at its end keeps few pieces, and a row or value is written again only a logarithmic number of times: from
/// the youngest on, a piece joins a merge while it is less than twice as large as all younger ones together. Gives the
/// first piece of the merge (sizes in order of age).
size_t firstToMerge(std::span<const qint64> sizes);

/// Files of an exhibit that was taken out are not read; when it is brought back they must be.
QString exhibitsOf(const std::vector<EvidenceRow> &evidence);
/// The jobs that write file rows (hashes, types, members of containers), as far as they are.
Result<QString> filesState(CaseReader &reader);

} // namespace ashiato
