// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <QString>

#include <algorithm>
#include <array>
#include <optional>

namespace ashiato
{

/// What severities are called in definitions, filters and machine output, in the order of the enum; None has no name there.
inline constexpr std::array kSeverityIds{"", "info", "low", "medium", "high", "critical"};
static_assert(kSeverityIds.size() == size_t(Severity::Last) + 1);

/// Empty for None, and for a value that is none of the enum (a case made by somebody else). Any thread.
inline QString severityId(Severity severity)
{
    return severity <= Severity::Last ? QString::fromLatin1(kSeverityIds[size_t(severity)]) : QString();
}

/// The severity of a name, in lower case; nothing where there is none of that name. Any thread.
inline std::optional<Severity> severityFromId(const QString &id)
{
    const auto found = std::find_if(kSeverityIds.begin(), kSeverityIds.end(), [&](const char *name) { return id == QLatin1StringView(name); });
    return found == kSeverityIds.end() ? std::nullopt : std::optional(Severity(found - kSeverityIds.begin()));
}

} // namespace ashiato
