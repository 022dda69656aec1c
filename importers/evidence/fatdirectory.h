// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/fatentry.h"
#include "importers/evidence/fatvolume.h"

#include <QString>

namespace ashiato
{

/// The encoding of the short names, which no FAT volume tells: the one that the examiner named; where none was, CP932
/// where a name's bytes are that.
struct FatNameEncoding {
    explicit FatNameEncoding(const QString &name = {});
    bool cp932 = true;   ///< Else bytes above ASCII are escaped
    bool chosen = false; ///< By the examiner
};

/// The records of a FAT12, FAT16 or FAT32 directory.
/// Long names: 20 pieces of 13 UTF-16 units before the entry, with its checksum; a piece belongs to the entry whose
/// short name has that checksum, or to none. Source: Microsoft, FAT32 File System Specification 1.03.
class FatDirectoryReader : public FatRecordReader
{
public:
    FatDirectoryReader(const FatVolume &volume, FatNameEncoding encoding) : m_volume(volume), m_encoding(encoding) {}

    void add(const char *record, quint64 inode, FatTrust trust) override;
    void flush() override { m_pieces = 0; }

    /// All that a record says but its name, of a file or directory.
    static FatEntry facts(const char *record, quint64 inode, FatKind kind);

private:
    static constexpr int kMostPieces = 20;
    static constexpr int kUnitsOfPiece = 13;

    void addPiece(const uchar *record);
    QByteArray takeLongName(const uchar *record, bool deleted, bool &damaged);
    QByteArray shortName(const uchar *record, FatEntry &entry) const;
    QByteArray shown(QByteArrayView bytes, bool lower, FatEntry &entry) const;
    QByteArray labelName(const uchar *record, FatEntry &entry) const;
    bool isPlausible(const uchar *record) const;
    bool hasPlausibleName(const uchar *record, bool blanksWithin) const;
    static void readTimes(const uchar *record, FatEntry &entry);

    const FatVolume &m_volume;
    const FatNameEncoding m_encoding;
    char16_t m_units[kMostPieces * kUnitsOfPiece] = {}; ///< Of the pieces in the order of the disk, the last part first
    int m_pieces = 0;
    int m_expected = 0; ///< Number that the next piece must have; 0: whole
    bool m_piecesDeleted = false;
    quint8 m_checksum = 0;
};

} // namespace ashiato
