// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/partitiontable.h"

namespace ashiato
{

/// The partition table of the boot sector and the chain of extended partitions, in sectors of sectorSize bytes. A chain that
/// comes back to itself or leads nowhere ends there, and that is said. No partitions where the sector is no table.
/// Source: Microsoft, "Basic disks and volumes" (Windows 2000 Server Resource Kit), The extended partition table.
PartitionTable readMbr(ImageReader &image, int sectorSize);

} // namespace ashiato
