// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/partitiontable.h"

#include <optional>

namespace ashiato
{

/// The GPT of a disk with sectors of one size: its primary table in sector 1 and its backup, which the primary names or which
/// stands in the last sector. Source: UEFI Specification 2.10, chapter 5.
class GptTable
{
public:
    /// How much of it holds together.
    enum class State { None, Unsure, Holds }; ///< Unsure: a signature, but a checksum fails

    GptTable(ImageReader &image, int sectorSize);

    State state() const;
    qint64 offset() const; ///< Of the table that is read
    /// The partitions of both tables, and what is wrong with either and in which they differ.
    PartitionTable table() const;

private:
    struct Entry {
        Partition partition;
        bool operator==(const Entry &other) const
        {
            return partition.offset == other.partition.offset && partition.length == other.partition.length;
        }
    };
    struct Copy {
        qint64 offset = 0;
        qint64 alternate = 0;     ///< Place of the other copy; 0: not told
        qint64 entriesOffset = 0;
        qint64 entriesSize = 0;
        bool headerHolds = false;
        bool entriesHold = false;
        int oddEntries = 0;
        bool isCut = false; ///< More entries than are read
        std::vector<Entry> entries;

        bool holds() const { return headerHolds && entriesHold; }
    };

    std::optional<Copy> read(qint64 offset) const;
    void readEntries(Copy &copy, quint32 count, quint32 size, quint32 sum) const;
    void warnOf(const Copy &copy, PartitionTable &table) const;
    void warnOfBackup(PartitionTable &table) const;

    ImageReader &m_image;
    const qint64 m_sectorSize;
    std::optional<Copy> m_primary, m_backup;
};

} // namespace ashiato
