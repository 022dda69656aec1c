// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <QHash>

struct TSK_FS_INFO;

namespace ashiato
{

/// The UTC offset in the date of an ISO 9660 directory record (its last byte, in quarters of an hour, signed), which The
/// Sleuth Kit 4.11 leaves out. Source: ECMA-119, 9.1.5.
class IsoDateReader
{
public:
    explicit IsoDateReader(TSK_FS_INFO *fileSystem);
    /// Turns the wall-clock times (FileRecord's order) of an entry into UTC. False, and times as they were, where the
    /// record has no offset that can be.
    bool toUtc(quint64 inode, qint64 (&times)[4]) const;

private:
    QHash<quint64, int> m_quarters; ///< Inode of TSK -> offset
};

} // namespace ashiato
