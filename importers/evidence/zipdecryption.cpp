// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/zipdecryption.h"

#include "importers/evidence/archivecontainer.h"
#include "importers/evidence/japanesetext.h"
#include "importers/evidence/windowsource.h"
#include "models/records/boundedreader.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr quint32 kLocalHeader = 0x04034b50;
constexpr quint16 kEncryptedFlag = 1;
constexpr quint16 kSizesBehindFlag = 1 << 3;
constexpr quint16 kStrongFlag = 1 << 6; // PKWARE's certificates: nothing open reads them
constexpr quint16 kAesMethod = 99;
constexpr quint16 kAesField = 0x9901;
constexpr quint16 kZip64Field = 0x0001;
constexpr qint64 kProven = 64 << 20;
constexpr qint64 kStep = 1 << 20;

/// A few bytes of ours in front of a part of the zip.
class HeadedSource : public ByteSource
{
public:
    HeadedSource(QByteArray head, ByteSource &zip, qint64 start, qint64 size)
        : m_head(std::move(head)), m_rest(zip, start, size)
    {
    }
    qint64 size() const override { return m_head.size() + m_rest.size(); }
    bool randomAccess() const override { return m_rest.randomAccess(); }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override
    {
        if (offset >= m_head.size())
            return m_rest.read(offset - m_head.size(), into, size);
        const qint64 part = std::min<qint64>(size, m_head.size() - offset);
        memcpy(into, m_head.constData() + offset, size_t(part));
        return part == size ? Result<qint64>(part) : withRest(part, into, size);
    }

private:
    Result<qint64> withRest(qint64 part, char *into, qint64 size)
    {
        const auto got = m_rest.read(0, into + part, size - part);
        return got ? Result<qint64>(part + *got) : got;
    }

    const QByteArray m_head;
    PartSource m_rest;
};

template <typename T> void put(QByteArray &into, T value)
{
    const T little = qToLittleEndian(value);
    into.append(reinterpret_cast<const char *>(&little), sizeof little);
}

/// A local header by what the directory says: the zip's own may leave sizes and checksum to what stands behind the data,
/// where a reader going forward cannot find its end.
QByteArray localHeader(const EncryptedMember &member)
{
    QByteArray extra;
    if (!member.aes.isEmpty()) {
        put<quint16>(extra, kAesField);
        put<quint16>(extra, quint16(member.aes.size()));
        extra += member.aes;
    }
    const bool large = member.size >= 0xffffffff || member.stored >= 0xffffffff;
    if (large) {
        put<quint16>(extra, kZip64Field);
        put<quint16>(extra, 16);
        put<qint64>(extra, member.size);
        put<qint64>(extra, member.stored);
    }
    // ZipCrypto checks a password by the high byte of the checksum, or of the time where the checksum stands behind.
    const quint32 check = member.flags & kSizesBehindFlag ? quint32(member.dosTime) << 16 : member.crc;
    QByteArray header;
    put<quint32>(header, kLocalHeader);
    put<quint16>(header, 51);
    put<quint16>(header, kEncryptedFlag);
    put<quint16>(header, member.method);
    put<quint16>(header, member.dosTime);
    put<quint16>(header, member.dosDate);
    put<quint32>(header, check);
    put<quint32>(header, large ? 0xffffffff : quint32(member.stored));
    put<quint32>(header, large ? 0xffffffff : quint32(member.size));
    put<quint16>(header, 1);
    put<quint16>(header, quint16(extra.size()));
    return header + 'm' + extra;
}

/// A password in UTF-8 and, as Japanese Windows writes it, in CP932.
std::vector<QByteArray> formsOf(const QString &password)
{
    std::vector<QByteArray> forms{password.toUtf8()};
    if (auto japanese = encodeCp932(password); japanese && *japanese != forms.front())
        forms.push_back(std::move(*japanese));
    return forms;
}

/// Reads the first bytes.
Result<void> prove(ByteSource &content, qint64 bytes, const std::function<bool()> &alive)
{
    QByteArray part(qsizetype(std::min(bytes, kStep)), Qt::Uninitialized);
    for (qint64 at = 0; at < bytes;) {
        if (!alive())
            return ErrorCode::Cancelled;
        const auto got = content.read(at, part.data(), part.size());
        if (!got)
            return got.error();
        if (*got == 0)
            break;
        at += *got;
    }
    return {};
}

} // namespace

Result<std::unique_ptr<ByteSource>> openEncrypted(ByteSource &zip, const EncryptedMember &member, const QString &password,
                                                  const ContainerLimits &limits, const std::function<bool()> &alive)
{
    if (password.isEmpty())
        return ErrorCode::Encrypted;
    quint16 method = member.method;
    bool checksum = true;
    if (method == kAesMethod) {
        BoundedReader aes(member.aes);
        checksum = aes.u16() != 2; // AE-2 has an authentication code in its place
        aes.skip(3);
        method = aes.u16();
        if (aes.failed())
            return {ErrorCode::Damaged, QStringLiteral("AES"), member.start};
    }
    if ((member.flags & kStrongFlag) || (method != 0 && method != 8) || member.aes.size() > 64)
        return {ErrorCode::Unsupported, QStringLiteral("zip method %1, encrypted").arg(method)};
    const bool isAes = member.method == kAesMethod;
    // One form after the other: a wrong one that gets past ZipCrypto's check must not keep the right one from being tried.
    for (const QByteArray &form : formsOf(password)) {
        auto source = std::make_unique<HeadedSource>(localHeader(member), zip, member.start, member.stored);
        auto opened = openFirstMember(std::move(source), member.size, limits, form);
        if (!opened && opened.error().code == ErrorCode::Encrypted)
            continue;
        if (!opened)
            return opened;
        auto content = std::make_unique<CheckedSource>(std::move(*opened), member.size,
                                                       checksum ? std::optional<quint32>(member.crc) : std::nullopt);
        const auto proven = prove(*content, isAes ? 1 : kProven, alive);
        if (proven)
            return std::unique_ptr<ByteSource>(std::move(content));
        // Damaged is, as a rule, what a password that got past ZipCrypto's check makes of the bytes.
        const ErrorCode code = proven.error().code;
        if (code != ErrorCode::Encrypted && (code != ErrorCode::Damaged || isAes))
            return proven.error();
    }
    return ErrorCode::Encrypted;
}

} // namespace ashiato
