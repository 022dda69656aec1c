// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace ashiato
{

/// Bytes of a file that its format does not account for (garbage behind the end of a gz, a program before a zip).
struct UnclaimedBytes {
    qint64 offset = 0; ///< In the stored file
    qint64 length = 0;
    bool decoded = false; ///< The offset counts the decompressed bytes of a compressed archive
};

/// The decoded bytes of one file, read by windows; nothing is loaded whole. Worker, one thread at a time.
class ByteSource
{
public:
    virtual ~ByteSource() = default;

    /// Bytes in all; kUnknown (-1) where only reading tells (a gz member).
    virtual qint64 size() const = 0;
    /// Reads up to size bytes at offset. Fewer bytes mean the end; 0 bytes at or past the end.
    /// Errors: Io, Damaged, Encrypted, NotStored, LimitExceeded, with the offset in this source.
    virtual Result<qint64> read(qint64 offset, char *into, qint64 size) = 0;
    /// Whether random access is cheap; a compressed stream wants to be read forward.
    virtual bool randomAccess() const { return true; }
    /// A descriptor of a plain file with the same bytes, or -1; for libraries that want a path (/proc/self/fd/N).
    virtual int descriptor() const { return -1; }

    /// Where stored bytes begin again at or behind offset; the bytes in between are a hole of a sparse file, read as zeros.
    /// The size where nothing more is stored. Sources that do not know of holes have none.
    virtual qint64 nextStored(qint64 offset) const { return offset; }

    /// What is stored behind a compressed content and no part of it; known once the content was read to its end.
    virtual std::optional<UnclaimedBytes> unclaimed() const { return std::nullopt; }

    /// The window at offset, at most size bytes.
    Result<QByteArray> window(qint64 offset, qint64 size)
    {
        QByteArray bytes(qsizetype(size), Qt::Uninitialized);
        auto got = read(offset, bytes.data(), size);
        if (!got)
            return got.error();
        bytes.truncate(qsizetype(*got));
        return bytes;
    }
};

} // namespace ashiato
