// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/casedb/sqlite/connection.h"
#include "models/records/result.h"

#include <vector>

namespace ashiato
{

/// The hash before the first entry.
QString journalGenesis();
/// SHA-256(previous || canonical JSON of act, at, examiner, id, payload, undoes), lower-case hex.
QString journalHash(const JournalRow &entry);

/// Appends an entry inside the caller's transaction; id, previous and hash are filled in.
Result<JournalRow> appendToJournal(Connection &connection, JournalRow entry);

Result<qint64> nextJournalId(Connection &connection);

/// What can be taken back and done again, replayed from the journal. Entries are never removed: undo and redo are
/// entries of their own.
struct UndoStack {
    struct Item {
        qint64 id = 0;
        QString act;
    };
    std::vector<Item> done;   ///< Undoable acts in force, last one last
    std::vector<Item> undone; ///< What redo brings back, last one last

    void add(qint64 id, const QString &act, qint64 undoes);
    static Result<UndoStack> replay(Connection &connection);
};
bool isUndoable(const QString &act);

} // namespace ashiato
