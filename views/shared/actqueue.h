// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/act.h"
#include "models/records/result.h"

#include <QFuture>
#include <QObject>

#include <deque>
#include <functional>

namespace ashiato
{

class CaseWriter;

/// The one way of the window's acts to the case: they reach the writer in the order in which the examiner gave them, also
/// where one has to ask the case before it knows what to write. What stands last in the journal is therefore what was
/// done last, and undo takes that back. GUI thread; futures become ready on this thread.
class ActQueue : public QObject
{
    Q_OBJECT

public:
    explicit ActQueue(CaseWriter &writer, QObject *parent = nullptr);

    QFuture<Result<ActDone>> act(const Act &act);
    QFuture<Result<ActDone>> undo();
    QFuture<Result<ActDone>> redo();

    /// For an act that depends on what the case holds when its turn comes: step runs when everything before it has come to
    /// its end, works as long as it must, gives the writer() its acts itself and ends with next() or giveUp().
    void order(std::function<void()> step);
    void next();
    /// Ends a step that cannot go on.
    void giveUp(const Error &error);
    CaseWriter &writer() const { return m_writer; }

    bool isUnderWay() const { return m_underWay; }
    /// Comes back when nothing is left to do, however long that takes: an act that was given is never dropped. Events
    /// other than the examiner's are handled meanwhile. For the end of a case (ClosingNotice).
    void finish();

Q_SIGNALS:
    /// An act was not accepted; nothing of it is in the case.
    void refused(const ashiato::Error &error);

private:
    QFuture<Result<ActDone>> give(std::function<QFuture<Result<ActDone>>()> call);

    CaseWriter &m_writer;
    std::deque<std::function<void()>> m_steps;
    bool m_underWay = false;
};

} // namespace ashiato
