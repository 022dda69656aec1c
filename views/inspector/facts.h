// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/eventrow.h"
#include "models/files/filetablemodel.h"
#include "models/lens/filter.h"
#include "models/wording/wording.h"

#include <QString>

#include <vector>

namespace ashiato
{

/// One line of the inspector: what it is and what the record says. Values come from evidence: plain text, never markup.
struct Fact {
    QString title;
    QString value;
    bool monospaced = false;
    bool heading = false; ///< Begins a part; has no value
};

/// A neighbour search: "same host" with the filter that a click sets.
struct Related {
    QString title;
    Filter filter;
};

std::vector<Fact> eventFacts(const EventRow &row, const Wording &wording, const QString &zone);
std::vector<Fact> fileFacts(const FileItem &item, const Wording &wording, const QString &zone);

/// Five minutes around the event: same host, same account, same destination, same file, same hash; those that it has.
std::vector<Related> relatedTo(const EventRow &row);

/// "E-01 › /Windows/…/Security.evtx › record 91377 › 0x1a3f200 + 2416".
QString provenanceText(const EventRow &row, const Wording &wording);
QString provenanceText(const FileItem &item);

} // namespace ashiato
