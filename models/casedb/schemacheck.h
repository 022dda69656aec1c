// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/sqlite/connection.h"

#include <vector>

namespace ashiato
{

/// An object of a case's database that is not as this version's migrations make it.
struct SchemaDifference {
    enum class What : quint8 {
        Foreign, ///< There, and not ours
        Changed, ///< Ours by name, other words
        Missing, ///< Ours, and not there
    };
    What what = What::Foreign;
    QString type; ///< "table", "view", "index", "trigger"
    QString name;
};

/// Holds the schema of a case against the one that the migrations make up to its user_version. What SQLite keeps for
/// itself (sqlite_sequence, sqlite_stat1 …) is not looked at. The caller has checked the version. Any thread, the one of
/// the connection.
Result<std::vector<SchemaDifference>> compareSchema(Connection &connection);

} // namespace ashiato
