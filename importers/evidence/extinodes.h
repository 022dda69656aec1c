// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <QByteArray>

struct TSK_FS_INFO;

namespace ashiato
{

/// An inode of ext2/3/4 as it stands on the disk, with what The Sleuth Kit 4.11 drops: the two bits above 32 of the
/// seconds (and the sign of times before 1970), the flag of encrypted content, the checksum. Source:
/// https://docs.kernel.org/filesystems/ext4/inodes.html
struct ExtInode {
    static constexpr quint32 kEncrypted = 0x800;
    static constexpr quint32 kIndexed = 0x1000;
    static constexpr quint32 kExtents = 0x80000;
    static constexpr quint32 kHoldsAttribute = 0x200000; ///< Its content is the value of another inode's attribute
    static constexpr quint32 kInlineData = 0x10000000;

    qint64 times[4] = {kNoTime, kNoTime, kNoTime, kNoTime}; ///< Order of FileRecord::times
    qint64 outOfRange = 0; ///< Seconds of a time that nanoseconds since 1970 cannot hold; 0: none
    quint64 size = 0;
    quint64 attributeBlock = 0; ///< Block of extended attributes; 0: none
    quint32 flags = 0;
    quint32 deleted = 0; ///< Seconds; for an inode of the list of orphans the number of the next one
    quint32 generation = 0;
    quint16 mode = 0;
    quint16 links = 0;
    bool damaged = false; ///< Its checksum says so

    bool isEmpty() const { return mode == 0 && links == 0; }
    bool isDirectory() const { return (mode & 0xf000) == 0x4000; }
    /// Whether it says itself that it is in use.
    bool isAlive() const { return hasType() && links > 0 && deleted == 0; }
    /// Whether its type is one that there is.
    bool hasType() const;
};

/// Finds inodes on the disk. One file system, one thread; the file system outlives it.
class ExtInodes
{
public:
    explicit ExtInodes(TSK_FS_INFO *fileSystem);

    /// 0: the superblock makes no sense.
    quint64 count() const { return m_descriptors ? m_count : 0; }
    quint32 inodeSize() const { return m_inodeSize; }
    quint32 descriptorSize() const { return m_descriptorSize; }
    /// Start of the checksums of what belongs to the file system.
    quint32 seed() const { return m_seed; }
    quint32 perGroup() const { return m_inodesPerGroup; }
    /// The first that is not reserved.
    quint64 firstUsual() const { return m_firstUsual; }
    bool hasChecksums() const { return m_checksums; }
    /// Start of the checksums of what belongs to an inode.
    quint32 seedOf(quint64 inode, quint32 generation) const;

    /// The bytes of an inode, inodeSize() of them. False where it cannot be found or read.
    bool bytes(quint64 inode, QByteArray &into) const;
    /// What they say.
    bool read(quint64 inode, ExtInode &found) const;
    ExtInode parse(quint64 inode, QByteArrayView bytes) const;
    /// Byte offset in the volume of an inode; -1: there is none.
    qint64 offsetOf(quint64 inode) const;
    /// The descriptor of a group, at least 64 bytes; empty where it cannot be read.
    QByteArray descriptor(quint64 group) const;

private:
    TSK_FS_INFO *m_fileSystem;
    quint64 m_count = 0;
    quint64 m_firstUsual = 11;
    quint32 m_inodesPerGroup = 0;
    quint32 m_inodeSize = 0;
    quint32 m_descriptorSize = 0;
    quint32 m_seed = 0;
    qint64 m_descriptors = 0; ///< Offset of the group descriptors; 0: not usable
    bool m_checksums = false;
    mutable quint64 m_group = ~quint64(0); ///< Of m_table
    mutable qint64 m_table = -1;
    mutable QByteArray m_bytes; ///< Kept for its memory
};

} // namespace ashiato
