// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace ashiato
{

/// Records of NTFS's change journal ($Extend\$UsnJrnl:$J). [MS-FSCC] 2.1.5.1 USN_RECORD_V2 to V4.

inline constexpr qsizetype kUsnPage = 4096;   ///< A record never crosses its borders; what is left of a page is zeros
inline constexpr quint32 kUsnSmallest = 56;   ///< V4; V2 has 60 bytes before its name

/// An MFT record and how often it was used anew.
struct UsnFile {
    quint64 record = 0;
    quint16 sequence = 0;
    bool isWide = false; ///< A 128-bit id of ReFS, or of the future: low holds the whole low half
    quint64 low = 0, high = 0;

    QByteArray text() const; ///< "41-1", or 32 hex digits
};

struct UsnRecord {
    quint32 length = 0; ///< With padding
    quint16 major = 0;
    UsnFile file, parent;
    qint64 usn = 0;
    quint64 time = 0; ///< FILETIME; 0 in V4, which has none
    quint32 reason = 0, source = 0, attributes = 0;
    QByteArray name; ///< UTF-8; empty in V4
    bool nameDamaged = false; ///< The name does not lie within its record

    /// Nothing where the bytes do not begin with a record. position: of bytes in the journal, for the borders of pages.
    static std::optional<UsnRecord> read(QByteArrayView bytes, qint64 position);
};

/// "FILE_CREATE|CLOSE"; unknown bits as "0x40000000". The names of USN_REASON_… and USN_SOURCE_… without that.
QByteArray usnReasonText(quint32 reason);
QByteArray usnSourceText(quint32 source);
/// "DIRECTORY|HIDDEN": FILE_ATTRIBUTE_… without that.
QByteArray fileAttributesText(quint32 attributes);

} // namespace ashiato
