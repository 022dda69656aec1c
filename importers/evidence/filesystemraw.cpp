// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemraw.h"

#include <tsk/libtsk.h>

#include <tsk/fs/tsk_iso9660.h>

#include <QtEndian>

namespace ashiato
{

namespace
{

constexpr qint64 kSecond = 1000000000;
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
