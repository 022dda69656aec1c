// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <algorithm>

namespace ashiato
{

/// One header block of a tar as a test wants it, with its right sum.
struct TarHeader {
    QByteArray name;
    qint64 size = 0;
    char type = '0';
    QByteArray link = {};
    qint64 modified = 1'700'000'000;
    bool ustar = true;
};

inline void putOctal(QByteArray &block, qsizetype at, qsizetype digits, qint64 value)
{
    block.replace(at, digits, QByteArray::number(value, 8).rightJustified(digits, '0'));
}

inline void putTarSum(QByteArray &block)
{
    block.replace(148, 8, QByteArray(8, ' '));
    qint64 sum = 0;
    for (const char c : block)
        sum += quint8(c);
    putOctal(block, 148, 6, sum);
    block[154] = '\0';
}

inline QByteArray tarHeader(const TarHeader &header)
{
    QByteArray block(512, '\0');
    block.replace(0, std::min<qsizetype>(100, header.name.size()), header.name.left(100));
    putOctal(block, 100, 7, 0644);
    putOctal(block, 108, 7, 0);
    putOctal(block, 116, 7, 0);
    putOctal(block, 124, 11, header.size);
    if (header.modified < (qint64(1) << 33)) {
        putOctal(block, 136, 11, header.modified);
    } else { // base 256
        block[136] = char(0x80);
        for (int i = 0; i < 8; ++i)
            block[147 - i] = char(header.modified >> (8 * i));
    }
    block[156] = header.type;
    block.replace(157, header.link.size(), header.link);
    if (header.ustar)
        block.replace(257, 8, QByteArray("ustar\0" "00", 8));
    putTarSum(block);
    return block;
}

inline QByteArray padded(QByteArray content) { return content.append((512 - content.size() % 512) % 512, '\0'); }

inline QByteArray tarMember(const QByteArray &name, const QByteArray &content)
{
    return tarHeader({name, content.size()}) + padded(content);
}

/// A sparse file in GNU's old form: pieces of offset and length, the bytes that are stored, and the size of the whole.
inline QByteArray gnuSparse(const QByteArray &name, const QList<std::pair<qint64, qint64>> &pieces, const QByteArray &stored,
                            qint64 size)
{
    QByteArray block = tarHeader({name, stored.size(), 'S'});
    block.replace(257, 8, QByteArray("ustar  \0", 8));
    block.replace(345, 155, QByteArray(155, '\0'));
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        putOctal(block, 386 + i * 24, 11, pieces[i].first);
        putOctal(block, 386 + i * 24 + 12, 11, pieces[i].second);
    }
    putOctal(block, 483, 11, size);
    putTarSum(block);
    return block + padded(stored);
}

inline QByteArray tarEnd() { return QByteArray(1024, '\0'); }

/// An extended header of POSIX with these records, for the member behind it.
inline QByteArray paxHeader(const QList<std::pair<QByteArray, QByteArray>> &records)
{
    QByteArray text;
    for (const auto &[key, value] : records) {
        const qsizetype rest = key.size() + value.size() + 3;
        qsizetype length = rest + 2;
        while (QByteArray::number(length).size() + rest != length)
            ++length;
        text += QByteArray::number(length) + ' ' + key + '=' + value + '\n';
    }
    return tarHeader({"PaxHeaders/x", text.size(), 'x'}) + padded(text);
}

} // namespace ashiato
