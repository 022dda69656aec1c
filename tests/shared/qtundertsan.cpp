// SPDX-License-Identifier: Apache-2.0
// Debian's Qt is not built for ThreadSanitizer: what its event queues, futures and thread pools order is invisible, and
// everything that they hand from one thread to another would be reported as a race. These definitions stand before
// Qt's own (the program's symbols win), say what Qt orders, and call the original. Nothing is hidden: a race beside
// such a hand-over is still found. Linked into the test programs of the preset "tsan" alone.
#include <QCoreApplication>
#include <QFutureInterface>
#include <QThread>
#include <QThreadPool>

#include <dlfcn.h>
#include <functional>
#include <sanitizer/tsan_interface.h>

namespace
{

template <typename Function> Function original(const char *mangled)
{
    auto *found = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, mangled));
    if (!found)
        qFatal("Qt has no %s", mangled);
    return found;
}

char emitted; // stands for all signals: who receives one is not known where it is emitted

bool inMainThread() { return !qApp || QThread::currentThread() == qApp->thread(); }

/// A functor on its way to another thread; whichever thread lets go of it last destroys it.
class HandedSlot : public QtPrivate::QSlotObjectBase
{
public:
    explicit HandedSlot(QtPrivate::QSlotObjectBase *inner) : QSlotObjectBase(&HandedSlot::run), m_inner(inner)
    {
        __tsan_release(this);
    }

private:
    static void run(int which, QSlotObjectBase *base, QObject *receiver, void **arguments, bool *)
    {
        auto *self = static_cast<HandedSlot *>(base);
        __tsan_acquire(self);
        if (which == Call) {
            self->m_inner->call(receiver, arguments);
            __tsan_release(self);
        } else if (which == Destroy) {
            self->m_inner->destroyIfLastRef();
            delete self;
        }
    }

    QSlotObjectBase *m_inner;
};

/// Before an event reaches its object: what was done before it was posted has happened.
class EventOrder : public QObject
{
public:
    using QObject::QObject;
    bool eventFilter(QObject *receiver, QEvent *event) override
    {
        __tsan_acquire(&emitted);
        return QObject::eventFilter(receiver, event);
    }
};

void watchEvents() { qApp->installEventFilter(new EventOrder(qApp)); }
Q_COREAPP_STARTUP_FUNCTION(watchEvents)

} // namespace

void QMetaObject::activate(QObject *sender, const QMetaObject *m, int signal, void **arguments)
{
    static const auto real =
        original<void (*)(QObject *, const QMetaObject *, int, void **)>("_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    if (!inMainThread())
        __tsan_release(&emitted);
    real(sender, m, signal, arguments);
}

bool QMetaObject::invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *result)
{
    static const auto real = original<bool (*)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    return real(object, new HandedSlot(slot), type, result);
}

void QThreadPool::start(std::function<void()> work, int priority)
{
    static const auto real =
        original<void (*)(QThreadPool *, std::function<void()>, int)>("_ZN11QThreadPool5startESt8functionIFvvEEi");
    auto *handed = new std::function<void()>(std::move(work));
    __tsan_release(handed);
    real(this, [handed] {
        __tsan_acquire(handed);
        (*handed)();
        delete handed;
    }, priority);
}

void QFutureInterfaceBase::reportFinished()
{
    static const auto real = original<void (*)(QFutureInterfaceBase *)>("_ZN20QFutureInterfaceBase14reportFinishedEv");
    __tsan_release(&mutex());
    real(this);
}

void QFutureInterfaceBase::waitForFinished()
{
    static const auto real = original<void (*)(QFutureInterfaceBase *)>("_ZN20QFutureInterfaceBase15waitForFinishedEv");
    real(this);
    __tsan_acquire(&mutex());
}

void QFutureInterfaceBase::waitForResult(int index)
{
    static const auto real =
        original<void (*)(QFutureInterfaceBase *, int)>("_ZN20QFutureInterfaceBase13waitForResultEi");
    real(this, index);
    __tsan_acquire(&mutex());
}

/// The last one out clears the results.
bool QFutureInterfaceBase::derefT() const
{
    static const auto real = original<bool (*)(const QFutureInterfaceBase *)>("_ZNK20QFutureInterfaceBase6derefTEv");
    __tsan_release(&mutex());
    const bool others = real(this);
    __tsan_acquire(&mutex());
    return others;
}
