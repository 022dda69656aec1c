// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace ashiato
{

/// Runs a function on the thread pool; its value comes as a future.
template <typename Function> auto onPool(Function function)
{
    using Value = decltype(function());
    auto promise = std::make_shared<QPromise<Value>>();
    QFuture<Value> future = promise->future();
    QThreadPool::globalInstance()->start([promise, function = std::move(function)] {
        promise->start();
        promise->addResult(function());
        promise->finish();
    });
    return future;
}

/// Calls a function with the future's value in the thread of context; never when context is gone by then.
template <typename Value, typename Function> void whenReady(QObject *context, const QFuture<Value> &future, Function function)
{
    auto *watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, function = std::move(function)]() mutable {
        watcher->deleteLater();
        const QFuture<Value> done = watcher->future();
        if (done.resultCount() > 0)
            function(done.result());
    });
    watcher->setFuture(future);
}

} // namespace ashiato
