// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/crc32c.h"

#include <QtEndian>

#include <array>

namespace ashiato
{

namespace
{

using Tables = std::array<std::array<quint32, 256>, 8>;

constexpr Tables makeTables()
{
    Tables tables{};
    for (quint32 byte = 0; byte < 256; ++byte) {
        quint32 value = byte;
        for (int bit = 0; bit < 8; ++bit)
            value = value & 1 ? value >> 1 ^ 0x82f63b78u : value >> 1;
        tables[0][byte] = value;
    }
    for (size_t step = 1; step < tables.size(); ++step) {
        for (size_t byte = 0; byte < 256; ++byte)
            tables[step][byte] = tables[step - 1][byte] >> 8 ^ tables[0][tables[step - 1][byte] & 0xff];
    }
    return tables;
}

constexpr Tables kTables = makeTables();

} // namespace

quint32 crc32c(quint32 before, QByteArrayView bytes)
{
    const auto *at = reinterpret_cast<const uchar *>(bytes.data());
    qsizetype left = bytes.size();
    for (; left >= 8; left -= 8, at += 8) { // eight bytes a step: each table moves a byte over those behind it
        const quint32 low = before ^ qFromLittleEndian<quint32>(at);
        const quint32 high = qFromLittleEndian<quint32>(at + 4);
        before = kTables[7][low & 0xff] ^ kTables[6][low >> 8 & 0xff] ^ kTables[5][low >> 16 & 0xff] ^ kTables[4][low >> 24] ^
                 kTables[3][high & 0xff] ^ kTables[2][high >> 8 & 0xff] ^ kTables[1][high >> 16 & 0xff] ^ kTables[0][high >> 24];
    }
    for (; left > 0; --left, ++at)
        before = before >> 8 ^ kTables[0][(before ^ *at) & 0xff];
    return before;
}

} // namespace ashiato
