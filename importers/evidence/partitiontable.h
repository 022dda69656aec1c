// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/imagereader.h"
#include "models/records/records.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace ashiato
{

/// What was odd about the partition tables and file systems.
struct VolumeWarning {
    ErrorCode code = ErrorCode::Damaged;
    quint32 volume = 0; ///< 0: the image
    QString detail;
    qint64 offset = kUnknown;
    qint64 length = kUnknown;
};

/// One partition as a table tells it.
struct Partition {
    qint64 offset = 0; ///< In the image
    qint64 length = 0;
    QByteArray scheme;      ///< "mbr", "gpt" …
    QByteArray description; ///< Its name or type in words
    QByteArray reserved;    ///< Name of what holds no file system by design; empty: none of that
};

/// The partitions of a disk in order of place.
struct PartitionTable {
    static constexpr int kMostPartitions = 512;

    std::vector<Partition> partitions;
    std::vector<VolumeWarning> warnings;
    int sectorSize = 512;      ///< That the table counts in
    bool isProtective = false; ///< An MBR that only says that there is a GPT
};

/// Reads MBR (with extended partitions) and GPT at the start of the image; both tables of a GPT, whose checksums decide
/// which holds and whose partitions are read together. The sector size is what the image says unless the table is that of a
/// disk with other sectors: where its GPT stands, or at which scale its partitions show something. That is said. Without
/// a table there are no partitions.
PartitionTable readPartitionTable(ImageReader &image);

} // namespace ashiato
