// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"
#include "importers/evidence/parallel.h"
#include "models/records/result.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <vector>

namespace ashiato
{

enum class HashKind { Md5, Sha1, Sha256 };

/// One running digest (OpenSSL). One thread at a time.
class Digest
{
public:
    explicit Digest(HashKind kind);
    ~Digest();
    Digest(Digest &&) noexcept;

    void reset();
    void add(const char *bytes, qint64 size);
    QByteArray result();

private:
    struct Context;
    HashKind m_kind;
    std::unique_ptr<Context> m_context;
};

struct FileHashes {
    QByteArray md5;
    QByteArray sha1;
    QByteArray sha256;
    QByteArray head; ///< First bytes, for the type by content
    qint64 size = 0;
};

/// The three hashes of one file after the other; a large file is hashed on two threads. One caller at a time.
class FileHasher
{
public:
    FileHasher();
    /// progress(bytes read) gives false to stop. Errors: those of the source, Cancelled.
    Result<FileHashes> hash(ByteSource &source, const std::function<bool(qint64)> &progress);

private:
    Digest m_md5, m_sha1, m_sha256;
    QByteArray m_block[2];
    Pair m_pair;
};

/// What streamHashes() computes.
struct StreamHashes {
    QByteArray md5;
    QByteArray sha1;
    QByteArray sha256;
    bool stopped = false;
};

/// Hashes a stream of `size` bytes that decode(offset, into, length) gives from any thread: blocks are decoded and the
/// digests advanced by two threads that each take whatever can be done next, so that both are busy until the end however
/// the cost lies. progress(bytes) is called from the calling thread; false stops.
StreamHashes streamHashes(qint64 size, const std::vector<HashKind> &kinds,
                          const std::function<void(qint64, char *, qint64)> &decode,
                          const std::function<bool(qint64)> &progress);

/// Loads the digests while files may still be opened.
void warmUpHashing();

} // namespace ashiato
