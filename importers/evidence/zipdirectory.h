// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/container.h"

namespace ashiato
{

inline constexpr quint32 kZipLocalHeader = 0x04034b50;
inline constexpr quint32 kZipCentralHeader = 0x02014b50;
inline constexpr quint32 kZipEndRecord = 0x06054b50;
inline constexpr quint32 kZipEndRecord64 = 0x06064b50;
inline constexpr quint32 kZipEndLocator64 = 0x07064b50;
inline constexpr quint32 kZipDescriptor = 0x08074b50;
inline constexpr qint64 kZipLocalHeaderSize = 30;
inline constexpr quint16 kZipEncryptedFlag = 1;
inline constexpr quint16 kZipDescriptorFlag = 1 << 3; ///< Sizes and checksum stand behind the content
inline constexpr quint16 kZipUtf8Flag = 1 << 11;

/// One member as the directory or its own header tells it. Small: there may be millions.
struct ZipEntry {
    qint64 localOffset = 0;
    qint64 storedSize = 0;
    qint64 size = 0;   ///< kUnknown: not told
    qint64 nameAt = 0; ///< In ZipDirectory::bytes; the extra fields stand behind the name
    quint32 crc = 0;
    quint32 attributes = 0;
    quint16 nameLength = 0;
    quint16 extraLength = 0;
    quint16 flags = 0;
    quint16 method = 0;
    quint16 dosTime = 0;
    quint16 dosDate = 0;
    quint8 madeBy = 0;
    bool cut = false;      ///< Its content ends before its own end
    bool repeated = false; ///< Stands where another member stands, and is not read
};

/// The members of a zip in order.
struct ZipDirectory {
    QByteArray bytes; ///< That the names and extra fields stand in
    std::vector<ZipEntry> entries;
    bool cut = false;       ///< The directory ends before its number of entries, or there is none
    qint64 leftOut = 0;     ///< Entries over the limit of members
    std::vector<UnclaimedBytes> gaps; ///< Bytes between members that are no member
    qint64 moreGaps = 0;
    qint64 repeated = 0;    ///< Entries that stand where others stand

    QByteArrayView name(const ZipEntry &entry) const { return QByteArrayView(bytes).sliced(entry.nameAt, entry.nameLength); }
    QByteArrayView extra(const ZipEntry &entry) const
    {
        return QByteArrayView(bytes).sliced(entry.nameAt + entry.nameLength, entry.extraLength);
    }

    /// Reads the entries of a central directory that stands in central, from at on. shift: of every offset. Gives where it
    /// ends.
    qint64 readCentral(const QByteArray &central, qint64 at, qint64 shift, quint64 mostMembers);
    /// Members do not share bytes: one that reaches into the next ends there, and one that stands at the place of another
    /// is marked. Errors: none; what cannot be read is left as it is.
    void partMembers(ByteSource &source);
};

/// The fixed part of a member's own header, 30 bytes; false where none stands there. Sizes of 0xffffffff are still such.
bool readZipLocalHeader(QByteArrayView header, ZipEntry &entry);

} // namespace ashiato
