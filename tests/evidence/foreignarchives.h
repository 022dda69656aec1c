// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QtEndian>

#include <zlib.h>

namespace ashiato
{

inline quint32 crcOf(const QByteArray &bytes)
{
    return quint32(crc32(0, reinterpret_cast<const Bytef *>(bytes.constData()), uInt(bytes.size())));
}

template <typename T> QByteArray little(T value)
{
    const T stored = qToLittleEndian(value);
    return QByteArray(reinterpret_cast<const char *>(&stored), sizeof stored);
}

/// One stored member "one" of less than 128 bytes, in formats that only others' programs write.
inline QByteArray rar4Of(const QByteArray &content)
{
    const auto block = [](quint8 type, quint16 flags, const QByteArray &rest) {
        const QByteArray checked = char(type) + little(flags) + little(quint16(7 + rest.size())) + rest;
        return little(quint16(crcOf(checked))) + checked;
    };
    const auto size = quint32(content.size());
    const QByteArray file = little(size) + little(size) + '\3' + little(crcOf(content)) + little(quint32(0x5d6e1000)) + '\x14' + '\x30'
        + little(quint16(3)) + little(quint32(0x81a4)) + "one";
    return QByteArray("Rar!\x1a\x07\0", 7) + block(0x73, 0, QByteArray(6, '\0')) + block(0x74, 0x8000, file) + content
        + block(0x7b, 0x4000, {});
}

inline QByteArray rar5Of(const QByteArray &content)
{
    const auto block = [](const QByteArray &header) {
        const QByteArray checked = char(header.size()) + header;
        return little(crcOf(checked)) + checked;
    };
    const char size = char(content.size());
    const QByteArray file = QByteArray("\2\2") + size + '\4' + size + '\0' + little(crcOf(content)) + '\0' + '\1' + '\3' + "one";
    return QByteArray("Rar!\x1a\x07\1\0", 8) + block(QByteArray("\1\0\0", 3)) + block(file) + content + block(QByteArray("\5\0\0", 3));
}

/// With a signature, which stands behind what the cabinet gives as its size.
inline QByteArray cabOf(const QByteArray &content, const QByteArray &signature = {})
{
    const quint32 header = signature.isEmpty() ? 36 : 60, files = header + 8, data = files + 16 + 4;
    const quint32 size = data + 8 + quint32(content.size());
    QByteArray cab = "MSCF" + little(quint32(0)) + little(size) + little(quint32(0)) + little(files) + little(quint32(0)) + "\3\1"
        + little(quint16(1)) + little(quint16(1)) + little(quint16(signature.isEmpty() ? 0 : 4)) + little(quint16(0)) + little(quint16(0));
    if (!signature.isEmpty())
        cab += little(quint16(20)) + QByteArray(2, '\0') + little(quint32(0x100000)) + little(size) + little(quint32(signature.size()))
            + QByteArray(8, '\0');
    cab += little(data) + little(quint16(1)) + little(quint16(0));
    cab += little(quint32(content.size())) + little(quint32(0)) + little(quint16(0)) + little(quint16(0x5d6e)) + little(quint16(0x1000))
        + little(quint16(0x20)) + QByteArray("one\0", 4);
    return cab + little(quint32(0)) + little(quint16(content.size())) + little(quint16(content.size())) + content + signature;
}

} // namespace ashiato
