// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/setdigest.h"

#include <QtEndian>

#include <openssl/evp.h>

#include <cstring>

namespace ashiato
{

namespace
{

/// Fetched once: EVP_sha256() looks its provider up at every use.
const EVP_MD *sha256()
{
    static const EVP_MD *const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return method;
}

} // namespace

struct Sha256::Context {
    EVP_MD_CTX *handle = EVP_MD_CTX_new();
    ~Context() { EVP_MD_CTX_free(handle); }
};

Sha256::Sha256() : m_context(std::make_unique<Context>()) { EVP_DigestInit_ex2(m_context->handle, sha256(), nullptr); }
Sha256::~Sha256() = default;

Sha256::Value Sha256::of(QByteArrayView bytes)
{
    Value value{};
    EVP_DigestInit_ex2(m_context->handle, nullptr, nullptr); // the same method, from its start
    EVP_DigestUpdate(m_context->handle, bytes.data(), size_t(bytes.size()));
    EVP_DigestFinal_ex(m_context->handle, value.data(), nullptr);
    return value;
}

void SetDigest::add(const Sha256::Value &row)
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
