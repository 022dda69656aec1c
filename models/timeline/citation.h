// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/eventrow.h"
#include "models/wording/wording.h"

namespace ashiato
{

/// Where a record stands: "row 91377" formats are the wording's; this is the machine's: "offset+length" or "#record".
/// Where a record stands: "4096+512" (offset and length), else "#12" (its number), else the offset alone; in window and
/// command line alike.
QString positionText(qint64 offset, qint64 length, qint64 recordNumber);

/// "E-02, C:\…\Security.evtx, record 91377, 0x1a3f200+2416": where a row comes from, for the clipboard and the report.
QString citationText(const EventRow &row, const Wording &wording);

} // namespace ashiato
