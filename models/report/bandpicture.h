// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/report/reportdata.h"
#include "models/report/reportwords.h"

#include <QImage>

namespace ashiato
{

/// The time band on paper: counts by kind over the whole span, tagged items as marks, a legend with counts. The zone is
/// written on the axis. At 2 pixels a point. Any thread with a QGuiApplication.
QImage paintBand(const ReportData &data, const ReportWords &words);

} // namespace ashiato
