// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QJsonObject>
#include <QStringList>

namespace ashiato
{

/// The definition of Squid's built-in format with the shapes of line that these `logformat` lines of squid.conf declare
/// before its own: "logformat office %ts.%03tu %6tr %>a …", or what stands behind the name alone.
/// Invalid: a code or a form of time that is not known; detail says which. Codes: http://www.squid-cache.org/Doc/config/logformat/
Result<QJsonObject> withSquidLogFormats(QJsonObject definition, const QStringList &lines);

} // namespace ashiato
