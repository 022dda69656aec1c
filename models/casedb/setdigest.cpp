// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/setdigest.h"

#include <QtEndian>

// The interface of before: the one of today asks its provider anew for each of millions of short rows, a third of the time.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

namespace ashiato
{

Sha256 sha256Of(QByteArrayView bytes)
{
    Sha256 value;
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, bytes.data(), size_t(bytes.size()));
    SHA256_Final(value.data(), &context);
    return value;
}

void SetDigest::add(const Sha256 &row)
{
    SetDigest one;
    one.count = 1;
    for (size_t i = 0; i < one.sum.size(); ++i)
        one.sum[i] = qFromLittleEndian<quint64>(row.data() + 8 * i);
    add(one);
}

void SetDigest::add(const SetDigest &part)
{
    count += part.count;
    quint64 carry = 0;
    for (size_t i = 0; i < sum.size(); ++i) {
        const quint64 with = sum[i] + carry;
        carry = with < carry ? 1 : 0;
        sum[i] = with + part.sum[i];
        carry += sum[i] < with ? 1 : 0;
    }
}

QByteArray SetDigest::bytes() const
{
    QByteArray bytes(32, '\0');
    for (size_t i = 0; i < sum.size(); ++i)
        qToLittleEndian(sum[i], bytes.data() + 8 * i);
    return bytes;
}

QString SetDigest::hex() const { return QString::fromLatin1(bytes().toHex()); }

std::optional<SetDigest> SetDigest::fromBytes(QByteArrayView sum, qint64 count)
{
    if (sum.size() != 32 || count < 0)
        return {};
    SetDigest digest;
    digest.count = count;
    for (size_t i = 0; i < digest.sum.size(); ++i)
        digest.sum[i] = qFromLittleEndian<quint64>(sum.data() + 8 * i);
    return digest;
}

} // namespace ashiato
