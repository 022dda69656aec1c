// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/ewfformat.h"

#include <QtEndian>

#include <libdeflate.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include <unistd.h>

namespace ashiato
{

namespace
{

constexpr qint64 kMaxChunkSize = 32 << 20;
constexpr quint64 kMaxImageSize = quint64(1) << 60;

struct DeflateFree {
    void operator()(libdeflate_decompressor *d) const { libdeflate_free_decompressor(d); }
};

libdeflate_decompressor *decompressor()
{
    thread_local std::unique_ptr<libdeflate_decompressor, DeflateFree> mine(libdeflate_alloc_decompressor());
    return mine.get();
}

} // namespace

quint32 adler32(QByteArrayView bytes, quint32 soFar)
{
    return libdeflate_adler32(soFar, bytes.data(), size_t(bytes.size()));
}

QByteArray inflated(QByteArrayView stored, qint64 most)
{
    QByteArray bytes(qsizetype(std::min<qint64>(64 << 10, most)), Qt::Uninitialized);
    for (;;) {
        size_t actual = 0;
        const auto result = libdeflate_zlib_decompress(decompressor(), stored.data(), size_t(stored.size()), bytes.data(),
                                                       size_t(bytes.size()), &actual);
        if (result == LIBDEFLATE_INSUFFICIENT_SPACE && bytes.size() < most) {
            bytes.resize(qsizetype(std::min<qint64>(bytes.size() * 4, most)));
            continue;
        }
        bytes.truncate(result == LIBDEFLATE_SUCCESS ? qsizetype(actual) : 0);
        return bytes;
    }
}

Result<qint64> readFully(int descriptor, qint64 offset, char *into, qint64 size)
{
    qint64 done = 0;
    while (done < size) {
        const ssize_t got = ::pread(descriptor, into + done, size_t(size - done), offset + done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return {ErrorCode::Io, QString::fromLocal8Bit(strerror(errno)), offset + done};
        if (got == 0)
            break;
        done += got;
    }
    return done;
}

bool EwfVolume::plausible() const
{
    return sectorsPerChunk > 0 && bytesPerSector > 0 && bytesPerSector <= 65536 && chunkSize() <= kMaxChunkSize
        && sectorCount < kMaxImageSize / bytesPerSector && (sectorCount > 0 || chunkCount > 0);
}

ErrorCode decodeEwfChunk(QByteArrayView stored, bool compressed, qint64 chunkSize, qint64 wanted, char *into,
                         qint64 *consumed)
{
    if (!compressed) {
        // A short last chunk is stored short by some writers and padded to a whole one by others.
        const qint64 length = stored.size() >= chunkSize + 4 ? chunkSize : wanted;
        if (stored.size() < length + 4)
            return ErrorCode::Truncated;
        if (qFromLittleEndian<quint32>(stored.data() + length) != adler32(stored.first(length)))
            return ErrorCode::Damaged;
        memcpy(into, stored.data(), size_t(wanted));
        if (consumed)
            *consumed = length + 4;
        return ErrorCode::None;
    }
    size_t in = 0;
    size_t out = 0;
    const auto result = libdeflate_zlib_decompress_ex(decompressor(), stored.data(), size_t(stored.size()), into,
                                                      size_t(chunkSize), &in, &out);
    if (consumed)
        *consumed = qint64(in);
    return result == LIBDEFLATE_SUCCESS && qint64(out) >= wanted ? ErrorCode::None : ErrorCode::Damaged;
}

} // namespace ashiato
