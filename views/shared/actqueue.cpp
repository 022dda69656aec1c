// SPDX-License-Identifier: Apache-2.0
#include "views/shared/actqueue.h"

#include "models/casedb/casewriter.h"
#include "models/jobs/async.h"

#include <QCoreApplication>
#include <QPromise>

#include <utility>

namespace ashiato
{

ActQueue::ActQueue(CaseWriter &writer, QObject *parent) : QObject(parent), m_writer(writer) {}

QFuture<Result<ActDone>> ActQueue::act(const Act &act)
{
    return give([this, act] { return m_writer.act(act); });
}

QFuture<Result<ActDone>> ActQueue::undo()
{
    return give([this] { return m_writer.undo(); });
}

QFuture<Result<ActDone>> ActQueue::redo()
{
    return give([this] { return m_writer.redo(); });
}

QFuture<Result<ActDone>> ActQueue::give(std::function<QFuture<Result<ActDone>>()> call)
{
    auto promise = std::make_shared<QPromise<Result<ActDone>>>();
    promise->start();
    order([this, promise, call = std::move(call)] {
        whenReady(this, call(), [this, promise](const Result<ActDone> &answer) {
            promise->addResult(answer);
            promise->finish();
            answer ? next() : giveUp(answer.error());
        });
    });
    return promise->future();
}

void ActQueue::order(std::function<void()> step)
{
    m_steps.push_back(std::move(step));
    if (!std::exchange(m_underWay, true))
        next();
}

void ActQueue::next()
{
    m_underWay = !m_steps.empty();
    if (!m_underWay)
        return;
    const std::function<void()> step = std::move(m_steps.front());
    m_steps.pop_front();
    step();
}

void ActQueue::giveUp(const Error &error)
{
    Q_EMIT refused(error);
    next();
}

void ActQueue::finish()
{
    // Not a loop of its own: that would end at once where the program is being quitted.
    while (m_underWay)
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents | QEventLoop::WaitForMoreEvents);
}

} // namespace ashiato
