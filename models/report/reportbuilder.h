// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/report/document.h"
#include "models/report/reportdata.h"
#include "models/report/reportwords.h"

namespace ashiato
{

/// Makes the blocks of the report in one language. issuedNs: when it is issued; only the date line shows it.
report::Document buildReport(const ReportData &data, const ReportWords &words, qint64 issuedNs);

} // namespace ashiato
