// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/evidence/filesystemsamples.h"

#include <QDateTime>
#include <QtEndian>

namespace ashiato
{

/// Fills an exFAT volume as mkfs.exfat leaves it, since no tool does that without a mount: files in clusters that follow
/// each other, times with the offset that a test wants. fsck.exfat says whether it is right.
/// Source: Microsoft, exFAT file system specification, sections 3 (boot sector), 5 (bitmap) and 7.4 to 7.7 (entries).
class ExfatVolume
{
public:
    struct Time {
        QDateTime wall;                 ///< The writer's clock, to 10 ms
        std::optional<int> quarters = 0; ///< Its offset to UTC in quarters of an hour; none: not told
    };
    struct File {
        QString name;
        QByteArray content;
        Time created, modified, accessed;
        bool directory = false;
        bool deleted = false;
        quint16 attributes = 0;      ///< Besides that of a directory
        std::optional<qint64> valid = {}; ///< Bytes that count as written; none: all
        bool scattered = false;      ///< Every other cluster, chained by the FAT
    };

    bool load(const QString &path)
    {
        m_path = path;
        m_bytes = allOf(path);
        if (m_bytes.size() < 512 || m_bytes.mid(3, 8) != "EXFAT   ")
            return false;
        m_sector = 1 << quint8(m_bytes[108]);
        m_cluster = m_sector << quint8(m_bytes[109]);
        m_heap = qint64(get<quint32>(88)) * m_sector;
        m_root = get<quint32>(96);
        for (qint64 at = placeOf(m_root); m_bytes[at] != 0; at += kEntry) {
            if (quint8(m_bytes[at]) == 0x81)
                m_bitmap = placeOf(get<quint32>(at + 20));
        }
        while (isUsed(m_next))
            ++m_next;
        return m_bitmap > 0;
    }
    quint32 root() const { return m_root; }

    /// Adds a file to a folder (its first cluster, of which there is one); gives the first cluster of a folder.
    quint32 add(quint32 folder, const File &file)
    {
        const QByteArray content = file.directory ? QByteArray(m_cluster, '\0') : file.content;
        const quint32 first = content.isEmpty() ? 0 : m_next;
        const int step = file.scattered ? 2 : 1;
        for (qint64 at = 0; at < content.size(); at += m_cluster, m_next += step) {
            const QByteArray part = content.mid(at, m_cluster);
            m_bytes.replace(placeOf(m_next), part.size(), part);
            setUsed(m_next, !file.deleted);
            if (file.scattered)
                setNext(m_next, at + m_cluster < content.size() ? m_next + 2 : 0xffffffff);
        }
        QByteArray set = entries(file, first, content.size());
        const quint16 sum = checksum(set);
        qToLittleEndian(sum, set.data() + 2);
        for (qsizetype at = 0; file.deleted && at < set.size(); at += kEntry)
            set[at] = char(set[at] & 0x7f);
        qint64 place = placeOf(folder);
        while (m_bytes[place] != 0)
            place += kEntry;
        m_bytes.replace(place, set.size(), set);
        return first;
    }
    QByteArray &bytes() { return m_bytes; }
    /// Where the set of a file begins; -1: there is none. By the first letters of its name.
    qint64 placeOfSet(quint32 folder, const QString &name) const
    {
        for (qint64 place = placeOf(folder); place < placeOf(folder) + m_cluster; place += kEntry) {
            if ((m_bytes[place] & 0x7f) == 5 && get<quint16>(place + 2 * kEntry + 2) == name[0].unicode()
                && get<quint16>(place + 2 * kEntry + 4) == name[1].unicode())
                return place;
        }
        return -1;
    }
    /// Of a set whose records a test has changed.
    void sumAnew(qint64 place)
    {
        const QByteArray set = m_bytes.mid(place, (1 + quint8(m_bytes[place + 1])) * kEntry);
        qToLittleEndian(checksum(set), m_bytes.data() + place + 2);
    }
    qint64 placeOf(quint32 cluster) const { return m_heap + qint64(cluster - 2) * m_cluster; }
    qint64 cluster() const { return m_cluster; }
    void setNext(quint32 cluster, quint32 value) { qToLittleEndian(value, m_bytes.data() + get<quint32>(80) * m_sector + cluster * 4); }
    void setUsed(quint32 cluster, bool used)
    {
        char &byte = m_bytes[m_bitmap + (cluster - 2) / 8];
        const char bit = char(1 << ((cluster - 2) % 8));
        byte = char(used ? byte | bit : byte & ~bit);
    }
    bool store() const { return copyInto(m_path, m_bytes, 0); }

private:
    static constexpr qint64 kEntry = 32;

    template <typename T> T get(qint64 at) const { return qFromLittleEndian<T>(m_bytes.constData() + at); }
    template <typename T> static void put(QByteArray &bytes, qsizetype at, T value) { qToLittleEndian(value, bytes.data() + at); }
    bool isUsed(quint32 cluster) const { return m_bytes[m_bitmap + (cluster - 2) / 8] >> ((cluster - 2) % 8) & 1; }

    static quint16 rotated(quint16 sum, quint8 byte) { return quint16(((sum & 1) ? 0x8000 : 0) + (sum >> 1) + byte); }
    static quint16 checksum(const QByteArray &set)
    {
        quint16 sum = 0;
        for (qsizetype i = 0; i < set.size(); ++i)
            sum = i == 2 || i == 3 ? sum : rotated(sum, quint8(set[i]));
        return sum;
    }
    static quint16 nameHash(const QString &name)
    {
        quint16 hash = 0;
        for (const QChar c : name.toUpper()) {
            hash = rotated(hash, quint8(c.unicode()));
            hash = rotated(hash, quint8(c.unicode() >> 8));
        }
        return hash;
    }
    static void putTime(QByteArray &set, qsizetype at, qsizetype hundredths, qsizetype offset, const Time &time)
    {
        const QDate date = time.wall.date();
        const QTime clock = time.wall.time();
        put<quint32>(set, at, quint32((date.year() - 1980) << 25 | date.month() << 21 | date.day() << 16 | clock.hour() << 11
                                      | clock.minute() << 5 | clock.second() / 2));
        if (hundredths > 0)
            set[hundredths] = char((clock.second() % 2) * 100 + clock.msec() / 10);
        set[offset] = char(time.quarters ? 0x80 | (*time.quarters & 0x7f) : 0);
    }
    static QByteArray entries(const File &file, quint32 first, qint64 size)
    {
        const qsizetype names = (file.name.size() + 14) / 15;
        QByteArray set((2 + names) * kEntry, '\0');
        set[0] = char(0x85); // file
        set[1] = char(1 + names);
        put<quint16>(set, 4, quint16((file.directory ? 0x10 : 0x20) | file.attributes));
        putTime(set, 8, 20, 22, file.created);
        putTime(set, 12, 21, 23, file.modified);
        putTime(set, 16, 0, 24, file.accessed);
        const qsizetype stream = kEntry;
        set[stream] = char(0xc0); // stream
        set[stream + 1] = first && !file.scattered ? 3 : 1; // may have clusters; 2: they follow each other, so the FAT says nothing
        set[stream + 3] = char(file.name.size());
        put<quint16>(set, stream + 4, nameHash(file.name));
        put<qint64>(set, stream + 8, file.valid.value_or(size));
        put<quint32>(set, stream + 20, first);
        put<qint64>(set, stream + 24, size);
        for (qsizetype i = 0; i < names; ++i)
            set[(2 + i) * kEntry] = char(0xc1); // name
        for (qsizetype i = 0; i < file.name.size(); ++i)
            put<quint16>(set, (2 + i / 15) * kEntry + 2 + (i % 15) * 2, file.name[i].unicode());
        return set;
    }

    QString m_path;
    QByteArray m_bytes;
    qint64 m_sector = 512, m_cluster = 4096, m_heap = 0, m_bitmap = 0;
    quint32 m_root = 0, m_next = 2;
};

} // namespace ashiato
