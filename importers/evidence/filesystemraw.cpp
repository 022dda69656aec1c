// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemraw.h"

#include "importers/evidence/extlayout.h"

#include <tsk/libtsk.h>

#include <tsk/fs/tsk_iso9660.h>

#include <QtEndian>

namespace ashiato
{

namespace
{

constexpr qint64 kSecond = 1000000000;
constexpr qint64 kSuperblock = 1024;
constexpr quint32 kIncompat64Bit = 0x80;
constexpr quint32 kFlagEncrypted = 0x800;
constexpr quint64 kFirstFatInode = 3; // TSK numbers directory entries from here on, in order of their place

template <typename T> T little(const char *bytes)
{
    return qFromLittleEndian<T>(bytes);
}

bool readAt(TSK_FS_INFO *fileSystem, qint64 offset, char *into, qint64 size)
{
    if (offset < 0 || tsk_fs_read(fileSystem, offset, into, size_t(size)) != size) {
        tsk_error_reset();
        return false;
    }
    return true;
}

} // namespace

ExtInodeReader::ExtInodeReader(TSK_FS_INFO *fileSystem) : m_fileSystem(fileSystem)
{
    char super[256];
    if (!readAt(fileSystem, kSuperblock, super, sizeof(super)) || little<quint16>(super + 56) != 0xEF53)
        return;
    m_inodesPerGroup = little<quint32>(super + 40);
    m_inodeSize = little<quint32>(super + 76) == 0 ? 128 : little<quint16>(super + 88); // revision 0 has no size
    const quint32 incompatible = little<quint32>(super + 96);
    m_descriptorSize = incompatible & kIncompat64Bit ? little<quint16>(super + 254) : 32;
    if (m_inodesPerGroup && m_inodeSize >= 128 && m_inodeSize <= 4096 && m_descriptorSize >= 32)
        m_descriptors = descriptorsOffset(fileSystem);
}

bool ExtInodeReader::read(quint64 inode, qint64 modifiedSeconds, ExtInode &found) const
{
    if (!m_descriptors || inode == 0)
        return false;
    const quint64 group = (inode - 1) / m_inodesPerGroup;
    char descriptor[64] = {};
    const qint64 descriptorSize = std::min<quint32>(m_descriptorSize, sizeof(descriptor));
    if (!readAt(m_fileSystem, m_descriptors + qint64(group * m_descriptorSize), descriptor, descriptorSize))
        return false;
    const quint64 table = little<quint32>(descriptor + 8) |
                          (m_descriptorSize >= 64 ? quint64(little<quint32>(descriptor + 40)) << 32 : 0);
    if (table > m_fileSystem->last_block)
        return false;
    char bytes[160] = {};
    const qint64 offset =
        qint64(table) * qint64(m_fileSystem->block_size) + qint64((inode - 1) % m_inodesPerGroup) * m_inodeSize;
    if (!readAt(m_fileSystem, offset, bytes, std::min<qint64>(m_inodeSize, sizeof(bytes))))
        return false;
    if (little<quint32>(bytes + 16) != quint32(modifiedSeconds))
        return false;

    const int extra = m_inodeSize > 128 ? little<quint16>(bytes + 128) : 0; // bytes in use behind the first 128
    const auto time = [&](int secondsAt, int extraAt) {
        const bool hasExtra = extraAt + 4 <= 128 + extra;
        const quint32 more = hasExtra ? little<quint32>(bytes + extraAt) : 0;
        const qint64 seconds = qint64(little<qint32>(bytes + secondsAt)) + (qint64(more & 3) << 32);
        const quint32 nanoseconds = more >> 2;
        if ((seconds == 0 && nanoseconds == 0) || nanoseconds >= kSecond ||
            seconds >= std::numeric_limits<qint64>::max() / kSecond)
            return kNoTime;
        return seconds * kSecond + nanoseconds;
    };
    found.times[0] = time(16, 136);
    found.times[1] = time(8, 140);
    found.times[2] = time(12, 132);
    found.times[3] = 148 <= 128 + extra ? time(144, 148) : kNoTime;
    found.encrypted = little<quint32>(bytes + 32) & kFlagEncrypted;
    return true;
}

ExfatEntryReader::ExfatEntryReader(TSK_FS_INFO *fileSystem) : m_fileSystem(fileSystem)
{
    char boot[128];
    if (!readAt(fileSystem, 0, boot, sizeof(boot)) || quint8(boot[108]) < 9 || quint8(boot[108]) > 12)
        return;
    m_heap = qint64(little<quint32>(boot + 88)) << boot[108];
}

bool ExfatEntryReader::toUtc(quint64 inode, qint64 (&times)[4]) const
{
    char entry[32];
    if (!m_heap || inode < kFirstFatInode ||
        !readAt(m_fileSystem, m_heap + qint64(inode - kFirstFatInode) * qint64(sizeof(entry)), entry, sizeof(entry)) ||
        (quint8(entry[0]) & 0x7f) != 5) // a file, live or deleted
        return false;
    qint64 utc[4] = {times[0], times[1], times[2], times[3]};
    static constexpr int offsetAt[4] = {23, 24, 0, 22};
    for (const int i : {0, 1, 3}) {
        if (times[i] == kNoTime)
            continue;
        const quint8 stored = quint8(entry[offsetAt[i]]);
        if (!(stored & 0x80))
            return false;
        const int quarters = (stored & 0x40 ? int(stored & 0x7f) - 128 : int(stored & 0x7f));
        utc[i] -= qint64(quarters) * 900 * kSecond;
    }
    std::copy(std::begin(utc), std::end(utc), times);
    return true;
}

IsoDateReader::IsoDateReader(TSK_FS_INFO *fileSystem)
{
    const auto *iso = reinterpret_cast<const ISO_INFO *>(fileSystem);
    for (const iso9660_inode_node *node = iso->in_list; node; node = node->next)
        m_quarters.insert(node->inum, node->inode.dr.rec_time.gmt_off);
}

bool IsoDateReader::toUtc(quint64 inode, qint64 (&times)[4]) const
{
    const auto known = m_quarters.constFind(inode);
    if (known == m_quarters.constEnd() || *known < -48 || *known > 52)
        return false;
    for (qint64 &time : times) {
        if (time != kNoTime)
            time -= qint64(*known) * 900 * kSecond;
    }
    return true;
}

} // namespace ashiato
