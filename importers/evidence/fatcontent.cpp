// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/fatcontent.h"

#include <algorithm>
#include <cstring>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// Bytes of the volume that follow each other.
struct Extent {
    qint64 offset = 0; ///< In the content
    qint64 place = 0;  ///< In the volume
    qint64 length = 0;
};

class FatSource : public ByteSource
{
public:
    FatSource(const FatVolume &volume, std::vector<Extent> extents, qint64 size, qint64 written)
        : m_volume(volume), m_extents(std::move(extents)), m_size(size), m_written(written)
    {
    }

    qint64 size() const override { return m_size; }

    Result<qint64> read(qint64 offset, char *into, qint64 size) override
    {
        if (offset < 0 || size < 0)
            return {ErrorCode::Invalid, {}, offset};
        size = std::min(size, m_size - offset);
        if (size <= 0)
            return qint64(0);
        const qint64 stored = std::clamp<qint64>(m_written - offset, 0, size);
        for (qint64 done = 0; done < stored;) {
            const auto got = readExtent(offset + done, into + done, stored - done);
            if (!got)
                return got.error();
            done += *got;
        }
        std::memset(into + stored, 0, size_t(size - stored));
        return size;
    }

private:
    Result<qint64> readExtent(qint64 offset, char *into, qint64 size)
    {
        auto extent = std::upper_bound(m_extents.begin(), m_extents.end(), offset,
                                       [](qint64 at, const Extent &one) { return at < one.offset; });
        if (extent == m_extents.begin() || (--extent)->offset + extent->length <= offset)
            return {ErrorCode::Damaged, u"cluster chain"_s, offset};
        size = std::min(size, extent->offset + extent->length - offset);
        const qint64 place = extent->place + offset - extent->offset;
        if (!m_volume.read(place, into, size) || m_volume.image().touchesBadRange(m_volume.offset() + place, size))
            return {ErrorCode::Damaged, u"image"_s, offset};
        return size;
    }

    const FatVolume &m_volume;
    const std::vector<Extent> m_extents;
    const qint64 m_size;
    const qint64 m_written; ///< Bytes from here on are zeros
};

} // namespace

Result<std::unique_ptr<ByteSource>> openFatContent(const FatFiles &files, const FatEntry &entry)
{
    const FatVolume &volume = files.volume();
    if (entry.kind == FatEntryKind::Label || entry.kind == FatEntryKind::OrphanFolder)
        return std::unique_ptr<ByteSource>(std::make_unique<FatSource>(volume, std::vector<Extent>(), 0, 0));
    if (entry.isEncrypted())
        return {ErrorCode::Encrypted, u"exfat"_s};
    const qint64 size = files.sizeOf(entry);
    std::vector<Extent> extents;
    if (entry.kind == FatEntryKind::Virtual) {
        extents.push_back({0, entry.place, size});
    } else if (entry.inode == FatVolume::kRootInode && volume.rootSize() > 0) {
        extents.push_back({0, volume.rootOffset(), size});
    } else if (files.hasBadStart(entry)) {
        return {ErrorCode::Damaged, u"first cluster %1"_s.arg(entry.firstCluster)};
    } else {
        qint64 offset = 0;
        for (const FatRun &run : files.clusters(entry).runs) {
            const qint64 length = qint64(run.count) * volume.clusterSize();
            extents.push_back({offset, volume.placeOf(run.first), length});
            offset += length;
        }
    }
    const qint64 written = entry.validSize < 0 ? size : std::min(size, entry.validSize);
    return std::unique_ptr<ByteSource>(std::make_unique<FatSource>(volume, std::move(extents), size, written));
}

} // namespace ashiato
