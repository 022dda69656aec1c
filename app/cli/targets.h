// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/caseaccess.h"

#include <vector>

namespace ashiato
{

/// What `tag` and `note` are about: rows named by id, or all that a filter holds.
struct Targets {
    TargetKind kind = TargetKind::Event;
    std::vector<qint64> ids;
    QJsonObject lens; ///< The filter that found them; empty where they were named
};

/// --event, --file, --flow and --target.
QList<QCommandLineOption> targetOptions();

/// The rows that the call names by --event, --file or --flow (and further words behind the case); ids are checked.
/// Errors: Invalid (a word that is no id, two kinds at once; the detail is a sentence), NotFound.
Result<Targets> namedTargets(const Invocation &call, CaseReader &reader, int firstWord = 1);

} // namespace ashiato
