// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"
#include "models/report/reportdata.h"

namespace ashiato
{

class Case;

/// Reads what the report tells, in one state of the case. Not for the GUI thread. Errors of CaseReader.
Result<ReportData> collectReport(Case &openCase, const CancelFlag &cancel);

} // namespace ashiato
