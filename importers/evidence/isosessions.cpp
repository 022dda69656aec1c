// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/isosessions.h"

#include <tsk/libtsk.h>

#include <tsk/fs/tsk_iso9660.h>

#include <QtEndian>

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr qint64 kSector = 2048;
constexpr qint64 kFirst = 16; // sectors before the descriptors
constexpr qint64 kMostRead = 64 << 20;
constexpr qint64 kWindow = 1 << 16;
constexpr quint8 kDirectory = 0x02; // flag of a record
constexpr size_t kMostSessions = 99; // of a CD

struct Range {
    qint64 begin = 0;
    qint64 end = 0;
};

/// Where files lie, in order.
std::vector<Range> fileRanges(const TSK_FS_INFO *fileSystem)
{
    std::vector<Range> ranges;
    const auto *iso = reinterpret_cast<const ISO_INFO *>(fileSystem);
    for (const iso9660_inode_node *node = iso->in_list; node; node = node->next) {
        if (node->size > 0 && !(node->inode.dr.flags & kDirectory))
            ranges.push_back({node->offset, node->offset + (qint64(node->size) + kSector - 1) / kSector * kSector});
    }
    std::sort(ranges.begin(), ranges.end(), [](const Range &a, const Range &b) { return a.begin < b.begin; });
    return ranges;
}

/// Block of the root of a primary volume descriptor; 0: it is none.
quint32 rootOf(QByteArrayView sector)
{
    const bool primary = sector.size() >= 190 && sector.first(7) == QByteArrayView("\1CD001\1", 7) && quint8(sector[156]) == 34;
    return primary ? qFromLittleEndian<quint32>(sector.data() + 156 + 2) : 0;
}

} // namespace

std::vector<qint64> otherIsoSessions(ImageReader &image, qint64 volumeOffset, qint64 volumeLength, const TSK_FS_INFO *fileSystem)
{
    std::vector<qint64> found;
    const qint64 end = std::min(volumeLength, image.size() - volumeOffset) / kSector * kSector;
    QByteArray window(kWindow, '\0');
    const auto read = [&](qint64 at, qint64 size) {
        const auto got = image.read(volumeOffset + at, window.data(), size, OnDamage::FillZeros);
        return got && *got == size;
    };
    if (fileSystem->block_pre_size || !read(kFirst * kSector, kSector)) // sectors with their headers are none of ours
        return found;
    const quint32 root = rootOf(QByteArrayView(window).first(kSector));
    const std::vector<Range> ranges = fileRanges(fileSystem);
    auto next = ranges.begin();
    qint64 left = kMostRead;
    for (qint64 at = (kFirst + 1) * kSector; root && at < end && left > 0 && found.size() < kMostSessions;) {
        while (next != ranges.end() && next->end <= at)
            ++next;
        if (next != ranges.end() && next->begin <= at) {
            at = next->end;
            continue;
        }
        const qint64 size = std::min({kWindow, end - at, next == ranges.end() ? kWindow : (next->begin - at + kSector - 1) / kSector * kSector});
        if (!read(at, size))
            break;
        for (qint64 sector = 0; sector < size; sector += kSector) {
            const quint32 other = rootOf(QByteArrayView(window).sliced(sector, kSector));
            if (other && other != root)
                found.push_back((at + sector) / kSector - kFirst);
        }
        at += size;
        left -= size;
    }
    return found;
}

} // namespace ashiato
