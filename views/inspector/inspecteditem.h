// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/eventrow.h"
#include "models/files/fileitem.h"
#include "models/lens/lens.h"
#include "models/records/result.h"

#include <optional>

namespace ashiato
{

class Case;

/// What is read of the item that is looked at: one of event and file.
struct InspectedItem {
    Focus focus;
    std::optional<EventRow> event;
    std::optional<FileItem> file;
    qint64 fileSize = -1; ///< Of the file that the event stands in; -1: not known
    QString note;
    QList<qint64> tags;
};

/// focus: an event or a file. Not on the GUI thread. Errors: NotFound, those of reading.
Result<InspectedItem> readInspectedItem(Case &openCase, const Focus &focus);

} // namespace ashiato
