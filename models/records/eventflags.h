// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <QString>

#include <array>
#include <optional>

namespace ashiato
{

struct EventFlagId {
    EventFlag flag;
    const char *id;
};
/// The flags that are told of an event, under the names that filters, exports and v_event give them. EventMakesFlow is
/// none of them: it is no remark on the record.
inline constexpr std::array kEventFlagIds{
    EventFlagId{EventRecovered, "recovered"},     EventFlagId{EventDerivedYear, "year_derived"}, EventFlagId{EventDamaged, "damaged"},
    EventFlagId{EventZoneUnknown, "zone_unknown"}, EventFlagId{EventTimeInvalid, "time_invalid"}, EventFlagId{EventFileTime, "file_time"},
    EventFlagId{EventFnTime, "fn_time"},          EventFlagId{EventDeletedFile, "deleted_file"}};

inline std::optional<EventFlag> eventFlagFromId(const QString &id)
{
    for (const EventFlagId &known : kEventFlagIds) {
        if (id.compare(QLatin1String(known.id), Qt::CaseInsensitive) == 0)
            return known.flag;
    }
    return std::nullopt;
}

/// Any of these: the event has a remark.
constexpr quint32 allToldFlags()
{
    quint32 flags = 0;
    for (const EventFlagId &known : kEventFlagIds)
        flags |= known.flag;
    return flags;
}

} // namespace ashiato
