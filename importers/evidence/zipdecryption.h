// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/container.h"

#include <functional>
#include <memory>

namespace ashiato
{

/// What the directory of a zip says of an encrypted member.
struct EncryptedMember {
    qint64 start = 0;  ///< Of its stored bytes in the zip
    qint64 stored = 0; ///< As many are there
    qint64 size = 0;   ///< Decrypted and decompressed
    quint32 crc = 0;
    quint16 flags = 0;
    quint16 method = 0; ///< 99: AES, which says the real one in its extra field
    quint16 dosTime = 0;
    quint16 dosDate = 0;
    QByteArray aes;     ///< Extra field 0x9901 without its head; empty: PKWARE's old encryption (ZipCrypto)
};

/// The content of a stored or deflated member, decrypted through libarchive: ZipCrypto (PKWARE APPNOTE 6.1) and AES
/// (WinZip AE-1 and AE-2). One byte is all that ZipCrypto has to tell a wrong password by, so up to 64 MiB are read and
/// held against their CRC-32 before anything is given. Borrows the zip. alive: as of Container, asked while that is done.
/// Errors: Encrypted (the password does not fit, or the bytes are damaged), Unsupported, Cancelled, as of the source.
Result<std::unique_ptr<ByteSource>> openEncrypted(ByteSource &zip, const EncryptedMember &member, const QString &password,
                                                  const ContainerLimits &limits, const std::function<bool()> &alive);

} // namespace ashiato
