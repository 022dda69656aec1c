// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/bytewindows.h"

#include <QPointer>

namespace ashiato
{

namespace
{
constexpr int kKept = 64; // windows
}

ByteWindows::ByteWindows(QObject *parent) : QObject(parent), m_windows(kKept) {}

void ByteWindows::setSource(qint64 size, Fetch fetch)
{
    clear();
    m_size = size;
    m_fetch = std::move(fetch);
    if (m_size >= 0)
        Q_EMIT sizeKnown(m_size);
}

void ByteWindows::clear()
{
    ++m_generation; // answers on their way are of another file now
    m_windows.clear();
    m_asked.clear();
    m_fetch = {};
    m_size = -1;
    m_problem = {ErrorCode::None, {}, -1};
}

QByteArray ByteWindows::bytes(qint64 offset, qint64 size)
{
    QByteArray out;
    if (!m_fetch || offset < 0)
        return out;
    while (size > 0) {
        const qint64 window = offset / kWindow;
        const QByteArray *there = m_windows.object(window);
        if (!there) {
            // The rest is asked for too, so that a scroll over a border is one wait and not two.
            for (qint64 w = window; w <= (offset + size - 1) / kWindow; ++w)
                ask(w);
            break;
        }
        const qint64 from = offset - window * kWindow;
        if (from >= there->size())
            break;
        const qint64 part = qMin<qint64>(size, there->size() - from);
        out.append(there->constData() + from, part);
        offset += part;
        size -= part;
    }
    return out;
}

void ByteWindows::ask(qint64 window)
{
    if (m_asked.contains(window) || m_windows.contains(window) || (m_size >= 0 && window * kWindow >= m_size))
        return;
    m_asked.insert(window);
    QPointer<ByteWindows> self(this);
    const quint64 generation = m_generation;
    m_fetch(window * kWindow, kWindow, [self, generation, window](const BytesMessage &message) {
        if (!self || self->m_generation != generation)
            return;
        if (message.fileSize >= 0 && self->m_size != message.fileSize) {
            self->m_size = message.fileSize;
            Q_EMIT self->sizeKnown(self->m_size);
        }
        if (message.error != ErrorCode::None) {
            // Asked once: the window stays in m_asked, so that a failing disk is not hammered by repaints.
            self->m_problem = {message.error, message.detail, message.offset};
            Q_EMIT self->failed(self->m_problem);
            return;
        }
        self->m_asked.remove(window);
        self->m_windows.insert(window, new QByteArray(message.bytes));
        Q_EMIT self->arrived(window * kWindow, message.bytes.size());
    });
}

} // namespace ashiato
