// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/extinodes.h"

#include "importers/evidence/crc32c.h"
#include "importers/evidence/extlayout.h"

#include <QtEndian>

#include <tsk/libtsk.h>

namespace ashiato
{

namespace
{

constexpr qint64 kSecond = 1000000000;
constexpr quint32 kIncompat64Bit = 0x80;
constexpr quint32 kIncompatChecksumSeed = 0x2000;
constexpr quint32 kRoCompatChecksums = 0x400;
constexpr qsizetype kOldInode = 128;

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

bool ExtInode::hasType() const
{
    const int type = mode >> 12;
    return type == 1 || type == 2 || type == 4 || type == 6 || type == 8 || type == 10 || type == 12;
}

ExtInodes::ExtInodes(TSK_FS_INFO *fileSystem) : m_fileSystem(fileSystem)
{
    QByteArray super(ExtLayout::kSuperblockSize, '\0');
    if (!readAt(fileSystem, ExtLayout::kSuperblockAt, super.data(), super.size()) ||
        little<quint16>(super.constData() + 56) != 0xEF53)
        return;
    const auto number = [&super](qsizetype at) { return little<quint32>(super.constData() + at); };
    const bool dynamic = number(76) != 0; // revision 0 has no such fields
    m_count = number(0);
    m_inodesPerGroup = number(40);
    m_inodeSize = dynamic ? little<quint16>(super.constData() + 88) : 128;
    m_firstUsual = dynamic ? number(84) : 11;
    const quint32 incompatible = dynamic ? number(96) : 0;
    m_descriptorSize = incompatible & kIncompat64Bit ? little<quint16>(super.constData() + 254) : 32;
    m_checksums = dynamic && (number(100) & kRoCompatChecksums);
    m_seed = incompatible & kIncompatChecksumSeed ? number(624) : crc32c(~0u, QByteArrayView(super).sliced(104, 16));
    if (m_inodesPerGroup && m_inodeSize >= 128 && m_inodeSize <= 65536 && m_descriptorSize >= 32)
        m_descriptors = descriptorsOffset(fileSystem);
}

quint32 ExtInodes::seedOf(quint64 inode, quint32 generation) const
{
    char numbers[8];
    qToLittleEndian(quint32(inode), numbers);
    qToLittleEndian(generation, numbers + 4);
    return crc32c(m_seed, QByteArrayView(numbers, 8));
}

QByteArray ExtInodes::descriptor(quint64 group) const
{
    QByteArray bytes(64, '\0');
    const qint64 size = std::min<qint64>(m_descriptorSize, bytes.size());
    return m_descriptors && readAt(m_fileSystem, m_descriptors + qint64(group) * m_descriptorSize, bytes.data(), size)
               ? bytes
               : QByteArray();
}

qint64 ExtInodes::offsetOf(quint64 inode) const
{
    if (inode == 0 || inode > count())
        return -1;
    const quint64 group = (inode - 1) / m_inodesPerGroup;
    if (group != m_group) {
        const QByteArray found = descriptor(group);
        if (found.isEmpty())
            return -1;
        const quint64 block = little<quint32>(found.constData() + 8) | quint64(little<quint32>(found.constData() + 40)) << 32;
        m_group = group;
        m_table = block == 0 || block > m_fileSystem->last_block ? -1 : qint64(block) * qint64(m_fileSystem->block_size);
    }
    return m_table < 0 ? -1 : m_table + qint64((inode - 1) % m_inodesPerGroup) * m_inodeSize;
}

bool ExtInodes::bytes(quint64 inode, QByteArray &into) const
{
    const qint64 offset = offsetOf(inode);
    if (offset < 0)
        return false;
    into.resize(m_inodeSize);
    return readAt(m_fileSystem, offset, into.data(), into.size());
}

bool ExtInodes::read(quint64 inode, ExtInode &found) const
{
    if (!bytes(inode, m_bytes))
        return false;
    found = parse(inode, m_bytes);
    return true;
}

ExtInode ExtInodes::parse(quint64 inode, QByteArrayView all) const
{
    const char *bytes = all.data();
    ExtInode found;
    // Bytes in use behind the first 128.
    const int extra = all.size() >= kOldInode + 32 ? std::min<int>(little<quint16>(bytes + 128), int(all.size() - 128)) : 0;
    const auto time = [&](int secondsAt, int extraAt) {
        const bool hasExtra = extraAt + 4 <= 128 + extra;
        const quint32 more = hasExtra ? little<quint32>(bytes + extraAt) : 0;
        const qint64 seconds = qint64(little<qint32>(bytes + secondsAt)) + (qint64(more & 3) << 32);
        const quint32 nanoseconds = more >> 2;
        if ((seconds == 0 && nanoseconds == 0) || nanoseconds >= kSecond)
            return kNoTime;
        if (seconds >= std::numeric_limits<qint64>::max() / kSecond) { // the format goes to 2446
            found.outOfRange = seconds;
            return kNoTime;
        }
        return seconds * kSecond + nanoseconds;
    };
    found.times[0] = time(16, 136);
    found.times[1] = time(8, 140);
    found.times[2] = time(12, 132);
    found.times[3] = 148 <= 128 + extra ? time(144, 148) : kNoTime;
    found.mode = little<quint16>(bytes);
    found.links = little<quint16>(bytes + 26);
    found.deleted = little<quint32>(bytes + 20);
    found.flags = little<quint32>(bytes + 32);
    found.generation = little<quint32>(bytes + 100);
    found.size = little<quint32>(bytes + 4) | quint64(little<quint32>(bytes + 108)) << 32;
    found.attributeBlock = little<quint32>(bytes + 104) | quint64(little<quint16>(bytes + 118)) << 32;
    if (m_checksums && !found.isEmpty()) {
        // The two halves of the checksum count as zeros.
        char zeroed[160];
        const qsizetype head = std::min<qsizetype>(all.size(), sizeof(zeroed));
        std::copy_n(bytes, head, zeroed);
        const bool wide = extra >= 4;
        qToLittleEndian(quint16(0), zeroed + 124);
        if (wide)
            qToLittleEndian(quint16(0), zeroed + 130);
        quint32 sum = crc32c(seedOf(inode, found.generation), QByteArrayView(zeroed, head));
        sum = crc32c(sum, all.sliced(head));
        const quint32 stored = little<quint16>(bytes + 124) | (wide ? quint32(little<quint16>(bytes + 130)) << 16 : 0);
        found.damaged = stored != (wide ? sum : sum & 0xffff);
    }
    return found;
}

} // namespace ashiato
