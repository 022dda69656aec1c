// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/names.h"

#include <QtGlobal>

namespace ashiato
{

namespace
{

/// Length of the well-formed UTF-8 sequence at p (RFC 3629: shortest form, no surrogates), 0 where there is none.
int utf8Length(const uchar *p, qsizetype left)
{
    const auto tail = [&](int i) { return i < left && (p[i] & 0xc0) == 0x80; };
    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xc2 && p[0] <= 0xdf)
        return tail(1) ? 2 : 0;
    if (p[0] >= 0xe0 && p[0] <= 0xef) {
        if (!tail(1) || !tail(2) || (p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f))
            return 0;
        return 3;
    }
    if (p[0] >= 0xf0 && p[0] <= 0xf4) {
        if (!tail(1) || !tail(2) || !tail(3) || (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
            return 0;
        return 4;
    }
    return 0;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1; // escapes are written in capitals only
}

bool isEscape(const char *p, qsizetype left)
{
    return left >= 4 && p[0] == '\\' && p[1] == 'x' && hexDigit(p[2]) >= 0 && hexDigit(p[3]) >= 0;
}

} // namespace

QByteArray escapedName(QByteArrayView stored, bool *damaged)
{
    const auto *bytes = reinterpret_cast<const uchar *>(stored.data());
    bool broken = false;
    bool ambiguous = false;
    for (qsizetype i = 0; i < stored.size();) {
        const int length = utf8Length(bytes + i, stored.size() - i);
        broken |= length == 0;
        ambiguous |= isEscape(stored.data() + i, stored.size() - i);
        i += qMax(1, length);
    }
    if (!broken && !ambiguous)
        return stored.toByteArray();
    if (damaged && broken)
        *damaged = true;

    static const char digits[] = "0123456789ABCDEF";
    QByteArray name;
    name.reserve(stored.size() * 2);
    for (qsizetype i = 0; i < stored.size();) {
        const int length = utf8Length(bytes + i, stored.size() - i);
        if (length == 0 || bytes[i] == '\\') {
            name += '\\';
            name += 'x';
            name += digits[bytes[i] >> 4];
            name += digits[bytes[i] & 15];
            ++i;
        } else {
            name.append(stored.data() + i, length);
            i += length;
        }
    }
    return name;
}

QByteArray storedName(QByteArrayView escaped)
{
    QByteArray name;
    name.reserve(escaped.size());
    for (qsizetype i = 0; i < escaped.size();) {
        if (isEscape(escaped.data() + i, escaped.size() - i)) {
            name += char(hexDigit(escaped[i + 2]) * 16 + hexDigit(escaped[i + 3]));
            i += 4;
        } else {
            name += escaped[i++];
        }
    }
    return name;
}

} // namespace ashiato
