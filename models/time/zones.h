// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QStringList>

#include <vector>

namespace ashiato
{

/// Recorded times in [fromNs, toNs) are shown as recorded + offsetNs.
struct ClockSpan {
    qint64 fromNs = 0;
    qint64 toNs = 0;
    qint64 offsetNs = 0;
    bool ambiguous = false; ///< Wall-clock times that stood twice, or never; the offset before the change is taken.
    bool operator==(const ClockSpan &) const = default;
};

/// Whether a zone is understood: an IANA id, "UTC", "JST", or an offset such as "+09:00".
bool isKnownZone(const QString &zone);

/// The spans of a clock that records UTC: one, with the skew.
std::vector<ClockSpan> utcSpans(qint64 skewNs);
/// The spans of a clock that records wall-clock time in a zone, with its changes to and from summer time from 1900 to
/// 2100. skewNs is added to what was recorded before the zone is applied. An empty zone: one span, the skew alone.
/// Errors: Invalid (zone not known). Rests on the time zone database alone, never on the zone of this machine.
Result<std::vector<ClockSpan>> localSpans(const QString &zone, qint64 skewNs);

/// Shown time of a recorded one; kNoTime, and what no span holds, stay as they are.
qint64 throughSpans(const std::vector<ClockSpan> &spans, qint64 recordedNs, bool *ambiguous = nullptr);

/// Minutes that a zone is ahead of UTC at an instant; 0 where the zone is empty or not known.
int zoneOffsetMinutes(const QString &zone, qint64 utcNs);

/// Zones for a list to choose from: Asia/Tokyo first, UTC second, the rest by name.
QStringList zoneList();

} // namespace ashiato
