// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/connection.h"
#include "models/records/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace ashiato
{

/// One step of the schema: resources/schema/NNNN_name.sql.
struct Migration {
    int number = 0;
    QString name;
    QByteArray sql;
};

/// The steps compiled in, in order.
const std::vector<Migration> &migrations();

/// Takes the case from its user_version to the last step, a transaction a step with the user_version inside it.
/// Errors: NewerVersion (nothing is touched), Damaged and others of SQLite (the failing step is taken back).
Result<void> migrate(Connection &connection, const std::vector<Migration> &steps = migrations());

/// Whether the case is one that this version reads as it is. Errors: NewerVersion, OlderVersion (needs a migration), Damaged.
Result<void> checkVersion(Connection &connection, const std::vector<Migration> &steps = migrations());

} // namespace ashiato
