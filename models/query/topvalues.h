// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/eventquery.h"

namespace ashiato
{

/// EventQuery::top(). Any thread.
Result<QVector<std::pair<QString, qint64>>> topValues(const EventSelection &selection, FilterField field, int most,
                                                      const CancelFlag &cancel);

} // namespace ashiato
