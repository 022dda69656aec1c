// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <array>
#include <optional>

namespace ashiato
{

using Sha256 = std::array<quint8, 32>;
/// Of short runs of bytes, many of them. Any thread.
Sha256 sha256Of(QByteArrayView bytes);

/// The digest of a set of rows, whatever their order: how many they are, and the sum of the SHA-256 of each, both taken as
/// little-endian numbers, mod 2^256. Parts of a set can be computed apart and added. (Of a sum, an attacker who may choose
/// tens of thousands of rows freely could find another set with the same digest; who edits rows cannot.)
struct SetDigest {
    qint64 count = 0;
    std::array<quint64, 4> sum{};

    void add(const Sha256 &row);
    void add(const SetDigest &part);
    QByteArray bytes() const; ///< The 32 bytes of the sum
    QString hex() const; ///< bytes(), lower-case hex
    static std::optional<SetDigest> fromBytes(QByteArrayView sum, qint64 count); ///< Nothing of another length, or count < 0
    bool operator==(const SetDigest &) const = default;
};

} // namespace ashiato
