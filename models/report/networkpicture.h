// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/network/networkgraph.h"
#include "models/report/reportwords.h"

#include <QImage>

namespace ashiato
{

/// Who spoke to whom on paper: the graph of the network view, at the same places and in the same shapes. Names that
/// would lie on another are left out, the smallest first. At 2 pixels a point. Any thread with a QGuiApplication.
QImage paintNetwork(const NetworkGraph &graph, const ReportWords &words);

/// Where a node of the graph stands in the picture, in its pixels.
QPointF networkPicturePlace(const NetworkGraph &graph, const NetworkNode &node);

} // namespace ashiato
