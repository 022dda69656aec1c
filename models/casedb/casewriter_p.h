// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/actwriter.h"
#include "models/casedb/batchwriter.h"
#include "models/casedb/casewriter.h"
#include "models/casedb/checkpointer.h"
#include "models/casedb/jobwriter.h"

#include <QPromise>
#include <QThreadPool>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

namespace ashiato
{

/// The writer's thread and its two queues. Everything below "writer thread" is touched by that thread alone once it runs.
struct CaseWriter::Private {
    /// A batch, or an order: a function that writes, whose caller waits for the commit.
    struct Item {
        std::shared_ptr<const RecordBatch> batch; ///< Of an order nullptr
        std::shared_future<BatchHashes> hashes;
        BatchContext context;
        std::function<Result<void>()> order;          ///< Empty: a batch
        std::function<void(const Error *)> settle;    ///< Called once, after the commit or with the error
        qsizetype bytes = 0;
    };
    struct ActItem {
        std::function<Result<ActDone>()> perform;
        std::shared_ptr<QPromise<Result<ActDone>>> promise;
    };

    Private(std::unique_ptr<Connection> database, bool writeAhead);

    Result<void> start(); ///< Reads the case's state and starts the thread
    void stop();          ///< Empties the queue and joins the thread

    template <typename T> QFuture<Result<T>> order(std::function<Result<T>()> function);
    QFuture<Result<ActDone>> enqueueAct(std::function<Result<ActDone>()> perform);
    void enqueue(Item &&item);
    std::shared_future<BatchHashes> hashesOf(std::shared_ptr<const RecordBatch> batch);

    std::unique_ptr<Connection> connection;
    std::unique_ptr<Checkpointer> checkpointer; ///< With a WAL
    const bool writeAhead; ///< WAL; else a rollback journal, always with synchronous=FULL
    CaseWriter *owner = nullptr;

    QThreadPool hashers; ///< One thread: neither who submits nor the writer has time for them

    // Shared, under the mutex.
    mutable std::mutex mutex;
    std::condition_variable wake, room;
    std::deque<Item> queue;
    std::deque<ActItem> acts;
    qsizetype queuedBytes = 0;
    bool full = false;     ///< submit() said no; drained() is owed
    bool stopping = false;
    std::optional<Error> broken;

    // Writer thread.
    void run();
    void performAct(ActItem &item);
    void applyItem(Item &&item);
    void refuse(const Item &item, const Error &error);
    void commitOpen();
    void fallBack(const Error &error); ///< Takes back the open transaction and keeps its batches
    Result<void> reload();
    Result<qint64> raiseRevision();
    Result<std::vector<Unbound>> rebindAndSay(qint64 evidenceId);

    BatchWriter batches;
    ActWriter actWriter;
    JobWriter jobs;
    RereadWriter rereads;
    std::deque<Item> open; ///< In the open transaction
    qsizetype openRows = 0;
    bool transactionOpen = false;
    std::set<quint64> refused; ///< Streams with a batch that broke a rule
    bool settleSoon = false; ///< Somebody waits for the open transaction
    std::chrono::steady_clock::time_point openSince;
    std::thread thread;
};

template <typename T> QFuture<Result<T>> CaseWriter::Private::order(std::function<Result<T>()> function)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    auto answer = std::make_shared<std::optional<Result<T>>>();
    promise->start();
    Item item;
    item.order = [function = std::move(function), answer]() -> Result<void> {
        *answer = function();
        return (*answer)->ok() ? Result<void>() : Result<void>((*answer)->error());
    };
    item.settle = [promise, answer](const Error *error) {
        promise->addResult(error ? Result<T>(*error) : **answer);
        promise->finish();
    };
    auto future = promise->future();
    enqueue(std::move(item));
    return future;
}

} // namespace ashiato
