// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/report/reportdata.h"
#include "models/report/reportwords.h"

#include <QImage>

namespace ashiato
{

/// Who spoke to whom on paper: the largest flows, sources on the left, destinations on the right, lines by volume.
/// At 2 pixels a point. Any thread with a QGuiApplication.
QImage paintNetwork(const ReportData &data, const ReportWords &words);

} // namespace ashiato
