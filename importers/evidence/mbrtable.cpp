// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/mbrtable.h"

#include <QtEndian>

#include <algorithm>
#include <optional>
#include <set>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qsizetype kSector = 512;
constexpr quint8 kProtective = 0xee;

struct Entry {
    quint8 type = 0;
    quint32 start = 0; ///< In sectors
    quint32 count = 0;
};

/// The four entries of a sector that ends as one with a table does.
std::optional<std::array<Entry, 4>> entriesAt(ImageReader &image, qint64 offset)
{
    QByteArray sector(kSector, '\0');
    const auto got = image.read(offset, sector.data(), kSector, OnDamage::FillZeros);
    if (!got || *got != kSector || sector.sliced(510, 2) != QByteArrayView("\x55\xaa", 2))
        return std::nullopt;
    std::array<Entry, 4> entries;
    for (int i = 0; i < 4; ++i) {
        const char *bytes = sector.constData() + 446 + 16 * i;
        if (bytes[0] != '\0' && bytes[0] != '\x80') // active or not; anything else is no table
            return std::nullopt;
        entries[size_t(i)] = {quint8(bytes[4]), qFromLittleEndian<quint32>(bytes + 8), qFromLittleEndian<quint32>(bytes + 12)};
    }
    return entries;
}

bool isExtended(quint8 type) { return type == 0x05 || type == 0x0f || type == 0x85; }

QByteArray typeInWords(quint8 type)
{
    static constexpr struct {
        quint8 type;
        const char *words;
    } kTypes[] = {{0x01, "DOS FAT12"},
                  {0x04, "DOS FAT16"},
                  {0x06, "DOS FAT16"},
                  {0x07, "NTFS / exFAT"},
                  {0x0b, "Win95 FAT32"},
                  {0x0c, "Win95 FAT32"},
                  {0x0e, "Win95 FAT16"},
                  {0x11, "Hidden FAT12"},
                  {0x14, "Hidden FAT16"},
                  {0x16, "Hidden FAT16"},
                  {0x17, "Hidden NTFS / HPFS"},
                  {0x1b, "Hidden Win95 FAT32"},
                  {0x1c, "Hidden Win95 FAT32"},
                  {0x1e, "Hidden Win95 FAT16"},
                  {0x27, "Windows Recovery (Hidden NTFS)"},
                  {0x42, "Windows LDM"},
                  {0x82, "Linux Swap / Solaris x86"},
                  {0x83, "Linux"},
                  {0x8e, "Linux Logical Volume Manager"},
                  {0xa5, "FreeBSD, NetBSD, 386BSD"},
                  {0xa6, "OpenBSD"},
                  {0xa8, "Mac OS X"},
                  {0xa9, "NetBSD"},
                  {0xaf, "Mac OS X HFS"},
                  {0xbf, "Solaris"},
                  {0xee, "GPT Safety Partition"},
                  {0xef, "EFI File System"},
                  {0xfb, "VMware File System"},
                  {0xfd, "Linux RAID"}};
    const auto known = std::find_if(std::begin(kTypes), std::end(kTypes), [type](const auto &one) { return one.type == type; });
    const QByteArray words = known != std::end(kTypes) ? known->words : "Unknown Type";
    return words + " (0x" + QByteArray::number(type, 16).rightJustified(2, '0') + ')';
}

class Reader
{
public:
    Reader(ImageReader &image, int sectorSize) : m_image(image), m_sectorSize(sectorSize) {}

    PartitionTable run()
    {
        const auto entries = entriesAt(m_image, 0);
        const auto isThere = [this](const Entry &entry) { return used(entry) && entry.start * m_sectorSize < m_image.size(); };
        if (!entries || std::none_of(entries->begin(), entries->end(), isThere))
            return {};
        for (const Entry &entry : *entries) {
            if (!used(entry))
                continue;
            if (entry.type == kProtective)
                m_table.isProtective = true;
            else if (isExtended(entry.type))
                chain(entry.start * m_sectorSize);
            else
                add(entry, 0);
        }
        return std::move(m_table);
    }

private:
    static bool used(const Entry &entry) { return entry.type != 0 && entry.count != 0; }

    bool add(const Entry &entry, qint64 from)
    {
        if (m_table.partitions.size() == PartitionTable::kMostPartitions) {
            m_table.warnings.push_back({ErrorCode::LimitExceeded, 0, u"partitions: %1"_s.arg(PartitionTable::kMostPartitions), from, kUnknown});
            return false;
        }
        m_table.partitions.push_back({from + entry.start * m_sectorSize, entry.count * m_sectorSize, "mbr", typeInWords(entry.type), {}});
        return true;
    }

    /// Each link names one logical partition, counted from itself, and the next link, counted from the first.
    void chain(qint64 first)
    {
        std::set<qint64> seen;
        for (qint64 at = first; at >= 0;) {
            if (!seen.insert(at).second) {
                m_table.warnings.push_back({ErrorCode::Damaged, 0, u"loop of extended partitions"_s, at, m_sectorSize});
                return;
            }
            const auto entries = entriesAt(m_image, at);
            if (!entries) {
                const ErrorCode code = at < m_image.size() ? ErrorCode::Damaged : ErrorCode::Truncated;
                m_table.warnings.push_back({code, 0, u"extended partition table"_s, at, m_sectorSize});
                return;
            }
            qint64 next = -1;
            for (const Entry &entry : *entries) {
                if (used(entry) && isExtended(entry.type))
                    next = first + entry.start * m_sectorSize;
                else if (used(entry) && !add(entry, at))
                    return;
            }
            at = next;
        }
    }

    ImageReader &m_image;
    const qint64 m_sectorSize;
    PartitionTable m_table;
};

} // namespace

PartitionTable readMbr(ImageReader &image, int sectorSize)
{
    return Reader(image, sectorSize).run();
}

} // namespace ashiato
