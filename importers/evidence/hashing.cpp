// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/hashing.h"

#include <openssl/evp.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace ashiato
{

namespace
{

constexpr qint64 kFileBlock = 1 << 20;
constexpr qint64 kInlineBelow = 64 << 10; // a smaller file is done before a thread has woken
constexpr qint64 kStreamBlock = 1 << 20;
constexpr int kStreamBlocks = 16;
constexpr qint64 kHeadBytes = 64 << 10;

/// Fetched once: EVP_md5() and its like look their provider up at every use.
const EVP_MD *method(HashKind kind)
{
    static const EVP_MD *const methods[] = {EVP_MD_fetch(nullptr, "MD5", nullptr), EVP_MD_fetch(nullptr, "SHA1", nullptr),
                                            EVP_MD_fetch(nullptr, "SHA256", nullptr)};
    return methods[int(kind)];
}

} // namespace

struct Digest::Context {
    EVP_MD_CTX *handle = EVP_MD_CTX_new();
    ~Context() { EVP_MD_CTX_free(handle); }
};

Digest::Digest(HashKind kind) : m_kind(kind), m_context(std::make_unique<Context>()) { reset(); }
Digest::~Digest() = default;
Digest::Digest(Digest &&) noexcept = default;

void Digest::reset() { EVP_DigestInit_ex2(m_context->handle, method(m_kind), nullptr); }

void Digest::add(const char *bytes, qint64 size) { EVP_DigestUpdate(m_context->handle, bytes, size_t(size)); }

QByteArray Digest::result()
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_DigestFinal_ex(m_context->handle, bytes, &size) != 1)
        return {}; // a system whose policy has no MD5, say: no hash rather than a wrong one
    return QByteArray(reinterpret_cast<char *>(bytes), int(size));
}

FileHasher::FileHasher() : m_md5(HashKind::Md5), m_sha1(HashKind::Sha1), m_sha256(HashKind::Sha256) {}

Result<FileHashes> FileHasher::hash(ByteSource &source, const std::function<bool(qint64)> &progress)
{
    m_md5.reset();
    m_sha1.reset();
    m_sha256.reset();
    FileHashes hashes;
    for (int turn = 0;; turn ^= 1) {
        QByteArray &block = m_block[turn];
        block.resize(kFileBlock);
        qint64 filled = 0; // whole blocks, whatever windows the source likes to give
        while (filled < kFileBlock) {
            const auto got = source.read(hashes.size + filled, block.data() + filled, kFileBlock - filled);
            if (!got)
                return got.error();
            if (*got == 0)
                break;
            filled += *got;
        }
        if (hashes.size == 0)
            hashes.head = block.first(qsizetype(std::min(filled, kHeadBytes)));
        const auto md5 = [&] { m_md5.add(block.constData(), filled); };
        const auto sha = [&] {
            m_sha1.add(block.constData(), filled);
            m_sha256.add(block.constData(), filled);
        };
        if (filled < kInlineBelow) {
            md5();
            sha();
        } else {
            m_pair.run(2, [&](int i) { i == 0 ? md5() : sha(); });
        }
        hashes.size += filled;
        if (!progress(hashes.size))
            return ErrorCode::Cancelled;
        if (filled < kFileBlock)
            break;
    }
    hashes.md5 = m_md5.result();
    hashes.sha1 = m_sha1.result();
    hashes.sha256 = m_sha256.result();
    return hashes;
}

namespace
{

/// A ring of blocks between decoding and the digests. Each digest takes the blocks in order, at its own pace; a block is
/// free again when all have had it. Two threads do whatever is possible: the digest that is furthest behind first, since
/// it decides when the whole ends.
class Pipeline
{
public:
    Pipeline(qint64 size, const std::vector<HashKind> &kinds, const std::function<void(qint64, char *, qint64)> &decode)
        : m_size(size), m_blocks((size + kStreamBlock - 1) / kStreamBlock), m_decode(decode)
    {
        for (const HashKind kind : kinds)
            m_streams.push_back({Digest(kind)});
        for (auto &slot : m_ring)
            slot.bytes.resize(size_t(std::min(kStreamBlock, std::max<qint64>(size, 1))));
    }

    bool run(const std::function<bool(qint64)> &progress)
    {
        const auto other = startHelper([this] { work(nullptr); });
        work(&progress);
        if (other)
            other->join();
        return !m_stopped;
    }
    QByteArray result(size_t i) { return m_streams[i].digest.result(); }

private:
    struct Stream {
        Digest digest;
        qint64 next = 0;
        bool busy = false;
    };
    struct Slot {
        std::vector<char> bytes;
        qint64 ready = -1; // the block that lies in it, decoded
    };

    qint64 length(qint64 block) const { return std::min(kStreamBlock, m_size - block * kStreamBlock); }
    qint64 slowest() const
    {
        qint64 least = m_blocks;
        for (const Stream &stream : m_streams)
            least = std::min(least, stream.next);
        return least;
    }
    Stream *runnable()
    {
        Stream *best = nullptr;
        for (Stream &stream : m_streams) {
            if (!stream.busy && stream.next < m_blocks && m_ring[stream.next % kStreamBlocks].ready == stream.next
                && (!best || stream.next < best->next))
                best = &stream;
        }
        return best;
    }

    void work(const std::function<bool(qint64)> *progress)
    {
        std::unique_lock lock(m_mutex);
        while (!m_stopped && slowest() < m_blocks) {
            if (Stream *stream = runnable()) {
                stream->busy = true;
                const Slot &slot = m_ring[stream->next % kStreamBlocks];
                const qint64 size = length(stream->next);
                lock.unlock();
                stream->digest.add(slot.bytes.data(), size);
                lock.lock();
                stream->busy = false;
                ++stream->next;
            } else if (m_decoded < m_blocks && m_decoded - slowest() < kStreamBlocks) {
                const qint64 block = m_decoded++;
                Slot &slot = m_ring[block % kStreamBlocks];
                const qint64 size = length(block);
                lock.unlock();
                m_decode(block * kStreamBlock, slot.bytes.data(), size);
                lock.lock();
                slot.ready = block;
            } else {
                // The caller of progress must be able to hear of a cancel while the other thread decodes.
                m_changed.wait_for(lock, std::chrono::milliseconds(50));
            }
            m_changed.notify_all();
            if (progress) {
                const qint64 done = std::min(slowest() * kStreamBlock, m_size);
                lock.unlock();
                const bool more = (*progress)(done);
                lock.lock();
                m_stopped |= !more;
            }
        }
        m_changed.notify_all();
    }

    const qint64 m_size;
    const qint64 m_blocks;
    const std::function<void(qint64, char *, qint64)> &m_decode;
    std::vector<Stream> m_streams;
    Slot m_ring[kStreamBlocks];
    qint64 m_decoded = 0; // blocks given out to be decoded
    bool m_stopped = false;
    std::mutex m_mutex;
    std::condition_variable m_changed;
};

} // namespace

StreamHashes streamHashes(qint64 size, const std::vector<HashKind> &kinds,
                          const std::function<void(qint64, char *, qint64)> &decode,
                          const std::function<bool(qint64)> &progress)
{
    StreamHashes hashes;
    Pipeline pipeline(size, kinds, decode);
    hashes.stopped = !pipeline.run(progress);
    if (hashes.stopped)
        return hashes;
    for (size_t i = 0; i < kinds.size(); ++i) {
        QByteArray &into = kinds[i] == HashKind::Md5 ? hashes.md5 : kinds[i] == HashKind::Sha1 ? hashes.sha1 : hashes.sha256;
        into = pipeline.result(i);
    }
    return hashes;
}

void warmUpHashing()
{
    for (const HashKind kind : {HashKind::Md5, HashKind::Sha1, HashKind::Sha256})
        Digest(kind).result();
}

} // namespace ashiato
