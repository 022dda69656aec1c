// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/act.h"
#include "models/casedb/changes.h"
#include "models/casedb/journal.h"

#include <functional>

namespace ashiato
{

/// Performs acts inside a transaction of the caller, who commits or takes back all of it. Writer thread.
class ActWriter
{
public:
    using HostAlias = std::function<Result<qint64>(const QString &)>;
    ActWriter(Connection &connection, HostAlias hostAlias);

    Result<void> reload(); ///< At the start and after a rollback
    void setExaminer(const QString &name) { m_examiner = name; }

    Result<ActDone> perform(const Act &act);
    Result<ActDone> undo();
    Result<ActDone> redo();

private:
    struct Draft {
        QJsonObject payload;
        std::vector<Change> changes;
        qint64 id = 0;
        qint64 count = 0;
        qint64 entry = 0;      ///< The id that the journal entry will have
        qint64 examinerId = 0;
        QString at;
    };
    using Performer = Result<void> (ActWriter::*)(const Act &, Draft &);
    static Performer performerOf(const QString &kind);

    Result<void> tagAdd(const Act &act, Draft &draft);
    Result<void> tagRemove(const Act &act, Draft &draft);
    Result<void> tagCreate(const Act &act, Draft &draft);
    Result<void> tagSet(const Act &act, Draft &draft);
    Result<void> noteSet(const Act &act, Draft &draft);
    Result<void> evidenceAdd(const Act &act, Draft &draft);
    Result<void> evidenceRemove(const Act &act, Draft &draft);
    Result<void> evidenceSet(const Act &act, Draft &draft);
    Result<void> evidenceSeal(const Act &act, Draft &draft);
    Result<void> hostJoin(const Act &act, Draft &draft);
    Result<void> hostSplit(const Act &act, Draft &draft);
    Result<void> lensSave(const Act &act, Draft &draft);
    Result<void> lensRemove(const Act &act, Draft &draft);
    Result<void> caseSet(const Act &act, Draft &draft);
    Result<void> findingSet(const Act &act, Draft &draft);
    Result<void> findingRemove(const Act &act, Draft &draft);
    Result<void> networkPlace(const Act &act, Draft &draft);
    Result<void> networkArrange(const Act &act, Draft &draft);

    Result<void> setRow(Draft &draft, const QString &table, qint64 id, const QJsonObject &fields);
    Result<qint64> insertRow(Draft &draft, const QString &table, const QJsonObject &fields);
    Result<void> change(Draft &draft, Change change);
    Result<void> afterChange(const Change &change);
    Result<QJsonObject> evidenceFields(const QJsonObject &fields);
    Result<QString> freeEvidenceNumber();
    Result<void> aliasesTo(const Act &act, Draft &draft, const QJsonValue &hostId);

    Result<ActDone> takeBack(bool redo);
    Result<qint64> moveTaggings(const QString &act, qint64 actId, bool redo);
    Result<qint64> examinerId();

    Connection &m_connection;
    HostAlias m_hostAlias;
    QString m_examiner;
    UndoStack m_stack;
};

} // namespace ashiato
