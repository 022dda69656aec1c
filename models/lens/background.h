// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace ashiato
{

/// Set from any thread to stop a query or a build; it answers Cancelled within a chunk of rows.
using CancelFlag = std::shared_ptr<std::atomic<bool>>;

inline CancelFlag newFlag() { return std::make_shared<std::atomic<bool>>(false); }

/// Nothing where no flag is.
inline void raiseFlag(const CancelFlag &flag)
{
    if (flag)
        *flag = true;
}

/// Runs work on a pool and brings its answer to the GUI thread, unless the object is gone by then. The pool must be
/// waited for before what the work reads is gone.
template <typename Work, typename Done> void inBackground(QThreadPool &pool, QObject *self, Work work, Done done)
{
    QPointer<QObject> alive(self);
    pool.start([alive, work = std::move(work), done = std::move(done)]() mutable {
        auto answer = std::make_shared<decltype(work())>(work());
        QMetaObject::invokeMethod(qApp, [alive, answer, done = std::move(done)]() mutable {
            if (alive)
                done(*answer);
        });
    });
}

} // namespace ashiato
