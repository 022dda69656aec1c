// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/exhibitdigest.h"
#include "models/casedb/schemacheck.h"
#include "models/records/result.h"

#include <QString>

#include <functional>
#include <vector>

namespace ashiato
{

/// Where a case is not what its journal says.
struct CaseDifference {
    enum class What : quint8 {
        Changed,       ///< A value is another one than the last act set
        Removed,       ///< A row that an act made is not there
        Added,         ///< A row that no act made
        Unbound,       ///< A tag or note points to another record than the one it was put on
        Clock,         ///< The spans of a clock are not those of its zone and skew
        Schema,        ///< An object of the database: value is foreign, changed or missing
        JournalEmpty,  ///< A case without a journal
        Rows,          ///< The rows of an exhibit are not those of the digest in the journal
    };
    What what = What::Changed;
    QString table;    ///< Or part of an exhibit
    QString row;      ///< Its id, identity or number
    QString column;
    QString expected; ///< What the journal says
    QString found;
    qint64 entry = 0; ///< Of the journal, that says it; 0: none
};

/// A moment at which the clock of the machine ran backward between two entries.
struct ClockStep {
    qint64 entry = 0;
    QString before, at;
};

struct CaseProof {
    std::vector<CaseDifference> differences;
    std::vector<ClockStep> clockSteps; ///< Said, but no difference: clocks are set right
    QStringList unsealed;              ///< Numbers of exhibits without digests in the journal (older version, import not ended)
    qint64 acts = 0, sealed = 0;       ///< How much was held against the case
};

struct ProofOptions {
    bool rows = true;                                     ///< Computes the digests of the exhibits anew
    std::function<bool(const QString &number, qint64 rows)> progress; ///< Any thread; false: stop (Cancelled)
};

/// Replays the acts of the journal and holds what they leave against the tables; recomputes the digests that the journal
/// holds of the rows of each exhibit; holds the schema against ours. The chain itself is CaseReader::verifyJournal()'s.
/// Changes nothing. immutable: the case lies where nobody writes (Case::isImmutable()). Any thread.
Result<CaseProof> proveCase(const QString &databasePath, bool immutable, const ProofOptions &options = {});

} // namespace ashiato
