// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/extcensus.h"

#include "importers/evidence/crc32c.h"
#include "importers/evidence/extinodes.h"

#include <tsk/libtsk.h>

#include <QtEndian>

#include <algorithm>
#include <bit>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr quint8 kNamed = 0x80, kCounted = 0x40, kLinks = 0x3f;

constexpr quint32 kRoot = 2;
constexpr quint32 kIncompatRecover = 0x4;
constexpr quint32 kRoCompatGroupSums = 0x10;
constexpr quint32 kRoCompatBigAlloc = 0x200;
constexpr quint16 kInodesNotMade = 1, kBlocksNotMade = 2; // flags of a group
constexpr qint64 kWindow = 1 << 18;

template <typename T> T little(const QByteArray &bytes, qsizetype at)
{
    return qFromLittleEndian<T>(bytes.constData() + at);
}

/// A number of a group's descriptor that has its upper half elsewhere.
quint32 halves(const QByteArray &descriptor, qsizetype low, qsizetype high)
{
    return little<quint16>(descriptor, low) | quint32(little<quint16>(descriptor, high)) << 16;
}

quint64 bitsSet(const QByteArray &bitmap, quint64 bits)
{
    quint64 set = 0;
    const quint64 whole = std::min<quint64>(bits / 8, quint64(bitmap.size()));
    for (quint64 at = 0; at < whole; ++at)
        set += quint64(std::popcount(quint8(bitmap[qsizetype(at)])));
    if (bits % 8 && whole < quint64(bitmap.size()))
        set += quint64(std::popcount(quint8(quint8(bitmap[qsizetype(whole)]) & ((1 << bits % 8) - 1))));
    return set;
}

bool bit(const QByteArray &bitmap, quint64 number)
{
    return number / 8 < quint64(bitmap.size()) && quint8(bitmap[qsizetype(number / 8)]) >> number % 8 & 1;
}

class Counter
{
public:
    Counter(TSK_FS_INFO *fileSystem, const ExtInodes &inodes, const ExtNames &names)
        : m_fileSystem(fileSystem), m_inodes(inodes), m_names(names), m_super(1024, '\0')
    {
        read(1024, m_super);
    }

    ExtCensus count()
    {
        m_census.journalOpen = little<quint32>(m_super, 96) & kIncompatRecover;
        const quint64 all = m_inodes.count();
        for (quint64 group = 0; group * m_inodes.perGroup() < all; ++group)
            countGroup(group, std::min<quint64>(m_inodes.perGroup(), all - group * m_inodes.perGroup()));
        return std::move(m_census);
    }

private:
    bool read(qint64 offset, QByteArray &into)
    {
        if (tsk_fs_read(m_fileSystem, offset, into.data(), size_t(into.size())) == into.size())
            return true;
        tsk_error_reset();
        return false;
    }

    /// Empty where the block is none of this disk.
    QByteArray block(quint64 number)
    {
        QByteArray bytes(qsizetype(m_fileSystem->block_size), '\0');
        if (number == 0 || number > m_fileSystem->last_block || !read(qint64(number * m_fileSystem->block_size), bytes))
            return {};
        return bytes;
    }

    void countGroup(quint64 group, quint64 inodes)
    {
        const QByteArray descriptor = m_inodes.descriptor(group);
        if (descriptor.isEmpty()) {
            ++m_census.unreadableGroups;
            return;
        }
        const quint32 compatible = little<quint32>(m_super, 100);
        const bool lazy = (compatible & kRoCompatGroupSums) || m_inodes.hasChecksums();
        const quint16 flags = lazy ? little<quint16>(descriptor, 18) : 0;
        if (m_inodes.hasChecksums() && !descriptorFits(group, descriptor))
            ++m_census.wrongDescriptors;
        if (!(compatible & kRoCompatBigAlloc) && !(flags & kBlocksNotMade))
            countBlocks(group, descriptor);
        m_census.directories[0] += halves(descriptor, 16, 48);
        if (flags & kInodesNotMade)
            return;
        const quint64 place = little<quint32>(descriptor, 4) | quint64(little<quint32>(descriptor, 36)) << 32;
        const QByteArray bitmap = block(place);
        if (bitmap.isEmpty() || m_inodes.offsetOf(group * m_inodes.perGroup() + 1) < 0) {
            ++m_census.unreadableGroups;
            return;
        }
        if (m_inodes.hasChecksums() && !bitmapFits(bitmap, m_inodes.perGroup() / 8, descriptor, 26, 58))
            ++m_census.wrongBitmaps;
        m_census.freeInodes[0] += halves(descriptor, 14, 46);
        m_census.freeInodes[1] += inodes - bitsSet(bitmap, inodes);
        const quint64 unused = lazy ? halves(descriptor, 28, 50) : 0;
        countInodes(group, inodes, unused, bitmap);
    }

    bool descriptorFits(quint64 group, const QByteArray &descriptor) const
    {
        QByteArray bytes = descriptor.first(qsizetype(std::min<quint32>(m_inodes.descriptorSize(), 64)));
        const quint16 stored = little<quint16>(bytes, 30);
        qToLittleEndian(quint16(0), bytes.data() + 30);
        char number[4];
        qToLittleEndian(quint32(group), number);
        return quint16(crc32c(crc32c(m_inodes.seed(), QByteArrayView(number, 4)), bytes)) == stored;
    }

    bool bitmapFits(const QByteArray &bitmap, quint32 size, const QByteArray &descriptor, qsizetype low, qsizetype high) const
    {
        const quint32 sum = crc32c(m_inodes.seed(), QByteArrayView(bitmap).first(std::min<qsizetype>(bitmap.size(), size)));
        if (m_inodes.descriptorSize() < 64)
            return quint16(sum) == little<quint16>(descriptor, low);
        return sum == halves(descriptor, low, high);
    }

    void countBlocks(quint64 group, const QByteArray &descriptor)
    {
        const quint64 perGroup = little<quint32>(m_super, 32), first = little<quint32>(m_super, 20);
        const quint64 begin = first + group * perGroup;
        const QByteArray bitmap = block(little<quint32>(descriptor, 0) | quint64(little<quint32>(descriptor, 32)) << 32);
        if (bitmap.isEmpty() || begin > m_fileSystem->last_block) {
            ++m_census.unreadableGroups;
            return;
        }
        const quint64 blocks = std::min(perGroup, m_fileSystem->last_block + 1 - begin);
        m_census.freeBlocks[0] += halves(descriptor, 12, 44);
        m_census.freeBlocks[1] += blocks - bitsSet(bitmap, blocks);
        if (m_inodes.hasChecksums() && !bitmapFits(bitmap, quint32(perGroup / 8), descriptor, 24, 56))
            ++m_census.wrongBitmaps;
    }

    void countInodes(quint64 group, quint64 inodes, quint64 unused, const QByteArray &bitmap)
    {
        const quint64 before = group * m_inodes.perGroup(); // the group's first inode is the next
        const quint64 size = m_inodes.inodeSize(), step = std::max<quint64>(1, quint64(kWindow) / size);
        QByteArray window;
        for (quint64 from = 0; from < inodes; from += step) {
            const quint64 number = std::min(step, inodes - from);
            // What was never used need not hold zeros, and on a large disk it is most.
            bool any = from + unused < inodes;
            for (quint64 i = 0; i < number && !any; ++i)
                any = bit(bitmap, from + i);
            if (!any)
                continue;
            window.resize(qsizetype(number * size));
            if (!read(m_inodes.offsetOf(before + 1) + qint64(from * size), window))
                window.fill('\0');
            for (quint64 i = 0; i < number; ++i) {
                const QByteArrayView bytes = QByteArrayView(window).sliced(qsizetype(i * size), qsizetype(size));
                countInode(before + from + i + 1, bytes, bit(bitmap, from + i));
            }
        }
    }

    void countInode(quint64 inode, QByteArrayView bytes, bool inUse)
    {
        const bool root = inode == kRoot;
        if (inode < m_inodes.firstUsual() && !root)
            return;
        if (!inUse && !m_names.isNamed(inode))
            return; // free, or for the search for what was deleted
        const ExtInode found = m_inodes.parse(inode, bytes);
        const bool named = root || m_names.isNamed(inode);
        const bool alive = found.isAlive();
        m_census.inUse += inUse && !root;
        m_census.wrongSums += inUse && found.damaged;
        m_census.directories[1] += inUse && found.isDirectory();
        m_census.empty += inUse && !root && found.isEmpty();
        m_census.notMarked += !inUse && alive;
        if (inUse && !named && found.hasType() && !(found.flags & ExtInode::kHoldsAttribute)) {
            ++(found.links ? m_census.lost : m_census.unlinked);
            m_census.unnamed.push_back(inode);
        }
        const int links = m_names.links(inode);
        const bool countless = links == ExtNames::kMany || (found.isDirectory() && found.links == 1); // too many for its field
        m_census.wrongLinks += inUse && named && alive && !countless && links != found.links;
    }

    TSK_FS_INFO *m_fileSystem;
    const ExtInodes &m_inodes;
    const ExtNames &m_names;
    QByteArray m_super;
    ExtCensus m_census;
};

} // namespace

quint8 *ExtNames::byteOf(quint64 inode)
{
    auto &page = m_pages[inode / kPage];
    if (!page)
        page = std::make_unique<quint8[]>(kPage);
    return &page[inode % kPage];
}

quint8 ExtNames::valueOf(quint64 inode) const
{
    const auto page = m_pages.find(inode / kPage);
    return page == m_pages.end() ? 0 : page->second[inode % kPage];
}

bool ExtNames::enter(quint64 directory, bool root)
{
    const quint8 value = valueOf(directory);
    if ((value & kCounted) || !(root || (value & kNamed)))
        return false;
    *byteOf(directory) |= kCounted;
    return true;
}

void ExtNames::add(quint64 inode, bool dot)
{
    quint8 *byte = byteOf(inode);
    if ((*byte & kLinks) < kMany)
        ++*byte;
    if (!dot)
        *byte |= kNamed;
}

bool ExtNames::isNamed(quint64 inode) const
{
    return valueOf(inode) & kNamed;
}

int ExtNames::links(quint64 inode) const
{
    return valueOf(inode) & kLinks;
}

std::vector<ExtCensus::Difference> ExtCensus::differences() const
{
    std::vector<Difference> found;
    const auto add = [&found](ErrorCode code, const char *words, const QString &numbers, quint64 count) {
        if (count)
            found.push_back({code, QString::fromLatin1(words) + u": "_s + numbers, qint64(count)});
    };
    const auto one = [&add](ErrorCode code, const char *words, quint64 count) {
        add(code, words, QString::number(count), count);
    };
    const auto pair = [&add](const char *words, const quint64 (&numbers)[2]) {
        const quint64 difference = std::max(numbers[0], numbers[1]) - std::min(numbers[0], numbers[1]);
        add(ErrorCode::CopiesDiffer, words, u"%1, %2"_s.arg(numbers[0]).arg(numbers[1]), difference);
    };
    add(ErrorCode::Incomplete, "ext inodes in use, of them reached by names", u"%1, %2"_s.arg(inUse).arg(inUse - lost - unlinked - empty),
        lost);
    one(ErrorCode::Incomplete, "ext inodes in use and empty", empty);
    one(ErrorCode::Incomplete, "ext groups that cannot be read", unreadableGroups);
    one(ErrorCode::Damaged, "ext inodes with a wrong checksum", wrongSums);
    one(ErrorCode::Damaged, "ext bitmaps with a wrong checksum", wrongBitmaps);
    one(ErrorCode::Damaged, "ext group descriptors with a wrong checksum", wrongDescriptors);
    one(ErrorCode::Damaged, "ext inodes that names lead to and the bitmaps call free", notMarked);
    one(ErrorCode::Damaged, "ext inodes whose links are not as many as their names", wrongLinks);
    pair("ext free inodes by the group descriptors and by the bitmaps", freeInodes);
    pair("ext directories by the group descriptors and found", directories);
    pair("ext free blocks by the group descriptors and by the bitmaps", freeBlocks);
    if (!found.empty() && journalOpen)
        found.push_back({ErrorCode::Incomplete, u"ext journal not written back"_s, 1});
    return found;
}

ExtCensus takeExtCensus(TSK_FS_INFO *fileSystem, const ExtInodes &inodes, const ExtNames &names)
{
    return Counter(fileSystem, inodes, names).count();
}

} // namespace ashiato
