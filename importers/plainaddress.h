// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

namespace ashiato
{

/// "10.1.7.23" of "::ffff:10.1.7.23", as an IPv6 socket writes an IPv4 peer (RFC 4291, 2.5.5.2): one host has one name in
/// all sources. Any other text as it stands.
inline QByteArrayView plainAddress(QByteArrayView address)
{
    constexpr QByteArrayView kMapped("::ffff:");
    const bool mapped = address.size() > kMapped.size() && address[0] == ':' && qstrnicmp(address.data(), kMapped.data(), size_t(kMapped.size())) == 0
        && address.contains('.');
    return mapped ? address.sliced(kMapped.size()) : address;
}

} // namespace ashiato
