// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/evidence/filesystemtesting.h"

#include <QtEndian>

#include <cstring>

namespace ashiato
{

/// A FAT volume written byte by byte, for records that no tool writes: 512-byte sectors and clusters, two FATs.
/// Source: Microsoft, FAT32 File System Specification 1.03.
class FatImage
{
public:
    static constexpr int kSector = 512;
    static constexpr int kRecord = 32;

    /// bits: 12, 16 or 32.
    explicit FatImage(int bits = 16, int clusters = 5000) : m_bits(bits), m_clusters(clusters)
    {
        m_fatSectors = ((clusters + 2) * bits / 8 + kSector) / kSector;
        m_reserved = bits == 32 ? 32 : 1;
        m_rootSectors = bits == 32 ? 0 : 32;
        const int sectors = m_reserved + 2 * m_fatSectors + m_rootSectors + clusters;
        m_bytes = QByteArray(qsizetype(sectors) * kSector, '\0');
        put<quint16>(11, kSector);
        m_bytes[13] = 1;
        put<quint16>(14, quint16(m_reserved));
        m_bytes[16] = 2;
        put<quint16>(17, quint16(m_rootSectors * 16));
        put<quint32>(32, quint32(sectors));
        m_bytes[21] = char(0xf8);
        put<quint16>(510, 0xaa55);
        std::memcpy(m_bytes.data(), "\xeb\x3c\x90MSDOS5.0", 11);
        if (bits == 32) {
            put<quint32>(36, quint32(m_fatSectors));
            put<quint32>(44, 2);
            std::memcpy(m_bytes.data() + 82, "FAT32   ", 8);
            std::memcpy(m_bytes.data() + 71, "NO NAME    ", 11);
        } else {
            put<quint16>(22, quint16(m_fatSectors));
            std::memcpy(m_bytes.data() + 54, bits == 16 ? "FAT16   " : "FAT12   ", 8);
            std::memcpy(m_bytes.data() + 43, "NO NAME    ", 11);
        }
        setNext(0, 0x0ffffff8);
        setNext(1, 0x0fffffff);
        if (bits == 32)
            setNext(2, kEnd);
        m_next = bits == 32 ? 3 : 2;
    }

    static constexpr quint32 kEnd = 0x0fffffff;
    static constexpr quint32 kBad = 0x0ffffff7;

    QByteArray &bytes() { return m_bytes; }
    qint64 placeOf(quint32 cluster) const
    {
        return qint64(m_reserved + 2 * m_fatSectors + m_rootSectors + int(cluster) - 2) * kSector;
    }
    qint64 rootPlace() const { return m_bits == 32 ? placeOf(2) : qint64(m_reserved + 2 * m_fatSectors) * kSector; }

    /// In both FATs, or in the one of that number.
    void setNext(quint32 cluster, quint32 value, int only = -1)
    {
        for (int copy = 0; copy < 2; ++copy) {
            if (only >= 0 && copy != only)
                continue;
            const qint64 table = qint64(m_reserved + copy * m_fatSectors) * kSector;
            if (m_bits == 32) {
                put<quint32>(table + cluster * 4, value);
            } else if (m_bits == 16) {
                put<quint16>(table + cluster * 2, quint16(value));
            } else {
                const qint64 at = table + cluster + cluster / 2;
                const quint16 pair = qFromLittleEndian<quint16>(m_bytes.constData() + at);
                const quint16 twelve = value & 0xfff;
                put<quint16>(at, quint16(cluster % 2 ? (pair & 0x000f) | twelve << 4 : (pair & 0xf000) | twelve));
            }
        }
    }
    /// Writes content into clusters that follow each other, chained; gives the first.
    quint32 store(const QByteArray &content)
    {
        if (content.isEmpty())
            return 0;
        const quint32 first = m_next;
        const quint32 count = quint32((content.size() + kSector - 1) / kSector);
        m_bytes.replace(placeOf(first), content.size(), content);
        for (quint32 i = 0; i < count; ++i)
            setNext(first + i, i + 1 < count ? first + i + 1 : kEnd);
        m_next += count;
        return first;
    }

    struct Entry {
        QByteArray name = "FILE    TXT"; ///< 11 bytes
        quint8 attributes = 0x20;
        quint8 cases = 0;
        quint32 first = 0;
        quint32 size = 0;
        quint16 date = (45 << 9) | (1 << 5) | 1; ///< 2025-01-01
        quint16 time = 12 << 11;
        quint8 increment = 0;
    };
    static QByteArray record(const Entry &entry)
    {
        QByteArray bytes(kRecord, '\0');
        std::memcpy(bytes.data(), entry.name.leftJustified(11, ' ').constData(), 11);
        bytes[11] = char(entry.attributes);
        bytes[12] = char(entry.cases);
        bytes[13] = char(entry.increment);
        const auto word = [&bytes](int at, quint16 value) { qToLittleEndian(value, bytes.data() + at); };
        word(14, entry.time);
        word(16, entry.date);
        word(18, entry.date);
        word(20, quint16(entry.first >> 16));
        word(22, entry.time);
        word(24, entry.date);
        word(26, quint16(entry.first));
        qToLittleEndian(entry.size, bytes.data() + 28);
        return bytes;
    }
    static quint8 checksum(const QByteArray &name)
    {
        quint8 sum = 0;
        for (const char c : name.leftJustified(11, ' '))
            sum = quint8(((sum & 1) << 7 | sum >> 1) + quint8(c));
        return sum;
    }
    /// The pieces of a long name, the last part first.
    static QByteArray longName(const QString &name, quint8 checksum)
    {
        const int pieces = int(name.size() + 12) / 13;
        QByteArray all;
        for (int piece = pieces; piece > 0; --piece) {
            QByteArray bytes(kRecord, '\0');
            bytes[0] = char(piece | (piece == pieces ? 0x40 : 0));
            bytes[11] = 0x0f;
            bytes[13] = char(checksum);
            for (int i = 0; i < 13; ++i) {
                const qsizetype at = qsizetype(piece - 1) * 13 + i;
                const quint16 unit = at < name.size() ? name[at].unicode() : at == name.size() ? 0 : 0xffff;
                qToLittleEndian(unit, bytes.data() + (i < 5 ? 1 + 2 * i : i < 11 ? 14 + 2 * (i - 5) : 28 + 2 * (i - 11)));
            }
            all += bytes;
        }
        return all;
    }
    /// Behind what a directory holds so far.
    void append(const QByteArray &records, qint64 directory = -1)
    {
        qint64 at = directory < 0 ? rootPlace() : directory;
        while (m_bytes[at] != 0)
            at += kRecord;
        m_bytes.replace(at, records.size(), records);
    }
    void addFile(Entry entry, const QByteArray &content)
    {
        entry.first = store(content);
        entry.size = quint32(content.size());
        append(record(entry));
    }
    /// An empty directory with its two records; gives its first cluster.
    quint32 addDirectory(const QByteArray &name)
    {
        const quint32 first = store(QByteArray(kSector, '\0'));
        append(record({"." , 0x10, 0, first}), placeOf(first));
        append(record({"..", 0x10}), placeOf(first));
        append(record({name, 0x10, 0, first}));
        return first;
    }
    bool write(const QString &path) const { return copyInto(path, m_bytes, 0); }

private:
    template <typename T> void put(qint64 at, T value) { qToLittleEndian(value, m_bytes.data() + at); }

    int m_bits, m_clusters, m_fatSectors = 0, m_reserved = 1, m_rootSectors = 0;
    quint32 m_next = 2;
    QByteArray m_bytes;
};

} // namespace ashiato
