// SPDX-License-Identifier: Apache-2.0
#include "importers/windows/binxmlvalue.h"

#include "importers/common/windowstypes.h"

#include "models/records/boundedreader.h"

#include <QDate>
#include <QLocale>

#include <bit>
#include <cstdio>

namespace ashiato
{

namespace
{

constexpr quint64 kTicksPerSecond = 10'000'000;
constexpr quint64 kTicksPerDay = 86'400 * kTicksPerSecond;
constexpr qint64 kJulianDayOf1601 = 2305814;
constexpr quint64 kLastDay = 3'067'670; // 9999-12-31, counted from 1601

template <typename... Args> QByteArray format(const char *pattern, Args... args)
{
    char buffer[96];
    const int length = std::snprintf(buffer, sizeof buffer, pattern, args...);
    return QByteArray(buffer, length);
}

QByteArray guidText(QByteArrayView bytes)
{
    BoundedReader reader(bytes);
    const quint32 first = reader.u32();
    const quint16 second = reader.u16(), third = reader.u16();
    const auto *rest = reinterpret_cast<const uchar *>(bytes.data()) + 8;
    return format("{%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x}", first, second, third, rest[0], rest[1], rest[2],
                  rest[3], rest[4], rest[5], rest[6], rest[7]);
}

QByteArray systemTimeText(QByteArrayView bytes)
{
    BoundedReader reader(bytes);
    const quint16 year = reader.u16(), month = reader.u16();
    reader.skip(2); // day of the week
    const quint16 day = reader.u16(), hour = reader.u16(), minute = reader.u16(), second = reader.u16(),
                  milliseconds = reader.u16();
    return format("%04u-%02u-%02uT%02u:%02u:%02u.%03uZ", year, month, day, hour, minute, second, milliseconds);
}

/// Bytes of one item; 0: of any length.
int itemSize(quint8 type)
{
    switch (type) {
    case BinXmlInt8: case BinXmlUInt8: return 1;
    case BinXmlInt16: case BinXmlUInt16: return 2;
    case BinXmlInt32: case BinXmlUInt32: case BinXmlReal32: case BinXmlBool: case BinXmlHex32: return 4;
    case BinXmlInt64: case BinXmlUInt64: case BinXmlReal64: case BinXmlFileTime: case BinXmlHex64: return 8;
    case BinXmlGuid: case BinXmlSystemTime: return 16;
    default: return 0;
    }
}

/// Little-endian bytes of any size up to 8 as a number.
quint64 unsignedOf(QByteArrayView bytes)
{
    quint64 number = 0;
    for (qsizetype i = 0; i < bytes.size() && i < 8; ++i)
        number |= quint64(uchar(bytes[i])) << (8 * i);
    return number;
}

QByteArray hexNumber(quint64 number)
{
    return "0x" + QByteArray::number(number, 16);
}

void appendCodePoint(QByteArray &text, char32_t point)
{
    if (point < 0x80) {
        text += char(point);
    } else if (point < 0x800) {
        text += char(0xc0 | point >> 6);
        text += char(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
        text += char(0xe0 | point >> 12);
        text += char(0x80 | (point >> 6 & 0x3f));
        text += char(0x80 | (point & 0x3f));
    } else {
        text += char(0xf0 | point >> 18);
        text += char(0x80 | (point >> 12 & 0x3f));
        text += char(0x80 | (point >> 6 & 0x3f));
        text += char(0x80 | (point & 0x3f));
    }
}

/// Text without a declared code page: UTF-8 where it is valid, else one character a byte.
QByteArray ansiText(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && bytes.back() == '\0')
        bytes.chop(1);
    return bytes.isValidUtf8() ? bytes.toByteArray() : QString::fromLatin1(bytes).toUtf8();
}

} // namespace

QByteArray utf16ToUtf8(QByteArrayView bytes)
{
    constexpr char32_t kReplacement = 0xfffd;
    qsizetype units = bytes.size() / 2;
    const auto unit = [&bytes](qsizetype i) { return char16_t(uchar(bytes[2 * i]) | uchar(bytes[2 * i + 1]) << 8); };
    if (units > 0 && unit(units - 1) == 0)
        --units;
    QByteArray text;
    text.reserve(units + 8);
    for (qsizetype i = 0; i < units; ++i) {
        const char16_t first = unit(i);
        if (!QChar::isSurrogate(first)) {
            appendCodePoint(text, first);
        } else if (QChar::isHighSurrogate(first) && i + 1 < units && QChar::isLowSurrogate(unit(i + 1))) {
            appendCodePoint(text, QChar::surrogateToUcs4(first, unit(i + 1)));
            ++i;
        } else {
            appendCodePoint(text, kReplacement);
        }
    }
    return text;
}

QByteArray fileTimeText(quint64 fileTime)
{
    const quint64 day = fileTime / kTicksPerDay;
    if (day > kLastDay)
        return QByteArray::number(fileTime);
    const QDate date = QDate::fromJulianDay(kJulianDayOf1601 + qint64(day));
    const quint64 ticks = fileTime % kTicksPerDay;
    const auto seconds = uint(ticks / kTicksPerSecond);
    return format("%04d-%02d-%02dT%02u:%02u:%02u.%07uZ", date.year(), date.month(), date.day(), seconds / 3600,
                  seconds / 60 % 60, seconds % 60, uint(ticks % kTicksPerSecond));
}

QByteArray binXmlValueText(quint8 type, QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return {};
    const int expected = itemSize(type);
    const bool fits = expected == 0 || expected == bytes.size();
    if (type == BinXmlBool && bytes.size() <= 8) // some providers write one byte, some write other numbers than 0 and 1
        return unsignedOf(bytes) != 0 ? "true" : "false";
    if (!fits)
        return bytes.toByteArray().toHex().toUpper();
    switch (type) {
    case BinXmlNull: return {};
    case BinXmlString: return utf16ToUtf8(bytes);
    case BinXmlAnsiString: return ansiText(bytes);
    case BinXmlInt8: return QByteArray::number(int(qint8(bytes[0])));
    case BinXmlInt16: return QByteArray::number(qint16(unsignedOf(bytes)));
    case BinXmlInt32: return QByteArray::number(qint32(unsignedOf(bytes)));
    case BinXmlInt64: return QByteArray::number(qint64(unsignedOf(bytes)));
    case BinXmlUInt8: case BinXmlUInt16: case BinXmlUInt32: case BinXmlUInt64:
        return QByteArray::number(unsignedOf(bytes));
    case BinXmlReal32: return QByteArray::number(double(std::bit_cast<float>(quint32(unsignedOf(bytes)))), 'g', 7);
    case BinXmlReal64: 
        return QByteArray::number(std::bit_cast<double>(unsignedOf(bytes)), 'g', QLocale::FloatingPointShortest);
    case BinXmlGuid: return guidText(bytes);
    case BinXmlSize: case BinXmlHex32: case BinXmlHex64:
        return bytes.size() <= 8 ? hexNumber(unsignedOf(bytes)) : bytes.toByteArray().toHex().toUpper();
    case BinXmlFileTime: return fileTimeText(unsignedOf(bytes));
    case BinXmlSystemTime: return systemTimeText(bytes);
    case BinXmlSid: {
        const QByteArray sid = sidText(bytes);
        return sid.isEmpty() ? bytes.toByteArray().toHex().toUpper() : sid;
    }
    default: return bytes.toByteArray().toHex().toUpper();
    }
}

std::vector<QByteArray> binXmlArrayTexts(quint8 itemType, QByteArrayView bytes)
{
    std::vector<QByteArray> texts;
    if (itemType == BinXmlString || itemType == BinXmlAnsiString) { // items end with a NUL
        const qsizetype width = itemType == BinXmlString ? 2 : 1;
        qsizetype start = 0;
        for (qsizetype i = 0; i + width <= bytes.size(); i += width) {
            if (bytes[i] == '\0' && (width == 1 || bytes[i + 1] == '\0')) {
                texts.push_back(binXmlValueText(itemType, bytes.sliced(start, i - start)));
                start = i + width;
            }
        }
        if (start < bytes.size())
            texts.push_back(binXmlValueText(itemType, bytes.sliced(start)));
        return texts;
    }
    if (itemType == BinXmlSid) { // 8 bytes and 4 a sub-authority
        for (qsizetype at = 0; at + 8 <= bytes.size();) {
            const qsizetype size = 8 + 4 * qsizetype(uchar(bytes[at + 1]));
            if (at + size > bytes.size())
                break;
            texts.push_back(sidText(bytes.sliced(at, size)));
            at += size;
        }
        return texts;
    }
    int size = itemSize(itemType);
    if (itemType == BinXmlSize)
        size = bytes.size() % 8 == 0 ? 8 : 4;
    if (size == 0 || bytes.size() % size != 0)
        return {bytes.toByteArray().toHex().toUpper()};
    for (qsizetype at = 0; at < bytes.size(); at += size)
        texts.push_back(binXmlValueText(itemType, bytes.sliced(at, size)));
    return texts;
}

} // namespace ashiato
