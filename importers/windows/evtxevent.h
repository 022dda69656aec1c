// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/windows/binxml.h"

#include <optional>
#include <vector>

namespace ashiato
{

/// A field of an event under the name that the source gives it.
struct EvtxField {
    QByteArray name;
    QByteArray value;
    bool placed = false; ///< A typed column holds exactly this value, so that the details need not.
};

/// What one record says: its System part by name, and the fields of EventData, UserData and the rest in their order.
struct EvtxEvent {
    QByteArray provider;
    QByteArray channel;
    QByteArray computer;
    QByteArray timeCreated;
    QByteArray recordId; ///< System/EventRecordID; exported logs renumber their records but keep this.
    QByteArray keywords;
    std::optional<quint32> eventId;
    int level = -1;
    std::vector<EvtxField> system; ///< What is left of System: "Task", "Execution.ProcessID", "Security.UserID" …
    std::vector<EvtxField> fields; ///< Names are unique: a second "x" is "x[1]"; a nameless Data is "Data[n]".
    QHash<QByteArray, int> repeats; ///< How often a name came again

    void clear();
    const QByteArray *field(QByteArrayView name) const;
    EvtxField *find(QByteArrayView name); ///< Among the fields
    const EvtxField *find(QByteArrayView name) const;
};

/// Takes an event apart. Elements in EventData are told by their Name attribute, other leaves by their path below the
/// element that is specific to the provider ("Param1"), attributes there as "path@attribute".
void readEvtxEvent(const XmlTree &tree, EvtxEvent &event);

/// "2026-11-14T02:13:44.1234567Z" in ns since 1970; nullopt where it is no such text or lies outside of 1677–2262.
std::optional<qint64> utcTextToNs(QByteArrayView text);

} // namespace ashiato
