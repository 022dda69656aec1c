// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/evidence/filesystemsamples.h"

#include <QMap>
#include <QtEndian>

#include <cstring>

namespace ashiato
{

/// A small NTFS volume written by its records, on top of what mkntfs makes: no FUSE is needed, and each byte of a record
/// is known. 8 MiB, clusters of 4 KiB, records of 1 KiB; $MFT has room for records 27 … 127. The attributes of a record
/// are given in order and sealed (check values) by put().
class NtfsVolume
{
public:
    static constexpr qint64 kRecord = 1024, kCluster = 4096, kBlock = 4096, kMftCluster = 1300, kRecords = 128;
    static constexpr quint64 kRoot = 5;

    bool make(const QString &scratch)
    {
        using namespace Qt::Literals::StringLiterals;
        const QString path = scratch + u"/empty.ntfs"_s;
        if (!makeEmpty(path, 8 << 20) ||
            !runTool(u"mkntfs"_s, {u"-F"_s, u"-q"_s, u"-Q"_s, u"-s"_s, u"512"_s, u"-c"_s, u"4096"_s, u"-p"_s, u"0"_s,
                                   u"-H"_s, u"16"_s, u"-S"_s, u"63"_s, path}))
            return false;
        bytes = allOf(path);
        return moveMft();
    }
    bool write(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
    }

    char *record(quint64 number) { return bytes.data() + kMftCluster * kCluster + qint64(number) * kRecord; }
    char *cluster(qint64 number) { return bytes.data() + number * kCluster; }

    static QByteArray resident(quint32 type, const QByteArray &content, const QString &name = {}, quint16 id = 0)
    {
        const qsizetype at = (24 + name.size() * 2 + 7) / 8 * 8;
        QByteArray attribute((at + content.size() + 7) / 8 * 8, '\0');
        set<quint32>(attribute, 0, type);
        set<quint32>(attribute, 4, quint32(attribute.size()));
        attribute[9] = char(name.size());
        set<quint16>(attribute, 10, 24);
        set<quint16>(attribute, 14, id);
        set<quint32>(attribute, 16, quint32(content.size()));
        set<quint16>(attribute, 20, quint16(at));
        std::memcpy(attribute.data() + 24, name.utf16(), size_t(name.size()) * 2);
        std::memcpy(attribute.data() + at, content.constData(), size_t(content.size()));
        return attribute;
    }
    /// An attribute in one run of clusters.
    static QByteArray run(quint32 type, qint64 first, qint64 clusters, qint64 size, const QString &name = {})
    {
        const qsizetype at = (64 + name.size() * 2 + 7) / 8 * 8;
        QByteArray attribute(at + 8, '\0');
        set<quint32>(attribute, 0, type);
        set<quint32>(attribute, 4, quint32(attribute.size()));
        attribute[8] = 1;
        attribute[9] = char(name.size());
        set<quint16>(attribute, 10, 64);
        set<quint64>(attribute, 24, quint64(clusters - 1));
        set<quint16>(attribute, 32, quint16(at));
        set<quint64>(attribute, 40, quint64(clusters * kCluster));
        set<quint64>(attribute, 48, quint64(size));
        set<quint64>(attribute, 56, quint64(size));
        std::memcpy(attribute.data() + 64, name.utf16(), size_t(name.size()) * 2);
        attribute[at] = 0x21;
        attribute[at + 1] = char(clusters);
        set<quint16>(attribute, at + 2, quint16(first));
        return attribute;
    }
    static QByteArray standard(quint64 time)
    {
        QByteArray content(48, '\0');
        for (int i = 0; i < 4; ++i)
            set<quint64>(content, 8 * i, time + quint64(i) * 10'000'000);
        return resident(0x10, content);
    }
    static QByteArray fileName(quint64 parent, quint16 parentSequence, const QString &name, quint64 time, bool directory)
    {
        QByteArray content(66 + name.size() * 2, '\0');
        set<quint64>(content, 0, parent | quint64(parentSequence) << 48);
        for (int i = 0; i < 4; ++i)
            set<quint64>(content, 8 + 8 * i, time + 5 + quint64(i) * 10'000'000);
        set<quint32>(content, 56, directory ? 0x10000000 : 0x20);
        content[64] = char(name.size());
        content[65] = 3; // Win32 and DOS at once
        std::memcpy(content.data() + 66, name.utf16(), size_t(name.size()) * 2);
        return content;
    }

    static quint64 reference(quint64 number, quint16 sequence) { return number | quint64(sequence) << 48; }
    /// An attribute that $ATTRIBUTE_LIST names, and the record that it stands in.
    struct Listed {
        quint32 type = 0;
        quint64 record = 0;
        quint16 sequence = 0;
        QString name = {};
    };
    static QByteArray attributeList(const QList<Listed> &attributes)
    {
        QByteArray content;
        for (const Listed &attribute : attributes) {
            QByteArray entry((26 + attribute.name.size() * 2 + 7) / 8 * 8, '\0');
            set<quint32>(entry, 0, attribute.type);
            set<quint16>(entry, 4, quint16(entry.size()));
            entry[6] = char(attribute.name.size());
            entry[7] = 26;
            set<quint64>(entry, 16, reference(attribute.record, attribute.sequence));
            std::memcpy(entry.data() + 26, attribute.name.utf16(), size_t(attribute.name.size()) * 2);
            content += entry;
        }
        return resident(0x20, content);
    }

    /// Writes a record. base: of an extension record.
    void put(quint64 number, quint16 sequence, quint16 flags, const QByteArrayList &attributes, quint64 base = 0)
    {
        QByteArray record(kRecord, '\0');
        std::memcpy(record.data(), "FILE", 4);
        set<quint16>(record, 4, 48);
        set<quint16>(record, 6, 3);
        set<quint16>(record, 16, sequence);
        set<quint16>(record, 18, 1);
        set<quint16>(record, 20, 56);
        set<quint16>(record, 22, flags);
        set<quint32>(record, 28, kRecord);
        set<quint64>(record, 32, base);
        set<quint16>(record, 40, 20);
        set<quint32>(record, 44, quint32(number));
        set<quint16>(record, 48, 7); // check value
        qsizetype at = 56;
        quint16 id = 0;
        for (QByteArray attribute : attributes) {
            set<quint16>(attribute, 14, id++);
            std::memcpy(record.data() + at, attribute.constData(), size_t(attribute.size()));
            at += attribute.size();
        }
        set<quint32>(record, at, 0xffffffff);
        set<quint32>(record, 24, quint32(at + 8));
        seal(record);
        std::memcpy(this->record(number), record.constData(), kRecord);
        use(number);
    }

    /// A file whose content and streams stand in its record, and its entry in a directory that is made later.
    void addFile(quint64 number, quint64 parent, const QString &name, const QByteArray &content, quint64 time,
                 const QMap<QString, QByteArray> &streams = {}, quint16 sequence = 1)
    {
        const QByteArray key = fileName(parent, sequenceOf(parent), name, time, false);
        QByteArrayList attributes{standard(time), resident(0x30, key), resident(0x80, content)};
        for (auto stream = streams.cbegin(); stream != streams.cend(); ++stream)
            attributes.append(resident(0x80, *stream, stream.key()));
        put(number, sequence, 1, attributes);
        addEntry(parent, number, sequence, key);
    }
    void addEntry(quint64 parent, quint64 number, quint16 sequence, const QByteArray &key)
    {
        QByteArray entry((16 + key.size() + 7) / 8 * 8, '\0');
        set<quint64>(entry, 0, number | quint64(sequence) << 48);
        set<quint16>(entry, 8, quint16(entry.size()));
        set<quint16>(entry, 10, quint16(key.size()));
        std::memcpy(entry.data() + 16, key.constData(), size_t(key.size()));
        if (parent == kRoot)
            insertIntoRoot(entry);
        else
            m_entries[parent].append(entry);
    }
    /// A directory of what was added to it so far. firstCluster > 0: its entries stand in index blocks there, perBlock each.
    void addDirectory(quint64 number, quint64 parent, const QString &name, quint64 time,
                      const QMap<QString, QByteArray> &streams = {}, qint64 firstCluster = 0, int perBlock = 8)
    {
        const QString index = QStringLiteral("$I30");
        const QByteArray key = fileName(parent, sequenceOf(parent), name, time, true);
        QByteArrayList attributes{standard(time), resident(0x30, key)};
        for (auto stream = streams.cbegin(); stream != streams.cend(); ++stream)
            attributes.append(resident(0x80, *stream, stream.key()));
        const QByteArrayList &entries = m_entries[number];
        attributes.append(resident(0x90, root(firstCluster ? QByteArrayList() : entries, firstCluster > 0), index));
        if (firstCluster > 0) {
            qint64 blocks = 0;
            for (qsizetype i = 0; i < entries.size(); i += perBlock, ++blocks)
                putBlock(firstCluster + blocks, blocks, entries.mid(i, perBlock));
            attributes.append(run(0xA0, firstCluster, blocks, blocks * kBlock, index));
            attributes.append(resident(0xB0, QByteArray("\xff\0\0\0\0\0\0\0", 8), index));
        }
        put(number, 1, 3, attributes);
        addEntry(parent, number, 1, key);
    }

    /// A check value that does not fit, at the end of a stride.
    void tear(quint64 number, int stride = 0) { record(number)[512 * stride + 510] ^= 0x55; }
    void tearBlock(qint64 clusterNumber) { cluster(clusterNumber)[512 * 3 + 510] ^= 0x55; }

    QByteArray bytes;

private:
    template <typename T> static void set(QByteArray &to, qsizetype at, T value)
    {
        qToLittleEndian<T>(value, to.data() + at);
    }
    static quint16 sequenceOf(quint64 directory) { return directory == kRoot ? 5 : 1; }

    static void seal(QByteArray &block)
    {
        const qsizetype check = qFromLittleEndian<quint16>(block.constData() + 4);
        for (qsizetype i = 0; i < block.size() / 512; ++i) {
            std::memcpy(block.data() + check + 2 + 2 * i, block.data() + 512 * i + 510, 2);
            std::memcpy(block.data() + 512 * i + 510, block.data() + check, 2);
        }
    }
    static void unseal(QByteArray &block)
    {
        const qsizetype check = qFromLittleEndian<quint16>(block.constData() + 4);
        for (qsizetype i = 0; i < block.size() / 512; ++i)
            std::memcpy(block.data() + 512 * i + 510, block.data() + check + 2 + 2 * i, 2);
    }
    static QByteArray lastEntry(bool child)
    {
        QByteArray entry(child ? 24 : 16, '\0');
        set<quint16>(entry, 8, quint16(entry.size()));
        set<quint16>(entry, 12, child ? 3 : 2);
        return entry;
    }
    static QByteArray root(const QByteArrayList &entries, bool child)
    {
        const QByteArray list = entries.join() + lastEntry(child);
        QByteArray content(32, '\0');
        set<quint32>(content, 0, 0x30);
        set<quint32>(content, 4, 1);
        set<quint32>(content, 8, kBlock);
        content[12] = 1;
        set<quint32>(content, 16, 16);
        set<quint32>(content, 20, quint32(16 + list.size()));
        set<quint32>(content, 24, quint32(16 + list.size()));
        set<quint32>(content, 28, child ? 1 : 0);
        return content + list;
    }
    void putBlock(qint64 clusterNumber, qint64 place, const QByteArrayList &entries)
    {
        const QByteArray list = entries.join() + lastEntry(false);
        QByteArray block(kBlock, '\0');
        std::memcpy(block.data(), "INDX", 4);
        set<quint16>(block, 4, 40);
        set<quint16>(block, 6, 9);
        set<quint64>(block, 16, quint64(place));
        set<quint32>(block, 24, 40);
        set<quint32>(block, 28, quint32(40 + list.size()));
        set<quint32>(block, 32, kBlock - 24);
        set<quint16>(block, 40, 9); // check value
        std::memcpy(block.data() + 64, list.constData(), size_t(list.size()));
        seal(block);
        std::memcpy(cluster(clusterNumber), block.constData(), kBlock);
    }
    /// The root's entries stand in one index block, in order of name: given names come behind those of mkntfs.
    void insertIntoRoot(const QByteArray &entry)
    {
        for (qsizetype at = 0; at + kBlock <= bytes.size(); at += kCluster) {
            if (std::memcmp(bytes.constData() + at, "INDX", 4) != 0 || !bytes.mid(at, kBlock).contains(QByteArray("$\0M\0F\0T\0", 8)))
                continue;
            QByteArray block = bytes.mid(at, kBlock);
            unseal(block);
            const quint32 used = qFromLittleEndian<quint32>(block.constData() + 28);
            const QByteArray end = block.mid(24 + used - 16, 16);
            std::memcpy(block.data() + 24 + used - 16, entry.constData(), size_t(entry.size()));
            std::memcpy(block.data() + 24 + used - 16 + entry.size(), end.constData(), 16);
            set<quint32>(block, 28, quint32(used + entry.size()));
            seal(block);
            std::memcpy(bytes.data() + at, block.constData(), kBlock);
            return;
        }
    }
    void use(quint64 number) { m_bitmap[qsizetype(number / 8)] = char(m_bitmap[qsizetype(number / 8)] | 1 << number % 8); saveBitmap(); }
    void saveBitmap() { std::memcpy(cluster(kMftCluster - 1), m_bitmap.constData(), size_t(m_bitmap.size())); }

    /// $MFT with more room, at another place, with its own bitmap before it.
    bool moveMft()
    {
        const qint64 old = qFromLittleEndian<qint64>(bytes.constData() + 48) * kCluster;
        const qint64 mirror = qFromLittleEndian<qint64>(bytes.constData() + 56) * kCluster;
        if (bytes.mid(old, 4) != "FILE" || bytes.size() < (kMftCluster + 40) * kCluster)
            return false;
        bytes.replace(kMftCluster * kCluster, 27 * kRecord, bytes.mid(old, 27 * kRecord));
        for (quint64 number = 0; number < quint64(kRecords); ++number) {
            if (number >= 27)
                put(number, 1, 0, {});
        }
        m_bitmap.fill('\0');
        for (quint64 number = 0; number < 27; ++number) {
            if (number < 16 || number > 23)
                use(number);
        }
        for (const qint64 boot : {qint64(0), bytes.size() - 512}) {
            if (bytes.mid(boot + 3, 4) == "NTFS")
                qToLittleEndian<qint64>(kMftCluster, bytes.data() + boot + 48);
        }
        const QByteArray data = run(0x80, kMftCluster, kRecords * kRecord / kCluster, kRecords * kRecord);
        const QByteArray bitmap = run(0xB0, kMftCluster - 1, 1, kRecords / 8);
        QByteArray mft = bytes.mid(kMftCluster * kCluster, kRecord);
        unseal(mft);
        QByteArrayList kept;
        for (qsizetype at = qFromLittleEndian<quint16>(mft.constData() + 20); qFromLittleEndian<quint32>(mft.constData() + at) != 0xffffffff;
             at += qFromLittleEndian<quint32>(mft.constData() + at + 4)) {
            const quint32 type = qFromLittleEndian<quint32>(mft.constData() + at);
            if (type < 0x80)
                kept.append(mft.mid(at, qFromLittleEndian<quint32>(mft.constData() + at + 4)));
        }
        put(0, 1, 1, kept + QByteArrayList{data, bitmap});
        bytes.replace(mirror, kRecord, QByteArray(record(0), kRecord));
        return true;
    }

    QMap<quint64, QByteArrayList> m_entries;
    QByteArray m_bitmap = QByteArray(kRecords / 8, '\0');
};

} // namespace ashiato
