// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/report/document.h"
#include "models/report/reportdata.h"
#include "models/report/reportwords.h"

namespace ashiato
{

/// Makes the blocks of the report in one language. issuedNs: when it is issued; only the date line shows it.
report::Document buildReport(const ReportData &data, const ReportWords &words, qint64 issuedNs);

/// "E-02, C:\Windows\…\Security.evtx, record 91377, 0x1a3f200+2416": where a row comes from.
QString citation(const EventRow &event, const ReportWords &words);

} // namespace ashiato
