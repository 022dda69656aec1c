// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/fatdirectory.h"

#include "importers/evidence/japanesetext.h"
#include "importers/evidence/names.h"

#include <QtEndian>

#include <cstring>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr uchar kDeleted = 0xe5;
constexpr uchar kKanjiE5 = 0x05; ///< In place of 0xe5, which would mean deleted
constexpr uchar kLongName = 0x0f;
constexpr uchar kLastPiece = 0x40;

quint16 word(const uchar *record, int at)
{
    return qFromLittleEndian<quint16>(record + at);
}

quint8 rotated(quint8 sum)
{
    return quint8((sum & 1) << 7 | sum >> 1);
}

/// The checksum of a short name that its long name carries.
quint8 checksumOf(const uchar *name)
{
    quint8 sum = 0;
    for (int i = 0; i < 11; ++i)
        sum = quint8(rotated(sum) + name[i]);
    return sum;
}

/// The first byte that a deleted short name must have had for that checksum: there is exactly one.
uchar lostFirstByte(const uchar *name, quint8 checksum)
{
    quint8 sum = checksum;
    for (int i = 10; i > 0; --i) {
        sum = quint8(sum - name[i]);
        sum = quint8(sum << 1 | sum >> 7);
    }
    return sum;
}

/// A byte that a short name can hold, in a code page of one byte.
bool isNameByte(uchar c)
{
    return c >= 0x20 && c != 0x7f && !(c < 0x80 && std::strchr("\"*+,./:;<=>?[\\]|", c));
}

bool isLead(uchar c)
{
    return (c >= 0x81 && c <= 0x9f) || (c >= 0xe0 && c <= 0xfc);
}

QByteArray escapedBytes(QByteArrayView bytes)
{
    static const char digits[] = "0123456789ABCDEF";
    QByteArray text;
    for (const char c : bytes) {
        if (quint8(c) >= 0x80 || quint8(c) < 0x20 || c == '/' || c == '\\') {
            text += "\\x";
            text += digits[quint8(c) >> 4];
            text += digits[quint8(c) & 15];
        } else {
            text += c;
        }
    }
    return text;
}

bool isAscii(QByteArrayView bytes)
{
    for (const char c : bytes) {
        if (quint8(c) >= 0x80 || quint8(c) < 0x20)
            return false;
    }
    return true;
}

} // namespace

FatNameEncoding::FatNameEncoding(const QString &name)
{
    const QString plain = name.toUpper().remove(u'-').remove(u'_');
    const bool japanese = plain == u"CP932" || plain == u"SHIFTJIS" || plain == u"SJIS" || plain == u"WINDOWS31J" || plain == u"MS932";
    // UTF-8 and UTF-16 are no code page of short names: they were named for the logs of the exhibit.
    chosen = !name.isEmpty() && !plain.startsWith(u"UTF");
    cp932 = !chosen || japanese;
}

void FatDirectoryReader::add(const char *bytes, quint64 inode, FatTrust trust)
{
    const auto *record = reinterpret_cast<const uchar *>(bytes);
    const bool behindEnd = m_records.ended;
    if (record[0] == 0) {
        m_records.ended = trust != FatTrust::Strict;
        m_pieces = 0;
        return;
    }
    if ((record[11] & kLongName) == kLongName) {
        addPiece(record);
        return;
    }
    FatEntry entry = facts(bytes, inode, m_volume.kind());
    const bool marked = record[0] == kDeleted;
    entry.deleted = marked || behindEnd || trust == FatTrust::Strict;
    entry.liveMark = entry.deleted && !marked;
    entry.name = takeLongName(record, marked, entry.nameDamaged);
    const bool dot = std::memcmp(record, ".          ", 11) == 0 || std::memcmp(record, "..         ", 11) == 0;
    if (dot && (record[11] & kFatDirectory))
        return;
    const bool strict = behindEnd || trust != FatTrust::Live;
    if (strict ? !isPlausible(record) : (entry.name.isEmpty() && !hasPlausibleName(record, true))) {
        if (!entry.deleted)
            unreadable(inode);
        return;
    }
    if (entry.kind == FatEntryKind::Label) {
        entry.name = labelName(record, entry);
        entry.nameDamaged = false;
    } else if (entry.name.isEmpty()) {
        entry.name = shortName(record, entry);
    }
    m_records.entries.push_back(std::move(entry));
}

/// Attributes at 11, first cluster 26 (and 20 of FAT32), size 28.
FatEntry FatDirectoryReader::facts(const char *bytes, quint64 inode, FatKind kind)
{
    const auto *record = reinterpret_cast<const uchar *>(bytes);
    FatEntry entry;
    entry.inode = inode;
    entry.attributes = record[11];
    entry.deleted = record[0] == kDeleted;
    entry.kind = record[11] & kFatVolumeLabel ? FatEntryKind::Label
                 : record[11] & kFatDirectory ? FatEntryKind::Directory
                                              : FatEntryKind::File;
    entry.firstCluster = word(record, 26);
    if (kind == FatKind::Fat32)
        entry.firstCluster |= quint32(word(record, 20) & 0x0fff) << 16;
    entry.size = qFromLittleEndian<quint32>(record + 28);
    readTimes(record, entry);
    return entry;
}

/// Number (0x40: the last part, which comes first on the disk) at 0, checksum at 13, units at 1, 14 and 28.
void FatDirectoryReader::addPiece(const uchar *record)
{
    const bool deleted = record[0] == kDeleted;
    const int number = record[0] & 0x3f;
    const bool first = deleted ? m_pieces == 0 || !m_piecesDeleted || m_checksum != record[13] || m_pieces == kMostPieces
                               : record[0] & kLastPiece;
    if (first) {
        m_pieces = 0;
        m_piecesDeleted = deleted;
        m_checksum = record[13];
        m_expected = deleted ? 0 : number;
        if (!deleted && (number == 0 || number > kMostPieces))
            return;
    } else if (!deleted && (m_pieces == 0 || m_piecesDeleted || number != m_expected || m_checksum != record[13])) {
        m_pieces = 0;
        return;
    }
    char16_t *units = m_units + m_pieces * kUnitsOfPiece;
    for (int i = 0; i < 5; ++i)
        units[i] = word(record, 1 + 2 * i);
    for (int i = 0; i < 6; ++i)
        units[5 + i] = word(record, 14 + 2 * i);
    for (int i = 0; i < 2; ++i)
        units[11 + i] = word(record, 28 + 2 * i);
    ++m_pieces;
    if (!deleted)
        --m_expected;
}

/// The long name that stands before an entry, where it is whole and its own; else empty. None is left afterwards.
QByteArray FatDirectoryReader::takeLongName(const uchar *record, bool deleted, bool &damaged)
{
    const int pieces = std::exchange(m_pieces, 0);
    if (pieces == 0 || m_expected != 0)
        return {};
    char16_t units[kMostPieces * kUnitsOfPiece];
    for (int i = 0; i < pieces; ++i)
        std::memcpy(units + i * kUnitsOfPiece, m_units + (pieces - 1 - i) * kUnitsOfPiece, kUnitsOfPiece * sizeof(char16_t));
    if (!deleted && (m_piecesDeleted || checksumOf(record) != m_checksum))
        return {};
    if (deleted) {
        const uchar first = lostFirstByte(record, m_checksum);
        if (!isNameByte(first) && first != kKanjiE5)
            return {};
        // A short name begins as its long name does, so that the byte which the checksum demands can be compared.
        const char16_t begin = units[0];
        const bool plain = (begin >= u'0' && begin <= u'9') || (begin >= u'A' && begin <= u'Z') || (begin >= u'a' && begin <= u'z');
        if (plain && QChar::toUpper(char32_t(begin)) != first && begin != first)
            return {};
    }
    return shownUtf16(units, pieces * kUnitsOfPiece, damaged);
}

/// Bytes of one half of a short name as text.
QByteArray FatDirectoryReader::shown(QByteArrayView bytes, bool lower, FatEntry &entry) const
{
    QByteArray text;
    if (isAscii(bytes)) {
        text = bytes.toByteArray();
    } else if (const auto japanese = m_encoding.cp932 ? decodeCp932(bytes) : std::nullopt) {
        text = japanese->toUtf8();
        entry.oemName = true;
    } else {
        text = escapedBytes(bytes);
        entry.nameDamaged = true;
        return text; // digits of the escapes stay capitals
    }
    for (char &c : text) {
        if (lower && c >= 'A' && c <= 'Z')
            c = char(c + 32);
        if (c == '/') // no name can hold it
            c = '_';
    }
    return text;
}

/// Name at 0 (8 bytes) and 8 (3), each filled with blanks; at 12 whether each of them was written in lower case.
QByteArray FatDirectoryReader::shortName(const uchar *record, FatEntry &entry) const
{
    char name[11];
    std::memcpy(name, record, 11);
    if (record[0] == kKanjiE5)
        name[0] = char(kDeleted);
    const auto trimmed = [](QByteArrayView bytes) {
        while (bytes.endsWith(' '))
            bytes.chop(1);
        return bytes;
    };
    QByteArrayView base = trimmed({name, 8});
    const QByteArrayView extension = trimmed({name + 8, 3});
    const bool lowerBase = record[12] & 0x08, lowerExtension = record[12] & 0x10;
    QByteArray text;
    if (record[0] == kDeleted) {
        text = "_";
        base = base.isEmpty() ? base : base.sliced(1);
        // The second half of a character whose first half the deletion took.
        const auto whole = m_encoding.cp932 ? decodeCp932(base) : std::nullopt;
        if (!base.isEmpty() && quint8(base[0]) >= 0x80 && (!whole || isLead(uchar(base[0])))) {
            text += escapedBytes(base.first(1));
            entry.nameDamaged = true;
            base = base.sliced(1);
        }
    }
    text += shown(base, lowerBase, entry);
    if (!extension.isEmpty())
        text += '.' + shown(extension, lowerExtension, entry);
    return text;
}

/// All 11 bytes, with the words that The Sleuth Kit marks such an entry with.
QByteArray FatDirectoryReader::labelName(const uchar *record, FatEntry &entry) const
{
    char name[11];
    std::memcpy(name, record, 11);
    if (record[0] == kKanjiE5)
        name[0] = char(kDeleted);
    for (char &c : name)
        c = quint8(c) < 0x20 ? '^' : c;
    return shown({name, 11}, false, entry) + " (Volume Label Entry)";
}

bool FatDirectoryReader::hasPlausibleName(const uchar *record, bool blanksWithin) const
{
    const bool label = record[11] & kFatVolumeLabel;
    for (int i = 0; i < 11; ++i) {
        const uchar c = record[i];
        if (i == 0 && (c == kKanjiE5 || c == kDeleted))
            continue;
        if (i > 0 && i != 8 && isLead(record[i - 1]) && c >= 0x40 && c != 0x7f)
            continue; // may be the second half of a character
        if (!isNameByte(c) && !(label && c >= 0x20))
            return false;
        if (!blanksWithin && !label && i > 0 && i != 8 && record[i - 1] == ' ' && c != ' ')
            return false;
    }
    // An entry without any name is none.
    return std::memcmp(record, "           ", 11) != 0 && (blanksWithin || record[0] != ' ');
}

/// What nothing vouches for must look like an entry in every field.
bool FatDirectoryReader::isPlausible(const uchar *record) const
{
    const uchar attributes = record[11];
    if ((record[12] & ~0x18) || (attributes & ~0x3f) || ((attributes & kFatVolumeLabel) && (attributes & 0x31)))
        return false;
    FatEntry times;
    readTimes(record, times);
    if (times.timeInvalid || record[13] > 200)
        return false;
    quint32 cluster = word(record, 26);
    if (m_volume.kind() == FatKind::Fat32)
        cluster |= quint32(word(record, 20)) << 16;
    const quint32 size = qFromLittleEndian<quint32>(record + 28);
    if (cluster == 1 || cluster > m_volume.lastCluster() || (size > 0 && cluster == 0) ||
        qint64(size) > qint64(m_volume.lastCluster() - 1) * m_volume.clusterSize())
        return false;
    const bool nothing = !word(record, 14) && !word(record, 16) && !word(record, 18) && !word(record, 22) &&
                         !word(record, 24) && cluster == 0 && size == 0;
    return !nothing && hasPlausibleName(record, false);
}

/// Created: increment 13, time 14, date 16; accessed: date 18; modified: time 22, date 24.
void FatDirectoryReader::readTimes(const uchar *record, FatEntry &entry)
{
    entry.times[0] = dosTime(word(record, 24), word(record, 22), 0, entry.timeInvalid);
    entry.times[1] = dosTime(word(record, 18), 0, 0, entry.timeInvalid);
    entry.times[3] = dosTime(word(record, 16), word(record, 14), record[13], entry.timeInvalid);
}

} // namespace ashiato
