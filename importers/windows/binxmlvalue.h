// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace ashiato
{

/// Types of binary XML values; kArray is added for arrays.
enum BinXmlType : quint8 {
    BinXmlNull = 0x00, BinXmlString = 0x01, BinXmlAnsiString = 0x02, BinXmlInt8 = 0x03, BinXmlUInt8 = 0x04,
    BinXmlInt16 = 0x05, BinXmlUInt16 = 0x06, BinXmlInt32 = 0x07, BinXmlUInt32 = 0x08, BinXmlInt64 = 0x09,
    BinXmlUInt64 = 0x0a, BinXmlReal32 = 0x0b, BinXmlReal64 = 0x0c, BinXmlBool = 0x0d, BinXmlBinary = 0x0e,
    BinXmlGuid = 0x0f, BinXmlSize = 0x10, BinXmlFileTime = 0x11, BinXmlSystemTime = 0x12, BinXmlSid = 0x13,
    BinXmlHex32 = 0x14, BinXmlHex64 = 0x15, BinXmlFragment = 0x21,
    BinXmlArray = 0x80,
};

/// UTF-16LE to UTF-8; an unpaired surrogate becomes U+FFFD. One trailing NUL is dropped, others are kept.
QByteArray utf16ToUtf8(QByteArrayView bytes);

/// The text of one value that is no array and no fragment; a size that does not fit the type gives the bytes as hex.
QByteArray binXmlValueText(quint8 type, QByteArrayView bytes);

/// The texts of the items of an array value (type without BinXmlArray).
std::vector<QByteArray> binXmlArrayTexts(quint8 itemType, QByteArrayView bytes);

/// 100 ns since 1601 as "2026-11-14T02:13:44.1234567Z"; the number itself where it lies past the year 9999.
QByteArray fileTimeText(quint64 fileTime);

} // namespace ashiato
