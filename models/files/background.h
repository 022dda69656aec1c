// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <memory>

namespace ashiato
{

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
