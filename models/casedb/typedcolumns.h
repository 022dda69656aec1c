// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/eventfields.h"

#include <QByteArray>

namespace ashiato
{

/// "host_alias_id, account_id, …": the columns of the declared fields in the table event, in order.
inline QByteArray typedColumns()
{
    QByteArray names;
    for (const EventFieldSpec &spec : kTypedSpecs)
        names += (names.isEmpty() ? "" : ", ") + QByteArray(spec.column);
    return names;
}

} // namespace ashiato
