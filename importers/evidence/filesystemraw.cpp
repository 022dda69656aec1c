// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemraw.h"

#include <tsk/libtsk.h>

#include <tsk/fs/tsk_iso9660.h>

namespace ashiato
{

namespace
{

constexpr qint64 kSecond = 1000000000;

} // namespace

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
