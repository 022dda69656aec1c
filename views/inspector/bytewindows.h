// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/messages.h"

#include <QCache>
#include <QObject>
#include <QSet>

#include <functional>

namespace ashiato
{

/// The bytes of one file for viewers, fetched by windows and kept for a while (4 MiB); never the whole file. A read of
/// bytes that are not here yet gives what is here and asks for the rest; arrived() tells when they have come.
/// GUI thread.
class ByteWindows : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 kWindow = 64 * 1024;

    using Answer = std::function<void(const BytesMessage &)>;
    /// Asks for bytes; answers later on the GUI thread, exactly once.
    using Fetch = std::function<void(qint64 offset, qint64 size, Answer answer)>;

    explicit ByteWindows(QObject *parent = nullptr);

    /// Another file: everything kept is dropped. size -1: told by the first window.
    void setSource(qint64 size, Fetch fetch);
    void clear();
    bool hasSource() const { return bool(m_fetch); }
    qint64 size() const { return m_size; }

    /// The bytes of [offset, offset + size) as far as they are here, from offset on; misses are asked for.
    QByteArray bytes(qint64 offset, qint64 size);
    /// What a window could not give: code and detail; None where it did or has not been tried.
    Error problem() const { return m_problem; }

Q_SIGNALS:
    void arrived(qint64 offset, qint64 size);
    void sizeKnown(qint64 size);
    void failed(const ashiato::Error &error);

private:
    void ask(qint64 window);

    Fetch m_fetch;
    qint64 m_size = -1;
    QCache<qint64, QByteArray> m_windows;
    QSet<qint64> m_asked;
    Error m_problem{ErrorCode::None, {}, -1};
    quint64 m_generation = 0;
};

} // namespace ashiato
