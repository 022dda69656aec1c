// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/gpttable.h"

#include "importers/evidence/filesystemntfs.h"

#include <QtEndian>

#include <algorithm>

#include <zlib.h>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qsizetype kHeaderSize = 92;
constexpr quint32 kSmallestEntry = 128, kLargestEntry = 4096;
constexpr qint64 kMostEntryBytes = 1 << 20;

quint32 crcOf(QByteArrayView bytes)
{
    return quint32(crc32(0, reinterpret_cast<const Bytef *>(bytes.data()), uInt(bytes.size())));
}

QByteArray bytesAt(ImageReader &image, qint64 offset, qint64 size)
{
    QByteArray bytes(qsizetype(size), '\0');
    const auto got = image.read(offset, bytes.data(), size, OnDamage::FillZeros);
    bytes.truncate(got ? qsizetype(*got) : 0);
    return bytes;
}

/// Partitions that hold no file system by design, by their type.
QByteArray reservedType(QByteArrayView guid)
{
    if (guid == QByteArrayView("\x16\xe3\xc9\xe3\x5c\x0b\xb8\x4d\x81\x7d\xf9\x2d\xf0\x02\x15\xae", 16))
        return "microsoft-reserved";
    return guid == QByteArrayView("Hah!IdontNeedEFI", 16) ? "bios-boot" : "";
}

} // namespace

GptTable::GptTable(ImageReader &image, int sectorSize) : m_image(image), m_sectorSize(sectorSize)
{
    m_primary = read(m_sectorSize);
    const qint64 last = (m_image.size() / m_sectorSize - 1) * m_sectorSize;
    const qint64 named = m_primary ? m_primary->alternate : 0;
    if (named > m_sectorSize)
        m_backup = read(named);
    if ((!m_backup || !m_backup->holds()) && last > m_sectorSize && last != named) {
        if (auto atEnd = read(last); atEnd && (!m_backup || atEnd->holds()))
            m_backup = std::move(atEnd);
    }
}

std::optional<GptTable::Copy> GptTable::read(qint64 offset) const
{
    QByteArray header = bytesAt(m_image, offset, m_sectorSize);
    if (header.size() != m_sectorSize || !header.startsWith("EFI PART"))
        return std::nullopt;
    const auto number = [&header](qsizetype at) { return qFromLittleEndian<quint32>(header.constData() + at); };
    const auto place = [&header, this](qsizetype at) {
        const quint64 sector = qFromLittleEndian<quint64>(header.constData() + at);
        return sector <= quint64(std::numeric_limits<qint64>::max() / m_sectorSize) ? qint64(sector) * m_sectorSize : qint64(-1);
    };
    Copy copy;
    copy.offset = offset;
    copy.alternate = place(32);
    copy.entriesOffset = place(72);
    const quint32 size = number(12), sum = number(16), count = number(80), entrySize = number(84), entriesSum = number(88);
    const bool isHere = place(24) == offset;
    std::fill_n(header.begin() + 16, 4, '\0');
    copy.headerHolds = isHere && size >= kHeaderSize && size <= m_sectorSize && crcOf(QByteArrayView(header).first(size)) == sum;
    if (entrySize >= kSmallestEntry && entrySize <= kLargestEntry && copy.entriesOffset > 0)
        readEntries(copy, count, entrySize, entriesSum);
    return copy;
}

void GptTable::readEntries(Copy &copy, quint32 count, quint32 size, quint32 sum) const
{
    copy.entriesSize = qint64(count) * size;
    copy.isCut = copy.entriesSize > kMostEntryBytes;
    const QByteArray bytes = bytesAt(m_image, copy.entriesOffset, std::min(copy.entriesSize, kMostEntryBytes));
    copy.entriesHold = bytes.size() == copy.entriesSize && crcOf(bytes) == sum;
    for (qsizetype at = 0; at + qsizetype(size) <= bytes.size(); at += size) {
        const QByteArrayView entry = QByteArrayView(bytes).sliced(at, size);
        const QByteArrayView type = entry.first(16);
        if (std::all_of(type.begin(), type.end(), [](char byte) { return byte == '\0'; }))
            continue;
        const quint64 first = qFromLittleEndian<quint64>(entry.data() + 32), last = qFromLittleEndian<quint64>(entry.data() + 40);
        if (first == 0 || last < first || last >= quint64(std::numeric_limits<qint64>::max() / m_sectorSize)) {
            ++copy.oddEntries;
            continue;
        }
        QByteArrayView name = entry.sliced(56, 72);
        for (qsizetype unit = 0; unit < name.size(); unit += 2) {
            if (name[unit] == '\0' && name[unit + 1] == '\0')
                name = name.first(unit);
        }
        copy.entries.push_back({{qint64(first) * m_sectorSize, qint64(last - first + 1) * m_sectorSize, "gpt",
                                 utf8FromUtf16(name), reservedType(type)}});
    }
}

GptTable::State GptTable::state() const
{
    if ((m_primary && m_primary->holds()) || (m_backup && m_backup->holds()))
        return State::Holds;
    return m_primary ? State::Unsure : State::None;
}

qint64 GptTable::offset() const
{
    return m_primary ? m_primary->offset : m_backup ? m_backup->offset : m_sectorSize;
}

void GptTable::warnOf(const Copy &copy, PartitionTable &table) const
{
    const auto warn = [&table](const QString &detail, qint64 offset, qint64 length) {
        table.warnings.push_back({ErrorCode::Damaged, 0, detail, offset, length});
    };
    if (!copy.headerHolds)
        warn(u"gpt header checksum"_s, copy.offset, m_sectorSize);
    if (!copy.entriesHold)
        warn(u"gpt entries checksum"_s, copy.entriesOffset, copy.entriesSize);
    if (copy.oddEntries > 0)
        warn(u"gpt entries that are none: %1"_s.arg(copy.oddEntries), copy.entriesOffset, copy.entriesSize);
    if (copy.isCut)
        table.warnings.push_back({ErrorCode::LimitExceeded, 0, u"gpt entries: %1"_s.arg(copy.entriesSize), copy.entriesOffset, copy.entriesSize});
}

void GptTable::warnOfBackup(PartitionTable &table) const
{
    if (m_backup) {
        warnOf(*m_backup, table);
    } else if (m_primary && m_primary->headerHolds && m_primary->alternate > 0) {
        const bool isThere = m_primary->alternate < m_image.size();
        table.warnings.push_back({isThere ? ErrorCode::Damaged : ErrorCode::Truncated, 0, u"gpt backup table"_s, m_primary->alternate, m_sectorSize});
    }
}

PartitionTable GptTable::table() const
{
    PartitionTable table;
    const bool fromBackup = m_backup && (!m_primary || (!m_primary->holds() && m_backup->holds()));
    const std::optional<Copy> &main = fromBackup ? m_backup : m_primary, &other = fromBackup ? m_primary : m_backup;
    if (!main)
        return table;
    std::vector<Entry> entries = main->entries;
    if (m_primary)
        warnOf(*m_primary, table);
    else
        table.warnings.push_back({ErrorCode::Damaged, 0, u"gpt: primary table damaged, backup read"_s, m_sectorSize, m_sectorSize});
    warnOfBackup(table);
    const auto onlyIn = [&table](const std::vector<Entry> &all, const std::vector<Entry> &others, const QString &words) {
        for (const Entry &entry : all) {
            if (std::find(others.begin(), others.end(), entry) == others.end())
                table.warnings.push_back({ErrorCode::CopiesDiffer, 0, words + u": "_s + QString::fromUtf8(entry.partition.description),
                                          entry.partition.offset, entry.partition.length});
        }
    };
    if (m_primary && m_backup) {
        onlyIn(m_primary->entries, m_backup->entries, u"only in the primary gpt"_s);
        onlyIn(m_backup->entries, m_primary->entries, u"only in the backup gpt"_s);
    }
    for (const Entry &entry : other ? other->entries : std::vector<Entry>()) {
        if (std::find(main->entries.begin(), main->entries.end(), entry) == main->entries.end())
            entries.push_back(entry);
    }
    if (entries.size() > PartitionTable::kMostPartitions) {
        table.warnings.push_back({ErrorCode::LimitExceeded, 0, u"partitions: %1"_s.arg(PartitionTable::kMostPartitions), main->entriesOffset, kUnknown});
        entries.resize(PartitionTable::kMostPartitions);
    }
    for (Entry &entry : entries)
        table.partitions.push_back(std::move(entry.partition));
    return table;
}

} // namespace ashiato
