// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/formats/regf/hivelog.h"
#include "models/records/records.h"

#include <QJsonObject>
#include <QString>

#include <memory>
#include <vector>

namespace ashiato
{

/// What a meaning says of a hive. A fact stands at the value (or key) that says it.
struct HiveFact {
    const char *kind = "";
    QByteArray subject, name, value;
    QByteArray host;          ///< Where the hive names the machine
    qint64 sinceNs = kNoTime;
    QJsonObject details;
    quint32 cell = 0;         ///< Of the value or key
    quint32 cellSize = 0;

    void at(const RegKey &key) { cell = key.cell, cellSize = key.cellSize; }
    void at(const RegValue &value) { cell = value.cell, cellSize = value.cellSize; }
};

class HiveSink
{
public:
    virtual ~HiveSink() = default;
    virtual void fact(const HiveFact &fact) = 0;
};

/// One kind of thing that Windows keeps in its registry: constant data, reads the keys that it knows, says facts. Keys that
/// are not there say nothing, so every meaning may look at every hive. Worker only, one thread.
class HiveMeaning
{
public:
    virtual ~HiveMeaning() = default;
    virtual void read(const Hive &hive, HiveSink &sink) const = 0;
};

std::unique_ptr<HiveMeaning> hostMeaning();      ///< host:name, host:domain, host:zone, host:os, host:installed
std::unique_ptr<HiveMeaning> accountMeaning();   ///< account:local, account:profile
std::unique_ptr<HiveMeaning> autostartMeaning(); ///< autostart:run, autostart:service

/// The control set that Windows started with: "ControlSet001". Nothing of a hive that is not SYSTEM.
std::optional<RegKey> currentControlSet(const Hive &hive);

} // namespace ashiato
