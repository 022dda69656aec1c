// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caseproof.h"
#include "models/casedb/sqlite/connection.h"

#include <QHash>
#include <QJsonObject>

namespace ashiato
{

/// An act of the journal that put tags on rows or took them off, and whether it holds (it is not undone).
struct TagAct {
    bool adds = false, inForce = true;
    QString at;
    QJsonObject payload;
};

/// Holds the taggings, and those taken away, against the acts that made them: how many and which (by the digest in the
/// entry), which of them hold now, and whether each points to the record that it was put on. By entry id.
Result<void> proveTaggings(Connection &connection, const QHash<qint64, TagAct> &acts, std::vector<CaseDifference> &differences);

/// Holds what points to a row (tagging, note) against the identity that it was put on.
Result<void> proveTargets(Connection &connection, const char *table, std::vector<CaseDifference> &differences);

} // namespace ashiato
