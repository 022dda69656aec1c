// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <vector>

struct TSK_FS_INFO;

namespace ashiato
{

/// What $MFT promises, against what of it can be read.
struct NtfsAccount {
    quint64 inUse = 0;   ///< Records that the bitmap of $MFT says are in use
    quint64 damaged = 0; ///< Of these, what cannot be taken for what it should be
    std::vector<quint64> first; ///< The first of the damaged

    /// "$MFT records in use, readable, damaged: 46, 30, 16 (35, 36, …)"
    QString detail() const;
};

/// Looks at each record in use that nobody has looked at yet. NTFS only; nothing where the bitmap cannot be read.
NtfsAccount accountOfNtfs(TSK_FS_INFO *fileSystem);

/// Record numbers as a detail shows them: the first few.
QString firstRecords(const std::vector<quint64> &records, quint64 count);

/// Stores in the catalogue of the volume shadow service; -1: the volume has none. 0: it has one that cannot be read, or
/// without a store. Source: libvshadow, "Volume Shadow Snapshot (VSS) format" (head at 0x1e00, catalogue blocks of 16 KiB).
int shadowCopiesOf(TSK_FS_INFO *fileSystem);

/// Whether a name in "System Volume Information" is that of a store of the volume shadow service.
bool isShadowStore(QByteArrayView name);

} // namespace ashiato
