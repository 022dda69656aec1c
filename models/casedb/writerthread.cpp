// SPDX-License-Identifier: Apache-2.0
// The thread of CaseWriter: grouping, commits, acts first, and what happens when the disk says no.
#include "models/casedb/casewriter_p.h"

#include "models/casedb/sqlite/transaction.h"

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr qsizetype kRowsPerCommit = 50'000;
constexpr auto kLongestOpen = std::chrono::seconds(1);
constexpr qsizetype kQueueBytes = 64 << 20;
constexpr size_t kQueueItems = 64;

/// Errors that a batch brings with it; all others are the disk's or ours, and the batch is kept for a second try.
bool isFaultOfBatch(ErrorCode code)
{
    return code == ErrorCode::Invalid || code == ErrorCode::NotFound || code == ErrorCode::LimitExceeded;
}

/// The unit that a batch is about, where it is about one.
quint64 onlyUnit(const RecordBatch &batch)
{
    const auto &marks = batch.marks;
    const bool one = !marks.empty() && std::all_of(marks.begin(), marks.end(), [&](const UnitMark &mark) {
        return mark.unit == marks.front().unit;
    });
    return one ? marks.front().unit : 0;
}

} // namespace

CaseWriter::Private::Private(std::unique_ptr<Connection> database, bool wal)
    : connection(std::move(database)), writeAhead(wal), batches(*connection),
      actWriter(*connection, [this](const QString &name) { return batches.hostAlias(name); }), jobs(*connection),
      rereads(*connection)
{
    hashers.setMaxThreadCount(1);
}

Result<void> CaseWriter::Private::reload()
{
    if (auto done = batches.reload(); !done)
        return done;
    return actWriter.reload();
}

Result<void> CaseWriter::Private::start()
{
    if (auto done = reload(); !done)
        return done;
    if (writeAhead) {
        auto started = Checkpointer::start(*connection);
        if (!started)
            return started.error();
        checkpointer = std::move(*started);
    }
    thread = std::thread([this] { run(); });
    return {};
}

void CaseWriter::Private::stop()
{
    {
        const std::lock_guard lock(mutex);
        stopping = true;
    }
    wake.notify_all();
    room.notify_all();
    if (thread.joinable())
        thread.join();
    checkpointer.reset();
}

void CaseWriter::Private::enqueue(Item &&item)
{
    Error refusal{ErrorCode::Cancelled, {}, -1};
    {
        const std::lock_guard lock(mutex);
        if (!stopping && (!broken || !item.order)) {
            queuedBytes += item.bytes;
            queue.push_back(std::move(item));
            wake.notify_one();
            return;
        }
        refusal = broken.value_or(refusal);
    }
    if (item.settle)
        item.settle(&refusal);
}

QFuture<Result<ActDone>> CaseWriter::Private::enqueueAct(std::function<Result<ActDone>()> perform)
{
    ActItem item{std::move(perform), std::make_shared<QPromise<Result<ActDone>>>()};
    item.promise->start();
    auto future = item.promise->future();
    {
        const std::lock_guard lock(mutex);
        if (!stopping) {
            acts.push_back(std::move(item));
            wake.notify_one();
            return future;
        }
    }
    item.promise->addResult(Result<ActDone>(ErrorCode::Cancelled));
    item.promise->finish();
    return future;
}

void CaseWriter::Private::run()
{
    std::unique_lock lock(mutex);
    for (;;) {
        if (!acts.empty()) {
            ActItem item = std::move(acts.front());
            acts.pop_front();
            lock.unlock();
            performAct(item);
            lock.lock();
            continue;
        }
        const bool workable = !queue.empty() && !broken;
        if (workable) {
            Item item = std::move(queue.front());
            queue.pop_front();
            queuedBytes -= item.bytes;
            const bool owed = full && queuedBytes <= kQueueBytes / 2 && queue.size() <= kQueueItems / 2;
            full = full && !owed;
            lock.unlock();
            room.notify_all();
            if (owed)
                Q_EMIT owner->drained();
            applyItem(std::move(item));
            lock.lock();
            continue;
        }
        if (transactionOpen && (settleSoon || stopping)) {
            lock.unlock();
            commitOpen();
            lock.lock();
            continue;
        }
        if (stopping)
            break;
        if (!transactionOpen) {
            wake.wait(lock);
        } else if (wake.wait_until(lock, openSince + kLongestOpen) == std::cv_status::timeout) {
            lock.unlock();
            commitOpen();
            lock.lock();
        }
    }
    // Only a broken writer leaves something here: their units have no mark, so they are read again.
    for (Item &item : queue) {
        if (item.settle) {
            const Error error = broken.value_or(Error{ErrorCode::Cancelled, {}, -1});
            item.settle(&error);
        }
    }
    queue.clear();
}

Result<qint64> CaseWriter::Private::raiseRevision()
{
    Statement &raise =
        connection->statement("UPDATE case_info SET value = value + 1 WHERE key = 'revision' RETURNING value");
    if (raise.step() != Statement::Step::Row)
        return raise.error();
    const qint64 revision = raise.integer(0);
    if (auto done = raise.run(); !done)
        return done.error();
    return revision;
}

void CaseWriter::Private::performAct(ActItem &item)
{
    commitOpen();
    const auto attempt = [&]() -> Result<ActDone> {
        // An accepted act outlives a power cut: its commit waits for the disk. Batches can be read again.
        if (writeAhead) {
            if (auto done = connection->execute("PRAGMA synchronous = FULL"); !done)
                return done.error();
        }
        Transaction transaction(*connection);
        if (!transaction.begun())
            return transaction.begun().error();
        auto done = item.perform();
        if (!done)
            return done;
        if (done->entry == 0)
            return done; // nothing changed; rolled back
        const auto revision = raiseRevision();
        if (!revision)
            return revision.error();
        if (auto committed = transaction.commit(); !committed)
            return committed.error();
        Q_EMIT owner->acted(done->entry, done->kind, done->way);
        Q_EMIT owner->committed(*revision);
        return done;
    };
    const Result<ActDone> done = attempt();
    if (!done)
        (void)reload(); // memory may know rows that were taken back; an error comes again with the next commit
    if (writeAhead)
        (void)connection->execute("PRAGMA synchronous = NORMAL");
    item.promise->addResult(done);
    item.promise->finish();
}

void CaseWriter::Private::applyItem(Item &&item)
{
    // A mark behind the batch that was left out would say that its rows are in the case.
    if (!item.order && refused.contains(item.context.stream))
        return;
    if (!transactionOpen) {
        if (auto begun = connection->execute("BEGIN IMMEDIATE"); !begun) {
            open.push_back(std::move(item));
            fallBack(begun.error());
            return;
        }
        transactionOpen = true;
        openSince = std::chrono::steady_clock::now();
        openRows = 0;
    }
    auto done = connection->execute("SAVEPOINT item");
    if (done)
        done = item.order ? item.order() : batches.apply(*item.batch, item.hashes.get(), item.context);
    if (!done && (isFaultOfBatch(done.error().code) || (item.order && done.error().code != ErrorCode::DiskFull))) {
        auto back = connection->execute("ROLLBACK TO item; RELEASE item");
        if (back)
            back = reload();
        if (back) {
            const Error error = done.error();
            if (item.order)
                item.settle(&error);
            else
                refuse(item, error);
            return;
        }
        done = back;
    }
    if (done)
        done = connection->execute("RELEASE item");
    openRows += item.batch ? item.batch->rows() : 0;
    settleSoon |= bool(item.settle);
    open.push_back(std::move(item));
    if (!done)
        fallBack(done.error());
    else if (openRows >= kRowsPerCommit || std::chrono::steady_clock::now() - openSince >= kLongestOpen)
        commitOpen();
}

void CaseWriter::Private::refuse(const Item &item, const Error &error)
{
    if (item.context.stream != 0)
        refused.insert(item.context.stream);
    Q_EMIT owner->batchRefused(item.context.jobId, item.context.stream, onlyUnit(*item.batch), error);
}

void CaseWriter::Private::commitOpen()
{
    if (!transactionOpen)
        return;
    const auto revision = raiseRevision();
    const Result<void> done = revision ? connection->execute("COMMIT") : Result<void>(revision.error());
    if (!done) {
        fallBack(done.error());
        return;
    }
    transactionOpen = false;
    settleSoon = false;
    std::deque<Item> settled;
    settled.swap(open);
    for (Item &item : settled) {
        if (item.settle)
            item.settle(nullptr);
    }
    Q_EMIT owner->committed(*revision);
}

void CaseWriter::Private::fallBack(const Error &error)
{
    if (connection->inTransaction())
        (void)connection->execute("ROLLBACK"); // SQLite may have done it already
    transactionOpen = false;
    settleSoon = false;
    (void)reload(); // where this fails too, retry() meets the same error
    std::deque<Item> kept;
    kept.swap(open);
    for (auto it = kept.begin(); it != kept.end();) {
        if (it->order) {
            it->settle(&error);
            it = kept.erase(it);
        } else {
            ++it;
        }
    }
    {
        const std::lock_guard lock(mutex);
        broken = error;
        for (auto it = kept.rbegin(); it != kept.rend(); ++it) {
            queuedBytes += it->bytes;
            queue.push_front(std::move(*it));
        }
    }
    // Orders that stand behind the batches must not wait for a retry that may never come.
    std::vector<Item> orders;
    {
        const std::lock_guard lock(mutex);
        for (auto it = queue.begin(); it != queue.end();) {
            if (it->order) {
                orders.push_back(std::move(*it));
                it = queue.erase(it);
            } else {
                ++it;
            }
        }
    }
    for (Item &item : orders)
        item.settle(&error);
    Q_EMIT owner->failed(error);
}

std::shared_future<BatchHashes> CaseWriter::Private::hashesOf(std::shared_ptr<const RecordBatch> batch)
{
    constexpr size_t kFew = 64; // done before another thread has woken
    auto promise = std::make_shared<std::promise<BatchHashes>>();
    auto hashes = promise->get_future().share();
    if (batch->events.size() + batch->files.size() < kFew)
        promise->set_value(BatchHashes(*batch));
    else
        hashers.start([batch = std::move(batch), promise] { promise->set_value(BatchHashes(*batch)); });
    return hashes;
}

bool CaseWriter::submit(RecordBatch &&batch, const BatchContext &context)
{
    Private::Item item;
    item.bytes = batch.strings.bytes() + BatchHashes::bytesFor(batch) + qsizetype(batch.events.size() * sizeof(EventRecord)) +
                 qsizetype(batch.files.size() * sizeof(FileRecord));
    item.batch = std::make_shared<const RecordBatch>(std::move(batch));
    item.hashes = d->hashesOf(item.batch);
    item.context = context;
    d->enqueue(std::move(item));
    const std::lock_guard lock(d->mutex);
    if (d->queuedBytes < kQueueBytes && d->queue.size() < kQueueItems)
        return true;
    d->full = true;
    return false;
}

bool CaseWriter::hasRoom() const
{
    const std::lock_guard lock(d->mutex);
    return d->queuedBytes < kQueueBytes && d->queue.size() < kQueueItems;
}

void CaseWriter::waitForRoom()
{
    std::unique_lock lock(d->mutex);
    d->room.wait(lock, [this] {
        return (d->queuedBytes < kQueueBytes && d->queue.size() < kQueueItems) || d->stopping || d->broken;
    });
}

void CaseWriter::retry()
{
    {
        const std::lock_guard lock(d->mutex);
        d->broken.reset(); // at once: what the caller asks for next is to be taken
    }
    d->wake.notify_all();
}

} // namespace ashiato
