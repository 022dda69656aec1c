// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

namespace ashiato
{

/// CRC-32C (Castagnoli), reflected, as ext4 and btrfs use it: without the last inversion, so that calls can be chained.
/// Begin with ~0u. Source: RFC 3720, appendix B.4.
quint32 crc32c(quint32 before, QByteArrayView bytes);

} // namespace ashiato
