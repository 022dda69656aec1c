// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/exfatdirectory.h"

#include "importers/evidence/fatvolume.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr qint64 kRecord = FatVolume::kEntrySize;
constexpr uchar kInUse = 0x80;
constexpr uchar kSecondary = 0x40;
// Types without the bit that says that they are in use.
constexpr uchar kBitmap = 0x01, kUpcase = 0x02, kLabel = 0x03, kFile = 0x05, kGuid = 0x20, kTexFat = 0x21, kAccess = 0x22;
constexpr uchar kStream = 0x40, kName = 0x41;
constexpr int kUnitsOfRecord = 15;
constexpr int kMostUnits = 255;

template <typename T> T little(const uchar *record, int at)
{
    return qFromLittleEndian<T>(record + at);
}

/// Over all bytes but its own two; of a deleted set as it was before the types lost the bit "in use".
quint16 checksumOf(QByteArrayView set)
{
    quint16 sum = 0;
    for (qsizetype i = 0; i < set.size(); ++i) {
        if (i == 2 || i == 3)
            continue;
        const quint8 byte = i % kRecord == 0 ? quint8(set[i]) | kInUse : quint8(set[i]);
        sum = quint16(((sum & 1) ? 0x8000 : 0) + (sum >> 1) + byte);
    }
    return sum;
}

/// Created: 8, increment 20, offset 22; modified: 12, 21, 23; accessed: 16, offset 24. An offset counts quarters of an
/// hour, and bit 7 says that it is given.
void readTimes(const uchar *record, FatEntry &entry)
{
    constexpr qint64 quarter = qint64(900) * 1000000000;
    struct Field {
        int index, time, increment, offset;
    };
    bool utc = true;
    qint64 times[4] = {kNoTime, kNoTime, kNoTime, kNoTime};
    for (const Field &field : {Field{0, 12, 21, 23}, Field{1, 16, -1, 24}, Field{3, 8, 20, 22}}) {
        const quint8 increment = field.increment < 0 ? 0 : record[field.increment];
        qint64 &time = entry.times[field.index];
        time = dosTime(little<quint16>(record, field.time + 2), little<quint16>(record, field.time), increment, entry.timeInvalid);
        if (time == kNoTime)
            continue;
        const quint8 stored = record[field.offset];
        utc = utc && (stored & 0x80);
        times[field.index] = time - (stored & 0x40 ? int(stored & 0x7f) - 128 : int(stored & 0x7f)) * quarter;
    }
    entry.utc = utc;
    if (utc)
        std::copy(std::begin(times), std::end(times), entry.times);
}

} // namespace

FatEntry *ExfatDirectoryReader::addNamed(quint64 inode, FatEntryKind kind)
{
    FatEntry entry;
    entry.inode = inode;
    entry.kind = kind;
    m_records.entries.push_back(std::move(entry));
    return &m_records.entries.back();
}

void ExfatDirectoryReader::add(const char *bytes, quint64 inode, FatTrust trust)
{
    const auto *record = reinterpret_cast<const uchar *>(bytes);
    const uchar type = record[0] & 0x7f;
    const bool inUse = record[0] & kInUse;
    if (record[0] == 0) {
        flush();
        m_records.ended = trust != FatTrust::Strict;
        return;
    }
    if (type & kSecondary) {
        const bool follows = !m_set.isEmpty() && bool(quint8(m_set[0]) & kInUse) == inUse;
        if (!follows && trust == FatTrust::Live && !m_records.ended && inUse)
            unreadable(inode);
        if (!follows) {
            flush();
            return;
        }
        m_set.append(bytes, kRecord);
        if (m_set.size() == m_wanted * kRecord)
            finishSet();
        return;
    }
    flush();
    const bool reliable = trust == FatTrust::Live && !m_records.ended;
    if (type == kFile) {
        m_set.append(bytes, kRecord);
        m_wanted = 1 + record[1];
        m_inode = inode;
        m_strict = !reliable;
        m_forced = trust == FatTrust::Strict || m_records.ended;
        if (m_wanted == 1)
            finishSet();
    } else if (reliable && type == kLabel) {
        addLabel(record, inode);
    } else if (reliable && inUse) {
        if (type == kBitmap)
            addTable(record, inode, "$ALLOC_BITMAP");
        else if (type == kUpcase)
            addTable(record, inode, "$UPCASE_TABLE");
        else if (type == kGuid || type == kTexFat || type == kAccess)
            addNamed(inode, FatEntryKind::Label)->name = type == kGuid     ? "$VOLUME_GUID"
                                                         : type == kTexFat ? "$TEX_FAT"
                                                                           : "$ACCESS_CONTROL_TABLE";
        else
            unreadable(inode);
    }
}

void ExfatDirectoryReader::flush()
{
    if (!m_set.isEmpty())
        finishSet();
}

/// First cluster at 20, length at 24.
void ExfatDirectoryReader::addTable(const uchar *record, quint64 inode, const char *name)
{
    FatEntry *entry = addNamed(inode, FatEntryKind::Table);
    entry->name = name;
    entry->firstCluster = little<quint32>(record, 20);
    entry->size = qint64(std::min(little<quint64>(record, 24), quint64(1) << 62));
    if ((record[0] & 0x7f) == kBitmap)
        m_bitmaps.push_back({entry->firstCluster, entry->size});
}

/// Number of characters at 1, then up to 11 of them; some tools write on to the end of the record.
void ExfatDirectoryReader::addLabel(const uchar *record, quint64 inode)
{
    FatEntry *entry = addNamed(inode, FatEntryKind::Label);
    char16_t units[kUnitsOfRecord];
    const int count = std::min<int>(record[1], kUnitsOfRecord);
    for (int i = 0; i < count; ++i)
        units[i] = little<quint16>(record, 2 + 2 * i);
    const bool given = (record[0] & kInUse) && count > 0;
    entry->name = given ? shownUtf16(units, count, entry->nameDamaged) : QByteArray("$EMPTY_VOLUME_LABEL");
    entry->name += " (Volume Label Entry)";
}

/// File: number of the others 1, checksum 2, attributes 4. Stream: flags 1 (bit 1: its clusters follow each other), length
/// of the name 3, valid length 8, first cluster 20, length 24. Name: 15 units from 2 on.
void ExfatDirectoryReader::finishSet()
{
    const QByteArray set = std::exchange(m_set, {});
    const auto *file = reinterpret_cast<const uchar *>(set.constData());
    FatEntry entry;
    entry.inode = m_inode;
    entry.attributes = little<quint16>(file, 4);
    entry.kind = entry.attributes & kFatDirectory ? FatEntryKind::Directory : FatEntryKind::File;
    const bool marked = !(file[0] & kInUse);
    entry.deleted = marked || m_forced;
    entry.liveMark = entry.deleted && !marked;
    readTimes(file, entry);

    char16_t units[kMostRecords * kUnitsOfRecord];
    int count = 0, length = 0;
    bool stream = false;
    for (qsizetype at = kRecord; at < set.size(); at += kRecord) {
        const uchar *record = file + at;
        const uchar type = record[0] & 0x7f;
        if (at == kRecord && type == kStream) {
            stream = true;
            entry.contiguous = record[1] & 2;
            length = record[3];
            entry.firstCluster = little<quint32>(record, 20);
            entry.size = qint64(std::min(little<quint64>(record, 24), quint64(1) << 62));
            entry.validSize = qint64(std::min(little<quint64>(record, 8), quint64(1) << 62));
        } else if (type == kName) {
            for (int i = 0; i < kUnitsOfRecord; ++i)
                units[count++] = little<quint16>(record, 2 + 2 * i);
        }
    }
    entry.damaged = set.size() != m_wanted * kRecord || !stream || length == 0 || count < length ||
                    entry.validSize > entry.size || checksumOf(set) != little<quint16>(file, 2);
    entry.sizeUnknown = !stream;
    const int shown = length > 0 ? std::min(length, count) : std::min(count, kMostUnits);
    entry.name = shownUtf16(units, shown, entry.nameDamaged);
    if (entry.isDirectory() || entry.validSize >= entry.size)
        entry.validSize = -1;
    if (entry.name.isEmpty() || (m_strict && !isPlausible(entry))) {
        if (!m_strict && !entry.deleted)
            unreadable(m_inode);
        return;
    }
    m_records.entries.push_back(std::move(entry));
}

bool ExfatDirectoryReader::isPlausible(const FatEntry &entry) const
{
    const bool dated = entry.times[0] != kNoTime || entry.times[1] != kNoTime || entry.times[3] != kNoTime;
    return dated && (!entry.damaged || (!entry.timeInvalid && !(entry.attributes & ~0x37)));
}

} // namespace ashiato
