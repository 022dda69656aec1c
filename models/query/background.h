// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/columns/columnstore.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace ashiato
{

inline CancelFlag newFlag() { return std::make_shared<std::atomic<bool>>(false); }

inline void raise(const CancelFlag &flag)
{
    if (flag)
        *flag = true;
}

/// Runs work on a pool and brings its answer to the GUI thread, unless the object is gone by then.
template <typename Work, typename Done> void inBackground(QThreadPool &pool, QObject *self, Work work, Done done)
{
    QPointer<QObject> alive(self);
    pool.start([alive, work = std::move(work), done = std::move(done)] {
        auto answer = std::make_shared<decltype(work())>(work());
        QMetaObject::invokeMethod(qApp, [alive, answer, done] {
            if (alive)
                done(*answer);
        });
    });
}

} // namespace ashiato
